"""Reading: facts of every source, the best of each, and the filings they belong to."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from assets.describe import results
from assets.discovery import filing_index
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.edgar.notes import NotesFailure, NotesFile, notes_archives
from pipelines.errors import DocumentError
from pipelines.facts.months import EMPTY, NotesMonth, failed_month, read_notes_months
from pipelines.facts.precedence import best_facts, differences
from pipelines.filings import FilingFrame, filings
from pipelines.incidents import IncidentFrame, incidents
from pipelines.lake import StepAtWork

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
    steps: list[StepAtWork] = []
    with workplace.archive() as archive:
        found = notes_archives(archive, months, workplace.today)
        counters = archive.client.counters
        for month in found.unpublished:
            step = workplace.step("notes", month, context.run.run_id)
            if not step.is_done:
                _finish(step, EMPTY)
            steps.append(step)
        for file in found.files:
            try:
                steps += _read(context, workplace, file)
            except DocumentError as error:
                path = workplace.relative(file.document)
                archive.set_aside(path)  # or the next run would meet it again
                found.failed.append(NotesFailure(path, file.months, str(error)))
        for failure in found.failed:
            steps += _fail(context, workplace, failure)
    yield from results(
        context, steps, requests=counters.requests, bytes=counters.bytes,
        archives=[file.name for file in found.files], not_published_yet=found.unpublished,
        archives_failed=[f"{failure.path}: {failure.reason}" for failure in found.failed],
    )  # fmt: skip


def _fail(context: dg.AssetExecutionContext, workplace: Workplace, failure: NotesFailure) -> list[StepAtWork]:
    """The months of an archive that is damaged: as they were read before, else without it, and due again tomorrow."""
    again = (workplace.today + timedelta(days=1)).isoformat()
    steps = [workplace.step("notes", month, context.run.run_id) for month in failure.months]
    for step in steps:
        workplace.tell(f"{failure.path} cannot be read")
        before = {name: step.former(name) for name in ("notes_fact", "submission", "notes_document")}
        part = failed_month(failure.path, failure.reason, *before.values())
        _finish(step, part, again)
    return steps


def _read(context: dg.AssetExecutionContext, workplace: Workplace, file: NotesFile) -> list[StepAtWork]:
    """The months of an archive; those that were read from the same bytes by the same code are not read again."""
    document = file.document
    path = workplace.relative(document)
    steps = {month: workplace.step("notes", month, context.run.run_id) for month in file.months}
    for step in steps.values():
        step.sources = {path: document.sha256}
    due = [month for month, step in steps.items() if not step.is_done]
    if due:
        workplace.tell(f"reading {file.name}, of {len(due)} months")
        for month, part in read_notes_months(document.path, path, document.sha256, due).items():
            _finish(steps[month], part)
    return list(steps.values())


def _finish(step: StepAtWork, part: NotesMonth, again: str | None = None) -> None:
    tables = {"notes_fact": part.facts, "submission": part.submissions, "notes_document": part.documents}
    step.finish(tables, again=again)


@dg.asset(
    partitions_def=monthly,
    deps=["notes_fact", "document_fact"],
    group_name="reading",
    kinds={"polars", "parquet"},
)
def fact(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Every fact once per context, from its best source; what was superseded stays in its own table."""
    steps = [workplace.step("fact", month, context.run.run_id) for month in context.partition_keys]
    for step in steps:
        if not step.is_done:
            sources = [step.need(table) for table in ("document_fact", "notes_fact")]
            step.finish({"fact": best_facts(sources), "fact_difference": differences(sources)})
    yield from results(context, steps)


@dg.asset(
    partitions_def=monthly,
    deps=[filing_index, "submission", "incident_report", "reading", fact],
    group_name="reading",
    kinds={"polars", "parquet"},
)
def filing(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Annual filings, read or not, and the incident reports that hold a disclosure."""
    steps = [workplace.step("filing", month, context.run.run_id) for month in context.partition_keys]
    for step in steps:
        if not step.is_done:
            frame = filings(*(step.need(table) for table in FILING_SOURCES))
            step.finish({"filing": FilingFrame.validate(frame)})
    yield from results(context, steps)


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
    steps = [workplace.step("incident", month, context.run.run_id) for month in context.partition_keys]
    for step in steps:
        if not step.is_done:
            found = incidents(*(step.need(table) for table in ("filing", "fact", "incident_report")))
            IncidentFrame.validate(found.incident)
            step.finish(found._asdict())
    yield from results(context, steps)
