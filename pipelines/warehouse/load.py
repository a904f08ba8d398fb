"""Load a candidate warehouse from the lake: a fresh DuckDB file, made by the statements in `sql/`.

The published warehouse is never written to; `publish.py` puts a candidate in its place, `audit.py` judges it.
"""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl

from pipelines.code_version import code_version
from pipelines.derivation import DERIVATION_SCHEMA
from pipelines.edgar.companies import COMPANY_SCHEMA
from pipelines.edgar.fulltext import MENTION_SCHEMA
from pipelines.edgar.index import ANNUAL_FORMS
from pipelines.errors import CydError, DocumentError
from pipelines.facts.concepts import CONCEPTS
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.precedence import DIFFERENCE_SCHEMA
from pipelines.filings import FILING_SCHEMA
from pipelines.incidents import INCIDENT_SCHEMAS
from pipelines.lake import EVERY_MONTH, Lake
from pipelines.metrics.compared import (
    COMPARISON_SCHEMA,
    SHARED_SENTENCE_SCHEMA,
    compare_filings,
    keyed,
    shared_sentences,
)
from pipelines.metrics.derive import METRIC_SCHEMAS
from pipelines.month_state import MonthState, Partition
from pipelines.months import first_day
from pipelines.nightly import READING_SCHEMA
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA
from pipelines.warehouse.header import SqlFile, sql_files, sql_folder
from pipelines.warehouse.read import query
from pipelines.warehouse.search_index import SEARCH_SCHEMAS, search_index

STORAGE_VERSION = "v1.5.0"
"""The oldest DuckDB that must open the file: BI tools lag (see docs/decisions.md)."""

LAKE_SCHEMAS: dict[str, Mapping[str, pl.DataType]] = {
    "filing": FILING_SCHEMA,
    "fact": FACT_SCHEMA,
    "fact_difference": DIFFERENCE_SCHEMA,
    **INCIDENT_SCHEMAS,
    "incident_mention": MENTION_SCHEMA,
    "company": COMPANY_SCHEMA,
    "source_document": SOURCE_DOCUMENT_SCHEMA,
    "reading": READING_SCHEMA,
    "derivation": DERIVATION_SCHEMA,
    **METRIC_SCHEMAS,
    "shared_sentence": SHARED_SENTENCE_SCHEMA,
    "comparison": COMPARISON_SCHEMA,
    **SEARCH_SCHEMAS,
}
"""The tables of the lake that the warehouse is made from, and their columns."""

SOURCES = {"source_document": ("index_document", "notes_document", "filing_document")}
"""Tables of the warehouse that are made of several of the lake."""

OF_EVERY_MONTH = {"company": "company", "source_document": "company_document"}
"""Tables of the warehouse that are made, wholly or partly, of a table of the lake that has one partition alone."""

CODE = ("pipelines.warehouse.load", "pipelines.exports.parquet", "pipelines.report.site")
"""What decides what is published of the same months."""

MONTH_SCHEMA = {
    "month": pl.Date(),
    "is_done": pl.Boolean(),
    "is_loaded": pl.Boolean(),
    "run_id": pl.String(),
    "reason": pl.String(),
}

ACROSS = ("shared_sentence", "comparison", *SEARCH_SCHEMAS)
"""Tables that hold filings of all months beside each other, and so are made when they are loaded."""

Months = Mapping[str, MonthState]

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
    digest = hashlib.sha256(code_version(*CODE).encode())
    for path in sorted(sql_folder().rglob("*.sql")):
        digest.update(path.read_bytes())
    for month, state in {**lake.states(), EVERY_MONTH: lake.state(EVERY_MONTH)}.items():
        found = state.partitions if month == EVERY_MONTH else state.whole_partitions
        hashes = sorted((table, partition.sha256) for table, partition in found.items())
        digest.update(f"{month} {hashes} {state.reason if month != EVERY_MONTH else ''}\n".encode())
    return digest.hexdigest()


def load_candidate(lake: Lake, path: Path, load_id: str, previous: Path | None = None) -> dict[str, int]:
    """Make the warehouse of all months of the lake at `path`, which must not exist, and return the rows of each table.

    A month is loaded as it was whole last; one that never was is left out. `previous` is the published warehouse, whose
    filings the audit compares; none where none can be read there. Raises CydError where the lake holds no whole month,
    DocumentError where a partition of one cannot be read.
    """
    content, months = content_of(lake), lake.states()
    whole = [month for month, state in months.items() if state.whole]
    if not whole:
        raise CydError("The lake holds no whole month yet: run `cyd run --months 2025-01..2025-03` first.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".lake-", dir=path.parent) as brought,
        duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION}) as connection,
    ):
        connection.execute("SET TimeZone = 'UTC'")
        files = sql_files("schema", "marts")
        used = [table for table in LAKE_SCHEMAS if any(f"lake_{table}" in file.sql for file in files)]
        for table, frame in {
            **_across_filings(lake, months),
            "concept": _concepts(),
            "load": _load_row(load_id, content, whole),
            "month": _month_rows(months),
            "previous_filing": _previous_filings(previous),
        }.items():
            connection.register(f"lake_{table}", frame.to_arrow())
        for schema_name in ("core", "mart", "meta"):
            connection.execute(f"CREATE SCHEMA {schema_name}")
        try:
            for table in (name for name in used if name not in ACROSS):
                _view(connection, table, _files(lake, months, table, Path(brought)))
            for file in files:
                connection.execute(file.sql)
        except (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException) as error:
            raise _damage(lake, months) or error from error
        _describe(connection, files)
        counts = {file.name: _count(connection, file.name) for file in files if file.kind == "table"}
        connection.execute("CHECKPOINT")
    return counts


def _partitions(months: Months, table: str) -> dict[str, Partition]:
    """The partitions of a table, by month, that are loaded."""
    held = {month: state.whole_partitions for month, state in months.items()}
    return {month: partitions[table] for month, partitions in held.items() if table in partitions}


def _files(lake: Lake, months: Months, table: str, brought: Path) -> list[Path]:
    always = OF_EVERY_MONTH.get(table)
    held = lake.state(EVERY_MONTH).partitions
    found = lake.files(always, {EVERY_MONTH: held[always]}, brought) if always and always in held else []
    if table == always:
        return found
    return found + [
        file
        for source in SOURCES.get(table, (table,))
        for file in lake.files(source, _partitions(months, source), brought)
    ]


def _view(connection: duckdb.DuckDBPyConnection, table: str, files: list[Path]) -> None:
    """Have `lake_<table>` be the rows of its files; DuckDB reads them where they lie. A table of several sources has
    the month of each row beside them."""
    schema = LAKE_SCHEMAS[table]
    if not files:
        of_month = {"month": pl.String} if table in SOURCES else {}
        connection.register(f"lake_{table}", pl.DataFrame(schema={**schema, **of_month}).to_arrow())
        return
    columns = ", ".join(f'"{name}"' for name in schema)
    if table in SOURCES:
        columns += ", regexp_extract(filename, 'month=(\\d{4}-\\d{2})', 1) AS month"
    paths = ", ".join(_literal(str(file)) for file in files)
    kind = "TABLE" if table == "filing" else "VIEW"  # every other table is put in the order of this one
    connection.execute(
        f"CREATE TEMP {kind} lake_{table} AS SELECT {columns}"  # noqa: S608 (our own names)
        f" FROM read_parquet([{paths}], hive_partitioning = false)"
    )


def _damage(lake: Lake, months: Months) -> CydError | None:
    """The error of the partitions that cannot be read, or lack a column since another version made them: their months
    are then due. None where there is no such partition."""
    made_before = set()
    for table, schema in LAKE_SCHEMAS.items():
        for source in SOURCES.get(table, (table,)):
            for month, partition in _partitions(months, source).items():
                try:
                    frame = lake.frame(source, {month: partition})
                except CydError as error:
                    return error
                if frame is not None and not set(schema) <= set(frame.columns):
                    lake.damaged(month, source)
                    made_before.add(month)
    if not made_before:
        return None
    return DocumentError(
        f"Another version made {', '.join(sorted(made_before))}: the next run makes them anew from raw/."
    )


def _across_filings(lake: Lake, months: Months) -> dict[str, pl.DataFrame]:
    """What is made of the filings of all months, so that no month can hold it: metrics that hold filings against each
    other, and the index of the search."""
    whole = {table: lake.frame(table, _partitions(months, table)) for table in ("filing", "sentence")}
    filings, sentences = (
        pl.DataFrame(schema=LAKE_SCHEMAS[table]) if frame is None else frame for table, frame in whole.items()
    )
    annual = filings.filter(pl.col("form").is_in(ANNUAL_FORMS))
    originals = annual.filter(~pl.col("form").str.ends_with("/A"))
    by_key = keyed(sentences)
    return {
        "shared_sentence": shared_sentences(sentences, annual, by_key),
        "comparison": compare_filings(sentences, originals, by_key),
        **search_index(sentences.join(filings, on="accession_number", how="semi")),
    }


def _month_rows(months: Months) -> pl.DataFrame:
    rows = [
        (first_day(month), state.is_done, bool(state.whole), state.run, state.reason)
        for month, state in months.items()
    ]
    return pl.DataFrame(rows, schema=MONTH_SCHEMA, orient="row")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our own names)
    return int(row[0]) if row else 0


def _concepts() -> pl.DataFrame:
    rows = [asdict(concept) for concept in CONCEPTS.values()]
    return pl.DataFrame(rows).rename({"name": "concept", "column": "column_name"})


def _load_row(load_id: str, content: str, months: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "load_id": [load_id],
            "loaded_at": [datetime.now(UTC).replace(tzinfo=None)],
            "product_version": [version("cyd")],
            "first_month": [months[0]],
            "last_month": [months[-1]],
            "content": [content],
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
                f"COMMENT ON MACRO {'TABLE ' if of_rows else ''}{name} IS {_literal(file.description)}"
            )
            continue
        connection.execute(f"COMMENT ON {file.kind} {file.name} IS {_literal(file.description)}")
        for column, description in file.columns.items():
            connection.execute(f'COMMENT ON COLUMN {file.name}."{column}" IS {_literal(description)}')
    connection.execute(
        """
        INSERT INTO meta.column
        SELECT schema_name, table_name, column_name, column_index, data_type, coalesce(comment, '')
        FROM duckdb_columns()
        WHERE database_name = current_database() AND schema_name IN ('core', 'mart', 'meta')
        ORDER BY schema_name, table_name, column_index
        """
    )


def _literal(text: str) -> str:
    """A string literal: COMMENT takes no parameter, and the words come from our own files."""
    return "'" + text.replace("'", "''") + "'"
