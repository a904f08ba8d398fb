"""The committees of one filing as a register: its sentences with every mention marked, by name or by alias.

A mention becomes a mark (`⟦C0⟧`, `⟦C1⟧` ...), the board `⟦B⟧`: what phrases call {committee} and {board}. Not here: how
a name is found (`names.py`), whether a committee is the board's and charged with anything (`standing.py`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from pipelines.metrics.board.names import HELD, SHORT, Mention, key_of, mentions, words
from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.phrase import whole_words
from pipelines.metrics.language.rules import pieces

BOARD = "⟦B⟧"
MEMORY = 4
"""Most sentences back to which "the Committee" may refer."""


@dataclass
class Body:
    """A committee of one filing: its key (the words of its name) and the names it was given, with their counts."""

    key: frozenset[str]
    names: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name given most often, acronyms left out where one is spelt; the first of those given equally often."""
        spelt = [name for name in self.names if key_of(name) == self.key] or list(self.names)
        spelt = [name for name in spelt if not SHORT.search(name)] or spelt
        return max(spelt, key=lambda name: self.names[name])


_TERM = r"[\"']{0,2}\s?([A-Z][\w&/-]*(?: [A-Z&][\w&-]*){0,5})\s?[\"']{0,2}\s*[),]"
_BEFORE_TERM = r"[\s,]*(?:\(|\bor\b)\s*(?:(?:the|our|or|each|hereinafter|referred to as),?\s+)*"
_ALIAS = re.compile(rf"(?:\s+of\s+(?:the|our|its)\s+[\w' ]{{0,60}}?)?{_BEFORE_TERM}{_TERM}")
"""A defined term behind a name: "of the Board (the "TCC")"."""
_TWO_OWNERS = re.compile(r"[A-Z][\w.&]+ and [A-Z][\w.&]*(?: [A-Z][\w.&]+)? $")
"""Two companies, each of which has the committee ("the Alpha and Beta Energy Audit and Risk Committees")."""
_CAPITALS = re.compile(r"(?=\S*[A-Z]\S*[A-Z])\S+$")
_THE = r"\b(?:the|this|that|such|our)(?: said)? committee(?!s\b)(?:'s)?\b(?! (?:of|charged|responsible)\b|(?-i: on [A-Z]))"
_REFERENCE = Expression(
    rf"(?i){_THE}|\bthe committees(?= \w)|^(?:it|this)(?= is an? (?:[\w-]+ ){{0,3}}committee\b)|⟦C(\d+)⟧"
)
"""A committee meant without its name, or a mark."""
_APPOSED = re.compile(
    r"(⟦(?:B|C\d+)⟧)\s?\((?!(?i:on|at|which|who|quarterly|annual|through|via|including)\b)[^()]{0,60}\)"
)
"""A defined term in brackets behind a mark, of no further use."""
_THIS = re.compile(r"\b(?:[Tt]his|[Ss]uch)\s$")
_AND_ITS = r"⟦B⟧,? (?:and|or|through|and/or) (?:its|the|our) ([A-Z]{1,4}C)\b(?! [A-Z⟦])"
_ALONE = r"(?:\b(?:[Tt]he|[Oo]ur|[Ii]ts|and)|,) (?=A[OR]C\b|NC?GC\b|BRC\b|ROC\b)([A-Z]{3,4})\b(?! [A-Z⟦])"
_THROUGH = r"⟦B⟧[^.;]{0,160} through the ([A-Z]{1,3}C) and ([A-Z]{1,3}C)\b"
_ASSISTS = r"\b[Tt]he ([A-Z]{1,3}C) assists the ⟦B⟧"
_UNDEFINED = Expression(f"{_AND_ITS}|{_ALONE}|{_THROUGH}|{_ASSISTS}")
"""An acronym used for a board committee without a definition: "the Board and its ERC", "reports to the ARC"."""


class Register:
    """The committees of one filing, and its sentences with every mention marked (`marked`, by number)."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """`texts`: sentence numbers and texts of one filing, in order."""
        self.bodies: list[Body] = []
        self._by_key: dict[frozenset[str], int] = {}
        self._aliases: dict[str, int] = {}
        self._full: dict[str, str] = {}
        """What a committee is called elsewhere, by its alias: a block may use a name that a later one defines."""
        self.marked: dict[int, str] = {}
        self._rows = list(texts)
        found = {
            number: mentions(text) for number, text in self._rows if "ommittee" in text or "OMMITTEE" in text
        }
        self._define(found)
        singles = {key_of(m.names[0]) for ms in found.values() for m in ms if len(m.names) == 1}
        for number, text in self._rows:
            self.marked[number] = self._mark(text, found.get(number, ()), singles)
        self._acronyms({alias: number for alias, number in self._aliases.items() if "Committee" not in alias})
        self._pronouns()
        for number, text in self.marked.items():
            self.marked[number] = _APPOSED.sub(r"\1", mark_board(text)).replace(" ,", ",")
        self._undefined()

    def _number(self, name: str) -> int:
        number = self._aliases.get(name)
        key = key_of(self._full.get(name, name))
        if number is None:
            number = self._by_key.setdefault(key, len(self.bodies))
        if number == len(self.bodies):
            self.bodies.append(Body(key))
        body = self.bodies[number]
        body.names[name] = body.names.get(name, 0) + 1
        return number

    def _define(self, found: dict[int, tuple[Mention, ...]]) -> None:
        for number, text in self._rows:
            for mention in found.get(number, ()):
                if len(mention.names) != 1:
                    continue
                if mention.bracket:
                    self._full.setdefault(f"{mention.bracket} Committee", mention.names[0])
                alias = _ALIAS.match(text, mention.end, mention.end + 140)
                if alias and alias[1].endswith(" Committee") and alias[1] != mention.names[0]:
                    self._full.setdefault(alias[1], mention.names[0])

    def _mark(self, text: str, found: tuple[Mention, ...], singles: set[frozenset[str]]) -> str:
        parts: list[str] = []
        at = 0
        for mention in found:
            names, start = self._own(mention)
            apart = all(key_of(name) in singles for name in names)
            if mention.joint and (
                key_of(mention.joint) in singles
                or _TWO_OWNERS.search(text, 0, start)
                or (not apart and HELD.match(text, mention.end))
            ):
                names = (mention.joint,)
            numbers = [self._number(name) for name in names]
            if alias := _ALIAS.match(text, mention.end, mention.end + 140):
                self._alias(alias[1], numbers)
            if mention.bracket:
                self._alias(f"{mention.bracket} Committee", numbers)
            parts += [text[at:start], " and ".join(f"⟦C{number}⟧" for number in numbers)]
            at = mention.end
        return "".join(parts) + text[at:]

    def _own(self, mention: Mention) -> tuple[tuple[str, ...], int]:
        """The names of a mention and where they begin: words before them that also stand without the committee are the
        name of a company ("the Clorox Executive Committee")."""
        if not mention.opening:
            return mention.names, mention.start
        alone = re.compile(rf"\b{re.escape(mention.opening)}(?:'?s)?\b(?! [\w&, ]{{0,60}}[Cc]ommittee)")
        if not any(alone.search(text) for _, text in self._rows):
            return mention.names, mention.start
        first, *others = mention.names
        return (first[len(mention.opening) + 1 :], *others), mention.start + len(mention.opening) + 1

    def _alias(self, alias: str, numbers: list[int]) -> None:
        if len(numbers) != 1 or "Board" in alias or alias.startswith("Chief"):
            return
        if alias == "Committee" or alias.endswith(" Committee") or _CAPITALS.match(alias):
            self._aliases.setdefault(alias, numbers[0])

    def _acronyms(self, known: dict[str, int]) -> None:
        """Mark the acronyms that were defined."""
        if not known:
            return
        acronyms = "|".join(re.escape(alias) for alias in sorted(known, key=len, reverse=True))
        pattern = re.compile(rf"\b({acronyms})(?:s|'s)?\b(?!\s*(?:⟦|\)))")
        for number, text in self.marked.items():
            self.marked[number] = pattern.sub(lambda m: f"⟦C{known[m[1]]}⟧", text)

    def _undefined(self) -> None:
        """Mark the acronyms of board committees that the text uses without saying what they stand for."""
        used = {
            name
            for text in self.marked.values()
            for m in _UNDEFINED.finditer(text)
            for name in m.groups()
            if name
        }
        used -= self._aliases.keys() | words("no_committee")
        self._acronyms({acronym: self._number(acronym) for acronym in sorted(used)})

    def _pronouns(self) -> None:
        """Mark "the Committee" as the committee so defined, else as the one named last, at most `MEMORY` sentences ago."""
        defined = self._aliases.get("Committee")
        last, last_at = defined, 0
        for place, (number, text) in enumerate(self.marked.items()):
            parts: list[str] = []
            at = 0
            for found in _REFERENCE.finditer(text) if "ommittee" in text or "⟦" in text else ():
                named = int(found[1]) if found[1] else None
                if named is None:
                    if last is None or (defined is None and place - last_at > MEMORY):
                        continue
                    named = last if defined is None else defined
                elif last is not None and self._shorter(named, last, text[: found.start()]):
                    named = last
                parts += [text[at : found.start()], f"⟦C{named}⟧" if found[1] else f"the ⟦C{named}⟧"]
                at = found.end()
                if found[1]:
                    last, last_at = named, place
            self.marked[number] = "".join(parts) + text[at:]

    def _shorter(self, named: int, last: int, before: str) -> bool:
        """Whether "this governance committee" is the cybersecurity governance committee named before."""
        return bool(_THIS.search(before)) and self.bodies[named].key < self.bodies[last].key


@cache
def _board() -> Expression:
    return whole_words(pieces()("board_words").source)


def mark_board(text: str) -> str:
    """`text` with every mention of the board of directors (trustees, managers, supervisory board) as `⟦B⟧`."""
    if "oard" not in text and "OARD" not in text and "BoD" not in text and "BOD" not in text:
        return text

    def replace(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - 20) : found.start()].lower().split()
        other = before and (before[-1] in words("other_boards") or before[-2:] == ["across", "the"])
        return found.group() if other and " of " not in found.group().lower() else BOARD

    return _board().sub(replace, text)


_ONE_OF_IT = re.compile(
    r"\b(?:a member of|serves? on|sits? on) (?:the |our )?⟦B⟧|\ba ⟦B⟧ (?:representative|liaison)|⟦B⟧(?=-(?!level))"
)


def without_directors(text: str) -> str:
    """A marked text without the board where it is named by the way: a person who is of it, "Board-approved limits"."""
    return _ONE_OF_IT.sub("another", text) if "⟦B⟧" in text else text
