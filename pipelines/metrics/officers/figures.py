"""Figures of years: how a number of years is written, and whether it is experience, tenure, both or neither.

`find_figures` reads the skeleton of one sentence (`mentions.py`); what a figure is stands in `rules/officer_years.toml`. Not
here: whose years they are (`subject.py`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.rules import rules

RULES = rules("officer_years")
MARK = "⟦Y⟧"
"""Stands for a figure in the phrases of its rules."""
MOST_YEARS = 400
"""More is no sum of a team's years but a year or a page."""

_TEENS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_VALUES: dict[str, float] = {
    **{word: value for value, word in enumerate(_TEENS)},
    **_TENS,
    "dozen": 12,
    "half": 0.5,
}
_WORDS = (
    rf"(?:{'|'.join(_TENS)})(?:(?:-| | -|- )?(?:{'|'.join(_TEENS[1:10])}))?|(?:one |a )?hundred"
    rf"|(?:a )?dozen|half a|(?:one|two|three) and a half|{'|'.join(sorted(_TEENS, key=len, reverse=True))}|a"
)
"""Number words up to ninety-nine, with a hyphen, a space or nothing between ("twenty-five", "twentyfive"), and the like."""

_VALUE = re.compile("|".join(sorted(_VALUES, key=len, reverse=True)))

QUALIFIERS = {
    "at_least": r"at\s+least|(?:a\s+)?minimum\s+of|not?\s+(?:less|fewer)\s+than",
    "over": r"(?:(?:well|just)\s+)?(?:over|more\s+th[ae]n|in\s+excess\s+of)|greater\s+than|exceed(?:s|ing)?|upwards?\s+of|beyond|above"
    r"|surpass(?:es|ing)",
    "approximately": r"approximately|approx\.?|about|nearly|almost|roughly|around|close\s+to|some|circa|an\s+estimated",
}
"""Qualifier of the codebook: the words for it, right before the number."""

_QUALIFIER = "|".join(QUALIFIERS.values())
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|(?:{_WORDS})(?:\b|(?=years|decades)))"
_PLUS = r"(?:\s*\+|\s*-?\s*plus\b|\s+or\s+more\b|\s*\(\s*\d{1,3}\s*\)(?:\s*\+|\s+plus\b)?)"
_SUM = r"(?:(?:an?|the)\s+)?(?:(?:aggregate|combined|average|total)\s+(?:of\s+)?)?"
_KIND = r"(?:(?:combined|collective|cumulative|total|aggregate|full|solid|plus|consecutive)\s+)?"
_UNIT = r"(?P<unit>years?|yrs?|decades?)(?:(?![a-z])|(?=(?:[a-z]{3,}ing|and|of|in|as)\b))"
FIGURE = Expression(
    rf"(?i)(?:\b(?P<qualifier>{_QUALIFIER})\s+{_SUM})?(?<![\w.,$%/-])(?P<first>{_NUMBER})(?P<plus>{_PLUS})?"
    rf"(?:\s*(?P<joint>to|and|or|-|,|&)\s*(?:(?P<qualifier2>{_QUALIFIER})\s+)?(?P<second>{_NUMBER})(?P<plus2>{_PLUS})?)?"
    rf"(?:\s*,?\s*and\s+(?:(?:{_QUALIFIER})\s+)?(?P<third>{_NUMBER})(?P<plus3>{_PLUS})?)?"
    rf"\s*-?\s*{_KIND}{_UNIT}",
)
"""A number of years as it is written: "over 20 years", "twenty (20) years", "20-plus years", "15 to 20 years",
"two decades", "25years", "10 and 20 years"."""
_UNIT_ALONE = Expression(f"(?i){_UNIT}")
_FIGURE_REACH = 100
"""How many characters before its unit a figure may begin."""
_GLUED = 20
"""How many characters of a word that follows without a blank are looked at."""
_PRESENT = r"(?:this|current|present|[\ue000-\uf8ff])\s+(?:current\s+|present\s+)?(?:role|position)"
_HERE = r"(?:(?:the\s+|our\s+)?(?:Company|Bank|Corporation|Firm|organization|us)s?\b|(?:with|at|for)\s+(?-i:[A-Z]))"
_WITHOUT_UNIT = Expression(
    rf"(?i)(?:\b(?P<qualifier>{_QUALIFIER})\s+)?\b(?P<first>{_NUMBER})"
    rf"(?=\s+of\s+(?:which|those|these|that)\b[^.;]{{0,60}}\b(?:{_HERE}|{_PRESENT}))"
    rf"|\b(?:including|of\s+which)\s+(?:the\s+|[\ue000-\uf8ff]\s+)?(?:(?:last|past|most\s+recent|{_QUALIFIER})\s+)?(?P<part>{_NUMBER})"
    rf"(?=\s+(?:have\s+been\s+)?(?:(?:at|with|in|as)\s+(?:{_HERE}|{_PRESENT}|our\s)|(?:at|with)\s+(?-i:[A-Z])))",
)
"""A part of a figure, without its unit: "25 years, 22 of which are at the Company", "including the last seven in his
current role"."""
_TOLD_AS_ONE = re.compile(r"\s*,?\s*(?:and)?\s*")
_RESPECTIVELY = re.compile(r"[^.;]{0,80}\brespectively\b")
_TO = re.compile(r"\s+to\s+")


class Figure(NamedTuple):
    """Years in a sentence: offsets, one value or (for "10 and 20 years ... respectively") several, qualifier,
    kind (`experience`, `tenure` or `both`), and the rule that says so."""

    start: int
    end: int
    values: tuple[int, ...]
    qualifier: str
    kind: str = ""
    rule: str = ""


def number(text: str) -> float:
    """The number written as digits or words: "20", "twenty-five", "a dozen", "half a", "two and a half"."""
    if text.strip()[0].isdigit():
        return float(text)
    if "hundred" in text.lower():
        return 100
    words = _VALUE.findall(text.lower())
    return sum(_VALUES[word] for word in words) if words else 1  # "a"


def find_figures(skeleton: str) -> list[Figure]:
    """The figures of experience and tenure in one sentence, in order; other numbers of years are left out."""
    figures = _respectively(skeleton, sorted(_written(skeleton)))
    if not figures:
        return []
    marked, position, places = "", 0, {}
    for figure in figures:
        marked += skeleton[position : figure.start]
        places[len(marked)] = figure
        glued = (
            " " if skeleton[figure.end : figure.end + 1].isalpha() else ""
        )  # "for nine yearsserving as our CISO"
        marked, position = marked + MARK + glued, figure.end
    marked += skeleton[position:]
    told: dict[Figure, Figure] = {}
    for found in RULES.find(marked):
        text, last = found.match[0], "figure" in found.rule.data
        figure = places[
            found.match.start() + (text.rfind(MARK) if last or text.endswith(MARK) else text.find(MARK))
        ]
        told.setdefault(figure, figure._replace(kind=found.rule.gives, rule=found.rule.name))
    return [told[figure] for figure in figures if figure in told and told[figure].kind != "neither"]


def _written(skeleton: str) -> Iterator[Figure]:
    """Every number of years; the pattern is dear, so it is tried in the hundred characters before each unit."""
    floor = 0
    for unit in _UNIT_ALONE.finditer(skeleton):
        near = FIGURE.finditer(skeleton, max(floor, unit.start() - _FIGURE_REACH), unit.end() + _GLUED)
        if (match := next((m for m in near if m.end() >= unit.end()), None)) and (values := _values(match)):
            possessive = skeleton[match.end() : match.end() + 1] == "'"  # "30 years' experience"
            yield Figure(match.start(), match.end() + possessive, values, _qualifier(match))
        floor = unit.end()
    if "ncluding" in skeleton or " of " in skeleton:
        for match in _WITHOUT_UNIT.finditer(skeleton):
            value = match["first"] or match["part"]
            name = "first" if match["first"] else "part"
            start = match.start() if match["first"] else match.start(name)
            if (years := int(number(value))) > 1:
                yield Figure(start, match.end(name), (years,), _qualifier(match))


def _respectively(skeleton: str, figures: list[Figure]) -> list[Figure]:
    """Figures that are told one after the other as one: "30 years, 28 years and 25 years, respectively"; of "15 years
    to 30 years" the first."""
    told: list[Figure] = []
    for figure in figures:
        if told and figure.start < told[-1].end:
            continue
        if told and _TO.fullmatch(skeleton, told[-1].end, figure.start):
            told[-1] = told[-1]._replace(end=figure.end)
        elif (
            told
            and _TOLD_AS_ONE.fullmatch(skeleton, told[-1].end, figure.start)
            and _RESPECTIVELY.match(skeleton, figure.end)
        ):
            first = told.pop()
            told.append(first._replace(end=figure.end, values=first.values + figure.values))
        else:
            told.append(figure)
    return told


def _values(match: re.Match[str]) -> tuple[int, ...]:
    scale = 10 if match["unit"].lower().startswith("decade") else 1
    if scale == 1 and match["first"].lower() == "a":
        return ()
    numbers = [
        int(number(part) * scale) for part in (match["first"], match["second"], match["third"]) if part
    ]
    if match["joint"] in ("to", "-", "or") or any(not 0 < value <= MOST_YEARS for value in numbers):
        numbers = numbers[:1]
    return tuple(value for value in numbers if 0 < value <= MOST_YEARS)


def _qualifier(match: re.Match[str]) -> str:
    groups = match.groupdict()
    written = (groups.get("qualifier") or groups.get("qualifier2") or "").lower()
    for name, pattern in QUALIFIERS.items():
        if written and re.fullmatch(pattern, written):
            return name
    plus = " ".join(groups.get(name) or "" for name in ("plus", "plus2", "plus3"))
    return "over" if "+" in plus or "plus" in plus or "or more" in plus else "exact"
