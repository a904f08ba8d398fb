"""The words of a sentence that carry a derived value: what a page marks, since a sentence marked whole tells nothing.

Not here: deriving anything. A value whose words are not known here leaves its sentence without a mark.
"""

import re
from collections.abc import Iterator

_FREQUENCIES = {
    "monthly": r"month\w*",
    "every_meeting": r"(?:each|every|all)\b[^.;]{0,40}?meetings?|regularly[ -]scheduled meetings?|standing",
    "quarterly": r"quarter\w*|(?:four|4) times",
    "semiannual": r"semi-?\s?annual\w*|bi-?annual\w*|twice|two times|three times",
    "annual": r"annual\w*|yearly|once a year|each year|every year",
    "periodic": r"regular\w*|periodic\w*|routine\w*|from time to time|as (?:needed|necessary)|ongoing|frequent\w*",
}
_NAMES = {
    "NIST": r"NIST(?: \w+){0,2}|National Institute (?:of|for) Standards (?:and|of) Technology",
    "ISO27001": r"ISO\b[^,;.()]{0,24}?\d{4,5}|ISO\b|International Organi[sz]ation for Standardization",
    "SOC": r"\bSOC[ -]?[123]?\b|System and Organization Controls?",
    "PCI_DSS": r"PCI(?:[- ]?DSS)?|Payment Card Industry(?: Data Security Standards?)?",
    "CIS": r"\bCIS\b[^,;.]{0,30}?(?:Controls|Benchmarks)?|Center for Internet Security",
    "MITRE": r"MITRE(?: ATT&CK)?",
    "SECURITY_PLUS": r"Security\s?\+|Security Plus",
    "GIAC": r"GIAC|SANS|Global Information Assurance Certification",
    "CERT_NACD": r"NACD|CERT\b|National Association of Corporate Directors",
    "CISSP": r"CISSP|Certified Information Systems? Security Professional",
    "CISM": r"CISM|Certified Information Security Manager",
    "CISA": r"CISA|Certified Information Systems? Auditor",
    "CRISC": r"CRISC|Certified in Risk and Information Systems? Controls?",
}
_BOARD = r"(?:full |entire )?[Bb]oard(?: of [Dd]irectors)?"
_EFFECT = (
    r"\b(?:(?:not|no|never|none)\b[^.;,]{0,60}?\b)?material(?:ly)?\b"
    r"(?:[^.;,]{0,40}?\b(?:affect\w*|impact\w*|effects?|harm\w*))?"
)


def value_words(kind: str, value: str, detail: str | None, evidence: str) -> list[tuple[int, int]]:
    """Where in `evidence` the words of a value stand: character offsets, in order, none over another.

    `kind`, `value` and `detail` are those of `sql/explorer/derived.sql`.
    """
    spans: list[tuple[int, int]] = []
    if literal := _literal(kind, value, detail):
        spans += _places(literal, evidence)
    for pattern in _patterns(kind, value, detail):
        spans += [match.span() for match in re.finditer(pattern, evidence)]
    spans.sort()
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if end > start and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def _literal(kind: str, value: str, detail: str | None) -> str:
    """What stands in the evidence as it is written here; there are too many for a pattern each."""
    if kind == "officer":
        return (detail or "").partition(": ")[0]
    named = kind in ("framework", "certification") and value != "OTHER" and value not in _NAMES
    return value if kind == "committee" or named else ""


def _places(literal: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(literal)
    while start >= 0:
        yield start, start + len(literal)
        start = text.find(literal, start + len(literal))


def _patterns(kind: str, value: str, detail: str | None) -> list[str]:
    if kind == "officer":
        number = re.match(r"\d+", (detail or "").partition(": ")[2])
        return [rf"[^\s]*\b{number[0]}\b[^\s]*(?: \([^)]*\))?\+?(?:[ -]years?)?"] if number else []
    if kind == "oversight":
        return [
            r"(?:(?!(?:The|Our|Its|This)\b)[A-Z][\w&]*(?:,? (?:and |& )?)){1,6}Committee"
            if "committee" in value
            else _BOARD
        ]
    if kind == "cadence":
        return [rf"(?i)\b(?:{_FREQUENCIES[value]})"] if value in _FREQUENCIES else []
    if kind in ("framework", "certification"):
        return [_NAMES[value]] if value in _NAMES else []
    return [rf"(?i){_EFFECT}"] if kind in ("material_effect", "contradiction") else []
