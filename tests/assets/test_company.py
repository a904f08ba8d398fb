"""Tickers: one request a run, and a source that fails leaves what was known."""

from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl

from assets.resources import Workplace
from assets.warehouse import company
from pipelines.edgar.client import Patience
from pipelines.filings import FILING_SCHEMA
from pipelines.sample.companies import companies
from pipelines.sample.indexes import company_tickers, company_tickers_exchange
from pipelines.sample.server import serve
from pipelines.settings import Settings

LISTED = list(companies().values())[:2]


def _materialise(workplace: Workplace) -> pl.DataFrame:
    assert dg.materialize([company], resources={"workplace": workplace}).success
    held = workplace.lake.read("company")
    assert held is not None
    return held


def test_tickers_cost_one_request_and_outlive_a_source_that_fails(tmp_path: Path) -> None:
    folder = tmp_path / "edgar" / "files"
    folder.mkdir(parents=True)
    place = folder / "company_tickers_exchange.json"
    place.write_bytes(company_tickers_exchange(LISTED))
    row = dict.fromkeys(FILING_SCHEMA) | {"accession_number": "0000000001-25-000001"}
    with serve(tmp_path / "edgar") as server:
        settings = Settings(home=tmp_path / "home", edgar_url=server.url, identity=None)
        impatient = Patience(attempts=2, backoff_seconds=0.001, read_seconds=2)
        workplace = Workplace(settings, date(2025, 5, 30), patience=impatient)
        filed = pl.DataFrame([row | {"ciks": [LISTED[0].cik]}], schema=FILING_SCHEMA)
        workplace.lake.write("filing", "2025-05", filed)
        first = _materialise(workplace)
        assert len(server.requests) == 1
        assert first.select("cik", "tickers", "exchanges").rows() == [
            (LISTED[0].cik, [LISTED[0].ticker], [LISTED[0].exchange])
        ]
        server.fault("/files/*", "unavailable", 9)
        assert _materialise(workplace).equals(first)


def test_a_source_without_exchanges_gives_the_tickers(tmp_path: Path) -> None:
    folder = tmp_path / "edgar" / "files"
    folder.mkdir(parents=True)
    (folder / "company_tickers.json").write_bytes(company_tickers(LISTED))
    row = dict.fromkeys(FILING_SCHEMA) | {"accession_number": "0000000001-25-000001"}
    settings = Settings(home=tmp_path / "home", edgar_url=(tmp_path / "edgar").as_uri(), identity=None)
    workplace = Workplace(settings, date(2025, 5, 30))
    filed = pl.DataFrame([row | {"ciks": [LISTED[0].cik]}], schema=FILING_SCHEMA)
    workplace.lake.write("filing", "2025-05", filed)
    assert _materialise(workplace).select("tickers", "exchanges").rows() == [([LISTED[0].ticker], [None])]
