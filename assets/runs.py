"""Start runs from this process: the same jobs that the daemon runs, in the same Dagster instance.

Not here: what is printed about a run (`cli.py`).
"""

import fcntl
import json
import logging
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import dagster as dg

from assets.definitions import build_definitions
from assets.resources import Workplace
from pipelines.errors import AuditError, CydError, SettingsError
from pipelines.files import write_text
from pipelines.lake import Lake
from pipelines.months import FIRST_MONTH, month_of, months_between, previous_month
from pipelines.settings import Settings
from pipelines.warehouse.publish import remove_candidates

INSTANCE = """\
# Runs, events and schedules are kept beside this file.
telemetry:
  enabled: false
run_monitoring:
  enabled: true
  free_slots_after_run_end_seconds: 60
event_log_storage:
  module: assets.event_log
  class: EventLog
  config:
    base_dir: {folder}/history/runs
"""
"""Telemetry off; a cancelled run gives its pool slot back; an event log that keeps up (`event_log.py`)."""

ARCHIVE_AWAITED = 6
"""Months for which a late archive is waited for: SEC has published each within three."""


def months_to_run(lake: Lake, today: date) -> list[str]:
    """The months of a run that names none: from the newest month of the lake, at the latest the previous month,
    to the running one. Archives come a month late, so the previous month is always read again, and so is a
    month whose archive is later than that.

    Raises SettingsError where `today` is before the rules apply.
    """
    running = month_of(today)
    if running < FIRST_MONTH:
        raise SettingsError(f"{today} is before {FIRST_MONTH}, the first month in which the rules apply.")
    newest = lake.months("fact")[-1:] or [running]
    first = min(newest[0], previous_month(running), *_without_archive(lake, running))
    return months_between(max(FIRST_MONTH, first), running)


def _without_archive(lake: Lake, running: str) -> list[str]:
    """The months of the lake, of the last `ARCHIVE_AWAITED`, whose archive has not come yet."""
    earliest = running
    for _ in range(ARCHIVE_AWAITED):
        earliest = previous_month(earliest)
    waiting = [month for month in lake.months("submission") if earliest <= month <= running]
    return [month for month in waiting if lake.need("submission", month).is_empty()]


def run(workplace: Workplace, months: list[str]) -> None:
    """Bring `months` up to date, then load, audit, publish and export.

    Raises SettingsError where a month has not begun, else CydError with the first failure's sentence; the
    published warehouse is then as it was.
    """
    settings = workplace.settings
    if months[-1] > month_of(workplace.today):
        raise SettingsError(
            f"{months[-1]} has not begun on {workplace.today}: name months up to the running one."
        )
    with _only_run(settings), _instance(settings.base / "dagster") as instance:
        _belongs_to(settings)
        remove_candidates(settings)
        definitions = build_definitions(workplace)
        _execute(definitions, "months", instance, months)
        _execute(definitions, "publish", instance, [])


def _execute(definitions: dg.Definitions, job: str, instance: dg.DagsterInstance, months: list[str]) -> None:
    tags = {}
    if months:
        tags = {
            "dagster/asset_partition_range_start": months[0],
            "dagster/asset_partition_range_end": months[-1],
        }
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    try:
        definitions.resolve_job_def(job).execute_in_process(run_config=quiet, instance=instance, tags=tags)
    except dg.DagsterExecutionInterruptedError as error:  # Dagster's word for Ctrl-C, no Exception
        raise KeyboardInterrupt from error
    except dg.DagsterError as error:
        if type(error).__name__ != "DagsterAssetCheckFailedError":  # Dagster does not export this class
            raise
        names = re.findall(r"candidate_warehouse: (.+)", str(error))
        raise AuditError(
            f"Not published, because these checks failed: {', '.join(names)}. The warehouse is as it was; the"
            " candidate is kept for a look: its meta.check_result shows the rows."
        ) from error


@contextmanager
def _instance(folder: Path) -> Iterator[dg.DagsterInstance]:
    """The Dagster instance of this home: its history is the webserver's too."""
    write_text(folder / "dagster.yaml", INSTANCE.format(folder=json.dumps(str(folder))[1:-1]))
    os.environ["DAGSTER_HOME"] = str(folder)
    warnings.filterwarnings("ignore", category=UserWarning, module="dagster")
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        yield instance


@contextmanager
def _only_run(settings: Settings) -> Iterator[None]:
    """Refuse a second run on the same home; the lock goes with the process, however it ends."""
    settings.base.mkdir(parents=True, exist_ok=True)
    with (settings.base / ".run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CydError(f"Another run is at work in {settings.base}: wait for it to end.") from error
        yield


def _belongs_to(settings: Settings) -> None:
    """Refuse to mix the synthetic sample with real filings in one home."""
    kind = "the synthetic sample" if settings.sample else "EDGAR"
    mark = settings.base / ".source"
    held = mark.read_text().strip() if mark.is_file() else kind
    if held != kind:
        raise SettingsError(
            f"{settings.base} holds filings of {held}: set CYD_HOME to another folder for {kind}."
        )
    write_text(mark, kind + "\n")
