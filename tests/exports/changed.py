"""A copy of a warehouse that a test may change: what a filing could have said."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


@contextmanager
def changed(warehouse: Path, copy: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write to `copy`, made anew from `warehouse`."""
    shutil.copyfile(warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        yield connection
