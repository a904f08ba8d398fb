"""Fixtures of the readers' tests: where the real files are, and small documents in EDGAR's formats."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / ".." / "shared"
NOTES = SHARED / "edgar" / "files" / "dera" / "data" / "financial-statement-notes-data-sets"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real files, ../shared, is not here")
    return SHARED.resolve()
