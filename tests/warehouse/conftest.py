"""Fixtures of the warehouse's tests: a warehouse loaded and audited in this process from the sample's lake."""

import shutil
from pathlib import Path

import pytest

from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.warehouse.audit import audit
from pipelines.warehouse.load import load_candidate

LOAD_ID = "20260406T000000000000Z"


@pytest.fixture(scope="session")
def loaded(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A candidate of the sample, not audited; never to be changed."""
    path = tmp_path_factory.mktemp("loaded") / "candidates" / f"{LOAD_ID}.duckdb"
    load_candidate(Lake(sample_home / "lake"), path, LOAD_ID)
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an empty home."""
    return Settings(home=tmp_path / "home", identity=None)


@pytest.fixture
def candidate(loaded: Path, settings: Settings) -> Path:
    """A copy of that candidate in the home's folder of candidates, not audited."""
    path = settings.base / "candidates" / loaded.name
    path.parent.mkdir(parents=True)
    shutil.copyfile(loaded, path)
    return path


@pytest.fixture
def audited(candidate: Path) -> Path:
    """The same, audited."""
    audit(candidate)
    return candidate
