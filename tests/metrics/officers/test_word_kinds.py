"""Sentences as kinds of words, and patterns of kinds."""

import re

import pytest

from pipelines.metrics.officers.word_kinds import Words, kinds


def test_a_kind_is_the_lists_of_a_word_and_how_it_is_written() -> None:
    found = Words("the Security head, R&D (it) and IT")
    assert found.has("<field name>", 1, 2)
    assert not found.has("<field lower>", 1, 2)
    told = [found.has("<field>", at, at + 1) for at in range(len(found.tags))]
    assert told == [False, True, False, False, True, False, False, False, False, True]


def test_words_keep_their_places_in_the_text() -> None:
    text = "Our  Sr. Director (SVP) of IT,"
    found = Words(text)
    assert [text[found.start(at) : found.end(at)] for at in range(4)] == ["Our", "Sr", ".", "Director"]
    assert text[found.start(len(found.tags) - 2) : found.end(len(found.tags) - 2)] == "IT"


def test_a_possessive_is_no_rank_and_an_and_before_a_title_of_its_own_is_a_plus() -> None:
    assert Words("the Group CFO").has("<rank>", 1, 2)
    assert not Words("the Group's CFO").has("<rank>", 1, 2)
    assert "+" in Words("Head of IT and Senior Systems Engineer").tags
    assert "+" not in Words("Head of IT and Senior Systems").tags


def test_a_word_of_no_list_and_no_pattern_of_the_grammar_is_no_kind() -> None:
    with pytest.raises(re.error):
        kinds("<zebra>")
