"""A candidate holds what the lake holds, and every table and column in it is explained."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.due import months_not_done
from pipelines.errors import CydError, DocumentError
from pipelines.lake import Lake
from pipelines.month_state import Step
from pipelines.warehouse.header import SqlFile, sql_files
from pipelines.warehouse.lake_views import LAKE_SCHEMAS
from pipelines.warehouse.load import load_candidate, new_load_id
from pipelines.warehouse.read import query, rows_of


def without(steps: Mapping[str, Step], table: str) -> dict[str, Step]:
    """The steps as a version of the product that did not know a table did them."""
    return {
        name: replace(step, made={made: one for made, one in step.made.items() if made != table})
        for name, step in steps.items()
    }


TABLES = [file for file in sql_files("schema", "marts") if file.kind in ("table", "view")]


def test_a_lake_without_a_month_is_told(tmp_path: Path) -> None:
    with pytest.raises(CydError, match="holds no whole month yet"):
        load_candidate(Lake(tmp_path / "lake"), tmp_path / "w.duckdb", "x")
    assert not (tmp_path / "w.duckdb").exists()


def test_every_filing_and_fact_of_the_lake_is_in_the_warehouse(loaded: Path, sample_home: Path) -> None:
    lake = Lake(sample_home / "lake")
    for table in ("filing", "fact"):
        frame = lake.read(table)
        assert frame is not None
        assert rows_of(loaded, f"core.{table}") == frame.height > 0


def test_each_of_several_filers_of_a_document_has_its_own_name(loaded: Path) -> None:
    """None of the two filed anything alone, so nothing but the index tells the second one's name."""
    found = query(
        loaded,
        "SELECT accession_number, list(DISTINCT name) AS names FROM core.filing_company"
        " JOIN core.company USING (cik) GROUP BY ALL HAVING count(*) > 1",
    )
    assert found.height > 0
    assert {tuple(sorted(names)) for names in found["names"].to_list()} == {
        ("WHINSTONE POWER CO", "WHINSTONE POWER HOLDINGS CORP")
    }


def test_texts_arrive_as_they_are(loaded: Path, sample_home: Path) -> None:
    facts = Lake(sample_home / "lake").read("fact")
    assert facts is not None
    key = ["accession_number", "concept", "period_start", "period_end", "dimensions", "ordinal"]
    columns = [*key, "value", "flag", "is_nil", "source", "document", "document_sha256"]
    names = ", ".join(columns)
    there = query(loaded, f"SELECT {names} FROM core.fact")
    assert there.sort(key).equals(facts.select(columns).sort(key))


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_documented_and_real_columns_are_the_same_in_the_same_order(loaded: Path, file: SqlFile) -> None:
    real = query(loaded, f"SELECT column_name FROM (DESCRIBE {file.name})")["column_name"].to_list()
    assert list(file.columns) == real


def test_every_table_view_and_column_carries_its_comment(loaded: Path) -> None:
    with duckdb.connect(str(loaded), read_only=True) as connection:
        spoken = dict(
            connection.execute(
                "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() UNION ALL"
                " SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
        )
        silent = connection.execute("FROM meta.column WHERE trim(description) = ''").fetchall()
        columns = connection.execute(
            "SELECT count(*) FROM duckdb_columns() WHERE schema_name IN ('core', 'mart', 'meta')"
        ).fetchone()
    assert silent == []
    assert spoken == {file.name: file.description for file in TABLES}
    assert columns == (rows_of(loaded, "meta.column"),)


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_the_grain_is_one_row_each(loaded: Path, file: SqlFile) -> None:
    assert set(file.grain) <= set(file.columns)
    grain = ", ".join(f'"{name}"' for name in file.grain)
    assert query(loaded, f"SELECT {grain} FROM {file.name} GROUP BY ALL HAVING count(*) > 1").is_empty()


def test_two_loads_of_one_lake_hold_the_same_rows(loaded: Path, sample_home: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.duckdb"
    load_candidate(Lake(sample_home / "lake"), again, new_load_id())
    for file in TABLES:
        if file.name not in ("meta.load", "meta.check_result"):
            order = (
                "ORDER BY ALL" if file.kind == "view" else ""
            )  # a view promises no order, a table its natural one
            both = [query(path, f"FROM {file.name} {order}") for path in (again, loaded)]
            assert both[0].equals(both[1]), file.name


def test_a_lake_that_lacks_a_derived_table_gives_an_empty_one(sample_home: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_home / "lake", tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    for month in lake.states():
        lake.change(month, lambda state: replace(state, whole=without(state.whole, "officer")))
    counts = load_candidate(lake, tmp_path / "w.duckdb", "x")
    assert counts["core.officer"] == 0
    assert counts["core.oversight"] > 0


def test_a_broken_partition_is_told_by_its_table(sample_home: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_home / "lake", tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    (file,) = (tmp_path / "lake" / "month=2025-01").glob("officer-*.parquet")
    file.write_bytes(b"PAR1 and no more")
    assert months_not_done(lake, "2026-04") == []
    with pytest.raises(DocumentError, match=r"month=2025-01/officer-.*run 2025-01 again"):
        load_candidate(lake, tmp_path / "w.duckdb", "x")
    assert months_not_done(lake, "2026-04") == ["2025-01"]


def test_the_load_is_described(loaded: Path) -> None:
    row = query(loaded, "FROM meta.load").row(0, named=True)
    assert row["filings"] == rows_of(loaded, "core.filing")
    assert row["facts"] == rows_of(loaded, "core.fact")
    assert (row["first_month"], row["last_month"]) == ("2025-01", "2026-03")
    assert row["load_id"] == loaded.stem


def test_numbers_of_loads_sort_by_time() -> None:
    first, second = new_load_id(), new_load_id()
    assert first < second
    assert len(first) == len(second)


def test_the_file_is_written_for_older_clients(loaded: Path) -> None:
    """DuckDB 2.0 would write storage version 69; 1.5 opens versions up to 68 (see docs/decisions.md)."""
    version = int.from_bytes(loaded.read_bytes()[12:20], "little")
    assert 64 <= version <= 68
    assert not loaded.with_name(loaded.name + ".wal").exists()


def test_no_table_of_the_lake_is_left_out(sample_home: Path) -> None:
    """What is derived and kept must be loaded, or be an intermediate that is named here."""
    intermediate = {
        "document_fact",
        "filing_document",
        "filing_index",
        "incident_report",
        "index_document",
        "notes_document",
        "notes_fact",
        "sentence",
        "sentence_key",
        "submission",
    }
    used = {
        table for table in LAKE_SCHEMAS if any(f"lake_{table}" in file.sql for file in sql_files("schema"))
    }
    states = Lake(sample_home / "lake").states().values()
    kept = {table for state in states for table in state.whole_partitions}
    assert kept - used <= intermediate


def test_a_flag_and_a_text_of_the_mart_are_those_of_the_fact(loaded: Path) -> None:
    wrong = query(
        loaded,
        """
        SELECT fact.accession_number FROM core.fact JOIN mart.disclosure USING (accession_number)
        WHERE is_primary AND concept = 'CybersecurityRiskManagementThirdPartyEngagedFlag'
            AND fact.flag IS DISTINCT FROM disclosure.third_party_engaged
        """,
    )
    assert wrong.is_empty()
    answered = query(loaded, "SELECT count(third_party_engaged) AS n, count(*) AS rows FROM mart.disclosure")
    assert 0 < answered["n"][0] < answered["rows"][0]


def test_nothing_is_said_of_a_filing_that_was_not_read(loaded: Path) -> None:
    rows = query(loaded, "FROM mart.disclosure WHERE status = 'not_read'")
    known = pl.Series(["accession_number", "cik", "company_name", "form", "is_amendment", "filed", "accepted_at",
                       "period_of_report", "fiscal_year", "sic", "sic_division", "status", "url", "amends",
                       "public_float", "filer_size", "item_status"])  # fmt: skip
    assert rows.height > 0
    derived = [name for name in rows.columns if name not in known]
    assert [name for name in derived if rows[name].null_count() < rows.height] == []


def test_a_load_keeps_what_the_published_warehouse_held_for_the_audit_to_compare(
    loaded: Path, sample_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "next.duckdb"
    load_candidate(Lake(sample_home / "lake"), path, "20260407T000000000000Z", loaded)
    before = query(path, "SELECT count(*) AS filings, sum(facts) AS facts FROM meta.previous_filing")
    held = query(
        loaded, "SELECT count(DISTINCT accession_number) AS filings, count(*) AS facts FROM core.fact"
    )
    assert before.rows() == held.rows()
    assert query(loaded, "FROM meta.previous_filing").is_empty()


def test_a_published_file_that_cannot_be_read_is_no_reason_to_fail(sample_home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "warehouse.duckdb"
    broken.write_bytes(b"no database" * 5000)
    path = tmp_path / "next.duckdb"
    load_candidate(Lake(sample_home / "lake"), path, "20260407T000000000000Z", broken)
    assert query(path, "FROM meta.previous_filing").is_empty()
