"""What each rule of language does: `make phrases`.

Reads an EDGAR mirror's notes archives (or, with `--warehouse`, a warehouse) and prints for each rule how many filings
it decided, and how often it was right on labelled filings. Not here: the rules (`pipelines/metrics/rules`), nor the
score of a metric as a whole (`accuracy.py`).
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from bench.accuracy import ARCHIVES, LABELS, SHARED, SPLIT, labelled
from pipelines.facts.notes import read_notes
from pipelines.metrics.derive import derive

VALUES = {
    "framework": ("framework", "frameworks"),
    "certification": ("certification", "certifications"),
    "third_party": ("kind", None),
    "committee": ("name", None),
    "oversight": ("structure", "oversight_structure"),
    "cadence": ("cadence", "cadence"),
    "officer": ("role", None),
    "material_effect": ("affected", "material_effect"),
    "contradiction": ("text_says", None),
}
"""Table -> the column that its rule decides, and the key of the labels that holds the right values, where one does."""


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(
        description="How many filings each rule decided, and how often it was right."
    )
    parser.add_argument(
        "--edgar", type=Path, default=SHARED / "edgar", help="EDGAR mirror with notes archives"
    )
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", help="folder of the labels")
    parser.add_argument("--warehouse", type=Path, help="a published warehouse, instead of a mirror")
    asked = parser.parse_args(arguments)
    if asked.warehouse:
        tables = _of_warehouse(asked.warehouse)
    elif archives := sorted(asked.edgar.glob(ARCHIVES)):
        tables = derive(pl.concat([read_notes(path).facts for path in archives]))
    else:
        print(f"There are no notes archives in {asked.edgar}; --edgar names another mirror.", file=sys.stderr)
        return 2
    right = _labels(asked.gold)
    for table, (column, key) in VALUES.items():
        if "rule" in tables[table].columns:
            print(f"{table}\n{'filings':>9} {'labelled':>9} {'right':>6}  rule")
            for rule, filings, known, good in decided(tables[table], column, key, right):
                print(f"{filings:9} {known or '':>9} {good if known else '':>6}  {rule}")
    return 0


def decided(
    frame: pl.DataFrame, column: str, key: str | None, labels: dict[str, dict[str, Any]]
) -> list[tuple[str, int, int, int]]:
    """Rule, filings that it decided, and of those that are labelled how many, and how many with the labels' value."""
    rows = frame.filter(pl.col("rule").is_not_null()).select("rule", "accession_number", column).unique()
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for rule, number, value in rows.iter_rows():
        filings, known, wrong = found.setdefault(rule, (set(), set(), set()))
        filings.add(number)
        told = labels.get(number, {}).get(key or "")
        if told is not None:
            known.add(number)
            if value not in (told if isinstance(told, list) else [told]):
                wrong.add(number)
    counts = (
        (rule, len(all_), len(known), len(known - wrong)) for rule, (all_, known, wrong) in found.items()
    )
    return sorted(counts, key=lambda row: (-row[1], row[0]))


def _of_warehouse(path: Path) -> dict[str, pl.DataFrame]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {table: connection.table(f"core.{table}").pl() for table in VALUES}


def _labels(folder: Path) -> dict[str, dict[str, Any]]:
    """The labelled filings that may be read: what is held back is not among them."""
    paths = [folder / name for name in LABELS if (folder / name).is_file()]
    rows = {path: labelled(path, "work" if path.name == SPLIT else None) for path in paths}
    return {number: json.loads(line) for of_path in rows.values() for number, line in of_path.items()}


if __name__ == "__main__":
    sys.exit(main())
