"""The charts of the report's pictures, as Altair makes them: `make generated` compiles them into what the report draws
of its figures (`pipelines/report/charts.json`), for making and compiling them takes as long as drawing, and importing
Altair half as long.

Not here: their data, and how they are drawn (`pipelines/report/charts.py`).
"""

import json

import altair as alt
import vl_convert

from pipelines.report.charts import READ, SAYS

SIDES = ("var(--first)", "var(--second)")
ROW_PIXELS = 42
PANEL_PIXELS = 290
"""The width of a bar of the largest value; with its number beside it a picture fits a phone of 390 pixels."""
LETTERS = 13
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


def pairs() -> alt.TopLevelMixin:
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


def months() -> alt.TopLevelMixin:
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


def flags() -> alt.TopLevelMixin:
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


def time_line() -> alt.TopLevelMixin:
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


def compiled() -> str:
    """Every chart for Vega, by its name, without data; as JSON."""
    made = {}
    for chart in (pairs, months, flags, time_line):
        spec = chart().to_dict(validate=False)  # the test draws them
        spec["background"] = "transparent"
        spec["config"] = CONFIG
        made[chart.__name__] = vl_convert.vegalite_to_vega(spec)
    return json.dumps(made, indent=1) + "\n"
