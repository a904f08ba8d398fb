"""`make serve` for real: webserver and daemon start, months materialise from there, the warehouse is published."""

import json
import socket
from pathlib import Path

import pytest

from assets.home import belongs_to
from assets.serve import serve
from pipelines.errors import SettingsError
from pipelines.settings import Settings
from pipelines.warehouse.publish import published_load
from pipelines.warehouse.read import query

from .served import served, until

MONTHS = ["2025-04", "2025-05"]


def test_a_backfill_from_the_webserver_ends_in_a_published_warehouse_and_reports(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings, reports = Settings(home=home), home / "reports"
    with served(home) as server:
        address = socket.gethostbyname(socket.gethostname())
        if not address.startswith("127."):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, int(server.url.rpartition(":")[2])), 2).close()
        assert server.backfill(MONTHS) == "COMPLETED_SUCCESS"
        until(lambda: published_load(settings) and (settings.exports_path / "latest").exists())
        until(lambda: len(list(reports.glob("*-*.json"))) == len(server.runs()))
        runs = server.runs()
    of_months = [run for run in runs if "dagster/backfill" in run["tags"]]
    assert len(of_months) == len(MONTHS), "each month is a run of its own"
    assert {run["status"] for run in runs} == {"SUCCESS"}
    found = query(
        home / "warehouse.duckdb",
        "SELECT DISTINCT strftime(filed, '%Y-%m') AS month FROM core.filing ORDER BY month",
    )
    assert found["month"].to_list() == MONTHS
    told = [json.loads(path.read_text()) for path in reports.glob("*-*.json")]
    assert {run["runId"] for run in runs} == {report["run_id"] for report in told}
    assert sorted(report["months"] for report in told if report["months"]) == [[month] for month in MONTHS]
    assert all(report["assets"]["fact"]["rows"] > 0 for report in told if report["months"])


def test_a_home_of_the_sample_is_not_served_with_secs_filings(tmp_path: Path) -> None:
    belongs_to(Settings(home=tmp_path, sample=True))
    with pytest.raises(SettingsError, match="the synthetic sample"):
        serve(Settings(home=tmp_path, identity="Us us@example.com"), 1)
