"""Several processes with a lake in a bucket do what one process with a folder does."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import dagster as dg
import psycopg2
import pytest
from celery import Celery
from dagster._core.code_pointer import ModuleCodePointer
from dagster._core.definitions.reconstruct import ReconstructableJob, ReconstructableRepository

from assets.definitions import defs
from assets.instance import instance_of
from pipelines.sample.generate import write_sample
from pipelines.settings import load_settings
from tests.bucket import BUCKET, bucket_on_loopback
from tests.conftest import ROOT, Cyd, command, environment
from tests.runs import files_of, tables_of
from tests.services import PASSWORD, postgres_on_loopback, redis_on_loopback

WORKERS = 2
RANGES = [
    {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last}
    for first, last in (("2025-01", "2025-02"), ("2025-03", "2025-05"), ("2026-02", "2026-03"))
]
"""The sample's months as three runs: a run a month would prove no more, and takes three seconds each to start."""
LONGEST_SECONDS = 180


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Bucket, broker, database and two workers; yields the settings that they share."""
    write_sample(tmp_path / "edgar")
    with ExitStack() as stack:
        broker = stack.enter_context(redis_on_loopback())
        database = stack.enter_context(postgres_on_loopback())
        bucket = stack.enter_context(bucket_on_loopback())
        changed = {
            **bucket.environment,
            "AWS_ENDPOINT_URL": bucket.stand_in,
            "CYD_EDGAR_URL": (tmp_path / "edgar").as_uri(),
            "CYD_SAMPLE": "true",
            "CYD_LAKE": f"s3://{BUCKET}/lake",
            "CYD_BROKER_URL": broker,
            "CYD_WORKERS": "1",
        }
        if database:
            changed["CYD_DATABASE_URL"] = database
        home = tmp_path / "home"
        for name, value in {**changed, "CYD_HOME": str(home), "DAGSTER_HOME": str(home / "dagster")}.items():
            monkeypatch.setenv(name, value)
        for name in (
            "CYD_DAGSTER_DATABASE",
            "CYD_BROKER_URL",
        ):  # set again by us: to be as they were afterwards
            monkeypatch.setenv(name, changed.get(name, ""))
        monkeypatch.chdir(ROOT)
        with instance_of(load_settings()):  # the first to come makes the tables
            pass
        for number in range(WORKERS):
            log = stack.enter_context((tmp_path / f"worker-{number}.log").open("w"))
            worker = subprocess.Popen(
                command("worker"), env=environment(home, changed), cwd=ROOT, stdout=log, stderr=log
            )
            stack.callback(_end, worker)
        while len(Celery(broker=broker).control.ping(timeout=1)) < WORKERS:
            assert worker.poll() is None, (tmp_path / "worker-1.log").read_text()
        yield changed


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(20)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _execute(instance: dg.DagsterInstance, job: str, tags: Sequence[dict[str, str]]) -> list[str]:
    """Hand one run per set of tags to the launcher, wait for their ends, and return who executed them."""
    pointer = ModuleCodePointer("assets.definitions", "defs", str(ROOT))
    origin = ReconstructableJob(ReconstructableRepository(pointer), job).get_python_origin()
    definition = defs().resolve_job_def(job)
    runs: list[str] = []
    for tag in tags:
        run = instance.create_run_for_job(definition, tags={**definition.tags, **tag}, job_code_origin=origin)
        launch: Any = instance.launch_run
        launch(run.run_id, None)  # this launcher needs no workspace
        runs.append(run.run_id)
    end = time.monotonic() + LONGEST_SECONDS
    while not all(_run(instance, run).is_finished for run in runs):
        assert time.monotonic() < end, [_run(instance, run).status for run in runs]
        time.sleep(0.2)
    assert {_run(instance, run).status for run in runs} == {dg.DagsterRunStatus.SUCCESS}
    return [
        str(event.user_message)
        for run in runs
        for event in instance.all_logs(run)
        if "(pid: " in event.user_message
    ]


def _run(instance: dg.DagsterInstance, run: str) -> dg.DagsterRun:
    found = instance.get_run_by_id(run)
    assert found is not None
    return found


def test_two_workers_and_a_bucket_give_the_warehouse_of_one_process_and_a_folder(
    cluster: dict[str, str], sample_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with instance_of(load_settings()) as instance:
        said = _execute(instance, "months", RANGES)
        assert len({line.split("(pid: ")[1] for line in said if line.startswith("Executing")}) == WORKERS
        _execute(instance, "publish", [{}])
    assert not (home / "lake").exists()
    many, one = tables_of(home), tables_of(sample_home)
    assert many.keys() == one.keys()
    assert [name for name in many if not many[name].equals(one[name])] == []
    assert many["core.fact"].height > 0
    assert files_of(home) == files_of(sample_home)
    _history_is_in_the_database(cluster, home)
    _nothing_tells_the_password(tmp_path)


def _history_is_in_the_database(cluster: dict[str, str], home: Path) -> None:
    if "CYD_DATABASE_URL" not in cluster:
        return
    with psycopg2.connect(cluster["CYD_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM runs WHERE status = 'SUCCESS'")
        assert cursor.fetchone() == (len(RANGES) + 1,)
    connection.close()
    assert not (home / "dagster" / "history").exists()


def _nothing_tells_the_password(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes(), path


def test_a_worker_without_a_broker_is_a_usage_error(cyd: Cyd, tmp_path: Path) -> None:
    ended = cyd("worker", home=tmp_path / "home")
    assert ended.code == 2
    assert "CYD_BROKER_URL" in ended.sentences
    assert "CYD_BROKER_URL" not in os.environ
