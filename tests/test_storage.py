"""A lake in a bucket is a lake in a folder: the same words, the same bytes, and no fault of the store is seen."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import DocumentError, LakeError, SettingsError
from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.storage import ATTEMPTS, storage_of

from .bucket import BUCKET, Gate, bucket_on_loopback

FRAME = pl.DataFrame({"a": list(range(2000)), "b": [f"value {number * 7919}" for number in range(2000)]})


@pytest.fixture(scope="module")
def running() -> Iterator[Gate]:
    with bucket_on_loopback() as gate:
        yield gate


@pytest.fixture
def gate(running: Gate, monkeypatch: pytest.MonkeyPatch) -> Gate:
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    running.faults.clear()
    running.met.clear()
    return running


@pytest.fixture
def lake(gate: Gate, request: pytest.FixtureRequest) -> Lake:
    """A lake of its own in the bucket."""
    return Lake(f"s3://{BUCKET}/{request.node.name.replace('[', '-').strip(']')}")


def test_what_was_written_is_read_month_by_month_or_whole(lake: Lake, gate: Gate) -> None:
    lake.write("t", "2025-02", FRAME)
    lake.write("t", "2025-01", FRAME.head(3))
    lake.write("tail", "2024-01", FRAME)
    assert lake.months("t") == ["2025-01", "2025-02"]
    assert lake.has("t", "2025-01") and not lake.has("t", "2025-03")
    whole = lake.read("t")
    assert whole is not None and whole.equals(pl.concat([FRAME.head(3), FRAME]))
    assert lake.need("t", "2025-01").height == 3
    assert lake.read("none") is None
    with pytest.raises(DocumentError, match="run that month first"):
        lake.need("t", "2025-03")


def test_a_partition_costs_one_request_more_for_the_state_of_its_month(lake: Lake, gate: Gate) -> None:
    lake.write("t", "2025-01", FRAME)
    assert [method for method, _ in gate.met] == ["PUT", "GET", "PUT"]
    lake.need("t", "2025-01")
    assert [method for method, _ in gate.met[3:]] == ["GET", "GET"]


def test_a_partition_is_replaced_not_added_to(lake: Lake) -> None:
    lake.write("t", "2025-01", FRAME)
    lake.write("t", "2025-01", FRAME.head(1))
    assert lake.need("t", "2025-01").height == 1
    assert lake.months("t") == ["2025-01"]


def test_a_bucket_holds_the_bytes_that_a_folder_holds(lake: Lake, tmp_path: Path) -> None:
    lake.write("t", "2025-01", FRAME)
    Lake(tmp_path).write("t", "2025-01", FRAME)
    keys = storage_of(lake.root).keys("month=2025-01")
    assert keys == storage_of(tmp_path).keys("month=2025-01")
    for key in keys:
        file = storage_of(lake.root).get(key)
        assert file is not None
        assert file.read() == (tmp_path / key).read_bytes()  # type: ignore[union-attr]


@pytest.mark.parametrize("fault", ["busy", "broken", "hang_up", "cut"])
def test_a_passing_fault_of_the_store_is_not_seen(lake: Lake, gate: Gate, fault: str) -> None:
    gate.faults[:] = [fault, fault]  # type: ignore[list-item]
    lake.write("t", "2025-01", FRAME)
    gate.faults[:] = [fault, fault]  # type: ignore[list-item]
    assert lake.need("t", "2025-01").equals(FRAME)
    gate.faults[:] = [fault]  # type: ignore[list-item]
    assert lake.months("t") == ["2025-01"]


def test_a_store_that_stays_away_is_one_sentence_after_all_attempts(lake: Lake, gate: Gate) -> None:
    gate.faults[:] = ["broken"] * ATTEMPTS * 2
    with pytest.raises(
        LakeError, match=rf"s3://{BUCKET}/.*parquet could not be written: .*CYD_LAKE"
    ) as caught:
        lake.write("t", "2025-01", FRAME)
    assert len(gate.met) == ATTEMPTS
    assert "\n" not in str(caught.value) and gate.environment["AWS_SECRET_ACCESS_KEY"] != str(caught.value)


def test_a_bucket_that_is_not_there_is_one_sentence(gate: Gate) -> None:
    lake = Lake("s3://nobodys-bucket/lake")
    with pytest.raises(LakeError, match="could not be written"):
        lake.write("t", "2025-01", FRAME)
    with pytest.raises(LakeError, match="could not be listed"):
        lake.months("t")


@pytest.mark.parametrize(
    "place", ["gs://bucket/lake", "http://host/lake", "s3://", "s3://key:secret@bucket/lake"]
)
def test_an_address_of_another_kind_is_a_setting_that_cannot_be_used(place: str) -> None:
    with pytest.raises(SettingsError, match="CYD_LAKE") as caught:
        Lake(place)
    assert "secret@" not in str(caught.value)


def test_the_sample_keeps_apart_in_a_lake_that_is_shared(tmp_path: Path) -> None:
    for place in (f"s3://{BUCKET}/lake", str(tmp_path / "shared")):
        shared = Settings(home=tmp_path, lake=place)
        assert shared.lake_path == place
        assert shared.model_copy(update={"sample": True}).lake_path == f"{place}/sample"
    assert Settings(home=tmp_path, sample=True).lake_path == str(tmp_path / "lake")
