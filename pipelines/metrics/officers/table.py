"""Officers of each filing with their roles, years of experience, tenure, certificates and reporting line.

The frame's schema and the way from sentences to rows; the reading itself is in `reading.py` and below it.
"""

from functools import lru_cache

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.officers.people import Officer, Source
from pipelines.metrics.officers.reading import Filing
from pipelines.metrics.officers.roles import ROLES

QUALIFIERS = ("over", "at_least", "approximately", "exact")
SCOPES = ("individual", "each", "combined", "average")


class OfficerFrame(Evidence):
    """One row per officer of a filing (codes: CODEBOOK of the labels, see docs/method.md).

    `officer_number` counts in order of appearance, from 0. `role` is EXTERNAL for somebody from outside, whose title's
    own role is `position`; of everybody else both are the same. `years` is experience, `tenure_years` time in the
    present role or with the company, both in whole years and null where not stated; `qualifier` and `scope` are null
    where `years` is. `rule` gave the role, in the sentence that first names the officer in a part (`named_evidence`).
    `years`, `tenure_years` and `reports_to` each have a sentence and a rule of their own; the evidence is the first of
    these sentences that there is: of the years, of the tenure, of the name.
    """

    accession_number = dy.String(primary_key=True)
    officer_number = dy.Int32(primary_key=True, min=0)
    title = dy.String()
    role = dy.String(regex=f"^({'|'.join(ROLES)})$")
    position = dy.String(regex=f"^({'|'.join(ROLES)})$")
    years = dy.Int32(nullable=True, min=1)
    tenure_years = dy.Int32(nullable=True, min=0)
    qualifier = dy.String(nullable=True, regex=f"^({'|'.join(QUALIFIERS)})$")
    scope = dy.String(nullable=True, regex=f"^({'|'.join(SCOPES)})$")
    certifications = dy.List(dy.String())
    reports_to = dy.String(nullable=True)
    rule = dy.String()
    named_sentence = dy.Int32()
    named_evidence = dy.String()
    years_rule = dy.String(nullable=True)
    years_sentence = dy.Int32(nullable=True)
    years_evidence = dy.String(nullable=True)
    tenure_rule = dy.String(nullable=True)
    tenure_sentence = dy.Int32(nullable=True)
    tenure_evidence = dy.String(nullable=True)
    reports_to_rule = dy.String(nullable=True)
    reports_to_sentence = dy.Int32(nullable=True)
    reports_to_evidence = dy.String(nullable=True)


OFFICER_SCHEMA = OfficerFrame.create_empty().schema
_VALUES = ("named", "years", "tenure", "reports_to")
"""What has a sentence and a rule of its own."""
_READ = [
    name for name in OFFICER_SCHEMA if name not in Evidence.create_empty().schema and not name.endswith("_evidence")
]  # fmt: skip

_CANDIDATE = (
    r"(?i:chief|officer|vice[ -]president|\bdirector\b|\bhead\b|manager|leader|\blead\b|counsel|president|years|decade|\byrs\b|"
    r"\bmr\b|\bms\b|\bmrs\b|\bdr\b|controller|treasurer|\bhe\b|\bshe\b|\bhis\b|\bher\b|supervisor|executive|individual)"
    r"|\b[SEAFG]?VPs?\b|\bv?C[A-Z]{1,4}Os?\b|\bGC\b|\([^)]{0,3}[A-Z]{2,6}[^)]{0,3}\)|\bThey\b|\bISO\b"
)
"""What a sentence must hold for the reader to look at it (Rust regex; a superset of what any rule needs)."""


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
            rows.extend((current, *row) for row in _officers(tuple(filing)))
            current, filing = accession_number, []
        filing.append((number, text))
    rows.extend((current, *row) for row in _officers(tuple(filing)))
    return _with_evidence(rows, sentences)


@lru_cache(maxsize=4096)
def _officers(filing: tuple[tuple[int, str], ...]) -> list[tuple[object, ...]]:
    """Kept, because a seventh of the filings say the same word for word as another, mostly the year before's."""
    return [_row(number, officer) for number, officer in enumerate(Filing(filing).officers())]


def _row(number: int, officer: Officer) -> tuple[object, ...]:
    code = officer.role.code
    sources = (officer.years_source, officer.tenure_source, officer.reports_source)
    told = officer.years_source or officer.tenure_source or officer.named
    return (
        number, officer.title, "EXTERNAL" if officer.outside else code, code, officer.years, officer.tenure_years,
        officer.qualifier, officer.scope, officer.certifications, officer.reports_to, officer.role.rule, officer.named.sentence,
        *(value for source in sources for value in _source(source)), told.sentence,
    )  # fmt: skip


def _source(source: Source | None) -> tuple[str, int] | tuple[None, None]:
    return (source.rule, source.sentence) if source else (None, None)


def _with_evidence(rows: list[tuple[object, ...]], sentences: pl.DataFrame) -> pl.DataFrame:
    """The rows with the texts of their sentences."""
    schema = {name: OFFICER_SCHEMA[name] for name in [*_READ, "sentence_number"]}
    officers = pl.DataFrame(rows, schema=schema, orient="row")
    evidence = sentences.select(
        "accession_number", "sentence_number", "concept", "ordinal", "start", "end", evidence=pl.col("text")
    )
    officers = officers.join(
        evidence, on=["accession_number", "sentence_number"], how="left", maintain_order="left"
    )
    for value in _VALUES:
        text = sentences.select("accession_number", pl.col("sentence_number").alias(f"{value}_sentence"),
                                pl.col("text").alias(f"{value}_evidence"))  # fmt: skip
        officers = officers.join(
            text, on=["accession_number", f"{value}_sentence"], how="left", maintain_order="left"
        )
    return officers.select(list(OFFICER_SCHEMA))
