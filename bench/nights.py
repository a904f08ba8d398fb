"""What a run costs beside the floor, and how that grows with the number of filings: all in one sitting.

    python -m bench.nights --edgar ../shared/edgar                    one table, of all filings
    python -m bench.nights --edgar ../shared/edgar --shares 8,4,2,1   of an eighth of them, a quarter, half and all

The floor is a process that reads the same archives, puts their facts into DuckDB and does nothing more. Ratios of
seconds on the clock hold on a machine that does nothing else, those of processors anywhere.
"""

import argparse
import io
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from bench.process import CYD, Cost, measured
from pipelines.facts.months import covered_months

NEW = 50
"""Filings of a night with news: of the newest months."""
TODAY = "2026-12-31"
FLOOR = """
import sys, duckdb, polars as pl
from pathlib import Path
from pipelines.facts.notes import read_notes
facts = pl.concat([read_notes(Path(path)).facts for path in sys.argv[2:]])
duckdb.connect(sys.argv[1]).execute("CREATE TABLE fact AS FROM facts")
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edgar", type=Path, required=True, help="a mirror of EDGAR with notes archives")
    parser.add_argument(
        "--shares", default="1", help="8,4,2,1: of an eighth of the filings, a quarter, half, all"
    )
    given = parser.parse_args()
    sitting: dict[int, dict[str, Cost]] = {}
    for share in map(int, given.shares.split(",")):
        with tempfile.TemporaryDirectory(prefix="cyd-nights-") as folder:
            sitting[share] = _costs(given.edgar.resolve(), Path(folder), share)
        _print(sitting[share], sitting[next(iter(sitting))])


def _costs(edgar: Path, folder: Path, share: int) -> dict[str, Cost]:
    """What each kind of run costs, with one of `share` filings."""
    mirror = folder / "edgar"
    archives = [path.relative_to(edgar) for path in sorted(edgar.glob("files/dera/data/*/*_notes.zip"))]
    if not archives:
        sys.exit(f"There is no notes archive below {edgar}.")
    numbers = {
        path: [n for n in _numbers(edgar / path) if zlib.crc32(n.encode()) % share == 0] for path in archives
    }
    newest = [number for path in archives for number in numbers[path]][-NEW:]
    for path, kept in numbers.items():
        _write(edgar / path, mirror / path, set(kept) - set(newest))
    for name in ("Archives", "files/company_tickers.json"):
        if (edgar / name).exists():
            (mirror / name).symlink_to(edgar / name)
    held = [str(mirror / path) for path in archives]
    months = sorted(month for path in archives for month in covered_months(path.name))
    settings = {"CYD_HOME": str(folder / "home"), "CYD_EDGAR_URL": mirror.as_uri()}
    run = (*CYD, "run", "--today", TODAY, "--months", f"{months[0]}..{months[-1]}")
    filings = sum(map(len, numbers.values())) - NEW
    print(f"{filings:,} filings, then {NEW} more; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    costs = {
        "floor: read and load": measured(sys.executable, "-c", FLOOR, str(folder / "floor.duckdb"), *held),
        "cyd read": measured(*CYD, "read", *held, "--format", "jsonl", "--output", str(folder / "facts")),
        "cyd read --metrics": measured(
            *CYD, "read", *held, "--metrics", "--format", "jsonl", "--output", str(folder / "metrics")
        ),
        "whole run": measured(*run, **settings),
        "the same again": measured(*run, **settings),
    }
    measured(
        *CYD, "run", "--today", TODAY, **settings
    )  # the first night has months that are new, if without filings
    costs["a night without news"] = measured(*CYD, "run", "--today", TODAY, **settings)
    for path, kept in numbers.items():
        if not set(kept).isdisjoint(newest):  # the other archives stay as they are, byte for byte
            _write(edgar / path, mirror / path, set(kept))
    return costs | {f"a night with {NEW} new": measured(*run, **settings)}


def _numbers(archive: Path) -> list[str]:
    """The accession numbers of an archive."""
    with zipfile.ZipFile(archive) as opened:
        return sorted({line.split("\t", 1)[0] for line in _lines(opened, "sub.tsv")} - {"adsh"})


def _lines(opened: zipfile.ZipFile, name: str) -> Iterable[str]:
    with opened.open(name) as member:
        yield from io.TextIOWrapper(member, encoding="utf-8", newline="\n")


def _write(source: Path, target: Path, kept: set[str]) -> None:
    """An archive with the rows of some filings only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        zipfile.ZipFile(source) as opened,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for name in opened.namelist():
            head, *rows = _lines(opened, name)
            if head.startswith("adsh\t"):
                rows = [row for row in rows if row.split("\t", 1)[0] in kept]
            made.writestr(name, "".join([head, *rows]))


def _print(costs: dict[str, Cost], smallest: dict[str, Cost]) -> None:
    floor, whole = costs["floor: read and load"], costs["whole run"]
    columns = ("clock", "floors", "processors", "floors", "of whole", "growth", "MiB", "largest")
    print(f"{'':<22}" + "".join(f"{column:>11}" for column in columns))
    for name, cost in costs.items():
        figures = (
            f"{cost.wall:.1f} s",
            f"{cost.wall / floor.wall:.1f}",
            f"{cost.processor:.1f} s",
            f"{cost.processor / floor.processor:.1f}",
            f"{cost.processor / whole.processor:.2f}",
            f"{cost.processor / smallest[name].processor:.2f}",
            f"{cost.together / 2**20:.0f}",
            f"{cost.largest / 2**20:.0f}",
        )
        print(f"{name:<22}" + "".join(f"{figure:>11}" for figure in figures))
    facts, metrics = costs["cyd read"], costs["cyd read --metrics"]
    print(
        f"cyd read --metrics takes {metrics.wall / facts.wall:.1f} times the clock of cyd read, "
        f"{metrics.processor / facts.processor:.1f} times its processors\n",
        flush=True,
    )


if __name__ == "__main__":
    main()
