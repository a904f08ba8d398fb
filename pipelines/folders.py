"""Folders that readers find whole: each version is filled beside its place, and a link names the newest.

Exports and reports stand so. Not here: single files (`files.py`).
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from pipelines.files import locked, sync


@contextmanager
def filled_beside(target: Path) -> Iterator[Path]:
    """An empty folder beside `target` to fill; on leaving it takes that name, on an error it is removed."""
    beside = _beside(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        with locked(target.parent):  # or `remove_old` might take it for a dead run's before it is locked
            beside.mkdir()
            held.enter_context(locked(beside))
        held.callback(shutil.rmtree, beside, ignore_errors=True)
        yield beside
        if target.is_dir():
            target.rename(beside.with_suffix(".old"))
        beside.rename(target)
        sync(target.parent)


def point(link: Path, target: Path) -> None:
    """Have `link` name `target`, in one step: readers see the old one or the new one."""
    for left in link.parent.glob(f".{link.name}.*.tmp"):  # of a run that was killed, or could not replace it
        left.unlink(missing_ok=True)
    beside = _beside(link)
    beside.symlink_to(target.relative_to(link.parent), target_is_directory=target.is_dir())
    beside.replace(link)
    sync(link.parent)


def remove_old(folder: Path, newest: int, keep: Path) -> None:
    """Remove versions but `keep` and the `newest` ones, and what killed runs left: what a run at work is filling is
    locked by it."""
    whole = sorted((v for v in folder.iterdir() if not v.name.startswith(".")), reverse=True)
    for old in whole[newest:]:
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)
    with locked(folder):
        for left in folder.glob(".*"):
            with suppress(BlockingIOError), locked(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
                shutil.rmtree(left, ignore_errors=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid4().hex}.tmp")
