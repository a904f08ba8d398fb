"""The limit of requests holds over threads and processes, and survives those that are killed."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from pipelines.edgar.limit import RateLimit, shared_folder
from pipelines.sample.server import EdgarServer

ASK = """
import sys
from pathlib import Path
from pipelines.edgar.client import Client
from pipelines.edgar.expect import Expect
from pipelines.edgar.limit import RateLimit
from pipelines.settings import Settings
with Client(Settings(edgar_url=sys.argv[1]), limit=RateLimit("one", 8, Path(sys.argv[2]))) as client:
    for _ in range(6):
        client.get("a.json", expect=Expect.JSON)
"""

HOLD = """
import os, sys
from pathlib import Path
from pipelines.edgar.limit import RateLimit
with RateLimit("one", 1, Path(sys.argv[1])).request():
    os.kill(os.getpid(), 9)
"""


def test_three_processes_together_stay_within_the_limit_in_every_window_of_one_second(
    server: EdgarServer, folder: Path, tmp_path: Path
) -> None:
    (folder / "a.json").write_text("{}")
    server.fault("a.json", "slow", times=5, seconds=0.1)  # answers that come late may not shift the window
    processes = [subprocess.Popen([sys.executable, "-c", ASK, server.url, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(timeout=30) for process in processes] == [0, 0, 0]
    assert len(server.requests) == 18
    assert server.busiest_second() <= 8


def test_a_slot_whose_holder_was_killed_is_free_again_after_its_rest(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", HOLD, str(tmp_path)], check=False, timeout=30)
    assert killed.returncode == -9
    begun = time.monotonic()
    with RateLimit("one", 1, tmp_path).request():
        waited = time.monotonic() - begun
    assert 1.0 <= waited < 3


def test_a_record_from_before_the_machine_was_started_counts_as_just_released(tmp_path: Path) -> None:
    (tmp_path / "one.0").write_text(f"{time.monotonic() + 1e6:<24.6f}")
    begun = time.monotonic()
    with RateLimit("one", 1, tmp_path).request():
        assert 1.0 <= time.monotonic() - begun < 3


def test_a_rate_below_one_makes_the_rest_longer(tmp_path: Path) -> None:
    assert RateLimit("one", 0.25, tmp_path).rest == pytest.approx(4, abs=0.01)


def test_a_fraction_above_one_is_rounded_down(tmp_path: Path) -> None:
    limit = RateLimit("one", 2.9, tmp_path)
    with limit.request(), limit.request():
        assert sorted(path.name for path in tmp_path.iterdir()) == ["one.0", "one.1"]


def test_a_name_of_a_host_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with RateLimit("../127.0.0.1:80", 1, tmp_path).request():
        assert [path.name for path in tmp_path.iterdir()] == [".._127.0.0.1_80.0"]


def test_a_slot_in_use_is_waited_for(tmp_path: Path) -> None:
    limit = RateLimit("one", 1, tmp_path)
    held = limit.request()
    held.__enter__()
    begun = time.monotonic()
    Timer(0.1, held.__exit__, (None, None, None)).start()
    with limit.request():
        assert 1.1 <= time.monotonic() - begun < 3


def test_a_record_that_makes_no_sense_counts_as_just_released(tmp_path: Path) -> None:
    (tmp_path / "one.0").write_text("words")
    begun = time.monotonic()
    with RateLimit("one", 1, tmp_path).request():
        assert 1.0 <= time.monotonic() - begun < 3


def test_the_shared_folder_is_private_to_its_user() -> None:
    assert shared_folder().stat().st_mode & 0o077 == 0
