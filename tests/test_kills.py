"""A run that is killed, at any moment, leaves the published warehouse whole, and the next run completes."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.chaos import DAYS, nights
from bench.faults import PARTS

from .conftest import LONGEST_RUN_SECONDS, ROOT, Cyd, command, environment
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
import assets.warehouse
assets.warehouse.published_content = lambda settings: None  # the same content is published again
from assets.entry import main
main()
"""
"""The command line, killed beside one of its renames: the moments at which files change hands."""

POINTS = [
    ("before", "month=2026-03/state.json"),
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
    # What a killed run was writing in a month is removed after a day: another run may be writing it.
    left = [path for path in (home / "exports" / "versions").iterdir() if path.name.startswith(".")]
    assert left == []
    assert not [path for path in (home / "candidates").glob("*") if path.suffix == ".wal"]


def test_nights_that_are_killed_at_any_moment_end_byte_for_byte_as_one_run(tmp_path: Path) -> None:
    """Two kills here; in `make chaos` 20 between nights, and 200 of one run, after each of which all is whole."""
    seed = int(time.time())
    assert nights(tmp_path, kills=2, seed=seed, days=DAYS[1::2], report=False) == [], seed


@pytest.mark.parametrize("part", PARTS)
def test_no_fault_of_a_step_harms_what_is_published(sample_home: Path, tmp_path: Path, part: str) -> None:
    """Every step of publishing, one of each kind of exporting, some of load and audit; all in `make chaos`."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.faults", str(sample_home), "--part", part],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
        check=False,
    )
    attempts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [attempt for attempt in attempts if attempt["published"] not in ("old", "new")] == [], done.stderr
    assert done.returncode == 0, done.stderr
    assert len(attempts) > 4
    assert {-signal.SIGKILL, 1} <= {attempt["code"] for attempt in attempts}
    assert {"old", "new"} == {attempt["published"] for attempt in attempts}
