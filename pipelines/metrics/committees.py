"""Board committees charged with cybersecurity oversight: one row each, with name, category and evidence.

Not here: how they are told from management's and weighed (`committee_standing.py`), and the structure of a
filing as a whole (`oversight.py`).
"""

import re

import dataframely as dy
import polars as pl

from pipelines.metrics.board_reading import Reading, readings
from pipelines.metrics.document import Evidence

CATEGORIES = (
    "audit_committee",
    "risk_committee",
    "technology_committee",
    "governance_committee",
    "other_committee",
)
"""Codes that one committee alone gives a filing's oversight structure."""


class CommitteeFrame(Evidence):
    """One row per board committee charged with cybersecurity oversight in a filing, in order of appearance.

    `name` is as written, without "of the Board"; `category` is the structure it alone would give; the
    evidence is the sentence that charges it (or, where none does so plainly, tells that it is informed).
    """

    accession_number = dy.String(primary_key=True)
    committee_number = dy.Int32(primary_key=True, min=0)
    name = dy.String()
    category = dy.String(regex=f"^({'|'.join(CATEGORIES)})$")


COMMITTEE_SCHEMA = CommitteeFrame.create_empty().schema


_BY_LETTER = (
    ("A", "audit_committee"),
    ("R", "risk_committee"),
    ("T", "technology_committee"),
    ("G", "governance_committee"),
    ("N", "governance_committee"),
)
"""Categories by the letters of an acronym such as ARC, ERC, NGC."""


_BY_WORD = tuple(
    (re.compile(pattern, re.IGNORECASE), category)
    for pattern, category in (
        (r"\baudit\b", "audit_committee"),
        (r"\brisks?\b|\berm\b", "risk_committee"),
        (
            r"\b(?:tech|technolog\w+|cyber\w*|information|infosec|digital|data|privacy|security|(?-i:IT))\b",
            "technology_committee",
        ),
        (r"\bsustainability\b.*\b(?:compliance|operations|safety)\b", "other_committee"),
        (r"\b(?:compliance|operations|safety)\b.*\bsustainability\b", "other_committee"),
        (r"\b(?:nominat\w*|governance|esg|sustainability)\b", "governance_committee"),
    )
)
"""Categories by the words of a name: the first that is found decides."""


def category_of(name: str) -> str:
    """The structure that a committee of this name alone gives (codebook: by its name, audit before risk)."""
    if name.isupper() and " " not in name:  # an acronym that the text does not explain
        found = (category for letter, category in _BY_LETTER if letter in name[:-1])
    else:
        found = (category for pattern, category in _BY_WORD if pattern.search(name))
    return next(found, "other_committee")


def derive_committees(sentences: pl.DataFrame, read: list[Reading] | None = None) -> pl.DataFrame:
    """`SentenceFrame` to `CommitteeFrame`; `read` saves reading the same sentences twice (see `readings`)."""
    rows = []
    for reading in readings(sentences) if read is None else read:
        for number, standing in enumerate(reading.charged):
            name = standing.body.name
            rows.append(
                (
                    *reading.evidence(standing.sentence),
                    reading.accession_number,
                    number,
                    name,
                    category_of(name),
                )
            )
    return pl.DataFrame(rows, schema=COMMITTEE_SCHEMA, orient="row")
