"""The officers of one filing with their years, certificates and reporting lines: the walk over its sentences.

Not here: who is who (`people.py`), whose a figure is by grammar (`subject.py`), and what a figure is (`figures.py`).
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.metrics.certifications import certificates
from pipelines.metrics.language.rules import rules, words
from pipelines.metrics.officers.figures import Figure, find_figures
from pipelines.metrics.officers.mentions import FIRST, MEMBER, M, Mention, Sentence
from pipelines.metrics.officers.names import NOT_NAMES
from pipelines.metrics.officers.people import SHARED, Officer, People, Source
from pipelines.metrics.officers.roles import TEAM, Role, more_specific
from pipelines.metrics.officers.subject import FORMER, LONGEST_CAREER, MOST_OF_ONE, scope, shared, subject

GROUPS = rules("officer_groups")
_MEMBERS, _OUTSIDERS, _UNNAMED = (GROUPS.giving(code) for code in ("each", "outsider", "unnamed"))
CERTIFICATE_HINT = re.compile(
    r"[Cc]ertif|CERTIF|redential|CIS[SAM]|CRISC|CEH|GIAC|SANS|NACD|ecurity ?\+|CCSP|ITIL"
)
_NOISE = words("officer_mentions", "group_noise")
"""Words that do not tell one group from another."""
_OFTEN = 3
"""How often a capitalised word stands in a filing, at least, to be taken for the registrant's name."""
_STAFF = re.compile(r"(?i)(?:his|her|their) |\s+and direct staff\b")
"""Behind a title, or whom it stands beside: "our CIO and his team have"."""
_MENTIONED = re.compile(M)
_REPORTS_TO = re.compile(
    r"(?:\b(?P<before>[\w-]+) )?\b[Rr]eport(?:s|ing|ed)?(?: (?!on\b|for\b)[\w-]+){0,3} (?:in)?to (?:[\w'.&]+ ){0,5}$"
)
"""Before who is reported to: "who reports directly to our"."""
_NO_LINE = words("officer_parts", "no_line")
_CAREER = re.compile(r"(?i)years|decade|previous|prior|former|served|joined|certif")
_EACH = re.compile(r"Each|Both|[Aa]ll of them")
_AT_THE_START = 40
"""Up to which character a board member is what a sentence is about."""
_CAPITALISED = re.compile(r"(?<![.:]\s)(?<!^)\b[A-Z][A-Za-z&]{2,}\b")
_AT_NAME = re.compile(
    r"\b(at|with|for|by|joined|within|in|of|led|overseen|headed|evolved|managed|leading|managing)\s+([A-Z][A-Za-z&]{2,})\b(?!,?\s+(?:and"
    r"|or)\s+(?:\w+\s+){0,2}[A-Z])"
)


_OWN_TEAM = re.compile(
    r"(?i)(?:our|the\s+(?:company|bank|corporation|firm|organization)'?s?)\s(?:(?!\b(?:officer|manage|leader)|,).)*"
    r"(?:team|department|group|organization|office)"
)
"""A team that is the registrant's own: "over 13 years within the Bank's IT department"."""


class Filing(People):
    """A filing whose figures have been given to its officers."""

    of_the_board = False
    """Whether the sentences last spoke of a board member, so that "she" is no officer."""
    beside: Sequence[Officer] = ()
    """All with a part in the sentence that the text speaks on from."""
    spoken_of: Sequence[Officer] = ()
    """Of whom the text spoke before those of whom it speaks."""

    def officers(self) -> list[Officer]:
        """Walk the sentences, give each figure and certificate to somebody, and list the officers with a part, in
        order of appearance."""
        focus: list[Officer] = []
        company = self._company()
        for number, sentence in self.read:
            if sentence.tells_years:
                floor = 0
                for figure in find_figures(_own(sentence, company)):
                    self._give(sentence, figure, floor, focus, number)
                    floor = figure.end
            if CERTIFICATE_HINT.search(sentence.text):
                self._certify(sentence, focus)
            self._report(sentence, number)
            focus = self._focus(sentence, focus)
        for officer in self.people:
            officer.role = more_specific(officer.roles)
        told = [one for one in self.people if one.active or one.years or one.tenure_years is not None]
        return sorted(told, key=lambda officer: officer.named.sentence)

    def _certify(self, sentence: Sentence, focus: list[Officer]) -> None:
        """Give each certificate of a sentence to the officer named before it, or to whom the sentence speaks of; none
        to a team."""
        for code, start in certificates(sentence.text):
            before = [other for other in sentence.mentions if other.end <= start and other.part == "active"]
            nearest = next((other for other in reversed(before) if other.kind != "board"), None)
            if nearest is None or nearest.kind == "he":
                owner = focus[0] if len(focus) == 1 else None
            else:
                owner = self.person(nearest)
            if owner and code not in owner.certifications:
                owner.certifications.append(code)

    def _report(self, sentence: Sentence, number: int) -> None:
        """Note the reporting line of "our CISO, who reports to our CIO,"."""
        last: Officer | None = None
        floor = 0
        told = "eport" in sentence.skeleton
        for match in _MENTIONED.finditer(sentence.skeleton):
            mention = sentence.at(match.start())
            if mention.kind != "title":
                continue
            report = told and _REPORTS_TO.search(sentence.skeleton, floor, match.start())
            line = (
                report and report["before"] not in _NO_LINE
            ) or mention.part_rule == "is accountable to the CEO"
            if last and last.reports_to is None and line and self.officer(mention) is not last:
                last.reports_to = mention.text
                last.reports_source = Source(number, mention.part_rule or "reports to our CFO")
            last, floor = self.officer(mention), match.end()

    def _company(self) -> frozenset[str]:
        """The registrant's own names as its text uses them: capitalised words, none of the trade, that stand
        three times or more in the filing."""
        told = [sentence for _, sentence in self.read if sentence.tells_years]
        if not any(_AT_NAME.search(sentence.skeleton) for sentence in told):
            return frozenset()
        words = [(sentence, _CAPITALISED.findall(sentence.text)) for _, sentence in self.read]
        words = [(sentence, [word.removesuffix("s") for word in found]) for sentence, found in words]
        counts = Counter(word for _, found in words for word in found)
        counts.update(
            {word for sentence, found in words if not _CAREER.search(sentence.text) for word in found}
        )
        often = (word for word, count in counts.items() if count >= _OFTEN)
        return frozenset(word for word in often if not {word.lower(), word.lower().rstrip("s")} & NOT_NAMES)

    def _focus(self, sentence: Sentence, focus: list[Officer]) -> list[Officer]:
        """Whom the sentences speak of after this one: those it names first with a part."""
        for run in sentence.runs:
            members = [sentence.at(place) for place in run]
            if members[0].role == MEMBER and run[0] < _AT_THE_START:
                self.of_the_board = True
                return []
            active = (mention for mention in members if not mention.plural and mention.part == "active")
            if named := list(
                dict.fromkeys(officer for mention in active if (officer := self.person(mention)))
            ):
                self.of_the_board = False
                acting = [one for one in sentence.mentions if not one.plural and one.part == "active"]
                self.beside = list(dict.fromkeys(filter(None, map(self.person, acting))))
                self.spoken_of = focus
                return named
            if members[0].kind in ("he", "they"):
                return focus
        return focus

    def _give(
        self, sentence: Sentence, figure: Figure, floor: int, focus: list[Officer], number: int
    ) -> None:
        """Give one figure to whom the sentence names, or to whom it speaks of (`focus`), or to nobody."""
        run = subject(sentence, figure)
        mentions = [sentence.at(place) for place in run]
        former = any(one.part_rule == FORMER for one in sentence.mentions)
        if any(one.kind == "board" for one in mentions) or (former and not any(map(_is_person, mentions))):
            return
        how = self._how(sentence, figure, run, floor)
        source, kind = Source(number, figure.rule), mentions[0].kind if mentions else ""
        if who := _without_title(sentence.skeleton, figure, floor, mentions):
            self._unnamed(who, figure, how, source)
        elif not mentions and (how in SHARED or shared(sentence.skeleton)):
            self._group("management team", TEAM, figure, how, source)
        elif not mentions or (
            kind == "they"
            and (len(focus) > 1 or (_EACH.match(mentions[0].text) and (focus or " " not in mentions[0].text)))
        ):
            self._record(self._each(mentions, focus), figure, how, source)
        elif kind == "he" and max(figure.values) > LONGEST_CAREER:
            self._group("team", TEAM, figure, how, source)
        elif kind == "he":
            only = [] if self.of_the_board else self.only()
            self._record(self._antecedent(sentence, run[0]) or focus[:1] or only, figure, how, source)
        elif kind == "they":
            self._group(mentions[0].text, TEAM, figure, how, source)
        elif (
            len(run) > 1
            and (_STAFF.match(mentions[-1].text) or (how in SHARED and mentions[-1].kind == "group"))
        ) or _STAFF.match(sentence.skeleton, run[-1] + 1):
            self._group(f"{mentions[0].text} and team", TEAM, figure, "combined", source)
        else:
            self._give_named(mentions, figure, how, focus, source)

    def _each(self, mentions: list[Mention], focus: list[Officer]) -> list[Officer]:
        """Who "each" and "both" are where the text speaks of one: all who act in that sentence; of "both" that one and
        whom it spoke of before."""
        if not mentions or len(focus) != 1:
            return focus
        if len(self.beside) > 1:
            return [*self.beside]
        return [*self.spoken_of[:1], *focus] if mentions[0].text.startswith("Both") else focus

    def _how(self, sentence: Sentence, figure: Figure, run: list[int], floor: int) -> str:
        """The scope of a figure: as the words near it tell, or of members "who each have", or a sum of several."""
        start = run[-1] + 1 if run and run[-1] < figure.start else floor
        how = scope(sentence.skeleton, figure, start)[0]
        if how == "individual" and run:
            last = sentence.at(run[-1])
            if (len(run) > 1 or last.kind == "group") and shared(sentence.skeleton[floor : run[0]]):
                return "combined"  # "the collective experience of our CRO, CISO and CCO is over 75 years"
            if _MEMBERS.first(last.text + sentence.skeleton[run[-1] + 1 : figure.start]):
                return "each"
        return how

    def _antecedent(self, sentence: Sentence, place: int) -> list[Officer]:
        """Who "he" is in "our CRO joined in 2016, when he ...": the one person whom the sentence begins with."""
        people = (run for run in sentence.runs if sentence.at(run[0]).kind in ("title", "person", "he"))
        opening = next(people, [])
        if not opening or opening[0] >= place or len(opening) > 1:
            return []
        mention = sentence.at(opening[0])
        officer = self.person(mention) if mention.part == "active" and mention.kind != "he" else None
        return [officer] if officer else []

    def _give_named(
        self, mentions: list[Mention], figure: Figure, how: str, focus: list[Officer], source: Source
    ) -> None:
        """Give a figure to the named: a group's to the group, a name's without a title to whom the text speaks of."""
        people = list(dict.fromkeys(officer for mention in mentions if (officer := self.person(mention))))
        group = next((mention for mention in mentions if mention.kind == "group"), None)
        names = [one for one in mentions if one.kind == "person"]
        if group and (not people or how in SHARED):
            self._group(group.text, group.role, figure, how, source)
        elif people:
            self._record(people, figure, how, source)
        elif names:
            alone = focus[:1] if len(names) == 1 else []
            known = alone or [self.nameless(mention, source.sentence) for mention in names]
            self._record(known, figure, how, source)

    def _unnamed(self, who: str, figure: Figure, how: str, source: Source) -> None:
        """An entry for somebody without a title: "an industry expert with 18 years", "our external security expert"."""
        if who.rsplit(maxsplit=1)[-1].islower() or " " in who:
            if figure.kind == "tenure":
                return
            role = Role("OTHER_OFFICER", "somebody without a title")
            outside = _OUTSIDERS.first(who) is not None
            new = Officer(
                who, role, Source(source.sentence, role.rule), {who.lower()}, roles=[role], active=True
            )
            officer = self.by_key.setdefault(who.lower(), new)
            officer.outside = officer.outside or outside
            if officer not in self.people:
                self.people.append(officer)
            officer.take_years(
                max(figure.values), figure.qualifier, how if how in SHARED else "individual", source
            )
        else:
            self._group(who, TEAM, figure, "combined" if how == "individual" else how, source)

    def _record(self, people: list[Officer], figure: Figure, how: str, source: Source) -> None:
        """Write a figure to one officer, to each of several, pairwise ("10 and 20 years, respectively"), or, a sum or
        an average, to a group of them; of one person "combined" is what one person has, but for a long sum."""
        values, several = figure.values, len(people) > 1
        if figure.kind in ("tenure", "both") and not (several and how in SHARED):
            for place, officer in enumerate(people):
                officer.take_tenure(values[min(place, len(values) - 1)], source)
        if figure.kind == "tenure":
            return
        if len(values) == 1 and how in SHARED and (several or max(values) >= MOST_OF_ONE):
            self._group(
                " and ".join(officer.title for officer in people),
                TEAM,
                figure,
                how,
                source,
            )
        elif several and len(values) == len(people):
            for officer, years in zip(people, values, strict=True):
                officer.take_years(years, figure.qualifier, "individual", source)
        else:
            for officer in people:
                officer.take_years(max(values), figure.qualifier, "each" if several else "individual", source)

    def _group(self, text: str, role: Role, figure: Figure, how: str, source: Source) -> None:
        """Write experience to a team, committee or firm, under the entry that it has already if any."""
        if figure.kind == "tenure":
            return
        title = re.sub(r"(?i)^(?:our|the|its|a|an|of|by|from|and)\s+", "", text)
        if how == "individual":
            how = _scope_of(title, role.code)
        own = frozenset(re.findall(r"[a-z]+", title.lower())) - _NOISE
        key = f"{role.code} {' '.join(sorted(own))}"
        alike = (
            other
            for other in reversed(self.people)
            if other.words is not None
            and other.role.code == role.code
            and (other.words <= own or own <= other.words)
        )
        officer = self.by_key.get(key) or next(alike, None)
        if officer is None:
            named = Source(source.sentence, role.rule)
            officer = Officer(title, role, named, {key}, roles=[role], active=True, words=own)
            self.by_key[key] = officer
            self.people.append(officer)
        officer.take_years(max(figure.values), figure.qualifier, how, source)


def _is_person(mention: Mention) -> bool:
    return mention.kind in ("title", "person", "he", "they")


def _scope_of(title: str, code: str) -> str:
    """The scope of a group's figure by what the group is called: members each have it, a firm or team in sum."""
    members = _MEMBERS.first(title) is not None
    if code == "EXTERNAL":
        return (
            "individual"
            if re.search(r"(?i)\b(?:consultant|advis[eo]r|expert|contractor|individual|person)$", title)
            else "combined"
        )
    return "each" if members else "combined"


def _without_title(skeleton: str, figure: Figure, floor: int, mentions: list[Mention]) -> str | None:
    """The words for somebody without a title: "our external security expert has 18 years"."""
    if any(mention.kind in ("title", "person", "he") for mention in mentions):
        return None
    before, behind = skeleton[floor : figure.start] + "⟦Y⟧", "⟦Y⟧" + skeleton[figure.end : figure.end + 140]
    texts = [before] if mentions else [before, behind]
    found = next((found for text in texts for found in _UNNAMED.find(text)), None)
    return found.match["who"] if found else None


def _own(sentence: Sentence, names: frozenset[str]) -> str:
    """The skeleton with the registrant's name, and its own teams, as a mark that the rules read as "the Company";
    offsets hold."""

    def mark(match: re.Match[str]) -> str:
        own = match[2].removesuffix("s") in names
        return match[0][: -len(match[2])] + "ª" * len(match[2]) if own else match[0]

    teams = {
        FIRST + place: "ª"
        for place, mention in enumerate(sentence.mentions)
        if mention.role.code == "TEAM"
        and _OWN_TEAM.fullmatch(mention.text)
        and sentence.text[: mention.start].endswith((" in ", " within "))
    }
    skeleton = sentence.skeleton.translate(teams)
    return _AT_NAME.sub(mark, skeleton) if names else skeleton
