"""The nights and mornings are those of the settings, and nobody is asked unattended without an identity."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from assets.definitions import build_definitions
from assets.resources import Workplace
from assets.schedules import may_ask, schedules
from pipelines.settings import Settings

from ..months import cut_off, whole

NEW_YORK = ZoneInfo("America/New_York")


def settings_of(home: Path, **changed: object) -> Settings:
    return Settings.model_validate({"home": home, "identity": "Us us@example.com"} | changed)


def made(settings: Settings) -> tuple[dg.ScheduleDefinition, dg.ScheduleDefinition]:
    nightly, morning = schedules(settings, Workplace(settings))
    return nightly, morning


def requests(settings: Settings, moment: datetime) -> list[tuple[str | None, str | None]]:
    repository = build_definitions(Workplace(settings)).get_repository_def()
    context = dg.build_schedule_context(scheduled_execution_time=moment, repository_def=repository)
    asked = repository.get_schedule_def("nightly").evaluate_tick(context).run_requests or []
    return [(request.partition_key, request.run_key) for request in asked]


@pytest.mark.parametrize(
    ("moment", "first", "last"),
    [
        (datetime(2025, 3, 31, 22, 30, tzinfo=NEW_YORK), "2025-02", "2025-03"),
        (datetime(2025, 1, 2, 22, 30, tzinfo=NEW_YORK), "2024-12", "2025-01"),
        (datetime(2025, 4, 1, 2, 30, tzinfo=UTC), "2025-02", "2025-03"),  # still March in New York
    ],
)
def test_each_night_the_previous_and_the_running_month_are_runs_of_their_own(
    tmp_path: Path, moment: datetime, first: str, last: str
) -> None:
    asked = requests(settings_of(tmp_path), moment)
    assert [month for month, _ in asked] == [first, last]
    assert len({key for _, key in asked}) == 2


def test_nights_that_were_missed_are_made_up_for(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    whole(Workplace(settings).lake, "2024-12")
    asked = requests(settings, datetime(2025, 3, 31, 22, 30, tzinfo=NEW_YORK))
    assert [month for month, _ in asked] == ["2024-12", "2025-01", "2025-02", "2025-03"]


def test_a_month_that_a_run_was_cut_off_in_is_a_run_of_the_night(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    whole(Workplace(settings).lake, "2024-02", "2025-03")
    cut_off(Workplace(settings).lake, "2024-02")
    asked = requests(settings, datetime(2025, 3, 31, 22, 30, tzinfo=NEW_YORK))
    assert [month for month, _ in asked] == ["2024-02", "2025-02", "2025-03"]


def test_the_nights_are_those_of_business_days_after_the_index_is_closed(tmp_path: Path) -> None:
    nightly, morning = made(settings_of(tmp_path))
    assert (nightly.cron_schedule, nightly.execution_timezone) == ("30 22 * * 1-5", "America/New_York")
    assert (morning.cron_schedule, morning.job_name) == ("0 6 * * 2-6", "watch")


def test_hour_and_time_zone_are_settings(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, nightly_at="04:05", time_zone="Europe/Berlin")
    for schedule in made(settings):
        assert schedule.execution_timezone == "Europe/Berlin"
    assert made(settings)[0].cron_schedule == "5 4 * * 1-5"


@pytest.mark.parametrize(
    ("changed", "may"),
    [
        ({}, True),
        ({"identity": " "}, False),
        ({"identity": None}, False),
        ({"identity": None, "edgar_url": "http://127.0.0.1:1"}, True),
        ({"identity": None, "edgar_url": "file:///sample", "sample": True}, False),
    ],
)
def test_schedules_are_on_where_there_is_a_source_that_may_be_asked(
    tmp_path: Path, changed: dict[str, object], may: bool
) -> None:
    settings = settings_of(tmp_path, **changed)
    assert may_ask(settings) is may
    wanted = dg.DefaultScheduleStatus.RUNNING if may else dg.DefaultScheduleStatus.STOPPED
    assert {schedule.default_status for schedule in made(settings)} == {wanted}
