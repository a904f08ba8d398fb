"""Publish a candidate: put it in place of the warehouse by one atomic rename, and keep the last few; return to
one that was kept.

Nobody ever writes to the published file. A write-ahead log beside it would be taken for its own by DuckDB
(1.5 merges stale rows silently, 2.0 refuses to open), so none may stand at either end of the rename.
"""

import filecmp
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.errors import AuditError, CydError, PublishError
from pipelines.files import locked, sync, write_text, written_atomically
from pipelines.settings import Settings
from pipelines.warehouse.read import load_id as load_id_of
from pipelines.warehouse.read import load_row

CHECKED = "checked.txt"
"""The file of the home that says when it was found that there is nothing new."""


def candidates_folder(settings: Settings) -> Path:
    """Where candidates are made; on the file system of the published warehouse, so that a rename is atomic."""
    return settings.base / "candidates"


def publications_folder(settings: Settings) -> Path:
    """Where the last published warehouses are kept, each under the number of its load."""
    return settings.base / "publications"


def publish(candidate: Path, settings: Settings) -> Path:
    """Publish an audited candidate and return the warehouse's path.

    Raises AuditError where a check of severity `error` failed or the candidate was not audited, PublishError
    where a write-ahead log shows that something still writes to it, or where a newer load is published already
    (two runs that end in another order than they loaded).
    """
    load_id = _judged(candidate)
    if _log(candidate).exists():
        raise PublishError(f"{candidate.name} was not closed: a write-ahead log stands beside it.")
    with publishing(settings):
        newer = published_load(settings)
        # What was published by a clock that was ahead says nothing of the order, and must not block what follows it.
        if newer and load_id < newer <= f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}":
            raise PublishError(
                f"{candidate.name} is older than what is published, {newer}; nothing was changed: run again, or"
                " return to an earlier load with `cyd rollback`."
            )
        sync(candidate)
        kept = publications_folder(settings) / f"{load_id}.duckdb"
        _copy_beside(candidate, kept)
        _replace(candidate, settings.warehouse_path)
        for old in publications(settings)[settings.keep_publications :]:
            old.unlink(missing_ok=True)
    return settings.warehouse_path


def rollback(settings: Settings, to: str | None = None) -> str:
    """Publish a kept warehouse again, by default the one before the current, and return the number of its load.

    What is rolled back from stays kept, and `to` returns to it; the next run publishes a new load as ever. Raises
    PublishError where the wanted load is not kept, is published already, or was not audited.
    """
    with publishing(settings):
        current = published_load(settings)
        kept = {path.stem: path for path in publications(settings)}
        wanted = to or next((load_id for load_id in kept if load_id < (current or "")), None)
        if wanted is None:
            raise PublishError("No earlier publication is kept; `cyd status` lists those that are.")
        if wanted not in kept:
            raise PublishError(f"The load {wanted} is not kept; `cyd status` lists those that are.")
        if wanted == current:
            raise PublishError(f"The load {wanted} is what is published; nothing was changed.")
        beside = candidates_folder(settings) / f"{wanted}.duckdb.again"
        _copy_beside(kept[wanted], beside)
        _judged(beside)
        _replace(beside, settings.warehouse_path)
    return wanted


@contextmanager
def publishing(settings: Settings) -> Iterator[None]:
    """Change what is published alone: others who want to wait. The lock goes with its process, however it ends."""
    settings.base.mkdir(parents=True, exist_ok=True)
    with locked(settings.base / ".publish.lock"):
        yield


def published_load(settings: Settings) -> str | None:
    """The number of the load that is published; None where there is none, or what is there cannot be read."""
    return load_of(settings.warehouse_path)


def published_content(settings: Settings) -> str | None:
    """What is published, as the hash of `load.content_of`; None where nothing is, or a version without one made it."""
    try:
        found = load_row(settings.warehouse_path).get("content")
    except CydError:
        return None
    return None if found is None else str(found)


def untouched(settings: Settings) -> Path | None:
    """The kept copy of what is published, from which the next load may take rows over; None where there is none, or
    where it is not the published file byte for byte: somebody wrote to one of them."""
    kept = publications_folder(settings) / f"{published_load(settings)}.duckdb"
    both = kept.is_file() and not _log(kept).exists()
    return kept if both and filecmp.cmp(kept, settings.warehouse_path, shallow=False) else None


def note_check(settings: Settings) -> None:
    """Remember that what is published was found to be all there is to publish, now."""
    write_text(settings.base / CHECKED, f"{datetime.now(UTC):%Y-%m-%d %H:%M} {published_load(settings)}\n")


def last_check(settings: Settings) -> str | None:
    """When, UTC, what is published was found to be all there is; None where that was not since its publication."""
    path = settings.base / CHECKED
    moment, _, load = path.read_text().strip().rpartition(" ") if path.is_file() else ("", "", "")
    return moment if load and load == published_load(settings) else None


def load_of(warehouse: Path) -> str | None:
    """The number of a warehouse's load; None where there is no file, or it is no warehouse."""
    try:
        return load_id_of(warehouse)
    except CydError:
        return None


def publications(settings: Settings) -> list[Path]:
    """The published warehouses that are kept, newest first; the first is not the current one after a rollback."""
    return sorted(publications_folder(settings).glob("*.duckdb"), reverse=True)


def remove_candidates(settings: Settings, *, older_than: timedelta | None = None) -> None:
    """Remove what earlier runs left: a run that was killed leaves its candidate and perhaps its log.

    Where others may be at work, only those `older_than` any run lasts.
    """
    if older_than is None:
        shutil.rmtree(candidates_folder(settings), ignore_errors=True)
        return
    latest = time.time() - older_than.total_seconds()
    for path in candidates_folder(settings).glob("*.duckdb*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < latest:
                path.unlink()


def _judged(candidate: Path) -> str:
    try:
        with duckdb.connect(str(candidate), read_only=True) as connection:
            failed = connection.execute(
                "SELECT check_name, rows FROM meta.check_result WHERE NOT passed AND severity = 'error'"
            ).fetchall()
            checks = connection.execute("SELECT count(*) FROM meta.check_result").fetchone()
            load = connection.execute("SELECT load_id FROM meta.load").fetchone()
    except duckdb.Error as error:
        raise PublishError(f"The candidate {candidate.name} cannot be opened.") from error
    if failed:
        names = ", ".join(f"{name} ({rows} rows)" for name, rows in failed)
        raise AuditError(f"Not published, because these checks failed: {names}. The warehouse is as it was.")
    if not checks or not checks[0] or not load:
        raise AuditError("Not published, because the candidate was not audited. The warehouse is as it was.")
    return str(load[0])


def _log(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _copy_beside(source: Path, target: Path) -> None:
    """Keep a copy of `source` as `target`: a second name of the same file would change with it."""
    with written_atomically(target) as beside:
        shutil.copyfile(source, beside)


def _replace(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if _log(target).exists():
        # Somebody wrote to the published file; what they wrote was never published, and must not be merged.
        _log(target).replace(target.with_name(f"{target.name}.wal.stray"))
    source.replace(target)
    sync(target.parent)
