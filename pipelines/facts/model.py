"""The frame of facts: its schema, and the few helpers every reader needs to fill it.

A reader turns one document into rows of `FactFrame`; which source wins where several tell the same fact is
decided elsewhere (`precedence.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import dataframely as dy
import polars as pl

SOURCES = ("instance", "inline", "page", "notes", "item", "section")
"""Sources of facts, best first (see docs/sources.md). `item` is the whole item of a tagged filing, `section` that of an
untagged one: one pseudo-concept, and no filing has both."""

WHOLE = ("item", "section")
"""Sources that give the whole item as one text."""


MAX_FACTS = 20_000
"""Most `cyd` facts of one document; the taxonomy has 21 concepts, the filing with most facts measured has 90."""


class FactFrame(dy.Schema):
    """One row per reported fact.

    `value` is text as a person reads it (NFC, ligatures folded, non-breaking spaces as spaces, paragraphs as
    line breaks); of a flag it is `true` or `false`. `flag` is set for boolean concepts alone. `ordinal` counts
    equal facts in one context from 0. `start` and `end` are byte offsets of the fact's element in `document`,
    where the source has them. `markup_sha256` is the hash of the raw markup between them. The section of an incident
    report whose cover names no date has no period.
    """

    accession_number = dy.String(primary_key=True, regex=r"^\d{10}-\d{2}-\d{6}$")
    cik = dy.Int64(nullable=True)
    concept = dy.String(primary_key=True)
    taxonomy = dy.String(nullable=True)
    period_start = dy.Date(primary_key=True)
    period_end = dy.Date(primary_key=True)
    dimensions = dy.String(primary_key=True)
    ordinal = dy.Int32(primary_key=True, min=0)
    value = dy.String(nullable=True)
    flag = dy.Bool(nullable=True)
    is_nil = dy.Bool()
    lang = dy.String(nullable=True)
    source = dy.String(primary_key=True, regex=f"^({'|'.join(SOURCES)})$")
    document = dy.String(nullable=True)
    document_sha256 = dy.String(nullable=True)
    start = dy.Int64(nullable=True)
    end = dy.Int64(nullable=True)
    markup_sha256 = dy.String(nullable=True)


FACT_SCHEMA = FactFrame.create_empty().schema


@dataclass(frozen=True)
class Reading:
    """What a filing's documents say: `facts` (`FactFrame`), `dei` (cover facts by local name), `rejected`, one
    sentence for each thing that could not be read whole, and `ciks`, the companies that the facts are said to be
    of; none where the documents do not tell."""

    facts: pl.DataFrame
    dei: dict[str, str] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    ciks: frozenset[int] = frozenset()


def fact_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of a reader as a frame with the schema of `FactFrame` (columns left out are null), unvalidated."""
    return pl.DataFrame(
        [{name: row.get(name) for name in FACT_SCHEMA} for row in rows], schema=FACT_SCHEMA, orient="row"
    )


def number_equal_facts(facts: pl.DataFrame) -> pl.DataFrame:
    """Set `ordinal`: 0 for the first fact of a concept in a context of a filing, 1 for the next, in row order."""
    context = ["accession_number", "source", "concept", "period_start", "period_end", "dimensions"]
    return facts.with_columns(pl.int_range(pl.len(), dtype=pl.Int32).over(context).alias("ordinal"))
