"""The rules on the board: each decides the sentences that it must read, and none that it must not."""

import time
from collections.abc import Callable, Iterator

import polars as pl
import pytest

from pipelines.metrics.board import cadence, oversight, reading, standing
from pipelines.metrics.board.cadence import derive_cadence
from pipelines.metrics.board.committees import derive_committees
from pipelines.metrics.board.oversight import derive_oversight
from pipelines.metrics.board.reading import readings
from pipelines.metrics.language import rules as language
from pipelines.metrics.language.rules import Rule, Rules
from tests.metrics.words import told

QUESTIONS = ("committee_names", "committee_whose", "committee_charge", "oversight", "cadence")
ADVERSARIAL = [
    "⟦C0⟧ and the " * 1500,
    "⟦B⟧ delegated to our " * 1000,
    "reports to the board and " * 850,
    "the, " * 4000,
    "⟦C0⟧, which is also a " * 900,
    "risk and management of audit " * 700,
    "a" * 20_000,
    "(" * 20_000,
]

CACHES = (
    standing._rules,
    standing._by_name,
    standing.saying,
    oversight._rules,
    cadence._rules,
    cadence.sentence_cadence,
)
RULES = [
    pytest.param(question, rule, id=f"{question}: {rule.name}")
    for question in QUESTIONS
    for rule in language.rules(question)
]


def tables(text: str) -> list[pl.DataFrame]:
    """What the whole reader makes of a text."""
    sentences = told(text)
    read = readings(sentences)
    committees = derive_committees(sentences, read)
    return [committees, derive_oversight(sentences, committees, read), derive_cadence(sentences, read)]


def named(frames: list[pl.DataFrame]) -> set[str]:
    """The rules that decided values."""
    columns = [frame[name] for frame in frames for name in ("rule", "board_rule") if name in frame.columns]
    return {name for column in columns for name in column.to_list() if name}


@pytest.fixture
def clean() -> Iterator[None]:
    yield
    for cache in CACHES:
        cache.cache_clear()


def without(monkeypatch: pytest.MonkeyPatch, question: str, left_out: Rule) -> None:
    """Leave one rule out of a file."""

    def fewer(asked: str) -> Rules:
        found = language.rules(asked)
        return Rules(rule for rule in found if rule.name != left_out.name) if asked == question else found

    for module in (standing, oversight, reading, cadence):
        if hasattr(module, "rules"):
            monkeypatch.setattr(module, "rules", fewer)
    for cache in CACHES:
        cache.cache_clear()


@pytest.mark.parametrize(("question", "rule"), RULES)
def test_a_rule_decides_the_sentences_that_it_must_read(
    question: str, rule: Rule, monkeypatch: pytest.MonkeyPatch, clean: None
) -> None:
    assert rule.reads, "a rule has an example"
    found = [tables(text) for text in rule.reads]
    without(monkeypatch, question, rule)
    for text, frames in zip(rule.reads, found, strict=True):
        others = tables(text)
        assert rule.name in named(frames) or not all(map(pl.DataFrame.equals, frames, others)), text


@pytest.mark.parametrize(("question", "rule"), [param for param in RULES if param.values[1].unlike])
def test_a_rule_leaves_alone_what_it_must_not_read(question: str, rule: Rule) -> None:
    for text in rule.unlike:
        assert rule.name not in named(tables(text)), text


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: text[:12])
def test_no_rule_is_slow_on_hostile_text(text: str) -> None:
    for question in QUESTIONS:
        for rule in language.rules(question):
            for pattern in (form.pattern for form in rule.forms):
                start = time.process_time()
                for _ in pattern.finditer(text):
                    pass
                assert time.process_time() - start < 0.5, (question, rule.name)


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" and Finance", " &amp; Finance"),
    ],
    ids=["curly quotes", "doubled blanks", "no-break spaces", "entities"],
)
def test_a_text_that_a_program_has_changed_gives_the_same_values(changed: Callable[[str], str]) -> None:
    texts = [
        text.replace("Audit Committee", "Audit and Finance Committee")
        for _, rule in (p.values for p in RULES)
        for text in rule.reads
    ]
    for text in texts:
        clean, other = tables(text), tables(changed(text))
        for frame, found in zip(clean, other, strict=True):
            columns = [name for name in ("structure", "cadence", "category", "rule") if name in frame.columns]
            assert frame.select(columns).equals(found.select(columns)), text
