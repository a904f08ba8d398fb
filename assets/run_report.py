"""A machine-readable report on each run: what it was asked for, what it brought, what failed and why.

`CYD_HOME/reports/<start>-<run id>.json`, and the last one as `latest.json`, both written atomically, with the figures
of the last run of each job beside them (`run_figures.py`). Read from Dagster's own event log, so a run that crashed has
its report too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import dagster as dg
from dagster import DagsterEventType, EventLogEntry

from assets.run_figures import write_figures
from pipelines.files import write_text
from pipelines.settings import Settings
from pipelines.warehouse.publish import published_load

REPORT_VERSION = 1
KEPT_REPORTS = 1000
"""A night makes three runs: a year of nights."""

ALARMING = {
    "newest_filing_is_recent": ("watch", "late"),
    "candidate_loses_nothing": ("", "rows lost"),
    "months_are_whole": ("", "month not whole"),
}
"""The checks whose failure somebody is told of: in which job (empty: in any), and by which word. Those of other
checks last until somebody mends their cause, and are warnings in the report, in `cyd status` and in the warehouse."""

RANGE_TAGS = ("dagster/asset_partition_range_start", "dagster/asset_partition_range_end")
ORIGIN_TAGS = ("dagster/schedule_name", "dagster/sensor_name", "dagster/backfill", "dagster/parent_run_id")
MATERIALISED, EVALUATED = DagsterEventType.ASSET_MATERIALIZATION, DagsterEventType.ASSET_CHECK_EVALUATION
FAILED, TRIED_AGAIN = DagsterEventType.STEP_FAILURE, DagsterEventType.STEP_UP_FOR_RETRY
ENDED = DagsterEventType.RUN_FAILURE
INTERRUPTED = dg.DagsterExecutionInterruptedError.__name__


def write_report(instance: dg.DagsterInstance, run_id: str, settings: Settings) -> dict[str, Any] | None:
    """Write the report on a run and return it; None where Dagster knows no such run."""
    report = report_on(instance, run_id)
    if report is None:
        return None
    report["published"] = published_load(settings)
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    started = datetime.fromisoformat(report["started_at"] or report["created_at"])
    folder = settings.reports_path
    path = folder / f"{started:%Y%m%dT%H%M%SZ}-{run_id[:8]}.json"
    write_text(path, text)
    write_text(folder / "latest.json", text)
    write_figures(report, folder)
    for old in sorted(folder.glob("*-*.json"), reverse=True)[KEPT_REPORTS:]:
        old.unlink(missing_ok=True)
    return report


def report_on(instance: dg.DagsterInstance, run_id: str) -> dict[str, Any] | None:
    """What Dagster's log tells of a run, as plain values; None where it knows no such run."""
    record = instance.get_run_record_by_id(run_id)
    if record is None:
        return None
    run = record.dagster_run
    types = {MATERIALISED, EVALUATED, FAILED, TRIED_AGAIN, ENDED}
    events = instance.all_logs(run_id, of_type=types)
    return {
        "version": REPORT_VERSION,
        "run_id": run_id,
        "job": run.job_name,
        "status": run.status.value,
        "months": _months(run.tags),
        "asked_by": {tag.partition("/")[2]: run.tags[tag] for tag in ORIGIN_TAGS if tag in run.tags},
        "created_at": record.create_timestamp.astimezone(UTC).isoformat(timespec="seconds"),
        "started_at": _moment(record.start_time),
        "ended_at": _moment(record.end_time),
        "seconds": round(record.end_time - record.start_time, 3)
        if record.start_time and record.end_time
        else None,
        "assets": _assets(events),
        "checks": _checks(events),
        "retries": sum(_type(event) == TRIED_AGAIN for event in events),
        "failures": _failures(events),
    }


def alerts_of(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What somebody should be told of a run: that it failed and why, that the pipeline is late, that a warehouse
    holds less than before. One message each.

    A run that will be started anew, because its process crashed, is told of too: crashes are worth knowing.
    """
    told = {name: report[name] for name in ("run_id", "job", "months", "ended_at")}
    alerts = []
    if report["status"] == "FAILURE":
        alerts.append({"kind": "run failed", **told, "failures": report["failures"]})
    for check in report["checks"]:
        job, kind = ALARMING.get(check["check"], (None, ""))
        if not check["passed"] and job in ("", report["job"]):
            alerts.append({"kind": kind, **told, "check": check["check"], "sentence": check["description"]})
    return alerts


def _months(tags: Mapping[str, str]) -> list[str]:
    """The first and last month of a run, or its only one."""
    if "dagster/partition" in tags:
        return [tags["dagster/partition"]]
    return sorted({tags[tag] for tag in RANGE_TAGS if tag in tags})


def _moment(seconds: float | None) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None


def _type(event: EventLogEntry) -> DagsterEventType | None:
    return event.dagster_event.event_type if event.dagster_event else None


def _assets(events: Iterable[EventLogEntry]) -> dict[str, dict[str, Any]]:
    """Per asset: its partitions, the sum of their rows, and the other numbers of the last of them."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"partitions": 0})
    for event in events:
        made = event.asset_materialization
        if made is None:
            continue
        asset = found[made.asset_key.to_user_string()]
        asset["partitions"] += 1
        numbers = {
            name.removeprefix("dagster/"): value.value
            for name, value in made.metadata.items()
            if isinstance(value.value, int | float) and not isinstance(value.value, bool)
        }
        rows = numbers.pop("partition_row_count", None)
        if rows is not None:
            asset["rows"] = asset.get("rows", 0) + rows
        asset |= numbers
    return dict(sorted(found.items()))


def _checks(events: Iterable[EventLogEntry]) -> list[dict[str, Any]]:
    """The checks that did not pass, and how many did."""
    found = []
    for event in events:
        if event.dagster_event is None or _type(event) != EVALUATED:
            continue
        check = event.dagster_event.asset_check_evaluation_data
        found.append(
            {
                "asset": check.asset_key.to_user_string(),
                "check": check.check_name,
                "passed": check.passed,
                "severity": check.severity.value,
                "description": check.description,
            }
        )
    return sorted(found, key=lambda check: (str(check["asset"]), str(check["check"])))


def _failures(events: Iterable[EventLogEntry]) -> list[dict[str, Any]]:
    """Each failed step with the innermost reason, which is a sentence for a person where it is one of ours."""
    found: list[dict[str, Any]] = []
    for event in events:
        happened = event.dagster_event
        if happened is None or _type(event) not in (FAILED, ENDED):
            continue
        if _type(event) == ENDED:
            if not found:  # a run that never came to a step: its process is gone, or could not start
                found.append({"step": None, "error": "RunFailure", "sentence": happened.message})
            continue
        error = happened.step_failure_data.error
        while error and error.cause:
            error = error.cause
        name = (error.cls_name or "Unknown") if error else "Unknown"
        if name == INTERRUPTED:  # the run was ended on purpose: its status says so
            continue
        sentence = error.message if error else happened.message
        found.append(
            {
                "step": event.step_key,
                "error": name,
                "sentence": " ".join((sentence or "").split()).removeprefix(f"{_qualified(error)}: "),
            }
        )
    return found


def _qualified(error: Any) -> str:
    """The name before the colon of a formatted exception, `pipelines.errors.FetchError`."""
    return str(error.message).partition(":")[0] if error else ""
