"""Flags as filed beside what the text says."""

from datetime import date

import polars as pl
import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.contradictions import FLAGS, SAYINGS, ContradictionFrame, Saying
from pipelines.metrics.derive import derive
from tests.metrics.hostile import HOSTILE, seconds
from tests.metrics.words import PROCESSES, fact


def read(text: str, **flags: bool) -> dict[str, tuple[bool | None, str, bool | None]]:
    """Column of each flag to flag, text_says and agrees."""
    rows = [fact(FLAGS[name], str(value).lower()) for name, value in flags.items()]
    frame = derive(fact_frame([fact(PROCESSES, text), *rows]))["contradiction"]
    names = {concept: column for column, concept in FLAGS.items()}
    columns = ("flag_concept", "flag", "text_says", "agrees")
    return {
        names[concept]: tuple(rest)
        for concept, *rest in ContradictionFrame.validate(frame).select(columns).iter_rows()
    }  # type: ignore[misc]


def test_every_flag_has_a_row_even_where_it_was_not_answered() -> None:
    assert read("We test.") == dict.fromkeys(FLAGS, (None, "not_stated", None))


def test_a_true_flag_that_the_text_denies_does_not_agree() -> None:
    found = read("Threats have not materially affected us.", materially_affected=True)
    assert found["materially_affected"] == (True, "no", False)


def test_a_false_flag_that_the_text_bears_out_agrees() -> None:
    found = read("Threats have not materially affected us.", materially_affected=False)
    assert found["materially_affected"] == (False, "no", True)


@pytest.mark.parametrize(
    ("flag", "text", "says"),
    [
        (
            "processes_integrated",
            "Our processes are integrated into our enterprise risk management program.",
            "yes",
        ),
        (
            "processes_integrated",
            "Our processes have yet to be integrated into our overall risk management system.",
            "no",
        ),
        ("processes_integrated", "We plan to integrate them into our overall risk management.", "not_stated"),
        ("third_party_engaged", "We engage external consultants.", "yes"),
        ("third_party_engaged", "We do not engage assessors, consultants or other third parties.", "no"),
        ("third_party_engaged", "We maintain cybersecurity insurance.", "not_stated"),
        ("third_party_oversight", "We assess the security practices of our vendors.", "yes"),
        (
            "third_party_oversight",
            "We have no formal processes to oversee risks of third-party service providers.",
            "no",
        ),
        (
            "management_responsible",
            "Our Chief Information Security Officer manages cybersecurity risk.",
            "yes",
        ),
        (
            "management_responsible",
            "There is no management position responsible for overseeing cybersecurity.",
            "no",
        ),
        ("management_reports_to_board", "Our CISO briefs the Board on cybersecurity.", "yes"),
        ("management_reports_to_board", "Our management does not report to the board.", "no"),
    ],
)
def test_the_text_answers_a_flags_question(flag: str, text: str, says: str) -> None:
    assert read(text)[flag][1] == says


def test_the_same_answer_in_two_contexts_is_one_row() -> None:
    flag = fact(FLAGS["third_party_engaged"], "true")
    facts = fact_frame(
        [flag, flag | {"period_end": date(2030, 1, 31)}, fact(PROCESSES, "We engage consultants.")]
    )
    frame = derive(facts)["contradiction"].filter(pl.col("flag").is_not_null())
    assert frame.select("flag", "agrees").rows() == [(True, True)]


def test_evidence_is_the_sentence_that_answers() -> None:
    frame = derive(fact_frame([fact(PROCESSES, "We test. We engage external consultants.")]))["contradiction"]
    said = frame.filter(pl.col("text_says") == "yes")
    assert said["evidence"].to_list() == ["We engage external consultants."]


@pytest.mark.parametrize("saying", SAYINGS, ids=lambda saying: saying.example)
def test_every_saying_takes_the_words_it_is_for_and_no_long_time(saying: Saying) -> None:
    text = pl.Series([saying.example, *HOSTILE])
    assert text.str.contains(saying.pattern)[0]
    assert seconds(lambda: text.str.contains(saying.pattern)) < 2
