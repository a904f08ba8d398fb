"""What the lake and the warehouse hold, in a few lines: after a run, and whenever somebody asks."""

import json
from datetime import date
from typing import Any

import polars as pl

from assets import show
from assets.printable import printable
from pipelines.errors import CydError, DocumentError
from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.warehouse.publish import last_check, publications, published_load
from pipelines.warehouse.read import opened, query

SUMMARY = """
SELECT form, count(*) AS filings, count(*) FILTER (status <> 'not_read') AS read,
    count(*) FILTER (oversight_structure = 'full_board') AS full_board,
    count(*) FILTER (oversight_structure = 'audit_committee') AS audit_committee,
    count(most_years) AS with_years, CAST(median(most_years) AS INTEGER) AS median_years
FROM mart.disclosure GROUP BY form ORDER BY filings DESC, form
"""
COUNTS = """
SELECT (SELECT count(*) FROM core.filing) AS filings, (SELECT count(*) FROM core.fact) AS facts,
    (SELECT count(*) FROM core.officer) AS officers, (SELECT count(DISTINCT cik) FROM core.filing) AS companies,
    (SELECT count(*) FROM meta.check_result) AS checks,
    (SELECT count(*) FROM meta.check_result WHERE NOT passed) AS failed,
    (SELECT max(filed) FROM core.filing) AS newest, (SELECT loaded_at FROM meta.load) AS loaded_at
"""
REJECTED = """
SELECT count(*) FILTER (kind = 'search') AS searches, count(*) FILTER (kind <> 'search') AS documents,
    (SELECT count(*) FROM meta.rejected_row) AS rows
FROM meta.source_document WHERE status = 'failed' AND reason NOT LIKE 'Not asked for%'
"""
KEPT = "SELECT first_month || ' to ' || last_month AS months, filings, facts FROM meta.load"


FAILED_CHECKS = """
SELECT severity, check_name, rows, description, sample FROM meta.check_result WHERE NOT passed ORDER BY ALL
"""


def summary(settings: Settings, *, verbose: bool = False) -> None:
    """The end of a run: what the warehouse holds, which checks failed, where it is; with `verbose` the first row that
    each of them found."""
    with opened(settings.warehouse_path):  # meanwhile each question opens it at no cost
        show.frame(query(settings.warehouse_path, SUMMARY), "table", None)
        counts = query(settings.warehouse_path, COUNTS).row(0, named=True)
        print(
            f"{counts['filings']:,} filings of {counts['companies']:,} companies, {counts['facts']:,} facts,"
            f" {counts['officers']:,} positions;"
            f" {counts['checks'] - counts['failed']} of {counts['checks']} checks passed"
        )
        _failed_checks(settings, verbose=verbose)
        if checked := last_check(settings):
            print(f"checked {checked} UTC, nothing new: what was published stays")
        _tell_rejected(settings)
    print(f"warehouse: {settings.warehouse_path}")
    print(f"exports:   {settings.exports_path / 'latest'}")


def status(settings: Settings) -> None:
    """What the lake and the warehouse hold, how fresh they are, and what failed last."""
    lake = Lake(settings.lake_path)
    months = lake.months("filing")
    if not months:
        raise CydError(f"{settings.base} holds nothing yet: run `cyd run` first.")
    damaged: list[str] = []
    rows = [_month(lake, month, damaged) for month in months]
    schema = {"month": pl.String, "filings": pl.Int64, "read": pl.Int64, "newest": pl.Date}
    show.frame(pl.DataFrame(rows, schema=schema, orient="row"), "table", None)
    for sentence in damaged:
        print(sentence)
    for month, state in lake.states().items():
        if state.reason:
            print(f"{month} is not whole. {state.reason}")
    with opened(settings.warehouse_path):  # meanwhile each question opens it at no cost
        counts = query(settings.warehouse_path, COUNTS).row(0, named=True)
        checked = last_check(settings)
        since = f"; checked {checked} UTC, nothing new" if checked else ""
        print(f"published {counts['loaded_at']:%Y-%m-%d %H:%M} UTC, newest filing {counts['newest']}{since}")
        _tell_rejected(settings)
        print(f"{counts['filings']:,} filings, {counts['facts']:,} facts; kept publications:")
        show.frame(_kept(settings), "table", None)
        _failed_checks(settings, verbose=True)


def _failed_checks(settings: Settings, *, verbose: bool) -> None:
    """The checks that failed, as a table; with `verbose` the first row of each, whole, which no table has room for."""
    failed = query(settings.warehouse_path, FAILED_CHECKS)
    if failed.is_empty():
        return
    show.frame(failed.drop("sample"), "table", None)
    for name, sample in failed.select("check_name", "sample").iter_rows() if verbose else ():
        for row in json.loads(sample or "[]")[:1]:
            print(printable(f"{name}, first row: {json.dumps(row, ensure_ascii=False)}"))


def _tell_rejected(settings: Settings) -> None:
    """What could not be read, if anything, and where each of it is named."""
    counts = query(settings.warehouse_path, REJECTED).row(0, named=True)
    words = {
        "searches": "searches of EDGAR's full texts were not answered",
        "documents": "documents could not be read",
        "rows": "rows were rejected or read with a doubt",
    }
    told = ", ".join(f"{counts[name]:,} {said}" for name, said in words.items() if counts[name])
    if told:
        print(f"{told}: see meta.source_document and meta.rejected_row")


def _month(lake: Lake, month: str, damaged: list[str]) -> tuple[str, int | None, int | None, date | None]:
    """The month, its filings, those of them that were read, its newest filing; where a file of the lake is damaged, the
    sentence that says so is added to `damaged`, and nothing is known of the month."""
    try:
        filing = lake.read("filing", [month], ["accession_number", "filed"])
        fact = lake.read("fact", [month], ["accession_number"])
    except DocumentError as error:
        damaged.append(str(error))
        return month, None, None, None
    if filing is None:
        return month, 0, 0, None
    facts = pl.Series(dtype=pl.String) if fact is None else fact["accession_number"].unique()
    newest = filing["filed"].max()
    read = int(filing["accession_number"].is_in(facts.implode()).sum())
    return month, filing.height, read, newest if isinstance(newest, date) else None


def _kept(settings: Settings) -> pl.DataFrame:
    """The publications that are kept, newest first, and which of them is the current one."""
    current = published_load(settings)
    rows = []
    for path in publications(settings):
        row: dict[str, Any] = {"load": path.stem, "current": "current" if path.stem == current else None}
        row["MB"] = round(path.stat().st_size / 1e6, 1)
        try:
            row |= query(path, KEPT).row(0, named=True)
        except CydError:
            row["months"] = "cannot be opened"
        rows.append(row)
    schema = {
        "load": pl.String,
        "current": pl.String,
        "months": pl.String,
        "filings": pl.Int64,
        "facts": pl.Int64,
        "MB": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema)
