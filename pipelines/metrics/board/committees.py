"""Board committees charged with cybersecurity oversight: one row each, with name, category and evidence.

Not here: how they are told from management's and weighed (`standing.py`), and the structure of a filing as a whole
(`oversight.py`).
"""

import re

import dataframely as dy
import polars as pl

from pipelines.metrics.board.reading import Reading, readings
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

    `name` is as written, without "of the Board"; `category` is the structure it alone would give; the evidence is the
    sentence that charges it by `rule` (or, where none does so plainly, tells that it is informed). `board_rule` says by
    what rule it is the board's, `board_evidence` in which sentence; null where its name alone says so.
    """

    accession_number = dy.String(primary_key=True)
    committee_number = dy.Int32(primary_key=True, min=0)
    name = dy.String()
    category = dy.String(regex=f"^({'|'.join(CATEGORIES)})$")
    rule = dy.String()
    board_rule = dy.String()
    board_evidence = dy.String(nullable=True)


COMMITTEE_SCHEMA = CommitteeFrame.create_empty().schema

_BY_LETTER = {"A": 0, "R": 1, "T": 2, "G": 3, "N": 3}
"""Categories by the letters of an acronym such as ARC, ERC, NGC."""
_BY_WORD = (
    (r"audit\b", 0),
    (r"(?:risks?|erm)\b", 1),
    (r"(?:tech|technolog\w+|cyber\w*|information|infosec|digital|data|privacy|security|it)\b", 2),
    (r"sustainability\b.*\b(?:compliance|operations|safety)\b", 4),
    (r"(?:compliance|operations|safety)\b.*\bsustainability\b", 4),
    (r"(?:nominat\w*|governance|esg|sustainability)\b", 3),
)
"""Categories by the words of a name: the first that is found decides."""


def category_of(name: str) -> str:
    """The structure that a committee of this name alone gives (codebook: by its name, audit before risk)."""
    if name.isupper() and " " not in name:  # an acronym that the text does not explain
        found = (place for letter, place in _BY_LETTER.items() if letter in name[:-1])
    else:
        found = (place for pattern, place in _BY_WORD if re.search(rf"\b{pattern}", name, re.IGNORECASE))
    return CATEGORIES[next(found, -1)]


def derive_committees(sentences: pl.DataFrame, read: list[Reading] | None = None) -> pl.DataFrame:
    """`SentenceFrame` to `CommitteeFrame`; `read` saves reading the same sentences twice (see `readings`)."""
    rows = []
    for reading in readings(sentences) if read is None else read:
        for number, standing in enumerate(reading.charged):
            name, charge = standing.body.name, standing.charge
            sentence, rule = (charge.sentence, charge.rule.name) if charge else (min(standing.named), "named")
            whose, where = standing.whose
            board = reading.rows[where][5] if where is not None else None
            values = (number, name, category_of(name), rule, whose, board)
            rows.append((*reading.evidence(sentence), reading.accession_number, *values))
    return pl.DataFrame(rows, schema=COMMITTEE_SCHEMA, orient="row")
