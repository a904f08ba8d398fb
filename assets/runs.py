"""Start runs from this process: the same jobs that the daemon runs, in the same Dagster instance.

Not here: what is printed about a run (`cli.py`).
"""

import json
import re
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import dagster as dg

from assets.definitions import build_definitions
from assets.home import alone_in
from assets.instance import BY_HAND, instance_of
from assets.interrupts import Interrupted, stopping, told_first, wait_until_told
from assets.resources import Workplace
from assets.run_report import write_report
from pipelines.backfill import cost
from pipelines.due import months_not_done, months_to_run, stretches
from pipelines.edgar.index import filing_index
from pipelines.edgar.notes import replaced_archives
from pipelines.errors import AuditError, CydError, DocumentError, FetchError, SettingsError
from pipelines.facts.months import covered_months
from pipelines.months import first_day, last_day, month_of
from pipelines.settings import Settings
from pipelines.warehouse.publish import candidates_folder, remove_candidates
from pipelines.warehouse.read import query

FAILED_CHECKS = "SELECT check_name, sample FROM meta.check_result WHERE NOT passed"
TAG = {"cyd/by": "command line"}
"""Of the runs that the command line makes in its own process."""


def run(workplace: Workplace, months: list[str]) -> None:
    """Bring `months` up to date, and those that an earlier run was cut off in; then load, audit, publish and export.

    Raises SettingsError where a month has not begun, else CydError with the first failure's sentence; a month that
    failed is published as it was whole last, and where all failed, nothing is.
    """
    settings = workplace.settings
    if months[-1] > month_of(workplace.today):
        raise SettingsError(
            f"{months[-1]} has not begun on {workplace.today}: name months up to the running one."
        )
    with alone_in(settings), instance_of(settings, BY_HAND) as instance:
        _canceled_rather_than_failed(instance)
        remove_candidates(settings)
        end_killed_runs(instance)
        definitions = build_definitions(workplace)
        unfinished = set(months_not_done(workplace.lake, month_of(workplace.today))) - set(months)
        bring = partial(_execute, definitions, "months", workplace, instance)
        todo = [*stretches(months), *stretches(sorted(unfinished))]
        failed = [error for stretch in todo for error in _brought(bring, stretch)]
        if len(failed) < len([*months, *unfinished]):
            _execute(definitions, "publish", workplace, instance, [])
        if failed:
            raise failed[0]


def _brought(bring: Callable[[list[str]], None], months: list[str]) -> list[CydError]:
    """Bring some months in a row up to date, and return an error for each that failed. Where a document is what is
    wrong, month by month, so that one harms no other; a source that does not answer is not asked again."""
    try:
        bring(months)
    except DocumentError as error:
        return [error] if len(months) == 1 else [e for month in months for e in _brought(bring, [month])]
    except CydError as error:
        return [error] * len(months)
    return []


def months_of_night(workplace: Workplace) -> list[str]:
    """The months of a run that names none: those that are due, and those whose archive SEC has published anew.

    Raises SettingsError where today is before the rules apply, or nobody may be asked."""
    lake, today = workplace.lake, workplace.today
    due = months_to_run(lake, today)
    with workplace.archive() as archive:
        try:
            replaced = replaced_archives(archive, today)
        except FetchError:
            return due  # the run itself will say so
    anew = {month for name in replaced for month in covered_months(name) if lake.has("submission", month)}
    return sorted({*due, *anew})


def cost_of_documents(workplace: Workplace, months: list[str]) -> str:
    """What reading the documents of some months will cost, from EDGAR's index of them."""
    with workplace.archive() as archive:
        index = filing_index(archive, first_day(months[0]), last_day(months[-1]), workplace.today)
    pace = workplace.settings.requests_per_second / workplace.settings.machines
    return cost(workplace.lake, index.filings, months, pace).sentence


def end_killed_runs(instance: dg.DagsterInstance) -> None:
    """End the runs of the command line that were killed: only one is at work at a time, so while this one holds the
    home's lock all others that have begun are gone. The daemon publishes nothing while one seems to be at work."""
    begun = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    for killed in instance.get_runs(filters=dg.RunsFilter(statuses=begun, tags=TAG)):
        if killed.status == dg.DagsterRunStatus.CANCELING:
            instance.report_run_canceled(killed)
        else:
            instance.report_run_failed(killed, "The process of this run was killed.")


def _execute(
    definitions: dg.Definitions,
    job: str,
    workplace: Workplace,
    instance: dg.DagsterInstance,
    months: list[str],
) -> None:
    tags = dict(TAG)
    if months:
        tags |= {
            "dagster/asset_partition_range_start": months[0],
            "dagster/asset_partition_range_end": months[-1],
        }
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    run_id = str(uuid4())
    try:
        with told_first(lambda: _cancel(instance, run_id)):
            definitions.resolve_job_def(job).execute_in_process(
                run_config=quiet, instance=instance, tags=tags, run_id=run_id
            )
    except dg.DagsterExecutionInterruptedError as error:  # Dagster's word for Ctrl-C, no Exception
        raise Interrupted from error
    except dg.DagsterError as error:
        if type(error).__name__ != "DagsterAssetCheckFailedError":  # Dagster does not export this class
            raise
        names = re.findall(r"candidate_warehouse: (.+)", str(error))
        raise AuditError(
            f"Not published, because these checks failed: {_with_first_rows(workplace.settings, names)}. The"
            " warehouse is as it was; the candidate is kept for a look: its meta.check_result shows the rows."
        ) from error
    finally:
        write_report(instance, run_id, workplace.settings)
    if stopping():
        raise Interrupted


def _with_first_rows(settings: Settings, names: list[str]) -> str:
    """Each check by its name with the first row that it found, as the newest candidate holds it."""
    candidates = sorted(candidates_folder(settings).glob("*.duckdb"))
    try:
        found = query(candidates[-1], FAILED_CHECKS) if candidates else None
    except CydError:
        found = None
    rows = dict(found.select("check_name", "sample").iter_rows()) if found is not None else {}
    first = {name: json.loads(sample)[0] for name, sample in rows.items() if sample}
    return "; ".join(
        name
        + (
            f" ({', '.join(f'{k}: {v}' for k, v in first[name].items() if v is not None)[:300]})"
            if name in first
            else ""
        )
        for name in names
    )


def _canceled_rather_than_failed(instance: dg.DagsterInstance) -> None:
    """Dagster looks up whether an interrupted run was canceled; let it look only once that was noted (`_cancel`)."""
    look_up = instance.get_run_by_id

    def look_up_later(run_id: str) -> dg.DagsterRun | None:
        wait_until_told()
        return look_up(run_id)

    instance.get_run_by_id = look_up_later  # type: ignore[method-assign]


def _cancel(instance: dg.DagsterInstance, run_id: str) -> None:
    """Tell Dagster that the run is ended on purpose, before it sees the interruption and takes it for a failure."""
    run = instance.get_run_by_id(run_id)
    if run and not run.is_finished:
        instance.report_run_canceling(run)
