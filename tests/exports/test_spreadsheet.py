"""A spreadsheet opens them with every letter right, and runs nothing of what stands in a filing."""

import csv
import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.exports.spreadsheet import BYTE_ORDER_MARK, write_csv
from pipelines.exports.tables import NOT_IN_SPREADSHEETS, SPREADSHEETS_TOO, ExportedTable

TEXTS = ["plain", 'é – 名, "quoted"\nsecond line', "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a=1", "", None]


@pytest.fixture
def written(tmp_path: Path) -> list[dict[str, str]]:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA mart")
        connection.execute(
            "CREATE TABLE mart.m (number INTEGER, words VARCHAR, list VARCHAR[], pair STRUCT(a INTEGER), day DATE)"
        )
        for number, text in enumerate(TEXTS):
            connection.execute(
                "INSERT INTO mart.m VALUES (?, ?, ?, {a: 1}, DATE '2025-03-01')", [number, text, [text, "b"]]
            )
        columns = tuple(
            connection.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'm' ORDER BY column_index"
            ).fetchall()
        )
        write_csv(connection, ExportedTable("mart.m", ("number",), False, columns, ()), tmp_path)
    assert (tmp_path / "mart.m.csv").read_bytes().startswith(BYTE_ORDER_MARK)
    with (tmp_path / "mart.m.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_texts_lists_and_days_arrive_as_they_are(written: list[dict[str, str]]) -> None:
    assert [int(row["number"]) for row in written] == list(range(len(TEXTS)))
    assert written[1]["words"] == TEXTS[1]
    assert json.loads(written[1]["list"]) == [TEXTS[1], "b"]
    assert json.loads(written[0]["pair"]) == {"a": 1}
    assert written[0]["day"] == "2025-03-01"
    assert written[7]["words"] == "a=1"


def test_no_cell_begins_as_a_formula_does(written: list[dict[str, str]]) -> None:
    assert [row["words"] for row in written[2:7]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx"]


def test_the_marts_and_the_officers_are_spreadsheets_without_columns_too_long_for_cells(
    exported: Path,
) -> None:
    marts = {path.name.removesuffix(".parquet") for path in exported.glob("mart.*.parquet")}
    names = {path.name.removesuffix(".csv") for path in exported.rglob("*.csv")}
    assert names == {*marts, *SPREADSHEETS_TOO}
    for name in names:
        with (exported / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        there = pl.read_parquet(exported / f"{name}.parquet").drop(NOT_IN_SPREADSHEETS.get(name, ()))
        assert (rows[0], len(rows) - 1) == (there.columns, there.height)
