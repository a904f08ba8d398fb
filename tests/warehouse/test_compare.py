"""A candidate that holds less of a month than what is published is told of, month by month."""

import shutil
from pathlib import Path

import duckdb

from pipelines.warehouse.compare import months_that_lost


def test_a_month_that_lost_filings_or_facts_is_told_with_both_counts(candidate: Path, tmp_path: Path) -> None:
    published = tmp_path / "warehouse.duckdb"
    shutil.copyfile(candidate, published)
    assert months_that_lost(candidate, published).is_empty()
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(
            "DELETE FROM core.fact WHERE accession_number IN"
            " (SELECT accession_number FROM core.filing WHERE strftime(filed, '%Y-%m') = '2025-04')"
        )
        connection.execute("UPDATE core.filing SET filed = DATE '2025-01-31' WHERE filed >= '2026-03-01'")
    lost = months_that_lost(candidate, published)
    assert lost["month"].to_list() == ["2025-04", "2026-03"]
    gone = lost.filter(month="2026-03").row(0, named=True)
    assert gone["filings"] == 0 < gone["filings_before"]
    assert (lost["facts"] <= lost["facts_before"]).all()


def test_where_nothing_is_published_nothing_is_lost(candidate: Path, tmp_path: Path) -> None:
    assert months_that_lost(candidate, tmp_path / "none.duckdb").is_empty()
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database")
    assert months_that_lost(candidate, broken).is_empty()
