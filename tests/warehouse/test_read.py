"""Looking at a warehouse never changes it, and what is wrong is one sentence."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import CydError
from pipelines.warehouse.read import ask, query, rows_of

from ..conftest import ROOT


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


def test_what_polars_has_no_type_for_comes_as_text(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    found = query(
        tmp_path / "w.duckdb",
        "SELECT INTERVAL 3 DAY AS a, 2 AS b, [INTERVAL 1 HOUR] AS c, uuid() IS NULL AS d",
    )
    assert found.row(0) == ("3 days", 2, "['01:00:00']", False)


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    found = query(
        tmp_path / "w.duckdb", """SELECT 1 AS "a ""b", 2 AS x, 3 AS x, 4 AS x_1, INTERVAL 5 DAY AS x"""
    )
    assert dict(zip(found.columns, found.row(0), strict=True)) == {
        'a "b': 1, "x": 2, "x_1": 3, "x_1_1": 4, "x_2": "5 days",
    }  # fmt: skip


def test_an_answer_imports_no_pyarrow_and_leaves_no_word_of_leaks(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    code = (
        "import sys; from pathlib import Path; from pipelines.warehouse.read import query;"
        f"print(query(Path({str(tmp_path / 'w.duckdb')!r}), 'SELECT 1 AS a')['a'].sum());"
        "assert 'pyarrow' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb' AS other",
        "INSTALL fts",
        "LOAD httpfs",
        "FROM read_csv('{folder}/secret.csv')",
        "FROM read_text('{folder}/secret.csv')",
        "FROM '{folder}/secret.csv'",
        "FROM glob('{folder}/*')",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "SET temp_directory = '{folder}/out'",
        "DELETE FROM core.fact",
        "CREATE TABLE core.mine AS SELECT 1",
        "FROM LOCKED",
    ],
)
def test_whoever_asks_reaches_nothing_but_the_warehouse(loaded: Path, tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(CydError):
        ask(loaded, sql.format(folder=tmp_path))
    assert sorted(tmp_path.iterdir()) == before
    assert ask(loaded, "SELECT count(*) > 0 AS any_fact FROM core.fact").item()
