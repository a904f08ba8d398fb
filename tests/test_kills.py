"""A run that is killed, at any moment, leaves the published warehouse whole, and the next run completes."""

import os
import signal
import subprocess
import time
from pathlib import Path

from .conftest import LONGEST_RUN_SECONDS, Cyd, command, environment
from .runs import RUN_AGAIN, files_of, tables_of, whole_warehouse

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
