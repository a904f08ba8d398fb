"""Parquet of what is published, one file per table and view, with a data package that describes them.

An export is a folder of its own under `exports/versions/`; the link `exports/latest` moves to it when it is
whole. The same warehouse gives the same bytes: nothing of the time of the run is in an export.
"""

import json
import shutil
from pathlib import Path
from uuid import uuid4

import duckdb

from pipelines.errors import CydError
from pipelines.exports.dictionary import data_package, dictionary
from pipelines.files import sync
from pipelines.warehouse.header import sql_files

ROW_GROUP_ROWS = 20_000
"""Rows of a group: small enough that a scan of one filing skips most of the text, measured on core.fact."""

LEFT_OUT = ("meta.load", "meta.check_result")
"""Tables that tell of the run, not of the filings: they differ from run to run."""

KEPT_VERSIONS = 3


def export(warehouse: Path, folder: Path) -> Path:
    """Export the published warehouse into `folder/versions/<load>` and move `folder/latest` to it.

    Returns the new version's folder. Raises CydError where nothing is published.
    """
    load_id = _load_id(warehouse)
    version = folder / "versions" / load_id
    if not version.is_dir():
        beside = version.with_name(f".{load_id}.{uuid4().hex}.tmp")
        beside.mkdir(parents=True)
        write_export(warehouse, beside)
        beside.replace(version)
        sync(version.parent)
    _point(folder / "latest", version)
    _remove_old(folder / "versions", keep=version)
    return version


def write_export(warehouse: Path, folder: Path) -> None:
    """Write Parquet, `datapackage.json` and `dictionary.md` into an existing folder."""
    _load_id(warehouse)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for schema, table in tables(connection):
            target = folder / f"{schema}.{table}.parquet"
            connection.sql(_rows(schema, table)).write_parquet(
                str(target), compression="zstd", row_group_size=ROW_GROUP_ROWS
            )
            sync(target)
        package = data_package(connection, tables(connection))
        words = dictionary(connection)
    (folder / "datapackage.json").write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
    (folder / "dictionary.md").write_text(words, encoding="utf-8")


def _rows(schema: str, table: str) -> str:
    """The query of a table's rows: as they were loaded, of a view in the order of its grain. A join on several
    processors gives its rows in no order of its own, and an export's bytes are to be the same every time."""
    file = next((file for file in sql_files("marts") if file.name == f"{schema}.{table}"), None)
    order = f" ORDER BY {', '.join(file.grain)}" if file and file.grain else ""
    return f"FROM {_identifier(schema)}.{_identifier(table)}{order}"


def _identifier(name: str) -> str:
    """A name as SQL takes it, whatever letters it has."""
    return '"' + name.replace('"', '""') + '"'


def tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Schema and name of every table and view that is exported, in order."""
    rows = connection.execute(
        "SELECT DISTINCT table_schema, table_name FROM meta.column ORDER BY table_schema, table_name"
    ).fetchall()
    return [(schema, table) for schema, table in rows if f"{schema}.{table}" not in LEFT_OUT]


def _load_id(warehouse: Path) -> str:
    if not warehouse.is_file():
        raise CydError(f"There is no warehouse at {warehouse} yet: run `cyd run` first.")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute("SELECT load_id FROM meta.load").fetchone()
    return str(row[0]) if row else "unknown"


def _point(link: Path, target: Path) -> None:
    """Have `link` name `target`, in one step: readers see the old folder or the new one."""
    beside = link.with_name(f".{link.name}.{uuid4().hex}.tmp")
    beside.symlink_to(target.relative_to(link.parent), target_is_directory=True)
    beside.replace(link)
    sync(link.parent)


def _remove_old(versions: Path, keep: Path) -> None:
    finished = sorted((v for v in versions.iterdir() if not v.name.startswith(".")), reverse=True)
    left = [v for v in versions.iterdir() if v.name.startswith(".")]
    for old in [*finished[KEPT_VERSIONS:], *left]:
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)
