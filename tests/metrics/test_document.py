"""The document model: sentences, their offsets, and blocks that stand inside others."""

import time
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.facts.model import fact_frame
from pipelines.metrics.document import SentenceFrame, sentences, split_sentences
from tests.metrics.words import ACCESSION, BOARD, MANAGEMENT, PROCESSES, fact


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We test. We learn.", ["We test.", "We learn."]),
        ("Mr. Lee leads. Dr. Roe helps.", ["Mr. Lee leads.", "Dr. Roe helps."]),
        ("Acme Corp. engages Beta Inc. The firm tests.", ["Acme Corp. engages Beta Inc.", "The firm tests."]),
        ("They protect data.Our board listens.", ["They protect data.", "Our board listens."]),
        ("first line\nsecond line\n\n\nthird", ["first line", "second line", "third"]),
        ("It is run by J. P. Doe in the U.S. We agree.", ["It is run by J. P. Doe in the U.S.", "We agree."]),
        ('He said "stop." We did.', ['He said "stop."', "We did."]),
        ("See Item 1A. Risk Factors. We test.", ["See Item 1A. Risk Factors.", "We test."]),
        ("This is told in Item 1A. We test.", ["This is told in Item 1A.", "We test."]),
        ("2. Protect data. 3. Train staff.", ["2. Protect data.", "3. Train staff."]),
        ("Version 2.0 is in use at 5 p.m. daily", ["Version 2.0 is in use at 5 p.m. daily"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet="ab.A1 \n\"'()!?\u2019\u00a0"))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    spans = list(split_sentences(text))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_offsets_point_at_the_sentence_in_the_facts_own_value() -> None:
    value = "We  test \u201cdaily\u201d.\nThe Board\u2019s committee listens."
    frame = SentenceFrame.validate(sentences(fact_frame([fact(PROCESSES, value)])), cast=False)
    assert frame["text"].to_list() == ['We test "daily".', "The Board's committee listens."]
    spans = [value[start:end] for start, end in frame.select("start", "end").iter_rows()]
    assert spans == ["We  test \u201cdaily\u201d.", "The Board\u2019s committee listens."]


def test_a_block_inside_another_adds_its_concept_to_the_sentences_it_covers() -> None:
    whole = "We test. The board listens. We  train."
    frame = sentences(
        fact_frame([fact(PROCESSES, whole), fact(BOARD, "The board listens."), fact(MANAGEMENT, "train")])
    )
    assert frame["concepts"].to_list() == [[PROCESSES], [PROCESSES, BOARD], [PROCESSES, MANAGEMENT]]
    assert frame["concept"].unique().to_list() == [PROCESSES]


def test_a_block_that_begins_at_a_glued_sentence_covers_that_sentence_alone() -> None:
    frame = sentences(
        fact_frame([fact(PROCESSES, "We test data.Our board listens."), fact(BOARD, "Our board listens.")])
    )
    assert frame["concepts"].to_list() == [[PROCESSES], [PROCESSES, BOARD]]


def test_a_sentence_told_in_two_blocks_is_read_once() -> None:
    frame = sentences(
        fact_frame([fact(PROCESSES, "We test. We train."), fact(BOARD, "We train. The board listens.")])
    )
    assert frame["text"].to_list() == ["We test.", "We train.", "The board listens."]
    assert frame["concepts"].to_list() == [[PROCESSES], [PROCESSES, BOARD], [BOARD]]
    assert frame["sentence_number"].to_list() == [0, 1, 2]


def test_empty_nil_and_flag_facts_give_no_sentence() -> None:
    facts = fact_frame(
        [
            fact(PROCESSES, ""),
            fact(BOARD, " "),
            fact("CybersecurityRiskManagementThirdPartyEngagedFlag", "true"),
        ]
    )
    frame = sentences(facts)
    assert frame.is_empty() and frame.schema == SentenceFrame.create_empty().schema


def test_filings_are_kept_apart() -> None:
    other = ACCESSION[:-1] + "9"
    facts = fact_frame([fact(PROCESSES, "We test."), fact(PROCESSES, "We test.", other)])
    assert sentences(facts).select("accession_number", "sentence_number").rows() == [
        (ACCESSION, 0),
        (other, 0),
    ]


@pytest.mark.parametrize("unit", ["a.", ".", "A. ", "Inc. ", "\n", ".) ", "1. ", "Mr. "])
def test_splitting_takes_time_in_proportion_to_the_text(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begun = time.perf_counter()
    sentences(fact_frame([fact(PROCESSES, text), fact(BOARD, unit * 3)]))
    assert time.perf_counter() - begun < 3


def test_columns_hold_their_declared_types() -> None:
    frame = sentences(fact_frame([fact(PROCESSES, "We test.")]))
    assert dict(frame.schema) == dict(pl.DataFrame(schema=SentenceFrame.create_empty().schema).schema)


ITEM = "Item1CSectionText"


def test_of_a_whole_item_with_tags_each_sentence_is_read_once_and_says_where_it_stands() -> None:
    tagged = "We  test \u201cdaily\u201d.\nWe train."
    item = "Item 1C. Cybersecurity\nWe test \u201cdaily\u201d. We train.\nNothing harmed us. The board listens to the CISO."
    facts = fact_frame([fact(PROCESSES, tagged), fact(BOARD, "the CISO"), fact(MANAGEMENT, "We train."),
                        fact(ITEM, item)])  # fmt: skip
    frame = SentenceFrame.validate(sentences(facts), cast=False)
    values = {PROCESSES: tagged, ITEM: item}
    assert frame["text"].to_list() == [
        "Item 1C. Cybersecurity", 'We test "daily".', "We train.", "Nothing harmed us.", "The board listens to the CISO.",
    ]  # fmt: skip
    assert frame["concepts"].to_list() == [
        [ITEM], [PROCESSES], [PROCESSES, MANAGEMENT], [ITEM], [ITEM, BOARD],
    ]  # fmt: skip
    told = [
        values[concept][start:end] for concept, start, end in frame.select("concept", "start", "end").rows()
    ]
    assert told == [
        "Item 1C. Cybersecurity", "We  test \u201cdaily\u201d.", "We train.", "Nothing harmed us.",
        "The board listens to the CISO.",
    ]  # fmt: skip


def test_tagged_sentences_that_the_item_does_not_hold_come_after_it() -> None:
    apart = "We train. Our risk factors say more. The board listens."
    item = "We test. We train. A table stands between. The board listens."
    frame = sentences(fact_frame([fact(PROCESSES, apart), fact(ITEM, item)]))
    assert frame["text"].to_list() == [
        "We test.", "We train.", "A table stands between.", "The board listens.", "Our risk factors say more.",
    ]  # fmt: skip
    assert frame["concept"].to_list() == [ITEM, PROCESSES, ITEM, PROCESSES, PROCESSES]
    told = [
        apart[start:end]
        for start, end in frame.filter(pl.col("concept") == PROCESSES).select("start", "end").rows()
    ]
    assert told == ["We train.", "The board listens.", "Our risk factors say more."]


def test_an_item_without_tags_is_read_as_it_stands() -> None:
    frame = sentences(fact_frame([fact(ITEM, "We test. We test. We train.")]))
    assert frame.select("concept", "text").rows() == [(ITEM, "We test."), (ITEM, "We train.")]
