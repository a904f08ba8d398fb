"""Everything that is derived from one incident report, and from the reports of a month.

The table of the questions; not here: how any of them is answered.
"""

from collections.abc import Callable

import polars as pl

from pipelines.facts.concepts import CONCEPTS, INCIDENT
from pipelines.metrics.incidents.amounts import cost_usd, persons_affected, records_note
from pipelines.metrics.incidents.finding import Finding
from pipelines.metrics.incidents.impact import impacts
from pipelines.metrics.incidents.nature import data, kinds, tells_of_an_incident
from pipelines.metrics.incidents.report import Block, Report
from pipelines.metrics.incidents.response import contained, experts, insurance, law_enforcement, operations
from pipelines.metrics.incidents.timing import dates

INCIDENT_TEXTS = (*(concept.name for concept in INCIDENT), "Item105SectionText")
"""What tells of an incident; a report that tags none of these is read by whatever text it tags."""

ONE: tuple[Callable[[Report], Finding | None], ...] = (
    contained, operations, persons_affected, records_note, law_enforcement, experts, insurance, cost_usd,
)  # fmt: skip


def findings(report: Report) -> list[Finding]:
    """Every value that a report tells, question by question; none of a report that tells of no incident."""
    if not tells_of_an_incident(report):
        return []
    found = kinds(report)
    found += dates(report).values()
    found += data(report)
    found += [finding for read in ONE if (finding := read(report)) is not None]
    found += impacts(report).values()
    return found


def blocks_of(facts: pl.DataFrame) -> dict[str, list[Block]]:
    """The text facts (`FactFrame`) of each filing that its report is read from, in the order of the taxonomy."""
    places = {name: place for place, name in enumerate(CONCEPTS)}
    texts = (
        facts.filter(pl.col("value").is_not_null() & (pl.col("value") != "") & pl.col("flag").is_null())
        .with_columns(
            place=pl.col("concept").replace_strict(places, default=len(places), return_dtype=pl.Int32),
            told=pl.col("concept").is_in(INCIDENT_TEXTS),
        )
        .filter(pl.col("told") | ~pl.col("told").any().over("accession_number"))
        .sort("accession_number", "place", "dimensions", "period_end", "ordinal", maintain_order=True)
    )
    blocks: dict[str, list[Block]] = {}
    for number, concept, ordinal, value in texts.select(
        "accession_number", "concept", "ordinal", "value"
    ).iter_rows():
        blocks.setdefault(number, []).append((concept, ordinal, value))
    return blocks
