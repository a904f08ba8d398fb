"""Dagster's instance of a home: how many runs at once, what becomes of those that crash, and by `cluster.py` who
executes them and where their history is kept.

Written as `dagster.yaml` from the settings, so that the command line, the webserver, the daemon and workers agree.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assets.cluster import start_timeout, storage_and_launcher, variables
from pipelines.files import write_text
from pipelines.settings import Settings

if TYPE_CHECKING:
    import dagster as dg

SEC_POOL = "sec"
"""The pool of all steps that ask SEC. How often they ask is the client's limit, over all processes; the pool
keeps steps from waiting for it in crowds."""

STEPS_AT_SEC = 4

EVENTS_AT_ONCE = 1000
"""How many events that belong together Dagster holds back and hands to `event_log.py` at once: those planned of a run,
and those of the months of one asset. All others are written as they happen."""

OF_THE_DAEMON, BY_HAND = "dagster.yaml", "by_hand.yaml"
"""The instance of the daemon and its runs, and that of a run of the command line. The second asks no pool: it is alone
in the home, and slots that a killed run holds are given back by the daemon alone, which may not be there."""

INSTANCE = """\
# Made from the settings by `cyd` (assets/instance.py); a change made here is lost.
# Logs are kept beside this file, and where no database is set, runs, events and schedules.
telemetry:
  enabled: false
nux:
  enabled: false
{storage_and_launcher}concurrency:
  runs:
    max_concurrent_runs: {parallel_runs}
  pools:
    granularity: {granularity}
    default_limit: {steps_at_sec}
run_queue:
  dequeue_interval_seconds: 1
# A run whose process is gone, or that hangs, is ended and gives its slots back ...
run_monitoring:
  enabled: true
  start_timeout_seconds: {start_timeout}
  cancel_timeout_seconds: 60
  max_runtime_seconds: 21600
  free_slots_after_run_end_seconds: 60
  poll_interval_seconds: 30
# ... and is started anew where its process crashed. What fails for a reason is not: steps try again by
# themselves where that may help (assets/resources.py).
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      success: 90
      failure: 90
"""


WORKSPACE = """\
load_from:
  - python_module:
      module_name: assets.definitions
      location_name: cyd
"""
"""Where Dagster finds the definitions; the same as the repository's `workspace.yaml`."""


def write_instance(settings: Settings) -> Path:
    """Write the instances and `workspace.yaml` of a home and return their folder, the `DAGSTER_HOME`."""
    folder = settings.base / "dagster"
    for name, granularity in ((OF_THE_DAEMON, "op"), (BY_HAND, "run")):  # "run": steps ask no pool
        text = INSTANCE.format(
            storage_and_launcher=storage_and_launcher(settings, folder),
            start_timeout=start_timeout(settings),
            parallel_runs=settings.parallel_runs,
            steps_at_sec=STEPS_AT_SEC,
            granularity=granularity,
        )
        write_text(folder / name, text)
    write_text(folder / "workspace.yaml", WORKSPACE)
    return folder


def dagster_environment(settings: Settings) -> dict[str, str]:
    """What a process of Dagster's needs in its environment to work in a home; its `dagster.yaml` is written."""
    return {
        "DAGSTER_HOME": str(write_instance(settings)),
        "DAGSTER_EVENT_BATCH_SIZE": str(EVENTS_AT_ONCE),
        **variables(settings),
    }


@contextmanager
def instance_of(settings: Settings, file: str = OF_THE_DAEMON) -> Iterator["dg.DagsterInstance"]:
    """The Dagster instance of a home, of the daemon or `BY_HAND`, quiet; both share one history."""
    import dagster as dg  # noqa: PLC0415 (a second, which a worker that only needs the file need not wait)

    os.environ.update(dagster_environment(settings))
    warnings.filterwarnings("ignore", category=UserWarning, module="dagster")
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    with dg.DagsterInstance.from_config(os.environ["DAGSTER_HOME"], file) as instance:
        yield instance
