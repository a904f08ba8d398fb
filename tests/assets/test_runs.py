"""Runs of the command line: what a killed one leaves behind."""

from pathlib import Path
from uuid import uuid4

import dagster as dg

from assets.instance import instance_of
from assets.runs import BY_HAND, end_killed_runs
from pipelines.settings import Settings


def test_a_killed_run_gives_its_slots_back_and_those_of_the_daemon_are_left_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with instance_of(settings) as instance:
        slots = instance.event_log_storage
        slots.set_concurrency_slots("sec", 2)
        runs = [
            dg.DagsterRun("months", str(uuid4()), status=dg.DagsterRunStatus.STARTED, tags=tags)
            for tags in (BY_HAND, {})
        ]
        for run in runs:
            instance.add_run(run)
            assert slots.claim_concurrency_slot("sec", run.run_id, "notes").is_claimed
        end_killed_runs(instance)
        assert slots.get_concurrency_info("sec").active_run_ids == {runs[1].run_id}
        killed = instance.get_run_by_id(runs[0].run_id)
        assert killed and killed.status == dg.DagsterRunStatus.FAILURE
