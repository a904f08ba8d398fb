"""Inflections of verbs, regular and not."""

import pytest

from pipelines.metrics.language.verbs import inflections


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("assess", "assess assesses assessed assessing"),
        ("delegate", "delegate delegates delegated delegating"),
        ("notify", "notify notifies notified notifying"),
        ("employ", "employ employs employed employing"),
        ("plan", "plan plans planned planning"),
        ("oversee", "oversee oversees oversaw overseen overseeing"),
        ("have", "has have had having"),
    ],
)
def test_all_forms_of_a_verb(verb: str, forms: str) -> None:
    assert inflections(verb) == tuple(forms.split())
