"""Load a candidate warehouse from the lake: a DuckDB file, made by the statements in `sql/`.

The published warehouse is never written to; `publish.py` puts a candidate in its place, `audit.py` judges it. A
candidate is made whole here, or begun as a copy of what was published and renewed (`renew.py`): with the same rows.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl

from pipelines.code_version import code_version
from pipelines.errors import CydError
from pipelines.facts.concepts import CONCEPTS
from pipelines.lake import EVERY_MONTH, Lake
from pipelines.months import first_day
from pipelines.warehouse.across import ACROSS, Known, across_filings
from pipelines.warehouse.header import SqlFile, sql_files, sql_folder
from pipelines.warehouse.lake_views import LAKE_SCHEMAS, LakeViews, digest_of, literal
from pipelines.warehouse.read import frame_of, query
from pipelines.warehouse.renew import PUT_IN_BY_MONTH, Before, before, renew

STORAGE_VERSION = "v1.5.0"
"""The oldest DuckDB that must open the file: BI tools lag (see docs/decisions.md)."""

CODE = ("pipelines.warehouse.load", "pipelines.exports.parquet", "pipelines.report.site")
"""What decides what is published of the same months."""

MONTH_SCHEMA = {
    "month": pl.Date(),
    "is_done": pl.Boolean(),
    "is_loaded": pl.Boolean(),
    "run_id": pl.String(),
    "reason": pl.String(),
    "partitions": pl.String(),
}

PREVIOUS_FILINGS = """
SELECT accession_number, filed, count(*) AS facts
FROM core.fact
JOIN core.filing USING (accession_number)
GROUP BY ALL
"""


def new_load_id(now: datetime | None = None) -> str:
    """A number for a load that sorts by time."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"


def content_of(lake: Lake) -> str:
    """What a load of the lake would hold, as a hash: of every partition that it would read, of the months that are not
    done, and of our own code. The same content is not worth another publication."""
    digest = hashlib.sha256(_code(*CODE).encode())
    every = sorted(
        (table, partition.sha256) for table, partition in lake.state(EVERY_MONTH).partitions.items()
    )
    digest.update(f"{every}\n".encode())
    for month, state in lake.states().items():
        digest.update(f"{month} {digest_of(state)} {state.reason}\n".encode())
    return digest.hexdigest()


def load_candidate(
    lake: Lake, path: Path, load_id: str, previous: Path | None = None, base: Path | None = None
) -> dict[str, int]:
    """Make the warehouse of all months of the lake at `path`, which must not exist, and return the rows of each table.

    A month is loaded as it was whole last; one that never was is left out. `previous` is the published warehouse, whose
    filings the audit compares; none where none can be read there. `base` is a warehouse that was published and is as
    it was then: rows of months that are the same are taken over from it, where this very code made it. Raises CydError
    where the lake holds no whole month, DocumentError where a partition of one cannot be read.
    """
    content, code = content_of(lake), _code("pipelines.warehouse.load")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lake-", dir=path.parent) as brought:
        shown = LakeViews(lake, Path(brought))
        if not shown.whole:
            raise CydError(
                "The lake holds no whole month yet: run `cyd run --months 2025-01..2025-03` first."
            )
        was = before(base, code, shown) if base else None
        if base and was:
            shutil.copyfile(base, path)
        with _at_work(path) as connection:
            load = _load_row(load_id, content, code, shown.whole, was.renewals + 1 if was else 0)
            for table, frame in {
                "concept": _concepts(),
                "load": load,
                "month": _month_rows(shown),
                "previous_filing": _previous_filings(previous),
            }.items():
                connection.register(f"lake_{table}", frame.to_arrow())
            counts = _filled(connection, shown, was)
            connection.execute("CHECKPOINT")
    return counts


@contextmanager
def _at_work(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a candidate, which is whole at its checkpoint alone. It has no write-ahead log: one that is cut
    off is thrown away, and with a log most rows would be written twice."""
    with duckdb.connect(config={"temp_directory": f"{path}.tmp"}) as connection:
        connection.execute(
            f"ATTACH {literal(str(path))} AS candidate"
            f" (STORAGE_VERSION '{STORAGE_VERSION}', RECOVERY_MODE 'no_wal_writes')"
        )
        connection.execute("USE candidate")
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def _filled(connection: duckdb.DuckDBPyConnection, shown: LakeViews, was: Before | None) -> dict[str, int]:
    files = sql_files("schema", "marts")
    used = [table for table in LAKE_SCHEMAS if any(f"lake_{table}" in file.sql for file in files)]
    try:
        for table in (name for name in used if name not in ACROSS):
            # Every other table is put in the order of this one.
            shown.show(connection, table, kind="TABLE" if table == "filing" else "VIEW")
        if was:
            renew(connection, files, shown, was)
        else:
            _make(connection, files, shown)
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException) as error:
        raise shown.damage() or error from error
    return {file.name: _count(connection, file.name) for file in files if file.kind == "table"}


def _make(connection: duckdb.DuckDBPyConnection, files: list[SqlFile], shown: LakeViews) -> None:
    new = frame_of(connection.sql("SELECT accession_number, month FROM lake_filing"))
    for table, frame in across_filings(connection, shown, Known.nothing(new)).rows.items():
        connection.register(f"lake_{table}", frame.to_arrow())
    connection.execute("CREATE TEMP TABLE lake_renewed AS SELECT accession_number FROM lake_filing")
    for schema_name in ("core", "mart", "meta"):
        connection.execute(f"CREATE SCHEMA {schema_name}")
    for file in files:
        connection.execute(file.sql)
    _describe(connection, files)


@cache
def _code(*modules: str) -> str:
    """The version of some code of ours, with all of `sql/` and the libraries that decide what rows are."""
    digest = hashlib.sha256(f"{code_version(*modules)} {duckdb.__version__} {pl.__version__}".encode())
    for path in sorted(sql_folder().rglob("*.sql")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _month_rows(shown: LakeViews) -> pl.DataFrame:
    rows = [
        (
            first_day(month),
            state.is_done,
            bool(state.whole),
            state.run,
            state.reason,
            digest_of(state, PUT_IN_BY_MONTH),
        )
        for month, state in shown.months.items()
    ]
    return pl.DataFrame(rows, schema=MONTH_SCHEMA, orient="row")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our own names)
    return int(row[0]) if row else 0


def _concepts() -> pl.DataFrame:
    rows = [asdict(concept) for concept in CONCEPTS.values()]
    return pl.DataFrame(rows).rename({"name": "concept", "column": "column_name"})


def _load_row(load_id: str, content: str, code: str, months: list[str], renewals: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "load_id": [load_id],
            "loaded_at": [datetime.now(UTC).replace(tzinfo=None)],
            "product_version": [version("cyd")],
            "first_month": [months[0]],
            "last_month": [months[-1]],
            "content": [content],
            "code": [code],
            "renewals": [renewals],
        }
    )


def _previous_filings(previous: Path | None) -> pl.DataFrame:
    """`accession_number`, `filed`, `facts` of the filings of a warehouse; no row where there is none to read."""
    schema = {"accession_number": pl.String, "filed": pl.Date, "facts": pl.Int64}
    if previous is None:
        return pl.DataFrame(schema=schema)
    try:
        return query(previous, PREVIOUS_FILINGS).cast(schema)  # type: ignore[arg-type]
    except CydError:
        return pl.DataFrame(schema=schema)


def _describe(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> None:
    """Comments from the headers, and `meta.column` from the comments."""
    for file in files:
        if file.kind == "macro":
            name, of_rows = file.name.partition("(")[0], " AS TABLE" in file.sql
            connection.execute(
                f"COMMENT ON MACRO {'TABLE ' if of_rows else ''}{name} IS {literal(file.description)}"
            )
            continue
        connection.execute(f"COMMENT ON {file.kind} {file.name} IS {literal(file.description)}")
        for column, description in file.columns.items():
            connection.execute(f'COMMENT ON COLUMN {file.name}."{column}" IS {literal(description)}')
    connection.execute(
        """
        INSERT INTO meta.column
        SELECT schema_name, table_name, column_name, column_index, data_type, coalesce(comment, '')
        FROM duckdb_columns()
        WHERE database_name = current_database() AND schema_name IN ('core', 'mart', 'meta')
        ORDER BY schema_name, table_name, column_index
        """
    )
