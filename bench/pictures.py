"""Take the README's pictures: the overview and a company's page, of real filings, in headless Chromium.

    python -m bench.pictures [--edgar ../shared/edgar | --report exports/report]

With `--edgar`, runs the main job on all months of that mirror first, in a home of its own. Needs Chromium and its
driver (Debian: chromium, chromium-driver).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PICTURES = {
    "overview": ("index.html", 1080),
    "figure": ("index.html#oversight", 780),
    "company": ("company.html#1741530", 860),
}
"""Name, page and height in pixels of each picture."""

WIDTH = 1240
MOST_BYTES = 300_000
MONTHS, TODAY = "2024-10..2026-05", "2026-06-27"


def main() -> None:
    """Write every picture into docs/pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--edgar", type=Path, help="a mirror of EDGAR")
    source.add_argument("--report", type=Path, help="a report that was made")
    given = parser.parse_args()
    if given.report:
        _take(given.report.resolve())
        return
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "CYD_HOME": home, "CYD_EDGAR_URL": given.edgar.resolve().as_uri()}
        words = ["run", "--months", MONTHS, "--today", TODAY]
        subprocess.run(
            [sys.executable, "-c", "from assets.entry import main; main()", *words],
            env=environment,
            check=True,
        )
        _take((Path(home) / "exports" / "report").resolve())


def _take(report: Path) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for word in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars"):
        options.add_argument(f"--{word}")
    service = webdriver.ChromeService(shutil.which("chromedriver") or "")
    browser = webdriver.Chrome(options=options, service=service)
    FOLDER.mkdir(exist_ok=True)
    try:
        for name, (page, height) in PICTURES.items():
            screen = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
            browser.get(f"{report.as_uri()}/{page}")
            time.sleep(2)
            path = FOLDER / f"{name}.png"
            browser.save_screenshot(str(path))
            print(f"{path}: {path.stat().st_size:,} bytes")
            if path.stat().st_size > MOST_BYTES:
                sys.exit(f"{path.name} is larger than {MOST_BYTES:,} bytes")
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
