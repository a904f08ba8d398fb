"""Incidents of the sample from EDGAR's index to the feed: one of each kind, amended, exempted, on Form 6-K, of the first
year."""

from pathlib import Path

import feedparser
import pytest

from pipelines.lake import Lake
from pipelines.metrics.incidents.nature import DATA, KINDS
from pipelines.sample.generate import SAMPLE_TODAY, sample_filings, write_sample
from pipelines.warehouse.read import query

from .conftest import Cyd


def number(case: str) -> str:
    """The accession number of the sample's report of a case."""
    return next(filing.accession_number for filing in sample_filings() if case in filing.cases)


@pytest.fixture(scope="module")
def warehouse(sample_home: Path) -> Path:
    return sample_home / "warehouse.duckdb"


def test_the_sample_has_an_incident_of_each_kind(warehouse: Path) -> None:
    assert set(query(warehouse, "SELECT DISTINCT kind FROM core.incident_kind")["kind"]) == set(KINDS)
    told = set(query(warehouse, "SELECT DISTINCT data_kind FROM core.incident_data")["data_kind"])
    assert told == set(DATA) - {"health", "customer_records"}


def test_an_amendment_that_determines_the_impact_is_followed_from_the_index_to_the_feed(
    sample_home: Path, warehouse: Path
) -> None:
    first, amendment = number("extortion"), number("extortion_amended")
    indexed = Lake(sample_home / "lake").read("filing_index")
    assert indexed is not None
    assert {first, amendment} <= set(indexed["accession_number"])
    row = query(warehouse, f"FROM mart.incident WHERE incident = '{first}'").row(0, named=True)
    assert (row["reports"], row["amendments"], row["last_accession_number"]) == (2, 1, amendment)
    assert (row["material_operations"], row["material_financial"]) == ("yes", "yes")
    assert (row["contained"], row["cost_usd"], row["business_days_determined_to_filed"]) == (
        "yes",
        7_000_000,
        1,
    )
    steps = query(warehouse, f"FROM mart.incident_timeline WHERE incident = '{first}' ORDER BY step")
    assert steps["kind"].to_list() == ["other_item", "report", "amendment"]
    assert {"determined 2026-03-30", "material_operations yes", "cost_usd 7000000"} <= set(steps["adds"][2])
    feed = feedparser.parse((sample_home / "exports" / "latest" / "feed.atom").read_bytes())
    entry = next(entry for entry in feed.entries if entry.id.endswith(amendment))
    assert "found material 2026-03-30; filed 1 business day after" in entry.summary
    assert "impact on operations material, on finances material" in entry.summary


def test_before_the_amendment_its_impact_was_not_known(warehouse: Path) -> None:
    row = query(
        warehouse, f"FROM incident_as_of(DATE '2026-03-30') WHERE incident = '{number('extortion')}'"
    ).row(0, named=True)
    assert (row["reports"], row["material_operations"], row["cost_usd"]) == (1, "undetermined", None)


def test_an_annual_report_that_exempts_an_incident_is_a_step_of_its_story(warehouse: Path) -> None:
    first, annual = number("insider"), number("exempts")
    row = query(warehouse, f"FROM mart.incident_annual WHERE incident = '{first}'").row(0, named=True)
    assert (row["accession_number"], row["says"]) == (annual, "exempts")
    assert row["evidence"].startswith("Other than the incident of May 2025")
    steps = query(warehouse, f"FROM mart.incident_timeline WHERE incident = '{first}' ORDER BY step")
    assert (steps["kind"].to_list()[-1], steps["annual_says"].to_list()[-1]) == ("annual_report", "exempts")


def test_a_report_on_form_6_k_is_found_and_read_by_its_words(warehouse: Path) -> None:
    row = query(warehouse, f"FROM core.incident WHERE accession_number = '{number('words')}'").row(
        0, named=True
    )
    assert (row["basis"], row["kinds"], row["operations"]) == ("words", ["unauthorized_access"], "disrupted")
    assert row["persons_affected"] == 91_000
    press = number("press_release")
    assert query(warehouse, f"FROM core.incident WHERE accession_number = '{press}'").is_empty()


def test_the_first_year_is_brought_by_a_run_of_its_months_without_any_archive(
    cyd: Cyd, tmp_path: Path
) -> None:
    write_sample(tmp_path / "edgar")
    ended = cyd(
        "run", "--months", "2024-05..2024-06", "--today", f"{SAMPLE_TODAY}",
        home=tmp_path / "home", CYD_EDGAR_URL=f"file://{tmp_path / 'edgar'}",
    )  # fmt: skip
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    path = tmp_path / "home" / "warehouse.duckdb"
    row = query(path, "FROM core.incident").row(0, named=True)
    assert (row["accession_number"], row["basis"]) == (number("first_year"), "item")
    assert (row["kinds"], row["business_days_detected_to_filed"]) == (
        ["ransomware", "unauthorized_access"],
        4,
    )
    feed = feedparser.parse((tmp_path / "home" / "exports" / "latest" / "feed.atom").read_bytes())
    assert [entry.id[-20:] for entry in feed.entries] == [number("first_year")]
