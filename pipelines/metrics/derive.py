"""All metrics of some filings in one pass: sentences first, then each metric over them.

The table of what is derived; not here: what any metric means (its own module), one object per filing
(`filing.py`).
"""

import gc
from collections.abc import Callable
from contextlib import nullcontext
from math import ceil

import polars as pl

from pipelines.metrics.board.cadence import CADENCE_SCHEMA, derive_cadence
from pipelines.metrics.board.committees import COMMITTEE_SCHEMA, derive_committees
from pipelines.metrics.board.oversight import OVERSIGHT_SCHEMA, derive_oversight
from pipelines.metrics.board.reading import readings
from pipelines.metrics.certifications import CERTIFICATION_SCHEMA, derive_certifications
from pipelines.metrics.contradictions import CONTRADICTION_SCHEMA, derive_contradictions
from pipelines.metrics.document import SENTENCE_SCHEMA, sentences
from pipelines.metrics.frameworks import FRAMEWORK_SCHEMA, derive_frameworks
from pipelines.metrics.incidents.annual import INCIDENT_STATEMENT_SCHEMA, incident_statements
from pipelines.metrics.language.rules import every_file
from pipelines.metrics.material_effect import MATERIAL_EFFECT_SCHEMA, derive_material_effect
from pipelines.metrics.officers.table import OFFICER_SCHEMA, derive_officers
from pipelines.metrics.text_measures import TEXT_MEASURE_SCHEMA, derive_text_measures
from pipelines.metrics.third_parties import THIRD_PARTY_SCHEMA, derive_third_parties
from pipelines.processes import worker_pool

METRIC_SCHEMAS = {
    "sentence": SENTENCE_SCHEMA,
    "officer": OFFICER_SCHEMA,
    "committee": COMMITTEE_SCHEMA,
    "oversight": OVERSIGHT_SCHEMA,
    "cadence": CADENCE_SCHEMA,
    "framework": FRAMEWORK_SCHEMA,
    "certification": CERTIFICATION_SCHEMA,
    "third_party": THIRD_PARTY_SCHEMA,
    "material_effect": MATERIAL_EFFECT_SCHEMA,
    "contradiction": CONTRADICTION_SCHEMA,
    "text_measure": TEXT_MEASURE_SCHEMA,
    "incident_statement": INCIDENT_STATEMENT_SCHEMA,
}
"""Every derived table and its columns, in the order in which they are made."""

FEW_FILINGS = 200
"""Below this many filings a second process costs more than it saves."""
AT_ONCE = 500
"""Filings that a process derives in one go: few, so that it holds little, shows how far it is, and none waits long for
the last; many, so that what companies say alike is read once."""


def derive(
    facts: pl.DataFrame, workers: int = 1, tell: Callable[[int, int], None] = lambda _done, _of: None
) -> dict[str, pl.DataFrame]:
    """`FactFrame` to one frame per table of `METRIC_SCHEMAS`; with `workers` processes, the same rows in the
    same order. `tell` is told how many filings of how many are done."""
    filings = facts["accession_number"].n_unique()
    workers = workers if filings >= FEW_FILINGS else 1
    # A company's filings stay together: they repeat each other, and what was read once is kept.
    count = workers * ceil(max(filings, 1) / workers / AT_ONCE)
    share = pl.coalesce("cik", 0) % count
    shares = [facts.filter(share == n) for n in range(count)] if count > 1 else [facts]
    parts, done = [], 0
    with worker_pool(workers) if workers > 1 else nullcontext() as pool:
        for part, of in zip((pool.map if pool else map)(_derive, shares), shares, strict=True):
            parts.append(part)
            done += of["accession_number"].n_unique()
            tell(done, filings)
    return {name: pl.concat([part[name] for part in parts]).sort("accession_number", maintain_order=True)
            for name in METRIC_SCHEMAS}  # fmt: skip


def _derive(facts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    collects = gc.isenabled()
    gc.disable()  # millions of short-lived matches, and no cycles
    try:
        return _derived(facts)
    finally:
        if collects:
            gc.enable()


def _derived(facts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    every_file()
    read = sentences(facts)
    boards = readings(read)
    committees = derive_committees(read, boards)
    derived = {
        "sentence": read,
        "officer": derive_officers(read),
        "committee": committees,
        "oversight": derive_oversight(read, committees, boards),
        "cadence": derive_cadence(read, boards),
        "framework": derive_frameworks(read),
        "certification": derive_certifications(read),
        "third_party": derive_third_parties(read),
        "material_effect": derive_material_effect(read),
    }
    derived["contradiction"] = derive_contradictions(facts, derived)
    derived["text_measure"] = derive_text_measures(read, derived["officer"], derived["framework"])
    derived["incident_statement"] = incident_statements(read)
    return derived
