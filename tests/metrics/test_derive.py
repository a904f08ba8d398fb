"""All metrics in one pass: the tables there are, and the same rows whatever the number of processes."""

import polars as pl

from pipelines.facts.model import fact_frame
from pipelines.metrics import derive as module
from pipelines.metrics.derive import METRIC_SCHEMAS, derive
from tests.metrics.words import PROCESSES, fact

TEXT = "Our Chief Information Officer follows NIST. The Audit Committee hears of it quarterly. We have had no breach {}."
FEW = 7


def facts(count: int) -> pl.DataFrame:
    return fact_frame(
        [fact(PROCESSES, TEXT.format(n), f"0000000001-25-{n:06d}") for n in range(1, count + 1)]
    )


def test_every_table_has_its_declared_schema() -> None:
    for name, frame in derive(facts(2)).items():
        assert dict(frame.schema) == dict(METRIC_SCHEMAS[name]), name


def test_every_table_has_its_declared_schema_where_there_is_nothing() -> None:
    derived = derive(facts(0))
    assert list(derived) == list(METRIC_SCHEMAS)
    for name, frame in derived.items():
        assert dict(frame.schema) == dict(METRIC_SCHEMAS[name]) and frame.is_empty(), name


def test_metrics_of_one_value_have_a_row_for_every_filing() -> None:
    derived = derive(facts(FEW))
    assert {derived[name].height for name in ("oversight", "cadence", "material_effect", "text_measure")} == {
        FEW
    }
    assert derived["contradiction"].height == FEW * 6


def test_only_the_tables_that_are_asked_for_are_made() -> None:
    assert list(derive(facts(FEW), tables=["cadence", "sentence_key"])) == ["cadence", "sentence_key"]


def test_two_processes_derive_the_same_rows_in_the_same_order(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(module, "FEW_FILINGS", 1)
    one, two = derive(facts(FEW)), derive(facts(FEW), workers=2)
    for name, frame in one.items():
        assert frame.equals(two[name]), name
