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
_OF_THE_ATTACK = re.compile(
    r"shut (?:it|them) down|(?:disrupt\w*|shut\w* (?:down|off)|halt\w*|stopp\w*) (?:the |any )?(?:unauthori[sz]ed|threat|malicious|attack|intru|access)",
    re.IGNORECASE,
)
_OF_OTHER = re.compile(
    r"\b(?:activity|disclosure|notification|filing|report)s? (?:was|were|is|has been|been) $", re.IGNORECASE
)
"""Before what was disrupted or delayed: no operations of the company."""
_OF_SHARES = re.compile(r"\btrading (?:in|of) .{0,30}(?:shares?|stock|securities)\b", re.IGNORECASE)
_INSURED = re.compile(r"\b(?:insur|polic(?:y|ies)\b|coverage\b)", re.IGNORECASE)
"""A sentence on insurance names interruptions as what is insured."""
_MONEY = re.compile(
    r"\b(?:insur|polic(?:y|ies)\b|coverage\b|funds?\b|money|payments?\b|wages\b|losses|amounts?\b)",
    re.IGNORECASE,
)
"""What is to be recovered, or was diverted, is money, and not a system."""
_IMPACT = re.compile(r"\bmaterial(?:ly)? (?:adverse(?:ly)? )?(?:effect|impact|affect)", re.IGNORECASE)
_MATERIAL = re.compile(r"\bmaterial(?:ly)?(?: adverse)? $", re.IGNORECASE)
"""Before "impact": what is said of the impact is no interruption."""


def contained(report: Report) -> Finding | None:
    """Whether the incident is contained (`yes`), or containment or recovery still goes on (`ongoing`), which counts
    first; last what only speaks of a recovery (a weak rule)."""
    for code, weak, value in (
        ("ongoing", None, "ongoing"),
        ("contained", None, "yes"),
        ("ongoing", True, "ongoing"),
    ):
        codes = (code, "restored") if code == "contained" else (code,)
        for hit in said(report, phrases("incident_response", *codes)):
            if hit.rule.data.get("weak") != weak:
                continue
            ends = hit.text[hit.start : hit.end + 4]
            if "recover" in ends and _MONEY.search(hit.text):
                continue
            if not hit.is_possible and not _PLACE_ONLY.search(ends):
                return hit.finding("contained", value)
            if code == "ongoing" and not _PLACE_ONLY.search(ends) and "may" not in hit.before:
                return hit.finding("contained", value)
    return None


def operations(report: Report) -> Finding | None:
    """Whether operations were interrupted: one interruption is enough, whatever went on without; what was restored had
    been interrupted."""
    for hit in said(report, phrases("incident_response", "disrupted")):
        here = hit.text[hit.start : hit.end]
        of_other = (
            _OF_THE_ATTACK.search(hit.text[hit.start : hit.end + 20])
            or _OF_SHARES.search(here)
            or _MATERIAL.search(hit.before)
            or _OF_OTHER.search(hit.before)
            or ("interrupt" in here and _INSURED.search(hit.text))
            or ("divert" in here and _MONEY.search(hit.text))
        )
        if not hit.is_possible and not of_other:
            return hit.finding("operations", "disrupted")
    restored = list(said(report, phrases("incident_response", "restored")))
    sentences = {hit.text for hit in restored}
    for hit in hits(report, phrases("incident_response", "not_disrupted")):
        here = hit.text[hit.start : hit.end]
        of_other = _IMPACT.search(here)
        if not hit.is_open and not hit.is_possible and not of_other and hit.text not in sentences:
            return hit.finding("operations", "not_disrupted")
    return next((hit.finding("operations", "disrupted") for hit in restored), None)


def _true(
    key: str, doubt: Callable[[Hit], bool], found: Callable[[Report, Rules], Iterator[Hit]] = said
) -> Callable[[Report], Finding | None]:
    def read(report: Report) -> Finding | None:
        for hit in found(report, phrases("incident_response", key)):
            if not doubt(hit):
                return hit.finding(key, True)
        return None

    return read


def _is_internal(hit: Hit) -> bool:
    here = hit.text[hit.start : hit.end]
    return bool(_INTERNAL.search(f"{hit.before[-24:]} {here}")) and not _OUTSIDE.search(
        f"{hit.before[-16:]} {here}"
    )


law_enforcement = _true("law_enforcement", lambda hit: hit.is_possible)
experts = _true("experts", _is_internal)
insurance = _true("insurance", lambda hit: hit.is_denied, hits)
