"""CSV of the marts and of the officers, for spreadsheets: UTF-8 with the mark by which they know it, lists as JSON.

A cell that begins as a formula does gets an apostrophe before it: what stands in a filing is a text for whoever
opens it, and never runs.
"""

from pathlib import Path

import duckdb

from pipelines.exports.tables import ExportedTable

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

FORMULA = "^[=+@\t\r-]"
"""First characters by which spreadsheets take a text for a formula."""


def csv_name(table: ExportedTable) -> str:
    """The name of a table's CSV file within the export."""
    return f"{table.name}.csv"


def write_csv(connection: duckdb.DuckDBPyConnection, table: ExportedTable, folder: Path) -> None:
    """Write a table as CSV into a folder."""
    cells = ", ".join(_cell(column, kind) for column, kind in table.spreadsheet_columns)
    rows = connection.sql(f"SELECT {cells} FROM {table.reference}{table.order}")  # noqa: S608 (our own names)
    target = folder / csv_name(table)
    target.write_bytes(BYTE_ORDER_MARK + rows.pl().write_csv().encode())


def _cell(column: str, kind: str) -> str:
    name = '"' + column.replace('"', '""') + '"'
    if kind.endswith("]") or kind.startswith(("STRUCT", "MAP")):
        name_as_text = f"CAST(to_json({name}) AS VARCHAR)"
    elif kind == "VARCHAR":
        name_as_text = f"CASE WHEN regexp_matches({name}, '{FORMULA}') THEN '''' || {name} ELSE {name} END"
    else:
        return name
    return f"{name_as_text} AS {name}"
