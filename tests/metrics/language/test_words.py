"""Which words a text is found to hold: whole ones, beginnings, parts, in any case or as written."""

import pytest

from pipelines.metrics.language.words import Needs, any_of, bits, glued, held, one_of, written

NOTHING = Needs()


@pytest.mark.parametrize(
    ("word", "text", "holds"),
    [
        (" no ", "There is No-one", True),
        (" no ", "We know nothing", False),
        (" overs", "It oversees", True),
        (" overs", "covers", False),
        ("27", "ISO/IEC27001", True),
        ("risks ", "subrisks, too", True),
        (" IT ", "the IT/OT", True),
        (" IT ", "it is", False),
        ("⟦C", "the ⟦C3⟧'s", True),
    ],
)
def test_a_word_stands_in_a_text(word: str, text: str, *, holds: bool) -> None:
    bit = bits(one_of([word]))
    assert (held(text) & bit == bit) is holds


def test_what_was_read_before_is_looked_at_again_for_a_new_word() -> None:
    assert held("zyzzyva") == 0
    assert bits(one_of([" zyzzyva "])) == held("zyzzyva") != 0


def test_an_option_that_needs_nothing_leaves_nothing_needed() -> None:
    assert any_of([one_of([" audit "]), NOTHING]) == NOTHING
    assert one_of([" audit ", written("")]) == NOTHING


def test_of_several_groups_the_rarest_stands_for_an_option() -> None:
    assert any_of([one_of([" the "]) | one_of([" ransomware "]), one_of(["IT"])]) == one_of(
        [" ransomware ", "IT"]
    )


def test_a_word_that_another_may_be_glued_to_has_no_end() -> None:
    assert glued(one_of([" third "]), before=False, behind=True) == one_of([" third"])
    assert glued(one_of([" party "]), before=True, behind=False) == one_of(["party "])
    assert glued(one_of([" ies "]), before=True, behind=False) == NOTHING
