"""What the report costs: seconds, size, and the weight of its first page, against the limits it is held to.

    python -m bench.report [--warehouse FILE]

Exit code 1 where a limit is passed. The site is made by `cyd report` as a process of its own, imports included.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.settings import load_settings

MOST_SECONDS = 20.0
MOST_BYTES = 60_000_000
MOST_FIRST_BYTES = 600_000
"""The first page with all it needs, before any data is loaded."""


def main() -> None:
    """Make the report of a warehouse in an empty home and print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--warehouse", type=Path, default=load_settings().warehouse_path)
    warehouse = parser.parse_args().warehouse.resolve()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copyfile(warehouse, home / "warehouse.duckdb")
        before, began = os.times(), time.perf_counter()
        command = [sys.executable, "-c", "from assets.entry import main; main()", "report"]
        subprocess.run(command, env={**os.environ, "CYD_HOME": folder}, check=True, capture_output=True)
        seconds, after = time.perf_counter() - began, os.times()
        site = (home / "exports" / "report").resolve()
        files = [path for path in site.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        first = [site / "index.html", site / "assets" / "report.css", site / "assets" / "icon.svg"]
        weight = sum(path.stat().st_size for path in first)
    processors = after.children_user + after.children_system - before.children_user - before.children_system
    print(
        f"seconds     {seconds:8.1f} of {MOST_SECONDS:.0f} (processors {processors:.1f}, load {os.getloadavg()[0]:.1f})"
    )
    print(f"megabytes   {size / 1e6:8.1f} of {MOST_BYTES / 1e6:.0f}, {len(files)} files")
    print(f"first page  {weight / 1e6:8.2f} of {MOST_FIRST_BYTES / 1e6:.1f} MB")
    sys.exit(seconds > MOST_SECONDS or size > MOST_BYTES or weight > MOST_FIRST_BYTES)


if __name__ == "__main__":
    main()
