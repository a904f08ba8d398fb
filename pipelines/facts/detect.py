"""Tell what kind of document some bytes are, by content, and read it with the reader of that kind.

The way in for lone files; a pipeline that knows what it fetched calls the reader itself.
"""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import polars as pl

from pipelines.errors import DocumentError
from pipelines.facts.inline import read_filing
from pipelines.facts.instance import read_extracted
from pipelines.facts.markup import MAX_BYTES
from pipelines.facts.notes import read_notes
from pipelines.facts.page import read_rendered
from pipelines.facts.section import read_section
from pipelines.facts.submission import Submission, split_submission

Kind = Literal[
    "notes archive", "inline XBRL", "instance", "R page", "R page as text", "submission", "untagged filing"
]

_HEAD_BYTES = 1 << 20
_PLACE = re.compile(r"(?:^|[/\\])data[/\\](?P<cik>\d{1,10})[/\\](?P<number>\d{18})(?:[/\\]|$)")
_NUMBER = re.compile(r"(?<!\d)(\d{10}-\d{2}-\d{6})(?!\d)")
_INLINE = re.compile(rb"http://www\.xbrl\.org/20(?:13|08)/inlineXBRL")
_INSTANCE = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?xbrl\b[^>]*http://www\.xbrl\.org/2003/instance", re.DOTALL)
_R_PAGE = re.compile(rb"class=[\"']report[\"']")
_R_LINK = re.compile(rb"defref_|Show\.js|Show\.showAR|toggleNextSibling")
_R_TEXT = re.compile(rb"^\|[^\n]*\[(?:Text Block|Flag|Line Items)\]\s*$", re.MULTILINE)
_MARKUP = re.compile(rb"<(?:html|body|div|p|table|font|document|type|text|!doctype html)\b", re.IGNORECASE)
_BLOCKED = re.compile(rb"Request Rate Threshold Exceeded|Undeclared Automated Tool", re.IGNORECASE)
_TEXT_FILING = re.compile(
    rb"^\s*ITEM\s+\d|FORM\s+(?:10-?K|20-?F|8-?K|6-?K)\b|^\s*PART\s+I\b", re.IGNORECASE | re.MULTILINE
)
_PREFIXES = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "a picture",
    b"\xff\xd8": "a picture",
    b"GIF8": "a picture",
}

_SIGNS: tuple[tuple[Kind, tuple[re.Pattern[bytes], ...]], ...] = (
    ("submission", (re.compile(rb"\A.{0,4096}?(?:<SEC-DOCUMENT>|<SEC-HEADER>)|\A\s*<DOCUMENT>", re.DOTALL),)),
    ("inline XBRL", (_INLINE,)),
    ("instance", (_INSTANCE,)),
    ("R page", (_R_PAGE, _R_LINK)),
    ("R page as text", (_R_TEXT,)),
    ("untagged filing", (_MARKUP,)),
    ("untagged filing", (_TEXT_FILING,)),
)
"""By what a kind is known, in this order: a document is of the first kind all of whose signs it bears."""


@dataclass(frozen=True)
class Document:
    """A document read: its kind, its `facts` (`FactFrame`), what could not be read whole, and, for an untagged
    filing, the section's status and the reason of it. `dei` holds an inline document's cover facts, `forms`
    the form of each filing where the document tells it."""

    kind: Kind
    facts: pl.DataFrame
    rejected: list[str] = field(default_factory=list)
    status: str = "found"
    reason: str = ""
    dei: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)


def detect(source: bytes | Path) -> Kind:
    """The kind of a document, by its content alone.

    Raises DocumentError where it is none that can be read: empty, binary, SEC's block page, or a zip that is
    no notes archive.
    """
    head = source[:_HEAD_BYTES] if isinstance(source, bytes) else _head(source)
    if not head.strip():
        raise DocumentError("The document is empty")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(source)
    for prefix, name in _PREFIXES.items():
        if head.startswith(prefix):
            raise DocumentError(f"The document is {name}, which cannot be read here")
    if _BLOCKED.search(head[:20_000]):
        raise DocumentError(
            "The document is SEC's page for a blocked client, not a filing: fetch it again later"
        )
    for kind, patterns in _SIGNS:
        if all(pattern.search(head) for pattern in patterns):
            return kind
    raise DocumentError(
        "The document is of no kind that can be read: no filing, instance, R page or notes archive"
    )


def read_document(
    source: bytes | Path,
    *,
    name: str | None = None,
    accession_number: str | None = None,
    cik: int | None = None,
) -> pl.DataFrame:
    """The facts of any single document, as `FactFrame` rows; see `open_document`."""
    return open_document(source, name=name, accession_number=accession_number, cik=cik).facts


def open_document(
    source: bytes | Path,
    *,
    name: str | None = None,
    accession_number: str | None = None,
    cik: int | None = None,
) -> Document:
    """Read any single document with the reader of its kind.

    Accession number and CIK come from the arguments, else from a path laid out as EDGAR's
    (`…/data/<cik>/<accession number>/…`) or a submission's header, else from the document's contexts; a
    document that names none has the pseudo-number of `page.py`. Inline XBRL without a `cyd` fact is read as an
    untagged filing. Raises DocumentError where the document cannot be read.
    """
    kind = detect(source)
    if isinstance(source, Path):
        name = name or source.name
        place_number, place_cik = identity_of(source)
        accession_number, cik = accession_number or place_number, cik or place_cik
    if kind == "notes archive":
        return _read_notes(source)
    if kind == "instance":
        extracted = read_extracted(source, accession_number=accession_number, cik=cik, document=name)
        return Document(kind, extracted.facts, extracted.rejected)
    data = _bytes(source)
    if kind in ("R page", "R page as text"):
        page = read_rendered(data, accession_number=accession_number, cik=cik, document=name)
        return Document(kind, page.facts, page.rejected)
    if kind == "submission":
        return _read_submission(split_submission(data), accession_number, cik)
    if kind == "inline XBRL":
        reading = read_filing((name, data), accession_number=accession_number, cik=cik)
        if reading.facts.height:
            return Document(kind, reading.facts, reading.rejected, dei=reading.dei)
        cik = cik or _digits(reading.dei.get("EntityCentralIndexKey"))
    return _read_section(data, None, name, accession_number, cik)


def identity_of(path: Path | str) -> tuple[str | None, int | None]:
    """Accession number and CIK as a path laid out as EDGAR's says them; None for what it does not say."""
    text = str(Path(path).absolute()) if isinstance(path, Path) else path
    if place := _PLACE.search(text):
        number = place["number"]
        return f"{number[:10]}-{number[10:12]}-{number[12:]}", int(place["cik"])
    found = _NUMBER.search(text)
    return (found[1] if found else None), None


def _digits(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 10 else None  # noqa: PLR2004


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError as error:
        raise DocumentError(f"{path.name} cannot be opened: {error.strerror}") from error


def _bytes(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    if source.stat().st_size > MAX_BYTES:
        raise DocumentError(f"{source.name} has more than {MAX_BYTES >> 20} MiB, which no filing has")
    return source.read_bytes()


def _zip_kind(source: bytes | Path) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentError(f"The zip archive is cut off or corrupt: {error}") from error
    if not {"sub.tsv", "txt.tsv"} <= members:
        raise DocumentError("The zip archive holds no sub.tsv and txt.tsv: it is no notes archive")
    return "notes archive"


def _read_notes(source: bytes | Path) -> Document:
    if isinstance(source, Path):
        archive = read_notes(source)
    else:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "archive_notes.zip"
            file.write_bytes(source)
            archive = read_notes(file)
    forms = dict(archive.submissions.select("adsh", "form").iter_rows())
    return Document("notes archive", archive.facts, archive.rejected, forms=forms)


def _read_submission(submission: Submission, accession_number: str | None, cik: int | None) -> Document:
    """A complete submission: its inline documents together, or the section of its primary document."""
    number = accession_number or submission.accession_number
    cik = cik or submission.cik
    inline = [(part.name, part.data) for part in submission.documents if _INLINE.search(part.data)]
    if inline:
        reading = read_filing(inline, accession_number=number, cik=cik)
        if reading.facts.height:
            return Document("submission", reading.facts, reading.rejected, dei=reading.dei)
    if not submission.documents:
        raise DocumentError("The submission holds no document")
    primary = submission.documents[0]
    read = _read_section(primary.data, submission.form or primary.type, primary.name, number, cik)
    return Document("submission", read.facts, status=read.status, reason=read.reason)


def _read_section(
    data: bytes, form: str | None, name: str | None, accession_number: str | None, cik: int | None
) -> Document:
    section = read_section(data, form=form, accession_number=accession_number, cik=cik, document=name)
    if section.status == "failed":
        raise DocumentError(section.reason)
    return Document("untagged filing", section.facts, status=section.status, reason=section.reason)
