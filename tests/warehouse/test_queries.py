"""Each question of the cookbook runs, answers in one settled order, and says the same as a count by hand."""

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.header import SqlFile, sql_files
from pipelines.warehouse.read import query
from tests.conftest import Cyd

QUESTIONS = {file.name: file for file in sql_files("queries")}
NOT_IN_THE_SAMPLE = {"amended", "flags_denied"}
"""Questions to which the sample holds no answer."""


def test_there_are_at_least_twenty() -> None:
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("file", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_the_first_line_and_its_answer_comes_in_a_settled_order(
    loaded: Path, file: SqlFile
) -> None:
    assert file.sql.startswith("-- question ")
    with duckdb.connect(str(loaded), read_only=True) as connection:
        answers = []
        for threads in (4, 1):
            connection.execute(f"SET threads = {threads}")
            answers.append(connection.execute(file.sql).fetchall())
    assert answers[0] == answers[1]
    assert bool(answers[0]) == (file.name not in NOT_IN_THE_SAMPLE)


def test_the_command_line_answers_a_question_by_its_name(cyd: Cyd, sample_home: Path) -> None:
    ended = cyd("sql", "--name", "text_changed", "--format", "csv", home=sample_home)
    assert ended.code == 0
    assert ended.out.splitlines()[0].startswith("form,reports,percent_the_same")
    refused = cyd("sql", "--name", "no_such_question", home=sample_home)
    assert refused.code == 2
    assert "text_changed" in refused.sentences


def test_an_amended_answer_is_listed_with_what_it_was(loaded: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.duckdb"
    path.write_bytes(loaded.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "UPDATE core.fact SET flag = NOT flag WHERE concept = 'CybersecurityRiskManagementThirdPartyEngagedFlag'"
            " AND accession_number = (SELECT accession_number FROM core.filing"
            " WHERE form = '10-K/A' AND status = 'tagged')"
        )
    (row,) = query(path, QUESTIONS["amended"].sql).to_dicts()
    assert row["answer"] == "third_party_engaged"
    assert row["before"] is not row["after"]
    assert row["amends"] < row["accession_number"]


def test_what_was_known_at_the_end_of_a_year_counts_every_company_once(loaded: Path) -> None:
    rows = query(loaded, QUESTIONS["as_of"].sql)
    known = query(
        loaded,
        "SELECT count(DISTINCT cik) AS n FROM mart.disclosure WHERE filed <= '2025-12-31' AND status <> 'not_read'",
    )
    assert rows["companies"].sum() == known["n"][0]


def test_the_turned_answers_are_those_of_the_changes(loaded: Path) -> None:
    rows = query(loaded, QUESTIONS["answers_turned"].sql)
    changes = query(loaded, "FROM mart.change WHERE months = 12")
    for column, way in (
        ("to_yes", "no_to_yes"),
        ("to_no", "yes_to_no"),
        ("answered", "came"),
        ("unanswered", "went"),
    ):
        assert rows[way].sum() == changes[column].list.len().sum()
    assert set(rows["reports"]) == {changes.height}
