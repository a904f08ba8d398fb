"""The overview: which figures it shows, in which order, each with its picture, base, table, CSV and SQL."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from pipelines.report.charts import (
    comparison_chart,
    flags_chart,
    incidents_chart,
    months_chart,
    values_in_order,
)
from pipelines.report.figures import COMPARISONS, Figure

Key = list[tuple[str, str]]

SIDES_KEY = ("first", "second")
READ_KEY = [("first", "tagged"), ("third", "found without tags"), ("second", "not read")]
SAYS_KEY = [("first", "yes"), ("second", "no"), ("silent", "not answered, or not said")]
NEW_KEY = [("first", "new"), ("second", "amended")]


BASES = {
    "flags": ("answer", {"base": "reports"}),
}
"""Figures that have a base of their own for each value of a column."""

TOTALS = {"months": "filings", "coverage": "filings", "incidents": "incident_reports"}
"""Figures whose base is a total of the summary."""


@dataclass(frozen=True)
class Panel:
    """One picture of a figure: its title, its SVG and what its colours mean."""

    title: str
    svg: str
    key: Key


@dataclass(frozen=True)
class Compared:
    """A table of a compared figure: for each value the rows of both sides, by their number in the figure's rows."""

    title: str
    sides: tuple[str, ...]
    bases: list[int | None]
    rows: list[tuple[str, list[int | None]]]


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it."""

    figure: Figure
    panels: list[Panel]
    tables: list[Compared] = field(default_factory=list)
    bases: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    """Of a figure that is not compared: what a base is of, its row, and its columns with the words behind each."""


ORDER: dict[str, tuple[Callable[[Figure], str] | None, Key]] = {
    "months": (months_chart, READ_KEY),
    "coverage": (None, []),
    "oversight": (None, []),
    "cadence": (None, []),
    "roles": (None, []),
    "years": (None, []),
    "frameworks": (None, []),
    "certifications": (None, []),
    "flags": (flags_chart, SAYS_KEY),
    "incidents": (incidents_chart, NEW_KEY),
}
"""The figures in the page's order, with the picture of each and what its colours mean; compared figures have a
picture for each comparison, coverage has its table alone."""


def shown(found: dict[str, Figure]) -> list[Shown]:
    """Every figure of the page, with its pictures."""
    return [_shown(found[name], *ORDER[name]) for name in ORDER]


def _shown(figure: Figure, chart: Callable[[Figure], str] | None, key: Key) -> Shown:
    if figure.rows.is_empty():
        return Shown(figure, [])
    if figure.is_compared:
        here = [name for name in COMPARISONS if name in set(figure.rows["comparison"])]
        return Shown(
            figure,
            [
                Panel(
                    COMPARISONS[name][0],
                    comparison_chart(figure, name),
                    list(zip(SIDES_KEY, COMPARISONS[name][1], strict=True)),
                )
                for name in here
            ],
            [_compared(figure, name) for name in here],
        )
    return Shown(figure, [Panel("", chart(figure), key)] if chart else [], bases=_bases(figure))


def _bases(figure: Figure) -> list[tuple[str, int, dict[str, str]]]:
    of, columns = BASES.get(figure.name, ("", {}))
    if not columns:
        return []
    first = figure.rows.with_row_index("number").unique(of, keep="first", maintain_order=True)
    return [(row[of], row["number"], columns) for row in first.iter_rows(named=True)]


def _compared(figure: Figure, comparison: str) -> Compared:
    title, sides = COMPARISONS[comparison]
    numbered = figure.rows.with_row_index("number").filter(pl.col("comparison") == comparison)
    place = {(row["side"], row["value"]): row["number"] for row in numbered.iter_rows(named=True)}
    first = {side: min((n for (s, _), n in place.items() if s == side), default=None) for side in sides}
    values = [value for value in values_in_order(figure) if any((side, value) in place for side in sides)]
    rows = [(value, [place.get((side, value)) for side in sides]) for value in values]
    return Compared(title, sides, [first[side] for side in sides], rows)
