"""Documents: last night's filings read from EDGAR itself, with the filer's exact text, tagged or not.

Which filings are read is a rule of `pipelines/nightly.py`; how one is read, `pipelines/documents.py`.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import dagster as dg
import polars as pl

from assets.describe import results
from assets.discovery import filing_index
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.documents import FilingsRead, read_filings
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.fulltext import (
    FOREIGN_FORMS,
    MENTION_SCHEMA,
    SEARCH_PATH,
    SEARCH_SCHEMA,
    IncidentSearch,
    mentions,
    search_by_words,
    search_incidents,
)
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
                "Form 8-K filings with Item 1.05, and Form 6-K by their words, as the full-text search finds them.",
            ),
            (
                "incident_mention",
                "Form 8-K filings with Item 7.01 or 8.01 that speak of an incident, as the search finds them.",
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
        months = sorted(context.partition_keys)
        for number, month in enumerate(months, 1):
            if len(months) > 1:
                workplace.tell(f"looking for documents of {month}, month", number, len(months))
            recent = is_recent(month, workplace.today) or workplace.every_document
            settings = f"{workplace.strategy} {'all' if recent else 'untold'}"
            step = workplace.step("documents", month, context.run.run_id, settings)
            found = _search(workplace, archive, step)
            step.sources = dict(found.documents.select("path", pl.col("sha256").fill_null("")).iter_rows())
            if not step.is_done:
                new = _read(workplace, archive, step, found)
                facts, read = facts + new.facts.height, read + new.readings.height
                failed += new.readings.filter(pl.col("status") == "failed").height
            steps.append(step)
    yield from results(
        context, steps, requests=counters.requests, bytes=counters.bytes,
        facts_read=facts, filings_read=read - failed, filings_failed=failed,
    )  # fmt: skip


class _Searched(NamedTuple):
    """What the searches of a month found: incident reports (`IncidentSearchFrame`), those under other items
    (`IncidentMentionFrame`), and the rows of the searches themselves (`SourceDocumentFrame`)."""

    reports: pl.DataFrame
    mentions: pl.DataFrame
    documents: pl.DataFrame


def _search(workplace: Workplace, archive: RawArchive, step: StepAtWork) -> _Searched:
    """The month's incident reports, those under other items, and what the searches were; where one does not answer,
    what was known before."""
    month = step.month
    days = first_day(month), min(last_day(month), workplace.today)
    former, mentioned = (
        _kept(step, "incident_report", SEARCH_SCHEMA),
        _kept(step, "incident_mention", MENTION_SCHEMA),
    )
    if workplace.strategy == "none" or days[0] > days[1]:
        return _Searched(former, mentioned, pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA))
    foreign = pl.col("form").is_in(FOREIGN_FORMS)
    found, row = _ask(workplace, archive, search_incidents, days, SEARCH_PATH)
    told, words_row = _ask(workplace, archive, search_by_words, days, f"{SEARCH_PATH} by words")
    reports = [
        former.filter(~foreign) if found is None else found,
        former.filter(foreign) if told is None else told.filter(foreign),
    ]
    rows = pl.concat([row, words_row]).unique("path", keep="first", maintain_order=True)
    return _Searched(pl.concat(reports), mentioned if told is None else mentions(told), rows)


def _ask(
    workplace: Workplace,
    archive: RawArchive,
    search: Callable[[RawArchive, date, date], IncidentSearch],
    days: tuple[date, date],
    path: str,
) -> tuple[pl.DataFrame | None, pl.DataFrame]:
    """What a search found (None: it does not answer), and the row of its document."""
    try:
        answer = search(archive, *days)
    except (FetchError, DocumentError) as error:
        return None, source_document(path, "search", reason=str(error), failed=True)
    if answer.document is None:
        return answer.filings, source_document(
            path, "search", reason="The source has no search.", failed=True
        )
    kept = answer.document
    row = source_document(
        workplace.relative(kept), "search", sha256=kept.sha256, size=kept.size,
        reason=answer.doubt, failed=answer.doubt is not None, rejected=answer.rejected,
    )  # fmt: skip
    return answer.filings, row


def _kept(step: StepAtWork, table: str, schema: pl.Schema) -> pl.DataFrame:
    kept = step.former(table)
    return pl.DataFrame(schema=schema) if kept is None else kept


def _read(workplace: Workplace, archive: RawArchive, step: StepAtWork, found: _Searched) -> FilingsRead:
    """Read what the month's rule asks for and the lake does not hold yet; keep what it holds."""
    strategy, month, today = workplace.strategy, step.month, workplace.today
    former = {name: step.former(name) for name in ("document_fact", "filing_document", "reading")}
    wanted = []
    if strategy != "none":
        wanted = wanted_filings(
            step.need("filing_index"), found.reports, step.need("submission"), step.need("notes_fact"),
            month=month, today=today, every=workplace.every_document,
        )  # fmt: skip
    done = settled(former["reading"], reader_of(strategy)) | waiting(
        former["reading"], reader_of(strategy), today
    )
    wanted = [one for one in wanted if one.filing.accession_number not in done]
    if wanted:
        workplace.tell(f"reading the documents of {len(wanted):,} filings of {month}")
    new = read_filings(
        archive,
        wanted,
        strategy,
        lambda done: workplace.tell(f"filings of {month} read", done, len(wanted)),
    )
    # A filing that was read once and fails today keeps what was read: it is tried again tomorrow.
    stays = settled(former["reading"], None) & failures(new.readings)
    readings = with_next_try(new.readings, former["reading"], today)
    kept = {
        "document_fact": merged(former["document_fact"], new.facts, new.readings, stays),
        "filing_document": pl.concat(
            [merged(former["filing_document"], new.documents, new.readings, stays), found.documents]
        ),
        "reading": merged(former["reading"], readings, readings, stays),
    }
    step.finish(
        {"incident_report": found.reports, "incident_mention": found.mentions, **kept},
        again=next_day(kept["reading"], today),
    )
    return new
