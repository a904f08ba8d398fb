"""Markup (HTML or inline XBRL) to text as a person reads it: blocks as lines, table cells apart, nothing glued.

Every reader that meets markup takes its text from here; what is done to characters afterwards is `text.py`.
Not here: finding facts or sections in a document.
"""

import re
from collections.abc import Sequence

from lxml import etree, html

from pipelines.errors import DocumentError
from pipelines.facts.text import normalise

MAX_BYTES = 256 << 20
"""Largest document read; the largest annual report measured has 60 MB, EDGAR refuses submissions over 200 MB."""

MAX_DEPTH = 2000
"""Deepest nesting read; libxml2 itself stops at 2,048. The deepest real document measured has 30 levels."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    ]
)
"""Elements that begin and end on a line of their own (HTML standard, rendering section)."""

_ROWS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "caption", "page", "document"])
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["script", "style", "head", "title", "noscript", "template", "meta", "link"])

BLOCK, ROW, CELL, PAGE = "\n", "\x1e", "\x1f", "\f"
"""Marks for boundaries while text is collected: a block's edge, a table row's, a cell's, a page's."""

_WHITE = re.compile(r"[ \t\r\n\f\x1e\x1f]{2,}|[\t\r\n\f\x1e\x1f]")
_SPACES = re.compile(r"  +")
_BOUNDARIES = re.compile(r" ?[\n\f\x1e\x1f][ \n\f\x1e\x1f]*")
_HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_INLINE = re.compile(r"(?:^|;)\s*display\s*:\s*inline", re.IGNORECASE)
_PAGE_BREAK = re.compile(
    r"(?:^|;)\s*(?:page-)?break-(?:before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE
)
_GAP_BEFORE = re.compile(r"(?:padding|margin)-left\s*:\s*(?!0)\d*\.?\d", re.IGNORECASE)
_GAP_AFTER = re.compile(r"(?:padding|margin)-right\s*:\s*(?!0)\d*\.?\d", re.IGNORECASE)
_GLUED_BULLET = re.compile(r"^([•●▪◦■‣▸►○\uf0b7\uf0a7])(?=[^\s•●▪◦■‣▸►○])", re.MULTILINE)
_ENDS_PARAGRAPH = re.compile(r"""[.!?:;]["'”’)\]]*$""")

_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""`&#150;` means a dash to every browser, but a control character to an XML parser (HTML standard, table of
numeric references); filings made in the 1990s' habit still hold them."""


_CONTROLS = re.compile("[\x80-\x9f]")


def local_name(tag: object) -> str:
    """The local name of an element's tag in lower case, whatever its namespace or prefix; "" for a comment."""
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def element_text(element: etree._Element, *, skip_hidden: bool = False) -> str:
    """The text inside an element as a person reads it; with `skip_hidden`, without what is not displayed."""
    return resolve(collect(element, skip_hidden=skip_hidden))


def collect(element: etree._Element, *, skip_hidden: bool = False) -> str:
    """The text inside an element with its boundaries still as marks; pieces of it can be joined before
    `resolve` makes lines of them. `ix:exclude` and `ix:header` are left out."""
    if not len(element):
        return _chunk(element.text or "", 0)
    parts: list[str] = []
    preformatted = 0
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event in ("comment", "pi"):
            if node.tail and node is not element:
                parts.append(_chunk(node.tail, preformatted))
            continue
        name = local_name(node.tag)
        style = node.get("style") if node is not element else None
        if event == "start":
            if node is not element and (name in _UNSEEN or _is_left_out(node, name, style, skip_hidden)):
                parts.append(_left_out_mark(node, name))
                walk.skip_subtree()
                # The end event of a skipped element still comes, and brings its tail.
                continue
            if mark := _opening(name, style):
                parts.append(mark)
            preformatted += name == "pre"
            if node.text:
                parts.append(_chunk(node.text, preformatted))
            continue
        if node is element:
            continue
        preformatted -= name == "pre" and preformatted > 0
        if mark := _closing(name, style):
            parts.append(mark)
        if node.tail:
            parts.append(_chunk(node.tail, preformatted))
    return "".join(parts)


def resolve(collected: str) -> str:
    """Collected text as lines: rows and blocks on lines of their own, cells a space apart, a paragraph that
    a page break cut in two whole again; then `normalise`."""
    if collected.isprintable():  # one line, no mark
        text = normalise(collected)
        return text if text.isascii() else _GLUED_BULLET.sub(r"\1 ", text)
    text = normalise(_windows(_BOUNDARIES.sub(_boundary, _SPACES.sub(" ", collected))))
    return text if text.isascii() else _GLUED_BULLET.sub(r"\1 ", text)


def join_pieces(pieces: Sequence[tuple[str, str]]) -> str:
    """Pieces of one fact (`ix:continuation`) as one collected text; each comes with the mark that stands
    between it and the one before: "" where nothing does."""
    return "".join(mark + piece for piece, mark in pieces)


def html_text(markup: str | bytes, *, skip_hidden: bool = False) -> str:
    """HTML, a whole document or a part of one, as a person reads it; text without markup comes out as it is."""
    if isinstance(markup, str) and "<" not in markup:
        return normalise(_GLUED_BULLET.sub(r"\1 ", _windows(markup)))
    return element_text(parse_html(markup), skip_hidden=skip_hidden)


def parse_html(markup: str | bytes) -> etree._Element:
    """The tree of an HTML document or fragment, never reaching for the network.

    Raises DocumentError where it is empty, too large, or nested beyond what the parser bears.
    """
    if len(markup) > MAX_BYTES:
        raise DocumentError(f"The document has more than {MAX_BYTES >> 20} MiB, which no filing has")
    text = decode(markup) if isinstance(markup, bytes) else markup
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_blank_text=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(f"The document cannot be read as HTML: {error}") from error
    if root is None:
        raise DocumentError("The document holds nothing that can be read as HTML")
    if too_deep(parser.error_log):
        raise DocumentError(f"The document is nested more than {MAX_DEPTH} levels deep: refused")
    return root


def too_deep(log: etree._ListErrorLog) -> bool:
    """Whether a parser that recovers stopped at its bound of depth: it gives what came before, as if it were all."""
    last = log.last_error
    return last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


def decode(data: bytes) -> str:
    """Bytes of a document as text: UTF-8 where they are UTF-8, else Windows-1252, which EDGAR's older
    documents are; both read ASCII alike. NUL characters are dropped."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", "")


def _windows(text: str) -> str:
    return text.translate(_WINDOWS) if _CONTROLS.search(text) else text


def _chunk(text: str, preformatted: int) -> str:
    if preformatted:
        return "\n".join(_WHITE.sub(" ", line) for line in text.splitlines(keepends=False)) + (
            "\n" if text.endswith("\n") else ""
        )
    if text.isprintable() and "  " not in text:
        return text  # nothing to fold: most text, and asking costs less than folding
    return _WHITE.sub(" ", text)


def _is_left_out(node: etree._Element, name: str, style: str | None, skip_hidden: bool) -> bool:
    if name == "exclude":
        return True
    if name == "header":
        return "inlineXBRL" in str(node.tag) or ":" in str(node.tag).rpartition("}")[2]
    return bool(skip_hidden and style and _HIDDEN.search(style))


def _left_out_mark(node: etree._Element, name: str) -> str:
    """What stands for an element that is left out: of `ix:exclude` a page's edge where it holds a block (a
    page's footer and header), else a space."""
    if name != "exclude":
        return ""
    blocks = any(local_name(child.tag) in BLOCKS or local_name(child.tag) in _ROWS for child in node.iter())
    return BLOCK + PAGE if blocks else PAGE


def _opening(name: str, style: str | None) -> str:
    if name in _CELLS:
        return CELL
    if name in _ROWS:
        return ROW
    if name == "br":
        return BLOCK
    if name in BLOCKS:
        if style and _PAGE_BREAK.search(style):
            return BLOCK + PAGE
        return " " if style and _INLINE.search(style) else BLOCK
    return " " if style and _GAP_BEFORE.search(style) else ""


def _closing(name: str, style: str | None) -> str:
    if name in _CELLS:
        return CELL
    if name in _ROWS:
        return ROW
    if name in BLOCKS:
        return " " if style and _INLINE.search(style) and not _PAGE_BREAK.search(style) else BLOCK
    return " " if style and _GAP_AFTER.search(style) else ""


def _boundary(match: re.Match[str]) -> str:
    run = match[0]
    if PAGE in run:
        return _page_boundary(match)
    if ROW in run:
        return "\n"
    return " " if CELL in run else "\n"


def _page_boundary(match: re.Match[str]) -> str:
    """A page's edge joins a sentence that runs over it (no stop before, a small letter after) and parts
    paragraphs; within a line it is a space."""
    text, run = match.string, match[0]
    if BLOCK not in run and ROW not in run:
        return " "
    before = text[max(match.start() - 4, 0) : match.start()]
    after = text[match.end() : match.end() + 1]
    return " " if before and after.islower() and not _ENDS_PARAGRAPH.search(before) else "\n"
