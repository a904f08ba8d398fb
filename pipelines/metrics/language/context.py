"""What is said of a mention in its sentence: rules with a side, a reach, and words that end it.

A rule of a file with `side` names no thing: standing `before`, `after` or `near` (either) a mention, or anywhere in
its sentence (`around`), it says something of it. `reach` is the most words between, never over a semicolon (unless it
is `over` that) nor over the words of `until`; `of` leaves it to mentions that give this code. A mention's own rule may
say `only` or `unless`: codes all of which, or none, must be said of it. Not here: what any code means.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.rules import Candidates, Found, Rule, Rules

MOST = 60
"""Mentions in one sentence beyond which it is none: each is held against all that is said."""
FARTHEST = 400
"""Characters that no rule reaches beyond."""


class Said(NamedTuple):
    """A rule that says something of a mention, and the characters between them."""

    rule: Rule
    distance: int


class Place(NamedTuple):
    """A rule and where it stands in a sentence: asking a match for it anew counts a long text's characters."""

    rule: Rule
    start: int
    end: int


class Mentions:
    """The mentions of one question, and what is said of them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        every = tuple(rules)
        self.names = Rules(rule for rule in every if "side" not in rule.data)
        self.contexts = Rules(rule for rule in every if "side" in rule.data)

    def find(self, text: str, candidates: Candidates | None = None) -> Iterator[tuple[Found, list[Said]]]:
        """Every mention in a sentence with what is said of it, the nearest first; rule by rule."""
        around: list[Place] | None = None
        for mention in islice(self.names.find(text, candidates), MOST):
            if around is None:
                around = [Place(found.rule, *found.match.span()) for found in self.contexts.find(text)]
            place = Place(mention.rule, *mention.match.span())
            said = sorted(_said(around, place, text), key=lambda one: one.distance)
            codes = {one.rule.gives for one in said}
            only, unless = (mention.rule.data.get(key, ()) for key in ("only", "unless"))
            if codes.issuperset(only) and codes.isdisjoint(unless):
                yield mention, said


def _said(around: list[Place], mention: Place, text: str) -> Iterator[Said]:
    for context in around:
        data = context.rule.data
        if data.get("of", mention.rule.gives) != mention.rule.gives:
            continue
        if data["side"] == "around":
            yield Said(context.rule, FARTHEST)
            continue
        before = context.start <= mention.start
        start, end = (context.end, mention.start) if before else (mention.end, context.start)
        if data["side"] not in ("near", "before" if before else "after") or end > start + FARTHEST:
            continue
        between = text[start:end].replace(";", "") if data.get("over") == ";" else text[start:end]
        if reaches(between, data["reach"], data.get("until")):
            yield Said(context.rule, max(0, end - start))


def reaches(between: str, words: int, until: Expression | None = None) -> bool:
    """Whether a rule reaches over what stands between it and a mention."""
    return ";" not in between and between.count(" ") <= words + 1 and not (until and until.search(between))
