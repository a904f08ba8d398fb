"""The site: made in one step, the same from the same warehouse, of a kept size, and of all companies."""

import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import CydError
from pipelines.folders import filled_beside
from pipelines.report.explorer import SHARDS, read_script
from pipelines.report.site import KEPT_SITES, build, csv_of, publish_report, written

from ..conftest import Cyd


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_warehouse_gives_the_same_bytes_and_a_link_names_the_whole_site(
    site: Path, warehouse: Path, tmp_path: Path
) -> None:
    (tmp_path / "reports").mkdir()
    for old in ("1", "2", "3", ".4.tmp"):
        (tmp_path / "reports" / old).mkdir()
    with filled_beside(tmp_path / "reports" / "of-a-run-at-work"):
        link = publish_report(warehouse, tmp_path)
        assert len(list((tmp_path / "reports").iterdir())) == KEPT_SITES + 1
    assert link.is_symlink() and link.resolve().parent == (tmp_path / "reports").resolve()
    assert contents(link.resolve()) == contents(site)


def test_data_of_companies_that_did_not_change_are_taken_over_and_the_whole_is_as_if_made_at_once(
    site: Path, warehouse: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.duckdb"
    shutil.copyfile(warehouse, changed)
    with duckdb.connect(str(changed)) as connection:
        connection.execute(
            "UPDATE core.fact SET value = value || ' Zebras.' WHERE flag IS NULL AND accession_number ="
            " (SELECT min(accession_number) FROM core.filing WHERE status = 'tagged')"
        )
    whole, again = tmp_path / "whole", tmp_path / "again"
    for folder in (whole, again):
        folder.mkdir()
    build(changed, whole)
    build(changed, again, site)
    assert contents(again) == contents(whole) != contents(site)
    old = contents(site)
    new = [name for name, data in contents(again).items() if name.startswith("data/") and old[name] != data]
    companies = [name for name in new if "words" not in name]
    months = {name.rpartition("-")[0] for name in new if "words" in name}
    assert len(companies) == len(months) == 1


def test_where_nothing_is_published_one_sentence_says_so_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(CydError, match="run `cyd run` first"):
        publish_report(tmp_path / "warehouse.duckdb", tmp_path / "exports")
    assert not (tmp_path / "exports").exists()


def test_a_warehouse_of_another_version_is_named_and_the_report_stays_as_it_was(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("CREATE SCHEMA meta; CREATE TABLE meta.load AS SELECT 'old' AS load_id")
    with pytest.raises(CydError, match="cannot be made from warehouse"):
        publish_report(tmp_path / "warehouse.duckdb", tmp_path)
    assert list((tmp_path / "reports").iterdir()) == []


def test_the_command_makes_the_report_of_what_is_published(
    cyd: Cyd, sample_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert "run `cyd run` first" in cyd("report", home=home).sentences
    shutil.copyfile(sample_home / "warehouse.duckdb", home / "warehouse.duckdb")
    ended = cyd("report", home=home)
    assert ended.code == 0, ended.err
    assert Path(ended.out.strip()) == home / "exports" / "report" / "index.html"
    assert Path(ended.out.strip()).is_file()


def test_every_company_and_report_of_the_warehouse_is_in_the_index_and_in_its_shard(
    site: Path, warehouse: Path
) -> None:
    index = read_script(site / "data" / "index.js")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        wanted = connection.sql(
            "SELECT cik, count(accession_number) FROM core.company LEFT JOIN (FROM core.filing_company"
            " JOIN core.filing USING (accession_number) SELECT filing_company.cik, accession_number WHERE is_annual)"
            " USING (cik) GROUP BY ALL"
        ).fetchall()
    assert {row[0]: len(row[9]) for row in index["companies"]} == dict(wanted)
    for cik, reports in wanted:
        company = read_script(site / "data" / f"{cik % SHARDS:03}.js")[str(cik)]
        assert len(company["reports"]) == reports


def test_marks_are_the_letters_of_the_evidence(site: Path) -> None:
    marks = 0
    for path in (site / "data").glob("[0-9]*.js"):
        for company in read_script(path).values():
            for report in company["reports"]:
                for one in report["derived"]:
                    if "text" in one:
                        units = report["texts"][one["text"]]["value"].encode("utf-16-le")
                        marked = units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le")
                        assert "".join(filter(str.isalnum, marked)) == "".join(
                            filter(str.isalnum, one["evidence"])
                        )
                        marks += 1
                    else:
                        assert "evidence" not in one, one
    assert marks > 100


def test_the_first_page_is_small(site: Path) -> None:
    first = [site / "index.html", *(site / "assets").iterdir()]
    assert sum(path.stat().st_size for path in first) <= 600_000


def test_numbers_are_written_as_people_read_them() -> None:
    assert [written(value) for value in (1234567, 12.34, "2025-01", 0)] == [
        "1,234,567",
        "12.3",
        "2025-01",
        "0",
    ]


def test_a_name_in_a_csv_is_no_formula() -> None:
    rows = pl.DataFrame({"company": ["=1+1", "Acme, Inc.", "-2"], "reports": [-1, 2, 3]})
    assert csv_of(rows).decode("utf-8-sig") == "company,reports\n'=1+1,-1\n\"Acme, Inc.\",2\n'-2,3\n"
