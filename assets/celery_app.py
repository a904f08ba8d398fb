"""The application of Celery that the launcher of `cluster.py` speaks to. Celery's worker imports it by name; nothing
else does. Nothing here may import Polars: a worker forks, and a fork hangs where Polars was at work before."""

from celery import Celery
from dagster_celery.make_app import make_app
from dagster_celery.tasks import create_execute_job_task, create_resume_job_task

from assets.cluster import CELERY_SETTINGS, MONTHS_QUEUE
from pipelines.settings import load_settings

app: Celery = make_app(  # type: ignore[no-untyped-call]
    {
        "broker": load_settings().broker_url,
        "backend": load_settings().broker_url,
        "config_source": CELERY_SETTINGS,
        "task_default_queue": MONTHS_QUEUE,
    }
)
execute_job = create_execute_job_task(app)
resume_job = create_resume_job_task(app)
