"""An entry tells a filing in few words, and cuts what it quotes where a reader would."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.exports.entries import EXCERPT_CHARACTERS, Entry, clean, disclosures, excerpt, incidents

from .changed import changed


@pytest.fixture
def connection(warehouses: list[Path], tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with changed(warehouses[0], tmp_path / "w.duckdb") as connection:
        yield connection


def newest(connection: duckdb.DuckDBPyConnection) -> tuple[Entry, dict[str, str]]:
    """The newest incident that is tagged, and its lines by heading."""
    entry = next(one for one in incidents(connection, 9) if one.accession_number == "0002999001-26-000019")
    return entry, dict(entry.lines)


def test_an_excerpt_ends_with_a_sentence_or_a_word_and_is_never_too_long() -> None:
    assert excerpt(" One  line.\n Two. ") == "One line. Two."
    assert excerpt("A first sentence. And a second one.", 25) == "A first sentence. …"
    assert excerpt("one two three four five", 12) == "one two …"
    assert excerpt("x" * 50, 10) == "x" * 8 + " …"
    for most in range(5, 60):
        assert len(excerpt("Dr. Who, of the board; met twice. It met again in 2025, at noon.", most)) <= most


def test_what_cannot_be_seen_or_turns_the_reading_direction_is_replaced() -> None:
    assert clean("a\x00b\x1b[c\u202ed\ufffee\x85f") == "a\ufffdb\ufffd[c\ufffdd\ufffde\ufffdf"
    assert clean("Müller & 中文 \N{LOCK} <b>\n") == "Müller & 中文 \N{LOCK} <b>\n"


def test_a_passage_that_is_tagged_as_several_parts_is_told_once(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute(
        "UPDATE core.incident SET nature = 'It was found. It was mended.', scope = 'It was found.'"
    )
    connection.execute("UPDATE core.incident SET timing = 'on May 1', impact = NULL, undetermined = '  '")
    _, lines = newest(connection)
    assert list(lines) == ["Incident", "Nature", "Timing", "Material impact"]
    assert lines["Timing"] == "… on May 1", "it begins in the middle of a sentence"


def test_the_items_heading_is_left_out(connection: duckdb.DuckDBPyConnection) -> None:
    heading = "Item 1.05 Material Cybersecurity Incidents."
    connection.execute("UPDATE core.incident SET nature = ?", [f"{heading} On May 1, it came."])
    assert newest(connection)[1]["Nature"] == "On May 1, it came."
    connection.execute("UPDATE core.incident SET nature = ?", [heading])
    assert newest(connection)[1]["Nature"] == heading, "but for a text that is nothing else"


@pytest.mark.parametrize(
    ("stated", "words"),
    [(True, "said to be material"), (False, "said not to be material"), (None, "not said, or left open")],
)
def test_what_is_said_of_a_material_impact_is_told(
    connection: duckdb.DuckDBPyConnection, stated: bool | None, words: str
) -> None:
    connection.execute("UPDATE core.incident SET material_impact_stated = ?", [stated])
    assert newest(connection)[1]["Material impact"].startswith(words)


def test_a_report_that_was_not_read_is_not_said_to_say_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "UPDATE core.incident SET nature = NULL, scope = NULL, timing = NULL, impact = NULL, undetermined = NULL,"
        " section_text = NULL, kinds = []"
    )
    assert newest(connection)[1] == {"Report": "its text was not read"}


def test_an_amendment_says_so_and_names_the_report_that_it_amends(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    amended = {entry.accession_number: entry for entry in incidents(connection, 99)}["0002999001-25-000058"]
    assert amended.title == "Incident, amended: JACKDAW GAMES INC (JKDW), 8-K/A"
    assert amended.amends == "0002999001-25-000045"


def test_officers_are_named_once_with_the_years_of_one_person(connection: duckdb.DuckDBPyConnection) -> None:
    entry = disclosures(connection, 1)[0]
    number = entry.accession_number
    connection.execute("DELETE FROM core.officer WHERE accession_number = ?", [number])
    for row in (
        ("CISO", 20, "individual", "CISO"),
        ("ciso", 22, "each", "CISO"),
        ("CIO", 90, "combined", "CIO"),
        ("security team", 9, "each", "TEAM"),
    ):
        connection.execute(
            "INSERT INTO core.officer (accession_number, officer_number, title, years, scope, role) SELECT $1,"
            " (SELECT count(*) FROM core.officer WHERE accession_number = $1), $2, $3, $4, $5",
            [number, *row],
        )
    lines = dict(disclosures(connection, 1)[0].lines)
    assert lines["Officers"] == "CISO, 22 years of experience; CIO"
    assert len(lines["Text"]) <= EXCERPT_CHARACTERS


def test_a_name_without_letters_is_told_by_its_number(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE core.filing SET company_name = ' '")
    assert newest(connection)[0].company.startswith("CIK 29")
