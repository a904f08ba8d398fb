"""Read an R page: the disclosure as EDGAR's renderer shows it, in HTML or as text taken from it.

In HTML a row is known by the element id in its `defref_…` link, never by its label; as text the label is all
there is. A page names no accession number and no taxonomy year. Finding the page of a filing is `edgar/`'s.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from lxml import etree

from pipelines.errors import DocumentError
from pipelines.facts.concepts import ANNUAL, FLAGS, INCIDENT
from pipelines.facts.markup import decode, element_text, local_name, parse_html
from pipelines.facts.model import fact_frame, number_equal_facts
from pipelines.facts.page_heading import KIND, LENGTH, Column, date_of, read_columns
from pipelines.facts.text import normalise

PSEUDO_ACCESSION_NUMBER = "0000000000-00-000000"
"""Stands for the accession number of a lone file: the frame's key needs one, and no filing has this one (EDGAR
numbers begin with the filer agent's CIK, which is never 0)."""

_REFERENCE = re.compile(r"defref_(?P<prefix>[A-Za-z][\w.-]*?)_(?P<name>[^'\"\s,)]+)")
_MEMBER = re.compile(r"(?:[\w.-]+?_)?(?P<axis>\w+)=(?:[\w.-]+?_)?(?P<member>[\w.-]+)")
_WORDS = re.compile(r"[^a-z0-9\[\]]+")


@dataclass
class Cell:
    """One value of a page: `span` holds its byte offsets, None where they are not known."""

    concept: str
    column: Column
    members: list[str]
    value: str
    span: tuple[int, int] | None = None


def read_page(
    data: bytes,
    *,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> pl.DataFrame:
    """An R page (HTML or text) as `FactFrame` rows, source `page`; no row where it shows nothing of `cyd`.

    A page gives a period's length in whole months, so that of a 52-week year starts a day or two off. A
    heading names members by label: `dimensions` then holds `=<label>`. `taxonomy` is null: a page shows the
    prefix only. Raises DocumentError where the page is no R page or names no period.
    """
    text = decode(data)
    is_html = re.search(r"<table\b|<html\b|<body\b", text[:20_000], re.IGNORECASE) is not None
    cells = list(_html_cells(text, data) if is_html else _text_cells(data))
    digest = hashlib.sha256(data).hexdigest()
    rows = [_row(cell, data) for cell in cells]
    common = {
        "accession_number": accession_number or PSEUDO_ACCESSION_NUMBER,
        "cik": cik,
        "source": "page",
        "document": document,
        "document_sha256": digest,
        "ordinal": 0,
        "is_nil": False,
    }
    return number_equal_facts(fact_frame(common | row for row in rows))


def _row(cell: Cell, data: bytes) -> dict[str, Any]:
    flag = {"true": True, "false": False}.get(cell.value.lower()) if cell.concept in FLAGS else None
    start, end = cell.span or (None, None)
    return {
        "concept": cell.concept,
        "period_start": cell.column.start,
        "period_end": cell.column.end,
        "dimensions": ";".join(sorted({*cell.column.members, *cell.members})),
        "value": cell.value if flag is None else str(flag).lower(),
        "flag": flag,
        "start": start,
        "end": end,
        "markup_sha256": hashlib.sha256(data[start:end]).hexdigest() if cell.span else None,
    }


# HTML


def _html_cells(text: str, data: bytes) -> Iterator[Cell]:
    root = parse_html(text)
    tables = [table for table in root.iter("table") if "report" in (table.get("class") or "").split()]
    if not tables:
        raise DocumentError("The page holds no report table: it is no R page")
    rows = list(_own_rows(tables[0]))
    if not any(found["prefix"] == "cyd" for row in rows if (found := _reference(row))):
        return
    columns = _html_columns(rows)
    spans = _Spans(data)
    members: list[str] = []
    for row in rows:
        found = _reference(row)
        if found is None:
            continue
        if "=" in found["name"]:
            pairs = _MEMBER.finditer(f"{found['prefix']}_{found['name']}")
            members = [f"{pair['axis']}={pair['member']}" for pair in pairs]
        elif found["prefix"] == "cyd":
            yield from _row_cells(row, found["name"], columns, members, spans)


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local_name(child.tag)
        if name == "tr":
            yield child
        elif name in ("tbody", "thead"):
            yield from (row for row in child if local_name(row.tag) == "tr")


def _reference(row: etree._Element) -> re.Match[str] | None:
    """The `defref_…` id of a row: in its first cell, on the link's `onclick` or as an `id`."""
    if not len(row) or local_name(row[0].tag) not in ("td", "th"):
        return None
    for node in row[0].iter():
        for name in ("onclick", "id", "href"):
            if found := _REFERENCE.search(node.get(name) or ""):
                return found
    return _REFERENCE.search(row.get("id") or "")


def _row_cells(
    row: etree._Element, concept: str, columns: list[Column], members: list[str], spans: "_Spans"
) -> Iterator[Cell]:
    at = -1
    place = spans.row(concept)
    for number, node in enumerate(cell for cell in row if local_name(cell.tag) == "td"):
        width = _span(node, "colspan")
        if number and at < len(columns) and "fn" not in (node.get("class") or "").split():
            value = element_text(node)
            if value:
                yield Cell(concept, columns[at], members, value, spans.cell(place, number))
        at += width if number else 1
        if at >= len(columns):
            return


def _html_columns(rows: list[etree._Element]) -> list[Column]:
    """The heading's rows as a grid: a cell above several dates (colspan) belongs to each of them."""
    grid: list[dict[int, list[str]]] = []
    reaching: dict[int, int] = {}
    for row in rows:
        heads = [cell for cell in row if local_name(cell.tag) == "th"]
        if not heads or len(heads) != len(row):
            break
        line: dict[int, list[str]] = {}
        column = 0
        for head in heads:
            while reaching.get(column, 0) > 0:
                column += 1
            title = "tl" in (head.get("class") or "").split()
            lines = [] if title else [text for text in element_text(head).split("\n") if text]
            for covered in range(column, column + _span(head, "colspan")):
                line[covered] = lines
                reaching[covered] = _span(head, "rowspan")
            column += _span(head, "colspan")
        grid.append(line)
        reaching = {covered: rest - 1 for covered, rest in reaching.items() if rest > 1}
    width = max((max(line, default=0) for line in grid), default=0)
    headings = [[text for line in grid for text in line.get(column, [])] for column in range(1, width + 1)]
    if not headings:
        raise DocumentError("The page has no heading that names a period")
    return read_columns(_with_footnote_columns(headings))


def _with_footnote_columns(headings: list[list[str]]) -> list[list[str]]:
    """A heading that is only a footnote's mark stands over the column to its left."""
    whole: list[list[str]] = []
    for lines in headings:
        bare = not [line for line in lines if not re.fullmatch(r"\[\d+\]", line)]
        whole.append(whole[-1] if bare and whole else lines)
    return whole


def _span(node: etree._Element, name: str) -> int:
    value = node.get(name) or "1"
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() and len(value) < 5 else 1  # noqa: PLR2004


class _Spans:
    """Byte offsets of a page's cells, found by one pass over its tags in the order of its rows."""

    _TAG = re.compile(rb"<(/?)(td|table)\b", re.IGNORECASE)

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.found: dict[int, list[tuple[int, int]]] = {}

    def row(self, concept: str) -> int:
        """The offset of a row's link; rows are asked for in document order. -1 where it is not found."""
        at = self.data.find(b"defref_cyd_" + concept.encode("utf-8", "replace"), self.at)
        if at >= 0:
            self.at = at + 1
        return at

    def cell(self, row: int, number: int) -> tuple[int, int] | None:
        """Offsets of the `number`-th cell after the one that holds the link at `row`."""
        if row < 0:
            return None
        if row not in self.found:
            self.found = {row: list(self._cells(row))}
        cells = self.found[row]
        return cells[number - 1] if number <= len(cells) else None

    def _cells(self, row: int) -> Iterator[tuple[int, int]]:
        depth, tables, start = 1, 0, 0
        for tag in self._TAG.finditer(self.data, row):
            closing, name = tag[1] == b"/", tag[2].lower()
            if name == b"table":
                tables += -1 if closing else 1
                if tables < 0:
                    return
            elif tables == 0:
                depth += -1 if closing else 1
                if not closing and depth == 1:
                    if b"</tr" in self.data[self.last : tag.start()].lower():
                        return
                    start = tag.start()
                elif closing and depth == 0 and start:
                    end = self.data.find(b">", tag.end()) + 1
                    yield start, end
                self.last = tag.end()

    last = 0


# Text


@dataclass
class _Block:
    """A cell of a page as text: the lines from one `|` to the next, with its byte offsets."""

    lines: list[str]
    start: int
    end: int

    @property
    def text(self) -> str:
        return normalise("\n".join(self.lines))


def _text_cells(data: bytes) -> Iterator[Cell]:
    blocks = list(_blocks(data))
    first = next((number for number, block in enumerate(blocks) if _label_kind(block)), len(blocks))
    if first == len(blocks):
        raise DocumentError("The text holds no row of an R page")
    headings = [[line for line in block.text.split("\n") if line] for block in blocks[:first]]
    dated = [lines for lines in headings if any(date_of(line) or LENGTH.match(line) for line in lines)]
    columns = read_columns(_joined(dated))
    if not columns:
        raise DocumentError("The page's heading names no period")
    timings = sum(_key(block.text) == _TIMING for block in blocks)
    seen = {_TIMING: int(timings == 1)}
    members: list[str] = []
    label: _Block | None = None
    values: list[_Block] = []
    for block in [*blocks[first:], _Block(["X", "- "], 0, 0)]:
        kind = _label_kind(block)
        if kind is None and not _is_panel(block):
            values.append(block)
            continue
        if label is not None:
            yield from _labelled(label, values, columns, members, seen)
        if _is_panel(block):
            return
        if kind in ("member", "domain"):
            members = [f"={KIND.sub('', block.text).strip()}"]
        label, values = (block if kind in ("text block", "flag") else None), []


def _joined(headings: list[list[str]]) -> list[list[str]]:
    """Headings of which one gives the length and the next the date, as one."""
    joined: list[list[str]] = []
    waiting: list[str] = []
    for lines in headings:
        if any(date_of(line) for line in lines):
            joined.append([*waiting, *lines])
            waiting = []
        else:
            waiting = lines
    return joined


def _blocks(data: bytes) -> Iterator[_Block]:
    at = 0
    block: _Block | None = None
    for raw in data.splitlines(keepends=True):
        line = decode(raw).rstrip("\r\n")
        if line.startswith("|") or block is None:
            if block is not None:
                yield block
            block = _Block([], at, at)
            line = line.removeprefix("|")
        block.lines.append(line)
        at += len(raw)
        block.end = at
    if block is not None:
        yield block


def _label_kind(block: _Block) -> str | None:
    """What a one-line cell ends with in brackets ("text block", "flag", "member", …); None: no label."""
    lines = [line for line in block.lines if line.strip()]
    found = KIND.search(lines[0]) if len(lines) == 1 else None
    return found["kind"].lower() if found else None


def _is_panel(block: _Block) -> bool:
    """Whether a cell opens the definitions that stand folded away at the end of a page."""
    lines = [line.strip() for line in block.lines if line.strip()]
    return len(lines) > 1 and lines[0] == "X" and lines[1][:1] in ("-", "+")


def _labelled(
    label: _Block, values: list[_Block], columns: list[Column], members: list[str], seen: dict[str, int]
) -> Iterator[Cell]:
    """The values of one labelled row. A block's own text may hold cells: those beyond the last column belong
    to the last value."""
    key = _key(label.text)
    names = _BY_LABEL.get(key, ())
    if not names:
        return
    place = seen.get(key, 0)
    seen[key] = place + 1
    concept = names[min(place, len(names) - 1)]
    for number, column in enumerate(columns):
        own = values[number : number + 1] if number < len(columns) - 1 else values[number:]
        if value := normalise("\n".join(block.text for block in own)):
            yield Cell(concept, column, members, value, (own[0].start, own[-1].end))


def _key(label: str) -> str:
    return _WORDS.sub(" ", label.lower()).strip()


_BY_LABEL: dict[str, tuple[str, ...]] = {}
for _concept in (*ANNUAL, *INCIDENT):
    _BY_LABEL[_key(_concept.label)] = (_concept.name,)
_TIMING = _key("Material Cybersecurity Incident Timing [Text Block]")
_BY_LABEL[_TIMING] = (
    "MaterialCybersecurityIncidentScopeTextBlock",
    "MaterialCybersecurityIncidentTimingTextBlock",
)
"""The 2024 taxonomy labels the Scope element "Timing"; Scope stands first in the taxonomy's presentation, so
of two rows of that label the first is Scope. One alone is read as what it says: see `_text_cells`."""
