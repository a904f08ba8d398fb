"""How long each question of `sql/queries` takes on a published warehouse, warm: the median of five answers.

    python -m bench.cookbook [--warehouse FILE]

A question that takes more than `MOST_MILLISECONDS` is marked, and the exit code is 1.
"""

import argparse
import sys
import time
from pathlib import Path
from statistics import median

import duckdb

from pipelines.settings import load_settings
from pipelines.warehouse.header import sql_files

MOST_MILLISECONDS = 200
REPEATS = 5


def main() -> None:
    """Print one line for each question, slowest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, default=load_settings().warehouse_path)
    warehouse = parser.parse_args().warehouse
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        taken = {file.name: milliseconds(connection, file.sql) for file in sql_files("queries")}
    for name, spent in sorted(taken.items(), key=lambda item: -item[1]):
        print(f"{spent:7.1f} ms  {name}{'  too slow' if spent > MOST_MILLISECONDS else ''}")
    sys.exit(max(taken.values()) > MOST_MILLISECONDS)


def milliseconds(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    """The median time of an answer, after one that warms."""
    spent = []
    for _ in range(REPEATS + 1):
        start = time.perf_counter()
        connection.execute(sql).fetchall()
        spent.append(1000 * (time.perf_counter() - start))
    return median(spent[1:])


if __name__ == "__main__":
    main()
