"""One object per incident report: every derived value under the keys of the labels' codebook, with its evidence.

What `cyd read --metrics` prints of an incident report. Not here: deriving anything, annual reports
(`pipelines/metrics/filing.py`).
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.edgar.index import INCIDENT_FORMS
from pipelines.facts.concepts import ANNUAL
from pipelines.metrics.incidents.dates import Told
from pipelines.metrics.incidents.derive import INCIDENT_TEXTS, blocks_of, findings
from pipelines.metrics.incidents.finding import Finding
from pipelines.metrics.incidents.report import read_report

_LISTS = ("kinds", "data")
KEYS = (
    "accession_number", "cik", "form", "kinds", "occurred", "detected", "determined", "contained", "operations", "data",
    "persons_affected", "records_note", "law_enforcement", "experts", "insurance", "material_operations",
    "material_financial", "cost_usd", "note", "evidence",
)  # fmt: skip
"""The keys of an object, in their order: the codebook's, and `evidence`."""
_NOTHING: dict[str, Any] = {
    "records_note": "", "contained": "not_stated", "operations": "not_stated", "material_operations": "not_stated",
    "material_financial": "not_stated",
}  # fmt: skip


def incident_numbers(facts: pl.DataFrame, forms: Mapping[str, str]) -> set[str]:
    """The filings of `FactFrame` that are incident reports: by their form where it is known, else by their facts
    (annual reports that tag an incident's element tag annual ones too)."""
    annual = [concept.name for concept in ANNUAL]
    told = facts.group_by("accession_number").agg(
        incident=pl.col("concept").is_in(INCIDENT_TEXTS).any(), annual=pl.col("concept").is_in(annual).any()
    )
    return {
        number
        for number, incident, is_annual in told.iter_rows()
        if (forms[number] in INCIDENT_FORMS if number in forms else incident and not is_annual)
    }


def incident_filings(facts: pl.DataFrame, forms: Mapping[str, str]) -> list[dict[str, Any]]:
    """`FactFrame` of incident reports as one object each, by accession number.

    Dates are text, `YYYY-MM-DD` or `YYYY-MM` as told. `evidence` holds for each key with a value the `sentence`,
    `concept`, `start`, `end` (characters in that fact's value) and `rule`; of a list one such entry per item, with the
    item's `value`.
    """
    blocks = blocks_of(facts)
    known = facts.group_by("accession_number").agg(
        pl.col("cik").drop_nulls().first(), pl.col("period_end").max()
    )
    return [
        _object(number, cik, forms.get(number), findings(read_report(blocks.get(number, ()), period)))
        for number, cik, period in known.sort("accession_number").iter_rows()
    ]


def _object(number: str, cik: int | None, form: str | None, found: list[Finding]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "accession_number": number,
        "cik": cik,
        "form": form,
        **_NOTHING,
        "kinds": [],
        "data": [],
    }
    evidence: dict[str, Any] = {}
    for finding in found:
        if finding.key in _LISTS:
            values[finding.key].append(finding.value)
            evidence.setdefault(finding.key, []).append({"value": finding.value, **_place(finding)})
        else:
            values[finding.key] = str(finding.value) if isinstance(finding.value, Told) else finding.value
            evidence[finding.key] = _place(finding)
    values["note"] = "" if found else "no incident is told in what was read"
    values["evidence"] = evidence
    return {key: values.get(key) for key in KEYS}


def _place(finding: Finding) -> dict[str, Any]:
    at = finding.sentence
    return {
        "sentence": at.evidence,
        "concept": at.concept,
        "start": at.start,
        "end": at.end,
        "rule": finding.rule,
    }
