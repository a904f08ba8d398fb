"""What a filing says about each committee it names: whether it is the board's, and how plainly it is charged.

A management committee, one that does not exist and one that merely hears of it while another is charged do not count.
Not here: the rules (`rules/committee_*.toml`), the table of committees (`committees.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.metrics.board.register import MARK, Body, Register
from pipelines.metrics.language.rules import Rule, Rules, rules

CLEAR, LIKELY = 4, 2
"""Weights: plainly the board's; the board's though nothing charges it."""
TAGGED = 0.5
"""What a tag on the responsible committee is worth."""
REPEATS = 2
"""How often one rule may count for one committee."""
NAMED, HEARD, BY_THE_WAY, CHARGED = 1, 2, 3, 4
"""Grades of a committee in a sentence: named without the subject; informed; charged by the way or within enterprise
risk; plainly charged with cybersecurity."""
GRADES = {
    ("charged", "subject"): CHARGED,
    ("charged", "within"): BY_THE_WAY,
    ("charged", ""): BY_THE_WAY,
    ("beside", "subject"): BY_THE_WAY,
    ("beside", "within"): BY_THE_WAY,
    ("heard", "subject"): HEARD,
}
"""How a charge is said, and of what (see `topic`); of all else a committee is only named."""

_PAIR = re.compile(r"⟦C(\d+)⟧ (?:and|of) (?:the |our |its )?⟦C(\d+)⟧")
_OF_BOARD = re.compile(
    r"(⟦C\d+⟧) (?:of|within) (?:(?:[\w'.]+ ){0,4}⟦(?:B|C\d+)⟧|the (?:Company|Bank)(?: and the (?:Company|Bank))?\b)"
)
"""What a committee is part of."""
_WHILE = re.compile(r"(?:,? (?:while|whereas)|;(?: and)?) (?=(?:the|our|its) (?:⟦B⟧ )?⟦C)")
"""Between what one committee oversees and what another does."""
_AND_HEARS = re.compile(
    r"(⟦C\d+⟧)(?:,? which)? ((?:is|oversees|has|provides|assists)\b(?:[^;⟦]|⟦B){1,300}?)(?:,|,? and) "
    r"(?=(?:also |periodically |regularly )?(?:receives|hears)\b)"
)
"""Between what a committee is there for and what it is told."""
_AUDIT = frozenset({"audit"})
_ONE_OF_A_KIND = frozenset({"audit", "governance"})
"""Words of names of which a board has one committee only."""


class Charge(NamedTuple):
    """A grade that a sentence gives a committee, and the rule that says so."""

    grade: int
    sentence: int
    rule: Rule


@dataclass
class Standing:
    """What a filing says about one committee."""

    body: Body
    signs: list[tuple[float, int | None, Rule]] = field(default_factory=list)
    """Weight (the board's or, below zero, management's), sentence (None: the name) and rule."""
    charges: list[Charge] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    tagged: bool = False
    """Whether a sentence that names it stands in a block tagged as the responsible board committee."""

    @property
    def weight(self) -> float:
        """All signs together, each rule at most `REPEATS` times; a plain Audit Committee is the board's by its name."""
        by_rule: dict[str, list[float]] = {}
        for weight, _, rule in self.signs:
            if weight > 0 or self.body.key != _AUDIT:
                by_rule.setdefault(rule.name, []).append(weight)
        return sum(sum(weights[:REPEATS]) for weights in by_rule.values())

    @property
    def is_board(self) -> bool:
        """Whether it is a committee of the board; a tag says so only of one that is charged."""
        return self.weight + TAGGED * (self.tagged and self.grade > HEARD) > 0

    @property
    def whose(self) -> tuple[str, int | None]:
        """The rule that says most plainly that it is the board's, and the sentence (None: its name, or a tag)."""
        weight, sentence, rule = max(self.signs, key=lambda sign: sign[0], default=(0.0, None, None))
        return (rule.name, sentence) if rule and weight > 0 else ("tagged as the board's", None)

    @property
    def charge(self) -> Charge | None:
        """The first charge of the highest grade; None where it is only named."""
        return min(self.charges, key=lambda charge: (-charge.grade, charge.sentence), default=None)

    @property
    def grade(self) -> int:
        """The highest grade of any sentence; 0 where it is only named."""
        return self.charge.grade if self.charge else 0


class Saying(NamedTuple):
    """What one marked sentence says, its committees counted in order of appearance."""

    present: frozenset[int]
    signs: tuple[tuple[float, int, Rule], ...]
    charges: tuple[tuple[int, int, Rule], ...]
    pairs: tuple[tuple[int, int], ...]


def standings(register: Register, board_tagged: set[int]) -> list[Standing]:
    """What the sentences of a filing say about each of its committees; `board_tagged`: sentences that a tag on board
    oversight covers."""
    found = [Standing(body, list(_by_name(body.name))) for body in register.bodies]
    pairs: set[tuple[int, int]] = set()
    for number, text in register.marked.items():
        places = list(dict.fromkeys(map(int, MARK.findall(text))))
        if not places:
            continue
        canonical = _counted(text, places)
        said = saying(canonical, all(found[place].body.key == _AUDIT for place in places))
        for place in said.present:
            found[places[place]].named.append(number)
            found[places[place]].tagged |= number in board_tagged
        for weight, place, rule in said.signs:
            found[places[place]].signs.append((weight, number, rule))
        for grade, place, rule in said.charges:
            found[places[place]].charges.append(Charge(grade, number, rule))
        pairs |= {(places[one], places[other]) for one, other in said.pairs}
    for one, other in pairs | {(other, one) for one, other in pairs}:
        _neighbour(found[one], found[other])
    return found


def _counted(text: str, places: list[int]) -> str:
    """A sentence with its committees counted from 0, so that equal sentences of two filings are read once."""
    return MARK.sub(lambda mark: f"⟦C{places.index(int(mark[1]))}⟧", text)


@lru_cache(maxsize=4096)
def _by_name(name: str) -> tuple[tuple[float, None, Rule], ...]:
    """What a name alone tells."""
    found = {f.rule.name: f.rule for f in rules("committee_names").find(f"the {name}")}
    return tuple((_weight(rule), None, rule) for rule in found.values())


def _weight(rule: Rule) -> float:
    weight = float(rule.data["weight"])
    return weight if rule.gives == "board" else -weight


@cache
def _rules(*codes: str) -> Rules:
    return rules("committee_charge").giving(*codes)


def _marks(text: str) -> set[int]:
    return {int(number) for number in MARK.findall(text)}


@lru_cache(maxsize=16384)
def saying(text: str, known: bool = False) -> Saying:
    """What a sentence says of its committees; `known`: whose they are needs no telling."""
    absent = {min(_marks(found.match["absent"])) for found in _rules("absent").find(text)}
    present = _marks(text) - absent
    signs = [
        (
            _weight(found.rule),
            int(MARK.findall(found.match.groupdict().get("whose") or found.match[0])[0]),
            found.rule,
        )
        for found in (() if known else rules("committee_whose").find(text))
    ]
    clauses = [
        clause for part in _AND_HEARS.sub(r"\1 \2\n\1 ", text).split("\n") for clause in _WHILE.split(part)
    ]
    charges = [charge for clause in clauses for charge in _charges(clause, present)]
    pairs = tuple((int(one), int(other)) for one, other in _PAIR.findall(text))
    return Saying(frozenset(present), tuple(signs), tuple(charges), pairs)


def _charges(clause: str, present: set[int]) -> Iterator[tuple[int, int, Rule]]:
    """What a clause charges the committees with that it names, and that exist."""
    clause = without_board(clause)
    about = topic(clause)
    told_of = "audited" if _rules("by the way").first(clause) and not regular(clause) else about
    charged: set[int] = set()
    for found in _rules("charged", "beside", "heard").find(clause):
        said = found.rule.gives
        for place in _marks(found.match["list"]) & present:
            if said != "heard" or place not in charged or len(present) > 1:
                yield GRADES.get((said, told_of if said == "heard" else about), NAMED), place, found.rule
                charged.add(place)


def regular(text: str) -> bool:
    """Whether a sentence speaks of a regular matter, and not of incidents and results alone."""
    return _rules("regular").first(text) is not None


def without_board(text: str) -> str:
    """A sentence without what its committees are part of: "of the Board", "of the Audit Committee", "of the Company"."""
    return _OF_BOARD.sub(r"\1", text)


def topic(text: str) -> str:
    """What a sentence is about: cybersecurity itself ("subject"), enterprise risk that it is a part of ("within"), the audit of
    it ("audited"), another subject, or nothing that it says ("")."""
    found: dict[str, int] = {}
    for f in _rules("subject", "other subject", "within", "audited", "limited").find(text):
        found[f.rule.gives] = min(f.match.start(), found.get(f.rule.gives, len(text)))
    if "subject" not in found:
        return "other subject" if "other subject" in found else ""
    if "limited" in found or found.get("audited", len(text)) <= found["subject"]:
        return "audited"
    return "within" if "within" in found else "subject"


def _neighbour(host: Standing, guest: Standing) -> None:
    """A committee named in one breath with one that is plainly the board's, or management's, is likely so too."""
    if host.weight >= CLEAR and sum(weight for weight, *_ in _by_name(guest.body.name)) >= 0:
        guest.signs.append((1, None, _strongest(host)))
    elif host.weight <= -LIKELY and guest.weight < 1:
        guest.signs.append((-1, None, _strongest(host)))


def _strongest(standing: Standing) -> Rule:
    return max(standing.signs, key=lambda sign: abs(sign[0]))[2]


def board_committees(found: list[Standing]) -> list[Standing]:
    """The committees of the board that count as charged: those of the highest grade that any of them reaches."""
    boards = [s for s in _merged(found) if s.is_board and (s.grade or (s.named and s.weight >= LIKELY))]
    highest = max((s.grade for s in boards), default=0)
    return [s for s in boards if s.grade == highest]


def _merged(found: list[Standing]) -> list[Standing]:
    """Names of one body as one: an audit committee is called by a shorter name later on."""
    kept: list[Standing] = []
    for standing in sorted(found, key=lambda s: -len(s.body.key)):
        kind, key = _ONE_OF_A_KIND & standing.body.key, standing.body.key
        host = next((k for k in kept if k.is_board and kind & k.body.key and k.body.key >= key), None)
        if host is None:
            kept.append(standing)
            continue
        host.charges += standing.charges
        host.named += standing.named
        if "audit" not in key:
            host.signs += standing.signs
    return sorted(kept, key=lambda s: min(s.named, default=1 << 30))
