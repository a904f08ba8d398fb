"""Officers of each filing with their roles, years of experience, tenure, certificates and reporting line.

The frame's schema and the way from sentences to rows; the reading itself is in `officer_people.py` and below it.
"""

from functools import lru_cache

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.officer_people import Officer
from pipelines.metrics.officer_years import read_officers
from pipelines.metrics.titles import ROLES

QUALIFIERS = ("over", "at_least", "approximately", "exact")
SCOPES = ("individual", "each", "combined", "average")


class OfficerFrame(Evidence):
    """One row per officer of a filing (codes: CODEBOOK of the labels, see docs/method.md).

    `officer_number` counts in order of appearance, from 0. `years` is experience, `tenure_years` time in the
    present role or with the company, both in whole years and null where not stated; `qualifier` and `scope`
    are null where `years` is. The evidence is the sentence of the years, else the first that names the officer.
    """

    accession_number = dy.String(primary_key=True)
    officer_number = dy.Int32(primary_key=True, min=0)
    title = dy.String()
    role = dy.String(regex=f"^({'|'.join(ROLES)})$")
    years = dy.Int32(nullable=True, min=1)
    tenure_years = dy.Int32(nullable=True, min=0)
    qualifier = dy.String(nullable=True, regex=f"^({'|'.join(QUALIFIERS)})$")
    scope = dy.String(nullable=True, regex=f"^({'|'.join(SCOPES)})$")
    certifications = dy.List(dy.String())
    reports_to = dy.String(nullable=True)


OFFICER_SCHEMA = OfficerFrame.create_empty().schema

_CANDIDATE = (
    r"(?i:chief|officer|vice[ -]president|\bdirector\b|\bhead\b|manager|leader|\blead\b|counsel|president|years|decade|\byrs\b|century|"
    r"\bmr\b|\bms\b|\bmrs\b|\bdr\b|controller|treasurer|\bhe\b|\bshe\b|\bhis\b|\bher\b|supervisor|executive|individual)"
    r"|\b[SEAFG]?VPs?\b|\bv?C[A-Z]{1,4}Os?\b|\bGC\b|\([^)]{0,3}[A-Z]{2,6}[^)]{0,3}\)|\bThey\b|\bISO\b"
)
"""What a sentence must hold for the reader to look at it (Rust regex; a superset of what any pattern needs)."""


def derive_officers(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` (any number of filings) to `OfficerFrame`; a filing that names no officer has no row."""
    candidates = sentences.filter(pl.col("text").str.contains(_CANDIDATE)).select(
        "accession_number", "sentence_number", "text"
    )
    rows: list[tuple[object, ...]] = []
    filing: list[tuple[int, str]] = []
    current = ""
    for accession_number, number, text in candidates.iter_rows():
        if accession_number != current:
            rows.extend(_rows(current, filing))
            current, filing = accession_number, []
        filing.append((number, text))
    rows.extend(_rows(current, filing))
    return _with_evidence(rows, sentences)


_OWN_COLUMNS = [name for name in OFFICER_SCHEMA if name not in Evidence.create_empty().schema]


def _rows(accession_number: str, filing: list[tuple[int, str]]) -> list[tuple[object, ...]]:
    return [(accession_number, *row) for row in _officers(tuple(filing))]


@lru_cache(maxsize=4096)
def _officers(filing: tuple[tuple[int, str], ...]) -> list[tuple[object, ...]]:
    """Kept, because a seventh of the filings say the same word for word as another, mostly the year before's."""
    officers = sorted(read_officers(filing), key=lambda officer: officer.first_sentence)
    return [_row(number, officer) for number, officer in enumerate(officers)]


def _row(number: int, officer: Officer) -> tuple[object, ...]:
    return (
        number, officer.title, officer.role, officer.years, officer.tenure_years, officer.qualifier,
        officer.scope, officer.certifications, officer.reports_to,
        officer.first_sentence if officer.years_sentence is None else officer.years_sentence,
    )  # fmt: skip


def _with_evidence(rows: list[tuple[object, ...]], sentences: pl.DataFrame) -> pl.DataFrame:
    schema = {name: OFFICER_SCHEMA[name] for name in [*_OWN_COLUMNS, "sentence_number"]}
    officers = pl.DataFrame(rows, schema=schema, orient="row")
    evidence = sentences.select(
        "accession_number", "sentence_number", "concept", "ordinal", "start", "end", evidence=pl.col("text")
    )
    return officers.join(
        evidence, on=["accession_number", "sentence_number"], how="left", maintain_order="left"
    ).select(list(OFFICER_SCHEMA))
