"""Documents: last night's filings read from EDGAR itself, with the filer's exact text, tagged or not.

Which filings are read is a rule of `pipelines/nightly.py`; how one is read, `pipelines/documents.py`.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import polars as pl

from assets.describe import results
from assets.discovery import filing_index
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.documents import FilingsRead, read_filings
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.fulltext import SEARCH_PATH, SEARCH_SCHEMA, search_incidents
from pipelines.errors import DocumentError, FetchError
from pipelines.lake import StepAtWork
from pipelines.months import first_day, last_day
from pipelines.nightly import (
    failures,
    is_recent,
    merged,
    next_day,
    reader_of,
    settled,
    waiting,
    wanted_filings,
    with_next_try,
)
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            description=description,
            deps=[filing_index, "notes_fact", "submission"],
            partitions_def=monthly,
            group_name="reading",
            kinds={"polars", "parquet"},
        )
        for name, description in (
            (
                "incident_report",
                "Form 8-K and 8-K/A filings with Item 1.05, as the full-text search finds them.",
            ),
            (
                "document_fact",
                "Facts of the filings' own documents: pages, instances, inline XBRL, sections.",
            ),
            ("reading", "What became of each filing whose documents were asked for, and why."),
        )
    ],
    pool=SEC_POOL,
)
def documents(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """The documents of new filings, of filings that no archive told, and of incident reports."""
    facts = failed = read = 0
    steps = []
    with workplace.archive() as archive:
        counters = archive.client.counters
        for month in sorted(context.partition_keys):
            recent = is_recent(month, workplace.today)
            settings = f"{workplace.settings.documents} {'all' if recent else 'untold'}"
            step = workplace.step("documents", month, context.run.run_id, settings)
            found, searched = _search(workplace, archive, step)
            step.sources = dict(searched.select("path", pl.col("sha256").fill_null("")).iter_rows())
            if not step.is_done:
                new = _read(workplace, archive, step, found, searched)
                facts, read = facts + new.facts.height, read + new.readings.height
                failed += new.readings.filter(pl.col("status") == "failed").height
            steps.append(step)
    yield from results(
        context, steps, requests=counters.requests, bytes=counters.bytes,
        facts_read=facts, filings_read=read - failed, filings_failed=failed,
    )  # fmt: skip


def _search(workplace: Workplace, archive: RawArchive, step: StepAtWork) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The month's incident reports, and what the search was; where it does not answer, those known before."""
    month = step.month
    first, last = first_day(month), min(last_day(month), workplace.today)
    empty = pl.DataFrame(schema=SEARCH_SCHEMA)
    documents = pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA)
    if workplace.settings.documents == "none" or first > last:
        return _kept(step, empty), documents
    return _ask(workplace, archive, (first, last), step, empty)


def _ask(
    workplace: Workplace, archive: RawArchive, days: tuple[date, date], step: StepAtWork, empty: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    try:
        search = search_incidents(archive, *days)
    except (FetchError, DocumentError) as error:
        row = source_document(SEARCH_PATH, "search", reason=str(error), failed=True)
        return _kept(step, empty), row
    if search.document is None:
        return search.filings, source_document(
            SEARCH_PATH, "search", reason="The source has no search.", failed=True
        )
    kept = search.document
    row = source_document(workplace.relative(kept), "search", sha256=kept.sha256, size=kept.size)
    return search.filings, row


def _kept(step: StepAtWork, empty: pl.DataFrame) -> pl.DataFrame:
    kept = step.former("incident_report")
    return empty if kept is None else kept


def _read(
    workplace: Workplace, archive: RawArchive, step: StepAtWork, reports: pl.DataFrame, searched: pl.DataFrame
) -> FilingsRead:
    """Read what the month's rule asks for and the lake does not hold yet; keep what it holds."""
    strategy, month, today = workplace.settings.documents, step.month, workplace.today
    former = {name: step.former(name) for name in ("document_fact", "filing_document", "reading")}
    wanted = []
    if strategy != "none":
        wanted = wanted_filings(
            step.need("filing_index"), reports, step.need("submission"), step.need("notes_fact"),
            month=month, today=today,
        )  # fmt: skip
    done = settled(former["reading"], reader_of(strategy)) | waiting(
        former["reading"], reader_of(strategy), today
    )
    wanted = [one for one in wanted if one.filing.accession_number not in done]
    if wanted:
        workplace.tell(f"reading the documents of {len(wanted)} filings of {month}")
    new = read_filings(archive, wanted, strategy)
    # A filing that was read once and fails today keeps what was read: it is tried again tomorrow.
    stays = settled(former["reading"], None) & failures(new.readings)
    readings = with_next_try(new.readings, former["reading"], today)
    kept = {
        "document_fact": merged(former["document_fact"], new.facts, new.readings, stays),
        "filing_document": pl.concat(
            [merged(former["filing_document"], new.documents, new.readings, stays), searched]
        ),
        "reading": merged(former["reading"], readings, readings, stays),
    }
    step.finish({"incident_report": reports, **kept}, again=next_day(kept["reading"], today))
    return new
