"""The disk under the home: whether there is room for what is to come, and what an error that it caused means.

Each library says in words of its own that a disk is full or may not be written to; a person gets the cause, the place
and what is free. Not here: writing files (`files.py`).
"""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.errors import CydError, DiskError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})
FULL_WORDS = ("no space left", "disk is full", "disk quota", "out of disk", "not enough space")
CLOSED_WORDS = (
    "readonly database",
    "read-only file system",
    "permission denied",
    "unable to open database file",
)
"""What DuckDB, SQLite and Polars put into their messages, in lower case."""

LEAST_FREE = 64_000_000
"""Bytes; a first load of some months takes that."""


def need_room(folder: Path, measure: Path) -> None:
    """Raise DiskError where the disk that holds `folder` has less free than `measure`, a file, is large, and half as
    much again: what a warehouse of the same months takes while it is loaded."""
    size = measure.stat().st_size if measure.is_file() else 0
    needed = max(LEAST_FREE, size + size // 2)
    if free_bytes(folder) < needed:
        raise DiskError(
            f"The disk that holds {folder} has {_megabytes(free_bytes(folder))} free, and loading the warehouse takes"
            f" some {_megabytes(needed)}: make room, then run again; what is published is as it was."
        )


def free_bytes(folder: Path) -> int:
    """Bytes that are free for this user on the disk that holds a folder, or would hold it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def caused_by_disk(error: BaseException, home: Path) -> CydError | None:
    """What `error` comes to where the disk is its cause: full, or not to be written to; else None."""
    for one in _chain(error):
        number = one.errno if isinstance(one, OSError) else None
        words = str(one).lower()
        if number in FULL or any(said in words for said in FULL_WORDS):
            return DiskError(
                f"The disk that holds {home} is full, {_megabytes(free_bytes(home))} are free: make room"
                " (docs/operations.md names what may go), then run again; what is published is as it was."
            )
        if number in CLOSED or any(said in words for said in CLOSED_WORDS):
            place = one.filename if isinstance(one, OSError) and one.filename else home
            return DiskError(
                f"{place} cannot be written to: let the user that runs this write to {home}, or set CYD_HOME to a"
                " folder of its own."
            )
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it came of."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or found.__context__


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
