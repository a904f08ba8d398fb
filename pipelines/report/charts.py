"""The pictures of the overview: Altair's charts, rendered to SVG when the site is made, so that a page needs no
script and no network to show them.

Lines and letters take the colour of the page's text and fills are variables of `report.css`: one picture serves
light, dark and print.
"""

import re
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

import altair as alt
import polars as pl
import vl_convert

from pipelines.report.figures import COMPARISONS, Figure
from pipelines.words import say

SIDES = ("var(--first)", "var(--second)")
READ = {"tagged": "var(--first)", "section": "var(--third)", "not_read": "var(--second)"}
ROW_PIXELS = 42
PANEL_PIXELS = 290
"""The width of a bar of the largest value; with its number beside it a picture fits a phone of 390 pixels."""
LETTERS = 13
HEADER_LETTERS = 34
"""Most letters of a line above a picture that fits a phone."""
SAYS = {"yes": "var(--first)", "no": "var(--second)", "nothing": "var(--silent)"}
FLAG_SIDES = {"answer": ("yes", "no", "not_answered"), "text": ("text_yes", "text_no", "not_said")}
"""What each side of a flag says, in the order of `SAYS`: its columns in `flags.sql`."""
CONFIG = {
    "font": "inherit",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "titleFontWeight": "normal",
        "labelFontSize": LETTERS,
        "titleFontSize": LETTERS,
        "gridColor": "var(--line)",
        "tickColor": "var(--line)",
        "domainColor": "var(--line)",
    },
    "header": {"labelColor": "currentColor", "labelFontSize": LETTERS},
}
WHOLE = "datum.value % 1 ? '' : format(datum.value, ',')"
"""Counts have no halves, and an axis that ends at 2 would be given some."""


def comparison_chart(figure: Figure, comparison: str, most: int | None = None) -> str:
    """Bars in percent of the reports read, a pair for each value (the `most` frequent ones, and what is not said), its
    words above it; as SVG, no wider than a phone."""
    title, sides = COMPARISONS[comparison]
    order = values_in_order(figure)
    kept = [value for value in order if value != "not_disclosed"][:most]
    kept += [value for value in order if value == "not_disclosed"]
    found = [
        (kept.index(value), sides.index(side), percent)
        for of, side, value, percent in figure.rows.select(
            "comparison", "side", "value", "percent"
        ).iter_rows()
        if of == comparison and value in kept
    ]
    rows = [
        {"value": say(kept[value]), "side": side, "percent": percent}
        for value, side, percent in sorted(found)
    ]
    values = [{"value": value} for value in dict.fromkeys(row["value"] for row in rows)]
    return _svg(_pairs, f"{figure.question} {title}, in percent", rows=rows, values=values)


def _pairs() -> alt.TopLevelMixin:
    """Of `rows` (value, side 0 or 1, percent) in the order in which they are drawn, and the `values` alone."""
    y = alt.Y("value:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.42, paddingOuter=0.3))
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=y,
        yOffset="side:N",
        x=alt.X(
            "percent:Q", axis=None, scale=alt.Scale(domain=alt.DomainUnionWith(unionWith=[0, 1]), nice=False)
        ),
    )
    bars = base.mark_bar().encode(
        color=alt.Color("side:N", scale=alt.Scale(domain=[0, 1], range=list(SIDES)), legend=None)
    )
    numbers = base.mark_text(align="left", dx=3, fill="currentColor", fontSize=LETTERS).encode(
        text=alt.Text("percent:Q", format=".1f")
    )
    words = (
        alt.Chart(alt.NamedData("values"))
        .mark_text(align="left", baseline="bottom", dy=-1, fill="currentColor", fontSize=LETTERS)
        .encode(y=alt.Y("value:N", sort=None, bandPosition=0), x=alt.value(0), text="value:N")
    )
    chart: alt.LayerChart = (bars + numbers + words).properties(
        width=PANEL_PIXELS, height=alt.Step(ROW_PIXELS / 2)
    )
    return chart


def values_in_order(figure: Figure) -> list[str]:
    """The values of a compared figure, the most frequent first, what is not said last; years in their own order."""
    if figure.counted == "persons":
        return sorted(set(figure.rows["value"]), key=lambda value: int(value.split()[0]))
    totals = figure.rows.filter(pl.col("comparison") == "season").group_by("value").agg(pl.sum("reports"))
    known = totals.sort(["reports", "value"], descending=[True, False])["value"].to_list()
    known += sorted(set(figure.rows["value"]) - set(known))
    return sorted(known, key=lambda value: value == "not_disclosed")


def months_chart(figure: Figure) -> str:
    """Filings by month of filing, a panel for each form, coloured by how they were read; as SVG."""
    rows = figure.rows.unpivot(list(READ), index=["month", "form"], variable_name="status", value_name="n")
    return _svg(_months, figure.question, rows=rows.filter(pl.col("n") > 0).to_dicts())


def _months() -> alt.TopLevelMixin:
    """Of `rows`: month, form, status, n."""
    chart: alt.FacetChart = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar()
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=-90)),
            y=alt.Y(
                "n:Q",
                title="filings",
                axis=alt.Axis(tickCount=3, labelExpr=WHOLE),
            ),
            color=alt.Color(
                "status:N", scale=alt.Scale(domain=list(READ), range=list(READ.values())), legend=None
            ),
        )
        .properties(width=PANEL_PIXELS - 10, height=90)
        .facet(row=alt.Row("form:N", title=None, header=alt.Header(labelOrient="top", labelAnchor="start")))
        .resolve_scale(y="independent")
    )
    return chart


def flags_chart(figure: Figure) -> str:
    """Answers and texts of each flag, beside each other, in percent of the reports read; as SVG."""
    rows = [
        {
            "answer": _in_lines(row["answer"]),
            "side": side,
            "says": says,
            "percent": 100 * row[column] / row["base"],
            "order": order,
        }
        for row in figure.rows.iter_rows(named=True)
        for side, columns in FLAG_SIDES.items()
        for order, (says, column) in enumerate(zip(SAYS, columns, strict=True))
    ]
    return _svg(_flags, figure.question, rows=rows)


def _flags() -> alt.TopLevelMixin:
    """Of `rows`: answer, side, says, percent, order."""
    chart: alt.FacetChart = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar()
        .encode(
            y=alt.Y("side:N", title=None),
            x=alt.X("percent:Q", title="percent of reports read", axis=alt.Axis(tickCount=4)),
            order="order:Q",
            color=alt.Color(
                "says:N", scale=alt.Scale(domain=list(SAYS), range=list(SAYS.values())), legend=None
            ),
        )
        .properties(width=PANEL_PIXELS - 30, height=alt.Step(18))
        .facet(
            row=alt.Row(
                "answer:N",
                title=None,
                header=alt.Header(
                    labelOrient="top",
                    labelAnchor="start",
                    labelFontSize=12,
                    labelExpr="split(datum.label, '|')",
                ),
            )
        )
    )
    return chart


def _in_lines(code: str) -> str:
    """The words of a code, parted by bars where a line of a phone's width ends."""
    return "|".join(textwrap.wrap(say(code), HEADER_LETTERS))


def incidents_chart(figure: Figure) -> str:
    """The reports of incidents on a time line, a line for each company under its name, with the business days from
    detection to each report and what it says of a material impact; as SVG."""
    amended = pl.col("form").str.ends_with("/A")
    impact = pl.col("material_impact").replace_strict({"yes": "material", "no": "not material"}, default=None)
    told = pl.concat_str(pl.format("{} days", "days"), impact, separator=", ", ignore_nulls=True)
    reports = figure.rows.with_columns(told.alias("told")).sort("filed", "company")
    rows = reports.with_columns(
        kind=pl.when(amended).then(pl.lit("amended")).otherwise(pl.lit("new")),
        told=pl.col("told").filter(pl.col("told") != "").str.join("; ").over("company"),
    ).with_columns(
        line=pl.when(pl.col("told") == "").then("company").otherwise(pl.format("{}: {}", "company", "told"))
    )
    words = rows.select("company", "line").unique(maintain_order=True)
    points = rows.select(pl.col("filed").dt.strftime("%FT00:00:00"), "company", "kind")
    return _svg(_time_line, figure.question, points=points.to_dicts(), words=words.to_dicts())


def _time_line() -> alt.TopLevelMixin:
    """Of `points` (filed, company, kind) in the order of filing, and `words` (company, line)."""
    points = (
        alt.Chart(alt.NamedData("points"))
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=alt.X("filed:T", title="filed", axis=alt.Axis(format="%Y-%m", tickCount=5)),
            y=alt.Y("company:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.5)),
            shape=alt.Shape("kind:N", scale=alt.Scale(range=["diamond", "circle"]), legend=None),
            color=alt.Color(
                "kind:N", scale=alt.Scale(domain=["new", "amended"], range=list(SIDES)), legend=None
            ),
        )
    )
    words = (
        alt.Chart(alt.NamedData("words"))
        .mark_text(
            align="left",
            baseline="middle",
            fill="currentColor",
            fontSize=LETTERS,
            dy=-10,
            limit=PANEL_PIXELS + 20,
        )
        .encode(y=alt.Y("company:N", sort=None, bandPosition=0), x=alt.value(0), text="line:N")
    )
    chart: alt.LayerChart = (points + words).properties(width=PANEL_PIXELS, height=alt.Step(42))
    return chart


def _svg(chart: Callable[[], alt.TopLevelMixin], label: str, **data: list[dict[str, Any]]) -> str:
    """A chart drawn of data, by the names that it has for them."""
    made = _compiled(chart)
    filled = [{**one, "values": data[one["name"]]} if one["name"] in data else one for one in made["data"]]
    return one_picture(vl_convert.vega_to_svg({**made, "data": filled}), label)


@cache
def _compiled(chart: Callable[[], alt.TopLevelMixin]) -> dict[str, Any]:
    """A chart for Vega, whatever its data: putting one together takes as long as drawing it."""
    spec = chart().to_dict(validate=False)  # against Vega's schema, which takes as long again
    spec["background"] = "transparent"
    spec["config"] = CONFIG
    made: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    return made


def one_picture(svg: str, label: str) -> str:
    """An SVG that a screen reader tells as one picture: its parts, which the table beside it has too, are silent."""
    inner = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", svg)
    words = label.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    opening = f'<svg role="img" aria-label="{words}"'
    return inner.replace("<svg", opening, 1)
