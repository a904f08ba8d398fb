"""Committees told in unusual ways: parts of another, acronyms without their names, executives among the members."""

import pytest

from pipelines.metrics.board.committees import category_of, derive_committees
from pipelines.metrics.board.oversight import derive_oversight
from tests.metrics.words import told


def names(text: str) -> list[str]:
    return derive_committees(told(text))["name"].to_list()


def structure(text: str) -> str:
    sentences = told(text)
    return str(derive_oversight(sentences, derive_committees(sentences))["structure"].item())


def test_a_subcommittee_takes_the_category_of_its_own_name() -> None:
    text = (
        "The Board formed the Cybersecurity Sub Committee of our Audit Committee for oversight of cyber risk. "
        "The Audit Committee hears of cyber risk from it."
    )
    assert names(text) == ["Cybersecurity Sub Committee"]
    assert structure(text) == "technology_committee"


@pytest.mark.parametrize(
    ("text", "found", "code"),
    [
        ("The Board and its ERC oversee cybersecurity risk.", ["ERC"], "risk_committee"),
        ("The office reports on cyber risk to the ARC each quarter.", ["ARC"], "audit_committee"),
        ("The NGC receives periodic updates on cybersecurity.", ["NGC"], "governance_committee"),
        ("The Board and the SEC were told of the cybersecurity incident.", [], "full_board"),
    ],
)
def test_an_acronym_that_is_left_unexplained_is_a_committee(text: str, found: list[str], code: str) -> None:
    assert names(text) == found
    assert structure(text) == code


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("TC", "technology_committee"),
        ("XC", "other_committee"),
        ("Compliance & Sustainability Committee", "other_committee"),
    ],
)
def test_a_category_goes_by_letters_or_by_words(name: str, category: str) -> None:
    assert category_of(name) == category


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Board has a cybersecurity committee, comprised of the CEO, the CFO and other board members.", ["cybersecurity committee"]),
        ("The Audit Committee of the Board oversees cyber risk. The Audit Risk and Compliance Committee, comprised of members of executive management, also reviews cyber risk.", ["Audit Committee"]),
        ("The Board established an IT Committee to assist executive management and the Board in overseeing security. The IT Committee membership includes senior management.", []),
        ("Our Corporate Audit Committee oversees cybersecurity.", ["Corporate Audit Committee"]),
        ("The Board has delegated oversight of cyber risk to its Risk Committee, with its Audit Committee also considering it.", ["Risk Committee"]),
        ("The Board receives regular reports from the CISO on cyber risks. The Board and Audit Committee are informed of any breach.", []),
        ("The Board approved management committees including the IT Steering Committee, which has a plan, and the Risk Management Committee. The Risk Management Committee and Audit Committee review cyber risk.", ["Audit Committee"]),
        ("The privacy governance committee, comprised of executives, meets. This governance committee oversees cyber risk. The Audit Committee oversees cyber risk.", ["Audit Committee"]),
        ("We act under the oversight of the Larch Board of Directors (the Board) and the Operations Committee of the Board. Audit results on cyber risk are reported to the Audit Committee and the Operations Committee.", ["Operations Committee"]),
        ("The Board delegates oversight of cyber risk to the Audit Committee as part of one program and to the Technology Committee as part of another.", ["Audit Committee", "Technology Committee"]),
        ("The CISO updates our Steering Committee and the Board of Directors Technology Committee on cyber risk.", ["Technology Committee"]),
    ],
)  # fmt: skip
def test_whose_committee_it_is_and_what_it_is_charged_with(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_board_without_any_structure_for_oversight_leaves_it_to_management() -> None:
    assert (
        structure("The Board currently does not have a formal structure for cybersecurity oversight.")
        == "management_only"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Audit Committee oversees technology controls related to financial reporting, while the Compliance Committee of the Board oversees cybersecurity.", ["Compliance Committee"]),
        ("The Risk Committee oversees cyber risk. The Board previously had a Technology Committee, which oversaw cybersecurity with it.", ["Risk Committee"]),
        ("The Risk Committee of the Board oversees cyber risk. The Corporate Risk Committee, the management committee responsible for cybersecurity, meets monthly.", ["Risk Committee"]),
        ("The Audit Committee of the Board oversees cyber risk. Cyber risks are escalated to the firms non-financial risk committee.", ["Audit Committee"]),
        ("The Risk Committee of the Board oversees cyber risk. The Audit Committee provides oversight as it relates to audits related to cybersecurity.", ["Risk Committee"]),
    ],
)  # fmt: skip
def test_what_another_committee_does_in_the_same_breath_is_its_own(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_board_that_is_not_tasked_leaves_it_to_management() -> None:
    text = "We have not tasked our Board of Directors with any further cybersecurity oversight duties."
    assert structure(text) == "management_only"
