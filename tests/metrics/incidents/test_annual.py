"""What annual reports say of incidents: denials that leave one out, incidents named by their time, and what is neither."""

from datetime import date

import polars as pl
import pytest

from pipelines.metrics.document import SENTENCE_SCHEMA
from pipelines.metrics.incidents.annual import IncidentStatementFrame, incident_statements

CONCEPT = "CybersecurityRiskMateriallyAffectedOrReasonablyLikelyToMateriallyAffectRegistrantTextBlock"


def statements(text: str, concept: str = CONCEPT) -> list[dict[str, object]]:
    row = {
        "accession_number": "0000000001-26-000001", "sentence_number": 0, "concept": concept, "ordinal": 0,
        "start": 0, "end": len(text), "concepts": [concept], "text": text,
    }  # fmt: skip
    frame = incident_statements(pl.DataFrame([row], schema=SENTENCE_SCHEMA))
    return IncidentStatementFrame.validate(frame).to_dicts()


@pytest.mark.parametrize(
    "text",
    [
        "Other than the incident described above, no cybersecurity threat has materially affected us.",
        "Such risks have not materially affected us, with the exception of the ransomware attack of last spring.",
    ],
)
def test_a_denial_may_leave_an_incident_out(text: str) -> None:
    (row,) = statements(text)
    assert row["statement"] == "exempts"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In July 2025, we experienced a cybersecurity incident that stopped two plants.", date(2025, 7, 1)),
        (
            "As disclosed earlier, on June 7, 2025 the Company identified a network intrusion.",
            date(2025, 6, 7),
        ),
        (
            "Despite these measures, on May 6, 2025 we learned that a threat actor had gained unauthorized access to a server.",
            date(2025, 5, 6),
        ),
        ("We bore costs of the previously disclosed cyber incident.", None),
    ],
)
def test_an_incident_is_named_with_its_time_where_it_is_told(text: str, told: date | None) -> None:
    (row,) = statements(text)
    assert (row["statement"], row["told"]) == ("names", told)


@pytest.mark.parametrize(
    "text",
    [
        "As of December 31, 2025, we have not experienced any material cybersecurity incident at our mills.",
        "The committee determines whether a cybersecurity incident requires disclosure under Item 1.05 of Form 8-K.",
        "Other than the office in Leeds, we lease all data centers.",
    ],
)
def test_what_is_said_of_policies_and_of_no_incident_is_no_statement(text: str) -> None:
    assert statements(text) == []


def test_incident_reports_are_not_annual_ones() -> None:
    text = "In July 2025, we experienced a cybersecurity incident that stopped two plants."
    assert statements(text, "MaterialCybersecurityIncidentNatureTextBlock") == []
