"""Codes of derived values as words for people, for what is read rather than queried.

A code without an entry is shown as its letters, with spaces for underscores.
"""

STRUCTURES = {
    "full_board": "full board",
    "not_disclosed": "not said",
    "management_only": "management only",
    "multiple_committees": "several committees",
    "other_committee": "another committee",
}
CADENCES = {
    "every_meeting": "at every meeting",
    "semiannual": "twice a year",
    "annual": "once a year",
    "periodic": "periodically, without a stated interval",
    "not_disclosed": "not said",
}
MATERIAL_EFFECTS = {"yes": "stated", "no": "denied", "not_stated": "not said"}
STANDARDS = {
    "ISO27001": "ISO 27001",
    "SECURITY_PLUS": "Security+",
    "CERT_NACD": "NACD CERT",
    "OTHER": "others",
}


def label(code: str, words: dict[str, str]) -> str:
    """The words of a code."""
    return words.get(code, code.replace("_", " "))


def labels(codes: list[str], words: dict[str, str]) -> str:
    """The words of several codes, in one line; what stands for others comes last."""
    named = sorted(codes, key=lambda code: code == "OTHER")
    return ", ".join(label(code, words) for code in named)
