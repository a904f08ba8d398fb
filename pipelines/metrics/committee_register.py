"""The committees of one filing as a register: its sentences with every mention marked, by name or by alias.

Every mention is replaced by a mark (`⟦C0⟧`, `⟦C1⟧` ...), the board by `⟦B⟧`, so that the patterns of
`committee_patterns.py`, `oversight.py` and `cadence.py` are short. Not here: how a name is found in a text
(`committee_names.py`), whether a committee is the board's and charged with anything (`committee_standing.py`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.metrics.committee_names import HELD, Mention, key_of, mentions, words_of_table

BOARD = "⟦B⟧"
MEMORY = 4
"""Most sentences back to which "the Committee" may refer."""

_BOARD = re.compile(
    r"\b(?<!-)(?:(?:[Ss]upervisory|[Mm]anaging)\s)?"
    r"(?:[Bb]oards?'?s?\s+of\s+(?:[Dd]irectors?'?s?|[Tt]rustees?'?|[Mm]anagers?'?|[Gg]overnors"
    r"|[Cc]ommissioners"
    r"|[Ss]upervisors|[Ss]upervisory\s[Dd]irectors|[Ss]tatutory\s[Aa]uditors"
    r"|[Cc]orporate\s[Aa]uditors)(?:'s)?"
    r"|(?:[Ss]upervisory\s)?[Bb]oard(?:'s|s'?)?|B[Oo]D|BOARD(?:\sOF\s(?:DIRECTORS|TRUSTEES|MANAGERS))?)"
    r"(?![\w-]*[- ](?:member\s?ship|certified)\b)(?!ed\b|ing\b|room)"
)
_NOT_BOARD = words_of_table(
    """
    advisory oversight standards review editorial circuit on above credit trade change architecture
    executive management reserve white key dash governing operating bill security privacy steering
    governance relations drawing accounting message bulletin
    """
)
"""Words before `board` that make it another body, or no body ("credit board", "on board")."""


@dataclass
class Body:
    """A committee of one filing: its key (the words of its name) and the names it was given, with their counts."""

    key: frozenset[str]
    names: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name given most often, acronyms left out; the first of those given equally often."""
        spelt = [name for name in self.names if key_of(name) == self.key] or list(self.names)
        return max(spelt, key=lambda name: self.names[name])


_ALIAS = re.compile(
    r"^(?:\s+of\s+(?:the|our|its)\s+[\w' ]{0,60}?)?[\s,]*\(\s*(?:(?:the|our|or|each|collectively"
    r"|together|hereinafter|referred to as),?\s+)*"
    r"[\"']{0,2}\s?([A-Z][\w&/-]*(?: [A-Z&][\w&-]*){0,5})\s?[\"']{0,2}\s*\)"
)
_CAPITALS = re.compile(r"^(?=\S*[A-Z]\S*[A-Z])\S+$")
_THE_COMMITTEE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ss]uch|[Tt]he said)\s+[Cc]ommittee(?!s\b)(?:'s)?\b(?! (?:of"
    r"|charged|responsible)\b| on [A-Z])|\b[Tt]he Committees(?= \w)"
)


_APPOSED = re.compile(r"(⟦C\d+⟧)\s?\([^()]{0,60}\)")
"""A defined term in brackets behind a mark, of no further use."""
_NUMBER = re.compile(r"⟦C(\d+)⟧")
_REFERENCE = re.compile(rf"{_THE_COMMITTEE.pattern}|⟦C(\d+)⟧")


_THIS_MARK = re.compile(r"\b(?:[Tt]his|[Ss]uch) ⟦C")
_THIS = re.compile(r"\b(?:[Tt]his|[Ss]uch)\s$")
_UNDEFINED = re.compile(
    r"⟦B⟧,? (?:and|or|through|and/or) (?:its|the|our) ([A-Z]{1,4}C)\b(?! [A-Z⟦])|\b(?:the|The|our|Our) (?=ARC\b|NGC\b|NCGC\b|BRC\b|ROC\b)([A-Z]{3,4})\b(?! [A-Z⟦])"
)
"""An acronym used for a board committee without a definition: "the Board and its ERC", "reports to the ARC"."""
_NO_COMMITTEE = frozenset({"SEC", "SOC", "FDIC", "OCC", "FFIEC", "NERC", "NRC", "PRC", "CFTC", "FTC"})
_SUBCOMMITTEE = re.compile(r"⟦C(\d+)⟧ of (?:the |our |its )?⟦C(\d+)⟧")


def _bare(acronym: str) -> str:
    """An acronym without its quotation marks."""
    return acronym.strip("\"' ")


class Register:
    """The committees of one filing, and its sentences with every mention marked."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """`texts`: sentence numbers and texts of one filing, in order."""
        self.bodies: list[Body] = []
        self._by_key: dict[frozenset[str], int] = {}
        self._aliases: dict[str, int] = {}
        self._full: dict[str, str] = {}
        """What a committee is called elsewhere, by the full name there: a block may use a name that a later one
        defines."""
        self.marked: dict[int, str] = {}
        rows = [(number, text.replace("&amp;", "&")) for number, text in texts]
        found = {number: mentions(text) for number, text in rows if "ommittee" in text or "OMMITTEE" in text}
        for number, text in rows:
            self._define(text, found.get(number, ()))
        singles = {key_of(m.names[0]) for ms in found.values() for m in ms if len(m.names) == 1}
        for number, text in rows:
            self.marked[number] = self._mark(text, found.get(number, ()), singles)
        self._acronyms()
        self._pronouns()
        for number, text in self.marked.items():
            self.marked[number] = mark_board(_APPOSED.sub(r"\1", text) if "⟧ (" in text else text)
        self._undefined()
        self._subcommittees()

    def _number(self, name: str) -> int:
        key = key_of(self._full.get(name, name))
        number = self._aliases.get(name)
        if number is None:
            number = self._by_key.setdefault(key, len(self.bodies))
        if number == len(self.bodies):
            self.bodies.append(Body(key))
        body = self.bodies[number]
        body.names[name] = body.names.get(name, 0) + 1
        return number

    def _define(self, text: str, found: tuple[Mention, ...]) -> None:
        for mention in found:
            if len(mention.names) != 1:
                continue
            if mention.bracket:
                self._full.setdefault(f"{_bare(mention.bracket)} Committee", mention.names[0])
            alias = _ALIAS.match(text[mention.end : mention.end + 140])
            if alias and alias.group(1).endswith(" Committee") and alias.group(1) != mention.names[0]:
                self._full.setdefault(alias.group(1), mention.names[0])

    def _mark(self, text: str, found: tuple[Mention, ...], singles: set[frozenset[str]]) -> str:
        pieces: list[str] = []
        at = 0
        for mention in found:
            names = mention.names
            apart = all(key_of(name) in singles for name in names)
            held = not apart and HELD.match(text, mention.end)
            if mention.joint and (key_of(mention.joint) in singles or held):
                names = (mention.joint,)
            numbers = [self._number(name) for name in names]
            if alias := _ALIAS.match(text[mention.end : mention.end + 140]):
                self._alias(alias.group(1), numbers)
            if mention.bracket:
                self._alias(f"{_bare(mention.bracket)} Committee", numbers)
            pieces += [text[at : mention.start], " and ".join(f"⟦C{number}⟧" for number in numbers)]
            at = mention.end
        return "".join(pieces) + text[at:]

    def _alias(self, alias: str, numbers: list[int]) -> None:
        if len(numbers) != 1 or "Board" in alias or alias.startswith("Chief"):
            return
        if alias == "Committee" or alias.endswith(" Committee") or _CAPITALS.search(alias):
            self._aliases.setdefault(alias, numbers[0])

    def _acronyms(self) -> None:
        known = {alias: number for alias, number in self._aliases.items() if "Committee" not in alias}
        if not known:
            return
        pattern = re.compile(
            r"\b(" + "|".join(re.escape(alias) for alias in known) + r")(?:s|'s)?\b(?!\s*(?:⟦|\)))"
        )
        for number, text in self.marked.items():
            self.marked[number] = pattern.sub(lambda m: f"⟦C{known[m.group(1)]}⟧", text)

    def _shorter(self, named: int, last: int, before: str) -> bool:
        """Whether "this governance committee" is the cybersecurity governance committee named before."""
        return bool(_THIS.search(before)) and self.bodies[named].key < self.bodies[last].key

    def _undefined(self) -> None:
        """Mark the acronyms of board committees that the text uses without saying what they stand for."""
        used = (
            {match[1] or match[2] for text in self.marked.values() for match in _UNDEFINED.finditer(text)}
            - self._aliases.keys()
            - _NO_COMMITTEE
        )
        for acronym in sorted(used):
            number = self._number(acronym)
            pattern = re.compile(rf"\b{acronym}\b")
            for place, text in self.marked.items():
                self.marked[place] = pattern.sub(f"⟦C{number}⟧", text)

    def _subcommittees(self) -> None:
        """Take a subcommittee and the committee it belongs to for one body: "the Cybersecurity Subcommittee of the
        Audit Committee" is one committee of the board."""
        pairs = {
            (int(match[1]), int(match[2]))
            for text in self.marked.values()
            if "⟧ of " in text
            for match in _SUBCOMMITTEE.finditer(text)
            if "sub" in self.bodies[int(match[1])].name.lower()
        }
        for sub, whole in sorted(pairs):
            body, host = self.bodies[sub], self.bodies[whole]
            name = f"{body.name} of the {host.name}"
            body.key, body.names = key_of(name), {name: sum(host.names.values()) + sum(body.names.values())}
            for place, text in self.marked.items():
                joined = _SUBCOMMITTEE.sub(r"⟦C\1⟧", text) if f"⟦C{sub}⟧ of " in text else text
                self.marked[place] = joined.replace(f"⟦C{whole}⟧", f"⟦C{sub}⟧")

    def _pronouns(self) -> None:
        """Resolve "the Committee" to the committee so defined, else to the one named last, at most 4
        sentences ago."""
        defined = self._aliases.get("Committee")
        last, last_at = defined, 0
        for place, (number, text) in enumerate(self.marked.items()):
            if "ommittee" not in text and not _THIS_MARK.search(text):
                if marks := _NUMBER.findall(text):
                    last, last_at = int(marks[-1]), place
                continue
            pieces: list[str] = []
            at = 0
            for m in _REFERENCE.finditer(text):
                if m.group(1):
                    named = int(m.group(1))
                    if last is not None and self._shorter(named, last, text[: m.start()]):
                        pieces += [text[at : m.start()], f"⟦C{last}⟧"]
                        at = m.end()
                        named = last
                    last, last_at = named, place
                    continue
                target = defined if defined is not None else last
                if target is not None and (defined is not None or place - last_at <= MEMORY):
                    pieces += [text[at : m.start()], f"the ⟦C{target}⟧"]
                    at = m.end()
            self.marked[number] = "".join(pieces) + text[at:]


def mark_board(text: str) -> str:
    """`text` with every mention of the board of directors (trustees, managers, supervisory board) as
    `⟦B⟧`."""
    if "oard" not in text and "OARD" not in text and "BoD" not in text and "BOD" not in text:
        return text

    def replace(found: re.Match[str]) -> str:
        words = text[max(0, found.start() - 20) : found.start()].lower().split()
        other = words and (words[-1] in _NOT_BOARD or words[-2:] == ["across", "the"])
        return found.group() if other and " of " not in found.group().lower() else BOARD

    return _BOARD.sub(replace, text)
