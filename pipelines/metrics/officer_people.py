"""The persons of one filing: its mentions joined into officers over all sentences.

Not here: how titles and parts are recognised in a sentence (`title_finder.py`, `officer_mentions.py`,
`officer_parts.py`), and whose years are whose (`officer_years.py`).
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.metrics.officer_mentions import Aliases, M, Mention, Sentence, read_sentence
from pipelines.metrics.officer_parts import assign_parts, same_person
from pipelines.metrics.titles import ABBREVIATIONS, NAMED_ROLES

GROUP_ROLES = frozenset({"TEAM", "COMMITTEE", "EXTERNAL"})
YEARS = re.compile(r"(?i)year|decade|yrs|century")


@dataclass(eq=False)
class Officer:
    """One officer of a filing, as far as its text tells."""

    title: str
    role: str
    keys: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    active: bool = False
    first_sentence: int = 0
    years: int | None = None
    years_sentence: int | None = None
    words: frozenset[str] | None = None
    qualifier: str | None = None
    scope: str | None = None
    tenure_years: int | None = None
    certifications: list[str] = field(default_factory=list)
    reports_to: str | None = None

    def take_years(self, years: int, qualifier: str, scope: str, sentence: int) -> None:
        """Keep the largest figure of experience; a group's sum or average gives way to what each member has."""
        shared = {"combined", "average"}
        better = (
            self.years is None
            or (self.scope in shared and scope not in shared)
            or (years > self.years and (scope in shared) == (self.scope in shared))
        )
        if better:
            self.years, self.qualifier, self.scope, self.years_sentence = years, qualifier, scope, sentence

    def take_tenure(self, years: int) -> None:
        """Keep the longest tenure."""
        self.tenure_years = max(years, self.tenure_years or 0)


@lru_cache(maxsize=65536)
def _key(mention: str, title: str, role: str) -> str:
    """What tells one position of a filing from another: the role; of the lesser ranks also the field's words."""
    if role in ("CISO", "CSO") and (rank := _LESSER.search(mention) or _LESSER.search(title)):
        return f"{rank[0].lower()} {role}"
    if role in NAMED_ROLES and not role.startswith(("VP_", "DIR_")):
        return role
    words = (
        re.sub(r"\bIT\b", "information technology", title).lower().replace("cyber security", "cybersecurity")
    )
    return f"{role} {' '.join(sorted(set(re.findall(r'[a-z]+', words)) - _KEY_NOISE))}"


_LESSER = re.compile(r"(?i)\b(?:deputy|assistant|associate|regional|divisional|business)\b")
_KEY_NOISE = frozenset(["senior", "sr", "executive", "of", "the", "and", "our", "its", "vice", "president", "svp", "evp", "avp", "vp", "director", "head", "manager", "global", "corporate", "group", "first", "assistant", "associate", "team", "department", "lead", "leader", "s", "external", "outside", "outsourced", "virtual", "fractional", "contracted", "consultant"])  # fmt: skip


_NAME_REACH = 60
"""How many characters a name may stand from its title."""
_NAMES_TITLE = re.compile(
    rf"\s*,?\s*(?:(?:who\s+)?(?:is|serves\s+as|has\s+served\s+as|has\s+been|was\s+appointed(?:\s+as)?|joined\s+[^.;\ue000-\uf8ff]{{0,40}}\s+as)\s+)?"
    rf"(?:[\w']+\s+){{0,5}}(?={M})"
)
"""Between a name and its title: "Ms. Lind has been our CIO"."""


_RESEARCH = re.compile(r"(?i)contract research|clinical|\bCROs\b")
"""Where CRO is a contract research organisation."""


class People:
    """One filing read: its sentences with their mentions, and the officers that the mentions add up to."""

    def __init__(self, texts: list[tuple[int, str]]) -> None:
        self.people: list[Officer] = []
        self.by_key: dict[str, Officer] = {}
        self.read = self._read(texts)
        self._join()

    def _read(self, texts: list[tuple[int, str]]) -> list[tuple[int, str, Sentence]]:
        if not any("hief R" in text for _, text in texts) and any(
            _RESEARCH.search(text) for _, text in texts
        ):
            texts = [
                (number, text.replace("CRO", "cro")) for number, text in texts
            ]  # contract research organisations
        read = [
            (number, text, read_sentence(text, groups=bool(YEARS.search(text)))) for number, text in texts
        ]
        defined = {
            name: meaning
            for _, _, sentence in read
            for name, meaning in sentence.defined.items()
            if ABBREVIATIONS.get(name) != meaning[0]
        }
        if defined:
            names = "|".join(re.escape(name) for name in sorted(defined, key=len, reverse=True))
            pattern = re.compile(rf"\b(?:{names})\b(?!\s*[/-]?\s*(?:\d|IEC|Policy|Program))")
            roles = {name: role for name, (role, _) in defined.items()}
            aliases = Aliases(roles, {name: title for name, (_, title) in defined.items()}, pattern)
            read = [
                (
                    number,
                    text,
                    read_sentence(text, aliases, bool(YEARS.search(text)))
                    if pattern.search(text)
                    else sentence,
                )
                for number, text, sentence in read
            ]
        for _, _, sentence in read:
            assign_parts(sentence)
        return read

    def _join(self) -> None:
        verdicts: dict[str, Counter[tuple[str, str]]] = {
            verdict: Counter() for verdict in ("same", "one", "likely", "perhaps", "two")
        }
        named: Counter[str] = Counter()
        for number, _, sentence in self.read:
            for first, second, verdict in same_person(sentence):
                if verdict in verdicts:
                    verdicts[verdict][self._main_key(first), self._main_key(second)] += 1
            for mention in sentence.mentions:
                if mention.kind == "title" and mention.part not in ("past", "described"):
                    named[self._main_key(mention)] += 1
                    self._enter(mention, number)
        for (one, other), count in verdicts["likely"].items():
            if min(named[one], named[other]) <= count:  # they do not both stand alone elsewhere
                verdicts["one"][one, other] += count
        for (one, other), count in verdicts["perhaps"].items():
            if named[one] <= count:  # the first title never stands alone
                verdicts["one"][one, other] += count
        for one, other in verdicts["same"] | verdicts["one"]:
            apart = (
                not verdicts["same"][one, other] and verdicts["two"][one, other] + verdicts["two"][other, one]
            )
            if one != other and not apart and one in self.by_key and other in self.by_key:
                self._unite(self.by_key[one], self.by_key[other])
        self._shortened()

    def _shortened(self) -> None:
        """Unite a title with the longer one that it shortens: "Head of IT" and "Head of IT and Cybersecurity"."""
        for whole in [
            officer for officer in self.people if " and " in officer.title or " & " in officer.title
        ]:
            first = re.split(r" (?:and|&) ", whole.title)[0]
            for other in self.people:
                if other is not whole and other.title == first and other.role.startswith(("VP_", "DIR_")):
                    self._unite(whole, other)
                    break

    def _main_key(self, mention: Mention) -> str:
        title = next((title for title in mention.titles if title.role == mention.role), mention.titles[0])
        return _key(mention.text, title.text, mention.role)

    def _enter(self, mention: Mention, number: int) -> Officer:
        keys = {self._main_key(mention)}
        for title in mention.titles:
            if not title.bare and title.role in NAMED_ROLES:
                keys.add(_key(mention.text, title.text, title.role))
        officer = next((self.by_key[key] for key in sorted(keys) if key in self.by_key), None)
        if officer is None and all(title.bare for title in mention.titles):
            officer = self._ranked(mention)
        if officer is None:
            officer = Officer(mention.text, mention.role, first_sentence=number)
            self.people.append(officer)
        for key in keys:
            known = self.by_key.setdefault(key, officer)
            if known is not officer and key == self._main_key(mention):
                self._unite(known, officer)
                officer = known
        officer.keys |= keys
        officer.roles += [mention.role]
        officer.roles += [title.role for title in mention.titles if mention.role != "EXTERNAL"]
        if mention.surname:
            officer.surnames.add(mention.surname)
        if (mention.part == "active" and not mention.plural) or mention.part == "active":
            officer.active = True
        return officer

    def _ranked(self, mention: Mention) -> Officer | None:
        """Who is meant by a rank alone ("the Vice President", "the Executive Director"): the last officer so far with that rank."""
        words = mention.titles[0].text
        rank = re.compile(
            r"(?i)(?<!vice )president"
            if words == "President"
            else r"(?i)vice president|vp\b"
            if re.search(r"(?i)president|vp", words)
            else rf"(?i)\b{re.escape(words)}\b"
        )
        return next((officer for officer in reversed(self.people) if rank.search(officer.title)), None)

    def _unite(self, one: Officer, other: Officer) -> None:
        if one is other:
            return
        if one not in self.people or other not in self.people:
            return
        one.keys |= other.keys
        one.roles += other.roles
        one.surnames |= other.surnames
        one.active = one.active or other.active
        one.first_sentence = min(one.first_sentence, other.first_sentence)
        self.people.remove(other)
        for key, officer in self.by_key.items():
            if officer is other:
                self.by_key[key] = one

    def officer(self, mention: Mention) -> Officer | None:
        """The officer whom a title names."""
        return self.by_key.get(self._main_key(mention)) if mention.kind == "title" else None

    def person(self, mention: Mention) -> Officer | None:
        """The officer whom a title or a person's name names; a name's title may stand in any sentence."""
        if mention.kind != "person":
            return self.officer(mention)
        known = (officer for officer in self.people if mention.surname in officer.surnames)
        return next(known, None) or self._by_name(mention.surname)

    def _by_name(self, surname: str) -> Officer | None:
        """Who bears a surname whose title stands elsewhere: the title nearest to the name in any sentence."""
        name = re.compile(rf"(?<!\w){re.escape(surname)}(?!\w)")
        near: list[tuple[int, int, Officer]] = []
        for _, _, sentence in self.read:
            places = [match.start() for match in name.finditer(sentence.skeleton)]
            titles = [
                place
                for run in sentence.runs
                for place in run
                if sentence.at(place).part == "active" and not sentence.at(place).plural
            ]
            for place in (place for run in sentence.runs for place in run):
                mention = sentence.at(place)
                if mention.kind == "person" and mention.surname == surname:
                    follows = _NAMES_TITLE.match(sentence.skeleton, place + 1)
                    places += [follows.end()] if follows else []
            for title in titles:
                officer = self.officer(sentence.at(title))
                distance = min((abs(title - place) for place in places), default=_NAME_REACH)
                if officer and distance < _NAME_REACH:
                    near.append((distance, len(near), officer))
        if not near:
            return None
        officer = min(near)[2]
        officer.surnames.add(surname)
        return officer

    def only(self) -> list[Officer]:
        """The one officer with an active part, where a filing has only one."""
        active = [officer for officer in self.people if officer.active and officer.role not in GROUP_ROLES]
        return active if len(active) == 1 else []

    def director(self, surname: str) -> bool:
        """Whether a name stands beside the word director in the filing: a board member, no officer."""
        near = re.compile(
            rf"\b{re.escape(surname)}\b[^.;]{{0,40}}\b(?:director|chair\w*)\b(?!\s+of)|\b(?:director|chair\w*)\b(?!\s+of)[^.;]{{0,30}}\b{re.escape(surname)}\b",
            re.IGNORECASE,
        )
        return any(near.search(text) for _, text, _ in self.read)

    def named(self, mention: Mention, number: int) -> Officer:
        """An entry for somebody of whom the text tells the name but no title."""
        officer = Officer(
            mention.text,
            "OTHER_OFFICER",
            {mention.surname},
            {mention.surname},
            ["OTHER_OFFICER"],
            True,
            number,
        )
        self.people.append(officer)
        return officer
