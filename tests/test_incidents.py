"""Incident reports as rows: their parts, and whether a material impact is stated."""

from datetime import date

import polars as pl
import pytest

from pipelines.edgar.fulltext import SEARCH_SCHEMA
from pipelines.facts.model import fact_frame
from pipelines.filings import FILING_SCHEMA
from pipelines.incidents import IncidentFrame, incidents, material_impact

DAY = date(2025, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "The incident had a material impact on our operations in the first quarter.",
        "The Company has determined that the incident is material.",
        "The losses will likely be significant.",
        "It is reasonably likely to have a material adverse effect on net income for the quarter.",
        "The outage materially disrupted production.",
        "There was no material effect on our reserves. However, the incident materially affected revenue.",
    ],
)
def test_a_material_impact_is_stated(text: str) -> None:
    assert material_impact(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "The incident has not had a material impact on our operations.",
        "We do not believe that it is reasonably likely to materially affect our results.",
        "The costs were immaterial.",
        "There was no material interruption, and we cannot say whether there will be claims.\nThe event was not material.",
    ],
)
def test_a_material_impact_is_denied(text: str) -> None:
    assert material_impact(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "We have not yet determined whether the incident is reasonably likely to have a material impact.",
        "The incident could have a material impact on our financial condition.",
        "At this time the Company cannot quantify any material impact.",
        "We are rebuilding the website on a new server.",
    ],
)
def test_what_is_left_open_is_not_stated(text: str) -> None:
    assert material_impact(text) is None


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


def _incidents(filings: list[dict[str, object]], facts: list[dict[str, object]]) -> pl.DataFrame:
    found = {
        "accession_number": "0000000001-25-000003", "cik": 1, "ciks": [1], "company_name": "ONE",
        "form": "8-K", "filed": DAY, "period_ending": DAY, "items": ["1.05", "9.01"], "primary_document": None,
    }  # fmt: skip
    rows = [{name: filing.get(name) for name in FILING_SCHEMA} for filing in filings]
    frame = incidents(
        pl.DataFrame(rows, schema=FILING_SCHEMA),
        fact_frame(facts),
        pl.DataFrame([found], schema=SEARCH_SCHEMA),
    )
    return IncidentFrame.validate(frame)


def test_the_parts_of_a_report_stand_in_one_row() -> None:
    number = "0000000001-25-000001"
    part = "MaterialCybersecurityIncident{}TextBlock"
    frame = _incidents(
        [_filing(number, "8-K")],
        [
            _fact(number, part.format("Nature"), "Files were taken.", "Axis=SecondMember"),
            _fact(number, part.format("Nature"), "Mail was read.", "Axis=FirstMember"),
            _fact(
                number, part.format("MaterialImpactOrReasonablyLikelyMaterialImpact"), "It was not material."
            ),
        ],
    )
    row = frame.row(0, named=True)
    assert row["nature"] == "Mail was read.\nFiles were taken."
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
