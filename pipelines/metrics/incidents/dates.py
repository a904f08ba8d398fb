"""Dates as incident reports write them: found in a sentence, and each given the day or month that it stands for.

Whole dates, dates without their year, months, spans, and days counted from another ("two days later"). Not here:
what happened on them (`pipelines/metrics/rules/incident_dates.toml`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pipelines.metrics.language.expression import Expression

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)"
_MONTH += r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
_WEEKDAY = r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? )?"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNT = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_PART = r"(?:(?:the )?(?:early|mid|middle|late|end|beginning|start|latter part)(?:-| |-to-late | to late | part )(?:of )?)?"

_TO = rf"(?: ?(?:-|to|and|through) ?{_DAY})?"
_NEXT_DAY = (
    r"(?:the )?(?:(?:following|next)(?P<nb> business)?|(?P<previous>previous)) (?:day|morning|evening|night)"
)
_DAYS_LATER = (
    rf"(?:(?P<count>{_COUNT})|(?P<a>an?))(?P<cb> business)? (?P<unit>day|week)s?"
    r" (?:later|thereafter|after(?:wards)?|(?P<earlier>earlier|before(?:hand)?|previously|prior))"
)

_FORMS = (
    ("day", rf"{_WEEKDAY}(?P<m1>{_MONTH}) ?(?P<d1>{_DAY}){_TO},? ?(?:of )?(?P<y1>{_YEAR})\b"),
    ("day", rf"{_WEEKDAY}(?P<d2>{_DAY}) (?:of )?(?P<m2>{_MONTH}),? (?P<y2>{_YEAR})\b"),
    ("day", rf"\b(?P<y3>{_YEAR})-(?P<n3>\d\d)-(?P<d3>\d\d)\b"),
    ("day", rf"\b(?P<n4>1[0-2]|0?[1-9])/(?P<d4>{_DAY})/(?P<y4>{_YEAR}|\d\d)\b"),
    ("month", rf"{_PART}(?P<m5>{_MONTH})(?: of|,)? (?P<y5>{_YEAR})\b"),
    ("day", rf"{_WEEKDAY}(?P<m6>{_MONTH}) ?(?P<d6>{_DAY})\b"),
    ("day", rf"{_WEEKDAY}(?P<d7>{_DAY}) (?P<m7>{_MONTH})\b"),
    (
        "month",
        rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\bduring )|{_PART.removesuffix('?')})(?P<m8>{_MONTH})(?! \d)\b",
    ),
    (
        "same",
        r"(?i)(?:later )?(?:(?:the|that|this)(?: very)? same (?:day|date|morning|evening|afternoon)|that (?:day|date|morning"
        r"|evening|afternoon)|same-day|within (?:\w+ ){0,2}(?:minutes?|hours?)"
        r"|(?:a few|\w+) (?:minutes?|hours?) (?:later|after))\b",
    ),
    ("later", rf"(?i)(?:{_NEXT_DAY}|{_DAYS_LATER})\b"),
)
"""Forms of dates, the longest first; numbers tell groups of one meaning apart. SEC's archives glue what a no-break space
kept apart ("March11, 2026")."""
_A_MONTH = re.compile(r"Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec")
_IN_FIGURES = re.compile(r"\d[-/]\d")
_A_TIME = re.compile("day|date|week|morn|noon|even|night|hour|minute")
_WORDS = {"same": _A_TIME, "later": _A_TIME}
_COMPILED = [
    (kind, Expression(form), _WORDS.get(kind, _A_MONTH if "(?P<m" in form else _IN_FIGURES))
    for kind, form in _FORMS
]
"""Each form with what a sentence must hold for it to be looked for, those of time in lower case: few hold any."""

_NO_EVENT = Expression(
    r"(?i)\b(?:(?:fil|furnish|submitt|publish|issu|releas|announc|disclos|report)(?:ed|ing)\b(?:(?!(?:that|which|aware|detected|identified"
    r"|discovered|occurred)\b)(?:, (?:Inc|Corp|Ltd)\.|[^.;,])){0,60}?\b(?:on|dated?)"
    r"|(?:which|that|review|investigation|analysis)\b[^.;,]{0,20}(?:concluded|completed|finished|ended) on"
    r"|dated(?: as of)?|as of|(?:quarter|year|period|months|weeks?)s? (?:ended|ending)"
    r"|on or before|prior to|(?:not|no) later than|scheduled (?:for|on)|until|effective|through|by"
    r"|report (?:earnings|results)[^.;]{0,60}\bon|(?:10-?[KQ]|8-?K(?:/A)?|Report|Release) (?:on|of))"
    r"(?: or (?:about|around))? $|\b(?:filed|furnished|dated) $",
)
"""Before a date that is none of the incident's: the day of a filing, of a status, the end of a quarter."""
_AND_TO = re.compile(r",? (?:and|to|through|until|or)(?: on)? $|-$")


AFTERWARDS = timedelta(days=60)
"""How long after the latest day that a report names whole, or after its own, something may have been determined."""


@dataclass(frozen=True)
class Told:
    """A date as told: the first day that it can be, its precision (`day` or `month`)."""

    day: date
    precision: str

    def is_after(self, other: "Told") -> bool:
        """Whether it is surely after another: a day of a month is not after that month."""
        if other.precision == "month":
            return f"{self.day:%Y-%m}" > str(other)
        return self.day > other.day

    def __str__(self) -> str:
        return f"{self.day:%Y-%m}" if self.precision == "month" else self.day.isoformat()


@dataclass(frozen=True)
class Spot:
    """Where a date stands in a sentence, and its parts; `told` is known once the whole report has been seen."""

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    after: int = 0
    """Days after the date before it, of a relative date."""
    business: bool = False
    is_event: bool = True
    """Whether what stands before it allows that something happened on it."""

    @property
    def mark(self) -> str:
        """Its letter in marked text."""
        return "N" if not self.is_event else "R" if self.kind in ("same", "later") else "D"


def spots(text: str) -> list[Spot]:
    """Every date of a sentence, in order."""
    found: list[Spot] = []
    held = [hint for hint in (_A_MONTH, _IN_FIGURES) if hint.search(text)]
    held += [_A_TIME] if _A_TIME.search(text.lower()) else []
    for kind, pattern in ((kind, pattern) for kind, pattern, hint in _COMPILED if hint in held):
        for match in pattern.finditer(text):
            if any(spot.start < match.end() and match.start() < spot.end for spot in found):
                continue
            spot = _spot(kind, match)
            if spot is not None:
                is_event = not _NO_EVENT.search(text[max(0, match.start() - 120) : match.start()])
                found.append(replace(spot, is_event=is_event))
    found.sort(key=lambda spot: spot.start)
    for at, (here, following) in enumerate(pairwise(found), 1):
        if not here.is_event and _AND_TO.fullmatch(text[here.end : following.start]):
            found[at] = replace(following, is_event=False)  # "as reported on May 1 and May 4"
    return _years_from_neighbours(text, found)


def _spot(kind: str, match: re.Match[str]) -> Spot | None:
    parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
    start, end = match.span()
    if kind == "same":
        return Spot(start, end, kind)
    if kind == "later":
        count = match["count"]
        number = 1 if not count else int(count) if count.isdigit() else _NUMBERS.index(count.lower()) + 1
        number *= 7 if match["unit"] == "week" else 1
        number *= -1 if match["previous"] or match["earlier"] else 1
        return Spot(start, end, kind, after=number, business=bool(match["nb"] or match["cb"]))
    year = int(parts["y"]) if "y" in parts else None
    year = year + 2000 if year is not None and year < 100 else year  # noqa: PLR2004 (two digits of a year)
    month = int(parts["n"]) if "n" in parts else _month(parts["m"])
    day = int(re.sub(r"\D", "", parts["d"])) if "d" in parts else None
    return Spot(start, end, kind, year, month, day)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _years_from_neighbours(text: str, found: list[Spot]) -> list[Spot]:
    """ "Between May 1 and May 4, 2025": the first date takes the second one's year."""
    result = list(found)
    for at in range(len(found) - 2, -1, -1):
        here, following = result[at], result[at + 1]
        if (
            here.month
            and here.year is None
            and following.year
            and _AND_TO.fullmatch(text[here.end : following.start])
        ):
            year = following.year - (here.month > (following.month or 12))
            result[at] = replace(here, year=year)
    return result


def resolve(sentences: Sequence[Sequence[Spot]], reference: date | None) -> list[list[Told | None]]:
    """The dates of a report, sentence by sentence, as days; None where one cannot be told.

    A date without a year is the last such day up to `reference` (the day of the filing or of the report), or, without
    one, up to `AFTERWARDS` behind the latest whole date of the text. A relative date counts from the event's date before it.
    """
    latest = reference
    if latest is None:
        events = (spot for spot in _flat(sentences) if spot.is_event and spot.year)
        whole = [day for spot in events if spot.year and (day := _date(spot, spot.year))]
        latest = max(whole) + AFTERWARDS if whole else None
    before: date | None = None
    result: list[list[Told | None]] = []
    for sentence in sentences:
        row: list[Told | None] = []
        for spot in sentence:
            told = _told(spot, latest, before)
            row.append(told)
            if told and told.precision == "day" and spot.is_event:
                before = told.day
        result.append(row)
    return result


def _flat(sentences: Sequence[Sequence[Spot]]) -> list[Spot]:
    return [spot for sentence in sentences for spot in sentence]


def _told(spot: Spot, latest: date | None, before: date | None) -> Told | None:
    if spot.kind in ("same", "later"):
        if before is None:
            return None
        step = add_weekdays(before, spot.after) if spot.business else before + timedelta(days=spot.after)
        return Told(step, "day")
    if spot.year:
        day = _date(spot, spot.year)
    elif latest is None:
        return None
    else:
        years = (latest.year, latest.year - 1)
        day = next((one for year in years if (one := _date(spot, year)) and one <= latest), None)
    return Told(day, spot.kind) if day else None


def _date(spot: Spot, year: int) -> date | None:
    if spot.month is None:
        return None
    try:
        return date(year, spot.month, spot.day or 1)
    except ValueError:
        return None


def add_weekdays(day: date, number: int) -> date:
    """The day `number` weekdays after `day`."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5  # noqa: PLR2004 (Saturday)
    return day
