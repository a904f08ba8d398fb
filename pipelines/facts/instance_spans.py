"""Byte offsets and hashes of an instance's facts, found while its bytes pass by.

One pass, whatever stands in the document: comments, CDATA sections and processing instructions are passed over, tags
are looked at once. Not here: what the facts say (`instance.py`).
"""

import hashlib
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field

MAX_TAG_BYTES = 1 << 16
"""Longest tag that is waited for."""

_TAIL_BYTES = 256
"""What may be the beginning of a mark at the end of what has passed: names are shorter."""

_HIDING = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_MARK = re.compile(
    rb"<!--|<!\[CDATA\[|<\?|<(?P<closes>/?)(?P<name>(?:[A-Za-z_][\w.-]*+:)?(?P<local>(?:Cyber|Material)\w*+))"
    rb"(?=[\s/>])"
)
_REST_OF_TAG = re.compile(rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
_REFERENCE = re.compile(rb"\scontextRef\s*=\s*[\"']([^\"'<]*)[\"']")

Span = tuple[int, int]


@dataclass
class _Open:
    """An element that has begun: its name as written, its key, where it begins, the hash of its markup and how far
    that has come, and how many elements of its name are open."""

    name: bytes
    key: tuple[str, str]
    start: int
    hashed: int
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    depth: int = 1


class SpanScanner:
    """`found` maps (concept, contextRef) to the offsets and SHA-256 of elements that may be facts, in document
    order. It holds no more than a tag of the document."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], deque[tuple[Span, str]]] = defaultdict(deque)
        self._buffer = b""
        self._offset = 0
        self._keep_from = 0
        self._hides_to: bytes | None = None
        self._open: _Open | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the document."""
        self._buffer += chunk
        at: int | None = 0
        while at is not None:
            at = self._step(at)
        self._hash_to(self._keep_from)
        self._buffer = self._buffer[self._keep_from :]
        self._offset += self._keep_from

    def _step(self, at: int) -> int | None:
        """Take the next mark; where to look on, or None where more bytes are needed, and then from where."""
        buffer = self._buffer
        if self._hides_to:
            return self._past(self._hides_to, at)
        mark = _MARK.search(buffer, at)
        if mark is None:
            self._keep_from = max(at, len(buffer) - _TAIL_BYTES)
            return None
        if mark[0] in _HIDING:
            self._hides_to = _HIDING[mark[0]]
            return mark.end()
        rest = _REST_OF_TAG.match(buffer, mark.end())
        if rest:
            self._take(mark, rest.end())
            return rest.end()
        may_go_on = len(buffer) - mark.start() < MAX_TAG_BYTES and buffer.find(b"<", mark.end()) < 0
        if may_go_on:
            self._keep_from = mark.start()
            return None
        return mark.end()

    def _past(self, closing: bytes, at: int) -> int | None:
        """Where a comment, CDATA section or instruction that `closing` ends has ended."""
        end = self._buffer.find(closing, at)
        if end < 0:
            self._keep_from = max(at, len(self._buffer) - len(closing) + 1)
            return None
        self._hides_to = None
        return end + len(closing)

    def _take(self, mark: re.Match[bytes], end: int) -> None:
        """A whole tag, which ends at `end`."""
        tag, opened = self._buffer[mark.start() : end], self._open
        if opened and opened.name != mark["name"]:
            return
        if opened and mark["closes"]:
            opened.depth -= 1
            if not opened.depth:
                self._hash_to(end)
                span = (opened.start, self._offset + end)
                self.found[opened.key].append((span, opened.digest.hexdigest()))
                self._open = None
        elif opened:
            opened.depth += not tag.endswith(b"/>")
        elif not mark["closes"] and (reference := _REFERENCE.search(tag)):
            key = (mark["local"].decode(), reference[1].decode("utf-8", "replace"))
            start = self._offset + mark.start()
            if tag.endswith(b"/>"):
                self.found[key].append(((start, self._offset + end), hashlib.sha256(tag).hexdigest()))
            else:
                self._open = _Open(mark["name"], key, start, start)

    def _hash_to(self, place: int) -> None:
        """Hash the open element's markup up to a place of the buffer."""
        if self._open:
            self._open.digest.update(self._buffer[self._open.hashed - self._offset : place])
            self._open.hashed = self._offset + place
