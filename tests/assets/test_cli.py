"""The commands that look: each format, each exit code, in this process. Whole runs are in test_end_to_end.py."""

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

import assets.status
from assets import cli
from assets.home import together_in
from pipelines.files import sha256
from pipelines.sample.generate import SAMPLE_MONTHS
from pipelines.settings import Settings
from pipelines.warehouse.read import query
from tests.conftest import Ended

Call = Callable[..., Ended]
NOTES = "sample/files/dera/data/financial-statement-notes-data-sets"


@pytest.fixture
def call(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Call:
    """Call `cyd` in this process, in an empty folder, on the sample's home or another."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, home: Path = sample_home) -> Ended:
        monkeypatch.setenv("CYD_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["cyd", *words])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return Ended(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


def test_a_query_is_printed_in_every_format(call: Call) -> None:
    sql = "SELECT form, count(*) AS filings, list(DISTINCT status ORDER BY status) AS statuses FROM core.filing GROUP BY form ORDER BY form"
    as_json = json.loads(call("sql", sql, "--format", "json").out)
    as_lines = [json.loads(line) for line in call("sql", sql, "--format", "jsonl").out.splitlines()]
    as_rows = list(csv.DictReader(io.StringIO(call("sql", sql, "--format", "csv").out)))
    table = call("sql", sql).out
    assert as_json == as_lines
    assert len(as_json) > 3
    assert [row["form"] for row in as_rows] == [row["form"] for row in as_json]
    assert [json.loads(row["statuses"]) for row in as_rows] == [row["statuses"] for row in as_json]
    assert all(row["form"] in table for row in as_json)


def test_a_query_that_duckdb_refuses_is_one_sentence(call: Call) -> None:
    ended = call("sql", "SELECT '[/red]' FROM nowhere")
    assert (ended.code, ended.out) == (1, "")
    assert "nowhere does not exist" in ended.sentences
    assert len(ended.err.strip().splitlines()) == 1


def test_a_query_changes_nothing(call: Call, sample_home: Path) -> None:
    before = sha256(sample_home / "warehouse.duckdb")
    assert call("sql", "DELETE FROM core.fact").code == 1
    assert sha256(sample_home / "warehouse.duckdb") == before


@pytest.mark.parametrize("words", [("status",), ("sql", "SELECT 1"), ("export",)])
def test_without_a_run_the_sentence_says_to_run(call: Call, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = call(*words, home=tmp_path / "nothing")
    assert ended.code == 1
    assert "cyd run" in ended.sentences
    assert len(ended.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [("nonsense",), ("run", "--unknown"), ("sql",), ("sql", "SELECT 1", "--format", "xml")]
)
def test_wrong_usage_is_exit_code_2(call: Call, words: tuple[str, ...]) -> None:
    ended = call(*words)
    assert ended.code == 2
    assert ended.sentences


def test_a_setting_that_cannot_be_used_is_exit_code_2(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CYD_REQUESTS_PER_SECOND", "50")
    ended = call("status")
    assert ended.code == 2
    assert "CYD_REQUESTS_PER_SECOND" in ended.sentences


def test_the_status_tells_months_counts_and_failures(call: Call) -> None:
    ended = call("status")
    assert ended.code == 0, ended.err
    assert all(month in ended.out for month in SAMPLE_MONTHS)
    assert "published" in ended.out
    failed = json.loads(call("sql", "FROM meta.check_result WHERE NOT passed", "--format", "json").out)
    assert [row["check_name"] for row in failed if row["check_name"] not in ended.out] == []


def test_the_status_shows_what_is_kept_and_a_rollback_moves_warehouse_and_exports(
    call: Call, home: Path
) -> None:
    newest = query(home / "warehouse.duckdb", "FROM meta.load")["load_id"][0]
    earlier = "20260101T000000000000Z"
    kept = home / "publications" / f"{earlier}.duckdb"
    kept.write_bytes((home / "warehouse.duckdb").read_bytes())
    with duckdb.connect(str(kept)) as connection:
        connection.execute("UPDATE meta.load SET load_id = ?", [earlier])
    for words, current in ((("rollback",), earlier), (("rollback", "--to", newest), newest)):
        ended = call(*words, home=home)
        assert (ended.code, ended.sentences) == (0, "")
        assert current in ended.out
        lines = [
            line for line in call("status", home=home).out.splitlines() if line[:1] == "2" and "Z" in line
        ]
        assert [line.split()[0] for line in lines] == [newest, earlier]
        assert [line.split()[0] for line in lines if " current " in line] == [current]
        assert (home / "exports" / "latest").resolve().name == current
    assert call("rollback", home=home).code == 0
    again = call("rollback", home=home)
    assert (again.code, "No earlier publication" in again.sentences) == (1, True)


def test_an_export_goes_to_a_new_or_empty_folder_only(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "out" / "deeper"
    assert call("export", "--to", str(target)).code == 0
    assert (target / "datapackage.json").is_file()
    again = call("export", "--to", str(target))
    assert again.code == 2
    assert "not an empty folder" in again.sentences


def test_an_export_without_a_folder_goes_to_the_home(call: Call, home: Path) -> None:
    ended = call("export", home=home)
    assert ended.code == 0
    assert Path(ended.out.strip()) == (home / "exports" / "latest").resolve()


def test_an_archive_is_read_as_facts(call: Call, sample_home: Path, tmp_path: Path) -> None:
    archive = sample_home / NOTES / "2026_03_notes.zip"
    output = tmp_path / "facts.csv"
    lines = call("read", str(archive), "--format", "jsonl")
    assert lines.code == 0
    rows = [json.loads(line) for line in lines.out.splitlines()]
    assert {row["source"] for row in rows} == {"notes"}
    assert call("read", str(archive), "--format", "csv", "--output", str(output)).out == ""
    assert pl.read_csv(output, infer_schema=False).height == len(rows)


def test_an_archive_is_read_as_one_object_a_filing(call: Call, sample_home: Path) -> None:
    archive = sample_home / NOTES / "2026_03_notes.zip"
    ended = call("read", str(archive), "--metrics", "--format", "jsonl")
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert len({row["accession_number"] for row in rows}) == len(rows) > 3
    assert all(("oversight_structure" in row or "kinds" in row) and "evidence" in row for row in rows)
    table = call("read", str(archive), "--metrics")
    assert table.code == 0
    assert rows[0]["accession_number"] in table.out


def test_a_document_that_cannot_be_read_is_one_sentence(call: Call, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    ended = call("read", str(broken))
    assert ended.code == 1
    assert "broken.zip" in ended.sentences
    missing = call("read", str(tmp_path / "missing.htm"))
    assert missing.code == 1
    assert "is not a file" in missing.sentences


def test_an_unexpected_error_is_one_line_and_its_trace_is_kept(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_settings: object) -> None:
        raise RuntimeError("two lines\nof [/words]")

    monkeypatch.setattr(assets.status, "status", fail)
    ended = call("status", home=tmp_path / "home")
    assert ended.code == 1
    assert ended.err.startswith("Unexpected: RuntimeError: two lines of [/words] (details in ")
    assert "Traceback" in (tmp_path / "home" / "cyd-error.log").read_text()


def test_where_the_home_cannot_be_written_to_the_trace_is_kept_elsewhere(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a home that is no folder")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(assets.status, "status", lambda _settings: 1 / 0)
    ended = call("status", home=tmp_path / "file")
    (log,) = tmp_path.glob("cyd-error-*.log")
    assert "ZeroDivisionError" in log.read_text()
    assert str(log) in ended.err.replace("\n", "")
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_rollback_is_refused_while_a_run_is_at_work(call: Call, home: Path) -> None:
    with together_in(Settings(home=home, sample=True)):
        ended = call("rollback", home=home)
    assert (ended.code, "Another run is at work" in ended.sentences) == (1, True)


def test_no_month_at_all_is_no_nightly_run(call: Call, tmp_path: Path) -> None:
    ended = call("run", "--months", "", home=tmp_path / "home")
    assert (ended.code, "write 2025-01" in ended.sentences) == (2, True)


def test_the_status_answers_though_a_file_of_the_lake_is_damaged(call: Call, home: Path) -> None:
    (damaged,) = (home / "lake" / "month=2025-04").glob("filing-*.parquet")
    damaged.write_bytes(b"PAR1 and no more")
    ended = call("status", home=home)
    assert ended.code == 0, ended.err
    assert str(damaged) in ended.out and "run 2025-04 again" in ended.out and "published" in ended.out


def test_an_interrupt_is_exit_code_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assets.status, "status", interrupt)
    assert call("status").code == 130
