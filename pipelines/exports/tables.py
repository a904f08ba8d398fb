"""Which tables are exported, as which files, and what columns they have: the schema that others build on.

`schema.json` beside this module is that schema as it was announced. A test holds every export against it, so it
changes only where someone writes it anew (`make generated`), which also counts its version up.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse.header import sql_files

SCHEMA_FILE = Path(__file__).with_name("schema.json")

LEFT_OUT = (
    *(
        "meta.load",
        "meta.check_result",
        "meta.previous_filing",
        "meta.month",
        "meta.derivation",
        "meta.reading",
    ),
    *("meta.search_sentence", "meta.search_word", "meta.search_posting"),
)
"""Tables that tell of the run, not of the filings: they differ from run to run. And the index of the search, which
serves none but `cyd search`."""

YEAR = "filing_year"

BY_YEAR, BY_MONTH = f"{YEAR}=%Y/part.parquet", f"{YEAR}=%Y/part-%m.parquet"

PARTS = {
    "core.fact": BY_MONTH,
    "core.contradiction": BY_MONTH,
    "core.comparison": BY_MONTH,
    "mart.disclosure": BY_YEAR,
}
"""Tables of several files in a folder, and the place of a row by its filing's date. Rows of `core` change with their
own month, so a night makes few files anew. Those of `mart.disclosure` hold what all filings share, so it would make
most months anew, and a year's texts take less room together. Named here rather than measured, so that no table
changes its layout because it has grown."""

SPREADSHEETS_TOO = ("core.officer",)
"""Tables besides the marts that users of spreadsheets ask for."""

NOT_IN_SPREADSHEETS = {"mart.change": ("added", "removed", "figures_changed")}
"""Columns too long for a cell: every sentence that came or went."""


@dataclass(frozen=True)
class ExportedTable:
    """A table or view that is exported: its columns with their DuckDB types, and its files."""

    name: str
    """Qualified, `core.fact`."""
    grain: tuple[str, ...]
    is_view: bool
    columns: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    """Its files within its folder, one for each month or year in which anything was filed; empty where it is one."""
    rows: str = ""
    """Where its rows are kept in their order while they are exported, if not in the table itself."""

    @property
    def is_spreadsheet(self) -> bool:
        """Whether it is written as CSV too."""
        return self.name in SPREADSHEETS_TOO or (self.name.startswith("mart.") and self.name not in PARTS)

    @property
    def spreadsheet_columns(self) -> tuple[tuple[str, str], ...]:
        """The columns that its CSV has."""
        left_out = NOT_IN_SPREADSHEETS.get(self.name, ())
        return tuple(column for column in self.columns if column[0] not in left_out)

    @property
    def reference(self) -> str:
        """The name of what holds its rows as SQL takes it, whatever letters it has."""
        return self.rows or ".".join('"' + part.replace('"', '""') + '"' for part in self.name.split("."))

    @property
    def order(self) -> str:
        """The order of its rows: that of its grain. A join on several processors gives its rows in no order of its own,
        a warehouse that took rows over has those that are new behind them, and an export's bytes are to be the same
        every time."""
        if self.grain and not self.rows:
            return f" ORDER BY {', '.join(self.grain)}"
        return "" if self.is_view and not self.rows else " ORDER BY rowid"

    @property
    def paths(self) -> list[str]:
        """The path of each of its Parquet files within the export."""
        return [self._path(part) for part in self.parts or (None,)]

    def files(
        self, connection: duckdb.DuckDBPyConnection, wanted: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        """Those of its paths that are `wanted`, each with the query of the file's rows. The rows of a table of several
        files are read and sorted once for all of them."""
        parts = [part for part in self.parts if self._path(part) in wanted]
        if parts:
            order = ", ".join(["part", *(f't."{column}"' for column in self.grain)])
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE rows_of_parts AS SELECT t.*, {self._part} AS part"  # noqa: S608
                f" FROM {self.reference} AS t JOIN core.filing AS filing USING (accession_number)"
                f" WHERE part IN (SELECT unnest(?)) ORDER BY {order}",
                [parts],
            )
        for part in parts:
            yield (
                self._path(part),
                f"SELECT * EXCLUDE (part) FROM rows_of_parts WHERE part = '{part}' ORDER BY rowid",  # noqa: S608
            )
        if not self.parts and self._path(None) in wanted:
            yield self._path(None), f"FROM {self.reference}{self.order}"

    def digests(self, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
        """By the path of each of its Parquet files a digest of its columns and rows, whatever the rows' order: the rows
        decide in which they are written."""
        columns = hashlib.sha256(str(self.columns).encode()).hexdigest()[:16]
        part, filing = "NULL", ""
        if self.parts:
            part, filing = self._part, " JOIN core.filing AS filing USING (accession_number)"
        rows = f"SELECT {part}, count(*), sum(hash(t)) FROM {self.reference} AS t{filing} GROUP BY 1"  # noqa: S608
        found = {one: f"{count} {total}" for one, count, total in connection.execute(rows).fetchall()}
        return {self._path(one): f"{columns} {found.get(one, 0)}" for one in self.parts or (None,)}

    @property
    def _part(self) -> str:
        """The part of a row by its filing, as an expression of SQL."""
        return f"strftime(filing.filed, '{PARTS[self.name]}')"

    def _path(self, part: str | None) -> str:
        return f"{self.name}/{part}" if part else f"{self.name}.parquet"


def exported_tables(connection: duckdb.DuckDBPyConnection) -> list[ExportedTable]:
    """Every table and view that is exported, in order of their names."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for name, column, kind in connection.execute(
        "SELECT table_schema || '.' || table_name, column_name, data_type FROM meta.column"
        " ORDER BY table_schema, table_name, position"
    ).fetchall():
        columns.setdefault(name, []).append((column, kind))
    days = [day for (day,) in connection.execute("SELECT DISTINCT filed FROM core.filing").fetchall()]
    files = {file.name: file for file in sql_files("schema", "marts")}
    return [
        ExportedTable(
            name,
            grain=tuple(files[name].grain) if name in files else (),
            is_view=name in files and files[name].kind == "view",
            columns=tuple(found),
            parts=tuple(sorted({day.strftime(PARTS[name]) for day in days})) if name in PARTS else (),
        )
        for name, found in columns.items()
        if name not in LEFT_OUT
    ]


def schema_of(tables: list[ExportedTable]) -> dict[str, dict[str, str]]:
    """The columns of every exported table with their types, as `schema.json` lists them."""
    return {
        table.name: dict(table.columns) | ({YEAR: "BIGINT"} if table.name in PARTS else {})
        for table in tables
    }


def announced_schema() -> dict[str, Any]:
    """The schema as announced: its `version` and its `tables`."""
    announced: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return announced


def next_version(announced: dict[str, Any], tables: dict[str, dict[str, str]]) -> str:
    """The version of a schema that follows the announced one: the same where nothing changed, a new minor one
    where tables or columns were only added, else a new major one."""
    before: dict[str, dict[str, str]] = announced["tables"]
    major, minor = (int(part) for part in announced["version"].split("."))
    if _in_order(before) == _in_order(tables):
        return f"{major}.{minor}"
    kept = all(name in tables and _goes_on(columns, tables[name]) for name, columns in before.items())
    return f"{major}.{minor + 1}" if kept else f"{major + 1}.0"


def _goes_on(before: dict[str, str], after: dict[str, str]) -> bool:
    """Whether the columns after are those before, and perhaps more behind them; the year stands behind all."""
    own = [column for column in before.items() if column[0] != YEAR]
    return list(after.items())[: len(own)] == own and (YEAR in before) == (YEAR in after)


def _in_order(tables: dict[str, dict[str, str]]) -> dict[str, list[tuple[str, str]]]:
    return {name: list(columns.items()) for name, columns in tables.items()}
