"""Runs of the command line beside what killed runs left behind."""

import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from uuid import uuid4

import dagster as dg
import pytest

from assets.instance import BY_HAND, SEC_POOL, STEPS_AT_SEC, instance_of
from assets.runs import TAG, end_killed_runs
from pipelines.settings import Settings

STARTED, FAILURE = dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.FAILURE


def begun(tags: dict[str, str]) -> dg.DagsterRun:
    return dg.DagsterRun("months", str(uuid4()), status=STARTED, tags=tags)


@pytest.fixture
def bounded() -> Iterator[None]:
    """A wait without end fails after a minute."""

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("the run waits for a slot")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(60)
    yield
    signal.alarm(0)


def test_killed_runs_are_ended_and_those_of_the_daemon_are_left_alone(tmp_path: Path) -> None:
    with instance_of(Settings(home=tmp_path), BY_HAND) as instance:
        runs = [begun(TAG), begun({})]
        for run in runs:
            instance.add_run(run)
        end_killed_runs(instance)
        found = [instance.get_run_by_id(run.run_id) for run in runs]
        assert [run and run.status for run in found] == [FAILURE, STARTED]


@pytest.mark.usefixtures("bounded")
def test_a_run_by_hand_waits_for_no_slot_that_killed_runs_hold(tmp_path: Path) -> None:
    @dg.asset(pool=SEC_POOL)
    def asks_sec() -> None: ...

    settings = Settings(home=tmp_path)
    with instance_of(settings) as instance:
        slots = instance.event_log_storage
        slots.initialize_concurrency_limit_to_default(SEC_POOL)
        for _ in range(STEPS_AT_SEC):
            run = begun({})
            instance.add_run(run)
            assert slots.claim_concurrency_slot(SEC_POOL, run.run_id, "notes").is_claimed
        assert not slots.claim_concurrency_slot(SEC_POOL, str(uuid4()), "notes").is_claimed
    with instance_of(settings, BY_HAND) as instance:
        assert dg.materialize([asks_sec], instance=instance).success
