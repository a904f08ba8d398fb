"""Checks that need the calendar, beside the asset they judge; those of the warehouse's rows are in `sql/checks`."""

import dagster as dg

from assets.discovery import filing_index
from assets.resources import Workplace
from pipelines.due import business_days_since, newest_filing


@dg.asset_check(
    asset=filing_index,
    description="The newest filing that the index lists is a few business days old at most, judged by the newest"
    " month of the lake: an old month that is run again does not make a late pipeline fresh.",
)
def newest_filing_is_recent(workplace: dg.ResourceParam[Workplace]) -> dg.AssetCheckResult:
    """A warning where no filing has been seen for longer than `CYD_LATE_AFTER_DAYS`."""
    newest, allowed = newest_filing(workplace.lake), workplace.settings.late_after_days
    if newest is None:
        return dg.AssetCheckResult(
            passed=False,
            severity=dg.AssetCheckSeverity.WARN,
            description="The lake holds no filing yet.",
        )
    days = business_days_since(newest, workplace.today)
    return dg.AssetCheckResult(
        passed=days <= allowed,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"The newest filing is of {newest}, {days} business days before {workplace.today}.",
        metadata={"newest_filing": str(newest), "business_days": days, "allowed": allowed},
    )
