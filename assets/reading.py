"""Reading: facts of every source, the best of each, and the filings they belong to."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.describe import tell_month
from assets.discovery import filing_index
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.edgar.notes import NotesFile, notes_archives
from pipelines.errors import DocumentError
from pipelines.facts.months import EMPTY, NotesMonth, read_notes_months
from pipelines.facts.precedence import best_facts, differences
from pipelines.filings import FilingFrame, filings
from pipelines.incidents import IncidentFrame, incidents

FILING_SOURCES = ("filing_index", "submission", "fact", "incident_report", "reading")
"""Tables of the lake that tell which filings there are."""


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            description=description,
            partitions_def=monthly,
            group_name="reading",
            kinds={"polars", "parquet"},
        )
        for name, description in (
            ("notes_fact", "Facts of the cyd taxonomy in SEC's Financial Statement and Notes archives."),
            (
                "submission",
                "What those archives say of each filing: company, form, period, time of acceptance.",
            ),
        )
    ],
    pool=SEC_POOL,
)
def notes(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """The month's or quarter's archive, downloaded with resume and read as a stream."""
    months = sorted(context.partition_keys)
    failures: list[str] = []
    with workplace.archive() as archive:
        found = notes_archives(archive, months, workplace.today)
        counters = archive.client.counters
        for month in found.unpublished:
            _write(context, workplace, month, EMPTY)
        for file in found.files:
            try:
                for month, part in _read(workplace, file).items():
                    _write(context, workplace, month, part)
            except DocumentError as error:
                archive.set_aside(workplace.relative(file.document))  # or the next run would meet it again
                failures.append(f"{error} It was set aside: the next run fetches it again.")
    if failures:
        raise DocumentError(" ".join(failures))
    common: dict[str, Any] = {
        "requests": counters.requests,
        "bytes": counters.bytes,
        "archives": [file.name for file in found.files],
        "not_published_yet": found.unpublished,
    }
    yield dg.MaterializeResult(asset_key="notes_fact", metadata=common)
    yield dg.MaterializeResult(asset_key="submission", metadata=common)


def _read(workplace: Workplace, file: NotesFile) -> dict[str, NotesMonth]:
    workplace.tell(f"reading {file.name}")
    document = file.document
    return read_notes_months(document.path, workplace.relative(document), document.sha256, file.months)


def _write(context: dg.AssetExecutionContext, workplace: Workplace, month: str, part: NotesMonth) -> None:
    tell_month(context, "notes_fact", month, part.facts)
    tell_month(context, "submission", month, part.submissions)
    workplace.lake.write("notes_fact", month, part.facts)
    workplace.lake.write("submission", month, part.submissions)
    workplace.lake.write("notes_document", month, part.documents)


@dg.asset(
    partitions_def=monthly,
    deps=["notes_fact", "document_fact"],
    group_name="reading",
    kinds={"polars", "parquet"},
)
def fact(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> dg.MaterializeResult[None]:
    """Every fact once per context, from its best source; what was superseded stays in its own table."""
    differing = 0
    for month in context.partition_keys:
        sources = [workplace.lake.need(table, month) for table in ("document_fact", "notes_fact")]
        facts, differ = best_facts(sources), differences(sources)
        workplace.lake.write("fact", month, facts)
        workplace.lake.write("fact_difference", month, differ)
        tell_month(context, "fact", month, facts)
        differing += differ.height
    return dg.MaterializeResult(metadata={"sources_differ": differing})


@dg.asset(
    partitions_def=monthly,
    deps=[filing_index, "submission", "incident_report", "reading", fact],
    group_name="reading",
    kinds={"polars", "parquet"},
)
def filing(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> dg.MaterializeResult[None]:
    """Annual filings, read or not, and the incident reports that hold a disclosure."""
    lake = workplace.lake
    for month in context.partition_keys:
        frame = filings(*(lake.need(table, month) for table in FILING_SOURCES))
        lake.write("filing", month, FilingFrame.validate(frame))
        tell_month(context, "filing", month, frame)
    return dg.MaterializeResult()


INCIDENT_DESCRIPTIONS = {
    "incident": "Cybersecurity incidents reported on Form 8-K and 6-K: what, how far, when, with what impact.",
    "incident_kind": "Kinds of each reported incident, with their evidence.",
    "incident_data": "Kinds of data that each reported incident touched, with their evidence.",
    "incident_evidence": "The sentence and the rule of every value derived from an incident report.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            description=description,
            deps=[filing, fact, "incident_report"],
            partitions_def=monthly,
            group_name="reading",
            kinds={"polars", "parquet"},
        )
        for name, description in INCIDENT_DESCRIPTIONS.items()
    ]
)
def incident(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Incident reports of the months: their texts, and what is derived from them, with its evidence."""
    lake = workplace.lake
    for month in context.partition_keys:
        found = incidents(*(lake.need(table, month) for table in ("filing", "fact", "incident_report")))
        IncidentFrame.validate(found.incident)
        for name, frame in found._asdict().items():
            lake.write(name, month, frame)
            tell_month(context, name, month, frame)
    for name in INCIDENT_DESCRIPTIONS:
        yield dg.MaterializeResult(asset_key=name)
