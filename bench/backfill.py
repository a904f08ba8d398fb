"""What a second process brings to a backfill: the same months by one run at a time and by two, each in a new home.

    python -m bench.backfill --edgar ../shared/edgar --months 2024-10..2026-05

Both are launched as a person launches them: `cyd serve`, a backfill through GraphQL, publication by the daemon. A
month's own metrics use one process, so that runs at once is all that differs. Prints seconds and their ratio, and
fails where the two published warehouses or their exports differ.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from pipelines.months import parse_months
from pipelines.settings import Settings
from pipelines.warehouse.publish import published_load
from tests.assets.served import Served, served, until
from tests.runs import files_of, tables_of

LONGEST_SECONDS = 3600


class Taken(NamedTuple):
    """Seconds of a backfill: of its runs from the first begin to the last end, and from its launch on."""

    runs: float
    launched: float


def main() -> None:
    """Backfill twice, print what each took, and compare what was published."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edgar", type=Path, required=True, help="a mirror of EDGAR")
    parser.add_argument("--months", required=True, help="a range of months, 2024-10..2026-05")
    parser.add_argument("--months-per-run", type=int, default=1, help="CYD_MONTHS_PER_RUN")
    given = parser.parse_args()
    months = parse_months(given.months)
    with tempfile.TemporaryDirectory(prefix="cyd-backfill-") as folder:
        homes = {parallel: Path(folder) / f"by-{parallel}" for parallel in (1, 2)}
        taken = {}
        for parallel, home in homes.items():
            settings = {
                "CYD_EDGAR_URL": given.edgar.resolve().as_uri(),
                "CYD_PARALLEL_RUNS": str(parallel),
                "CYD_MONTHS_PER_RUN": str(given.months_per_run),
                "CYD_WORKERS": "1",
            }
            taken[parallel] = _backfill(home, settings, months)
            print(
                f"{parallel} at once: {taken[parallel].runs:6.1f} s, {taken[parallel].launched:6.1f} s from the launch"
            )
        print(
            f"ratio:     {taken[2].runs / taken[1].runs:6.2f}    {taken[2].launched / taken[1].launched:6.2f}"
        )
        differing = _differing(*homes.values())
    print(
        "the warehouses and exports are identical"
        if not differing
        else f"they differ: {', '.join(differing)}"
    )
    sys.exit(bool(differing))


def _backfill(home: Path, settings: dict[str, str], months: list[str]) -> Taken:
    """Seconds of one backfill; returns when its warehouse is published."""
    home.mkdir()
    known = Settings(home=home)
    with served(home, settings) as server:
        launched = time.time()
        status = server.backfill(months, LONGEST_SECONDS)
        runs = [run for run in server.runs() if "dagster/backfill" in run["tags"]]
        if status != "COMPLETED_SUCCESS":
            raise SystemExit(f"the backfill ended as {status}")
        until(lambda: published_load(known) and _rests(server) and (known.exports_path / "latest").exists())
    first, last = min(run["startTime"] for run in runs), max(run["endTime"] for run in runs)
    return Taken(last - first, last - launched)


def _rests(server: Served) -> bool:
    return all(run["status"] in ("SUCCESS", "FAILURE", "CANCELED") for run in server.runs())


def _differing(one: Path, two: Path) -> list[str]:
    """Tables and exported files that are not the same in two homes."""
    tables = tables_of(one), tables_of(two)
    files = files_of(one), files_of(two)
    names = [name for name in tables[0] if not tables[0][name].equals(tables[1][name])]
    names += [name for name in files[0] if files[0][name] != files[1].get(name)]
    return names + sorted(tables[0].keys() ^ tables[1].keys())


if __name__ == "__main__":
    main()
