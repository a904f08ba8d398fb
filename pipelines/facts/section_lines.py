"""A filing as lines that know how they look (bold, italic, underlined, capitals) and where they stand (at the edge
of a page, in a table). Not here: which line begins an item (`section_headings.py`), what every page repeats
(`section_furniture.py`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from pipelines.facts.markup import collect, decode, local_name, parse_html, resolve
from pipelines.facts.text import normalise, plain

MAX_HEADING = 160
"""Longest line that is taken for a heading, in characters."""

_ON = {"bold": "\ufdd0", "italic": "\ufdd2", "underline": "\ufdd4"}
_OFF = {"bold": "\ufdd1", "italic": "\ufdd3", "underline": "\ufdd5"}
_MARKS = re.compile("[\ufdd0-\ufdd5]")
_TAGS = {
    "b": "bold", "strong": "bold", "h1": "bold", "h2": "bold", "h3": "bold", "h4": "bold", "h5": "bold", "h6": "bold",
    "i": "italic", "em": "italic", "u": "underline",
}  # fmt: skip
_STYLES = (
    ("bold", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font\s*:[^;]*\bbold\b", re.IGNORECASE)),
    ("italic", re.compile(r"font-style\s*:\s*(?:italic|oblique)|font\s*:[^;]*\bitalic\b", re.IGNORECASE)),
    ("underline", re.compile(r"text-decoration[\w-]*\s*:\s*[^;]*underline", re.IGNORECASE)),
)
_IS_MARKUP = re.compile(r"<(?:html|body|div|p|table|font|span|document|center|br)\b", re.IGNORECASE)
_CONTROLS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ENDS = re.compile(r"""[.!?:;]["'”’)\]]*$""")
"""How a line ends that ends a sentence."""
_EDGE, _CELL = "\ufdd6", "\ufdd7"
"""Marks in the text for a page's edge and a table's cell."""
_BREAK = re.compile(
    r"(?:^|;)\s*(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:\b(?:a|an|the|of|to|in|on|by|for|and|or|with|from|at|as|our|its|their|this|these|that|is|are|was|were"
    r"|has|have|be|been|which|who|not|will|may)|,)$",
    re.IGNORECASE,
)
"""How a line ends that the next one goes on with, even where that begins with a capital."""
_OPENS_LIST = re.compile(r"^(?:[•●▪◦■‣▸►○·*–—-]|\(?[a-zA-Z0-9]{1,3}[.)])\s*")
_PROSE = 40
"""Fewest characters of a line that is prose and no heading, where nothing else tells."""
_LISTED = re.compile(r"; (?:and|or)$")
"""How an entry of a list ends before the last one."""
_ITEM_LINE = re.compile(
    r"(?P<before>(?<![^\n])[^\n]*)\n(?P<line>[ \t]*ITEMS?[ \t]+\d{1,2}[^\n]*)(?=\n[ \t]*(?P<after>[^\n]?)|$)",
    re.IGNORECASE,
)
_CELL_NODES = 50
"""How many elements of a cell are looked at for its first words."""
_SHORT_WORD = 4
"""Letters of the shortest word that a title writes with a capital."""


@dataclass(frozen=True)
class Line:
    """One line of a document: its text, how the whole of it looks, whether it is in capitals, whether a page
    begins with it (`edge`), and whether it is a row of a table (`cell`)."""

    text: str
    look: frozenset[str] = frozenset()
    capitals: bool = False
    edge: bool = False
    cell: bool = False

    @property
    def matching(self) -> str:
        """The text with straight quotes and plain dashes, for patterns."""
        return plain(self.text)

    @property
    def stands_out(self) -> bool:
        """Whether it looks like a heading: short, and set apart by its looks or by capitals."""
        return len(self.text) <= MAX_HEADING and bool(self.look or self.capitals)


def read_lines(data: bytes) -> list[Line]:
    """The lines of a filing, HTML or plain text, in reading order.

    Raises DocumentError as `markup.parse_html` does.
    """
    text = decode(data)
    if _IS_MARKUP.search(text[: 1 << 18]):
        root = parse_html(text)
        parts = resolve(collect(_marked(root), skip_hidden=True)).split("\n")
    else:
        parts = [normalise(" ".join(part.split("\n"))) for part in _paragraphs(text)]
    lines: list[Line] = []
    edge = False
    for part in parts:
        # An edge may stand before, after or within what is one line to the markup.
        for number, piece in enumerate(part.split(_EDGE)):
            edge |= number > 0
            line = _line(piece, edge=edge)
            if line.text:
                lines.append(line)
                edge = False
    return lines


def lines_text(lines: Iterable[Line]) -> str:
    """Lines as one text; a sentence that a page break had cut in two is whole again."""
    text = ""
    last: Line | None = None
    for line in lines:
        joins = last is not None and _joins(last, line)
        text += (" " if joins else "\n" if text else "") + line.text
        last = line
    return normalise(text)


def _joins(last: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if line.look or line.cell or ENDS.search(last.text[-4:]) or _OPENS_LIST.match(line.text):
        return False
    if not line.edge and _LISTED.search(last.text):
        return False
    if line.text[0].islower():
        return True
    ending = last.matching
    if last.stands_out or last.cell:
        return False
    if line.edge and len(ending) >= _PROSE and not line.stands_out:
        return not _LISTED.search(ending)
    return bool(_GOES_ON.search(ending)) and not line.capitals


def _marked(root: etree._Element) -> etree._Element:
    """The tree with marks in its text where looks begin and end, where pages do, and in cells; the tree is this
    module's own."""
    for node in root.iter():
        name = local_name(node.tag)
        if not name:
            continue
        looks = {_TAGS[name]} if name in _TAGS else set()
        style = node.get("style")
        if style:
            looks |= {look for look, pattern in _STYLES if pattern.search(style)}
        for look in looks:
            if len(node):
                node.text = _ON[look] + _legal(node.text)
                node[-1].tail = _legal(node[-1].tail) + _OFF[look]
            else:
                node.text = _ON[look] + _legal(node.text) + _OFF[look]
        if name in ("td", "th"):
            _mark_cell(node)
        if name in ("hr", "page") or (style and "break-" in style):
            _mark_edge(node, name, style or "")
    return root


def _mark_cell(cell: etree._Element) -> None:
    """Mark the first words of a cell: a mark before its first block would make a line of its own."""
    for node in islice(cell.iter(), _CELL_NODES):
        if node.text and node.text.strip():
            node.text = _CELL + _legal(node.text)
            return
        if node is not cell and node.tail and node.tail.strip():
            node.tail = _CELL + _legal(node.tail)
            return


def _mark_edge(node: etree._Element, name: str, style: str) -> None:
    """Mark the page's edge before or after an element; a rule across the page is one."""
    sides = {side.lower() for side in _BREAK.findall(style)}
    if "before" in sides or name in ("hr", "page"):
        node.text = _EDGE + _legal(node.text)
    if "after" in sides and name not in ("hr", "page"):
        node.tail = _EDGE + _legal(node.tail)


def _legal(text: str | None) -> str:
    """Text without control characters: the HTML parser lets them in, but a tree does not take them back."""
    return _CONTROLS.sub("", text or "")


def _line(marked: str, *, edge: bool = False) -> Line:
    """A line and its looks: those that are on over every visible character of it."""
    cell = _CELL in marked
    marked = marked.replace(_CELL, "")
    text = normalise(_MARKS.sub("", marked))
    if not text:
        return Line("")
    letters = [character for character in text if character.isalpha()]
    capitals = len(letters) > 1 and all(character.isupper() for character in letters)
    look = _looks(marked) if len(text) <= MAX_HEADING else frozenset()
    return Line(text, look, capitals, edge, cell)


def _looks(marked: str) -> frozenset[str]:
    found = set()
    for look, on in _ON.items():
        off = _OFF[look]
        outside = re.sub(f"{on}[^{off}]*(?:{off}|$)", "", marked)
        before, closed, after = outside.partition(off)
        if not re.search(r"\w", _MARKS.sub("", after if closed else before)):
            found.add(look)
    return frozenset(found)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of plain text: blank lines part them, and so do a page's edge and a line that opens an item."""
    text = text.replace("\r\n", "\n").replace("\f", f"\n\n{_EDGE}\n\n")
    text = re.sub(r"\n[ \t]*<PAGE>[^\n]*(?=\n)", f"\n\n{_EDGE}\n", text, flags=re.IGNORECASE)
    text = re.sub(r"\n[ \t]*<[^>\n]{1,40}>[ \t]*(?=\n)", "\n", text)
    text = _ITEM_LINE.sub(_parted, text)
    return re.split(r"\n[ \t]*\n\s*", text)


def _parted(match: re.Match[str]) -> str:
    """A line of plain text that opens an item, on its own: unless a sentence runs on into it, or out of it."""
    before, line = match["before"].strip(), match["line"]
    runs_on = (len(before) > _PROSE and not ENDS.search(before)) or bool(_GOES_ON.search(before))
    runs_on = runs_on or (match["after"] or "").islower()
    words = re.findall(r"[A-Za-z][\w'-]+", line)
    titled = all(word[0].isupper() or len(word) < _SHORT_WORD for word in words)
    return match[0] if runs_on or not titled else f"{match['before']}\n\n{line}\n\n"
