"""The nightly road: which filings' documents are read, and a week of nights that ends as one clean run does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from assets.resources import Workplace
from assets.runs import run
from pipelines.due import months_to_run
from pipelines.edgar.client import Patience
from pipelines.edgar.fulltext import SEARCH_SCHEMA
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.errors import BlockedError
from pipelines.facts.model import fact_frame
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.lake import Lake
from pipelines.nightly import (
    NO_DOCUMENT,
    READING_SCHEMA,
    merged,
    next_day,
    settled,
    waiting,
    wanted_filings,
    with_next_try,
)
from pipelines.sample import archives, folders, indexes
from pipelines.sample.companies import companies
from pipelines.sample.filing import SampleFiling
from pipelines.sample.generate import sample_filings
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import Settings

from .months import whole
from .runs import files_of

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
    recent = [f for f in sample_filings() if f.filed >= date(2026, 1, 1) and f is not incident]
    return [*recent, early, amendment]


FILINGS = _filings()
LATE = next(f for f in FILINGS if f.form == "10-K" and date(2026, 2, 20) <= f.filed < MONDAY)
"""A filing that EDGAR's index lists on Thursday only, though it was filed in the week before."""


def _edgar_on(folder: Path, today: date) -> None:
    """EDGAR as it stands on a day of the week."""
    public = [f for f in FILINGS if f.filed <= today]
    archives.write_archives(folder, public, ["2026-02"], today)
    public = [f for f in public if f is not LATE or today >= THURSDAY]
    indexes.write_indexes(folder, public, list(companies().values()), today)
    for filing in public:
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
            yield name, connection.execute(f"FROM {name} ORDER BY ALL").fetchall()


INDEX = pl.DataFrame(
    [
        (1, "ONE", "10-K", date(2025, 3, 3), "0000000001-25-000001", "edgar/data/1/0000000001-25-000001.txt"),
        (
            2,
            "TWO",
            "10-K/A",
            date(2025, 3, 4),
            "0000000002-25-000001",
            "edgar/data/2/0000000002-25-000001.txt",
        ),
        (
            3,
            "THREE",
            "8-K",
            date(2025, 3, 5),
            "0000000003-25-000001",
            "edgar/data/3/0000000003-25-000001.txt",
        ),
    ],
    schema=INDEX_SCHEMA,
    orient="row",
)
"""An annual report, an amendment of one, and a current report of which nothing is known."""


def _archived(*numbers: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Submissions and facts of an archive that holds 10-Ks, and a 6-K where the number begins with 6."""
    rows = [
        {"adsh": number, "cik": str(int(number[:10])), "form": "6-K" if number.lstrip("0")[0] == "6" else "10-K",
         "instance": "own_htm.xml"}
        for number in numbers
    ]  # fmt: skip
    fact = {"concept": "C", "period_start": FRIDAY, "period_end": FRIDAY, "dimensions": "", "ordinal": 0,
            "is_nil": False, "source": "notes"}  # fmt: skip
    return pl.DataFrame(rows, schema=SUBMISSION_SCHEMA), fact_frame(
        [fact | {"accession_number": number} for number in numbers]
    )


def _wanted(today: date, *archived: str, reports: pl.DataFrame | None = None) -> list[str]:
    reports = pl.DataFrame(schema=SEARCH_SCHEMA) if reports is None else reports
    found = wanted_filings(INDEX, reports, *_archived(*archived), month="2025-03", today=today)
    return [one.filing.accession_number for one in found]


ANNUAL = ["0000000001-25-000001", "0000000002-25-000001"]


@pytest.mark.parametrize("today", [date(2025, 3, 20), date(2025, 4, 30)])
def test_every_annual_report_of_the_running_and_the_previous_month_is_read(today: date) -> None:
    assert _wanted(today, *ANNUAL) == ANNUAL


def test_of_an_older_month_only_what_no_archive_told_is_read() -> None:
    assert _wanted(date(2025, 5, 1), ANNUAL[0]) == [ANNUAL[1]]


def test_a_current_report_is_read_where_the_search_or_an_archive_names_it() -> None:
    report = {
        "accession_number": "0000000003-25-000001", "cik": 3, "ciks": [3], "company_name": "THREE",
        "form": "8-K", "filed": date(2025, 3, 5), "period_ending": date(2025, 3, 1), "items": ["1.05"],
        "primary_document": "three.htm",
    }  # fmt: skip
    reports = pl.DataFrame([report], schema=SEARCH_SCHEMA)
    foreign = "0000000006-25-000001"
    assert _wanted(date(2025, 3, 20), foreign, reports=reports) == [*ANNUAL, "0000000003-25-000001", foreign]


def test_the_document_and_the_period_that_a_source_names_need_no_request() -> None:
    report = {
        "accession_number": "0000000003-25-000001", "cik": 3, "ciks": [3], "company_name": "THREE",
        "form": "8-K", "filed": date(2025, 3, 5), "period_ending": date(2025, 3, 1), "items": ["1.05"],
        "primary_document": "three.htm",
    }  # fmt: skip
    reports = pl.DataFrame([report], schema=SEARCH_SCHEMA)
    found = wanted_filings(INDEX, reports, *_archived(ANNUAL[0]), month="2025-03", today=date(2025, 3, 20))
    known = {one.filing.accession_number: (one.filing.primary_document, one.period) for one in found}
    assert known[ANNUAL[0]] == ("own.htm", None)
    assert known["0000000003-25-000001"] == ("three.htm", date(2025, 3, 1))


def _readings(**statuses: str) -> pl.DataFrame:
    rows = [
        (number, status, None, None, None, None, 1, "pages 1", 0, None) for number, status in statuses.items()
    ]
    return pl.DataFrame(rows, schema=READING_SCHEMA, orient="row")


def test_what_was_read_to_the_end_with_the_same_reader_is_settled() -> None:
    readings = _readings(a="tagged", b="not_required", c="not_found", d="failed")
    assert settled(readings, "pages 1") == {"a", "b"}
    assert settled(readings, "inline 1") == set()
    assert settled(readings, None) == {"a", "b"}
    assert settled(None, None) == set()


def test_a_filing_that_fails_today_keeps_what_was_read_before() -> None:
    former, now = _readings(a="tagged", b="failed", c="found"), _readings(a="failed", b="tagged")
    kept = merged(former, now, now, stays={"a"})
    assert dict(kept.select("accession_number", "status").iter_rows()) == {
        "a": "tagged",
        "b": "tagged",
        "c": "found",
    }


def test_a_month_whose_archive_is_late_is_run_again(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    published, late = _archived(ANNUAL[0])[0], pl.DataFrame(schema=SUBMISSION_SCHEMA)
    for month, frame in {
        "2024-01": late,
        "2025-01": published,
        "2025-02": late,
        "2025-03": published,
    }.items():
        lake.write("submission", month, frame)
        whole(lake, month)
    assert months_to_run(lake, date(2025, 4, 2)) == ["2025-02", "2025-03", "2025-04"]
    lake.write("submission", "2025-02", published)
    whole(lake, "2025-02")
    assert months_to_run(lake, date(2025, 4, 2)) == ["2025-03", "2025-04"]


def _reading(status: str, reason: str, tries: int = 0, next_try: date | None = None) -> pl.DataFrame:
    row = ("0000000001-25-000001", status, reason, None, None, None, 0, "inline 1", tries, next_try)
    return pl.DataFrame([row], schema=READING_SCHEMA, orient="row")


@pytest.mark.parametrize(
    ("status", "reason"), [("failed", NO_DOCUMENT), ("not_found", "No heading was found")]
)
def test_what_was_not_there_is_asked_for_again_after_one_to_sixty_four_days(status: str, reason: str) -> None:
    day, reader = MONDAY, "inline 1"
    former: pl.DataFrame | None = None
    pauses = []
    for _ in range(9):
        former = with_next_try(_reading(status, reason), former, day)
        tries, again = former.select("tries", "next_try").row(0)
        assert tries == len(pauses) + 1 and next_day(former, day) == str(again)
        assert waiting(former, reader, again - timedelta(days=1)) == {"0000000001-25-000001"}
        assert waiting(former, reader, again) == set()
        assert waiting(former, "inline 2", day) == set(), "another version of the reader tries at once"
        pauses.append((again - day).days)
        day = again
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 64, 64]
    assert (
        with_next_try(_reading(status, reason), former.with_columns(reader=pl.lit("inline 0")), day)[
            "tries"
        ].item()
        == 1
    )


def test_a_source_that_did_not_answer_is_asked_again_the_next_night_and_what_was_read_never() -> None:
    failed = with_next_try(_reading("failed", "The source answers with status 503."), None, MONDAY)
    assert failed.select("tries", "next_try").row(0) == (0, None)
    assert (waiting(failed, "inline 1", TUESDAY), next_day(failed, TUESDAY)) == (set(), str(TUESDAY))
    read = with_next_try(_reading("tagged", ""), _reading("failed", NO_DOCUMENT, 3, FRIDAY), MONDAY)
    assert read.select("tries", "next_try").row(0) == (0, None)
    assert next_day(read, MONDAY) is None


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
    for link in ("latest", "report"):
        written, at_once = files_of(nights, link), files_of(clean, link)
        assert [name for name in at_once if written.get(name) != at_once[name]] == []
        assert written.keys() == at_once.keys()
    assert _rows(warehouse, "SELECT count(DISTINCT source) FROM core.fact WHERE source = 'page'") == [(1,)]
    assert _rows(warehouse, "SELECT accession_number FROM core.incident WHERE amends IS NOT NULL") == [
        ("0002999001-26-000900",)
    ]
    assert _rows(warehouse, "SELECT count(*) FROM core.filing WHERE reading_status = 'failed'") == [(0,)]
