"""Write the figures of `docs/findings.md`: every question of `sql/queries`, its SQL and its answer.

`python -m bench.findings [--warehouse FILE]`; what stands above the mark in the document is written by hand.
"""

import argparse
from pathlib import Path

import polars as pl

from pipelines.settings import load_settings
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.read import query

DOCUMENT = Path(__file__).parents[1] / "docs" / "findings.md"
MARK = "<!-- below: written by bench/findings.py -->"
MOST_ROWS = 60
MOST_FILINGS = 10
"""Rows of a list of filings or companies; who wants the whole list asks the question."""
LONGEST_FIGURE = 100
"""Characters; a column with anything longer holds the filers' own words, which stand in the warehouse and not here."""


def main() -> None:
    """Replace what stands below the mark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, default=load_settings().warehouse_path)
    warehouse = parser.parse_args().warehouse
    above = DOCUMENT.read_text(encoding="utf-8").partition(MARK)[0]
    parts = [above + MARK, ""]
    for file in sql_files("queries"):
        parts += [f"## {file.description}", "", "```sql", file.sql.strip(), "```", ""]
        parts += [markdown(query(warehouse, file.sql)), ""]
    DOCUMENT.write_text("\n".join(parts), encoding="utf-8")


def markdown(rows: pl.DataFrame) -> str:
    """The first rows of a frame as a Markdown table, without the columns of the filers' own words."""
    rows = rows.select(
        name
        for name, column in zip(rows.columns, rows.iter_columns(), strict=True)
        if "evidence" not in name and max((len(str(one)) for one in column), default=0) <= LONGEST_FIGURE
    )
    lines = ["| " + " | ".join(rows.columns) + " |", "|" + "---|" * rows.width]
    most = MOST_FILINGS if {"accession_number", "cik"} & set(rows.columns) else MOST_ROWS
    for row in rows.head(most).iter_rows():
        lines.append("| " + " | ".join("" if value is None else str(value) for value in row) + " |")
    if rows.height > most:
        lines.append(f"\n{rows.height - most} further rows.")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
