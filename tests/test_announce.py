"""Each new incident is announced by one message, whatever happens to the server, the run or the record."""

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import alert
from pipelines.alert import ATTEMPTS
from pipelines.announce import MOST_UNKNOWN, Announced, announce_incidents, message, record_path
from pipelines.exports.entries import incidents
from pipelines.settings import Settings

from .conftest import ROOT, Cyd, environment
from .taking import SECRET, Taking, taking

TODAY = date(2026, 3, 10)
"""Two of the sample's incidents are of the two weeks before."""
TORVIKEN, NORTHWOLD = "0002999001-26-000012", "0002999001-26-000019"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Taking]:
    monkeypatch.setattr(alert, "BACKOFF_SECONDS", 0.01)
    with taking() as server:
        yield server


@pytest.fixture
def settings(sample_home: Path, tmp_path: Path, server: Taking) -> Settings:
    """A home that holds the sample's warehouse as if it were of real filings."""
    shutil.copyfile(sample_home / "warehouse.duckdb", tmp_path / "warehouse.duckdb")
    return Settings(home=tmp_path, webhook_url=server.url)


def sent(settings: Settings) -> list[str]:
    return sorted(json.loads(record_path(settings).read_text())["sent"])


def numbers(server: Taking) -> list[str]:
    """The filings that messages link to, in the order in which they came."""
    return [said["text"].rpartition("/")[2].removesuffix("-index.htm") for said in server.taken]


def change(settings: Settings, sql: str, *values: Any) -> None:
    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute(sql, list(values))


def test_each_new_incident_is_one_message_and_a_second_run_sends_nothing(
    settings: Settings, server: Taking
) -> None:
    assert announce_incidents(settings, TODAY) == Announced(sent=2)
    assert numbers(server) == [TORVIKEN, NORTHWOLD] == sent(settings)
    assert announce_incidents(settings, TODAY) == Announced()
    assert len(server.taken) == 2
    said = server.taken[1]
    assert set(said) == {"text"}
    title, told, link = said["text"].split("\n")
    assert title.startswith("Incident: NORTHWOLD AEROSPACE CORP") and title.endswith("8-K, 2026-03-11")
    assert told.startswith(
        "Ransomware, data theft, unauthorized access; detected 2026-03-06; filed 3 business days after"
    )
    assert "impact on operations not said, on finances material. The intruder used a stolen password" in told
    assert link.startswith("https://www.sec.gov/Archives/edgar/data/")


def test_old_incidents_are_no_news(settings: Settings, server: Taking) -> None:
    assert announce_incidents(settings, date(2026, 5, 6)) == Announced()
    assert announce_incidents(settings, date(2024, 1, 1)) == Announced(), (
        "later ones were news at another time"
    )
    assert server.taken == []


def test_an_amendment_is_announced_only_where_its_report_is_not_known(
    settings: Settings, server: Taking
) -> None:
    change(settings, "UPDATE core.incident SET amends = ? WHERE accession_number = ?", TORVIKEN, NORTHWOLD)
    assert announce_incidents(settings, TODAY) == Announced(sent=1)
    assert numbers(server) == [TORVIKEN]


def test_the_sample_is_never_announced_nor_anything_without_an_address(
    settings: Settings, server: Taking
) -> None:
    for changed in ({"sample": True}, {"webhook_url": None}):
        assert announce_incidents(settings.model_copy(update=changed), TODAY) == Announced()
    assert server.taken == [] and not record_path(settings).exists()


def test_a_server_that_fails_first_takes_each_message_once(settings: Settings, server: Taking) -> None:
    server.answers = [503, 200, 429]
    assert announce_incidents(settings, TODAY) == Announced(sent=2)
    assert numbers(server) == [TORVIKEN, TORVIKEN, NORTHWOLD, NORTHWOLD]


def test_a_dead_server_stops_no_run_and_is_not_asked_for_every_message(
    settings: Settings, server: Taking
) -> None:
    server.answers = [500] * ATTEMPTS
    assert announce_incidents(settings, TODAY) == Announced(waiting=2)
    assert len(server.taken) == ATTEMPTS
    assert announce_incidents(settings, TODAY) == Announced(sent=2), "the next run sends them"


def test_a_message_that_is_refused_holds_no_other_back(settings: Settings, server: Taking) -> None:
    server.answers = [400]
    assert announce_incidents(settings, TODAY) == Announced(sent=1, waiting=1)
    assert sent(settings) == [NORTHWOLD]
    assert announce_incidents(settings, TODAY) == Announced(sent=1)
    assert sent(settings) == [TORVIKEN, NORTHWOLD]


def test_a_server_that_never_answers_is_not_told_the_same_for_ever(
    settings: Settings, server: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert, "TIMEOUT_SECONDS", 0.1)
    server.seconds = 0.4
    for _ in range(MOST_UNKNOWN):
        assert announce_incidents(settings, TODAY) == Announced(waiting=2)
    assert numbers(server) == [TORVIKEN] * MOST_UNKNOWN
    server.seconds = 0
    assert announce_incidents(settings, TODAY) == Announced(sent=1)
    assert numbers(server)[MOST_UNKNOWN:] == [NORTHWOLD]


RUN = """
from datetime import date
from pipelines.announce import announce_incidents
from pipelines.settings import load_settings
announce_incidents(load_settings(), date(2026, 3, 10))
"""


def test_a_run_that_is_killed_between_message_and_record_sends_that_message_again_and_no_other(
    settings: Settings, server: Taking
) -> None:
    environment_of_run = environment(settings.base, {"CYD_WEBHOOK_URL": server.url})
    server.on_taken = lambda: process.kill() if len(server.taken) == 2 else None
    server.seconds = 0.05
    process = subprocess.Popen([sys.executable, "-c", RUN], env=environment_of_run, cwd=ROOT)
    assert process.wait(60) < 0
    assert sent(settings) == [TORVIKEN]
    assert announce_incidents(settings, TODAY) == Announced(sent=1)
    assert numbers(server) == [TORVIKEN, NORTHWOLD, NORTHWOLD]
    assert not list(settings.base.glob(".announced.json.*"))


@pytest.mark.parametrize("record", ["", "[1", "[]", "{}", '{"sent": 1, "unanswered": {}}'])
def test_a_record_that_cannot_be_read_stops_messages_but_no_run(
    settings: Settings, server: Taking, record: str
) -> None:
    record_path(settings).write_text(record)
    assert announce_incidents(settings, TODAY) == Announced()
    assert server.taken == [] and record_path(settings).read_text() == record


def test_neither_log_nor_record_holds_the_address(
    settings: Settings, server: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [404]
    with caplog.at_level(logging.DEBUG):
        announce_incidents(settings, TODAY)
    assert "404" in caplog.text
    for said in (caplog.text, record_path(settings).read_text()):
        assert "secret" not in said and "127.0.0.1" not in said


def test_what_a_filing_says_addresses_nobody_and_links_nowhere(settings: Settings) -> None:
    hostile = (
        "<!channel> @here <https://x.example|sec.gov> [SEC](https://x.example) visit www.x.example & \x1b[2J"
    )
    change(settings, "UPDATE core.incident SET nature = ?", hostile)
    change(settings, "UPDATE core.filing SET company_name = '<!here> & CO'")
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        said = message(incidents(connection, 1)[0])
    title, told, link = said.split("\n")
    assert "&lt;!here&gt; &amp; CO" in title
    assert "<" not in said and ">" not in said and "\x1b" not in said
    for lively in ("@here", "](", "://", "www.x.example"):
        assert lively not in told
    assert link.startswith("https://www.sec.gov/Archives/")
    assert "&lt;!channel&gt; @here" in told.replace("\u200b", ""), "a reader sees what was filed"


def test_two_runs_at_once_send_each_message_once(settings: Settings, server: Taking) -> None:
    server.seconds = 0.1
    with ThreadPoolExecutor() as runs:
        told = list(runs.map(lambda _: announce_incidents(settings, TODAY), range(3)))
    assert sorted(run.sent for run in told) == [0, 0, 2]
    assert numbers(server) == [TORVIKEN, NORTHWOLD]


def test_a_run_announces_what_is_new_and_what_follows_sends_nothing(
    cyd: Cyd, april: Path, mirror: Path, server: Taking
) -> None:
    """The home was filled without an address, so the amendment of April 24, whose report it lacks, was not sent.
    That a second run leaves the feed as it was is held with all exports, in `test_end_to_end.py`."""
    ended = cyd(
        *("run", "--months", "2025-04", "--today", "2025-04-26"),
        home=april,
        CYD_EDGAR_URL=mirror.as_uri(),
        CYD_WEBHOOK_URL=server.url,
    )
    assert ended.code == 0, ended.err
    assert numbers(server) == ["0002999001-25-000058"]
    report = json.loads((april / "reports" / "latest.json").read_text())
    assert report["assets"]["exports"]["incidents_announced"] == 1
    for path in april.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    again = Settings(home=april, webhook_url=server.url)
    assert announce_incidents(again, date(2025, 4, 26)) == Announced()
    assert len(server.taken) == 1
