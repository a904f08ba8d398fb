"""Which lines of a filing are headings of items, and of which: the patterns behind `section.py`.

Not here: choosing among several headings of one item.
"""

import re
from dataclasses import dataclass

from pipelines.facts.section_lines import MAX_HEADING, Line

ANNUAL_TITLES: dict[str, str] = {
    "1": r"(?:description of |our |the )*business",
    "1A": r"risk factors?",
    "1B": r"unresolved",
    "1C": r"cyber",
    "1D": r"executive officers|information about",
    "2": r"(?:description of |our |principal )*(?:propert|facilit)|real estate",
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

ORDER: dict[str, list[str]] = {"10-K": list(ANNUAL_TITLES), "20-F": list(FOREIGN_TITLES), "8-K": []}
"""The items of a form in their order, which a report keeps."""

_WHOLE_TITLES = (
    r"business", r"risk factors?", r"unresolved staff comments?", r"properties", r"legal proceedings",
    r"mine safety disclosures?", r"cyber\s?-?\s?security(?: risk management)?(?:,? strategy)?,?(?: and governance)?"
    r"(?: disclosures?| risks?)?", r"information about our executive officers",
    r"management'?s discussion and analysis(?: of financial condition and results of operations)?",
    r"quantitative and qualitative disclosures? about market risks?",
    r"financial statements(?: and supplementary data)?", r"controls and procedures", r"other information",
    r"executive compensation", r"material cybersecurity incidents?", r"insider trading polic(?:y|ies)",
    r"code of ethics", r"audit committee financial expert", r"corporate governance",
    r"other events", r"regulation fd disclosure", r"financial statements and exhibits",
)  # fmt: skip
_WHOLE = re.compile(rf"\W*(?:{'|'.join(sorted(_WHOLE_TITLES, key=len, reverse=True))})\b", re.IGNORECASE)
"""Titles in full: what follows one tells a heading from a sentence that begins with an item's name."""

_PART = r"(?:PART\s+(?:I{1,3}|IV)\b\s*[.,:;|/-]*\s*)?"
_NUMBER = r"\d{1,2}\s?\.?\s?\(?[A-L]?\)?(?![A-Za-z0-9])"
_ANNUAL = re.compile(
    rf"^[^\w\"']*{_PART}ITEMS?\s*(?:NUMBER|NO\.?|\#)?\s*"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|&|AND|THROUGH|TO|/)\s*(?:ITEMS?\s*)?{_NUMBER})*)"
    r"(?P<between>[\s.:;,|()*-]*)(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"^[^\w\"']*(?P<numbers>1\s?\.?\s?C|16\s?\.?\s?K|[234](?=\W+(?:properties|legal proceedings|mine safety"
    r" disclosures?)\W*$))(?P<between>[\s.:;|-]+)"
    r"(?P<title>(?:cyber\s?-?security|properties|legal proceedings|mine safety)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_UNNUMBERED = re.compile(
    r"^\W*(?:information (?:about|regarding|concerning|on) )?(?:our |the )?executive officers"
    r"(?: of (?:the )?(?:registrant|company|corporation|partnership|trust))?\W*$",
    re.IGNORECASE,
)
"""A heading of Part I of Form 10-K that may stand after any of its items, without a number (General Instruction G)."""
_LETTER = re.compile(r"^\W*(?P<letter>[A-K])\s?[).:-][\s.:|-]*(?P<title>\S.*)$", re.IGNORECASE | re.DOTALL)
"""The parts of Item 16 of Form 20-F where they stand under one heading of it: "K. Cybersecurity"."""
_CURRENT = re.compile(
    r"^[^\w\"']*(?:SECTION\s+\d\b.{0,80}?)?ITEMS?\s*(?:NO\.?\s*)?(?P<numbers>\d\s?\.\s?\d{2})(?!\d)"
    r"(?P<between>[\s.:;,|()-]*)(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CURRENT_SECTION = re.compile(r"^\W*SECTION\s+[1-9]\s*[-.:|]+\s*[A-Z]", re.IGNORECASE)
"""Form 8-K groups its items in sections ("Section 9 - Financial Statements and Exhibits")."""
_LATER_PARTS = {"10-K": r"II|III|IV", "20-F": r"III", "8-K": r"II|III|IV"}
_EARLIER_PARTS = {"10-K": r"I", "20-F": r"II?", "8-K": r"I"}
_SQUEEZED_ITEM = r"\W*(?:PARTI{1,3}V?\W*)?ITEMS?(?:NO|NUMBER)?\W*"
_END = re.compile(
    r"^\W*(?:SIGNATURES?|SIGNATURE\(S\)|SIGNATURES?PAGES?(?:TOFOLLOW|FOLLOWS)?|EXHIBITINDEX|INDEXTOEXHIBITS|EXHIBITS?"
    r"|\(?D\)\W*EXHIBITS?\W*.{0,60}|EXHIBIT(?:NO|NUMBER)\W*(?:\W*(?:DESCRIPTION|DOCUMENT|TITLE).{0,40})?)\W*$",
    re.IGNORECASE,
)
"""What ends the last item, white space apart: signatures are often written letter by letter."""
_SIGNED = re.compile(
    r"^\W*(?:pursuant to|in accordance with) (?:the )?(?:requirements? of )?"
    r"(?:section|the (?:u\.?s\.? )?(?:securities )?exchange act).{0,160}\b(?:caused|signed|undersigned)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^\W*(?:(?:by|name)\W*|dated?\b.{0,100}\W)?/s/|^\W*by\s*:\s*(?:_{3,}|$)", re.IGNORECASE | re.DOTALL
)
_BLOCK_LINES = 6
"""Most lines of a block of signatures above the name: the date, the company, its kind."""
_BLOCK_LENGTH = 90
_NAMED = re.compile(r"^\W*dated?\b|\b(?:Inc|Corp|Ltd)\.$", re.IGNORECASE)
"""A line of it that ends like a sentence and is none: a date, or a company's name."""
_LETTERED = re.compile(r"(\d{1,2})(?:\s?\.?\s?\(?([A-L])\)?(?![A-Za-z0-9]))?", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|describes?|contains?|includes?|explains?|lists?|tells?|sets?|shows?|discuss\w*"
    r"|provides?|presents?|gives?|says?|which|we|us|herein|above|below|see|hereof"
    r"|(?:of|in|to) (?:this|our|that|the) (?:annual |quarterly |form |report|filing|document))\b",
    re.IGNORECASE,
)
"""Words that a title does not have and a sentence that begins with an item's name does."""
_RUNS_ON = re.compile(
    r"(?:\b(?:in|see|under|of|to|and|or|the|with|from|by|at|both|our|this|that|than|per|as|part|also|is|are)|[,(\"])$"
)
"""How a line ends whose sentence goes on with an item's name."""
_CONTINUED = re.compile(r"\W*cont(?:inued|'?d)\W*", re.IGNORECASE)
_JOINS_TITLE = re.compile(r"(?:and|of|for|in|or|on|to|about|with|by|the|&)\b", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[•●▪◦■‣▸►○\uf0b7\uf0a7·*]")
_EMPTY = r"(?:intentionally )?(?:reserved|removed|omitted|not applicable)\W*$"
"""What stands for the title of an item that a report leaves out."""
_MAX_TITLE = 130
_MAX_ALONE = 60
"""Longest unknown title, in characters, of a heading that nothing but its own line sets apart."""
_MAX_SQUEEZED = 60
"""Most letters that follow a title in a heading whose words are glued or split."""


@dataclass(frozen=True)
class Heading:
    """A heading of one or several items ("Items 1B and 1C"); `title` is what follows the numbers in its line."""

    line: int
    items: frozenset[str]
    title: str


def headings(lines: list[Line], form: str) -> list[Heading]:
    """Every line that heads an item, a later part, the exhibits or the signatures (those with no item), in order.

    `form` is the form's family: `10-K`, `20-F` or `8-K`.
    """
    parts = re.compile(rf"^\W*PART\s+(?:{_LATER_PARTS[form]})\W*$", re.IGNORECASE)
    ends = _signed_lines(lines) if form == "8-K" else set()
    found = []
    for number, line in enumerate(lines):
        text = line.matching[:400]
        previous = lines[number - 1] if number else None
        is_end = len(text) <= MAX_HEADING and (parts.match(text) or _END.match(squeezed(text)))
        in_section = (
            form == "8-K" and line.stands_out and _CURRENT_SECTION.match(text) and not _CURRENT.match(text)
        )
        is_end = is_end or (form == "10-K" and _UNNUMBERED.match(text))
        if is_end or in_section or number in ends or _SIGNED.match(text):
            found.append(Heading(number, frozenset(), text))
        elif not _BULLET.match(line.text) and (heading := _heading(number, line, text, previous, form)):
            found.append(heading)
    return found


def earlier_part(line: Line, form: str) -> bool:
    """Whether a line is nothing but the name of the part that the section stands in, or of one before it."""
    pattern = rf"^\W*PART\s+(?:{_EARLIER_PARTS[form]})\W*(?:\(?continued\)?)?\W*$"
    return bool(re.match(pattern, line.matching, re.IGNORECASE))


def squeezed(text: str) -> str:
    """Text without white space: what is left where the letters of a word stand apart, or two words are glued."""
    return "".join(text.split())


def _heading(number: int, line: Line, text: str, previous: Line | None, form: str) -> Heading | None:
    titles = {"10-K": ANNUAL_TITLES, "20-F": FOREIGN_TITLES, "8-K": CURRENT_TITLES}[form]
    match = _CURRENT.match(text) if form == "8-K" else _ANNUAL.match(text) or _BARE.match(text)
    if match is None:
        return _lettered(number, line, text, form) or _by_letters(number, line, text, titles, form)
    if form == "8-K":
        items = frozenset({squeezed(match["numbers"])})
    else:
        items = frozenset(
            f"{digits}{letter.upper()}" for digits, letter in _LETTERED.findall(match["numbers"])
        )
    title = match["title"].strip()
    if not _heads(title, [titles[item] for item in items if item in titles], line, match["between"], form):
        return None
    if not line.look and previous is not None and not line.edge and _RUNS_ON.search(previous.matching):
        return None
    return Heading(number, items, title)


def _heads(title: str, beginnings: list[str], line: Line, between: str, form: str) -> bool:
    """Whether what follows an item's number is its title, alone or with the text that it heads, and not the rest
    of a sentence that mentions the item."""
    if not title or _CONTINUED.fullmatch(title):
        return True
    known = any(re.match(rf"\W*(?:{beginning})", title, re.IGNORECASE) for beginning in [*beginnings, _EMPTY])
    if known and (whole := _WHOLE.match(title)):
        after = title[whole.end() :]
        rest = after.lstrip(" .,:;|()*\"'-")
        if not rest or line.capitals or _CONTINUED.fullmatch(rest):
            return True
        if rest[0].islower():
            return bool(_JOINS_TITLE.match(rest)) and "," not in after[:2] and not _SAYS.search(rest[:80])
        separated = after[: len(after) - len(rest)]
        return "," not in separated and '"' not in separated and "," not in between
    head = re.split(r"[.:;]\s+(?=[A-Z\"'])|\s-+\s", title, maxsplit=1)[0]
    if len(head) > _MAX_TITLE or _SAYS.search(head):
        return False
    words = re.findall(r"[A-Za-z][\w'-]*", head)
    titled = all(word[0].isupper() or len(word) <= 4 or _JOINS_TITLE.fullmatch(word) for word in words)  # noqa: PLR2004
    alone = len(head) <= _MAX_ALONE and head == title and title[-1:].isalpha()
    apart = line.stands_out or alone or (form == "8-K" and not re.search(r"[a-z]{3}\.\s+[A-Z]", line.text))
    return known or (titled and title[:1].isupper() and apart)


def _lettered(number: int, line: Line, text: str, form: str) -> Heading | None:
    """A part of Item 16 by its letter and title alone."""
    match = _LETTER.match(text) if form == "20-F" and len(text) <= MAX_HEADING else None
    item = f"16{match['letter'].upper()}" if match else ""
    if match is None or item not in FOREIGN_TITLES:
        return None
    title = match["title"].strip()
    known = re.match(FOREIGN_TITLES[item], title, re.IGNORECASE)
    if not known or not _heads(title, [FOREIGN_TITLES[item]], line, "", form):
        return None
    return Heading(number, frozenset({item}), title)


def _by_letters(number: int, line: Line, text: str, titles: dict[str, str], form: str) -> Heading | None:
    """A heading whose letters stand apart ("I TEM 1C. C YBERSECURITY") or words are glued ("Item 2Properties")."""
    letters = squeezed(text)
    if not re.match(r"[^\w\"']*(?:P|I)", letters, re.IGNORECASE) or len(letters) > MAX_HEADING:
        return None
    if form == "8-K":
        match = re.match(rf"{_SQUEEZED_ITEM}(\d\.\d\d)\W*(?=[A-Z]|$)", letters, re.IGNORECASE)
        return Heading(number, frozenset({match[1]}), letters[match.end() :]) if match else None
    for item in sorted(titles, key=len, reverse=True):
        digits, letter = re.fullmatch(r"(\d+)([A-L]?)", item).groups()  # type: ignore[union-attr]
        title = titles[item].replace(" ", "")
        pattern = rf"{_SQUEEZED_ITEM}{digits}\W?{letter}\W*(?P<title>{title})"
        if match := re.match(pattern, letters, re.IGNORECASE):
            rest = letters[match.start("title") :]
            return Heading(number, frozenset({item}), rest) if len(rest) <= _MAX_SQUEEZED else None
    return None


def _signed_lines(lines: list[Line]) -> set[int]:
    """Where blocks of signatures begin that nothing heads: the date and the company's name above "/s/"."""
    found = set()
    for at, line in enumerate(lines):
        if not _SIGNATURE.match(line.matching):
            continue
        first = at
        for before in range(at - 1, max(at - 1 - _BLOCK_LINES, -1), -1):
            text = lines[before].matching
            if len(text) > _BLOCK_LENGTH or (re.search(r"[a-z]{3}[.:;]$", text) and not _NAMED.search(text)):
                break
            first = before
        found.add(first)
    return found
