"""Which months a night asks for, which archives are awaited, and when the whole is late."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.due import (
    business_days_since,
    months_due,
    months_not_done,
    months_to_run,
    months_without_archive,
    newest_filing,
    stretches,
)
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.errors import SettingsError
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.lake import Lake
from pipelines.month_state import MonthState, Step

from .months import cut_off, whole


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def hold(lake: Lake, *months: str) -> None:
    """Months that are whole, of which only the names matter here."""
    whole(lake, *months)


def submissions(lake: Lake, month: str, *, come: bool) -> None:
    frame = pl.DataFrame(schema=SUBMISSION_SCHEMA)
    lake.write("submission", month, frame.clear(1 if come else 0))
    whole(lake, month)


def indexed(lake: Lake, month: str, *days: date) -> None:
    rows = [(1, "ONE", "10-K", day, "0000000001-25-000001", "x.txt") for day in days]
    lake.write("filing_index", month, pl.DataFrame(rows, schema=INDEX_SCHEMA, orient="row"))


@pytest.mark.parametrize(
    ("held", "today", "first", "last"),
    [
        ((), date(2026, 4, 6), "2026-03", "2026-04"),
        (("2026-04",), date(2026, 4, 6), "2026-03", "2026-04"),
        (("2025-11", "2026-01"), date(2026, 4, 6), "2026-01", "2026-04"),  # nights were missed
        (("2026-06",), date(2026, 1, 5), "2025-12", "2026-01"),  # a rehearsal of an earlier day
        ((), date(2023, 12, 20), "2023-12", "2023-12"),  # the first month of all
    ],
)
def test_a_night_takes_the_previous_and_the_running_month_and_those_that_were_missed(
    lake: Lake, held: tuple[str, ...], today: date, first: str, last: str
) -> None:
    hold(lake, *held)
    months = months_due(lake, today)
    assert (months[0], months[-1]) == (first, last)
    assert months == months_to_run(lake, today)


@pytest.mark.parametrize("today", [date(2025, 4, 1), date(2025, 7, 1)])  # the next night, and months later
def test_a_month_that_a_run_was_cut_off_in_is_due_whatever_its_age(lake: Lake, today: date) -> None:
    hold(lake, "2024-05", "2024-11", "2025-03", "2025-06")
    before = months_due(lake, today)
    assert "2024-05" not in before
    cut_off(lake, "2024-05", "2099-01")
    assert months_due(lake, today) == sorted({"2024-05", *before})
    assert stretches(months_due(lake, today))[0] == ["2024-05"]


def test_a_month_of_which_a_step_was_done_again_is_due_until_it_is_closed(lake: Lake) -> None:
    hold(lake, "2024-05", "2025-03")
    lake.write("fact", "2024-05", pl.DataFrame({"cik": [1]}))
    assert months_not_done(lake, "2025-04") == ["2024-05"]


@pytest.mark.parametrize("step", ["notes", "filing_index"])
def test_a_month_whose_index_or_archive_was_damaged_is_due_again_the_next_day(lake: Lake, step: str) -> None:
    hold(lake, "2024-05", "2024-06", "2025-03")
    marked = MonthState(lake.state("2024-05").steps).with_step(step, Step({}, again="2025-04-02"))
    lake.change("2024-05", lambda state: replace(state, steps=marked.steps, whole=marked.steps))
    assert lake.state("2024-05").is_done
    assert "2024-05" not in months_due(lake, date(2025, 4, 1))
    for day in (date(2025, 4, 2), date(2025, 7, 1)):
        assert "2024-05" in months_due(lake, day)
        assert "2024-06" not in months_due(lake, day)


def test_a_month_with_a_lone_filing_that_is_tried_again_is_not_due_for_it(lake: Lake) -> None:
    hold(lake, "2024-05", "2025-03")
    marked = lake.state("2024-05").with_step("documents", Step({}, again="2025-04-02"))
    lake.change("2024-05", lambda state: replace(state, steps=marked.steps, whole=marked.steps))
    assert "2024-05" not in months_due(lake, date(2025, 4, 2))


def test_months_of_a_lake_that_knows_no_states_are_made_anew(lake: Lake) -> None:
    for month in ("2024-05", "2025-03"):
        old = Path(lake.root) / "filing" / f"month={month}"
        old.mkdir(parents=True)
        (old / "part.parquet").write_bytes(b"")
    assert months_not_done(lake, "2025-04") == ["2024-05", "2025-03"]
    hold(lake, "2024-05")
    assert months_not_done(lake, "2025-04") == ["2025-03"]


def test_a_day_before_the_rules_is_refused(lake: Lake) -> None:
    with pytest.raises(SettingsError, match="2023-12"):
        months_due(lake, date(2023, 11, 30))


def test_an_archive_is_awaited_for_half_a_year_and_reread_by_a_run_that_names_no_month(lake: Lake) -> None:
    hold(lake, "2025-04")
    for month, come in (("2024-09", False), ("2024-12", False), ("2025-01", True), ("2025-03", False)):
        submissions(lake, month, come=come)
    assert months_without_archive(lake, "2025-04") == ["2024-12", "2025-03"]
    assert months_to_run(lake, date(2025, 4, 2))[0] == "2024-12"
    assert months_due(lake, date(2025, 4, 2)) == ["2025-03", "2025-04"]


def test_the_newest_filing_is_that_of_the_newest_month_whatever_was_run_last(lake: Lake) -> None:
    assert newest_filing(lake) is None
    indexed(lake, "2025-03", date(2025, 3, 3), date(2025, 3, 28))
    indexed(lake, "2025-04")
    indexed(lake, "2024-12", date(2024, 12, 31))
    assert newest_filing(lake) == date(2025, 3, 28)


@pytest.mark.parametrize(
    ("day", "today", "days"),
    [
        (date(2026, 3, 6), date(2026, 3, 6), 0),
        (date(2026, 3, 6), date(2026, 3, 9), 0),  # Friday to Monday: nothing was missed
        (date(2026, 3, 6), date(2026, 3, 10), 1),
        (date(2026, 3, 6), date(2026, 3, 17), 6),
    ],
)
def test_only_business_days_whose_index_can_be_known_make_late(day: date, today: date, days: int) -> None:
    assert business_days_since(day, today) == days
