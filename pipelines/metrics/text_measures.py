"""How a filing's disclosure reads: its length, readability and specificity.

Not here: what it shares with other filings (`compared.py`).
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


TEXT_MEASURE_SCHEMA = TextMeasureFrame.create_empty().schema

_WORD = r"[A-Za-z](?:[A-Za-z'-]*[A-Za-z])?"
_VOWELS = r"[aeiouyAEIOUY]+"
_SILENT = r"[^aeiouyAEIOUY\W\d_]e(?:[^A-Za-z]|$)"
_SYLLABLE_E = r"[^aeiouy\W\d_]le(?:[^A-Za-z]|$)"
_COMPLEX = (
    r"[A-Za-z]*[aeiouyAEIOUY]+[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]+[aeiouyAEIOUY]+"
    r"[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]+(?:[aiouyAIOUY]+|e[A-Za-z]|ea)[A-Za-z]*"
)
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
