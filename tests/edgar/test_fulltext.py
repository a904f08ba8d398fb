"""The full-text search finds incident reports, and the raw archive answers the same question afterwards."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pipelines.edgar import fulltext
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.fulltext import (
    IncidentMentionFrame,
    IncidentSearchFrame,
    mentions,
    search_by_words,
    search_incidents,
)
from pipelines.errors import DocumentError, FetchError
from pipelines.sample.server import EdgarServer

Put = Callable[[str, bytes], None]
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
KEPT = "LATEST/search-index.json"


def hit(number: int, name: str = "axle_8k.htm", kind: str = "8-K", **source: Any) -> dict[str, Any]:
    """One hit: a document of a filing."""
    accession = f"0000000017-25-{number:06d}"
    known = {
        "adsh": accession,
        "ciks": ["0000000017"],
        "display_names": ["AXLE & SONS CO  (AXL)  (CIK 0000000017)"],
        "form": "8-K",
        "file_type": kind,
        "file_date": "2025-02-03",
        "period_ending": "2025-01-30",
        "items": ["1.05", "9.01"],
    }
    return {"_id": f"{accession}:{name}", "_source": known | source}


def answer(*hits: dict[str, Any]) -> bytes:
    """The search's index as the server reads it."""
    return json.dumps({"hits": {"total": {"value": len(hits), "relation": "eq"}, "hits": hits}}).encode()


def test_a_filing_is_found_with_its_event_and_its_primary_document(archive: RawArchive, put: Put) -> None:
    put(KEPT, answer(hit(1, "ex99.htm", "EX-99.1"), hit(1)))
    found = search_incidents(archive, FIRST, LAST)
    assert found.available
    assert IncidentSearchFrame.is_valid(found.filings)
    assert found.filings.rows(named=True) == [
        {
            "accession_number": "0000000017-25-000001",
            "cik": 17,
            "ciks": [17],
            "company_name": "AXLE & SONS CO",
            "form": "8-K",
            "filed": date(2025, 2, 3),
            "period_ending": date(2025, 1, 30),
            "items": ["1.05", "9.01"],
            "primary_document": "axle_8k.htm",
        }
    ]


def test_both_dates_the_item_and_the_forms_are_asked_for(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(KEPT, answer())
    search_incidents(archive, FIRST, LAST)
    query = parse_qs(urlsplit(server.requests[0].path).query, keep_blank_values=True)
    assert query == {
        "q": [""],
        "forms": ["8-K,8-K/A"],
        "items": ["1.05"],
        "dateRange": ["custom"],
        "startdt": ["2025-01-01"],
        "enddt": ["2025-12-31"],
        "from": ["0"],
    }


def test_pages_are_asked_for_until_all_hits_are_there(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(KEPT, answer(*(hit(number) for number in range(1, 251))))
    assert search_incidents(archive, FIRST, LAST).filings.height == 250
    assert len(server.requests) == 3


def test_a_span_with_more_hits_than_the_search_gives_is_halved(
    archive: RawArchive, put: Put, server: EdgarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "MOST_HITS", 3)
    days = [FIRST + timedelta(days=40 * number) for number in range(9)]
    put(KEPT, answer(*(hit(n, file_date=day.isoformat()) for n, day in enumerate(days, 1))))
    assert search_incidents(archive, FIRST, LAST).filings["filed"].to_list() == days
    assert len(server.requests) > 3


def test_a_day_with_more_hits_than_the_search_gives_is_an_error_not_a_gap(
    archive: RawArchive, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "MOST_HITS", 150)
    put(KEPT, answer(*(hit(number) for number in range(1, 302))))
    with pytest.raises(FetchError, match="more hits for 2025-02-03"):
        search_incidents(archive, date(2025, 2, 3), date(2025, 2, 3))


def test_hits_are_kept_and_the_raw_archive_answers_as_a_mirror(
    archive: RawArchive, put: Put, connect: Callable[..., Client], tmp_path: Path
) -> None:
    put(KEPT, answer(hit(1), hit(2, file_date="2025-03-01")))
    first = search_incidents(archive, FIRST, date(2025, 2, 28))
    later = search_incidents(archive, date(2025, 3, 1), LAST)
    assert (first.filings.height, later.filings.height) == (1, 1)
    copy = RawArchive(tmp_path / "copy", connect(archive.root.as_uri()))
    again = search_incidents(copy, FIRST, LAST)
    assert again.filings["accession_number"].to_list() == ["0000000017-25-000001", "0000000017-25-000002"]
    assert again.document is not None
    assert later.document is not None
    assert again.document.sha256 == later.document.sha256


def test_searches_at_the_same_time_lose_no_hit(archive: RawArchive, put: Put) -> None:
    days = [date(2025, month, 3) for month in range(1, 13)]
    put(KEPT, answer(*(hit(day.month, file_date=day.isoformat()) for day in days)))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda day: search_incidents(archive, day, day), days))
    assert json.loads((archive.root / KEPT).read_bytes())["hits"]["total"]["value"] == 12


def test_a_second_search_changes_nothing_that_is_kept(archive: RawArchive, put: Put) -> None:
    put(KEPT, answer(hit(1)))
    first, again = (search_incidents(archive, FIRST, LAST).document for _ in range(2))
    assert first is not None
    assert again is not None
    assert (first.fetched, again.fetched, first.sha256) == (True, False, again.sha256)


def test_a_mirror_without_a_search_says_so(archive: RawArchive) -> None:
    found = search_incidents(archive, FIRST, LAST)
    assert (found.available, found.document, found.filings.height) == (False, None, 0)


def test_a_mirrors_list_is_filtered_as_the_search_would(
    tmp_path: Path, connect: Callable[..., Client], folder: Path, put: Put
) -> None:
    put(
        KEPT,
        answer(
            hit(1),
            hit(2, items=["8.01"]),
            hit(3, form="10-K"),
            hit(4, file_date="2024-02-03"),
            hit(5, form="8-K/A", period_ending=None),
            hit(6, ciks=[]),
            hit(7, file_date="soon"),
        ),
    )
    archive = RawArchive(tmp_path / "raw", connect(folder.as_uri()))
    found = search_incidents(archive, FIRST, LAST).filings
    assert found["accession_number"].str.slice(-1).to_list() == ["1", "5"]
    assert found["period_ending"].to_list() == [date(2025, 1, 30), None]
    assert found["primary_document"].to_list() == ["axle_8k.htm", None]


@pytest.mark.parametrize("data", [b"{}", b'{"hits": {"hits": []}}', b"[]"])
def test_an_answer_that_is_no_result_is_refused(
    folder: Path, connect: Callable[..., Client], put: Put, tmp_path: Path, data: bytes
) -> None:
    put(KEPT, data)
    with pytest.raises(DocumentError, match="no search result"):
        search_incidents(RawArchive(tmp_path / "raw", connect(folder.as_uri())), FIRST, LAST)


def test_reports_that_name_no_item_are_found_by_their_words(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    told = [
        hit(1),
        hit(2, items=["8.01", "9.01"]),
        hit(3, items=["2.02", "7.01"]),
        hit(4, items=["5.02"]),
        hit(5, "ex991.htm", "EX-99.1", form="6-K", items=[]),
        hit(6, "cover.htm", "6-K", form="6-K", items=[]),
    ]
    put(KEPT, answer(*told))
    found = search_by_words(archive, FIRST, LAST).filings
    assert IncidentSearchFrame.is_valid(found)
    assert [int(number[-1]) for number in found["accession_number"]] == [2, 5, 6]
    assert found["primary_document"].to_list() == ["axle_8k.htm", "ex991.htm", "cover.htm"]
    query = parse_qs(urlsplit(server.requests[0].path).query)
    assert query["forms"] == ["8-K,8-K/A,6-K,6-K/A"]
    assert query["q"][0].startswith('"experienced a cybersecurity incident" OR "')
    mentioned = IncidentMentionFrame.validate(mentions(found))
    assert mentioned["items"].to_list() == [["8.01", "9.01"]]


class _Searching:
    """A client whose searches get these answers, one after the other."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)

    def get(self, *_: Any, **__: Any) -> Any:
        return type("Answer", (), {"data": json.dumps(self.answers.pop(0)).encode()})

    def url(self, path: str) -> str:
        return path


def results(*hits: Any, total: int, **more: Any) -> dict[str, Any]:
    return {"hits": {"total": {"value": total}, "hits": list(hits)}} | more


@pytest.mark.parametrize(
    "odd",
    ["x", None, 5, [], {}, {"_id": 7, "_source": "x"}, hit(2, ciks=[]), hit(2, ciks=["x"]), hit(2, ciks=[10**30]),
     hit(2, adsh="../../etc"), hit(2, file_date=5), hit(2, file_date="2025-02-30"), hit(2, period_ending=5)],
)  # fmt: skip
def test_a_hit_that_is_odd_is_told_and_stops_no_other(tmp_path: Path, odd: Any) -> None:
    archive = RawArchive(tmp_path, _Searching(results(odd, hit(1), total=2)))  # type: ignore[arg-type]
    found = search_incidents(archive, FIRST, LAST)
    assert found.filings["accession_number"].to_list() == ["0000000017-25-000001"]
    IncidentSearchFrame.validate(found.filings)
    assert len(found.rejected) == 1


@pytest.mark.parametrize(
    "shorter",
    [
        [results(hit(1), total=3), results(total=3)],
        [results(hit(1), total=1, timed_out=True)],
        [results(hit(1), total=1, _shards={"total": 5, "failed": 1})],
    ],
    ids=["an empty page", "timed out", "failed shards"],
)
def test_results_that_end_early_replace_no_longer_list(tmp_path: Path, shorter: list[dict[str, Any]]) -> None:
    whole = results(hit(1), hit(2), hit(3), total=3)
    archive = RawArchive(tmp_path, _Searching(whole, *shorter))  # type: ignore[arg-type]
    assert search_incidents(archive, FIRST, LAST).doubt is None
    again = search_incidents(archive, FIRST, LAST)
    assert again.filings.height == 3
    assert again.doubt
