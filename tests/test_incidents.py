"""Incident reports as rows: their parts, what is derived from them, delays, the evidence."""

from datetime import date

import polars as pl
import pytest

from pipelines.edgar.fulltext import SEARCH_SCHEMA
from pipelines.facts.model import fact_frame
from pipelines.filings import FILING_SCHEMA
from pipelines.incidents import IncidentFrame, Incidents, incidents, material_impact

DAY = date(2025, 3, 14)


def _filing(number: str, form: str) -> dict[str, object]:
    return {
        "accession_number": number, "cik": 1, "ciks": [1], "company_name": "ONE", "form": form, "filed": DAY,
        "period_of_report": DAY, "in_index": True, "in_archive": False,
    }  # fmt: skip


def _fact(number: str, concept: str, value: str, dimensions: str = "") -> dict[str, object]:
    return {
        "accession_number": number, "concept": concept, "taxonomy": "cyd/2024", "period_start": DAY,
        "period_end": DAY, "dimensions": dimensions, "ordinal": 0, "value": value, "is_nil": False,
        "source": "inline",
    }  # fmt: skip


def _all(filings: list[dict[str, object]], facts: list[dict[str, object]]) -> Incidents:
    found = {
        "accession_number": "0000000001-25-000003", "cik": 1, "ciks": [1], "company_name": "ONE",
        "form": "8-K", "filed": DAY, "period_ending": DAY, "items": ["1.05", "9.01"], "primary_document": None,
    }  # fmt: skip
    rows = [{name: filing.get(name) for name in FILING_SCHEMA} for filing in filings]
    return incidents(
        pl.DataFrame(rows, schema=FILING_SCHEMA),
        fact_frame(facts),
        pl.DataFrame([found], schema=SEARCH_SCHEMA),
    )


def _incidents(filings: list[dict[str, object]], facts: list[dict[str, object]]) -> pl.DataFrame:
    return IncidentFrame.validate(_all(filings, facts).incident)


def test_the_parts_of_a_report_stand_in_one_row() -> None:
    number = "0000000001-25-000001"
    part = "MaterialCybersecurityIncident{}TextBlock"
    frame = _incidents(
        [_filing(number, "8-K")],
        [
            _fact(number, part.format("Nature"), "Files were taken in the attack.", "Axis=SecondMember"),
            _fact(number, part.format("Nature"), "Mail was read.", "Axis=FirstMember"),
            _fact(
                number, part.format("MaterialImpactOrReasonablyLikelyMaterialImpact"), "It was not material."
            ),
        ],
    )
    row = frame.row(0, named=True)
    assert row["nature"] == "Mail was read.\nFiles were taken in the attack."
    assert (row["event_date"], row["scope"], row["items"]) == (DAY, None, None)
    assert row["material_impact_stated"] is False


def test_an_untagged_report_has_its_whole_item() -> None:
    number = "0000000001-25-000003"
    text = "Item 1.05 Material Cybersecurity Incidents\nThe attack had a material impact."
    frame = _incidents([_filing(number, "8-K")], [_fact(number, "Item105SectionText", text)])
    row = frame.row(0, named=True)
    assert (row["section_text"], row["items"], row["material_impact_stated"]) == (
        text,
        ["1.05", "9.01"],
        True,
    )


def test_a_report_that_the_search_names_counts_unread_and_an_annual_report_never() -> None:
    part = "MaterialCybersecurityIncidentNatureTextBlock"
    frame = _incidents(
        [_filing("0000000001-25-000003", "8-K"), _filing("0000000001-25-000009", "10-K")],
        [_fact("0000000001-25-000009", part, "There were none.")],
    )
    assert frame["accession_number"].to_list() == ["0000000001-25-000003"]
    assert frame["nature"].to_list() == [None]


REPORT = """Item 1.05 Material Cybersecurity Incidents
On March 7, the Company detected that, beginning in late February 2025, a threat actor had gained access to its network.
Two days later, the actor encrypted several servers. On March 11, the Company determined that the incident is material.
Personal information of approximately 12,500 individuals was acquired."""


def test_values_are_derived_with_delays_in_days_and_in_business_days() -> None:
    number = "0000000001-25-000003"
    tables = _all([_filing(number, "8-K")], [_fact(number, "Item105SectionText", REPORT)])
    row = tables.incident.row(0, named=True)
    assert row["kinds"] == ["ransomware", "data_theft", "unauthorized_access"]
    assert (row["occurred"], row["occurred_precision"]) == (date(2025, 2, 1), "month")
    assert (row["detected"], row["determined"]) == (date(2025, 3, 7), date(2025, 3, 11))
    assert row["persons_affected"] == 12_500
    assert row["days_occurred_to_detected"] is None  # a month is no day
    assert (row["days_detected_to_filed"], row["business_days_detected_to_filed"]) == (7, 5)
    assert row["business_days_determined_to_filed"] == 3


def test_every_value_has_the_sentence_that_it_rests_on() -> None:
    number = "0000000001-25-000003"
    tables = _all([_filing(number, "8-K")], [_fact(number, "Item105SectionText", REPORT)])
    assert tables.incident_kind["kind"].to_list() == tables.incident["kinds"][0].to_list()
    assert tables.incident_data["data_kind"].to_list() == tables.incident["data"][0].to_list()
    for row in tables.incident_evidence.iter_rows(named=True):
        told = " ".join(REPORT[row["start"] : row["end"]].split())
        assert told == row["evidence"]
        assert row["rule"]


def test_a_date_after_the_filing_is_none_of_the_incident() -> None:
    number = "0000000001-25-000003"
    text = "On March 20, 2025, the Company discovered the incident."
    late = {**_filing(number, "8-K"), "period_of_report": date(2025, 3, 31)}
    row = _incidents([late], [_fact(number, "Item105SectionText", text)]).row(0, named=True)
    assert row["detected"] is None
    assert row["event_date"] == DAY


def test_a_report_without_a_date_on_its_cover_has_none() -> None:
    number = "0000000001-25-000003"
    undated = {**_filing(number, "8-K"), "period_of_report": None}
    row = _incidents([undated], [_fact(number, "Item105SectionText", REPORT)]).row(0, named=True)
    assert (row["event_date"], row["event_precision"]) == (None, None)


def test_the_period_of_an_archive_is_told_as_a_month() -> None:
    number = "0000000001-25-000005"
    fact = {**_fact(number, "MaterialCybersecurityIncidentNatureTextBlock", REPORT), "source": "notes"}
    row = _incidents([_filing(number, "8-K")], [fact]).row(0, named=True)
    assert (row["event_date"], row["event_precision"]) == (DAY, "month")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "While our ferries ran without material loss, the attack has cost us material sums this quarter.",
            True,
        ),
        ("The incident has not had a material impact on our operations or our financial condition.", False),
        ("We took the booking system offline and called the coast guard.", None),
    ],
)
def test_a_text_alone_is_asked_for_its_material_impact(text: str, stated: bool | None) -> None:
    assert material_impact(text) is stated
