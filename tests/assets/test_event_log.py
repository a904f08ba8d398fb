"""The event log of a home as a second process sees it: Dagster's webserver watches a run that another one makes."""

import queue
import sqlite3
import subprocess
import sys
import time
from importlib.metadata import requires, version
from pathlib import Path

import dagster as dg
import pytest
from packaging.requirements import Requirement

from assets.event_log import EventLog
from assets.instance import instance_of
from pipelines.settings import Settings

from ..conftest import ROOT, environment

RUN_ID = "00000000-0000-4000-8000-000000000001"
TELLS = f"""
import sys
import dagster as dg
from assets.instance import instance_of
from pipelines.settings import load_settings

@dg.op
def tell(context):
    for number in range(8):
        context.log.info(f"event {{number}}")
        sys.stdin.readline()  # until the watcher has seen it

@dg.job
def telling():
    tell()

with instance_of(load_settings()) as instance:
    quiet = {{"loggers": {{"console": {{"config": {{"log_level": "CRITICAL"}}}}}}}}
    telling.execute_in_process(instance=instance, run_id="{RUN_ID}", run_config=quiet)
"""
SECONDS = 20


def test_each_event_of_a_run_is_seen_by_a_watcher_in_another_process_while_the_run_is_at_work(
    tmp_path: Path,
) -> None:
    """What a run's page in the browser lives on; each line must come before the next one is written."""
    settings = Settings(home=tmp_path / "home")
    with instance_of(settings) as instance:
        assert isinstance(instance.event_log_storage, EventLog)
        heard: queue.Queue[str] = queue.Queue()

        def hear(entry: dg.EventLogEntry, _cursor: str) -> None:
            heard.put(str(entry.dagster_event_type or entry.user_message))

        instance.watch_event_logs(RUN_ID, None, hear)
        with subprocess.Popen(
            [sys.executable, "-c", TELLS],
            env=environment(settings.base),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdin is not None
            try:
                for number in range(8):
                    latest = time.monotonic() + SECONDS
                    while heard.get(timeout=max(latest - time.monotonic(), 0.01)) != f"event {number}":
                        pass
                    running.stdin.write("\n")
                    running.stdin.flush()
                while "RUN_SUCCESS" not in heard.get(timeout=SECONDS).replace("PIPELINE", "RUN"):
                    pass
            finally:
                running.kill()
        instance.end_watch_event_logs(RUN_ID, hear)


TABLES = {
    "event_logs": "run_id, event, dagster_event_type, timestamp, step_key, asset_key, partition",
    "asset_keys": "asset_key, last_run_id, last_materialization_timestamp, last_materialization IS NULL",
    "asset_event_tags": "asset_key, key, value, event_timestamp, event_id",
    "asset_check_executions": "asset_key, check_name, run_id, execution_status, evaluation_event_storage_id",
}


@dg.asset(partitions_def=dg.StaticPartitionsDefinition(["a", "b", "c"]))
def parted() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(data_version=dg.DataVersion("1"))


@dg.asset_check(asset=parted)
def looked_at() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


def _rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(file) as connection:
        return {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str)
            for table, columns in TABLES.items()
        }


def test_events_written_at_once_are_those_that_are_written_one_by_one(tmp_path: Path) -> None:
    """The same events of a real run, each by itself and together, as Dagster hands them over."""
    with instance_of(Settings(home=tmp_path / "home")) as instance:
        job = dg.Definitions(
            assets=[parted], asset_checks=[looked_at], jobs=[dg.define_asset_job("both")]
        ).resolve_job_def("both")
        tags = {"dagster/asset_partition_range_start": "a", "dagster/asset_partition_range_end": "c"}
        job.execute_in_process(instance=instance, tags=tags, run_id=RUN_ID)
        planned, made = (
            dg.DagsterEventType.ASSET_MATERIALIZATION_PLANNED,
            dg.DagsterEventType.ASSET_MATERIALIZATION,
        )
        checked = dg.DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED
        batches = [instance.all_logs(RUN_ID, of_type=kinds) for kinds in ({planned, checked}, {made})]
    assert [len(batch) for batch in batches] == [3 + 1, 3]
    alone, together = EventLog(str(tmp_path / "alone")), EventLog(str(tmp_path / "together"))
    for batch in batches:
        together.store_event_batch(batch)
        for event in batch:
            alone.store_event(event)
    for name in ("index", RUN_ID):
        assert _rows(tmp_path / "together" / f"{name}.db") == _rows(tmp_path / "alone" / f"{name}.db")
    assert len(_rows(tmp_path / "together" / "index.db")["asset_event_tags"]) >= len(batches[1])


@pytest.mark.parametrize("package", ["dagster", "dagster-webserver", "dagster-dg-cli"])
def test_dagster_is_bound_to_the_versions_whose_private_parts_were_tested(package: str) -> None:
    found = [Requirement(line) for line in requires("cyd") or () if Requirement(line).name == package]
    assert [str(one.specifier) for one in found] == ["<1.14,>=1.13.27"]
    assert version(package) in found[0].specifier
