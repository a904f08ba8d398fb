"""What the text says of effects so far and to come: denied, affirmed, left open, or not spoken of."""

import pytest

from pipelines.metrics.language.context import Mentions
from pipelines.metrics.language.rules import Rule, rules
from pipelines.metrics.material_effect import (
    MaterialEffectFrame,
    derive_material_effect,
)
from pipelines.metrics.material_effect import said as read
from tests.metrics.hostile import HOSTILE, seconds
from tests.metrics.words import told

RULES = tuple(rules("material_effect"))
MENTIONS = Mentions(RULES)


def said(*texts: str) -> list[str]:
    return MaterialEffectFrame.validate(derive_material_effect(told(*texts)))["affected"].to_list()


def sentence_effect(text: str) -> str | None:
    """What one sentence says of effects so far."""
    return {part: value for part, value, _, _ in read(MENTIONS, text)}.get("affected")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Other than the March incident, we have not had incidents that have materially affected us.", "yes"),
        ("Except as described above, threats have not materially affected us.", "pointed"),
        (
            "Other than the foregoing, we are not aware of incidents that have materially affected us.",
            "pointed",
        ),
        ("Other than the risks in Risk Factors, we know of no risks that have materially affected us.", "no"),
        ("Except as otherwise noted herein, no threats have materially affected us.", "no"),
    ],
)
def test_a_denial_that_leaves_one_incident_out_affirms_that_one(text: str, expected: str) -> None:
    assert sentence_effect(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cybersecurity threats have not materially affected us.",
        "We are not aware of threats that have materially affected, or are reasonably likely to materially affect, us.",
        "We have not, to date, experienced a cybersecurity incident.",
        "We have not (to our knowledge) encountered challenges that have materially impaired our operations.",
        "The Company has no t experienced any security breach.",
        "We experienced no cybersecurity incidents in 2030.",
        "There have been no material breaches of our systems.",
        "No cybersecurity incident has materially affected our business.",
        "We have been attacked, but none of these incidents were material.",
        "We have experienced immaterial cybersecurity incidents.",
        "The impact of the incident was not material.",
        "The incident has not caused, and is not expected to cause, a disruption.",
        "Our systems have stopped these attempts without affecting operations.",
        "We have not identified any incident that would be deemed material.",
        "While we have not experienced any incident to date, the scope of any future incident cannot be predicted.",
        "Management believes that we have not experienced any breach.",
    ],
)
def test_a_denial_of_what_has_happened_is_no(text: str) -> None:
    assert sentence_effect(text) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "Threats have materially affected our results of operations.",
        "The incident had a material impact on our results.",
        "We experienced an attack, which we determined was a material cybersecurity incident.",
        "In May 2030 we experienced a material cybersecurity incident.",
        "The incident had a significant negative impact on our operating results.",
    ],
)
def test_an_effect_that_happened_is_yes(text: str) -> None:
    assert sentence_effect(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "We are not aware of any threats that are reasonably likely to materially affect us.",
        "A breach could have a material adverse effect on our business.",
        "We cannot assure you that we have not experienced an undetected incident.",
        "There may be incidents that we have not detected.",
        "There is no assurance that we will avoid incidents.",
        "For risks that have materially affected or may materially affect us, see Item 1A.",
        "If we determine that we experienced a material cybersecurity incident, the board is told.",
        "Incidents that are not material are reported to management.",
        "We do not have any quarries of our own that face cybersecurity threats.",
        "We do not consider that we face significant cybersecurity risk.",
        "Our policy includes, but is not limited to, breach response.",
        "We test our systems.",
        "Our Zero Trust design has reduced the risk of breaches and attacks.",
    ],
)
def test_the_future_pointers_and_policies_say_nothing(text: str) -> None:
    assert sentence_effect(text) is None


def test_every_filing_has_a_row_and_an_effect_that_happened_outweighs_a_denial() -> None:
    texts = (
        "We have experienced no other breach. The attack in May had a material impact on our results.",
        "We test. We have had no breach.",
        "We test.",
    )
    assert said(*texts) == ["yes", "no", "not_stated"]


def test_evidence_is_null_where_nothing_is_stated() -> None:
    frame = derive_material_effect(told("We have had no breach.", "We test."))
    assert frame["evidence"].to_list() == ["We have had no breach.", None]


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("We know of no threats that are reasonably likely to materially affect us.", "no"),
        ("We face threats that, if realized, are reasonably likely to materially affect us.", "may"),
        ("A breach could materially affect our results.", "may"),
        (
            "We have not yet determined whether the incident will have a material effect on us.",
            "undetermined",
        ),
        ("The full impact of the attack is not yet known.", "undetermined"),
        ("The breach is reasonably likely to materially affect our results.", "yes"),
        ("We test our systems.", "not_stated"),
    ],
)
def test_what_is_to_come_is_told_apart(text: str, likely: str) -> None:
    assert derive_material_effect(told(text))["likely"].to_list() == [likely]


def test_an_incident_left_out_of_a_denial_is_kept_in_its_words() -> None:
    text = "Other than the March incident, we have not had incidents that have materially affected us."
    row = derive_material_effect(told(f"We test. {text}")).row(0, named=True)
    assert (row["affected"], row["exempted"], row["exempted_evidence"]) == (
        "yes",
        "the March incident",
        text,
    )
    assert row["rule"] == row["exempted_rule"] == "other than this incident"


def test_threats_that_would_be_material_if_realized_go_before_a_general_denial() -> None:
    texts = (
        "No threats are reasonably likely to materially affect us. We face threats that, if realized, are likely to"
        " materially affect us."
    )
    assert derive_material_effect(told(texts))["likely"].to_list() == ["may"]


def found_by(text: str, without: Rule | None = None) -> list[tuple[str, ...]]:
    mentions = Mentions(rule for rule in RULES if rule is not without)
    return [row[:3] for row in read(mentions, text)]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if "side" not in rule.data], ids=lambda rule: rule.name
)
def test_a_rule_reads_its_sentences_through_the_whole_reader(rule: Rule) -> None:
    texts = [*rule.reads, *rule.unlike]
    frame = derive_material_effect(told(*texts)).select("rule", "likely_rule", "exempted_rule")
    assert rule.reads and [rule.name in row for row in frame.iter_rows()] == [
        text in rule.reads for text in texts
    ]


@pytest.mark.parametrize("rule", [rule for rule in RULES if "side" in rule.data], ids=lambda rule: rule.name)
def test_what_is_said_of_a_phrase_changes_its_sentences_and_not_those_that_are_unlike(rule: Rule) -> None:
    assert rule.reads
    assert [text for text in rule.reads if found_by(text) == found_by(text, rule)] == []
    assert [text for text in rule.unlike if found_by(text) != found_by(text, rule)] == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_hostile_text_takes_no_long_time(text: str) -> None:
    assert seconds(lambda: sentence_effect(text)) < 10
