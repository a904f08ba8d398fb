"""The rows of an R page as text: the label is all there is to know them by.

Not here: what a row becomes (`page.py`), pages in HTML (`page_html.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.errors import DocumentError
from pipelines.facts.concepts import ANNUAL, INCIDENT
from pipelines.facts.markup import decode
from pipelines.facts.page_heading import KIND, LENGTH, Cell, Column, date_of, read_columns
from pipelines.facts.text import normalise

_WORDS = re.compile(r"[^a-z0-9\[\]]+")


@dataclass
class _Block:
    """A cell of a page as text: the lines from one `|` to the next, with its byte offsets."""

    lines: list[str]
    start: int
    end: int

    @property
    def text(self) -> str:
        return normalise("\n".join(self.lines))


_END = _Block(["X", "- "], 0, 0)


def text_cells(data: bytes, rejected: list[str]) -> Iterator[Cell]:
    """The cells of a page as text that hold values of `cyd`; `rejected` is told where the page may be cut off.

    Raises DocumentError where the text holds no row of a page or names no period.
    """
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
    for block in [*blocks[first:], _END]:
        kind = _label_kind(block)
        if kind is None and not _is_panel(block):
            values.append(block)
            continue
        if label is not None:
            yield from _labelled(label, values, columns, members, seen)
        if block is _END:
            rejected.append("The page ends without EDGAR's definitions: it may be cut off")
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
