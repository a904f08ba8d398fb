"""Flags as filed beside what the text says."""

from datetime import date

import polars as pl
import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.contradictions import FLAGS, ContradictionFrame
from pipelines.metrics.derive import derive
from pipelines.metrics.language.context import Mentions
from pipelines.metrics.language.rules import Rule, rules
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
    found = read(
        "We know of no threats that have, or are reasonably likely to have, a material effect.",
        materially_affected=True,
    )
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
    ],
)
def test_the_text_answers_a_flags_question(flag: str, text: str, says: str) -> None:
    assert read(text)[flag][1] == says


@pytest.mark.parametrize(
    ("text", "flag", "grade"),
    [
        ("Threats have not materially affected us, nor are they reasonably likely to materially affect us.", True, "denied"),
        ("Threats have not materially affected us.", True, "partly"),
        ("Threats have not materially affected us but could have a material effect on us.", True, "partly"),
        ("Threats are not reasonably likely to materially affect us.", True, "partly"),
        ("The attack had a material impact on our results.", False, "denied"),
        ("The attack had a material impact on our results.", True, None),
        ("Threats have not materially affected us.", False, None),
        ("Except as described above, threats have not, and are not reasonably likely to, materially affect us.", False, None),
        ("Except as described above, threats have not materially affected us.", True, None),
        ("We test.", True, None),
    ],
)  # fmt: skip
def test_a_flag_is_denied_in_full_or_in_one_half(text: str, flag: bool, grade: str | None) -> None:
    facts = fact_frame([fact(PROCESSES, text), fact(FLAGS["materially_affected"], str(flag).lower())])
    rows = derive(facts)["contradiction"].filter(flag_concept=FLAGS["materially_affected"])
    assert rows["grade"].to_list() == [grade]
    assert rows["agrees"].to_list() == [
        {"denied": False, "partly": None}.get(
            grade or "", None if text.startswith(("We test", "Except")) else True
        )
    ]


def test_each_half_has_its_sentence_and_rule() -> None:
    past, likely = (
        "Threats have not materially affected us.",
        "No threats are reasonably likely to materially affect us.",
    )
    facts = fact_frame([fact(PROCESSES, f"{past} {likely}"), fact(FLAGS["materially_affected"], "true")])
    row = derive(facts)["contradiction"].row(by_predicate=pl.col("grade") == "denied", named=True)
    assert (row["evidence"], row["likely_evidence"]) == (past, likely)
    assert (row["rule"], row["likely_rule"]) == (
        "did not have a material effect",
        "is not reasonably likely to",
    )


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


def test_who_says_both_contradicts_nothing() -> None:
    text = "We do not engage consultants or auditors. An outside firm performs penetration tests."
    assert read(text, third_party_engaged=True)["third_party_engaged"] == (True, "not_stated", None)


RULES = tuple(rules("contradictions"))


def found_by(text: str, without: Rule | None = None) -> list[str]:
    return [f.rule.name for f, _ in Mentions(rule for rule in RULES if rule is not without).find(text)]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if "side" not in rule.data], ids=lambda rule: rule.name
)
def test_a_rule_reads_its_sentences_through_the_whole_reader(rule: Rule) -> None:
    assert rule.reads
    if rule.gives == "planned":
        assert all(
            read(f"{text} {text.replace('expected to be', 'now')}")[rule.data["flag"]][1] == "not_stated"
            for text in rule.reads
        )
        return
    for text in (*rule.reads, *rule.unlike):
        frame = derive(fact_frame([fact(PROCESSES, text)]))["contradiction"]
        assert (rule.name in frame["rule"].to_list()) == (text in rule.reads), text


@pytest.mark.parametrize("rule", [rule for rule in RULES if "side" in rule.data], ids=lambda rule: rule.name)
def test_what_is_said_of_a_phrase_changes_its_sentences(rule: Rule) -> None:
    assert rule.reads
    assert [text for text in rule.reads if found_by(text) == found_by(text, rule)] == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_hostile_text_takes_no_long_time(text: str) -> None:
    assert seconds(lambda: found_by(text)) < 10
