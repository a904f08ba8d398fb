"""The code location: every asset, check, job, schedule, sensor and resource, put together once for Dagster and
tests."""

import dagster as dg

from assets.checks import candidate_loses_nothing, months_are_whole, newest_filing_is_recent
from assets.describe import describe
from assets.discovery import filing_index
from assets.documents import documents
from assets.metrics import metrics
from assets.month import month
from assets.reading import fact, filing, incident, notes
from assets.report import report
from assets.resources import Workplace, given_workplace, shared_workplace
from assets.schedules import monthly_job, schedules, warehouse_job, watch_job
from assets.sensors import sensors
from assets.warehouse import candidate_checks, candidate_warehouse, company, exports, warehouse

ASSETS = (
    filing_index,
    notes,
    documents,
    fact,
    filing,
    incident,
    metrics,
    month,
    company,
    candidate_warehouse,
    warehouse,
    exports,
    report,
)


def build_definitions(workplace: Workplace | None = None) -> dg.Definitions:
    """The definitions; with a workplace of the caller's where one is given, else that of a run of the daemon.

    Reads the settings, for hours, owner and size of backfills; raises SettingsError where one is not usable.
    """
    place = workplace or Workplace()
    settings = place.settings
    return dg.Definitions(
        assets=[describe(asset, settings) for asset in ASSETS],
        asset_checks=[candidate_checks, candidate_loses_nothing, months_are_whole, newest_filing_is_recent],
        jobs=[monthly_job, warehouse_job, watch_job],
        schedules=schedules(settings, place),
        sensors=sensors(settings, place),
        # The steps of a month share one process: starting one costs more than most steps.
        executor=dg.in_process_executor,
        resources={"workplace": given_workplace(workplace) if workplace else shared_workplace},
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Where Dagster finds them: put together when it asks, for a run of the command line makes its own."""
    return build_definitions()
