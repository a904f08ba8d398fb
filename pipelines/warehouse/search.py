"""Full-text search over the published texts: the filings that hold the words, best first, each with its sentence.

Asked of the index that each warehouse carries (`search_index.py`), so it cannot disagree with what is published, and
a publication that is rolled back needs no other one. Words are compared by their stems (Snowball, English).
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import snowballstemmer

from pipelines.errors import CydError, SettingsError
from pipelines.warehouse.read import frame_of, opened

K1, B = 1.2, 0.75
"""Of Okapi BM25, as Lucene sets them: how soon a repeated word counts no more, and how much a long text is held
against its filing."""

SHORTEST_STEM = 4
"""Letters; a shorter word is searched as it stands, or with a plural's ending: `it` is no beginning of `item`."""

MOST_TERMS = 16

ORDER = ("words_found", "words_together", "score", "filed", "accession_number")
DESCENDING = [True, True, True, True, False]
LETTER, BETWEEN = r"[\p{L}\p{N}]", r"[^\p{L}\p{N}]"
WORDS_ONLY = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "to",
        "was",
        "we",
        "were",
        "with",
    ]
)
"""Words that every text holds: left out unless nothing else is asked for, or they stand in quotes."""

HIT_SCHEMA = {
    "rank": pl.Int64,
    "score": pl.Float64,
    "words_found": pl.Int64,
    "words_together": pl.Int64,
    "filed": pl.Date,
    "form": pl.String,
    "company_name": pl.String,
    "sentence": pl.String,
    "concept": pl.String,
    "accession_number": pl.String,
    "url": pl.String,
}
"""One row per filing: its rank, score (BM25), how many of the terms it holds and how many of them the best
sentence, that sentence and the concept in whose text it stands, and the filing's folder at SEC."""


@dataclass(frozen=True)
class Found:
    """The hits, and how many filings hold any, and all, of the terms."""

    hits: pl.DataFrame
    any_term: int
    all_terms: int


def search(
    warehouse: Path, words: str, *, form: str | None = None, year: int | None = None, limit: int = 10
) -> Found:
    """The `limit` best filings for some words or "phrases in quotes", of one form and year of filing where given.

    Filings that hold more of the terms come first, then those that say more of them in one sentence, then those in
    which rarer terms stand in more sentences of shorter texts. Raises SettingsError where nothing is asked for,
    CydError where there is no warehouse, or one that was made before there was an index.
    """
    terms = _terms(words)
    with opened(warehouse) as connection:
        if not connection.execute(HAS_INDEX).fetchall():
            raise CydError("What is published was loaded before it could be searched: run `cyd run` first.")
        filings = frame_of(connection.sql(FILINGS, params={"form": form and form.upper(), "year": year}))
        sentences = frame_of(connection.sql(SENTENCES)).join(
            filings.select("accession_number"), on="accession_number", how="semi", maintain_order="left"
        )
        said = pl.concat(
            _said(_places(connection, term), sentences).with_columns(term=pl.lit(number, pl.Int32))
            for number, term in enumerate(terms)
        )
        weights = _weights(said, len(terms), filings.height)
        ranked = _ranked(said, weights, filings)
        hits = ranked.head(limit).with_row_index("rank", offset=1)
        connection.register("best", hits.select("sentence").to_arrow())
        told = frame_of(connection.sql(TOLD, params={"any": "|".join(_in_a_row(term) for term in terms)}))
    hits = hits.drop("sentence").join(told, on="accession_number", how="left").sort("rank")
    everything = ranked.filter(pl.col("words_found") == len(terms)).height
    return Found(hits.select(*HIT_SCHEMA).cast(HIT_SCHEMA), ranked.height, everything)  # type: ignore[arg-type]


HAS_INDEX = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'meta' AND table_name = 'search_posting'"

FILINGS = """
SELECT accession_number, filed, form, company_name, url, sum(words)::BIGINT AS words
FROM meta.search_sentence
JOIN core.filing USING (accession_number)
WHERE ($form IS NULL OR upper(form) = $form) AND ($year IS NULL OR year(filed) = $year)
GROUP BY ALL
"""
SENTENCES = """
SELECT place AS sentence, place + words AS "end", accession_number FROM meta.search_sentence ORDER BY sentence
"""
PLACES = """
SELECT place
FROM meta.search_posting
WHERE word IN (SELECT word FROM meta.search_word WHERE regexp_full_match(letters, $pattern))
"""

TOLD = """
WITH shown AS (
    SELECT accession_number, any_value(substr(value, place."start" + 1, place."end" - place."start")) AS text
    FROM best
    JOIN meta.search_sentence AS place ON place.place = best.sentence
    JOIN core.fact USING (accession_number, concept, ordinal)
    WHERE regexp_matches(lower(substr(value, place."start" + 1, place."end" - place."start")), $any)
    GROUP BY accession_number
)
SELECT accession_number, trim(regexp_replace(text, '\\s+', ' ', 'g')) AS sentence,
    arg_min(concept, (length(value), concept)) AS concept
FROM shown
JOIN core.fact USING (accession_number)
WHERE is_primary AND contains(value, text)
GROUP BY ALL
"""
"""Where blocks hold one another, a sentence is named with the shortest, which is about it."""


def _places(connection: duckdb.DuckDBPyConnection, term: list[str]) -> pl.DataFrame:
    """The places of a term: a word, or the last one of words in a row."""
    first, *following = (frame_of(connection.sql(PLACES, params={"pattern": pattern})) for pattern in term)
    for places in following:
        first = places.join(first.select(pl.col("place") + 1), on="place", how="semi")
    return first.sort("place")


def _said(places: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """`accession_number` and `sentence` of each of the sentences in which one of the places is."""
    found = places.join_asof(sentences, left_on="place", right_on="sentence", coalesce=False)
    return found.filter(pl.col("place") < pl.col("end")).select("accession_number", "sentence").unique()


def _weights(said: pl.DataFrame, terms: int, filings: int) -> list[float]:
    """Of each term: the fewer filings say it, the more it tells."""
    weights = []
    for number in range(terms):
        of_it = said.filter(pl.col("term") == number)["accession_number"].n_unique()
        weights.append(math.log(1 + (filings - of_it + 0.5) / (of_it + 0.5)))
    return weights


def _ranked(said: pl.DataFrame, weights: list[float], filings: pl.DataFrame) -> pl.DataFrame:
    """The filings in order of rank, each with its best sentence: that with most of the terms, then most of their
    weight, then the first."""
    average = filings["words"].mean() or 1
    weight = pl.DataFrame(
        {"term": range(len(weights)), "weight": weights}, schema_overrides={"term": pl.Int32}
    )
    said = said.join(weight, on="term")
    sentence = said.group_by("accession_number", "sentence").agg(
        together=pl.len(), telling=pl.col("weight").sum()
    )
    sentence = sentence.sort("together", "telling", "sentence", descending=[True, True, False])
    best = sentence.unique("accession_number", keep="first", maintain_order=True)
    times = said.group_by("accession_number", "term").agg(pl.len().alias("times"), pl.col("weight").first())
    times = times.join(filings.select("accession_number", "words"), on="accession_number")
    length = K1 * (1 - B + B * pl.col("words") / average)
    score = (
        times.sort("term")
        .group_by("accession_number")
        .agg(
            score=(pl.col("weight") * pl.col("times") * (K1 + 1) / (pl.col("times") + length)).sum().round(3),
            words_found=pl.len(),
        )
    )
    ranked = score.join(best, on="accession_number").join(filings, on="accession_number")
    return ranked.rename({"together": "words_together"}).sort(*ORDER, descending=DESCENDING)


def _terms(words: str) -> list[list[str]]:
    """Each term as the patterns of its words in lower case: of one word its stem, of a phrase in quotes each."""
    folded = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]s\\b", "", unicodedata.normalize("NFC", words).lower())
    phrases = [re.findall(r"[^\W_]+", phrase) for phrase in re.findall(r'"([^"]*)"', folded)]
    single = re.findall(r"[^\W_]+", re.sub(r'"[^"]*"', " ", folded))
    telling = [word for word in single if word not in WORDS_ONLY]
    asked = [*phrases, *([word] for word in (telling if telling or phrases else single))]
    terms = list(dict.fromkeys(tuple(_word(word) for word in term) for term in asked if term))
    if not terms:
        raise SettingsError('Say what to search for: cyd search "ransomware tabletop".')
    if len(terms) > MOST_TERMS:
        raise SettingsError(f"That are {len(terms)} terms; {MOST_TERMS} can be searched for at once.")
    return [list(term) for term in terms]


def _in_a_row(words: list[str]) -> str:
    """The pattern of whole words with nothing but marks and spaces between them."""
    return f"(?:^|{BETWEEN})" + f"{BETWEEN}+".join(words) + f"(?:$|{BETWEEN})"


def _word(word: str) -> str:
    """Letters and digits only come in, so nothing in a pattern needs to be escaped."""
    stem = snowballstemmer.stemmer("english").stemWord(word)
    if len(stem) < SHORTEST_STEM or not stem.isascii() or any(letter.isdigit() for letter in word):
        return f"{word}(?:s|es)?"
    if stem.endswith("i"):  # policy, policies
        return f"{stem[:-1]}[iy]{LETTER}*"
    return f"{stem}{LETTER}*"
