"""Roles of officers' titles: which rule of `rules/officer_titles.toml` reads a title, and the role that it gives.

Not here: finding titles in a sentence (`titles.py`), who of the named does anything (`parts.py`).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipelines.metrics.language.rules import rules, tables, words

NAMED_ROLES = (
    "CISO", "CSO", "ISO", "VP_SECURITY", "DIR_SECURITY", "CIO", "CTO", "CDO", "VP_IT", "DIR_IT",
    "CRO", "CPO", "CCO", "GC", "COO", "CFO", "CEO", "CAO",
)  # fmt: skip
"""Roles of named positions, most cybersecurity-specific first: of two titles of one person the first wins."""

ROLES = (*NAMED_ROLES, "OTHER_OFFICER", "TEAM", "COMMITTEE", "EXTERNAL")

RULES = rules("officer_titles")
_TABLES = tables("officer_titles")
_SHORT = re.compile(r"[vV]?C([A-Z]{1,4})O")


class Role(NamedTuple):
    """A role, and the name of the rule that gave it."""

    code: str
    rule: str

    @property
    def ranked(self) -> bool:
        """Whether it is a vice president's, or a director's and the like: a company may have several."""
        return self.code.startswith(("VP_", "DIR_"))


OTHER = Role("OTHER_OFFICER", "another title")
NO_ROLE = Role("", "")
TEAM = Role("TEAM", "our team")


@lru_cache(maxsize=4096)
def spelled_out(short: str) -> str | None:
    """What an abbreviation stands for unless its filing says otherwise ("CTSO"), None for what is no title."""
    if short in _TABLES["short"]:
        return str(_TABLES["short"][short]) or None
    letters = _SHORT.fullmatch(short)
    words = [_TABLES["letters"].get(letter) for letter in letters[1]] if letters else [None]
    return None if None in words else f"chief {' '.join(map(str, words))} officer"


@lru_cache(maxsize=65536)
def role(title: str) -> Role:
    """The codebook's role of one title ("Chief Information Security Officer" is CISO) by the first rule that reads
    it."""
    written = _GLUED.sub(" ", _ABBREVIATION.sub(_spelled, title))
    found = RULES.first(written)
    return Role(found.rule.gives, found.rule.name) if found else OTHER


_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])| ?[/-] ?")
_ABBREVIATION = re.compile(r"\b[vV]?[A-Z]{2,6}\b")


def _spelled(match: re.Match[str]) -> str:
    return spelled_out(match[0]) or match[0]


_RANK = re.compile(r"(?i)(?:senior|executive|assistant|associate|sr\b|[sea]vp\b)")
"""Begins a title of another rank than the plain one: "SVP" and "Senior Vice President" are one."""
_LESSER = re.compile(r"(?i)\b(?:deputy|assistant|associate|regional|divisional|business)\b")
_NOISE = words("officer_mentions", "position_noise")
"""Words that do not tell one position from another."""


def rank(title: str) -> str:
    """The letter of a title's rank, empty where it has none."""
    found = _RANK.match(title)
    return found[0][0].lower() if found else ""


@lru_cache(maxsize=65536)
def position(mention: str, title: str, code: str) -> str:
    """What tells one position of a filing from another: the role; of the lesser ranks also the field's words."""
    if code in ("CISO", "CSO") and (lesser := _LESSER.search(mention) or _LESSER.search(title)):
        return f"{lesser[0].lower()} {code}"
    if code in NAMED_ROLES and not Role(code, "").ranked:
        return code
    own = re.sub(r"\bIT\b", "information technology", title).lower()
    own = own.replace("cyber security", "cybersecurity")
    return f"{code} {' '.join(sorted(set(re.findall(r'[a-z]+', own)) - _NOISE))}"


def more_specific(roles: Iterable[Role]) -> Role:
    """Of the roles of one person the most cybersecurity-specific (the codebook's order); of those that are not
    in that order the first named, and a named role before OTHER_OFFICER."""
    return min(roles, key=lambda one: _SPECIFIC.get(one.code, 12 if one.code == "OTHER_OFFICER" else 11))


_SPECIFIC = {code: place for place, code in enumerate(NAMED_ROLES[:10])}
