"""The pictures of the overview: Altair's charts, drawn of figures when the site is made, as SVG, so that a page needs
no script and no network to show them.

Lines and letters take the colour of the page's text and fills are variables of `report.css`: one picture serves
light, dark and print. Not here: what the charts look like (`bench/charts.py`, from which `charts.json` is made).
"""

import json
import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import vl_convert

from pipelines.report.figures import COMPARISONS, Figure
from pipelines.words import say

READ = {"tagged": "var(--first)", "section": "var(--third)", "not_read": "var(--second)"}
CHARTS = Path(__file__).with_name("charts.json")
HEADER_LETTERS = 34
"""Most letters of a line above a picture that fits a phone."""
SAYS = {"yes": "var(--first)", "no": "var(--second)", "nothing": "var(--silent)"}
FLAG_SIDES = {"answer": ("yes", "no", "not_answered"), "text": ("text_yes", "text_no", "not_said")}
"""What each side of a flag says, in the order of `SAYS`: its columns in `flags.sql`."""


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
    return _svg("pairs", f"{figure.question} {title}, in percent", rows=rows, values=values)


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
    return _svg("months", figure.question, rows=rows.filter(pl.col("n") > 0).to_dicts())


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
    return _svg("flags", figure.question, rows=rows)


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
    return _svg("time_line", figure.question, points=points.to_dicts(), words=words.to_dicts())


def _svg(chart: str, label: str, **data: list[dict[str, Any]]) -> str:
    """A chart of `charts.json` drawn of data, by the names that it has for them."""
    made = _charts()[chart]
    filled = [{**one, "values": data[one["name"]]} if one["name"] in data else one for one in made["data"]]
    return one_picture(vl_convert.vega_to_svg({**made, "data": filled}), label)


@cache
def _charts() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(CHARTS.read_bytes())
    return found


def one_picture(svg: str, label: str) -> str:
    """An SVG that a screen reader tells as one picture: its parts, which the table beside it has too, are silent."""
    inner = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", svg)
    words = label.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    opening = f'<svg role="img" aria-label="{words}"'
    return inner.replace("<svg", opening, 1)
