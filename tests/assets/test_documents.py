"""The asset of documents: what it asks of EDGAR, what it keeps, and that no failure of a source stops a month."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.documents import documents
from assets.resources import Workplace
from pipelines.edgar.client import Patience
from pipelines.edgar.index import filing_index
from pipelines.facts.model import FACT_SCHEMA
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.sample.generate import write_sample
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import DocumentsStrategy, Settings

MONTH = "2025-05"
TODAY = date(2025, 5, 30)
IMPATIENT = Patience(attempts=2, backoff_seconds=0.001, answer_seconds=5, read_seconds=5)


@pytest.fixture(scope="module")
def edgar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample EDGAR of one month."""
    folder = tmp_path_factory.mktemp("edgar")
    write_sample(folder, months=[MONTH], today=TODAY)
    return folder


@pytest.fixture
def server(edgar: Path) -> Iterator[EdgarServer]:
    """It, served."""
    with serve(edgar) as running:
        yield running


def _workplace(home: Path, server: EdgarServer, strategy: DocumentsStrategy = "pages") -> Workplace:
    """A home whose lake holds the month's index, and nothing of an archive."""
    settings = Settings(
        home=home, edgar_url=server.url, identity=None, requests_per_second=10, documents=strategy
    )
    workplace = Workplace(settings, TODAY, patience=IMPATIENT)
    with workplace.archive() as archive:
        index = filing_index(archive, date(2025, 5, 1), date(2025, 5, 31), TODAY).filings
    workplace.lake.write("filing_index", MONTH, index)
    workplace.lake.write("submission", MONTH, pl.DataFrame(schema=SUBMISSION_SCHEMA))
    workplace.lake.write("notes_fact", MONTH, pl.DataFrame(schema=FACT_SCHEMA))
    server.requests.clear()
    return workplace


def _materialise(workplace: Workplace) -> dict[str, object]:
    """Materialise the month; the metadata of all its tables."""
    result = dg.materialize(
        [documents], partition_key=MONTH, resources={"workplace": workplace},
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )  # fmt: skip
    assert result.success
    return {
        name: value.value
        for event in result.asset_materializations_for_node("documents")
        for name, value in event.metadata.items()
    }


def test_a_month_is_read_once_and_the_next_night_asks_for_the_search_alone(
    tmp_path: Path, server: EdgarServer
) -> None:
    workplace = _workplace(tmp_path, server)
    told = _materialise(workplace)
    tables = ("document_fact", "filing_document", "reading", "incident_report")
    first = {name: workplace.lake.need(name, MONTH) for name in tables}
    assert told["filings_failed"] == 0
    assert told["filings_read"] == first["reading"].height > 0
    assert told["requests"] == len(server.requests)
    assert told["facts_read"] == first["document_fact"].height
    assert set(first["reading"]["status"]) == {"tagged", "found"}

    server.requests.clear()
    told = _materialise(workplace)
    assert [path.partition("?")[0] for path in server.paths()] == ["LATEST/search-index"] * 2
    assert (told["filings_read"], told["facts_read"]) == (0, 0)
    for name, frame in first.items():
        assert workplace.lake.need(name, MONTH).equals(frame), name


def test_with_none_nothing_is_asked_and_what_was_read_stays(tmp_path: Path, server: EdgarServer) -> None:
    workplace = _workplace(tmp_path, server)
    _materialise(workplace)
    facts = workplace.lake.need("document_fact", MONTH)
    without = _workplace(tmp_path, server, "none")
    told = _materialise(without)
    assert (server.paths(), told["requests"]) == ([], 0)
    assert without.lake.need("document_fact", MONTH).equals(facts)
    assert without.lake.need("incident_report", MONTH).height == 4


def test_another_strategy_reads_the_filings_again(tmp_path: Path, server: EdgarServer) -> None:
    _materialise(_workplace(tmp_path, server))
    workplace = _workplace(tmp_path, server, "inline")
    _materialise(workplace)
    tagged = workplace.lake.need("document_fact", MONTH).filter(pl.col("source") != "section")
    assert tagged["source"].unique().sort().to_list() == ["inline", "item"]


def test_a_blocked_search_leaves_the_reports_known_before_and_is_a_row(
    tmp_path: Path, server: EdgarServer
) -> None:
    workplace = _workplace(tmp_path, server)
    _materialise(workplace)
    server.fault("/LATEST/*", "block")
    _materialise(workplace)
    assert workplace.lake.need("incident_report", MONTH).height == 4
    rows = workplace.lake.need("filing_document", MONTH).filter(pl.col("status") == "failed")
    assert rows["kind"].to_list() == ["search", "search"]


def test_a_filing_that_fails_after_it_was_read_keeps_its_facts(tmp_path: Path, server: EdgarServer) -> None:
    workplace = _workplace(tmp_path, server)
    _materialise(workplace)
    facts = workplace.lake.need("document_fact", MONTH)
    number = facts["accession_number"][0]
    folder = number.replace("-", "")
    server.fault(f"*/{folder}/*", "unavailable", 99)
    again = _workplace(tmp_path, server, "inline")
    told = _materialise(again)
    assert told["filings_failed"] == 1
    mine = pl.col("accession_number") == number
    assert again.lake.need("document_fact", MONTH).filter(mine).equals(facts.filter(mine))


def test_what_failed_is_tried_again(tmp_path: Path, server: EdgarServer) -> None:
    workplace = _workplace(tmp_path, server)
    filing = workplace.lake.need("filing_index", MONTH).filter(pl.col("form") == "20-F").row(0, named=True)
    server.fault(f"*/{filing['accession_number'].replace('-', '')}/*", "unavailable", 2)
    assert _materialise(workplace)["filings_failed"] == 1
    assert _materialise(workplace)["filings_failed"] == 0
    assert "failed" not in workplace.lake.need("reading", MONTH)["status"].to_list()
