"""The arithmetic of docs/scaling.md is that of the code, and its sums are right."""

from pathlib import Path

import pytest

from bench import scaling

DOCUMENT = Path(__file__).parents[2] / "docs" / "scaling.md"


def test_the_document_holds_the_tables_that_are_computed() -> None:
    assert scaling.tables() in DOCUMENT.read_text(encoding="utf-8")


def test_the_busiest_night_asks_what_the_document_of_sources_says() -> None:
    night = next(case for case in scaling.CASES if case.name == "the busiest night")
    assert night.tagged == 385
    assert night.requests - 4 * night.runs == 770
    assert night.asking_minutes == pytest.approx(97 / 60, abs=0.02)


def test_a_hundred_times_the_filings_are_a_hundred_times_the_work_and_no_more() -> None:
    everything, hundredfold = scaling.CASES[-2:]
    assert hundredfold.held == 100 * everything.held
    assert 95 < hundredfold.work / everything.work <= 100
    assert 95 < hundredfold.requests / everything.requests <= 100
    assert hundredfold.bucket == everything.bucket, "as many partitions, only larger ones"
