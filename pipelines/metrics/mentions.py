"""The first mention of each code in each filing: what frameworks, certificates and third parties share.

Not here: which phrases are mentions (`rules/*.toml`), what is said of one (`language/context.py`), and what that
means (the question's own module).
"""

from collections.abc import Callable

import polars as pl

from pipelines.metrics.language.context import Mentions, Said
from pipelines.metrics.language.rules import Found

EVIDENCE_COLUMNS = ("sentence_number", "concept", "ordinal", "start", "end", "evidence")

Judge = Callable[[Found, list[Said]], tuple[str | None, ...] | None]
"""Gives the values of a mention, its code first, or None where it does not count."""


def first_mentions(
    sentences: pl.DataFrame, mentions: Mentions, judge: Judge, columns: tuple[str, ...], schema: pl.Schema
) -> pl.DataFrame:
    """`SentenceFrame` to a frame of `schema`: per filing and code the first mention that counts, with the `columns`
    that the judge gives, its rule and its evidence. Each distinct sentence is read once."""
    texts = sentences.rename({"text": "evidence"})
    read = [
        (text, *values, mention.rule.name)
        for text, candidates in mentions.names.over(texts["evidence"])
        for mention, said in mentions.find(text, candidates)
        if (values := judge(mention, said)) is not None
    ]
    found = pl.DataFrame(read, dict.fromkeys(("evidence", *columns, "rule"), pl.String), orient="row")
    return (
        texts.join(found, on="evidence", maintain_order="left_right")
        .unique(["accession_number", columns[0]], keep="first", maintain_order=True)
        .select(pl.col(name).cast(kind) for name, kind in schema.items())
    )
