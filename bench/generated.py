"""Write anew what is made and kept in the repository: of `sql/` the dictionary, `docs/dictionary.md`, and the schema of
the exports with the version that follows the announced one; of `bench/charts.py` the charts of the report."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from bench.charts import compiled
from pipelines.exports.dictionary import dictionary
from pipelines.exports.tables import (
    SCHEMA_FILE,
    announced_schema,
    exported_tables,
    next_version,
    schema_of,
)
from pipelines.filings import FILING_SCHEMA
from pipelines.lake import Lake
from pipelines.report.charts import CHARTS
from pipelines.warehouse.load import load_candidate

DICTIONARY = Path(__file__).parents[1] / "docs" / "dictionary.md"


def main() -> None:
    """Write the files."""
    with tempfile.TemporaryDirectory() as folder:
        words, tables = generated(empty_warehouse(Path(folder)))
    DICTIONARY.write_text(words, encoding="utf-8")
    version = next_version(announced_schema(), tables) if SCHEMA_FILE.is_file() else "1.0"
    schema = {"version": version, "tables": tables}
    SCHEMA_FILE.write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
    CHARTS.write_text(compiled(), encoding="utf-8")
    print(f"{DICTIONARY}, {SCHEMA_FILE}: version {version}, {CHARTS}")


def empty_warehouse(folder: Path) -> Path:
    """A warehouse without rows, made in `folder`."""
    lake, month = Lake(folder / "lake"), "2024-12"
    lake.write("filing", month, pl.DataFrame(schema=FILING_SCHEMA))
    lake.change(month, lambda state: replace(state, whole=state.steps))
    load_candidate(lake, folder / "empty.duckdb", "empty")
    return folder / "empty.duckdb"


def generated(warehouse: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """The dictionary and the schema of the exports of a warehouse, whatever rows it holds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return dictionary(connection), schema_of(exported_tables(connection))


if __name__ == "__main__":
    main()
