"""Fixtures of all tests: the command line as a person runs it, and one home of the sample that is made once and
only ever read. What a single module needs stands in that module."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.sample.generate import write_sample

ROOT = Path(__file__).parents[1]
LONGEST_RUN_SECONDS = 480
"""Of one command; it ends what hangs, and is no measure: a run of all real filings takes 70 s on two quiet processors."""
SAMPLE_DAY = "2026-04-06"
"""The day at which the sample stands."""

SECRETS = {
    "CYD_IDENTITY": "Zelda Quine zelda.quine@example.com",
    "CYD_WEBHOOK_URL": "http://localhost:9/services/T0QX7/hook-token",
    "CYD_ALERT_URL": "http://127.0.0.1:9/alerts/T0kenOfTheAlert",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMIK7MDENGbPxRfiCYzq",
}
"""What a run may be given and nothing that it leaves may hold."""


LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ .+\n")
"""What a run says of what it is at, where nobody looks on."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> str:
        """What a person reads on standard error beside the log of the run, which is never a traceback."""
        assert "Traceback" not in self.err, self.err
        assert "Traceback" not in self.out, self.out
        return "".join(line for line in self.err.splitlines(keepends=True) if not LOG_LINE.match(line))


Cyd = Callable[..., Ended]


def environment(home: Path, changed: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: this one without any setting of ours, and those of the test. Runs make no report,
    which takes seconds, unless the test asks for it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CYD_", "EDGAR_", "DAGSTER_"))
    }
    return {
        **kept,
        "CYD_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "200",
        "CYD_REPORT": "no",
        **(changed or {}),
    }


def command(*words: str) -> list[str]:
    """The command line `cyd …` of this checkout."""
    return [sys.executable, "-c", "from assets.entry import main; main()", *words]


@pytest.fixture
def cyd(tmp_path: Path) -> Cyd:
    """Run `cyd` as a process of its own, in an empty folder: `cyd("run", "--sample", home=…, CYD_X=…)`."""
    empty = tmp_path / "working-folder"
    empty.mkdir()

    def run(*words: str, home: Path, **settings: str) -> Ended:
        done = subprocess.run(
            command(*words),
            env=environment(home, settings),
            cwd=empty,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder that the first of several test processes makes; the others wait for it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(folder.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            beside = folder.with_name(folder.name + ".part")
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            make(beside)
            beside.replace(folder)
    return folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test session see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def sample_home(shared_folder: Path) -> Path:
    """The home of one whole `cyd run --sample`, to look at and never to change."""

    def make(home: Path) -> None:
        done = subprocess.run(
            command("run", "--sample"),
            env=environment(home, {"CYD_REPORT": "yes"}),
            cwd=home,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (home / "summary.txt").write_text(done.stdout)

    return made_once(shared_folder / "sample-home", make)


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample's home that the test may change."""
    copy = tmp_path / "home"
    shutil.copytree(sample_home, copy, symlinks=True)
    return copy


@pytest.fixture(scope="session")
def real_edgar() -> Path:
    """The mirror of real filings beside the repository; the test is skipped where it is absent."""
    folder = ROOT / ".." / "shared" / "edgar"
    if not folder.is_dir():
        pytest.skip("the mirror of real filings, ../shared/edgar, is not here")
    return folder.resolve()


@pytest.fixture(scope="session")
def real_home(real_edgar: Path, shared_folder: Path) -> Path:
    """The home of one run over all months of the mirror of real filings, to look at and never to change."""

    def make(home: Path) -> None:
        done = subprocess.run(
            command("run", "--months", "2024-10..2026-05", "--today", "2026-06-27"),
            env=environment(home, {"CYD_EDGAR_URL": real_edgar.as_uri()}),
            cwd=home,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert (done.returncode, LOG_LINE.sub("", done.stderr)) == (0, ""), done.stderr

    return made_once(shared_folder / "real-home", make)


@pytest.fixture(scope="session")
def mirror_home(shared_folder: Path) -> Path:
    """A home that was filled from a mirror with the filings of April 2025, by a run that was given secrets; never to
    be changed."""

    def make(home: Path) -> None:
        mirror = home.with_name("mirror-of-april")
        write_sample(mirror)
        done = subprocess.run(
            command("run", "--months", "2025-04", "--today", SAMPLE_DAY),
            env=environment(home, {"CYD_EDGAR_URL": mirror.as_uri(), **SECRETS}),
            cwd=home,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (home / "said.txt").write_text(done.stdout + done.stderr)

    return made_once(shared_folder / "mirror-home", make)


@pytest.fixture
def april(mirror_home: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    copy = tmp_path / "april"
    shutil.copytree(mirror_home, copy, symlinks=True)
    return copy


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A mirror that the test may break."""
    write_sample(tmp_path / "mirror")
    return tmp_path / "mirror"


def sha256(path: Path) -> str:
    """The hash of a file that is there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
