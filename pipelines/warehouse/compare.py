"""Hold a candidate against what is published: whatever was there by month is there still.

Rows may grow by late archives and amendments; a month that has fewer filings or facts than before lost them.
"""

from pathlib import Path

import polars as pl

from pipelines.errors import CydError
from pipelines.warehouse.read import query

BY_MONTH = """
SELECT strftime(filing.filed, '%Y-%m') AS month, count(DISTINCT filing.accession_number) AS filings,
    count(fact.concept) AS facts
FROM core.filing LEFT JOIN core.fact USING (accession_number)
GROUP BY month ORDER BY month
"""

LOST_SCHEMA = {
    "month": pl.String(),
    **dict.fromkeys(("filings", "filings_before", "facts", "facts_before"), pl.Int64()),
}


def months_that_lost(candidate: Path, published: Path) -> pl.DataFrame:
    """The months of which a candidate holds fewer filings or facts than what is published: `month`, `filings`,
    `facts`, and the same with `_before`. No row where nothing is published, or what is there cannot be read."""
    if candidate == published:  # there was nothing new to load
        return pl.DataFrame(schema=LOST_SCHEMA)
    now = query(candidate, BY_MONTH)
    try:
        before = query(published, BY_MONTH)
    except CydError:
        before = now.clear()
    both = before.join(now, on="month", how="left", suffix="_now").with_columns(
        pl.col("filings_now", "facts_now").fill_null(0)
    )
    lost = both.filter((pl.col("filings_now") < pl.col("filings")) | (pl.col("facts_now") < pl.col("facts")))
    return lost.select(
        "month",
        filings="filings_now",
        filings_before="filings",
        facts="facts_now",
        facts_before="facts",
    ).sort("month")
