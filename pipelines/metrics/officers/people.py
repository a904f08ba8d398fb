"""The persons of one filing: its mentions joined into officers over all sentences.

Not here: how titles and parts are recognised in a sentence (`mentions.py`, `parts.py`), and whose years are whose
(`reading.py`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipelines.metrics.officers.mentions import (
    VICE,
    Mention,
    Sentence,
    read_sentence,
    tells_years,
)
from pipelines.metrics.officers.parts import EXECUTIVES, THEY_ACT, assign_parts
from pipelines.metrics.officers.roles import NAMED_ROLES, Role, position, rank, role, spelled_out
from pipelines.metrics.officers.same_person import same_person
from pipelines.metrics.officers.titles import NO_ALIASES, Aliases

GROUP_ROLES = frozenset({"TEAM", "COMMITTEE", "EXTERNAL"})
SHARED = frozenset({"combined", "average"})
"""Scopes of a group's figure."""


class Source(NamedTuple):
    """What a value rests on: the number of its sentence, and its rule."""

    sentence: int
    rule: str


@dataclass(eq=False)
class Officer:
    """One officer of a filing, as far as its text tells."""

    title: str
    role: Role
    named: Source
    keys: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    roles: list[Role] = field(default_factory=list)
    active: bool = False
    outside: bool = False
    words: frozenset[str] | None = None
    years: int | None = None
    qualifier: str | None = None
    scope: str | None = None
    years_source: Source | None = None
    tenure_years: int | None = None
    tenure_source: Source | None = None
    certifications: list[str] = field(default_factory=list)
    reports_to: str | None = None
    reports_source: Source | None = None

    def take_years(self, years: int, qualifier: str, scope: str, source: Source) -> None:
        """Keep the largest figure of experience; a group's sum or average gives way to what each member has."""
        better = (
            self.years is None
            or (self.scope in SHARED and scope not in SHARED)
            or (years > self.years and (scope in SHARED) == (self.scope in SHARED))
        )
        if better:
            self.years, self.qualifier, self.scope, self.years_source = years, qualifier, scope, source

    def take_tenure(self, years: int, source: Source) -> None:
        """Keep the longest tenure."""
        if years > (self.tenure_years or 0):
            self.tenure_years, self.tenure_source = years, source


_RESEARCH = re.compile(r"(?i)contract research|clinical|\bCROs\b")
"""Where CRO is a contract research organisation."""
Texts = Sequence[tuple[int, str]]


@lru_cache(maxsize=65536)
def _sentence(text: str) -> Sentence:
    """A sentence read, with the parts in it; kept, as most are said in several filings."""
    sentence = read_sentence(text, NO_ALIASES, tells_years(text))
    assign_parts(sentence)
    return sentence


class People:
    """One filing read: its sentences with their mentions, and the officers that the mentions add up to."""

    def __init__(self, texts: Texts) -> None:
        self.people: list[Officer] = []
        self.by_key: dict[str, Officer] = {}
        self.two_ranks: frozenset[str] = frozenset()
        self.apart: set[frozenset[str]] = set()
        self.read = self._read(texts)
        self.two_ranks = frozenset(self._two_ranks())
        self._join()

    def _read(self, texts: Texts) -> list[tuple[int, Sentence]]:
        research = any("CRO" in text for _, text in texts) and any(
            _RESEARCH.search(text) for _, text in texts
        )
        if research:
            texts = [(number, text.replace("CRO", "cro")) for number, text in texts]
        read = [(number, _sentence(text)) for number, text in texts]
        meanings = {
            name: meaning
            for _, sentence in read
            for name, meaning in sentence.defined.items()
            if spelled_out(name) is None or role(name).code != meaning[1].code
        }
        if not meanings:
            return read
        names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True))
        pattern = re.compile(
            rf"\b(?P<name>{names})(?:(?<=[A-Z])s)?\b(?!\s*[/-]?\s*(?:\d|IEC|Policy|Program))"
        )
        aliases = Aliases(meanings, pattern)
        for place, (number, sentence) in enumerate(read):
            if pattern.search(sentence.text):
                again = read_sentence(sentence.text, aliases, sentence.tells_years)
                assign_parts(again)
                read[place] = (number, again)
        return read

    def _join(self) -> None:
        """Enter each title as an officer, and unite those of whom the sentences say that they are one."""
        said: dict[str, Counter[tuple[str, str]]] = {
            verdict: Counter() for verdict in ("same", "one", "likely", "perhaps", "two", "unsaid")
        }
        named: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for _, sentence in self.read:
            for first, second, verdict in same_person(sentence):
                pair = self._main_key(first), self._main_key(second)
                said[verdict][pair] += 1
                pairs[pair] += verdict in ("likely", "unsaid")
        self.apart = {frozenset(pair) for pair in said["two"]}
        for place, (number, sentence) in enumerate(self.read):
            following = self.read[place + 1][1].text if place + 1 < len(self.read) else ""
            they_act = THEY_ACT.first(following) is not None
            for mention in sentence.mentions:
                if mention.kind == "title" and mention.part not in ("past", "described"):
                    named[self._main_key(mention)] += 1
                    acts = mention.part == "active" or (mention.part == "recipient" and they_act)
                    self._enter(mention, number, acts)
        self._shortened()
        one = Counter(said["one"])
        for pair, count in said["likely"].items():
            # where they do not both stand alone elsewhere; of chief executives a slip ("our CEO and CFO reports") is
            # nearer than one person
            beside = pairs[pair] if not {*pair} <= EXECUTIVES else min(pairs[pair], 2 * count)
            if min(named[pair[0]], named[pair[1]]) <= max(count, beside):
                one[pair] += count
        # "perhaps" where the first title never stands alone
        one += Counter({pair: count for pair, count in said["perhaps"].items() if named[pair[0]] <= count})
        for first_key, second_key in said["same"] + one:
            pair, turned = (first_key, second_key), (second_key, first_key)
            apart = not said["same"][pair] and said["two"][pair] + said["two"][turned]
            if not apart and first_key in self.by_key and second_key in self.by_key:
                self._unite(self.by_key[first_key], self.by_key[second_key])

    def _shortened(self) -> None:
        """Unite a title with the longer one that it shortens: "Head of IT" and "Head of IT and Cybersecurity"."""
        for whole in [officer for officer in self.people if re.search(r" (?:and|&) ", officer.title)]:
            first = re.split(r" (?:and|&) ", whole.title)[0]
            shorter = (other for other in self.people if other is not whole and other.title == first)
            if (other := next(shorter, None)) and other.role.ranked:
                self._unite(whole, other)

    def _main_key(self, mention: Mention) -> str:
        key = mention.position
        return f"{rank(mention.main.text)} {key}" if key in self.two_ranks else key

    def _two_ranks(self) -> Iterator[str]:
        """Keys that one sentence has in two ranks: "the Senior Director of IT, the Director of IT and"."""
        for _, sentence in self.read:
            if (
                "refer" in sentence.text
            ):  # "our Executive Director of IT, whom we refer to as the IT Director"
                continue
            ranks: dict[str, set[str]] = {}
            for mention in sentence.mentions:
                if mention.kind == "title" and mention.role.ranked:
                    ranks.setdefault(mention.position, set()).add(rank(mention.titles[-1].text))
            yield from (key for key, several in ranks.items() if len(several) > 1)

    def _enter(self, mention: Mention, number: int, acts: bool) -> None:
        """Give a title mention to its officer, a new one if need be, and say whether it has a part."""
        main = self._main_key(mention)
        others = [title for title in mention.titles if not title.bare and title.role.code in NAMED_ROLES]
        keys = {
            main,
            *(position(mention.text, title.text, title.role.code) for title in others),
        } - self.two_ranks
        known = next((key for key in sorted(keys) if key in self.by_key), main)
        officer = self.by_key.get(known)
        whole = self.by_key.get(main)
        if officer and whole and whole is not officer:
            if frozenset((known, main)) not in self.apart:
                self._unite(whole, officer)
            officer = whole
        if officer is None and all(title.bare for title in mention.titles):
            officer = self._ranked(mention)
        if officer is None:
            officer = Officer(mention.text, mention.role, Source(number, mention.role.rule))
            self.people.append(officer)
        for key in keys:
            self.by_key.setdefault(key, officer)
        officer.keys |= keys
        officer.roles += [mention.role, *(title.role for title in mention.titles)]
        officer.outside = officer.outside or (mention.outside and mention.part != "vendor")
        if mention.surname:
            officer.surnames.add(mention.surname)
        if acts and not officer.active:
            officer.active, officer.named = True, Source(number, mention.role.rule)

    def _ranked(self, mention: Mention) -> Officer | None:
        """Who is meant by a rank alone ("the Vice President", "the Executive Director"): the last officer with it."""
        written = mention.titles[0].text
        if written == "President":
            alike = re.compile(r"(?i)(?<!vice )president")
        else:
            alike = VICE if VICE.search(written) else re.compile(rf"(?i)\b{re.escape(written)}\b")
        return next((officer for officer in reversed(self.people) if alike.search(officer.title)), None)

    def _unite(self, one: Officer, other: Officer) -> None:
        if one is other or one not in self.people or other not in self.people:
            return
        one.keys |= other.keys
        one.roles += other.roles
        one.surnames |= other.surnames
        one.outside = one.outside or other.outside
        if other.active and (not one.active or other.named < one.named):
            one.named = other.named
        one.active = one.active or other.active
        self.people.remove(other)
        self.by_key.update({key: one for key, officer in self.by_key.items() if officer is other})

    def officer(self, mention: Mention) -> Officer | None:
        """The officer whom a title names."""
        return self.by_key.get(self._main_key(mention)) if mention.kind == "title" else None

    def person(self, mention: Mention) -> Officer | None:
        """The officer whom a title or a person's name names; a name's title may stand in any sentence."""
        if mention.kind != "person":
            return self.officer(mention)
        return next((officer for officer in self.people if mention.surname in officer.surnames), None)

    def only(self) -> list[Officer]:
        """The one officer with an active part, where a filing has only one."""
        active = [
            officer for officer in self.people if officer.active and officer.role.code not in GROUP_ROLES
        ]
        return active if len(active) == 1 else []

    def nameless(self, mention: Mention, number: int) -> Officer:
        """An entry for somebody of whom the text tells the name but no title."""
        role = Role("OTHER_OFFICER", "a name without a title")
        officer = Officer(
            mention.text, role, Source(number, role.rule), {mention.surname}, {mention.surname}, [role], True
        )
        self.people.append(officer)
        return officer
