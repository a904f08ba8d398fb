"""What happened: the kinds of an incident and the kinds of data that it touched.

Phrases: `rules/incident_kinds.toml`, `rules/incident_data.toml`. Not here: when, and with what impact.
"""

import re
from dataclasses import replace

from pipelines.metrics.incidents.finding import NEAR, Finding, Hit, hits, phrases, said
from pipelines.metrics.incidents.report import Report
from pipelines.metrics.incidents.timing import dates
from pipelines.metrics.language.rules import rules

KINDS = (
    "ransomware", "extortion", "data_theft", "unauthorized_access", "email_compromise", "payment_fraud",
    "denial_of_service", "malware", "insider", "third_party",
)  # fmt: skip
DATA = (
    "personal", "employee", "health", "financial_account", "credentials", "customer_records", "intellectual_property",
    "corporate",
)  # fmt: skip
_PROGRAMME = re.compile(
    r"\b(?:program(?:me)?s?|polic(?:y|ies)|procedures|processes|risks?|committee|oversight|responsible for|designed|assess\w*"
    r"|threat intelligence)\b",
    re.IGNORECASE,
)
"""Words of a sentence on how risks are managed."""
_NOT_HELD = re.compile(
    r"[^.;,]{0,40}\b(?:(?:is|are|was|were|has|have|had|did) not|(?:was|were|been) (?:reset|changed|rotated|revoked|disabled))\b",
    re.IGNORECASE,
)
"""Behind data that was spared: "card numbers are not stored there", "passwords were reset"."""
_RESPONSE = re.compile(
    r"\b(?:committed to|valid|legitimate|spoofed|fraudulent|phishing|protect(?:s|ing|ion)?\b|safeguard\w*|reset|rotat\w+|chang(?:ed|ing)"
    r"|disabl\w+|revok\w+|security of|privacy of|credit monitoring)\b"
    r"|\b(?:review|analy[sz])(?:e|es|ed|ing|is)?(?: of)?(?: the| those| these| such)? $",
    re.IGNORECASE,
)
"""What is done about data is not what happened to it."""
_USED = re.compile(
    r"\b(?:us(?:ed|ing|e of)|(?<!table )(?<!file )(?<!files )(?<!list )with|via|through|means of)(?: (?!stolen\b)[\w'-]+){0,4} $",
    re.IGNORECASE,
)
"""Credentials with which somebody got in are no data that was taken."""
_OF_PERSONS = re.compile(
    r"\b(?:personal\w*|health|patient|consumer|customer|(?<!mail )account)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?:environments?|databases?|systems?|servers?|platforms?) (?:containing|holding|hosting|that (?:contain|hold|host)\w*)"
    r"[^,.;]*$",
    re.IGNORECASE,
)
"""What a place holds is not what was taken from it."""
_SPECIFIED = re.compile(
    r"(?: (?:was|were|had been|has been) [\w ]{1,40}?)?(?: from (?:the|its|our) [\w ]{1,30})?,? (?:containing|with|relating to"
    r"|of (?:\w+ ){0,3}(?:shoppers|customers|clients|patients|members|users|individuals|employees|consumers|guests)"
    r"|belonging to|consisting of|comprising|that includ\w*(?! some)|(?:that|which) contain\w*)\b",
    re.IGNORECASE,
)
"""Files "containing" something are told by what they contain; "potentially containing" leaves them files."""
_TOLD_LATER = re.compile(
    r"(?:^|, )(?:the|these|those) (?:\w+ )?(?:files|data|documents|records|tables) (?:\w+ )?(?:contain|includ|comprise|hold|consist)",
    re.IGNORECASE,
)
"""The sentence that says what files that were taken hold."""
_PART = re.compile(
    r"[^.;,]{0,40}, (?:including|(?:some of )?which (?:may|could|might|includ))", re.IGNORECASE
)
"""Data "including" something is that and more."""
_SPECIFIC = {
    "intellectual_property",
    "customer_records",
    "employee",
    "health",
    "financial_account",
    "credentials",
}
"""Data that says what "certain files" held."""


def tells_of_an_incident(report: Report) -> bool:
    """Whether a report tells of an incident at all: some only describe how risks are managed. What names no kind of
    incident counts where something happened or was detected on a day."""
    if any(not hit.is_open for hit in hits(report, phrases("incident_kinds", "event"))):
        return True
    told = said(report, phrases("incident_kinds", *KINDS))
    return any(
        not hit.is_possible and not (hit.is_weak and _PROGRAMME.search(hit.text)) for hit in told
    ) or bool(dates(report))


def kinds(report: Report) -> list[Finding]:
    """The kinds of the incident, in the codebook's order; unauthorised access where no more is told."""
    found: dict[str, Hit] = {}
    weak: Hit | None = None
    for hit in said(report, rules("incident_kinds")):
        if hit.is_weak or hit.rule.gives == "event":
            weak = weak or hit
        else:
            found.setdefault(hit.rule.gives, hit)
    if "ransomware" in found:
        found.pop("extortion", None)  # a ransom for what was encrypted is one kind
    told = [hit.finding("kinds", kind) for kind, hit in found.items()]
    if set(found) <= {"third_party"}:
        rest = (weak.finding("kinds", ""),) if weak else (*told, *dates(report).values())
        told += [replace(one, key="kinds", value="unauthorized_access") for one in rest[:1]]
    return sorted(told, key=lambda one: KINDS.index(one.value))


def data(report: Report) -> list[Finding]:
    """The kinds of data told as accessed, taken or likely so, in the codebook's order."""
    touched = {hit.number for hit in said(report, phrases("incident_data", "context"))}
    found: dict[str, Hit] = {}
    unspecified: Hit | None = None
    for hit in said(report, phrases("incident_data", *DATA)):
        kind, taken = hit.rule.gives, hit.rule.data.get("taken")
        if hit.number not in touched or _is_no_loss(hit):
            continue
        if taken:
            unspecified = unspecified or hit
        elif kind not in found or found[kind].is_weak:
            found[kind] = hit
    weak = {kind for kind, hit in found.items() if hit.is_weak}
    if not {"personal", "employee", "health"} & set(found) and "financial_account" in weak:
        del found["financial_account"]  # the company's own
    if "personal" in found and any(_TOLD_LATER.search(sentence.text) for sentence in report.sentences):
        unspecified = None
    if unspecified and (_PART.match(unspecified.text, unspecified.end) or not _SPECIFIC & set(found)):
        found.setdefault("corporate", unspecified)
    if "personal" in found and "customer_records" in weak:
        del found["customer_records"]  # of the same persons
    return [found[kind].finding("data", kind) for kind in DATA if kind in found]


def _is_no_loss(hit: Hit) -> bool:
    """Whether what stands around data says that it was spared or only used, or names it more closely."""
    if _RESPONSE.search(hit.before[-NEAR:]) or _NOT_HELD.match(hit.text, hit.end):
        return True
    if hit.rule.gives == "credentials":
        return bool(_USED.search(hit.before))
    if hit.rule.gives != "corporate" or hit.rule.data.get("apart"):
        return False
    specified = hit.rule.data.get("taken") and _SPECIFIED.match(hit.text, hit.end)
    return bool(_OF_PERSONS.search(hit.words) or _PLACE.search(hit.before) or specified)
