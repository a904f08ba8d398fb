"""The figures of the overview: the questions of `sql/report/`, asked of a warehouse, with their rows and bases.

Not here: how a figure is drawn (`charts.py`) and where it stands on the page (`overview.py`).
"""

from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.warehouse.header import SqlFile, sql_files

VIEWS = ("season_report", "compared_report", "compared_base")
"""The views that questions share, each built on the one before; made anew in each connection."""

COMPARISONS = {
    "form": ("10-K beside 20-F", ("10-K", "20-F")),
    "size": ("Large beside small companies, 10-K", ("large", "small")),
    "season": ("This season beside the last, the same companies, 10-K", ("this season", "last season")),
}
"""The comparisons of `compared_report.sql`: the words above each, and its sides in the order they are drawn."""


@dataclass(frozen=True)
class Figure:
    """One question of `sql/report/`, answered."""

    name: str
    question: str
    note: str
    sql: str
    """All that is needed to ask it again, the views included."""
    rows: pl.DataFrame

    @property
    def is_compared(self) -> bool:
        """Whether its rows have the columns comparison, side, value, the count, percent, base and not_read."""
        return "comparison" in self.rows.columns

    @property
    def counted(self) -> str:
        """What a compared figure counts, which is the name of its column: reports, or persons."""
        return "persons" if "persons" in self.rows.columns else "reports"


def figures(connection: duckdb.DuckDBPyConnection) -> dict[str, Figure]:
    """Every figure by its name, from a warehouse that is open; DuckDB raises where what a question asks for is
    missing, as in a warehouse of another version."""
    files = {file.path.stem: file for file in sql_files("report")}
    for name in VIEWS:
        connection.execute(files[name].sql)
    return {name: _answered(connection, file, files) for name, file in files.items() if name not in VIEWS}


def _answered(connection: duckdb.DuckDBPyConnection, file: SqlFile, files: dict[str, SqlFile]) -> Figure:
    rows = connection.sql(file.sql).pl()
    needed = [files[name].sql for name in VIEWS] if any(name in file.sql for name in VIEWS) else []
    return Figure(
        file.path.stem, file.description, "; ".join(file.notes), "\n".join([*needed, file.sql]), rows
    )
