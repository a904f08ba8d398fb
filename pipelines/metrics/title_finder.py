"""Finds the titles of officers in a sentence, with all their words: "Senior Vice President, IT and Security".

A title is found at an anchor ("chief", "director", "CISO") and walked word by word to both sides. Not here: the
role a title has (`titles.py`).
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipelines.metrics.titles import ABBREVIATIONS, role_of

_DOMAIN_WORDS = (
    "information|technology|technologies|technical|tech|IT|ICT|MIS|IS|GRC|systems?|security|cyber|cybersecurity|cyber-security|"
    "infosec|digital|data|infrastructure|operations?|operational|risk|risks|compliance|governance|privacy|engineering|networks?|"
    "networking|software|hardware|services|service|enterprise|business|applications?|development|architecture|internal|"
    "audit|finance|financial|administration|administrative|legal|human|resources|innovation|strategy|strategic|assurance|"
    "support|corporate|global|computing|cloud|products?|platforms?|protection|controls?|physical|loss|prevention|"
    "solutions|analytics|planning|reporting|accounting|regulatory|affairs|fraud|resilience|resiliency|continuity|recovery|"
    "communications?|telecommunications|management|transformation|program|programs|investor|relations|client|customer|"
    "delivery|incident|response|threat|vulnerability|identity|access|safety|facilities|automation|intelligence|"
    "information-security|it|trust|investments?|treasury|tax|people|marketing|sales|supply|chain|manufacturing|"
    "research|science|web|electronic|banking|lending|credit|deposit|asset|property|construction|"
    "group|department|team|division|function|organization|unit|office|projects?|help|desk|user|group's|department's"
)
DOMAIN = frozenset(
    form.lower()
    for word in _DOMAIN_WORDS.split("|")
    for form in (word.replace("s?", ""), word.replace("?", ""))
)
"""Words that name a field of work: with them a title goes on, in whatever case they are written."""

_RANKS = frozenset(
    [
        "senior",
        "sr",
        "sr.",
        "executive",
        "exec",
        "exec.",
        "first",
        "assistant",
        "asst",
        "associate",
        "group",
        "global",
        "corporate",
        "regional",
        "interim",
        "acting",
        "deputy",
        "principal",
        "co",
        "enterprise",
        "current",
        "managing",
        "divisional",
        "worldwide",
        "international",
        "lead",
        "staff",
        "us",
        "u.s.",
        "north",
        "america",
        "business",
        "chief",
        "internal",
        "designated",
        "head",
        "our",
    ]
) - {"our", "chief", "head", "current"}
_FIELD_STARTS = frozenset(
    [
        "information",
        "technology",
        "technologies",
        "technical",
        "tech",
        "IT",
        "ICT",
        "MIS",
        "GRC",
        "systems",
        "system",
        "security",
        "cyber",
        "cybersecurity",
        "cyber-security",
        "infosec",
        "digital",
        "data",
        "infrastructure",
        "risk",
        "compliance",
        "privacy",
        "network",
        "enterprise",
        "software",
        "engineering",
        "operations",
        "operational",
        "applications",
        "business",
        "fraud",
        "governance",
        "finance",
        "internal",
        "audit",
        "legal",
        "platform",
        "cloud",
        "product",
    ]
)
_ANCHOR = re.compile(
    r"\b(?:[Cc]hief\s+(?!among)|CHIEF\s+|[Vv]ice[\s-]+[Pp]residents?(?:\b|(?=[A-Z]))|VICE\s+PRESIDENT\b"
    r"|V\.?P\.?s?(?=[\s,)\"'/-]|$)|[SEAFGR]\.?V\.?P\.?s?(?=[\s,)\"'/-]|$)"
    r"|[Gg]eneral\s+[Cc]ounsel\b(?!\s*[Ff]irm)|GENERAL\s+COUNSEL\b|[Cc]orporate\s+[Cc]ounsel\b|[Ll]egal\s+[Cc]ounsel\b|[Ii]n-[Hh]ouse\s+[Cc]ounsel\b"
    r"|[Pp]rincipal\s+(?:[Ee]xecutive|[Ff]inancial|[Aa]ccounting)\s+[Oo]fficer\b"
    r"|(?:[Dd]irector|[Hh]ead|[Mm]anager|[Ll]eader|[Ll]ead|[Ss]upervisor|[Ee]xecutive|[Pp]rincipal|[Aa]dministrator|[Ee]ngineer|[Ss]pecialist|[Aa]rchitect|[Aa]nalyst|[Cc]oordinator|DIRECTOR|HEAD|MANAGER)\b"
    r"(?!\s+(?:[Mm]anagement|[Tt]eam|[Oo]fficers|[Ss]ession|[Ss]ummary|[Cc]ommittee|[Oo]ffice|[Ll]eadership|[Vv]ice|[Dd]irector\b))"
    r"|[Oo]fficer\b|OFFICER\b|[Cc]ontroller\b|[Cc]orporate\s+[Cc]ontroller\b|[Gg]roup\s+[Cc]ontroller\b|[Tt]reasurer\b|[Cc]orporate\s+[Ss]ecretary\b|[Cc]ompany\s+[Ss]ecretary\b"
    r"|President\b|(?<=our\s)president\b|(?<=the\s)president\b"
    r"|C[A-Z]{0,3}O(?=(?:'?s)?\b)|[Vv]C[A-Z]{0,3}O(?=(?:'?s)?\b)|GC\b|BISO\b)"
)
"""Where a title may stand; what it takes with it, before and behind, is walked word by word."""

_CHIEF = re.compile(
    r"(?:(?!(?i:chief|and\s+chief)\b)[A-Za-z&/,'-]+\s+){0,6}?(?i:(?:officer|executive|counsel|technologist|accountant|auditor|actuary|engineer|economist|architect|scientist|counselor)\b(?!\s+officer)|officers\b)"
)
_CHIEF_SHARED = re.compile(r"(?i:executive|financial|operating|technology|information|risk|legal|compliance)(?=(?:,|\s+and|\s*&)\s+(?:the\s+|our\s+)?(?i:chief|general)\b)")  # fmt: skip
_CHIEF_OF = re.compile(r"of\s+(?:(?i:staff)\b|(?=(?i:information|cyber|security|IT\b|technology)))")
_WORD = re.compile(r"[A-Za-z][\w.'/&-]*|&|,|/|-")
_STOP_CAPITALS = frozenset(
    ["The", "Our", "We", "He", "She", "It", "His", "Her", "Its", "Their", "They", "This", "These", "Those", "In", "At", "As", "With", "For", "To", "By", "On", "From", "Who", "Which", "That", "And", "Or", "Of", "Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Chief", "Vice", "President", "SVP", "EVP", "AVP", "VP", "FVP", "Director", "Head", "Manager", "Leader", "Lead", "Officer", "General", "Counsel", "Secretary", "Treasurer", "Controller", "Board", "Committee", "Audit", "Item", "Company", "Companys", "Corporation", "Bank", "Inc", "Inc.", "Ltd", "LLC", "Has", "Is", "Was", "Reports", "Management", "Managements", "If", "When", "While", "During", "Any", "All", "Each", "Both", "Such", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "CISO", "CIO", "CTO", "CSO", "CFO", "CEO", "COO", "CRO", "CCO", "CPO", "CDO", "CAO", "CLO", "GC", "Team", "Steering", "Through"]
) - {"Management", "Audit", "Team", "Board"}  # fmt: skip
_DETERMINERS = frozenset({"the", "our", "its"})
_LINKS = frozenset({"of", "and", "&", ",", "/", "-", "for", "over", "the", "our", "its"})
_HEADS = re.compile(
    r"\b(?P<rank>[Hh]eads|[Dd]irectors|[Vv]ice\s+[Pp]residents)\s+of\s+(?:our\s+|the\s+)?(?P<fields>(?:(?:[A-Z][\w&/'-]*|and|&|of),?\s+){1,40}(?:and|&)\s+[A-Z][\w&/]*(?:\s+[A-Z][\w&/]*)*)"
)
"""A list of fields under one plural title: "the Heads of Privacy, Information Security and IT Infrastructure"."""


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
        if title is not None and text[max(0, title.start - 10) : title.start + 10].lower().find(
            "certified "
        ) in range(11):
            continue
        if title is not None and title.start >= position:
            found.append(title)
            position = title.end
    for heads in _HEADS.finditer(text):
        found = [title for title in found if title.end <= heads.start() or title.start >= heads.end()]
        for item in re.finditer(r"[^,;]+?(?=,|;|\s+and\s+|$)", heads["fields"]):
            field = re.sub(r"^\s*(?:and|&)?\s*", "", item[0])
            if re.search(_FIELD, field):
                start = heads.start("fields") + item.start()
                found.append(
                    Title(
                        start,
                        start + len(item[0].rstrip()),
                        f"{heads['rank'][:-1]} of {field}",
                        role_of(f"{heads['rank'][:-1]} of {field}"),
                    )
                )
        found.sort()
    if alias_pattern is not None and aliases:
        for match in alias_pattern.finditer(text):
            if not any(title.start < match.end() and match.start() < title.end for title in found):
                found.append(Title(match.start(), match.end(), match[0], aliases[match[0]]))
        found.sort()
    return found


def _chief(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    rest = anchor.end()
    if match := _CHIEF_SHARED.match(text, rest) or _CHIEF.match(text, rest):
        words = match[0].split()
        if any(word[0].islower() and word not in DOMAIN | _CHIEF_LOWER for word in words):
            return None
        end = match.end()
    elif of := _CHIEF_OF.match(text, rest):
        end = _tail(text, of.end() if of.end() > rest + 4 else rest)
        if end <= of.end() and "taff" not in of[0]:
            return None
    else:
        return None
    start = _head(text, anchor.start(), floor) if text[anchor.start()].isupper() else anchor.start()
    return Title(
        start, end, text[start:end], role_of(text[anchor.start() : end]), plural=text[end - 1] == "s"
    )


_CHIEF_LOWER = frozenset(
    [
        "architect",
        "scientist",
        "officer",
        "officers",
        "executive",
        "counsel",
        "technologist",
        "accountant",
        "auditor",
        "actuary",
        "engineer",
        "economist",
        "operating",
        "financial",
        "investment",
        "medical",
        "commercial",
        "revenue",
        "scientific",
        "strategic",
        "nuclear",
        "ethics",
        "diversity",
        "procurement",
        "sustainability",
        "growth",
        "credit",
        "lending",
        "nursing",
        "clinical",
        "banking",
        "experience",
        "content",
        "merchandising",
        "brand",
        "technology",
        "and",
        "&",
        "/",
        "-",
        ",",
        "of",
        "the",
        "underwriting",
        "claims",
        "actuarial",
        "technological",
        "talent",
        "culture",
        "data-protection",
        "supply",
        "hr",
    ]
)


def _vice(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    end = _tail(text, anchor.end())
    if end > anchor.end() and (officer := re.match(r"\s+[Oo]fficer\b", text[end : end + 10])):
        end += officer.end()
    rank = _head(text, anchor.start(), floor)
    start = _fields_before(text, rank, floor)
    title = text[start:end]
    return Title(
        start, end, title, role_of(title), end == anchor.end() and start == rank, anchor[0][-1] == "s"
    )


def _counsel(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    start = _head(text, anchor.start(), floor)
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
    start = _fields_before(text, anchor.start(), floor)
    end = anchor.end()
    follows = re.match(
        r"\s*[,:/-]|\s+(?:of|for|over)\s"
        + ("" if word in ("manager", "leader", "lead") else r"|\s+(?=[A-Z])"),
        text[end:],
    )
    if follows and word in _TAKES_A_TAIL:
        tail = _tail(text, end)
        if tail > end and _is_field(text[end:tail], word):
            end = tail
    if start == anchor.start() and end == anchor.end():
        start = _own_name_before(text, anchor)
    if start == anchor.start() and end == anchor.end():
        return None
    if word in _NEEDS_FIELD_BEFORE and not (
        start < anchor.start() and _is_field(text[start : anchor.start()], word)
    ):
        return None
    start = _head(text, start, floor)
    title = text[start:end]
    if (
        word == "lead"
        and re.match(r"\s+(?:our|the|a|an|its|to|by|and|efforts)\b", text[end:])
        and not text[start:end][0].isupper()
    ):
        return None
    bare = end == anchor.end() and all(
        rank.lower() in _RANKS for rank in text[start : anchor.start()].split()
    )
    return Title(start, end, title, role_of(title), bare)


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
    r"\b(?i:information|technolog\w+|technical|cyber\w*|security|infosec|digital|data|infrastructure|risk|compliance|privacy|"
    r"operations|engineering|systems|network|legal|audit|finance|governance|applications|software|product|administration|enterprise)\b"
    r"|\b(?:IT|ICT|MIS|GRC|IS)\b"
)


def _officer(text: str, anchor: re.Match[str], floor: int, aliases: Mapping[str, str]) -> Title | None:
    start = _fields_before(text, anchor.start(), floor)
    if start == anchor.start() or not re.search(_FIELD, text[start : anchor.start()]):
        of = re.match(
            r"\s+(?:in charge of|responsible for|of)\s+(?=(?:\w+\s+)?(?i:information|cyber|IT\b|security))",
            text[anchor.end() :],
        )
        if not of:
            return None
        end = _tail(text, anchor.end() + of.end())
        return Title(
            anchor.start(), end, text[anchor.start() : end], role_of(text[anchor.end() : end] + " officer")
        )
    start = _head(text, start, floor)
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
    if role is None:
        return None
    start = _head(text, anchor.start(), floor)
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


def _tail(text: str, position: int) -> int:
    """Where the field of work behind "Vice President", "Director of" ends: capitals or words of a field, and
    the links between them; a link at the end does not belong."""
    end = previous = position
    after_comma = capitals = False
    links = 0
    for count, word in enumerate(_WORD.finditer(text, position, position + 160)):
        if count > 14 or text[previous : word.start()].strip():
            break
        previous = word.end()
        token = word[0]
        bare = re.sub(r"(?:'s|s')$", "", token.rstrip(".,"))
        if token.lower() in _DETERMINERS and not re.search(
            r"\b(?:of|for|over)\s+$", text[position - 1 : word.start()]
        ):
            break
        if end == position and token.lower() in {"and", "&", "/"}:
            break
        if token.lower() in _LINKS:
            after_comma = after_comma or token == ","
            links += 1
            if links > 3:
                break
            continue
        known = (bare.lower() in DOMAIN and bare not in {"it", "is"}) or bare == "R&D"
        if known and token[0].islower() and (capitals or after_comma):
            break
        capitals = capitals or (token[0].isupper() and not bare.isupper())
        if known or (
            token[0].isupper()
            and not after_comma
            and token not in _STOP_CAPITALS
            and bare not in _STOP_CAPITALS
        ):
            end, links, after_comma = word.start() + len(token.rstrip(".,")), 0, False
            if token.endswith((".",)) and not token.endswith(("U.S.",)):
                break
            continue
        break
    return end


def _fields_before(text: str, position: int, floor: int) -> int:
    """Where the words of a field before "Director", "Officer" begin: "IT Director", "Information Security Manager"."""
    window = max(floor, position - 90)
    words = list(_WORD.finditer(text, window, position))
    start = position
    pending = False
    for word in reversed(words):
        token = word[0]
        gap = text[word.end() : start if not pending else last]
        if gap.strip():
            break
        if token in {"and", "&", "/", "-"}:
            if start == position:
                break
            pending, last = True, word.start()
            continue
        if token == ",":
            if start == position or not re.search(r"\band\b|&", text[word.end() : position]):
                break
            pending, last = True, word.start()
            continue
        plainly = (token.lower() in DOMAIN and token not in {"it", "is"}) or token.lower() in _RANKS
        if plainly and (not pending or token[0].isupper() or token.lower() in _FIELD_STARTS):
            start, pending = word.start(), False
            last = start
            continue
        break
    return start


def _head(text: str, position: int, floor: int) -> int:
    """Where the ranks before a title begin: "Senior", "Deputy", "Global", "Virtual"."""
    start = position
    for word in reversed(list(re.finditer(r"[A-Za-z.'-]+", text[max(floor, position - 50) : position]))):
        base = max(floor, position - 50)
        if (
            text[base + word.end() : start].strip(" ")
            or word[0].lower().rstrip(".") not in _RANKS | _EXTERNAL_RANKS
        ):
            break
        start = base + word.start()
    return start


_EXTERNAL_RANKS = frozenset(
    {"virtual", "fractional", "outsourced", "contracted", "external", "consulting", "contract", "part-time"}
)
