"""Where the lake's files are kept: a folder, or a bucket of an object store that speaks S3. The same few verbs for
both, each file put whole or not at all.

What the files are is `lake.py`'s business. Credentials and the address of a bucket come the way AWS has made usual,
from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL` or the machine's own role.
"""

import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, GenericError
from obstore.store import S3Store
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from pipelines.errors import LakeError, SettingsError
from pipelines.files import locked, written_atomically

BUCKET_SCHEME = "s3://"
ATTEMPTS = 6
"""Tries of one request, with pauses that double from 0.2 to 10 seconds: a store that is busy or away for some twenty
seconds costs time, not the month."""
ANSWERS = 3
"""Times that an answer is asked for where it does not come whole."""


class Storage(Protocol):
    """A place of files under keys such as `month=2025-01/state.json`."""

    def put(self, key: str, data: bytes) -> None:
        """Put a file in place of what was there; readers see the old file or the new one."""

    def get(self, key: str) -> BytesIO | Path | None:
        """The file, to read from; None where there is none."""

    def has(self, key: str) -> bool:
        """Whether there is such a file."""

    def holds(self, key: str, size: int) -> bool:
        """Whether there is such a file, of that many bytes where that costs no request."""

    def keys(self, folder: str) -> list[str]:
        """The keys below a folder, in order."""

    def folders(self) -> list[str]:
        """The names of the folders, in order."""

    def remove(self, folder: str, *, keep: Collection[str], older_than: timedelta) -> None:
        """Remove the files of a folder that are older, but for those to `keep`."""

    def alone(self, folder: str) -> AbstractContextManager[None]:
        """Work in a folder while other processes of this machine wait."""


class Folder:
    """Files below `root` on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes) -> None:
        """Written beside and renamed; a file that holds just that is left, and counts as new."""
        path = self.root / key
        if path.is_file() and path.read_bytes() == data:
            os.utime(path)
            return
        with written_atomically(path) as beside:
            beside.write_bytes(data)

    def get(self, key: str) -> Path | None:
        """The path of the file."""
        return self.root / key if self.has(key) else None

    def has(self, key: str) -> bool:
        """Whether it is a file."""
        return (self.root / key).is_file()

    def holds(self, key: str, size: int) -> bool:
        """Whether it is a file of that size."""
        with suppress(OSError):
            return (self.root / key).stat().st_size == size
        return False

    def keys(self, folder: str) -> list[str]:
        """Hidden files, which are being written, are none."""
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in (self.root / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        )

    def folders(self) -> list[str]:
        """Folders below the root."""
        found = self.root.iterdir() if self.root.is_dir() else ()
        return sorted(path.name for path in found if path.is_dir())

    def remove(self, folder: str, *, keep: Collection[str], older_than: timedelta) -> None:
        """Hidden files too, which killed runs were writing."""
        latest = time.time() - older_than.total_seconds()
        for path in (self.root / folder).iterdir():
            with suppress(FileNotFoundError):
                if path.relative_to(self.root).as_posix() not in keep and path.stat().st_mtime < latest:
                    path.unlink()

    @contextmanager
    def alone(self, folder: str) -> Iterator[None]:
        """By the lock of the folder, which goes with its process."""
        (self.root / folder).mkdir(parents=True, exist_ok=True)
        with locked(self.root / folder):
            yield


class Bucket:
    """Objects of the bucket and prefix that `url` names (`s3://bucket/prefix`). An object is put in one request, so it
    is there whole or not at all. Each verb raises LakeError where the store does not do as it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._store = _store(self.url)

    def put(self, key: str, data: bytes) -> None:
        """One request."""
        try:
            obstore.put(self._store, key, data, use_multipart=False)
        except (BaseError, OSError) as error:
            raise self._failed(key, "written", error) from error

    def get(self, key: str) -> BytesIO | None:
        """One request; the bytes are in memory."""
        try:
            return BytesIO(self._again(key, "read", lambda: obstore.get(self._store, key).bytes()))
        except FileNotFoundError:
            return None

    def has(self, key: str) -> bool:
        """One request."""
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise self._failed(key, "looked for", error) from error
        return True

    def holds(self, key: str, size: int) -> bool:
        """Taken on trust: a store loses nothing, and a request for each would cost more than reading them."""
        return True

    def keys(self, folder: str) -> list[str]:
        """One request per thousand objects."""
        return sorted(entry["path"] for entry in self._listed(folder))

    def folders(self) -> list[str]:
        """One request per thousand of them."""
        found = self._again("", "listed", lambda: obstore.list_with_delimiter(self._store))
        return sorted(str(name).rstrip("/") for name in found["common_prefixes"])

    def remove(self, folder: str, *, keep: Collection[str], older_than: timedelta) -> None:
        """A list, and one request where there is something to remove."""
        latest = datetime.now(UTC) - older_than
        old = [
            e["path"] for e in self._listed(folder) if e["path"] not in keep and e["last_modified"] < latest
        ]
        if old:
            self._again(folder, "cleared", lambda: obstore.delete(self._store, old))

    @contextmanager
    def alone(self, folder: str) -> Iterator[None]:
        """A store has no locks: of two runs that change a month at once, one may undo what the other noted. Then the
        partitions of the month do not belong to one another, and it is made again."""
        yield

    def _listed(self, folder: str) -> Any:
        return self._again(folder, "listed", lambda: obstore.list(self._store, folder).collect())

    def _again(self, what: str, done: str, ask: Callable[[], Any]) -> Any:
        """The library repeats a request that fails, but not an answer that is cut off (obstore 0.12), so the whole is
        asked for again."""
        again = Retrying(
            stop=stop_after_attempt(ANSWERS), retry=retry_if_exception_type(GenericError), reraise=True
        )
        try:
            return again(ask)
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise self._failed(what, done, error) from error

    def _failed(self, key: str, done: str, error: Exception) -> LakeError:
        reason = str(error).split("\n", 1)[0].split(" - ")[-1].rstrip(". ")
        return LakeError(
            f"{self.url}/{key} could not be {done}: {reason[:300]}; check CYD_LAKE, the AWS_… variables and the"
            " network, then run again."
        )


@cache
def _store(url: str) -> S3Store:
    """One store a process and address: it keeps its connections. A request has the library's 30 seconds; plain http
    is refused unless `AWS_ALLOW_HTTP` is set (options of the client given here would hide that variable)."""
    return S3Store.from_url(
        url,
        retry_config={
            "max_retries": ATTEMPTS - 1,
            "retry_timeout": timedelta(seconds=300),
            "backoff": {
                "init_backoff": timedelta(seconds=0.2),
                "max_backoff": timedelta(seconds=10),
                "base": 2,
            },
        },
    )


def storage_of(place: str | Path) -> Storage:
    """The storage that a folder's path or a bucket's address names.

    Raises SettingsError for an address of another kind, or one that holds a key.
    """
    words = str(place)
    if words.startswith(BUCKET_SCHEME):
        if not urlsplit(words).netloc or "@" in words or "?" in words:
            raise SettingsError(
                "CYD_LAKE is to be s3://bucket/prefix; keys go into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
            )
        return Bucket(words)
    if "://" in words:
        raise SettingsError("CYD_LAKE is to be a folder, or s3://bucket/prefix.")
    return Folder(Path(place))
