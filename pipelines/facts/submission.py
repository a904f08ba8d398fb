"""A complete submission as EDGAR keeps it (`<accession number>.txt`) or feeds it (`.nc`): its header, its documents.

Not here: reading any of the documents.
"""

import re
from dataclasses import dataclass

_DOCUMENT = re.compile(rb"<DOCUMENT>(.*?)(?:</DOCUMENT>|\Z)", re.DOTALL)
_FIELD = {name: re.compile(rb"<" + name + rb">([^\r\n<]*)") for name in (b"TYPE", b"FILENAME")}
_BEGINNING = re.compile(rb"^<(SEC-DOCUMENT|SUBMISSION)>", re.MULTILINE)
_TEXT = re.compile(rb"<TEXT>\s*(.*?)\s*(?:</TEXT>|\Z)", re.DOTALL)
_WRAPPER = re.compile(rb"^\s*<(?:XBRL|XML|HTML_WRAPPER)>\s*|\s*</(?:XBRL|XML)>\s*$")
_ACCESSION = re.compile(rb"ACCESSION[ -]NUMBER[:>]\s*(\d{10}-\d{2}-\d{6})")
_CIK = re.compile(rb"(?:CENTRAL INDEX KEY:|<CIK>)\s*(\d{1,10})")
_FORM = re.compile(rb"(?:CONFORMED SUBMISSION TYPE:|<TYPE>)\s*([\w/-]+)")
"""The header names these in words in `.txt` files, in tags in the feed's `.nc` files."""
_UNREADABLE = re.compile(rb"begin \d{3} |<PDF>|%PDF")
_HEADER_BYTES = 1 << 16
_ANNUAL_OR_CURRENT = re.compile(r"(?:10-?K|20-?F|8-?K|6-?K)", re.IGNORECASE)


@dataclass(frozen=True)
class SubmittedDocument:
    """One document of a submission: its type (`10-K`, `EX-13`), file name and bytes."""

    type: str
    name: str | None
    data: bytes


@dataclass(frozen=True)
class Submission:
    """A submission: what its header says (None where it does not), its readable documents in their order, and the
    types of those that cannot be read (pictures, PDF)."""

    accession_number: str | None
    cik: int | None
    form: str | None
    documents: list[SubmittedDocument]
    passed_over: tuple[str, ...] = ()
    is_cut_off: bool = False
    """Whether its end is missing, or that of its last document."""

    @property
    def primary(self) -> SubmittedDocument | None:
        """The document that the filing is: the first of the submission's own type, else the first; a PDF of the
        same stands before it in some."""
        own = [one for one in self.documents if self.form and one.type.upper() == self.form.upper()]
        named = [one for one in self.documents if _ANNUAL_OR_CURRENT.match(one.type)]
        return next(iter([*own, *named, *self.documents]), None)

    @property
    def exhibits(self) -> dict[str, bytes]:
        """The exhibits by their number, the first of each: `13` for one of type EX-13, `99.1` for EX-99.1."""
        found: dict[str, bytes] = {}
        for one in self.documents:
            if one.type.upper().startswith("EX-"):
                found.setdefault(one.type[3:].lstrip("0"), one.data)
        return found


def split_submission(data: bytes) -> Submission:
    """Take a submission apart. Pictures and other encoded documents are passed over."""
    header = data[:_HEADER_BYTES].partition(b"<DOCUMENT>")[0] or data[:_HEADER_BYTES]
    documents, passed_over = [], []
    for match in _DOCUMENT.finditer(data):
        part = match[1]
        text = _TEXT.search(part)
        body = _WRAPPER.sub(b"", text[1]) if text else part
        head = part[: text.start()] if text else part[:1000]
        kind = _field(head, b"TYPE") or ""
        if not body or _UNREADABLE.match(body):
            passed_over.append(kind)
        else:
            documents.append(SubmittedDocument(kind, _field(head, b"FILENAME"), body))
    cik = _CIK.search(header)
    return Submission(
        _text(_ACCESSION, header),
        int(cik[1]) if cik else None,
        _text(_FORM, header),
        documents,
        tuple(passed_over),
        _is_cut_off(data),
    )


def _is_cut_off(data: bytes) -> bool:
    if data.count(b"<DOCUMENT>") > data.count(b"</DOCUMENT>"):
        return True
    begins = _BEGINNING.search(data[:_HEADER_BYTES])
    return begins is not None and data.rfind(b"</" + begins[1] + b">") < 0


def _field(head: bytes, name: bytes) -> str | None:
    return _text(_FIELD[name], head)


def _text(pattern: re.Pattern[bytes], data: bytes) -> str | None:
    found = pattern.search(data)
    return (found[1].decode("ascii", "replace").strip() or None) if found else None
