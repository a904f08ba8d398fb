"""`disclosure_as_of(day)` tells what was public on that day, amendments merged fact by fact, and nothing later."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.lake import Lake
from pipelines.warehouse.load import load_candidate
from pipelines.warehouse.read import query

GRAFTED = "0002999001-25-000014"
"""A 10-K of the sample, filed 2025-02-14, whose 10-K/A of 2025-04-14 holds Item 1C anew."""
WITHOUT = "0002999001-25-000004"
"""A 10-K of the sample, filed 2025-02-10, whose 10-K/A of 2025-04-28 has no Item 1C."""


def as_of(warehouse: Path, day: date, where: str = "true") -> list[dict[str, object]]:
    return query(
        warehouse, f"FROM disclosure_as_of(DATE '{day}') WHERE {where} ORDER BY accession_number"
    ).to_dicts()


def days(warehouse: Path) -> list[date]:
    """The days of filing."""
    found: list[date] = query(warehouse, "SELECT DISTINCT filed FROM core.filing ORDER BY filed")[
        "filed"
    ].to_list()
    return found


@pytest.mark.parametrize("last_month", ["2025-02", "2025-04"])
def test_what_a_day_shows_is_what_a_warehouse_without_later_months_shows(
    loaded: Path, sample_home: Path, tmp_path: Path, last_month: str
) -> None:
    """No look-ahead: not one value of any row changes when all that was filed later is not there at all."""
    lake = tmp_path / "lake"
    shutil.copytree(sample_home / "lake", lake)
    for month in lake.glob("month=2*"):
        if month.name > f"month={last_month}":
            shutil.rmtree(month)
    earlier = tmp_path / "earlier.duckdb"
    load_candidate(Lake(lake), earlier, "20250101T000000000000Z")
    filed = days(earlier)
    assert days(loaded)[-1] > filed[-1]
    for day in [*filed[::4], filed[-1]]:
        rows = as_of(loaded, day)
        assert rows == as_of(earlier, day)
        assert rows
    assert all(row["last_filed"] <= filed[-1] for row in rows)  # type: ignore[operator]


def test_an_amendment_is_merged_from_its_day_on_and_not_before(loaded: Path) -> None:
    before, day = date(2025, 4, 13), date(2025, 4, 14)
    where = f"accession_number = '{GRAFTED}'"
    (old,), (new,) = as_of(loaded, before, where), as_of(loaded, day, where)
    assert (old["amendments"], old["last_accession_number"]) == (0, GRAFTED)
    assert (new["amendments"], new["last_filed"], new["filed"]) == (1, day, old["filed"])
    assert new["last_accession_number"] != GRAFTED


def test_facts_are_merged_one_by_one(loaded: Path, tmp_path: Path) -> None:
    """What the amendment repeats is replaced, what it leaves out stands."""
    path = tmp_path / "changed.duckdb"
    shutil.copyfile(loaded, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"UPDATE mart.disclosure SET third_party_engaged = true, third_party_oversight = true,"
            f" board_oversight_text = 'old', role_of_management_text = 'old', oversight_structure = 'full_board',"
            f" committees = NULL, cadence = 'quarterly' WHERE accession_number = '{GRAFTED}';"
            f"UPDATE mart.disclosure SET third_party_engaged = false, third_party_oversight = NULL,"
            f" board_oversight_text = 'new', role_of_management_text = NULL, oversight_structure = 'risk_committee',"
            f" committees = ['Risk Committee'], cadence = 'not_disclosed' WHERE amends = '{GRAFTED}'"
        )
    (row,) = as_of(path, date(2025, 4, 14), f"accession_number = '{GRAFTED}'")
    assert (row["third_party_engaged"], row["third_party_oversight"]) == (False, True)
    assert (row["board_oversight_text"], row["role_of_management_text"]) == ("new", "old")
    assert (row["oversight_structure"], row["committees"]) == ("risk_committee", ["Risk Committee"])
    assert row["cadence"] == "quarterly"


def test_an_amendment_without_the_item_takes_nothing_away(loaded: Path) -> None:
    where = f"accession_number = '{WITHOUT}'"
    (old,), (new,) = as_of(loaded, date(2025, 4, 27), where), as_of(loaded, date(2025, 4, 28), where)
    assert new["amendments"] == 1
    moved = {
        "amendments", "last_accession_number", "last_filed", "url", "public_float", "period_of_report",
        "fiscal_year", "filer_size", "sic", "sic_division",
    }  # fmt: skip
    assert {name: value for name, value in new.items() if name not in moved} == {
        name: value for name, value in old.items() if name not in moved
    }
    assert new["status"] == "tagged"


def test_every_company_has_one_latest_report_on_every_day(loaded: Path) -> None:
    for day in [days(loaded)[0] - timedelta(days=1), *days(loaded)[::10]]:
        known = query(
            loaded, f"SELECT count(DISTINCT cik) AS n FROM core.filing WHERE is_annual AND filed <= '{day}'"
        )["n"][0]
        assert len(as_of(loaded, day, "is_latest")) == known


def test_a_companys_latest_report_is_that_of_the_macro_and_the_newer_year(loaded: Path) -> None:
    latest = query(
        loaded, "SELECT cik, accession_number, period_of_report FROM mart.company_latest ORDER BY cik"
    )
    newest = query(
        loaded,
        "SELECT cik, max(period_of_report) AS period_of_report FROM core.filing"
        " WHERE is_annual AND status <> 'not_read' GROUP BY cik ORDER BY cik",
    )
    assert latest.select("cik", "period_of_report").rows() == newest.rows()
    assert latest.height == len(as_of(loaded, date(2030, 1, 1), "is_latest"))
