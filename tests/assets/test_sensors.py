"""Archives are noticed when they come, what is downstream follows by itself, and a late pipeline says so."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.checks import newest_filing_is_recent
from assets.definitions import build_definitions
from assets.policies import fresh_each_night
from assets.resources import Workplace
from assets.runs import months_of_night
from assets.schedules import WAREHOUSE_ASSETS
from pipelines.edgar.client import Patience
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.edgar.notes import ASKED_AGAIN, notes_archives
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.sample.generate import write_sample
from pipelines.sample.server import serve
from pipelines.settings import Settings
from tests.months import whole

TODAY = date(2025, 5, 12)
IMPATIENT = Patience(attempts=1, backoff_seconds=0.001, answer_seconds=5, read_seconds=5)


def asked(workplace: Workplace) -> tuple[list[str | None], str | None]:
    """The months that the sensor asks for, and why it asks for none."""
    repository = build_definitions(workplace).get_repository_def()
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, repository_def=repository)
        tick = repository.get_sensor_def("monthly_archive").evaluate_tick(context)
    return [request.partition_key for request in tick.run_requests or []], tick.skip_message


def test_a_month_is_run_again_when_its_archive_has_come(tmp_path: Path) -> None:
    write_sample(tmp_path / "edgar", months=["2025-04"], today=TODAY)
    (archive,) = (tmp_path / "edgar").rglob("2025_04_notes.zip")
    with serve(tmp_path / "edgar") as server:
        settings = Settings(home=tmp_path / "home", edgar_url=server.url, identity=None)
        workplace = Workplace(settings, TODAY, patience=IMPATIENT)
        assert asked(workplace) == ([], "No archive has come for any month.")
        assert server.requests == [], "nothing is asked where nothing is awaited"
        for month in ("2025-04", "2025-05"):
            workplace.lake.write("submission", month, pl.DataFrame(schema=SUBMISSION_SCHEMA))
        held = archive.rename(archive.with_suffix(".held"))
        assert asked(workplace) == ([], "No archive has come for 2025-04, 2025-05.")
        held.rename(archive)
        assert asked(workplace) == (["2025-04"], None)
        server.fault("*_notes.zip", "unavailable", 9)
        months, why = asked(workplace)
        assert months == [] and why and why.endswith(".")


def test_a_settled_month_is_run_again_when_its_archive_was_published_anew(tmp_path: Path) -> None:
    write_sample(tmp_path / "edgar", months=["2025-04"], today=TODAY)
    (archive,) = (tmp_path / "edgar").rglob("2025_04_notes.zip")
    settings = Settings(home=tmp_path / "home", edgar_url=(tmp_path / "edgar").as_uri(), identity=None)
    now = datetime.now(UTC).date()
    with Workplace(settings, now, patience=IMPATIENT).archive() as raw:
        notes_archives(raw, ["2025-04"])
    later = Workplace(settings, now + ASKED_AGAIN, patience=IMPATIENT)
    later.lake.write("submission", "2025-04", pl.DataFrame(schema=SUBMISSION_SCHEMA))
    whole(later.lake, "2025-04", f"{later.today:%Y-%m}")
    assert asked(later) == ([], "No archive has come for any month.")
    assert "2025-04" not in months_of_night(later)
    os.utime(archive, (1_900_000_000, 1_900_000_000))
    assert asked(Workplace(settings, now + 2 * ASKED_AGAIN, patience=IMPATIENT)) == (["2025-04"], None)
    assert "2025-04" in months_of_night(Workplace(settings, now + 2 * ASKED_AGAIN, patience=IMPATIENT))


def requested(
    instance: dg.DagsterInstance, definitions: dg.Definitions, cursor: object
) -> tuple[set[str], object]:
    """What the automation of the code location asks for now."""
    result = dg.evaluate_automation_conditions(definitions, instance=instance, cursor=cursor)  # type: ignore[arg-type]
    names = {name for name in WAREHOUSE_ASSETS if result.get_num_requested(dg.AssetKey(name))}
    return names, result.cursor


def test_one_publication_follows_when_months_are_done_and_none_while_nothing_changes(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, identity=None)
    definitions = build_definitions(Workplace(settings))
    with dg.DagsterInstance.ephemeral() as instance:
        names, cursor = requested(instance, definitions, None)
        assert names == set()
        for month in ("2025-04", "2025-05"):
            instance.report_runless_asset_event(dg.AssetMaterialization("filing", partition=month))
        names, cursor = requested(instance, definitions, cursor)
        assert {"company", "candidate_warehouse"} <= names
        assert requested(instance, definitions, cursor)[0] == set()


@pytest.mark.parametrize(
    ("filed", "passed"), [(date(2025, 5, 9), True), (date(2025, 5, 2), True), (date(2025, 4, 30), False)]
)
def test_the_pipeline_is_late_when_no_filing_came_for_some_business_days(
    tmp_path: Path, filed: date, passed: bool
) -> None:
    workplace = Workplace(Settings(home=tmp_path, identity=None), TODAY)
    row = (1, "ONE", "10-K", filed, "0000000001-25-000001", "x.txt")
    workplace.lake.write(
        "filing_index", f"{filed:%Y-%m}", pl.DataFrame([row], schema=INDEX_SCHEMA, orient="row")
    )
    result = newest_filing_is_recent(workplace)
    assert isinstance(result, dg.AssetCheckResult)
    assert (result.passed, result.severity) == (passed, dg.AssetCheckSeverity.WARN)
    assert str(filed) in (result.description or "")


@pytest.mark.parametrize(
    ("at", "deadline"), [("22:30", "30 4 * * 2-6"), ("04:05", "5 10 * * 1-5"), ("18:00", "0 0 * * 2-6")]
)
def test_what_people_read_is_fresh_some_hours_after_the_night_began(at: str, deadline: str) -> None:
    policy = fresh_each_night(Settings(nightly_at=at))
    assert policy.deadline_cron == deadline  # type: ignore[attr-defined]
    assert policy.timezone == "America/New_York"  # type: ignore[attr-defined]
