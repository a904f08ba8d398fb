"""Read SEC's Financial Statement and Notes archives (`*_notes.zip`): a month or a quarter of filings at once.

An archive at SEC holds every tag of every filing (hundreds of megabytes of `txt.tsv`), so members are read out
of the zip as streams and only rows of a `cyd` taxonomy are kept. The archives lose every character outside
ASCII; readers of the filings themselves are better sources. Which rows are sound is `notes_rows.py`; downloading
an archive is `edgar/notes.py`.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.errors import DocumentError
from pipelines.facts.concepts import FLAGS
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes_rows import sound_submissions, sound_texts, unquoted
from pipelines.facts.text import normalise, unescape

CHUNK_BYTES = 4 << 20
MAX_LINE_BYTES = 16 << 20
"""Longest line held in memory; the longest value measured in the archives is 80 KB."""
MAX_MEMBER_BYTES = 64 << 30
"""Largest member that is unpacked; a quarter's `txt.tsv` has some gigabytes."""
MAX_RATIO = 100
"""Most bytes a compressed byte may stand for in a member of more than `FREE_BYTES`: the members of SEC's archives
have 12 at most, a bomb a thousand."""
FREE_BYTES = 32 << 20
MAX_KEPT_BYTES = 64 << 20
"""Most bytes of a member's rows that are kept; the `cyd` rows of the largest quarter measured have 30 MB."""
MAX_KEPT_ROWS = 500_000
"""Most rows of a member that are kept; the largest quarter measured has 38,654."""
MAX_REJECTED = 10_000
"""Most rows of an archive that may be unreadable before the archive itself is."""

MOST_TOLD = 20
"""Most rows of no known tag, of a block of `CHUNK_BYTES`, that are told one by one: other tags are no loss here."""

SUBMISSION_COLUMNS = (
    "adsh", "cik", "name", "sic", "countryba", "stprba", "countryinc", "stprinc", "afs", "wksi", "fye", "form",
    "period", "fy", "fp", "filed", "accepted", "instance", "pubfloatusd",
)  # fmt: skip
"""Columns of `sub.tsv` that are read; those the archive does not have come out null."""

_TEXT_COLUMNS = (
    "adsh", "tag", "version", "ddate", "qtrs", "iprx", "lang", "dimh", "txtlen", "value",
)  # fmt: skip
_DIMENSION_COLUMNS = ("dimhash", "segments")
_NO_DIMENSIONS = "0x00000000"
_CYD_FIELDS = (b"\tcyd/", b"\tCybersecurityRisk", b"\tMaterialCybersecurityIncident")
"""What a row of a `cyd` taxonomy holds: by its version, or where that is damaged by its tag."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class NotesArchive:
    """What one archive says about `cyd`: `facts` (schema `FactFrame`, source `notes`), `submissions` (the
    columns of `SUBMISSION_COLUMNS`, text as filed, one row per filing of the archive), and `rejected`, one
    sentence per row that could not be read or was read with a doubt. Facts of a filing that `submissions` does
    not describe have no CIK; they are told in `rejected` too."""

    facts: pl.DataFrame
    submissions: pl.DataFrame
    rejected: list[str]


def read_notes(path: Path) -> NotesArchive:
    """Read the archive at `path`.

    Raises DocumentError where it is no zip, is cut off or corrupt, holds a member twice, expands beyond all
    measure, or lacks `sub.tsv` or `txt.tsv`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive)
            rejected: list[str] = []
            submissions = _table(archive, "sub.tsv", SUBMISSION_COLUMNS, (), rejected)
            texts = _table(archive, "txt.tsv", _TEXT_COLUMNS, _CYD_FIELDS, rejected)
            segments = (
                _table(archive, "dim.tsv", _DIMENSION_COLUMNS, (), rejected)
                if "dim.tsv" in archive.namelist() and (texts["dimh"] != _NO_DIMENSIONS).any()
                else pl.DataFrame(schema=dict.fromkeys(_DIMENSION_COLUMNS, pl.String))
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        RuntimeError,  # a password
        UnicodeError,
    ) as error:
        raise DocumentError(f"{path.name} is not a whole notes archive: {_reason(error)}") from error
    submissions = sound_submissions(submissions, rejected)
    texts = sound_texts(texts, submissions, rejected)
    if len(rejected) > MAX_REJECTED:
        raise DocumentError(f"{path.name} has more unreadable rows than any archive has")
    return NotesArchive(_facts(texts, segments, path.name), submissions, rejected)


def _check_members(archive: zipfile.ZipFile) -> None:
    """Refuse what no archive of SEC's has before a byte of it is unpacked."""
    seen: set[str] = set()
    for member in archive.infolist():
        name = member.filename
        if name in seen:
            raise DocumentError(f"The zip archive holds {name} twice: refused")
        seen.add(name)
        if not name.endswith(".tsv"):
            continue
        if member.compress_type not in _METHODS:
            raise DocumentError(f"{name} is compressed in a way that SEC does not use: refused")
        if member.file_size > MAX_MEMBER_BYTES:
            raise DocumentError(f"{name} has more than {MAX_MEMBER_BYTES >> 30} GiB, which no archive has")
        if member.file_size > max(FREE_BYTES, MAX_RATIO * member.compress_size):
            raise DocumentError(f"{name} expands more than {MAX_RATIO} times, which no archive does: refused")


def _reason(error: Exception) -> str:
    return str(error.args[0]).rstrip(".") if error.args else type(error).__name__


def _lines(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """Blocks of whole lines of a member, decompressed as a stream; the first block begins with the header."""
    waiting: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            cut = chunk.rfind(b"\n") + 1
            if not cut:
                waiting.append(chunk)
                size += len(chunk)
                if size > MAX_LINE_BYTES:
                    raise DocumentError(f"{member} holds a line of more than {MAX_LINE_BYTES >> 20} MiB")
                continue
            yield b"".join([*waiting, chunk[:cut]])
            waiting, size = [chunk[cut:]], len(chunk) - cut
    if rest := b"".join(waiting):
        yield rest + b"\n"


def _holding(block: bytes, fields: tuple[bytes, ...]) -> Iterator[bytes]:
    """The lines of a block that hold one of `fields`, found by searching rather than by splitting; all lines
    where none is named."""
    if not fields:
        yield from block.split(b"\n")
        return
    places = {field: block.find(field) for field in fields}
    while found := [place for place in places.values() if place >= 0]:
        at = min(found)
        start = block.rfind(b"\n", 0, at) + 1
        end = block.find(b"\n", at)
        yield block[start:end]
        for field, place in places.items():
            if 0 <= place < end:
                places[field] = block.find(field, end)


def _table(
    archive: zipfile.ZipFile,
    member: str,
    columns: tuple[str, ...],
    fields: tuple[bytes, ...],
    rejected: list[str],
) -> pl.DataFrame:
    """The named columns of a member as text; with `fields`, only the lines that hold one of them.

    Values that hold a double quote stand in double quotes with the inner ones doubled, as in CSV. A line with
    a wrong number of columns is rejected: white space is folded in these archives, so a value
    never holds a tab or a line break.
    """
    header = b""
    kept = io.BytesIO()
    rows = 0
    for lines in _lines(archive, member):
        block = lines
        if not header:
            header, _, block = lines.partition(b"\n")
            header = header.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r")
            if b"\r" in header:
                raise DocumentError(f"The lines of {member} end in carriage returns alone: refused")
            kept.write(header + b"\n")
        tabs = header.count(b"\t")
        for raw in _holding(block, fields):
            line = raw.rstrip(b"\r")
            if line.count(b"\t") == tabs and b"\r" not in line:
                kept.write(line + b"\n")
                rows += 1
            elif line.strip():
                rejected.append(f"{member}: a row that begins {line[:60]!r} does not have {tabs + 1} columns")
            if rows > MAX_KEPT_ROWS or len(rejected) > MAX_REJECTED:
                raise DocumentError(f"{member} has more rows, or more unreadable rows, than any archive has")
        if fields:
            _tell_broken_rows(block, tabs, fields, member, rejected)
        if kept.tell() > MAX_KEPT_BYTES:
            raise DocumentError(f"{member} has more rows, or more unreadable rows, than any archive has")
    names = header.decode("utf-8", "replace").split("\t")
    missing = [name for name in columns[:3] if name not in names]
    if missing:
        raise DocumentError(f"{member} has no column {', '.join(missing)}")
    if len(set(names)) < len(names):
        raise DocumentError(f"{member} has a column twice")
    frame = pl.read_csv(
        kept.getvalue(), separator="\t", quote_char=None, infer_schema=False, encoding="utf8-lossy",
        columns=[name for name in columns if name in names],
    )  # fmt: skip
    whole = unquoted(frame, member, rejected)
    return whole.select(
        pl.col(name).fill_null("") if name in names else pl.lit(None, pl.String).alias(name)
        for name in columns
    )


def _tell_broken_rows(
    block: bytes, tabs: int, fields: tuple[bytes, ...], member: str, rejected: list[str]
) -> None:
    """Tell of rows that are no row's: nobody knows whose. Counting marks costs nothing where all are sound."""
    if block.count(b"\t") == tabs * block.count(b"\n"):
        return
    odd = [
        line
        for line in block.split(b"\n")
        if line.strip() and line.count(b"\t") != tabs and not any(name in line for name in fields)
    ]
    rejected += [
        f"{member}: a row that begins {line[:60]!r} is no row of its columns" for line in odd[:MOST_TOLD]
    ]
    if len(odd) > MOST_TOLD:
        rejected.append(f"{member}: {len(odd) - MOST_TOLD:,} more such rows follow")


def _facts(texts: pl.DataFrame, segments: pl.DataFrame, document: str) -> pl.DataFrame:
    """Sound rows of `txt.tsv` as facts. `ddate` is the period's end rounded to a month's end, `qtrs` its length
    in quarters (0: one day), `iprx` counts equal facts in one context."""
    quarters = pl.col("qtrs").cast(pl.Int32)
    end = pl.col("ddate").str.to_date("%Y%m%d")
    start = end.dt.month_start().dt.offset_by(pl.format("{}mo", 1 - 3 * quarters))
    flags = pl.col("concept").is_in(list(FLAGS))
    facts = (
        texts.with_columns(_values(texts))
        .rename({"adsh": "accession_number", "tag": "concept", "version": "taxonomy"})
        .join(segments.unique("dimhash"), left_on="dimh", right_on="dimhash", how="left")
        .with_columns(
            period_end=end,
            period_start=pl.when(quarters == 0).then(end).otherwise(start),
            ordinal=pl.col("iprx").replace("", "0").cast(pl.Int32).fill_null(0),
            dimensions=pl.when(pl.col("dimh") == _NO_DIMENSIONS)
            .then(pl.lit(""))
            .otherwise(pl.coalesce(pl.col("segments").str.strip_chars("; "), pl.col("dimh"), pl.lit(""))),
        )
        .with_columns(
            flag=pl.when(flags).then(
                pl.col("value")
                .str.to_lowercase()
                .replace_strict(
                    {"true": True, "1": True, "false": False, "0": False},
                    default=None,
                    return_dtype=pl.Boolean,
                )
            ),
            is_nil=pl.col("value") == "",
            source=pl.lit("notes"),
            document=pl.lit(document),
        )
    )
    key = ["accession_number", "concept", "period_start", "period_end", "dimensions", "ordinal"]
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in FACT_SCHEMA.items() if name not in facts.columns
    ]
    return (
        facts.with_columns(missing)
        .select(pl.col(name).cast(kind) for name, kind in FACT_SCHEMA.items())
        .sort(key)
    )


def _values(texts: pl.DataFrame) -> pl.Series:
    """Text as a person reads it: nearly every value is plain already, so only the others leave Polars.

    Character references stay in the archives: of facts that were no escaped markup, and of some that were."""
    values = texts["value"].fill_null("")
    odd = values.str.contains(r"[^ -~]|  |^ | $|&\w+;|&#").arg_true()
    return values.scatter(odd, [normalise(unescape(text)) for text in values.gather(odd)])
