"""What a sentence says of its committees, whoever they are, and what it is about."""

import pytest

from pipelines.metrics.board.standing import CHARGED, HEARD, saying, topic


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("oversees cybersecurity risk", "subject"),
        ("oversees enterprise risk programs, including cybersecurity", "subject"),
        ("oversees the internal audit of cybersecurity", "audited"),
        ("oversees cyber risks with financial statement implications", "audited"),
        ("oversees business continuity", "other subject"),
        ("considers the cyber experience of candidates", "audited"),
        ("oversees our stores", ""),
    ],
)
def test_what_a_sentence_is_about(text: str, about: str) -> None:
    assert topic(text) == about


def test_a_sentence_tells_of_each_of_its_committees() -> None:
    said = saying(
        "The ⟦C0⟧ of the ⟦B⟧ oversees cybersecurity, and the CISO reports on cyber risk to the ⟦C1⟧."
    )
    assert {(place, grade) for grade, place, _ in said.charges} >= {(0, CHARGED), (1, HEARD)}
    assert [rule.name for _, place, rule in said.signs if place == 0] == ["the board's committee"]


def test_a_committee_that_is_not_there_is_not_present() -> None:
    assert saying("We have no ⟦C0⟧; the ⟦C1⟧ oversees cybersecurity.").present == {1}


def test_what_a_committee_is_there_for_is_not_what_it_is_told() -> None:
    said = saying("The ⟦C0⟧, which oversees our accounts, receives reports on cybersecurity audits.")
    assert max(grade for grade, _, _ in said.charges) < CHARGED
