"""One filing read for its board: what is charged, what is only heard, and real texts that were once misread."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.facts.notes import read_notes
from pipelines.metrics.board.committees import derive_committees
from pipelines.metrics.board.oversight import derive_oversight
from pipelines.metrics.board.reading import readings
from pipelines.metrics.document import sentences
from tests.metrics.words import told

ARCHIVES = (
    Path(__file__).parents[3]
    / ".."
    / "shared"
    / "edgar"
    / "files/dera/data/financial-statement-notes-data-sets"
)


def test_a_filing_without_a_board_or_a_committee_has_no_reading() -> None:
    assert readings(told("We use firewalls.")) == []


def test_a_reading_has_the_evidence_of_its_sentences() -> None:
    (reading,) = readings(told("We use firewalls. The Audit Committee oversees cybersecurity."))
    assert reading.evidence(1)[5] == "The Audit Committee oversees cybersecurity."
    assert reading.evidence(None) == (None,) * 6
    assert reading.boards() == {0}


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the real filings, ../shared/edgar, are not here")
@pytest.mark.parametrize(
    ("archive", "structures"),
    [
        (
            "2025_08",
            {"0001903596-25-000373": "management_only"},
        ),  # "directors do not have a formal structure"
        ("2025_11", {"0001171843-25-007295": "management_only"}),
        (
            "2026_02",
            {
                "0000845877-26-000014": "multiple_committees",  # as the year before, 0000845877-25-000033
                "0001048286-26-000007": "technology_committee",  # the committee that the board established
            },
        ),
        (
            "2025q1",
            {
                "0000845877-25-000033": "multiple_committees",
                "0001628280-25-004818": "technology_committee",
                "0000933036-25-000042": "technology_committee",  # "previously performed by the Audit and Risk Committee"
            },
        ),
    ],
)
def test_real_texts_that_were_once_misread(archive: str, structures: dict[str, str]) -> None:
    facts = read_notes(ARCHIVES / f"{archive}_notes.zip").facts
    read = sentences(facts.filter(pl.col("accession_number").is_in(list(structures))))
    found = derive_oversight(read, derive_committees(read))
    assert dict(found.select("accession_number", "structure").iter_rows()) == structures
