"""Board committees: which bodies a text names, whose they are, and which are charged with cybersecurity."""

import pytest

from pipelines.metrics.board.committees import CommitteeFrame, category_of, derive_committees
from pipelines.metrics.board.reading import readings
from tests.metrics.words import PROCESSES, told


def names(text: str) -> list[str]:
    return derive_committees(told(text))["name"].to_list()


def test_a_plural_that_lost_its_apostrophe_names_one_committee() -> None:
    text = (
        "The Audit and Risk Committee oversees cybersecurity. The Audit and Risk Committees charter says so."
    )
    assert names(text) == ["Audit and Risk Committee"]


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Audit and Risk Committee", "audit_committee"),
        ("cybersecurity risk committee", "risk_committee"),
        ("ERM Committee", "risk_committee"),
        ("Information Technology Board Committee", "technology_committee"),
        ("IT Committee", "technology_committee"),
        ("Nominating and Corporate Governance Committee", "governance_committee"),
        ("ESG Committee", "governance_committee"),
        ("Operations Committee", "other_committee"),
    ],
)
def test_a_committees_category_goes_by_its_name(name: str, category: str) -> None:
    assert category_of(name) == category


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Board has delegated oversight of cybersecurity risk to the Audit Committee.", ["Audit Committee"]),
        ("The Board, through its Risk Committee, oversees cybersecurity risk.", ["Risk Committee"]),
        ("The Compliance Committee, composed of independent directors, oversees cybersecurity.", ["Compliance Committee"]),
        ("The Operations Committee, which is a Board committee, oversees cybersecurity.", ["Operations Committee"]),
        ("The Risk Committee of the Board, the Board committee that oversees cyber risk, meets.", ["Risk Committee"]),
        ("The Risk Committee, chaired by our Chief Financial Officer, oversees cybersecurity.", []),
        ("Our management Risk Committee oversees cybersecurity and reports to the Board.", []),
        ("The Security Committee, a cross-functional group that includes executives, oversees cyber risk.", []),
        ("The Cyber Committee, a management-level committee, oversees cybersecurity.", []),
        ("The IT Steering Committee oversees cybersecurity and reports to the Audit Committee.", ["Audit Committee"]),
        ("Audit Risk and Compliance Committee members include the CFO and the General Counsel.", ["Audit Risk and Compliance Committee"]),
        ("We do not have a separate cybersecurity or risk committee; the Board oversees cybersecurity.", []),
        ("The Board intends to form a Technology Committee of the Board for cybersecurity.", []),
        ("We keep no board-level cybersecurity committee; cyber risk is before the Board.", []),
        ("The Operations Committee, chaired by an independent director, oversees cybersecurity.", ["Operations Committee"]),
        ("The Board-level Technology Committee oversees cybersecurity.", ["Technology Committee"]),
        ("The Operations Committee and the Review Committee are Board committees. The Operations Committee oversees cyber risk.", ["Operations Committee"]),
        ("The Privacy Committee meets monthly, which comprises the CIO and the CFO, and tells the Board of cyber risk.", []),
        ("The Risk Committee, which meets quarterly and is chaired by our CFO, oversees cyber risk for the Board.", []),
        ("The management committees are the Risk Committee and the Security Committee. Each oversees cyber risk for the Board.", []),
        ("The Board oversees risk and has created a dedicated cybersecurity committee to oversee cyber risk.", ["cybersecurity committee"]),
        ("The Board, led by members of the Risk Committee, oversees cybersecurity.", ["Risk Committee"]),
        ("Cyber risk is a matter for management, the Enterprise Risk Committee, and our Board.", []),
        ("As we have no audit committee, the full Board oversees cybersecurity.", []),
    ],
)  # fmt: skip
def test_only_committees_of_the_board_that_exist_are_counted(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The Fern Committee oversees cyber risk. The Finance, Ethics and Reserves Committee (the Fern Committee) of the Board met.",
        'The Fern Committee oversees cyber risk. Our Finance, Ethics and Reserves ("Fern") Committee of the Board met.',
        'The Finance, Ethics and Reserves Committee of the Board (the " Fern Committee ") met. The Fern Committee oversees cyber risk.',
    ],
)
def test_a_committee_goes_by_its_full_name_wherever_that_stands(text: str) -> None:
    assert names(text) == ["Finance, Ethics and Reserves Committee"]


@pytest.mark.parametrize(
    "text",
    [
        "The Audit Committee provides an additional layer of cybersecurity oversight.",
        "The Audit Committee receives regular reports on these risks and is responsible for overseeing cybersecurity.",
    ],
)
def test_a_duty_that_stands_after_other_words_charges_a_second_committee(text: str) -> None:
    assert names(f"The Technology Committee of the Board oversees cybersecurity. {text}") == [
        "Technology Committee",
        "Audit Committee",
    ]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("Incidents are reported to the Audit Committee.", []),
        ("The findings of the assessments are shared with the Audit Committee.", []),
        ("The Audit Committee meets on the results of the cyber assessments.", ["Audit Committee"]),
        ("Cyber risk is reported to the Audit Committee.", ["Audit Committee"]),
    ],
)
def test_a_committee_that_hears_of_incidents_or_results_is_not_charged_where_the_board_is(
    second: str, found: list[str]
) -> None:
    assert names(f"Our Board is responsible for oversight of cybersecurity risk. {second}") == found


def test_two_names_of_one_governance_committee_are_one() -> None:
    text = "The Nominating and Governance Committee oversees cybersecurity. The Governance Committee of the Board reviews cyber risk."
    assert names(text) == ["Nominating and Governance Committee"]


def test_a_neighbour_of_managements_committee_is_not_the_boards() -> None:
    text = "The IT Steering Committee and the Technology Committee oversee cybersecurity and report to the Board."
    assert names(text) == []


def test_two_committees_that_are_each_charged_are_both_counted() -> None:
    text = "The Audit Committee oversees cybersecurity controls. The Technology Committee of the Board oversees cyber risk."
    assert names(text) == ["Audit Committee", "Technology Committee"]


@pytest.mark.parametrize(
    "second",
    [
        "The Audit Committee receives cybersecurity updates.",
        "The Audit Committee is updated on cybersecurity as part of its oversight over enterprise risk management.",
        "The Audit Committee oversees the internal audit of our cybersecurity program.",
        "The Audit Committee oversees our business continuity.",
        "The Audit Committee considers cybersecurity experience when it reviews candidates for the Board.",
    ],
)
def test_a_committee_that_only_hears_of_it_is_not_counted_beside_one_that_is_charged(second: str) -> None:
    assert names(f"The Technology Committee of the Board oversees cybersecurity. {second}") == [
        "Technology Committee"
    ]


def test_two_committees_are_charged_where_one_oversees_all_risks_and_cybersecurity_among_them() -> None:
    second = "The Audit Committee oversees enterprise risk management, including cybersecurity."
    found = names(f"The Technology Committee of the Board oversees cybersecurity. {second}")
    assert found == ["Technology Committee", "Audit Committee"]


def test_a_committee_that_is_only_informed_counts_where_no_other_is_charged() -> None:
    assert names("Our CISO reports on cyber incidents to the Audit Committee.") == ["Audit Committee"]


def test_a_shorter_name_later_on_is_the_same_audit_committee() -> None:
    text = "The Audit and Finance Committee oversees cybersecurity. The CISO briefs the Audit Committee on cyber threats."
    assert names(text) == ["Audit and Finance Committee"]


def test_a_neighbour_of_a_board_committee_is_one_itself() -> None:
    assert names("The CISO reports on cyber risk to the Audit Committee and the Technology Committee.") == [
        "Audit Committee",
        "Technology Committee",
    ]


def test_a_sentence_with_only_the_acronym_is_read_too() -> None:
    read = told(
        "The Operations Committee of the Board (the OSC) meets quarterly. Cyber risk is overseen by the OSC."
    )
    (row,) = derive_committees(read).iter_rows(named=True)
    assert (row["name"], row["evidence"]) == ("Operations Committee", "Cyber risk is overseen by the OSC.")


def test_the_frame_holds_its_schema_and_the_sentence_that_charges_the_committee() -> None:
    text = "We train our people. The Board has delegated oversight of cybersecurity to the Audit Committee."
    frame = CommitteeFrame.validate(derive_committees(told(text, "Nothing is said here.")))
    (row,) = frame.iter_rows(named=True)
    assert text[row["start"] : row["end"]] == row["evidence"]
    assert row["evidence"].startswith("The Board has delegated")
    assert (row["category"], row["concept"]) == ("audit_committee", PROCESSES)


def test_a_reading_made_before_gives_the_same_committees() -> None:
    read = told("The Audit Committee oversees cybersecurity.")
    assert derive_committees(read, readings(read)).equals(derive_committees(read))
