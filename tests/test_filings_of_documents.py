"""Filings that only the incident search knows, and periods that documents tell exactly."""

from datetime import date

import polars as pl

from pipelines.edgar.fulltext import SEARCH_SCHEMA
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.facts.model import FACT_SCHEMA
from pipelines.filings import SUBMISSION_SCHEMA, FilingFrame, filings
from pipelines.nightly import READING_SCHEMA

NUMBER = "0000000003-25-000001"
INDEXED = pl.DataFrame(
    [(3, "THREE INC", "8-K", date(2025, 3, 5), NUMBER, "edgar/data/3/0000000003-25-000001.txt")],
    schema=INDEX_SCHEMA,
    orient="row",
)
FOUND = pl.DataFrame(
    [(NUMBER, 3, [3], "Three", "8-K", date(2025, 3, 5), date(2025, 3, 2), ["1.05"], "three.htm")],
    schema=SEARCH_SCHEMA,
    orient="row",
)
ARCHIVED = pl.DataFrame(
    [
        {
            "adsh": NUMBER,
            "cik": "3",
            "name": "THREE INC",
            "form": "8-K",
            "filed": "20250305",
            "period": "20250228",
        }
    ],
    schema=SUBMISSION_SCHEMA,
)
FACTS = pl.DataFrame(schema=FACT_SCHEMA)


def _only(*tables: pl.DataFrame) -> dict[str, object]:
    (row,) = FilingFrame.validate(filings(*tables)).rows(named=True)
    return row


def test_a_report_that_only_the_search_names_is_a_filing_that_the_index_lacks() -> None:
    row = _only(pl.DataFrame(schema=INDEX_SCHEMA), pl.DataFrame(schema=SUBMISSION_SCHEMA), FACTS, FOUND)
    assert (row["in_index"], row["in_archive"], row["ciks"]) == (False, False, [3])
    assert row["period_of_report"] == date(2025, 3, 2)
    assert row["reading_status"] is None


def test_a_current_report_that_nothing_names_is_no_incident() -> None:
    assert filings(INDEXED, ARCHIVED, FACTS).is_empty()


def test_a_document_tells_the_period_before_the_search_and_the_archive() -> None:
    reading = pl.DataFrame(
        [(NUMBER, "found", "Item 1.05", None, None, date(2025, 3, 1), 1, "pages 1", 0, None)],
        schema=READING_SCHEMA,
        orient="row",
    )
    held = FACTS.clear(1).with_columns(pl.lit(NUMBER).alias("accession_number"))
    row = _only(INDEXED, ARCHIVED, held, FOUND, reading)
    assert (row["period_of_report"], row["reading_status"]) == (date(2025, 3, 1), "found")
    assert (row["in_index"], row["in_archive"], row["company_name"]) == (True, True, "THREE INC")
    unread = _only(INDEXED, ARCHIVED, held, FOUND)
    assert unread["period_of_report"] == date(2025, 3, 2)
    archived = _only(INDEXED, ARCHIVED, held)
    assert archived["period_of_report"] == date(2025, 2, 28)
