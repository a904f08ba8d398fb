"""Cybersecurity incidents that companies report: one row per report on Form 8-K Item 1.05 or Form 6-K.

From facts read already, tagged or by section. Which report amends which is found over all months, in
`sql/schema/25_incident.sql`.
"""

import re

import dataframely as dy
import polars as pl

from pipelines.edgar.index import INCIDENT_FORMS
from pipelines.facts.concepts import INCIDENT
from pipelines.facts.text import plain

SECTION = "Item105SectionText"
_PARTS = {concept.name: concept.column for concept in INCIDENT} | {SECTION: "section_text"}


class IncidentFrame(dy.Schema):
    """One row per report. `event_date` is the report's period: the day of the earliest event. Texts are null
    where the report does not tag them; `section_text` is the whole item of an untagged report. `items` are the
    report's item numbers, null where the search has not named them."""

    accession_number = dy.String(primary_key=True)
    event_date = dy.Date(nullable=True)
    items = dy.List(dy.String(), nullable=True)
    nature = dy.String(nullable=True)
    scope = dy.String(nullable=True)
    timing = dy.String(nullable=True)
    impact = dy.String(nullable=True)
    undetermined = dy.String(nullable=True)
    section_text = dy.String(nullable=True)
    material_impact_stated = dy.Bool(nullable=True)


INCIDENT_SCHEMA = IncidentFrame.create_empty().schema

_MATERIAL = r"(?:material|significant|substantial)(?:ly)?"
_AFFECTED = r"(?:impact|affect|effect|disrupt|harm|damage|impair|loss|consequence)"
_OPEN = re.compile(
    r"\bwhether\b|\bif (?:any|the|it)\b|\b(?:could|may|might|cannot|can ?not|can't|unable)\b"
    r"|\bnot (?:yet )?(?:been )?(?:determined|known|able|concluded|completed|quantified|clear)\b"
    r"|\bundetermined\b|\bunknown\b|\bpotential(?:ly)? to\b|\bcontinu\w+ to (?:assess|evaluate|investigate)\b",
    re.IGNORECASE,
)
"""What is open is no statement: "has not yet determined whether", "could have a material impact"."""
_DENIED = re.compile(
    rf"\b(?:not|n[\u2019']t|never|neither|nor)\b[^.;]{{0,160}}?\b{_MATERIAL}\b"
    rf"|\bno {_MATERIAL}\b|\bimmaterial\b|\bwithout (?:any |a )?{_MATERIAL}\b",
    re.IGNORECASE,
)
_SAYS = (
    r"\b(?:had|has|have|having|likely to|likely (?:to )?be|will|expects?|expected to|anticipates?|determined"
    r"|believes?|resulted?|was|is|were|are|caus\w+)\b"
)
_STATED = re.compile(
    rf"{_SAYS}[^.;]{{0,120}}?\b{_MATERIAL}\b(?:[^.;]{{0,40}}\b{_AFFECTED}|(?=[.,;]?\s*$)|,? and\b)"
    rf"|\b{_MATERIAL} (?:adverse(?:ly)? )?{_AFFECTED}(?:ed|s)?\b|\b(?:was|is|be) {_MATERIAL}\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<=[.;])\s+|\n+|,? \b(?:but|however|although|though|while)\b ", re.IGNORECASE)


def incidents(filings: pl.DataFrame, facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """`FilingFrame`, `FactFrame` and `IncidentSearchFrame` of one month as `IncidentFrame`.

    A report on a form for incidents counts where it holds an incident's fact, or where the search names it
    (then perhaps without texts: it was not read). Texts of several incidents in one report, or of one told in
    several places, stand one below the other.
    """
    texts = _texts(facts)
    found = filings.filter(pl.col("form").is_in(INCIDENT_FORMS)).filter(
        pl.col("accession_number").is_in(texts["accession_number"].implode())
        | pl.col("accession_number").is_in(reports["accession_number"].implode())
    )
    rows = (
        found.select("accession_number", event_date="period_of_report")
        .join(reports.select("accession_number", "items"), on="accession_number", how="left")
        .join(texts, on="accession_number", how="left")
    )
    told = rows.select(pl.coalesce("impact", "section_text").alias("text"))["text"]
    stated = pl.Series([material_impact(text) if text else None for text in told], dtype=pl.Boolean)
    return (
        rows.with_columns(stated.alias("material_impact_stated"))
        .select(INCIDENT_SCHEMA.names())
        .sort("accession_number")
    )


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


def material_impact(text: str) -> bool | None:
    """Whether a report says that the incident has, or is reasonably likely to have, a material impact: True or
    False as it says, None where it says neither or leaves it open. One such impact is enough, whatever others
    are denied."""
    denied = False
    for clause in _CLAUSES.split(plain(text)):
        if not re.search(rf"\b(?:im)?{_MATERIAL}\b", clause, re.IGNORECASE) or _OPEN.search(clause):
            continue
        if _DENIED.search(clause):
            denied = True
        elif _STATED.search(clause):
            return True
    return False if denied else None
