"""Read SEC's Financial Statement and Notes archives (`*_notes.zip`): a month or a quarter of filings at once.

An archive at SEC holds every tag of every filing (hundreds of megabytes of `txt.tsv`), so members are read out
of the zip as streams and only rows of a `cyd` taxonomy are kept. The archives lose every character outside
ASCII; readers of the filings themselves are better sources. Downloading them is `edgar/notes.py`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.errors import DocumentError
from pipelines.facts.concepts import FLAGS
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.text import normalise, unescape

CHUNK_BYTES = 4 << 20
MAX_LINE_BYTES = 64 << 20
"""Longest line held in memory; the longest value measured in the archives is 80 KB."""
MAX_MEMBER_BYTES = 64 << 30
"""Largest member that is unpacked; a quarter's `txt.tsv` has some gigabytes."""
MAX_KEPT_BYTES = 1 << 30
"""Most bytes of a member's rows that are kept; a whole season's `cyd` rows are some 50 MB."""
MAX_REJECTED = 10_000
"""Most rows of an archive that may be unreadable before the archive itself is."""

SUBMISSION_COLUMNS = (
    "adsh", "cik", "name", "sic", "countryba", "stprba", "countryinc", "stprinc", "afs", "wksi", "fye", "form",
    "period", "fy", "fp", "filed", "accepted", "instance", "pubfloatusd",
)  # fmt: skip
"""Columns of `sub.tsv` that are read; those the archive does not have come out null."""

_NO_DIMENSIONS = "0x00000000"
_CYD_FIELD = b"\tcyd/"
_CYD_VERSION = re.compile(r"^cyd/\d{4}$")


@dataclass(frozen=True)
class NotesArchive:
    """What one archive says about `cyd`: `facts` (schema `FactFrame`, source `notes`), `submissions` (the
    columns of `SUBMISSION_COLUMNS`, text as filed, one row per filing of the archive), and `rejected`, one
    sentence per row that could not be read."""

    facts: pl.DataFrame
    submissions: pl.DataFrame
    rejected: list[str]


def read_notes(path: Path) -> NotesArchive:
    """Read the archive at `path`.

    Raises DocumentError where it is no zip, is cut off or corrupt, or lacks `sub.tsv` or `txt.tsv`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            rejected: list[str] = []
            submissions = _table(archive, "sub.tsv", SUBMISSION_COLUMNS, None, rejected)
            submissions = submissions.filter(pl.col("adsh").str.len_chars() > 0).unique(
                "adsh", maintain_order=True
            )
            texts = _table(archive, "txt.tsv", _TEXT_COLUMNS, _CYD_FIELD, rejected)
            segments = (
                _table(archive, "dim.tsv", ("dimhash", "segments"), None, rejected)
                if "dim.tsv" in archive.namelist() and (texts["dimh"] != _NO_DIMENSIONS).any()
                else pl.DataFrame(schema={"dimhash": pl.String, "segments": pl.String})
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise DocumentError(f"{path.name} is not a whole notes archive: {_reason(error)}") from error
    facts = _facts(texts, submissions, segments, path.name, rejected)
    return NotesArchive(facts, submissions, rejected)


_TEXT_COLUMNS = ("adsh", "tag", "version", "ddate", "qtrs", "iprx", "lang", "dimh", "value")


def _reason(error: Exception) -> str:
    return str(error.args[0]).rstrip(".") if error.args else type(error).__name__


def _lines(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """Blocks of whole lines of a member, decompressed as a stream; the first block begins with the header."""
    rest = b""
    if archive.getinfo(member).file_size > MAX_MEMBER_BYTES:
        raise DocumentError(f"{member} has more than {MAX_MEMBER_BYTES >> 30} GiB, which no archive has")
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            cut = chunk.rfind(b"\n") + 1
            if not cut:
                rest += chunk
                if len(rest) > MAX_LINE_BYTES:
                    raise DocumentError(f"{member} holds a line of more than {MAX_LINE_BYTES >> 20} MiB")
                continue
            yield rest + chunk[:cut]
            rest = chunk[cut:]
    if rest:
        yield rest + b"\n"


def _holding(block: bytes, field: bytes) -> Iterator[bytes]:
    """The lines of a block that hold `field`, found by searching rather than by splitting."""
    at = block.find(field)
    while at >= 0:
        start = block.rfind(b"\n", 0, at) + 1
        end = block.find(b"\n", at)
        yield block[start:end]
        at = block.find(field, end)


def _table(
    archive: zipfile.ZipFile, member: str, columns: tuple[str, ...], field: bytes | None, rejected: list[str]
) -> pl.DataFrame:
    """The named columns of a member as text; with `field`, only the lines that hold it.

    Values that hold a double quote stand in double quotes with the inner ones doubled, as in CSV. A line with
    a wrong number of columns or an open quote is rejected: white space is folded in these archives, so a value
    never holds a tab or a line break.
    """
    header = b""
    kept: list[bytes] = []
    size = 0
    for lines in _lines(archive, member):
        block = lines
        if not header:
            header, _, block = lines.partition(b"\n")
            header = header.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r")
        tabs = header.count(b"\t")
        for line in _holding(block, field) if field else block.splitlines():
            if line.count(b"\t") == tabs and line.count(b'"') % 2 == 0:
                kept.append(line.rstrip(b"\r"))
                size += len(line)
            elif line.strip():
                rejected.append(f"{member}: a row that begins {line[:40]!r} does not have {tabs + 1} columns")
        if size > MAX_KEPT_BYTES or len(rejected) > MAX_REJECTED:
            raise DocumentError(f"{member} has more rows, or more unreadable rows, than any archive has")
    names = header.decode("utf-8", "replace").split("\t")
    missing = [name for name in columns[:3] if name not in names]
    if missing:
        raise DocumentError(f"{member} has no column {', '.join(missing)}")
    frame = pl.read_csv(
        b"\n".join([header, *kept, b""]), separator="\t", quote_char='"', infer_schema=False,
        encoding="utf8-lossy",
    )  # fmt: skip
    return frame.select(
        pl.col(name).fill_null("") if name in names else pl.lit(None, pl.String).alias(name)
        for name in columns
    )


def _facts(
    texts: pl.DataFrame, submissions: pl.DataFrame, segments: pl.DataFrame, document: str, rejected: list[str]
) -> pl.DataFrame:
    """Rows of `txt.tsv` as facts. `ddate` is the period's end rounded to a month's end, `qtrs` its length in
    quarters (0: one day), `iprx` counts equal facts in one context."""
    quarters = pl.col("qtrs").cast(pl.Int32, strict=False)
    end = pl.col("ddate").str.to_date("%Y%m%d", strict=False)
    start = end.dt.month_start().dt.offset_by(pl.format("{}mo", 1 - 3 * quarters))
    flags = pl.col("concept").is_in(list(FLAGS))
    texts = texts.filter(pl.col("version").str.contains(_CYD_VERSION.pattern))
    facts = (
        texts.with_columns(_values(texts))
        .rename({"adsh": "accession_number", "tag": "concept", "version": "taxonomy"})
        .join(submissions.select(accession_number="adsh", cik="cik"), on="accession_number", how="left")
        .join(segments.unique("dimhash"), left_on="dimh", right_on="dimhash", how="left")
        .with_columns(
            pl.col("cik").cast(pl.Int64, strict=False),
            period_end=end,
            period_start=pl.when(quarters == 0).then(end).otherwise(start),
            ordinal=pl.col("iprx").cast(pl.Int32, strict=False).fill_null(0),
            dimensions=pl.when(pl.col("dimh") == _NO_DIMENSIONS)
            .then(pl.lit(""))
            .otherwise(pl.coalesce(pl.col("segments").str.strip_chars("; "), pl.col("dimh"), pl.lit(""))),
        )
    )
    whole = facts.filter(pl.col("period_end").is_not_null() & pl.col("period_start").is_not_null())
    if whole.height < facts.height:
        rejected.append(f"txt.tsv: {facts.height - whole.height} rows have no readable date or length")
    whole = whole.with_columns(
        flag=pl.when(flags).then(
            pl.col("value").str.to_lowercase().replace_strict({"true": True, "1": True, "false": False, "0": False},
                                                              default=None, return_dtype=pl.Boolean)
        ),
        is_nil=pl.col("value") == "",
        source=pl.lit("notes"),
        document=pl.lit(document),
    )  # fmt: skip
    key = ["accession_number", "concept", "period_start", "period_end", "dimensions", "ordinal"]
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in FACT_SCHEMA.items() if name not in whole.columns
    ]
    return (
        whole.with_columns(missing)
        .select(pl.col(name).cast(kind) for name, kind in FACT_SCHEMA.items())
        .sort(key)
    )


def _values(texts: pl.DataFrame) -> pl.Series:
    """Text as a person reads it: nearly every value is plain already, so only the others leave Polars.

    Character references stay in the archives: of facts that were no escaped markup, and of some that were."""
    values = texts["value"].fill_null("")
    odd = values.str.contains(r"[^ -~]|  |^ | $|&\w+;|&#").arg_true()
    return values.scatter(odd, [normalise(unescape(text)) for text in values.gather(odd)])
