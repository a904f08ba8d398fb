"""The nightly road: which filings' documents are read, and a week of nights that ends as one clean run does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from assets.resources import Workplace
from assets.runs import months_to_run, run
from pipelines.edgar.client import Patience
from pipelines.edgar.fulltext import SEARCH_SCHEMA
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.errors import BlockedError
from pipelines.facts.model import fact_frame
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.nightly import READING_SCHEMA, merged, settled, wanted_filings
from pipelines.sample import archives, folders, indexes
from pipelines.sample.companies import companies
from pipelines.sample.filing import SampleFiling
from pipelines.sample.generate import SAMPLE_MONTHS, sample_filings
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import Settings

MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=number) for number in range(1, 5))
"""The week in which the archive of February comes out, on Wednesday."""
IMPATIENT = Patience(attempts=3, backoff_seconds=0.001, answer_seconds=5, read_seconds=5)


def _filings() -> list[SampleFiling]:
    """The sample's filings, its last incident moved into the week, and an amendment of that."""
    incident = next(f for f in reversed(sample_filings()) if f.form == "8-K")
    early = replace(incident, filed=TUESDAY, period_start=MONDAY, period_end=MONDAY)
    amendment = replace(
        early, accession_number="0002999001-26-000900", form="8-K/A", filed=FRIDAY,
        document="amended.htm", amends=early.accession_number,
    )  # fmt: skip
    return [*(f for f in sample_filings() if f is not incident), early, amendment]


FILINGS = _filings()
LATE = next(f for f in FILINGS if f.form == "10-K" and date(2026, 2, 20) <= f.filed < MONDAY)
"""A filing that EDGAR's index lists on Thursday only, though it was filed in the week before."""


def _edgar_on(folder: Path, today: date) -> None:
    """EDGAR as it stands on a day of the week."""
    public = [f for f in FILINGS if f.filed <= today]
    archives.write_archives(folder, public, SAMPLE_MONTHS, today)
    public = [f for f in public if f is not LATE or today >= THURSDAY]
    indexes.write_indexes(folder, public, list(companies().values()), today)
    for filing in public:
        if filing.filed >= date(2026, 2, 1):
            folders.write_folder(folder, filing)


def _workplace(home: Path, server: EdgarServer, today: date) -> Workplace:
    settings = Settings(
        home=home, edgar_url=server.url, identity=None, requests_per_second=10, documents="pages", workers=1
    )
    return Workplace(settings, today, patience=IMPATIENT)


def _night(home: Path, server: EdgarServer, today: date) -> None:
    workplace = _workplace(home, server, today)
    run(workplace, months_to_run(workplace.lake, today))


def _tables(warehouse: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name = 'core' ORDER BY 1"
        ).fetchall()
        for (name,) in [*names, ("meta.fact_difference",), ("mart.disclosure",)]:
            yield name, connection.execute(f"FROM {name} ORDER BY ALL").fetchall()  # noqa: S608 (our own names)


def _rows(warehouse: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(question).fetchall()


def test_a_week_of_nights_with_faults_ends_as_one_clean_run(tmp_path: Path) -> None:
    nights, clean = tmp_path / "nights", tmp_path / "clean"
    warehouse = nights / "warehouse.duckdb"
    folder = tmp_path / "edgar"
    with serve(folder) as server:
        _edgar_on(folder, MONDAY)
        server.fault("*/master.idx", "busy")
        server.fault("*/R3.htm", "cut", 2)
        server.fault("*/FilingSummary.xml", "unavailable", 9)  # more than three filings' attempts
        _night(nights, server, MONDAY)
        failed = _rows(warehouse, "SELECT count(*) FROM core.filing WHERE reading_status = 'failed'")
        assert failed[0][0] != 0, "the faults of Monday were never met"

        _edgar_on(folder, TUESDAY)
        before = warehouse.read_bytes()
        server.fault("*/master.idx", "block")
        with pytest.raises(BlockedError):
            _night(nights, server, TUESDAY)
        assert warehouse.read_bytes() == before

        _edgar_on(folder, WEDNESDAY)
        server.fault("*_notes.zip", "cut")
        server.fault("*/search-index", "block")
        _night(nights, server, WEDNESDAY)
        assert LATE.accession_number in str(_rows(warehouse, "SELECT sample FROM meta.check_result"))

        _edgar_on(folder, THURSDAY)
        server.fault("*/company_tickers*", "hang_up", 9)
        _night(nights, server, THURSDAY)

        _edgar_on(folder, FRIDAY)
        server.faults.clear()
        _night(nights, server, FRIDAY)

        _night(clean, server, FRIDAY)
    expected = dict(_tables(clean / "warehouse.duckdb"))
    found = dict(_tables(warehouse))
    assert found.keys() == expected.keys()
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert _rows(warehouse, "SELECT count(DISTINCT source) FROM core.fact WHERE source = 'page'") == [(1,)]
    assert _rows(warehouse, "SELECT accession_number FROM core.incident WHERE amends IS NOT NULL") == [
        ("0002999001-26-000900",)
    ]
    assert _rows(warehouse, "SELECT count(*) FROM core.filing WHERE reading_status = 'failed'") == [(0,)]
