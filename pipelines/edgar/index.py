"""EDGAR's indexes: which filings there are. The denominator of every figure of coverage.

Reads `master.idx` in both its forms (quarterly and daily) and decides which of them cover a span of days.
What is in the filings named here is fetched by `filings.py` and `notes.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import dataframely as dy
import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.errors import DocumentError, NotFoundError, SpoiltError
from pipelines.refusal import refusing
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document

ANNUAL_FORMS = ("10-K", "10-K/A", "10-KT", "10-KT/A", "20-F", "20-F/A")
"""Annual reports that answer Regulation S-K Item 106 or Form 20-F Item 16K, and their amendments. Form 40-F
was not amended by the rule (Release 33-11216); 10-K405 ended in 2003."""

VOLUNTARY_FORMS = ("40-F", "40-F/A")
"""Annual reports that need not answer: one with `cyd` facts is a disclosure all the same, one without is not missed."""

INCIDENT_FORMS = ("8-K", "8-K/A", "6-K", "6-K/A")
"""Reports that may tell of a material incident: 8-K Item 1.05, and 6-K by its General Instruction B."""

SETTLED = timedelta(days=7)
"""SEC rebuilds a quarter's index after its end and corrects a day's in the days after: until then it is
asked whether an index changed (one conditional request)."""

_HEADER = re.compile(rb"^CIK\|Company Name\|Form Type\|Date Filed\|File ?[Nn]ame[ \t]*\r?$", re.MULTILINE)
_FIXED_WIDTH = re.compile(rb"^(?:Form Type +Company Name|Company Name +Form Type) +CIK", re.MULTILINE)
_RECEIVED = re.compile(rb"^Last Data Received:[ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)
_RECEIVED_FORMS = ("%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d")
_ROW = (
    r"^([0-9]{1,10})\|([^\x00-\x1f]*)\|([^|\x00-\x1f]+)\|([0-9]{4}-?[0-9]{2}-?[0-9]{2})"
    r"\|(edgar/data/([0-9]{1,10})/([0-9]{10}-[0-9]{2}-[0-9]{6})\.txt)\s*$"
)
"""The path is below `edgar/data`, in the folder of the company of the row; nothing else is a filing."""
LONGEST_ROW = 1000
MAX_REJECTED = 10_000
"""Most rows of an index that may be unreadable before the index itself is."""


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
    one sentence per row that could not be read, and whether it ends within a row: then it was cut off."""

    filings: pl.DataFrame
    received: date | None
    rejected: list[str]
    is_cut_off: bool = False


@dataclass
class FilingIndex:
    """What the indexes say of a span of days: filings of the forms that matter (`FilingIndexFrame`), the
    documents read, the paths that the source does not have, by path one sentence per unreadable row, and by path why
    an index failed: it was set aside, and what could be read of it is in `filings`."""

    filings: pl.DataFrame
    documents: list[Fetched] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rejected: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


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
    text = data[header.end() :].decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    lines = pl.Series("line", text.split("\n"), pl.String)
    lines = lines.str.strip_chars_end(" ")
    lines = lines.filter((lines != "") & ~lines.str.contains(r"^-+$"))
    fitting = lines.str.len_chars() <= LONGEST_ROW
    read = pl.select(pl.when(fitting).then(lines)).to_series().str.extract_groups(_ROW).struct.unnest()
    read.columns = ["cik", "company_name", "form", "filed", "path", "folder", "accession_number"]
    filings = read.select(
        pl.col("cik").cast(pl.Int64, strict=False),
        pl.col("company_name").str.strip_chars(),
        pl.col("form").str.strip_chars(),
        pl.col("filed").str.replace_all("-", "", literal=True).str.to_date("%Y%m%d", strict=False),
        "accession_number",
        "path",
        in_own_folder=pl.col("folder").cast(pl.Int64, strict=False)
        == pl.col("cik").cast(pl.Int64, strict=False),
    )
    whole = (
        pl.all_horizontal(pl.all().is_not_null())
        & (pl.col("cik") > 0)
        & pl.col("in_own_folder")
        & (pl.col("company_name") != "")
    )
    good = filings.select(whole.alias("whole"))["whole"]
    wrong = lines.filter(~good)
    if len(wrong) > MAX_REJECTED:
        raise DocumentError(f"{len(wrong):,} of its rows are none of a master index.")
    rejected = [f"The row {line[:200]!r} is not one of a master index." for line in wrong]
    kept = (
        filings.filter(good)
        .drop("in_own_folder")
        .unique(list(FilingIndexFrame.primary_key()), keep="first", maintain_order=True)
    )
    is_cut_off = bool(len(lines)) and not text.endswith("\n") and not good[-1]
    return MasterIndex(kept, _received(data[: header.start()]), rejected, is_cut_off)


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
            pl.col("form").is_in([*ANNUAL_FORMS, *VOLUNTARY_FORMS, *INCIDENT_FORMS])
            & pl.col("filed").is_between(first, last)
        )
        .unique(FilingIndexFrame.primary_key(), keep="first")
        .sort("filed", "accession_number", "cik", "form")
    )
    return found


def with_former(filings: pl.DataFrame, former: pl.DataFrame) -> pl.DataFrame:
    """Filings of an index of which a part could not be read, and those of an earlier reading that it lacks."""
    both = pl.concat([filings, former])
    return both.unique(FilingIndexFrame.primary_key(), keep="first").sort(
        "filed", "accession_number", "cik", "form"
    )


def index_documents(found: FilingIndex, root: Path) -> pl.DataFrame:
    """The indexes that were read, and those that failed, as `SourceDocumentFrame`; `root` is the raw archive's."""
    read = {document.path.relative_to(root).as_posix(): document for document in found.documents}
    rows = []
    for path in sorted({*read, *found.failed}):
        document = read.get(path)
        rows.append(
            source_document(
                path, "index", sha256=document.sha256 if document else None, size=document.size if document else None,
                reason=found.failed.get(path), failed=path in found.failed, rejected=found.rejected.get(path, []),
            )
        )  # fmt: skip
    return pl.concat([pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA), *rows])


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
        with refusing("The index"):
            index = read_master_index(document.path.read_bytes())
    except NotFoundError:
        found.missing.append(path)
        return None
    except SpoiltError as error:
        found.failed[path] = str(error)
        return _kept(archive, path, found)
    except DocumentError as error:
        found.failed[path] = str(error)
        archive.set_aside(path)  # or the next run would meet it again
        return None
    found.documents.append(document)
    if index.rejected:
        found.rejected[path] = index.rejected
    if index.is_cut_off:
        found.failed[path] = "The index ends within a row: it was cut off."
        archive.set_aside(path)
    return index


def _kept(archive: RawArchive, path: str, found: FilingIndex) -> MasterIndex | None:
    """The index as it was fetched before, where the source gives something else now."""
    document = archive.kept(path)
    if document is None:
        return None
    found.documents.append(document)
    return read_master_index(document.path.read_bytes())


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
    """One row per filing of an index: `cik` and `company_name` of its primary filer, and all of them in step, `ciks`
    and their `names`.

    The index does not say who the primary filer is. It is taken to be the company whose CIK begins the
    accession number (it filed for itself); else, as with a filing agent's number, the one with the smallest
    CIK, so that the answer is always the same.
    """
    filer = pl.col("accession_number").str.slice(0, 10).cast(pl.Int64)
    return (
        filings.unique(["accession_number", "cik"], keep="first", maintain_order=True)
        .sort("accession_number", pl.col("cik") != filer, "cik")
        .group_by("accession_number", maintain_order=True)
        .agg(
            pl.col("cik", "company_name", "form", "filed", "path").first(),
            pl.col("cik").sort().alias("ciks"),
            pl.col("company_name").sort_by("cik").alias("names"),
        )
    )
