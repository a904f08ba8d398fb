"""Every rule of frameworks, certificates and third parties, with its own sentences, through the whole reader."""

from typing import NamedTuple

import polars as pl
import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.certifications import CERTIFICATION_SCHEMA, held
from pipelines.metrics.derive import derive
from pipelines.metrics.frameworks import FRAMEWORK_SCHEMA, relation
from pipelines.metrics.language.context import Mentions
from pipelines.metrics.language.rules import Rule, rules
from pipelines.metrics.mentions import Judge, first_mentions
from pipelines.metrics.third_parties import THIRD_PARTY_SCHEMA, engaged
from tests.metrics.hostile import HOSTILE, seconds
from tests.metrics.words import PROCESSES, fact, told


class Question(NamedTuple):
    """Files of rules, the table, and what its reader is made of."""

    files: tuple[str, ...]
    table: str
    judge: Judge
    columns: tuple[str, ...]
    schema: pl.Schema

    def read(self, text: str, without: Rule | None = None) -> list[tuple[object, ...]]:
        """The rows of one sentence, with or without a rule."""
        mentions = Mentions(rule for rule in self.rules() if rule is not without)
        return first_mentions(told(text), mentions, self.judge, self.columns, self.schema).rows()

    def rules(self) -> list[Rule]:
        """The rules of its files."""
        return [rule for file in self.files for rule in rules(file)]


QUESTIONS = (
    Question(
        ("frameworks", "framework_relations"),
        "framework",
        relation,
        ("framework", "relation", "relation_rule"),
        FRAMEWORK_SCHEMA,
    ),
    Question(("certifications",), "certification", held, ("certification",), CERTIFICATION_SCHEMA),
    Question(("third_parties",), "third_party", engaged, ("kind",), THIRD_PARTY_SCHEMA),
)
EVERY = [(question, rule) for question in QUESTIONS for rule in question.rules()]
NAMES = [(question, rule) for question, rule in EVERY if "side" not in rule.data]
CONTEXTS = [(question, rule) for question, rule in EVERY if "side" in rule.data]


def ids(rules: list[tuple[Question, Rule]]) -> list[str]:
    return [f"{question.table}: {rule.name}" for question, rule in rules]


@pytest.fixture(scope="module")
def derived() -> dict[str, dict[str, set[str]]]:
    """Table -> sentence -> the rules that read it, of all sentences at once."""
    texts = sorted({text for _, rule in NAMES for text in (*rule.reads, *rule.unlike)})
    facts = [fact(PROCESSES, text, f"0000000001-25-{place:06d}") for place, text in enumerate(texts)]
    frames = derive(fact_frame(facts))
    found: dict[str, dict[str, set[str]]] = {question.table: {} for question in QUESTIONS}
    for table, of_text in found.items():
        for text, rule in frames[table].select("evidence", "rule").iter_rows():
            of_text.setdefault(text, set()).add(rule)
    return found


@pytest.mark.parametrize(("question", "rule"), EVERY, ids=ids(EVERY))
def test_every_rule_has_a_sentence_that_it_reads(question: Question, rule: Rule) -> None:
    assert rule.reads and all(form.needs for form in rule.forms)


@pytest.mark.parametrize(("question", "rule"), NAMES, ids=ids(NAMES))
def test_a_name_is_read_in_its_sentences_and_not_in_those_that_are_unlike(
    derived: dict[str, dict[str, set[str]]], question: Question, rule: Rule
) -> None:
    read = derived[question.table]
    assert [text for text in rule.reads if rule.name not in read.get(text, ())] == []
    assert [text for text in rule.unlike if rule.name in read.get(text, ())] == []


@pytest.mark.parametrize(("question", "rule"), CONTEXTS, ids=ids(CONTEXTS))
def test_what_is_said_of_a_name_changes_its_sentences_and_not_those_that_are_unlike(
    question: Question, rule: Rule
) -> None:
    assert [text for text in rule.reads if question.read(text) == question.read(text, without=rule)] == []
    assert [text for text in rule.unlike if question.read(text) != question.read(text, without=rule)] == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.table)
def test_hostile_text_takes_no_long_time(question: Question, text: str) -> None:
    assert seconds(lambda: question.read(text)) < 10


def test_the_first_mention_that_counts_is_the_filings() -> None:
    texts = told(
        "He has experience with NIST. We follow NIST. NIST again.", "We follow NIST. We follow ISO 27001."
    )
    question = QUESTIONS[0]
    rows = first_mentions(texts, Mentions(question.rules()), *question[2:])
    assert rows.select("accession_number", "framework", "evidence").rows() == [
        ("0000000001-25-000001", "NIST", "We follow NIST."),
        ("0000000001-25-000002", "NIST", "We follow NIST."),
        ("0000000001-25-000002", "ISO27001", "We follow ISO 27001."),
    ]
