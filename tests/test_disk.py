"""A disk that is full, or may not be written to, is told in a sentence that names it: on real file systems."""

import errno
import shutil
import sqlite3
import subprocess
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.disk import caused_by_disk, free_bytes, need_room
from pipelines.errors import DiskError

from .conftest import LONGEST_RUN_SECONDS, Ended, command, environment
from .runs import is_one_sentence

MOUNT = 'mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && exec "$@"'


def on_a_disk(options: str, home: Path, *words: str) -> Ended:
    """A command whose home is a file system of its own, in memory; where that may not be mounted, the test is skipped."""
    home.mkdir(exist_ok=True)
    mounting = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh", options, str(home)]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*mounting, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no file system can be mounted here")
    done = subprocess.run(
        [*mounting, *command(*words)], env=environment(home), cwd=home.parent,
        capture_output=True, text=True, timeout=LONGEST_RUN_SECONDS, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("size", ["300k", "3m", "24m"])
def test_a_full_disk_is_told_with_what_is_free_whatever_met_it(tmp_path: Path, size: str) -> None:
    """Dagster's storage, the sample, the lake and the loading, each in the words of another library."""
    ended = on_a_disk(f"size={size}", tmp_path / "home", "run", "--sample")
    assert ended.code == 1
    last = ended.sentences.strip().splitlines()[-1]
    assert last.startswith("Disk: The disk that holds") and " MB " in last and last.endswith("."), ended.err


def test_a_home_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    for words in (("run", "--sample"), ("rollback",)):
        ended = on_a_disk("ro", tmp_path / "home", *words)
        assert ended.code == 1
        assert is_one_sentence(ended, "Disk:", "cannot be written to", "CYD_HOME")


def test_loading_asks_for_room_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = tmp_path / "warehouse.duckdb"
    need_room(tmp_path / "to" / "come", measure)
    with measure.open("wb") as sparse:
        sparse.truncate(free_bytes(tmp_path))
    with pytest.raises(
        DiskError, match=r"has [\d,]+ MB free, and loading the warehouse takes some [\d,]+ MB"
    ):
        need_room(tmp_path, measure)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "is full"),
        (
            duckdb.IOException('IO Error: Could not write all bytes to file "x": No space left on device'),
            "is full",
        ),
        (sqlite3.OperationalError("database or disk is full"), "is full"),
        (pl.exceptions.ComputeError("No space left on device (os error 28)"), "is full"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/srv/cyd/lake"),
            "/srv/cyd/lake cannot be written to",
        ),
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written to"),
    ],
)
def test_each_library_s_words_are_understood_however_deep_they_stand(
    tmp_path: Path, error: Exception, told: str
) -> None:
    outer = RuntimeError("a step failed")
    outer.__cause__ = error
    assert told in str(caused_by_disk(outer, tmp_path))


def test_another_error_is_not_put_down_to_the_disk(tmp_path: Path) -> None:
    assert caused_by_disk(ValueError("the disk is fine"), tmp_path) is None
