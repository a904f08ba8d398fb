"""Companies come from the tickers file and the submissions data, with places as ISO codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.companies import (
    TICKERS,
    TICKERS_WITH_EXCHANGE,
    CompanyFrame,
    companies,
    read_submissions,
    read_tickers,
)
from pipelines.edgar.places import place
from pipelines.errors import DocumentError, FetchError
from pipelines.sample.server import EdgarServer

from .conftest import keep

SHARED = Path(__file__).parents[2] / ".." / "shared" / "edgar"
Put = Callable[[str, bytes], None]


def submissions(cik: int = 17, **changes: Any) -> bytes:
    """Submissions data of a company."""
    known = {
        "cik": f"{cik:010d}",
        "name": "AXLE & SONS CO",
        "tickers": ["AXL", "AXLW"],
        "exchanges": ["NYSE", None],
        "sic": "3714",
        "sicDescription": "Motor Vehicle Parts & Accessories",
        "stateOfIncorporation": "DE",
        "addresses": {"business": {"stateOrCountry": "A6"}},
        "fiscalYearEnd": "1231",
        "category": "Large accelerated filer<br>Well-known seasoned issuer",
    }
    return json.dumps(known | changes).encode()


LISTED = json.dumps(
    {
        "fields": ["cik", "name", "ticker", "exchange"],
        "data": [[17, "Axle", "AXL", "NYSE"], [18, "Bolt", "BLT", None], [17, "Axle", "AXLW", "NYSE"]],
    }
).encode()


def path(cik: int) -> str:
    """Where a company's submissions data lie."""
    return f"submissions/CIK{cik:010d}.json"


def test_a_company_is_what_its_submissions_data_say(archive: RawArchive, put: Put) -> None:
    put(path(17), submissions())
    found = companies(archive, [17])
    assert CompanyFrame.is_valid(found.companies)
    assert found.companies.rows(named=True) == [
        {
            "cik": 17,
            "name": "AXLE & SONS CO",
            "tickers": ["AXL", "AXLW"],
            "exchanges": ["NYSE", None],
            "sic": 3714,
            "sic_description": "Motor Vehicle Parts & Accessories",
            "incorporation_state": "DE",
            "incorporation_country": "US",
            "business_state": "ON",
            "business_country": "CA",
            "fiscal_year_end": "1231",
            "category": "Large accelerated filer; Well-known seasoned issuer",
        }
    ]


def test_what_is_left_empty_is_null(archive: RawArchive, put: Put) -> None:
    empty: dict[str, Any] = {
        "sic": "",
        "sicDescription": "",
        "stateOfIncorporation": None,
        "addresses": None,
        "category": "",
    }
    put(path(17), submissions(**empty, tickers=[], exchanges=[], fiscalYearEnd=None))
    row = companies(archive, [17]).companies.row(0, named=True)
    assert {name for name, value in row.items() if value is None} == {
        *("sic", "sic_description", "incorporation_state", "incorporation_country"),
        *("business_state", "business_country", "fiscal_year_end", "category"),
    }
    assert row["tickers"] == []


def test_the_tickers_file_fills_what_the_submissions_data_lack(archive: RawArchive, put: Put) -> None:
    put(TICKERS_WITH_EXCHANGE, LISTED)
    put(path(17), submissions(tickers=[], exchanges=[]))
    found = companies(archive, [18, 17, 99]).companies
    assert found.select("cik", "name", "tickers", "exchanges").rows() == [
        (17, "AXLE & SONS CO", ["AXL", "AXLW"], ["NYSE", "NYSE"]),
        (18, "Bolt", ["BLT"], [None]),
    ]


def test_without_submissions_data_one_request_serves_all_and_those_kept_are_read(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(TICKERS_WITH_EXCHANGE, LISTED)
    keep(archive, path(18), submissions(18, name="KEPT CO"))
    found = companies(archive, range(1, 500), submissions=False).companies
    assert found["name"].to_list() == ["Axle", "KEPT CO"]
    assert server.paths() == [TICKERS_WITH_EXCHANGE]


def test_the_file_without_exchanges_serves_where_the_other_is_missing(archive: RawArchive, put: Put) -> None:
    put(TICKERS, json.dumps({"0": {"cik_str": 17, "ticker": "AXL", "title": "Axle"}}).encode())
    row = companies(archive, [17], submissions=False).companies.row(0, named=True)
    assert (row["tickers"], row["exchanges"]) == (["AXL"], [None])


def test_a_source_without_submissions_data_is_soon_left_alone(
    archive: RawArchive, server: EdgarServer
) -> None:
    found = companies(archive, range(1, 200))
    assert found.companies.is_empty()
    assert len(found.missing) == 199
    assert len(server.requests) == 12


def test_a_company_without_data_among_others_does_not_stop_the_rest(archive: RawArchive, put: Put) -> None:
    for cik in (1, 30):
        put(path(cik), submissions(cik))
    found = companies(archive, range(1, 31))
    assert found.companies["cik"].to_list() == [1, 30]


def test_data_that_cannot_be_read_are_reported_and_stop_nothing(archive: RawArchive, put: Put) -> None:
    put(TICKERS_WITH_EXCHANGE, b"[]")
    put(path(16), b"[]")
    put(path(17), submissions())
    found = companies(archive, [16, 17])
    assert found.companies["cik"].to_list() == [17]
    assert found.failed == {
        TICKERS_WITH_EXCHANGE: "It is no list of tickers.",
        path(16): "They are no submissions data of a company.",
    }
    assert archive.kept(path(16)) is None, "the next run asks for it again"


def test_another_companys_data_are_refused(archive: RawArchive, put: Put) -> None:
    put(path(16), submissions(17))
    found = companies(archive, [16])
    assert found.companies.is_empty()
    assert found.failed == {path(16): "They are of the company 17, not of 16."}


def test_a_ticker_of_null_is_none_and_an_entry_that_is_odd_is_told() -> None:
    entries = [
        [1, "A", None, None],
        [1, "A", "AA", "NYSE"],
        [2, "B", 5, "NYSE"],
        [10**400, "C", "C", None],
        ["x"],
        [3, "D", "DD", None],
    ]
    data = json.dumps({"fields": ["cik", "name", "ticker", "exchange"], "data": entries}).encode()
    rejected: list[str] = []
    rows = read_tickers(data, rejected)
    assert [(row["cik"], row["tickers"], row["exchanges"]) for row in rows] == [
        (1, ["AA"], ["NYSE"]),
        (3, ["DD"], [None]),
    ]
    assert len(rejected) == 3


@pytest.mark.parametrize("odd", [{"sic": "99999999999"}, {"sic": 1e400}, {"category": 5}, {"name": []}])
def test_submissions_data_of_another_shape_are_refused(odd: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match="no submissions data"):
        read_submissions(json.dumps(json.loads(submissions()) | odd).encode())


@pytest.mark.parametrize("read", [read_submissions, read_tickers])
def test_answers_nested_without_end_are_refused(read: Callable[[bytes], object]) -> None:
    with pytest.raises(DocumentError):
        read(b"[" * 200_000 + b"]" * 200_000)


def test_kept_data_cost_nothing_unless_they_are_to_be_renewed(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(path(17), submissions())
    put(TICKERS_WITH_EXCHANGE, LISTED)
    for _ in range(2):
        companies(archive, [17])
    assert len(server.requests) == 2
    put(path(17), submissions(name="NEW NAME CO"))
    assert companies(archive, [17], refresh=True).companies["name"].to_list() == ["NEW NAME CO"]
    assert [request.status for request in server.requests[2:]] == [304, 200]


def test_a_source_that_fails_is_an_error(archive: RawArchive, server: EdgarServer) -> None:
    server.fault("submissions/*", "unavailable", times=9)
    with pytest.raises(FetchError, match="503"):
        companies(archive, [17])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("NY", ("NY", "US")),
        ("ny ", ("NY", "US")),
        ("A1", ("BC", "CA")),
        ("Z4", (None, "CA")),
        ("F4", (None, "CN")),
        ("X0", (None, "GB")),
        ("X1", (None, "US")),
        ("PR", (None, "PR")),
        ("XX", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_places_are_iso_codes(code: str | None, expected: tuple[str | None, str | None]) -> None:
    assert place(code) == expected


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real filings are not beside the clone")
def test_the_real_tickers_file_is_read_whole() -> None:
    data = (SHARED / TICKERS).read_bytes()
    rows = read_tickers(data)
    assert sum(len(row["tickers"]) for row in rows) == len(json.loads(data))
    assert next(row for row in rows if row["cik"] == 1652044)["tickers"][:2] == ["GOOGL", "GOOG"]


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"data": [[1]], "fields": ["cik", "name"]}', b'{"0": {}}'])
def test_what_is_no_list_of_tickers_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="list of tickers"):
        read_tickers(data)
