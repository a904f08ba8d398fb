"""Names of committees in a text: where each stands, what it is called, which words make one body's name.

A name is one expression over tables of words (`rules/committee_names.toml`). Not here: which mentions of a filing are
one body (`register.py`), whether a committee is the board's (`standing.py`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.language.rules import words


def _one_of(*tables: str) -> str:
    listed = sorted({word for table in tables for word in words("committee_names", table)}, key=len)
    return rf"(?i:{'|'.join(map(re.escape, reversed(listed)))})(?![\w'&-])"


_NAME = Expression(
    rf"""(?x)(?(DEFINE)
    (?P<first> {_one_of("first")} ) (?P<stop> {_one_of("stop")} )
    (?P<word> (?! (?:it|It)\b ) {_one_of("first", "later")} ) (?P<capital> (?=[A-Z]) (?&word) )
    (?P<own> (?! (?&word) | (?&stop) | Sub\b ) [A-Z] (?:[\w'.-]*[^\Ws])? (?:&\w+)* (?! [\w'&-] ) )
    (?P<blank> \ (?! (?i:audit)\b ) | (?<=(?i:statutory|group|joint|supervisory|corporate))\  )
    (?P<tie> (?<! (?i:team) | (?i:group) ) (?: (?<! (?i:management) ) | (?<= (?i:(?:risk|compliance|crisis)\ management) ) )
        (?: \ ?[,/]\ ?(?:(?:and|&)\ )? | \ (?:and|&)\  ) )
    (?P<low_tie> (?<! \b(?:leadership|executive|internal|legal|it) ) (?&tie) )
    )
    (?<! [\w'&.-] ) (?P<name>
        (?P<opening> (?<= \b(?i:the|our|its|their|a|an|board's|boards)\  ) (?&own) (?:\ (?&own))? \ (?! (?i:audit)\b ) )??
        (?: (?! Oversight\b | Governance\ (?! and\ |&\ |Risk\b|\(|(?i:sub-?)?(?i:committee) ) )
            (?&capital) (?: (?: (?&blank) | (?&tie) ) (?&capital) ){{0,11}} (?: (?:\ |(?&tie)) (?&own) (?:\ (?&own))? )?
          | (?&own) (?:\ (?&own))? )
        (?:\ Board (?<= (?:(?i:technology|risk|security|audit)|IT)\ Board ))?
      | (?=(?&first)) (?: (?&word) (?: (?&blank) | (?&low_tie) ) ){{0,11}} (?=[a-z]) (?&word) )
    (?:\ ?\((?P<bracket>[^()]{{1,14}})\))? \ (?P<sub>[Ss]ub-?\ ?)? (?P<noun>(?i:(?:sub)?committees?))\b (?P<mark>'s|')?"""
)
"""A name in capitals, or in small letters. `own`: a word of no table, and no possessive ("Companys"), which ends a name or
opens it behind a determiner ("the Quarry Safety Committee"); `tie`: between two parts of one name ("Audit, Finance and
Risk"), but not in "senior management and audit committee". "Governance" before a name is a glued heading."""
_OF_A_BODY = re.compile(
    r"\s+(?:charter|responsib|oversight|role|review|dut|meeting|member|chair|agenda|activit|purview)"
)
"""What follows a possessive that lost its apostrophe ("the risk committees charter"); other plurals name nobody."""
_OF_BOARD = re.compile(r"\bboard(?:-level)? $", re.IGNORECASE)
_HELD_TOGETHER = re.compile(
    r"(?i)\b(nominati\w+|governance|social|health|safety|environment\w*),? (?:and|&) "
    r"(?=corporate|governance|nominati|safety|environ|sustain)"
)
"""What makes one name of two words: "Nominating and Governance"."""
_SPELT = {
    "ERM": "enterprise risk management",
    "IT": "information technology",
    "ESG": "environmental social governance",
    "InfoSec": "information security",
}
SHORT = re.compile(rf"\b(?:{'|'.join(_SPELT)})\b")
_NO_PART = frozenset(["committee", "committees", "and", "the", "of", "board", "s", "our", "directors"])


@dataclass(frozen=True)
class Mention:
    """A name as it stands in a text: its span, and the names it holds (a plural may hold two)."""

    start: int
    end: int
    names: tuple[str, ...]
    joint: str
    """A plural read as one committee's possessive: "Audit and Risk Committees charter"."""
    bracket: str
    """The acronym before the noun: "Environmental, Social and Governance (ESG) Committee"."""
    opening: str
    """Words of no table that the first name opens with: its own ("Quarry Safety"), or the name of a company."""


@lru_cache(maxsize=8192)
def key_of(name: str) -> frozenset[str]:
    """The words that make a name: lower case, without articles, connectors, `committee` and possessives."""
    spelt = SHORT.sub(lambda found: _SPELT[found.group()], name).lower()
    return frozenset(re.findall(r"[a-z0-9]+", spelt.replace("cyber security", "cybersecurity"))) - _NO_PART


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The named committees of `text`, in order. "The Committee" alone is no name."""
    if "ommittee" not in text and "OMMITTEE" not in text:
        return ()
    return tuple(mention for found in _NAME.finditer(text) if (mention := _mention(text, found)))


def _mention(text: str, found: re.Match[str]) -> Mention | None:
    name, noun = found["name"], (found["sub"] or "") + found["noun"].rstrip("sS")
    if found["noun"].isupper():
        name, noun = name.title(), noun.capitalize()
    plural = found["noun"][-1] in "sS" and not found["mark"]
    parts = _split(name) if plural else [name]
    several = plural and len(parts) == 1 and name.islower() and "audit" not in name
    if several and not _OF_A_BODY.match(text, found.end()) and not _OF_BOARD.search(text[: found.start()]):
        return None
    names = tuple(f"{part} {noun}" for part in parts)
    joint = f"{name} {noun}" if len(parts) > 1 else ""
    return Mention(
        *found.span(), names, joint, (found["bracket"] or "").strip("\"' "), found["opening"] or ""
    )


def _split(name: str) -> list[str]:
    """The parts of a plural: "Audit and Risk" gives two, "Nominating and Governance" one."""
    held = _HELD_TOGETHER.sub(r"\1_", name)
    parts = [part for part in re.split(r"\s*[,/]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+", held) if part]
    return [part.replace("_", " and ") for part in parts] if len(parts) > 1 else [name]
