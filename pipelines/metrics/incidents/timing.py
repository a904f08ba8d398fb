"""When: the days on which an incident happened, was detected, and was determined to be material.

Phrases: `rules/incident_dates.toml`; the dates themselves: `dates.py`. Not here: delays (`delays.py`).
"""

import re

from pipelines.metrics.incidents.dates import Told
from pipelines.metrics.incidents.finding import Finding, Hit, hits
from pipelines.metrics.incidents.report import Report
from pipelines.metrics.language.rules import rules

_MARK = re.compile(r"⟦[DRN](\d+)⟧")
_NOT_MATERIAL = re.compile(
    r"\b(?:not|no|un(?:able|likely)|whether|immaterial)\b[^.;]{0,80}\bmaterial|immaterial", re.IGNORECASE
)
_ABOUT_OTHERS = re.compile(r"\b(?:filed|furnished|disclosed|announced|issued|press release)\b", re.IGNORECASE)


def dates(report: Report) -> dict[str, Finding]:
    """`occurred`, `detected`, `determined`: the first that a rule found, weak rules last, and of what occurred first the
    day on which somebody got in. What is told of a day after its detection did not begin on it."""
    found: dict[str, tuple[tuple[bool, bool, int, bool, int], Finding]] = {}
    for hit in hits(report, rules("incident_dates"), marked=True):
        told, weak = _told(report, hit), bool(hit.rule.data.get("weak"))
        if (
            told is None
            or hit.is_denied
            or (hit.rule.gives == "determined" and _NOT_MATERIAL.search(_what(hit)))
            or (weak and hit.rule.gives == "detected" and "material" in hit.text[hit.end :])
        ):
            continue
        rank = (weak, not hit.rule.data.get("entry"), hit.number, not hit.rule.data.get("close"), hit.start)
        key = hit.rule.gives
        if key not in found or rank < found[key][0]:
            found[key] = (rank, hit.finding(key, told))
    result = {key: finding for key, (_, finding) in found.items()}
    if {"occurred", "detected"} <= set(result):
        (_, later, *_), occurred = found["occurred"]
        if occurred.value.is_after(result["detected"].value):
            del result["occurred"]
        elif found["detected"][0][0] and later:  # who suffers an attack has noticed it
            del result["detected"]
    return result


def _told(report: Report, hit: Hit) -> Told | None:
    mark = _MARK.search(hit.text, hit.start, hit.end)
    told = report.dates[hit.number][int(mark[1])] if mark else None
    return None if told is None or (report.filed and told.day > report.filed) else told


def _what(hit: Hit) -> str:
    return hit.text[hit.start : hit.end]
