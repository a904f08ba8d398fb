"""One object per filing: the keys of the labels' codebook, and evidence that can be found again."""

import polars as pl

from pipelines.facts.model import fact_frame
from pipelines.metrics.derive import derive
from pipelines.metrics.filing import KEYS, filings
from tests.metrics.words import ACCESSION, PROCESSES, fact

TEXT = (
    "Our Chief Information Security Officer has over 20 years of experience and holds a CISSP certification. "
    "The Audit Committee oversees cybersecurity risk and receives quarterly reports on cybersecurity. "
    "Our program is based on the NIST Cybersecurity Framework. "
    "We have not experienced any material cybersecurity incidents."
)
FLAG = "CybersecurityRiskManagementThirdPartyEngagedFlag"


def test_an_object_has_the_codebooks_keys_and_values() -> None:
    facts = fact_frame([fact(PROCESSES, TEXT)])
    (filing,) = filings(facts, derive(facts), {ACCESSION: "10-K"})
    assert tuple(filing) == KEYS
    assert (filing["accession_number"], filing["cik"], filing["form"], filing["note"]) == (
        ACCESSION,
        1,
        "10-K",
        "",
    )
    assert filing["frameworks"] == ["NIST"] and filing["certifications"] == ["CISSP"]
    assert filing["material_effect"] == "no" and filing["cadence"] == "quarterly"
    assert filing["oversight_structure"] == "audit_committee" and filing["committees"] == ["Audit Committee"]
    (officer,) = filing["officers"]
    assert (officer["role"], officer["years"], officer["qualifier"]) == ("CISO", 20, "over")


def test_evidence_points_into_the_facts_own_value() -> None:
    facts = fact_frame([fact(PROCESSES, TEXT)])
    evidence = filings(facts, derive(facts))[0]["evidence"]
    places = [
        evidence["material_effect"],
        *evidence["frameworks"],
        *evidence["certifications"],
        *evidence["officers"],
    ]
    assert [TEXT[place["start"] : place["end"]] for place in places] == [
        place["sentence"] for place in places
    ]
    assert {place["concept"] for place in places} == {PROCESSES}


def test_a_filing_of_flags_alone_has_its_object_and_a_note() -> None:
    facts = fact_frame([fact(FLAG, "true")])
    (filing,) = filings(facts, derive(facts))
    assert filing["form"] is None and filing["officers"] == [] and filing["evidence"] == {}
    assert (filing["oversight_structure"], filing["cadence"]) == ("not_disclosed", "not_disclosed")
    assert filing["material_effect"] == "not_stated" and filing["note"]


def test_filings_come_in_the_order_of_their_accession_numbers() -> None:
    other = "0000000000-25-000002"
    facts = fact_frame([fact(PROCESSES, TEXT), fact(PROCESSES, "We test.", other)])
    assert [filing["accession_number"] for filing in filings(facts, derive(facts))] == [other, ACCESSION]


def test_no_facts_give_no_object() -> None:
    facts = fact_frame([])
    assert filings(facts, derive(facts)) == [] and isinstance(facts, pl.DataFrame)
