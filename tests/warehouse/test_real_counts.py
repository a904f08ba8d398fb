"""Of real filings: what SEC's archives hold, what was loaded and what the coverage counts agree to the row."""

from pathlib import Path
from zipfile import ZipFile

from pipelines.warehouse.read import query

ARCHIVES = "files/dera/data/financial-statement-notes-data-sets"


def rows_of(archive: ZipFile, name: str) -> list[list[str]]:
    """The rows of a table of an archive, its first line apart, counted without any reader of ours."""
    return [line.split("\t") for line in archive.read(name).decode("utf-8").split("\n")[1:] if line]


def test_archives_facts_filings_and_coverage_agree(real_edgar: Path, real_home: Path) -> None:
    facts, filings = 0, set()
    for path in sorted((real_edgar / ARCHIVES).glob("*_notes.zip")):
        with ZipFile(path) as archive:
            told = [row for row in rows_of(archive, "txt.tsv") if row[2].startswith("cyd/")]
        facts += len(told)
        filings |= {row[0] for row in told}
    warehouse = real_home / "warehouse.duckdb"
    counts = query(
        warehouse,
        """
        SELECT
            (SELECT count(*) FROM core.filing) AS filings, (SELECT sum(filings) FROM mart.coverage) AS covered,
            (SELECT sum(in_archive) FROM mart.coverage) AS archived,
            (SELECT sum(in_index) FROM mart.coverage) AS indexed,
            (SELECT count(*) FROM core.fact) AS facts, (SELECT sum(facts) FROM mart.coverage) AS covered_facts,
            (SELECT sum(facts) FROM meta.source_document WHERE kind = 'notes archive') AS archive_facts
        """,
    ).to_dicts()[0]
    assert {counts[name] for name in ("filings", "covered", "archived", "indexed")} == {len(filings)}
    assert {counts[name] for name in ("facts", "covered_facts", "archive_facts")} == {facts}
    assert (len(filings), facts) == (8079, 99480)
