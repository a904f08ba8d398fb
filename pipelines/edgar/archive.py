"""The raw archive: every document fetched, kept under EDGAR's own path, so that it is itself a mirror.

A document stands in its place only when it came whole. What is known of it (hash, version, source), and what
of an unfinished download there is, lies in the hidden folder `.meta`, in the same layout.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4
from zlib import crc32

from pipelines.edgar.body import Body
from pipelines.edgar.client import Answer, Client
from pipelines.edgar.expect import Expect
from pipelines.errors import FetchError, NotFoundError
from pipelines.files import locked, sha256, sync, written_atomically

META_FOLDER = ".meta"
LOCKS = 256
_SEGMENT = re.compile(r"[A-Za-z0-9_ ()+,;=@&'~!$-][A-Za-z0-9._ ()+,;=@&'~!$-]{0,199}")
"""A name of a file or folder at EDGAR: never hidden, never a way up, never longer than file systems take."""


@dataclass(frozen=True)
class Fetched:
    """A document of the archive: where it lies, the SHA-256 and size of its bytes, whether this call brought
    bytes that were not there before, and the address it came from."""

    path: Path
    sha256: str
    size: int
    fetched: bool
    url: str


@dataclass(frozen=True)
class _Sidecar:
    """What is kept beside a document: its version as the source names it, and when it was last seen there."""

    url: str
    sha256: str
    size: int
    fetched_at: str
    etag: str | None = None
    last_modified: str | None = None


class RawArchive:
    """The archive below `root`, filled through `client`. What was found missing is remembered for the life of
    this object, so that probing costs one request a name."""

    def __init__(self, root: Path, client: Client) -> None:
        self.root = root.absolute()
        self.client = client
        self._missing: set[str] = set()

    def fetch(self, path: str, *, expect: Expect, refresh: bool = False, immutable: bool = False) -> Fetched:
        """The document at `path` (EDGAR's own, such as `Archives/edgar/full-index/2025/QTR1/master.idx`).

        A kept document is used as it is; with `refresh` the source is asked whether it changed, unless it is
        `immutable` (the documents of a filing never change). A download that was cut off, even by a kill, is
        continued. Raises what `Client.get` raises, and FetchError for a path that leads out of the archive.
        """
        name = safe_path(path)
        if name in self._missing:
            raise NotFoundError(f"There is no {self.client.url(name)}.")
        kept = self.kept(name)
        if kept and (immutable or not refresh):
            return kept
        with self._locked(name):
            kept = self.kept(name)
            if kept and not refresh:
                return kept  # another process brought it meanwhile
            try:
                return self._fetch(name, expect, kept)
            except NotFoundError:
                if kept:
                    return kept  # a source may lose a document, the archive does not
                self._missing.add(name)
                raise

    def kept(self, path: str) -> Fetched | None:
        """The document if it is in the archive already; nothing is asked of the source."""
        name = safe_path(path)
        place = self._inside(self.root / name)
        if not place.is_file():
            return None
        size = place.stat().st_size
        known = self._sidecar(name)
        if known is None or known.size != size:
            known = _Sidecar(self.client.url(name), sha256(place), size, _now())
            self._write_sidecar(name, known)
        return Fetched(place, known.sha256, size, False, known.url)

    def update(self, path: str, change: Callable[[bytes | None], bytes], url: str) -> Fetched:
        """Keep at `path` what `change` makes of what is kept there (None: nothing), as if fetched from `url`:
        for what is put together from several answers. Others who do the same wait meanwhile."""
        name = safe_path(path)
        with self._locked(name):
            before = self.kept(name)
            data = change(before.path.read_bytes() if before else None)
            known = _Sidecar(url, hashlib.sha256(data).hexdigest(), len(data), _now())
            is_new = before is None or before.sha256 != known.sha256
            place = self._inside(self.root / name)
            if is_new:
                self._meta(name, "json").unlink(missing_ok=True)
                with written_atomically(place) as beside:
                    beside.write_bytes(data)
            self._write_sidecar(name, known)
        return Fetched(place, known.sha256, known.size, is_new, url)

    def seen_at(self, path: str) -> datetime | None:
        """When the source was last asked for a kept document; None where it is not kept."""
        known = self._sidecar(safe_path(path))
        return datetime.fromisoformat(known.fetched_at) if known else None

    def is_replaced(self, path: str, *, expect: Expect) -> bool:
        """Whether the source has another version of a kept document by now: one conditional request, and nothing is
        downloaded. A document that the source has no more, or names no version of, is as it was. Raises what
        `Client.probe` raises."""
        name = safe_path(path)
        known = self._sidecar(name)
        if known is None:
            return False
        version = self.client.probe(name, expect=expect, headers=_conditions(known))
        replaced = bool(version) and version not in (known.etag, known.last_modified)
        if not replaced:
            with self._locked(name):
                self._write_sidecar(name, _Sidecar(**(asdict(known) | {"fetched_at": _now()})))
        return replaced

    def set_aside(self, path: str) -> None:
        """Take a document that its reader refused out of its place, so that the next run asks for it again.

        The last refused copy stays in `.meta` for a look; a document that is not kept is none to set aside.
        """
        name = safe_path(path)
        place = self._inside(self.root / name)
        with self._locked(name):
            self._meta(name, "json").unlink(missing_ok=True)
            self._drop_part(name)
            if place.is_file():
                refused = self._meta(name, "refused")
                refused.parent.mkdir(parents=True, exist_ok=True)
                place.replace(refused)

    def _fetch(self, name: str, expect: Expect, kept: Fetched | None) -> Fetched:
        place, part = self.root / name, self._meta(name, "part")
        known = self._sidecar(name) if kept else None
        headers = _conditions(known) if known else {}
        part.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
        with part.open("r+b") as stream:
            version = self._meta(name, "version")
            body = Body(stream, _read(version), lambda validator: _remember(version, validator))
            if not body.validator or headers:
                body.restart(None)  # nothing to continue, or a kept copy to compare with first
            answer = self.client.get(name, expect=expect, headers=headers, body=body)
        if answer.is_unchanged and kept and known:
            self._drop_part(name)
            self._write_sidecar(name, _Sidecar(**(asdict(known) | {"fetched_at": _now()})))
            return kept
        return self._keep(name, part, place, answer, kept)

    def _keep(self, name: str, part: Path, place: Path, answer: Answer, kept: Fetched | None) -> Fetched:
        """Put a whole download in its place, atomically; an equal copy that is there already stays."""
        digest, size = sha256(part), part.stat().st_size
        is_new = kept is None or kept.sha256 != digest
        if is_new:
            place.parent.mkdir(parents=True, exist_ok=True)
            sync(part)
            self._meta(name, "json").unlink(missing_ok=True)  # never a new document with an old hash
            part.replace(place)
        self._drop_part(name)
        known = _Sidecar(
            answer.url, digest, size, _now(), answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        )
        self._write_sidecar(name, known)
        return Fetched(place, digest, size, is_new, answer.url)

    def _drop_part(self, name: str) -> None:
        self._meta(name, "part").unlink(missing_ok=True)
        self._meta(name, "version").unlink(missing_ok=True)

    def _meta(self, name: str, kind: str) -> Path:
        return self.root / META_FOLDER / f"{name}.{kind}"

    def _inside(self, path: Path) -> Path:
        """`path`, unless a symbolic link leads it out of the archive."""
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise FetchError(f"{path} leads out of the raw archive.")
        return path

    def _sidecar(self, name: str) -> _Sidecar | None:
        try:
            fields: dict[str, Any] = json.loads(self._meta(name, "json").read_bytes())
            return _Sidecar(**fields)
        except (OSError, ValueError, TypeError):
            return None  # a sidecar is a convenience: without one the document is hashed again

    def _write_sidecar(self, name: str, known: _Sidecar) -> None:
        _write(self._meta(name, "json"), json.dumps(asdict(known), indent=1) + "\n")

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        """One process at a time fetches a document; a killed one's lock ends with it.

        Few lock files serve all documents: two that share one wait for each other, which does no harm.
        """
        lock = self.root / META_FOLDER / "locks" / f"{crc32(name.encode()) % LOCKS:02x}"
        lock.parent.mkdir(parents=True, exist_ok=True)
        with locked(lock):
            yield


def _conditions(known: _Sidecar) -> dict[str, str]:
    """The headers that ask for a document only if it is another version than the one kept."""
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else {}


def safe_path(path: str) -> str:
    """A path from the outside (an index, a page) as a path below the archive's root.

    Raises FetchError for anything but plain names joined by slashes: ways up, hidden names, drives, escapes.
    """
    name = path.removeprefix("/")
    if not name or not all(_SEGMENT.fullmatch(segment) for segment in name.split("/")):
        raise FetchError(f"{path!r} is not a path of EDGAR's.")
    return str(PurePosixPath(name))


def _write(path: Path, text: str) -> None:
    """Write what is known of a document, atomically but without waiting for the disk: should the machine lose
    it, the document is hashed or asked for once more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{uuid4().hex}.tmp")
    beside.write_text(text)
    beside.replace(path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(version: Path) -> str | None:
    return version.read_text() if version.is_file() else None


def _remember(version: Path, validator: str | None) -> None:
    if validator:
        _write(version, validator)
    else:
        version.unlink(missing_ok=True)
