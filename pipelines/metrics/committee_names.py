"""Names of committees in a text: where each stands, what it is called, which words make one body's name.

Not here: which mentions of a filing are one body, and the marks that stand for them (`committee_register.py`);
whether a committee is the board's (`committee_standing.py`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_HEAD = re.compile(
    r"\b(?P<sub>[Ss]ub-?\s?)?(?P<word>[Cc]ommittees?|COMMITTEES?|SUBCOMMITTEES?)\b(?P<mark>'s|')?"
)
_TOKEN = re.compile(r"[\w'.-]*\w(?:&\w+)*|[&,/()\"]|\S")


UNKNOWN_WORDS = 2
"""Most capitalised words of no table that a name may hold next to its noun ("Public Policy Committee")."""


def words_of_table(text: str) -> frozenset[str]:
    """The words of a table written as a text."""
    return frozenset(text.split())


_FIRST = words_of_table(
    """
    resiliency reliability audit risk risks technology technologies cyber cybersecurity cyberrisk infosec security information it
    its data digital privacy nominating nomination nominations governance finance financial
    investment compliance operations operational operating safety health environmental environment
    esg sustainability executive enterprise erm strategy strategic disclosure compensation
    remuneration credit regulatory conflicts conflict ethics legal innovation science quality
    resilience public capital cybersec computer systems system network artificial ai corporate loan
    asset asset-liability integrity affairs regulation patient trust business continuity global
    group internal statutory national product engineering transformation infrastructure reputation
    senior care supervisory cio grc ehs hse hses ehss crisis incident response materiality steering working
    non-financial nonfinancial
    review related people conduct culture ict i.t i.t.
    """
)
"""Words a committee's name may open with; lower case."""

_LATER = _FIRST | words_of_table(
    """
    management oversight control controls planning practices protection awareness coordination
    leadership assessment policy policies advisory resources services development relations
    responsibility matters party parties liability supply chain intelligence assurance allocation
    markets resources succession planning pension portfolio lending trading diversity inclusion
    customer member community technical reserves nuclear brand reporting accounting relations
    engagement prevention crimes fraud action council change events event continuity
    clinical recovery performance nonfinancial non-financial model third-party human social and-risk senior
    independent team steering alco vendor banking project projects architecture applications
    """
)
"""Words that may stand further on in a name."""

_CONNECTORS = frozenset({"and", "&", "&amp;", ",", "/"})
_BEFORE_BOARD = words_of_table("technology it risk security cybersecurity audit")
"""What may stand before "Board Committee" in a name ("Information Technology Board Committee")."""
_STOP = words_of_table(
    """
    the our its their a an this that these those such each any all both no other said board boards
    directors director trustees company companys companies company's corporation corporations
    partnership trust's fund bank banks banks' managers manager sponsor sponsors adviser advisor
    general full entire special's who which through by to from with for or of in at on if as when
    while additionally further specifically accordingly dedicated separate relevant appropriate
    applicable certain various respective board's director's one two three several many multiple
    same new first formal chair chairman chairperson members member and/or also existing select key
    level board-level regular quarterly monthly annual standing per under is are was were has have including committee committees subcommittee
    """
)


@dataclass(frozen=True)
class Mention:
    """A name as it stands in a text: its span, and the names it holds (a plural may hold two)."""

    start: int
    end: int
    names: tuple[str, ...]
    joint: str = ""
    """The plural read as one committee's possessive: "Audit and Risk Committees charter"."""
    bracket: str = ""
    """The acronym before the noun: "Environmental, Social and Governance (ESG) Committee"."""


_SPELT = {
    "ERM": "enterprise risk management",
    "IT": "information technology",
    "ESG": "environmental social governance",
    "InfoSec": "information security",
}
_ACRONYMS = re.compile(r"\b(?:" + "|".join(_SPELT) + r")\b")


@lru_cache(maxsize=8192)
def key_of(name: str) -> frozenset[str]:
    """The words that make a name: lower case, without articles, connectors, `committee` and possessives."""
    spelt = (
        _ACRONYMS.sub(lambda found: _SPELT[found.group()], name)
        .lower()
        .replace("cyber security", "cybersecurity")
    )
    words = re.findall(r"[a-z0-9]+", spelt)
    drop = {"committee", "committees", "and", "the", "of", "board", "s", "our", "directors"}
    return frozenset(words) - drop


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The named committees of `text`, in order. "The Committee" alone is no name."""
    return tuple(found for head in _HEAD.finditer(text) if (found := _mention(text, head)))


_PLAIN_AUDIT = tuple(
    f"{word} {name} " for word in ("the", "our", "its", "The", "Our") for name in ("Audit", "audit")
)
"""What stands before three in four mentions: no need to look for the name's beginning."""


def _mention(text: str, head: re.Match[str]) -> Mention | None:
    before = text[max(0, head.start() - 140) : head.start()]
    if before.endswith(_PLAIN_AUDIT) and head["word"][1] == "o" and not head["sub"]:
        start = head.start() - len("Audit ")
        return Mention(start, head.end(), (f"{before[-6:-1]} {head['word'].rstrip('s')}",))
    offset = head.start() - len(before)
    tokens = [(m.group(), offset + m.start()) for m in _TOKEN.finditer(_BRACKETED.sub(_blank, before))]
    taken = _walk([token for token, _ in tokens])
    if not taken:
        return None
    start = tokens[-taken][1]
    words = text[start : head.start()].replace("&amp;", "&").strip()
    sub = (head["sub"] or "").strip()
    noun = (
        f"{sub} {head['word'].rstrip('sS')}"
        if (head["sub"] or "").endswith(" ")
        else sub + head["word"].rstrip("sS").lower()
        if sub or head["word"][0].islower()
        else "Committee"
    )
    if head["word"].isupper():
        words, noun = words.title(), "Committee"
    plural = head["word"][-1] in "sS" and not head["mark"]
    parts = _split(words) if plural else [words]
    if (
        plural
        and len(parts) == 1
        and words.islower()
        and "audit" not in words
        and not HELD.match(text, head.end())
    ):
        return None
    joint = f"{words} {noun}" if plural and len(parts) > 1 else ""
    bracket = _BRACKETED.search(before)
    acronym = bracket.group(1) if bracket else ""
    words_of = (_BRACKETED.sub("", part).strip() for part in parts)
    return Mention(start, head.end(), tuple(f"{part} {noun}" for part in words_of), joint, acronym)


HELD = re.compile(
    r"\s+(?:charter|responsibilit|oversight|role|review|dut|meeting|member|chair|agenda|activit"
    r"|purview)"
)
"""What follows a possessive that lost its apostrophe ("the risk committees charter"); other plurals name
nobody."""
_BRACKETED = re.compile(r"\(([^()]{1,14})\)\s*$")
"""An acronym before the noun: "Technology and Information Security (TIS) Committee"."""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _walk(tokens: list[str]) -> int:
    """How many tokens before the word `committee` belong to the name."""
    taken = 0
    capital = False
    unknown = 0
    for place in range(len(tokens) - 1, max(-1, len(tokens) - 13), -1):
        piece = tokens[place]
        lower = piece.lower()
        following = tokens[place + 1].lower() if taken else ""
        if piece in _CONNECTORS:
            if not taken or place == 0 or not _joins(tokens, place, capital):
                break
            taken += 1
            continue
        if piece == "Board" and not taken and place and tokens[place - 1].lower() in _BEFORE_BOARD:
            taken, capital = 1, True
            continue
        if lower in _STOP or not piece[0].isalpha():
            break
        if following == "audit" and lower not in ("statutory", "group", "joint", "supervisory", "corporate"):
            break
        known = lower in _LATER and (piece[0].isupper() or not capital)
        if not known:
            if (
                not piece[0].isupper()
                or unknown >= UNKNOWN_WORDS
                or (taken and following in _CONNECTORS)
                or _owner(piece)
            ):
                break
            if taken and unknown == 0:
                break
            unknown += 1
        if not taken:
            capital = piece[0].isupper()
            if lower == "its" and not piece.isupper():
                break
        elif piece in ("it", "its", "It", "Its"):
            break
        taken += 1
    return _trim(tokens[len(tokens) - taken :], capital)


def _joins(tokens: list[str], place: int, capital: bool) -> bool:
    """Whether the connector at `place` ties two parts of one name ("Audit, Finance and Risk")."""
    left = tokens[place - 1]
    if left in _CONNECTORS:
        return place > 1 and left == "," and _joins(tokens, place - 1, capital)
    lower = left.lower()
    if lower not in _LATER or (capital and not left[0].isupper()) or lower == "its":
        return False
    if lower == "management":
        return place > 1 and tokens[place - 2].lower() in ("risk", "compliance", "crisis")
    return lower != "team" and (
        lower not in ("leadership", "executive", "internal", "legal", "it") or capital
    )


def _owner(token: str) -> bool:
    """Whether a capitalised word looks like a possessive ("Companys", "Invesco's")."""
    return bool(re.search(r"(?:'s?|[a-z]s)$", token)) and token.lower() not in _LATER


def _trim(tokens: list[str], capital: bool) -> int:
    """Drop what cannot open a name: a connector, a glued heading, a word of the middle."""
    while tokens:
        first = tokens[0]
        second = tokens[1].lower() if len(tokens) > 1 else ""
        heading = first.lower() == "governance" and second and second not in _CONNECTORS and second != "risk"
        opens = first.lower() in _FIRST or (capital and first[0].isupper() and first.lower() != "oversight")
        if first in _CONNECTORS or heading or not opens:
            tokens = tokens[1:]
            continue
        break
    return len(tokens)


def _split(words: str) -> list[str]:
    """The parts of a plural: "Audit and Risk" gives two, "Nominating and Governance" one."""
    held = re.sub(
        r"(?i)\b(nominati\w+|governance|social|health|safety|environmental?),?\s+(?:and|&)"
        r"\s+(?=corporate|governance|nominati|safety|environment|sustainab)",
        r"\1_",
        words,
    )
    parts = [
        part.strip() for part in re.split(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+|/", held) if part.strip()
    ]
    if len(parts) == 1:
        return [words]
    return [part.replace("_", " and ") for part in parts]
