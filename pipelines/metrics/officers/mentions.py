"""Who is mentioned in a sentence: titles, persons by name, pronouns, groups, board members.

`read_sentence` gives the mentions and the skeleton: the sentence with each mention as one character, so that phrases
see "M, who reports to M, has over 20 years". Not here: their parts in the sentence (`parts.py`), joining mentions over
sentences (`people.py`).
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.rules import rules, words
from pipelines.metrics.officers.names import name_beside, persons
from pipelines.metrics.officers.roles import NO_ROLE, TEAM, Role, more_specific, position
from pipelines.metrics.officers.titles import BRACKET, NO_ALIASES, Aliases, Title, find_titles

FIRST = 0xE000
MEMBER = Role("member", "")
"""Of a mention: a member of the board."""
M = "[\ue000-\uf8ff]"
"""Any mention in a skeleton."""
RULES = rules("officer_mentions")
PRONOUNS = RULES.giving("he", "they")
BOARD_MEMBERS = RULES.giving("member")
GROUPS = RULES.giving("board", "COMMITTEE", "TEAM", "EXTERNAL")
_OUTSIDE_TITLE, _OUTSIDE_BESIDE = map(rules("officer_outsiders").giving, ("title", "outside"))


@dataclass(eq=False)
class Mention:
    """One mention: `kind` is title, person, he, they, group or board; a title mention holds all titles of one
    person that stand together ("Senior Vice President and Chief Information Officer (CIO)"). `outside` says that
    the post is filled by somebody from outside."""

    kind: str
    text: str
    start: int
    end: int
    titles: list[Title] = field(default_factory=list)
    role: Role = NO_ROLE
    surname: str = ""
    part: str = "active"
    part_rule: str = ""
    plural: bool = False
    outside: bool = False

    @cached_property
    def main(self) -> Title:
        """Of the titles the one that gives the role."""
        return next((title for title in self.titles if title.role == self.role), self.titles[0])

    @cached_property
    def position(self) -> str:
        """What tells the position from others of its filing."""
        return position(self.text, self.main.text, self.role.code)


@dataclass
class Sentence:
    """A sentence read: its skeleton, its mentions in order (the n-th stands as chr(FIRST + n)), and what
    abbreviations it defines, each with its title and its role."""

    text: str
    skeleton: str
    mentions: list[Mention]
    defined: dict[str, tuple[str, Role]]

    def at(self, position: int) -> Mention:
        """The mention that stands at a position of the skeleton."""
        return self.mentions[ord(self.skeleton[position]) - FIRST]

    @cached_property
    def tells_years(self) -> bool:
        """Whether a number of years may stand in it."""
        return tells_years(self.text)

    @cached_property
    def runs(self) -> list[list[int]]:
        """Positions in the skeleton of mentions that stand in one list: "our CIO, CISO and the General Counsel"."""
        runs: list[list[int]] = []
        for match in re.finditer(M, self.skeleton):
            place = match.start()
            last = runs[-1][-1] if runs else -1
            if last >= 0 and self._listed(last, place):
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    def _listed(self, left: int, right: int) -> bool:
        """Whether two neighbouring mentions stand in one list; a firm behind "with" is no item of it."""
        alike = (self.at(left).kind == "board") == (self.at(right).kind == "board")
        joint = alike and _JOINT.match(self.skeleton[left + 1 : right])
        return bool(joint) and not re.match(r"(?i)(?:with|of|by)\s", self.at(right).text)


def tells_years(text: str) -> bool:
    """Whether a number of years may stand in a text."""
    lower = text.lower()
    return "year" in lower or "decade" in lower or "yrs" in lower


_JOINT = re.compile(
    r"(?i)\s*(?:,|;|/|&|and|or|as\s+well\s+as|along\s+with|together\s+with|and/or)(?:[\s,;/&]|and\b|or\b|(?:as well as|along with"
    r"|together with)\b|to\b|with\b"
    r"|both\b|third-party\b|our\b|the\b|its\b|their\b|his\b|her\b|each\b|other\b|such\b|an?\b|current\b|either\b|as\s+appropriate\b"
    r"|\w+'s?\b"
    r"|(?-i:[A-Z])\w*s\b)*$"
)
"""Between two mentions of one list: commas and "and", and what may stand before a title."""


_PRONOUN = Expression(
    r"\b(?:[Ss]?[Hh]e|[Hh]is|[Hh]er|[Tt]h(?:ey|[eo]se|is)|[Ss]uch|[Ee]ach|[Aa]ll|[Bb]oth|[Aa]n|[Tt]he (?:ind|per|exec|inc|pos))"
)
"""What a pronoun begins with: cheaper to look for than all that it may be."""
_PRIVATE = re.compile(M)
"""Characters of private use, which skeletons need for themselves."""
_OWNER = "Engineer|Officer|Director|Manager|Head|Analyst|Leader|President|Counsel|Architect|Administrator|[Tt]eam|[Dd]epartment"
_WHAT = r"(?:experience|background|career|expertise|qualifications|credentials|tenure)\b"
_LOST_APOSTROPHE = Expression(
    rf"\b({_OWNER}|C[A-Z]{{1,3}}O)s(?=\s+(?:(?:prior|work|professional|extensive|industry|relevant|IT)\s+){{0,2}}{_WHAT})"
)
"""A possessive without its apostrophe, which SEC's archives lose: "Our CTOs experience"."""

_LOST_BLANK = Expression(
    r"(?<=[a-z])(?=(?:Chief|Manager|Officer|President) )|(?<=Officer)(?=[A-Z][a-z])|(?<=President)(?=[A-Z][a-z])"
)


def read_sentence(text: str, aliases: Aliases = NO_ALIASES, groups: bool = True) -> Sentence:
    """The mentions of one sentence and its skeleton. `groups` adds teams, committees, outside firms and the board,
    which matter where there are years."""
    text = _LOST_BLANK.sub(" ", text.replace(" ,", ","))
    if "s " in text:
        text = _LOST_APOSTROPHE.sub(lambda found: f"{found[1]}'s", text)
    if not text.isascii():
        text = _PRIVATE.sub("", text)
    defined: dict[str, tuple[str, Role]] = {}
    mentions = _merged(text, find_titles(text, aliases), defined)
    for place, mention in enumerate(mentions):
        floor = mentions[place - 1].end if place else 0
        ceiling = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
        if named := name_beside(text, mention.start, mention.end, floor, ceiling):
            mention.start, mention.end, mention.surname = named
    for start, end, surname in persons(text):
        _add(mentions, Mention("person", text[start:end], start, end, surname=surname))
    masked = _masked(text, mentions)
    for found in PRONOUNS.find(masked, PRONOUNS.candidates(text)) if _PRONOUN.search(masked) else ():
        kind = found.rule.gives
        _add(mentions, Mention(kind, found.match[0], *found.match.span(), plural=kind == "they"))
    for found in BOARD_MEMBERS.find(masked, BOARD_MEMBERS.candidates(text)):
        _add(mentions, Mention("board", found.match[0], *found.match.span(), role=MEMBER))
    if groups:
        _add_groups(text, mentions)
    mentions.sort(key=lambda mention: mention.start)
    skeleton, position = [], 0
    for number, mention in enumerate(mentions):
        skeleton += [text[position : mention.start], chr(FIRST + number)]
        position = mention.end
    return Sentence(text, "".join([*skeleton, text[position:]]), mentions, defined)


def _masked(text: str, mentions: list[Mention]) -> str:
    """The text with mentions blotted out, so that no gap of a phrase passes over them; offsets hold."""
    for mention in mentions:
        text = text[: mention.start] + chr(FIRST) * (mention.end - mention.start) + text[mention.end :]
    return text


_OWN_TEAM = re.compile(r"'?s?[\s-]+(?:team|department|office|organization|group|staff|direct reports)\b")


def _add_groups(text: str, mentions: list[Mention]) -> None:
    """Add the board, teams, committees and outside firms; "the CIO team" is a team and no CIO."""
    for mention in mentions:
        if team := _OWN_TEAM.match(text, mention.end):
            mention.kind, mention.role, mention.plural = "group", TEAM, True
            mention.text += team[0]
            mention.end = team.end()
    for found in GROUPS.find(_masked(text, mentions), GROUPS.candidates(text)):
        kind, span = found.rule.gives, found.match.span()
        if any(other.start == span[1] + 1 and other.kind == "title" for other in mentions):
            continue  # "a third-party IT specialist"
        board, role = kind == "board", Role(kind, found.rule.name)
        _add(
            mentions,
            Mention("board" if board else "group", found.match[0], *span, role=role, plural=not board),
        )


def _add(mentions: list[Mention], mention: Mention) -> None:
    if not any(other.start < mention.end and mention.start < other.end for other in mentions):
        mentions.append(mention)


_OPENS_BRACKET = re.compile(r"\s*,?\s*[(\[]\s*(?:the\s+|our\s+|and\s+|also\s+our\s+|or\s+)?[\"']*")
_CLOSES_BRACKET = re.compile(r"[\"'\s]*[)\]]")
_AS = r"(?:the\s+|our\s+|or\s+|also\s+known\s+as\s+|referred\s+to\s+as\s+|each,?\s+(?:an?\s+)?|collectively,?\s+(?:the\s+)?)?"
_DEFINED = re.compile(
    rf"\s*[(\[]\s*{_AS}[\"']*\s*(?!who\b|which\b|with\b)(?P<name>[A-Za-z][\w&/ .-]{{1,40}}?)[\"'\s]*[)\]]"
    rf"|\s*,\s+or\s+(?:the\s+|our\s+)?[\"']*(?P<short>(?:(?:Senior|Sr\.?|Executive|Global)\s+)?[A-Z]{{2,6}})[\"']*(?=\s*,)"
)
"""What a title is called from here on: "(the "DIT")", ", or Senior ISM,"."""
_RANKED = r"(?:Senior|Executive|Global)\s[A-Z]{2,6}|(?:VP|SVP|EVP|Director|Head|Manager)\s+(?:of\s+)?\w+(?:\s\w+){0,2}|IT\s\w+"
_ALIAS = re.compile(rf"[A-Z][A-Za-z&/-]{{1,8}}|{_RANKED}")
_NO_ALIAS = words("officer_mentions", "no_alias")


def _merged(text: str, titles: list[Title], defined: dict[str, tuple[str, Role]]) -> list[Mention]:
    """Titles that stand together as one person's: bare ranks with what follows, a title with the abbreviation in
    brackets behind it, titles joined by a stroke."""
    mentions: list[Mention] = []
    for place, title in enumerate(titles):
        last = mentions[-1] if mentions else None
        if last and title.start < last.end:
            continue  # its own short name in brackets
        gap = text[last.end : title.start] if last else ""
        ahead = text[title.end : titles[place + 1].start] if place + 1 < len(titles) else ""
        if last and _OPENS_BRACKET.fullmatch(gap) and not title.plural:
            closed = _CLOSES_BRACKET.match(text, title.end)
            whole = last.titles[-1]
            named = title.role.code == "OTHER_OFFICER" or abbreviates(title.text, whole.text)
            if not closed or title.text == "CISO" or not named:
                last.titles.append(title)
            elif not whole.bare:
                defined[title.text] = (whole.text, whole.role)
            last.end = closed.end() if closed else title.end
            continue
        if last and _joins(last, gap, title, ahead):
            last.titles.append(title)
            last.end = title.end
        else:
            last = Mention("title", title.text, title.start, title.end, [title], plural=title.plural)
            mentions.append(last)
        bracket = _DEFINED.match(text, last.end)
        if bracket and not find_titles(name := (bracket["name"] or bracket["short"]).strip()):
            last.end = bracket.end()
            if _ALIAS.fullmatch(name) and name not in _NO_ALIAS:
                defined[name] = (last.titles[-1].text, more_specific(title.role for title in last.titles))
    hired = bool(_OUTSIDE_BESIDE.candidates(text))
    for mention in mentions:
        mention.role = more_specific(title.role for title in mention.titles)
        mention.outside = _OUTSIDE_TITLE.first(mention.text) is not None or (
            hired and _filled_from_outside(text, mention)
        )
        written = text[mention.start : mention.titles[-1].end]
        if "(" in written or "[" in written:
            written = _FROM_BRACKET.sub("", BRACKET.sub("", written))
        listed = mention.titles[0].text  # "Heads of Privacy and Security": each is written out
        mention.text = listed if listed.endswith(f" of {written}") else written
    return mentions


_FROM_BRACKET = re.compile(r"\s*,?\s*[(\[].*")


def _filled_from_outside(text: str, mention: Mention) -> bool:
    """Whether what stands beside a title says that somebody from outside has the post."""
    before, behind = text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 90]
    beside = _OUTSIDE_BESIDE.find(f"{before}{chr(FIRST)}{behind}")
    return any(found.match.start() <= len(before) < found.match.end() for found in beside)


def abbreviates(short: str, title: str) -> bool:
    """Whether the letters of `short` are initials of the title's words, in order: CSO of "Chief Strategy Officer"."""
    initials = iter(word[0].upper() for word in re.findall(r"[A-Za-z]+", title))
    letters = [letter for letter in short if letter.isupper()]
    return " " not in short and bool(letters) and all(letter in initials for letter in letters)


VICE = re.compile(r"(?i)vice[\s-]president|vp\b|\bv\.p\.")
_LISTS = re.compile(r"(?i)\s*(?:,|,?\s*and|&|,\s*&)\s*")
_MERGES_BARE = re.compile(r"(?i)\s*(?:,|,?\s*and\b|&|/|-|,\s*&)?\s*")


def _joins(last: Mention, gap: str, title: Title, ahead: str) -> bool:
    """Whether two titles that follow each other are one person's for certain: one of them is a bare rank
    ("Executive Vice President and Chief Financial Officer"), or a stroke joins them."""
    if title.bare and ahead and _MERGES_BARE.fullmatch(ahead):
        return False
    if re.fullmatch(r"\s*[/-]\s*", gap):
        return True
    if re.fullmatch(
        r"\s+", gap
    ):  # headings may stand side by side: "Chief Risk Officer Chief Operating Officer"
        return (
            last.titles[-1].bare
            or title.bare
            or "OTHER_OFFICER" in (title.role.code, last.titles[-1].role.code)
        )
    if not _LISTS.fullmatch(gap):
        return False
    first = last.titles[-1]
    if first.bare and len(last.titles) == 1:
        return True
    follower = title.bare or re.search(r"(?i)secretary|treasurer", title.text)
    return bool(follower) and (
        "and" in gap or "&" in gap or (title.bare and first.role.code in ("CEO", "COO"))
    )
