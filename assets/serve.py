"""Serve the pipeline on this machine: Dagster's webserver and daemon, on loopback, with their storage in the home.

For a machine of one's own. Several machines, or others who look on, need what is in `deploy/`, where each of the two
is a container of its own.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from assets.cluster import Part
from assets.home import REAL, SAMPLE, belongs_to, holds
from assets.instance import dagster_environment
from assets.schedules import may_ask
from pipelines.sample.generate import write_sample
from pipelines.settings import Settings

LOOPBACK = "127.0.0.1"


def serve(
    settings: Settings,
    port: int,
    *,
    host: str = LOOPBACK,
    part: Part = Part.both,
    sample: bool = False,
    verbose: bool = False,
) -> None:
    """Become the webserver and the daemon, or one of them; returns only by an error.

    Without a source that may be asked, a new home is served with the bundled sample, and so is one that holds it.
    Raises SettingsError where the home holds filings of another source than the one asked for.
    """
    held = holds(settings)
    if sample or settings.sample or (held != REAL and not may_ask(settings)):
        settings = with_sample(settings)
    belongs_to(settings)
    what = SAMPLE if settings.sample else settings.edgar_url.rpartition("@")[2]
    print("the daemon of" if part == Part.daemon else f"http://{host}:{port} serves", what, flush=True)
    print(f"home: {settings.base}", flush=True)
    listening = ["-h", host, "-p", str(port)]
    level = "--dagster-log-level" if part == Part.webserver else "--log-level"
    words = {
        # Its command for one's own machine would rather be called `dg dev`, which is no part of an installation.
        Part.both: ["-W", "ignore:Function `dev_command` is superseded", "-m", "dagster", "dev", *listening],
        Part.webserver: ["-m", "dagster_webserver", *listening],
        Part.daemon: ["-m", "dagster._daemon", "run"],
    }[part] + [level, "info" if verbose else "warning"]
    if not sys.stderr.isatty():  # Dagster's other formats are coloured, in a file too
        words += ["--log-format", "json"]
    started = dagster_environment(settings)
    os.execve(  # noqa: S606 (our own interpreter, no shell)
        sys.executable,
        [sys.executable, *words, "-w", str(Path(started["DAGSTER_HOME"]) / "workspace.yaml")],
        {**os.environ, **environment(settings), **started},
    )


def with_sample(settings: Settings) -> Settings:
    """The settings with the bundled synthetic EDGAR as the source, which is written into the home."""
    folder = settings.base / "sample"
    write_sample(folder)
    return settings.model_copy(update={"edgar_url": folder.as_uri(), "sample": True})


def environment(settings: Settings) -> Mapping[str, str]:
    """The settings that the processes of Dagster must see as they are here, wherever they are started."""
    return {
        "CYD_HOME": str(settings.base),
        "CYD_EDGAR_URL": settings.edgar_url,
        "CYD_SAMPLE": str(settings.sample).lower(),
    }
