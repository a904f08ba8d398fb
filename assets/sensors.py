"""Sensors: SEC's monthly archives, the publication of what was read, and what is told of each run."""

import dagster as dg

from assets.cluster import PUBLISH_QUEUE, QUEUE_TAG
from assets.resources import Workplace
from assets.run_report import alerts_of, write_report
from assets.schedules import WAREHOUSE_ASSETS, may_ask, monthly_job
from pipelines.alert import post_alert
from pipelines.due import months_without_archive
from pipelines.edgar.notes import newly_published, replaced_archives
from pipelines.errors import FetchError
from pipelines.facts.months import covered_months
from pipelines.months import month_of
from pipelines.settings import Settings

PROBE_SECONDS = 6 * 60 * 60
"""SEC publishes an archive a month: four probes a day are soon enough, and a handful of small requests each."""
SOON_SECONDS = 10
ENDED = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)

publish_when_due = dg.AutomationConditionSensorDefinition(
    "publish_when_months_are_done",
    target=dg.AssetSelection.assets(*WAREHOUSE_ASSETS),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=SOON_SECONDS,
    run_tags={QUEUE_TAG: PUBLISH_QUEUE},
    description="Load, audit, publish and export once no month is at work any more.",
)


def sensors(settings: Settings, workplace: Workplace) -> list[dg.SensorDefinition]:
    """Every sensor; the one that asks SEC is on by default where there is a source to ask."""
    status = dg.DefaultSensorStatus.RUNNING if may_ask(settings) else dg.DefaultSensorStatus.STOPPED

    @dg.sensor(
        job=monthly_job,
        minimum_interval_seconds=PROBE_SECONDS,
        default_status=status,
        description="Run a month again when SEC has published its archive, or has published it anew.",
    )
    def monthly_archive(_context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        """At most one run a day for each month whose archive is awaited and has come, or was replaced."""
        today, lake = workplace.today, workplace.lake
        waiting = months_without_archive(lake, month_of(today))
        requests = []
        with workplace.archive() as archive:
            for month in waiting:
                try:
                    found = newly_published(archive, month, today)
                except FetchError as error:
                    return dg.SkipReason(str(error))
                if found:
                    requests.append(dg.RunRequest(run_key=f"{month} {found} {today}", partition_key=month))
            try:
                replaced = replaced_archives(archive, today)
            except FetchError as error:
                return dg.SkipReason(str(error))
        for name in replaced:
            months = [month for month in covered_months(name) if lake.has("submission", month)]
            requests += [
                dg.RunRequest(run_key=f"{month} {name} anew {today}", partition_key=month) for month in months
            ]
        if not requests:
            return dg.SkipReason(f"No archive has come for {', '.join(waiting) or 'any month'}.")
        return dg.SensorResult(run_requests=requests)

    return [monthly_archive, publish_when_due, *(_report_on(status, workplace) for status in ENDED)]


def _report_on(status: dg.DagsterRunStatus, workplace: Workplace) -> dg.SensorDefinition:
    """The sensor that reports on each run that ends so, and tells somebody where that is needed."""

    @dg.run_status_sensor(
        name=f"report_{status.value.lower()}",
        run_status=status,
        default_status=dg.DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=SOON_SECONDS,
        description="Write a report on each run that ended so into CYD_HOME/reports.",
    )
    def report(context: dg.RunStatusSensorContext) -> None:
        settings, run_id = workplace.settings, context.dagster_run.run_id
        told = write_report(context.instance, run_id, settings)
        for alert in alerts_of(told) if told else ():
            post_alert(settings.alert_url, alert)

    return report
