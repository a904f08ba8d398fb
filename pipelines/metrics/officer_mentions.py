"""Who is mentioned in a sentence: titles, persons by name, pronouns, groups, board members; and in what part.

`read_sentence` gives the mentions and the skeleton: the sentence with each mention as one character, so that
patterns see "M, who reports to M, has over 20 years". Not here: joining mentions over sentences
(`officer_people.py`), the titles' words (`titles.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipelines.metrics.title_finder import Title, find_titles
from pipelines.metrics.title_words import DOMAIN
from pipelines.metrics.titles import more_specific

FIRST = 0xE000
M = "[\ue000-\uf8ff]"
"""Any mention in a skeleton."""


@dataclass(eq=False)
class Mention:
    """One mention: `kind` is title, person, he, they, group or board; a title mention holds all titles of one
    person that stand together ("Senior Vice President and Chief Information Officer (CIO)")."""

    kind: str
    text: str
    start: int
    end: int
    titles: list[Title] = field(default_factory=list)
    role: str = ""
    surname: str = ""
    part: str = "active"
    plural: bool = False


OWN = r"(?:(?:our|the|its|their|his|her|both|each|other|such|a|an|current|Companys?|Company's?|Bank's?|Banks|Adviser's?|Advisor's?|Manager's?|[A-Z]\w+'s?|[A-Z]\w+s|as\s+appropriate,?|either|and/or)\s+)*"
"""What may stand before a title: \"our\", \"the Company's\", \"Corporations\" (an apostrophe lost in SEC's archives)."""
_JOINT = re.compile(rf"^\s*(?:,|;|/|&|\band\b|\bor\b|\bas\s+well\s+as\b|\balong\s+with\b|\btogether\s+with\b|\band/or\b|\s)+\s*(?:to\s+|with\s+)?{OWN}$")  # fmt: skip


_PREPOSITION = re.compile(r"(?i)(?:with|of|by)\s")
"""Opens a firm's mention that is no item of the list before it: "our CFO, with the assistance of outside experts"."""


@dataclass
class Sentence:
    """A sentence read: its skeleton, its mentions in order (the n-th stands as chr(FIRST + n)), and what
    abbreviations it defines, each with its role and title."""

    skeleton: str
    mentions: list[Mention]
    defined: dict[str, tuple[str, str]]

    def at(self, position: int) -> Mention:
        """The mention that stands at a position of the skeleton."""
        return self.mentions[ord(self.skeleton[position]) - FIRST]

    @cached_property
    def runs(self) -> list[list[int]]:
        """Positions in the skeleton of mentions that stand in one list: "our CIO, CISO and the General Counsel"."""
        runs: list[list[int]] = []
        for match in re.finditer(M, self.skeleton):
            place = match.start()
            joint = (
                runs
                and not _PREPOSITION.match(self.at(place).text)
                and (self.at(runs[-1][-1]).kind == "board") == (self.at(place).kind == "board")
                and _JOINT.match(self.skeleton[runs[-1][-1] + 1 : place])
            )
            if joint:
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs


class Aliases(NamedTuple):
    """Abbreviations that a filing defines for itself, with their roles, and the pattern that finds them."""

    roles: Mapping[str, str]
    titles: Mapping[str, str]
    pattern: re.Pattern[str] | None


NO_ALIASES = Aliases({}, {}, None)

_OWN = r"(?:(?:the\s+|our\s+|its\s+|their\s+|this\s+)?(?:Company's?|Companys|Bank's?|Banks|Corporation's?|Adviser's?|Advisor's?|Manager's?|[A-Z]\w+'s?)\s+(?:current\s+)?|(?:our|the|its|their|his|her|a|an|this|current|own)\s+(?:current\s+|new\s+)?)"
_PRIVATE = re.compile(M)
"""Characters of private use, which skeletons need for themselves."""
_OPENS_BRACKET = re.compile(r"\s*[(\[]\s*(?:the\s+|our\s+|and\s+|also\s+our\s+|or\s+)?[\"']*")
_MERGE_BARE = re.compile(r"\s*(?:,|,?\s*and\b|&|/|-|,\s*&)?\s*$", re.IGNORECASE)
_PARENTHESIS = re.compile(r"""\s*[(\[]\s*(?:the\s+|our\s+|or\s+|also\s+known\s+as\s+|referred\s+to\s+as\s+|each,?\s+(?:an?\s+)?|collectively,?\s+(?:the\s+)?)?["']*\s*(?!who\b|which\b|with\b)(?P<name>[A-Za-z][\w&/ .-]{1,40}?)["'\s]*[)\]]""")  # fmt: skip
_OR_SHORT = re.compile(
    r"\s*,\s+or\s+(?:the\s+|our\s+)?[\"']*(?P<name>(?:(?:Senior|Sr\.?|Executive|Global)\s+)?[A-Z]{2,6})[\"']*(?=\s*,)"
)
"""Behind a title that is shortened without brackets: "our Senior Information Security Manager, or Senior ISM,"."""
_NAME_WORD = r"(?:[A-Z][\w'-]{0,28}[a-z][\w'-]{0,3}|[A-Z]\.?|de|van|von|der|la|del|bin|Jr\.?|Sr\.?|II|III|IV)"
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Messrs|Sr\.a|Prof)\b\.?\s+[A-Z][\w'.-]*[\w](?:\s+(?!Chief|Vice|President|Director|Head|Senior|Executive|Has|The|Our|He|She)(?:[A-Z]\.|[A-Z][\w'-]+)){0,3}(?:,?\s+and\s+(?:Mr|Mrs|Ms|Dr)?\.?\s*[A-Z][\w'-]+(?<=[a-z]))?")  # fmt: skip
_AFTER_TITLE = re.compile(rf"\s*(?:,|\(|-|:)?\s*(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}})\s*(?=[,;.)(]|$|\s(?:who|has|is|was|and|with|holds|oversees|leads|brings|reports|in|to|serves|joined|manages|possesses|provides|since)\b)")  # fmt: skip
_BEFORE_TITLE = re.compile(rf"(?:^|[.,:;(]\s*|\b(?:by|by\s+our|is|are|and|of|with|led\s+by|to|individuals?|Governance|Management|Expertise)\s+)(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}})\s*(?:[,:(-]|(?=\s(?:who|is|serves|has|currently|acts|joined|was)\b))\s*(?:(?:who\s+)?(?:is|serves\s+as|has\s+served\s+as|has\s+been|currently\s+serves\s+as|acts\s+as|joined\s+\S+\s+as|was\s+appointed(?:\s+as)?)\s+)?(?:{_OWN})*(?:current\s+)?$")  # fmt: skip
_HONORED = re.compile(r"\b(?:M(?:[rs]s?|iss|essrs)|Dr|Prof)\b")
_TWO_CAPITALS = re.compile(r"[A-Z][\w.'-]*\s+[A-Z]")
_SUBJECT_NAME = re.compile(rf"^(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}})(?=,?\s+(?:has|is|brings|holds|joined|possesses|was|served|serves|started|began|also|previously|most\s+recently|earned|received)\b)")  # fmt: skip
NOT_NAMES = DOMAIN | frozenset(
    ["board", "directors", "committee", "company", "the", "our", "we", "item", "role", "management", "governance", "he", "she", "it", "this", "these", "they", "in", "as", "of", "prior", "cyber", "cybersecurity", "overall", "executive", "senior", "internal", "officer", "chief", "vice", "president", "director", "head", "team", "audit", "its", "each", "both", "united", "states", "isaca", "sans", "giac", "nist", "iso", "information", "systems", "security", "professional", "certified", "comptia", "ccsp", "ceh", "crisc", "department", "control", "framework", "incident", "response", "csirt", "sec", "plan", "policy", "sponsor", "manager", "adviser", "fund", "certified", "university", "bachelor", "master", "institute", "association", "national", "framework", "certification", "form", "annual", "report", "new", "york", "and", "or", "with", "for", "additionally", "moreover", "furthermore", "currently", "however", "risk", "reporting", "principal", "mr", "ms", "mrs", "dr", "fiscal", "year", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "bank", "trust", "inc", "corporation", "llc", "ltd", "mba", "cissp", "cism", "cisa", "phd", "cpa", "cio", "ciso", "cfo", "ceo", "cto", "coo"]
) - {"it", "trust", "may", "bank"}  # fmt: skip
_PRONOUN = re.compile(r"\b(?:(?P<they>They|These\s+(?:individuals|persons|officers|executives|professionals|leaders|people|two|three|four|members|employees|roles|positions)(?:\s+(?!collectively|together|combined|jointly|each|both|all|have|has|bring|possess|on\b|average)\w+)?|(?:Such|Those)\s+(?:individuals|persons|officers|executives|members|professionals|employees|personnel)|[Tt]hese\s+(?:(?:two|three|four|five)\s+)?individuals|(?:Each|All|Both)\s+of\s+(?:these|those)\s+(?:persons|individuals|officers|executives|leaders|professionals|employees|people)|such\s+individuals)|(?P<he>[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Tt]his\s+(?:individual|person|officer|executive|employee|leader|professional)|(?:^|(?<=[.;]\s))This\s+(?:role|position)|[Ss]uch\s+(?:individual|person|officer|executive|employee)|[Tt]he\s+Director(?=\s+(?:has|is|reports|also|leads|oversees|works|provides|holds))|[Tt]he\s+(?:individual|person|executive|incumbent|position\s+holder)))\b")  # fmt: skip

BOARD_MEMBER = re.compile(
    r"\b(?i:(?:one|two|three|four|each|some|several|most|certain|many|all|none|any)\s+of\s+(?:our|the|its)\s+(?:\w+\s+){0,3}(?:directors|members))\b"
    r"|\b(?i:(?:our|the|its|an?|independent|board'?s?|audit|committee'?s?|non-?executive|lead)\s+(?:\w+\s+){0,2}(?:directors?\b(?!\s*(?:of|,|-|for)\s*\w)|chair(?:man|woman|person)?\b(?:\s+of\s+(?:the|our|its)\s+(?:\w+\s+){0,3}committee)?(?!\s*(?:of\s+the\s+board,?\s+)?(?:and|&)\s+(?:chief|CEO))))"
    r"|\b(?i:board\s+members?|members?\s+of\s+(?:our|the|its)\s+(?:(?!management)\w+\s+){0,3}(?:board|audit\s+(?:and\s+\w+\s+)?committee|risk\s+committee)|(?:audit|risk|nominating|governance)\s+(?:and\s+\w+\s+)?committee\s+(?:members?|chair\w*)|directors\b(?!\s+of))"
)  # fmt: skip
"""Somebody of the board: "one of our directors", "the chair of our Audit Committee"; never an officer."""
_BOARD_HINT = re.compile(r"(?i)directors?\b(?!\s+of)|\bchair|members?\s+of\s+(?:our|the|its)")
BOARD = re.compile(
    r"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Oo]f|[Tt]o|[Bb]y|Company's|Companys)\s+(?:full\s+|entire\s+)?(?:Board(?:\s+of\s+(?:Directors|Trustees|Managers))?|board\s+of\s+(?:directors|trustees|managers)|board|(?:Audit|Risk|Nominating|Governance|audit|risk)(?:\s+(?:and|&)\s+\w+)?\s+[Cc]ommittee)\b"
)  # fmt: skip

_GROUP_HEAD = (
    r"direct\s+reports|teams?|departments?|staff|personnel|professionals|individuals|members|employees|colleagues|executives|leaders|officers|"
    r"managers|engineers|specialists|experts|group|persons|people|analysts|associates|practitioners|resources|office|unit|directors|"
    r"(?<=senior\s)management|(?<=executive\s)management|(?<=our\s)management|(?<=company\s)management|(?<=the\s)management|(?<=security\s)leadership|(?<=technology\s)leadership|(?<=our\s)leadership|(?<=senior\s)leadership"
)
_NO_GROUP = r"(?!(?:has|have|is|are|was|who|that|which|and\s+(?:has|have|is|are|who)|experience|years|decades|by|to|with|in|over|than|as|leading|managing|including|employs?|includes?|oversees|manages|leads|supervises|under)\b|(?:company|bank),)"
GROUP = re.compile(
    rf"^(?:Individuals|Members|Employees|Personnel|Professionals)\b(?:\s+of\s+(?:our|the|its)\s+(?:(?!board|audit)[\w&/'-]+\s+){{0,5}}?(?:teams?|department|committee|group|organization|staff))?"
    rf"|\b(?:our|whose|the|its|a|an|this|these|those|such|their|each|all|several|certain|two|three|four|five|key|other|various|multiple|relevant|company'?s|both|includes|including|[a-z]\w+'s)\s+"
    rf"(?:{_NO_GROUP}[\w&/'-]+,?\s+){{0,6}}?(?:{_GROUP_HEAD})\b(?!\s+(?:team|department|staff|members|personnel|experience|committee|program|function|group|roles|positions|'s))(?:\s+of\s+(?:our|the|its)\s+(?:{_NO_GROUP}[\w&/'-]+\s+){{0,4}}?(?:teams?|department|committee|group|organization|staff|council|management)|\s+of\s+(?:our|the)\s+(?:Manager|Advis[eo]r|Sponsor|Company)\b|\s+of\s+(?:{_NO_GROUP}[\w&/'-]+\s+){{0,4}}?(?:professionals|individuals|experts|employees|specialists|engineers|people|persons))?",
    re.IGNORECASE,
)  # fmt: skip
COMMITTEE = re.compile(
    r"(?:\b(?:[Ss]everal|[Ss]ome|[Mm]ost|[Mm]any|[Cc]ertain|[Kk]ey|[Tt]he|[Aa]ll|[Ee]ach)\s+)?(?:\b[Mm]embers?\s+(?:of|in|on)\s+)?\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]n?|[Tt]his)\s+(?:[\w&/'-]+,?\s+){0,6}?(?:[Cc]ommittee|[Cc]ouncil|[Tt]ask\s?[Ff]orce|[Ss]teering\s+[Gg]roup|[Ww]orking\s+[Gg]roup)\b"
)
EXTERNAL = re.compile(
    r"\b(?i:(?:(?:our|the|an?|its|this|these|such|of|by|with|outside|external|third[\s-]+party|independent|outsourced|managed|company's)\s+)"
    r"(?:(?!(?:has|have|is|are|was|who|that|which|by|to|years|experience|oversees|manages|leads|engages|uses|retains)\b)[\w&/'()-]+,?\s+){0,6}?"
    r"(?:service\s+providers?|providers?|vendors?|consultants?|consulting\s+(?:firm|company|group)|agency|agencies|(?:third[\s-]+party|outside|external|IT|technology|security|services?)\s+company|firms?|contractors?|MSPs?|MSSPs?|third[\s-]+part(?:y|ies)(?=[\s,]+(?:who|that|which|has|have|is|with|to)\b|[.,;])|advisors|partners?|consultancy))\b"
    r"(?!\s+(?:risk|management|oversight|relationships?|due|assessments?|contracts?|security|engagement))"
)
_ENGAGED = re.compile(
    r"\s+services\b|\s*(?:,?\s*(?:who|which)\s+is\s+(?:an?\s+)?|,\s+an\s+(?=external|outside|independent|outsourced))(?:[\w-]+\s+){0,3}?"
    r"(?:consultant|contractor|(?:external|outside|outsourced)\s+(?:to|resource|person|individual|expert)|third[\s-]party(?=\s+(?:engaged|hired|retained|provider|contract\w*|consultant|vendor|that|who)|\s*[,.])"
    r"|(?:employed|engaged|provided|contracted|retained)\s+(?:by|from|through)\s+(?:an?\s+|our\s+)?(?:third|outside|external|managed|independent))"
)
"""Behind a title: "our CIO, who is a part-time consultant", "our CISO, who is a third party engaged by us"."""
_OUTSIDE_TEAM = re.compile(
    r"(?i)\b(?:third[\s-]party|outsourced|external|outside)\s+(?:[\w&-]+\s+){0,4}team\b"
)
_OUTSIDE = re.compile(r"\b(?:virtual|fractional|outsourced|contract(?:ed)?|external|third[\s-]+party|outside|consult\w*|part-time|vCISO|VCISO|non-employee)\b", re.IGNORECASE)  # fmt: skip


_LOST_APOSTROPHE = re.compile(
    r"\b(Engineer|Officer|Director|Manager|Head|Analyst|Leader|President|Counsel|Architect|Administrator|[Tt]eam|[Dd]epartment|C[A-Z]{1,3}O)s"
    r"(?=\s+(?:(?:prior|work|professional|extensive|industry|relevant|cybersecurity|IT)\s+){0,2}(?:experience|background|career|expertise|qualifications|credentials|tenure)\b)"
)
"""A possessive without its apostrophe, which SEC's archives lose: "Our CTOs experience"."""


def read_sentence(text: str, aliases: Aliases = NO_ALIASES, groups: bool = True) -> Sentence:
    """The mentions of one sentence and its skeleton. `groups` adds teams, committees, outside firms and board
    members, which matter where there are years."""
    text = _LOST_APOSTROPHE.sub(r"\1's", text.replace("&amp;", "&"))
    if "  " in text:
        text = " ".join(text.split())
    if not text.isascii():
        text = _PRIVATE.sub("", text)
    titles = find_titles(text, aliases.roles, aliases.pattern)
    titles = [title._replace(text=aliases.titles.get(title.text, title.text)) for title in titles]
    defined: dict[str, tuple[str, str]] = {}
    mentions = _merged(text, titles, defined)
    for mention in mentions:
        _take_name(text, mention, mentions)
    for match in _HONORIFIC.finditer(text) if _HONORED.search(text) else ():
        _add_persons(mentions, match)
    if (name := _SUBJECT_NAME.match(text)) and _is_name(name["name"]):
        _add(mentions, Mention("person", name[0], 0, name.end("name"), surname=_surname(name["name"])))
    for word in _PRONOUN.finditer(text):
        kind = "they" if word["they"] else "he"
        _add(mentions, Mention(kind, word[0], word.start(), word.end(), plural=kind == "they"))
    if _BOARD_HINT.search(text):
        for match in BOARD_MEMBER.finditer(text):
            _add(mentions, Mention("board", match[0], match.start(), match.end(), role="member"))
    if groups:
        _add_groups(text, mentions)
    mentions.sort(key=lambda mention: mention.start)
    skeleton, position = [], 0
    for number, mention in enumerate(mentions):
        skeleton += [text[position : mention.start], chr(FIRST + number)]
        position = mention.end
    return Sentence("".join([*skeleton, text[position:]]), mentions, defined)


def _add_groups(text: str, mentions: list[Mention]) -> None:
    """Add the board, teams, committees and outside firms; "the CIO team" is a team and no CIO."""
    for mention in mentions:
        if team := re.match(
            r"'?s?[\s-]+(?:team|department|office|organization|group|staff)\b",
            text[mention.end : mention.end + 20],
        ):
            mention.kind, mention.role, mention.plural = "group", "TEAM", True
            mention.text += team[0]
            mention.end += team.end()
    for match in BOARD.finditer(text):
        _add(mentions, Mention("board", match[0], match.start(), match.end()))
    for role, pattern in (("COMMITTEE", COMMITTEE), ("EXTERNAL", EXTERNAL), ("TEAM", GROUP)):
        for match in pattern.finditer(text):
            of_committee = role == "COMMITTEE" and not re.search(r"(?i)working group|task ?force", match[0])
            kind = "TEAM" if role == "COMMITTEE" and not of_committee else role
            if kind == "TEAM" and _OUTSIDE_TEAM.search(match[0]):
                kind = "EXTERNAL"
            _add(mentions, Mention("group", match[0], match.start(), match.end(), role=kind, plural=True))


def _add(mentions: list[Mention], mention: Mention) -> None:
    if not any(other.start < mention.end and mention.start < other.end for other in mentions):
        mentions.append(mention)


def _add_persons(mentions: list[Mention], match: re.Match[str]) -> None:
    """Persons by name; "Messrs. Jones and Smith" are two."""
    pair = re.match(r"(.*?),?\s+and\s+(.+)$", match[0])
    if pair and match[0].startswith("Messrs"):
        _add(
            mentions,
            Mention("person", pair[1], match.start(), match.start() + pair.end(1), surname=_surname(pair[1])),
        )
        _add(
            mentions,
            Mention("person", pair[2], match.start() + pair.start(2), match.end(), surname=_surname(pair[2])),
        )
    else:
        end = match.start() + (pair.end(1) if pair else len(match[0]))
        _add(
            mentions,
            Mention(
                "person",
                match[0][: end - match.start()],
                match.start(),
                end,
                surname=_surname(match[0][: end - match.start()]),
            ),
        )


def _merged(text: str, titles: list[Title], defined: dict[str, tuple[str, str]]) -> list[Mention]:
    """Titles that stand together as one person's: bare ranks with what follows, a title with the abbreviation in
    brackets behind it, titles joined by a stroke."""
    mentions: list[Mention] = []
    for place, title in enumerate(titles):
        last = mentions[-1] if mentions else None
        gap = text[last.end : title.start] if last else ""
        ahead = text[title.end : titles[place + 1].start] if place + 1 < len(titles) else ""
        if last and _OPENS_BRACKET.fullmatch(gap):
            if _abbreviates(title.text, last.titles[-1].text):
                defined[title.text] = (last.titles[-1].role, last.titles[-1].text)
            else:
                last.titles.append(title)
            closing = re.match(r"[\"'\s]*[)\]]", text[title.end :])
            last.end = title.end + (closing.end() if closing else 0)
            continue
        if last and _joins(last, gap, title, ahead):
            last.titles.append(title)
            last.end = title.end
        else:
            last = Mention("title", title.text, title.start, title.end, [title], plural=title.plural)
            mentions.append(last)
        bracket = _PARENTHESIS.match(text, last.end) or _OR_SHORT.match(text, last.end)
        if bracket and not find_titles(bracket["name"]):
            last.end = bracket.end()
            if _may_be_alias(name := bracket["name"].strip()):
                defined[name] = (_role(last.titles), last.titles[-1].text)
    for mention in mentions:
        mention.role = _role(mention.titles)
        if (
            _ENGAGED.match(text, mention.end)
            or _OUTSIDE.search(mention.text)
            or re.search(
                _OUTSIDE.pattern + r"\s+$", text[max(0, mention.start - 24) : mention.start], re.IGNORECASE
            )
        ):
            mention.role = "EXTERNAL"
        written = re.sub(r"\s*[(\[].*", "", text[mention.start : mention.titles[-1].end])
        listed = mention.titles[0].text  # "Heads of Privacy and Security": each is written out
        mention.text = listed if listed.endswith(f" of {written}") else written
    return mentions


def _abbreviates(short: str, title: str) -> bool:
    """Whether the letters of `short` are initials of the title's words, in order: CSO of "Chief Strategy Officer"."""
    initials = iter(word[0].upper() for word in re.findall(r"[A-Za-z]+", title))
    letters = [letter for letter in short if letter.isupper()]
    return " " not in short and bool(letters) and all(letter in initials for letter in letters)


def _role(titles: list[Title]) -> str:
    """The role of one person's titles; a vice president who is also a director or a head of a field is one of it
    ("Vice President, Head of IT")."""
    role = more_specific(title.role for title in titles)
    ranked = any(title.bare and _VICE.search(title.text) for title in titles)
    return role.replace("DIR_", "VP_") if ranked else role


_VICE = re.compile(r"(?i)vice[\s-]president|vp\b|\bv\.p\.")


def _may_be_alias(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z&/-]{1,8}|(?:Senior|Executive|Global)\s[A-Z]{2,6}|(?:VP|SVP|EVP|Director|Head|Manager)\s+(?:of\s+)?\w+(?:\s\w+)?|IT\s\w+", name)) and name not in (
        "NIST", "CISSP", "CISM", "CISA", "Board", "Committee", "Company", "Interim", "Acting")  # fmt: skip


def _joins(last: Mention, gap: str, title: Title, ahead: str) -> bool:
    """Whether two titles that follow each other are one person's for certain: one of them is a bare rank
    ("Executive Vice President and Chief Financial Officer"), or a stroke joins them."""
    if title.bare and ahead and _MERGE_BARE.match(ahead):
        return False
    if re.fullmatch(r"\s*[/-]\s*", gap):
        return True
    if re.fullmatch(
        r"\s+", gap
    ):  # headings may stand side by side: "Chief Risk Officer Chief Operating Officer"
        return last.titles[-1].bare or title.bare or "OTHER_OFFICER" in (title.role, last.titles[-1].role)
    if not re.fullmatch(r"\s*(?:,|,?\s*and|&|,\s*&)\s*", gap, re.IGNORECASE):
        return False
    first = last.titles[-1]
    if first.bare and len(last.titles) == 1:
        return True
    follower = title.bare or re.search(r"(?i)secretary|treasurer", title.text)
    return bool(follower) and ("and" in gap or "&" in gap or (title.bare and first.role in ("CEO", "COO")))


def _take_name(text: str, mention: Mention, mentions: list[Mention]) -> None:
    """The name beside a title ("our CIO, Jane Doe," or "Jane Doe, our CIO") becomes part of its mention."""
    following = min((other.start for other in mentions if other.start > mention.start), default=len(text))
    if (
        (match := _AFTER_TITLE.match(text, mention.end))
        and _is_name(match["name"])
        and match.end() <= following
    ):
        mention.surname = _surname(match["name"])
        mention.end = match.end("name")
        return
    if match := re.match(
        r"\s*[,(-]?\s*(?:Mr|Mrs|Ms|Dr)\b\.?\s+((?:[A-Z][\w'.-]*\s+){0,3}?[A-Z][\w'-]+)(?=[,;.)(]|$|\s[a-z])",
        text[mention.end : mention.end + 60],
    ):
        mention.surname = _surname(match[1])
        mention.end += match.end()
        return
    floor = max([other.end for other in mentions if other.end <= mention.start], default=0)
    before = text[max(floor, mention.start - 90) : mention.start]
    if not _TWO_CAPITALS.search(before):
        return
    if (match := _BEFORE_TITLE.search(before)) and _is_name(match["name"]):
        mention.surname = _surname(match["name"])
        mention.start -= len(before) - match.start("name")
    elif match := re.search(
        rf"\b(?:Mr|Mrs|Ms|Dr)\b\.?\s+((?:[A-Z][\w'.-]*\s+){{0,3}}?[A-Z][\w'-]+)\s*(?:,|\()\s*(?:who\s+is\s+)?(?:{_OWN})*$",
        before,
    ):
        mention.surname = _surname(match[1])
        mention.start -= len(before) - match.start()


def _is_name(words: str) -> bool:
    return not any(word.lower().strip(".,'") in NOT_NAMES for word in words.split())


def _surname(name: str) -> str:
    words = [word.strip(".,'") for word in re.sub(r"'s?$", "", name).split()]
    words = [word for word in words if word not in ("Jr", "Sr", "II", "III", "IV")]
    return words[-1] if words else ""
