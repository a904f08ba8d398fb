"""Persons by their names in a sentence: "Ms. Roe", "our CIO, Jane Roe,", "Jane Roe, our CIO".

Not here: titles (`titles.py`), whose title a name's bearer has (`people.py`).
"""

import re

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.rules import words

NOT_NAMES = words("officer_mentions", "not_names") | words("officer_titles", "field") - {
    "it",
    "trust",
    "may",
    "bank",
}
"""Capitalised words, in lower case, that are no part of a name."""
OWN = r"(?:(?:our|the|its|their|his|her|an?|this|current|own|new|[A-Z]\w+'?s|(?:Company|Bank|Corporation|Advis[eo]r|Manager)'?s?)\s+){0,3}"
"""What may stand before a title: "our", "the Company's", "Corporations" (SEC's archives lose apostrophes)."""
_WORD = r"(?:[A-Z][\w'-]{0,28}[a-z][\w'-]{0,3}|[A-Z]\.?|de|van|von|der|la|del|bin|Jr\.?|Sr\.?|II|III|IV)"
_NAME = rf"(?P<name>{_WORD}(?:\s+{_WORD}){{1,3}})"
_HONORIFIC = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Messrs|Prof)\b\.?\s+"
_TITLED = r"(?:\s+(?!Chief|Vice|President|Director|Head|Senior|Executive|Has|The|Our|He|She)(?:[A-Z]\.|[A-Z][\w'-]+)){0,3}"
_HONORED = Expression(
    rf"{_HONORIFIC}[A-Z][\w'.-]*[\w]{_TITLED}(?:,?\s+and\s+(?:(?:Mr|Mrs|Ms|Dr)\b\.?)?\s*[A-Z][\w'-]+(?<=[a-z]))?"
)
_DOES = r"(?:who|has|is|was|and|with|holds|oversees|leads|brings|reports|in|to|serves|joined|manages|possesses|provides|since)\b"
_AFTER_TITLE = re.compile(rf"\s*(?:,|\(|-|:|\bis\b)?\s*{_NAME}\s*(?=[,;.)(]|$|\s{_DOES})")
_HONORED_AFTER = re.compile(
    r"\s*[,(-]?\s*(?:Mr|Mrs|Ms|Dr)\b\.?\s+(?P<name>(?:[A-Z][\w'.-]*\s+){0,3}?[A-Z][\w'-]+)(?=[,;.)(]|$|\s[a-z])"
)
_OPENS = r"(?:^|[.,:;(]\s*|\b(?:by|by\s+our|is|are|and|of|with|to|individuals?|Governance|Management|Expertise)\s+)"
_IS = r"(?:(?:who\s+)?(?:is|serves\s+as|has\s+served\s+as|has\s+been|currently\s+serves\s+as|acts\s+as|was\s+appointed(?:\s+as)?)\s+)?"
_LINK = r"\s*(?:[,:(-]|(?=\s(?:who|is|serves|has|currently|acts|joined|was)\b))\s*"
_BEFORE_TITLE = re.compile(rf"{_OPENS}{_NAME}{_LINK}{_IS}{OWN}$")
_HONORED_BEFORE = re.compile(
    rf"{_HONORIFIC}(?P<name>(?:[A-Z][\w'.-]*\s+){{0,3}}?[A-Z][\w'-]+)\s*[,(]\s*(?:who\s+is\s+)?{OWN}$"
)
_TWO_CAPITALS = re.compile(r"[A-Z][\w.'-]*\s+[A-Z]")
_TITLE_REACH = 90
"""How far before a title a name may stand, in characters."""

Span = tuple[int, int, str]
"""Start, end, surname."""


def persons(text: str) -> list[Span]:
    """Persons with an honorific ("Messrs. Jones and Smith" are two)."""
    found: list[Span] = []
    for match in _HONORED.finditer(text):
        pair = re.match(r"(.*?),?\s+and\s+(.+)$", match[0])
        end = match.start() + (pair.end(1) if pair else len(match[0]))
        found.append((match.start(), end, surname(text[match.start() : end])))
        if pair and match[0].startswith("Messrs"):
            found.append((match.start() + pair.start(2), match.end(), surname(pair[2])))
    return found


def name_beside(text: str, start: int, end: int, floor: int, ceiling: int) -> Span | None:
    """A title from `start` to `end` with the name beside it; the name lies between `floor` and `ceiling`."""
    match = _AFTER_TITLE.match(text, end)
    if match and match.end() <= ceiling and is_name(match["name"]):
        return start, match.end("name"), surname(match["name"])
    if match := _HONORED_AFTER.match(text, end, end + 60):
        return start, match.end(), surname(match["name"])
    before = text[max(floor, start - _TITLE_REACH) : start]
    if not _TWO_CAPITALS.search(before):
        return None
    match = _BEFORE_TITLE.search(before)
    if match and is_name(match["name"]):
        return start - len(before) + match.start("name"), end, surname(match["name"])
    if match := _HONORED_BEFORE.search(before):
        return start - len(before) + match.start(), end, surname(match["name"])
    return None


def is_name(written: str) -> bool:
    """Whether capitalised words may be a name: none of them is of the trade or opens sentences."""
    return not any(word.lower().strip(".,'") in NOT_NAMES for word in written.split())


def surname(name: str) -> str:
    """The last word of a name that is no "Jr."."""
    parts = [word.strip(".,'") for word in re.sub(r"'s?$", "", name).split()]
    parts = [word for word in parts if word not in ("Jr", "Sr", "II", "III", "IV")]
    return parts[-1] if parts else ""
