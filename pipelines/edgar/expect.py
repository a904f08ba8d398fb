"""What kind of document was asked for, and whether what came is one: the bytes decide, not the status.

SEC answers a client that it has blocked with an HTML page, whatever was asked for and sometimes with status
200. Only cheap looks at a document's beginning and end belong here; reading it is `pipelines/facts/`.
"""

import re
import zipfile
from enum import Enum
from typing import BinaryIO

HEAD_BYTES = 4096

_BLOCK_PAGE = re.compile(
    rb"<title>[^<]*Request Rate Threshold Exceeded"  # more than ten requests a second
    rb"|Your Request Originates from an Undeclared Automated Tool"  # no identity, or one SEC does not take
    rb"|<title>\s*Access Denied\s*</title>",  # the content network before SEC's servers
    re.IGNORECASE,
)
_NO_SUCH_KEY = re.compile(rb"<Code>\s*(AccessDenied|NoSuchKey)\s*</Code>")
_HTML = re.compile(
    rb"\s*(?>(?:<!--.*?-->|<\?.*?\?>)\s*)*+<(?:!doctype\s+html|html|head|title|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_INDEX_HEADER = re.compile(rb"^(?:CIK\||Form Type +|Company Name +)", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


class Expect(Enum):
    """A kind of document: its name, and the most bytes one may have (several times the largest known)."""

    ZIP = ("zip archive", 4 << 30)
    INDEX = ("EDGAR index", 256 << 20)
    HTML = ("HTML document", 256 << 20)
    TEXT = ("text document", 256 << 20)
    XML = ("XML document", 1 << 30)
    JSON = ("JSON document", 64 << 20)

    def __init__(self, title: str, max_bytes: int) -> None:
        self.title = title
        self.max_bytes = max_bytes

    def begins(self, head: bytes) -> bool:
        """Whether a document of this kind can begin with these bytes (its first 4 KiB)."""
        text = head.removeprefix(_BOM).lstrip()
        match self:
            case Expect.ZIP:
                return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
            case Expect.INDEX:
                return _INDEX_HEADER.search(head) is not None
            case Expect.JSON:
                return text.startswith((b"{", b"["))
            case Expect.XML:
                return text.startswith(b"<") and not _HTML.match(text)
            case Expect.TEXT:
                return bool(text) and b"\0" not in head and not _NO_SUCH_KEY.search(head)
            case Expect.HTML:
                return text.startswith(b"<") and not _NO_SUCH_KEY.search(head)

    def ends(self, stream: BinaryIO) -> bool:
        """Whether a whole document (a stream that can seek) ends as one of this kind does.

        An index has no mark of its end; its reader notices a row that is cut off. Nor has text.
        """
        if self is Expect.ZIP:
            return zipfile.is_zipfile(stream)
        if self in (Expect.INDEX, Expect.TEXT):
            return True
        stream.seek(max(0, stream.seek(0, 2) - HEAD_BYTES))
        tail = stream.read().rstrip(b"\0\t\n\r \x1a")
        if self is Expect.HTML:
            return tail.endswith(b">") or b"</html" in tail.lower()
        return tail.endswith(b">" if self is Expect.XML else (b"}", b"]"))


def is_block_page(head: bytes) -> bool:
    """Whether a body that begins with `head` is SEC's page for a client that asks too often or undeclared."""
    return _HTML.match(head.removeprefix(_BOM)) is not None and _BLOCK_PAGE.search(head) is not None


def says_no_such_file(head: bytes) -> bool:
    """Whether a 403 with this body is the storage's way to say that there is no such file."""
    return _HTML.match(head.removeprefix(_BOM)) is None
