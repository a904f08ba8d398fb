"""Discovery: which annual and incident filings EDGAR's indexes list, month by month."""

import dagster as dg
import polars as pl

from assets.describe import tell_month
from assets.instance import SEC_POOL
from assets.partitions import monthly
from assets.resources import Workplace
from pipelines.edgar.index import filing_index as read_filing_index
from pipelines.months import first_day, last_day, quarter_of
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document


@dg.asset(partitions_def=monthly, group_name="discovery", kinds={"polars", "parquet"}, pool=SEC_POOL)
def filing_index(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> dg.MaterializeResult[None]:
    """Annual and incident filings listed in EDGAR's full and daily indexes: the base of every coverage figure."""
    months = sorted(context.partition_keys)
    workplace.tell(f"reading EDGAR's index of {months[0]} to {months[-1]}")
    with workplace.archive() as archive:
        found = read_filing_index(archive, first_day(months[0]), last_day(months[-1]), workplace.today)
        counters = archive.client.counters
    index = found.filings
    documents = pl.concat(
        [pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA)]
        + [
            source_document(workplace.relative(f), "index", sha256=f.sha256, size=f.size)
            for f in found.documents
        ]
    )
    for month in months:
        rows = index.filter(pl.col("filed").dt.strftime("%Y-%m") == month)
        quarter = f"/{month[:4]}/QTR{quarter_of(month)}/"
        workplace.lake.write("filing_index", month, rows)
        tell_month(context, "filing_index", month, rows)
        workplace.lake.write("index_document", month, documents.filter(pl.col("path").str.contains(quarter)))
    return dg.MaterializeResult(
        metadata={
            "requests": counters.requests,
            "bytes": counters.bytes,
            "newest_filing": str(index["filed"].max()),
            "not_published_yet": len(found.missing),
            "rejected_rows": found.rejected[:20],
        }
    )
