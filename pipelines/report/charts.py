"""The pictures of the overview: Altair's charts, rendered to SVG when the site is made, so that a page needs no
script and no network to show them.

Lines and letters take the colour of the page's text and fills are variables of `report.css`: one picture serves
light, dark and print.
"""

import re
import textwrap

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
WHOLE = "datum.value % 1 ? '' : format(datum.value, ',')"
"""Counts have no halves, and an axis that ends at 2 would be given some."""


def comparison_chart(figure: Figure, comparison: str, most: int | None = None) -> str:
    """Bars in percent of the reports read, a pair for each value (the `most` frequent ones, and what is not said), its
    words above it; as SVG, no wider than a phone."""
    sides = COMPARISONS[comparison][1]
    order = values_in_order(figure)
    kept = [value for value in order if value != "not_disclosed"][:most]
    kept += [value for value in order if value == "not_disclosed"]
    rows = figure.rows.filter((pl.col("comparison") == comparison) & pl.col("value").is_in(kept)).select(
        "side", "percent", value=pl.col("value").map_elements(say, return_dtype=pl.String)
    )
    here = set(rows["value"])
    sort = [say(value) for value in kept if say(value) in here]
    y = alt.Y("value:N", sort=sort, axis=None, scale=alt.Scale(paddingInner=0.42, paddingOuter=0.3))
    widest = float(str(rows["percent"].max())) if rows.height else 0.0
    base = alt.Chart(rows).encode(
        y=y,
        yOffset=alt.YOffset("side:N", sort=list(sides)),
        x=alt.X("percent:Q", axis=None, scale=alt.Scale(domain=[0, max(widest, 1)])),
    )
    bars = base.mark_bar().encode(
        color=alt.Color("side:N", scale=alt.Scale(domain=list(sides), range=list(SIDES)), legend=None)
    )
    numbers = base.mark_text(align="left", dx=3, fill="currentColor", fontSize=LETTERS).encode(
        text=alt.Text("percent:Q", format=".1f")
    )
    words = (
        alt.Chart(rows.unique("value", maintain_order=True))
        .mark_text(align="left", baseline="bottom", dy=-1, fill="currentColor", fontSize=LETTERS)
        .encode(y=alt.Y("value:N", sort=sort, bandPosition=0), x=alt.value(0), text="value:N")
    )
    chart = (bars + numbers + words).properties(width=PANEL_PIXELS, height=alt.Step(ROW_PIXELS / 2))
    return _svg(chart, f"{figure.question} {COMPARISONS[comparison][0]}, in percent")


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
    chart = (
        alt.Chart(rows.filter(pl.col("n") > 0))
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
    return _svg(chart, figure.question)


def flags_chart(figure: Figure) -> str:
    """Answers and texts of each flag, beside each other, in percent of the reports read; as SVG."""
    parts = {"yes": "yes", "no": "no", "not_answered": "", "text_yes": "yes", "text_no": "no", "not_said": ""}
    rows = (
        figure.rows.unpivot(list(parts), index=["answer", "base"], variable_name="part", value_name="n")
        .with_columns(
            pl.col("answer").map_elements(_in_lines, return_dtype=pl.String),
            side=pl.when(pl.col("part").is_in(["yes", "no", "not_answered"]))
            .then(pl.lit("answer"))
            .otherwise(pl.lit("text")),
            says=pl.col("part").replace_strict({key: word or "nothing" for key, word in parts.items()}),
            percent=100 * pl.col("n") / pl.col("base"),
        )
        .with_columns(order=pl.col("says").replace_strict({"yes": 0, "no": 1, "nothing": 2}))
    )
    chart = (
        alt.Chart(rows.select("answer", "side", "says", "percent", "order"))
        .mark_bar()
        .encode(
            y=alt.Y("side:N", title=None),
            x=alt.X("percent:Q", title="percent of reports read", axis=alt.Axis(tickCount=4)),
            order="order:Q",
            color=alt.Color(
                "says:N",
                scale=alt.Scale(
                    domain=["yes", "no", "nothing"], range=["var(--first)", "var(--second)", "var(--silent)"]
                ),
                legend=None,
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
    return _svg(chart, figure.question)


def _in_lines(code: str) -> str:
    """The words of a code, parted by bars where a line of a phone's width ends."""
    return "|".join(textwrap.wrap(say(code), HEADER_LETTERS))


def incidents_chart(figure: Figure) -> str:
    """The reports of incidents on a time line, a line for each company under its name, with the business days from
    detection to each report and what it says of a material impact; as SVG."""
    amended = pl.col("form").str.ends_with("/A")
    impact = pl.col("material_impact").replace_strict({"yes": "material", "no": "not material"}, default=None)
    told = pl.concat_str(pl.format("{} days", "days"), impact, separator=", ", ignore_nulls=True)
    reports = figure.rows.with_columns(told.alias("told")).sort("filed")
    rows = reports.with_columns(
        kind=pl.when(amended).then(pl.lit("amended")).otherwise(pl.lit("new")),
        told=pl.col("told").filter(pl.col("told") != "").str.join("; ").over("company"),
    ).with_columns(
        line=pl.when(pl.col("told") == "").then("company").otherwise(pl.format("{}: {}", "company", "told"))
    )
    order = rows.sort("filed", "company")["company"].unique(maintain_order=True).to_list()
    y = alt.Y("company:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.5))
    base = alt.Chart(rows.select("filed", "company", "kind", "line"))
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X("filed:T", title="filed", axis=alt.Axis(format="%Y-%m", tickCount=5)),
        y=y,
        shape=alt.Shape("kind:N", scale=alt.Scale(range=["diamond", "circle"]), legend=None),
        color=alt.Color("kind:N", scale=alt.Scale(domain=["new", "amended"], range=list(SIDES)), legend=None),
    )
    words = (
        alt.Chart(rows.select("company", "line").unique(maintain_order=True))
        .mark_text(
            align="left",
            baseline="middle",
            fill="currentColor",
            fontSize=LETTERS,
            dy=-10,
            limit=PANEL_PIXELS + 20,
        )
        .encode(y=alt.Y("company:N", sort=order, bandPosition=0), x=alt.value(0), text="line:N")
    )
    return _svg((points + words).properties(width=PANEL_PIXELS, height=alt.Step(42)), figure.question)


def _svg(chart: alt.TopLevelMixin, label: str) -> str:
    spec = chart.to_dict(validate=False)  # against Vega's schema, which takes as long as drawing
    spec["background"] = "transparent"
    spec["config"] = {
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
    return one_picture(vl_convert.vegalite_to_svg(spec), label)


def one_picture(svg: str, label: str) -> str:
    """An SVG that a screen reader tells as one picture: its parts, which the table beside it has too, are silent."""
    inner = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", svg)
    words = label.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    opening = f'<svg role="img" aria-label="{words}"'
    return inner.replace("<svg", opening, 1)
