"""Cybersecurity incidents that companies report: one row per report on Form 8-K Item 1.05 or Form 6-K, and what is
derived from each, with its evidence.

From facts read already, tagged or by section. Which report amends which is found over all months, in
`sql/schema/25_incident.sql`; how a report is read, in `metrics/incidents/`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import dataframely as dy
import polars as pl

from pipelines.edgar.calendar import business_days
from pipelines.edgar.fulltext import FOREIGN_FORMS
from pipelines.edgar.index import INCIDENT_FORMS
from pipelines.facts.concepts import INCIDENT
from pipelines.metrics.incidents.dates import Told
from pipelines.metrics.incidents.derive import blocks_of, findings
from pipelines.metrics.incidents.finding import Finding
from pipelines.metrics.incidents.passage import is_sure
from pipelines.metrics.incidents.report import Report, read_report

SECTION = "Item105SectionText"
_PARTS = {concept.name: concept.column for concept in INCIDENT} | {SECTION: "section_text"}
INCIDENT_NAMES = [concept.name for concept in INCIDENT]
DATES = ("occurred", "detected", "determined")
STATES = ("contained", "operations", "material_operations", "material_financial")


class IncidentFrame(dy.Schema):
    """One row per report. `event_date` is the report's period, the day of the earliest event, never after the filing;
    `event_precision` is `month` where only an archive tells it, rounded. Texts are null where the report does not tag
    them; `section_text` is the whole item. `items` are the report's item numbers, null where the search has not named
    them. `basis` says what it was read from: tagged texts, the item, or the words of a Form 6-K, which tell of an
    incident surely (`words`) or `perhaps`. The other columns are derived (docs/method.md): a date of which the report
    tells a month alone is its first day, with the precision `month`; lists are in the codes' order; delays are null
    where a day is not told, and never negative.
    """

    accession_number = dy.String(primary_key=True)
    event_date = dy.Date(nullable=True)
    event_precision = dy.String(nullable=True, regex="^(day|month)$")
    items = dy.List(dy.String(), nullable=True)
    basis = dy.String(regex="^(tagged|item|words|perhaps|not_read)$")
    nature = dy.String(nullable=True)
    scope = dy.String(nullable=True)
    timing = dy.String(nullable=True)
    impact = dy.String(nullable=True)
    undetermined = dy.String(nullable=True)
    section_text = dy.String(nullable=True)
    kinds = dy.List(dy.String())
    occurred = dy.Date(nullable=True)
    occurred_precision = dy.String(nullable=True, regex="^(day|month)$")
    detected = dy.Date(nullable=True)
    detected_precision = dy.String(nullable=True, regex="^(day|month)$")
    determined = dy.Date(nullable=True)
    determined_precision = dy.String(nullable=True, regex="^(day|month)$")
    contained = dy.String(regex="^(yes|ongoing|not_stated)$")
    operations = dy.String(regex="^(disrupted|not_disrupted|not_stated)$")
    data = dy.List(dy.String())
    persons_affected = dy.Int64(nullable=True)
    records_note = dy.String(nullable=True)
    law_enforcement = dy.Bool(nullable=True)
    experts = dy.Bool(nullable=True)
    insurance = dy.Bool(nullable=True)
    material_operations = dy.String(regex="^(yes|no|undetermined|not_stated)$")
    material_financial = dy.String(regex="^(yes|no|undetermined|not_stated)$")
    cost_usd = dy.Int64(nullable=True)
    material_impact_stated = dy.Bool(nullable=True)
    days_occurred_to_detected = dy.Int32(nullable=True, min=0)
    days_detected_to_filed = dy.Int32(nullable=True, min=0)
    business_days_detected_to_filed = dy.Int32(nullable=True, min=0)
    business_days_determined_to_filed = dy.Int32(nullable=True, min=0)


class IncidentEvidenceFrame(dy.Schema):
    """One row per derived value: its key (a column of `IncidentFrame`), the value as text, the rule that read it, and
    the sentence it rests on with its place in the fact it stands in."""

    accession_number = dy.String(primary_key=True)
    key = dy.String(primary_key=True)
    value = dy.String(primary_key=True)
    rule = dy.String()
    concept = dy.String()
    ordinal = dy.Int32()
    start = dy.Int32(min=0)
    end = dy.Int32(min=0)
    evidence = dy.String()


INCIDENT_SCHEMA = IncidentFrame.create_empty().schema
INCIDENT_EVIDENCE_SCHEMA = IncidentEvidenceFrame.create_empty().schema
INCIDENT_KIND_SCHEMA, INCIDENT_DATA_SCHEMA = (
    pl.Schema({"accession_number": pl.String, name: pl.String})
    | {
        part: INCIDENT_EVIDENCE_SCHEMA[part]
        for part in ("rule", "concept", "ordinal", "start", "end", "evidence")
    }
    for name in ("kind", "data_kind")
)
INCIDENT_SCHEMAS: dict[str, dict[str, pl.DataType] | pl.Schema] = {
    "incident": INCIDENT_SCHEMA,
    "incident_kind": INCIDENT_KIND_SCHEMA,
    "incident_data": INCIDENT_DATA_SCHEMA,
    "incident_evidence": INCIDENT_EVIDENCE_SCHEMA,
}
"""The tables of incidents and their columns."""


class Incidents(NamedTuple):
    """The tables of one month, in the order of `INCIDENT_SCHEMAS`."""

    incident: pl.DataFrame
    incident_kind: pl.DataFrame
    incident_data: pl.DataFrame
    incident_evidence: pl.DataFrame


def incidents(filings: pl.DataFrame, facts: pl.DataFrame, reports: pl.DataFrame) -> Incidents:
    """`FilingFrame`, `FactFrame` and `IncidentSearchFrame` of one month as the tables of incidents.

    A report on a form for incidents counts where it holds an incident's fact, or where the search names it
    (then perhaps without texts: it was not read). Texts of several incidents in one report, or of one told in
    several places, stand one below the other.
    """
    texts = _texts(facts)
    found = filings.filter(pl.col("form").is_in(INCIDENT_FORMS)).filter(
        pl.col("accession_number").is_in(texts["accession_number"].implode())
        | pl.col("accession_number").is_in(reports["accession_number"].implode())
    )
    numbers = found["accession_number"]
    blocks = blocks_of(facts.filter(pl.col("accession_number").is_in(numbers.implode())))
    read = {
        number: read_report(blocks.get(number, ()), filed=filed)
        for number, filed in found.select("accession_number", "filed").iter_rows()
    }
    derived = {number: findings(report) for number, report in read.items()}
    tagged = set(facts.filter(pl.col("concept").is_in(INCIDENT_NAMES))["accession_number"])
    basis = pl.DataFrame(
        [
            (number, _basis(form, number in tagged, read[number]))
            for number, form in found.select("accession_number", "form").iter_rows()
        ],
        schema={"accession_number": pl.String, "basis": pl.String},
        orient="row",
    )
    rows = [
        columns(number, derived[number], filed)
        for number, filed in found.select("accession_number", "filed").iter_rows()
    ]
    values = pl.DataFrame(
        rows, schema={name: INCIDENT_SCHEMA[name] for name in ("accession_number", *_DERIVED)}, orient="row"
    )
    rounded = _rounded(facts, reports)
    incident = (
        found.select(
            "accession_number",
            event_date=pl.min_horizontal("period_of_report", "filed"),
            event_precision=pl.when(pl.col("period_of_report").is_null())
            .then(None)
            .when(pl.col("accession_number").is_in(rounded.implode()))
            .then(pl.lit("month"))
            .otherwise(pl.lit("day")),
        )
        .with_columns(event_date=pl.when(pl.col("event_precision").is_not_null()).then("event_date"))
        .join(reports.select("accession_number", "items"), on="accession_number", how="left")
        .join(texts, on="accession_number", how="left")
        .join(basis, on="accession_number", how="left")
        .join(values, on="accession_number", how="left")
        .select(INCIDENT_SCHEMA.names())
        .sort("accession_number")
    )
    evidence = _evidence(derived)
    return Incidents(
        incident,
        _list(evidence, "kinds", INCIDENT_KIND_SCHEMA),
        _list(evidence, "data", INCIDENT_DATA_SCHEMA),
        evidence,
    )


def material_impact(text: str) -> bool | None:
    """Whether the text of a report states a material impact, on operations or on finances: `material_impact_stated`
    of a report that has no other text."""
    found = findings(read_report([(SECTION, 0, text)]))
    stated: bool | None = columns("", found, None)["material_impact_stated"]
    return stated


def _basis(form: str, is_tagged: bool, report: Report) -> str:
    if is_tagged:
        return "tagged"
    if not report.sentences:
        return "not_read"
    if form in FOREIGN_FORMS:
        return "words" if is_sure(report) else "perhaps"
    return "item"


def _rounded(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.Series:
    """The filings whose period only an archive tells, which rounds it: neither a document nor the search."""
    of_filing = facts.group_by("accession_number").agg((pl.col("source") == "notes").all().alias("archived"))
    exact = reports.filter(pl.col("period_ending").is_not_null())["accession_number"]
    return of_filing.filter(pl.col("archived") & ~pl.col("accession_number").is_in(exact.implode()))[
        "accession_number"
    ]


_DERIVED = tuple(INCIDENT_SCHEMA)[tuple(INCIDENT_SCHEMA).index("kinds") :]


def columns(number: str, found: Iterable[Finding], filed: date | None) -> dict[str, Any]:
    """The derived columns of one report (`IncidentFrame`), from what its readers found and the day of its filing."""
    row: dict[str, Any] = {
        "accession_number": number,
        "kinds": [],
        "data": [],
        **dict.fromkeys(STATES, "not_stated"),
    }
    days: dict[str, date] = {}
    for finding in found:
        if isinstance(finding.value, Told):
            row[finding.key], row[f"{finding.key}_precision"] = finding.value.day, finding.value.precision
            if finding.value.precision == "day":
                days[finding.key] = finding.value.day
        elif finding.key in ("kinds", "data"):
            row[finding.key].append(finding.value)
        else:
            row[finding.key] = finding.value
    stated = {row["material_operations"], row["material_financial"]}
    row["material_impact_stated"] = (
        True if "yes" in stated else False if stated <= {"no", "not_stated"} and "no" in stated else None
    )
    row |= _delays(days, filed)
    return {name: row.get(name) for name in ("accession_number", *_DERIVED)}


def _delays(days: dict[str, date], filed: date | None) -> dict[str, int | None]:
    occurred, detected, determined = (days.get(name) for name in DATES)

    def between(first: date | None, last: date | None) -> int | None:
        return (last - first).days if first and last and first <= last else None

    def business(first: date | None) -> int | None:
        return business_days(first, filed) if first and filed and first <= filed else None

    return {
        "days_occurred_to_detected": between(occurred, detected),
        "days_detected_to_filed": between(detected, filed),
        "business_days_detected_to_filed": business(detected),
        "business_days_determined_to_filed": business(determined),
    }


def _evidence(derived: dict[str, list[Finding]]) -> pl.DataFrame:
    rows = [
        (number, one.key, text_of(one.value), one.rule, at.concept, at.ordinal, at.start, at.end, at.evidence)
        for number, found in derived.items()
        for one in found
        for at in [one.sentence]
    ]
    frame = pl.DataFrame(rows, schema=INCIDENT_EVIDENCE_SCHEMA, orient="row")
    return frame.sort("accession_number", maintain_order=True)


def text_of(value: Any) -> str:
    """A derived value as text: `true`, a code, a number, a day or month."""
    return "true" if value is True else str(value)


def _list(evidence: pl.DataFrame, key: str, schema: pl.Schema) -> pl.DataFrame:
    name = next(name for name in schema if name in ("kind", "data_kind"))
    return evidence.filter(pl.col("key") == key).rename({"value": name}).select(schema.names())


def _texts(facts: pl.DataFrame) -> pl.DataFrame:
    """One row per filing with a column per part of an incident."""
    held = facts.filter(pl.col("concept").is_in(list(_PARTS)) & pl.col("value").is_not_null()).sort(
        "accession_number", "concept", "dimensions", "period_end", "ordinal"
    )
    parts = [
        pl.col("value")
        .filter(pl.col("concept") == concept)
        .unique(maintain_order=True)
        .str.join("\n")
        .replace("", None)
        .alias(column)
        for concept, column in _PARTS.items()
    ]
    return held.group_by("accession_number", maintain_order=True).agg(parts)
