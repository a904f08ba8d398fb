"""Months of filing dates: the partitions of everything between the archives and the warehouse."""

import re
from calendar import monthrange
from datetime import date

from pipelines.errors import SettingsError

FIRST_MONTH = "2023-12"
"""The rules ask for disclosure in fiscal years that end on or after 2023-12-15 (Release 33-11216)."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_of(day: date) -> str:
    """`2025-03` for any day of March 2025."""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """The last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def next_month(month: str) -> str:
    """The month after `month`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def previous_month(month: str) -> str:
    """The month before `month`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04d}-{(number - 2) % 12 + 1:02d}"


def quarter_of(month: str) -> int:
    """The calendar quarter of a month, 1 to 4."""
    return (int(month[5:]) + 2) // 3


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included."""
    months = []
    while first <= last:
        months.append(first)
        first = next_month(first)
    return months


def parse_months(text: str) -> list[str]:
    """`2025-01` or `2025-01..2025-03` as a list of months; raises SettingsError for anything else."""
    first, dots, last = text.strip().partition("..")
    last = last if dots else first
    for month in (first, last):
        if not _MONTH.fullmatch(month):
            raise SettingsError(
                f"{text!r} is not a month or range of months: write 2025-01 or 2025-01..2025-03."
            )
    if first > last:
        raise SettingsError(f"The range {text} ends before it begins.")
    if first < FIRST_MONTH:
        raise SettingsError(f"{first} is before {FIRST_MONTH}, the first month in which the rules apply.")
    return months_between(first, last)
