"""What is transient is tried again, later and with jitter; what is not fails at once; a person never waits."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from assets.discovery import filing_index
from assets.home import alone_in, together_in
from assets.resources import Workplace
from pipelines.edgar.client import Patience
from pipelines.errors import CydError
from pipelines.sample.generate import write_sample
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import Settings

MONTH = "2025-05"
TODAY = date(2025, 5, 30)
IMPATIENT = Patience(
    attempts=2, backoff_seconds=0.001, answer_seconds=5, read_seconds=5, blocked_seconds=0.01
)


@pytest.fixture(scope="module")
def edgar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edgar")
    write_sample(folder, months=[MONTH], today=TODAY)
    return folder


@pytest.fixture
def server(edgar: Path) -> Iterator[EdgarServer]:
    with serve(edgar) as running:
        yield running


def steps(home: Path, url: str, retries: int) -> tuple[bool, list[float]]:
    """Whether the month's index was read, and after which waits its step was tried again."""
    settings = Settings(home=home, edgar_url=url, identity=None, requests_per_second=10)
    workplace = Workplace(settings, TODAY, patience=IMPATIENT, retries=retries, pause_seconds=0.1)
    result = dg.materialize(
        [filing_index], partition_key=MONTH, resources={"workplace": workplace}, raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )  # fmt: skip
    waits = [
        event.step_retry_data.seconds_to_wait
        for event in result.all_events
        if event.event_type == dg.DagsterEventType.STEP_UP_FOR_RETRY
    ]
    return result.success, [wait for wait in waits if wait is not None]


@pytest.mark.parametrize("kind", ["unavailable", "block_403"])
def test_a_source_that_does_not_answer_is_asked_again_later_with_jitter(
    tmp_path: Path, server: EdgarServer, kind: str
) -> None:
    server.fault("/Archives/*", kind, IMPATIENT.attempts if kind == "unavailable" else 1)  # type: ignore[arg-type]
    success, waits = steps(tmp_path, server.url, retries=2)
    assert success
    assert len(waits) == 1
    assert 0.1 <= waits[0] <= 0.2


def test_the_retries_end(tmp_path: Path, server: EdgarServer) -> None:
    server.fault("/Archives/*", "unavailable", 99)
    success, waits = steps(tmp_path, server.url, retries=2)
    assert not success
    assert len(set(waits)) == 2, "no two waits are the same"


def test_what_waiting_cannot_mend_fails_at_once(tmp_path: Path) -> None:
    gone = (tmp_path / "gone").as_uri()
    assert steps(tmp_path / "home", gone, retries=2) == (False, [])


def test_a_person_at_the_command_line_is_told_at_once(tmp_path: Path, server: EdgarServer) -> None:
    server.fault("/Archives/*", "unavailable", 99)
    assert steps(tmp_path, server.url, retries=0) == (False, [])


def test_runs_of_the_daemon_share_a_home_and_a_run_of_the_command_line_has_it_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with together_in(settings), together_in(settings), pytest.raises(CydError, match="Another run"):
        with alone_in(settings):
            pass
    with alone_in(settings), pytest.raises(CydError, match="Another run"), alone_in(settings):
        pass
