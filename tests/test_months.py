"""Months: arithmetic and what a person may write."""

from datetime import date

import pytest

from pipelines.errors import SettingsError
from pipelines.months import (
    first_day,
    last_day,
    month_of,
    months_between,
    next_month,
    parse_months,
    previous_month,
    quarter_of,
)


def test_a_month_knows_its_neighbours_over_the_turn_of_the_year() -> None:
    assert next_month("2024-12") == "2025-01"
    assert previous_month("2025-01") == "2024-12"
    assert next_month("2025-01") == "2025-02"
    assert previous_month("2025-12") == "2025-11"


def test_a_month_knows_its_days_and_its_quarter() -> None:
    assert first_day("2024-02") == date(2024, 2, 1)
    assert last_day("2024-02") == date(2024, 2, 29)
    assert month_of(date(2025, 3, 31)) == "2025-03"
    assert [quarter_of(f"2025-{month:02d}") for month in (1, 3, 4, 12)] == [1, 1, 2, 4]


def test_a_range_holds_both_ends() -> None:
    assert months_between("2024-11", "2025-02") == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert parse_months("2025-01..2025-03") == ["2025-01", "2025-02", "2025-03"]
    assert parse_months(" 2025-01 ") == ["2025-01"]


@pytest.mark.parametrize(
    "text", ["2025", "2025-13", "2025-1", "2025-03..2025-01", "2025-01..", "", "2022-01"]
)
def test_what_is_no_range_of_months_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SettingsError, match=r"\.$"):
        parse_months(text)
