"""A command as a process of its own: seconds on the clock and of processors, and the memory that it and its children
held. Linux tells the memory; elsewhere it is 0.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

SAMPLE_SECONDS = 0.1
CYD = (sys.executable, "-c", "from assets.entry import main; main()")


class Cost(NamedTuple):
    """Seconds that a command took on the clock and of all processors, and the most bytes that its largest process and
    all of its processes together held; pages that several share count once (PSS)."""

    wall: float
    processor: float
    largest: int
    together: int


def measured(*command: str, **settings: str) -> Cost:
    """Run a command with `CYD_…` settings and no others; ends this program where it fails."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CYD_")}
    began, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        command, env=inherited | settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )  # fmt: skip
    largest = together = 0
    while process.poll() is None:
        held = _held(process.pid)
        largest, together = max(largest, *held), max(together, sum(held))
        time.sleep(SAMPLE_SECONDS)
    wall, after = time.perf_counter() - began, os.times()
    if process.returncode:
        said = process.stderr.read().decode() if process.stderr else ""
        sys.exit(f"{' '.join(command[-4:])} failed: {said.strip()[-400:]}")
    taken = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, taken, largest, together)


def _held(session: int) -> list[int]:
    """Bytes of memory of each process of a session."""
    found = [0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) != session:
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except (OSError, IndexError, ValueError):
            continue  # it ended meanwhile
        found += [1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return found
