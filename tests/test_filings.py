"""Filings are what the index lists, enriched by what the archives say."""

from datetime import date, datetime

import polars as pl

from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.facts.model import fact_frame
from pipelines.filings import SUBMISSION_SCHEMA, FilingFrame, filings

ANNUAL, INCIDENT, QUIET, LATE = (f"0000000001-25-{number:06d}" for number in range(1, 5))


def _index(*rows: tuple[int, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (cik, name, form, date(2025, 3, 3), number, f"edgar/data/{cik}/{number}.txt")
            for cik, name, form, number in rows
        ],
        schema=INDEX_SCHEMA,
        orient="row",
    )


def _submission(number: str, form: str, **values: str) -> dict[str, str]:
    row = dict.fromkeys(SUBMISSION_SCHEMA, "")
    return row | {"adsh": number, "cik": "7", "name": "Seven Co", "form": form, "filed": "20250303"} | values


def _facts(*numbers: str) -> pl.DataFrame:
    day = date(2024, 12, 31)
    common = {
        "concept": "X",
        "period_start": day,
        "period_end": day,
        "dimensions": "",
        "ordinal": 0,
        "is_nil": False,
    }
    return fact_frame([common | {"accession_number": number, "source": "notes"} for number in numbers])


def test_an_annual_report_counts_without_facts_and_an_incident_report_only_with_them() -> None:
    index = _index((1, "One", "10-K", ANNUAL), (2, "Two", "8-K", INCIDENT), (3, "Three", "8-K", QUIET))
    found = filings(index, pl.DataFrame(schema=SUBMISSION_SCHEMA), _facts(INCIDENT))
    FilingFrame.validate(found)
    assert found["accession_number"].to_list() == [ANNUAL, INCIDENT]
    assert found["in_archive"].to_list() == [False, False]


def test_co_registrants_are_one_filing_of_several_companies_led_by_the_archives_filer() -> None:
    index = _index((9, "Nine", "10-K", ANNUAL), (7, "Seven", "10-K", ANNUAL), (8, "Eight", "10-K", ANNUAL))
    submissions = pl.DataFrame([_submission(ANNUAL, "10-K")], schema=SUBMISSION_SCHEMA)
    row = filings(index, submissions, _facts(ANNUAL)).row(0, named=True)
    assert (row["cik"], row["ciks"], row["company_name"]) == (7, [7, 8, 9], "Seven Co")


def test_a_filing_that_only_the_archive_knows_counts_and_says_so() -> None:
    submissions = pl.DataFrame(
        [
            _submission(
                LATE,
                "20-F",
                period="20241231",
                fy="2024",
                accepted="2025-03-03 16:01:02.0",
                pubfloatusd="5.5",
            ),
            _submission(QUIET, "10-Q"),
        ],
        schema=SUBMISSION_SCHEMA,
    )
    found = filings(_index(), submissions, _facts(LATE))
    assert found.height == 1
    row = found.row(0, named=True)
    assert (row["in_index"], row["in_archive"], row["ciks"]) == (False, True, [7])
    assert row["accepted_at"] == datetime(2025, 3, 3, 16, 1, 2)
    assert (row["period_of_report"], row["fiscal_year"], row["public_float"]) == (
        date(2024, 12, 31),
        2024,
        5.5,
    )
    assert row["sic"] is None and row["filer_category"] is None
