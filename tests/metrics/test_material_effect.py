"""What the text says of effects so far: denied, affirmed, or not spoken of."""

import re

import pytest

from pipelines.metrics.material_effect import (
    FORMS,
    Form,
    MaterialEffectFrame,
    derive_material_effect,
    sentence_effect,
)
from tests.metrics.hostile import HOSTILE, seconds
from tests.metrics.words import told


def said(*texts: str) -> list[str]:
    return MaterialEffectFrame.validate(derive_material_effect(told(*texts)))["material_effect"].to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Other than the March incident, we have not had incidents that have materially affected us.", "yes"),
        ("Except as described above, threats have not materially affected us.", "yes"),
        ("Other than the foregoing, we are not aware of incidents that have materially affected us.", "yes"),
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
        "We do not have any operations of our own that face cybersecurity threats.",
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


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_every_form_takes_the_words_it_is_for(form: Form) -> None:
    assert re.search(form.pattern, form.example, re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_hostile_text_takes_no_long_time(text: str) -> None:
    assert seconds(lambda: sentence_effect(text)) < 10
