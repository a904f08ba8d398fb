"""What tests of whole runs share: a mirror's home, and what is published there, table by table and file by file."""

import zipfile
from pathlib import Path

import duckdb
import polars as pl

from pipelines.warehouse.read import query

from .conftest import SAMPLE_DAY, Ended, sha256

TODAY = ("--today", SAMPLE_DAY)
NOTES = "files/dera/data/financial-statement-notes-data-sets"
RUN_AGAIN = ("run", "--sample", "--months", "2026-03")


def is_one_sentence(ended: Ended, *words: str) -> bool:
    """Whether standard error is one line that ends as a sentence does and holds the words."""
    lines = ended.sentences.strip().splitlines()
    assert len(lines) == 1, ended.err
    assert all(word in lines[0] for word in words), lines[0]
    return lines[0].endswith(".")


def months_published(home: Path) -> list[str]:
    rows = query(
        home / "warehouse.duckdb", "SELECT DISTINCT strftime(filed, '%Y-%m') AS m FROM core.filing ORDER BY m"
    )
    return rows["m"].to_list()


def break_archive(path: Path) -> bytes:
    """Flip bytes in the middle of the archive's largest member; the archive's end, and so its list, stays whole."""
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        member = max(archive.infolist(), key=lambda info: info.compress_size)
    middle = member.header_offset + 60 + member.compress_size // 2
    path.write_bytes(
        whole[:middle] + bytes(255 - byte for byte in whole[middle : middle + 40]) + whole[middle + 40 :]
    )
    return whole


SNAPSHOT = """
SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
WHERE table_schema IN ('core', 'mart') ORDER BY name
"""


def tables_of(home: Path) -> dict[str, pl.DataFrame]:
    """Every table and view of a home's published warehouse but those that tell of the run."""
    path = home / "warehouse.duckdb"
    return {name: query(path, f"FROM {name} ORDER BY ALL") for name in query(path, SNAPSHOT)["name"]}


def files_of(home: Path, link: str = "latest") -> dict[str, str]:
    """The hash of every exported file; of `report`, of every file of the report."""
    folder = (home / "exports" / link).resolve()
    return {
        str(file.relative_to(folder)): sha256(file) for file in sorted(folder.rglob("*")) if file.is_file()
    }


def whole_warehouse(home: Path) -> str:
    """The hash of the published warehouse, once it was opened and found complete."""
    path = home / "warehouse.duckdb"
    assert not path.with_name("warehouse.duckdb.wal").exists()
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "SELECT (SELECT filings FROM meta.load), (SELECT count(*) FROM core.filing), (SELECT facts FROM meta.load),"
            " (SELECT count(*) FROM core.fact), (SELECT count(*) FROM meta.check_result WHERE NOT passed AND"
            " severity = 'error'), (SELECT count(*) FROM meta.check_result)"
        ).fetchone()
    assert rows is not None
    filings, filing_rows, facts, fact_rows, failed, checks = rows
    assert (filings, facts, failed) == (filing_rows, fact_rows, 0)
    assert checks > 0
    return sha256(path)
