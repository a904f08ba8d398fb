"""Pictures in the metadata, where a person would rather look than read: small SVG charts within Markdown."""

from base64 import b64encode
from html import escape
from pathlib import Path

import polars as pl

from pipelines.warehouse.read import query

BAR, GAP, HEIGHT, MARGIN = 26, 8, 120, 34
"""Pixels: width of a bar and of the space after it, height of the tallest, room for labels above and below."""

BY_MONTH = """
SELECT strftime(filed, '%Y-%m') AS month, count(*) AS filings,
    count(*) FILTER (status = 'tagged') AS tagged, count(*) FILTER (status = 'section') AS section,
    count(*) FILTER (status = 'not_read') AS not_read
FROM mart.disclosure GROUP BY month ORDER BY month
"""


def filings_by_month(path: Path) -> pl.DataFrame:
    """Annual filings of a warehouse by month of filing: how many there are, and how they were read."""
    return query(path, BY_MONTH)


def chart_of_months(months: pl.DataFrame) -> str:
    """The filings of each month as Markdown: a picture of counts and coverage, and the same as a table."""
    lines = ["| month | filings | tagged | section | not read |", "|---|--:|--:|--:|--:|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in months.iter_rows()]
    picture = b64encode(_svg(months).encode()).decode()
    alt = "Annual filings by month; what was not read is light"
    return f"![{alt}](data:image/svg+xml;base64,{picture})\n\n" + "\n".join(lines) + "\n"


def _svg(months: pl.DataFrame) -> str:
    """Bars by month: dark what was read, light what was not; the count above, the month below."""
    tallest = max([1, *months["filings"].to_list()])
    width = max(1, months.height) * (BAR + GAP) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT + 2 * MARGIN}"'
        ' font-family="sans-serif" font-size="9" text-anchor="middle">'
    ]
    for number, row in enumerate(months.iter_rows(named=True)):
        x, base = GAP + number * (BAR + GAP), MARGIN + HEIGHT
        whole = HEIGHT * row["filings"] / tallest
        read = HEIGHT * (row["filings"] - row["not_read"]) / tallest
        middle = x + BAR / 2
        parts += [
            f'<rect x="{x}" y="{base - whole:.1f}" width="{BAR}" height="{whole:.1f}" fill="#c9d6e8"/>',
            f'<rect x="{x}" y="{base - read:.1f}" width="{BAR}" height="{read:.1f}" fill="#2f5f9e"/>',
            f'<text x="{middle}" y="{base - whole - 4:.1f}">{row["filings"]}</text>',
            f'<text x="{middle}" y="{base + 12}">{escape(row["month"][2:])}</text>',
        ]
    return "".join([*parts, "</svg>"])
