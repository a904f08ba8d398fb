"""What a filing says about each committee it names: whether it is the board's, and how plainly it is charged.

A management committee, a committee only planned and one that merely hears of it while another is charged do
not count. Not here: the patterns (`committee_patterns.py`), the table of committees (`committees.py`).
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.metrics.committee_patterns import (
    ABSENCE,
    ABSENT,
    BOARD_CHARGED,
    BOARD_TOLD,
    BOARDS,
    BY_THE_WAY,
    CANDIDATES,
    CHARGES,
    CYBER,
    ENTERPRISE,
    HEARS,
    INCLUDED,
    INTERNAL_AUDIT,
    MANAGEMENT,
    MORE_THAN_HEARS,
    OF_BOARD,
    OTHER_SUBJECT,
    PAIR,
    PRIORS,
    WITHIN,
    C,
)
from pipelines.metrics.committee_register import Body, Register

SETTLED, CLEAR, LIKELY, UNLIKELY = 8, 4, 2, 3
"""Weights: no more evidence is looked for; plainly the board's; the board's though nothing charges it;
management's unless a sentence with the board in it says otherwise."""
REPEATS = 2
"""How often one pattern may count for one committee."""

GRADES = (1, 2, 3, 4)
HEARD = 2
"""Of a committee in a sentence: 1 is named without the subject, 2 is informed, 3 is charged by the way or within
enterprise risk, 4 is plainly charged with cybersecurity."""

_AUDIT = frozenset({"audit"})
"""The key of a plain Audit Committee, which is the board's by its name alone."""


@dataclass
class Standing:
    """What a filing says about one committee."""

    body: Body
    weight: float = 0.0
    grades: list[tuple[int, int]] = field(default_factory=list)
    """(grade, sentence), see `GRADES`."""
    named: list[int] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)
    tagged: bool = False
    """Whether a sentence that names it stands in a block tagged as the responsible board committee."""

    def open(self, text: str) -> bool:
        """Whether `text` can still tell whose committee it is: a plain Audit Committee is the board's by
        its name."""
        return (
            self.body.key != _AUDIT
            and abs(self.weight) < SETTLED
            and (self.weight > -UNLIKELY or "⟦B⟧" in text)
        )

    @property
    def is_board(self) -> bool:
        """Whether it is a committee of the board."""
        return self.weight + (0.5 if self.tagged else 0) > 0

    @property
    def grade(self) -> int:
        """The highest grade of any sentence; 0 where it is only named."""
        return max((grade for grade, _ in self.grades), default=0)

    @property
    def sentence(self) -> int:
        """The sentence that gives the highest grade."""
        return min(
            (number for grade, number in self.grades if grade == self.grade),
            default=min(self.named, default=0),
        )


def _compile(table: tuple[tuple[str, float, str], ...], sign: int) -> list[tuple[re.Pattern[str], float]]:
    return [(re.compile(pattern), sign * weight) for pattern, weight, _ in table]


_WEIGHTS = _compile(BOARDS, 1) + _compile(MANAGEMENT, -1)
_CHARGES = [(re.compile(pattern), strength) for pattern, strength, _ in CHARGES]
_HEARS = [re.compile(pattern) for pattern, _ in HEARS]
_MARK = re.compile(C)

_REPORTING = re.compile(r"(?i)\bcontrols? (?:related to|over|relating to) (?:our |the )?financial reporting")
_WHILE = re.compile(
    r",? (?:while|whereas) (?=(?:the|our|its) (?:⟦B⟧ )?⟦C)|; (?:and )?(?=(?:the|our|its) (?:⟦B⟧ )?⟦C)"
)
"""Between what one committee oversees and what another does."""
_PRIORS = [(re.compile(pattern), weight) for pattern, weight in PRIORS]


@lru_cache(maxsize=4096)
def prior(name: str) -> float:
    """How much a name alone tells that the committee is the board's."""
    text = name.lower().replace("&", "and")
    return sum(weight for pattern, weight in _PRIORS if pattern.search(text))


def standings(register: Register, board_tagged: set[int]) -> list[Standing]:
    """What the sentences of a filing say about each of its committees; `board_tagged`: sentences that a
    tag on board oversight covers."""
    found = [Standing(body, prior(body.name)) for body in register.bodies]
    if not found:
        return found
    pairs: set[tuple[int, int]] = set()
    certain = len(found) == 1 and found[0].body.key == _AUDIT
    for number, text in register.marked.items():
        if "⟦C" not in text:
            continue
        if certain and found[0].grade == GRADES[-1]:
            break
        present = _present(text)
        for which in present:
            found[which].named.append(number)
            found[which].tagged |= number in board_tagged
        if any(found[which].open(text) for which in present):
            _weigh(found, text)
        if len(present) > 1:
            pairs |= {(int(one), int(other)) for one, other in PAIR.findall(text)}
        if any(found[which].grade < GRADES[-1] for which in present):
            for clause in _WHILE.split(text) if len(present) > 1 else (text,):
                _grade(found, number, clause, present & _present(clause))
    for one, other in pairs | {(other, one) for one, other in pairs}:
        if found[one].weight >= CLEAR and prior(found[other].body.name) >= 0:
            found[other].weight += 1
        elif found[one].weight <= -LIKELY and found[other].weight < 1:
            found[other].weight -= 1
    return found


def _present(text: str) -> set[int]:
    """The committees a sentence names, without those that do not exist or are only planned."""
    present = {int(number) for number in _MARK.findall(text)}
    if any(word in text for word in ABSENCE):
        present -= {int(group) for match in ABSENT.finditer(text) for group in match.groups() if group}
    return present


def _weigh(found: list[Standing], text: str) -> None:
    """Add what a sentence tells about whose committees it names; a pattern counts twice at most for each."""
    for place, (pattern, weight) in enumerate(_WEIGHTS):
        for match in pattern.finditer(text):
            standing = found[int(next(group for group in match.groups() if group))]
            if standing.seen.get(place, 0) < REPEATS:
                standing.seen[place] = standing.seen.get(place, 0) + 1
                standing.weight += weight


def _grade(found: list[Standing], number: int, text: str, present: set[int]) -> None:
    """Add what a sentence charges the committees with that it names."""
    if CANDIDATES.search(text):
        return
    about = _topic(text)
    text = OF_BOARD.sub(r"\1", text) if "⟦B⟧" in text else text
    charged = False
    for pattern, strength in _CHARGES:
        grade = _charge(strength, about)
        listed = _listed(pattern, text) & present
        for which in listed:
            charged = True
            found[which].grades.append((grade, number))
        if grade == GRADES[-1] and listed == present:
            return  # no higher grade is to be had
    for pattern in () if charged and len(present) == 1 else _HEARS:
        for which in _listed(pattern, text) & present:
            found[which].grades.append((2 if about > 0 else 1, number))


def _charge(strength: int, about: int) -> int:
    """The grade of a charge: how it is said (2 plainly, 1 by the way) of what (see `_topic`)."""
    if (strength, about) == (2, 2):
        return 4
    return 3 if about > 0 or (about == 0 and strength > 1) else 1


def _topic(text: str) -> int:
    """Whether a sentence is about cybersecurity itself (2), about enterprise risk that includes it (1), does not
    say (0), or is about another subject (-1)."""
    about = CYBER.search(text)
    if about is None:
        return -1 if OTHER_SUBJECT.search(text) else 0
    if (
        WITHIN.search(text)
        or (_REPORTING.search(text) and "yber" not in text)
        or INTERNAL_AUDIT.search(text[: about.start()])
    ):
        return 1
    wider = ENTERPRISE.search(text)
    if wider is None or about.start() < wider.start():
        return 2
    return 1 if INCLUDED.search(text[wider.end() : about.end() + 1]) else 2


def _listed(pattern: re.Pattern[str], text: str) -> set[int]:
    return {int(mark.group(1)) for match in pattern.finditer(text) for mark in _MARK.finditer(match["list"])}


def board_committees(found: list[Standing]) -> list[Standing]:
    """The committees of the board that count as charged: those of the highest grade that any of them
    reaches."""
    boards = [s for s in _merged(found) if s.is_board and (s.grade or (s.named and s.weight >= LIKELY))]
    highest = max((s.grade for s in boards), default=0)
    return [s for s in boards if s.grade == highest]


_ONE_OF_A_KIND = frozenset({"audit", "governance"})
"""Words of names of which a board has one committee only."""


def heard_only(register: Register, charged: list[Standing]) -> bool:
    """Whether the committees merely hear of incidents or of results, while the board as a whole is charged with
    cybersecurity: a committee that only looks after the audit of it is not counted (codebook)."""
    if not charged or max(s.grade for s in charged) > HEARD:
        return False
    texts = register.marked
    for standing in charged:
        for number in standing.named:
            text = texts[number]
            if not BY_THE_WAY.search(text) or MORE_THAN_HEARS.search(text):
                return False
    return any(
        BOARD_TOLD.search(text) or (BOARD_CHARGED.search(text) and CYBER.search(text))
        for text in texts.values()
    )


def _merged(found: list[Standing]) -> list[Standing]:
    """Names of one body as one: an audit committee is called by a shorter name later on."""
    kept: list[Standing] = []
    for standing in sorted(found, key=lambda s: -len(s.body.key)):
        host = next(
            (
                k
                for k in kept
                if k.is_board
                and _ONE_OF_A_KIND & k.body.key & standing.body.key
                and k.body.key >= standing.body.key
            ),
            None,
        )
        if host is None:
            kept.append(standing)
            continue
        host.grades += standing.grades
        host.named += standing.named
        audit = standing.body.key >= _AUDIT
        host.weight = max(host.weight, standing.weight) if audit else host.weight + standing.weight
    return sorted(kept, key=lambda s: min(s.named, default=1 << 30))
