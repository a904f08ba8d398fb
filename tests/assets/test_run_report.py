"""Each run has a report that a program can read: what it brought, or what failed, in a sentence."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets.definitions import build_definitions
from assets.instance import instance_of
from assets.resources import Workplace
from assets.run_report import alerts_of, report_on, write_report
from assets.runs import run
from pipelines.errors import FetchError
from pipelines.settings import Settings

from ..taking import taking


def reports(home: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((home / "reports").glob("*-*.json"))]


def test_a_run_of_the_command_line_leaves_a_report_on_months_and_publication(sample_home: Path) -> None:
    months, publish = reports(sample_home)
    assert (months["job"], months["status"], publish["job"]) == ("months", "SUCCESS", "publish")
    assert months["months"] == ["2025-01", "2026-03"]
    assert months["assets"]["fact"]["rows"] > 1000 and months["assets"]["fact"]["partitions"] > 10
    assert months["seconds"] > 0 and months["failures"] == [] and months["retries"] == 0
    assert publish["published"] and publish["assets"]["warehouse"]["filings"] > 50
    assert all(check["passed"] for check in publish["checks"]) and len(publish["checks"]) > 10
    latest = json.loads((sample_home / "reports" / "latest.json").read_text())
    assert latest == publish


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose only run failed, for its source is gone."""
    home = tmp_path_factory.mktemp("failed")
    settings = Settings(home=home, edgar_url=(home / "gone").as_uri(), identity=None)
    with pytest.raises(FetchError):
        run(Workplace(settings, date(2025, 5, 30)), ["2025-05"])
    return settings


def test_a_run_that_failed_says_where_and_why_in_a_sentence(failed: Settings) -> None:
    (report,) = reports(failed.base)
    assert (report["status"], report["months"], report["published"]) == ("FAILURE", ["2025-05"], None)
    assert {one["step"] for one in report["failures"]} == {"filing_index"}
    for one in report["failures"]:
        assert one["error"] == "FetchError"
        assert one["sentence"].startswith("There is no folder") and one["sentence"].endswith(".")


def test_a_failed_run_is_told_of_once_by_its_sensor(failed: Settings) -> None:
    with taking() as server, instance_of(failed) as instance:
        settings = failed.model_copy(update={"alert_url": server.url})
        repository = build_definitions(Workplace(settings)).get_repository_def()
        (dagster_run,) = instance.get_runs()
        context = dg.build_run_status_sensor_context(
            sensor_name="report_failure",
            dagster_instance=instance,
            dagster_run=dagster_run,
            dagster_event=dg.DagsterEvent("PIPELINE_FAILURE", job_name=dagster_run.job_name),
        )
        repository.get_sensor_def("report_failure")(context)
        (message,) = server.taken
    assert (message["kind"], message["months"]) == ("run failed", ["2025-05"])
    assert message["failures"][0]["sentence"].startswith("There is no folder")


def test_a_late_pipeline_is_told_of_by_the_morning_watch(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, identity=None)
    workplace = Workplace(settings, date(2025, 5, 30))
    with instance_of(settings) as instance:
        watch = build_definitions(workplace).resolve_job_def("watch")
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        ended = watch.execute_in_process(instance=instance, run_config=quiet)
        told = report_on(instance, ended.run_id)
        assert told is not None and told["status"] == "SUCCESS", "a late pipeline is no broken one"
        (alert,) = alerts_of(told)
        assert (alert["kind"], alert["check"]) == ("late", "newest_filing_is_recent")
        assert alert["sentence"] == "The lake holds no filing yet."
        assert write_report(instance, "no such run", settings) is None


def test_a_publication_with_less_than_before_is_told_of_but_not_held_back(home: Path) -> None:
    settings = Settings(home=home, sample=True, edgar_url=(home / "sample").as_uri(), identity=None)
    workplace = Workplace(settings)
    for partition in (home / "lake").glob("month=2025-01"):
        shutil.rmtree(partition)
    with instance_of(settings) as instance:
        publish = build_definitions(workplace).resolve_job_def("publish")
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        ended = publish.execute_in_process(instance=instance, run_config=quiet, raise_on_error=False)
        report = report_on(instance, ended.run_id)
    assert report is not None and report["status"] == "SUCCESS", report["failures"]
    (alert,) = alerts_of(report)
    assert (alert["kind"], alert["sentence"]) == ("rows lost", "Months that lost rows: 2025-01.")
