"""An export is one Parquet file a table, the same bytes for the same lake, and whole at every moment."""

import json
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.errors import CydError
from pipelines.exports.parquet import KEPT_VERSIONS, LEFT_OUT, export, tables, write_export
from pipelines.files import sha256
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.read import query, rows_of

from .conftest import warehouse_of

TABLES = [file.name for file in sql_files("schema", "marts") if file.kind in ("table", "view")]
EXPORTED = sorted(name for name in TABLES if name not in LEFT_OUT)


def test_every_table_and_view_is_one_file_and_what_tells_of_the_run_is_none(exported: Path) -> None:
    assert sorted(file.name for file in exported.glob("*.parquet")) == [
        f"{name}.parquet" for name in EXPORTED
    ]
    assert sorted(file.name for file in exported.iterdir() if file.suffix != ".parquet") == [
        "datapackage.json",
        "dictionary.md",
    ]


def test_two_loads_of_one_lake_give_the_same_bytes(
    exported: Path, warehouses: list[Path], tmp_path: Path
) -> None:
    write_export(warehouses[1], tmp_path)
    first = {file.name: sha256(file) for file in exported.iterdir()}
    second = {file.name: sha256(file) for file in tmp_path.iterdir()}
    assert second == first


@pytest.mark.parametrize("name", EXPORTED)
def test_each_reader_finds_the_warehouses_rows(exported: Path, warehouses: list[Path], name: str) -> None:
    path = exported / f"{name}.parquet"
    rows = rows_of(warehouses[0], name)
    assert pl.read_parquet(path).height == rows
    assert pq.read_table(path).num_rows == rows
    with duckdb.connect() as connection:
        there = connection.read_parquet(str(path))
        assert there.aggregate("count(*)").fetchall() == [(rows,)]
        columns, types = list(there.columns), [str(kind) for kind in there.types]
    described = query(
        warehouses[0],
        f"SELECT column_name, data_type FROM meta.column WHERE table_schema || '.' || table_name = '{name}'"
        " ORDER BY position",
    )
    assert columns == described["column_name"].to_list()
    assert types == described["data_type"].to_list()


def test_a_text_survives_the_journey(exported: Path, warehouses: list[Path]) -> None:
    texts = query(warehouses[0], "SELECT accession_number, concept, value FROM core.fact ORDER BY ALL")
    there = pl.read_parquet(exported / "core.fact.parquet", columns=texts.columns).sort(texts.columns)
    assert there.equals(texts.sort(texts.columns))
    assert (texts["value"].str.len_chars() > 500).any()


def test_an_empty_table_keeps_its_columns(warehouses: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    path.write_bytes(warehouses[0].read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM core.committee")
    (tmp_path / "out").mkdir()
    write_export(path, tmp_path / "out")
    full = pl.read_parquet_schema(tmp_path / "out" / "core.committee.parquet")
    with duckdb.connect(str(warehouses[0]), read_only=True) as connection:
        assert list(full) == connection.table("core.committee").columns
    assert full["start"] == pl.Int32


def test_the_package_describes_every_file_and_column(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text())
    assert sorted(resource["path"] for resource in package["resources"]) == [
        f"{name}.parquet" for name in EXPORTED
    ]
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == pq.read_schema(exported / resource["path"]).names
        assert all(field["description"] for field in fields)
        assert resource["description"]
        assert set(resource["schema"]["primaryKey"]) <= {field["name"] for field in fields}
        assert resource["schema"]["primaryKey"]


def test_a_run_exports_what_it_published(sample_home: Path) -> None:
    latest = sample_home / "exports" / "latest"
    load_id = query(sample_home / "warehouse.duckdb", "FROM meta.load")["load_id"][0]
    assert latest.is_symlink()
    assert latest.resolve().name == load_id
    assert not latest.readlink().is_absolute(), "a home that is moved takes its link with it"


def test_without_a_warehouse_nothing_is_exported(tmp_path: Path) -> None:
    with pytest.raises(CydError, match="run `cyd run` first"):
        export(tmp_path / "warehouse.duckdb", tmp_path / "exports")
    assert not (tmp_path / "exports").exists()


def test_the_link_moves_to_the_newest_and_old_versions_go(warehouses: list[Path], tmp_path: Path) -> None:
    folder, path = tmp_path / "exports", tmp_path / "w.duckdb"
    for number in range(KEPT_VERSIONS + 2):
        path.write_bytes(warehouses[0].read_bytes())
        with duckdb.connect(str(path)) as connection:
            connection.execute("UPDATE meta.load SET load_id = ?", [f"load-{number}"])
        assert export(path, folder) == (folder / "latest").resolve()
    versions = sorted(version.name for version in (folder / "versions").iterdir())
    assert versions == [f"load-{number}" for number in range(2, KEPT_VERSIONS + 2)]
    assert (folder / "latest").resolve().name == versions[-1]


def test_an_export_again_of_the_same_load_writes_nothing(warehouses: list[Path], tmp_path: Path) -> None:
    version = export(warehouses[0], tmp_path)
    times = {file: file.stat().st_mtime_ns for file in version.iterdir()}
    assert export(warehouses[0], tmp_path) == version
    assert {file: file.stat().st_mtime_ns for file in version.iterdir()} == times


def test_what_a_killed_export_left_is_removed_and_never_linked(
    warehouses: list[Path], tmp_path: Path
) -> None:
    left = tmp_path / "versions" / ".first.0123.tmp"
    left.mkdir(parents=True)
    (left / "core.fact.parquet").write_bytes(b"PAR1")
    version = export(warehouses[0], tmp_path)
    assert sorted(path.name for path in (tmp_path / "versions").iterdir()) == ["first"]
    assert (tmp_path / "latest").resolve() == version.resolve()


def test_an_older_publication_can_be_exported_again(warehouses: list[Path], tmp_path: Path) -> None:
    """After a rollback the published load is older than the newest version."""
    export(warehouses[1], tmp_path)
    version = export(warehouses[0], tmp_path)
    assert (tmp_path / "latest").resolve() == version.resolve()
    assert (version / "core.fact.parquet").is_file()


def test_the_tables_are_those_of_the_dictionary(warehouses: list[Path]) -> None:
    with duckdb.connect(str(warehouses[0]), read_only=True) as connection:
        assert [f"{schema}.{table}" for schema, table in tables(connection)] == EXPORTED


def test_another_lake_gives_other_bytes(sample_home: Path, exported: Path, tmp_path: Path) -> None:
    """The proof of equal bytes above would be worth nothing if every lake gave them."""
    home = tmp_path / "home"
    for partition in (sample_home / "lake").glob("*/month=2025-02/part.parquet"):
        target = home / partition.relative_to(sample_home)
        target.parent.mkdir(parents=True)
        target.write_bytes(partition.read_bytes())
    path = warehouse_of(home, tmp_path / "w.duckdb", "third")
    (tmp_path / "out").mkdir()
    write_export(path, tmp_path / "out")
    name = "core.fact.parquet"
    assert sha256(tmp_path / "out" / name) != sha256(exported / name)
    assert pl.read_parquet_schema(tmp_path / "out" / name) == pl.read_parquet_schema(exported / name)


def test_a_view_is_exported_in_the_order_of_its_grain(exported: Path) -> None:
    for file in sql_files("marts"):
        if file.kind == "view":
            rows = pl.read_parquet(exported / f"{file.name}.parquet", columns=file.grain).rows()
            assert rows == sorted(rows), file.name
