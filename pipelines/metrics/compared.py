"""Filings held against each other, and so not made month by month: what other companies say in the same words
(`shared_sentences`), and what changed since the company's own report before (`compare_filings`).

Not here: measures of one filing (`text_measures.py`), nor what a derived value says of a change (`mart.change`).
"""

import dataframely as dy
import polars as pl

from pipelines.metrics.document import ITEM_CONCEPTS


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


def keyed(sentences: pl.DataFrame) -> pl.DataFrame:
    """A `SentenceFrame` as both comparisons take it, which is half their work: sentences with `key`, the text without
    case, punctuation, blanks, dates and years of the calendar, and `form`, with blanks but without the value of its
    figures."""
    dateless = pl.col("text").str.to_lowercase().str.replace_all(_DATE, "0")
    keyed = sentences.with_columns(key=dateless, form=dateless.str.replace_all(_NUMBER, "0")).with_columns(
        pl.col("key").str.replace_all(r"[^a-z0-9]+", ""),
        pl.col("form").str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars(),
    )
    return keyed.filter(pl.col("key").str.len_chars() > 0)


def shared_sentences(
    sentences: pl.DataFrame, filings: pl.DataFrame, by_key: pl.DataFrame | None = None
) -> pl.DataFrame:
    """`SentenceFrame` of all months (`by_key`: the same, `keyed`), and `filings` (`accession_number`, `cik`, `company_name`), to
    `SharedSentenceFrame`: a row for each filing of both.

    Punctuation, case and the value of figures are left out of the comparison. The funds of one house, a parent and its
    subsidiaries file the same text: companies whose names begin with the same word are one family, whatever a company was
    called before, and what a family shares within itself is not shared.
    """
    family = pl.col("company_name").str.to_lowercase().str.extract(r"([a-z0-9&]{2,})")
    named = pl.coalesce(family, pl.col("cik").cast(pl.String))
    owned = filings.select("accession_number", family=named.min().over("cik"))
    by_key = keyed(sentences) if by_key is None else by_key
    long = by_key.filter(pl.col("form").str.count_matches(" ") >= LEAST_WORDS - 1)
    told = long.select("accession_number", "form").join(owned, on="accession_number")
    elsewhere = told.group_by("form").agg(families=pl.col("family").n_unique()).filter(pl.col("families") > 1)
    counts = (
        told.with_columns(found=pl.col("form").is_in(elsewhere["form"].implode()))
        .group_by("accession_number")
        .agg(compared=pl.len(), shared=pl.col("found").sum())
    )
    whole = owned.select("accession_number").unique().join(
        sentences.select("accession_number").unique(), on="accession_number", how="semi"
    ).join(counts, on="accession_number", how="left").with_columns(pl.col("compared", "shared").fill_null(0))  # fmt: skip
    share = pl.when(pl.col("compared") > 0).then(pl.col("shared") / pl.col("compared"))
    return (
        whole.with_columns(share=share)
        .select(pl.col(name).cast(kind) for name, kind in SHARED_SENTENCE_SCHEMA.items())
        .sort("accession_number")
    )


def compare_filings(
    sentences: pl.DataFrame, filings: pl.DataFrame, by_key: pl.DataFrame | None = None
) -> pl.DataFrame:
    """`SentenceFrame` of all months (`by_key`: the same, `keyed`), and `filings` (`accession_number`, `cik`, `filed`),
    to `ComparisonFrame`.

    A filing is held against the company's last one before it that has sentences; of several filed on one day, the
    order of accession numbers decides. Case, punctuation, dates and years of the calendar are left out of the
    comparison, other figures are not; each sentence counts once.
    """
    by_key = keyed(sentences) if by_key is None else by_key
    told = by_key.unique(["accession_number", "key"], keep="first", maintain_order=True)
    pairs = _pairs(filings, told)
    here = pairs.join(told, on="accession_number")
    there = pairs.join(
        told.rename({"accession_number": "previous_accession_number"}), on="previous_accession_number"
    )
    here, there = _read_alike(here, there), _read_alike(there, here)
    key = ["accession_number", "key"]
    kept = here.join(there, on=key, how="semi").group_by("accession_number").agg(kept=pl.len())
    added, removed = (
        one.join(other, on=key, how="anti").sort("accession_number", "sentence_number")
        for one, other in ((here, there), (there, here))
    )
    frame = pairs.join(kept, on="accession_number", how="left")
    for name, side in (("added", added), ("removed", removed)):
        listed = side.group_by("accession_number").agg(pl.col("text").alias(name))
        frame = frame.join(listed, on="accession_number", how="left")
    frame = frame.join(_figures_changed(added, removed), on="accession_number", how="left")
    frame = frame.with_columns(
        pl.col("kept").fill_null(0),
        *(
            pl.col(name).fill_null(pl.lit([], COMPARISON_SCHEMA[name]))
            for name in ("added", "removed", "figures_changed")
        ),
    )
    both = 2 * pl.col("kept") + pl.col("added").list.len() + pl.col("removed").list.len()
    return (
        frame.with_columns(similarity=2 * pl.col("kept") / both)
        .select(pl.col(name).cast(kind) for name, kind in COMPARISON_SCHEMA.items())
        .sort("accession_number")
    )


def _read_alike(side: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """One side of the pairs without the sentences outside its tags, where the other was read by its tags alone: what
    was not read there is nothing new here."""
    of_item = pl.col("concepts").list.eval(pl.element().is_in(list(ITEM_CONCEPTS)))
    by_tags = other.group_by("accession_number").agg(alone=~of_item.list.any().any())
    tagged = pl.when(~of_item.list.all()).then(True).max().over("accession_number").fill_null(value=False)
    return (
        side.join(by_tags, on="accession_number", how="left", maintain_order="left")
        .filter(~(of_item.list.all() & tagged & pl.col("alone").fill_null(value=False)))
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


def _pairs(filings: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    return (
        filings.select("accession_number", "cik", "filed")
        .unique("accession_number")
        .join(told.select("accession_number").unique(), on="accession_number", how="semi")
        .sort("cik", "filed", "accession_number")
        .with_columns(previous_accession_number=pl.col("accession_number").shift(1).over("cik"))
        .filter(pl.col("previous_accession_number").is_not_null())
        .select("accession_number", "previous_accession_number")
    )
