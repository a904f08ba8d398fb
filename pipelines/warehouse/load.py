"""Load a candidate warehouse from the lake: a fresh DuckDB file, made by the statements in `sql/`.

The published warehouse is never written to; `publish.py` puts a candidate in its place, `audit.py` judges it.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl

from pipelines.edgar.companies import COMPANY_SCHEMA
from pipelines.edgar.index import ANNUAL_FORMS
from pipelines.errors import CydError
from pipelines.facts.concepts import CONCEPTS
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.precedence import DIFFERENCE_SCHEMA
from pipelines.filings import FILING_SCHEMA
from pipelines.incidents import INCIDENT_SCHEMAS
from pipelines.lake import Lake
from pipelines.metrics.compared import (
    COMPARISON_SCHEMA,
    SHARED_SENTENCE_SCHEMA,
    compare_filings,
    shared_sentences,
)
from pipelines.metrics.derive import METRIC_SCHEMAS
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA
from pipelines.warehouse.header import SqlFile, sql_files
from pipelines.warehouse.read import query
from pipelines.warehouse.search_index import SEARCH_SCHEMAS, search_index

STORAGE_VERSION = "v1.5.0"
"""The oldest DuckDB that must open the file: BI tools lag (see docs/decisions.md)."""

LAKE_SCHEMAS: dict[str, Mapping[str, pl.DataType]] = {
    "filing": FILING_SCHEMA,
    "fact": FACT_SCHEMA,
    "fact_difference": DIFFERENCE_SCHEMA,
    **INCIDENT_SCHEMAS,
    "company": COMPANY_SCHEMA,
    "source_document": SOURCE_DOCUMENT_SCHEMA,
    **METRIC_SCHEMAS,
    "shared_sentence": SHARED_SENTENCE_SCHEMA,
    "comparison": COMPARISON_SCHEMA,
    **SEARCH_SCHEMAS,
}
"""The tables of the lake that the warehouse is made from, and their columns."""

PREVIOUS_FILINGS = """
SELECT accession_number, filed, count(*) AS facts
FROM core.fact
JOIN core.filing USING (accession_number)
GROUP BY ALL
"""


def new_load_id(now: datetime | None = None) -> str:
    """A number for a load that sorts by time."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"


def load_candidate(lake: Lake, path: Path, load_id: str, previous: Path | None = None) -> dict[str, int]:
    """Make the warehouse of the whole lake at `path`, which must not exist, and return the rows of each table.

    `previous` is the published warehouse, whose filings the audit compares; none where none can be read there.
    Raises CydError where the lake holds nothing.
    """
    months = lake.months("filing")
    if not months:
        raise CydError("The lake holds no month yet: run `cyd run --months 2025-01..2025-03` first.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        files = sql_files("schema", "marts")
        used = [table for table in LAKE_SCHEMAS if any(f"lake_{table}" in file.sql for file in files)]
        across = _across_filings(lake)
        for table in used:
            _register(connection, table, across[table] if table in across else _whole(lake, table))
        _register(connection, "concept", _concepts())
        _register(connection, "load", _load_row(load_id, months))
        _register(connection, "previous_filing", _previous_filings(previous))
        for schema_name in ("core", "mart", "meta"):
            connection.execute(f"CREATE SCHEMA {schema_name}")
        for file in files:
            connection.execute(file.sql)
        for table in ("concept", "load", "previous_filing", *used):
            connection.unregister(f"lake_{table}")
        _describe(connection, files)
        counts = {file.name: _count(connection, file.name) for file in files if file.kind == "table"}
        connection.execute("CHECKPOINT")
    return counts


def _whole(lake: Lake, table: str) -> pl.DataFrame:
    """Every month of a table; documents come from one table per source."""
    sources = (
        ("index_document", "notes_document", "filing_document") if table == "source_document" else (table,)
    )
    frames = [frame for source in sources if (frame := lake.read(source)) is not None]
    return pl.concat(frames) if frames else pl.DataFrame(schema=LAKE_SCHEMAS[table])


def _across_filings(lake: Lake) -> dict[str, pl.DataFrame]:
    """What is made of the filings of all months, so that no month can hold it: metrics that hold filings against each
    other, and the index of the search."""
    filings, sentences = _whole(lake, "filing"), _whole(lake, "sentence")
    annual = filings.filter(pl.col("form").is_in(ANNUAL_FORMS))
    originals = annual.filter(~pl.col("form").str.ends_with("/A"))
    return {
        "shared_sentence": shared_sentences(sentences, annual),
        "comparison": compare_filings(sentences, originals),
        **search_index(sentences.join(filings, on="accession_number", how="semi")),
    }


def _register(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    connection.register(f"lake_{table}", frame.to_arrow())


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our own names)
    return int(row[0]) if row else 0


def _concepts() -> pl.DataFrame:
    rows = [asdict(concept) for concept in CONCEPTS.values()]
    return pl.DataFrame(rows).rename({"name": "concept", "column": "column_name"})


def _load_row(load_id: str, months: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "load_id": [load_id],
            "loaded_at": [datetime.now(UTC).replace(tzinfo=None)],
            "product_version": [version("cyd")],
            "first_month": [months[0]],
            "last_month": [months[-1]],
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
