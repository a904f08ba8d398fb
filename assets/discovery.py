"""Discovery: which annual and incident filings EDGAR's indexes list, month by month."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg
import polars as pl

from assets.describe import results
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.edgar.index import filing_index as read_filing_index
from pipelines.edgar.index import index_documents, with_former
from pipelines.months import first_day, last_day, quarter_of


@dg.asset(partitions_def=monthly, group_name="discovery", kinds={"polars", "parquet"}, pool=SEC_POOL)
def filing_index(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Annual and incident filings listed in EDGAR's full and daily indexes: the base of every coverage figure."""
    months = sorted(context.partition_keys)
    for month in months:
        workplace.lake.begin(month, context.run.run_id)
    workplace.tell(f"reading EDGAR's index of {months[0]} to {months[-1]}")
    with workplace.archive() as archive:
        found = read_filing_index(archive, first_day(months[0]), last_day(months[-1]), workplace.today)
        counters = archive.client.counters
    index = found.filings
    documents = index_documents(found, workplace.settings.raw_path)
    steps = []
    for month in months:
        rows = index.filter(pl.col("filed").dt.strftime("%Y-%m") == month)
        quarter = f"/{month[:4]}/QTR{quarter_of(month)}/"
        read = documents.filter(pl.col("path").str.contains(quarter))
        step = workplace.step("filing_index", month, context.run.run_id)
        step.sources = dict(read.select("path", pl.col("sha256").fill_null("")).iter_rows())
        if not step.is_done:
            failed = (read["status"] == "failed").any()
            if failed and (former := step.former("filing_index")) is not None:
                rows = with_former(rows, former)  # what a damaged index does not tell was not withdrawn
            again = (workplace.today + timedelta(days=1)).isoformat() if failed else None
            step.finish({"filing_index": rows, "index_document": read}, again=again)
        steps.append(step)
    yield from results(
        context, steps, requests=counters.requests, bytes=counters.bytes,
        newest_filing=str(index["filed"].max()), not_published_yet=len(found.missing),
        rows_rejected=sum(map(len, found.rejected.values())), indexes_failed=len(found.failed),
    )  # fmt: skip
