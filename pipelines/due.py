"""Which months are due: for a run that names none, for the night, for an archive that is late; and whether the
whole is late. Rules of the calendar and of what the lake holds; who starts runs by them is `assets/`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.errors import SettingsError
from pipelines.lake import Lake
from pipelines.months import FIRST_MONTH, month_of, months_between, next_month, previous_month

ARCHIVE_AWAITED = 6
"""Months for which a late archive is waited for: SEC has published each within three."""

BULK = ("filing_index", "notes")
"""Steps of a month that read what tells of many filings at once. A lone filing is tried again while its month is young,
or with its month."""

SATURDAY = 5


def months_due(lake: Lake, today: date) -> list[str]:
    """The months of a night: from the newest month of the lake, at the latest the previous month, to the running
    one, so that nights that were missed are made up for; and those that are not done, whatever their age.

    Raises SettingsError where `today` is before the rules apply.
    """
    running = month_of(today)
    if running < FIRST_MONTH:
        raise SettingsError(f"{today} is before {FIRST_MONTH}, the first month in which the rules apply.")
    newest = list(lake.states())[-1:] or [running]
    night = months_between(max(FIRST_MONTH, min(newest[0], previous_month(running))), running)
    return sorted({*night, *months_not_done(lake, running), *months_to_mend(lake, today)})


def months_not_done(lake: Lake, running: str) -> list[str]:
    """The months up to the running one that a run was cut off or failed in, and those of which nobody knows, since a
    version of the product that kept no states filled them."""
    found = {month for month, state in lake.states().items() if not state.is_done}
    return sorted(month for month in found | set(lake.earlier_months()) if FIRST_MONTH <= month <= running)


def months_to_mend(lake: Lake, today: date) -> list[str]:
    """The months of which an index or an archive was damaged when it was read: it is asked for again the next day."""
    return [
        month
        for month, state in lake.states().items()
        if any(
            (again := state.steps[name].again) and again <= str(today) for name in BULK if name in state.steps
        )
        and FIRST_MONTH <= month <= month_of(today)
    ]


def stretches(months: list[str]) -> list[list[str]]:
    """Months in order as stretches of months in a row."""
    found: list[list[str]] = []
    for month in months:
        if found and next_month(found[-1][-1]) == month:
            found[-1].append(month)
        else:
            found.append([month])
    return found


def months_to_run(lake: Lake, today: date) -> list[str]:
    """The months of a run that names none: those of the night, and those whose archive is still awaited.

    Raises SettingsError where `today` is before the rules apply.
    """
    due = months_due(lake, today)
    return sorted({*due, *months_without_archive(lake, due[-1])})


def months_without_archive(lake: Lake, running: str) -> list[str]:
    """The months of the lake, of the last `ARCHIVE_AWAITED`, whose archive has not come yet."""
    earliest = running
    for _ in range(ARCHIVE_AWAITED):
        earliest = previous_month(earliest)
    waiting = [month for month in lake.months("submission") if earliest <= month <= running]
    return [month for month in waiting if lake.need("submission", month).is_empty()]


def newest_filing(lake: Lake) -> date | None:
    """The day of the newest filing that the index lists, by the newest month of the lake that has any: what was
    run last may have been a month of years ago."""
    for month in reversed(lake.months("filing_index")):
        newest = lake.need("filing_index", month)["filed"].max()
        if isinstance(newest, date):
            return newest
    return None


def business_days_since(day: date, today: date) -> int:
    """Business days after `day`, up to and with yesterday: those of which EDGAR's index can be known today."""
    return sum(one.weekday() < SATURDAY for one in _days_between(day, today))


def _days_between(day: date, today: date) -> Iterator[date]:
    for number in range(1, (today - day).days):
        yield day + timedelta(days=number)
