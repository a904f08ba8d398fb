"""A phrase, written as people say it, compiled to a regular expression and to the words that it needs (`words.py`).

    {board} ~delegate .. oversight ..6 to [the] <charged: {committees}>

- a word stands for itself in any case; one in capitals (IT, SOC) or in quotes ('They') as it is written; `assist*`
  for every ending
- `~delegate` is any form of the verb, with adverbs and auxiliaries before and after it ("has also delegated")
- `~` alone are such adverbs and auxiliaries, before what is not written as a verb ("is also responsible")
- `{board}` is a named piece (`pieces.toml`), a phrase of its own
- `(a | b)` are alternatives, `[a]` may be left out, `<name: a>` is what the reader asks for by name
- `..` are up to three words, `...` up to twelve, `..6` up to six; never over a semicolon or a mention, with `!` over
  mentions too (`..6!`)
- `cyber_security`: a blank or hyphen that may be left out
- a blank is a blank, a hyphen, or a comma and a blank; what is written together stands together

Not here: what a phrase means (its rule), nor which pieces there are.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.verbs import inflections
from pipelines.metrics.language.words import Needs, any_of, glued, one_of, part_of, written

BLANK = "(?:,? |-)"
"""What a blank of a phrase matches: "third party" is "third-party", "the Board through" is "the Board, through"."""
MARKS = "⟦\ue000-\uf8ff"
"""The characters that begin a mention (of a committee, the board, an officer) in marked text."""
FEW, MANY = 3, 12
"""How many words `..` and `...` stand for at most."""
BESIDE = (
    r"(?:(?!only\b)\w+ly|also|then|now|again|both|each|all|together|further|in turn|to date|as well|themselves|itself|himself|herself"
    r"|has|have|had|is|are|was|were|be|been|being|will|shall|does|do|did|who|which|that)"
)
"""Adverbs and auxiliaries that may stand on either side of a verb. "Not" is none of them, nor is "may"."""
BEFORE_VERB, BEHIND_VERB = rf"(?:{BESIDE},? ){{0,3}}", rf"(?:,? {BESIDE}){{0,2}}"


class Compiled(NamedTuple):
    """A regular expression's source, and what words whatever it matches holds (`words.py`)."""

    source: str
    needs: Needs
    verb: bool = False  # whether it begins with a verb
    forms: tuple[str, ...] = ()  # of verbs that stand for each other: all their forms


class PhraseError(ValueError):
    """A phrase that cannot be read; says where."""


class _Item(NamedTuple):
    source: str
    needs: Needs
    kind: str = "word"  # or "verb", "optional", "gap"
    glued: bool = False
    forms: tuple[str, ...] = ()  # of a verb alone, or of several that stand for each other: all their forms


_BESIDE = _Item(rf"{BESIDE}(?:,? {BESIDE}){{0,2}}", frozenset(), "optional")

Find = Callable[[str], Compiled]
"""Gives the piece of a name."""

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<gap>\.\.\.?(?P<most>\d*)(?P<over>!?))|(?P<verb>~[a-z]*)|\{(?P<piece>\w+)\}|<(?P<name>\w+):\s*"
    r"|(?P<mark>[()\[\]|>])|(?P<word>(?:(?!\.\.)[^\s()\[\]{}|<>~])+)"
)


class _Parser:
    """Reads one phrase; `at` is how far it has come."""

    def __init__(self, phrase: str, piece: Find, stops: str) -> None:
        self.phrase, self.piece, self.at = phrase, piece, 0
        self.stop = rf"(?!(?:{stops})\b)" if stops else ""

    def alternatives(self, closing: str = "") -> _Item:
        """Sequences up to the closing mark, one of which stands."""
        options = [self.sequence(closing)]
        while self._takes("|"):
            options.append(self.sequence(closing))
        options = _verbs_together(options)
        if closing and not self._takes(closing):
            raise PhraseError(f"{closing!r} is missing in {self.phrase!r}")
        kind = "verb" if any(option.kind == "verb" for option in options) else "word"
        if len(options) == 1:
            return _Item(options[0].source, options[0].needs, kind, forms=options[0].forms)
        needs = any_of(option.needs for option in options)
        return _Item(f"(?:{'|'.join(option.source for option in options)})", needs, kind)

    def sequence(self, closing: str) -> _Item:
        """Items up to the next alternative or closing mark."""
        items: list[_Item] = []
        glued = True
        while (token := _TOKEN.match(self.phrase, self.at)) is not None:
            if token["mark"] is not None and (token["mark"] == "|" or token["mark"] == closing):
                break
            self.at = token.end()
            if token["space"] is not None:
                glued = False
                continue
            items.append(self._item(token)._replace(glued=glued and bool(items)))
            glued = True
        else:
            if self.at < len(self.phrase):
                raise PhraseError(f"{self.phrase[self.at :]!r} cannot be read in {self.phrase!r}")
        return _joined(items, self.phrase)

    def _item(self, token: re.Match[str]) -> _Item:
        if token["gap"]:
            return self._gap(token)
        if token["verb"]:
            return _verb(token["verb"][1:]) if token["verb"] != "~" else _BESIDE
        if token["piece"]:
            source, needs, verb, forms = self.piece(token["piece"])
            return _Item(source, needs, "verb" if verb else "word", forms=forms)
        return self._group(token) if token["name"] or token["mark"] else _word(token["word"])

    def _gap(self, token: re.Match[str]) -> _Item:
        most = int(token["most"] or (MANY if token["gap"].startswith("...") else FEW))
        word = r"[^\s;]+" if token["over"] else rf"[^\s;{MARKS}]+"
        return _Item(rf"(?:[,)]? {self.stop}{word}){{0,{most}}}?", frozenset(), "gap")

    def _group(self, token: re.Match[str]) -> _Item:
        if token["name"]:
            inner = self.alternatives(">")
            return inner._replace(source=f"(?P<{token['name']}>{inner.source})")
        if token["mark"] == "(":
            return self.alternatives(")")
        if token["mark"] == "[":
            return self.alternatives("]")._replace(kind="optional")
        raise PhraseError(f"{token['mark']!r} closes nothing in {self.phrase!r}")

    def _takes(self, mark: str) -> bool:
        if self.phrase.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False


@cache
def _word(word: str) -> _Item:
    if len(word) > 1 and word[0] == word[-1] == "'":
        return _Item(f"(?-i:{re.escape(word[1:-1])})", one_of([written(word[1:-1])]))
    stem = word.removesuffix("*")
    parts = stem.split("_")
    source = "[ -]?".join(map(re.escape, parts)) + (r"\w*" if stem != word else "")
    longest = max(parts, key=len)
    if len(longest) > 1 and longest.isalpha() and longest.isupper():
        source = f"(?-i:{source})"
    else:
        parts = [part.lower() for part in parts]
    # "cyber_security" begins with a word "cyber", or is one word
    ways = [written("".join(parts[: count + 1])) for count in range(len(parts))]
    return _Item(source, one_of([*ways[:-1], ways[-1].rstrip() if stem != word else ways[-1]]))


@cache
def _verb(verb: str) -> _Item:
    forms = inflections(verb)
    shared = forms[0]
    while not all(form.startswith(shared) for form in forms):
        shared = shared[:-1]
    return _verb_of(forms, one_of([f" {shared}"] if len(shared) > FEW else map(written, forms)))


def _verb_of(forms: tuple[str, ...], needs: Needs) -> _Item:
    return _Item(rf"{_either(sorted(forms))}(?!\w){BEHIND_VERB}", needs, "verb", forms=forms)


def _either(words: Iterable[str]) -> str:
    """One of some words, what they begin with in common written once: of a hundred forms each place tries few."""
    behind: dict[str, list[str]] = {}
    for word in words:
        behind.setdefault(word[:1], []).append(word[1:])
    whole = behind.pop("", None)
    ways = [first + _either(rests) for first, rests in behind.items()]
    return (f"(?:{'|'.join(ways)})" if len(ways) > 1 or (whole and ways) else "".join(ways)) + "?" * bool(
        whole and ways
    )


def _verbs_together(options: list[_Item]) -> list[_Item]:
    """Verbs that stand for each other as one, so that what may stand beside a verb is written once and not once a verb:
    patterns compile in a third of the time."""
    verbs = [option for option in options if option.forms]
    if len(verbs) < 2:  # noqa: PLR2004
        return options
    forms = tuple(dict.fromkeys(form for verb in verbs for form in verb.forms))
    one = _verb_of(forms, any_of(verb.needs for verb in verbs))
    return [one, *(option for option in options if not option.forms)]


def _joined(items: list[_Item], phrase: str) -> _Item:
    """A sequence: blanks go with what may be left out, gaps bring their own."""
    if not items or all(item.kind in ("optional", "gap") for item in items):
        raise PhraseError(f"every part of {phrase!r} may be left out")
    if "gap" in (items[0].kind, items[-1].kind):
        raise PhraseError(f"{phrase!r} begins or ends with a gap")
    source, needs, placed = "", Needs(), False
    for item, following in zip(items, [*items[1:], None], strict=True):
        between = "" if item.glued else BLANK
        if item.kind == "gap":
            source += item.source
        elif item.kind == "optional" and not placed:
            source += f"(?:{item.source}{'' if following and following.glued else BLANK})?"
        elif item.kind == "optional":
            source += f"(?:{between}{item.source})?"
        else:
            source += (between + BEFORE_VERB * (item.kind == "verb") if placed else "") + item.source
            needs |= glued(item.needs, before=item.glued, behind=bool(following and following.glued))
            placed = True
    forms = items[0].forms if len(items) == 1 else ()
    return _Item(source, needs, "verb" if items[0].kind == "verb" else "word", forms=forms)


def compiled(phrase: str, piece: Find, stops: str = "") -> Compiled:
    """The regular expression of a phrase (for `re.IGNORECASE`), and what words it needs.

    `stops` are words (`but|however`) that no gap passes over. Raises PhraseError for what cannot be read.
    """
    parser = _Parser(phrase.strip(), piece, stops)
    item = parser.alternatives()
    if parser.at < len(parser.phrase):
        raise PhraseError(f"{parser.phrase[parser.at :]!r} closes nothing in {phrase!r}")
    return Compiled(item.source, item.needs, item.kind == "verb", item.forms)


def pieces_of(written: Mapping[str, str], raw: Mapping[str, str | list[str]]) -> Find:
    """Looks pieces up by name, each compiled once. `raw` are regular expressions, for what no phrase can say; a list
    holds the expression and then words one of which it needs.

    Raises PhraseError for a name that there is not, or that is made of itself.
    """
    at_work: list[str] = []

    @cache
    def find(name: str) -> Compiled:
        if name in raw:
            source, *words = [given] if isinstance(given := raw[name], str) else given
            if not words and re.escape(source) == source:
                words = [source]
            return Compiled(f"(?:{source})", one_of(part_of(word) for word in words))
        if name not in written or name in at_work:
            raise PhraseError(
                f"there is no piece {name!r}" if name not in written else f"{name!r} is made of itself"
            )
        at_work.append(name)
        try:
            piece = compiled(written[name], find)
        finally:
            at_work.pop()
        return piece._replace(source=f"(?:{piece.source})")

    return find


def whole_words(source: str, never_before: str = "") -> Expression:
    """A phrase's expression, ready to search: it begins and ends where words do, and never stands before what
    `never_before` takes."""
    never = rf"(?![ ,-]{{0,3}}(?:{never_before})(?!\w))" if never_before else ""
    return Expression(rf"(?i)(?<!\w)(?:{source})(?!\w){never}")
