"""EDGAR's business days: every weekday but federal holidays and the days on which EDGAR was closed by order.

The days in which Form 8-K counts its four. Not here: which months or nights are due (`pipelines/due.py`).
"""

from datetime import date, timedelta
from functools import cache

_SATURDAY, _SUNDAY = 5, 6
_MONDAY, _THURSDAY = 0, 3

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
"""Month and day: New Year, Juneteenth, Independence Day, Veterans Day, Christmas (5 U.S.C. 6103)."""
_MOVING = (
    (1, _MONDAY, 3),
    (2, _MONDAY, 3),
    (5, _MONDAY, -1),
    (9, _MONDAY, 1),
    (10, _MONDAY, 2),
    (11, _THURSDAY, 4),
)
"""Month, weekday and its number (-1 the last): birthdays of King and Washington, Memorial, Labor, Columbus Day,
Thanksgiving."""
_CLOSED_BY_ORDER = frozenset([date(2024, 12, 24), date(2025, 1, 9), date(2025, 12, 24), date(2025, 12, 26)])
"""The federal government was closed by executive order and EDGAR with it, as on each such day since 2018 (SEC's
announcements); no filing of the 8,079 that were looked at bears one of these dates."""


@cache
def holidays(year: int) -> frozenset[date]:
    """The days of a year on which EDGAR is closed for a holiday, as observed: on the Friday or Monday beside a
    weekend."""
    observed = set()
    for month, day in _FIXED:
        holiday = date(year, month, day)
        shift = {_SATURDAY: -1, _SUNDAY: 1}.get(holiday.weekday(), 0)
        observed.add(holiday + timedelta(days=shift))
    if date(year + 1, 1, 1).weekday() == _SATURDAY:
        observed.add(date(year, 12, 31))
    observed |= {_nth(year, *moving) for moving in _MOVING}
    return frozenset(observed | {day for day in _CLOSED_BY_ORDER if day.year == year})


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    if number < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def is_business_day(day: date) -> bool:
    """Whether EDGAR is open on a day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def business_days(after: date, until: date) -> int:
    """EDGAR's business days after one day, up to and with another: what Form 8-K's General Instruction B.1 counts.

    0 where `until` is not later than `after`.
    """
    return sum(
        is_business_day(after + timedelta(days=number)) for number in range(1, (until - after).days + 1)
    )
