"""Read filed inline XBRL: the `cyd` facts of one document, or of all documents of a filing together.

The best source but for the extracted instance: the filer's own characters and paragraphs, and the place of each
fact in the document. Not here: fetching it, and which source wins (`precedence.py`).
"""

import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import polars as pl
from lxml import etree

from pipelines.damage import damage
from pipelines.errors import DocumentError
from pipelines.facts.concepts import CONCEPTS
from pipelines.facts.inline_context import (
    DEI,
    LANG,
    NIL,
    XBRLI,
    Context,
    cik_of,
    fact_row,
    numbered,
    read_context,
    taxonomy_of,
    transformed,
)
from pipelines.facts.inline_names import is_inline, with_case
from pipelines.facts.inline_parse import parse_inline
from pipelines.facts.inline_spans import Span, inline_spans
from pipelines.facts.markup import BLOCK, BLOCKS, PAGE, collect, local_name, resolve
from pipelines.facts.model import MAX_FACTS, Reading, fact_frame
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER

MAX_TEXT = 64 << 20
"""Most characters all facts of a filing may have together: tags nest, so a small document can repeat its text
without end. The largest measured has half a million."""
MAX_NODES = 1_000_000
"""Most nodes that are walked for all facts of a filing together, for the same reason. The filings measured have 151 at
most; a whole report within one tag has some thousands."""
LINK_CHARACTERS = 128
"""What a link of a chain of continuations counts at least."""

COVER = frozenset({
    "AmendmentFlag", "DocumentFiscalYearFocus", "DocumentPeriodEndDate", "DocumentType",
    "EntityCentralIndexKey", "EntityRegistrantName",
})  # fmt: skip
"""Cover facts (taxonomy `dei`) that say which filing a document is."""

_IX = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")
_FACTS = frozenset(f"{{{namespace}}}nonNumeric" for namespace in _IX)
_CONTINUATIONS = frozenset(f"{{{namespace}}}continuation" for namespace in _IX)
_CONTEXT = f"{{{XBRLI}}}context"
T = TypeVar("T")
_COUNT = etree.XPath("count(descendant::node())")
_LIKE_OURS = re.compile(r"sec\.gov/+cyd\b", re.IGNORECASE)
_NAMED = re.compile(
    rb"\sname\s*=\s*[\"'](?:[\w.-]+:)?((?:Material)?Cybersecurity\w{1,120})\s*[\"']", re.IGNORECASE
)
UNREADABLE = "The document has tags of the cyd taxonomy that could not be read: they were passed over"
UNDECLARED = "The prefix cyd is not declared: its facts are read by their names, without the taxonomy's year"
PASSED_OVER = "A tag was passed over: {concept}, whose namespace is {namespace}"


@dataclass
class _Document:
    name: str | None
    data: bytes
    root: etree._Element
    facts: list[etree._Element] = field(default_factory=list)


@dataclass
class _Filing:
    """All documents of a filing: contexts and continuations of one serve the facts of another."""

    documents: list[_Document] = field(default_factory=list)
    contexts: dict[str, etree._Element] = field(default_factory=dict)
    read_contexts: dict[str, Context | None] = field(default_factory=dict)
    continuations: dict[str, etree._Element] = field(default_factory=dict)
    pieces: dict[str, str] = field(default_factory=dict)
    """The collected text of each continuation that was asked for: several facts may share a chain."""
    languages: dict[etree._Element, str | None] = field(default_factory=dict)
    blocks: dict[etree._Element, etree._Element | None] = field(default_factory=dict)
    """What the way up from an element found, so that no way is gone twice."""
    rejected: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    characters: int = 0
    nodes: int = 0


def read_inline(
    documents: tuple[str | None, bytes] | Sequence[tuple[str | None, bytes]],
    *,
    accession_number: str | None = None,
    cik: int | None = None,
) -> pl.DataFrame:
    """One inline XBRL document, (name, bytes), or all those of a filing, as `FactFrame` rows, source `inline`.

    Raises DocumentError as `read_filing` does.
    """
    return read_filing(documents, accession_number=accession_number, cik=cik).facts


def read_filing(
    documents: tuple[str | None, bytes] | Sequence[tuple[str | None, bytes]],
    *,
    accession_number: str | None = None,
    cik: int | None = None,
) -> Reading:
    """As `read_inline`, with the cover facts (those of `COVER`, the first of each) and what could not be read.

    Offsets and the markup's hash are those of the fact's own element; `ix:continuation`s stand elsewhere.
    Without `cik`, that of the fact's context is taken. Raises DocumentError where no document is inline XBRL,
    where one is hostile (see `inline_parse`), or where continuations run in a circle.
    """
    sequence = [documents] if isinstance(documents, tuple) else list(documents)
    filing = _open(sequence)
    dei: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    ciks: set[int | None] = set()
    for document in filing.documents:
        digest = hashlib.sha256(document.data).hexdigest()
        named = [*_named(document)]
        ours = {
            element.get("name") or ""
            for element, namespace, concept in named
            if taxonomy_of(namespace) or _undeclared(element, namespace, concept)
        }
        spans = inline_spans(with_case(document.data), ours) if ours else {}
        for element, namespace, concept in named:
            undeclared = _undeclared(element, namespace, concept)
            if (taxonomy := taxonomy_of(namespace)) or undeclared:
                if len(rows) >= MAX_FACTS:
                    raise DocumentError(f"The filing holds more than {MAX_FACTS:,} cyd facts: refused")
                if undeclared:
                    _tell(filing, UNDECLARED)
                place = _place(element, spans, document.data)
                if row := _row(filing, element, concept, taxonomy):
                    told = row.pop("cik")
                    ciks.add(told)
                    own = {"document": document.name, "document_sha256": digest, "cik": cik or told}
                    rows.append(row | place | own)
            elif concept in COVER and concept not in dei and _is_cover(element, namespace):
                dei[concept] = _value(filing, element)
            elif concept in CONCEPTS and not _own(namespace):
                _tell(
                    filing,
                    PASSED_OVER.format(concept=concept, namespace=namespace or "none that is declared"),
                )
    told = any(sentence.startswith(PASSED_OVER[:10]) for sentence in filing.rejected)
    if not rows and not told and any(tags_named(one.data) for one in filing.documents):
        _tell(filing, UNREADABLE)
    common = {"accession_number": accession_number or PSEUDO_ACCESSION_NUMBER, "source": "inline"}
    facts = fact_frame(common | row for row in numbered(rows))
    ciks.add(cik_of(dei.get("EntityCentralIndexKey", "")))
    return Reading(facts, dei, filing.rejected, frozenset(told for told in ciks if told))


def _open(documents: Sequence[tuple[str | None, bytes]]) -> _Filing:
    """Parse the documents and note their facts, contexts and continuations; a document of another kind among
    inline ones (an exhibit) is passed over."""
    filing = _Filing()
    reason: DocumentError | None = None
    for name, data in documents:
        if not is_inline(data):
            reason = reason or DocumentError("The document holds no inline XBRL")
            continue
        signs = damage(data)
        root, wrong = parse_inline(data)
        if wrong:
            filing.rejected.append(f"{name or 'the document'}: {wrong}")
        filing.rejected += signs
        document = _Document(name, data, root)
        for element in root.iter(*_FACTS, *_CONTINUATIONS, _CONTEXT):
            if element.tag in _FACTS:
                document.facts.append(element)
            elif element.tag == _CONTEXT:
                filing.contexts.setdefault(element.get("id") or "", element)
            else:
                filing.continuations.setdefault(element.get("id") or "", element)
        filing.documents.append(document)
    if not filing.documents:
        raise reason or DocumentError("No document was given")
    return filing


def _named(document: _Document) -> Iterator[tuple[etree._Element, str, str]]:
    """Each fact with the namespace and the local name of its concept, its prefix resolved where it stands."""
    outermost = document.root.nsmap
    if document.data.count(b"xmlns:") == sum(prefix is not None for prefix in outermost):
        for element in document.facts:
            prefix, _, concept = (element.get("name") or "").strip().rpartition(":")
            yield element, outermost.get(prefix or None) or "", concept
        return
    scopes: dict[str, list[str]] = defaultdict(list)
    declared: list[str] = []
    for event, found in etree.iterwalk(document.root, ("start", "start-ns", "end-ns"), tag=[*_FACTS]):
        if event == "start-ns":
            prefix, namespace = cast("tuple[str, str]", found)
            declared.append(prefix or "")
            scopes[prefix or ""].append(namespace)
        elif event == "end-ns":
            scopes[declared.pop()].pop()
        else:
            element = cast("etree._Element", found)
            prefix, _, concept = (element.get("name") or "").strip().rpartition(":")
            yield element, (scopes[prefix] or [""])[-1], concept


def tags_named(data: bytes) -> bool:
    """Whether a document names an element of the taxonomy as a tag's, however the tag is written."""
    known = {name.lower() for name in CONCEPTS}
    return any(match[1].decode().lower() in known for match in _NAMED.finditer(data))


def _undeclared(element: etree._Element, namespace: str, concept: str) -> bool:
    """Whether a fact is one of the taxonomy's by its usual prefix, which the document forgot to declare."""
    return not namespace and concept in CONCEPTS and (element.get("name") or "").strip().startswith("cyd:")


def _is_cover(element: etree._Element, namespace: str) -> bool:
    return bool(DEI.match(namespace)) or (
        not namespace and (element.get("name") or "").strip().startswith("dei:")
    )


def _own(namespace: str) -> bool:
    """Whether a namespace is a filer's own, which may name an element as it likes."""
    return bool(namespace) and not _LIKE_OURS.search(namespace)


def _tell(filing: _Filing, sentence: str) -> None:
    if sentence not in filing.rejected:
        filing.rejected.append(sentence)


def _place(
    element: etree._Element, spans: dict[tuple[str, str], deque[Span]], data: bytes
) -> dict[str, int | str | None]:
    waiting = spans.get((element.get("name") or "", element.get("contextRef") or ""))
    if not waiting:
        return {"start": None, "end": None, "markup_sha256": None}
    start, end = waiting.popleft()
    return {"start": start, "end": end, "markup_sha256": hashlib.sha256(data[start:end]).hexdigest()}


def _row(
    filing: _Filing, element: etree._Element, concept: str, taxonomy: str | None
) -> dict[str, Any] | None:
    reference = element.get("contextRef") or ""
    context = _context(filing, reference)
    if context is None:
        filing.rejected.append(f"{concept}: its context {reference!r} is missing or has no readable period")
        return None
    is_nil = element.get(NIL) in ("true", "1")
    value = "" if is_nil else _value(filing, element)
    row = fact_row(concept, taxonomy, context, value, is_nil=is_nil)
    lang = _upwards(filing.languages, element, lambda node: node.get(LANG) or None)
    return row | {"lang": lang, "cik": context.cik}


def _context(filing: _Filing, reference: str) -> Context | None:
    if reference not in filing.read_contexts:
        element = filing.contexts.get(reference)
        filing.read_contexts[reference] = None if element is None else read_context(element)
    return filing.read_contexts[reference]


def _upwards(
    known: dict[etree._Element, T | None],
    element: etree._Element | None,
    ask: Callable[[etree._Element], T | None],
) -> T | None:
    """The first answer on the way from an element to the root, kept for every element of the way."""
    way = []
    answer: T | None = None
    node = element
    while node is not None:
        if node in known:
            answer = known[node]
            break
        way.append(node)
        if (answer := ask(node)) is not None:
            break
        node = node.getparent()
    known.update(dict.fromkeys(way, answer))
    return answer


def _value(filing: _Filing, element: etree._Element) -> str:
    """A fact's text, its continuations in their order, under its transform."""
    pieces = [_collected(filing, element)]
    previous = element
    seen: set[str] = set()
    while reference := previous.get("continuedAt"):
        if reference in seen:
            name = element.get("name")
            raise DocumentError(f"The continuations of {name} run in a circle at {reference!r}: refused")
        seen.add(reference)
        following = filing.continuations.get(reference)
        if following is None:
            if reference not in filing.missing:
                filing.rejected.append(f"{element.get('name')}: its continuation {reference!r} is missing")
            filing.missing.add(reference)
            break
        if reference not in filing.pieces:
            filing.pieces[reference] = _collected(filing, following)
        else:
            _spend(filing, len(filing.pieces[reference]))
        _spend(filing, LINK_CHARACTERS)
        pieces += [_between(filing, previous, following), filing.pieces[reference]]
        previous = following
    return transformed(resolve("".join(pieces)), element.get("format") or "")


def _collected(filing: _Filing, element: etree._Element) -> str:
    """The collected text of an element, if the filing's facts have not been walked too often yet."""
    if len(element):
        filing.nodes += int(cast("float", _COUNT(element)))
    if filing.nodes > MAX_NODES:
        raise DocumentError("The document's facts repeat its markup without end: refused")
    text = collect(element)
    _spend(filing, len(text))
    return text


def _spend(filing: _Filing, characters: int) -> None:
    filing.characters += characters
    if filing.characters > MAX_TEXT:
        raise DocumentError(
            f"The document's facts repeat its text beyond {MAX_TEXT >> 20} Mi characters: refused"
        )


def _between(filing: _Filing, previous: etree._Element, following: etree._Element) -> str:
    """The mark between two pieces of a fact: nothing where they touch, an edge of a block (and perhaps of a
    page) where they stand in different ones, else a gap."""
    if previous.getnext() is following and not (previous.tail or "").strip():
        return "" if not previous.tail else " "
    before, after = (_upwards(filing.blocks, node.getparent(), _as_block) for node in (previous, following))
    return PAGE if before is after else BLOCK + PAGE


def _as_block(node: etree._Element) -> etree._Element | None:
    name = local_name(node.tag)
    return node if name in BLOCKS or name in ("td", "th") else None
