"""A real headless Chromium for the tests of the report; without one, its tests are skipped and say so."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that keeps its console and the addresses it asked for."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for word in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "disable-dev-shm-usage",
        "window-size=1280,900",
    ):
        options.add_argument(f"--{word}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    browser.set_page_load_timeout(60)
    try:
        yield browser
    finally:
        browser.quit()


def asked(browser: Any) -> list[str]:
    """The addresses that pages asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]


def until(browser: Any, script: str) -> Any:
    """The answer of a script, once it is true."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 30).until(lambda driver: driver.execute_script(f"return {script}"))


def violations(browser: Any) -> list[str]:
    """What axe-core finds, of serious and critical impact: the rule, and where."""
    found = find_spec("axe_core_python")
    assert found and found.origin
    axe = Path(found.origin).with_name("axe.min.js")
    browser.execute_script(axe.read_text(encoding="utf-8"))
    answer = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    assert len(answer["passes"]) > 5, "axe looked at nothing"
    return [
        f"{one['id']}: {node['target']}"
        for one in answer["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
