"""Which annual reports hold a word: an index in shards by a word's first two letters, for the explorer's search.

A report is its place in the explorer's index, company by company. Not here: the texts (`explorer.py`), which the page
looks into for phrases and for the sentence that it shows.
"""

from collections.abc import Iterator

import polars as pl

WORD = r"[a-z0-9]{2,}"
"""A word of the index; the page cuts what is asked for in the same way."""
EVERYWHERE = 0.8
"""A word that more than this share of the reports holds narrows nothing: it is left out, and told."""

Shard = dict[str, list[int]]
"""By word the reports that hold it, each as its distance from the one before."""


def text_index(texts: pl.DataFrame, reports: list[str]) -> tuple[list[str], Iterator[tuple[str, Shard]]]:
    """`accession_number` and `value` of all texts, and the accession numbers of the reports in their order, to the
    words that are everywhere, and the shards by their first two letters."""
    places = (
        pl.DataFrame({"accession_number": reports})
        .with_row_index("report")
        .unique("accession_number", keep="first")
    )
    held = (
        texts.lazy()
        .join(places.lazy(), on="accession_number")
        .select("report", word=pl.col("value").str.to_lowercase().str.extract_all(WORD).list.unique())
        .explode("word")
        .drop_nulls()
        .unique()
        .group_by("word")
        .agg(reports=pl.col("report").sort())
        .collect()
    )
    common = pl.col("reports").list.len() > max(EVERYWHERE * len(reports), 5)
    shards = (
        held.filter(~common)
        .with_columns(
            shard=pl.col("word").str.slice(0, 2),
            reports=pl.col("reports").list.eval(
                pl.element().cast(pl.Int64).diff().fill_null(pl.element().cast(pl.Int64))
            ),
        )
        .sort("shard", "word")
    )
    return held.filter(common)["word"].sort().to_list(), _by_shard(shards)


def _by_shard(shards: pl.DataFrame) -> Iterator[tuple[str, Shard]]:
    for (name,), rows in shards.group_by("shard", maintain_order=True):
        yield str(name), dict(zip(rows["word"], rows["reports"].to_list(), strict=True))
