"""Names of committees: taken whole, and without what stands before them."""

import pytest

from pipelines.metrics.board.names import key_of, mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("overseen by the Audit Committee.", ["Audit Committee"]),
        ("overseen by our audit and risk committee.", ["audit and risk committee"]),
        (
            "Governance The Nominating & Corporate Governance Committee",
            ["Nominating & Corporate Governance Committee"],
        ),
        ("Governance Audit Committee Oversight", ["Audit Committee"]),
        ("the Board and Audit Committee", ["Audit Committee"]),
        ("senior management and audit committee", ["audit committee"]),
        ("the Audit, Finance and Risk Committee", ["Audit, Finance and Risk Committee"]),
        ("our Boards Public Policy Committee", ["Public Policy Committee"]),
        ("the IT Steering Committee", ["IT Steering Committee"]),
        ("the AUDIT COMMITTEE", ["Audit Committee"]),
        ("the Technology and Data (T&D) Committee", ["Technology and Data Committee"]),
        ("the Information Technology Board Committee", ["Information Technology Board Committee"]),
        ("a cybersecurity sub-committee", ["cybersecurity sub-committee"]),
        ("our Statutory Audit Committee", ["Statutory Audit Committee"]),
        ("Lanternworks Enterprise Risk Committee", ["Enterprise Risk Committee"]),
        ("the Committee and several risk committees", []),
        ("Regular committee meetings are held.", []),
        ("our Executive Team and Audit & Risk Committee", ["Audit & Risk Committee"]),
        ("the most senior governance committee", ["senior governance committee"]),
        ("the Care, Compliance and Cyber Committee", ["Care, Compliance and Cyber Committee"]),
        ("the risk committees charter", ["risk committee"]),
    ],
)
def test_a_committees_name_is_taken_whole_and_without_what_stands_before_it(
    text: str, found: list[str]
) -> None:
    assert [name for mention in mentions(text) for name in mention.names] == found


def test_a_plural_names_each_of_its_committees() -> None:
    (mention,) = mentions("reports to the Audit and Technology Committees of the Board")
    assert mention.names == ("Audit Committee", "Technology Committee")


def test_a_plural_of_nominating_and_governance_is_one_committee_beside_the_other() -> None:
    (mention,) = mentions("the Audit and Nominating and Corporate Governance Committees")
    assert mention.names == ("Audit Committee", "Nominating and Corporate Governance Committee")


def test_spelling_and_acronyms_do_not_make_two_committees() -> None:
    assert key_of("ERM Committee") == key_of("Enterprise Risk Management committee")
    assert key_of("IT & Cyber Security Committee") == key_of(
        "Information Technology and Cybersecurity Committee"
    )


@pytest.mark.parametrize(
    ("text", "name", "opening"),
    [
        ("to the Quarry Safety Committee", "Quarry Safety Committee", "Quarry "),
        ("of our Aerospace Safety Committee", "Aerospace Safety Committee", "Aerospace "),
        ("by the Larch Quarries Risk Committee", "Risk Committee", ""),
        ("by the Aerospace Audit Committee", "Audit Committee", ""),
    ],
)
def test_words_of_no_table_open_a_name_behind_a_determiner(text: str, name: str, opening: str) -> None:
    (mention,) = mentions(text)
    assert (mention.names, mention.opening) == ((name,), opening)
