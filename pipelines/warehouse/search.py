"""Full-text search over the published texts: the filings that hold the words, best first, each with its sentence.

There is no index: all texts of 8,079 filings are read in about two seconds, so nothing can disagree with the warehouse,
and a publication that is rolled back needs no other one. Words are compared by their stems (Snowball, English).
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import snowballstemmer

from pipelines.errors import SettingsError
from pipelines.metrics.document import split_sentences
from pipelines.warehouse.read import opened

K1, B = 1.2, 0.75
"""Of Okapi BM25, as Lucene sets them: how soon a repeated word counts no more, and how much a long text is held
against its filing."""

SHORTEST_STEM = 4
"""Letters; a shorter word is searched as it stands, or with a plural's ending: `it` is no beginning of `item`."""

MOST_TERMS = 16

READ_FOR_SENTENCES = 200
"""Filings whose sentences are looked at: among them, one that says all in one sentence comes first."""

ORDER = ("words_found", "words_together", "score", "filed", "accession_number")
DESCENDING = (True, True, True, True, False)
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
    which rarer terms stand more often in shorter texts. Raises SettingsError where nothing is asked for, CydError
    where there is no warehouse.
    """
    patterns = _patterns(words)
    chosen = {"form": form and form.upper(), "year": year}
    with opened(warehouse) as connection:
        texts = connection.sql(_matching(len(patterns)), params=chosen | _named(patterns)).pl()
        [size] = connection.execute(CORPUS, chosen).fetchall()
        ranked, weights = _ranked(texts, len(patterns), size)
        best = ranked.head(max(limit, READ_FOR_SENTENCES))
        values = connection.sql(VALUES, params={"numbers": best["accession_number"].to_list()}).pl()
    told = _best_sentences(values, patterns, weights)
    hits = best.join(told, on="accession_number", how="left").sort(*ORDER, descending=DESCENDING).head(limit)
    hits = hits.with_row_index("rank", offset=1).select(*HIT_SCHEMA).cast(HIT_SCHEMA)  # type: ignore[arg-type]
    everything = ranked.filter(pl.col("words_found") == len(patterns)).height
    return Found(hits, ranked.height, everything)


TEXTS = """
FROM core.fact
JOIN core.filing USING (accession_number)
WHERE is_primary AND fact.flag IS NULL AND value IS NOT NULL
    AND ($form IS NULL OR upper(filing.form) = $form) AND ($year IS NULL OR year(filing.filed) = $year)
"""

CORPUS = f"""
SELECT count(*), coalesce(avg(longest), 0)
FROM (SELECT max(length(value)) AS longest {TEXTS} GROUP BY accession_number)
"""  # noqa: S608 (our own words)

VALUES = """
SELECT accession_number, concept, value
FROM core.fact
WHERE is_primary AND flag IS NULL AND value IS NOT NULL AND accession_number IN (SELECT unnest($numbers::VARCHAR[]))
ORDER BY accession_number, length(value), concept
"""
"""Shortest first: where blocks hold one another, a sentence is named with the one that is about it."""


def _matching(terms: int) -> str:
    """The query of the filings that hold a term: how often each term stands in the text that holds it most (a block
    often contains another, so sums would count twice), and the length of the longest text that holds any."""
    counts = ", ".join(f"len(regexp_extract_all(lower(value), $term{n})) AS n{n}" for n in range(terms))
    most = ", ".join(f"max(n{n}) AS n{n}" for n in range(terms))
    any_term = " OR ".join(f"regexp_matches(lower(value), $term{n})" for n in range(terms))
    return f"""
        SELECT accession_number, any_value(filed) AS filed, any_value(form) AS form,
            any_value(company_name) AS company_name, any_value(url) AS url, max(letters) AS letters, {most}
        FROM (
            SELECT accession_number, filed, form, company_name, url, length(value) AS letters, {counts}
            {TEXTS} AND ({any_term})
        )
        GROUP BY accession_number
    """  # noqa: S608 (the words are parameters)


def _named(patterns: list[str]) -> dict[str, str]:
    return {f"term{number}": pattern for number, pattern in enumerate(patterns)}


def _ranked(texts: pl.DataFrame, terms: int, size: tuple[int, float]) -> tuple[pl.DataFrame, list[float]]:
    """The filings in order of rank, and the weight of each term."""
    filings, average = size
    score, held, weights = pl.lit(0.0), pl.lit(0), []
    for number in range(terms):
        times = pl.col(f"n{number}")
        with_it = int((texts[f"n{number}"] > 0).sum())
        weight = math.log(1 + (filings - with_it + 0.5) / (with_it + 0.5))
        weights.append(weight)
        length = 1 - B + B * pl.col("letters") / max(average, 1)
        score = score + weight * times * (K1 + 1) / (times + K1 * length)
        held = held + (times > 0).cast(pl.Int64)
    ranked = texts.with_columns(score=score.round(3), words_found=held)
    return ranked.sort("words_found", *ORDER[2:], descending=[True, *DESCENDING[2:]]), weights


def _best_sentences(values: pl.DataFrame, patterns: list[str], weights: list[float]) -> pl.DataFrame:
    """Of each filing the sentence with most of the terms, then most of their weight, then the first of the shortest
    text; its concept, and how many terms it holds."""
    compiled = [
        re.compile(pattern.replace(LETTER, r"[^\W_]").replace(BETWEEN, r"[\W_]")) for pattern in patterns
    ]
    best: dict[str, tuple[tuple[int, float], str, str]] = {}
    for number, concept, value in values.iter_rows():
        for start, end in split_sentences(value):
            low = value[start:end].lower()
            held = [w for term, w in zip(compiled, weights, strict=True) if term.search(low)]
            mark = (len(held), sum(held))
            if number not in best or mark > best[number][0]:
                best[number] = (mark, value[start:end], concept)
    rows = [
        (number, mark[0], " ".join(text.split()), concept) for number, (mark, text, concept) in best.items()
    ]
    columns = {"accession_number": pl.String, "words_together": pl.Int64, "sentence": pl.String}
    return pl.DataFrame(rows, schema=columns | {"concept": pl.String}, orient="row")


def _patterns(words: str) -> list[str]:
    """A pattern of lower-case text for each term: a word by its stem, a phrase in quotes as its words in a row."""
    folded = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]s\\b", "", unicodedata.normalize("NFC", words).lower())
    phrases = [re.findall(r"[^\W_]+", phrase) for phrase in re.findall(r'"([^"]*)"', folded)]
    single = re.findall(r"[^\W_]+", re.sub(r'"[^"]*"', " ", folded))
    telling = [word for word in single if word not in WORDS_ONLY]
    terms = [*phrases, *([word] for word in (telling if telling or phrases else single))]
    patterns = list(dict.fromkeys(_in_a_row(term) for term in terms if term))
    if not patterns:
        raise SettingsError('Say what to search for: cyd search "ransomware tabletop".')
    if len(patterns) > MOST_TERMS:
        raise SettingsError(f"That are {len(patterns)} terms; {MOST_TERMS} can be searched for at once.")
    return patterns


def _in_a_row(words: list[str]) -> str:
    return f"{BETWEEN}+".join(_word(word) for word in words)


def _word(word: str) -> str:
    """Letters and digits only come in, so nothing in a pattern needs to be escaped."""
    start = r"\b" if word[0].isascii() else ""
    stem = snowballstemmer.stemmer("english").stemWord(word)
    if len(stem) < SHORTEST_STEM or not stem.isascii() or any(letter.isdigit() for letter in word):
        return rf"{start}{word}(?:s|es)?\b" if word[-1].isascii() else f"{start}{word}"
    if stem.endswith("i"):  # policy, policies
        return f"{start}{stem[:-1]}[iy]{LETTER}*"
    return f"{start}{stem}{LETTER}*"
