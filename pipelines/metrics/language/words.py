"""The words that phrases need, and which of them a text holds: what is found out before any pattern is run.

A phrase needs several groups of words, and of each group one. A word stands as ` word ` where it is whole, as ` word`
or `word ` where only one of its ends is known, and as `word` where neither is. Words in lower case are looked for in
any case, others as they are written. Not here: what a phrase is made of (`phrase.py`).
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from itertools import pairwise
from operator import or_

Needs = frozenset[frozenset[str]]
"""Groups of words; whatever a phrase matches holds a word of each. Empty: it may match anything."""

COMMON = (
    "cybersecurity risks management information security threats including incidents programs board committee third"
    " systems technology business companys processes party audit data material operations response team strategy"
    " directors financial officer oversight responsible controls services internal reports assessments policies"
    " providers enterprise compliance standards include experience framework practices based materially affect"
)
"""Words, and parts of words, that stand in every twentieth sentence of this field: they narrow little."""
SHORT = 3
"""Words up to so many letters narrow little."""
ENDING = 4
"""Letters of an ending, as of "part(y | ies)", which narrows nothing."""
_PART = re.compile(r"\w+")
_MOST_TOKENS, _LONGEST_TOKEN = 200_000, 60
"""How many tokens are remembered, and of what length."""


def one_of(words: Iterable[str]) -> Needs:
    """What needs one of some words; nothing where one of them is no word."""
    group = frozenset(words)
    return Needs([group]) if group and all(word.strip() for word in group) else Needs()


def any_of(options: Iterable[Needs]) -> Needs:
    """What one of several options needs: of each the group that fewest sentences will hold a word of."""
    best = [max(needs, key=_rarity, default=frozenset[str]()) for needs in options]
    return one_of(word for group in best for word in group or [""])


@cache
def _rarity(group: frozenset[str]) -> tuple[bool, bool, int, int, list[str]]:
    """Capitals before other words, rare ones before common, long before short."""
    bare = {word.strip() for word in group}
    rare = not any(len(word) <= SHORT or word in COMMON for word in bare)
    return all(word.isupper() for word in bare), rare, min(8, *map(len, bare)), -len(group), sorted(group)


def written(word: str) -> str:
    """A word that stands by itself; of what is more than a word its longest part."""
    return f" {word} " if word.isalnum() else part_of(word)


def part_of(text: str) -> str:
    """The longest part of a text without blanks, wherever it stands."""
    return max(text.split() or [""], key=len)


def glued(needs: Needs, *, before: bool, behind: bool) -> Needs:
    """The same words where something may stand right before or behind them."""
    if before:
        needs = Needs(
            frozenset(word.lstrip() for word in group)
            for group in needs
            if all(len(word.strip()) > ENDING for word in group)
        )
    return Needs(frozenset(word.rstrip() for word in group) for group in needs) if behind else needs


class _Tokens(dict[str, int]):
    """Every token of the language met so far, with the groups of which it holds a word: one bit each."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[frozenset[str], int] = {}
        self._words: dict[str, int] = {}
        self._inside: dict[str, dict[str, int]] = {}
        """By what they begin with: words of which only the end is known, or neither."""

    def bits(self, needs: Needs) -> int:
        """The bits of some groups."""
        bits = 0
        for group in needs:
            if group not in self._groups:
                self._groups[group] = bit = 1 << len(self._groups)
                for word in group:
                    inside = self._inside.setdefault(word[:2], {}) if word[0] != " " else None
                    known = self._words if inside is None else inside
                    known[word] = known.get(word, 0) | bit
                self.clear()
                held.cache_clear()
            bits |= self._groups[group]
        return bits

    def __missing__(self, token: str) -> int:
        lower = token.lower()
        parts = {f" {part} " for text in (token, lower) for part in _PART.findall(text)}
        found = reduce(or_, (self._words.get(part, 0) for part in parts), 0)
        beginnings = {part[:end] for part in parts for end in range(2, len(part))}
        found = reduce(or_, (self._words.get(beginning, 0) for beginning in beginnings), found)
        around = f"{token} {lower} {' '.join(parts)}"
        for start in {*around, *map("".join, pairwise(around))} & self._inside.keys():
            for word, bits in self._inside[start].items():
                if word in around:
                    found |= bits
        if len(token) <= _LONGEST_TOKEN and len(self) < _MOST_TOKENS:
            self[token] = found
        return found


_TOKENS = _Tokens()
bits = _TOKENS.bits


@lru_cache(maxsize=65536)
def held(text: str) -> int:
    """The groups of which a text holds a word."""
    return reduce(or_, map(_TOKENS.__getitem__, text.split()), 0)
