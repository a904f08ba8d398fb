"""Filings held against each other, and so not made month by month: what other companies say in the same words
(`shared_sentences`), and what changed since the company's own report before (`compare_filings`).

Both read hashes of the sentences, which each month holds (`sentence_keys`), and texts only of what differs. Not here:
measures of one filing (`text_measures.py`), nor what a derived value says of a change (`mart.change`).
"""

import hashlib
from collections.abc import Callable

import dataframely as dy
import polars as pl

from pipelines.metrics.document import ITEM_CONCEPTS


class SentenceKeyFrame(dy.Schema):
    """One row per sentence of a filing, as comparisons take it: the hash of its `key`, the text without case,
    punctuation, blanks, dates and years of the calendar, and of its `form`, with blanks but without the value of its
    figures; both null where nothing is left. `is_long` says whether it has at least `LEAST_WORDS` words, `in_item` and `in_tags`
    whether the item or other tags hold it."""

    accession_number = dy.String(primary_key=True)
    sentence_number = dy.Int32(primary_key=True, min=0)
    key = dy.UInt64(nullable=True)
    form = dy.UInt64(nullable=True)
    is_long = dy.Bool()
    in_item = dy.Bool()
    in_tags = dy.Bool()


class SharedSentenceFrame(dy.Schema):
    """One row per filing: of its sentences of at least `LEAST_WORDS` words, how many the filings of companies of
    another family hold too; `share` is null where it has no such sentence."""

    accession_number = dy.String(primary_key=True)
    compared = dy.Int32(min=0)
    shared = dy.Int32(min=0)
    share = dy.Float64(nullable=True, min=0, max=1)


class ComparisonFrame(dy.Schema):
    """One row per filing that has an earlier one of the same company: the sentences `added` to and `removed` from it,
    in reading order, and the `similarity` of the two (Dice's coefficient: twice the sentences both have over the
    sentences of both), 1 for the same sentences and 0 for none in common.

    `figures_changed` are those of the added and removed sentences that differ in nothing but figures ("over 20 years",
    "over 30 years"), in pairs.
    """

    accession_number = dy.String(primary_key=True)
    previous_accession_number = dy.String()
    similarity = dy.Float64(min=0, max=1)
    kept = dy.Int32(min=0)
    added = dy.List(dy.String())
    removed = dy.List(dy.String())
    figures_changed = dy.List(dy.Struct({"before": dy.String(), "now": dy.String()}))


SENTENCE_KEY_SCHEMA = SentenceKeyFrame.create_empty().schema
SHARED_SENTENCE_SCHEMA = SharedSentenceFrame.create_empty().schema
COMPARISON_SCHEMA = ComparisonFrame.create_empty().schema

LEAST_WORDS = 8
"""Shorter sentences (headings, list items) are alike by chance."""

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = (
    rf"\b(?:{_MONTHS}) \d{{1,2}}\b(?:,? (?:19|20)\d\d\b)?|\b(?:fiscal )?(?:19|20)\d\d\b|\bfiscal year \d\d\b"
)
"""Dates and years of the calendar, in lower case: the next report has others and says the same."""
_NUMBER = (
    r"\d+|\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]?)?(?:one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety)\b"
)


Texts = Callable[[pl.DataFrame], pl.DataFrame]
"""Gives sentences, by `accession_number` and `sentence_number`, their `text`."""


def sentence_keys(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `SentenceKeyFrame`."""
    dateless = pl.col("text").str.to_lowercase().str.replace_all(_DATE, "0")
    words = sentences.select(
        "accession_number", "sentence_number", "concepts",
        key=dateless, form=dateless.str.replace_all(_NUMBER, "0"),
    ).with_columns(
        pl.col("key").str.replace_all(r"[^a-z0-9]+", ""),
        pl.col("form").str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars(),
    )  # fmt: skip
    of_item = pl.col("concepts").list.eval(pl.element().is_in(list(ITEM_CONCEPTS)))
    frame = words.with_columns(
        is_long=pl.col("form").str.count_matches(" ") >= LEAST_WORDS - 1,
        in_item=of_item.list.any(),
        in_tags=~of_item.list.all(),
        **{name: _hashed(words[name]) for name in ("key", "form")},
    )
    return frame.select(pl.col(name).cast(kind) for name, kind in SENTENCE_KEY_SCHEMA.items())


def _hashed(texts: pl.Series) -> pl.Series:
    """64 bits of a hash that is the same in every version of every library: two of a million sentences are taken for
    each other once in forty million lakes."""
    known = {
        text: int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
        for text in texts.unique()
        if text
    }
    return pl.Series(texts.name, [known.get(text) for text in texts], pl.UInt64)


def shared_sentences(keys: pl.DataFrame, filings: pl.DataFrame) -> pl.DataFrame:
    """`SentenceKeyFrame` of all months and `filings` (`accession_number`, `cik`, `company_name`) to
    `SharedSentenceFrame`: a row for each filing of both.

    Punctuation, case and the value of figures are left out of the comparison. The funds of one house, a parent and its
    subsidiaries file the same text: companies whose names begin with the same word are one family, whatever a company was
    called before, and what a family shares within itself is not shared.
    """
    family = pl.col("company_name").str.to_lowercase().str.extract(r"([a-z0-9&]{2,})")
    named = pl.coalesce(family, pl.col("cik").cast(pl.String))
    owned = filings.select("accession_number", family=named.min().over("cik").rank("dense"))
    long = keys.filter(pl.col("is_long") & pl.col("form").is_not_null())
    told = long.select("accession_number", "form").join(owned, on="accession_number")
    elsewhere = told.group_by("form").agg(shared=pl.col("family").min() < pl.col("family").max())
    counts = (
        told.join(elsewhere, on="form")
        .group_by("accession_number")
        .agg(compared=pl.len(), shared=pl.col("shared").sum())
    )
    whole = owned.select("accession_number").unique().join(
        keys.select("accession_number").unique(), on="accession_number", how="semi"
    ).join(counts, on="accession_number", how="left").with_columns(pl.col("compared", "shared").fill_null(0))  # fmt: skip
    share = pl.when(pl.col("compared") > 0).then(pl.col("shared") / pl.col("compared"))
    return (
        whole.with_columns(share=share)
        .select(pl.col(name).cast(kind) for name, kind in SHARED_SENTENCE_SCHEMA.items())
        .sort("accession_number")
    )


def pairs_of(keys: pl.DataFrame, filings: pl.DataFrame) -> pl.DataFrame:
    """`accession_number` and `previous_accession_number` of the filings that are held against an earlier one.

    A filing is held against the company's last one before it that has sentences; of several filed on one day, the
    order of accession numbers decides. `filings` has `accession_number`, `cik`, `filed`.
    """
    told = keys.filter(pl.col("key").is_not_null()).select("accession_number").unique()
    return (
        filings.select("accession_number", "cik", "filed")
        .unique("accession_number")
        .join(told, on="accession_number", how="semi")
        .sort("cik", "filed", "accession_number")
        .with_columns(previous_accession_number=pl.col("accession_number").shift(1).over("cik"))
        .filter(pl.col("previous_accession_number").is_not_null())
        .select("accession_number", "previous_accession_number")
    )


def compare_filings(keys: pl.DataFrame, pairs: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """`SentenceKeyFrame` and some of `pairs_of` it to `ComparisonFrame`; `texts` is asked once.

    Case, punctuation, dates and years of the calendar are left out of the comparison, other figures are not; each
    sentence counts once.
    """
    told = keys.filter(pl.col("key").is_not_null()).unique(
        ["accession_number", "key"], keep="first", maintain_order=True
    )
    of = {"now": "accession_number", "before": "previous_accession_number"}
    here, there = (
        pairs.select("accession_number", filing=column).join(
            told.rename({"accession_number": "filing"}), on="filing"
        )
        for column in of.values()
    )
    here, there = _read_alike(here, there), _read_alike(there, here)
    key = ["accession_number", "key"]
    kept = here.join(there, on=key, how="semi").group_by("accession_number").agg(kept=pl.len())
    sides = {"added": here.join(there, on=key, how="anti"), "removed": there.join(here, on=key, how="anti")}
    both = pl.concat([side.with_columns(side=pl.lit(name)) for name, side in sides.items()])
    both = both.drop("key", "is_long", "in_item", "in_tags")
    wanted = both.select("sentence_number", accession_number="filing").unique()
    both = both.join(
        texts(wanted).rename({"accession_number": "filing"}), on=["filing", "sentence_number"]
    ).sort("accession_number", "sentence_number")
    frame = pairs.join(kept, on="accession_number", how="left")
    added, removed = (both.filter(pl.col("side") == name) for name in sides)
    for name, side in (("added", added), ("removed", removed)):
        listed = side.group_by("accession_number", maintain_order=True).agg(pl.col("text").alias(name))
        frame = frame.join(listed, on="accession_number", how="left")
    frame = frame.join(_figures_changed(added, removed), on="accession_number", how="left")
    frame = frame.with_columns(
        pl.col("kept").fill_null(0),
        *(
            pl.col(name).fill_null(pl.lit([], COMPARISON_SCHEMA[name]))
            for name in ("added", "removed", "figures_changed")
        ),
    )
    of_both = 2 * pl.col("kept") + pl.col("added").list.len() + pl.col("removed").list.len()
    return (
        frame.with_columns(similarity=2 * pl.col("kept") / of_both)
        .select(pl.col(name).cast(kind) for name, kind in COMPARISON_SCHEMA.items())
        .sort("accession_number")
    )


def _read_alike(side: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """One side of the pairs without the sentences outside its tags, where the other was read by its tags alone: what
    was not read there is nothing new here."""
    by_tags = other.group_by("accession_number").agg(alone=~pl.col("in_item").any())
    tagged = pl.col("in_tags").any().over("accession_number")
    return (
        side.join(by_tags, on="accession_number", how="left", maintain_order="left")
        .filter(pl.col("in_tags") | ~tagged | ~pl.col("alone").fill_null(value=False))
        .drop("alone")
    )


def _figures_changed(added: pl.DataFrame, removed: pl.DataFrame) -> pl.DataFrame:
    """The pairs of an added and a removed sentence of one form, each sentence in one pair."""
    form = ["accession_number", "form"]
    now, before = (side.unique(form, keep="first", maintain_order=True) for side in (added, removed))
    paired = now.join(before.select(*form, before="text"), on=form, maintain_order="left")
    return paired.group_by("accession_number", maintain_order=True).agg(
        figures_changed=pl.struct("before", now="text")
    )
