"""Finds the titles of officers in a sentence, with all their words: "Senior Vice President, IT and Security".

A title is found at an anchor ("chief", "director", "CISO") and walked word by word to both sides. Not here: the
role a title has (`titles.py`).
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipelines.metrics.title_words import (
    CHIEF_LOWER,
    DOMAIN,
    RANKS,
    fields_before,
    fields_behind,
    ranks_before,
)
from pipelines.metrics.titles import ABBREVIATIONS, role_of

_ANCHOR = re.compile(
    r"\b(?:[Cc]hief\s+(?!among)|CHIEF\s+|[Vv]ice[\s-]+[Pp]residents?(?:\b|(?=[A-Z]))|VICE\s+PRESIDENT\b"
    r"|VP-?IT\b|V\.?P\.?s?(?=[\s,)\"'/-]|$)|[SEAFGR]\.?V\.?P\.?s?(?=[\s,)\"'/-]|$)"
    r"|[Gg]eneral\s+[Cc]ounsel\b(?!\s*[Ff]irm)|GENERAL\s+COUNSEL\b|[Cc]orporate\s+[Cc]ounsel\b|[Ll]egal\s+[Cc]ounsel\b|[Ii]n-[Hh]ouse\s+[Cc]ounsel\b"
    r"|[Pp]rincipal\s+(?:[Ee]xecutive|[Ff]inancial|[Aa]ccounting)\s+[Oo]fficer\b"
    r"|(?:[Dd]irector|[Hh]ead|[Mm]anager|[Ll]eader|[Ll]ead|[Ss]upervisor|[Ee]xecutive|[Pp]rincipal|[Aa]dministrator|[Ee]ngineer|[Ss]pecialist|[Aa]rchitect|[Aa]nalyst|[Cc]oordinator|DIRECTOR|HEAD|MANAGER)\b"
    r"(?!\s+(?:[Mm]anagement|[Tt]eam|[Oo]fficers|[Ss]ession|[Ss]ummary|[Cc]ommittee|[Oo]ffice|[Ll]eadership|[Vv]ice|[Dd]irector\b))"
    r"(?!\s+(?:[A-Z][\w&]*\s+){1,2}(?:Committee|Council|Team|Group)\b)"
    r"|[Oo]fficer\b|OFFICER\b|[Cc]ontroller\b|[Cc]orporate\s+[Cc]ontroller\b|[Gg]roup\s+[Cc]ontroller\b|[Tt]reasurer\b|(?:[Cc]orporate|[Cc]ompany(?:'?s)?)\s+[Ss]ecretary\b|Secretary\s+of\s+the\s+Company\b"
    r"|President\b|(?<=our\s)president\b|(?<=the\s)president\b"
    r"|C[A-Z]{0,3}O(?=(?:'?s)?\b)|[Vv]C[A-Z]{0,3}O(?=(?:'?s)?\b)|GC\b(?!&)|BISO\b)"
)
"""Where a title may stand; what it takes with it, before and behind, is walked word by word."""

_CHIEF = re.compile(
    r"(?:(?!(?i:chief|and\s+chief)\b)[A-Za-z&/,'-]+\s+){0,6}?(?i:(?:officer|executive|counsel|technologist|accountant|auditor|actuary|engineer|economist|architect|scientist|counselor)\b(?!\s+officer)|officers\b)"
)
_CHIEF_SHARED = re.compile(r"(?i:executive|financial|operating|technology|information|risk|legal|compliance)(?=(?:,|\s+and|\s*&)\s+(?:the\s+|our\s+)?(?i:chief|general)\b)")  # fmt: skip
_CHIEF_OF = re.compile(r"of\s+(?:(?i:staff)\b|(?=(?i:information|cyber|security|IT\b|technology)))")
_HEADS = re.compile(
    r"\b(?P<rank>[Hh]eads|[Dd]irectors|[Vv]ice\s+[Pp]residents)\s+of\s+(?:our\s+|the\s+)?(?P<fields>(?:(?:[A-Z][\w&/'-]*|and|&|of),?\s+){1,40}(?:and|&)\s+[A-Z][\w&/]*(?:\s+[A-Z][\w&/]*)*)"
)
"""A list of fields under one plural title: "the Heads of Privacy, Information Security and IT Infrastructure"."""


_MANAGERS = re.compile(
    r"\b(?:managed|evaluated|led|overseen|monitored|reviewed|performed|implemented|handled|maintained|administered)\s+by\s+"
    r"(?:our\s+|the\s+|its\s+)?(?:local\s+|regional\s+)?(?P<who>(?:IT(?:\s+[Ss]ecurity)?|[Ii]nformation\s+(?:[Tt]echnology|[Ss]ecurity)|[Cc]yber\s?[Ss]ecurity)\s+(?:[Mm]anagers|[Dd]irectors|[Ll]eaders))\b"
)
"""Several who have one title and a part: "controls are evaluated by our IT managers"."""
_CERTIFICATE_BEHIND = re.compile(
    r"\s+(?:\([A-Za-z|]+\)\s+)?(?:[Cc]ertificat|[Dd]esignation\b|Executive\s+(?:Education|Certificat|Program)|Charter\b)"
)
"""Behind a title: "a Chief Information Security Officer Certificate" is no officer."""
_CERTIFICATE = re.compile(r"(?<![\w-])Certified |(?<![\w-])(?<![A-Z]{3} )certified ")
"""Before a title or in it: "Certified Information Security Manager" is no manager; "a CISSP-certified CISO" is one."""


class Title(NamedTuple):
    """A title in a sentence: its offsets, its words, its role, whether it names a field of work ("Vice President"
    alone does not), and whether it is plural."""

    start: int
    end: int
    text: str
    role: str
    bare: bool = False
    plural: bool = False


def find_titles(
    text: str, aliases: Mapping[str, str] | None = None, alias_pattern: re.Pattern[str] | None = None
) -> list[Title]:
    """The titles of one sentence, in order and without overlaps.

    `aliases` are the abbreviations that the filing defines for itself, with their roles; `alias_pattern`
    finds them.
    """
    found: list[Title] = []
    position = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < position:
            continue
        title = _reader(anchor[0])(text, anchor, position, aliases or {})
        if title is not None and (
            _CERTIFICATE.search(text[max(0, title.start - 16) : title.start + 10])
            or _CERTIFICATE_BEHIND.match(text, title.end)
        ):
            position = title.end
            continue
        if title is not None and title.start >= position:
            found.append(title)
            position = title.end
    for heads in _HEADS.finditer(text):
        found = [title for title in found if title.end <= heads.start() or title.start >= heads.end()]
        for item in re.finditer(r"[^,;]+?(?=,|;|\s+and\s+|$)", heads["fields"]):
            field = re.sub(r"^\s*(?:and|&)?\s*", "", item[0])
            if re.search(_FIELD, field):
                start = heads.start("fields") + item.end() - len(field)
                found.append(
                    Title(
                        start,
                        start + len(field.rstrip()),
                        f"{heads['rank'][:-1]} of {field}",
                        role_of(f"{heads['rank'][:-1]} of {field}"),
                    )
                )
        found.sort()
    for managers in _MANAGERS.finditer(text) if "by " in text else ():
        found.append(
            Title(*managers.span("who"), managers["who"], role_of(managers["who"].rstrip("s")), plural=True)
        )
        found.sort()
    if alias_pattern is not None and aliases:
        for match in alias_pattern.finditer(text):
            over = [title for title in found if title.start < match.end() and match.start() < title.end]
            if all(match.start() <= title.start and title.end <= match.end() for title in over):
                found = [title for title in found if title not in over]
                found.append(Title(match.start(), match.end(), match[0], aliases[match[0]]))
        found.sort()
    return found


def _chief(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    rest = anchor.end()
    if match := _CHIEF_SHARED.match(text, rest) or _CHIEF.match(text, rest):
        words = match[0].split()
        if any(word[0].islower() and word not in DOMAIN | CHIEF_LOWER for word in words):
            return None
        end = match.end()
    elif of := _CHIEF_OF.match(text, rest):
        end = fields_behind(text, of.end() if of.end() > rest + 4 else rest)
        if end <= of.end() and "taff" not in of[0]:
            return None
    else:
        return None
    start = ranks_before(text, anchor.start(), floor) if text[anchor.start()].isupper() else anchor.start()
    return Title(
        start, end, text[start:end], role_of(text[anchor.start() : end]), plural=text[end - 1] == "s"
    )


def _vice(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    end = fields_behind(text, anchor.end())
    if end > anchor.end() and (officer := re.match(r"\s+[Oo]fficer\b", text[end : end + 10])):
        end += officer.end()
    rank = ranks_before(text, anchor.start(), floor)
    start = fields_before(text, rank, floor)
    title = text[start:end]
    return Title(
        start, end, title, role_of(title), end == anchor.end() and start == rank, anchor[0][-1] == "s"
    )


def _counsel(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    start = ranks_before(text, anchor.start(), floor)
    if anchor[0][0].lower() != "g":
        outside = re.search(
            r"\b(?:external|outside|internal|our|or|and|with)\s+$",
            text[max(0, anchor.start() - 12) : anchor.start()],
        )
        if outside or text[anchor.start()].islower():
            return None
    return Title(start, anchor.end(), text[start : anchor.end()], role_of(text[start : anchor.end()]))


def _head_title(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    word = anchor[0].lower()
    start = fields_before(text, anchor.start(), floor)
    end = anchor.end()
    follows = re.match(
        r"\s*[,:/-]|\s+(?:of|for|over)\s"
        + ("" if word in ("manager", "leader", "lead") else r"|\s+(?=[A-Z])"),
        text[end:],
    )
    if follows and word in _TAKES_A_TAIL:
        tail = fields_behind(text, end)
        if tail > end and _is_field(text[end:tail], word):
            end = tail
            if officer := _SECURITY_OFFICER.match(
                text, end
            ):  # "Director of IT and Information Security Officer"
                end = officer.end()
    if start == anchor.start() and end == anchor.end():
        start = _own_name_before(text, anchor)
    if start == anchor.start() and end == anchor.end():
        return None
    if word in _NEEDS_FIELD_BEFORE and not (
        start < anchor.start() and _is_field(text[start : anchor.start()], word)
    ):
        return None
    start = ranks_before(text, start, floor)
    title = text[start:end]
    if (
        word == "lead"
        and re.match(r"\s+(?:our|the|a|an|its|to|by|and|efforts)\b", text[end:])
        and not text[start:end][0].isupper()
    ):
        return None
    if word == "leader" and all(rank.lower() in RANKS for rank in title.split()[:-1]) and end == anchor.end():
        return None  # "a global leader in animal health"
    bare = end == anchor.end() and all(rank.lower() in RANKS for rank in text[start : anchor.start()].split())
    return Title(start, end, title, role_of(title), bare)


_SECURITY_OFFICER = re.compile(r"(?<=[Ss]ecurity)\s+[Oo]fficer\b")


def _own_name_before(text: str, anchor: re.Match[str]) -> int:
    """Where capitals before "Director" begin that are no known field: "our SRC Director"."""
    if anchor[0] not in ("Director", "Manager", "Lead", "Leader", "Head"):
        return anchor.start()
    before = re.search(
        r"\b(?:[Oo]ur|[Ii]ts|[Tt]he|[Cc]ompany'?s)\s+((?:(?!Board|Independent|Lead|Non|Outside|External|Managing|Executive|Portfolio|Property|Asset|Fund|Investment|General)[A-Z][\w&/-]*\s+){1,3})$",
        text[max(0, anchor.start() - 60) : anchor.start()],
    )
    return anchor.start() - len(before[1]) if before else anchor.start()


_TAKES_A_TAIL = frozenset({"director", "head", "manager", "leader", "lead"})
_NEEDS_FIELD_BEFORE = frozenset(
    {
        "lead",
        "supervisor",
        "executive",
        "principal",
        "administrator",
        "engineer",
        "specialist",
        "architect",
        "analyst",
        "coordinator",
    }
)


def _is_field(words: str, anchor: str) -> bool:
    """Whether the words behind "director" and its like name a field: "of information security", "of IT"."""
    if anchor == "head" and re.match(r"\s+(?:of|for)\s", words):
        return True
    return bool(re.search(_FIELD, words))


_FIELD = re.compile(
    r"\b(?i:information|technolog\w+|tech|technical|cyber\w*|security|infosec|digital|data|infrastructure|risk|compliance|privacy|"
    r"operations|engineering|systems|network|legal|audit|finance|governance|applications|software|product|administration|enterprise)\b"
    r"|\b(?:IT|ICT|MIS|GRC|IS)\b"
)


def _officer(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    start = fields_before(text, anchor.start(), floor)
    if start == anchor.start() or not re.search(_FIELD, text[start : anchor.start()]):
        of = re.match(
            r"\s+(?:in charge of|responsible for|of)\s+(?=(?:\w+\s+)?(?i:information|cyber|IT\b|security))",
            text[anchor.end() :],
        )
        if not of:
            return None
        end = fields_behind(text, anchor.end() + of.end())
        return Title(
            anchor.start(), end, text[anchor.start() : end], role_of(text[anchor.end() : end] + " officer")
        )
    start = ranks_before(text, start, floor)
    return Title(start, anchor.end(), text[start : anchor.end()], role_of(text[start : anchor.end()]))


def _principal(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    return Title(anchor.start(), anchor.end(), anchor[0], role_of("chief" + anchor[0][9:]))


def _plain(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    if anchor[0][0].islower() and not re.search(
        r"\b(?:our|the|and|company's)\s+$", text[max(0, anchor.start() - 12) : anchor.start()]
    ):
        return None
    return Title(anchor.start(), anchor.end(), anchor[0], "OTHER_OFFICER")


def _president(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    return Title(anchor.start(), anchor.end(), anchor[0], "OTHER_OFFICER", bare=True)


def _short(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    word = anchor[0]
    role = aliases.get(word) or ABBREVIATIONS.get(word) or ("EXTERNAL" if word.lower() == "vciso" else None)
    if re.match(r"[\s-]+as[\s-]+a[\s-]+[Ss]ervice\b", text[anchor.end() : anchor.end() + 20]):
        role = "EXTERNAL"
    if role is None:
        return None
    start = ranks_before(text, anchor.start(), floor)
    return Title(start, anchor.end(), text[start : anchor.end()], role)


_Reader = Callable[[str, re.Match[str], int, Mapping[str, str]], Title | None]
_BY_LAST_WORD: Mapping[str, _Reader] = {
    "chief": _chief, "president": _president, "counsel": _counsel, "controller": _plain, "treasurer": _plain,
    "secretary": _plain, "officer": _officer,
}  # fmt: skip
_HEAD_WORDS = frozenset(["director", "head", "manager", "leader", "lead", "supervisor", "executive", "principal", "administrator", "engineer", "specialist", "architect", "analyst", "coordinator"])  # fmt: skip


@lru_cache(maxsize=512)
def _reader(anchor: str) -> _Reader:
    """Which of the readers above takes a title on from its anchor."""
    words = re.split(r"[\s-]+", anchor.strip().lower())
    if words[0] == "vice" or re.fullmatch(r"[A-Z]?\.?V\.?P\.?s?", anchor):
        return _vice
    if words[0] == "principal" and len(words) > 1:
        return _principal
    if words[-1] in _HEAD_WORDS:
        return _head_title
    return _BY_LAST_WORD.get(words[-1], _short)
