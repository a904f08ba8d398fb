"""Publications that are killed, or whose disk fails, at a chosen step; and whether what was published stayed whole.

A step is one statement of DuckDB, one write, sync, rename, link or removal between an empty candidate and the moved
link of the exports. Each attempt is a process of its own, forked from this one, which therefore starts no thread:
Polars is imported, and DuckDB used, in children alone. `python -m bench.faults HOME [--thorough]`.
"""

import argparse
import errno
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.exports.parquet import export
from pipelines.files import sha256
from pipelines.settings import Settings
from pipelines.warehouse.publish import candidates_folder, publish, remove_candidates

Work = Callable[[Settings], None]
LIMITS = (4_096, 3_000_000)
"""Bytes beyond which no file may grow: the disk is full, as the operating system says it."""

ENDINGS = (".parquet", ".csv", ".json", ".md", ".atom")
"""Kinds of files of an export."""


@dataclass
class Steps:
    """Counts the steps of this process, and at step `at` does what `how` says: `kill` it, `fail` as a full disk does,
    or `half`: write the first half, then be killed."""

    at: int = -1
    how: str = ""
    names: list[str] = field(default_factory=list)

    def step(self, name: str, act: Callable[[], Any], path: object = None) -> Any:
        """Do one step, unless it is the chosen one."""
        self.names.append(name)
        if len(self.names) - 1 != self.at:
            return act()
        if self.how == "half":
            act()
            os.truncate(str(path), Path(str(path)).stat().st_size // 2)
        elif self.how == "fail":
            full = os.strerror(errno.ENOSPC)
            raise duckdb.IOException(full) if name.startswith("sql") else OSError(errno.ENOSPC, full)
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count what this process does with files and DuckDB from now on."""
        for name in ("replace", "hardlink_to", "symlink_to", "unlink", "mkdir", "write_text", "write_bytes"):
            self._watch(Path, name)
        self._watch(shutil, "rmtree")
        self._watch(os, "fsync")
        connect = duckdb.connect
        duckdb.connect = lambda *a, **k: _Watched(connect(*a, **k), self)  # type: ignore[assignment]

    def _watch(self, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def watched(first: Any, *words: Any, **named: Any) -> Any:
            what = Path(f"/proc/self/fd/{first}").readlink() if name == "fsync" else first
            return self.step(f"{name} {Path(what).name}", lambda: real(first, *words, **named), what)

        setattr(owner, name, watched)


class _Watched:
    """A connection whose statements are steps; comments, of which there are hundreds, are none."""

    def __init__(self, connection: Any, steps: Steps) -> None:
        self._connection, self._steps = connection, steps

    def execute(self, sql: str, *words: Any) -> Any:
        """One statement."""
        if sql.startswith("COMMENT"):
            return self._connection.execute(sql, *words)
        said = " ".join(line for line in sql.splitlines() if not line.startswith("--")).split()[:4]
        path = words[0][0] if sql.startswith("COPY") else None
        name = f"sql {' '.join(said)}" if path is None else f"sql COPY {Path(path).name}"
        return self._steps.step(name, lambda: self._connection.execute(sql, *words), path)

    def sql(self, sql: str, **named: Any) -> Any:
        """One query."""
        return self._steps.step("sql query", lambda: self._connection.sql(sql, **named))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> "_Watched":
        self._connection.__enter__()
        return self

    def __exit__(self, *words: Any) -> None:
        self._connection.__exit__(*words)


@dataclass(frozen=True)
class Attempt:
    """How an attempt ended: what it was to meet where, its exit code (negative: the signal), and what is published:
    `old`, `new` or what is wrong."""

    how: str
    step: str
    code: int
    published: str


def prepare(lake: Path, path: Path) -> None:
    """An audited candidate of a lake, under the number of its file's name."""
    from pipelines.lake import Lake  # noqa: PLC0415 (brings Polars, which starts threads)
    from pipelines.warehouse.audit import audit  # noqa: PLC0415
    from pipelines.warehouse.load import load_candidate  # noqa: PLC0415

    load_candidate(Lake(lake), path, path.stem)
    audit(path)


def loading(settings: Settings) -> None:
    """The whole way from the lake to the exports, as the assets go it."""
    remove_candidates(settings)
    path = candidates_folder(settings) / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.duckdb"
    prepare(settings.base / "lake", path)
    publish(path, settings)
    export(settings.warehouse_path, settings.exports_path)


def publishing_of(prepared: Path) -> Work:
    """The way from an audited candidate, a copy of `prepared`, to the exports."""

    def work(settings: Settings) -> None:
        path = candidates_folder(settings) / prepared.name
        publish(path, settings)
        export(settings.warehouse_path, settings.exports_path)

    return work


def forked(
    work: Work, settings: Settings, steps: Steps, *, limit: int | None = None
) -> tuple[int, list[str]]:
    """Do the work in a process of its own; its exit code (negative: the signal) and its steps."""
    told = settings.base / "steps.json"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            before = Path.write_text
            steps.watch()
            work(settings)
            if steps.at < 0 and limit is None:
                before(told, json.dumps(steps.names))
            code = 0
        except BaseException:
            if steps.how == "" and limit is None:
                traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    names = json.loads(told.read_text()) if told.is_file() else []
    told.unlink(missing_ok=True)
    return os.waitstatus_to_exitcode(status), names


def digest(folder: Path) -> str:
    """The hash of all files of a folder and their names."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(folder)} {sha256(path)}\n".encode())
    return whole.hexdigest()


def published(settings: Settings, old: str, new: str | None, exports: str) -> str:
    """What is published: `old` or `new` by its hash, or in words what is wrong with it."""
    found = sha256(settings.warehouse_path)
    if settings.warehouse_path.with_name("warehouse.duckdb.wal").exists():
        return "a write-ahead log stands beside the warehouse"
    if digest((settings.exports_path / "latest").resolve(strict=True)) != exports:
        return "the exports are not whole"
    if found == old:
        return "old"
    whole = new == found if new else forked(_audited, settings, Steps())[0] == 0
    return "new" if whole else "neither the old warehouse nor the new one"


def _audited(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM meta.check_result").fetchall() == [(True,)]


def leftovers(settings: Settings) -> list[str]:
    """What a finished run must not leave."""
    places = (settings.exports_path, settings.exports_path / "versions", candidates_folder(settings))
    found = [path for place in places if place.is_dir() for path in place.iterdir()]
    found += [path for path in settings.base.iterdir() if path.name.endswith((".wal", ".tmp"))]
    return sorted(
        path.name
        for path in found
        if path.name.startswith(".")
        or (path.suffix in (".wal", ".tmp", ".duckdb") and path != settings.warehouse_path)
    )


def rehearse(home: Path, folder: Path, *, thorough: bool) -> Iterator[Attempt]:
    """Steps of publishing and exporting fail, are killed and are killed half done: all of them where `thorough`, else
    all of publishing and one of each kind of exporting.

    An attempt goes on from what the one before left, so that each step that is reached proves that nothing was in
    the way. Once the new warehouse is in place, and where not `thorough` its export too, a publication has to
    succeed and leave nothing, and a fresh copy of `home` comes next."""
    settings, base = Settings(home=folder / "home", identity=None), folder / "base"
    unused = shutil.ignore_patterns("lake", "raw", "dagster", "sample", "publications", "candidates")
    shutil.copytree(home, base, symlinks=True, ignore=unused)
    prepared = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.duckdb"
    assert (
        forked(lambda _: prepare(home / "lake", prepared), Settings(home=folder, identity=None), Steps())[0]
        == 0
    )
    old, new = sha256(base / "warehouse.duckdb"), sha256(prepared)
    exports = digest((base / "exports" / "latest").resolve(strict=True))
    work = publishing_of(prepared)

    def again(*, keep: bool = False) -> None:
        if not keep:
            shutil.rmtree(settings.base, ignore_errors=True)
            shutil.copytree(base, settings.base, symlinks=True, copy_function=os.link)
        candidates_folder(settings).mkdir(exist_ok=True)
        if not (candidates_folder(settings) / prepared.name).exists():
            shutil.copyfile(prepared, candidates_folder(settings) / prepared.name)

    again()
    code, names = forked(work, settings, Steps())
    assert (code, published(settings, old, new, exports)) == (0, "new")
    again()
    made = range(
        next(at for at, name in enumerate(names) if name.startswith(f"mkdir .{prepared.stem}")),
        next(at for at, name in enumerate(names) if name.startswith(f"replace .{prepared.stem}")),
    )
    for at, how in _chosen(names, thorough=thorough):
        again(keep=True)
        code, _ = forked(work, settings, Steps(at, how))
        found = published(settings, old, new, exports)
        if how != "fail" and code != -signal.SIGKILL:
            found += ", though it was not killed"
        new_in_place = found == "new"
        if new_in_place and (thorough or at >= made.stop):
            again(keep=True)
            if forked(work, settings, Steps())[0] or published(settings, old, new, exports) != "new":
                found += ", and the next publication failed"
            elif left := leftovers(settings):
                found += f", and the next publication left {left}"
        if new_in_place and (thorough or at not in made):
            again()
        yield Attempt(how, names[at], code, found)
    for limit in LIMITS if thorough else LIMITS[:1]:
        again()
        code, _ = forked(work, settings, Steps(), limit=limit)
        yield Attempt("full", f"{limit} bytes", code, published(settings, old, new, exports))


def rehearse_loading(home: Path, folder: Path, *, thorough: bool) -> Iterator[Attempt]:
    """Steps of load and audit are killed or fail by turns, one after the other in the same home: all of them where
    `thorough`, else each fortieth; at the end a run has to succeed. Steps beyond are `rehearse`'s."""
    settings = Settings(home=folder / "loading", identity=None)
    shutil.copytree(home, settings.base, symlinks=True)
    exports = digest((settings.exports_path / "latest").resolve(strict=True))
    code, names = forked(loading, settings, Steps())
    old = sha256(settings.warehouse_path)
    assert (code, published(settings, old, None, exports)) == (0, "old")
    last = next(at for at, name in enumerate(names) if name == "mkdir publications")
    for turn, at in enumerate(range(0, last, 1 if thorough else 40)):
        how = ("kill", "fail")[turn % 2]
        code, _ = forked(loading, settings, Steps(at, how))
        yield Attempt(how, names[at], code, published(settings, old, None, exports))
    for limit in LIMITS if thorough else LIMITS[:1]:
        code, _ = forked(loading, settings, Steps(), limit=limit)
        yield Attempt("full", f"{limit} bytes", code, published(settings, old, None, exports))
    code, _ = forked(loading, settings, Steps())
    found = published(settings, old, None, exports)
    yield Attempt("", "the run at the end", code, f"{found}{leftovers(settings) or ''}")


def _chosen(names: list[str], *, thorough: bool) -> Iterator[tuple[int, str]]:
    """Steps and what is to happen there: every way, or of each kind of exporting step one way by turns."""
    exporting = next(at for at, name in enumerate(names) if name.startswith("mkdir ."))
    kinds: set[str] = set()
    for at, name in enumerate(names):
        ways = ["kill", "fail", "half"] if name.startswith(("sql COPY", "write_")) else ["kill", "fail"]
        if name.startswith("rmtree"):  # it is asked to go on where it fails
            ways = ["kill"]
        kind = name.split()[0] + "".join(end for end in ENDINGS if name.endswith(end))
        if thorough or at < exporting:
            reads = name.startswith("sql SELECT") and not thorough
            yield from ((at, how) for how in (ways[:1] if reads else ways))
        elif kind not in kinds and not name.startswith("sql SELECT"):
            yield at, ways[len(kinds) % len(ways)]
            kinds.add(kind)


PARTS = {"publishing": rehearse, "loading": rehearse_loading}


def main() -> None:
    """Print every attempt as a line of JSON; exit code 1 where one of them left something wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, help="a home that was published; it is only read")
    parser.add_argument("--thorough", action="store_true", help="every step in every way, instead of some")
    parser.add_argument("--part", choices=PARTS, action="append", help="default: both")
    words = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for part in words.part or PARTS:
            for attempt in PARTS[part](words.home, Path(folder), thorough=words.thorough):
                print(json.dumps(asdict(attempt)), flush=True)
                wrong += attempt.published not in ("old", "new")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
