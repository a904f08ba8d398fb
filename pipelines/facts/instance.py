"""Read an extracted XBRL instance (`X_htm.xml`): EDGAR's own reading of a filing's inline XBRL, streamed.

Memory holds one top-level element at a time and the `cyd` facts, whatever the size of the file. Not here: the
rule that gives an instance's name, and fetching it (`edgar/`).
"""

import hashlib
import io
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

import polars as pl
from lxml import etree

from pipelines.errors import DocumentError
from pipelines.facts.inline_context import (
    LANG,
    NIL,
    XBRLI,
    Context,
    fact_row,
    is_flag,
    numbered,
    read_context,
    taxonomy_of,
)
from pipelines.facts.inline_parse import check_prolog
from pipelines.facts.markup import html_text
from pipelines.facts.model import fact_frame
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER

CHUNK_BYTES = 1 << 16
MAX_PROLOG = 1 << 20
"""Most bytes before an instance's root: comments of the software that made it."""

MAX_TEXT = 64 << 20
"""Most characters all `cyd` facts of an instance may have together."""

_ROOT = f"{{{XBRLI}}}xbrl"
_CONTEXT = f"{{{XBRLI}}}context"
_NAMESPACES = tuple(f"{{http://xbrl.sec.gov/cyd/{year}}}*" for year in range(2024, 2060))
"""The parser's filter knows no patterns, so the taxonomy's years are listed; the first is 2024."""

_MARKUP = re.compile(r"<[a-zA-Z/!]")
_TAG = re.compile(rb"<(?:([A-Za-z_][\w.-]*+):)?((?:Cyber|Material)\w*+)(?=[\s/>])")
_REFERENCE = re.compile(rb"\scontextRef\s*=\s*[\"']([^\"'<]*)[\"']")

MAX_SPAN_BYTES = 8 << 20
"""Longest element whose place is found; of a longer one offsets stay null."""

Span = tuple[int, int]


@dataclass
class _Reading:
    contexts: dict[str, bytes] = field(default_factory=dict)
    """Contexts as markup: a report has thousands, and its `cyd` facts stand in one or two."""
    facts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Facts with the id of their context, which may stand after them."""
    characters: int = 0


def read_instance(
    source: Path | bytes,
    *,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> pl.DataFrame:
    """The `cyd` facts of an instance (a file, or its bytes) as `FactFrame` rows, source `instance`.

    Escaped markup is read as a person reads it. A fact whose context is missing is left out. Raises
    DocumentError where the file is no instance, is cut off or not well-formed, declares a DTD, or nests deeper
    than the parser bears.
    """
    reading = _Reading()
    digest = hashlib.sha256()
    scanner = _Scanner()
    with _opened(source) as stream:
        for element in _elements(stream, digest, scanner):
            _take(element, reading)
    spans = scanner.found
    rows = []
    contexts: dict[str, Context | None] = {}
    for reference, fact in reading.facts:
        span = waiting.popleft() if (waiting := spans.get((fact["concept"], reference))) else None
        if reference not in contexts:
            markup = reading.contexts.get(reference)
            contexts[reference] = read_context(etree.fromstring(markup)) if markup else None
        if (context := contexts[reference]) is None:
            continue
        row = fact_row(fact["concept"], fact["taxonomy"], context, fact["value"], is_nil=fact["is_nil"])
        own = {"lang": fact["lang"], "cik": cik or context.cik, "start": None, "end": None}
        if span:
            own |= {"start": span[0][0], "end": span[0][1], "markup_sha256": span[1]}
        rows.append(row | own)
    common = {
        "accession_number": accession_number or PSEUDO_ACCESSION_NUMBER,
        "source": "instance",
        "document": document or (source.name if isinstance(source, Path) else None),
        "document_sha256": digest.hexdigest(),
    }
    return fact_frame(common | row for row in numbered(rows))


def _opened(source: Path | bytes) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except OSError as error:
        raise DocumentError(f"{source.name} cannot be opened: {error.strerror}") from error


def _elements(stream: BinaryIO, digest: "hashlib._Hash", scanner: "_Scanner") -> Iterator[etree._Element]:
    """Each context and `cyd` fact below the root as soon as it has been read whole; what has been passed is
    dropped from the tree after every chunk. Other elements never reach Python. Large texts are allowed,
    document types and trees deeper than the parser bears are not."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=(_ROOT, _CONTEXT, *_NAMESPACES),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,
    )
    root: etree._Element | None = None
    read = 0
    try:
        while chunk := stream.read(CHUNK_BYTES):
            read += len(chunk)
            digest.update(chunk)
            if root is None:
                check_prolog(chunk)
            scanner.feed(chunk)
            parser.feed(chunk)
            for event, found in parser.read_events():
                node = cast("etree._Element", found)
                root = _checked_root(node) if root is None else root
                if event == "end" and node.getparent() is root:
                    yield node
            if root is not None:
                del root[:-1]
            elif read > MAX_PROLOG:
                raise DocumentError("The document does not begin as an XBRL instance")
        if not read:
            raise DocumentError("The document is empty: it is no XBRL instance")
        _checked_root(parser.close())
    except (etree.XMLSyntaxError, ValueError) as error:
        if "xcessive depth" in str(error):
            raise DocumentError("The instance is nested too many levels deep: refused") from error
        raise DocumentError(f"The instance is cut off or not well-formed: {error}") from error


def _checked_root(node: etree._Element) -> etree._Element:
    if node.tag != _ROOT:
        raise DocumentError(f"The document's root is {etree.QName(node).localname}: it is no XBRL instance")
    return node


def _take(element: etree._Element, reading: _Reading) -> None:
    """Note a context or a fact as plain values: the element itself is dropped."""
    if element.tag == _CONTEXT:
        reading.contexts.setdefault(element.get("id") or "", etree.tostring(element, with_tail=False))
        return
    name = etree.QName(element)
    text = "".join(str(piece) for piece in element.itertext())
    reading.characters += len(text)
    if reading.characters > MAX_TEXT:
        raise DocumentError(f"The instance's facts hold more than {MAX_TEXT >> 20} Mi characters: refused")
    value = (
        text.strip() if is_flag(name.localname) else html_text(text) if _MARKUP.search(text) else _plain(text)
    )
    fact = {
        "concept": name.localname,
        "taxonomy": taxonomy_of(name.namespace),
        "value": value,
        "is_nil": element.get(NIL) in ("true", "1"),
        "lang": element.get(LANG) or (element.getroottree().getroot().get(LANG)),
    }
    reading.facts.append((element.get("contextRef") or "", fact))


def _plain(text: str) -> str:
    """Text without markup; what is still a character reference (`&#8217;`, `&amp;`) was escaped twice."""
    return html_text(f"<p>{text}</p>") if "&" in text else html_text(text)


class _Scanner:
    """Byte offsets and hashes of elements that may be facts, found while the bytes pass by: `found` maps
    (concept, contextRef) to them in document order. It holds no more than one element."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], deque[tuple[Span, str]]] = defaultdict(deque)
        self.buffer = b""
        self.offset = 0
        self.searched = 0

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the document."""
        self.buffer += chunk
        at = 0
        while tag := _TAG.search(self.buffer, at):
            end = self._end(tag)
            if end < 0 and len(self.buffer) - tag.start() < MAX_SPAN_BYTES:
                self._keep_from(tag.start(), len(self.buffer) - 64)
                return
            at = max(end, tag.end())
            self.searched = 0
            if end > 0:
                self._note(tag, end)
        self._keep_from(max(at, len(self.buffer) - 256), 0)

    def _end(self, tag: re.Match[bytes]) -> int:
        """Where an element ends; -1 where that has not passed by yet."""
        head_end = self.buffer.find(b">", tag.end()) + 1
        if not head_end or self.buffer[head_end - 2 : head_end] == b"/>":
            return head_end or -1
        closing = b"</" + tag[0][1:] + b">"
        end = self.buffer.find(closing, max(head_end, self.searched - len(closing)))
        return end + len(closing) if end >= 0 else -1

    def _note(self, tag: re.Match[bytes], end: int) -> None:
        markup = self.buffer[tag.start() : end]
        if reference := _REFERENCE.search(markup, 0, markup.find(b">") + 1):
            key = (tag[2].decode(), reference[1].decode("utf-8", "replace"))
            span = (self.offset + tag.start(), self.offset + end)
            self.found[key].append((span, hashlib.sha256(markup).hexdigest()))

    def _keep_from(self, start: int, searched: int) -> None:
        start = max(start, 0)
        self.offset += start
        self.buffer = self.buffer[start:]
        self.searched = max(searched - start, 0)
