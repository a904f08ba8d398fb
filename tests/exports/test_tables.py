"""The files of an export have the announced schema; that it is the one of `sql/` is proved in `test_docs.py`."""

import copy
from pathlib import Path

import duckdb

from pipelines.exports.tables import PARTS, YEAR, announced_schema, exported_tables, next_version, schema_of
from pipelines.warehouse.header import sql_files

from .conftest import parquet_of


def test_the_files_have_the_announced_columns_and_types(exported: Path) -> None:
    with duckdb.connect() as connection:
        for name, columns in announced_schema()["tables"].items():
            path = parquet_of(exported, name)
            there = connection.sql(f"FROM '{path}/*/*.parquet'" if path.is_dir() else f"FROM '{path}'")
            assert dict(zip(there.columns, map(str, there.types), strict=True)) == columns, name


def test_a_table_of_several_files_is_one_of_filings(warehouses: list[Path]) -> None:
    with duckdb.connect(str(warehouses[0]), read_only=True) as connection:
        tables = {table.name: table for table in exported_tables(connection)}
    assert set(PARTS) <= set(tables)
    for name in PARTS:
        assert "accession_number" in dict(tables[name].columns)
        assert tables[name].parts
        assert YEAR not in dict(tables[name].columns)
    assert set(tables) <= {file.name for file in sql_files("schema", "marts")}


def test_the_version_counts_up_by_what_a_change_does_to_readers() -> None:
    tables = {"core.a": {"x": "INTEGER", "y": "VARCHAR"}, "core.b": {"z": "DATE", YEAR: "BIGINT"}}
    announced = {"version": "3.4", "tables": tables}

    def version(**changed: dict[str, str] | None) -> str:
        after = copy.deepcopy(tables)
        for table, columns in changed.items():
            if columns is None:
                del after[f"core.{table}"]
            else:
                after[f"core.{table}"] = columns
        return next_version(announced, after)

    assert version() == "3.4"
    assert version(c={"x": "INTEGER"}) == "3.5"
    assert version(a={**tables["core.a"], "new": "DATE"}) == "3.5"
    assert version(b={"z": "DATE", "new": "DATE", YEAR: "BIGINT"}) == "3.5"
    assert version(a={"x": "INTEGER"}) == "4.0"
    assert version(a={"x": "BIGINT", "y": "VARCHAR"}) == "4.0"
    assert version(a={"y": "VARCHAR", "x": "INTEGER"}) == "4.0"
    assert version(b=None) == "4.0"
    assert version(b={"z": "DATE"}) == "4.0"


def test_the_schema_of_one_warehouse_lists_the_year_where_readers_find_it(warehouses: list[Path]) -> None:
    with duckdb.connect(str(warehouses[0]), read_only=True) as connection:
        schema = schema_of(exported_tables(connection))
    assert [name for name, columns in schema.items() if YEAR in columns] == sorted(PARTS)
    assert all(list(columns)[-1] == YEAR for name, columns in schema.items() if name in PARTS)
