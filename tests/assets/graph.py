"""The asset graph as text, one line for each fact about it, so that a change shows in review.

python -m tests.assets.graph        writes tests/assets/graph.txt anew
"""

from pathlib import Path

import dagster as dg

from assets.definitions import build_definitions

SNAPSHOT = Path(__file__).with_name("graph.txt")


def graph_text(definitions: dg.Definitions) -> str:
    """Every asset with group, partitions, what it depends on, its policies and checks; then jobs, schedules, sensors."""
    repository = definitions.get_repository_def()
    graph = definitions.resolve_asset_graph()
    lines = []
    for key in sorted(graph.get_all_asset_keys(), key=lambda key: key.to_user_string()):
        node = graph.get(key)
        partitions = "monthly" if node.partitions_def else "unpartitioned"
        lines.append(f"asset {key.to_user_string()} ({node.group_name}, {partitions})")
        lines += [
            f"    from {parent}" for parent in sorted(parent.to_user_string() for parent in node.parent_keys)
        ]
        condition, spec = node.automation_condition, node.assets_def.get_asset_spec(key)
        lines += [f"    automation: {condition.get_label()}"] if condition else []
        lines += ["    fresh each night"] if spec.freshness_policy else []
        for check in sorted(node.check_keys, key=lambda check: check.name):
            blocking = graph.get_check_spec(check).blocking
            lines.append(f"    check {check.name}{' (blocking)' if blocking else ''}")
    for job in sorted(repository.get_all_jobs(), key=lambda job: job.name):
        if not job.name.startswith("__"):
            lines.append(f"job {job.name}")
            keys = (key.to_user_string() for key in job.asset_layer.executable_asset_keys)
            lines += [f"    of {key}" for key in sorted(keys)]
    for schedule in repository.schedule_defs:
        lines.append(
            f"schedule {schedule.name}: {schedule.cron_schedule} {schedule.execution_timezone}, {schedule.job_name}"
        )
    for sensor in repository.sensor_defs:
        lines.append(f"sensor {sensor.name}: {sensor.sensor_type.value.lower()}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(graph_text(build_definitions()), encoding="utf-8")
