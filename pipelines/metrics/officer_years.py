"""The officers of one filing with their years, certificates and reporting lines: the walk over its sentences.

Not here: who is who (`officer_people.py`), whose a figure is by grammar (`officer_subject.py`), and what a figure
is (`experience.py`).
"""

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.metrics.certifications import certificates
from pipelines.metrics.experience import COMBINED, Figure, find_figures
from pipelines.metrics.officer_mentions import NOT_NAMES, Mention, Sentence
from pipelines.metrics.officer_people import YEARS, Officer, People
from pipelines.metrics.officer_subject import LONGEST_CAREER, scope, subject
from pipelines.metrics.titles import more_specific

CERTIFICATE_HINT = re.compile(
    r"(?i)certif|credential|CIS[SAM]|CRISC|CEH|GIAC|SANS|NACD|security ?\+|CCSP|ITIL"
)
_GROUP_NOISE = frozenset(["of", "the", "our", "its", "team", "teams", "members", "member", "several", "senior", "key", "other", "others", "these", "those", "such", "individuals", "personnel", "staff", "department", "professionals", "employees", "leadership", "group", "all", "each", "certain", "and", "dedicated", "internal", "who", "a", "an", "experienced"])  # fmt: skip
_UNNAMED = re.compile(
    r"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]n?|[Oo]ne|[Tt]his)\s+(?P<who>(?:[A-Za-z/&'-]+\s){0,5}?(?:expert|advis[oe]r|contact|person|consultant|individual|professional|member|supervisor|employee|technologist|technician|liaison|designee|founder|partner)"
    r"|[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s*(?:,|\([^)]{0,40}\))?\s*(?:(?:who|that|which|currently|also|each)\s+)*(?:has|with|brings|possesses|holds|having|is)\b[^.;\ue000-\uf8ff]*$"
)
_UNNAMED_BEHIND = re.compile(
    r"^[^.;\ue000-\uf8ff]{0,90}?,\s+(?:our|the|its|an?)\s+(?P<who>(?:[A-Za-z/&'-]+\s){0,5}?(?:[Ee]xpert|[Aa]dvis[oe]r|[Cc]ontact|[Cc]onsultant|[Ss]upervisor|[Tt]echnologist))\b"
)
_MEMBERS = re.compile(r"\b(?:members|individuals|professionals|people)\s+(?:that|who|with)\b")
"""Between a team and a figure: "our team includes members that have been in security for 20 years"."""
_ONE_OUTSIDER = re.compile(r"(?i)\b(?:consultant|advis[eo]r|expert|contractor|individual|person)$")
_OUTSIDER = re.compile(r"(?i)\b(?:external|outside|third|outsourced|independent|consultant|contract\w*)\b")
_OFTEN = 3
"""How often a capitalised word stands in a filing, at least, to be taken for the registrant's name."""
_OF_HIS = re.compile(
    r"\s+(?:[\w-]+\s+){0,4}(?:team|staff|department|organi[sz]ation|direct\s+reports)\s+(?:\w+ly\s+)?(?:has|have|brings?|possess(?:es)?)\b"
)
"""Behind a pronoun: "His current leadership team has over 100 years"."""
_WITH_OTHERS = re.compile(
    r"\s*,?\s*(?:and|along\s+with|together\s+with|as\s+well\s+as)\s+(?:(?:the|our|their|its|other|various)\s|[\ue000-\uf8ff])"
)
"""Behind a title: "our CISO and the other members of the team have collectively"."""
_CAREER = re.compile(r"(?i)years|decade|previous|prior|former|served|joined|certif")
_AT_THE_START = 40
"""Up to which character a board member is what a sentence is about."""
_CAPITALISED = re.compile(r"(?<![.:]\s)(?<!^)\b[A-Z][A-Za-z&]{2,}\b")
_AT_NAME = re.compile(
    r"\b(at|with|for|by|joined|within|in|of|led|overseen|headed)\s+([A-Z][A-Za-z&]{2,})\b(?!,?\s+(?:and|or)\s+(?:\w+\s+){0,2}[A-Z])"
)


def read_officers(sentences: Iterable[tuple[int, str]]) -> list[Officer]:
    """The officers of one filing from its sentences (number, text), in order of appearance."""
    return Filing(list(sentences)).officers()


class Filing(People):
    """A filing whose figures have been given to its officers."""

    of_the_board = False
    """Whether the sentences last spoke of a board member, so that "she" is no officer."""

    def officers(self) -> list[Officer]:
        """Walk the sentences, give each figure and certificate to somebody, and list the officers with a part."""
        focus: list[Officer] = []
        company = self._company()
        for number, text, sentence in self.read:
            figures = find_figures(_own_name(sentence.skeleton, company)) if YEARS.search(text) else []
            for place, figure in enumerate(figures):
                self._give(sentence, figure, figures[place - 1].end if place else 0, focus, number)
            if CERTIFICATE_HINT.search(text):
                self._certify(text, sentence, focus)
            self._report(sentence)
            focus = self._focus(sentence, focus)
        for officer in self.people:
            officer.role = "EXTERNAL" if "EXTERNAL" in officer.roles else more_specific(officer.roles)
        return [
            officer
            for officer in self.people
            if officer.active or officer.years or officer.tenure_years is not None
        ]

    def _certify(self, text: str, sentence: Sentence, focus: list[Officer]) -> None:
        """Give each certificate of a sentence to the officer named before it, or to whom the sentence speaks of;
        none to a team."""
        plain = text.replace("&amp;", "&")
        for code, start in certificates(plain):
            before = [other for other in sentence.mentions if other.end <= start and other.part == "active"]
            nearest = next((other for other in reversed(before) if other.kind != "board"), None)
            if nearest is None or nearest.kind == "he":
                owner = focus[0] if len(focus) == 1 else None
            else:
                owner = self.person(nearest)
            if owner and code not in owner.certifications:
                owner.certifications.append(code)

    def _report(self, sentence: Sentence) -> None:
        """Note the reporting line of "our CISO, who reports to our CIO,"."""
        last: Officer | None = None
        for mention in sentence.mentions:
            if mention.kind != "title":
                continue
            if (
                mention.part == "superior"
                and last
                and last.reports_to is None
                and self.officer(mention) is not last
            ):
                last.reports_to = mention.text
            elif mention.part == "active":
                last = self.officer(mention)

    def _company(self) -> frozenset[str]:
        """The registrant's own names as its text uses them: capitalised words, none of the trade, that stand
        three times or more in the filing."""
        if not any(
            _AT_NAME.search(sentence.skeleton) for _, text, sentence in self.read if YEARS.search(text)
        ):
            return frozenset()
        counts = Counter(word for _, text, _ in self.read for word in _CAPITALISED.findall(text))
        counts.update(
            {
                word
                for _, text, _ in self.read
                if not _CAREER.search(text)
                for word in _CAPITALISED.findall(text)
            }
        )
        return frozenset(
            word
            for word, count in counts.items()
            if count >= _OFTEN and not {word.lower(), word.lower().rstrip("s")} & NOT_NAMES
        )

    def _focus(self, sentence: Sentence, focus: list[Officer]) -> list[Officer]:
        for run in sentence.runs:
            members = [sentence.at(place) for place in run]
            if members[0].role == "member" and run[0] < _AT_THE_START:
                self.of_the_board = True
                return []
            named = [
                officer
                for mention in members
                if not mention.plural and (officer := self.person(mention)) and mention.part == "active"
            ]
            if named:
                self.of_the_board = False
                return list(dict.fromkeys(named))
            if members[0].kind in ("he", "they"):
                return focus
        return focus

    def _give(
        self, sentence: Sentence, figure: Figure, floor: int, focus: list[Officer], number: int
    ) -> None:
        """Give one figure to whom the sentence names, or to whom it speaks of (`focus`), or to nobody."""
        run = subject(sentence, figure, floor)
        mentions = [sentence.at(place) for place in run]
        how = scope(sentence.skeleton, figure, run[-1] + 1 if run and run[-1] < figure.start else floor)
        if (
            how == "individual"
            and run
            and _MEMBERS.search(mentions[-1].text + sentence.skeleton[run[-1] + 1 : figure.start])
        ):
            how = "each"
        if how == "individual" and len(run) > 1 and COMBINED.search(sentence.skeleton[floor : run[0]]):
            how = "combined"  # "the collective experience of our CRO, CISO and CCO is over 75 years"
        kind = mentions[0].kind if mentions else ""
        if any(mention.kind == "board" for mention in mentions):
            return
        if words := _without_title(sentence.skeleton, figure, floor, mentions):
            self._unnamed(words, figure, how, number)
        elif not mentions and (how in ("combined", "average") or COMBINED.search(sentence.skeleton)):
            self._group("management team", "TEAM", figure, how, number)
        elif not mentions or (kind == "they" and len(focus) > 1):
            self._record(focus, figure, how, number)
        elif kind == "he" and _OF_HIS.match(sentence.skeleton, run[-1] + 1):
            self._group("team", "TEAM", figure, how, number)
        elif kind == "he":
            person = (
                self._antecedent(sentence, run[0]) or focus[:1] or ([] if self.of_the_board else self.only())
            )
            self._record(person, figure, "individual" if how == "combined" else how, number)
        elif kind == "they":
            self._group(mentions[0].text, "TEAM", figure, how, number)
        elif how in ("combined", "average") and _WITH_OTHERS.match(sentence.skeleton, run[-1] + 1):
            self._group(f"{mentions[0].text} and team", "TEAM", figure, how, number)
        else:
            self._give_named(mentions, figure, how, focus, number)

    def _antecedent(self, sentence: Sentence, place: int) -> list[Officer]:
        """Who "he" is in "our CRO joined in 2016, when he ...": the one person whom the sentence begins with."""
        opening = next(
            (run for run in sentence.runs if sentence.at(run[0]).kind in ("title", "person", "he")), []
        )
        if not opening or opening[0] >= place or len(opening) > 1:
            return []
        mention = sentence.at(opening[0])
        officer = self.person(mention) if mention.part == "active" and mention.kind != "he" else None
        return [officer] if officer else []

    def _give_named(
        self, mentions: list[Mention], figure: Figure, how: str, focus: list[Officer], number: int
    ) -> None:
        people = list(dict.fromkeys(officer for mention in mentions if (officer := self.person(mention))))
        group = next((mention for mention in mentions if mention.kind == "group"), None)
        names = [
            mention for mention in mentions if mention.kind == "person" and not self.director(mention.surname)
        ]
        if group and (not people or how in ("combined", "average")):
            self._group(group.text, group.role, figure, how, number)
        elif people:
            self._record(people, figure, how, number)
        elif names:
            alone = focus[:1] if len(names) == 1 else []
            self._record(alone or [self.named(mention, number) for mention in names], figure, how, number)

    def _unnamed(self, words: str, figure: Figure, scope: str, number: int) -> None:
        """An entry for somebody without a title: "an industry expert with 18 years", "our external security expert"."""
        role = (
            "EXTERNAL"
            if _OUTSIDER.search(words)
            else "OTHER_OFFICER"
            if words.rsplit(maxsplit=1)[-1].islower() or " " in words
            else "TEAM"
        )
        if role == "TEAM":
            self._group(words, role, figure, "combined" if scope == "individual" else scope, number)
        elif figure.kind == "experience":
            officer = Officer(words, role, {words.lower()}, set(), [role], True, number)
            officer = self.by_key.setdefault(words.lower(), officer)
            if officer not in self.people:
                self.people.append(officer)
            officer.take_years(
                max(figure.values),
                figure.qualifier,
                "individual" if scope in ("each", "individual") else scope,
                number,
            )

    def _record(self, people: list[Officer], figure: Figure, how: str, number: int) -> None:
        """Write a figure to one officer, to each of several, pairwise ("10 and 20 years, respectively"), or, a
        sum or an average, to a group of them."""
        values, several = figure.values, len(people) > 1
        if figure.kind == "tenure":
            for place, officer in enumerate(people):
                officer.take_tenure(values[min(place, len(values) - 1)])
        elif (
            len(values) == 1 and how in ("combined", "average") and (several or max(values) > LONGEST_CAREER)
        ):
            self._group(" and ".join(officer.title for officer in people), "TEAM", figure, how, number)
        elif several and len(values) == len(people):
            for officer, years in zip(people, values, strict=True):
                officer.take_years(years, figure.qualifier, "individual", number)
        else:
            for officer in people:
                officer.take_years(max(values), figure.qualifier, "each" if several else "individual", number)

    def _group(self, text: str, role: str, figure: Figure, scope: str, number: int) -> None:
        if figure.kind != "experience":
            return
        title = re.sub(r"^(?:our|the|its|a|an|of|by|from|and)\s+", "", text, flags=re.IGNORECASE)
        if scope == "individual":
            scope = (
                "individual"
                if role == "EXTERNAL" and _ONE_OUTSIDER.search(title)
                else "combined"
                if role == "EXTERNAL"
                else (
                    "combined"
                    if role == "COMMITTEE" and "ember" not in text
                    else "each"
                    if re.search(
                        r"(?i)members|individuals|professionals|employees|personnel|direct reports|persons|people|experts|specialists|engineers",
                        text,
                    )
                    else "combined"
                )
            )
        words = frozenset(re.findall(r"[a-z]+", title.lower())) - _GROUP_NOISE
        key = f"{role} {' '.join(sorted(words))}"
        officer = self.by_key.get(key) or next(
            (
                other
                for other in reversed(self.people)
                if other.role == role
                and other.words is not None
                and (other.words <= words or words <= other.words)
            ),
            None,
        )
        if officer is None:
            officer = Officer(
                title, role, {key}, roles=[role], active=True, first_sentence=number, words=words
            )
            self.by_key[key] = officer
            self.people.append(officer)
        officer.take_years(max(figure.values), figure.qualifier, scope, number)


def _without_title(skeleton: str, figure: Figure, floor: int, mentions: list[Mention]) -> str | None:
    """The words for somebody without a title: "our external security expert has 18 years"."""
    if any(mention.kind in ("title", "person", "he") for mention in mentions):
        return None
    found = _UNNAMED.search(skeleton[floor : figure.start])
    if found is None and not mentions:
        found = _UNNAMED_BEHIND.match(skeleton[figure.end :])
    return found["who"] if found else None


def _own_name(skeleton: str, names: frozenset[str]) -> str:
    """The skeleton with the registrant's name as "Company", padded so that offsets hold."""

    def blank(match: re.Match[str]) -> str:
        if match[2] not in names and match[2].removesuffix("s") not in names:
            return match[0]
        length = len(match[2])
        return match[0][:-length] + ("us" if length < len("Company") else "Company").ljust(length)

    return _AT_NAME.sub(blank, skeleton) if names else skeleton
