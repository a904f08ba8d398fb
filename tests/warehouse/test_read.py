"""Looking at a warehouse never changes it, and what is wrong is one sentence."""

from pathlib import Path

import pytest

from pipelines.errors import CydError
from pipelines.warehouse.read import query, rows_of


def test_a_query_gives_its_rows_as_a_frame(loaded: Path) -> None:
    assert query(loaded, "SELECT 1 AS one, 'a' AS letter").rows() == [(1, "a")]
    assert rows_of(loaded, "core.concept") == 24


def test_without_a_warehouse_the_sentence_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(CydError, match="run `cyd run` first"):
        query(tmp_path / "warehouse.duckdb", "SELECT 1")


@pytest.mark.parametrize("sql", ["SELEC 1", "FROM no.such_table", "SELECT 1 +"])
def test_a_refused_query_gives_duckdbs_first_line(loaded: Path, sql: str) -> None:
    with pytest.raises(CydError) as raised:
        query(loaded, sql)
    assert "Error" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "sql", ["DELETE FROM core.fact", "CREATE TABLE core.mine (a INTEGER)", "DROP VIEW mart.disclosure"]
)
def test_nothing_can_be_written(loaded: Path, sql: str) -> None:
    before = loaded.read_bytes()
    with pytest.raises(CydError):
        query(loaded, sql)
    assert loaded.read_bytes() == before


def test_a_file_that_is_no_warehouse_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"nothing of the kind" * 500)
    with pytest.raises(CydError):
        query(path, "SELECT 1")


def test_a_statement_without_an_answer_gives_an_empty_frame(loaded: Path) -> None:
    assert query(loaded, "SET threads = 1").is_empty()
