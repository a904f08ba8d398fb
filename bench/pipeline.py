"""How far the main job is from the floor: the time of decompressing the same archives and doing nothing.

    python -m bench.pipeline --edgar ../shared/edgar

Each step is timed in this run, on this machine: the floor, reading, deriving, loading, exporting, and a whole
`cyd run` in an empty home as a process of its own, with the most memory that it and its children held.
"""

import argparse
import os
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from bench.process import CYD, measured
from pipelines.exports.parquet import write_export
from pipelines.facts.months import covered_months
from pipelines.facts.notes import CHUNK_BYTES, read_notes
from pipelines.lake import Lake
from pipelines.metrics.derive import derive
from pipelines.warehouse.audit import audit
from pipelines.warehouse.load import load_candidate

MEMBERS = ("sub.tsv", "txt.tsv", "dim.tsv")
"""What reading takes out of an archive; the floor takes out no more."""

Found = TypeVar("Found")


class Taken(NamedTuple):
    """Seconds that a step took: on the clock, and of all processors."""

    wall: float
    processor: float


def main() -> None:
    """Time every step and print seconds and ratios to the floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edgar", type=Path, required=True, help="a mirror of EDGAR with notes archives")
    parser.add_argument("--months", help="months of the whole run (default: all that the archives hold)")
    given = parser.parse_args()
    edgar = given.edgar.resolve()
    archives = sorted(edgar.glob("files/dera/data/*/*_notes.zip"))
    if not archives:
        parser.error(f"there is no notes archive below {edgar}")
    months = given.months or f"{_months(archives)[0]}..{_months(archives)[-1]}"
    workers = os.cpu_count() or 1
    taken: dict[str, Taken] = {}

    _timed(taken, "floor: decompress", lambda: sum(_decompress(path) for path in archives))
    facts = _timed(taken, "read archives", lambda: pl.concat([read_notes(path).facts for path in archives]))
    derived = _timed(taken, f"derive ({workers} processes)", lambda: derive(facts, workers=workers))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        settings = {"CYD_HOME": str(home), "CYD_EDGAR_URL": edgar.as_uri()}
        command = (*CYD, "run", "--months", months, "--today", f"{months[-7:-3]}-12-31")
        run = _timed(taken, "cyd run, empty home", lambda: measured(*command, **settings))
        warehouse, out = Path(folder) / "warehouse.duckdb", Path(folder) / "out"
        out.mkdir()
        _timed(taken, "load", lambda: load_candidate(Lake(home / "lake"), warehouse, "bench"))
        _timed(taken, "audit", lambda: audit(warehouse))
        _timed(taken, "export", lambda: write_export(warehouse, out))

    floor = taken["floor: decompress"]
    rows = sum(frame.height for frame in derived.values())
    print(f"{len(archives)} archives, {facts['accession_number'].n_unique():,} filings, {facts.height:,} facts,"
          f" {rows:,} derived rows; {workers} processors, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    for name, step in taken.items():
        ratio = step.processor / floor.processor
        print(f"{name:<24}{step.wall:8.2f} s{step.processor:8.2f} s of processors{ratio:8.1f} x floor")
    print(f"{'peak memory of the run':<24}{run.together / 2**20:8.0f} MiB over its processes")


def _timed(taken: dict[str, Taken], name: str, step: Callable[[], Found]) -> Found:
    wall, work = time.perf_counter(), _processor_seconds()
    found = step()
    taken[name] = Taken(time.perf_counter() - wall, _processor_seconds() - work)
    return found


def _processor_seconds() -> float:
    """Processor time of this process and of its children that have ended: what a busy machine does not change."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _decompress(path: Path) -> int:
    """The bytes of the members that reading needs, decompressed in the same blocks and thrown away."""
    size = 0
    with zipfile.ZipFile(path) as archive:
        for name in set(MEMBERS) & set(archive.namelist()):
            with archive.open(name) as stream:
                while block := stream.read(CHUNK_BYTES):
                    size += len(block)
    return size


def _months(archives: list[Path]) -> list[str]:
    return sorted(month for path in archives for month in covered_months(path.name))


if __name__ == "__main__":
    main()
