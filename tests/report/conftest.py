"""Fixtures of the report's tests: the site that the run of the sample made, and sites of warehouses that were changed."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site(sample_home: Path) -> Path:
    """The site of the sample, as its run left it; never to be changed."""
    return (sample_home / "exports" / "report").resolve()


@pytest.fixture(scope="session")
def warehouse(sample_home: Path) -> Path:
    """The warehouse it shows."""
    return sample_home / "warehouse.duckdb"
