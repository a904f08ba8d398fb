"""Roles of officers' titles: the tables of title patterns, and the role that a title has.

Not here: finding titles in a sentence (`title_finder.py`), who of the named does anything (`officer_parts.py`).
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

NAMED_ROLES = (
    "CISO", "CSO", "ISO", "VP_SECURITY", "DIR_SECURITY", "CIO", "CTO", "CDO", "VP_IT", "DIR_IT",
    "CRO", "CPO", "CCO", "GC", "COO", "CFO", "CEO", "CAO",
)  # fmt: skip
"""Roles of named positions, most cybersecurity-specific first: of two titles of one person the first wins."""

ROLES = (*NAMED_ROLES, "OTHER_OFFICER", "TEAM", "COMMITTEE", "EXTERNAL")
CHIEF_ROLES: tuple[tuple[str, str, str], ...] = (
    ("CISO", r"\binfo(?:rmation|sec)?\b.*\b(?:cyber-?)?security\b|\binfosec\b", "chief information (and) security"),
    ("CISO", r"\b(?:cyber-?)?security\b.*\binformation\b", "chief security and information officer"),
    ("OTHER_OFFICER", r"\bproduct security\b", "chief product security officer"),
    ("CSO", r"\bsecurity\b|\bcyber", "chief security officer, chief cybersecurity officer, chief cyber risk officer"),
    ("CIO", r"^information\b", "chief information (and digital, and technology) officer"),
    ("CIO", r"^(?:technology|data)\b.*\binformation\b", "chief technology and information officer (CTIO)"),
    ("CDO", r"^digital\b.*\binformation\b", "chief digital (and) information officer"),
    ("CPO", r"\bprivacy counsel\b", "chief privacy counsel"),
    ("GC", r"\blegal\b|\bcounsel\b", "chief legal (and compliance) officer, chief counsel"),
    ("CIO", r"\binformation\b", "chief business information officer"),
    ("CTO", r"\btech\w*", "chief technology officer, chief technical officer, chief technologist"),
    ("CDO", r"\bdigital\b|\bdata\b(?! (?:protection|privacy))", "chief digital officer, chief data (and analytics) officer"),
    ("CRO", r"\brisk\b", "chief risk officer"),
    ("CPO", r"\bprivacy\b", "chief privacy officer"),
    ("CEO", r"^executive\b", "chief executive officer, chief executive"),
    ("CFO", r"^financ", "chief financial (and operating) officer, chief finance officer"),
    ("COO", r"^operati", "chief operating officer, chief operations officer"),
    ("CCO", r"\bcompliance\b", "chief compliance officer, chief ethics and compliance officer"),
    ("CAO", r"^(?:admin|account)", "chief administrative officer, chief accounting officer"),
    ("CFO", r"\bfinanc", "chief operating and financial officer has COO above; others with finance"),
    ("COO", r"\boperati", "chief administrative and operating officer has CAO above"),
)  # fmt: skip
"""What stands between "chief" and "officer" -> role: the first pattern that is found decides."""

_SECURITY = r"\b(?:cyber|info-?sec|security|secops|devsecops|CISO|incident response)"
_TECHNOLOGY = r"\binformation\b|\b(?-i:IT|ICT|IS|MIS|I\.T\.|I/T)\b|\btechnolog|\btech\b|\bsystems?\b|\binfrastructure\b|\bnetworks?\b"
_NOT_TECHNOLOGY = r"\baudit|\blegal\b|\bcounsel\b|\bfinancial systems?\b|\bfinanc|\bproduct\b|\bquality\b"
OTHER_TITLE_ROLES: tuple[tuple[str, str, str], ...] = (
    ("OTHER_OFFICER", r"\b(?:deputy|associate|assistant|senior|corporate|legal|in-house) (?:general )?counsel\b", "deputy general counsel"),
    ("GC", r"\bgeneral counsel\b", "general counsel"),
    ("ISO", rf"{_SECURITY}(?:(?!\bpresident|\bvp\b|\bdirector).)*\bofficer\b", "information security officer, cybersecurity officer"),
    ("OTHER_OFFICER", r"\bofficer\b", "compliance officer, data protection officer"),
    ("OTHER_OFFICER", r"\b(?:IT|internal|technology|systems|security|cyber\w*)\s+audit|\bphysical security\b", "director of IT audit"),
    ("VP_SECURITY", rf"(?:\bpresident\b|vp\b|\bv\.p\.).*{_SECURITY}|{_SECURITY}.*(?:\bpresident\b|vp\b|\bv\.p\.)", "vice president of IT and security, cybersecurity VP"),
    ("OTHER_OFFICER", rf"(?:\bpresident\b|vp\b|\bv\.p\.)(?!.*{_TECHNOLOGY}).*(?:{_NOT_TECHNOLOGY})", "vice president, legal"),
    ("VP_IT", rf"(?:\bpresident\b|vp\b|\bv\.p\.).*(?:{_TECHNOLOGY})|(?:{_TECHNOLOGY}).*(?:\bpresident\b|vp\b|\bv\.p\.)", "vice president of information technology"),
    ("OTHER_OFFICER", r"\bpresident\b|vp\b|\bv\.p\.", "vice president of strategy"),
    ("OTHER_OFFICER", r"\b(?:engineer|analyst|administrator|specialist|architect|coordinator|assistant|associate)\b(?!.*\b(?:director|vice|manager|head|vp)\b)", "cyber security engineer"),
    ("DIR_SECURITY", _SECURITY, "director, head, manager, leader of information security"),
    ("DIR_IT", _TECHNOLOGY, "director, head, manager, leader of IT"),
)  # fmt: skip
"""A title without "chief" -> role: the first pattern that is found decides; none: OTHER_OFFICER."""

ABBREVIATIONS: Mapping[str, str] = {
    "CISO": "CISO", "CISSO": "CISO", "CSO": "CSO", "CCSO": "CSO", "CIO": "CIO", "CITO": "CIO", "CTIO": "CIO",
    "CTO": "CTO", "CDO": "CDO", "CDIO": "CDO", "CRO": "CRO", "CCO": "CCO", "CPO": "CPO", "CFO": "CFO",
    "CEO": "CEO", "COO": "COO", "CLO": "GC", "CLCO": "GC", "GC": "GC", "CAO": "CAO", "BISO": "ISO", "CIDO": "CIO",
    "CPTO": "CTO", "CTPO": "CTO", "CDTO": "CDO", "CIPO": "CIO", "CTDO": "CTO", "CISRO": "CISO", "CIRO": "CRO",
    "CLAO": "GC", "VPIT": "VP_IT", "VP-IT": "VP_IT",
}  # fmt: skip
"""Abbreviations that stand for one role unless the filing itself defines them otherwise."""

_CHIEF_TABLE = [(role, re.compile(pattern, re.IGNORECASE)) for role, pattern, _ in CHIEF_ROLES]
_OTHER_TABLE = [(role, re.compile(pattern, re.IGNORECASE)) for role, pattern, _ in OTHER_TITLE_ROLES]
_CHIEF_INNER = re.compile(r"\bchief\s+(?:of\s+)?(.*?)(?:\s*\b(?:officers?|executive)\b|$)", re.IGNORECASE)


@lru_cache(maxsize=65536)
def role_of(title: str) -> str:
    """The codebook's role of one title ("Chief Information Security Officer" -> CISO); OTHER_OFFICER if no
    pattern of the tables is found. Abbreviations are looked up as they stand."""
    if title in ABBREVIATIONS:
        return ABBREVIATIONS[title]
    if (chief := _CHIEF_INNER.search(title)) and not re.search(
        r"\bhead of\b|\bofficer of\b", title, re.IGNORECASE
    ):
        inner = chief[1].strip() or title[chief.end() - 9 : chief.end()].strip()
        return next((role for role, pattern in _CHIEF_TABLE if pattern.search(inner)), "OTHER_OFFICER")
    return next((role for role, pattern in _OTHER_TABLE if pattern.search(title)), "OTHER_OFFICER")


def more_specific(roles: Iterable[str]) -> str:
    """Of the roles of one person, the most cybersecurity-specific (the codebook's order); of those that are not
    in that order the first named, and a named role before OTHER_OFFICER."""
    return min(roles, key=lambda role: _SPECIFIC.get(role, 12 if role == "OTHER_OFFICER" else 11))


_SPECIFIC = {role: place for place, role in enumerate(NAMED_ROLES[:10])}
