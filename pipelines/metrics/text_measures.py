"""How a filing's disclosure reads: its length, readability and specificity, and how much of it is new.

Per filing: `derive_text_measures`. Over many filings, and so not made month by month: `shared_sentences` (what other
companies say in the same words) and `compare_filings` (what changed since the company's own previous filing).
"""

import dataframely as dy
import polars as pl


class TextMeasureFrame(dy.Schema):
    """One row per filing.

    `words` are runs of letters (a hyphen or apostrophe inside belongs to the word). `flesch_reading_ease` is
    206.835 - 1.015 words/sentences - 84.6 syllables/words (Flesch 1948), `gunning_fog` is
    0.4 (words/sentences + 100 complex words/words) (Gunning 1952), complex being three syllables or more; syllables
    are counted as groups of vowels, a silent final e aside. `specificity` is the frameworks, the roles of officers and
    the figures named, per 100 words. Null where there is no word.
    """

    accession_number = dy.String(primary_key=True)
    words = dy.Int32(min=0)
    sentences = dy.Int32(min=0)
    syllables = dy.Int32(min=0)
    complex_words = dy.Int32(min=0)
    figures = dy.Int32(min=0)
    frameworks = dy.Int32(min=0)
    roles = dy.Int32(min=0)
    flesch_reading_ease = dy.Float64(nullable=True)
    gunning_fog = dy.Float64(nullable=True)
    specificity = dy.Float64(nullable=True)


class SharedSentenceFrame(dy.Schema):
    """One row per filing: of its sentences of at least `LEAST_WORDS` words, how many other companies' filings hold
    too; `share` is null where it has no such sentence."""

    accession_number = dy.String(primary_key=True)
    compared = dy.Int32(min=0)
    shared = dy.Int32(min=0)
    share = dy.Float64(nullable=True, min=0, max=1)


class ComparisonFrame(dy.Schema):
    """One row per filing that has an earlier one of the same company: the sentences `added` to and `removed` from it,
    in reading order, and the `similarity` of the two (Dice's coefficient: twice the sentences both have over the
    sentences of both), 1 for the same sentences and 0 for none in common."""

    accession_number = dy.String(primary_key=True)
    previous_accession_number = dy.String()
    similarity = dy.Float64(min=0, max=1)
    kept = dy.Int32(min=0)
    added = dy.List(dy.String())
    removed = dy.List(dy.String())


TEXT_MEASURE_SCHEMA = TextMeasureFrame.create_empty().schema
SHARED_SENTENCE_SCHEMA = SharedSentenceFrame.create_empty().schema
COMPARISON_SCHEMA = ComparisonFrame.create_empty().schema

LEAST_WORDS = 8
"""Shorter sentences (headings, list items) are alike by chance."""

_WORD = r"[A-Za-z](?:[A-Za-z'-]*[A-Za-z])?"
_VOWELS = r"[aeiouyAEIOUY]+"
_SILENT = r"[^aeiouyAEIOUY\W\d_]e(?:[^A-Za-z]|$)"
_SYLLABLE_E = r"[^aeiouy\W\d_]le(?:[^A-Za-z]|$)"
_COMPLEX = r"[A-Za-z]*[aeiouyAEIOUY]+[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]+[aeiouyAEIOUY]+[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]+(?:[aiouyAIOUY]+|e[A-Za-z]|ea)[A-Za-z]*"
_FIGURE = r"\b\d[\d.,]*\b"


def derive_text_measures(
    sentences: pl.DataFrame, officers: pl.DataFrame, frameworks: pl.DataFrame
) -> pl.DataFrame:
    """`SentenceFrame`, `OfficerFrame` and `FrameworkFrame` of the same filings to `TextMeasureFrame`."""
    text = pl.col("text")
    counts = (
        sentences.lazy()
        .with_columns(
            _words=text.str.count_matches(_WORD),
            _syllables=text.str.count_matches(_VOWELS).cast(pl.Int64)
            - text.str.count_matches(_SILENT)
            + text.str.count_matches(_SYLLABLE_E),
            _complex=text.str.count_matches(_COMPLEX),
            _figures=text.str.count_matches(_FIGURE),
        )
        .group_by("accession_number", maintain_order=True)
        .agg(
            words=pl.col("_words").sum(),
            sentences=pl.len(),
            # No word is without a syllable, whatever its vowels.
            syllables=pl.max_horizontal("_syllables", "_words").sum(),
            complex_words=pl.col("_complex").sum(),
            figures=pl.col("_figures").sum(),
        )
        .collect()
    )
    named = counts.join(
        frameworks.group_by("accession_number").agg(frameworks=pl.len()), on="accession_number", how="left"
    ).join(
        officers.group_by("accession_number").agg(roles=pl.col("role").n_unique()),
        on="accession_number",
        how="left",
    )
    return _measured(named.with_columns(pl.col("frameworks", "roles").fill_null(0)))


def _measured(counts: pl.DataFrame) -> pl.DataFrame:
    some = pl.when(pl.col("words") > 0)
    length = pl.col("words") / pl.col("sentences")
    named = pl.col("frameworks") + pl.col("roles") + pl.col("figures")
    return counts.with_columns(
        flesch_reading_ease=some.then(
            206.835 - 1.015 * length - 84.6 * pl.col("syllables") / pl.col("words")
        ),
        gunning_fog=some.then(0.4 * (length + 100 * pl.col("complex_words") / pl.col("words"))),
        specificity=some.then(100 * named / pl.col("words")),
    ).select(pl.col(name).cast(kind) for name, kind in TEXT_MEASURE_SCHEMA.items())


def _keyed(sentences: pl.DataFrame) -> pl.DataFrame:
    """Sentences with `key`: the text without case, punctuation and the value of its figures (a new year's date
    makes no new sentence)."""
    text = pl.col("text").str.to_lowercase().str.replace_all(r"\d+", "0").str.replace_all(r"[^a-z0]+", " ")
    return sentences.with_columns(key=text.str.strip_chars()).filter(pl.col("key").str.len_chars() > 0)


def shared_sentences(sentences: pl.DataFrame, filings: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` of all months, and `filings` (`accession_number`, `cik`), to `SharedSentenceFrame`: a row for
    each filing of both. Punctuation, case and the value of figures are left out of the comparison."""
    owned = filings.select("accession_number", "cik")
    long = _keyed(sentences).filter(pl.col("key").str.count_matches(" ") >= LEAST_WORDS - 1)
    keyed = long.select("accession_number", "key").join(owned, on="accession_number")
    elsewhere = keyed.group_by("key").agg(companies=pl.col("cik").n_unique()).filter(pl.col("companies") > 1)
    counts = (
        keyed.with_columns(found=pl.col("key").is_in(elsewhere["key"].implode()))
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


def compare_filings(sentences: pl.DataFrame, filings: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` of all months, and `filings` (`accession_number`, `cik`, `filed`), to `ComparisonFrame`.

    A filing is held against the company's last one before it that has sentences; of several filed on one day, the
    order of accession numbers decides. Sentences are compared as in `shared_sentences`, each counted once.
    """
    keyed = _keyed(sentences).unique(["accession_number", "key"], keep="first", maintain_order=True)
    pairs = _pairs(filings, keyed)
    here = pairs.join(keyed, on="accession_number")
    there = pairs.join(
        keyed.rename({"accession_number": "previous_accession_number"}), on="previous_accession_number"
    )
    key = ["accession_number", "key"]
    kept = here.join(there, on=key, how="semi").group_by("accession_number").agg(kept=pl.len())
    sides = [
        one.join(other, on=key, how="anti")
        .sort("accession_number", "sentence_number")
        .group_by("accession_number")
        .agg(pl.col("text").alias(name))
        for name, one, other in (("added", here, there), ("removed", there, here))
    ]
    frame = pairs.join(kept, on="accession_number", how="left")
    for side in sides:
        frame = frame.join(side, on="accession_number", how="left")
    none = pl.lit([], dtype=pl.List(pl.String))
    frame = frame.with_columns(pl.col("kept").fill_null(0), pl.col("added", "removed").fill_null(none))
    both = 2 * pl.col("kept") + pl.col("added").list.len() + pl.col("removed").list.len()
    return (
        frame.with_columns(similarity=2 * pl.col("kept") / both)
        .select(pl.col(name).cast(kind) for name, kind in COMPARISON_SCHEMA.items())
        .sort("accession_number")
    )


def _pairs(filings: pl.DataFrame, keyed: pl.DataFrame) -> pl.DataFrame:
    return (
        filings.select("accession_number", "cik", "filed")
        .unique("accession_number")
        .join(keyed.select("accession_number").unique(), on="accession_number", how="semi")
        .sort("cik", "filed", "accession_number")
        .with_columns(previous_accession_number=pl.col("accession_number").shift(1).over("cik"))
        .filter(pl.col("previous_accession_number").is_not_null())
        .select("accession_number", "previous_accession_number")
    )
