"""What tests of a served pipeline share: `cyd serve` as a process of its own, asked as a browser asks it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from ..conftest import command, environment

LONGEST_START_SECONDS = 180
LONGEST_WAIT_SECONDS = 300
STOP_SECONDS = 60

LAUNCH = """
mutation ($params: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $params) {
    __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message } } }
"""
STATUS = """
query ($id: String!) { partitionBackfillOrError(backfillId: $id) { ... on PartitionBackfill { status } } }
"""
TERMINATE = """
mutation ($id: String!) { terminateRun(runId: $id, terminatePolicy: SAFE_TERMINATE) { __typename } }
"""
"""As the page's button does it."""
RUNS = "{ runsOrError { ... on Runs { results { runId status startTime endTime tags { key value } } } } }"


class Served:
    """A webserver that answers, at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, question: str, **variables: Any) -> Any:
        """The data that GraphQL answers with; an error fails the test."""
        answer = requests.post(
            f"{self.url}/graphql", json={"query": question, "variables": variables}, timeout=60
        ).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def launch(self, months: list[str]) -> str:
        """Launch a backfill of every partitioned asset and return its number."""
        nodes = self.ask("{ assetNodes { assetKey { path } isPartitioned } }")["assetNodes"]
        keys = [{"path": node["assetKey"]["path"]} for node in nodes if node["isPartitioned"]]
        launched = self.ask(LAUNCH, params={"assetSelection": keys, "partitionNames": months})
        return str(launched["launchPartitionBackfill"]["backfillId"])

    def backfill(self, months: list[str], longest: float = LONGEST_WAIT_SECONDS) -> str:
        """Launch a backfill and return its status once it has ended."""
        number = self.launch(months)

        def status() -> str:
            return str(self.ask(STATUS, id=number)["partitionBackfillOrError"]["status"])

        until(lambda: status().startswith(("COMPLETED", "FAILED", "CANCELED")), longest)
        return status()

    def terminate(self, run: str) -> None:
        """End a run, and return once it has ended."""
        assert self.ask(TERMINATE, id=run)["terminateRun"]["__typename"] == "TerminateRunSuccess"
        until(lambda: self.status(run) in ("CANCELED", "FAILURE", "SUCCESS"))

    def status(self, run: str) -> str:
        """The status of a run."""
        return next(str(one["status"]) for one in self.runs() if one["runId"] == run)

    def runs(self) -> list[dict[str, Any]]:
        """Every run, newest first, its tags as a mapping."""
        found = self.ask(RUNS)["runsOrError"]["results"]
        return [{**run, "tags": {tag["key"]: tag["value"] for tag in run["tags"]}} for run in found]


def until(done: Callable[[], object], seconds: float = LONGEST_WAIT_SECONDS) -> None:
    """Wait until `done`; fail where it takes too long."""
    latest = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < latest, "waited too long"
        time.sleep(0.5)


@contextmanager
def served(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[Served]:
    """`cyd serve` on a free port, until it answers; ended as a person ends it, with all it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home.with_name(f"{home.name}-serve.log")
    with log.open("w") as out:
        process = subprocess.Popen(
            command("serve", "--port", str(port)),
            env=environment(home, settings),
            cwd=home.parent,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: process.poll() is not None or _answers(url), LONGEST_START_SECONDS)
        assert process.poll() is None, log.read_text()
        yield Served(url)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/server_info", timeout=5).ok
    except requests.RequestException:
        return False
