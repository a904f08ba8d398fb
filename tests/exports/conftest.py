"""Fixtures of the exports' tests: an audited warehouse of the sample, loaded in this process."""

from pathlib import Path

import pytest

from pipelines.exports.tables import PARTS
from pipelines.lake import Lake
from pipelines.warehouse.audit import audit
from pipelines.warehouse.load import load_candidate


def warehouse_of(home: Path, path: Path, load_id: str) -> Path:
    """A warehouse of a home's lake at `path`, under a number of its own."""
    load_candidate(Lake(home / "lake"), path, load_id)
    audit(path)
    return path


@pytest.fixture(scope="session")
def warehouses(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two warehouses of the same lake; never to be changed."""
    folder = tmp_path_factory.mktemp("warehouses")
    return [warehouse_of(sample_home, folder / f"{name}.duckdb", name) for name in ("first", "second")]


@pytest.fixture(scope="session")
def exported(warehouses: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the first; never to be changed."""
    from pipelines.exports.parquet import write_export

    folder = tmp_path_factory.mktemp("exported")
    write_export(warehouses[0], folder)
    return folder


def files_of(folder: Path) -> dict[str, Path]:
    """Every file of an export, by its path within it."""
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}


def parquet_of(folder: Path, name: str) -> Path:
    """Where a table is: one file, or a folder of files."""
    return folder / (name if name in PARTS else f"{name}.parquet")
