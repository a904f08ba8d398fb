"""Parquet of what is published, by table and view, with CSV of the small marts and a data package of it all.

An export is a folder of its own under `exports/versions/`; the link `exports/latest` moves to it when it is
whole. The same warehouse gives the same bytes: nothing of the time of the run is in an export.
"""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb

from pipelines.exports.dictionary import data_package, dictionary
from pipelines.exports.feed import FEED_FILE, feed
from pipelines.exports.spreadsheet import csv_name, write_csv
from pipelines.exports.tables import ExportedTable, exported_tables
from pipelines.files import sync
from pipelines.folders import filled_beside, point, remove_old
from pipelines.taken_over import Version
from pipelines.warehouse.read import load_id, opened

ROW_GROUP_ROWS = 20_000
"""Rows of a group: small enough that a scan of one filing skips most of the text, measured on core.fact."""

COMPRESSION_LEVEL = 9
"""Of zstd. On 8,079 filings: level 3 gives 22.1 MB of core.fact and mart.disclosure in 1.2 s, 9 gives 16.3 MB in
2.1 s, 15 gives 13.5 MB in 52 s; all are read at the same speed."""

NULLS_ANYWHERE = "SET disabled_optimizers = 'statistics_propagation'"
"""Have every column be one that may hold nulls. DuckDB declares those without one as required, and knows of them by
the statistics of whole tables: a null in another month's rows would change the bytes of a file whose rows are the same.
"""

KEPT_VERSIONS = 3


def export(warehouse: Path, folder: Path) -> Path:
    """Export the published warehouse into `folder/versions/<load>` and move `folder/latest` to it, and
    with that `folder/feed.atom`.

    Returns the new version's folder. Raises CydError where nothing is published.
    """
    version = folder / "versions" / load_id(warehouse)
    if not version.is_dir():
        latest = folder / "latest"
        with filled_beside(version) as beside:
            write_export(warehouse, beside, latest.resolve() if latest.is_dir() else None)
    point(folder / "latest", version)
    point(folder / FEED_FILE, folder / "latest" / FEED_FILE)
    remove_old(version.parent, KEPT_VERSIONS, keep=version)
    return version


def write_export(warehouse: Path, folder: Path, former: Path | None = None) -> None:
    """Write Parquet, CSV, `datapackage.json`, `dictionary.md` and the feed into an existing folder, and sync
    them. Files whose rows are those of the version in the folder `former` are taken over from there."""
    version = Version(folder, former, "pipelines.exports.parquet")
    with opened(warehouse) as connection:
        connection.execute(NULLS_ANYWHERE)
        tables = exported_tables(connection)
        for table in map(partial(_evaluated, connection), tables):
            digests = table.digests(connection)
            _write_parquet(connection, table, digests, version)
            name, rows = csv_name(table), " ".join(digests.values())
            if table.is_spreadsheet and not version.takes(name, rows):
                write_csv(connection, table, folder)
                version.made(name, rows)
        package = json.dumps(data_package(connection, tables), indent=2) + "\n"
        (folder / "datapackage.json").write_text(package, encoding="utf-8")
        (folder / "dictionary.md").write_text(dictionary(connection), encoding="utf-8")
        (folder / FEED_FILE).write_bytes(feed(connection))
    version.write_manifest()
    for path in [*sorted(folder.rglob("*")), folder]:
        sync(path)


def _evaluated(connection: duckdb.DuckDBPyConnection, table: ExportedTable) -> ExportedTable:
    """The table, or the view with its rows kept, so that digest, Parquet and CSV evaluate it once."""
    if not table.is_view:
        return table
    connection.execute(f"CREATE OR REPLACE TEMP TABLE rows_of_view AS FROM {table.reference}{table.order}")
    return replace(table, rows="rows_of_view")


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, table: ExportedTable, digests: dict[str, str], version: Version
) -> None:
    """Write the files of a table that cannot be taken over."""
    wanted = [path for path in table.paths if not version.takes(path, digests[path])]
    for path, rows in table.files(connection, wanted):
        target = version.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        connection.execute(
            f"COPY ({rows}) TO ? (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {COMPRESSION_LEVEL},"
            f" ROW_GROUP_SIZE {ROW_GROUP_ROWS}, KV_METADATA {{pandas: {_pandas_types(table)}}})",
            [str(target)],
        )
        version.made(path, digests[path])


PANDAS_TYPES = {"INTEGER": "Int32", "BIGINT": "Int64", "BOOLEAN": "boolean"}
"""The types of pandas that can hold a null where numpy's cannot: without them `years` would be floats."""


def _pandas_types(table: ExportedTable) -> str:
    """What Arrow tells pandas about the columns, as a literal of SQL; all others ignore it.

    The layout is that of pandas' own developer guide, "Storing pandas DataFrame objects in Apache Parquet format".
    """
    columns = [
        {
            "name": name,
            "field_name": name,
            "pandas_type": "empty",
            "numpy_type": PANDAS_TYPES[kind],
            "metadata": None,
        }
        for name, kind in table.columns
        if kind in PANDAS_TYPES
    ]
    told = {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.0.0"}
    return "'" + json.dumps(told).replace("'", "''") + "'"
