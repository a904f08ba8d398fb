"""Renew a copy of a warehouse that was published: the rows of months that changed are put in place of what was there.

The same statements of `sql/` make them, of the changed months alone where a table's rows depend on nothing but their
own filing, and wholly where they depend on others too. A candidate is nobody's while it is renewed, so each statement
stands by itself. Tests hold what comes of it against a whole load, table by table.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.errors import CydError
from pipelines.warehouse.across import PAIR, Across, Known, across_filings
from pipelines.warehouse.header import SqlFile
from pipelines.warehouse.lake_views import LakeViews, digest_of
from pipelines.warehouse.read import frame_of, query
from pipelines.warehouse.search_index import LAST_PLACE

BY_FILING = (
    "core.fact",
    "core.incident_statement",
    "core.officer",
    "core.oversight",
    "core.committee",
    "core.cadence",
    "core.framework",
    "core.certification",
    "core.material_effect",
    "core.third_party",
    "core.contradiction",
    "core.text_measure",
    "meta.derivation",
    "meta.reading",
)
"""Tables whose rows are those of the lake's table of their name for the filings of `lake_filing`, and depend on nothing
else. A table that is named nowhere here is made wholly."""

PUT_IN_BY_MONTH = frozenset(
    {"filing", "sentence", "sentence_key", *(name.partition(".")[2] for name in BY_FILING)}
)
"""Tables of the lake of which a month's rows are put in again where one of them changed."""

ONLY_ADDED_TO = "meta.search_word"
"""A table from which nothing is removed: a word that no sentence has any more is found nowhere."""

OF_THE_CODE = ("core.concept", "meta.column", "meta.check_result")
"""Tables that the same code makes the same, or that the audit fills."""

MOST_RENEWALS = 30
"""Loads in a row that take rows over; then one is whole, so that what was deleted does not stay in the file, and no
mistake lives for long."""


@dataclass(frozen=True)
class Before:
    """What is known of a base: the months whose rows are others now, and how often it was renewed."""

    changed: frozenset[str]
    renewals: int


def before(base: Path, code: str, lake: LakeViews) -> Before | None:
    """What is to be renewed in a copy of `base`; None where a whole load is right: other code made it, or so much has
    changed that it is cheaper, or it was renewed often enough."""
    try:
        (load,) = query(base, "SELECT code, renewals FROM meta.load").rows()
        held = dict(query(base, "SELECT strftime(month, '%Y-%m'), partitions FROM meta.month").rows())
        (last,) = query(base, "SELECT max(place) FROM meta.search_sentence").row(0)
    except (CydError, ValueError):
        return None
    now = {month: digest_of(state, PUT_IN_BY_MONTH) for month, state in lake.months.items()}
    changed = {month for month in held.keys() | now.keys() if held.get(month) != now.get(month)}
    rows = {month: partition.rows for month, partition in lake.partitions("filing").items()}
    if load[0] != code or load[1] >= MOST_RENEWALS or (last or 0) >= LAST_PLACE:
        return None
    if 2 * sum(rows.get(month, 0) for month in changed) > sum(rows.values()):
        return None
    return Before(frozenset(changed), int(load[1]))


def renew(connection: duckdb.DuckDBPyConnection, files: list[SqlFile], lake: LakeViews, was: Before) -> None:
    """Put the rows of the lake, whose tables are shown, in place of those that a copy of a base holds and that changed.
    The copy is one that nobody has audited."""
    connection.execute("DELETE FROM meta.check_result")
    tables = [file for file in files if file.kind == "table" and file.name not in OF_THE_CODE]
    insert = {file.name: _insert(connection, file) for file in tables}
    _find(connection, insert, was)
    across = _remove(connection, lake, [file.name for file in reversed(tables)])
    for table, frame in across.rows.items():
        connection.register(f"lake_{table}", frame.to_arrow())
    months = _column(
        connection, "SELECT DISTINCT month FROM lake_filing SEMI JOIN replaced USING (accession_number)"
    )
    for name in BY_FILING:
        lake.show(connection, name.partition(".")[2], months, among="replaced")
    for name, statement in insert.items():
        if name in ("core.company", "core.filing"):
            _update(connection, name)
        else:
            connection.execute(statement)
    connection.execute(DISCLOSURE)


def _insert(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> str:
    """The statement that fills a table."""
    (statement,) = (
        one.query
        for one in connection.extract_statements(file.sql)
        if one.type == duckdb.StatementType.INSERT
    )
    return statement


def _find(connection: duckdb.DuckDBPyConnection, insert: dict[str, str], was: Before) -> None:
    """Make `now_company` and `now_filing`, as they are to be; `replaced`, the filings whose rows are put in again
    wholly; and `lake_renewed`, these and others whose particulars, or company's, are not what they were."""
    for name in ("company", "filing"):
        connection.execute(f"CREATE TEMP TABLE now_{name} AS FROM core.{name} LIMIT 0")
        connection.execute(
            insert[f"core.{name}"].replace(f"INSERT INTO core.{name}", f"INSERT INTO now_{name}", 1)
        )
    connection.register(
        "changed", pl.DataFrame({"month": sorted(was.changed)}, {"month": pl.String}).to_arrow()
    )
    connection.execute(REPLACED)
    connection.execute(RENEWED)


def _remove(connection: duckdb.DuckDBPyConnection, lake: LakeViews, names: list[str]) -> Across:
    """Remove what is no more, or is put in again, from the tables, the last first; and compare anew what is to be."""
    new = frame_of(
        connection.sql(
            "SELECT accession_number, month FROM lake_filing SEMI JOIN replaced USING (accession_number)"
        )
    )
    pairs = frame_of(connection.sql(KEPT_PAIRS))
    words = frame_of(connection.sql("FROM meta.search_word ORDER BY word"))
    (place,) = _column(connection, "SELECT coalesce(max(place + words) + 1, 0) FROM meta.search_sentence")
    across = across_filings(connection, lake, Known(new, pairs, words, place))
    connection.register("kept_pair", pairs.join(across.pairs, on=PAIR, how="semi").to_arrow())
    for name in names:
        if name == ONLY_ADDED_TO:
            continue
        which = "WHERE accession_number IN (FROM replaced)" if name in BY_FILING else ""
        connection.execute(GONE.get(name, f"DELETE FROM {name} {which}"))  # noqa: S608 (our own names)
    return across


def _update(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Put what is new into a table that others refer to, and what is other in place of what was there."""
    now, key = name.replace("core.", "now_"), {"core.company": "cik", "core.filing": "accession_number"}[name]
    columns = [
        column
        for column, kind in connection.execute(
            f"SELECT column_name, column_type FROM (DESCRIBE {name})"  # noqa: S608 (our own names)
        ).fetchall()
        if column not in (key, "cik") and not kind.endswith("[]")
    ]
    connection.execute(f"INSERT INTO {name} BY NAME FROM {now} ANTI JOIN {name} USING ({key}) ORDER BY ALL")
    changes = ", ".join(f'"{column}" = now."{column}"' for column in columns)
    connection.execute(
        f"UPDATE {name} AS was SET {changes}"  # noqa: S608 (our own names)
        f" FROM (FROM {now} EXCEPT FROM {name}) AS now WHERE was.{key} = now.{key}"
    )


def _column(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    return [value for (value,) in connection.execute(sql).fetchall()]


REPLACED = """
CREATE TEMP TABLE replaced AS
SELECT accession_number FROM core.filing WHERE strftime(filed, '%Y-%m') IN (FROM changed)
UNION
SELECT accession_number FROM lake_filing WHERE month IN (FROM changed)
UNION
SELECT accession_number FROM core.filing ANTI JOIN now_filing USING (accession_number)
UNION
SELECT accession_number FROM now_filing ANTI JOIN core.filing USING (accession_number)
UNION
-- DuckDB changes a list by removing and adding its row, which it refuses where others refer to it.
SELECT accession_number
FROM core.filing_company
JOIN core.company AS was USING (cik)
JOIN now_company AS now USING (cik)
WHERE (was.tickers, was.exchanges) IS DISTINCT FROM (now.tickers, now.exchanges)
"""

RENEWED = """
CREATE TEMP TABLE lake_renewed AS
FROM replaced
UNION
SELECT accession_number FROM (FROM now_filing EXCEPT FROM core.filing)
UNION
SELECT accession_number FROM core.filing WHERE cik IN (SELECT cik FROM (FROM now_company EXCEPT FROM core.company))
"""

KEPT_PAIRS = """
SELECT accession_number, previous_accession_number
FROM core.comparison
WHERE accession_number NOT IN (FROM replaced) AND previous_accession_number NOT IN (FROM replaced)
"""

SEARCH_POSTINGS = """
CREATE OR REPLACE TEMP TABLE gone AS
SELECT min(place) AS first, max(place + words) AS last
FROM (
    SELECT
        place, words, is_gone,
        row_number() OVER (ORDER BY place) - row_number() OVER (PARTITION BY is_gone ORDER BY place) AS run
    FROM (SELECT place, words, accession_number IN (FROM replaced) AS is_gone FROM meta.search_sentence)
)
WHERE is_gone
GROUP BY run;

DELETE FROM meta.search_posting USING gone WHERE place >= gone.first AND place < gone.last
"""
"""Sentences that are gone stand in few runs, for those of a month follow each other."""

GONE = {
    "core.filing": "DELETE FROM core.filing WHERE accession_number IN (FROM replaced)",
    "core.company": "DELETE FROM core.company AS was WHERE NOT EXISTS (FROM now_company AS now WHERE now.cik = was.cik"
    " AND now.tickers = was.tickers AND now.exchanges = was.exchanges)",
    "core.comparison": "DELETE FROM core.comparison WHERE accession_number NOT IN"
    " (SELECT accession_number FROM kept_pair)",
    "meta.search_posting": SEARCH_POSTINGS,
    "meta.search_sentence": "DELETE FROM meta.search_sentence WHERE accession_number IN (FROM replaced)",
    "mart.disclosure": "DELETE FROM mart.disclosure WHERE accession_number IN (FROM lake_renewed)",
}
"""How what is no more, or is put in again, is removed from tables that are neither by filing nor made wholly."""

DISCLOSURE = """
UPDATE mart.disclosure AS was
SET shared_share = now.share, similarity = now.similarity
FROM (
    SELECT accession_number, share, comparison.similarity
    FROM mart.disclosure
    LEFT JOIN core.shared_sentence USING (accession_number)
    LEFT JOIN core.comparison USING (accession_number)
) AS now
WHERE was.accession_number = now.accession_number
    AND (was.shared_share, was.similarity) IS DISTINCT FROM (now.share, now.similarity)
"""
