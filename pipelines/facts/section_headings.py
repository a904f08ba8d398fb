"""Which lines of a filing are headings of items, and of which: the patterns behind `section.py`.

Not here: choosing among several headings of one item.
"""

import re
from dataclasses import dataclass

from pipelines.facts.section_lines import Line

ANNUAL_TITLES: dict[str, str] = {
    "1": r"business|description of business",
    "1A": r"risk factors?",
    "1B": r"unresolved",
    "1C": r"cyber",
    "1D": r"executive officers|information about",
    "2": r"propert|facilit|real estate",
    "3": r"legal|litigation",
    "4": r"mine safety|submission of matters|\W*reserved|\W*removed",
    "5": r"market|registrant",
    "6": r"selected|\W*reserved|\W*removed",
    "7": r"management",
    "7A": r"quantitative",
    "8": r"financial statements|consolidated",
    "9": r"changes? in",
    "9A": r"controls|evaluation|disclosure controls",
    "9B": r"other information",
    "9C": r"disclosure regarding",
    "10": r"directors",
    "11": r"executive compensation",
    "12": r"security ownership",
    "13": r"certain",
    "14": r"principal",
    "15": r"exhibits?",
    "16": r"form 10-k|summary",
}
"""Items of Form 10-K and how their titles begin (the form's instructions, as of 2024)."""

FOREIGN_TITLES: dict[str, str] = {
    "15": r"controls",
    "16A": r"audit committee",
    "16B": r"code of ethics",
    "16C": r"principal",
    "16D": r"exemptions",
    "16E": r"purchases?",
    "16F": r"change",
    "16G": r"corporate governance",
    "16H": r"mine safety",
    "16I": r"disclosure",
    "16J": r"insider",
    "16K": r"cyber",
    "17": r"financial statements",
    "18": r"financial statements",
    "19": r"exhibits?",
}
"""Items of Form 20-F from 15 on."""

CURRENT_TITLES: dict[str, str] = {"1.05": r"material cyber|cyber"}
"""Form 8-K: every other number ends Item 1.05, whatever its title."""

_PART = r"(?:PART\s+(?:I{1,3}|IV)\b\s*[.,:;|/-]*\s*)?"
_NUMBER = r"\d{1,2}\s?\.?\s?\(?[A-L]?\)?(?![A-Za-z0-9])"
_ANNUAL = re.compile(
    rf"^\W*{_PART}ITEMS?\s*(?:NUMBER|NO\.?|\#)?\s*"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|&|AND|THROUGH|TO|/)\s*(?:ITEMS?\s*)?{_NUMBER})*)"
    r"[\s.:;,|()*-]*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"^\W*(?P<numbers>1\s?C|16\s?K)[\s.:;|-]+(?P<title>cyber\s?-?security\b.*)$", re.IGNORECASE | re.DOTALL
)
_CURRENT = re.compile(
    r"^\W*(?:SECTION\s+\d\b.{0,80}?)?ITEMS?\s*(?:NO\.?\s*)?(?P<numbers>\d\s?\.\s?\d{2})\b[\s.:;,|()-]*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r"^\W*PART\s+(?:II|III|IV)\W*$", re.IGNORECASE)
_SIGNATURES = re.compile(r"^\W*SIGNATURES?\W*$|^\W*EXHIBIT INDEX\W*$", re.IGNORECASE)
_LETTERED = re.compile(r"(\d{1,2})(?:\s?\.?\s?\(?([A-L])\)?(?![A-Za-z0-9]))?", re.IGNORECASE)
_PROSE = re.compile(
    r"^\W*(?:[\w'&-]+\W+){1,4}?(?:of|in|above|below|describes?|contains?|includes?|is|are|for)\s+"
    r"(?:this|our|the|a|an|additional|more|further|certain|which|part|form)\b(?!.{0,20}(?:business|registrant|fiscal))",
    re.IGNORECASE,
)
"""A sentence that begins with an item's name ("Item 1A. Risk Factors of this report describes") is no heading."""
_MAX_TITLE = 130


@dataclass(frozen=True)
class Heading:
    """A heading of one or several items ("Items 1B and 1C"); `title` is what follows the numbers in its line."""

    line: int
    items: frozenset[str]
    title: str


def headings(lines: list[Line], form: str) -> list[Heading]:
    """Every line that heads an item, a part, or the signatures (those with no item), in order.

    `form` is the form's family: `10-K`, `20-F` or `8-K`.
    """
    find = _current_heading if form == "8-K" else _annual_heading
    titles = {"10-K": ANNUAL_TITLES, "20-F": FOREIGN_TITLES, "8-K": CURRENT_TITLES}[form]
    found = []
    for number, line in enumerate(lines):
        text = line.matching[:400]
        if _PARTS.match(text) or _SIGNATURES.match(text):
            found.append(Heading(number, frozenset(), text))
        elif heading := find(number, line, text, titles):
            found.append(heading)
    return found


def _annual_heading(number: int, line: Line, text: str, titles: dict[str, str]) -> Heading | None:
    match = _ANNUAL.match(text) or _BARE.match(text)
    if not match:
        return None
    items = frozenset(f"{digits}{letter.upper()}" for digits, letter in _LETTERED.findall(match["numbers"]))
    title = match["title"].strip()
    known = any(re.match(rf"\W*(?:{titles[item]})", title, re.IGNORECASE) for item in items if item in titles)
    if known and not line.stands_out and _PROSE.match(title):
        return None
    alone = not title
    apart = line.stands_out and title[:1].isupper() and len(title) <= _MAX_TITLE
    return Heading(number, items, title) if known or alone or apart else None


def _current_heading(number: int, line: Line, text: str, titles: dict[str, str]) -> Heading | None:
    match = _CURRENT.match(text)
    if not match:
        return None
    item = re.sub(r"\s", "", match["numbers"])
    title = match["title"].strip()
    known = item in titles and re.match(rf"\W*(?:{titles[item]})", title, re.IGNORECASE)
    apart = title[:1].isupper() and len(title) <= _MAX_TITLE and not re.search(r"[a-z]{3}\.\s+[A-Z]", title)
    return Heading(number, frozenset({item}), title) if known or not title or apart else None
