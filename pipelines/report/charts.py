"""The pictures of the overview, as SVG that is written when the site is made, so that a page needs no script and no
network to show them.

Lines and letters take the colour of the page's text and fills are variables of `report.css`: one picture serves
light, dark and print. Each fits a phone; lengths are pixels.
"""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl
from markupsafe import escape

from pipelines.report.figures import COMPARISONS, Figure
from pipelines.words import say

SIDES = ("var(--first)", "var(--second)")
READ = {"tagged": "var(--first)", "section": "var(--third)", "not_read": "var(--second)"}
SAYS = {"yes": "var(--first)", "no": "var(--second)", "nothing": "var(--silent)"}

WIDTH = 290
"""Of the longest bar, and of a line of words."""
MARGIN = 54
"""Room beside it: for the number of the longest bar, or for what stands before an axis."""
LETTERS = 13
LINE = 18
"""Height of a line of words."""
BAR = 18
WIDE_LETTER, LETTER = 9.2, 6.6
"""A capital's width, and any other letter's, in most fonts."""
FEW = 3
"""Lines of an axis, at least."""


def comparison_chart(figure: Figure, comparison: str, most: int | None = None) -> str:
    """Bars in percent of the reports read, one for each side of a value, its words above them: of the `most` frequent
    values, and of what is not said."""
    sides = COMPARISONS[comparison][1]
    order = values_in_order(figure)
    kept = [value for value in order if value != "not_disclosed"][:most]
    kept += [value for value in order if value == "not_disclosed"]
    rows = figure.rows.filter(pl.col("comparison") == comparison)
    percent = {(row["value"], row["side"]): row["percent"] for row in rows.iter_rows(named=True)}
    widest = max([1.0, *(percent.get((value, side), 0) for value in kept for side in sides)])
    parts, y = [], 0
    for value in kept:
        bars = [
            (percent[value, side], colour)
            for side, colour in zip(sides, SIDES, strict=True)
            if (value, side) in percent
        ]
        if not bars:
            continue
        parts.append(_text(0, y + LINE - 5, _cut(say(value))))
        y += LINE
        for share, colour in bars:
            length = WIDTH * share / widest
            parts += [_bar(0, y, length, BAR, colour), _text(length + 4, y + BAR - 4, f"{share:.1f}")]
            y += BAR
        y += LINE // 2
    return _picture(parts, WIDTH + MARGIN, y, f"{figure.question} {COMPARISONS[comparison][0]}, in percent")


def values_in_order(figure: Figure) -> list[str]:
    """The values of a compared figure, the most frequent first, what is not said last; years in their own order."""
    if figure.counted == "persons":
        return sorted(set(figure.rows["value"]), key=lambda value: int(value.split()[0]))
    totals = figure.rows.filter(pl.col("comparison") == "season").group_by("value").agg(pl.sum("reports"))
    known = totals.sort(["reports", "value"], descending=[True, False])["value"].to_list()
    known += sorted(set(figure.rows["value"]) - set(known))
    return sorted(known, key=lambda value: value == "not_disclosed")


def months_chart(figure: Figure) -> str:
    """Filings by month of filing, a panel for each form, coloured by how they were read."""
    months = figure.rows["month"].unique().sort().to_list()
    width, height = WIDTH - 4, 90
    step = width / max(len(months), 1)
    parts, y = [], 0
    for form in figure.rows["form"].unique().sort():
        rows = figure.rows.filter(pl.col("form") == form)
        most = max(sum(row[status] for status in READ) for row in rows.iter_rows(named=True))
        parts.append(_text(MARGIN, y + LINE - 5, form))
        y += LINE
        ticks = _ticks(most)
        for tick in ticks:
            level = y + height * (1 - tick / ticks[-1])
            parts += [
                _line(MARGIN, level, MARGIN + width, level),
                _text(MARGIN - 5, level + 4, f"{tick:,}", "end"),
            ]
        for row in rows.iter_rows(named=True):
            level = float(y + height)
            for status, colour in READ.items():
                high = height * row[status] / ticks[-1]
                level -= high
                parts.append(
                    _bar(MARGIN + step * months.index(row["month"]), level, step * 0.85, high, colour)
                )
        y += height + LINE // 2
    # A month's name takes a line's width; where there are more months, every second has one, and so on.
    for place in range(0, len(months), -(-len(months) * LINE // width) or 1):
        x = MARGIN + step * (place + 0.5) + 4
        parts.append(_text(x, y, months[place], "end", turned=True))
    return _picture(parts, MARGIN + width, y + 3 * LINE, figure.question)


def flags_chart(figure: Figure) -> str:
    """Answers and texts of each flag, beside each other, in percent of the reports read."""
    told = {"answer": ("yes", "no", "not_answered"), "text": ("text_yes", "text_no", "not_said")}
    width = WIDTH - 30
    parts, y = [], 0
    for row in figure.rows.iter_rows(named=True):
        for line in textwrap.wrap(say(row["answer"]), 36):
            parts.append(_text(MARGIN, y + LINE - 5, line))
            y += LINE
        for name, columns in told.items():
            parts.append(_text(MARGIN - 5, y + BAR - 4, name, "end"))
            x = float(MARGIN)
            for column, colour in zip(columns, SAYS.values(), strict=True):
                length = width * row[column] / max(row["base"], 1)
                parts.append(_bar(x, y, length, BAR - 1, colour))
                x += length
            y += BAR
        y += LINE // 2
    for tick in range(0, 101, 20):
        parts.append(_text(MARGIN + width * tick / 100, y + LINE - 6, str(tick), "middle"))
    parts.append(_text(MARGIN + width / 2, y + 2 * LINE - 6, "percent of reports read", "middle"))
    return _picture(parts, MARGIN + WIDTH, y + 2 * LINE, figure.question)


def incidents_chart(figure: Figure) -> str:
    """The reports of incidents on a time line, a line for each company under its name, with the business days from
    detection to each report and what it says of a material impact."""
    rows = figure.rows.sort("filed", "company")
    days = [day.toordinal() for day in rows["filed"]]
    first, last = min(days), max(*days, min(days) + 1)
    parts, y = [], 0
    places = {}
    for company in rows["company"].unique(maintain_order=True):
        reports = list(rows.filter(pl.col("company") == company).iter_rows(named=True))
        told = "; ".join(filter(None, map(_told, reports)))
        told = f": {told}" if told else ""
        parts.append(_text(0, y + LINE - 5, f"{_cut(company, LETTER * len(told))}{told}"))
        y += LINE
        places[company] = y + LINE / 2
        parts.append(_line(0, places[company], WIDTH, places[company]))
        for report in reports:
            x = 8 + (WIDTH - 16) * (report["filed"].toordinal() - first) / (last - first)
            parts.append(_point(x, places[company], amended=report["form"].endswith("/A")))
        y += LINE + 4
    for place, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        day = date.fromordinal(round(first + place * (last - first)))
        parts.append(_text(WIDTH * place, y + LINE - 5, f"{day:%Y-%m}", anchor))
    return _picture(parts, WIDTH + MARGIN, y + LINE, figure.question)


def _told(report: dict[str, object]) -> str:
    impact = {"yes": "material", "no": "not material"}.get(str(report["material_impact"]))
    days = None if report["days"] is None else f"{report['days']} days"
    return ", ".join(filter(None, (days, impact)))


def _ticks(most: int) -> list[int]:
    """Whole numbers at equal distances from 0 to beyond the largest, some `FEW` of them."""
    steps: Iterator[int] = (digit * 10**power for power in range(20) for digit in (1, 2, 5))
    step = next(step for step in steps if step * FEW >= most)
    return list(range(0, most + step, step))


def _cut(words: str, beside: float = 0) -> str:
    """Words that end in dots where a line, with what stands `beside` them, has no more room."""
    room = WIDTH + MARGIN - beside
    for place, letter in enumerate(words):
        room -= WIDE_LETTER if letter.isupper() else LETTER
        if room < 0:
            return f"{words[:place].rstrip()}…"
    return words


def _text(x: float, y: float, words: str, anchor: str = "start", *, turned: bool = False) -> str:
    place = f'transform="translate({x:.1f},{y:.1f}) rotate(-90)"' if turned else f'x="{x:.1f}" y="{y:.1f}"'
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f"<text {place}{aligned}>{escape(words)}</text>"


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f},{y:.1f}L{to_x:.1f},{to_y:.1f}" stroke="var(--line)"/>'


def _point(x: float, y: float, *, amended: bool) -> str:
    if amended:
        return f'<path d="M{x:.1f},{y - 6:.1f}l6,6l-6,6l-6,-6z" fill="{SIDES[1]}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{SIDES[0]}"/>'


def _picture(parts: Sequence[str], width: float, height: float, label: str) -> str:
    """An SVG that a screen reader tells as one picture: its parts, which the table beside it has too, are silent."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(label)}" width="{width:.0f}"'
        f' height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" font-size="{LETTERS}" fill="currentColor">'
        f"{''.join(parts)}</svg>"
    )
