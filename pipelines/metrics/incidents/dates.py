"""Dates as incident reports write them: found in a sentence, and each given the day or month that it stands for.

Whole dates, dates without their year, months, spans, and days counted from another ("two days later"). Not here:
what happened on them (`pipelines/metrics/rules/incident_dates.toml`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from pipelines.metrics.language.expression import Expression

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|Sept?(?:ember|\.)"
_MONTH += r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
_WEEKDAY = r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? )?"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PART = r"(?:(?:the )?(?:early|mid|middle|late|end|beginning|start|latter part)(?:-| |-to-late | to late | part )(?:of )?)"
_TO = rf"(?: ?(?:-|to|and|through) ?{_DAY})?"

_FORMS = (
    rf"{_WEEKDAY}(?P<m1>{_MONTH}) ?(?P<d1>{_DAY})(?:{_TO},? ?(?:of )?(?P<y1>{_YEAR})\b|\b)",
    rf"{_WEEKDAY}(?P<d2>{_DAY}) (?:of )?(?P<m2>{_MONTH})(?:,? (?P<y2>{_YEAR}))?\b",
    rf"\b(?P<y3>{_YEAR})-(?P<n3>\d\d)-(?P<d3>\d\d)\b",
    rf"\b(?P<n4>1[0-2]|0?[1-9])/(?P<d4>{_DAY})/(?P<y4>{_YEAR}|\d\d)\b",
    rf"{_PART}?(?P<m5>{_MONTH})(?: of|,)? (?P<y5>{_YEAR})\b",
    rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Dd]uring )|{_PART})(?P<m6>{_MONTH})(?! \d)\b",
    r"(?P<same>(?i:(?:later )?(?:(?:the|that|this)(?: very)? same (?:day|date|morning|evening|afternoon)|that (?:day|date|morning"
    r"|evening|afternoon)|same-day|within (?:\w+ ){0,2}(?:minutes?|hours?)"
    r"|(?:a few|\w+) (?:minutes?|hours?) (?:later|after))\b))",
    r"(?P<later>(?i:(?:(?:the )?(?:(?:following|next)(?P<nb> business)?|(?P<previous>previous)) (?:day|morning|evening|night)"
    rf"|(?:(?P<count>{'|'.join(_NUMBERS)}|\d{{1,2}})|an?)(?P<cb> business)? (?P<unit>day|week)s? (?:later|thereafter"
    r"|after(?:wards)?|(?P<earlier>earlier|before(?:hand)?|previously|prior)))\b))",
)
"""Forms of dates; numbers tell groups of one meaning apart. SEC's archives glue what a no-break space kept apart
("March11, 2026")."""
_DATE = Expression("|".join(_FORMS))
_HELD = Expression(
    r"\d[-/]\d|\b(?:(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec)|(?i:day|date|week|morn|even(?=ing)|afternoon|night|hour|minute))"
)
"""What a sentence must hold for a date to be looked for: few hold any."""
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
    year: int | None = None
    month: int | None = None
    day: int | None = None
    after: int = 0
    """Days after the date before it, of a relative date, which has no month."""
    business: bool = False
    is_event: bool = True
    """Whether what stands before it allows that something happened on it."""

    @property
    def mark(self) -> str:
        """Its letter in marked text."""
        return "N" if not self.is_event else "D" if self.month else "R"

    def on(self, year: int) -> Told | None:
        """What it stands for in a year; None for a day that there is not."""
        try:
            return Told(date(year, self.month or 0, self.day or 1), "day" if self.day else "month")
        except ValueError:
            return None


def spots(text: str) -> list[Spot]:
    """Every date of a sentence, in order."""
    found: list[Spot] = []
    for match in _DATE.finditer(text) if _HELD.search(text) else ():
        is_event = not _NO_EVENT.search(text[max(0, match.start() - 120) : match.start()])
        if found and not found[-1].is_event and _AND_TO.fullmatch(text[found[-1].end : match.start()]):
            is_event = False  # "as reported on May 1 and May 4"
        found.append(replace(_spot(match), is_event=is_event))
    for at in range(
        len(found) - 2, -1, -1
    ):  # "between May 1 and May 4, 2025": the first takes the second one's year
        here, following = found[at], found[at + 1]
        joined = _AND_TO.fullmatch(text[here.end : following.start])
        if here.month and here.year is None and following.year and joined:
            found[at] = replace(here, year=following.year - (here.month > (following.month or 12)))
    return found


def _spot(match: re.Match[str]) -> Spot:
    parts = {name.rstrip("123456"): value for name, value in match.groupdict().items() if value}
    if "same" in parts:
        return Spot(*match.span())
    if "later" in parts:
        count = parts.get("count", "1")
        number = int(count) if count.isdigit() else _NUMBERS.index(count.lower()) + 1
        number *= (7 if parts.get("unit") == "week" else 1) * (
            -1 if {"previous", "earlier"} & set(parts) else 1
        )
        return Spot(*match.span(), after=number, business="nb" in parts or "cb" in parts)
    year = int(parts["y"]) if "y" in parts else None
    year = year + 2000 if year is not None and year < 100 else year  # noqa: PLR2004 (two digits of a year)
    month = int(parts["n"]) if "n" in parts else _MONTHS.index(parts["m"][:3].lower()) // 3 + 1
    return Spot(*match.span(), year, month, int(re.sub(r"\D", "", parts["d"])) if "d" in parts else None)


def resolve(sentences: Sequence[Sequence[Spot]], reference: date | None) -> list[list[Told | None]]:
    """The dates of a report, sentence by sentence, as days; None where one cannot be told.

    A date without a year is the last such day up to `reference` (the day of the filing or of the report), or, without
    one, up to `AFTERWARDS` behind the latest whole date of the text. A relative date counts from the event's date before it.
    """
    latest = reference
    if latest is None:
        whole = [spot.on(spot.year) for spot in chain(*sentences) if spot.is_event and spot.year]
        latest = max((told.day for told in whole if told), default=None)
        latest = latest + AFTERWARDS if latest else None
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


def _told(spot: Spot, latest: date | None, before: date | None) -> Told | None:
    if not spot.month:
        if before is None:
            return None
        step = add_weekdays(before, spot.after) if spot.business else before + timedelta(days=spot.after)
        return Told(step, "day")
    if spot.year:
        return spot.on(spot.year)
    years = (latest.year, latest.year - 1) if latest else ()
    return next((told for year in years if (told := spot.on(year)) and latest and told.day <= latest), None)


def add_weekdays(day: date, number: int) -> date:
    """The day `number` weekdays after `day`."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5  # noqa: PLR2004 (Saturday)
    return day
