"""What goes wrong in a whole run is one sentence and an exit code, and what is published stays as it was."""

import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.sample.server import serve
from pipelines.warehouse.read import query

from .conftest import LONGEST_RUN_SECONDS, Cyd, command, environment, sha256
from .runs import NOTES, TODAY, break_archive, is_one_sentence, months_published, whole_warehouse


def test_without_an_identity_sec_is_not_asked_and_the_exit_code_is_2(cyd: Cyd, tmp_path: Path) -> None:
    ended = cyd("run", "--months", "2025-01", home=tmp_path / "home")
    assert ended.code == 2
    assert is_one_sentence(ended, "CYD_IDENTITY")
    assert not (tmp_path / "home" / "warehouse.duckdb").exists()


def test_a_source_that_cannot_be_reached_is_one_sentence_and_publishes_nothing(cyd: Cyd, april: Path) -> None:
    before = sha256(april / "warehouse.duckdb")
    ended = cyd("run", "--months", "2025-05", *TODAY, home=april, CYD_EDGAR_URL="http://127.0.0.1:9")
    assert ended.code == 1
    assert is_one_sentence(ended, "cannot be reached", "http://127.0.0.1:9")
    assert sha256(april / "warehouse.duckdb") == before


def test_a_mirror_without_a_single_filing_is_not_published(cyd: Cyd, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ended = cyd("run", "--months", "2025-01", home=tmp_path / "home", CYD_EDGAR_URL=empty.as_uri())
    assert ended.code == 1
    assert is_one_sentence(ended, "filing_any")
    assert not (tmp_path / "home" / "warehouse.duckdb").exists()


def test_a_run_that_fails_its_audit_is_told_by_name_with_the_first_row_and_publishes_nothing(
    cyd: Cyd, april: Path, mirror: Path
) -> None:
    before = whole_warehouse(april)
    shutil.rmtree(april / "raw")
    shutil.rmtree(mirror / "Archives/edgar/data")  # the source has lost nearly all of what it had
    archive = mirror / NOTES / "2025_04_notes.zip"
    with zipfile.ZipFile(archive) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    members["txt.tsv"] = members["txt.tsv"].partition(b"\n")[0] + b"\n"
    with zipfile.ZipFile(archive, "w") as emptied:
        for name, data in members.items():
            emptied.writestr(name, data)
    ended = cyd("run", "--months", "2025-04", *TODAY, home=april, CYD_EDGAR_URL=mirror.as_uri())
    assert ended.code == 1
    assert is_one_sentence(ended, "Not published", "facts_vanished (facts_before: ", "still_here: 0")
    assert whole_warehouse(april) == before


def test_a_corrupt_archive_stops_no_month_and_is_told_and_after_its_repair_the_next_run_reads_it(
    cyd: Cyd, april: Path, mirror: Path
) -> None:
    archive = mirror / NOTES / "2026_03_notes.zip"
    whole = break_archive(archive)
    words = ("run", "--months", "2026-03", *TODAY)
    ended = cyd(*words, "-v", home=april, CYD_EDGAR_URL=mirror.as_uri())
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    assert "could not be read" in ended.out
    assert "archive_failed, first row: {" in ended.out and "2026_03_notes.zip" in ended.out
    assert "reading the documents of" in ended.err and "publishing" in ended.err
    failed = query(
        april / "warehouse.duckdb", "SELECT path FROM meta.source_document WHERE status = 'failed'"
    )
    assert f"{NOTES}/2026_03_notes.zip" in failed["path"].to_list()
    assert months_published(april) == ["2025-04", "2026-03"]
    in_archive = "SELECT count(*) AS filings FROM core.filing WHERE in_archive AND filed >= '2026-03-01'"
    assert query(april / "warehouse.duckdb", in_archive).item() == 0
    archive.write_bytes(whole)
    ended = cyd(*words, "-q", home=april, CYD_EDGAR_URL=mirror.as_uri())
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert query(april / "warehouse.duckdb", in_archive).item() > 0


def test_a_block_page_with_status_200_is_one_sentence_and_the_next_run_completes(
    cyd: Cyd, april: Path, mirror: Path
) -> None:
    before = sha256(april / "warehouse.duckdb")
    words = ("run", "--months", "2026-03", *TODAY)
    with serve(mirror) as server:
        server.fault("*_notes.zip", "block", times=100)
        ended = cyd(*words, home=april, CYD_EDGAR_URL=server.url)
        assert ended.code == 1
        assert is_one_sentence(ended, "refuses")
        assert sha256(april / "warehouse.duckdb") == before
        asked = [path for path in server.paths() if path.endswith(".zip")]
        assert len(asked) == 1, "asking on prolongs a block"
        server.faults.clear()
        ended = cyd(*words, home=april, CYD_EDGAR_URL=server.url)
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    assert months_published(april) == ["2025-04", "2026-03"]


def test_the_sample_and_real_filings_do_not_share_a_home(cyd: Cyd, home: Path, mirror: Path) -> None:
    ended = cyd("run", home=home, CYD_EDGAR_URL=mirror.as_uri())
    assert ended.code == 2
    assert is_one_sentence(ended, "synthetic sample", "CYD_HOME")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--months", "2031-01"), "has not begun"),
        (("--today", "2020-01-01"), "2023-12"),
        (("--months", "last month"), "write 2025-01"),
        (("--months", "2025-03..2025-01"), "ends before it begins"),
    ],
)
def test_months_that_cannot_be_run_are_a_usage_error(
    cyd: Cyd, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    ended = cyd("run", *words, home=tmp_path / "home", CYD_EDGAR_URL=tmp_path.as_uri())
    assert ended.code == 2
    assert is_one_sentence(ended, told)


def test_an_unexpected_error_is_one_line_and_its_trace_is_kept(cyd: Cyd, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "dagster" / "dagster.yaml").mkdir(parents=True)  # a folder where a file belongs
    ended = cyd("run", "--sample", home=home)
    assert ended.code == 1
    assert len(ended.sentences.strip().splitlines()) == 1
    assert "Unexpected" in ended.err
    assert "Traceback" in (home / "cyd-error.log").read_text()


@pytest.fixture
def waiting_run(april: Path, mirror: Path, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start a run whose source answers so slowly that it is at work when the test goes on."""
    with serve(mirror) as server:
        server.fault("*_notes.zip", "slow", times=9, seconds=60)
        processes = []

        def start() -> subprocess.Popen[str]:
            process = subprocess.Popen(
                command("run", "--months", "2026-03", *TODAY),
                env=environment(april, {"CYD_EDGAR_URL": server.url}),
                cwd=tmp_path,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            processes.append(process)
            deadline = time.monotonic() + LONGEST_RUN_SECONDS
            while not any(fault.times < 9 for fault in server.faults) and process.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            return process

        yield start
        for process in processes:
            process.kill()
            process.wait()


def test_a_second_run_on_the_same_home_is_refused_while_the_first_works(
    cyd: Cyd, april: Path, mirror: Path, waiting_run: Callable[[], subprocess.Popen[str]]
) -> None:
    first = waiting_run()
    ended = cyd("run", "--months", "2026-03", *TODAY, home=april, CYD_EDGAR_URL=mirror.as_uri())
    assert first.poll() is None
    assert ended.code == 1
    assert is_one_sentence(ended, "Another run")


def test_an_interrupted_run_says_that_nothing_was_lost(
    april: Path, waiting_run: Callable[[], subprocess.Popen[str]]
) -> None:
    before = whole_warehouse(april)
    process = waiting_run()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=LONGEST_RUN_SECONDS)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "what was published is as it was" in err
    assert whole_warehouse(april) == before
