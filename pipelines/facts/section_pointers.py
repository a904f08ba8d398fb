"""Where a stub of an item points: to a heading of the same document, or to an exhibit of the filing.

Not here: finding the item itself (`section.py`).
"""

import re
from collections.abc import Iterable

from pipelines.facts.section_lines import Line, lines_text
from pipelines.facts.text import plain

POINTS = re.compile(
    r"\b(?:incorporated (?:herein |in this item )?by reference|refer(?:ence is made)? to|see\b|set forth"
    r"|included (?:in|under)|appear(?:s|ing)? (?:in|under)"
    r"|(?:is|are|be) (?:contained|found|presented|provided|discussed|described|disclosed|included))",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"cyber|information security|data security|information technology|unauthori[sz]ed", re.IGNORECASE
)
TITLES = (
    "Cybersecurity",
    "Cybersecurity Risk Management and Strategy",
    "Cybersecurity Risk Management, Strategy and Governance",
    "Cybersecurity Risk Management, Strategy, and Governance Disclosure",
    "Cybersecurity Disclosure",
)
"""Titles of the section where a report does not number its items: Item 106's own name, whole and in part."""

_QUOTED = re.compile(r"[\"“]([^\"“”]{4,150}?)[.,;]?[\"”]")
_CAPTIONED = re.compile(
    r"(?:caption|heading|section|titled|entitled)s?\s+(?:of\s+)?"
    r"([A-Z][\w'&,-]*(?:\s+(?:[A-Z][\w'&,-]*|and|of|the|for|to|in|-))*)"
)
_EXHIBIT = re.compile(r"\bexhibit\s+(?P<number>\d{1,3}(?:\.\d{1,2})?)", re.IGNORECASE)
_REPORT_TO_HOLDERS = re.compile(
    r"\bannual report to (?:our |the |its )?(?:share|stock|unit)\s?holders\b", re.IGNORECASE
)
ANNUAL_REPORT = "13"
"""The exhibit that an annual report to shareholders is (Regulation S-K, Item 601)."""


def titles_named(body: str) -> Iterable[str]:
    """Titles a pointer names: in quotation marks, or in capitals after "caption", "heading", "section"."""
    seen = set()
    for match in (*_QUOTED.finditer(body), *_CAPTIONED.finditer(body)):
        for part in re.split(r"\s[–—-]+\s", match[1]):
            if (key := _key(part)) and key not in seen:
                seen.add(key)
                yield part


def names_a_title(body: str) -> bool:
    """Whether a text quotes anything that may be a title."""
    return bool(_QUOTED.search(body))


def exhibit_named(body: str) -> str | None:
    """The number of the exhibit that a pointer names; that of the annual report to shareholders for its name."""
    text = plain(body)
    if match := _EXHIBIT.search(text):
        return match["number"]
    return ANNUAL_REPORT if _REPORT_TO_HOLDERS.search(text) else None


def titled(lines: list[Line], stops: set[int], title: str, shortest: int) -> tuple[int, int] | None:
    """The longest text under a heading of that title: its first line and the one after its last, which is the next
    heading that looks the same, or one of `stops` (the lines that head items)."""
    wanted = _key(title)
    best: tuple[int, int] | None = None
    longest = shortest - 1
    for number, line in enumerate(lines):
        if _key(line.text) != wanted or not (line.stands_out or number in stops):
            continue
        end = next(
            (
                at
                for at in range(number + 1, len(lines))
                if at in stops or (lines[at].look, lines[at].capitals) == (line.look, line.capitals)
            ),
            len(lines),
        )
        length = len(lines_text(lines[number + 1 : end]))
        if length > longest:
            best, longest = (number, end), length
    return best


def followed(
    lines: list[Line], stops: set[int], titles: Iterable[str], shortest: int, longest: int
) -> list[list[Line]]:
    """The texts under the titles that a pointer names, those that speak of the subject."""
    spans = [span for title in titles if (span := titled(lines, stops, title, shortest))]
    texts = [lines[first:end] for first, end in dict.fromkeys(spans)]
    return [text for text in texts if SUBJECT.search(body := lines_text(text[1:])) and len(body) <= longest]


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", title.lower()).strip()
