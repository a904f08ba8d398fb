"""EDGAR's indexes are read in both forms, and cover a span of days with as few requests as may be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.index import FilingIndexFrame, companies_of_filings, filing_index, read_master_index
from pipelines.errors import DocumentError
from pipelines.sample.server import EdgarServer, serve

SHARED = Path(__file__).parents[2] / ".." / "shared" / "edgar"
Put = Callable[[str, bytes], None]
Row = tuple[int, str, str, str, str]

FIRST: Row = (17, "AXLE & SONS CO", "10-K", "2025-01-10", "0000000017-25-000001")


def master(rows: list[Row], received: str = "", *, daily: bool = False) -> bytes:
    """A master index in one of its two forms."""
    lines = ["Description: Master Index", f"Last Data Received:    {received}", "Comments: none", " ", ""]
    lines += [f"CIK|Company Name|Form Type|Date Filed|{'File Name' if daily else 'Filename'}", "-" * 80]
    for cik, name, form, filed, accession in rows:
        day = filed.replace("-", "") if daily else filed
        lines.append(f"{cik}|{name}|{form}|{day}|edgar/data/{cik}/{accession}.txt")
    return ("\n".join(lines) + "\n").encode("latin-1")


def quarterly(year: int, quarter: int) -> str:
    """The path of a quarter's index."""
    return f"Archives/edgar/full-index/{year}/QTR{quarter}/master.idx"


def daily(day: date) -> str:
    """The path of a day's index."""
    return f"Archives/edgar/daily-index/{day.year}/QTR{(day.month + 2) // 3}/master.{day:%Y%m%d}.idx"


@pytest.mark.parametrize("is_daily", [False, True])
def test_both_forms_of_the_index_give_the_same_filings(is_daily: bool) -> None:
    index = read_master_index(master([FIRST], daily=is_daily))
    assert index.filings.row(0, named=True) == {
        "cik": 17,
        "company_name": "AXLE & SONS CO",
        "form": "10-K",
        "filed": date(2025, 1, 10),
        "accession_number": "0000000017-25-000001",
        "path": "edgar/data/17/0000000017-25-000001.txt",
    }
    assert FilingIndexFrame.is_valid(index.filings)
    assert index.rejected == []


def test_the_header_is_found_however_long_the_preamble_is() -> None:
    data = master([FIRST])
    assert read_master_index(b"More words: here\n" * 30 + data).filings.height == 1
    assert read_master_index(data[data.index(b"CIK|") :]).filings.height == 1


def test_names_are_latin_1_and_may_hold_a_bar_or_a_next_line_character() -> None:
    rows: list[Row] = [(1, "CAFÉ MÜLLER", *FIRST[2:]), (2, "A|B", *FIRST[2:]), (3, "A\x85B", *FIRST[2:])]
    assert read_master_index(master(rows)).filings["company_name"].to_list() == [
        "CAFÉ MÜLLER",
        "A|B",
        "A\x85B",
    ]


def test_lines_may_end_in_both_ways() -> None:
    assert read_master_index(master([FIRST]).replace(b"\n", b"\r\n")).filings.height == 1


def test_rows_that_cannot_be_read_are_reported_and_stop_nothing() -> None:
    data = master([FIRST]) + b"words\n1|X|10-K|2025-13-45|edgar/data/1/0000000001-25-000001.txt\n17|CUT O"
    index = read_master_index(data)
    assert index.filings.height == 1
    assert [sentence[:20] for sentence in index.rejected] == [
        "The row 'words' is n",
        "The row '1|X|10-K|20",
        "The row '17|CUT O' i",
    ]


def test_a_filing_named_twice_is_one_row() -> None:
    assert read_master_index(master([FIRST, FIRST])).filings.height == 1


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20250331", date(2025, 3, 31)),
        ("March 31, 2025", date(2025, 3, 31)),
        ("Mar 31, 2025", date(2025, 3, 31)),
        ("2025-03-31", date(2025, 3, 31)),
        ("lately", None),
        ("", None),
    ],
)
def test_the_last_day_that_an_index_covers_is_read_in_all_its_forms(words: str, day: date | None) -> None:
    assert read_master_index(master([FIRST], words)).received == day


def test_an_index_without_rows_is_an_empty_one() -> None:
    assert FilingIndexFrame.is_valid(read_master_index(master([])).filings)


def test_an_index_of_fixed_width_is_refused_with_what_to_take_instead() -> None:
    for header in (
        b"Form Type   Company Name      CIK   Date Filed",
        b"Company Name      Form Type   CIK   Date Filed",
    ):
        with pytest.raises(DocumentError, match=r"take master\.idx instead"):
            read_master_index(b"Description: x\n\n" + header + b"\n---\n")


def test_what_has_no_header_is_no_index() -> None:
    with pytest.raises(DocumentError, match="It is no master index"):
        read_master_index(b"1|X|10-K|2025-01-10|edgar/data/1/0000000001-25-000001.txt\n")


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail_otherwise(data: bytes) -> None:
    index = read_master_index(master([FIRST]) + data)
    assert FilingIndexFrame.is_valid(index.filings)


def test_a_quarter_that_is_over_costs_one_request(archive: RawArchive, put: Put, server: EdgarServer) -> None:
    put(
        quarterly(2025, 1),
        master([FIRST, (18, "B", "4", "2025-01-10", "0000000018-25-000001")], "March 31, 2025"),
    )
    index = filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=date(2026, 1, 5))
    assert index.filings["accession_number"].to_list() == ["0000000017-25-000001"]
    assert server.paths() == [quarterly(2025, 1)]
    assert [document.url for document in index.documents] == [archive.client.url(quarterly(2025, 1))]
    filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=date(2026, 1, 5))
    assert len(server.requests) == 1, "a settled index is not asked for again"


def test_an_index_that_may_still_change_is_asked_for_again(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(quarterly(2025, 1), master([FIRST], "March 31, 2025"))
    today = date(2025, 4, 3)
    filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=today)
    late: Row = (18, "LATE CO", "10-K", "2025-03-31", "0000000018-25-000009")
    put(quarterly(2025, 1), master([FIRST, late], "March 31, 2025"))
    index = filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=today)
    assert index.filings.height == 2
    assert len(server.requests) == 2


def test_the_days_that_the_current_quarter_lacks_come_from_the_daily_indexes(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(quarterly(2025, 1), master([FIRST], "Jan 10, 2025"))
    monday: Row = (19, "MONDAY CO", "20-F", "2025-01-13", "0000000019-25-000001")
    put(daily(date(2025, 1, 13)), master([monday], daily=True))
    index = filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=date(2025, 1, 14))
    assert index.filings["company_name"].to_list() == ["AXLE & SONS CO", "MONDAY CO"]
    assert server.paths() == [quarterly(2025, 1), *(daily(date(2025, 1, day)) for day in (11, 12, 13, 14))]
    assert index.missing == [daily(date(2025, 1, day)) for day in (11, 12, 14)]


def test_a_quarter_that_has_just_begun_is_read_day_by_day(archive: RawArchive, put: Put) -> None:
    put(quarterly(2025, 4), master([], "December 31, 2025"))
    first: Row = (19, "NEW YEAR CO", "8-K", "2026-01-02", "0000000019-26-000001")
    put(daily(date(2026, 1, 2)), master([first], daily=True))
    index = filing_index(archive, date(2025, 12, 1), date(2026, 1, 31), today=date(2026, 1, 2))
    assert index.filings["company_name"].to_list() == ["NEW YEAR CO"]
    assert quarterly(2026, 1) in index.missing


def test_days_that_sec_refuses_as_missing_are_no_error(
    folder: Path, tmp_path: Path, connect: Callable[..., object]
) -> None:
    with serve(folder, missing_status=403) as server:
        archive = RawArchive(tmp_path / "raw", connect(server.url))  # type: ignore[arg-type]
        index = filing_index(archive, date(2026, 1, 1), date(2026, 1, 31), today=date(2026, 1, 3))
    assert index.filings.is_empty()
    assert len(index.missing) == 4


def test_an_index_that_is_none_is_named_in_the_error(archive: RawArchive, put: Put) -> None:
    put(quarterly(2025, 1), b"Form Type   Company Name      CIK   Date Filed\n----\n")
    put(quarterly(2025, 2), master([(18, "B", "10-K", "2025-04-10", "0000000018-25-000001")]))
    index = filing_index(archive, date(2025, 1, 1), date(2025, 6, 30), today=date(2026, 1, 1))
    assert list(index.failed) == [quarterly(2025, 1)]
    assert "fixed width" in index.failed[quarterly(2025, 1)]
    assert index.filings["cik"].to_list() == [18]
    assert archive.kept(quarterly(2025, 1)) is None, "the next run asks for it again"


def test_an_index_that_is_cut_off_is_named_and_asked_for_again(archive: RawArchive, put: Put) -> None:
    rows: list[Row] = [(n, "X", "10-K", "2025-01-10", f"0000000001-25-0000{n}") for n in (10, 11, 12)]
    put(quarterly(2025, 1), master(rows)[:-30])
    index = filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=date(2026, 1, 1))
    assert "cut off" in index.failed[quarterly(2025, 1)]
    assert index.filings["cik"].to_list() == [10, 11]
    put(quarterly(2025, 1), master(rows))
    index = filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=date(2026, 1, 1))
    assert index.failed == {}
    assert index.filings["cik"].to_list() == [10, 11, 12]


def test_where_the_source_gives_something_else_the_index_kept_before_serves(
    archive: RawArchive, put: Put
) -> None:
    today = date(2025, 4, 3)
    put(quarterly(2025, 1), master([FIRST]))
    filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=today)
    for other in (b"", b"<html>closed</html>"):
        put(quarterly(2025, 1), other)
        index = filing_index(archive, date(2025, 1, 1), date(2025, 3, 31), today=today)
        assert list(index.failed) == [quarterly(2025, 1)]
        assert index.filings.height == 1


@pytest.mark.parametrize(
    "row",
    [
        "1|A|10-K|2025-01-02|../../etc/0000000001-25-000001.txt",
        "1|A|10-K|2025-01-02|edgar/data/../1/0000000001-25-000001.txt",
        "1|A|10-K|2025-01-02|http://example.org/edgar/data/1/0000000001-25-000001.txt",
        "1|A|10-K|2025-01-02|edgar/data/2/0000000001-25-000001.txt",
        "1|A\0B|10-K|2025-01-02|edgar/data/1/0000000001-25-000001.txt",
        "1||10-K|2025-01-02|edgar/data/1/0000000001-25-000001.txt",
        "99999999999|A|10-K|2025-01-02|edgar/data/1/0000000001-25-000001.txt",
        "\u00b2|A|10-K|2025-01-02|edgar/data/1/0000000001-25-000001.txt",
        f"1|{'A' * 2000}|10-K|2025-01-02|edgar/data/1/0000000001-25-000001.txt",
    ],
)
def test_a_row_that_is_no_filings_is_rejected_and_told(row: str) -> None:
    index = read_master_index(master([FIRST]) + row.encode("latin-1") + b"\n")
    assert index.filings["cik"].to_list() == [17]
    assert len(index.rejected) == 1
    assert not index.is_cut_off


def test_a_lone_carriage_return_ends_a_row_too() -> None:
    rows: list[Row] = [(n, "X", "10-K", "2025-01-10", f"0000000001-25-0000{n}") for n in (10, 11, 12)]
    data = master(rows)
    at = data.index(b".txt\n", data.index(b"00001-25-000010")) + 4
    index = read_master_index(data[:at] + b"\r" + data[at + 1 :])
    assert index.filings["cik"].to_list() == [10, 11, 12]


def test_more_unreadable_rows_than_any_index_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.edgar.index.MAX_REJECTED", 2)
    with pytest.raises(DocumentError, match="of its rows are none"):
        read_master_index(master([FIRST]) + b"words\n" * 3)


def test_only_the_days_asked_for_are_given(archive: RawArchive, put: Put) -> None:
    rows: list[Row] = [
        (n, "X", "10-K", f"2025-01-{n:02}", f"0000000001-25-0000{n}") for n in (10, 11, 12, 13)
    ]
    put(quarterly(2025, 1), master(rows))
    index = filing_index(archive, date(2025, 1, 11), date(2025, 1, 12), today=date(2026, 1, 1))
    assert index.filings["cik"].to_list() == [11, 12]


def test_the_quarters_of_several_years_are_walked_once_each(archive: RawArchive, server: EdgarServer) -> None:
    index = filing_index(archive, date(2024, 11, 5), date(2026, 2, 1), today=date(2027, 1, 1))
    assert server.paths() == [
        quarterly(2024, 4),
        *(quarterly(2025, n) for n in (1, 2, 3, 4)),
        quarterly(2026, 1),
    ]
    assert index.missing == server.paths()


def test_a_filing_of_several_companies_has_one_primary_filer() -> None:
    accession = "0000000030-25-000001"
    agent = "0009999999-25-000001"
    rows: list[Row] = [(n, f"CO {n}", "10-K", "2025-01-10", accession) for n in (20, 30, 40)]
    rows += [(n, f"CO {n}", "10-K", "2025-01-10", agent) for n in (60, 50)]
    companies = companies_of_filings(read_master_index(master(rows)).filings)
    assert companies.select("accession_number", "cik", "company_name", "ciks", "names").rows() == [
        (accession, 30, "CO 30", [20, 30, 40], ["CO 20", "CO 30", "CO 40"]),
        (agent, 50, "CO 50", [50, 60], ["CO 50", "CO 60"]),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real filings are not beside the clone")
def test_every_row_of_the_real_indexes_is_read() -> None:
    indexes = [read_master_index(path.read_bytes()) for path in sorted(SHARED.glob("**/master.idx"))]
    assert sum(index.filings.height for index in indexes) == 8079
    assert [sentence for index in indexes for sentence in index.rejected] == []
    assert all(isinstance(index.received, date) for index in indexes)
    assert pl.concat([index.filings for index in indexes])["accession_number"].n_unique() == 8079


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real filings are not beside the clone")
def test_the_real_index_of_fixed_width_is_refused() -> None:
    data = (SHARED / "Archives/edgar/daily-index/2020/QTR1/form.20200318.idx").read_bytes()
    with pytest.raises(DocumentError, match="fixed width"):
        read_master_index(data)
