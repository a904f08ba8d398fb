"""Names of committees in a text: where each stands, what it is called, which words make one body's name.

The words that names are made of are data (`rules/committee_names.toml`). Not here: which mentions of a filing are one
body (`register.py`), whether a committee is the board's (`standing.py`).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_HEAD = re.compile(r"\b(?P<sub>[Ss]ub-?\s?)?(?P<word>(?:sub)?committees?)\b(?P<mark>'s|')?", re.IGNORECASE)
_TOKEN = re.compile(r"[\w'.-]*\w(?:&\w+)*|[&,/()\"]|\S")
_BRACKETED = re.compile(r"\(([^()]{1,14})\)\s*$")
"""An acronym before the noun: "Technology and Information Security (TIS) Committee"."""
HELD = re.compile(
    r"\s+(?:charter|responsib|oversight|role|review|dut|meeting|member|chair|agenda|activit|purview)"
)
"""What follows a possessive that lost its apostrophe ("the risk committees charter"); other plurals name nobody."""
BACK, MOST_TOKENS, UNKNOWN_WORDS = 140, 12, 2
"""How far a name may reach back, in characters and tokens; how many words of no table it may hold."""
_CONNECTORS = frozenset({"and", "&", ",", "/"})
_DETERMINERS = frozenset({"the", "our", "its", "their", "a", "an", "board's", "boards"})
_BEFORE_BOARD = frozenset({"technology", "it", "risk", "security", "cybersecurity", "audit"})
"""What may stand before "Board Committee" in a name ("Information Technology Board Committee")."""
_BEFORE_AUDIT = frozenset({"statutory", "group", "joint", "supervisory", "corporate"})


@cache
def words(table: str) -> frozenset[str]:
    """A table of words of `rules/committee_names.toml`."""
    file = files("pipelines.metrics.rules").joinpath("committee_names.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["words"][table].split())


_FIRST, _STOP = words("first"), words("stop")
_KNOWN = _FIRST | words("later")


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
    opening: str = ""
    """Words of no table that the name opens with: its own ("Quarry Safety"), or the name of a company."""


_SPELT = {
    "ERM": "enterprise risk management",
    "IT": "information technology",
    "ESG": "environmental social governance",
    "InfoSec": "information security",
}
SHORT = re.compile(r"\b(?:" + "|".join(_SPELT) + r")\b")
_NO_PART = frozenset(["committee", "committees", "and", "the", "of", "board", "s", "our", "directors"])


@lru_cache(maxsize=8192)
def key_of(name: str) -> frozenset[str]:
    """The words that make a name: lower case, without articles, connectors, `committee` and possessives."""
    spelt = SHORT.sub(lambda found: _SPELT[found.group()], name).lower()
    return frozenset(re.findall(r"[a-z0-9]+", spelt.replace("cyber security", "cybersecurity"))) - _NO_PART


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The named committees of `text`, in order. "The Committee" alone is no name."""
    return tuple(found for head in _HEAD.finditer(text) if (found := _mention(text, head)))


def _mention(text: str, head: re.Match[str]) -> Mention | None:
    offset = max(0, head.start() - BACK)
    before = text[offset : head.start()]
    blanked = _BRACKETED.sub(lambda found: " " * len(found.group()), before)
    tokens = [(m.group(), offset + m.start()) for m in _TOKEN.finditer(blanked)]
    plain = [token for token, _ in tokens]
    taken = _walk(plain)
    if not taken:
        return None
    opening = _opening(plain[:-taken], plain[-taken])
    start = tokens[-taken - len(opening)][1]
    name, noun = text[start : head.start()].strip(), _noun(head)
    if head["word"].isupper():
        name = name.title()
    plural = head["word"][-1] in "sS" and not head["mark"]
    parts = _split(name) if plural else [name]
    nobodys = (
        plural
        and len(parts) == 1
        and name.islower()
        and "audit" not in name
        and not HELD.match(text, head.end())
    )
    if nobodys and not text[:start].rstrip().lower().endswith(("board", "board-level")):
        return None
    bracket = _BRACKETED.search(before)
    return Mention(
        start,
        head.end(),
        tuple(f"{_BRACKETED.sub('', part).strip()} {noun}" for part in parts),
        f"{name} {noun}" if plural and len(parts) > 1 else "",
        bracket.group(1).strip("\"' ") if bracket else "",
        " ".join(opening),
    )


def _noun(head: re.Match[str]) -> str:
    """The noun of a name in the singular, as written."""
    sub, word = head["sub"] or "", head["word"].rstrip("sS")
    if head["word"].isupper():
        return word.capitalize()
    return sub + (word if sub.endswith(" ") or not sub else word.lower())


def _walk(tokens: list[str]) -> int:
    """How many tokens before the word `committee` belong to the name, as far as its words are known."""
    taken = unknown = 0
    capital = False
    for place in range(len(tokens) - 1, max(-1, len(tokens) - MOST_TOKENS - 1), -1):
        piece, lower = tokens[place], tokens[place].lower()
        following = tokens[place + 1].lower() if taken else ""
        if piece in _CONNECTORS:
            if not taken or place == 0 or not _joins(tokens, place, capital):
                break
        elif piece == "Board" and not taken and place and tokens[place - 1].lower() in _BEFORE_BOARD:
            capital = True
        elif (
            lower in _STOP or not piece[0].isalpha() or (following == "audit" and lower not in _BEFORE_AUDIT)
        ) or (taken and piece in ("it", "It")):
            break
        elif lower in _KNOWN and (piece[0].isupper() or not capital):
            capital = capital or (not taken and piece[0].isupper())
        elif _own_word(piece) and unknown < UNKNOWN_WORDS and unknown == taken:
            capital, unknown = True, unknown + 1
        else:
            break
        taken += 1
    return _trimmed(tokens[len(tokens) - taken :], capital)


def _own_word(token: str) -> bool:
    """Whether a word of no table may be part of a name: a capital, and not a possessive ("Companys", "Invesco's")."""
    return token[0].isupper() and not re.search(r"(?:'s?|[A-Za-z]s)$", token) and token.lower() not in _STOP


def _joins(tokens: list[str], place: int, capital: bool) -> bool:
    """Whether the connector at `place` ties two parts of one name ("Audit, Finance and Risk")."""
    left = tokens[place - 1]
    if left in _CONNECTORS:
        return place > 1 and left == "," and _joins(tokens, place - 1, capital)
    lower = left.lower()
    if lower not in _KNOWN or (capital and not left[0].isupper()):
        return False
    if lower == "management":
        return place > 1 and tokens[place - 2].lower() in ("risk", "compliance", "crisis")
    return lower not in ("team", "group") and (
        capital or lower not in ("leadership", "executive", "internal", "legal", "it")
    )


def _opening(before: list[str], first: str) -> list[str]:
    """The words of no table between a determiner and a name that begins with a capital: "the Quarry Safety Committee"."""
    opening: list[str] = []
    while before and _own_word(before[-1]) and len(opening) < UNKNOWN_WORDS:
        opening.insert(0, before[-1])
        before = before[:-1]
    named = before and before[-1].lower() in _DETERMINERS and first[0].isupper() and first.lower() != "audit"
    return opening if named else []


def _trimmed(tokens: list[str], capital: bool) -> int:
    """Drop what cannot open a name: a connector, a glued heading, a word of the middle."""
    while tokens:
        first, second = tokens[0], tokens[1].lower() if len(tokens) > 1 else ""
        heading = first.lower() == "governance" and second and second not in _CONNECTORS and second != "risk"
        opens = first.lower() in _FIRST or (capital and first[0].isupper() and first.lower() != "oversight")
        if first not in _CONNECTORS and opens and not heading:
            break
        tokens = tokens[1:]
    return len(tokens)


_HELD_TOGETHER = re.compile(
    r"\b(nominati\w+|governance|social|health|safety|environment\w*),? (?:and|&) (?=corporate|governance|nominati|safety|environ|sustain)",
    re.IGNORECASE,
)
"""What makes one name of two words: "Nominating and Governance"."""


def _split(name: str) -> list[str]:
    """The parts of a plural: "Audit and Risk" gives two, "Nominating and Governance" one."""
    held = _HELD_TOGETHER.sub(r"\1_", name)
    parts = [part for part in re.split(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+|\s*/\s*", held) if part]
    return [part.replace("_", " and ") for part in parts] if len(parts) > 1 else [name]
