"""Rules: files of phrases with what they give, the sentences that they must read and those that they must not.

One file a question (`pipelines/metrics/rules/*.toml`); `Rules` looks all of them up in a sentence, running only
those whose words stand in it. Not here: what phrases are made of (`phrase.py`), nor any decision.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, reduce
from importlib.resources import files
from operator import or_
from typing import Any, NamedTuple

import polars as pl

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.phrase import Compiled, Find, PhraseError, compiled, pieces_of, whole_words
from pipelines.metrics.language.words import bits, held

OWN_KEYS = ("name", "phrase", "gives", "stops", "but_not_before", "reads", "unlike")
MOST_KEPT = 20_000
"""For how many combinations of words is it remembered what rules they may answer to."""


class Form:
    """A phrase of a rule, ready to search; compiled when a text first holds the words that it needs."""

    def __init__(self, phrase: Compiled, never_before: str = "") -> None:
        self.needs = phrase.needs
        self.bits = bits(phrase.needs)
        self._source, self._never_before = phrase.source, never_before

    @cached_property
    def pattern(self) -> Expression:
        """What finds it."""
        return whole_words(self._source, self._never_before)


class Rule(NamedTuple):
    """One form of language.

    `name`, unique in its file, is the phrase as people say it; `gives` is the code it stands for; `reads` are
    sentences that it must read, `unlike` such as it must not; `forms` are its phrases, `data` the other keys of
    its file.
    """

    name: str
    gives: str
    forms: tuple[Form, ...]
    reads: tuple[str, ...]
    unlike: tuple[str, ...]
    data: dict[str, Any]


class Found(NamedTuple):
    """A rule and where it stands in a sentence."""

    rule: Rule
    match: re.Match[str]


Candidates = list[tuple[Rule, Form]]
"""Rules, each with one of its forms."""


class Rules:
    """The rules of one question, in the order of their file."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._forms = [(form.bits, (rule, form)) for rule in self.rules for form in rule.forms]
        self._bits = reduce(or_, (bits for bits, _ in self._forms), 0)
        self._by_words: dict[int, Candidates] = {}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def giving(self, *codes: str) -> "Rules":
        """The rules that give one of these codes."""
        return Rules(rule for rule in self.rules if rule.gives in codes)

    def named(self, name: str) -> Rule:
        """One rule by its name. Raises KeyError where there is none."""
        return {rule.name: rule for rule in self.rules}[name]

    def over(self, texts: pl.Series) -> Iterator[tuple[str, Candidates]]:
        """Each distinct sentence that holds the words of any rule, with these rules."""
        for text in texts.unique(maintain_order=True):
            if candidates := self.candidates(text):
                yield text, candidates

    def candidates(self, text: str) -> Candidates:
        """The rules whose words stand in a sentence."""
        words = held(text) & self._bits
        found = self._by_words.get(words)
        if found is None:
            if len(self._by_words) >= MOST_KEPT:
                self._by_words.clear()
            found = [candidate for bits, candidate in self._forms if bits & words == bits]
            self._by_words[words] = found
        return found

    def find(self, text: str, candidates: Candidates | None = None) -> Iterator[Found]:
        """Every place of every rule in a sentence, rule by rule; of `candidates` alone where they are known (`over`)."""
        for rule, form in self.candidates(text) if candidates is None else candidates:
            for match in form.pattern.finditer(text):
                yield Found(rule, match)

    def first(self, text: str) -> Found | None:
        """The first rule that stands in a sentence."""
        return next(self.find(text), None)


@cache
def _shared() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("pieces.toml").read_text(encoding="utf-8"))


@cache
def pieces() -> Find:
    """The named pieces that every file of rules is written with (`pieces.toml`)."""
    return pieces_of(_shared()["pieces"], _shared()["raw"])


@cache
def rules(question: str) -> Rules:
    """The rules of one file of `pipelines/metrics/rules`, by its name without ".toml".

    A file may have pieces of its own in `[pieces]` and `[raw]`, and `stops`, words that no gap passes over. Raises
    PhraseError naming the rule that cannot be read.
    """
    return rules_of(tables(question), question)


@cache
def every_file() -> None:
    """Read every file of rules now, so that no token need be looked at again for the words of a later one."""
    for file in files("pipelines.metrics.rules").iterdir():
        if file.name.endswith(".toml"):
            rules(file.name.removesuffix(".toml"))


@cache
def tables(question: str) -> dict[str, Any]:
    """What a file of rules holds, by names: rules, pieces, tables of words."""
    file = files("pipelines.metrics.rules").joinpath(f"{question}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(question: str, name: str) -> frozenset[str]:
    """One list of words of the table `[words]` of a file of rules."""
    return frozenset(tables(question)["words"][name].split())


def rules_of(read: dict[str, Any], question: str) -> Rules:
    """The rules of a file that has been read."""
    shared = _shared()
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
    return Rule(
        name,
        entry.get("gives", ""),
        tuple(Form(phrase, behind) for phrase in phrases),
        tuple(entry.get("reads", ())),
        tuple(entry.get("unlike", ())),
        {key: value for key, value in entry.items() if key not in OWN_KEYS},
    )
