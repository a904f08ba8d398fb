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
            (SELECT count(*) FROM core.fact WHERE source <> 'item') AS facts,
            (SELECT sum(facts) FROM mart.coverage) - (SELECT count(*) FROM core.fact WHERE source = 'item') AS covered_facts,
            (SELECT sum(facts) FROM meta.source_document WHERE kind = 'notes archive') AS archive_facts
        """,
    ).to_dicts()[0]
    assert {counts[name] for name in ("filings", "covered", "archived", "indexed")} == {len(filings)}
    assert {counts[name] for name in ("facts", "covered_facts", "archive_facts")} == {facts}
    assert (len(filings), facts) == (8079, 99480)


def test_the_warehouse_and_its_parquet_stay_small(real_home: Path) -> None:
    """Of 8,079 filings: at most 120 MB and 30 MB."""
    assert (real_home / "warehouse.duckdb").stat().st_size <= 120e6
    exported = (real_home / "exports" / "latest").resolve()
    assert 10e6 < sum(path.stat().st_size for path in exported.rglob("*.parquet")) <= 30e6


def test_every_day_of_real_filings_shows_each_company_once_and_nothing_later(real_home: Path) -> None:
    warehouse = real_home / "warehouse.duckdb"
    for day in ("2024-12-31", "2025-03-31", "2025-10-31", "2026-05-31"):
        told = query(
            warehouse,
            f"""
            SELECT
                max(last_filed) AS last, count(*) AS companies, count(DISTINCT cik) AS distinct_companies,
                (SELECT count(DISTINCT cik) FROM core.filing WHERE is_annual AND filed <= '{day}') AS known
            FROM disclosure_as_of(DATE '{day}') WHERE is_latest
            """,
        ).to_dicts()[0]
        assert str(told["last"]) <= day
        assert told["companies"] == told["distinct_companies"]
        # One of the 8,079 was accepted on a later day than it counts as filed.
        assert told["known"] - told["companies"] in (0, 1)


def test_what_is_told_in_other_words_has_not_changed_and_a_figure_has(real_home: Path) -> None:
    told_alike = (
        "0000845877-26-000014",
        "0001628280-26-021178",
        "0001048286-26-000007",
        "0001104659-26-028258",
    )
    rows = query(
        real_home / "warehouse.duckdb",
        f"SELECT structure_changed, committees_in, committees_out FROM mart.change WHERE accession_number IN {told_alike}",
    )
    assert rows.rows() == [(False, [], [])] * 4
    figure = query(
        real_home / "warehouse.duckdb",
        "SELECT similarity, figures_changed, ciso_years_gained FROM mart.change WHERE accession_number = '0001193125-26-061383'",
    ).row(0, named=True)
    assert figure["similarity"] < 1 and figure["ciso_years_gained"] == 10
    assert [("20" in pair["before"], "30" in pair["now"]) for pair in figure["figures_changed"]] == [
        (True, True)
    ]
