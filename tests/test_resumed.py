"""A night or a backfill of documents that is killed midway goes on where it was: what came is not asked for again."""

import signal
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from assets.resources import Workplace
from assets.runs import run
from pipelines.documents import THREADS
from pipelines.lake import Lake
from pipelines.sample.generate import write_sample
from pipelines.sample.server import serve
from pipelines.settings import Settings

from .conftest import LONGEST_RUN_SECONDS, command, environment

KILLED_AFTER = """
import os, signal
from pipelines.edgar.archive import RawArchive
keep, left = RawArchive._keep, int(os.environ["DOCUMENTS"])

def keeping(self, name, *words):
    global left
    done = keep(self, name, *words)
    left -= name.startswith("Archives/edgar/data/")
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return done

RawArchive._keep = keeping
from assets.entry import main
main()
"""
"""The command line, killed right after the nth document of a filing was kept."""

KEPT = 6


@pytest.mark.parametrize(
    ("words", "day"),
    [(("--documents", "--months", "2025-03"), date(2026, 4, 6)), (("--months", "2025-03"), date(2025, 4, 7))],
    ids=["backfill", "night"],
)
def test_a_run_that_was_killed_among_its_documents_asks_for_none_of_them_twice(
    tmp_path: Path, words: tuple[str, ...], day: date
) -> None:
    write_sample(tmp_path / "mirror", months=["2025-03"])
    home = tmp_path / "home"
    with serve(tmp_path / "mirror") as server:
        done = subprocess.run(
            [*command()[:2], KILLED_AFTER, "run", *words, "--today", str(day)],
            env=environment(home, {"CYD_EDGAR_URL": server.url, "DOCUMENTS": str(KEPT)}),
            cwd=tmp_path,
            capture_output=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
        kept = {
            f"/{path.relative_to(home / 'raw').as_posix()}"
            for path in (home / "raw/Archives/edgar/data").rglob("*.htm")
        }
        assert len(kept) >= KEPT
        first = len(server.requests)
        settings = Settings(home=home, edgar_url=server.url, identity=None, report=False, workers=1)
        run(Workplace(settings, day, every_document="--documents" in words), ["2025-03"])
        again = {request.path for request in server.requests[first:]}
        asked = Counter(
            request.path for request in server.requests if "/Archives/edgar/data/" in request.path
        )
    assert again & kept == set(), "what came is kept"
    assert sum(count - 1 for count in asked.values()) < THREADS, "but for what was on its way"
    assert len(asked) > len(kept), "the rest is asked for"
    assert Lake(home / "lake").state("2025-03").is_done
