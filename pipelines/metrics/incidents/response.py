"""What was done: containment, whether operations were interrupted, law enforcement, experts, insurance.

Phrases: `rules/incident_response.toml`. Not here: the impact that the company states.
"""

import re
from collections.abc import Callable, Iterator

from pipelines.metrics.incidents.finding import Finding, Hit, hits, phrases, said
from pipelines.metrics.incidents.report import Report
from pipelines.metrics.language.rules import Rules

_INTERNAL = re.compile(r"\b(?:internal(?:ly)?|in-house|own)\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:external|outside|third[- ]part(?:y|ies)|independent|engaged|retained|hired)\b", re.IGNORECASE
)
_PLACE_ONLY = re.compile(r"\b(?:contained|limited|isolated) to\b", re.IGNORECASE)
_OF_OTHER = re.compile(
    r"(?:disrupt\w*|shut\w* (?:down|off)|halt\w*|stopp\w*) (?:the |any )?(?:unauthori[sz]ed|threat|malicious|attack|intru|access)"
    r"|shut (?:it|them) down|\btrading (?:in|of) .{0,30}(?:shares?|stock|securities)\b",
    re.IGNORECASE,
)
"""What was stopped is the attack, or trading in shares."""
_OF_OTHER_BEFORE = re.compile(
    r"\bmaterial(?:ly)?(?: adverse)? $|\b(?:activity|disclosure|notification|filing|report)s? (?:was|were|is|has been|been) $",
    re.IGNORECASE,
)
"""Before an impact that is called material or not, and before what was disrupted or delayed: no operations."""
_MONEY = re.compile(
    r"\b(?:insur|polic(?:y|ies)\b|coverage\b|funds?\b|money|payments?\b|wages\b|losses|amounts?\b)",
    re.IGNORECASE,
)
"""What is to be recovered, or was diverted, is money, and an interruption is what is insured."""
_IMPACT = re.compile(r"\bmaterial(?:ly)? (?:adverse(?:ly)? )?(?:effect|impact|affect)", re.IGNORECASE)


def contained(report: Report) -> Finding | None:
    """Whether the incident is contained (`yes`), or containment or recovery still goes on (`ongoing`), which counts
    first; last what only speaks of a recovery (a weak rule)."""
    for value, weak, *codes in (
        ("ongoing", False, "ongoing"),
        ("yes", False, "contained", "restored"),
        ("ongoing", True, "ongoing"),
    ):
        for hit in said(report, phrases("incident_response", *codes)):
            ends = hit.text[hit.start : hit.end + 4]
            if (
                hit.is_weak != weak
                or _PLACE_ONLY.search(ends)
                or ("recover" in ends and _MONEY.search(hit.text))
            ):
                continue
            if not hit.is_possible or (value == "ongoing" and "may" not in hit.before):
                return hit.finding("contained", value)
    return None


def operations(report: Report) -> Finding | None:
    """Whether operations were interrupted: one interruption is enough, whatever went on without; what was restored had
    been interrupted."""
    for hit in said(report, phrases("incident_response", "disrupted")):
        of_money = re.search("interrupt|divert", hit.words) and _MONEY.search(hit.text)
        of_other = _OF_OTHER.search(hit.text[hit.start : hit.end + 20]) or _OF_OTHER_BEFORE.search(hit.before)
        if not hit.is_possible and not of_money and not of_other:
            return hit.finding("operations", "disrupted")
    restored = list(said(report, phrases("incident_response", "restored")))
    for hit in hits(report, phrases("incident_response", "not_disrupted")):
        again = any(hit.number == other.number for other in restored)
        if not hit.is_open and not hit.is_possible and not again and not _IMPACT.search(hit.words):
            return hit.finding("operations", "not_disrupted")
    return next((hit.finding("operations", "disrupted") for hit in restored), None)


def _true(
    key: str, doubt: Callable[[Hit], bool], found: Callable[[Report, Rules], Iterator[Hit]] = said
) -> Callable[[Report], Finding | None]:
    def read(report: Report) -> Finding | None:
        every = found(report, phrases("incident_response", key))
        return next((hit.finding(key, True) for hit in every if not doubt(hit)), None)

    return read


def _is_internal(hit: Hit) -> bool:
    before = hit.before
    return bool(_INTERNAL.search(f"{before[-24:]} {hit.words}")) and not _OUTSIDE.search(
        f"{before[-16:]} {hit.words}"
    )


law_enforcement = _true("law_enforcement", lambda hit: hit.is_possible)
experts = _true("experts", _is_internal)
insurance = _true("insurance", lambda hit: hit.is_denied, hits)
