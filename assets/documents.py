"""Documents: last night's filings read from EDGAR itself, with the filer's exact text, tagged or not.

Which filings are read is a rule of `pipelines/nightly.py`; how one is read, `pipelines/documents.py`.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import polars as pl

from assets.describe import tell_month
from assets.discovery import filing_index
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.documents import FilingsRead, read_filings
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.fulltext import SEARCH_PATH, SEARCH_SCHEMA, search_incidents
from pipelines.errors import DocumentError, FetchError
from pipelines.months import first_day, last_day
from pipelines.nightly import failures, merged, reader_of, settled, wanted_filings
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
    with workplace.archive() as archive:
        counters = archive.client.counters
        for month in sorted(context.partition_keys):
            found, searched = _search(workplace, archive, month)
            new = _read(workplace, archive, month, found, searched)
            facts, read = facts + new.facts.height, read + new.readings.height
            failed += new.readings.filter(pl.col("status") == "failed").height
            for name in ("incident_report", "document_fact", "reading"):
                tell_month(context, name, month, workplace.lake.need(name, month))
    common = {"requests": counters.requests, "bytes": counters.bytes}
    yield dg.MaterializeResult(asset_key="incident_report")
    yield dg.MaterializeResult(asset_key="document_fact", metadata={"facts_read": facts, **common})
    yield dg.MaterializeResult(
        asset_key="reading", metadata={"filings_read": read - failed, "filings_failed": failed}
    )


def _search(workplace: Workplace, archive: RawArchive, month: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The month's incident reports, and what the search was; where it does not answer, those known before."""
    first, last = first_day(month), min(last_day(month), workplace.today)
    empty = pl.DataFrame(schema=SEARCH_SCHEMA)
    documents = pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA)
    if workplace.settings.documents == "none" or first > last:
        found = _kept(workplace, "incident_report", month, empty)
    else:
        found, documents = _ask(workplace, archive, (first, last), month, empty)
    workplace.lake.write("incident_report", month, found)
    return found, documents


def _ask(
    workplace: Workplace, archive: RawArchive, days: tuple[date, date], month: str, empty: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    try:
        search = search_incidents(archive, *days)
    except (FetchError, DocumentError) as error:
        row = source_document(SEARCH_PATH, "search", reason=str(error), failed=True)
        return _kept(workplace, "incident_report", month, empty), row
    if search.document is None:
        return search.filings, source_document(
            SEARCH_PATH, "search", reason="The source has no search.", failed=True
        )
    kept = search.document
    row = source_document(workplace.relative(kept), "search", sha256=kept.sha256, size=kept.size)
    return search.filings, row


def _kept(workplace: Workplace, table: str, month: str, empty: pl.DataFrame) -> pl.DataFrame:
    kept = workplace.lake.read(table, [month])
    return empty if kept is None else kept


def _read(
    workplace: Workplace, archive: RawArchive, month: str, reports: pl.DataFrame, searched: pl.DataFrame
) -> FilingsRead:
    """Read what the month's rule asks for and the lake does not hold yet; keep what it holds."""
    lake, strategy = workplace.lake, workplace.settings.documents
    former = {name: lake.read(name, [month]) for name in ("document_fact", "filing_document", "reading")}
    wanted = []
    if strategy != "none":
        wanted = wanted_filings(
            lake.need("filing_index", month), reports, lake.need("submission", month),
            lake.need("notes_fact", month), month=month, today=workplace.today,
        )  # fmt: skip
    done = settled(former["reading"], reader_of(strategy))
    wanted = [one for one in wanted if one.filing.accession_number not in done]
    if wanted:
        workplace.tell(f"reading the documents of {len(wanted)} filings of {month}")
    new = read_filings(archive, wanted, strategy)
    # A filing that was read once and fails today keeps what was read: it is tried again tomorrow.
    stays = settled(former["reading"], None) & failures(new.readings)
    kept = {
        "document_fact": merged(former["document_fact"], new.facts, new.readings, stays),
        "filing_document": pl.concat(
            [merged(former["filing_document"], new.documents, new.readings, stays), searched]
        ),
        "reading": merged(former["reading"], new.readings, new.readings, stays),
    }
    for name, frame in kept.items():
        lake.write(name, month, frame)
    return new
