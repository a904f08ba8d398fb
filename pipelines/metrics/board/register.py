"""The committees of one filing as a register: its sentences with every mention marked, by name or by alias.

A mention becomes a mark (`⟦C0⟧`, `⟦C1⟧` ...), the board `⟦B⟧`: what phrases call {committee} and {board}. Not here: how
a name is found (`names.py`), whether a committee is the board's and charged with anything (`standing.py`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from pipelines.metrics.board.names import SHORT, Mention, key_of, mentions
from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.phrase import whole_words
from pipelines.metrics.language.rules import pieces, words

MARK = re.compile(r"⟦C(\d+)⟧")
BOARD = "⟦B⟧"
_ALIAS = re.compile(
    r"(?:\s+of\s+(?:the|our|its)\s+[\w' ]{0,60}?)?[\s,]*(?:\(|\bor\b)\s*(?:(?:the|our|or|each|hereinafter|referred to as),?\s+)*"
    r"[\"']{0,2}\s?([A-Z][\w&/-]*(?: [A-Z&][\w&-]*){0,5})\s?[\"']{0,2}\s*[),]"
)
"""A defined term behind a name: "of the Board (the "TCC")"."""
_TWO_OWNERS = re.compile(r"[A-Z][\w.&]+ and [A-Z][\w.&]*(?: [A-Z][\w.&]+)? $")
"""Two companies, each of which has the committee ("the Alpha and Beta Energy Audit and Risk Committees")."""
_TERM = re.compile(r"(?!.*Board|Chief)(?:(?:.* )?Committee|(?=\S*[A-Z]\S*[A-Z])\S+)$")
"""What may be one for a committee: its name, or an acronym."""
_REFERENCE = Expression(
    r"(?i)\b(?:the|this|that|such|our)(?: said)? committee(?!s\b)(?:'s)?\b(?! (?:of|charged|responsible)\b|(?-i: on [A-Z]))"
    r"|\bthe committees(?= \w)|^(?:it|this)(?= is an? (?:[\w-]+ ){0,3}committee\b)|⟦C(\d+)⟧"
)
"""A committee meant without its name, or a mark."""
_APPOSED = re.compile(
    r"(⟦(?:B|C\d+)⟧)\s?\((?!(?i:on|at|which|who|quarterly|annual|through|via|including)\b)[^()]{0,60}\)"
)
"""A defined term in brackets behind a mark, of no further use."""
_UNDEFINED = Expression(
    r"⟦B⟧,? (?:and|or|through|and/or) (?:its|the|our) ([A-Z]{1,4}C)\b(?! [A-Z⟦])"
    r"|⟦B⟧[^.;]{0,160} through the ([A-Z]{1,3}C) and ([A-Z]{1,3}C)\b"
    r"|(?:\b(?:[Tt]he|[Oo]ur|[Ii]ts|and)|,) (A[OR]C|NC?GC|BRC|ROC)\b(?! [A-Z⟦])"
)
"""An acronym used for a board committee without a definition: "the Board and its ERC", "reports to the ARC"."""
_ONE_OF_IT = re.compile(
    r"\b(?:a member of|serves? on|sits? on) (?:the |our )?⟦B⟧|\ba ⟦B⟧ (?:representative|liaison)|⟦B⟧(?=-(?!level))"
)
"""The board named by the way: a person who is of it, "Board-approved limits"."""
_THIS = ("This ", "this ", "Such ", "such ")


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


class Register:
    """The committees of one filing, and its sentences with every mention marked (`marked`, by number)."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """`texts`: sentence numbers and texts of one filing, in order."""
        self.bodies: list[Body] = []
        self._by_key: dict[frozenset[str], int] = {}
        self._aliases: dict[str, str] = {}
        """Defined terms, and the names they are for: a block may use a term that a later one defines."""
        rows = [(number, text, mentions(text)) for number, text in texts]
        singles = {
            key_of(mention.names[0]) for *_, found in rows for mention in found if len(mention.names) == 1
        }
        named = [[(mention, _names(text, mention, singles)) for mention in found] for _, text, found in rows]
        for (_, text, _), found in zip(rows, named, strict=True):
            for mention, names in found:
                self._define(text, mention, names)
        self.marked = {row[0]: self._by_names(row[1], found) for row, found in zip(rows, named, strict=True)}
        self._by_acronyms({alias for alias in self._aliases if "Committee" not in alias})
        self._by_pronouns()
        for number, text in self.marked.items():
            self.marked[number] = _APPOSED.sub(r"\1", mark_board(text)).replace(" ,", ",")
        undefined = {
            name
            for text in self.marked.values()
            for m in _UNDEFINED.finditer(text)
            for name in m.groups()
            if name
        }
        self._by_acronyms(undefined - self._aliases.keys() - words("committee_names", "no_committee"))

    def _define(self, text: str, mention: Mention, names: tuple[str, ...]) -> None:
        found = _ALIAS.match(text, mention.end, mention.end + 140)
        for alias in (found[1] if found else "", mention.bracket and f"{mention.bracket} Committee"):
            if len(names) == 1 and _TERM.match(alias):
                self._aliases.setdefault(alias, names[0])

    def _number(self, name: str) -> int:
        key = key_of(self._aliases.get(name, name))
        number = self._by_key.setdefault(key, len(self.bodies))
        if number == len(self.bodies):
            self.bodies.append(Body(key))
        names = self.bodies[number].names
        names[name] = names.get(name, 0) + 1
        return number

    def _by_names(self, text: str, found: list[tuple[Mention, tuple[str, ...]]]) -> str:
        parts: list[str] = []
        at = 0
        for mention, names in found:
            parts += [text[at : mention.start], " and ".join(f"⟦C{self._number(name)}⟧" for name in names)]
            at = mention.end
        return "".join(parts) + text[at:]

    def _by_acronyms(self, known: set[str]) -> None:
        if not known:
            return
        numbers = {alias: self._number(alias) for alias in sorted(known)}
        acronyms = "|".join(re.escape(alias) for alias in sorted(known, key=len, reverse=True))
        pattern = re.compile(rf"\b({acronyms})(?:s|'s)?\b(?!\s*(?:⟦|\)))")
        for number, text in self.marked.items():
            self.marked[number] = pattern.sub(lambda m: f"⟦C{numbers[m[1]]}⟧", text)

    def _by_pronouns(self) -> None:
        """Mark "the Committee" as the committee so defined, else as the one named last."""
        last = defined = self._number("Committee") if "Committee" in self._aliases else None
        for number, text in self.marked.items():
            parts: list[str] = []
            at = 0
            for found in _REFERENCE.finditer(text) if "ommittee" in text or "⟦" in text else ():
                named = int(found[1]) if found[1] else last if defined is None else defined
                this = found[1] and text.endswith(_THIS, 0, found.start())
                if (
                    this
                    and last is not None
                    and named is not None
                    and self.bodies[named].key < self.bodies[last].key
                ):
                    named = last  # "this governance committee": the cybersecurity governance committee named before
                if named is not None:
                    parts += [text[at : found.start()], f"{'' if found[1] else 'the '}⟦C{named}⟧"]
                    at = found.end()
                    last = named
            self.marked[number] = "".join(parts) + text[at:]


def _names(text: str, mention: Mention, singles: set[frozenset[str]]) -> tuple[str, ...]:
    """The names of a mention: a plural is one committee where it is named so elsewhere, or two companies have it; what
    opens a name is a company's where the rest stands elsewhere alone ("the Larch Risk Committee")."""
    alone = mention.names[0].removeprefix(mention.opening)
    if mention.opening and key_of(alone) in singles:
        return (alone, *mention.names[1:])
    joint = mention.joint and (key_of(mention.joint) in singles or _TWO_OWNERS.search(text, 0, mention.start))
    return (mention.joint,) if joint else mention.names


@cache
def _board() -> tuple[Expression, frozenset[str]]:
    return whole_words(pieces()("board_words").source), words("committee_names", "other_boards")


def mark_board(text: str) -> str:
    """`text` with every mention of the board of directors (trustees, managers, supervisory board) as `⟦B⟧`."""
    if "oard" not in text and "OARD" not in text and "BoD" not in text and "BOD" not in text:
        return text
    board, others = _board()

    def replace(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - 20) : found.start()].lower().split()
        other = before and (before[-1] in others or before[-2:] == ["across", "the"])
        return found.group() if other and " of " not in found.group().lower() else BOARD

    return board.sub(replace, text)


def without_directors(text: str) -> str:
    """A marked text without the board where it is named by the way."""
    return _ONE_OF_IT.sub("another", text) if BOARD in text else text
