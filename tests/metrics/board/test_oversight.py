"""Oversight structure: one code per filing, from its committees, its board, or its executives."""

import pytest

from pipelines.metrics.board.committees import derive_committees
from pipelines.metrics.board.oversight import OversightFrame, derive_oversight
from pipelines.metrics.board.reading import readings
from tests.metrics.words import told


def structures(*texts: str) -> list[str]:
    read = told(*texts)
    return derive_oversight(read, derive_committees(read))["structure"].to_list()


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("Our Board oversees cybersecurity risk.", "full_board"),
        ("Management reports cybersecurity incidents to the board of directors.", "full_board"),
        ("The Funds Trustees have been charged with oversight of this program.", "full_board"),
        ("Our independent directors review the program each year.", "full_board"),
        ("As we have no audit committee, the full Board oversees cybersecurity.", "full_board"),
        ("The Board has delegated cybersecurity oversight to its Audit Committee.", "audit_committee"),
        ("The Board is assisted in its oversight by the Risk Committee.", "risk_committee"),
        ("The Technology Committee of the Board oversees cybersecurity.", "technology_committee"),
        ("Our Nominating and Corporate Governance Committee oversees cybersecurity.", "governance_committee"),
        ("The Finance Committee of our Board oversees cybersecurity.", "other_committee"),
        ("The Boards Audit and Risk Committees each oversee cybersecurity.", "multiple_committees"),
        ("Our Chief Information Officer oversees our cybersecurity program.", "management_only"),
        ("The Sponsor is responsible for the oversight of cybersecurity; the Trust has no board of directors.", "management_only"),
        ("Our policies are overseen by our Chief Executive Officer.", "management_only"),
        ("The Board oversees cybersecurity, and its Steering Committee hears of cyber risk.", "full_board"),
        ("The Board oversees cybersecurity. The Audit Committee has authority to retain advisers on cybersecurity.", "full_board"),
        ("The Audit Committee of the Board oversees cyber risk. At the management level the Board delegated it to the Risk Committee.", "audit_committee"),
        ("Our Board is told of cyber risk. Our Risk Committee oversees cyber risk. It is an informal management committee.", "full_board"),
        ("Our IT manager oversees third-party service providers.", "not_disclosed"),
        ("Our CCO has expertise in overseeing security policies.", "not_disclosed"),
        ("The oversight of our cyber risk management process is part of ERM.", "not_disclosed"),
        ("The CEO, who serves on the Board, is told of cybersecurity.", "not_disclosed"),
        ("The role of our Board and its ESG Committee is one of oversight of cyber risk.", "governance_committee"),
        ("Our Board (through the Audit Committee) reviews cyber risk.", "audit_committee"),
        ("The Alpha and Beta Energy Audit and Risk Committees oversee cyber risk.", "audit_committee"),
        ("The Board oversees cyber risk. The results of our annual security audit are reported to the Audit Committee.", "full_board"),
        ("Employees and Board members take part in training.", "not_disclosed"),
        ("We use firewalls and train our employees.", "not_disclosed"),
        ("New staff are on-boarded with care.", "not_disclosed"),
    ],
)  # fmt: skip
def test_the_structure_is_what_the_text_says(text: str, structure: str) -> None:
    assert structures(text) == [structure]


def test_every_filing_has_one_row_in_order_and_evidence_only_where_something_is_said() -> None:
    read = told("We use firewalls.", "Our Board oversees cybersecurity.", "Our CFO supervises cybersecurity.")
    frame = OversightFrame.validate(derive_oversight(read, derive_committees(read)))
    assert frame["structure"].to_list() == ["not_disclosed", "full_board", "management_only"]
    assert frame["evidence"].to_list() == [
        None,
        "Our Board oversees cybersecurity.",
        "Our CFO supervises cybersecurity.",
    ]
    assert frame["sentence_number"].is_null().to_list() == [True, False, False]


def test_the_plainest_sentence_about_the_board_is_the_evidence() -> None:
    read = told("The CISO reports to the Board. The Board oversees cybersecurity risk.")
    (row,) = derive_oversight(read, derive_committees(read)).iter_rows(named=True)
    assert row["evidence"] == "The Board oversees cybersecurity risk."


def test_a_reading_made_before_gives_the_same_structure() -> None:
    read = told("Our Board oversees cybersecurity.", "The Audit Committee oversees cybersecurity.")
    board = readings(read)
    committees = derive_committees(read, board)
    assert derive_oversight(read, committees, board).equals(derive_oversight(read, committees))
