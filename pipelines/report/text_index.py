"""Which annual reports hold a word: an index in shards by month of filing and first letters, for the explorer's search.

A report is its place among those of its month, so a night's filings change their own month's shards and no others. Not
here: the texts (`explorer.py`), which the page looks into for phrases and for the sentence that it shows.
"""

from collections.abc import Iterator, Sequence

import polars as pl

WORD = r"(?-u)[a-z0-9][a-z0-9]+"
"""A word of the index; the page cuts what is asked for in the same way."""
GROUPS = ("0123456789", "ab", "c", "de", "fghi", "jklm", "nop", "qr", "s", "tuvwxyz")
"""First letters that share a shard of a month, which is named for the first of them."""

Shard = dict[str, list[int]]
"""By word the places of the reports that hold it, each as its distance from the one before."""


def text_index(texts: pl.DataFrame, reports: Sequence[str]) -> Iterator[tuple[str, Shard]]:
    """`accession_number` and `value` of texts, and the accession numbers of a month's reports in the order of their
    places, to the shard of each of `GROUPS`."""
    places = pl.DataFrame({"accession_number": reports}, {"accession_number": pl.String}).with_row_index(
        "report"
    )
    words = pl.col("value").str.join(" ").str.to_lowercase().str.extract_all(WORD).list.unique()
    held = (
        texts.lazy()
        .join(places.lazy(), on="accession_number")
        .group_by("report")
        .agg(word=words.first())
        .explode("word")
        .drop_nulls()
        .group_by("word")
        .agg(pl.col("report").cast(pl.Int64).sort())
        .with_columns(
            group=pl.col("word")
            .str.head(1)
            .replace_strict({letter: group[0] for group in GROUPS for letter in group}),
            reports=pl.col("report").list.eval(pl.element().diff().fill_null(pl.element())),
        )
        .sort("word")
        .collect()
    )
    by_group = held.partition_by("group", as_dict=True)
    for group in GROUPS:
        rows = by_group.get((group[0],))
        words_of = [] if rows is None else zip(rows["word"], rows["reports"].to_list(), strict=True)
        yield group[0], dict(words_of)
