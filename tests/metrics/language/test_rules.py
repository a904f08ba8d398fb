"""Files of rules: what they find, what is passed over, and what is said of a file that is wrong."""

import polars as pl
import pytest

from pipelines.metrics.language.phrase import PhraseError
from pipelines.metrics.language.rules import Rules, pieces, rules_of

FILE = {
    "pieces": {"bodies": "committee | council"},
    "stops": "but",
    "rule": [
        {"phrase": "risk {bodies}", "gives": "risk", "weight": 2},
        {"name": "audits", "phrase": ["~audit", "an audit"], "gives": "audit", "reads": ["We audit."]},
    ],
}


@pytest.fixture
def found() -> Rules:
    return rules_of(FILE, "bodies")


def test_a_rule_is_named_by_its_phrase_and_keeps_what_else_its_file_says(found: Rules) -> None:
    first, second = found
    assert (first.name, first.gives, first.data) == ("risk {bodies}", "risk", {"weight": 2})
    assert (second.name, second.reads) == ("audits", ("We audit.",))
    assert found.named("audits") is second


def test_only_rules_whose_words_stand_in_a_sentence_are_run(found: Rules) -> None:
    assert [rule.gives for rule, _ in found.candidates("The Risk Council met.")] == ["risk"]
    assert found.candidates("Nothing.") == []
    assert [f.rule.gives for f in found.find("We audited the risk committee.")] == ["risk", "audit"]
    assert found.first("none") is None
    assert [rule.gives for rule in found.giving("audit")] == ["audit"]


def test_all_words_of_a_phrase_must_stand_and_capitals_as_they_are_written() -> None:
    rules = rules_of({"rule": [{"phrase": "IT team"}, {"phrase": "SOC"}]}, "capitals")
    assert rules.candidates("The it team. Associated.") == []
    assert rules.candidates("Our IT.") == []
    assert [rule.name for rule, _ in rules.candidates("A team of IT, a SOC.")] == ["IT team", "SOC"]


def test_each_distinct_sentence_is_passed_over_once_with_the_rules_that_may_match_it(found: Rules) -> None:
    texts = pl.Series("text", ["The RISK Council met.", "Nothing.", "We audit.", "We audit."])
    over = [(text, [rule.gives for rule, _ in rules]) for text, rules in found.over(texts)]
    assert over == [("The RISK Council met.", ["risk"]), ("We audit.", ["audit"])]
    assert [f.rule.gives for f in found.find("We audit.", [])] == []


def test_a_rule_that_cannot_be_read_is_named() -> None:
    with pytest.raises(PhraseError, match=r"bodies, 'lost': there is no piece 'nobody'"):
        rules_of({"rule": [{"name": "lost", "phrase": "{nobody}"}]}, "bodies")


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(PhraseError, match="two rules are named 'a b'"):
        rules_of({"rule": [{"phrase": "a b"}, {"phrase": "a b"}]}, "bodies")


def test_the_shared_pieces_can_all_be_read() -> None:
    assert pieces()("company").needs


def test_each_phrase_of_a_rule_may_name_the_same_part() -> None:
    found = rules_of(
        {"rule": [{"phrase": ["<who: board> meets", "before the <who: audit committee>"]}]}, "bodies"
    )
    assert [f.match["who"] for f in found.find("The Board meets before the Audit Committee.")] == [
        "Board",
        "Audit Committee",
    ]


def test_a_text_made_to_keep_a_phrase_busy_is_given_up_and_the_next_rule_is_run() -> None:
    raw = {"busy": ["(?:(?:q|qq)+)+[bc]", "q"], "end": ["q*d", "q"]}
    found = rules_of({"raw": raw, "rule": [{"phrase": "{busy}"}, {"phrase": "{end}"}]}, "busy")
    assert [one.rule.name for one in found.find("q" * 60 + "d")] == ["{end}"]
