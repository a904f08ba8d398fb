"""What the tests of metrics share: facts and sentences made from a few words."""

from typing import Any

import polars as pl

from pipelines.facts.model import fact_frame
from pipelines.metrics.document import sentences

ACCESSION = "0000000001-25-000001"
PROCESSES = "CybersecurityRiskManagementProcessesForAssessingIdentifyingAndManagingThreatsTextBlock"
BOARD = "CybersecurityRiskBoardOfDirectorsOversightTextBlock"
MANAGEMENT = "CybersecurityRiskRoleOfManagementTextBlock"


def fact(concept: str, value: str, accession_number: str = ACCESSION) -> dict[str, Any]:
    """A row of `FactFrame`: one fact of one filing."""
    return {
        "accession_number": accession_number,
        "cik": int(accession_number[-6:]),
        "concept": concept,
        "taxonomy": "cyd/2024",
        "dimensions": "",
        "ordinal": 0,
        "value": value,
        "flag": {"true": True, "false": False}.get(value) if concept.endswith("Flag") else None,
        "is_nil": False,
        "source": "notes",
    }


def told(*texts: str, concept: str = PROCESSES) -> pl.DataFrame:
    """`SentenceFrame` of one filing per text."""
    return sentences(
        fact_frame([fact(concept, text, f"0000000001-25-{place:06d}") for place, text in enumerate(texts, 1)])
    )
