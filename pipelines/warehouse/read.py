"""Read a warehouse: short-lived connections that look, close, and never write.

Within one process a file that was replaced is seen anew only when no connection to it is open, so none is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.errors import CydError
from pipelines.warehouse.audit import CheckResult
from pipelines.warehouse.stream import Stream

MISSING = "There is no warehouse at {path} yet: run `cyd run` first."

LOCKED = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
"""Of a connection for a stranger's query: it reads and writes no file but the warehouse, attaches and installs nothing,
sees no variable of ours, and cannot undo that."""


@contextmanager
def opened(path: Path, config: Mapping[str, str] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse at `path`, read-only, closed when the block is left.

    Raises CydError where there is no warehouse yet or DuckDB refuses something, with DuckDB's first line.
    """
    if not path.is_file():
        raise CydError(MISSING.format(path=path))
    try:
        with duckdb.connect(str(path), read_only=True, config=dict(config or {})) as connection:
            yield connection
    except duckdb.Error as error:
        raise CydError(str(error).splitlines()[0]) from error


def ask(path: Path, sql: str) -> pl.DataFrame:
    """As `query`, for whoever asks: the query reaches nothing but the warehouse."""
    with opened(path, LOCKED) as connection:
        relation = connection.sql(sql)
        return frame_of(relation) if relation is not None else pl.DataFrame()


def query(path: Path, sql: str) -> pl.DataFrame:
    """The answer to one query on the warehouse at `path`; raises CydError as `opened` does."""
    with opened(path) as connection:
        relation = connection.sql(sql)
        return frame_of(relation) if relation is not None else pl.DataFrame()


def frame_of(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """The rows of a relation. What Polars has no type for (an INTERVAL, a UNION) comes as text, and of columns of one
    name the second is called `name_1`.

    Handed over without PyArrow, which `relation.pl()` would import: a tenth of a second, a fifth of a short command.
    """
    names = _told_apart(relation.columns)
    strange = ["INTERVAL" in str(kind) or "UNION" in str(kind) for kind in relation.types]
    if any(strange) or names != relation.columns:
        columns = []
        for number, (name, is_strange) in enumerate(zip(names, strange, strict=True), 1):
            quoted = name.replace('"', '""')
            columns.append(f'{f"CAST(#{number} AS VARCHAR)" if is_strange else f"#{number}"} AS "{quoted}"')
        relation = relation.project(", ".join(columns))
    return pl.DataFrame(Stream(relation.__arrow_c_stream__()))


def _told_apart(columns: list[str]) -> list[str]:
    names: list[str] = []
    for name in columns:
        number, free = 0, name
        while free in names:
            number += 1
            free = f"{name}_{number}"
        names.append(free)
    return names


def load_row(path: Path) -> Mapping[str, Any]:
    """The row of `meta.load` of the warehouse at `path`, by its columns; raises CydError as `opened` does.

    Asked for at every turn, while opening a warehouse takes some thirty milliseconds: a file is opened once for it.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise CydError(MISSING.format(path=path)) from error
    return _load_row(path, (stat.st_ino, stat.st_mtime_ns, stat.st_size))


@lru_cache
def _load_row(path: Path, _file: tuple[int, int, int]) -> Mapping[str, Any]:
    found = query(path, "FROM meta.load")
    if found.height != 1:
        raise CydError(f"{path.name} is no warehouse: it holds {found.height} loads.")
    return found.row(0, named=True)


def load_id(path: Path) -> str:
    """The number of the load of the warehouse at `path`; raises CydError as `opened` does."""
    return str(load_row(path)["load_id"])


def rows_of(path: Path, table: str) -> int:
    """The number of rows of a table."""
    return int(query(path, f"SELECT count(*) AS rows FROM {table}")["rows"][0])  # noqa: S608 (our own names)


def check_results(path: Path) -> list[CheckResult]:
    """What the audit found, from `meta.check_result`."""
    found = query(path, "FROM meta.check_result ORDER BY check_name")
    return [
        CheckResult(r["check_name"], r["severity"], r["rows"], r["description"], r["sample"])
        for r in found.iter_rows(named=True)
    ]
