"""`make serve` for real: webserver and daemon start, months materialise from there, the warehouse is published."""

import json
import socket
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assets.home import belongs_to
from assets.serve import serve
from pipelines.due import months_due
from pipelines.errors import SettingsError
from pipelines.lake import Lake
from pipelines.sample.generate import write_sample
from pipelines.sample.server import serve as edgar_of
from pipelines.settings import Settings
from pipelines.warehouse.publish import published_load
from pipelines.warehouse.read import query

from ..runs import NOTES, break_archive
from .served import LONGEST_WAIT_SECONDS, served, until

MONTHS = ["2025-04", "2025-05"]
BROKEN, ENDED = "2025-03", "2026-03"
NEW_YORK = ZoneInfo("America/New_York")


def test_a_backfill_from_the_webserver_publishes_its_months_a_broken_archive_stops_none_and_a_run_ended_there_nothing(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    settings, reports = Settings(home=home), home / "reports"
    write_sample(tmp_path / "mirror")
    break_archive(tmp_path / "mirror" / NOTES / "2025q1_notes.zip")
    at_another_time = datetime.now(NEW_YORK) + timedelta(hours=12)
    given = {
        "CYD_NIGHTLY_AT": f"{at_another_time:%H:%M}",
        "CYD_PARALLEL_RUNS": "2",
    }
    with edgar_of(tmp_path / "mirror") as edgar, served(home, given | {"CYD_EDGAR_URL": edgar.url}) as server:
        address = socket.gethostbyname(socket.gethostname())
        if not address.startswith("127."):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, int(server.url.rpartition(":")[2])), 2).close()
        assert server.backfill([BROKEN, *MONTHS]) == "COMPLETED_SUCCESS"
        until(lambda: published_load(settings) and (settings.exports_path / "latest").exists())
        until(lambda: len(list(reports.glob("*-*.json"))) == len(server.runs()))
        runs = server.runs()
        load = published_load(settings)
        edgar.fault("*2026_03_notes.zip", "slow", 9, seconds=LONGEST_WAIT_SECONDS)
        server.launch([ENDED])
        until(lambda: edgar.faults[0].times < 9)
        ended = server.runs()[0]["runId"]
        server.terminate(ended)
        until(lambda: len(list(reports.glob("*-*.json"))) == len(runs) + 1)
        assert server.status(ended) == "CANCELED"
        lake = Lake(home / "lake")
        assert "cut off" in str(lake.state(ENDED).reason) and lake.state(ENDED).whole_partitions == {}
        assert ENDED in months_due(lake, date(2026, 7, 1)), "the next night mends it, whatever its age"
        assert published_load(settings) == load
    told = {  # of all but the run that was ended
        report["run_id"]: report
        for report in (json.loads(path.read_text()) for path in reports.glob("*-*.json"))
        if report["run_id"] != ended
    }
    assert told.keys() == {run["runId"] for run in runs}
    months = {
        told[run["runId"]]["months"][0]: told[run["runId"]]
        for run in runs
        if "dagster/backfill" in run["tags"]
    }
    assert sorted(months) == [BROKEN, *MONTHS], "each month is a run of its own"
    assert {run["status"] for run in runs} == {"SUCCESS"}
    assert all(one["assets"]["fact"]["rows"] > 0 for one in months.values()), (
        "the documents tell what is broken"
    )
    found = query(
        home / "warehouse.duckdb",
        "SELECT DISTINCT strftime(filed, '%Y-%m') AS month FROM core.filing "
        "JOIN core.fact USING (accession_number) ORDER BY month",
    )
    assert found["month"].to_list() == [BROKEN, *MONTHS]
    named = query(
        home / "warehouse.duckdb", "SELECT path, reason FROM meta.source_document WHERE status = 'failed'"
    )
    assert named["path"].str.contains("2025q1_notes.zip").any(), (
        "what is damaged is named, and asked for again"
    )


def test_a_home_of_the_sample_is_not_served_with_secs_filings(tmp_path: Path) -> None:
    belongs_to(Settings(home=tmp_path, sample=True))
    with pytest.raises(SettingsError, match="the synthetic sample"):
        serve(Settings(home=tmp_path, identity="Us us@example.com"), 1)
