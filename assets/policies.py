"""When an asset is out of date and what is done about it: automation conditions and freshness policies.

Both are for the assets without partitions alone. A month that is run again, however old, would turn a policy on a
partitioned asset green; whether its newest month is late is judged by the check in `checks.py`.
"""

from datetime import timedelta

import dagster as dg

from pipelines.settings import Settings

NIGHT_HOURS = 6
"""A night of one or two months takes minutes; after so many hours somebody should look."""

whenever_months_are_done = (
    dg.AutomationCondition.any_deps_updated().since_last_handled()
    & ~dg.AutomationCondition.any_deps_in_progress()
    & ~dg.AutomationCondition.in_progress()
    & dg.AutomationCondition.all_deps_blocking_checks_passed()
).with_label("whenever months are done")
"""One publication after a night, a backfill or a single month: as soon as nothing upstream is at work any more.
Months that failed, or were never run, do not hold back the others."""


def fresh_each_night(settings: Settings) -> dg.FreshnessPolicy:
    """Renewed between the start of the night of each business day and some hours later."""
    hour, minute = (int(part) for part in settings.nightly_at.split(":"))
    days = "2-6" if hour + NIGHT_HOURS > 23 else "1-5"  # noqa: PLR2004 (hours of a day)
    return dg.FreshnessPolicy.cron(
        deadline_cron=f"{minute} {(hour + NIGHT_HOURS) % 24} * * {days}",
        lower_bound_delta=timedelta(hours=NIGHT_HOURS),
        timezone=settings.time_zone,
    )
