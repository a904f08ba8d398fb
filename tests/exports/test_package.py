"""The data package is a Frictionless one: its own library accepts it, and the rows fit what it says of them."""

import copy
import json
from pathlib import Path
from typing import Any

import frictionless
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.exports.tables import BY_YEAR, LEFT_OUT, announced_schema
from pipelines.warehouse.header import sql_files

MOST_ROWS = 100


@pytest.fixture(scope="module")
def package(exported: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((exported / "datapackage.json").read_text())
    return found


def test_the_package_is_valid_in_the_eyes_of_frictionless(package: dict[str, Any], exported: Path) -> None:
    read = frictionless.Package.from_descriptor(package, basepath=str(exported))
    assert read.version == announced_schema()["version"]
    assert len(read.resources) == len(package["resources"]) > 20
    parts = {resource.name: len(resource.extrapaths) + 1 for resource in read.resources}
    assert min(parts[name] for name in BY_YEAR) > 1
    wrong = copy.deepcopy(package)
    wrong["resources"][0]["schema"]["fields"][0]["type"] = "no such type"
    with pytest.raises(frictionless.FrictionlessException):
        frictionless.Package.from_descriptor(wrong, basepath=str(exported))


def test_every_spreadsheet_holds_what_the_package_says(package: dict[str, Any], exported: Path) -> None:
    resources = [resource for resource in package["resources"] if resource["format"] == "csv"]
    assert resources
    for resource in resources:
        found = frictionless.Resource.from_descriptor(resource, basepath=str(exported))
        report = found.validate()
        assert report.valid, (resource["name"], report.flatten(["rowNumber", "fieldName", "message"])[:5])
        rows = pl.read_parquet(exported / resource["path"].replace(".csv", ".parquet")).height
        assert report.tasks[0].stats["rows"] == rows


def test_the_rows_of_every_table_have_the_described_types_and_keys(
    package: dict[str, Any], exported: Path
) -> None:
    seen = 0
    for resource in package["resources"]:
        if resource["format"] != "parquet":
            continue
        paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
        frames = [pl.read_parquet(exported / path, hive_partitioning=False) for path in paths]
        rows = pl.concat(frames).head(MOST_ROWS)
        if not rows.height:
            continue
        data = [rows.columns, *(list(row) for row in rows.iter_rows())]
        report = frictionless.Resource(
            data=data, schema=frictionless.Schema.from_descriptor(resource["schema"])
        ).validate()
        assert report.valid, (resource["name"], report.flatten(["rowNumber", "fieldName", "message"])[:5])
        seen += rows.height
    assert seen > 1000


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
    assert sorted([*described, "datapackage.json", "dictionary.md", "feed.atom"]) == sorted(there)
    names = {file.name for file in sql_files("schema", "marts") if file.kind in ("table", "view")}
    assert {
        resource["name"] for resource in package["resources"] if resource["format"] == "parquet"
    } == names - set(LEFT_OUT)
    assert {
        resource["name"] for resource in package["resources"] if isinstance(resource["path"], list)
    } <= set(BY_YEAR)
