"""A worker: a process that takes runs from the broker's queues and executes them, one after the other.

Started by `cyd worker`, as often and on as many machines as there is work; the daemon hands out the runs. A run of
one month is one task; what it needs of other months it reads from the lake.
"""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from assets.instance import dagster_environment
from pipelines.errors import SettingsError
from pipelines.settings import Settings

RUNS_PER_PROCESS = 20
"""After so many runs a worker's process is replaced, so that memory which libraries keep is given back."""


def become_worker(settings: Settings, queues: Sequence[str]) -> NoReturn:
    """Replace this process by a worker that takes runs from `queues` until it is told to end.

    Raises SettingsError where no broker is set, or what a worker needs is not installed.
    """
    if not settings.broker_url:
        raise SettingsError("A worker needs CYD_BROKER_URL, such as redis://127.0.0.1:6379/0.")
    started = dagster_environment(settings)
    words = ["-m", "celery", "--quiet", "--app", "assets.celery_app", "worker", "--queues", ",".join(queues)]
    words += ["--concurrency", "1", "--max-tasks-per-child", str(RUNS_PER_PROCESS)]
    words += ["--hostname", f"cyd-{os.getpid()}@%h", "--loglevel", "WARNING"]
    words += ["--without-mingle", "--without-gossip"]
    environment = {**os.environ, **started}
    os.execve(sys.executable, [sys.executable, *words], environment)  # noqa: S606 (our own interpreter, no shell)
