"""The figures of a run are a text file that Prometheus reads: the report's own numbers."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from assets.run_figures import figures, write_figures

REPORT = {
    "job": "months", "status": "SUCCESS", "seconds": 12.5, "started_at": "2026-04-06T22:30:00+00:00",
    "ended_at": "2026-04-06T22:30:12+00:00", "retries": 1, "failures": [],
    "checks": [{"passed": False, "severity": "WARN"}, {"passed": True, "severity": "ERROR"}],
    "assets": {"fact": {"partitions": 2, "rows": 99}, "documents": {"requests": 7, "bytes": 123, "filings_read": 3}},
    "published": "20260406T223010123456Z",
}  # fmt: skip


def read(text: str) -> dict[tuple[str, str], float]:
    """Each sample by its name and the values of its labels but the job's."""
    return {
        (sample.name, " ".join(v for k, v in sample.labels.items() if k != "job")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_every_figure_of_the_report_is_a_sample() -> None:
    found = read(figures(REPORT))
    assert found["cyd_run_succeeded", ""] == 1
    assert found["cyd_run_canceled", ""] == 0
    assert found["cyd_run_seconds", ""] == 12.5
    assert found["cyd_run_ended_timestamp_seconds", ""] - found["cyd_run_started_timestamp_seconds", ""] == 12
    assert (found["cyd_checks_failed", "warn"], found["cyd_checks_failed", "error"]) == (1, 0)
    assert (found["cyd_asset_rows", "fact"], found["cyd_asset_requests", "documents"]) == (99, 7)
    assert found["cyd_published_timestamp_seconds", ""] == 1775514610.123456


def test_a_run_that_failed_before_it_began_has_its_figures_too() -> None:
    broken = REPORT | {"status": "FAILURE", "seconds": None, "ended_at": None, "started_at": None, "published": None,
                       "failures": [{}], "assets": {}, "checks": []}  # fmt: skip
    found = read(figures(broken))
    assert (found["cyd_run_succeeded", ""], found["cyd_run_failures", ""]) == (0, 1)
    assert not any("timestamp" in name for name, _ in found)


def test_the_file_stands_beside_the_report_of_a_run(sample_home: Path, tmp_path: Path) -> None:
    folder = sample_home / "reports"
    assert {path.name for path in folder.glob("*.prom")} == {"cyd_months.prom", "cyd_publish.prom"}
    assert read((folder / "cyd_publish.prom").read_text())["cyd_run_succeeded", ""] == 1
    assert write_figures(REPORT, tmp_path).name == "cyd_months.prom"
    assert [path.name for path in tmp_path.iterdir()] == ["cyd_months.prom"]
