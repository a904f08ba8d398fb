"""EDGAR's indexes: which filings there are. The denominator of every figure of coverage.

Reads `master.idx` in both its forms (quarterly and daily) and decides which of them cover a span of days.
What is in the filings named here is fetched by `filings.py` and `notes.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import dataframely as dy
import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.errors import DocumentError, NotFoundError

ANNUAL_FORMS = ("10-K", "10-K/A", "10-KT", "10-KT/A", "20-F", "20-F/A")
"""Annual reports that answer Regulation S-K Item 106 or Form 20-F Item 16K, and their amendments. Form 40-F
was not amended by the rule (Release 33-11216); 10-K405 ended in 2003."""

INCIDENT_FORMS = ("8-K", "8-K/A", "6-K", "6-K/A")
"""Reports that may tell of a material incident: 8-K Item 1.05, and 6-K by its General Instruction B."""

SETTLED = timedelta(days=7)
"""SEC rebuilds a quarter's index after its end and corrects a day's in the days after: until then it is
asked whether an index changed (one conditional request)."""

_HEADER = re.compile(rb"^CIK\|Company Name\|Form Type\|Date Filed\|File ?[Nn]ame[ \t]*\r?$", re.MULTILINE)
_FIXED_WIDTH = re.compile(rb"^(?:Form Type +Company Name|Company Name +Form Type) +CIK", re.MULTILINE)
_RECEIVED = re.compile(rb"^Last Data Received:[ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)
_RECEIVED_FORMS = ("%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d")
_ROW = r"^(\d{1,10})\|(.*)\|([^|]+)\|(\d{4}-?\d{2}-?\d{2})\|(\S*?(\d{10}-\d{2}-\d{6})\.txt)\s*$"


class FilingIndexFrame(dy.Schema):
    """One row per filing and company: a filing by several companies (co-registrants) has a row for each.

    `path` is that of the whole submission as text, below `Archives/`.
    """

    cik = dy.Int64(primary_key=True, min=1)
    company_name = dy.String()
    form = dy.String(primary_key=True)
    filed = dy.Date(primary_key=True)
    accession_number = dy.String(primary_key=True, regex=r"^\d{10}-\d{2}-\d{6}$")
    path = dy.String()


INDEX_SCHEMA = FilingIndexFrame.create_empty().schema


@dataclass(frozen=True)
class MasterIndex:
    """What one index says: its filings (`FilingIndexFrame`), the last day it covers (None: it does not say),
    and one sentence per row that could not be read."""

    filings: pl.DataFrame
    received: date | None
    rejected: list[str]


@dataclass
class FilingIndex:
    """What the indexes say of a span of days: filings of the forms that matter (`FilingIndexFrame`), the
    documents read, the paths that the source does not have, and one sentence per unreadable row."""

    filings: pl.DataFrame
    documents: list[Fetched] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)


def read_master_index(data: bytes) -> MasterIndex:
    """Read a `master.idx`, quarterly or daily; names are latin-1, the header is found by its words.

    Raises DocumentError where there is no header, or where it is an index of fixed width (`form.idx`).
    """
    header = _HEADER.search(data)
    if header is None:
        if _FIXED_WIDTH.search(data):
            raise DocumentError(
                "It is an index of fixed width (form.idx or company.idx): take master.idx instead."
            )
        raise DocumentError(
            "It is no master index: it has no line CIK|Company Name|Form Type|Date Filed|Filename."
        )
    lines = pl.Series("line", data[header.end() :].decode("latin-1").split("\n"), pl.String)
    lines = lines.str.strip_chars_end("\r ")
    lines = lines.filter((lines != "") & ~lines.str.contains(r"^-+$"))
    read = lines.str.extract_groups(_ROW).struct.unnest()
    read.columns = ["cik", "company_name", "form", "filed", "path", "accession_number"]
    filings = read.select(
        pl.col("cik").cast(pl.Int64, strict=False),
        pl.col("company_name").str.strip_chars(),
        pl.col("form").str.strip_chars(),
        pl.col("filed").str.replace_all("-", "", literal=True).str.to_date("%Y%m%d", strict=False),
        "accession_number",
        "path",
    )
    whole = pl.all_horizontal(pl.all().is_not_null()) & (pl.col("cik") > 0)
    good = filings.select(whole.alias("whole"))["whole"]
    rejected = [f"The row {line[:80]!r} is not one of a master index." for line in lines.filter(~good)]
    kept = filings.filter(good).unique(
        list(FilingIndexFrame.primary_key()), keep="first", maintain_order=True
    )
    return MasterIndex(kept, _received(data[: header.start()]), rejected)


def _received(preamble: bytes) -> date | None:
    match = _RECEIVED.search(preamble)
    for form in _RECEIVED_FORMS if match else ():
        try:
            return datetime.strptime(match[1].decode("latin-1"), form).date()  # type: ignore[index]
        except ValueError:
            continue
    return None


def filing_index(archive: RawArchive, first: date, last: date, today: date) -> FilingIndex:
    """The annual and incident filings filed from `first` to `last`, as far as EDGAR knows them on `today`.

    Quarters' indexes, and for the days that the current quarter's index lacks the daily ones. Days and
    quarters that the source does not have are named in `missing` (weekends and holidays never stand there;
    today's is made at about 22:00 in New York). Raises FetchError where the source cannot be reached,
    DocumentError where an index is none: without it coverage would be a guess.
    """
    found = FilingIndex(pl.DataFrame(schema=INDEX_SCHEMA))
    frames = []
    for start, end in _quarters(first, min(last, today)):
        path = f"Archives/edgar/full-index/{start.year}/QTR{_quarter(start)}/master.idx"
        index = _read(archive, path, end, today, found)
        if index:
            frames.append(index.filings)
        elif end < today:
            continue
        if end >= today:
            lacking = (index.received if index and index.received else start - timedelta(days=1)) + timedelta(
                days=1
            )
            frames += _days(archive, max(lacking, start, first), min(last, today), today, found)
    filings = pl.concat(frames) if frames else found.filings
    found.filings = (
        filings.filter(
            pl.col("form").is_in([*ANNUAL_FORMS, *INCIDENT_FORMS]) & pl.col("filed").is_between(first, last)
        )
        .unique(FilingIndexFrame.primary_key(), keep="first")
        .sort("filed", "accession_number", "cik", "form")
    )
    return found


def _days(
    archive: RawArchive, first: date, last: date, today: date, found: FilingIndex
) -> Iterator[pl.DataFrame]:
    """The daily indexes of the days from `first` to `last`."""
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        path = f"Archives/edgar/daily-index/{day.year}/QTR{_quarter(day)}/master.{day:%Y%m%d}.idx"
        index = _read(archive, path, day, today, found)
        if index:
            yield index.filings


def _read(archive: RawArchive, path: str, end: date, today: date, found: FilingIndex) -> MasterIndex | None:
    """The index at `path`, which covers the days to `end`; None where the source does not have it."""
    seen = archive.seen_at(path)
    is_settled = today > end + SETTLED and seen is not None and seen.date() > end + SETTLED
    try:
        document = archive.fetch(path, expect=Expect.INDEX, refresh=not is_settled)
    except NotFoundError:
        found.missing.append(path)
        return None
    try:
        index = read_master_index(document.path.read_bytes())
    except DocumentError as error:
        raise DocumentError(f"{path} cannot be read: {error}") from error
    found.documents.append(document)
    found.rejected += [f"{path}: {sentence}" for sentence in index.rejected]
    return index


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _quarters(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each quarter that has a day from `first` to `last`."""
    start = date(first.year, 3 * _quarter(first) - 2, 1)
    while start <= last:
        following = date(start.year + (start.month + 2) // 12, (start.month + 2) % 12 + 1, 1)
        yield start, following - timedelta(days=1)
        start = following


def companies_of_filings(filings: pl.DataFrame) -> pl.DataFrame:
    """One row per filing of an index: `cik` and `company_name` of its primary filer, and `ciks`, all of them.

    The index does not say who the primary filer is. It is taken to be the company whose CIK begins the
    accession number (it filed for itself); else, as with a filing agent's number, the one with the smallest
    CIK, so that the answer is always the same.
    """
    filer = pl.col("accession_number").str.slice(0, 10).cast(pl.Int64)
    return (
        filings.sort("accession_number", pl.col("cik") != filer, "cik")
        .group_by("accession_number", maintain_order=True)
        .agg(
            pl.col("cik", "company_name", "form", "filed", "path").first(),
            pl.col("cik").unique().sort().alias("ciks"),
        )
    )
