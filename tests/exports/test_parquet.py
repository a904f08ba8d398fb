"""An export is one Parquet file a table, the same bytes for the same lake, and whole at every moment."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.errors import CydError
from pipelines.exports.parquet import KEPT_VERSIONS, ROW_GROUP_ROWS, export, write_export
from pipelines.exports.tables import LEFT_OUT, PARTS, YEAR
from pipelines.files import sha256
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.read import query, rows_of

from .conftest import files_of, parquet_of

TABLES = [file.name for file in sql_files("schema", "marts") if file.kind in ("table", "view")]
EXPORTED = sorted(name for name in TABLES if name not in LEFT_OUT)


def test_every_table_and_view_is_one_file_or_one_a_month_or_year_and_what_tells_of_the_run_is_none(
    exported: Path, warehouses: list[Path]
) -> None:
    filed = query(warehouses[0], "SELECT DISTINCT filed FROM core.filing")["filed"]
    days = [(f"{YEAR}={day.year}", f"part-{day.month:02}.parquet") for day in filed]
    expected = [f"{name}.parquet" for name in EXPORTED if name not in PARTS]
    expected += {f"mart.disclosure/{year}/part.parquet" for year, _ in days}
    expected += {f"{name}/{year}/{part}" for name in {*PARTS} - {"mart.disclosure"} for year, part in days}
    assert len(expected) > len(EXPORTED) + 10
    assert sorted(name for name in files_of(exported) if name.endswith(".parquet")) == sorted(expected)
    assert sorted(name for name in files_of(exported) if not name.endswith((".parquet", ".csv"))) == [
        "datapackage.json",
        "dictionary.md",
        "feed.atom",
        "manifest.json",
    ]


def test_two_loads_of_one_lake_give_the_same_bytes(
    exported: Path, warehouses: list[Path], tmp_path: Path
) -> None:
    write_export(warehouses[1], tmp_path)
    first = {name: sha256(file) for name, file in files_of(exported).items()}
    second = {name: sha256(file) for name, file in files_of(tmp_path).items()}
    assert second == first


def test_files_whose_rows_are_as_they_were_are_taken_over_and_the_whole_is_as_if_made_at_once(
    exported: Path, warehouses: list[Path], tmp_path: Path
) -> None:
    changed = tmp_path / "changed.duckdb"
    shutil.copyfile(warehouses[0], changed)
    with duckdb.connect(str(changed)) as connection:
        connection.execute("UPDATE core.officer SET title = 'Chief of Nothing' WHERE officer_number = 1")
    former, whole, again = (tmp_path / name for name in ("former", "whole", "again"))
    shutil.copytree(exported, former)
    (former / "core.cadence.parquet").write_bytes(b"damaged meanwhile")
    for folder in (whole, again):
        folder.mkdir()
    write_export(changed, whole)
    write_export(changed, again, former)
    assert {name: sha256(path) for name, path in files_of(again).items()} == {
        name: sha256(path) for name, path in files_of(whole).items()
    }
    assert sha256(again / "core.officer.parquet") != sha256(exported / "core.officer.parquet")
    assert pq.read_schema(again / "core.officer.parquet") == pq.read_schema(exported / "core.officer.parquet")
    assert sha256(again / "core.filing.parquet") == sha256(exported / "core.filing.parquet")
    nodes = [{path.stat().st_ino for path in files_of(folder).values()} for folder in (former, again)]
    assert not nodes[0] & nodes[1], "whoever writes to one version would write to the other"


@pytest.mark.parametrize("name", EXPORTED)
def test_each_reader_finds_the_warehouses_rows(exported: Path, warehouses: list[Path], name: str) -> None:
    path = parquet_of(exported, name)
    rows = rows_of(warehouses[0], name)
    described = query(
        warehouses[0],
        f"SELECT column_name, data_type FROM meta.column WHERE table_schema || '.' || table_name = '{name}'"
        " ORDER BY position",
    )
    expected = dict(described.iter_rows()) | ({YEAR: "BIGINT"} if name in PARTS else {})
    polars = pl.read_parquet(path)
    assert (polars.height, polars.columns) == (rows, list(expected))
    arrow = pq.read_table(path)
    assert (arrow.num_rows, arrow.column_names) == (rows, list(expected))
    pandas = pd.read_parquet(path)
    assert (len(pandas), list(pandas.columns)) == (rows, list(expected))
    with duckdb.connect() as connection:
        there = connection.sql(f"FROM '{path}/*/*.parquet'" if path.is_dir() else f"FROM '{path}'")
        assert there.aggregate("count(*)").fetchall() == [(rows,)]
        assert dict(zip(there.columns, map(str, there.types), strict=True)) == expected


@pytest.mark.parametrize("name", PARTS)
def test_a_row_is_in_the_file_of_its_filings_month_or_year(
    exported: Path, warehouses: list[Path], name: str
) -> None:
    rows = pl.read_parquet(parquet_of(exported, name), include_file_paths="path")
    there = rows.select("accession_number", "path").unique()
    days = query(warehouses[0], "SELECT accession_number, filed AS day FROM core.filing")
    days = days.join(there, on="accession_number")
    by_month = name != "mart.disclosure"
    expected = days["day"].dt.strftime(
        "filing_year=%Y/part-%m.parquet" if by_month else "filing_year=%Y/part.parquet"
    )
    assert (f"{exported}/{name}/" + expected).to_list() == days["path"].to_list() != []
    assert days["accession_number"].is_unique().all() and days["path"].n_unique() > 1


def test_a_table_of_months_has_one_file_made_anew_where_a_filing_changed(
    exported: Path, warehouses: list[Path], tmp_path: Path
) -> None:
    changed, again = tmp_path / "changed.duckdb", tmp_path / "again"
    shutil.copyfile(warehouses[0], changed)
    again.mkdir()
    with duckdb.connect(str(changed)) as connection:
        (number, day) = connection.execute(
            "SELECT accession_number, filed FROM core.filing ORDER BY ALL"
        ).fetchall()[0]
        connection.execute("UPDATE core.fact SET value = 'other' WHERE accession_number = ?", [number])
    write_export(changed, again, exported)
    former = files_of(exported)
    differing = [name for name, path in files_of(again).items() if sha256(path) != sha256(former[name])]
    assert [name for name in differing if name.startswith("core.fact/")] == [
        f"core.fact/filing_year={day.year}/part-{day.month:02}.parquet"
    ]


def test_every_file_is_zstd_in_groups_that_a_scan_can_skip(exported: Path) -> None:
    groups = 0
    for name, path in files_of(exported).items():
        if name.endswith(".parquet"):
            meta = pq.ParquetFile(path).metadata
            schema = pq.ParquetFile(path).schema_arrow
            assert all(field.nullable for field in schema), f"{name} depends on nulls elsewhere"
            for number in range(meta.num_row_groups):
                group = meta.row_group(number)
                groups += 1
                assert group.num_rows <= ROW_GROUP_ROWS
                assert {group.column(i).compression for i in range(group.num_columns)} == {"ZSTD"}, name
    assert groups > len(EXPORTED) / 2


def test_a_text_survives_the_journey(exported: Path, warehouses: list[Path]) -> None:
    texts = query(warehouses[0], "SELECT accession_number, concept, value FROM core.fact ORDER BY ALL")
    there = pl.read_parquet(parquet_of(exported, "core.fact"), columns=texts.columns).sort(texts.columns)
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
    assert (version / "core.filing.parquet").is_file()


def test_a_file_is_in_the_order_of_its_grain_however_its_rows_were_loaded(exported: Path) -> None:
    for file in sql_files("schema", "marts"):
        if file.name in EXPORTED:
            path, columns = parquet_of(exported, file.name), ", ".join(f'"{column}"' for column in file.grain)
            for part in sorted(path.glob("*/*.parquet")) or [path]:
                rows = f"SELECT {columns} FROM '{part}'"
                with duckdb.connect() as connection:
                    there, sorted_rows = (
                        connection.execute(rows + order).fetchall() for order in ("", " ORDER BY ALL")
                    )
                assert there == sorted_rows, part


def test_the_link_moves_to_the_newest_old_versions_go_and_a_reader_finds_a_whole_export_at_every_moment(
    warehouses: list[Path], tmp_path: Path
) -> None:
    folder, path = tmp_path / "exports", tmp_path / "w.duckdb"
    rows = rows_of(warehouses[0], "core.filing")
    export(warehouses[0], folder)
    done, seen = threading.Event(), set()

    def read() -> int:
        reads = 0
        while not done.is_set():
            version = (folder / "latest").resolve(strict=True)
            assert pl.read_parquet(version / "core.filing.parquet").height == rows
            assert pl.read_parquet(version / "core.fact").height > rows
            assert (version / "datapackage.json").stat().st_size > 1000
            seen.add(version.name)
            reads += 1
        return reads

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        for number in range(KEPT_VERSIONS + 1):
            path.write_bytes(warehouses[0].read_bytes())
            with duckdb.connect(str(path)) as connection:
                connection.execute("UPDATE meta.load SET load_id = ?", [f"load-{number}"])
            assert export(path, folder) == (folder / "latest").resolve()
        done.set()
        assert reading.result() >= KEPT_VERSIONS
    assert len(seen) >= 2
    versions = sorted(version.name for version in (folder / "versions").iterdir())
    assert versions == [f"load-{number}" for number in range(1, KEPT_VERSIONS + 1)]
    assert (folder / "latest").resolve().name == versions[-1]
