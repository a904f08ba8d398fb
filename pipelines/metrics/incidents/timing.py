"""When: the days on which an incident happened, was detected, and was determined to be material.

Phrases: `rules/incident_dates.toml`; the dates themselves: `dates.py`. Not here: delays (`delays.py`).
"""

import re
from operator import itemgetter
from typing import Any

from pipelines.metrics.incidents.dates import Told
from pipelines.metrics.incidents.finding import Finding, Hit, hits
from pipelines.metrics.incidents.report import Report
from pipelines.metrics.language.rules import Rule, rules

_MARK = re.compile(r"⟦[DRN](\d+)⟧")
_RANK = itemgetter(0)
_NOT_MATERIAL = re.compile(
    r"\b(?:not|no|un(?:able|likely)|whether|immaterial)\b[^.;]{0,80}\bmaterial|immaterial", re.IGNORECASE
)

_VENDOR = re.compile(
    r"\b(?:vendor|supplier|(?:service|software|third-party) provider|processor)\b", re.IGNORECASE
)
"""Who found it where another found it first: a vendor's day counts only where the company's own is not told."""


def dates(report: Report) -> dict[str, Finding]:
    """`occurred`, `detected`, `determined`: the first that a rule found, weak rules last, and of what occurred first the
    day on which somebody got in. What is told of a day after its detection did not begin on it, and an answer to an
    attack tells its day only where nothing else does."""
    found: dict[str, list[tuple[tuple[Any, ...], Rule, Finding]]] = {}
    for hit in hits(report, rules("incident_dates"), marked=True):
        told, key, kind = _told(report, hit), hit.rule.gives, hit.rule.data
        weak = bool(kind.get("weak"))
        if (
            told is None
            or hit.is_denied
            or (key == "determined" and _NOT_MATERIAL.search(_what(hit)))
            or (weak and key == "detected" and "material" in hit.text[hit.start :])
        ):
            continue
        others = key == "detected" and not kind.get("told") and bool(_VENDOR.search(_what(hit)))
        rank = (weak, others, not kind.get("entry"), hit.number, not kind.get("close"), hit.start)
        found.setdefault(key, []).append((rank, hit.rule, hit.finding(key, told)))
    if "detected" in found and "occurred" in found:
        (is_weak, *_), _, detected = min(found["detected"], key=_RANK)
        found["occurred"] = [
            one
            for one in found["occurred"]
            if not one[1].data.get("answer") and not one[2].value.is_after(detected.value)
        ]
        first = min(found["occurred"], key=_RANK, default=None)
        if is_weak and first and first[0][0] is False and first[0][2] is True:
            del found["detected"]  # who suffers an attack has noticed it
    return {key: min(these, key=_RANK)[2] for key, these in found.items() if these}


def _told(report: Report, hit: Hit) -> Told | None:
    mark = _MARK.search(hit.text, hit.start, hit.end)
    told = report.dates[hit.number][int(mark[1])] if mark else None
    return None if told is None or (report.filed and told.day > report.filed) else told


def _what(hit: Hit) -> str:
    return hit.text[hit.start : hit.end]
