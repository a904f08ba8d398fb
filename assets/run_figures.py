"""The figures of a run for Prometheus: a text file beside its report, which a node exporter's textfile collector takes.

Of the report's own numbers; nothing listens, and nothing is kept between runs. Not here: the report (`run_report.py`).
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from pipelines.files import write_text

ASSET_FIGURES = ("partitions", "rows", "requests", "bytes")


def write_figures(report: Mapping[str, Any], folder: Path) -> Path:
    """Write `<folder>/cyd_<job>.prom` of a run's report, atomically: the last run of each job."""
    path = folder / f"cyd_{report['job']}.prom"
    write_text(path, figures(report))
    return path


def figures(report: Mapping[str, Any]) -> str:
    """The text of Prometheus' exposition format."""
    registry, job = CollectorRegistry(), report["job"]

    def gauge(name: str, meaning: str, value: float, **labels: str) -> None:
        known = gauges.get(name) or Gauge(f"cyd_{name}", meaning, ["job", *labels], registry=registry)
        gauges[name] = known
        known.labels(job=job, **labels).set(value)

    gauges: dict[str, Gauge] = {}
    gauge(
        "run_succeeded", "Whether the last run of the job succeeded: 1 or 0.", report["status"] == "SUCCESS"
    )
    gauge(
        "run_canceled",
        "Whether the last run of the job was ended on purpose: 1 or 0.",
        report["status"] == "CANCELED",
    )
    gauge("run_seconds", "How long the last run of the job took.", report["seconds"] or 0)
    for moment in ("started", "ended"):
        if report[f"{moment}_at"]:
            seconds = datetime.fromisoformat(report[f"{moment}_at"]).timestamp()
            gauge(f"run_{moment}_timestamp_seconds", f"When the last run of the job {moment}.", seconds)
    gauge("run_retries", "Steps of the last run that were tried again.", report["retries"])
    gauge("run_failures", "Steps of the last run that failed.", len(report["failures"]))
    for severity in ("ERROR", "WARN"):
        failed = [c for c in report["checks"] if not c["passed"] and c["severity"] == severity]
        gauge("checks_failed", "Checks of the last run that failed.", len(failed), severity=severity.lower())
    gauge("checks", "Checks that the last run made.", len(report["checks"]))
    for asset, numbers in report["assets"].items():
        for name in ASSET_FIGURES:
            if name in numbers:
                gauge(
                    f"asset_{name}",
                    f"{name.capitalize()} of each asset in the last run.",
                    numbers[name],
                    asset=asset,
                )
    if published := _published_at(report.get("published")):
        gauge("published_timestamp_seconds", "When what readers see was loaded.", published)
    return generate_latest(registry).decode()


def _published_at(load: str | None) -> float | None:
    """The moment that the number of a load tells."""
    try:
        return datetime.strptime(load or "", "%Y%m%dT%H%M%S%f%z").timestamp()
    except ValueError:
        return None
