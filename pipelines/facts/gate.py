"""The gate between readers and the lake: a fact that no table may hold is left out, and told.

One rule a fault, judged fact by fact, so that no document can spoil its month. Not here: reading, and which source
wins.
"""

from datetime import date

import polars as pl

from pipelines.facts.concepts import CONCEPTS, FLAGS
from pipelines.facts.model import FactFrame

EARLIEST, LATEST = date(1993, 1, 1), date(2099, 12, 31)
"""EDGAR began in 1993; a period beyond these days is a slip of the filer's, or damage."""

_TEXTS = [name for name, concept in CONCEPTS.items() if concept.kind == "text"]


def sound_facts(facts: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The facts (`FactFrame`) that every table may hold, and one sentence for each other."""
    own = FactFrame.primary_key()
    silent = pl.col("flag").is_null() & ~pl.col("is_nil")
    rules = [
        ("its filing's accession number is none", ~pl.col("accession_number").str.contains(r"^\d{10}-\d{2}-\d{6}$")),
        ("its concept has no name", ~pl.col("concept").str.contains(r"^[A-Za-z_]\w*$")),
        ("its taxonomy is none", ~pl.col("taxonomy").str.contains(r"^(?:cyd/20\d\d|section)$")),
        ("its period ends before it begins", pl.col("period_end") < pl.col("period_start")),
        (
            "its period is out of range",
            (pl.col("period_start") < EARLIEST) | (pl.col("period_end") > LATEST),
        ),
        ("its number among equal facts is none", pl.col("ordinal") < 0),
        ("its answer is neither true nor false", pl.col("concept").is_in(list(FLAGS)) & silent),
        ("it is a text and has an answer", pl.col("concept").is_in(_TEXTS) & pl.col("flag").is_not_null()),
        ("it repeats a fact before it", ~pl.struct(own).is_first_distinct()),
    ]  # fmt: skip
    reason = pl.coalesce(pl.when(wrong.fill_null(value=False)).then(pl.lit(words)) for words, wrong in rules)
    judged = facts.with_columns(_reason=reason)
    wrong = judged.filter(pl.col("_reason").is_not_null())
    told = [
        f"{concept} of {number} ({value!r}) is left out: {words}"
        for concept, number, value, words in wrong.select(
            "concept", "accession_number", pl.col("value").str.slice(0, 40), "_reason"
        ).iter_rows()
    ]
    return judged.filter(pl.col("_reason").is_null()).drop("_reason"), told
