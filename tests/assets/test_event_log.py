"""The event log of a home as a second process sees it: Dagster's webserver watches a run that another one makes."""

import queue
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


@pytest.mark.parametrize("package", ["dagster", "dagster-webserver", "dagster-dg-cli"])
def test_dagster_is_bound_to_the_versions_whose_private_parts_were_tested(package: str) -> None:
    found = [Requirement(line) for line in requires("cyd") or () if Requirement(line).name == package]
    assert [str(one.specifier) for one in found] == ["<1.14,>=1.13.27"]
    assert version(package) in found[0].specifier
