"""Read an extracted XBRL instance (`X_htm.xml`): EDGAR's own reading of a filing's inline XBRL, streamed.

Memory holds one top-level element at a time and the `cyd` facts, whatever the size of the file. Not here: the
rule that gives an instance's name, and fetching it (`edgar/`).
"""

import hashlib
import io
import re
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
from pipelines.facts.instance_spans import SpanScanner
from pipelines.facts.markup import MAX_BYTES, html_text
from pipelines.facts.model import MAX_FACTS, Reading, fact_frame
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER

CHUNK_BYTES = 1 << 16
MAX_PROLOG = 1 << 20
"""Most bytes before an instance's root: comments of the software that made it."""

MAX_TEXT = 64 << 20
"""Most characters all `cyd` facts of an instance may have together."""

MAX_ELEMENT_BYTES = 32 << 20
"""Most bytes without an element that begins below the root: memory holds one such element at a time."""

MANY_NAMESPACES = 100
"""With more namespaces than this a context is read at once: kept as markup it would repeat them all."""

_ROOT = f"{{{XBRLI}}}xbrl"
_CONTEXT = f"{{{XBRLI}}}context"
_NAMESPACES = tuple(f"{{http://xbrl.sec.gov/cyd/{year}}}*" for year in range(2024, 2060))
"""The parser's filter knows no patterns, so the taxonomy's years are listed; the first is 2024."""

_MARKUP = re.compile(r"<[a-zA-Z/!]")


@dataclass
class _Reading:
    contexts: dict[str, bytes | Context | None] = field(default_factory=dict)
    """Contexts as markup: a report has thousands, and its `cyd` facts stand in one or two."""
    facts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Facts with the id of their context, which may stand after them."""
    rejected: list[str] = field(default_factory=list)
    characters: int = 0
    many_namespaces: bool | None = None


def read_instance(
    source: Path | bytes,
    *,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> pl.DataFrame:
    """The `cyd` facts of an instance (a file, or its bytes) as `FactFrame` rows, source `instance`; raises
    DocumentError as `read_extracted` does."""
    return read_extracted(source, accession_number=accession_number, cik=cik, document=document).facts


def read_extracted(
    source: Path | bytes,
    *,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> Reading:
    """As `read_instance`, with what could not be read and whose facts they are.

    Escaped markup is read as a person reads it. A fact whose context is missing is left out and told. Raises
    DocumentError where the file is no instance, is cut off or not well-formed, declares a DTD, is larger or nests
    deeper than any filing's, or holds facts without end.
    """
    reading = _Reading()
    digest = hashlib.sha256()
    scanner = SpanScanner()
    with _opened(source) as stream:
        for element in _elements(stream, digest, scanner):
            _take(element, reading)
    spans = scanner.found
    rows = []
    rejected = reading.rejected
    ciks: set[int] = set()
    contexts: dict[str, Context | None] = {}
    for reference, fact in reading.facts:
        span = waiting.popleft() if (waiting := spans.get((fact["concept"], reference))) else None
        if reference not in contexts:
            told = reading.contexts.get(reference)
            contexts[reference] = read_context(etree.fromstring(told)) if isinstance(told, bytes) else told
        if (context := contexts[reference]) is None:
            rejected.append(
                f"{fact['concept']}: its context {reference!r} is missing or has no readable period"
            )
            continue
        ciks |= {context.cik} if context.cik else set()
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
    facts = fact_frame(common | row for row in numbered(rows))
    return Reading(facts, rejected=rejected, ciks=frozenset(ciks))


def _opened(source: Path | bytes) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except OSError as error:
        raise DocumentError(f"{source.name} cannot be opened: {error.strerror}") from error


def _elements(stream: BinaryIO, digest: "hashlib._Hash", scanner: SpanScanner) -> Iterator[etree._Element]:
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
    read = since = children = 0
    try:
        while chunk := stream.read(CHUNK_BYTES):
            read += len(chunk)
            since += len(chunk)
            if read > MAX_BYTES or since > MAX_ELEMENT_BYTES:
                raise DocumentError(
                    "The instance, or one element of it, is larger than any filing's: refused"
                )
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
                if len(root) != children:
                    since = 0
                del root[:-1]
                children = len(root)
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
        reference = element.get("id") or ""
        if reading.many_namespaces is None:
            reading.many_namespaces = len(element.nsmap) > MANY_NAMESPACES
        if reference not in reading.contexts:
            reading.contexts[reference] = (
                read_context(element) if reading.many_namespaces else etree.tostring(element, with_tail=False)
            )
        return
    if len(reading.facts) >= MAX_FACTS:
        raise DocumentError(f"The instance holds more than {MAX_FACTS:,} cyd facts: refused")
    name = etree.QName(element)
    text = "".join(str(piece) for piece in element.itertext())
    reading.characters += len(text)
    if reading.characters > MAX_TEXT:
        raise DocumentError(f"The instance's facts hold more than {MAX_TEXT >> 20} Mi characters: refused")
    try:
        value = text.strip() if is_flag(name.localname) else _read_text(text)
    except DocumentError as error:
        reading.rejected.append(f"{name.localname}: {error}")
        return
    fact = {
        "concept": name.localname,
        "taxonomy": taxonomy_of(name.namespace),
        "value": value,
        "is_nil": element.get(NIL) in ("true", "1"),
        "lang": element.get(LANG) or (element.getroottree().getroot().get(LANG)),
    }
    reading.facts.append((element.get("contextRef") or "", fact))


def _read_text(text: str) -> str:
    return html_text(text) if _MARKUP.search(text) else _plain(text)


def _plain(text: str) -> str:
    """Text without markup; what is still a character reference (`&#8217;`, `&amp;`) was escaped twice."""
    return html_text(f"<p>{text}</p>") if "&" in text else html_text(text)
