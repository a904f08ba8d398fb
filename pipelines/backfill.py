"""What a backfill of documents will cost, before it starts: filings, requests, bytes and time.

The figures of one filing are measured (docs/sources.md). Not here: running it.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.edgar.index import ANNUAL_FORMS
from pipelines.lake import Lake
from pipelines.months import month_of
from pipelines.nightly import reader_of, settled

REQUESTS = 2
"""Requests of one filing: the list of its documents, and the document."""
TRANSFERRED = 193_000
"""Bytes of one annual report as it is transferred, compressed: the mean of 13."""
KEPT = 2_530_000
"""Bytes of one annual report as it is kept in the raw archive: the mean of 13."""
SECONDS_TO_READ = 0.5
"""To read one on one processor."""


@dataclass(frozen=True)
class Cost:
    """A backfill's filings, and the pace at which they may be asked for."""

    filings: int
    read_before: int
    requests_per_second: float

    @property
    def sentence(self) -> str:
        """What it costs, for a person who has not started it yet."""
        requests = self.filings * REQUESTS
        minutes = max(requests / self.requests_per_second, self.filings * SECONDS_TO_READ) / 60
        before = f" ({self.read_before:,} were read before)" if self.read_before else ""
        return (
            f"The documents of {self.filings:,} annual reports will be read{before}: about {requests:,} requests,"
            f" {self.filings * TRANSFERRED / 1e9:,.2f} GB to transfer and {self.filings * KEPT / 1e9:,.1f} GB to keep,"
            f" at least {minutes:,.0f} minutes. It may be stopped at any moment and goes on with the same command;"
            " what was fetched is not asked for again."
        )


def cost(lake: Lake, index: pl.DataFrame, months: list[str], requests_per_second: float) -> Cost:
    """The cost of reading the documents of the annual reports that `index` (`FilingIndexFrame`) lists for some
    months, but for those that the lake holds already."""
    annual = index.filter(
        pl.col("form").is_in(ANNUAL_FORMS)
        & pl.Series([month_of(day) in months for day in index["filed"]], dtype=pl.Boolean)
    )["accession_number"].unique()
    done = settled(lake.read("reading", months), reader_of("inline")) & set(annual)
    return Cost(annual.len() - len(done), len(done), requests_per_second)
