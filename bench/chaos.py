"""Runs of `cyd` that are killed at random moments: what is published stays the old warehouse or becomes the new one,
whole, and the next run succeeds; after nights that were killed again and again, exports and report are byte for byte
those of one run of the last day. `python -m bench.chaos [--kills N] [--seed N]`, on the bundled sample."""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipelines.files import sha256
from pipelines.sample.generate import write_sample

AGAIN = """
import assets.warehouse
assets.warehouse.published_content = lambda settings: None
from assets.entry import main
main()
"""
"""The command line, publishing though there is nothing new: a run that publishes nothing has nothing to be cut off."""
RUN = [sys.executable, "-c", AGAIN, "run", "--sample", "--months", "2026-03"]
CYD = [sys.executable, "-c", "from assets.entry import main; main()"]
MOST_BETWEEN_NIGHTS = 20
FIRST_GUESS = 20.0
"""Seconds of a night, before one was measured."""
TABLES = (
    "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name = 'core' ORDER BY ALL"
)


@dataclass(frozen=True)
class Kill:
    """One killed run: after how many seconds, whether it had ended before, and what was published then: `old`, `new`
    or what is wrong."""

    seconds: float
    ended: bool
    published: str


def chaos(home: Path, kills: int, seed: int) -> Iterator[Kill]:
    """Kill `kills` runs on a home that was published, and after each let one run to its end."""
    chance = random.Random(seed)  # noqa: S311 (moments, no secrets)
    begun = time.monotonic()
    _whole_run(home)
    length = time.monotonic() - begun
    rows = _rows(home)
    for _ in range(kills):
        old, wait = sha256(home / "warehouse.duckdb"), chance.uniform(0, length)
        ended = _killed_run(RUN, _environment(home), wait)
        found = "old" if sha256(home / "warehouse.duckdb") == old else "new"
        if _rows(home) != rows:
            found = "the warehouse is not whole"
        elif (home / "warehouse.duckdb.wal").exists():
            found = "a write-ahead log stands beside the warehouse"
        elif not (home / "exports" / "latest" / "datapackage.json").is_file():
            found = "the exports are not whole"
        begun = time.monotonic()
        _whole_run(home)
        length = (length + time.monotonic() - begun) / 2
        if _rows(home) != rows:
            found += ", and the next run published something else"
        yield Kill(round(wait, 2), ended, found)


DAYS = (date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 30))
"""Days on which a night is run, as EDGAR stood on each: both months are read in full on all of them."""
OF_THE_RUN = ("manifest.json",)
"""Files of an export that say what it was made of, and from which version before."""


def nights(
    folder: Path, kills: int, seed: int, days: Sequence[date] = DAYS, *, report: bool = True
) -> list[str]:
    """Run a night on each of `days`, each after its share of `kills` runs that were killed; then the last day at once
    in a new home. The files of exports and report in which the two differ, or that one lacks."""
    chance = random.Random(seed)  # noqa: S311 (moments, no secrets)
    mirror, home, clean = folder / "mirror", folder / "nights", folder / "clean"
    settings = {"CYD_EDGAR_URL": mirror.as_uri(), "CYD_REPORT": "yes" if report else "no"}

    def run(home: Path, day: date, seconds: float | None = None) -> float:
        words = [*CYD, "run", "--months", "2026-02..2026-03", "--today", str(day)]
        environment, begun = _environment(home) | settings, time.monotonic()
        if seconds is not None:
            _killed_run(words, environment, seconds)
        elif (
            done := subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        ).returncode:
            raise SystemExit(f"The night of {day} failed: {done.stderr.strip()}")
        return time.monotonic() - begun

    length = FIRST_GUESS
    for number, day in enumerate(days):
        write_sample(mirror, today=day)
        for _ in range(kills // len(days) + (number < kills % len(days))):
            run(home, day, chance.uniform(0, length))
        length = run(home, day)
    run(clean, days[-1])
    found = [_files(one, report=report) for one in (home, clean)]
    return sorted({name for name, _ in set(found[0].items()) ^ set(found[1].items())} - set(OF_THE_RUN))


def _files(home: Path, *, report: bool) -> dict[str, str]:
    """The hash of every file that readers see, but for the warehouse, which names its load."""
    folders = [home / "exports" / "latest", *([home / "exports" / "report"] if report else [])]
    return {
        str(path.relative_to(folder.resolve())): sha256(path)
        for folder in folders
        for path in sorted(folder.resolve(strict=True).rglob("*"))
        if path.is_file()
    }


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CYD_", "DAGSTER_"))}
    return kept | {"CYD_HOME": str(home), "CYD_REPORT": "no"}  # the next run makes it anew


def _whole_run(home: Path) -> None:
    done = subprocess.run(RUN, env=_environment(home), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The run after a kill failed: {done.stderr.strip()}")


def _killed_run(words: list[str], environment: dict[str, str], seconds: float) -> bool:
    """Start a command and kill it with all that it started; whether it had ended before."""
    process = subprocess.Popen(
        words,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def _rows(home: Path) -> dict[str, tuple[int, int]]:
    """Rows of each table of the published warehouse, and a sum over all their values: the same for every load."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        names = [name for (name,) in connection.execute(TABLES).fetchall()]
        return {
            name: connection.execute(
                f"SELECT count(*), bit_xor(hash(t)) FROM {name} AS t"  # noqa: S608 (our own names)
            ).fetchall()[0]
            for name in names
        }


def main() -> None:
    """Print a line a kill and a summary; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _whole_run(home)
        for kill in chaos(home, words.kills, words.seed):
            found.append(kill)
            print(f"{len(found)}: killed after {kill.seconds} s, published: {kill.published}", flush=True)
    counts = {state: sum(kill.published == state for kill in found) for state in ("old", "new")}
    ended = sum(kill.ended for kill in found)
    print(f"{len(found)} kills ({ended} runs had ended before): {counts}")
    with tempfile.TemporaryDirectory() as folder:
        differing = nights(Path(folder), min(words.kills, MOST_BETWEEN_NIGHTS), words.seed)
    print(
        f"nights with {min(words.kills, MOST_BETWEEN_NIGHTS)} kills between them differ in {differing or 'no file'}"
    )
    sys.exit(sum(counts.values()) != len(found) or bool(differing))


if __name__ == "__main__":
    main()
