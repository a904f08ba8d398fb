"""The rows of an R page in HTML: known by the element id in their `defref_…` link, never by their label.

Not here: what a row becomes (`page.py`), pages as text (`page_text.py`).
"""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator

from lxml import etree

from pipelines.errors import DocumentError
from pipelines.facts.markup import element_text, local_name, parse_html
from pipelines.facts.page_heading import MAX_COLUMNS, Cell, Column, read_columns

_REFERENCE = re.compile(r"defref_(?P<prefix>[A-Za-z][\w.-]*?)_(?P<name>[^'\"\s,)]+)")
_LINK = re.compile(rb"defref_(?:cyd_([^'\"\s,)<>]+))?")
_MEMBER = re.compile(r"(?:[\w.-]+?_)?(?P<axis>\w+)=(?:[\w.-]+?_)?(?P<member>[\w.-]+)")
MAX_HEADING_ROWS = 50


def html_cells(text: str, data: bytes) -> Iterator[Cell]:
    """The cells of a page (its text, and its bytes for the offsets) that hold values of `cyd`.

    Raises DocumentError where the page holds no report table, names no period, or has more columns than any page.
    """
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
            width = _span(head, "colspan")
            if column + width > MAX_COLUMNS or len(grid) >= MAX_HEADING_ROWS:
                raise DocumentError("The page has more columns, or rows of headings, than any page: refused")
            for covered in range(column, column + width):
                line[covered] = lines
                reaching[covered] = _span(head, "rowspan")
            column += width
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
        self.links: list[int] = []
        self.waiting: dict[bytes, deque[int]] = defaultdict(deque)
        for link in _LINK.finditer(data):
            self.links.append(link.start())
            self.waiting[link[1]].append(link.start())
        self.found: dict[int, list[tuple[int, int]]] = {}

    def row(self, concept: str) -> int:
        """The offset of a row's link; rows are asked for in document order. -1 where it is not found."""
        places = self.waiting[concept.encode("utf-8", "replace")]
        while places and places[0] < self.at:
            places.popleft()
        if not places:
            return -1
        self.at = places[0] + 1
        return places[0]

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
        after = bisect_right(self.links, max(self.data.find(b"</td", row), row))
        end_of_row = self.links[after] if after < len(self.links) else len(self.data)
        for tag in self._TAG.finditer(self.data, row, end_of_row):
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
