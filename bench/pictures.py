"""Take the README's pictures: pages of real filings, in headless Chromium; and draw those that links to pages show.

    python -m bench.pictures [--edgar ../shared/edgar | --report exports/report | --cards]

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

import vl_convert
from selenium import webdriver

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PICTURES = {
    "overview": ("index.html", 1080),
    "figure": ("index.html#oversight", 780),
    "company": ("company.html#1741530", 980),
    "group": ("group-73-large.html", 900),
    "incident": ("incident-0001079973-25-001631.html", 860),
    "explorer": ("explorer.html#words=ransomware+%22tabletop+exercise%22&size=large", 1250),
}
"""Name, page and height in pixels of each picture."""

STATIC = Path(__file__).parents[1] / "pipelines" / "report" / "static"
CARDS = {
    "index": ("What companies say", "of who governs cybersecurity, with the sentence that says it"),
    "explorer": ("All companies", "search their words, choose by industry, size and oversight"),
    "company": ("A company", "its years side by side, what changed, and its peers"),
    "group": ("Companies like mine", "what an industry and size says, beside all companies"),
    "incident": ("An incident", "its dates, delays, impact and steps, each with its sentence"),
}
"""The picture of each kind of page, its title and words."""
BARS = ((760, "#0072b2"), (520, "#56b4e9"), (300, "#0072b2"), (140, "#56b4e9"))
"""The bars below them, which stand for figures: width and colour."""

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
    source.add_argument("--cards", action="store_true", help="the pictures that links to pages show, alone")
    given = parser.parse_args()
    if given.cards:
        _draw_cards()
        return
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


def _draw_cards() -> None:
    """One picture for each kind of page: what it is, over bars that stand for its figures."""
    for name, (title, words) in CARDS.items():
        bars = "".join(
            f'<rect x="90" y="{390 + 44 * place}" width="{width}" height="26" fill="{colour}"/>'
            for place, (width, colour) in enumerate(BARS)
        )
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" font-family="DejaVu Sans, sans-serif">'
            f'<rect width="1200" height="630" fill="#ffffff"/><rect width="24" height="630" fill="#d55e00"/>'
            f'<text x="90" y="110" font-size="34" fill="#545c66">cyd: cybersecurity disclosures at the SEC</text>'
            f'<text x="90" y="220" font-size="68" font-weight="bold" fill="#1b1f24">{title}</text>'
            f'<text x="90" y="300" font-size="34" fill="#1b1f24">{words}</text>{bars}</svg>'
        )
        path = STATIC / f"{name}.png"
        path.write_bytes(vl_convert.svg_to_png(svg, scale=0.5))
        print(f"{path}: {path.stat().st_size:,} bytes")


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
