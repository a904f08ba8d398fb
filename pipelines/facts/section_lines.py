"""A filing as lines that know how they look (bold, italic, underlined, capitals), without what every page
repeats. Not here: which line begins an item (`section_headings.py`)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—|\s]*(?:\d{2,3}\.|\d{1,3}|[ivxl]{1,6}|[A-Z]-\d{1,3})(?:\s+of\s+\d{1,3})?[-–—|\s]*$",
    re.IGNORECASE,
)
_RETURN_LINK = re.compile(
    r"^(?:(?:back|return)\s+to\s+)?(?:table of contents|index|contents)(?:\s*\d{1,3})?$|^table of contents\b.{0,60}$",
    re.IGNORECASE,
)
_CONTROLS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIGITS = re.compile(r"\d+")
_REPEATED = 6
"""How often a line with a page number in it, figures apart, must recur to be a page's header or footer."""
_STANDING = 15
"""How often a line without any figure must recur for that."""
_COMPANY = re.compile(r"\b(?:Inc|Corp|Co|Ltd|L\.P|N\.V|S\.A)\.$")
_ENDS = re.compile(r"""[.!?:;]["'”’)\]]*$""")


@dataclass(frozen=True)
class Line:
    """One line of a document: its text, how the whole of it looks, and whether it is in capitals."""

    text: str
    look: frozenset[str] = frozenset()
    capitals: bool = False

    @property
    def matching(self) -> str:
        """The text with straight quotes and plain dashes, for patterns."""
        return plain(self.text)

    @property
    def stands_out(self) -> bool:
        """Whether it looks like a heading: short, and set apart by its looks or by capitals."""
        return len(self.text) <= MAX_HEADING and bool(self.look or self.capitals)


def read_lines(data: bytes) -> list[Line]:
    """The lines of an untagged filing, HTML or plain text, in reading order and without page furniture.

    Raises DocumentError as `markup.parse_html` does.
    """
    text = decode(data)
    if _IS_MARKUP.search(text[: 1 << 18]):
        root = parse_html(text)
        lines = [_line(marked) for marked in resolve(collect(_marked(root), skip_hidden=True)).split("\n")]
    else:
        lines = [_line(normalise(" ".join(part.split("\n")))) for part in _paragraphs(text)]
    return _without_furniture([line for line in lines if line.text])


def lines_text(lines: Iterable[Line]) -> str:
    """Lines as one text; a sentence that a page break had cut in two is whole again."""
    text = ""
    for line in lines:
        joins = text and line.text[0].islower() and not _ENDS.search(text[-4:]) and not line.look
        text += (" " if joins else "\n" if text else "") + line.text
    return normalise(text)


def _marked(root: etree._Element) -> etree._Element:
    """The tree with marks in its text where looks begin and end; the tree is this module's own."""
    for node in root.iter():
        name = local_name(node.tag)
        if not name:
            continue
        looks = {_TAGS[name]} if name in _TAGS else set()
        if style := node.get("style"):
            looks |= {look for look, pattern in _STYLES if pattern.search(style)}
        for look in looks:
            if len(node):
                node.text = _ON[look] + _legal(node.text)
                node[-1].tail = _legal(node[-1].tail) + _OFF[look]
            else:
                node.text = _ON[look] + _legal(node.text) + _OFF[look]
    return root


def _legal(text: str | None) -> str:
    """Text without control characters: the HTML parser lets them in, but a tree does not take them back."""
    return _CONTROLS.sub("", text or "")


def _line(marked: str) -> Line:
    """A line and its looks: those that are on over every visible character of it."""
    text = normalise(_MARKS.sub("", marked))
    if not text:
        return Line("")
    letters = [character for character in text if character.isalpha()]
    capitals = len(letters) > 1 and all(character.isupper() for character in letters)
    return Line(text, _looks(marked) if len(text) <= MAX_HEADING else frozenset(), capitals)


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
    """Paragraphs of plain text: blank lines part them, and so does a line that opens an item."""
    text = text.replace("\r\n", "\n").replace("\f", "\n\n")
    text = re.sub(r"\n(?=[ \t]*(?:ITEM|Item)[ \t]+\d)", "\n\n", text)
    return re.split(r"\n[ \t]*\n\s*", re.sub(r"\n[ \t]*<[^>\n]{1,40}>[ \t]*(?=\n)", "\n", text))


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Without page numbers, links back to the contents, and headers and footers that recur."""
    shapes = Counter(_DIGITS.sub("#", line.text) for line in lines if len(line.text) <= MAX_HEADING)
    kept = []
    for line in lines:
        shape = _DIGITS.sub("#", line.text)
        numbered = shape != line.text and bool(re.search(r"(?:^\W*|\W)\d{1,3}\W*$|^\W*\d{1,3}\b", line.text))
        recurs = shapes[shape] >= (_REPEATED if numbered else _STANDING)
        item = line.matching[:5].lower() == "item "
        sentence = _ENDS.search(line.text) and not _COMPANY.search(line.text)
        furniture = recurs and not item and not sentence and "$" not in shape
        if not (furniture or _PAGE_NUMBER.match(line.text) or _RETURN_LINK.match(line.text)):
            kept.append(line)
    return kept
