"""What is told at the end of a run: a search that was not answered is no document that could not be read."""

import shutil
from pathlib import Path

import duckdb
import pytest

from assets import status
from pipelines.settings import Settings


def test_searches_and_documents_are_told_apart(
    sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(home=tmp_path)
    shutil.copyfile(sample_home / "warehouse.duckdb", settings.warehouse_path)

    def told() -> str:
        status.summary(settings)
        return capsys.readouterr().out

    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute("UPDATE meta.source_document SET status = 'read' WHERE status = 'failed'")
        connection.execute("DELETE FROM meta.rejected_row")
    assert "meta.source_document" not in told()
    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute(
            "UPDATE meta.source_document SET status = 'failed', reason = '' WHERE kind = 'search'"
        )
    assert "searches of EDGAR's full texts were not answered: see meta.source_document" in told()
    assert "documents could not be read" not in told()
