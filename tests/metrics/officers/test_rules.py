"""Every example of every rule on officers, read by the whole reader: from facts to the rows of the table."""

from collections.abc import Iterator

import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.document import sentences
from pipelines.metrics.language.rules import Found, Rule, Rules, rules
from pipelines.metrics.officers.people import _sentence
from pipelines.metrics.officers.subject import _holds
from pipelines.metrics.officers.table import _officers, derive_officers
from tests.metrics.words import MANAGEMENT, fact

FILES = ("titles", "mentions", "outsiders", "parts", "careers", "one_person", "years", "whose", "groups")
IN_ROWS = {"titles": "rule", "years": "years_rule"}
"""Files whose rules a row names, and the column that does."""
EXAMPLES = [(file, rule, text) for file in FILES for rule in rules(f"officer_{file}") for text in rule.reads]
COUNTER = [(file, rule, text) for file in FILES for rule in rules(f"officer_{file}") for text in rule.unlike]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the rules that stand in what is read."""
    names: set[str] = set()
    find = Rules.find

    def noting(self: Rules, text: str, among: list[Rule] | None = None) -> Iterator[Found]:
        for found in find(self, text, among):
            names.add(found.rule.name)
            yield found

    monkeypatch.setattr(Rules, "find", noting)
    _sentence.cache_clear()
    _officers.cache_clear()
    _holds.cache_clear()
    return names


def rows(text: str) -> list[dict[str, object]]:
    return list(derive_officers(sentences(fact_frame([fact(MANAGEMENT, text)]))).iter_rows(named=True))


@pytest.mark.parametrize(("file", "rule", "text"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_a_rule_reads_its_examples(file: str, rule: Rule, text: str, fired: set[str]) -> None:
    found = rows(text)
    assert found
    if file in IN_ROWS:
        columns = ("tenure_rule", IN_ROWS[file]) if file == "years" else (IN_ROWS[file],)
        assert rule.name in {row[column] for row in found for column in columns}
    elif file != "titles":
        assert rule.name in fired


@pytest.mark.parametrize(("file", "rule", "text"), COUNTER, ids=lambda value: getattr(value, "name", None))
def test_what_a_rule_tells_apart_is_given_to_nobody(
    file: str, rule: Rule, text: str, fired: set[str]
) -> None:
    found = rows(text)
    if file in ("parts", "careers"):
        assert rule.name in fired
        titles = [
            mention
            for mention in _sentence(text.rsplit(". ", maxsplit=1)[-1]).mentions
            if mention.kind == "title"
        ]
        named = {row["title"] for row in found}
        assert any(mention.part != "active" or mention.text not in named for mention in titles) or not found
    elif file in ("mentions", "years") and rule.gives in ("neither", "member", "board"):
        assert [row["years"] for row in found if row["years"]] == []
    else:
        assert rule.name not in {row[name] for row in found for name in row if name.endswith("rule")}
