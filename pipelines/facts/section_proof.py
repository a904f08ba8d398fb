"""The proof that a cut is the whole item and nothing else; what fails is doubtful, and why is one sentence.

Not here: cutting (`section.py`).
"""

import re
from collections.abc import Iterable

from pipelines.facts.section_headings import ANNUAL_TITLES, FOREIGN_TITLES
from pipelines.facts.section_lines import Line, lines_text
from pipelines.facts.text import plain

LONG = 30_000
"""More characters than any whole item of 99.9 % of filings: the longest of 97 real ones has 10,665, the longest
block of 8,058 tagged filings 35,885, and 99.9 % of those have fewer than 16,003."""

_ALONE = re.compile(
    r"^(?:unresolved staff comments|properties|legal proceedings|mine safety disclosures"
    r"|market for (?:the )?(?:registrant|company)'?s common equity.*|risk factors|executive compensation"
    r"|controls and procedures|financial statements and exhibits|corporate governance)\W*$",
    re.IGNORECASE,
)
"""Titles of other items without their number."""
_STOP = re.compile(r"(?<=[.!?])\s+")
_SHORT = 40
"""Fewest letters of a piece of tagged text that must stand in the item as one; shorter ones are found anywhere."""


def letters(text: str) -> str:
    """What two readings of one text agree in, however they fold white space, quotation marks and bullets."""
    return "".join(re.findall(r"[^\W_]+", plain(text)))


def doubts(
    lines: list[Line], first: int, end: int, *, item: str, family: str, tagged: Iterable[str]
) -> list[str]:
    """Why lines `first` to `end` of a document may not be the whole item and nothing else; one sentence each.

    `tagged` are the texts that were tagged as this item's: each must stand in it, unless it stands before the
    item (some tag a sentence of their risk factors).
    """
    found = []
    body = lines_text(lines[first + 1 : end])
    if len(body) > LONG:
        found.append(f"it has {len(body):,} characters, where hardly any has more than {LONG:,}")
    if inside := _heading_inside(lines[first + 1 : end], item, family):
        found.append(f"the heading of another item may stand in it: {inside[:60]!r}")
    if lost := _lost(lines, first, end, tagged):
        found.append(f"a text tagged as part of it does not stand in it: {lost[:80]!r}")
    return found


def _heading_inside(lines: list[Line], item: str, family: str) -> str | None:
    titles = {"10-K": ANNUAL_TITLES, "20-F": FOREIGN_TITLES}.get(family, {})
    order = list(titles)
    later = order[order.index(item) + 1 :] if item in order else []
    run_in = [
        re.compile(rf"(?<=[a-z]{{3}}[.!?])\s+items?\s*{number}\W{{1,4}}(?:{titles[number]})\w*\s*[.:]")
        for number in later
    ]
    for line in lines:
        text = line.matching
        if _ALONE.match(text) and line.stands_out:
            return line.text
        if "item" in (lowered := text.lower()):
            for pattern in run_in:
                if match := pattern.search(lowered):
                    return match[0].strip()
    return None


def _lost(lines: list[Line], first: int, end: int, tagged: Iterable[str]) -> str | None:
    """A tagged text that the item does not hold, though it stands after its beginning or nowhere."""
    whole = letters(lines_text(lines[first:end]))
    before: str | None = None
    for text in tagged:
        if letters(text) in whole:
            continue
        for piece in [one for line in text.split("\n") for one in _STOP.split(line)]:
            wanted = letters(piece)
            if len(wanted) < _SHORT or wanted in whole:
                continue
            before = letters(lines_text(lines[:first])) if before is None else before
            if wanted not in before:
                return piece
    return None
