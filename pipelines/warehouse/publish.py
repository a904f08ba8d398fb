"""Publish a candidate: put it in place of the warehouse by one atomic rename, and keep the last few.

Nobody ever writes to the published file. A write-ahead log beside it would be taken for its own by DuckDB
(1.5 merges stale rows silently, 2.0 refuses to open), so none may stand at either end of the rename.
"""

import shutil
from pathlib import Path

import duckdb

from pipelines.errors import AuditError, PublishError
from pipelines.files import sync, written_atomically
from pipelines.settings import Settings


def candidates_folder(settings: Settings) -> Path:
    """Where candidates are made; on the file system of the published warehouse, so that a rename is atomic."""
    return settings.base / "candidates"


def publications_folder(settings: Settings) -> Path:
    """Where the last published warehouses are kept, each under the number of its load."""
    return settings.base / "publications"


def publish(candidate: Path, settings: Settings) -> Path:
    """Publish an audited candidate and return the warehouse's path.

    Raises AuditError where a check of severity `error` failed or the candidate was not audited, PublishError
    where a write-ahead log shows that something still writes to it.
    """
    load_id = _judged(candidate)
    if _log(candidate).exists():
        raise PublishError(f"{candidate.name} was not closed: a write-ahead log stands beside it.")
    sync(candidate)
    kept = publications_folder(settings) / f"{load_id}.duckdb"
    _copy_beside(candidate, kept)
    _replace(candidate, settings.warehouse_path)
    for old in publications(settings)[settings.keep_publications :]:
        old.unlink(missing_ok=True)
    return settings.warehouse_path


def publications(settings: Settings) -> list[Path]:
    """The published warehouses that are kept, newest first; the first is not the current one after a rollback."""
    return sorted(publications_folder(settings).glob("*.duckdb"), reverse=True)


def remove_candidates(settings: Settings) -> None:
    """Remove what earlier runs left: a run that was killed leaves its candidate and perhaps its log."""
    shutil.rmtree(candidates_folder(settings), ignore_errors=True)


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
    """Keep `source` as `target` too: a second name where the file system has links, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.unlink(missing_ok=True)
        target.hardlink_to(source)
        sync(target.parent)
    except OSError:
        with written_atomically(target) as beside:
            shutil.copyfile(source, beside)


def _replace(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if _log(target).exists():
        # Somebody wrote to the published file; what they wrote was never published, and must not be merged.
        _log(target).replace(target.with_name(f"{target.name}.wal.stray"))
    source.replace(target)
    sync(target.parent)
