"""The data dictionary and the data package (Frictionless), both made from the comments in the warehouse."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import duckdb

from pipelines.exports.spreadsheet import csv_name
from pipelines.exports.tables import ExportedTable, announced_schema
from pipelines.warehouse.header import SqlFile, sql_files

_TYPES = (
    (r"\[\]$", "array"),
    (r"^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$", "integer"),
    (r"^(DOUBLE|FLOAT|DECIMAL)", "number"),
    (r"^BOOLEAN", "boolean"),
    (r"^DATE$", "date"),
    (r"^TIMESTAMP", "datetime"),
    (r"^STRUCT|^MAP", "object"),
)
"""Frictionless field types for DuckDB types, first match wins; all else is a string."""


def field_type(duckdb_type: str) -> str:
    """The Frictionless type of a DuckDB type."""
    return next((kind for pattern, kind in _TYPES if re.search(pattern, duckdb_type)), "string")


def data_package(connection: duckdb.DuckDBPyConnection, tables: list[ExportedTable]) -> dict[str, Any]:
    """The Frictionless data package of an export: a resource for each table's Parquet, and for each CSV.

    Its `version` is that of the announced schema. A table of several files lists them as `path`; their folders
    carry the year of filing, which readers of such folders add as a column.
    """
    described = _described(connection)
    resources = []
    for table in tables:
        schema: dict[str, Any] = {
            "fields": _fields(table.name, described[table.name]),
            "primaryKey": list(table.grain),
            "foreignKeys": _foreign_keys(table),
        }
        words = described[table.name].words
        # Parquet has nulls, an empty text is one; and lists of its own, which are not the JSON that "array" means.
        columns = [f | {"type": "any"} if f["type"] in ("array", "object") else f for f in schema["fields"]]
        paths = table.paths
        resources.append(
            {
                "name": table.name.lower(),
                "type": "table",
                "path": paths[0] if len(paths) == 1 else paths,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": words,
                "schema": schema | {"fields": columns, "missingValues": []},
            }
        )
        if table.is_spreadsheet:
            told = dict(table.spreadsheet_columns)
            resources.append(
                {
                    "name": csv_name(table).lower(),
                    "type": "table",
                    "path": csv_name(table),
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8-sig",
                    "description": words,
                    "schema": schema | {"fields": [f for f in schema["fields"] if f["name"] in told]},
                }
            )
    return {
        "name": "cyd",
        "title": "SEC cybersecurity disclosures",
        "description": "Cybersecurity disclosures in Forms 10-K, 20-F and 8-K, with derived metrics and evidence.",
        "version": announced_schema()["version"],
        "sources": [{"title": "SEC EDGAR", "path": "https://www.sec.gov/edgar"}],
        "resources": resources,
    }


def _fields(name: str, described: "_Described") -> list[dict[str, Any]]:
    codes = _files()[name].codes if name in _files() else {}
    fields = []
    for column, kind, words in described.columns:
        one = {"required": True} if column in described.required else {}
        many = {"enum": codes[column]} if column in codes and field_type(kind) != "array" else {}
        told = {"name": column, "type": field_type(kind), "duckdbType": kind, "description": words}
        fields.append(told | ({"constraints": one | many} if one | many else {}))
    return fields


KEYS = {"accession_number": "core.filing", "cik": "core.company", "concept": "core.concept"}
"""Columns that name a row of another table, which has that column as its key."""


BEYOND = {"core.incident_mention", "mart.incident_timeline"}
"""Tables that hold filings under other items, which are found and not collected."""


def _foreign_keys(table: ExportedTable) -> list[dict[str, Any]]:
    """What a table's columns refer to: `accession_number` is a row of core.filing in every table but those `BEYOND`."""
    if table.name in BEYOND:
        return []
    return [
        {"fields": [column], "reference": {"resource": other, "fields": [column]}}
        for column, _ in table.columns
        if (other := KEYS.get(column)) and other != table.name
    ]


def dictionary(connection: duckdb.DuckDBPyConnection) -> str:
    """The dictionary as Markdown: every table and view with its grain, every column with type and meaning."""
    lines = [
        "# Data dictionary",
        "",
        "Made from the comments in the warehouse; `sql/` holds their source.",
        "",
    ]
    for name, described in sorted(_described(connection).items()):
        lines += [f"## {name}", "", f"{described.words}.", ""]
        file = _files()[name]
        lines += [f"One row per {', '.join(file.grain)}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column, kind, words in described.columns:
            codes = f"; one of {', '.join(file.codes[column])}" if column in file.codes else ""
            lines.append(f"| {column} | {kind} | {words.replace('|', chr(92) + '|')}{codes} |")
        lines.append("")
    lines += ["## Macros", "", "Called like a function; each stands in the warehouse itself.", ""]
    lines += [
        f"- `{file.name}`: {file.description}."
        for file in sql_files("schema", "marts")
        if file.kind == "macro"
    ]
    return "\n".join([*lines, ""])


@dataclass
class _Described:
    """What the warehouse says of a table or view: in words, its columns with type and meaning, which have no nulls."""

    words: str = ""
    columns: list[tuple[str, str, str]] = field(default_factory=list)
    required: set[str] = field(default_factory=set)


def _described(connection: duckdb.DuckDBPyConnection) -> dict[str, _Described]:
    found: dict[str, _Described] = defaultdict(_Described)
    for name, *column in connection.execute(
        "SELECT table_schema || '.' || table_name, column_name, data_type, description FROM meta.column"
        " ORDER BY table_schema, table_name, position"
    ).fetchall():
        found[name].columns.append((column[0], column[1], column[2]))
    for name, words in connection.execute(
        "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE comment IS NOT NULL"
        " UNION ALL"
        " SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE comment IS NOT NULL"
    ).fetchall():
        if name in found:
            found[name].words = words
    for name, column in connection.execute(
        "SELECT schema_name || '.' || table_name, column_name FROM duckdb_columns()"
        " WHERE database_name = current_database() AND NOT is_nullable"
    ).fetchall():
        if name in found:
            found[name].required.add(column)
    return dict(found)


@cache
def _files() -> dict[str, SqlFile]:
    return {file.name: file for file in sql_files("schema", "marts")}
