"""The figures of the site: the questions of `sql/report/` and `sql/pages/`, and the findings of `sql/findings/` with
the lists behind them (`sql/queries/`), asked of a warehouse.

Not here: how a figure is drawn (`charts.py`) and where it stands on a page (`overview.py`).
"""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import duckdb
import polars as pl

from pipelines.warehouse.header import SqlFile, sql_files
from pipelines.words import written

VIEWS = ("season_report", "group_report", "compared_report", "compared_base")
"""The views that questions share, each built on those before; made anew in each connection."""

ASKED_OFTEN = "mart.change"
"""A view that takes a tenth of a second, and that eight questions ask."""

COMPARISONS = {
    "form": ("10-K beside 20-F", ("10-K", "20-F")),
    "size": ("Large beside small companies, 10-K", ("large", "small")),
    "season": ("This season beside the last, the same companies, 10-K", ("this season", "last season")),
}
"""The comparisons of `compared_report.sql`: the words above each, and its sides in the order they are drawn."""


@dataclass(frozen=True)
class Figure:
    """One question, answered."""

    name: str
    question: str
    note: str
    sql: str
    """All that is needed to ask it again, the views included."""
    rows: pl.DataFrame
    finding: str = ""
    """Of a finding: its sentence, with the columns of its one row in braces."""
    list_of: str = ""
    """Of a finding: the figure with the list behind it."""

    @cached_property
    def cells(self) -> dict[str, list[Any]]:
        """By column the values of its rows: reading them one by one from a frame takes ten times as long."""
        return self.rows.to_dict(as_series=False)

    @property
    def is_told(self) -> bool:
        """Whether a finding can be told: it has a row, and each of its numbers is known."""
        return bool(self.finding) and self.rows.height == 1 and None not in self.rows.row(0)

    @property
    def words(self) -> str:
        """A finding in words, or its question where it cannot be told."""
        told = (
            {name: written(value) for name, value in self.rows.row(0, named=True).items()}
            if self.rows.height
            else {}
        )
        return self.finding.format(**told) if self.is_told else self.question

    @property
    def is_compared(self) -> bool:
        """Whether its rows have the columns comparison, side, value, the count, percent, base and not_read."""
        return "comparison" in self.rows.columns

    @property
    def counted(self) -> str:
        """What a compared figure counts, which is the name of its column: reports, or persons."""
        return "persons" if "persons" in self.rows.columns else "reports"


def figures(connection: duckdb.DuckDBPyConnection) -> dict[str, Figure]:
    """Every figure by its name (`finding_` and `list_` before those of findings and their lists), from a warehouse that
    is open; DuckDB raises where what a question asks for is missing, as in a warehouse of another version."""
    questions = {file.path.stem: file for file in sql_files("report", "pages")}
    for name in VIEWS:  # as tables, so that each is evaluated once
        connection.execute(questions[name].sql.replace("CREATE TEMP VIEW", "CREATE TEMP TABLE"))
    connection.execute(f"CREATE TEMP TABLE {_once(ASKED_OFTEN)} AS FROM {ASKED_OFTEN}")
    asked = {name: file for name, file in questions.items() if name not in VIEWS}
    findings = {f"finding_{file.path.stem}": file for file in sql_files("findings")}
    wanted = {file.list_of for file in findings.values()}
    lists = {f"list_{file.path.stem}": file for file in sql_files("queries") if file.path.stem in wanted}
    found = {
        name: _answered(connection, name, file, questions)
        for name, file in {**asked, **findings, **lists}.items()
    }
    return {**found, "accuracy": _accuracy()}


def _accuracy() -> Figure:
    """How often each derived metric is right on filings that no rule was made with: `make accuracy` writes the file."""
    rows = pl.read_csv(str(files(__package__) / "accuracy.csv"))
    note = (
        "labels of a careful reader, held back while the rules were written; F1 is the harmonic mean of the share of "
        "values found and the share of values right, accuracy the share of reports that are right"
    )
    return Figure("accuracy", "How often is what is derived right?", note, "", rows)


def _answered(
    connection: duckdb.DuckDBPyConnection, name: str, file: SqlFile, questions: dict[str, SqlFile]
) -> Figure:
    rows = connection.sql(_once(file.sql)).pl()
    needed = [questions[view].sql for view in _views(file.sql, questions)]
    sql, note = "\n".join([*needed, file.sql]), "; ".join(file.notes)
    return Figure(
        name, file.description, note, sql, rows, file.finding, f"list_{file.list_of}" if file.list_of else ""
    )


def _once(sql: str) -> str:
    """SQL that asks the table that is made of the view that is asked often."""
    return sql.replace(ASKED_OFTEN, ASKED_OFTEN.removeprefix("mart."))


def _views(sql: str, questions: dict[str, SqlFile]) -> list[str]:
    """The views that a question needs, in their order."""
    named = {view for view in VIEWS if view in sql}
    beneath = {below for view in named for below in VIEWS if below != view and below in questions[view].sql}
    return [view for view in VIEWS if view in named | beneath]
