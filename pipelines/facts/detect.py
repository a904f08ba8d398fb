"""Tell what kind of document some bytes are, by content, and read it with the reader of that kind.

The way in for lone files; a pipeline that knows what it fetched calls the reader itself.
"""

import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import polars as pl

from pipelines.damage import damage
from pipelines.errors import DocumentError
from pipelines.facts.inline import read_filing
from pipelines.facts.inline_names import is_inline
from pipelines.facts.instance import read_extracted
from pipelines.facts.markup import MAX_BYTES
from pipelines.facts.notes import read_notes
from pipelines.facts.page import read_rendered
from pipelines.facts.section import read_item, read_section
from pipelines.facts.submission import Submission, SubmittedDocument, split_submission

Kind = Literal[
    "notes archive", "inline XBRL", "instance", "R page", "R page as text", "submission", "untagged filing"
]

_HEAD_BYTES = 1 << 20
_PLACE = re.compile(r"(?:^|[/\\])data[/\\](?P<cik>\d{1,10})[/\\](?P<number>\d{18})(?:[/\\]|$)")
_NUMBER = re.compile(r"(?<!\d)(\d{10}-\d{2}-\d{6})(?!\d)")
_INLINE = re.compile(
    rb"http://www\.xbrl\.org/20(?:13|08)/inlineXBRL|<ix:(?:header|hidden|nonNumeric|nonFraction)\b",
    re.IGNORECASE,
)
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

_SUBMISSION = re.compile(
    rb"\A.{0,4096}?(?:<SEC-DOCUMENT>|<SEC-HEADER>|<IMS-DOCUMENT>|<IMS-HEADER>)|\A\s*<(?:DOCUMENT|SUBMISSION)>"
    rb"|\A\s*<ACCESSION-NUMBER>",
    re.DOTALL | re.IGNORECASE,
)

_SIGNS: tuple[tuple[Kind, tuple[re.Pattern[bytes], ...]], ...] = (
    ("submission", (_SUBMISSION,)),
    ("inline XBRL", (_INLINE,)),
    ("instance", (_INSTANCE,)),
    ("R page", (_R_PAGE, _R_LINK)),
    ("R page as text", (_R_TEXT,)),
    ("untagged filing", (_MARKUP,)),
    ("untagged filing", (_TEXT_FILING,)),
)
"""By what a kind is known, in this order: a document is of the first kind all of whose signs it bears."""


CUT_SUBMISSION = "The submission is cut off: its end, or that of its last document, is missing"
DOUBTED = ("doubtful", "failed", "not_found")
"""What becomes of an item that was not read whole."""


@dataclass(frozen=True)
class _Filing:
    """What is known of the filing that a document is of."""

    number: str | None
    cik: int | None
    form: str | None = None


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
        submission = split_submission(data)
        read = _read_submission(submission, accession_number, cik)
        return replace(read, rejected=[*read.rejected, CUT_SUBMISSION]) if submission.is_cut_off else read
    part = SubmittedDocument("", name, data)
    if kind == "inline XBRL":
        return _read_inline([part], part, {}, _Filing(accession_number, cik))
    return _read_section(part, {}, _Filing(accession_number, cik))


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
    """A complete submission: its inline documents together with the item of the primary one; else its extracted
    instance, else its rendered pages; else the section of its primary document."""
    primary = submission.primary
    if primary is None:
        passed = f": {', '.join(submission.passed_over)} cannot be read" if submission.passed_over else ""
        raise DocumentError(f"The submission holds no document that can be read{passed}")
    filing = _Filing(
        accession_number or submission.accession_number,
        cik or submission.cik,
        submission.form or primary.type,
    )
    inline = [part for part in submission.documents if is_inline(part.data)]
    if inline:
        read = _read_inline(inline, primary, submission.exhibits, filing)
        if read.facts.height or primary in inline:
            return replace(read, kind="submission")
    tagged = _tagged_parts(submission, filing)
    if tagged is not None:
        return tagged
    return replace(_read_section(primary, submission.exhibits, filing), kind="submission")


def _tagged_parts(submission: Submission, filing: _Filing) -> Document | None:
    """The facts of a submission's extracted instance, or where it has none, of its rendered pages."""
    for sign, reader in ((_INSTANCE, read_extracted), (_R_PAGE, read_rendered)):
        readings = []
        for part in submission.documents:
            if sign.search(part.data[:_HEAD_BYTES]):
                # A submission holds the pages of all its facts: one that has none of ours is no failure.
                with suppress(DocumentError):
                    readings.append(
                        reader(part.data, accession_number=filing.number, cik=filing.cik, document=part.name)
                    )
        if any(one.facts.height for one in readings):
            rejected = [sentence for one in readings for sentence in one.rejected]
            return Document("submission", pl.concat([one.facts for one in readings]), rejected)
    return None


def _read_inline(
    parts: list[SubmittedDocument],
    primary: SubmittedDocument,
    exhibits: Mapping[str, bytes],
    filing: _Filing,
) -> Document:
    """Inline documents together, and the whole item of the primary one as a source of its own; without a fact of the
    taxonomy, the section of the primary document."""
    files = [(part.name, part.data) for part in parts]
    reading = read_filing(files, accession_number=filing.number, cik=filing.cik)
    if reading.facts.is_empty():
        cik = filing.cik or _digits(reading.dei.get("EntityCentralIndexKey"))
        try:
            read = _read_section(primary, exhibits, replace(filing, cik=cik))
        except DocumentError as error:
            raise DocumentError(". ".join([*reading.rejected, str(error)])) from error
        return replace(read, rejected=[*reading.rejected, *read.rejected])
    item = read_item(primary.data, reading.facts, form=filing.form, document=primary.name, exhibits=exhibits)
    told = [f"Only the tags were read: {item.reason}"] if item.status in DOUBTED else []
    return Document(
        "inline XBRL",
        pl.concat([reading.facts, item.facts]),
        [*reading.rejected, *told],
        dei=reading.dei,
    )


def _read_section(part: SubmittedDocument, exhibits: Mapping[str, bytes], filing: _Filing) -> Document:
    signs = damage(part.data)
    section = read_section(
        part.data,
        form=filing.form,
        accession_number=filing.number,
        cik=filing.cik,
        document=part.name,
        exhibits=exhibits,
    )
    if section.status == "failed":
        raise DocumentError(section.reason)
    told = [*signs, *([section.reason] if section.status == "doubtful" else [])]
    return Document("untagged filing", section.facts, told, status=section.status, reason=section.reason)
