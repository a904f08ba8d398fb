"""The register of a filing: which mentions are one committee, and the marks that stand for them."""

import pytest

from pipelines.metrics.board.register import Register, mark_board


def test_a_defined_acronym_and_the_committee_mean_the_committee_named_before() -> None:
    register = Register(
        [
            (1, 'The Technology and Cyber Committee of our Board (the "TCC") oversees the program.'),
            (2, "The CISO meets the TCC each quarter."),
            (3, "The Committee then reports to the Board."),
        ]
    )
    assert register.marked[2] == "The CISO meets the ⟦C0⟧ each quarter."
    assert register.marked[3] == "the ⟦C0⟧ then reports to the ⟦B⟧."


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("our Board of Directors oversees", "our ⟦B⟧ oversees"),
        ("the Supervisory Board", "the ⟦B⟧"),
        ("the BoD and its chair", "the ⟦B⟧ and its chair"),
        ("our Board of Trustees", "our ⟦B⟧"),
        (
            "an advisory board and the Change Advisory Board",
            "an advisory board and the Change Advisory Board",
        ),
        ("recently on-boarded staff across the board", "recently on-boarded staff across the board"),
        ("no such word here", "no such word here"),
    ],
)
def test_the_board_is_told_from_other_boards(text: str, marked: str) -> None:
    assert mark_board(text) == marked


def test_a_companys_name_before_a_committee_is_no_part_of_its_name() -> None:
    register = Register(
        [(0, "Our Risk Committee met."), (1, "The Larch Risk Committee and the Quarry Safety Committee met.")]
    )
    assert [body.name for body in register.bodies] == ["Risk Committee", "Quarry Safety Committee"]
    assert register.marked[1] == "The ⟦C0⟧ and the ⟦C1⟧ met."
