"""All metrics of some filings in one pass: sentences first, then each metric over them.

The table of what is derived; not here: what any metric means (its own module), one object per filing
(`filing.py`).
"""

import gc
from collections.abc import Callable, Collection
from functools import cached_property, partial
from math import ceil

import polars as pl

from pipelines.metrics.board.cadence import CADENCE_SCHEMA, derive_cadence
from pipelines.metrics.board.committees import COMMITTEE_SCHEMA, derive_committees
from pipelines.metrics.board.oversight import OVERSIGHT_SCHEMA, derive_oversight
from pipelines.metrics.board.reading import Reading, readings
from pipelines.metrics.certifications import CERTIFICATION_SCHEMA, derive_certifications
from pipelines.metrics.compared import SENTENCE_KEY_SCHEMA, sentence_keys
from pipelines.metrics.contradictions import CONTRADICTION_SCHEMA, derive_contradictions
from pipelines.metrics.document import SENTENCE_SCHEMA, sentences
from pipelines.metrics.frameworks import FRAMEWORK_SCHEMA, derive_frameworks
from pipelines.metrics.incidents.annual import INCIDENT_STATEMENT_SCHEMA, incident_statements
from pipelines.metrics.language.rules import every_file
from pipelines.metrics.material_effect import MATERIAL_EFFECT_SCHEMA, derive_material_effect
from pipelines.metrics.officers.table import OFFICER_SCHEMA, derive_officers
from pipelines.metrics.text_measures import TEXT_MEASURE_SCHEMA, derive_text_measures
from pipelines.metrics.third_parties import THIRD_PARTY_SCHEMA, derive_third_parties
from pipelines.processes import WorkerPool, worker_pool


class _Share(dict[str, pl.DataFrame]):
    """The tables of filings that are derived in one go, each made when it is first asked for."""

    def __init__(self, facts: pl.DataFrame) -> None:
        super().__init__()
        self.facts = facts

    @cached_property
    def boards(self) -> list[Reading]:
        """What each filing says of its board, which several tables rest on."""
        return readings(self["sentence"])

    def __missing__(self, name: str) -> pl.DataFrame:
        self[name] = made = _TABLES[name][1](self)
        return made


_TABLES: dict[str, tuple[pl.Schema, Callable[[_Share], pl.DataFrame]]] = {
    "sentence": (SENTENCE_SCHEMA, lambda of: sentences(of.facts)),
    "officer": (OFFICER_SCHEMA, lambda of: derive_officers(of["sentence"])),
    "committee": (COMMITTEE_SCHEMA, lambda of: derive_committees(of["sentence"], of.boards)),
    "oversight": (OVERSIGHT_SCHEMA, lambda of: derive_oversight(of["sentence"], of["committee"], of.boards)),
    "cadence": (CADENCE_SCHEMA, lambda of: derive_cadence(of["sentence"], of.boards)),
    "framework": (FRAMEWORK_SCHEMA, lambda of: derive_frameworks(of["sentence"])),
    "certification": (CERTIFICATION_SCHEMA, lambda of: derive_certifications(of["sentence"])),
    "third_party": (THIRD_PARTY_SCHEMA, lambda of: derive_third_parties(of["sentence"])),
    "material_effect": (MATERIAL_EFFECT_SCHEMA, lambda of: derive_material_effect(of["sentence"])),
    "contradiction": (CONTRADICTION_SCHEMA, lambda of: derive_contradictions(of.facts, of)),
    "text_measure": (
        TEXT_MEASURE_SCHEMA,
        lambda of: derive_text_measures(of["sentence"], of["officer"], of["framework"]),
    ),
    "incident_statement": (INCIDENT_STATEMENT_SCHEMA, lambda of: incident_statements(of["sentence"])),
    "sentence_key": (SENTENCE_KEY_SCHEMA, lambda of: sentence_keys(of["sentence"])),
}
"""Every table that is derived: its columns, and how it is made."""

METRIC_SCHEMAS = {name: schema for name, (schema, _) in _TABLES.items() if name != "sentence_key"}
"""The tables of metrics and their columns; `sentence_key` is for comparisons alone."""

FEW_FILINGS = 800
"""Below this many filings starting processes, which takes more than a second, costs more than it saves."""
AT_ONCE = 500
"""Filings that a process derives in one go: few, so that it holds little, shows how far it is, and none waits long for
the last; many, so that what companies say alike is read once."""

Tell = Callable[[int, int], None]
"""Is told how many filings of how many are done."""


def _nobody(_done: int, _of: int) -> None:
    """Nobody is told."""


def derive(
    facts: pl.DataFrame,
    workers: int = 1,
    tell: Tell = _nobody,
    tables: Collection[str] = tuple(METRIC_SCHEMAS),
) -> dict[str, pl.DataFrame]:
    """`FactFrame` to the named tables, a frame each; with `workers` processes, where there is enough for them to do, the
    same rows in the same order."""
    enough = workers > 1 and facts["accession_number"].n_unique() >= FEW_FILINGS
    with worker_pool(workers if enough else 1, prepare) as pool:
        return derive_with(pool, facts, tables, tell)


def derive_with(
    pool: WorkerPool | None, facts: pl.DataFrame, tables: Collection[str], tell: Tell = _nobody
) -> dict[str, pl.DataFrame]:
    """The same with processes that are there already, or in this one."""
    filings = facts["accession_number"].n_unique()
    workers = pool.size if pool else 1
    # A company's filings stay together: they repeat each other, and what was read once is kept.
    count = workers * ceil(max(filings, 1) / workers / AT_ONCE)
    share = pl.coalesce("cik", 0) % count
    shares = [facts.filter(share == n) for n in range(count)] if count > 1 else [facts]
    parts, done = [], 0
    for part, of in zip((pool.map if pool else map)(partial(_derive, tables), shares), shares, strict=True):
        parts.append(part)
        done += of["accession_number"].n_unique()
        tell(done, filings)
    return {name: pl.concat([part[name] for part in parts]).sort("accession_number", maintain_order=True)
            for name in tables}  # fmt: skip


def prepare() -> None:
    """What a process does before it derives."""
    every_file()


def _derive(tables: Collection[str], facts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    collects = gc.isenabled()
    gc.disable()  # millions of short-lived matches, and no cycles
    try:
        prepare()
        share = _Share(facts)
        return {name: share[name] for name in tables}
    finally:
        if collects:
            gc.enable()
