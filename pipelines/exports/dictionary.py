"""The data dictionary and the data package (Frictionless), both made from the comments in the warehouse."""

import re
from typing import Any

import duckdb

from pipelines.warehouse.header import sql_files

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


def data_package(connection: duckdb.DuckDBPyConnection, tables: list[tuple[str, str]]) -> dict[str, Any]:
    """The Frictionless data package of the Parquet files `<schema>.<table>.parquet`."""
    resources = []
    for schema, table in tables:
        name = f"{schema}.{table}"
        fields = [
            {"name": column, "type": field_type(kind), "description": words}
            for column, kind, words in _columns(connection, schema, table)
        ]
        resources.append(
            {
                "name": name.lower(),
                "path": f"{name}.parquet",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": _description(connection, schema, table),
                "schema": {"fields": fields, "primaryKey": _grains().get(name, [])},
            }
        )
    return {
        "name": "cyd",
        "title": "SEC cybersecurity disclosures",
        "description": "Cybersecurity disclosures in Forms 10-K, 20-F and 8-K, with derived metrics and evidence.",
        "sources": [{"title": "SEC EDGAR", "path": "https://www.sec.gov/edgar"}],
        "resources": resources,
    }


def dictionary(connection: duckdb.DuckDBPyConnection) -> str:
    """The dictionary as Markdown: every table and view with its grain, every column with type and meaning."""
    lines = [
        "# Data dictionary",
        "",
        "Made from the comments in the warehouse; `sql/` holds their source.",
        "",
    ]
    tables = connection.execute(
        "SELECT DISTINCT table_schema, table_name FROM meta.column ORDER BY table_schema, table_name"
    ).fetchall()
    for schema, table in tables:
        name = f"{schema}.{table}"
        lines += [f"## {name}", "", f"{_description(connection, schema, table)}.", ""]
        lines += [f"One row per {', '.join(_grains().get(name, []))}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column, kind, words in _columns(connection, schema, table):
            lines.append(f"| {column} | {kind} | {words.replace('|', chr(92) + '|')} |")
        lines.append("")
    return "\n".join(lines)


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[tuple[str, str, str]]:
    return connection.execute(
        "SELECT column_name, data_type, description FROM meta.column"
        " WHERE table_schema = ? AND table_name = ? ORDER BY position",
        [schema, table],
    ).fetchall()


def _description(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    row = connection.execute(
        "SELECT comment FROM duckdb_tables() WHERE schema_name = $schema AND table_name = $table"
        " UNION ALL SELECT comment FROM duckdb_views() WHERE schema_name = $schema AND view_name = $table",
        {"schema": schema, "table": table},
    ).fetchone()
    return str(row[0]) if row and row[0] else ""


def _grains() -> dict[str, list[str]]:
    return {file.name: file.grain for file in sql_files("schema", "marts")}
