"""Real filings that were once misread: effects, contradictions, structure, frameworks, third parties; skipped without them."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes import read_notes
from pipelines.metrics.derive import derive

ARCHIVES = sorted((Path(__file__).parents[2] / "../shared/edgar").glob("files/dera/data/*/*_notes.zip"))
EFFECT = {
    **dict.fromkeys(
        ("0001048695-25-000157", "0001739942-25-000013", "0001831631-25-000023", "0001831631-26-000028",
         "0001722684-25-000005", "0001193125-26-134922"), "yes"),
    **dict.fromkeys(
        ("0001522767-25-000014", "0001511737-25-000053",  # "other than the foregoing", "except as described above"
         "0001628280-25-055483", "0001437749-25-007735", "0001553350-25-000164", "0001558370-25-003292",
         "0001104659-26-021817", "0000950170-25-042623"), "not_stated"),
    **dict.fromkeys(("0000950170-25-043923", "0001683168-26-001588"), "no"),
}  # fmt: skip
"""Filing -> what its text says of a material effect so far."""
POINTED = {"0001522767-25-000014", "0001511737-25-000053"}
UNDETERMINED = {"0001628280-25-055483", "0001437749-25-007735", "0001553350-25-000164"}
NO_CONTRADICTION = (
    "0000733269-26-000025", "0001171843-26-001561", "0001683168-25-007621", "0001479094-25-000006",
    "0001213900-25-096254", "0001708599-25-000027", "0001410578-25-000892", "0001048695-25-000157", "0001553350-25-000164",
)  # fmt: skip
"""Filings of which a denial about something else, or of the past alone, was read."""
STRUCTURE = {
    "0001213900-26-041888": "not_disclosed",  # "no process in place to ... inform the Board"
    "0001493152-26-014179": "not_disclosed",  # the board and an officer are only expected to
    "0000950170-25-023730": "full_board",  # "rather than acting through one of its committees"
    "0001997464-26-000018": "risk_committee",
    "0000356171-26-000010": "multiple_committees",
    "0001193125-26-128949": "multiple_committees",
    "0001628280-25-011193": "risk_committee",  # a committee by its letters alone
}
"""Filing -> how the board oversees cybersecurity."""
SOC = {
    **dict.fromkeys(("0001692951-25-000106", "0001482430-25-000021", "0001556593-26-000012"), "vendor"),
    **dict.fromkeys(("0001398344-25-006247", "0001835830-25-000014"), "company"),
}
"""Filing -> whose SOC reports it speaks of."""
YEARS = {"0001628280-25-041297": ("TEAM", 55, "combined"), "0001051512-26-000011": ("CISO", 25, "individual")}
"""Filing -> role, years and scope: "together they have over 55 years", not "over four years of" reporting."""
NO_VIRTUAL_CISO = ("0000712534-26-000022", "0001081316-25-000004", "0000877212-25-000027")

pytestmark = pytest.mark.skipif(not ARCHIVES, reason="../shared/edgar is not there")


@pytest.fixture(scope="module")
def derived() -> dict[str, pl.DataFrame]:
    wanted = [*EFFECT, *NO_CONTRADICTION, *STRUCTURE, *SOC, *YEARS, *NO_VIRTUAL_CISO, "0000055135-25-000007"]
    facts = [pl.DataFrame(schema=FACT_SCHEMA)]
    for path in ARCHIVES:
        facts.append(read_notes(path).facts.filter(pl.col("accession_number").is_in(wanted)))
    return derive(pl.concat(facts))


def test_effects_are_what_the_text_says(derived: dict[str, pl.DataFrame]) -> None:
    rows = derived["material_effect"].filter(pl.col("accession_number").is_in(list(EFFECT)))
    assert dict(rows.select("accession_number", "affected").iter_rows()) == EFFECT
    open_ = rows.filter(pl.col("likely") == "undetermined")["accession_number"]
    assert set(open_) == UNDETERMINED
    exempted = rows.filter(pl.col("exempted").is_not_null())["accession_number"]
    assert set(exempted) == {number for number, effect in EFFECT.items() if effect == "yes"} | POINTED


def test_a_denial_about_something_else_is_no_contradiction(derived: dict[str, pl.DataFrame]) -> None:
    denied = derived["contradiction"].filter(
        (pl.col("grade") == "denied") & (pl.col("text_says") == "no"),
        pl.col("accession_number").is_in(NO_CONTRADICTION),
    )
    assert denied.select("accession_number", "flag_concept", "evidence").rows() == []


def test_a_framework_assessed_by_a_third_party_is_the_companys(derived: dict[str, pl.DataFrame]) -> None:
    rows = derived["framework"].filter(
        (pl.col("accession_number") == "0000055135-25-000007") & (pl.col("framework") == "NIST")
    )
    assert rows["relation"].to_list() == ["company"]


def test_reports_of_vendors_are_theirs(derived: dict[str, pl.DataFrame]) -> None:
    rows = derived["framework"].filter(
        pl.col("accession_number").is_in(list(SOC)) & (pl.col("framework") == "SOC")
    )
    assert dict(rows.select("accession_number", "relation").iter_rows()) == SOC


def test_structure_is_what_the_text_says(derived: dict[str, pl.DataFrame]) -> None:
    rows = derived["oversight"].filter(pl.col("accession_number").is_in(list(STRUCTURE)))
    assert dict(rows.select("accession_number", "structure").iter_rows()) == STRUCTURE


def test_a_virtual_officer_of_others_is_nobodys_here(derived: dict[str, pl.DataFrame]) -> None:
    rows = derived["third_party"].filter(pl.col("accession_number").is_in(NO_VIRTUAL_CISO))
    assert "virtual_ciso" not in rows["kind"].to_list()


def test_years_are_whose_the_text_says(derived: dict[str, pl.DataFrame]) -> None:
    rows = derived["officer"].filter(
        pl.col("accession_number").is_in(list(YEARS)) & pl.col("years").is_not_null()
    )
    assert {
        number: told
        for number, *told in rows.select("accession_number", "role", "years", "scope").iter_rows()
    } == {number: list(told) for number, told in YEARS.items()}
