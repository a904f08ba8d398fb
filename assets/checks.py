"""Checks that need the calendar or what is published; those of the warehouse's own rows are in `sql/checks`."""

import json

import dagster as dg

from assets.discovery import filing_index
from assets.resources import Workplace
from assets.warehouse import candidate_of, candidate_warehouse
from pipelines.due import business_days_since, newest_filing
from pipelines.warehouse.compare import months_that_lost


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


@dg.asset_check(
    asset=candidate_warehouse,
    description="Each month holds at least the filings and facts that are published of it.",
)
def candidate_loses_nothing(
    context: dg.AssetCheckExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> dg.AssetCheckResult:
    """A warning that names the months that lost rows, with what they had."""
    lost = months_that_lost(candidate_of(context), workplace.settings.warehouse_path)
    return dg.AssetCheckResult(
        passed=lost.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        description=f"Months that lost rows: {', '.join(lost['month']) or 'none'}.",
        metadata={"months": lost.height, "sample": lost.head(5).write_json()},
    )


@dg.asset_check(
    asset=candidate_warehouse,
    description="No month was cut off: every step of each month that was begun is done.",
)
def months_are_whole(workplace: dg.ResourceParam[Workplace]) -> dg.AssetCheckResult:
    """A warning that names the months that are published as they were whole last, or not at all; they are due."""
    reasons = {month: state.reason for month, state in workplace.lake.states().items() if state.reason}
    told = " ".join(f"{month}: {reason}" for month, reason in reasons.items())
    return dg.AssetCheckResult(
        passed=not reasons,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"Months that are not whole: {told or 'none'}",
        metadata={"months": len(reasons), "sample": json.dumps(reasons)},
    )
