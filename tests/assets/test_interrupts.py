"""A command that is ended, at whatever moment, says one sentence, leaves no process behind and has the right exit code."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assets.instance import BY_HAND, instance_of
from assets.interrupts import SENTENCE
from pipelines.processes import worker_pool
from pipelines.sample.generate import write_sample
from pipelines.settings import Settings

from ..conftest import command, environment
from ..runs import whole_warehouse

LONGEST_SECONDS = 120
SECONDS = 2.0
"""Within which a command is to be gone; this machine may be busy, so a test allows some more."""
SPARE_SECONDS = 3.0


def waits(process: subprocess.Popen[str]) -> bool:
    """Whether the process waits for signals already: the first moment of its own."""
    line = next(
        x for x in Path(f"/proc/{process.pid}/status").read_text().splitlines() if x.startswith("SigCgt")
    )
    return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def ended(
    home: Path,
    moment: Callable[[subprocess.Popen[str]], object],
    number: signal.Signals,
    *words: str,
    **settings: str,
) -> subprocess.CompletedProcess[str]:
    """A command that gets a signal as soon as `moment`."""
    process = subprocess.Popen(
        command(*words), env=environment(home, settings), cwd=home.parent, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    latest = time.monotonic() + LONGEST_SECONDS
    while not moment(process):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < latest
        time.sleep(0.002)
    began = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=LONGEST_SECONDS)
    assert time.monotonic() - began < SECONDS + SPARE_SECONDS
    with pytest.raises(ProcessLookupError):  # nobody of its session is left
        os.killpg(process.pid, 0)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(
    "words", [("run", "--sample"), ("status",), ("serve", "--sample")], ids=lambda w: w[0]
)
def test_in_the_first_moment_of_any_command(
    tmp_path: Path, words: tuple[str, ...], number: signal.Signals, code: int
) -> None:
    done = ended(tmp_path / "home", waits, number, *words)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", SENTENCE + "\n")


STEPS = [
    ("lake/month=2025-04/filing_index-*", signal.SIGINT, 130),
    ("lake/month=2025-04/fact-*", signal.SIGTERM, 143),
    ("candidates/*.duckdb", signal.SIGINT, 130),
    ("exports/versions/.*", signal.SIGTERM, 143),
]
"""What a step of the run begins to write, and how the run is ended then."""


@pytest.mark.parametrize(("place", "number", "code"), STEPS)
def test_at_every_step_of_a_run_which_is_canceled_and_did_not_fail(
    tmp_path: Path, place: str, number: signal.Signals, code: int
) -> None:
    write_sample(tmp_path / "mirror")
    home = tmp_path / "home"
    settings = {"CYD_EDGAR_URL": (tmp_path / "mirror").as_uri()}
    words = ("run", "--months", "2025-04", "--today", "2026-04-06")
    done = ended(home, lambda _process: list(home.glob(place)), number, *words, **settings)
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (code, "", SENTENCE)
    assert "Traceback" not in done.stderr
    if (home / "warehouse.duckdb").exists():
        whole_warehouse(home)
    with instance_of(Settings(home=home), BY_HAND) as instance:
        last = instance.get_runs(limit=1)[0]
        assert last.status.value in ("CANCELED", "CANCELING")
    latest = home / "reports" / "latest.json"
    report = json.loads(latest.read_text()) if latest.exists() else {}
    if report.get("run_id") == last.run_id:
        assert (report["status"], report["failures"]) == ("CANCELED", [])


def asleep(seconds: float) -> None:
    time.sleep(seconds)


def test_workers_are_ended_with_what_they_work_for() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), worker_pool(2) as pool:
        assert pool is not None
        tasks = [pool.submit(asleep, 60) for _ in range(2)]
        while not all(task.running() for task in tasks):
            time.sleep(0.01)
        workers = list(pool._processes.values())
        raise KeyboardInterrupt
    # The pool's own thread may be asking for the same process: the answer may come at the second question.
    while any(worker.is_alive() for worker in workers):
        assert time.monotonic() - began < 30
        time.sleep(0.05)
