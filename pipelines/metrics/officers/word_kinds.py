"""A sentence as one character a word, its kind, and patterns of kinds: what the grammar of titles is written in.

A word's kind is which lists of `[words]` in `rules/officer_titles.toml` it stands in, and how it is written. In a
pattern `<field capital|rank>` is any word that is a field in capitals or a rank, `<name -ends>` one that is a name
and in no list "ends"; a name of no list is the word itself. `& , / -` stand for themselves, a stop as `.`, whatever
else stands between two words as `;`; `{tail}` is another pattern of `[grammar]`. Not here: any title.
"""

import re
from functools import cache, cached_property
from itertools import accumulate, product

from pipelines.metrics.language.rules import tables
from pipelines.metrics.officers.roles import spelled_out

_TABLES = tables("officer_titles")
_GRAMMAR: dict[str, str] = _TABLES["grammar"]
_CLASS = re.compile(r"<([\w |-]+)>")
_PIECE = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"\s*(?:(?:[A-Za-z]\.){2,}|R&D|[A-Za-z][\w']*|[&,/.-]|[^\sA-Za-z&,/.-]+)")
"""A word, or what stands between two, with the blanks before it."""
_BRACKETED = re.compile(
    r"""(?<=\w)\s*\(["']?(?:IT["']?\)(?=\s[a-z])|[A-Z]{2,5}["']?\)(?=\s+of\s)|[SEAF]?VP["']?\)(?=\s(?!Head|General)[A-Z]))"""
)
"""An abbreviation in the middle of a title: "Senior Vice President (SVP) of Security"."""
_VICE = re.compile(r"[SEAFGRD]?VPs?|(?:[SEAFGR]\.)?V\.P\.|svp|evp|vp")
MOST_BEFORE = 12
"""How many words may stand before a head."""
_WRITTEN = {"lower": {"lower"}, "name": {"name", "capital"}, "upper": {"upper", "capital"}}
"""How a word is written."""
_OWN = frozenset({*_WRITTEN, "capital", "vp", "short", "s"})
"""Kinds that are no lists: a vice president's abbreviation, that of another title, another word that ends with an s."""
_RANKS = frozenset({"rank", "hired"})
"""Lists in which no possessive is: "the Group's CFO"."""
_NO_FIELDS = frozenset({"it", "is", "us"})
"""As written: pronouns and verbs."""


def _lists() -> dict[str, frozenset[str]]:
    """Of each word that the grammar knows the lists that it stands in."""
    lists = {name: set(words.split()) for name, words in _TABLES["words"].items()}
    asked = [
        kind.lstrip("-")
        for text in _GRAMMAR.values()
        for found in _CLASS.findall(text)
        for kind in _KIND.findall(found)
    ]
    lists |= {word: {word} for word in {*asked} - lists.keys() - _OWN}
    words = {word for held in lists.values() for word in held}
    return {word: frozenset(name for name, held in lists.items() if word in held) for word in words}


def _abbreviation(word: str) -> frozenset[str]:
    short = word.removesuffix("'s").removesuffix("s")
    if _VICE.fullmatch(word):
        return frozenset({"vp"})
    return frozenset({"short"} if (short.isupper() or word[0] == "v") and spelled_out(short) else ())


_KIND = re.compile(r"-?\w+")
_LISTS = _lists()
_SETS = {lists | _abbreviation(form) for word, lists in _LISTS.items() for form in (word, word.upper())}
_SETS |= (
    {frozenset({kind}) for kind in ("vp", "short", "s")} | {lists - _RANKS for lists in _SETS} | {frozenset()}
)
_KINDS = {
    lists | written: chr(0x4E00 + number)
    for number, (lists, written) in enumerate(product(_SETS, _WRITTEN.values()))
}
"""All that a word can be, each with its character."""


class _Tags(dict[str, str]):
    """The character of a word, worked out once for each word of the language."""

    def __missing__(self, word: str) -> str:
        self[word] = tag = self._tag(word.lstrip())
        return tag

    def _tag(self, word: str) -> str:
        if not word[0].isalpha():
            return word if word in "&,/.-" else ";"
        lists = _LISTS.get(word.lower().removesuffix("'s").rstrip("'"), frozenset())
        if word in _NO_FIELDS:
            lists = frozenset()
        elif word.endswith("'s"):
            lists -= _RANKS
        lists |= _abbreviation(word)
        if not lists and word.endswith("s"):
            lists = frozenset("s")
        return _KINDS[
            lists | _WRITTEN["upper" if word.isupper() else "name" if word[0].isupper() else "lower"]
        ]


_TAGS = _Tags()


@cache
def kinds(pattern: str) -> re.Pattern[str]:
    """A pattern of kinds, ready to search; a name of `[grammar]` is what stands there."""
    return re.compile(_CLASS.sub(_characters, _whole(_GRAMMAR.get(pattern, pattern))), re.VERBOSE)


def _whole(pattern: str) -> str:
    return _PIECE.sub(lambda piece: f"(?:{_whole(_GRAMMAR[piece[1]])})", pattern)


def _characters(written: re.Match[str]) -> str:
    """The characters of all kinds that are one of those asked for."""
    found = ""
    for option in written[1].split("|"):
        has = {kind for kind in _KIND.findall(option) if kind[0] != "-"}
        lacks = {kind[1:] for kind in _KIND.findall(option) if kind[0] == "-"}
        found += "".join(tag for kinds, tag in _KINDS.items() if has <= kinds and kinds.isdisjoint(lacks))
    return f"[{found}]"


class Words:
    """The words of one sentence, and their kinds (`tags`), a character each."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = _BRACKETED.sub(lambda match: " " * len(match[0]), text) if "(" in text else text
        self._written: list[str] = _WORD.findall(plain)
        self.tags = "".join(map(_TAGS.__getitem__, self._written))
        self.tags = kinds("and_another").sub("+", self.tags)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._written)))

    def written(self, at: int) -> str:
        """A word as it is written."""
        return self._written[at].lstrip()

    def start(self, at: int) -> int:
        """Where a word begins in the text."""
        return self._ends[at] - len(self.written(at))

    def end(self, at: int) -> int:
        """Where a word ends in the text."""
        return self._ends[at]

    def behind(self, pattern: str, at: int) -> int:
        """Where what stands at word `at` ends; `at` where it does not stand there."""
        match = kinds(pattern).match(self.tags, at)
        return match.end() if match else at

    def before(self, pattern: str, at: int, floor: int) -> int:
        """Where what stands before word `at` begins, not before `floor`; `at` where it does not stand there."""
        match = kinds(pattern).search(self.tags, max(floor, at - MOST_BEFORE), at)
        return match.start() if match else at

    def has(self, pattern: str, first: int, last: int) -> bool:
        """Whether it stands among the words from `first` up to `last`."""
        return kinds(pattern).search(self.tags, first, last) is not None
