"""The rules on incidents read the sentences that stand beside them, and not those that they must not read."""

import pytest

from pipelines.metrics.language.rules import Rule, Rules, rules

FILES = ("incident_dates", "incident_kinds", "incident_data", "incident_response", "incident_impact")
RULES = [(name, rule) for name in FILES for rule in rules(name)]
READS = [pytest.param(rule, text, id=f"{name}: {text}") for name, rule in RULES for text in rule.reads]
UNLIKE = [pytest.param(rule, text, id=f"{name}: {text}") for name, rule in RULES for text in rule.unlike]


@pytest.mark.parametrize(("rule", "text"), READS)
def test_a_rule_reads_its_example(rule: Rule, text: str) -> None:
    assert Rules([rule]).first(text)


@pytest.mark.parametrize(("rule", "text"), UNLIKE)
def test_a_rule_does_not_read_what_is_unlike_it(rule: Rule, text: str) -> None:
    assert not Rules([rule]).first(text)


def test_every_rule_has_an_example() -> None:
    assert [rule.name for _, rule in RULES if not rule.reads] == []
