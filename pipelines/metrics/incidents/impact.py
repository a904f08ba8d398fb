"""Whether the impact on operations, and that on finances, is said to be material: yes, no, undetermined.

Phrases: `rules/incident_impact.toml`. Clause by clause, as one sentence often says one thing of operations and
another of results. Not here: amounts (`amounts.py`), interruptions (`response.py`).
"""

import re
from dataclasses import replace

from pipelines.metrics.incidents.finding import Finding, phrases
from pipelines.metrics.incidents.report import Report, Sentence
from pipelines.metrics.language.rules import Found

_SUBJECT = (
    r"(?:the (?:company|incident|attack|breach|event|registrant|bank|corporation|cyber\w*|full|impact|financial|extent|expected|costs)"
    r"|we|it|management|there|its|our|this)\b"
)
_CLAUSES = re.compile(
    rf"; |, (?:and |but |which |that )*(?={_SUBJECT})|,? \b(?:but|however|although|though|nevertheless)\b,? "
    r"|,? and (?=(?:believes?|expects?|does|do|did|anticipates?|concluded?)\b)"
    r"|,? and (?=(?:has|have|is|are|cannot|continues?|remains?)\b(?: \w+){0,2} (?:not|unable|still|currently|continu|evaluat|assess|to)\w*)"
    r"|, (?=with resulting|which may|which could)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:(?:im)?(?:material|significant|substantial)(?:ly)?\b|impact|affect|effect|disrupt|interrupt|loss|damage|consequence)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\bat the time of (?:the|its|our) (?:initial|original|prior|first|previous)|\botherwise\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r",? (?:based (?:up)?on|as of|at (?:this|the present) time|to date)\b[^,;]{0,100},(?= (?:that|will|has|is)\b)"
    r"|\b(?:in the event that|if)\b[^,;]{0,100},",
    re.IGNORECASE,
)
"""What stands aside: on what it is based, on what condition."""
_GUIDANCE = re.compile(r"\bguidance\b", re.IGNORECASE)
_RESPECTS = re.compile(
    r"\bin all material respects\b|\bsignificant (?=portion|part|majority)|\bsubstantially (?=all\b|restor|recover|resum|complet)",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(_SUBJECT, re.IGNORECASE)
_LISTED = re.compile(r"(?:its|our) (?!\S+ (?:is|are|was|were|has|have|had|will)\b)", re.IGNORECASE)
"""A clause that is no more than one more thing: "no impact on our sales, our results or our business"."""
_RISK = re.compile(r"\b(?:subject to|risks?|uncertaint\w+|factors?|no assurance)\b", re.IGNORECASE)

STATES = ("expects_no", "open", "no", "may", "yes", "adverse")
"""What a clause may say, in the order in which it is looked for."""
_KEYS = ("material_operations", "material_financial")
_COMPANY, _SCOPE = "company", "scope"
_VALUES = {
    "yes": "yes", "expects_no": "no", "open": "undetermined", "no": "no", "adverse": "yes", "may": "undetermined",
}  # fmt: skip
_STRENGTH = tuple(_VALUES)
"""Of several clauses on the same: a material impact wins, then a denial of any to come, then what is left open, then
that there has been none, then an impact that is not called material."""


def impacts(report: Report) -> dict[str, Finding]:
    """`material_operations` and `material_financial` as far as a report speaks of them."""
    best: dict[str, tuple[int, Finding]] = {}
    for sentence in report.sentences:
        for key, state, rule in _sentence(sentence):
            place = _STRENGTH.index(state)
            if key not in best or place < best[key][0]:
                best[key] = (place, Finding(key, _VALUES[state], rule, sentence))
    result = {key: finding for key, (_, finding) in best.items() if key in _KEYS}
    for general in (_COMPANY, _SCOPE):  # they count where nothing closer is said
        if general in best and not result:
            result = {key: replace(best[general][1], key=key) for key in _KEYS}
    return result


def _sentence(sentence: Sentence) -> list[tuple[str, str, str]]:
    """Key, state and rule of each clause that speaks of an impact."""
    found: list[tuple[str, str, str]] = []
    before: list[str] = []
    said: Found | None = None
    last: list[tuple[str, str]] = []
    for clause in _CLAUSES.split(_ASIDE.sub("", _RESPECTS.sub("", sentence.text))):
        objects = _objects(clause) or (before if not _OWN_SUBJECT.match(clause) else [])
        before = objects
        if not _TOPIC.search(clause) or _PAST.search(clause):
            found += [(key, *one) for key in objects for one in last if _LISTED.match(clause)]
            continue
        state = _state(clause)
        if state is None and objects:
            state = said  # "has not affected, and we do not think that it will affect, our results"
        said = None if objects else state
        if state is None:
            continue
        name = state.rule.gives
        if name in ("may", "adverse", "yes") and _RISK.search(clause):
            continue
        last = [(name, state.rule.name)] if objects else []
        found += [(key, *one) for key in objects for one in last]
    return found


def _state(clause: str) -> Found | None:
    for state in STATES:
        if (found := phrases("incident_impact", state).first(clause)) is not None:
            return found
    return None


def _objects(clause: str) -> list[str]:
    keys = [
        key
        for key, code in (("material_operations", "operations"), ("material_financial", "finances"))
        if phrases("incident_impact", code).first(clause) is not None
    ]
    if not keys and not _GUIDANCE.search(clause):
        general = (
            code for code in (_COMPANY, _SCOPE) if phrases("incident_impact", code).first(clause) is not None
        )
        keys = list(general)[:1]
    return keys
