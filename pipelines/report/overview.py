"""The overview and the pages of questions: which findings they tell, in which order, with which figures.

Not here: what a figure counts (`sql/report/`) and what a finding says (`sql/findings/`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

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


PICTURES: dict[str, tuple[Callable[[Figure], str] | None, Key]] = {
    "months": (months_chart, READ_KEY),
    "flags": (flags_chart, SAYS_KEY),
    "incidents": (incidents_chart, NEW_KEY),
}
"""The picture of each figure that is no comparison, and what its colours mean; compared figures have one for each
comparison, all others have their table alone."""

FINDINGS = (
    "incidents",
    "oversight",
    "roles",
    "years",
    "cadence",
    "frameworks",
    "flags",
    "change",
    "certifications",
)
"""The findings, in the page's order; each has a page of its own."""

FOREMOST = {"oversight": "season"}
"""The comparison that the overview shows of a figure; of the others the sizes of companies."""

MOST_VALUES = 8
"""Values of a figure that the overview draws, besides what is not said."""

PLUMBING = ("accuracy", "months", "coverage")
"""Figures on how the rest was made: the last of the overview."""


@dataclass(frozen=True)
class Told:
    """A finding as the pages tell it: its sentence, its figure where there is one, and the list behind it."""

    name: str
    finding: Figure
    shown: Shown | None
    foremost: Shown | None
    """The figure as the overview shows it: one picture, of what is most frequent."""
    list: Figure | None


def told(found: dict[str, Figure]) -> list[Told]:
    """Every finding, with its figure and list; one whose sentence cannot be told has its question alone."""
    return [_told(name, found) for name in FINDINGS if f"finding_{name}" in found]


def _told(name: str, found: dict[str, Figure]) -> Told:
    finding = found[f"finding_{name}"]
    shown = _shown(found[name]) if name in found else None
    foremost = _foremost(shown, FOREMOST.get(name, "size")) if shown else None
    return Told(name, finding, shown, foremost, found.get(finding.list_of))


def plumbing(found: dict[str, Figure]) -> list[Shown]:
    """The figures on how the rest was made."""
    return [_shown(found[name]) for name in PLUMBING]


def _foremost(whole: Shown, comparison: str) -> Shown:
    """What the overview shows of a figure that its page shows whole; a picture takes 40 ms, so none is drawn twice."""
    figure = whole.figure
    here = _comparisons(figure)
    if comparison not in here:
        return whole
    place = here.index(comparison)
    said = set(values_in_order(figure)) - {"not_disclosed"}
    panel = whole.panels[place] if len(said) <= MOST_VALUES else _panel(figure, comparison, MOST_VALUES)
    return replace(whole, panels=[panel], tables=[whole.tables[place]])


def _comparisons(figure: Figure) -> list[str]:
    return [name for name in COMPARISONS if figure.is_compared and name in set(figure.rows["comparison"])]


def _panel(figure: Figure, comparison: str, most: int | None = None) -> Panel:
    title, sides = COMPARISONS[comparison]
    return Panel(title, comparison_chart(figure, comparison, most), list(zip(SIDES_KEY, sides, strict=True)))


def _shown(figure: Figure) -> Shown:
    chart, key = PICTURES.get(figure.name, (None, []))
    if figure.rows.is_empty():
        return Shown(figure, [])
    if figure.is_compared:
        here = _comparisons(figure)
        return Shown(
            figure,
            [_panel(figure, name) for name in here],
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
