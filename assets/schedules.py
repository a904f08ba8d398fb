"""Jobs and when they run: every night the months that are due, every morning a look at whether all is well.

What is downstream of the months is published by its automation condition (`policies.py`), whoever ran them.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import dagster as dg

from assets.checks import newest_filing_is_recent
from assets.cluster import PUBLISH_QUEUE, QUEUE_TAG
from assets.resources import Workplace
from pipelines.due import months_due
from pipelines.settings import Settings

WAREHOUSE_ASSETS = ("company", "candidate_warehouse", "warehouse", "exports", "report")
BUSINESS_DAYS, DAYS_AFTER = "1-5", "2-6"
MORNING_HOUR = 6

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
    tags={QUEUE_TAG: PUBLISH_QUEUE},
)
watch_job = dg.define_asset_job(
    "watch",
    selection=dg.AssetSelection.checks(newest_filing_is_recent),
    description="Look whether the pipeline is late; brings nothing.",
)


def may_ask(settings: Settings) -> bool:
    """Whether there is a source that may be asked unattended: a mirror, or SEC with an identity."""
    return not settings.sample and (not settings.is_sec or bool((settings.identity or "").strip()))


def schedules(settings: Settings, workplace: Workplace) -> list[dg.ScheduleDefinition]:
    """The schedules, at the hours of the settings; on by default where there is a source to ask."""
    status = dg.DefaultScheduleStatus.RUNNING if may_ask(settings) else dg.DefaultScheduleStatus.STOPPED
    zone = ZoneInfo(settings.time_zone)
    hour, minute = (int(part) for part in settings.nightly_at.split(":"))

    @dg.schedule(
        job=monthly_job,
        cron_schedule=f"{minute} {hour} * * {BUSINESS_DAYS}",
        execution_timezone=settings.time_zone,
        default_status=status,
        description="SEC's daily index closes about 22:00 Eastern time on business days.",
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest]:
        """One run for each month that is due: the previous and the running one, and those that were missed."""
        moment = context.scheduled_execution_time.astimezone(zone)
        for month in months_due(workplace.lake, moment.date()):
            yield dg.RunRequest(run_key=f"{moment:%Y-%m-%d} {month}", partition_key=month)

    watch = dg.ScheduleDefinition(
        name="morning",
        job=watch_job,
        cron_schedule=f"0 {MORNING_HOUR} * * {DAYS_AFTER}",
        execution_timezone=settings.time_zone,
        default_status=status,
        description="Look whether the night brought anything, even where no run was started.",
    )
    return [nightly, watch]
