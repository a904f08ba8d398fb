"""The data package is a Frictionless one: its own library accepts it, and the rows fit what it says of them."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import frictionless
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.exports.tables import LEFT_OUT, PARTS, announced_schema
from pipelines.taken_over import MANIFEST
from pipelines.warehouse.header import sql_files


@pytest.fixture(scope="module")
def package(exported: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((exported / "datapackage.json").read_text())
    return found


def test_the_package_is_valid_in_the_eyes_of_frictionless(package: dict[str, Any], exported: Path) -> None:
    read = frictionless.Package.from_descriptor(package, basepath=str(exported))
    assert read.version == announced_schema()["version"]
    assert len(read.resources) == len(package["resources"]) > 20
    parts = {resource.name: len(resource.extrapaths) + 1 for resource in read.resources}
    assert min(parts[name] for name in PARTS) > 1
    wrong = copy.deepcopy(package)
    wrong["resources"][0]["schema"]["fields"][0]["type"] = "no such type"
    with pytest.raises(frictionless.FrictionlessException):
        frictionless.Package.from_descriptor(wrong, basepath=str(exported))


def test_every_table_has_the_described_types_codes_and_keys(package: dict[str, Any], exported: Path) -> None:
    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "message"])[:5]
    assert sum(task.stats.get("rows", 0) for task in report.tasks) > 1000
    assert {task.place for task in report.tasks if task.place.endswith(".csv")} >= {"core.officer.csv"}
    keys = [key for resource in package["resources"] for key in resource["schema"]["foreignKeys"]]
    assert {key["reference"]["resource"] for key in keys} == {"core.filing", "core.company", "core.concept"}


def test_a_code_that_is_not_listed_and_a_key_of_nothing_are_found(
    package: dict[str, Any], exported: Path, tmp_path: Path
) -> None:
    few = ("core.company", "core.filing", "core.oversight", "core.concept")
    for name in few:
        shutil.copy(exported / f"{name}.parquet", tmp_path)
    rows = pl.read_parquet(tmp_path / "core.filing.parquet")
    rows[1:].with_columns(form=pl.lit("10-X")).write_parquet(tmp_path / "core.filing.parquet")
    told = package | {"resources": [one for one in package["resources"] if one["name"] in few]}
    report = frictionless.Package.from_descriptor(told, basepath=str(tmp_path)).validate()
    found = {kind for (kind,) in report.flatten(["type"])}
    assert found >= {"constraint-error", "foreign-key"}


def test_the_package_describes_every_file_and_column(package: dict[str, Any], exported: Path) -> None:
    described = []
    for resource in package["resources"]:
        paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
        described += paths
        fields = resource["schema"]["fields"]
        for path in paths:
            if resource["format"] == "parquet":
                assert [field["name"] for field in fields] == pq.ParquetFile(
                    exported / path
                ).schema_arrow.names
        assert all(field["description"] for field in fields)
        assert resource["description"]
        assert set(resource["schema"]["primaryKey"]) <= {field["name"] for field in fields}
        assert resource["schema"]["primaryKey"]
    there = [str(path.relative_to(exported)) for path in exported.rglob("*") if path.is_file()]
    assert sorted([*described, "datapackage.json", "dictionary.md", "feed.atom", MANIFEST]) == sorted(there)
    names = {file.name for file in sql_files("schema", "marts") if file.kind in ("table", "view")}
    assert {
        resource["name"] for resource in package["resources"] if resource["format"] == "parquet"
    } == names - set(LEFT_OUT)
    assert {
        resource["name"] for resource in package["resources"] if isinstance(resource["path"], list)
    } <= set(PARTS)
