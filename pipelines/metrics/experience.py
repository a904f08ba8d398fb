"""Figures of years: how a number of years is written, and whether it is experience, tenure or neither.

`find_figures` reads one sentence in which the titles have been replaced by single characters (`officer_mentions`).
Not here: whose years they are (`officer_people.py`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MENTION = "[\ue000-\uf8ff]"
"""A character that stands for a title, a person or a group in a sentence."""

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBER_WORDS = (
    {word: value for value, word in enumerate(_UNITS)}
    | _TENS
    | {f"{ten}{gap}{unit}": value + number for ten, value in _TENS.items() for number, unit in enumerate(_UNITS[:10]) if number for gap in ("-", " ", "", " -", "- ")}
    | {"hundred": 100, "one hundred": 100, "a hundred": 100, "a": 1, "half a": 0.5, "one and a half": 1.5, "two and a half": 2.5, "three and a half": 3.5}
)  # fmt: skip
"""Number words up to ninety-nine, with a hyphen, a space or nothing between ("twenty-five", "twentyfive")."""

_WORD_NUMBER = "|".join(sorted((re.escape(w) for w in NUMBER_WORDS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|(?:{_WORD_NUMBER})(?:\b|(?=years|decades)))"

QUALIFIERS: tuple[tuple[str, str], ...] = (
    ("at_least", r"at\s+least|(?:a\s+)?minimum\s+of|no(?:t)?\s+(?:less|fewer)\s+than|no\s+fewer\s+than"),
    ("over", r"(?:well\s+|just\s+)?over|(?:well\s+)?more\s+th[ae]n|(?:well\s+)?in\s+excess\s+of|greater\s+than|exceed(?:s|ing)?|upwards?\s+of|beyond|above|surpass(?:es|ing)"),
    ("approximately", r"approximately|approx\.?|about|nearly|almost|roughly|around|close\s+to|some|circa|an\s+estimated"),
)  # fmt: skip
"""Qualifier of the codebook -> the words for it, right before the number."""

_QUALIFIER = "|".join(pattern for _, pattern in QUALIFIERS)
_PLUS = r"(?:\s*\+|\s*-?\s*plus\b|\s+or\s+more\b|\s*\(\s*\d{1,3}\s*\)(?:\s*\+|\s+plus\b)?)"
FIGURE = re.compile(
    rf"""(?:\b(?P<qualifier>{_QUALIFIER})\s+(?:(?:an?|the)\s+)?(?:(?:aggregate|combined|average|total)\s+(?:of\s+)?)?)?
    (?<![\w.,$%/-])
    (?P<first>{_NUMBER})(?P<plus>{_PLUS})?
    (?:\s*(?P<joint>to|and|or|-|,|&)\s*(?:(?P<qualifier2>{_QUALIFIER})\s+)?(?P<second>{_NUMBER})(?P<plus2>{_PLUS})?)?
    (?:\s*,?\s*and\s+(?:(?:{_QUALIFIER})\s+)?(?P<third>{_NUMBER})(?P<plus3>{_PLUS})?)?
    \s*-?\s*(?:(?:combined|collective|cumulative|total|aggregate|full|solid|plus|consecutive)\s+)?(?P<unit>years?|yrs?|decades?)(?![a-z])""",
    re.IGNORECASE | re.VERBOSE,
)
"""A number of years as it is written: "over 20 years", "twenty (20) years", "20-plus years", "15 to 20 years",
"two decades", "25years", "10 and 20 years"."""
_UNIT = re.compile(r"(?:years?|yrs?|decades?)(?![a-z])", re.IGNORECASE)
_QUARTER_CENTURY = re.compile(rf"(?:\b(?P<qualifier>{_QUALIFIER})\s+)?(?:a|one)?\s*quarter(?:[\s-]+of\s+a)?[\s-]+century", re.IGNORECASE)  # fmt: skip

_THING = r"(?:experience|experienced|experiences|expertise|background|knowledge|veteran|career|practitioner|professional|expert)"
EXPERIENCE_AFTER: tuple[tuple[str, str], ...] = (
    (r"^'?s?'?[^.;\d]{0,150}?\b" + _THING, "20 years of (professional, IT) experience; a 20-year career"),
    (r"^'?\s*(?:of\s+)?(?:\w+[\s,]+(?:and\s+|&\s*)?){0,5}(?:in|within|across|throughout|working|managing|leading|overseeing|building|developing|designing|serving|"
     r"supporting|directing|running|implementing|administering|specializing|focus\w*|advising|protecting|securing|practicing|helping|handling)\b", "20 years in IT; 20 years leading teams"),
    (r"^'?\s*(?:of\s+)?(?:\w+[\s,]+(?:and\s+|&\s*)?){0,6}(?:leadership|management|work|service|practice|security|technology|roles|positions)\b", "20 years of IT leadership"),
    (r"^'?\s*as\s+(?:an?|the)\s", "20 years as an IT professional"),
    (r"^,?\s+(?:our\s+|the\s+)?[\ue000-\uf8ff]\s+has\s+(?:held|served|worked|led|overseen|managed|been|built)\b", "For over 20 years, our CISO has held roles in IT"),
)  # fmt: skip
"""Words after the figure that make it experience, each with a phrase it is for."""

EXPERIENCE_BEFORE: tuple[tuple[str, str], ...] = (
    (r"\b(?:(?:cyber)?security|IT|industry|professional)\s+tenure\s+(?:of|is|exceeds)\b[^.;]{0,20}$", "an average cybersecurity tenure of 15 years"),
    (_THING + r"\b[^.;]{0,110}$", "experience of over 20 years; a career spanning 20 years"),
    (r"\b(?:worked|working|works|practic\w+|specializ\w+|employed|consult\w+|involved|engaged|active|spent|audited|led|leading|managed|managing|held|serv(?:ed|ing))\b[^.;]{0,160}"
     r"\b(?:for|over|past|last|spanning|than|nearly|approximately|about|spent|of)\s+(?:the\s+)?(?:(?:past|last|course\s+of)\s+)?(?:the\s+)?$", "has worked in IT for over 20 years"),
    (r"\b(?:roles?|positions?|capacit(?:y|ies)|leadership|fields?|industry|sector)\b[^.;]{0,90}\b(?:for|over|past|last|spanning|than)\s+(?:the\s+)?(?:(?:past|last)\s+)?(?:the\s+)?$", "and in various roles in IT for over 20 years"),
    (r"\bbeen\s+(?:working|focused|dedicated|active|involved|employed|engaged|an?\b|in\b(?!\s+(?:business|operation|place|existence)))[^.;]{0,110}$", "has been in the IT industry for 20 years"),
)  # fmt: skip

TENURE: tuple[tuple[str, str, str], ...] = (
    # before the figure, after the figure, phrase
    (r"", r"^'?\s*(?:of\s+)?(?:(?!experience|who|has|serv)\w+\s+){0,7}(?:service\s+|experience\s+|tenure\s+|employment\s+)?(?:with|at|for|within|working\s+(?:at|for|with)|as\s+an?\s+employee\s+of|working\s+here|here|in\s+service\s+(?:to|of|with|at)|of\s+service\s+(?:to|with|at))\s+(?:the\s+|our\s+)?(?:COMPANY|here)(?!\s*,?\s*(?:and|as\s+well\s+as|or)\s+(?:(?:with|at|for|its|our|their|an?)\s+)?(?:other|another|affiliat|prior|previous|several|various|predecessor|subsidiar|related|similar|compan|elsewhere|beyond))", "20 years with the Company"),
    (r"\b(?:with|at|joined|employed\s+(?:by|with|at)|worked\s+(?:for|at|with)|served|within|by|supporting)\s+(?:the\s+|our\s+)?COMPANY\b[^.;]{0,80}$", r"(?!.*\bother\b)", "has been with the Company for 20 years"),
    (r"\b(?:has|have)\s+been\s+(?:employed\s+)?(?:with|at|by)\s+(?-i:(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+){0,3})\s*(?:for\s+)?$", r"", "has been with Lanternworks 17 years"),
    (r"", r"^'?\s*(?:of\s+(?:experience\s+)?)?(?:in|as)\s+(?:this|that|[\ue000-\uf8ff]|their|the|its)\s+(?:current\s+|present\s+|same\s+)?(?:role|position|capacity|post|job)\b", "eight years in this position"),
    (r"", r"^'?\s*(?:of\s+)?(?:in|as|with)\s+(?:our|the\s+COMPANY's|its)\s", "12 years as our CIO"),
    (r"\b(?:has|have|had)\s+(?:been|served\s+as|held\s+the\s+(?:role|position|title)\s+of|acted\s+as|held\s+(?:this|that|the|[\ue000-\uf8ff])\s+(?:role|position|post)|served\s+in\s+(?:this|that|[\ue000-\uf8ff])\s+(?:\w+\s+)?(?:role|position|capacity|function|post)\b)\s+(?:(?:our|the|its|in\s+(?:this|his|her))\b)?(?!an?\b|in\b|\w+ing\b|involved\b|active\b|focus\w*\b|dedicated\b|specialized\b|engaged\b)[^.;]{0,60}(?:for|over|past|last|than|nearly|approximately|about)\s+(?:the\s+)?(?:(?:past|last)\s+)?$", r"(?!\s*(?:\w+\s+){0,4}(?:at|of|for)\s+(?:other|several|various))", "has been our CIO for 12 years"),
    (r"", r"^'?\s*(?:,?\s*)(?:of\s+which|of\s+whom)[^.;,]{0,30}\b(?:are|were|have\s+been|has\s+been)\s+(?:at|with|in)\s+(?:the\s+|our\s+)?COMPANY", "22 of which are at the Company"),
    (r"(?<!security )(?<!IT )(?<!industry )(?<!professional )\btenure\b[^.;]{0,60}$", r"(?!.*\b(?:at|with|in)\s+an?\b)", "a tenure of 12 years"),
    (r"", r"^[\s-]*(?:long-?(?:time|term)\s+)?(?:employee|team\s+member|(?:member|veteran)\s+of\s+(?:the\s+|our\s+)?COMPANY|veteran\s+(?:at|with)\s+(?:the\s+|our\s+)?COMPANY)\b(?!\s+of\s+an?\b)", "a 29-year employee of the Bank"),
    (r"(?:^|[.;]\s*)(?:For|Over)\s+(?:the\s+)?(?:(?:past|last)\s+)?$", r"^,?\s+[\ue000-\uf8ff]\s+(?:has|have)\s+(?:led|overseen|managed|headed|served\s+as|been)\s+(?:and\s+\w+\s+)?(?:our|the\s+COMPANY|COMPANY|the\s+[A-Z]|[A-Z]\w+s\s|its|this|[\ue000-\uf8ff])", "For over a decade, he has led our team"),
    (r"", r"^,?\s+(?:serving|working|acting)\s+as\s+(?:our|the\s+COMPANY'?s?|its|[\ue000-\uf8ff]\s+(?:of|for|at)\s+(?:the\s+|our\s+)?COMPANY)\b", "the last 16 years serving as our CISO"),
    (r"(?:^|[.;]\s*)(?:For|Over)\s+(?:the\s+)?(?:(?:past|last)\s+)?$", r"^,?\s+(?:our\s+|the\s+)?[\ue000-\uf8ff]\s+has\s+(?:held|served|worked)\b[^.;]{0,120}\b(?:within|at|with|for)\s+(?:the\s+|our\s+)?COMPANY\b", "For 22 years, our CISO has held positions within the Company"),
    (r"", r"^[\s-]*(?:of\s+)?tenure\b(?!\s+(?:at|with|in)\s+an?\b)", "a 12-year tenure"),
    (r"", r"^'?\s*ago\b", "joined the Company over 25 years ago"),
    (r"", r"^'?,?\s*(?:serving|working)?\s*(?:in\s+various\s+\w+\s+)?(?:here|with\s+us|(?:at|with|for)\s+(?:the\s+|our\s+)?COMPANY)\b", "11 years serving in various capacities here"),
    (r"\b(?:led|managed|overseen|headed|run|supervised|directed|been\s+(?:responsible|in\s+charge)|overseeing|leading|managing)\b[^.;]{0,45}(?:\b(?:this|our|the\s+COMPANY\S*|its|COMPANY\S*)\b|[\ue000-\uf8ff])[^.;]{0,80}(?:for|over|past|last|than)\s+(?:the\s+)?(?:(?:past|last)\s+)?$", r"", "has managed this team for over five years"),
)  # fmt: skip
"""What makes a figure tenure: a pattern before it, a pattern after it, and a phrase they are for. COMPANY stands
for the registrant."""

COMPANY = (
    r"(?:Companys?\b|Company(?=[a-z]{4,}ing\b)|company\b|Bank\b|Banks\b|bank\b|Corporation\b|Firm\b|firm\b|[Oo]rganization\b|us\b|Group\b|Partnership\b|Trust\b|Adviser\b|Advisor\b|Manager\b"
    r"|Registrant\b|Holdings\b|Foundation\b|FHL ?Bank\b|FHLB\b)"
)  # fmt: skip

NOT_EXPERIENCE = re.compile(
    r"^'?\s*(?:ended|ending|ahead|old|plan\b|term\b|period\b|strategy|roadmap|prior\b|from\b|after(?!\s+(?:having|progress))|following|thereafter|presented|warrant|lease|contract)"
    r"|^-?(?:term|plan|period|strategy)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|each\s+of\s+the\s+(?:past|last|prior)|per|once\s+in|during|within|next|(?:in|over|during|within|for)\s+the\s+(?:past|last|prior|previous)|fiscal)\s+(?:the\s+)?(?:past\s+|last\s+|prior\s+)?$", re.IGNORECASE)  # fmt: skip

COMBINED = re.compile(r"\b(?:combin\w+|collective\w*|cumulative\w*|aggregat\w*|together,?\s+(?:they\s+)?(?:have|has|possess|bring|hold|represent)|jointly\s+(?:have|has|possess|bring|hold|represent)|total(?:s|ing)?|between\s+them|among\s+them|amongst\s+them|in\s+total|altogether)\b", re.IGNORECASE)  # fmt: skip
AVERAGE = re.compile(r"\b(?:averag\w+|on\s+average)\b", re.IGNORECASE)
EACH = re.compile(
    r"\b(?:each|both|individually|respective(?:ly)?|all\s+(?:have|has|hold|graduated|possess)|all\s+of\s+(?:whom|which)|every|a\s+piece|apiece)\b",
    re.IGNORECASE,
)


class Figure(NamedTuple):
    """Years in a sentence: offsets, one value or (for "10 and 20 years ... respectively") several, qualifier,
    and kind: `experience` or `tenure`."""

    start: int
    end: int
    values: tuple[int, ...]
    qualifier: str
    kind: str


def number(text: str) -> float:
    """The number written as digits or words ("twenty-five", "20"); raises KeyError on anything else."""
    text = text.strip()
    return float(text) if text[0].isdigit() else NUMBER_WORDS[re.sub(r"\s+", " ", text.lower())]


_OF_WHICH = re.compile(r"\bof\s+(?:which|those|these)\b")
_PART_OF = re.compile(
    rf"(?:\b(?P<qualifier>{_QUALIFIER})\s+)?\b(?P<first>{_NUMBER})(?:\s+years)?(?=\s+of\s+(?:which|those|these|that)\b[^.;]{{0,60}}\b(?:{COMPANY}|(?:this|current|present)\s+(?:role|position)))",
    re.IGNORECASE,
)
"""A part of a figure that is tenure: "25 years of experience, 22 of which are at the Company"."""


_PART_WITHOUT_UNIT = re.compile(
    rf"\bincluding\s+(?:the\s+|[\ue000-\uf8ff]\s+)?(?:(?:last|past|most\s+recent)\s+)?(?:(?P<qualifier>{_QUALIFIER})\s+)?(?P<first>{_NUMBER})"
    rf"(?=\s+(?:at|with|in|as)\s+(?:(?:the\s+|our\s+)?{COMPANY}|(?:this|[\ue000-\uf8ff])\s+(?:current\s+|present\s+)?(?:role|position)|our\s))",
    re.IGNORECASE,
)
"""A part that is tenure, without its unit: "25 years in IT, including the last seven in his current role"."""


def find_figures(skeleton: str) -> list[Figure]:
    """The figures of experience and tenure in one sentence, in order; other numbers of years are left out."""
    written = [*_written(skeleton)]
    spans = [(match.start(), match.end(), _values(match), _qualifier(match)) for match in written]
    if "century" in skeleton:
        quarters = _QUARTER_CENTURY.finditer(skeleton)
        spans += [(match.start(), match.end(), (25,), _qualifier(match)) for match in quarters]
    parts = [
        part
        for which in _OF_WHICH.finditer(skeleton)
        if (part := next(_PART_OF.finditer(skeleton, max(0, which.start() - 30), which.end() + 90), None))
    ]
    if "ncluding" in skeleton:
        parts += _PART_WITHOUT_UNIT.finditer(skeleton)
    for part in parts:
        spans.append((part.start(), part.end(), (int(number(part["first"])),), _qualifier(part)))
    spans.sort()
    if "espectively" in skeleton:
        spans = _respectively(skeleton, spans)
    figures = []
    for place, (start, end, values, qualifier) in enumerate(spans):
        floor = spans[place - 1][1] if place else 0
        ceiling = spans[place + 1][0] if place + 1 < len(spans) else len(skeleton)
        before = skeleton[max(floor, start - 260) : start]
        after = skeleton[end : min(ceiling, end + 260)]
        if values and (kind := _kind(before, after, skeleton[max(0, start - 260) : start])):
            figures.append(Figure(start, end, values, qualifier, kind))
    return figures


_Span = tuple[int, int, tuple[int, ...], str]
"""Start, end, values, qualifier of a figure as it is written."""


def _respectively(skeleton: str, spans: list[_Span]) -> list[_Span]:
    """Two figures that are told one after the other as one: "30 years and 25 years, respectively"."""
    told: list[_Span] = []
    for start, end, values, qualifier in spans:
        joined = told and re.fullmatch(r"\s*,?\s*and\s*", skeleton[told[-1][1] : start])
        if joined and re.match(r"[^.;]{0,40}\brespectively\b", skeleton[end:]):
            first = told.pop()
            told.append((first[0], end, first[2] + values, first[3]))
        else:
            told.append((start, end, values, qualifier))
    return told


def _written(skeleton: str) -> Iterator[re.Match[str]]:
    """Matches of FIGURE, looked for only in the hundred characters before each unit: the pattern is dear."""
    floor = 0
    for unit in _UNIT.finditer(skeleton):
        if match := next(
            (
                m
                for m in FIGURE.finditer(skeleton, max(floor, unit.start() - 100), unit.end() + 1)
                if m.end() >= unit.end()
            ),
            None,
        ):
            yield match
        floor = unit.end()


_MOST_YEARS = 400
"""More is no sum of a team's years but a year or a page."""


def _values(match: re.Match[str]) -> tuple[int, ...]:
    scale = 10 if match["unit"].lower().startswith("decade") else 1
    if scale == 1 and match["first"].lower() == "a":
        return ()
    numbers = [
        int(number(part) * scale) for part in (match["first"], match["second"], match["third"]) if part
    ]
    if match["joint"] in ("to", "-", "or") or any(not 0 < value <= _MOST_YEARS for value in numbers):
        numbers = numbers[:1]
    return tuple(value for value in numbers if 0 < value <= _MOST_YEARS)


def _qualifier(match: re.Match[str]) -> str:
    groups = match.groupdict()
    written = (groups.get("qualifier") or groups.get("qualifier2") or "").lower()
    for name, pattern in QUALIFIERS:
        if written and re.fullmatch(pattern, written):
            return name
    plus = " ".join(groups.get(name) or "" for name in ("plus", "plus2", "plus3"))
    return "over" if "+" in plus or "plus" in plus or "or more" in plus else "exact"


def _kind(before: str, after: str, whole: str) -> str | None:
    """Experience, tenure or neither, by the words around a figure; plain "years of experience" comes first."""
    if _PERIOD.match(after) and _SPAN.search(before):
        return "experience"
    if _is_no_career(before, after):
        return None
    if _ELSEWHERE.search(before):
        return "experience"
    tenure = any(pattern.search(before) and follows.search(after) for pattern, follows in _TENURE)
    if _PART_TAIL.match(after) or (tenure and not _PLAIN_EXPERIENCE.match(after)):
        return "tenure"
    told = any(pattern.search(after) for pattern in _AFTER) or any(
        pattern.search(before) for pattern in _BEFORE
    )
    loose = re.match(r"\s*(?:$|[,.;)]|and\b)", after) and re.search(_THING, whole)
    return "experience" if told or loose else None


def _is_no_career(before: str, after: str) -> bool:
    """Whether the years are a period that is looked back on, a plan, a term: nobody's career."""
    if NOT_EXPERIENCE.search(after) or _LOOKS_BACK.search(before) or "predecessor" in before:
        return True
    return bool(_EVERY.search(before)) and not _WORK.search(before) and not _OPENS.match(after)


_SPAN = re.compile(r"\b(?:worked|served|held|career|roles|positions)\b[^.;]{0,160}$")
_PERIOD = re.compile(r"[\s-]*(?:period|span)\s*(?:[.,;]|$)")
"""A career told as a period: "held leadership roles at a bank over a 17-year period"."""
_LOOKS_BACK = re.compile(r"\bnot\b[^.;]{0,60}\b(?:over|in|during|within)\s+the\s+(?:last\s+|past\s+)?$")
_ELSEWHERE = re.compile(
    r"\bwhere\s+(?:[\ue000-\uf8ff]\s+)?(?:was|had|has|worked|spent|served|held)\b[^.;,]{0,80}$"
    r"|\b(?:[Bb]efore|[Pp]rior\s+to)\b[^.;]{0,80}\bspent\s+(?:\w+\s+)?$"
)
"""A career with another employer, told in years: "joined from the agency, where he was employed for 24 years"."""
_WORK = re.compile(
    r"\b(?:experience\b(?!d)|worked|working|serv|career|roles|held|has\s+(?:led|managed|overseen|built)|focus)"
)
_OPENS = re.compile(
    r",?\s+(?:our\s+|the\s+)?[\ue000-\uf8ff]\s+has\s+(?:held|served|worked|led|overseen|managed|been|built)\b"
)
_PART_TAIL = re.compile(
    rf"\s+of\s+(?:which|those|these|that)\b[^.;]{{0,60}}\b(?:{COMPANY}|(?:this|current|present)\s+(?:role|position))",
    re.IGNORECASE,
)
_PLAIN_EXPERIENCE = re.compile(
    rf"'?s?'?\s*(?:of\s+)?(?:(?!(?:and\s+)?(?:has|is|was|serv\w+|who|with|at|which)\b)[\w/&'()-]+,?\s+){{0,12}}?{_THING}\b"
    rf"(?!\s+(?:both\s+)?(?:with|at|within|for|working\s+(?:for|at|with))\s+(?:the\s+|our\s+)?{COMPANY}(?!\s*,?\s*(?:and|as\s+well\s+as|or)\s+(?:(?:with|at|for|its|our|their|an?)\s+)?(?:other|another|affiliat|prior|previous|several|various|predecessor|subsidiar|related|similar|compan|elsewhere|beyond)))"
    r"(?!\s+in\s+(?:this|that|his|her|their)\s+(?:current\s+)?(?:role|position))",
    re.IGNORECASE,
)
_AFTER = [re.compile(pattern, re.IGNORECASE) for pattern, _ in EXPERIENCE_AFTER]
_BEFORE = [re.compile(pattern, re.IGNORECASE) for pattern, _ in EXPERIENCE_BEFORE]
_TENURE = [
    (
        re.compile(before.replace("COMPANY", COMPANY), re.IGNORECASE),
        re.compile(after.replace("COMPANY", COMPANY), re.IGNORECASE),
    )
    for before, after, _ in TENURE
]
