"""Several processes or machines: where Dagster keeps its history and who executes its runs, by setting.

Without settings, files in the home and processes of this machine. With `CYD_DATABASE_URL`, PostgreSQL; with
`CYD_BROKER_URL`, workers of Celery (`worker.py`). Addresses may hold passwords, so `dagster.yaml` names the
environment's variable instead; `variables` gives them to whoever starts a process of Dagster's.
"""

import json
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import SettingsError

if TYPE_CHECKING:
    from pipelines.settings import Settings


class Part(StrEnum):
    """What is served: both on a machine of one's own, each in a container of its own in `deploy/`."""

    both = "both"
    webserver = "webserver"
    daemon = "daemon"


MONTHS_QUEUE = "months"
"""The queue of all runs but publications: any worker takes them."""
PUBLISH_QUEUE = "publish"
"""The queue of publications: for a worker on the machine whose home holds the published warehouse."""

QUEUE_TAG = "dagster-celery/queue"
"""The tag of a job that names the queue of its runs."""
CELERY_SETTINGS = {
    "broker_connection_retry_on_startup": True,
    "worker_prefetch_multiplier": 1,
    "worker_disable_prefetch": True,
    "worker_redirect_stdouts": False,
}
"""A worker waits for its broker, takes no run before it has time for it, and prints what Dagster prints."""

FILES = """\
event_log_storage:
  module: assets.event_log
  class: EventLog
  config:
    base_dir: {folder}/history/runs
"""
DATABASE_VARIABLE = "CYD_DAGSTER_DATABASE"
POSTGRES = f"""\
storage:
  postgres:
    postgres_url:
      env: {DATABASE_VARIABLE}
"""
CELERY = f"""\
run_launcher:
  module: dagster_celery.launcher
  class: CeleryRunLauncher
  config:
    broker:
      env: CYD_BROKER_URL
    backend:
      env: CYD_BROKER_URL
    default_queue: {MONTHS_QUEUE}
"""


START_SECONDS, WAIT_SECONDS = 180, 6 * 60 * 60
"""How long a run may take to begin: a process at once, a worker when it has ended what it is at."""


def start_timeout(settings: "Settings") -> int:
    """Seconds after which a run that has not begun is given up."""
    return WAIT_SECONDS if settings.broker_url else START_SECONDS


def storage_and_launcher(settings: "Settings", folder: Path) -> str:
    """The parts of `dagster.yaml` in `folder` that say where history is kept and who executes runs.

    Raises SettingsError where what a setting needs is not installed.
    """
    parts = []
    if settings.database_url:
        _need("CYD_DATABASE_URL", "dagster_postgres")
        parts.append(POSTGRES)
    else:
        parts.append(FILES.format(folder=json.dumps(str(folder))[1:-1]))
    if settings.broker_url:
        _need("CYD_BROKER_URL", "dagster_celery")
        parts.append(CELERY)
    return "".join(parts)


def variables(settings: "Settings") -> dict[str, str]:
    """What `dagster.yaml` names, for the environment of the processes that read it: a setting may come from `.env`.

    The driver is named, because SQLAlchemy 2.1 takes another one than dagster-postgres brings.
    """
    found = {}
    if settings.database_url:
        scheme, _, rest = settings.database_url.partition("://")
        found[DATABASE_VARIABLE] = f"{scheme.partition('+')[0]}+psycopg2://{rest}"
    if settings.broker_url:
        found["CYD_BROKER_URL"] = settings.broker_url
    return found


def _need(name: str, module: str) -> None:
    if find_spec(module) is None:
        raise SettingsError(f"{name} needs more than is installed: pip install 'cyd[cluster]'.")
