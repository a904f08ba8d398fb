"""Whole runs as a person starts them: what goes wrong is one sentence and an exit code, what is published stays
whole, and running again changes nothing. Single parts are tested where they live."""

import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.sample.generate import write_sample
from pipelines.sample.server import serve
from pipelines.warehouse.read import query

from .conftest import LONGEST_RUN_SECONDS, ROOT, Cyd, Ended, command, environment, made_once, sha256

TODAY = ("--today", "2026-04-06")
"""The day at which the sample stands."""
NOTES = "files/dera/data/financial-statement-notes-data-sets"
RUN_AGAIN = ("run", "--sample", "--months", "2026-03")


@pytest.fixture(scope="session")
def mirror_home(shared_folder: Path) -> Path:
    """A home that was filled from a mirror with the filings of April 2025; never to be changed."""

    def make(home: Path) -> None:
        mirror = home.with_name("mirror-of-april")
        write_sample(mirror)
        done = subprocess.run(
            command("run", "--months", "2025-04", *TODAY),
            env=environment(home, {"CYD_EDGAR_URL": mirror.as_uri()}),
            cwd=home,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return made_once(shared_folder / "mirror-home", make)


@pytest.fixture
def april(mirror_home: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    copy = tmp_path / "april"
    shutil.copytree(mirror_home, copy, symlinks=True)
    return copy


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A mirror that the test may break."""
    write_sample(tmp_path / "mirror")
    return tmp_path / "mirror"


def is_one_sentence(ended: Ended, *words: str) -> bool:
    """Whether standard error is one line that ends as a sentence does and holds the words."""
    lines = ended.sentences.strip().splitlines()
    assert len(lines) == 1, ended.err
    assert all(word in lines[0] for word in words), lines[0]
    return lines[0].endswith(".")


def months_published(home: Path) -> list[str]:
    rows = query(
        home / "warehouse.duckdb", "SELECT DISTINCT strftime(filed, '%Y-%m') AS m FROM core.filing ORDER BY m"
    )
    return rows["m"].to_list()


def break_archive(path: Path) -> bytes:
    """Flip bytes in the middle of the archive's largest member; the archive's end, and so its list, stays whole."""
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        member = max(archive.infolist(), key=lambda info: info.compress_size)
    middle = member.header_offset + 60 + member.compress_size // 2
    path.write_bytes(
        whole[:middle] + bytes(255 - byte for byte in whole[middle : middle + 40]) + whole[middle + 40 :]
    )
    return whole


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


def test_a_corrupt_archive_is_one_sentence_and_after_its_repair_the_next_run_completes(
    cyd: Cyd, april: Path, mirror: Path
) -> None:
    before = sha256(april / "warehouse.duckdb")
    archive = mirror / NOTES / "2026_03_notes.zip"
    whole = break_archive(archive)
    words = ("run", "--months", "2026-03", *TODAY)
    ended = cyd(*words, home=april, CYD_EDGAR_URL=mirror.as_uri())
    assert ended.code == 1
    assert is_one_sentence(ended, "2026_03_notes.zip", "fetches it again")
    assert sha256(april / "warehouse.duckdb") == before
    archive.write_bytes(whole)
    ended = cyd(*words, home=april, CYD_EDGAR_URL=mirror.as_uri())
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    assert months_published(april) == ["2025-04", "2026-03"]


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


def test_a_failed_check_is_told_by_name_and_publishes_nothing(cyd: Cyd, home: Path) -> None:
    before = sha256(home / "warehouse.duckdb")
    for month in ("2025-01", "2025-02", "2025-03"):  # all that tells of the first quarter's archive
        shutil.rmtree(home / "lake" / "notes_document" / f"month={month}")
    ended = cyd(*RUN_AGAIN, home=home)
    assert ended.code == 1
    assert is_one_sentence(ended, "fact_document")
    assert sha256(home / "warehouse.duckdb") == before
    candidate = next((home / "candidates").glob("*.duckdb"))
    assert query(candidate, "FROM meta.check_result WHERE check_name = 'fact_document'")["rows"][0] > 0


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


SNAPSHOT = """
SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
WHERE table_schema IN ('core', 'mart') ORDER BY name
"""


def tables_of(home: Path) -> dict[str, pl.DataFrame]:
    """Every table and view of a home's published warehouse but those that tell of the run."""
    path = home / "warehouse.duckdb"
    return {name: query(path, f"FROM {name} ORDER BY ALL") for name in query(path, SNAPSHOT)["name"]}


def files_of(home: Path) -> dict[str, str]:
    """The hash of every exported file."""
    folder = (home / "exports" / "latest").resolve()
    return {file.name: sha256(file) for file in sorted(folder.iterdir())}


def test_a_second_run_changes_no_row_and_no_exported_byte(cyd: Cyd, home: Path) -> None:
    tables, files = tables_of(home), files_of(home)
    assert len(tables) > 8
    assert sum(frame.height for frame in tables.values()) > 1000
    load = query(home / "warehouse.duckdb", "FROM meta.load")["load_id"][0]
    ended = cyd("run", "--sample", home=home)
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    assert query(home / "warehouse.duckdb", "FROM meta.load")["load_id"][0] != load
    again = tables_of(home)
    assert list(again) == list(tables)
    changed = [name for name, frame in tables.items() if not frame.equals(again[name])]
    assert changed == []
    assert files_of(home) == files


def whole_warehouse(home: Path) -> str:
    """The hash of the published warehouse, once it was opened and found complete."""
    path = home / "warehouse.duckdb"
    assert not path.with_name("warehouse.duckdb.wal").exists()
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "SELECT (SELECT filings FROM meta.load), (SELECT count(*) FROM core.filing), (SELECT facts FROM meta.load),"
            " (SELECT count(*) FROM core.fact), (SELECT count(*) FROM meta.check_result WHERE NOT passed AND"
            " severity = 'error'), (SELECT count(*) FROM meta.check_result)"
        ).fetchone()
    assert rows is not None
    filings, filing_rows, facts, fact_rows, failed, checks = rows
    assert (filings, facts, failed) == (filing_rows, fact_rows, 0)
    assert checks > 0
    return sha256(path)


KILLED_AT = """
import os, signal
from pathlib import Path
replace, hardlink = Path.replace, Path.hardlink_to
point, moment = os.environ["POINT"], os.environ["MOMENT"]

def maybe_die(now, target):
    if now == moment and str(target).endswith(point):
        os.kill(os.getpid(), signal.SIGKILL)

def replacing(self, target):
    maybe_die("before", target)
    done = replace(self, target)
    maybe_die("after", target)
    return done

def linking(self, target):
    done = hardlink(self, target)
    maybe_die("after", self)
    return done

Path.replace, Path.hardlink_to = replacing, linking
from assets.cli import main
main()
"""
"""The command line, killed beside one of its renames: the moments at which files change hands."""

POINTS = [
    ("after", "lake/officer/month=2026-03/part.parquet"),
    ("after", ".duckdb"),  # the second name of a candidate that is about to be published
    ("after", "/warehouse.duckdb"),
    ("before", "exports/latest"),
]
PUBLISHED = POINTS[-2:]
"""Those after which the new warehouse is in place."""


def test_a_kill_beside_any_rename_leaves_the_warehouse_whole_and_the_next_run_completes(
    cyd: Cyd, home: Path, tmp_path: Path
) -> None:
    tables, files = tables_of(home), files_of(home)
    seen = {whole_warehouse(home)}
    for moment, point in POINTS:
        done = subprocess.run(
            [*command()[:2], KILLED_AT, *RUN_AGAIN],
            env=environment(home, {"POINT": point, "MOMENT": moment}),
            cwd=tmp_path,
            capture_output=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, f"the run was not killed {moment} {point}: {done.stderr!r}"
        now = whole_warehouse(home)
        assert (now in seen) == ((moment, point) not in PUBLISHED), (moment, point)
        seen.add(now)
        assert (home / "exports" / "latest" / "datapackage.json").is_file()
    ended = cyd(*RUN_AGAIN, home=home)
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    after = tables_of(home)
    assert [name for name, frame in tables.items() if not frame.equals(after[name])] == []
    assert files_of(home) == files
    left = [path for path in (home / "lake").rglob("*") if path.name.endswith(".tmp")]
    left += [path for path in (home / "exports" / "versions").iterdir() if path.name.startswith(".")]
    assert left == []
    assert not [path for path in (home / "candidates").glob("*") if path.suffix == ".wal"]


def test_a_kill_at_any_time_leaves_the_warehouse_whole_and_the_next_run_completes(
    cyd: Cyd, home: Path, tmp_path: Path
) -> None:
    tables = tables_of(home)
    start = time.monotonic()
    assert cyd(*RUN_AGAIN, home=home).code == 0
    length = time.monotonic() - start
    seen = {whole_warehouse(home)}
    for share in (0.5, 0.75, 0.9):
        process = subprocess.Popen(
            command(*RUN_AGAIN),
            env=environment(home),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(share * length)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        seen.add(whole_warehouse(home))
    assert len(seen) <= 4
    ended = cyd(*RUN_AGAIN, home=home)
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    after = tables_of(home)
    assert [name for name, frame in tables.items() if not frame.equals(after[name])] == []


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
    assert "published is untouched" in err
    assert whole_warehouse(april) == before


def test_every_real_filing_and_fact_arrives_and_is_traced_to_its_archive(
    cyd: Cyd, real_edgar: Path, tmp_path: Path
) -> None:
    home = tmp_path / "real"
    ended = cyd(
        "run",
        "--months",
        "2024-10..2026-05",
        "--today",
        "2026-06-27",
        home=home,
        CYD_EDGAR_URL=real_edgar.as_uri(),
    )
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    path = home / "warehouse.duckdb"
    counts = "SELECT (SELECT count(*) FROM core.filing) AS filings, (SELECT count(*) FROM core.fact) AS facts"
    assert query(path, counts).row(0) == (8_079, 99_480)
    traced = query(
        path,
        "SELECT fact.document, fact.document_sha256, source_document.sha256, source_document.path, count(*) AS facts"
        " FROM core.fact LEFT JOIN meta.source_document ON parse_filename(path) = fact.document GROUP BY ALL",
    )
    assert traced["facts"].sum() == 99_480
    assert traced["sha256"].null_count() == 0
    assert traced["document_sha256"].to_list() == traced["sha256"].to_list()
    for row in traced.iter_rows(named=True):
        assert sha256(home / "raw" / row["path"]) == row["sha256"]
    failed = query(path, "FROM meta.check_result WHERE NOT passed AND severity = 'error'")
    assert failed.is_empty()
    package = json.loads((home / "exports" / "latest" / "datapackage.json").read_text())
    assert len(package["resources"]) > 8
    assert (
        pl.scan_parquet(home / "exports" / "latest" / "core.fact.parquet").select(pl.len()).collect().item()
        == 99_480
    )


def test_the_checkout_is_what_these_tests_run() -> None:
    done = subprocess.run(
        [*command()[:2], "import assets, pipelines; print(assets.__file__); print(pipelines.__file__)"],
        env=environment(ROOT),
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [str(ROOT / name / "__init__.py") for name in ("assets", "pipelines")]
