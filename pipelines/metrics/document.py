"""The document model that every metric reads: a filing's disclosure as sentences, each read once.

Tags overlap: the expertise block stands inside the block on management's role in 61 % of filings, the board
block inside the processes block in 27 %. A block that stands inside another adds its concept to the sentences
it covers; its text is not read again. Tags also leave words out: where the whole item was read too, its sentences
are read in its order, those under a tag as that tag's. Not here: what any sentence means.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.facts.concepts import ANNUAL, CONCEPTS, SECTION
from pipelines.metrics.folding import Folded, folded


class SentenceFrame(dy.Schema):
    """One row per sentence of a filing, in reading order.

    `concept` and `ordinal` name the fact the sentence stands in, `start` and `end` its character offsets in
    that fact's `value`; `concepts` holds every concept whose text covers the sentence or a part of it,
    `concept` first. `text` is for matching: one line, single spaces, straight quotes and plain dashes, characters for
    their references (`folding.py`).
    """

    accession_number = dy.String(primary_key=True)
    sentence_number = dy.Int32(primary_key=True, min=0)
    concept = dy.String()
    ordinal = dy.Int32()
    start = dy.Int32(min=0)
    end = dy.Int32(min=0)
    concepts = dy.List(dy.String())
    text = dy.String()


class Evidence(dy.Schema):
    """The columns by which every derived value names what it rests on: the sentence, the fact it stands in
    (`concept`, `ordinal`), its character offsets in that fact's `value`, and its text. All null where a value
    says that nothing was found."""

    sentence_number = dy.Int32(nullable=True)
    concept = dy.String(nullable=True)
    ordinal = dy.Int32(nullable=True)
    start = dy.Int32(nullable=True)
    end = dy.Int32(nullable=True)
    evidence = dy.String(nullable=True)


Block = tuple[str, int, Folded]
"""Concept, ordinal and value of one text fact."""

Sentence = tuple[str, int, int, int, list[str], str]
"""Concept, ordinal, start, end, concepts, text of one sentence."""

SENTENCE_SCHEMA = SentenceFrame.create_empty().schema

_READING_ORDER = {concept.name: place for place, concept in enumerate(CONCEPTS.values())}
TEXT_CONCEPTS = [concept.name for concept in CONCEPTS.values() if concept.kind == "text"]
ITEM_CONCEPTS = frozenset(concept.name for concept in SECTION)
"""The whole item as one text."""
ANNUAL_TEXT_CONCEPTS = [concept.name for concept in ANNUAL if concept.kind == "text"]

_BOUNDARY = re.compile(
    r"""[\n.!?](?: (?<=\n)\n* | (?<=(?P<stop>[.!?]))(?P<close>["')\]\u201d\u2019]*)
    (?:\s+(?=["'(\[\u201c\u2018]*[A-Z0-9])|(?P<glued>(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]))))""",
    re.VERBOSE,
)
"""Where a sentence may end: a line break; a full stop before a capital or digit; or a stop glued to the next
word, as SEC's archives leave it where they deleted a no-break space (".Our")."""

_NO_STOP = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Messrs|Prof|St|Jr|Sr|Hon|Capt|Col|Gen|Lt|Sgt|No|Nos|Item|Sec|Art|vs|cf|al|approx|e\.g|i\.e"
    r"|Inc|Corp|Ltd|Co|LLC|L\.P|N\.A|S\.A|plc|U\.S|U\.K|U\.S\.A|D\.C|Ph\.D|M\.B\.A|B\.S|B\.A|M\.S|Fig|Rev|Dept|Exec|Maj|Gov)"
    r"|(?:^|[\s(.])[A-Z]|(?i:item|part)\s*\d{1,2}[A-Z]?)$"
)  # fmt: skip
"""What a full stop may follow without ending a sentence: titles, company forms, single initials, and the
number of an item before its name ("Item 1A. Risk Factors")."""

_LIST_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})\)?")
"""A list's number or letter, alone before its full stop: it belongs to what follows."""

_ENDS_ANYWAY = re.compile(
    r"(?:\b(?:Inc|Corp|Ltd|Co|LLC|L\.P|N\.A|S\.A|plc|U\.S|U\.K|U\.S\.A|D\.C|Ph\.D|M\.B\.A|B\.S|B\.A|M\.S)|(?i:item|part)\s*\d{1,2}[A-Z]?)$"
)  # fmt: skip
"""Of these, what may well end a sentence too: it does where a word that opens sentences follows."""
_OPENER = re.compile(
    r"(?:The|Our|We|In|As|This|These|He|She|It|At|For|To|If|While|Although|Management|Each|Both|His|Her)\b"
)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Character offsets (start, end) of each sentence of `text`, without white space at either end.

    Line breaks end a sentence (they end a paragraph or a list item); abbreviations, initials and glued stops
    are told apart by the tables above.
    """
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        if stop := boundary["stop"]:
            before = text[max(start, boundary.start() - 12) : boundary.start()]
            if stop == "." and _LIST_MARK.fullmatch(text, start, boundary.start()):
                continue
            if stop == "." and boundary["glued"] is None and _NO_STOP.search(before):
                opens = _OPENER.match(text, boundary.end())
                if not (opens and _ENDS_ANYWAY.search(before)):
                    continue
            end = boundary.end("close")
        else:
            end = boundary.start()
        if span := _trimmed(text, start, end):
            yield span
        start = boundary.end()
    if span := _trimmed(text, start, len(text)):
        yield span


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def sentences(facts: pl.DataFrame, concepts: list[str] = TEXT_CONCEPTS) -> pl.DataFrame:
    """`FactFrame` to `SentenceFrame`: the text blocks of each filing as sentences in reading order.

    Only facts of the named concepts count; equal facts of one context are read once. Where a block stands
    inside another (white space apart), the outer one is read. With the whole item the sentences stand in its
    order, and then those that were tagged elsewhere; one that a tag covers whole names the tag's fact and its
    offsets there, any other the item's.
    """
    blocks = (
        facts.filter(
            pl.col("concept").is_in(concepts) & (pl.col("value").str.len_chars() > 0) & ~pl.col("is_nil")
        )
        .with_columns(place=pl.col("concept").replace_strict(_READING_ORDER, return_dtype=pl.Int32))
        .unique(["accession_number", "concept", "value"], keep="first", maintain_order=True)
        .sort(["accession_number", "place", "period_end", "dimensions", "ordinal"], maintain_order=True)
        .select("accession_number", "concept", "ordinal", "value")
    )
    columns = _Columns()
    for accession_number, filing in groupby(blocks.iter_rows(), key=itemgetter(0)):
        columns.add(accession_number, [(row[1], row[2], folded(row[3])) for row in filing])
    return columns.frame()


class _Columns:
    """`SentenceFrame` while it grows: a list per column, and each distinct list of concepts once."""

    def __init__(self) -> None:
        self.sets: dict[tuple[str, ...], int] = {}
        self.accessions: list[str] = []
        self.rows: list[list[Any]] = [[], [], [], [], [], [], []]

    def add(self, accession_number: str, blocks: list[Block]) -> None:
        """Append the sentences of one filing."""
        found = _with_item(blocks)
        self.accessions += [accession_number] * len(found)
        numbers, concepts, ordinals, starts, ends, sets, texts = self.rows
        numbers += range(len(found))
        for concept, ordinal, start, end, names, text in found:
            concepts.append(concept)
            ordinals.append(ordinal)
            starts.append(start)
            ends.append(end)
            sets.append(self.sets.setdefault(tuple(names), len(self.sets)))
            texts.append(text)

    def frame(self) -> pl.DataFrame:
        """What has been added."""
        values = dict(zip(SENTENCE_SCHEMA, [self.accessions, *self.rows], strict=True))
        distinct = pl.Series([list(names) for names in self.sets], dtype=pl.List(pl.String))
        values["concepts"] = distinct.gather(values["concepts"])  # type: ignore[assignment]
        return pl.DataFrame(values, schema=SENTENCE_SCHEMA)


def _one_line(value: str) -> str:
    """`value` on one line with single spaces; printable text without two spaces in a row is that already."""
    if value.isprintable() and "  " not in value and value[0] != " " and value[-1] != " ":
        return value
    return " ".join(value.split())


def _hosts(lines: list[str]) -> tuple[list[int], dict[int, list[tuple[int, int]]]]:
    """The blocks that stand in no other, and of each the blocks inside it with their place in the folded text."""
    outer: list[int] = []
    inner: dict[int, list[tuple[int, int]]] = {}
    for block in sorted(range(len(lines)), key=lambda b: -len(lines[b])):
        for host in outer:
            at = lines[host].find(lines[block])
            if at >= 0:
                inner.setdefault(host, []).append((block, at))
                break
        else:
            outer.append(block)
    return sorted(outer), inner


def _filing(blocks: list[Block]) -> list[Sentence]:
    """The sentences of one filing's blocks: concept, ordinal, start, end, concepts, text."""
    lines = [_one_line(value.text) for _, _, value in blocks]
    outer, inner = _hosts(lines)
    found: list[Sentence] = []
    seen: dict[str, list[str]] = {}
    for block in outer:
        concept, ordinal, value = blocks[block]
        written = value.text
        spans = list(split_sentences(written))
        clean = written is lines[block]
        texts = [
            written[start:end] if clean else " ".join(written[start:end].split()) for start, end in spans
        ]
        covering: list[list[str]] = [[concept] for _ in spans]
        if block in inner:
            starts = _folded_starts(spans, texts)
            for small, at in inner[block]:
                first = max(bisect_right(starts, at) - 1, 0)
                last = bisect_right(starts, at + len(lines[small]) - 1)
                for names in covering[first:last]:
                    if blocks[small][0] not in names:
                        names.append(blocks[small][0])
        for span, text, names in zip(spans, texts, covering, strict=True):
            if text in seen:
                seen[text].extend(name for name in names if name not in seen[text])
                continue
            seen[text] = names
            found.append((concept, ordinal, *value.filed(*span), names, text))
    return found


def _folded_starts(spans: list[tuple[int, int]], texts: list[str]) -> list[int]:
    """Where each sentence begins in the folded text: only white space stands between two sentences."""
    starts = [0]
    for (_, end), (start, _), text in zip(spans, spans[1:], texts, strict=False):
        starts.append(starts[-1] + len(text) + (start > end))
    return starts


def _with_item(blocks: list[Block]) -> list[Sentence]:
    """The sentences of one filing's blocks, of which the whole item may be one."""
    item = next((block for block in blocks if block[0] in ITEM_CONCEPTS), None)
    tags = [block for block in blocks if block[0] not in ITEM_CONCEPTS]
    if item is None or not tags:
        return _filing(blocks)
    return _Item(item).sentences(tags)


class _Item:
    """A whole item as sentences, and which tags cover each: places are counted without white space, which tags and
    item may fold otherwise."""

    def __init__(self, item: Block) -> None:
        self.concept, self.ordinal, self.value = item
        written = self.value.text
        self.spans = list(split_sentences(written))
        squeezed = ["".join(written[start:end].split()) for start, end in self.spans]
        self.whole = "".join(squeezed)
        self.starts = [0, *accumulate(map(len, squeezed))]
        self.places: dict[str, list[int]] = {}
        self.covering: list[list[tuple[Block, int | None]]] = [[] for _ in self.spans]
        """Of each sentence the tags over it: with the sentence's place in the tag, or None where a part of it is
        tagged."""

    def sentences(self, tags: list[Block]) -> list[Sentence]:
        """The item's sentences in their order, then those of tags that stand elsewhere."""
        elsewhere: list[Block] = []
        # The longest tag first: a sentence under several is that one's.
        for tag in sorted(tags, key=lambda tag: -len(tag[2].text)):
            if not self._cover(tag, "".join(tag[2].text.split()), 0):
                elsewhere.append(tag)
        apart = self._pieces(elsewhere)
        found: list[Sentence] = []
        seen: dict[str, list[str]] = {}
        for at, (start, end) in enumerate(self.spans):
            text = " ".join(self.value.text[start:end].split())
            _once(found, seen, self._placed(at, start, end, text))
        for row in apart:
            _once(found, seen, row)
        return found

    def _cover(self, tag: Block, squeezed: str, within: int) -> bool:
        """Note which sentences a tag, or the part of one that begins `within` it, covers; whether it stands here."""
        at = self.whole.find(squeezed) if squeezed else 0
        if at < 0:
            return False
        end = at + len(squeezed)
        first = max(bisect_right(self.starts, at) - 1, 0)
        for number in range(first, bisect_left(self.starts, end)):
            covers = at <= self.starts[number] and self.starts[number + 1] <= end
            self.covering[number].append((tag, self.starts[number] - at + within if covers else None))
        return True

    def _pieces(self, tags: list[Block]) -> list[Sentence]:
        """The sentences of tags that do not stand in the item as one: those that it does not hold."""
        apart: list[Sentence] = []
        for tag in tags:
            concept, ordinal, value = tag
            within = 0
            for start, end in split_sentences(value.text):
                squeezed = "".join(value.text[start:end].split())
                if not self._cover(tag, squeezed, within):
                    text = " ".join(value.text[start:end].split())
                    apart.append((concept, ordinal, *value.filed(start, end), [concept], text))
                within += len(squeezed)
        return apart

    def _placed(self, number: int, start: int, end: int, text: str) -> Sentence:
        covering = self.covering[number]
        names = list(dict.fromkeys(tag[0] for tag, _ in covering))
        for (concept, ordinal, value), at in covering:
            if at is not None:
                seen = self._seen(value.text)
                last = at + self.starts[number + 1] - self.starts[number] - 1
                span = value.filed(seen[at], seen[last] + 1)
                concepts = [concept, *(name for name in names if name != concept)]
                return concept, ordinal, *span, concepts, text
        return self.concept, self.ordinal, *self.value.filed(start, end), [self.concept, *names], text

    def _seen(self, value: str) -> list[int]:
        """The places of a tag's characters, white space apart."""
        if value not in self.places:
            self.places[value] = [place for place, one in enumerate(value) if not one.isspace()]
        return self.places[value]


def _once(found: list[Sentence], seen: dict[str, list[str]], row: Sentence) -> None:
    """Add a sentence, or where it was read before, its concepts."""
    names, text = row[4], row[5]
    if text in seen:
        seen[text].extend(name for name in names if name not in seen[text])
    else:
        seen[text] = names
        found.append(row)
