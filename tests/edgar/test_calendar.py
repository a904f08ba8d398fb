"""EDGAR's business days: federal holidays as observed, and the days on which EDGAR was closed by order."""

from datetime import date

import pytest

from pipelines.edgar.calendar import business_days, holidays, is_business_day


def test_the_holidays_of_a_year_are_those_of_the_federal_calendar() -> None:
    assert sorted(holidays(2024)) == [
        date(2024, 1, 1), date(2024, 1, 15), date(2024, 2, 19), date(2024, 5, 27), date(2024, 6, 19), date(2024, 7, 4),
        date(2024, 9, 2), date(2024, 10, 14), date(2024, 11, 11), date(2024, 11, 28), date(2024, 12, 24),
        date(2024, 12, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 7, 3), False),  # Independence Day on a Saturday: the Friday before
        (date(2023, 11, 10), False),  # Veterans Day on a Saturday
        (date(2022, 6, 20), False),  # Juneteenth on a Sunday: the Monday after
        (date(2021, 12, 31), False),  # New Year's Day of the next year on a Saturday
        (date(2025, 1, 9), False),  # closed by executive order
        (date(2025, 3, 14), True),
        (date(2025, 3, 15), False),
    ],
)
def test_a_day_is_one_of_business_or_not(day: date, open_: bool) -> None:
    assert is_business_day(day) is open_


def test_days_count_from_the_day_after_to_the_day_itself() -> None:
    assert business_days(date(2025, 3, 11), date(2025, 3, 14)) == 3
    assert business_days(date(2025, 3, 8), date(2025, 3, 10)) == 1  # from a Saturday, Monday is the first
    assert business_days(date(2024, 12, 20), date(2024, 12, 27)) == 3
    assert business_days(date(2025, 3, 14), date(2025, 3, 14)) == 0
