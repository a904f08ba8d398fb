"""Tables of phrases: hints that never hide a mention, and the first mention of each code."""

import polars as pl
import pytest

from pipelines.metrics.certifications import CERTIFICATES
from pipelines.metrics.frameworks import STANDARDS
from pipelines.metrics.phrases import Mention, Phrase, Table, first_mentions
from pipelines.metrics.third_parties import PARTIES
from tests.metrics.hostile import HOSTILE, seconds
from tests.metrics.words import told

ANIMALS = Table(
    (
        Phrase("CAT", "a Cat", "Cat", r"\bCats?\b"),
        Phrase("DOG", "the hound", "dog|hound", r"(?i)\b(?:dog|hound)s?\b"),
    )
)
ENTRIES = [(table, phrase) for table in (STANDARDS, CERTIFICATES, PARTIES) for phrase in table.phrases]


def any_mention(_: str, mention: Mention) -> str:
    return mention.code.lower()


@pytest.mark.parametrize(("table", "phrase"), ENTRIES, ids=[f"{p.code}: {p.example}" for _, p in ENTRIES])
def test_every_entry_takes_the_words_it_is_for(table: Table, phrase: Phrase) -> None:
    assert phrase.code in {mention.code for mention in Table([phrase]).mentions(f"Here: {phrase.example}.")}
    assert pl.select(table.may_hold(pl.lit(f"Here: {phrase.example}."))).item()


def test_hints_in_lower_case_are_looked_for_in_any_case_and_others_as_written() -> None:
    assert [mention.code for mention in ANIMALS.mentions("A HOUND saw a cat and a Cat.")] == ["CAT", "DOG"]


def test_a_known_code_is_not_looked_for_again() -> None:
    assert [mention.code for mention in ANIMALS.mentions("A hound saw a Cat.", {"CAT"})] == ["DOG"]


def test_a_filing_gets_one_row_per_code_with_the_first_mention() -> None:
    rows = first_mentions(told("We keep a dog. Dogs bark. One Cat stays.", "A dog."), ANIMALS, any_mention)
    assert [(row[0][-1], row[1], row[2], row[8]) for row in rows] == [
        ("1", "DOG", "dog", "We keep a dog."),
        ("1", "CAT", "cat", "One Cat stays."),
        ("2", "DOG", "dog", "A dog."),
    ]


def test_a_mention_that_does_not_count_leaves_the_place_to_the_next() -> None:
    rows = first_mentions(
        told("No dog here. A dog there."), ANIMALS, lambda text, _: None if "No" in text else "yes"
    )
    assert [row[8] for row in rows] == ["A dog there."]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize(
    "table", [STANDARDS, CERTIFICATES, PARTIES], ids=["standards", "certificates", "parties"]
)
def test_hostile_text_takes_no_long_time_in_any_entry(table: Table, text: str) -> None:
    for phrase in table.phrases:
        alone = Table([phrase])
        spent = seconds(lambda alone=alone: list(alone.mentions(text)))  # type: ignore[misc]
        assert spent < 1, phrase.example
