"""One filing read from its own documents: what each strategy costs, and that nothing a document holds is an error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from pipelines.documents import (
    GIVE_UP_AFTER,
    NO_DOCUMENT,
    NO_DOCUMENTS,
    NO_FILING,
    FilingRead,
    read_filings,
    read_one,
)
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client, Counters, Patience
from pipelines.edgar.filings import Filing
from pipelines.errors import DocumentError, SettingsError
from pipelines.facts.model import FactFrame
from pipelines.nightly import ReadingFrame, Wanted
from pipelines.sample.filing import SampleFiling
from pipelines.sample.folders import write_folder
from pipelines.sample.generate import sample_filings
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import DocumentsStrategy, Settings
from pipelines.sources import SourceDocumentFrame

IMPATIENT = Patience(attempts=2, backoff_seconds=0.001, answer_seconds=2, read_seconds=2)
STRATEGIES: tuple[DocumentsStrategy, ...] = ("pages", "instances", "inline")


def _one(holds: Callable[[SampleFiling], bool]) -> SampleFiling:
    return next(filing for filing in sample_filings() if holds(filing))


TAGGED = _one(lambda f: f.form == "10-K" and f.tagged)
UNTAGGED = _one(lambda f: f.form == "10-K" and not f.tagged)
AMENDMENT = _one(lambda f: "amendment_without" in f.cases)
INCIDENT = _one(lambda f: f.form == "8-K" and f.tagged)
QUIET_INCIDENT = _one(lambda f: f.form == "8-K" and not f.tagged)


@contextmanager
def _source(folder: Path, *filings: SampleFiling) -> Iterator[tuple[EdgarServer, RawArchive, Counters]]:
    for filing in filings:
        write_folder(folder / "edgar", filing)
    with serve(folder / "edgar") as server:
        settings = Settings(edgar_url=server.url, identity=None, requests_per_second=10)
        with Client(settings, patience=IMPATIENT) as client:
            yield server, RawArchive(folder / "raw", client), client.counters


def _wanted(filing: SampleFiling, *, known: bool = False) -> Wanted:
    document = filing.document if known else None
    return Wanted(Filing(filing.accession_number, filing.cik, document), filing.form)


def _only_document(read: FilingRead) -> dict[str, object]:
    (document,) = read.documents
    return SourceDocumentFrame.validate(document).row(0, named=True)


COSTS = {
    ("pages", "tagged"): (3, 3), ("instances", "tagged"): (2, 1), ("inline", "tagged"): (2, 1),
    ("pages", "untagged"): (3, 2), ("instances", "untagged"): (2, 3), ("inline", "untagged"): (2, 1),
}  # fmt: skip
"""Requests for a filing whose primary document's name is not known, and is: the table of docs/sources.md."""


@pytest.mark.parametrize(("strategy", "kind"), COSTS)
@pytest.mark.parametrize("known", [False, True])
def test_a_filing_costs_the_requests_that_the_documents_say(
    tmp_path: Path, strategy: DocumentsStrategy, kind: str, known: bool
) -> None:
    filings = [TAGGED, INCIDENT] if kind == "tagged" else [UNTAGGED, QUIET_INCIDENT]
    with _source(tmp_path, *filings) as (server, archive, counters):
        for number, filing in enumerate(filings, 1):
            read = read_one(archive, _wanted(filing, known=known), strategy)
            assert read.status == ("tagged" if kind == "tagged" else "found"), read.reason
            assert counters.requests == number * COSTS[strategy, kind][known] == len(server.requests)
            assert FactFrame.validate(read.facts)["accession_number"].unique().to_list() == [
                filing.accession_number
            ]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_an_amendment_that_need_not_answer_is_told_apart_from_one_that_was_not_found(
    tmp_path: Path, strategy: DocumentsStrategy
) -> None:
    with _source(tmp_path, AMENDMENT) as (_, archive, _counters):
        read = read_one(archive, _wanted(AMENDMENT), strategy)
    assert (read.status, read.facts.height) == ("not_required", 0)
    row = _only_document(read)
    assert (row["kind"], row["status"], row["reason"]) == (
        "primary",
        "read",
        "The amendment holds no Item 1C",
    )


def test_documents_kept_are_not_asked_for_again(tmp_path: Path) -> None:
    with _source(tmp_path, TAGGED) as (_, archive, counters):
        first = read_one(archive, _wanted(TAGGED), "pages")
        asked = counters.requests
        again = read_one(archive, _wanted(TAGGED), "pages")
        assert counters.requests == asked
    assert again.facts.equals(first.facts)


def test_tags_are_read_from_the_document_itself_while_its_pages_are_not_rendered(tmp_path: Path) -> None:
    with _source(tmp_path, TAGGED) as (_, archive, _counters):
        folder = tmp_path / "edgar" / TAGGED.folder
        (folder / "FilingSummary.xml").unlink()
        read = read_one(archive, _wanted(TAGGED), "pages")
    assert read.status == "tagged"
    assert read.facts["source"].unique().sort().to_list() == ["inline", "item"]
    assert (read.item_status, _only_document(read)["facts"]) == ("found", read.facts.height - 1)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
HOSTILE = {"pages": "R3.htm", "instances": TAGGED.instance, "inline": TAGGED.document}


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_hostile_document_is_a_row_with_its_reason(tmp_path: Path, strategy: DocumentsStrategy) -> None:
    with _source(tmp_path, TAGGED) as (_, archive, _counters):
        place = tmp_path / "edgar" / TAGGED.folder / HOSTILE[strategy]
        page = b"<html><body>no report</body></html>"
        place.write_bytes(page if strategy == "pages" else BOMB + place.read_bytes().partition(b"?>")[2])
        read = read_one(archive, _wanted(TAGGED), strategy)
        row = _only_document(read)
        assert archive.kept(str(row["path"])) is None, "it is set aside, so that it is fetched again"
    assert (read.status, read.facts.height) == ("failed", 0)
    assert row["status"] == "failed"
    assert row["reason"]
    assert row["reason"] == read.reason


def test_a_filing_without_documents_and_a_source_that_fails_are_rows_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    with _source(tmp_path, TAGGED, UNTAGGED) as (server, archive, _counters):
        server.fault(f"*{UNTAGGED.accession_number.replace('-', '')}/*", "unavailable", 9)
        wanted = [_wanted(INCIDENT), _wanted(TAGGED), _wanted(UNTAGGED)]
        read = read_filings(archive, wanted, "pages")
    readings = ReadingFrame.validate(read.readings)
    assert readings["status"].to_list() == ["failed", "tagged", "failed"]
    assert readings["reason"][0] == NO_DOCUMENT
    assert "503" in readings["reason"][2]
    assert SourceDocumentFrame.validate(read.documents).height == 3
    assert read.facts["accession_number"].unique().to_list() == [TAGGED.accession_number]
    assert readings["period_of_report"].to_list() == [None, TAGGED.period_end, None]


def test_a_source_without_filings_is_not_asked_for_each_of_them(tmp_path: Path) -> None:
    with _source(tmp_path) as (_, archive, counters):
        wanted = [
            Wanted(Filing(f"{number:010d}-25-000001", number), "10-K")
            for number in range(1, GIVE_UP_AFTER + 10)
        ]
        read = read_filings(archive, wanted, "inline")
        assert counters.requests == 2 * GIVE_UP_AFTER
    assert read.readings["status"].unique().to_list() == ["failed"]
    assert read.readings["reason"].value_counts().sort("count").rows() == [
        (NO_DOCUMENTS, 9),
        (NO_DOCUMENT, GIVE_UP_AFTER),
    ]
    assert read.documents.height == GIVE_UP_AFTER


def test_nobody_is_asked_without_an_identity(tmp_path: Path) -> None:
    with Client(Settings(identity=None)) as client:
        archive = RawArchive(tmp_path, client)
        with pytest.raises(SettingsError):
            read_filings(archive, [_wanted(TAGGED)], "pages")


SHARED = Path(__file__).parents[1] / ".." / "shared" / "edgar"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared with real filings is absent")
def test_every_real_document_at_hand_is_read_as_tagged(tmp_path: Path) -> None:
    documents = [
        path
        for path in sorted(SHARED.glob("Archives/edgar/data/*/*/*.htm"))
        if not (path.parent / "FilingSummary.xml").exists()
    ]
    wanted = []
    for path in documents:
        number, cik = path.parent.name, int(path.parent.parent.name)
        filing = Filing(f"{number[:10]}-{number[10:12]}-{number[12:]}", cik, path.name)
        wanted.append(Wanted(filing, "10-K"))
    with Client(Settings(edgar_url=SHARED.resolve().as_uri(), identity=None)) as client:
        read = read_filings(RawArchive(tmp_path, client), wanted, "inline")
        assert client.counters.requests == len(documents) > 0
    assert read.readings["status"].unique().to_list() == ["tagged"]
    FactFrame.validate(read.facts)


def _of_folder(folder: Path, filing: SampleFiling) -> Path:
    number = filing.accession_number.replace("-", "")
    return folder / "edgar" / f"Archives/edgar/data/{filing.cik}/{number}"


def test_rendered_pages_of_another_company_are_refused_by_their_cover(tmp_path: Path) -> None:
    other = _one(lambda f: f.form == "10-K" and f.tagged and f.cik != TAGGED.cik)
    with _source(tmp_path, TAGGED, other) as (_, archive, _counters):
        for page in _of_folder(tmp_path, TAGGED).glob("R*.htm"):
            page.write_bytes((_of_folder(tmp_path, other) / page.name).read_bytes())
        read = read_one(archive, _wanted(TAGGED), "pages")
    assert (read.status, read.facts.height) == ("failed", 0)
    assert f"of the company {other.cik}, not of {TAGGED.cik}" in str(read.reason)


def test_a_page_of_an_error_in_the_place_of_a_document_is_asked_for_again(tmp_path: Path) -> None:
    document = _of_folder(tmp_path, QUIET_INCIDENT) / QUIET_INCIDENT.document
    with _source(tmp_path, QUIET_INCIDENT) as (_, archive, _counters):
        whole = document.read_bytes()
        document.write_bytes(b"<html><body><h1>503 Service Unavailable</h1></body></html>")
        read = read_one(archive, _wanted(QUIET_INCIDENT), "inline")
        assert (read.status, read.reason) == ("failed", NO_FILING)
        assert _only_document(read)["status"] == "failed"
        document.write_bytes(whole)
        assert read_one(archive, _wanted(QUIET_INCIDENT), "inline").status == "found"


def test_an_untagged_document_with_a_hole_is_refused_and_with_one_odd_character_told(tmp_path: Path) -> None:
    document = _of_folder(tmp_path, UNTAGGED) / UNTAGGED.document
    with _source(tmp_path, UNTAGGED) as (_, archive, _counters):
        whole = document.read_bytes()
        document.write_bytes(whole.replace(b"<body>", b"<body>" + bytes(512), 1))
        assert "control characters" in str(read_one(archive, _wanted(UNTAGGED), "inline").reason)
        document.write_bytes(whole.replace(b"<body>", b"<body>\x02", 1))
        read = read_one(archive, _wanted(UNTAGGED), "inline")
    assert read.status == "found"
    assert "may be damaged" in str(_only_document(read)["rejected"])


def test_a_large_filing_is_read_in_a_process_of_its_own_and_an_item_that_takes_too_long_leaves_its_tags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _source(tmp_path, TAGGED) as (_, archive, _counters):
        small = read_one(archive, _wanted(TAGGED), "inline")
        monkeypatch.setattr("pipelines.processes.LARGE", 1000)
        large = read_one(archive, _wanted(TAGGED), "inline")
        monkeypatch.undo()

        def ended(*_words: object, **_named: object) -> None:
            raise DocumentError("Reading it was ended")

        monkeypatch.setattr("pipelines.documents.read_item", ended)
        cut = read_one(archive, _wanted(TAGGED), "inline")
    assert large.facts.equals(small.facts) and large.item_status == small.item_status == "found"
    assert (cut.status, cut.item_status, cut.item_reason) == ("tagged", "failed", "Reading it was ended")
    assert cut.facts.equals(small.facts.filter(pl.col("source") == "inline"))
