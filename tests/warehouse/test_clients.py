"""What is published opens in the DuckDB that others have, and readers never see an error or half a state."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.exports.parquet import write_export
from pipelines.exports.tables import announced_schema
from pipelines.settings import Settings
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.publish import publish, rollback

from .test_publish import another

OLDER = "1.5"
INSTALLATION_SECONDS = 120


@pytest.fixture(scope="session")
def older_duckdb() -> Path:
    """A folder with the older DuckDB, installed once for this user; skipped where it cannot be installed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cyd-tests"
    folder = cache / f"duckdb-{OLDER}-{sys.version_info.major}.{sys.version_info.minor}"
    cache.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            beside = folder.with_suffix(".part")
            shutil.rmtree(beside, ignore_errors=True)
            uv = shutil.which("uv")
            pip = (
                [uv, "pip", "install", "--python", sys.executable]
                if uv
                else [sys.executable, "-m", "pip", "install"]
            )
            words = [
                "--quiet",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--target",
                str(beside),
                f"duckdb=={OLDER}.*",
            ]
            try:
                done = subprocess.run(
                    [*pip, *words], capture_output=True, text=True, timeout=INSTALLATION_SECONDS, check=False
                )
            except subprocess.TimeoutExpired:
                pytest.skip(f"DuckDB {OLDER} did not arrive in {INSTALLATION_SECONDS} seconds")
            if done.returncode:
                pytest.skip(f"DuckDB {OLDER} cannot be installed here: {done.stderr.strip()[-200:]}")
            beside.replace(folder)
    return folder


ANSWERS = """
import json, sys, duckdb
with duckdb.connect(*([sys.argv[1], True] if sys.argv[1].endswith(".duckdb") else [])) as connection:
    answers = [[str(row) for row in connection.execute(sql).fetchall()] for sql in json.load(sys.stdin)]
print(json.dumps([duckdb.__version__, answers]))
"""
"""Asks queries of a warehouse, with whichever DuckDB is found first."""


def answers(path: Path, queries: list[str], library: Path | None = None) -> tuple[str, list[list[str]]]:
    """The version of a DuckDB and its answers."""
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS, str(path)],
        env={**os.environ, **({"PYTHONPATH": str(library)} if library else {})},
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    version, found = json.loads(done.stdout)
    return version, found


def test_the_published_file_answers_alike_in_the_older_duckdb_and_in_ours(
    older_duckdb: Path, audited: Path, settings: Settings
) -> None:
    """Every table, every view, and every question of the cookbook."""
    path = publish(audited, settings)
    names = [file.name for file in sql_files("schema", "marts") if file.kind in ("table", "view")]
    queries = [f"SELECT * FROM {name} ORDER BY ALL" for name in names]
    queries += [file.sql for file in sql_files("queries")]
    older, there = answers(path, queries, older_duckdb)
    ours, here = answers(path, queries)
    assert older.startswith(f"{OLDER}.")
    assert ours == duckdb.__version__
    assert ours.split(".")[0] >= "2"
    assert sum(len(rows) for rows in here) > 1000
    differing = [query for query, a, b in zip(queries, here, there, strict=True) if sorted(a) != sorted(b)]
    assert differing == []


def test_the_older_duckdb_refuses_a_file_in_the_newest_storage_version(
    older_duckdb: Path, tmp_path: Path
) -> None:
    """Else the test above would prove nothing."""
    with duckdb.connect(
        str(tmp_path / "new.duckdb"), config={"storage_compatibility_version": "latest"}
    ) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS a")
    assert answers(tmp_path / "new.duckdb", ["FROM t"])[1] == [["(1,)"]]
    with pytest.raises(AssertionError, match="version"):
        answers(tmp_path / "new.duckdb", ["FROM t"], older_duckdb)


TYPES = {
    # DuckDB's, and those by which pandas, Polars and Arrow know the same column
    "VARCHAR": ("str", "String", "string"),
    "BOOLEAN": ("boolean", "Boolean", "bool"),
    "INTEGER": ("Int32", "Int32", "int32"),
    "BIGINT": ("Int64", "Int64", "int64"),
    "DOUBLE": ("float64", "Float64", "double"),
    "DATE": ("object", "Date", "date32[day]"),
    "TIMESTAMP": ("datetime64[us]", "Datetime(time_unit='us', time_zone=None)", "timestamp[us]"),
    "VARCHAR[]": ("object", "List(String)", "list<element: string>"),
}


def test_parquet_has_the_announced_types_in_every_library(
    older_duckdb: Path, audited: Path, tmp_path: Path
) -> None:
    """A year that nobody states is null, never NaN: pandas too reads whole numbers as such."""
    write_export(audited, tmp_path)
    paths = sorted(tmp_path.glob("*.parquet"))
    queries = [f"DESCRIBE FROM '{path}'" for path in paths]
    (_, there), (_, here) = answers(tmp_path / "x", queries, older_duckdb), answers(tmp_path / "x", queries)
    assert here == there
    announced = announced_schema()["tables"]
    for path in paths:
        columns = announced[path.stem]
        frames = (pd.read_parquet(path).dtypes, pl.read_parquet_schema(path), pq.read_schema(path))
        for name, kind in columns.items():
            if kind not in TYPES:
                assert kind.startswith("STRUCT"), (path.stem, name, kind)
                continue
            found = (str(frames[0][name]), str(frames[1][name]), str(frames[2].field(name).type))
            assert found == TYPES[kind], (path.stem, name, kind)


READER = """
import json, sys, time, duckdb
from pathlib import Path
path, stop, ready, holds = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4] == "holds"
seen, errors, reads = [], [], 0
def state(connection):
    load = connection.execute("SELECT load_id FROM meta.load").fetchall()
    marks = connection.execute("SELECT DISTINCT evidence FROM core.cadence").fetchall()
    rows = connection.execute("SELECT count(*), count(DISTINCT accession_number) FROM core.fact").fetchone()
    return [load == marks and len(load) == 1, load[0][0], rows]
while True:
    last = stop.exists()
    try:
        with duckdb.connect(path, read_only=True) as connection:
            first = state(connection)
            if holds:
                time.sleep(0.3)
                if state(connection) != first:
                    errors.append("changed while it was open")
        reads += 1
        if first not in seen:
            seen.append(first)
    except Exception as error:
        errors.append(repr(error))
    ready.touch()
    if last:
        break
print(json.dumps({"seen": seen, "errors": errors, "reads": reads}))
"""
"""Opens, looks and closes in a loop; a state is whole where every row bears the mark of the one load."""


@contextmanager
def reading(path: Path, folder: Path, how: str) -> Iterator[dict[str, Any]]:
    """A reader in a process of its own that has read once; what it saw, when the block is left."""
    stop, ready, saw = folder / f"{how}.stop", folder / f"{how}.ready", {}
    process = subprocess.Popen(
        [sys.executable, "-c", READER, str(path), str(stop), str(ready), how],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        while not ready.exists():
            assert process.poll() is None
            time.sleep(0.01)
        yield saw
    finally:
        stop.touch()
        out, _ = process.communicate(timeout=60)
    saw |= json.loads(out)


def marked(audited: Path, number: int) -> Path:
    """A later candidate, every row of one table marked with its load, so that halves of two would show."""
    path = another(audited, number)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE core.cadence SET evidence = ?", [path.stem])
    return path


def test_readers_in_a_loop_during_ten_publications_see_no_error_and_only_whole_states(
    audited: Path, settings: Settings, tmp_path: Path
) -> None:
    candidates = [marked(audited, number) for number in range(11)]
    loads = [candidate.stem for candidate in candidates]
    path = publish(candidates[0], settings)
    with reading(path, tmp_path, "looks") as short, reading(path, tmp_path, "holds") as long:
        for candidate in candidates[1:]:
            publish(candidate, settings)
            time.sleep(0.15)
        rollback(settings, loads[-2])
        time.sleep(0.15)
    for saw in (short, long):
        assert saw["errors"] == []
        assert [state for state in saw["seen"] if not state[0]] == []
        assert len({tuple(rows) for _, _, rows in saw["seen"]}) == 1
        assert {load for _, load, _ in saw["seen"]} <= set(loads)
        order = [loads.index(load) for _, load, _ in saw["seen"] if load != loads[-2]]  # rolled back to
        assert order == sorted(order), "a reader went back in time"
    assert short["reads"] > 20
    assert len(short["seen"]) > 5, "the reader saw too few of the publications to prove anything"
    assert len(long["seen"]) > 2
