"""The warehouse: a candidate from the whole lake, its audit, its publication, and the exports of what is
published. Unpartitioned: a warehouse always holds every month of the lake."""

from datetime import timedelta
from pathlib import Path

import dagster as dg

from assets.describe import columns_of_warehouse
from assets.instance import SEC_POOL
from assets.metrics import DESCRIPTIONS
from assets.plots import chart_of_months, filings_by_month
from assets.policies import whenever_months_are_done
from assets.reading import INCIDENT_DESCRIPTIONS, fact, filing
from assets.resources import Workplace
from pipelines.announce import announce_incidents
from pipelines.disk import need_room
from pipelines.edgar.companies import companies, company_documents
from pipelines.errors import FetchError, PublishError
from pipelines.exports.parquet import export
from pipelines.lake import EVERY_MONTH
from pipelines.warehouse.audit import audit
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.load import content_of, load_candidate, new_load_id
from pipelines.warehouse.publish import (
    candidates_folder,
    note_check,
    publish,
    published_content,
    remove_candidates,
    untouched,
)
from pipelines.warehouse.read import check_results, rows_of

NOTHING_NEW = "checked, nothing new"
"""Said of an asset that is as fresh as can be, though nothing was published."""

LONGEST_RUN = timedelta(days=1)
"""A candidate older than this belongs to a run that was killed."""


@dg.asset(
    deps=[filing],
    group_name="reading",
    kinds={"polars", "parquet"},
    pool=SEC_POOL,
    automation_condition=whenever_months_are_done,
)
def company(workplace: dg.ResourceParam[Workplace]) -> dg.MaterializeResult[None]:
    """Tickers and exchanges of the companies of the lake: one request a run, and the submissions data kept.

    A source that fails, or has no such file, leaves what was known before.
    """
    workplace.tell("reading the companies' tickers")
    held = workplace.lake.read("filing")
    ciks = set() if held is None else set(held["ciks"].explode().to_list())
    with workplace.archive() as archive:
        try:
            found = companies(archive, ciks, submissions=False, refresh=True)
        except FetchError as error:
            return dg.MaterializeResult(metadata={"failed": str(error)})
        counters = archive.client.counters
    if found.companies.height or workplace.lake.read("company") is None:
        workplace.lake.write("company", EVERY_MONTH, found.companies)
    workplace.lake.write("company_document", EVERY_MONTH, company_documents(found))
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": found.companies.height,
            "requests": counters.requests,
            "bytes": counters.bytes,
            "rows_rejected": sum(map(len, found.rejected.values())),
            "failed": [f"{name}: {reason}" for name, reason in found.failed.items()],
        }
    )


@dg.asset(
    deps=[fact, filing, company, "month", *INCIDENT_DESCRIPTIONS, *DESCRIPTIONS],
    group_name="warehouse",
    kinds={"duckdb"},
    automation_condition=whenever_months_are_done,
)
def candidate_warehouse(workplace: dg.ResourceParam[Workplace]) -> dg.MaterializeResult[None]:
    """A DuckDB file of every month in the lake as it was whole last, audited but not published; none where it would
    hold just what is published. Rows of months that are as they were are taken over from what is published."""
    settings = workplace.settings
    content = content_of(workplace.lake)
    if published_content(settings) == content:
        note_check(settings)
        path = settings.warehouse_path
        return dg.MaterializeResult(
            metadata={"checked": NOTHING_NEW, "dagster/uri": str(path)}, data_version=dg.DataVersion(content)
        )
    workplace.tell("loading the warehouse")
    remove_candidates(settings, older_than=LONGEST_RUN)
    need_room(settings.base, settings.warehouse_path)
    load_id = new_load_id()
    path = candidates_folder(settings) / f"{load_id}.duckdb"
    counts = load_candidate(workplace.lake, path, load_id, settings.warehouse_path, untouched(settings))
    results = audit(path)
    failed = [result.name for result in results if not result.passed]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": counts["core.fact"],
            "dagster/uri": str(path),
            "dagster/column_schema": columns_of_warehouse(path),
            "bytes": path.stat().st_size,
            "tables": counts,
            "checks_failed": failed,
        },
        data_version=dg.DataVersion(content),
    )


def candidate_of(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> Path:
    """The candidate that was made last, in this run where it makes one; raises PublishError where it is gone."""
    event = context.instance.get_latest_materialization_event(dg.AssetKey("candidate_warehouse"))
    if event is None or event.asset_materialization is None:
        raise PublishError("There is no candidate warehouse: materialise candidate_warehouse first.")
    path = Path(str(event.asset_materialization.metadata["dagster/uri"].value))
    if not path.is_file():
        raise PublishError(f"The candidate {path.name} is gone: materialise candidate_warehouse again.")
    return path


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(
            file.path.stem,
            asset=candidate_warehouse,
            description=file.description,
            blocking=file.severity == "error",
        )
        for file in sql_files("checks")
    ]
)
def candidate_checks(context: dg.AssetCheckExecutionContext):  # type: ignore[no-untyped-def]
    """Every check of `sql/checks`, as the audit found it; a failed error stops publication."""
    for result in check_results(candidate_of(context)):
        yield dg.AssetCheckResult(
            check_name=result.name,
            passed=result.passed,
            severity=dg.AssetCheckSeverity.ERROR
            if result.severity == "error"
            else dg.AssetCheckSeverity.WARN,
            metadata={"rows": result.rows, "sample": result.sample or "[]"},
        )


@dg.asset(
    deps=[candidate_warehouse],
    group_name="warehouse",
    kinds={"duckdb"},
    automation_condition=whenever_months_are_done,
)
def warehouse(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> dg.MaterializeResult[None]:
    """The published warehouse, put in place by one atomic rename; where there is nothing new it stays as it is."""
    settings = workplace.settings
    candidate = candidate_of(context)
    if candidate == settings.warehouse_path:
        return dg.MaterializeResult(
            metadata={"checked": NOTHING_NEW}, data_version=dg.DataVersion(published_content(settings) or "")
        )
    workplace.tell("publishing")
    path = publish(candidate, settings)
    months = filings_by_month(path)
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": str(path),
            "dagster/column_schema": columns_of_warehouse(path),
            "bytes": path.stat().st_size,
            "filings": rows_of(path, "core.filing"),
            "filings_by_month": dg.MetadataValue.md(chart_of_months(months)),
        },
        data_version=dg.DataVersion(published_content(settings) or ""),
    )


@dg.asset(
    deps=[warehouse],
    group_name="exports",
    kinds={"parquet"},
    automation_condition=whenever_months_are_done,
)
def exports(workplace: dg.ResourceParam[Workplace]) -> dg.MaterializeResult[None]:
    """Parquet, data dictionary, data package and feed of what is published. New incidents are announced."""
    workplace.tell("exporting")
    folder = export(workplace.settings.warehouse_path, workplace.settings.exports_path)
    files = sorted(folder.rglob("*.parquet"))
    announced = announce_incidents(workplace.settings, workplace.today)
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": str(folder),
            "files": len(files),
            "bytes": sum(f.stat().st_size for f in files),
            "incidents_announced": announced.sent,
            "incidents_waiting": announced.waiting,
        }
    )
