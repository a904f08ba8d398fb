"""The code location loads, and its graph is the one that was agreed on."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
import yaml

from assets.definitions import build_definitions, defs
from assets.resources import Workplace
from assets.runs import _instance, months_to_run
from assets.schedules import nightly, publish_after_months, warehouse_job
from pipelines.errors import SettingsError
from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.warehouse.header import sql_files

from .graph import SNAPSHOT, graph_text

NEW_YORK = ZoneInfo("America/New_York")


def test_the_definitions_load_and_every_job_can_be_resolved() -> None:
    dg.Definitions.validate_loadable(defs)
    for name in ("months", "publish"):
        assert defs.resolve_job_def(name).name == name


def test_the_graph_is_the_one_checked_in() -> None:
    assert graph_text(defs) == SNAPSHOT.read_text(), "look at the change; then: python -m tests.assets.graph"


def test_every_asset_says_what_it_is() -> None:
    graph = defs.resolve_asset_graph()
    silent = [key.to_user_string() for key in graph.get_all_asset_keys() if not graph.get(key).description]
    assert silent == []


def test_every_check_of_the_warehouse_is_an_asset_check_and_errors_block() -> None:
    graph = defs.resolve_asset_graph()
    found = {key.name: graph.get_check_spec(key).blocking for key in graph.asset_check_keys}
    assert found == {file.name: file.severity == "error" for file in sql_files("checks")}


def test_no_asset_runs_in_no_job_or_in_two() -> None:
    jobs = [defs.resolve_job_def(name).asset_layer.executable_asset_keys for name in ("months", "publish")]
    assert jobs[0] | jobs[1] == set(defs.resolve_asset_graph().get_all_asset_keys())
    assert not jobs[0] & jobs[1]


@pytest.mark.parametrize(
    ("moment", "first", "last"),
    [
        (datetime(2026, 3, 31, 22, 30, tzinfo=NEW_YORK), "2026-02", "2026-03"),
        (datetime(2026, 1, 2, 22, 30, tzinfo=NEW_YORK), "2025-12", "2026-01"),
        (datetime(2026, 4, 1, 2, 30, tzinfo=UTC), "2026-02", "2026-03"),  # still March in New York
    ],
)
def test_each_night_the_previous_and_the_running_month_are_asked_for(
    moment: datetime, first: str, last: str
) -> None:
    context = dg.build_schedule_context(scheduled_execution_time=moment)
    (request,) = nightly.evaluate_tick(context).run_requests or []
    assert request.tags["dagster/asset_partition_range_start"] == first
    assert request.tags["dagster/asset_partition_range_end"] == last


def test_the_nights_are_those_of_business_days_after_the_index_is_closed() -> None:
    assert (nightly.cron_schedule, nightly.execution_timezone) == ("30 22 * * 1-5", "America/New_York")


def test_a_finished_run_of_months_asks_for_one_publication(tmp_path: Path) -> None:
    months = defs.resolve_job_def("months")
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.create_run_for_job(months)
        context = dg.build_run_status_sensor_context(
            sensor_name="publish_after_months",
            dagster_instance=instance,
            dagster_run=run,
            dagster_event=dg.DagsterEvent("PIPELINE_SUCCESS", job_name="months"),
        )
        request = publish_after_months(context)
    assert isinstance(request, dg.RunRequest)
    assert request.run_key == run.run_id
    assert publish_after_months.job_name == warehouse_job.name


def test_dagster_dev_opens_this_code_location() -> None:
    text = yaml.safe_load((Path(__file__).parents[2] / "workspace.yaml").read_text())
    assert "assets.definitions" in str(text)


def test_making_the_definitions_reads_no_setting_and_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CYD_REQUESTS_PER_SECOND", "not a number")
    dg.Definitions.validate_loadable(build_definitions())
    assert not (tmp_path / "home").exists()
    with pytest.raises(SettingsError, match="CYD_REQUESTS_PER_SECOND"):
        _ = Workplace().settings


def test_a_run_that_names_no_month_goes_on_from_the_lakes_newest(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    day = datetime(2026, 4, 6, tzinfo=UTC).date()
    assert months_to_run(lake, day) == ["2026-03", "2026-04"]
    for month in ("2025-11", "2026-01"):
        (tmp_path / lake.key("fact", month)).parent.mkdir(parents=True)
        (tmp_path / lake.key("fact", month)).touch()
    assert months_to_run(lake, day) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert months_to_run(lake, datetime(2026, 1, 5, tzinfo=UTC).date()) == ["2025-12", "2026-01"]


EXPECTED_METADATA = {
    "filing_index": {"dagster/row_count", "requests", "bytes", "newest_filing"},
    "notes_fact": {"dagster/row_count", "requests", "bytes", "archives", "not_published_yet"},
    "submission": {"dagster/row_count", "requests", "bytes", "archives"},
    "fact": {"dagster/row_count"},
    "filing": {"dagster/row_count"},
    "officer": {"dagster/row_count"},
    "candidate_warehouse": {"dagster/row_count", "dagster/uri", "bytes", "tables", "checks_failed"},
    "warehouse": {"dagster/uri", "bytes", "filings"},
    "exports": {"dagster/uri", "files", "bytes"},
}


def test_every_materialisation_says_what_it_brought(home: Path) -> None:
    settings = Settings(home=home)
    with _instance(settings.base / "dagster") as instance:
        for name, keys in EXPECTED_METADATA.items():
            event = instance.get_latest_materialization_event(dg.AssetKey(name))
            assert event is not None and event.asset_materialization is not None, name
            found = event.asset_materialization.metadata
            assert keys <= set(found), name
            if "dagster/row_count" in keys:
                assert isinstance(found["dagster/row_count"].value, int), name
        archives = instance.get_latest_materialization_event(dg.AssetKey("notes_fact"))
        assert archives is not None and archives.asset_materialization is not None
        assert "_notes.zip" in str(archives.asset_materialization.metadata["archives"].value)
        keys_of_assets = defs.resolve_asset_graph().get_all_asset_keys()
        never = [
            key.to_user_string()
            for key in keys_of_assets
            if not instance.get_latest_materialization_event(key)
        ]
    assert never == []
