"""The tables of the lake as a candidate's SQL reads them: `lake_<table>`, of every month as it was whole last.

Here is which tables there are, which of their partitions are loaded, and whose fault it is where one cannot be read.
Not here: what the warehouse makes of them (`sql/`), and in which order (`load.py`, `renew.py`).
"""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb
import polars as pl

from pipelines.derivation import DERIVATION_SCHEMA
from pipelines.edgar.companies import COMPANY_SCHEMA
from pipelines.edgar.fulltext import MENTION_SCHEMA
from pipelines.errors import CydError, DocumentError
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.precedence import DIFFERENCE_SCHEMA
from pipelines.filings import FILING_SCHEMA
from pipelines.incidents import INCIDENT_SCHEMAS
from pipelines.lake import EVERY_MONTH, Lake
from pipelines.metrics.compared import COMPARISON_SCHEMA, SENTENCE_KEY_SCHEMA, SHARED_SENTENCE_SCHEMA
from pipelines.metrics.derive import METRIC_SCHEMAS
from pipelines.month_state import MonthState, Partition
from pipelines.nightly import READING_SCHEMA
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA
from pipelines.warehouse.search_index import SEARCH_SCHEMAS

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
    "sentence_key": SENTENCE_KEY_SCHEMA,
    "shared_sentence": SHARED_SENTENCE_SCHEMA,
    "comparison": COMPARISON_SCHEMA,
    **SEARCH_SCHEMAS,
}
"""The tables of the lake that the warehouse is made from, and their columns."""

SOURCES = {"source_document": ("index_document", "notes_document", "filing_document")}
"""Tables of the warehouse that are made of several of the lake."""

OF_EVERY_MONTH = {"company": "company", "source_document": "company_document"}
"""Tables of the warehouse that are made, wholly or partly, of a table of the lake that has one partition alone."""

MONTH = r"regexp_extract(filename, 'month=(\d{4}-\d{2})', 1)"
"""The month of a row, by the name of its file."""


class LakeViews:
    """The whole months of a lake, for a candidate; `brought` is a folder for what lies in a bucket."""

    def __init__(self, lake: Lake, brought: Path) -> None:
        self.lake, self.brought, self.months = lake, brought, lake.states()

    @property
    def whole(self) -> list[str]:
        """The months that are loaded, in order."""
        return [month for month, state in self.months.items() if state.whole]

    def partitions(self, table: str, months: Collection[str] | None = None) -> dict[str, Partition]:
        """The partitions of a table, by month, that are loaded: of all months, or of some."""
        held = {
            month: state.whole_partitions
            for month, state in self.months.items()
            if months is None or month in months
        }
        return {month: partitions[table] for month, partitions in held.items() if table in partitions}

    def frame(
        self, table: str, months: Collection[str] | None = None, columns: list[str] | None = None
    ) -> pl.DataFrame:
        """The rows of a table, of all months or of some; raises DocumentError where a partition cannot be read."""
        found = self.lake.frame(table, self.partitions(table, months), columns)
        schema = LAKE_SCHEMAS[table]
        empty = pl.DataFrame(schema={name: schema[name] for name in columns or schema})
        return empty if found is None else found

    def show(
        self, connection: duckdb.DuckDBPyConnection, table: str, months: Collection[str] | None = None,
        among: str = "", kind: str = "VIEW",
    ) -> None:  # fmt: skip
        """Have `lake_<table>` be the rows of its files; DuckDB reads them where they lie. `months` shows those of some
        months alone, `among` filings of a table alone. A table of several sources has the month of each row beside
        them, and so has that of filings."""
        schema, files = LAKE_SCHEMAS[table], self._files(table, months)
        has_month = table in SOURCES or table == "filing"
        if not files:
            of_month = {"month": pl.String()} if has_month else {}
            empty = pl.DataFrame(schema={**schema, **of_month}).to_arrow()
            connection.execute(f"DROP {kind} IF EXISTS lake_{table}")
            connection.register(f"lake_{table}", empty)
            return
        columns = ", ".join([f'"{name}"' for name in schema] + [f"{MONTH} AS month"] * has_month)
        paths = ", ".join(literal(str(file)) for file in files)
        connection.execute(
            f"CREATE OR REPLACE TEMP {kind} lake_{table} AS SELECT {columns}"  # noqa: S608 (our own names)
            f" FROM read_parquet([{paths}], hive_partitioning = false)"
            + (f" SEMI JOIN {among} USING (accession_number)" if among else "")
        )

    def damage(self) -> CydError | None:
        """The error of the partitions that cannot be read, or lack a column since another version made them: their
        months are then due. None where there is no such partition."""
        made_before = set()
        for table, schema in LAKE_SCHEMAS.items():
            for source in SOURCES.get(table, (table,)):
                for month, partition in self.partitions(source).items():
                    try:
                        frame = self.lake.frame(source, {month: partition})
                    except CydError as error:
                        return error
                    if frame is not None and not set(schema) <= set(frame.columns):
                        self.lake.damaged(month, source)
                        made_before.add(month)
        if not made_before:
            return None
        return DocumentError(
            f"Another version made {', '.join(sorted(made_before))}: the next run makes them anew from raw/."
        )

    def _files(self, table: str, months: Collection[str] | None) -> list[Path]:
        always = OF_EVERY_MONTH.get(table)
        held = self.lake.state(EVERY_MONTH).partitions
        found = []
        if always and always in held:
            found = self.lake.files(always, {EVERY_MONTH: held[always]}, self.brought)
        if table == always:
            return found
        return found + [
            file
            for source in SOURCES.get(table, (table,))
            for file in self.lake.files(source, self.partitions(source, months), self.brought)
        ]


def digest_of(state: MonthState, tables: Collection[str] | None = None) -> str | None:
    """A hash of the partitions that are loaded of a month, of all tables or of some; None where it never was whole."""
    found = sorted(
        (table, partition.sha256)
        for table, partition in state.whole_partitions.items()
        if tables is None or table in tables
    )
    return hashlib.sha256(str(found).encode()).hexdigest() if state.whole else None


def literal(text: str) -> str:
    """A string literal, where a statement takes no parameter; the words come from our own files."""
    return "'" + text.replace("'", "''") + "'"
