"""The officers of one filing: mentions joined into persons over all its sentences, and years given to them.

Not here: how titles, numbers and parts are recognised in a sentence (`titles.py`, `experience.py`,
`officer_mentions.py`, `officer_parts.py`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.metrics.experience import AVERAGE, COMBINED, EACH, Figure, find_figures
from pipelines.metrics.officer_mentions import FIRST, NOT_NAMES, Aliases, Mention, Sentence, read_sentence
from pipelines.metrics.officer_parts import assign_parts, same_person
from pipelines.metrics.titles import ABBREVIATIONS, NAMED_ROLES, more_specific

_M = "[\ue000-\uf8ff]"
GROUP_ROLES = frozenset({"TEAM", "COMMITTEE", "EXTERNAL"})


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


def read_officers(sentences: Iterable[tuple[int, str]]) -> list[Officer]:
    """The officers of one filing from its sentences (number, text), in order of appearance."""
    return _Filing(list(sentences)).officers()


@lru_cache(maxsize=65536)
def _key(mention: str, title: str, role: str) -> str:
    """What tells one position of a filing from another: the role; of the lesser ranks also the field's words."""
    if role in ("CISO", "CSO") and (rank := _LESSER.search(mention)):
        return f"{rank[0].lower()} {role}"
    if role in NAMED_ROLES and not role.startswith(("VP_", "DIR_")):
        return role
    words = re.sub(r"\bIT\b", "information technology", title).lower().replace("cyber security", "cybersecurity")
    return f"{role} {' '.join(sorted(set(re.findall(r'[a-z]+', words)) - _KEY_NOISE))}"


_LESSER = re.compile(r"(?i)\b(?:deputy|assistant|associate|regional|divisional|business)\b")
_KEY_NOISE = frozenset(["senior", "sr", "executive", "of", "the", "and", "our", "its", "vice", "president", "svp", "evp", "avp", "vp", "director", "head", "manager", "global", "corporate", "group", "first", "assistant", "associate", "team", "department", "lead", "leader", "s"])  # fmt: skip


_GROUP_NOISE = frozenset(["of", "the", "our", "its", "team", "teams", "members", "member", "several", "senior", "key", "other", "others", "these", "those", "such", "individuals", "personnel", "staff", "department", "professionals", "employees", "leadership", "group", "all", "each", "certain", "and", "dedicated", "internal", "who", "a", "an", "experienced"])  # fmt: skip


class _Filing:
    """The work on one filing: read, link, name, then walk the sentences for years."""

    def __init__(self, texts: list[tuple[int, str]]) -> None:
        self.people: list[Officer] = []
        self.by_key: dict[str, Officer] = {}
        self.read = self._read(texts)
        self._join()

    def _read(self, texts: list[tuple[int, str]]) -> list[tuple[int, str, Sentence]]:
        if not any("hief R" in text for _, text in texts):
            texts = [(number, text.replace("CRO", "cro")) for number, text in texts]  # contract research organisations
        read = [
            (number, text, read_sentence(text, groups=bool(_YEARS.search(text)))) for number, text in texts
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
                (number, text, read_sentence(text, aliases, bool(_YEARS.search(text))) if pattern.search(text) else sentence)
                for number, text, sentence in read
            ]
        for _, _, sentence in read:
            assign_parts(sentence)
        return read

    # -- who is who -----------------------------------------------------------------------------------------

    def _join(self) -> None:
        verdicts: dict[str, Counter[tuple[str, str]]] = {verdict: Counter() for verdict in ("one", "likely", "perhaps", "two")}
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
        for one, other in verdicts["one"]:
            apart = verdicts["two"][one, other] + verdicts["two"][other, one]
            if one != other and not apart and one in self.by_key and other in self.by_key:
                self._unite(self.by_key[one], self.by_key[other])

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
        officer.roles += [title.role for title in mention.titles if mention.role != "EXTERNAL"] or [mention.role]
        if mention.surname:
            officer.surnames.add(mention.surname)
        if (mention.part == "active" and not mention.plural) or mention.part == "active":
            officer.active = True
        return officer

    def _ranked(self, mention: Mention) -> Officer | None:
        """Who is meant by a rank alone ("the Vice President"): the last officer so far with that rank."""
        rank = re.compile(r"(?i)(?<!vice )president" if mention.titles[0].text == "President" else r"(?i)vice president|vp\b")
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

    def _officer(self, mention: Mention) -> Officer | None:
        return self.by_key.get(self._main_key(mention)) if mention.kind == "title" else None

    # -- whose years ----------------------------------------------------------------------------------------

    def officers(self) -> list[Officer]:
        """Walk the sentences, give each figure to somebody, and list the officers with a part."""
        focus: list[Officer] = []
        company = self._company()
        for number, text, sentence in self.read:
            figures = find_figures(_own_name(sentence.skeleton, company)) if _YEARS.search(text) else []
            for place, figure in enumerate(figures):
                floor = figures[place - 1].end if place else 0
                self._give(sentence, figure, floor, focus, number)
            focus = self._focus(sentence, focus)
        for officer in self.people:
            officer.role = "EXTERNAL" if "EXTERNAL" in officer.roles else more_specific(officer.roles)
        return [
            officer
            for officer in self.people
            if officer.active or officer.years is not None or officer.tenure_years is not None
        ]

    def _company(self) -> frozenset[str]:
        """The registrant's own names as its text uses them: capitalised words, none of the trade, that stand
        three times or more in the filing."""
        if not any(_AT_NAME.search(sentence.skeleton) for _, text, sentence in self.read if _YEARS.search(text)):
            return frozenset()
        counts = Counter(word for _, text, _ in self.read for word in _CAPITALISED.findall(text))
        return frozenset(word for word, count in counts.items() if count >= 3 and not {word.lower(), word.lower().rstrip("s")} & NOT_NAMES)

    def _focus(self, sentence: Sentence, focus: list[Officer]) -> list[Officer]:
        for run in sentence.runs:
            members = [sentence.at(place) for place in run]
            if (
                members[0].kind == "board"
                and run[0] < 40
                and not re.match(
                    r"\s+(?:receives?|is\s+(?:informed|briefed))", sentence.skeleton[run[0] + 1 :]
                )
            ):
                return []
            named = [
                officer
                for mention in members
                if (officer := self._person(mention)) and mention.part == "active"
            ]
            if named:
                return list(dict.fromkeys(named))
            if members[0].kind in ("he", "they"):
                return focus
        return focus

    def _person(self, mention: Mention) -> Officer | None:
        if mention.kind == "title":
            return self._officer(mention)
        if mention.kind == "person":
            return next(
                (officer for officer in self.people if mention.surname in officer.surnames), None
            ) or self._by_name(mention.surname)
        return None

    def _by_name(self, surname: str) -> Officer | None:
        """Who bears a surname whose title stands elsewhere: the title nearest to the name in any sentence."""
        best: tuple[int, Officer] | None = None
        for _, _, sentence in self.read:
            for match in re.finditer(rf"(?<![\w]){re.escape(surname)}(?![\w])", sentence.skeleton):
                for place in re.finditer(_M, sentence.skeleton):
                    mention = sentence.at(place.start())
                    distance = abs(place.start() - match.start())
                    if (
                        mention.kind == "title"
                        and mention.part == "active"
                        and distance < 60
                        and (officer := self._officer(mention))
                        and (best is None or distance < best[0])
                    ):
                        best = (distance, officer)
            for place in re.finditer(_M, sentence.skeleton):
                mention = sentence.at(place.start())
                if mention.kind == "person" and mention.surname == surname:
                    near = re.match(
                        rf"\s*,?\s*(?:(?:who\s+)?(?:is|serves\s+as|has\s+served\s+as|has\s+been|was\s+appointed(?:\s+as)?|joined\s+[^.;\ue000-\uf8ff]{{0,40}}\s+as)\s+)?(?:[\w']+\s+){{0,5}}({_M})",
                        sentence.skeleton[place.start() + 1 :],
                    )
                    if (
                        near
                        and (officer := self._officer(sentence.mentions[ord(near[1]) - FIRST]))
                        and (best is None or best[0] > 5)
                    ):
                        best = (5, officer)
        if best:
            best[1].surnames.add(surname)
            return best[1]
        return None

    def _give(
        self, sentence: Sentence, figure: Figure, floor: int, focus: list[Officer], number: int
    ) -> None:
        run, plural = self._subject(sentence, figure, floor)
        scope = _scope(sentence.skeleton, figure, run[-1] + 1 if run and run[-1] < figure.start else floor)
        mentions = [sentence.at(place) for place in run]
        if any(mention.kind == "board" for mention in mentions):
            return
        unnamed = None if any(mention.kind == "title" for mention in mentions) else _UNNAMED.search(sentence.skeleton[floor : figure.start])
        unnamed = unnamed or (None if mentions else _UNNAMED_BEHIND.match(sentence.skeleton[figure.end :]))
        if unnamed:
            self._unnamed(unnamed["who"], figure, scope, number)
        elif not mentions:
            self._record(focus, figure, scope, number, len(focus) > 1)
        elif mentions[0].kind in ("he", "they"):
            if mentions[0].kind == "he":
                self._record(focus[:1] or self._only(), figure, scope if scope != "combined" else "individual", number, False)
            elif len(focus) > 1:
                self._record(focus, figure, scope, number, True)
            else:
                self._group(mentions[0].text, "TEAM", figure, scope, number)
        else:
            people = list(dict.fromkeys(officer for mention in mentions if (officer := self._person(mention))))
            if len(mentions) > 1 and all(mention.kind == "person" for mention in mentions) and not people:
                people = [self._named(mention, number) for mention in mentions if not self._director(mention.surname)]
            groups = [mention for mention in mentions if mention.kind == "group"]
            if groups and (not people or scope in ("combined", "average")):
                if figure.kind == "experience":
                    self._group(groups[0].text, groups[0].role, figure, scope, number)
            elif people:
                self._record(people, figure, scope, number, len(people) > 1)
            elif mentions[0].kind == "person" and not self._director(mentions[0].surname):
                self._record(focus[:1] or [self._named(mentions[0], number)], figure, scope, number, False)

    def _only(self) -> list[Officer]:
        """The one officer with an active part, where a filing has only one."""
        active = [officer for officer in self.people if officer.active and officer.role not in GROUP_ROLES]
        return active if len(active) == 1 else []

    def _director(self, surname: str) -> bool:
        """Whether a name stands beside the word director in the filing: a board member, no officer."""
        near = re.compile(rf"\b{re.escape(surname)}\b[^.;]{{0,40}}\b(?:director|chair\w*)\b(?!\s+of)|\b(?:director|chair\w*)\b(?!\s+of)[^.;]{{0,30}}\b{re.escape(surname)}\b", re.IGNORECASE)
        return any(near.search(text) for _, text, _ in self.read)

    def _named(self, mention: Mention, number: int) -> Officer:
        """An entry for somebody of whom the text tells the name but no title."""
        officer = Officer(mention.text, "OTHER_OFFICER", {mention.surname}, {mention.surname}, ["OTHER_OFFICER"], True, number)
        self.people.append(officer)
        return officer

    def _unnamed(self, words: str, figure: Figure, scope: str, number: int) -> None:
        """An entry for somebody without a title: "an industry expert with 18 years", "our external security expert"."""
        role = "EXTERNAL" if _OUTSIDER.search(words) else "OTHER_OFFICER" if words.rsplit(maxsplit=1)[-1].islower() or " " in words else "TEAM"
        if role == "TEAM":
            self._group(words, role, figure, "combined" if scope == "individual" else scope, number)
        elif figure.kind == "experience":
            officer = Officer(words, role, {words.lower()}, set(), [role], True, number)
            officer = self.by_key.setdefault(words.lower(), officer)
            if officer not in self.people:
                self.people.append(officer)
            officer.take_years(max(figure.values), figure.qualifier, "individual" if scope in ("each", "individual") else scope, number)

    def _record(self, people: list[Officer], figure: Figure, scope: str, number: int, several: bool) -> None:
        if not people:
            return
        if figure.kind == "tenure":
            for place, officer in enumerate(people):
                officer.take_tenure(figure.values[min(place, len(figure.values) - 1)])
            return
        if several and len(figure.values) == 1 and scope in ("combined", "average"):
            self._group(" and ".join(officer.title for officer in people), "TEAM", figure, scope, number)
            return
        if not several:
            people[0].take_years(
                max(figure.values),
                figure.qualifier,
                "individual" if scope != "each" or len(people) == 1 else "each",
                number,
            )
            return
        for place, officer in enumerate(people):
            paired = len(figure.values) == len(people)
            officer.take_years(
                figure.values[place] if paired else max(figure.values),
                figure.qualifier,
                "individual" if paired and len(people) > 1 else "each",
                number,
            )

    def _group(self, text: str, role: str, figure: Figure, scope: str, number: int) -> None:
        if figure.kind != "experience":
            return
        title = re.sub(r"^(?:our|the|its|a|an|of|by|from|and)\s+", "", text, flags=re.IGNORECASE)
        if scope == "individual":
            scope = (
                "combined"
                if role == "EXTERNAL"
                else (
                    "combined"
                    if role == "COMMITTEE"
                    else "each"
                    if re.search(r"(?i)members|individuals|professionals|employees", text)
                    else "combined"
                )
            )
        words = frozenset(re.findall(r"[a-z]+", title.lower())) - _GROUP_NOISE
        key = f"{role} {' '.join(sorted(words))}"
        officer = self.by_key.get(key) or next(
            (other for other in reversed(self.people) if other.role == role and other.words is not None and (other.words <= words or words <= other.words)), None
        )
        if officer is None:
            officer = Officer(title, role, {key}, roles=[role], active=True, first_sentence=number, words=words)
            self.by_key[key] = officer
            self.people.append(officer)
        officer.take_years(max(figure.values), figure.qualifier, scope, number)

    @staticmethod
    def _beyond_object(sentence: Sentence, usable: list[list[int]], run: list[int]) -> list[int]:
        """The subject of "M oversees our IT department, has over 25 years": not the group beside the verb."""
        first = usable[0]
        if sentence.at(run[0]).kind != "group" or sentence.at(first[0]).kind not in ("title", "person", "he"):
            return run
        before = usable[usable.index(run) - 1]
        if sentence.at(before[0]).kind != "group" and re.fullmatch(r"\s*,\s*", sentence.skeleton[before[-1] + 1 : run[0]]):
            return before
        coordinate = re.match(r"\s*,?\s*(?:and\s+)?(?:also\s+)?(?:has|holds|brings|possesses|served)\b", sentence.skeleton[run[-1] + 1 :])
        governs = re.match(r"\s*,?\s*(?:who\s+)?(?:\w+ly\s+)?(?!has\b|is\b|was\b)[a-z]+s\b", sentence.skeleton[first[-1] + 1 :])
        return first if coordinate and governs and not re.search(r"\b(?:who|which)\b[^,]*$", sentence.skeleton[first[-1] + 1 : run[0]]) else run

    def _subject(self, sentence: Sentence, figure: Figure, floor: int) -> tuple[list[int], bool]:
        """The positions of the mentions whose years a figure tells: the nearest before it that are no bystanders,
        else the first behind it."""
        runs = sentence.runs
        before = [run for run in runs if run[-1] < figure.start]
        usable = [
            run
            for run in before
            if (sentence.at(run[0]).part == "active" or _WHO_HAS.match(sentence.skeleton, run[-1] + 1))
            and not _possessor(sentence.skeleton, run[-1])
            and not _aside(sentence.skeleton, run, figure.start)
        ]
        direct = [run for run in usable if _DIRECT.match(sentence.skeleton[run[-1] + 1 : figure.start])]
        if direct and _WHO_HAS.match(sentence.skeleton, direct[-1][-1] + 1) and not EACH.search(sentence.skeleton[direct[-1][-1] + 1 : figure.end]):
            return direct[-1][-1:], False
        if direct and (run := self._beyond_object(sentence, usable, direct[-1])):
            return run, False
        heads = (
            [run for run in usable if sentence.at(run[0]).kind not in ("group", "board")]
            or [run for run in usable if sentence.at(run[0]).kind == "group"]
            or usable
        )
        if heads:
            first = heads[0]
            if _AND_HAS.search(sentence.skeleton[floor : figure.start]) or len(heads) == 1:
                return first, False
            return heads[-1], False
        for run in runs:
            if run[0] >= figure.end and sentence.at(run[0]).part != "past":
                if before or not re.match(
                    r"(?i)[^.;]{0,40}\b(?:with|having|bringing|drawing|leveraging|possessing|backed|over|more|after|holding|based)\b|^",
                    sentence.skeleton[: figure.start],
                ):
                    return [], False
                if sentence.at(run[0]).kind == "title" or _LEADING.match(sentence.skeleton):
                    return run, False
        return [], False


_UNNAMED = re.compile(
    r"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]n?|[Oo]ne|[Tt]his)\s+(?P<who>(?:[A-Za-z/&'-]+\s){0,5}?(?:expert|advis[oe]r|contact|person|consultant|individual|professional|member|supervisor|employee|technologist|technician|liaison|designee|founder|partner)"
    r"|[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s*(?:,|\([^)]{0,40}\))?\s*(?:(?:who|that|which|currently|also|each)\s+)*(?:has|with|brings|possesses|holds|having|is)\b[^.;\ue000-\uf8ff]*$"
)
_UNNAMED_BEHIND = re.compile(r"^[^.;\ue000-\uf8ff]{0,90}?,\s+(?:our|the|its|an?)\s+(?P<who>(?:[A-Za-z/&'-]+\s){0,5}?(?:[Ee]xpert|[Aa]dvis[oe]r|[Cc]ontact|[Cc]onsultant|[Ss]upervisor|[Tt]echnologist))\b")
_OUTSIDER = re.compile(r"(?i)\b(?:external|outside|third|outsourced|independent|consultant|contract\w*)\b")
_CAPITALISED = re.compile(r"(?<![.:]\s)(?<!^)\b[A-Z][A-Za-z&]{2,}\b")


_WHO_HAS = re.compile(r"\s*(?:\([^)]{0,40}\))?\s*,?\s*(?:who|whose)\s+(?:also\s+|alone\s+|currently\s+|\w+ly\s+)?(?:has|brings|possesses|holds|is|was|joined|served|experience)\b")
_AT_NAME = re.compile(r"\b(at|with|for|by|joined|within|in|of)\s+([A-Z][A-Za-z&]{2,})\b(?!,?\s+(?:and|or)\b)")


def _own_name(skeleton: str, names: frozenset[str]) -> str:
    """The skeleton with the registrant's name as "Company", padded so that offsets hold."""

    def blank(match: re.Match[str]) -> str:
        if match[2] not in names:
            return match[0]
        length = len(match[2])
        return match[0][:-length] + ("us" if length < 7 else "Company").ljust(length)

    return _AT_NAME.sub(blank, skeleton) if names else skeleton


_YEARS = re.compile(r"(?i)year|decade|yrs|century")
_DIRECT = re.compile(
    r"^'?s?(?:\s*\([^)]{0,60}\))?\s*,?\s*(?:(?:who|which|that|and|as|each|both|of\s+(?:whom|which)|currently|also|collectively|alone|together|combined|individually|themselves|jointly|team)\s*,?\s*)*(?:\w+ly\s+)?"
    r"(?:has|have|had|having|brings?|bringing|possess(?:es|ing)?|holds?|holding|with|is|are|was|were|boasts?|carr(?:y|ies)|comes?|offers?|offering|serv(?:ed|es)|work(?:ed|s)|been|consists?|compris\w+|includes?|spent|averag\w+|experience|contribut\w+|leverag\w+|accumulated|amassed|gained|earned|joined)\b[^.;]*$"
)  # fmt: skip
_AND_HAS = re.compile(
    r"(?:,|\band)\s+(?:also\s+|currently\s+)?(?:has|brings|possesses|holds|bringing|having|with)\b[^,;.]*$"
)
_LEADING = re.compile(
    r"(?i)^(?:[\w,]+\s+){0,6}?(?:with|having|bringing|drawing|leveraging|possessing|backed|over|more|after|holding|based|collectively|combined)\b"
)


def _possessor(skeleton: str, place: int) -> bool:
    """Whether the mention is only whose something is: "the CISO's team", "our CIO and his team"."""
    return bool(
        re.match(
            r"(?:'s|s'|')\s+(?!experience|background|career|expertise|cyber|work|professional|over|more|\d)\w+",
            skeleton[place + 1 :],
        )
    )


def _aside(skeleton: str, run: list[int], end: int) -> bool:
    """Whether the mentions stand in an aside: ", in consultation with our CFO, has"."""
    before = skeleton[max(0, run[0] - 60) : run[0]]
    after = skeleton[run[-1] + 1 : end]
    return bool(
        re.search(
            r"(?:,|\()\s*(?:in\s+(?:conjunction|consultation|coordination|collaboration|partnership)\s+with|along\s+with|together\s+with|supported\s+by|assisted\s+by|with\s+(?:the\s+)?(?:support|assistance|help|oversight)\s+(?:from|of)|working\s+with|under\s+the\s+\w+\s+of|a\s+member\s+of|including)\s+(?:our|the|its)?\s*(?:[\w']+\s+)?$",
            before,
        )
        and re.match(r"[^.;]{0,40}?[,)]\s+(?:has|have|brings?|possess)", after)
    )


def _scope(skeleton: str, figure: Figure, floor: int) -> str:
    near = skeleton[max(floor, figure.start - 90) : figure.end + 60]
    if AVERAGE.search(near):
        return "average"
    if COMBINED.search(skeleton[max(floor, figure.start - 140) : figure.end + 60]):
        return "combined"
    if EACH.search(skeleton[max(floor, figure.start - 120) : figure.end + 80]):
        return "each"
    return "individual"
