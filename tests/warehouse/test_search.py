"""A search finds words by their stems and phrases in a row, best filings first, each with the right sentence."""

import json
import time
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import CydError, SettingsError
from pipelines.metrics.document import sentences
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.search import HIT_SCHEMA, search
from pipelines.warehouse.search_index import SEARCH_SCHEMAS, search_index

from ..conftest import Cyd

TEXTS = {
    "both-in-one": ("10-K", "2025-02-01", "We rehearse. A tabletop exercise simulates ransomware. We sleep."),
    "both-apart": (
        "10-K",
        "2025-02-02",
        "Ransomware worries us. Our tabletop is made of oak. Ransomware again.",
    ),
    "one-often": ("10-K", "2025-02-03", "Ransomware, ransomware, ransomware. " * 5),
    "one-once": ("20-F", "2026-02-04", "Our policies name ransomware. " + "We say nothing of it here. " * 40),
    "stems": ("10-K/A", "2026-02-05", "One policy governs incidental matters. The auditors exercised it."),
    "foreign": ("20-F", "2025-03-01", "Die Prüfung der Größe. Naïve cafés are items. They work 24/7."),
}


WHOLE = "CybersecurityRiskManagementProcessesForAssessingIdentifyingAndManagingThreatsTextBlock"
PART = "CybersecurityRiskRoleOfManagementTextBlock"
FLAG = "CybersecurityRiskManagementThirdPartyEngagedFlag"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of a few filings, with only what a search reads."""
    path = tmp_path_factory.mktemp("search") / "w.duckdb"
    rows: list[dict[str, object]] = []
    for number, (_, _, text) in TEXTS.items():
        for concept, value, dimensions in (
            (WHOLE, "An introduction. " + text, ""),
            (PART, text, ""),
            (FLAG, "true", ""),
        ):
            rows.append(
                {"accession_number": number, "concept": concept, "value": value, "dimensions": dimensions}
                | {"ordinal": 0, "is_nil": False, "period_end": date(2024, 12, 31)}
            )
    facts = pl.DataFrame(rows)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA meta")
        connection.execute(
            "CREATE TABLE core.filing (accession_number VARCHAR, filed DATE, form VARCHAR, company_name VARCHAR, url VARCHAR)"
        )
        for number, (form, filed, _) in TEXTS.items():
            connection.execute(
                "INSERT INTO core.filing VALUES ($n, $f, $form, upper($n), 'https://www.sec.gov/' || $n || '/')",
                {"n": number, "f": filed, "form": form},
            )
        connection.register("facts", facts.to_arrow())
        connection.execute("CREATE TABLE core.fact AS SELECT *, true AS is_primary FROM facts")
        index = search_index([sentences(facts)])
        for file in sql_files("schema"):
            if file.name in {f"meta.{name}" for name in SEARCH_SCHEMAS}:
                name = file.name.removeprefix("meta.")
                connection.register(f"lake_{name}", index[name].to_arrow())
                connection.execute(file.sql)
    return path


def numbers(texts: Path, words: str, **options: object) -> list[str]:
    hits = search(texts, words, **options).hits  # type: ignore[arg-type]
    assert dict(hits.schema) == HIT_SCHEMA
    assert hits["rank"].to_list() == list(range(1, hits.height + 1))
    return hits["accession_number"].to_list()


def test_filings_with_every_word_come_first_and_of_them_those_that_say_all_in_one_sentence(
    texts: Path,
) -> None:
    found = search(texts, "ransomware tabletop")
    assert found.hits["accession_number"].to_list() == ["both-in-one", "both-apart", "one-often", "one-once"]
    assert (found.any_term, found.all_terms) == (4, 2)
    assert found.hits["words_found"].to_list() == [2, 2, 1, 1]
    assert found.hits["words_together"].to_list() == [2, 1, 1, 1]


def test_a_hit_shows_the_sentence_that_holds_the_words_where_it_is_told_most_briefly_and_the_link(
    texts: Path,
) -> None:
    hit = search(texts, "ransomware tabletop").hits.row(0, named=True)
    assert hit["sentence"] == "A tabletop exercise simulates ransomware."
    assert hit["concept"] == PART
    assert hit["url"] == "https://www.sec.gov/both-in-one/"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("policy", {"one-once", "stems"}),
        ("Policies", {"one-once", "stems"}),
        ("exercising", {"both-in-one", "stems"}),
        ("audit", {"stems"}),
        ("incident", {"stems"}),
        ("it", {"one-once", "stems"}),
        ("item", {"foreign"}),
        ("café", {"foreign"}),
        ("PRÜFUNG", {"foreign"}),
        ("größe", {"foreign"}),
        ("24", {"foreign"}),
        ("auditor's", {"stems"}),
        ("true", set()),
        ("introduction zebra", set(TEXTS)),
        ("zebra", set()),
    ],
)
def test_a_word_is_found_by_its_stem_and_within_no_other_word(
    texts: Path, words: str, expected: set[str]
) -> None:
    assert set(numbers(texts, words)) == expected


def test_a_phrase_in_quotes_is_words_in_a_row(texts: Path) -> None:
    assert numbers(texts, '"tabletop exercise"') == ["both-in-one"]
    assert numbers(texts, '"exercise tabletop"') == []
    assert numbers(texts, '"is made of oak"') == ["both-apart"]
    assert numbers(texts, '"ransomware again" ransomware')[0] == "both-apart"


def test_words_of_two_sentences_are_no_phrase(texts: Path) -> None:
    assert numbers(texts, '"exercise simulates"') == ["both-in-one"]
    assert numbers(texts, '"rehearse a tabletop"') == []


def test_form_and_year_of_filing_narrow_a_search_and_its_statistics(texts: Path) -> None:
    assert numbers(texts, "ransomware", form="20-f") == ["one-once"]
    assert set(numbers(texts, "ransomware", year=2025)) == {"both-in-one", "both-apart", "one-often"}
    assert numbers(texts, "ransomware", form="10-K", year=2026) == []
    assert numbers(texts, "policy", form="10-K/A") == ["stems"]
    assert numbers(texts, "ransomware", limit=2) == numbers(texts, "ransomware")[:2]


def test_words_that_stand_everywhere_are_left_out_unless_nothing_else_is_asked(texts: Path) -> None:
    assert (
        search(texts, "the policy of ransomware").all_terms
        == search(texts, "policy ransomware").all_terms
        == 1
    )
    assert numbers(texts, "of") != []


@pytest.mark.parametrize("words", ["", "   ", '""', "?!", " ".join(f"word{n}" for n in range(17))])
def test_nothing_or_too_much_to_search_for_is_said_in_one_sentence(texts: Path, words: str) -> None:
    with pytest.raises(SettingsError):
        search(texts, words)


@pytest.mark.parametrize("words", [r".*", r"(ransomware", "ransomware' OR 1=1 --", "$form", "[a-z]+ \\b"])
def test_marks_of_patterns_and_of_sql_are_no_more_than_marks(texts: Path, words: str) -> None:
    try:
        found = search(texts, words)
    except SettingsError:
        return
    assert found.any_term < len(TEXTS)


def test_a_warehouse_from_before_the_index_says_what_to_do(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "old.duckdb")):
        pass
    with pytest.raises(CydError, match="run `cyd run` first"):
        search(tmp_path / "old.duckdb", "words")


def test_the_index_counts_every_word_of_every_sentence_once(sample_home: Path) -> None:
    """Held against the texts themselves: each word stands where the index says, and none is missing."""
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.sql(
            """
            SELECT s.place, any_value(s.words) AS words, list(w.letters ORDER BY p.place) AS letters,
                any_value(regexp_extract_all(
                    lower(substr(f.value, s."start" + 1, s."end" - s."start")), '[\\p{L}\\p{N}]+')) AS text
            FROM meta.search_posting AS p
            ASOF JOIN meta.search_sentence AS s ON p.place >= s.place
            JOIN meta.search_word AS w ON w.word = p.word
            JOIN core.fact AS f USING (accession_number, concept, ordinal)
            WHERE f.is_primary
            GROUP BY s.place
            """
        ).pl()
    assert found.height > 500
    assert found.filter(pl.col("words") != pl.col("letters").list.len()).is_empty()
    assert found.filter(pl.col("letters") != pl.col("text")).is_empty()


def test_the_index_costs_at_most_a_fifth_and_answers_at_once(real_home: Path) -> None:
    """Two words over all texts: some tenths of a second where nothing else is at work; here held very loosely."""
    path = real_home / "warehouse.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        [(blocks, index)] = connection.execute(
            """
            SELECT (SELECT total_blocks - free_blocks FROM pragma_database_size()), (
                SELECT count(DISTINCT block_id) FROM (
                    FROM pragma_storage_info('meta.search_posting')
                    UNION ALL BY NAME FROM pragma_storage_info('meta.search_sentence')
                    UNION ALL BY NAME FROM pragma_storage_info('meta.search_word')
                )
            )
            """
        ).fetchall()
    assert index / (blocks - index) < 0.2
    began = time.process_time()
    found = search(path, "ransomware tabletop")
    assert found.all_terms > 100 and time.process_time() - began < 2


def test_without_a_warehouse_a_search_says_so(tmp_path: Path) -> None:
    with pytest.raises(CydError, match="run `cyd run` first"):
        search(tmp_path / "none.duckdb", "words")


def test_the_command_prints_lines_for_a_person_and_rows_for_a_program(cyd: Cyd, sample_home: Path) -> None:
    ended = cyd("search", "committee quarterly", "--form", "10-K", "--limit", "3", home=sample_home)
    assert (ended.code, ended.sentences) == (0, "")
    first, *lines = ended.out.splitlines()
    assert "with every word" in first
    assert sum(line.strip().startswith("https://") for line in lines) == 3
    ended = cyd("search", "committee quarterly", "--limit", "2", "--format", "json", home=sample_home)
    hits = json.loads(ended.out)
    assert [hit["rank"] for hit in hits] == [1, 2]
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as connection:
        for hit in hits:
            values = connection.sql(
                "SELECT value FROM core.fact WHERE accession_number = $n AND concept = $c",
                params={"n": hit["accession_number"], "c": hit["concept"]},
            ).pl()
            assert values.select(
                (pl.col("value").str.replace_all(r"\s+", " "))
                .str.contains(hit["sentence"], literal=True)
                .any()
            ).item()
    assert cyd("search", " ", home=sample_home).code == 2
