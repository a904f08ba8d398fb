"""The document model that every metric reads: a filing's disclosure as sentences, each read once.

Tags overlap: the expertise block stands inside the block on management's role in 61 % of filings, the board
block inside the processes block in 27 %. A block that stands inside another adds its concept to the sentences
it covers; its text is not read again. Not here: what any sentence means.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import dataframely as dy
import polars as pl

from pipelines.facts.concepts import ANNUAL, CONCEPTS
from pipelines.facts.text import plain


class SentenceFrame(dy.Schema):
    """One row per sentence of a filing, in reading order.

    `concept` and `ordinal` name the fact the sentence stands in, `start` and `end` its character offsets in
    that fact's `value`; `concepts` holds every concept whose text covers the sentence or a part of it, `concept`
    first. `text` is for matching: one line, single spaces, straight quotes and plain dashes.
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


SENTENCE_SCHEMA = SentenceFrame.create_empty().schema

_READING_ORDER = {concept.name: place for place, concept in enumerate(CONCEPTS.values())}
TEXT_CONCEPTS = [concept.name for concept in CONCEPTS.values() if concept.kind == "text"]
ANNUAL_TEXT_CONCEPTS = [concept.name for concept in ANNUAL if concept.kind == "text"]

_BOUNDARY = re.compile(
    r"""\n+ | (?P<stop>[.!?])(?P<close>["')\]”’]*)(?:\s+(?=["'(\[“‘]*[A-Z0-9])|(?P<glued>(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])))""",
    re.VERBOSE,
)
"""Where a sentence may end: a line break; a full stop before a capital or digit; or a stop glued to the next
word, as SEC's archives leave it where they deleted a no-break space (".Our")."""

_NO_STOP = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Messrs|Prof|St|Jr|Sr|Hon|Capt|Col|Gen|Lt|Sgt|No|Nos|Item|Sec|Art|vs|cf|al|approx|e\.g|i\.e"
    r"|Inc|Corp|Ltd|Co|LLC|L\.P|N\.A|S\.A|plc|U\.S|U\.K|U\.S\.A|D\.C|Ph\.D|M\.B\.A|B\.S|B\.A|M\.S|Fig|Rev|Dept|Exec)"
    r"|(?:^|[\s(.])[A-Z])$"
)  # fmt: skip
"""What a full stop may follow without ending a sentence: titles, company forms, single initials."""

_ENDS_ANYWAY = re.compile(r"(?:\b(?:Inc|Corp|Ltd|Co|LLC|L\.P|N\.A|S\.A|plc|U\.S|U\.K|U\.S\.A|D\.C|Ph\.D|M\.B\.A|B\.S|B\.A|M\.S))$")
_OPENER = re.compile(r"(?:The|Our|We|In|As|This|These|He|She|It|At|For|To|If|While|Although|Management|Each|Both|His|Her)\b")


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Character offsets (start, end) of each sentence of `text`, without white space at either end.

    Line breaks end a sentence (they end a paragraph or a list item); abbreviations, initials and glued stops
    are told apart by the tables above.
    """
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        if stop := boundary["stop"]:
            before = text[max(start, boundary.start() - 12) : boundary.start()]
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
    inside another (white space apart), the outer one is read.
    """
    blocks = (
        facts.filter(pl.col("concept").is_in(concepts) & (pl.col("value").str.len_chars() > 0) & ~pl.col("is_nil"))
        .with_columns(place=pl.col("concept").replace_strict(_READING_ORDER, return_dtype=pl.Int32))
        .unique(["accession_number", "concept", "value"], keep="first", maintain_order=True)
        .sort(["accession_number", "place", "period_end", "dimensions", "ordinal"], maintain_order=True)
        .select("accession_number", "concept", "ordinal", "value")
    )
    rows: list[tuple[str, int, str, int, int, int, list[str], str]] = []
    for (accession_number,), filing in blocks.group_by("accession_number", maintain_order=True):
        rows.extend(_filing(str(accession_number), list(filing.select("concept", "ordinal", "value").iter_rows())))
    return pl.DataFrame(rows, schema=SENTENCE_SCHEMA, orient="row")


def _filing(
    accession_number: str, blocks: list[tuple[str, int, str]]
) -> Iterator[tuple[str, int, str, int, int, int, list[str], str]]:
    folded = [" ".join(value.split()) for _, _, value in blocks]
    outer: list[int] = []
    inner: list[tuple[int, int, int]] = []
    for block in sorted(range(len(blocks)), key=lambda b: -len(folded[b])):
        for host in outer:
            at = folded[host].find(folded[block])
            if at >= 0:
                inner.append((block, host, at))
                break
        else:
            outer.append(block)
    number = 0
    seen: dict[str, list[str]] = {}
    for block in sorted(outer):
        concept, ordinal, value = blocks[block]
        spans = list(split_sentences(value))
        texts = [plain(" ".join(value[start:end].split())) for start, end in spans]
        covering: list[list[str]] = [[concept] for _ in spans]
        starts = [len(" ".join(value[:start].split())) + (1 if start else 0) for start, _ in spans] if inner else []
        for small, host, at in inner:
            if host == block:
                first = max(bisect_right(starts, at) - 1, 0)
                last = bisect_right(starts, at + len(folded[small]) - 1)
                for names in covering[first:last]:
                    if blocks[small][0] not in names:
                        names.append(blocks[small][0])
        for (start, end), text, names in zip(spans, texts, covering, strict=True):
            if text in seen:
                seen[text].extend(name for name in names if name not in seen[text])
                continue
            seen[text] = names
            yield accession_number, number, concept, ordinal, start, end, names, text
            number += 1
