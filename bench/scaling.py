"""What a night, a season, all filings and a hundred times as many cost: requests, bytes, minutes and money.

    python -m bench.scaling

Arithmetic on figures that were measured; each names where. docs/scaling.md holds the tables that this prints.
"""

from dataclasses import dataclass

REQUESTS_PER_SECOND = 8
"""`CYD_REQUESTS_PER_SECOND`; no number of machines changes it."""
PROCESSORS = 2

# Requests and bytes of one filing (docs/sources.md), as compressed for the transfer and as kept in the raw archive.
TAGGED_REQUESTS, UNTAGGED_REQUESTS = 2, 3
TAGGED_WIRE, TAGGED_KEPT = 8e3, 95e3
UNTAGGED_WIRE, UNTAGGED_KEPT = 0.2e6, 2.4e6
# A quarter's index and a month's notes archive, as SEC serves them; the search and the tickers are one request each.
INDEX_WIRE, INDEX_KEPT = 4.1e6, 41e6
ARCHIVE_BYTES = 150e6
DAY_INDEX_BYTES = 0.1e6
# Kept of one filing: the lake and the warehouse of 8,079 filings have 38 and 73 MB (docs/decisions.md).
LAKE_BYTES, WAREHOUSE_BYTES = 38e6 / 8079, 73e6 / 8079
# Processor seconds of a filing, from `python -m bench.pipeline` on 8,079 filings of 20 months (two processors,
# November 2026): derive 40.2; load, audit and export 12.0; the whole run 83.5, its peak 1,207 MiB.
DERIVE_SECONDS, PUBLISH_SECONDS = 40.2 / 8079, 12.0 / 8079
RUN_SECONDS = 5.0
"""Of a run whatever it reads: imports (3.7, measured), and Dagster's events."""
SECTION_SECONDS = 1.0
"""Of an untagged annual report (docs/readers.md: 0.5 to 1.5)."""
# Requests to the bucket, counted at its stand-in: of a month, and of a publication for each month and at all.
MONTH_PUTS, MONTH_GETS, PUBLISH_GETS, PUBLISH_LISTS = 24, 18, 22, 23
# Prices of a large provider in US dollars, rounded: they change, and so does this file.
PUT_PRICE, GET_PRICE, GB_MONTH_PRICE, PROCESSOR_HOUR_PRICE = 5e-6, 0.4e-6, 0.023, 0.05


@dataclass(frozen=True)
class Case:
    """A stretch of work: `runs` of `months` each, a publication after each. Filings `tagged` and `untagged` are read
    from their own documents, others come with `archives`. `derived` counts a filing once for each run of its month;
    `held` are those of the lake at a publication."""

    name: str
    tagged: int
    untagged: int
    derived: int
    held: int
    runs: int
    months: int
    archives: int = 0
    quarters: int = 0

    @property
    def requests(self) -> int:
        """Of SEC: documents, and of each run a day's index, two searches and the tickers."""
        documents = self.tagged * TAGGED_REQUESTS + self.untagged * UNTAGGED_REQUESTS
        return documents + self.runs * 4 + self.archives + self.quarters

    @property
    def wire(self) -> float:
        """Bytes from SEC."""
        documents = self.tagged * TAGGED_WIRE + self.untagged * UNTAGGED_WIRE
        return (
            documents
            + self.runs * DAY_INDEX_BYTES
            + self.archives * ARCHIVE_BYTES
            + self.quarters * INDEX_WIRE
        )

    @property
    def raw(self) -> float:
        """Bytes that the raw archive grows by."""
        documents = self.tagged * TAGGED_KEPT + self.untagged * UNTAGGED_KEPT
        return (
            documents
            + self.runs * DAY_INDEX_BYTES
            + self.archives * ARCHIVE_BYTES
            + self.quarters * INDEX_KEPT
        )

    @property
    def work(self) -> float:
        """Processor seconds."""
        return (
            self.derived * DERIVE_SECONDS
            + self.untagged * SECTION_SECONDS
            + self.runs * (RUN_SECONDS * (self.months + 1) + self.held * PUBLISH_SECONDS)
        )

    @property
    def asking_minutes(self) -> float:
        """Minutes that SEC's limit takes, whatever the machines."""
        return self.requests / REQUESTS_PER_SECOND / 60

    @property
    def working_minutes(self) -> float:
        """Minutes of all processors of one machine."""
        return self.work / PROCESSORS / 60

    @property
    def bucket(self) -> tuple[int, int]:
        """Requests to the bucket: those that write or list, those that read."""
        runs_of_months = self.runs * self.months
        held_months = max(self.months, HELD_MONTHS)
        writes = runs_of_months * MONTH_PUTS + self.runs * PUBLISH_LISTS
        return writes, runs_of_months * MONTH_GETS + self.runs * held_months * PUBLISH_GETS

    @property
    def dollars(self) -> float:
        """One machine for as long as SEC or its processors take, and requests to the bucket."""
        writes, reads = self.bucket
        hours = max(self.asking_minutes, self.working_minutes) / 60
        return hours * PROCESSORS * PROCESSOR_HOUR_PRICE + writes * PUT_PRICE + reads * GET_PRICE

    @property
    def kept(self) -> float:
        """Bytes of lake and warehouse once it is done."""
        return self.held * (LAKE_BYTES + WAREHOUSE_BYTES)


HELD_MONTHS = 36
"""Months of the lake: December 2023 to November 2026."""
SEASON_NIGHTS = 63

# 24,000 annual reports on Form 10-K, 3,500 on Form 20-F and 100 incident reports since December 2023, 15,000 of them
# tagged: estimates, as are a night's mean and a season. The busiest night is counted (docs/sources.md).
CASES = (
    Case("one night", tagged=30, untagged=0, derived=220, held=28_000, runs=1, months=2),
    Case("the busiest night", tagged=385, untagged=0, derived=4_000, held=28_000, runs=1, months=2),
    Case(
        "one season, night by night",
        tagged=4_700,
        untagged=0,
        derived=SEASON_NIGHTS * 2_150,
        held=28_000,
        runs=SEASON_NIGHTS,
        months=2,
    ),
    Case(
        "all since 2023-12, at once",
        tagged=0,
        untagged=13_000,
        derived=28_000,
        held=28_000,
        runs=1,
        months=36,
        archives=20,
        quarters=12,
    ),
    Case(
        "a hundred times all",
        tagged=0,
        untagged=1_300_000,
        derived=2_800_000,
        held=2_800_000,
        runs=1,
        months=36,
        archives=20,
        quarters=12,
    ),
)


def tables() -> str:
    """The tables of docs/scaling.md."""
    lines = [
        "| | requests to SEC | minutes they take | from SEC | processor minutes | minutes on two | US$ |",
        "|---|---|---|---|---|---|---|",
    ]
    for case in CASES:
        lines.append(
            f"| {case.name} | {case.requests:,} | {_number(case.asking_minutes)} | {_bytes(case.wire)} |"
            f" {_number(case.work / 60)} | {_number(case.working_minutes)} | {case.dollars:,.3f} |"
        )
    lines += [
        "",
        "| | raw archive grows by | lake and warehouse | requests to the bucket: write, read | US$ a month to keep |",
        "|---|---|---|---|---|",
    ]
    for case in CASES:
        writes, reads = case.bucket
        lines.append(
            f"| {case.name} | {_bytes(case.raw)} | {_bytes(case.kept)} | {writes:,}, {reads:,} |"
            f" {(case.kept + case.raw) / 1e9 * GB_MONTH_PRICE:,.2f} |"
        )
    return "\n".join(lines)


def _number(minutes: float) -> str:
    return f"{minutes:,.0f}" if minutes >= 10 else f"{minutes:.1f}"


def _bytes(size: float) -> str:
    for unit, scale in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if size >= scale:
            return f"{size / scale:,.1f} {unit}"
    return f"{size / 1e3:,.0f} kB"


if __name__ == "__main__":
    print(tables())
