"""Rules: files of phrases with what they give, the sentences that they must read and those that they must not.

One file a question (`pipelines/metrics/rules/*.toml`); `Rules` looks all of them up in a sentence, running only
those whose words stand in it. Not here: what phrases are made of (`phrase.py`), nor any decision.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import polars as pl

from pipelines.metrics.language.phrase import Find, PhraseError, compiled, pieces_of, whole_words

OWN_KEYS = ("name", "phrase", "gives", "stops", "but_not_before", "reads", "unlike")


class Rule(NamedTuple):
    """One form of language.

    `name`, unique in its file, is the phrase as people say it; `gives` is the code it stands for; `reads` are
    sentences that it must read, `unlike` such as it must not; `patterns` are its phrases, `data` the other keys of
    its file.
    """

    name: str
    gives: str
    patterns: tuple[re.Pattern[str], ...]
    hints: frozenset[str]
    reads: tuple[str, ...]
    unlike: tuple[str, ...]
    data: dict[str, Any]


class Found(NamedTuple):
    """A rule and where it stands in a sentence."""

    rule: Rule
    match: re.Match[str]


class Rules:
    """The rules of one question, in the order of their file."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        hints = sorted({hint for rule in self.rules for hint in rule.hints})
        self._by_hint = [
            (hint, hint.lower() == hint, [n for n, rule in enumerate(self.rules) if hint in rule.hints])
            for hint in hints
        ]
        self._always = [n for n, rule in enumerate(self.rules) if not rule.hints]
        self.hints = None if self._always else hints

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def giving(self, *codes: str) -> "Rules":
        """The rules that give one of these codes."""
        return Rules(rule for rule in self.rules if rule.gives in codes)

    def named(self, name: str) -> Rule:
        """One rule by its name. Raises KeyError where there is none."""
        return {rule.name: rule for rule in self.rules}[name]

    def may_match(self, text: pl.Expr) -> pl.Expr:
        """Whether a sentence holds the words of any rule: one pass over all of them, in Polars."""
        if self.hints is None:
            return pl.lit(True)
        any_case, as_written = self._words()
        return text.str.contains_any(any_case, ascii_case_insensitive=True) | text.str.contains_any(
            as_written
        )

    def _words(self) -> tuple[pl.Expr, pl.Expr]:
        """The words of all rules: those that stand in any case, and those in capitals."""
        words = pl.List(pl.String)
        return pl.lit([hint for hint, any_case, _ in self._by_hint if any_case], dtype=words), pl.lit(
            [hint for hint, any_case, _ in self._by_hint if not any_case], dtype=words
        )

    def over(self, texts: pl.Series) -> Iterator[tuple[str, list[Rule]]]:
        """Each distinct sentence that holds the words of any rule, with these rules: one pass over all of them, in
        Polars."""
        text = pl.col(texts.name)
        held = texts.to_frame().unique(maintain_order=True).filter(self.may_match(text))
        any_case, as_written = self._words()
        words = held.select(
            text,
            any_case=text.str.extract_many(any_case, ascii_case_insensitive=True, overlapping=True),
            as_written=text.str.extract_many(as_written, overlapping=True),
        )
        places = {hint: rules for hint, _, rules in self._by_hint}
        for sentence, found, capitals in words.iter_rows():
            hints = {*map(str.lower, found), *capitals}
            numbers = {number for hint in hints for number in places[hint]}.union(self._always)
            yield sentence, [self.rules[number] for number in sorted(numbers)]

    def candidates(self, text: str) -> list[Rule]:
        """The rules whose words stand in a sentence."""
        lower = text.lower()
        places = set(self._always)
        for hint, any_case, rules in self._by_hint:
            if hint in (lower if any_case else text):
                places.update(rules)
        return [self.rules[place] for place in sorted(places)]

    def find(self, text: str, rules: Iterable[Rule] | None = None) -> Iterator[Found]:
        """Every place of every rule in a sentence, rule by rule; of `rules` alone where they are known (`over`)."""
        for rule in self.candidates(text) if rules is None else rules:
            for pattern in rule.patterns:
                for match in pattern.finditer(text):
                    yield Found(rule, match)

    def first(self, text: str) -> Found | None:
        """The first rule that stands in a sentence."""
        return next(self.find(text), None)


@cache
def pieces() -> Find:
    """The named pieces that every file of rules is written with (`pieces.toml`)."""
    read = tomllib.loads(files(__package__).joinpath("pieces.toml").read_text(encoding="utf-8"))
    return pieces_of(read["pieces"], read["raw"])


@cache
def rules(question: str) -> Rules:
    """The rules of one file of `pipelines/metrics/rules`, by its name without ".toml".

    A file may have pieces of its own in `[pieces]` and `[raw]`, and `stops`, words that no gap passes over. Raises
    PhraseError naming the rule that cannot be read.
    """
    file = files("pipelines.metrics.rules").joinpath(f"{question}.toml")
    return rules_of(tomllib.loads(file.read_text(encoding="utf-8")), question)


@cache
def tables(question: str) -> dict[str, dict[str, Any]]:
    """What a file of rules holds besides rules and pieces: tables of words, by their names."""
    file = files("pipelines.metrics.rules").joinpath(f"{question}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(question: str, name: str) -> frozenset[str]:
    """One list of words of the table `[words]` of a file of rules."""
    return frozenset(tables(question)["words"][name].split())


def rules_of(read: dict[str, Any], question: str) -> Rules:
    """The rules of a file that has been read."""
    shared = tomllib.loads(files(__package__).joinpath("pieces.toml").read_text(encoding="utf-8"))
    piece = pieces_of(shared["pieces"] | read.get("pieces", {}), shared["raw"] | read.get("raw", {}))
    common = {"until": read["until"]} if "until" in read else {}
    found = [_rule(common | entry, piece, read.get("stops", ""), question) for entry in read["rule"]]
    twice = {rule.name for rule in found if [other.name for other in found].count(rule.name) > 1}
    if twice:
        raise PhraseError(f"{question}: two rules are named {sorted(twice)[0]!r}")
    return Rules(found)


def _rule(entry: dict[str, Any], piece: Find, stops: str, question: str) -> Rule:
    written = entry["phrase"]
    name = entry.get("name") or (written if isinstance(written, str) else written[0])
    try:
        phrases = [
            compiled(phrase, piece, entry.get("stops", stops))
            for phrase in ([written] if isinstance(written, str) else written)
        ]
        if "until" in entry:
            entry["until"] = whole_words(compiled(entry["until"], piece, stops).source)
    except PhraseError as error:
        raise PhraseError(f"{question}, {name!r}: {error}") from error
    behind = compiled(entry["but_not_before"], piece).source if "but_not_before" in entry else ""
    hints = (
        frozenset[str]()
        if not all(p.hints for p in phrases)
        else frozenset().union(*(p.hints for p in phrases))
    )
    return Rule(
        name,
        entry.get("gives", ""),
        tuple(whole_words(phrase.source, behind) for phrase in phrases),
        hints,
        tuple(entry.get("reads", ())),
        tuple(entry.get("unlike", ())),
        {key: value for key, value in entry.items() if key not in OWN_KEYS},
    )
