"""Writing files so that a reader, or a kill at any moment, never meets a half-written one."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


@contextmanager
def written_atomically(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; on leaving it is synced and renamed to `path`, on an error removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        yield beside
        sync(beside)
        beside.replace(path)
        sync(path.parent)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def sync(path: Path) -> None:
    """Have the operating system put a file, or the entries of a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path, operation: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold the lock of a folder, or of a file that is made where there is none; it goes with its process, however that
    ends. Waits for it, or with `fcntl.LOCK_NB` raises BlockingIOError where another holds it."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, operation)
        yield
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, atomically; an unchanged file is left alone."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    with written_atomically(path) as beside:
        beside.write_bytes(data)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as lower-case hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
