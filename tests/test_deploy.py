"""What `deploy/` starts exists: commands, settings, users and places are those of the product. Containers themselves
are not started here; their processes are, in tests/assets/test_cluster.py."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from assets.cli import app
from pipelines.edgar.limit import shared_folder
from pipelines.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text()
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("cyd:")}


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_that_there_is(name: str) -> None:
    command, *words = OURS[name]["command"]
    found = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    assert found.make_context(command, list(words)).params


def test_webserver_daemon_and_both_queues_are_served() -> None:
    commands = [" ".join(service["command"]) for service in OURS.values()]
    for words in ("--only webserver", "--only daemon", "worker --queue publish", "worker --queue months"):
        assert [command for command in commands if words in command], words


def test_every_setting_that_is_given_is_one() -> None:
    given = {name for service in OURS.values() for name in service["environment"]}
    example = (ROOT / "deploy" / "env.example").read_text()
    given |= set(re.findall(r"^#? ?(CYD_\w+)=", example, re.MULTILINE))
    assert given <= {f"CYD_{name.upper()}" for name in Settings.model_fields}


def test_every_variable_that_is_asked_for_is_in_the_example() -> None:
    example = (ROOT / "deploy" / "env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "deploy" / "compose.yaml").read_text()))
    assert asked == set(re.findall(r"^(\w+_PASSWORD)=$", example, re.MULTILINE))


def test_nothing_listens_beyond_the_machine_and_nothing_of_ours_has_more_rights_than_it_needs() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports and all(port.startswith("127.0.0.1:") for port in ports)
    for service in OURS.values():
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert "USER cyd" in CONTAINERFILE and COMPOSE["volumes"].keys() == {
        "home",
        "limits",
        "queue",
        "database",
    }


def test_the_containers_of_a_machine_share_the_limit_of_requests() -> None:
    user = re.search(r"useradd --uid (\d+)", CONTAINERFILE)
    assert user
    place = shared_folder().with_name(f"cyd-limits-{user[1]}")
    assert str(place) in CONTAINERFILE
    assert all(f"limits:{place}" in service["volumes"] for service in OURS.values())


def test_the_image_holds_what_the_wheel_is_made_of() -> None:
    for folder in ("assets", "pipelines", "sql"):
        assert f"COPY {folder} {folder}" in CONTAINERFILE
