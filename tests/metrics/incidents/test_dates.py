"""Dates as reports write them: whole, without a year, months, spans, counted from another, glued; and those that are no
day of an incident."""

from datetime import date

import pytest

from pipelines.metrics.incidents.dates import resolve, spots


def told(*sentences: str, reference: date | None = None) -> list[list[str]]:
    """The dates of each sentence that may be an incident's, as they are told."""
    found = [spots(sentence) for sentence in sentences]
    days = resolve(found, reference)
    return [
        [str(day) for spot, day in zip(row, of_row, strict=True) if spot.is_event]
        for row, of_row in zip(found, days, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On March 11, 2026, it came.", "2026-03-11"),
        ("On March11, 2026, it came.", "2026-03-11"),
        ("On or about 5 March 2024 it came.", "2024-03-05"),
        ("on Sunday, June 1st, 2025", "2025-06-01"),
        ("on 2025-06-01 and", "2025-06-01"),
        ("on 6/1/2025 and", "2025-06-01"),
        ("beginning in late November 2023,", "2023-11"),
        ("in mid-to-late October 2024", "2024-10"),
        ("April 14-25, 2024", "2024-04-14"),
    ],
)
def test_a_date_is_read_in_each_of_its_forms(text: str, day: str) -> None:
    assert told(text) == [[day]]


def test_a_date_without_its_year_is_the_last_one_up_to_the_filing() -> None:
    assert told("On December 29 it began.", "On January 3 we saw it.", reference=date(2024, 1, 8)) == [
        ["2023-12-29"],
        ["2024-01-03"],
    ]
    assert told("between November 2 and December 20, 2024") == [["2024-11-02", "2024-12-20"]]
    assert told("On March 3 it began.") == [["None"]], "nothing tells the year"


def test_days_are_counted_from_the_date_before() -> None:
    assert told(
        "On March 7, 2025, it began.", "Two days later, it spread.", "On the same day, we saw it."
    ) == [
        ["2025-03-07"],
        ["2025-03-09"],
        ["2025-03-09"],
    ]
    assert told("On Friday, March 7, 2025, it began.", "the next business day") == [
        ["2025-03-07"],
        ["2025-03-10"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "in a Form 8-K filed with the SEC on June 9, 2025",
        "for the quarter ended June 30, 2024",
        "As of February 12, 2025, all is well",
        "scheduled for September 2, 2025",
        "on February 30, 2025",
    ],
)
def test_days_of_filings_and_quarters_and_such_as_there_are_not_are_none(text: str) -> None:
    assert [day for row in told(text) for day in row if day != "None"] == []
