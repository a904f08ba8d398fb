"""What a page repeats and no section says: page numbers, running heads, footers, links back to the contents.

Known by where they stand (at the edge of a page), by recurring, or by their shape. Not here: lines themselves
(`section_lines.py`), what is a heading (`section_headings.py`).
"""

import re
from collections import Counter
from dataclasses import replace

from pipelines.facts.section_lines import ENDS, MAX_HEADING, Line

EDGE_LINES = 3
"""How far from a page's edge its header and footer reach, in lines."""

_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—|\s]*(?:(?P<number>\d{1,3})|\d{2,3}\.|[ivxl]{1,6}|[A-Z]-\d{1,3})(?:\s+of\s+\d{1,3})?[-–—|\s]*$",
    re.IGNORECASE,
)
_RETURN_LINK = re.compile(
    r"^(?:(?:back|return|go)\s+to\s+)?(?:table of contents|index|contents|top)(?:\s*\d{1,3})?$"
    r"|^table of contents\b.{0,60}$|^index to (?:consolidated )?financial statements(?:\s*\d{1,3})?$"
    r"|^[-_=*~\u2013\u2014\s]{3,}$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_FIGURE = re.compile(r"(?:^\W*|\W)\d{1,3}\W*$|^\W*\d{1,3}\b")
_REPEATED = 6
"""How often a line with a page number in it, figures apart, must recur to be a page's header or footer."""
_STANDING = 15
"""How often a line without any figure must recur for that."""
_AT_EDGES = 3
"""How often a line must recur at the edges of pages for that."""
_GAP = 4
"""Fewest lines between the numbers of two pages; in a table numbers stand closer."""

_SUFFIX = (
    r"(?:Inc|Incorporated|Corp|Corporation|Co|Ltd|Limited|LLC|L\.L\.C|L\.?P|P\.?L\.?C|N\.V|S\.A|Bancorp)\b\.?"
)
_COMPANY = re.compile(r"\b(?:Inc|Corp|Co|Ltd|L\.P|N\.V|S\.A)\.$")
_NAME = re.compile(
    rf"^[A-Z0-9][^.!?:;•]{{0,60}}?\s{_SUFFIX}(?:,? (?:and|&) (?:its )?subsidiaries)?(?:\W*\d{{1,3}})?$",
    re.IGNORECASE,
)
_TITLE_OF_REPORT = re.compile(
    r"\b(?:annual report(?: on)?|form (?:10-?KT?|20-?F|8-?K)(?:/A)?)\b", re.IGNORECASE
)
_SMALL = frozenset(["of", "and", "on", "the", "for", "to", "in", "a", "an"])
_YEAR = r"(?:19|20)\d\d"
_REPORT_ALONE = re.compile(
    rf"^(?:{_YEAR}\s+)?(?:annual report(?: on)?|form (?:10-?KT?|20-?F))+(?:\s*(?:for\s+)?{_YEAR})?$",
    re.IGNORECASE,
)


def without_furniture(lines: list[Line]) -> list[Line]:
    """A document's lines without page numbers, links back to the contents, and headers and footers that recur.

    A heading of an item stays, however often it recurs: which of them is one is for the section's reader. The
    line after something that was taken out begins a page (`Line.edge`)."""
    short = [len(line.text) <= MAX_HEADING for line in lines]
    shapes = Counter(
        _DIGITS.sub("#", line.text) for line, is_short in zip(lines, short, strict=True) if is_short
    )
    near = edge_distances(lines)
    at_edges = Counter(
        _DIGITS.sub("#", line.text)
        for line, is_short, distance in zip(lines, short, near, strict=True)
        if is_short and distance < EDGE_LINES
    )
    numbers = _page_numbers(lines)
    gone = set()
    for at, line in enumerate(lines):
        if at in numbers or _RETURN_LINK.match(line.text):
            gone.add(at)
        elif not _PAGE_NUMBER.match(line.text):
            shape = _DIGITS.sub("#", line.text)
            if _recurs(line, shape, shapes[shape], at_edges[shape] if near[at] < EDGE_LINES else 0):
                gone.add(at)
    return taken_out(lines, gone)


def taken_out(lines: list[Line], gone: set[int]) -> list[Line]:
    """The lines but for those numbered; the next one after them stands at an edge."""
    kept: list[Line] = []
    edge = False
    for at, line in enumerate(lines):
        if at in gone:
            edge = True
        else:
            kept.append(replace(line, edge=True) if edge else line)
            edge = False
    return kept


def edge_distances(lines: list[Line]) -> list[int]:
    """How many lines stand between each line and the nearest edge of a page."""
    far = len(lines) + EDGE_LINES
    distances = [far] * len(lines)
    since = far
    for at, line in enumerate(lines):
        since = 0 if line.edge else since + 1
        distances[at] = since
    until = far
    for at in range(len(lines) - 1, -1, -1):
        distances[at] = min(distances[at], until)
        until = 0 if lines[at].edge else until + 1
    return distances


def is_furniture(line: Line) -> bool:
    """Whether a line inside a section can be nothing but a page's header or footer, though it stands there once:
    the report's title with a page number or a year, or the company's name alone."""
    text = line.matching
    if len(text) > MAX_HEADING or (line.look and not line.capitals) or text[:1].islower():
        return False
    words = re.findall(r"[A-Za-z][\w'&-]*", text)
    titled = all(word[0].isupper() or word in _SMALL for word in words)
    if _REPORT_ALONE.match(text):
        return True
    if titled and _TITLE_OF_REPORT.search(text) and (_FIGURE.search(text) or not ENDS.search(text)):
        return True
    return bool(titled and _NAME.match(text))


def _recurs(line: Line, shape: str, count: int, at_edges: int) -> bool:
    """Whether a line is a header or footer, by how often its like is there."""
    if line.matching[:5].lower() == "item " or "$" in shape:
        return False
    if ENDS.search(line.text) and not _COMPANY.search(line.text):
        return False
    numbered = shape != line.text and bool(_FIGURE.search(line.text))
    return count >= (_REPEATED if numbered else _STANDING) or (at_edges >= _AT_EDGES and not line.cell)


def _page_numbers(lines: list[Line]) -> set[int]:
    """The lines that are nothing but a page's number.

    At an edge the nearest number is the page's; elsewhere one that counts on from those before and after it;
    and in a document that marks no edges one that stands in no table."""
    bare = {at: match for at, line in enumerate(lines) if (match := _PAGE_NUMBER.match(line.text))}
    edges = [at for at, line in enumerate(lines) if line.edge]
    found = set()
    for edge in [*edges, len(lines)] if edges else []:
        before = [at for at in range(edge - 1, max(edge - 1 - EDGE_LINES, -1), -1) if at in bare]
        after = [at for at in range(edge, min(edge + EDGE_LINES, len(lines))) if at in bare]
        found.update(before[:1] or after[:1])
    places: dict[int, list[int]] = {}
    for at, match in bare.items():
        if match["number"]:
            places.setdefault(int(match["number"]), []).append(at)
    for at, match in bare.items():
        number = int(match["number"] or 0)
        alone = not lines[at].cell and (not edges or _interrupts(lines, at))
        if alone or (number and _counts_on(places, number, at)):
            found.add(at)
    return found


def _counts_on(places: dict[int, list[int]], number: int, at: int) -> bool:
    """Whether the number before and the number after it stand before and after it, each a good way off."""
    before, after = places.get(number - 1), places.get(number + 1)
    return bool(before and after and before[0] < at - _GAP and after[-1] > at + _GAP)


def _interrupts(lines: list[Line], at: int) -> bool:
    """Whether a line stands in the middle of a sentence."""
    if not 0 < at < len(lines) - 1:
        return False
    return lines[at + 1].text[0].islower() and not ENDS.search(lines[at - 1].text[-4:])
