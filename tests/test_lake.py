"""The lake: partitions of Parquet, each replaced whole."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import DocumentError
from pipelines.lake import Lake


def test_what_was_written_is_read_month_by_month_or_whole(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write("t", "2025-02", pl.DataFrame({"a": [2]}))
    lake.write("t", "2025-01", pl.DataFrame({"a": [1]}))
    assert lake.months("t") == ["2025-01", "2025-02"]
    whole, second = lake.read("t"), lake.read("t", ["2025-02", "2025-03"])
    assert whole is not None and whole["a"].to_list() == [1, 2]
    assert second is not None and second["a"].to_list() == [2]
    assert lake.has("t", "2025-01") and not lake.has("t", "2025-03")


def test_a_partition_is_replaced_not_added_to(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write("t", "2025-01", pl.DataFrame({"a": [1, 2]}))
    lake.write("t", "2025-01", pl.DataFrame({"a": [3]}))
    assert lake.need("t", "2025-01")["a"].to_list() == [3]


def test_a_table_that_was_never_written_is_none_and_a_needed_one_an_error(tmp_path: Path) -> None:
    assert Lake(tmp_path).read("t") is None
    with pytest.raises(DocumentError, match="run that month first"):
        Lake(tmp_path).need("t", "2025-01")


def test_a_damaged_partition_is_one_sentence(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write("t", "2025-01", pl.DataFrame({"a": [1]}))
    next((tmp_path / "month=2025-01").glob("t-*")).write_bytes(b"PAR1 no more")
    with pytest.raises(DocumentError, match="run 2025-01 again"):
        lake.read("t")
