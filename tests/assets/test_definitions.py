"""The code location loads, its graph is the one that was agreed on, and each asset says what it brought."""

from pathlib import Path

import dagster as dg
import pytest
import yaml

from assets.definitions import build_definitions
from assets.definitions import defs as code_location
from assets.instance import instance_of
from pipelines.errors import SettingsError
from pipelines.settings import Settings
from pipelines.warehouse.header import sql_files

from .graph import SNAPSHOT, graph_text

JOBS = ("months", "publish", "watch")
defs = code_location()


def test_the_definitions_load_and_every_job_can_be_resolved() -> None:
    dg.Definitions.validate_loadable(defs)
    for name in JOBS:
        assert defs.resolve_job_def(name).name == name


def test_the_graph_is_the_one_checked_in() -> None:
    assert graph_text(defs) == SNAPSHOT.read_text(), "look at the change; then: python -m tests.assets.graph"


def test_every_asset_says_what_it_is() -> None:
    graph = defs.resolve_asset_graph()
    silent = [key.to_user_string() for key in graph.get_all_asset_keys() if not graph.get(key).description]
    assert silent == []


def test_every_check_of_the_warehouse_is_an_asset_check_and_errors_block() -> None:
    graph = defs.resolve_asset_graph()
    found = {
        key.name: graph.get_check_spec(key).blocking
        for key in graph.asset_check_keys
        if key.asset_key == dg.AssetKey("candidate_warehouse")
    }
    assert [found.pop(name) for name in ("candidate_loses_nothing", "months_are_whole")] == [False, False]
    assert found == {file.name: file.severity == "error" for file in sql_files("checks")}


def test_no_asset_runs_in_no_job_or_in_two() -> None:
    jobs = [defs.resolve_job_def(name).asset_layer.executable_asset_keys for name in ("months", "publish")]
    assert jobs[0] | jobs[1] == set(defs.resolve_asset_graph().get_all_asset_keys())
    assert not jobs[0] & jobs[1]


def test_dagster_dev_opens_this_code_location() -> None:
    text = yaml.safe_load((Path(__file__).parents[2] / "workspace.yaml").read_text())
    assert "assets.definitions" in str(text)


def test_making_the_definitions_makes_no_folder_and_names_a_setting_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYD_HOME", str(tmp_path / "home"))
    dg.Definitions.validate_loadable(build_definitions())
    assert not (tmp_path / "home").exists()
    monkeypatch.setenv("CYD_REQUESTS_PER_SECOND", "not a number")
    with pytest.raises(SettingsError, match="CYD_REQUESTS_PER_SECOND"):
        build_definitions()


EXPECTED_METADATA = {
    "filing_index": {"dagster/partition_row_count", "preview", "requests", "bytes", "newest_filing"},
    "notes_fact": {
        "dagster/partition_row_count",
        "preview",
        "requests",
        "bytes",
        "archives",
        "not_published_yet",
    },
    "submission": {"dagster/partition_row_count", "preview", "requests", "bytes", "archives"},
    "fact": {"dagster/partition_row_count", "preview"},
    "filing": {"dagster/partition_row_count", "preview"},
    "officer": {"dagster/partition_row_count", "preview"},
    "candidate_warehouse": {"dagster/row_count", "dagster/uri", "bytes", "tables", "checks_failed"},
    "warehouse": {"dagster/uri", "bytes", "filings", "filings_by_month"},
    "report": {"dagster/uri", "files", "bytes"},
    "exports": {"dagster/uri", "files", "bytes"},
}


def test_every_materialisation_says_what_it_brought(home: Path) -> None:
    settings = Settings(home=home)
    with instance_of(settings) as instance:
        for name, keys in EXPECTED_METADATA.items():
            event = instance.get_latest_materialization_event(dg.AssetKey(name))
            assert event is not None and event.asset_materialization is not None, name
            found = event.asset_materialization.metadata
            assert keys <= set(found), name
            for counted in keys & {"dagster/row_count", "dagster/partition_row_count"}:
                assert isinstance(found[counted].value, int), name
        archives = instance.get_latest_materialization_event(dg.AssetKey("notes_fact"))
        assert archives is not None and archives.asset_materialization is not None
        assert "_notes.zip" in str(archives.asset_materialization.metadata["archives"].value)
        keys_of_assets = defs.resolve_asset_graph().get_all_asset_keys()
        never = [
            key.to_user_string()
            for key in keys_of_assets
            if not instance.get_latest_materialization_event(key)
        ]
    assert never == []
