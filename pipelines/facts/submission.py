"""A complete submission as EDGAR keeps it (`<accession number>.txt`): its header and its documents.

Not here: reading any of the documents.
"""

import re
from dataclasses import dataclass

_DOCUMENT = re.compile(rb"<DOCUMENT>(.*?)(?:</DOCUMENT>|\Z)", re.DOTALL)
_FIELD = {name: re.compile(rb"<" + name + rb">([^\r\n<]*)") for name in (b"TYPE", b"FILENAME")}
_TEXT = re.compile(rb"<TEXT>\s*(.*?)\s*(?:</TEXT>|\Z)", re.DOTALL)
_WRAPPER = re.compile(rb"^\s*<(?:XBRL|XML|HTML_WRAPPER)>\s*|\s*</(?:XBRL|XML)>\s*$")
_ACCESSION = re.compile(rb"ACCESSION NUMBER:\s*(\d{10}-\d{2}-\d{6})")
_CIK = re.compile(rb"CENTRAL INDEX KEY:\s*(\d{1,10})")
_FORM = re.compile(rb"CONFORMED SUBMISSION TYPE:\s*([\w/-]+)")
_HEADER_BYTES = 1 << 16


@dataclass(frozen=True)
class SubmittedDocument:
    """One document of a submission: its type (`10-K`, `EX-13`), file name and bytes."""

    type: str
    name: str | None
    data: bytes


@dataclass(frozen=True)
class Submission:
    """A submission: what its header says (None where it does not), and its readable documents, the primary
    document first."""

    accession_number: str | None
    cik: int | None
    form: str | None
    documents: list[SubmittedDocument]


def split_submission(data: bytes) -> Submission:
    """Take a submission apart. Pictures and other encoded documents are passed over."""
    header = data[:_HEADER_BYTES]
    documents = []
    for match in _DOCUMENT.finditer(data):
        part = match[1]
        text = _TEXT.search(part)
        body = _WRAPPER.sub(b"", text[1]) if text else part
        head = part[: text.start()] if text else part[:1000]
        if not body or re.match(rb"begin \d{3} ", body) or body.startswith(b"<PDF>"):
            continue
        documents.append(SubmittedDocument(_field(head, b"TYPE") or "", _field(head, b"FILENAME"), body))
    cik = _CIK.search(header)
    return Submission(
        _text(_ACCESSION, header), int(cik[1]) if cik else None, _text(_FORM, header), documents
    )


def _field(head: bytes, name: bytes) -> str | None:
    return _text(_FIELD[name], head)


def _text(pattern: re.Pattern[bytes], data: bytes) -> str | None:
    found = pattern.search(data)
    return (found[1].decode("ascii", "replace").strip() or None) if found else None
