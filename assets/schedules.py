"""Jobs and when they run: every night the running month and the one before, then the warehouse."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.months import month_of, previous_month

NEW_YORK = ZoneInfo("America/New_York")
WAREHOUSE_ASSETS = ("company", "candidate_warehouse", "warehouse", "exports")

_warehouse = dg.AssetSelection.assets(*WAREHOUSE_ASSETS)

monthly_job = dg.define_asset_job(
    "months",
    selection=dg.AssetSelection.all() - _warehouse,
    description="Discover, fetch, read and derive one month or a range of months.",
)
warehouse_job = dg.define_asset_job(
    "publish",
    selection=_warehouse,
    description="Load every month of the lake, audit, publish, export.",
)


@dg.schedule(
    job=monthly_job,
    cron_schedule="30 22 * * 1-5",
    execution_timezone=NEW_YORK.key,
    description="SEC's daily index closes about 22:00 Eastern time on business days.",
)
def nightly(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest]:
    """One run of the previous and the running month."""
    moment = context.scheduled_execution_time.astimezone(NEW_YORK)
    month = month_of(moment.date())
    yield dg.RunRequest(
        run_key=f"{moment:%Y-%m-%d}",
        tags={
            "dagster/asset_partition_range_start": previous_month(month),
            "dagster/asset_partition_range_end": month,
        },
    )


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[monthly_job],
    request_job=warehouse_job,
    description="Publish once a run of months has succeeded.",
)
def publish_after_months(context: dg.RunStatusSensorContext) -> dg.RunRequest:
    """One publication per finished run of months."""
    return dg.RunRequest(run_key=context.dagster_run.run_id)
