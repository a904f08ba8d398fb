"""The feed is valid Atom, the same for the same filings, and shows what a filing says as text."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import feedparser
import pytest
from lxml import etree

from pipelines.exports import feed as module
from pipelines.exports.feed import FEED_FILE, feed
from pipelines.exports.parquet import export
from pipelines.warehouse.read import query

from .changed import changed

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
HOSTILE = """<script>alert("1")</script> ]]> &amp; 'quoted' \x1b[2J \x00\ufffe \u202e txt <a href="https://x.example">"""


def made(path: Path) -> bytes:
    with duckdb.connect(str(path), read_only=True) as connection:
        return feed(connection)


def valid(data: bytes) -> Any:
    """The feed as a reader takes it, once it was found valid."""
    SCHEMA.assertValid(etree.fromstring(data))
    read = feedparser.parse(data, sanitize_html=False)
    assert not read.bozo and read.version == "atom10"
    return read


@pytest.fixture
def hostile(warehouses: list[Path], tmp_path: Path) -> Iterator[bytes]:
    """The feed of a warehouse in which every text and every name is hostile."""
    with changed(warehouses[0], tmp_path / "w.duckdb") as connection:
        connection.execute(
            "UPDATE core.incident SET nature = $1, scope = NULL, section_text = NULL", [HOSTILE]
        )
        connection.execute("UPDATE core.filing SET company_name = $1", [HOSTILE])
        connection.execute("UPDATE core.officer SET title = $1", [HOSTILE])
        yield feed(connection)


def test_the_feed_is_valid_and_holds_every_filing_that_was_read(
    exported: Path, warehouses: list[Path]
) -> None:
    entries = valid((exported / FEED_FILE).read_bytes()).entries
    rows = query(
        warehouses[0],
        "SELECT accession_number FROM core.filing LEFT JOIN core.incident AS i USING (accession_number)"
        " WHERE i.accession_number IS NOT NULL OR (is_annual AND status <> 'not_read')",
    )
    expected = {f"urn:tag:sec.gov,2008:accession-number={number}" for number in rows["accession_number"]}
    assert {entry.id for entry in entries} == expected
    assert len(entries) == len(expected)


def test_incidents_come_first_then_annual_reports_each_newest_first(exported: Path) -> None:
    entries = valid((exported / FEED_FILE).read_bytes()).entries
    kinds = [entry.tags[0].term for entry in entries]
    assert kinds == sorted(kinds, key=["incident", "annual"].index)
    assert set(kinds) == {"incident", "annual"}
    for kind in set(kinds):
        times = [entry.updated for entry in entries if entry.tags[0].term == kind]
        assert times == sorted(times, reverse=True)
    assert any("Incident, amended" in entry.title for entry in entries)
    assert any("Annual disclosure, amended" in entry.title for entry in entries)


def test_an_entry_is_of_the_time_at_which_edgar_accepted_the_filing(
    exported: Path, warehouses: list[Path]
) -> None:
    read = valid((exported / FEED_FILE).read_bytes())
    times = {entry.id.rpartition("=")[2]: entry.updated for entry in read.entries}
    rows = query(
        warehouses[0],
        "SELECT accession_number, (coalesce(accepted_at, filed)::TIMESTAMP AT TIME ZONE 'America/New_York')"
        " AT TIME ZONE 'UTC' AS moment FROM core.filing",
    )
    for number, moment in rows.iter_rows():
        if number in times:
            assert times[number] == f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert read.feed.updated == max(times.values())
    assert datetime.fromisoformat(read.feed.updated) < datetime.now(UTC)


def test_two_loads_of_one_lake_give_the_same_feed(warehouses: list[Path]) -> None:
    assert made(warehouses[0]) == made(warehouses[1])


def test_what_a_filing_says_is_text_and_leads_nowhere(hostile: bytes) -> None:
    read = valid(hostile)
    root = etree.fromstring(hostile)
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert not names & {"script", "a", "img", "iframe"}
    links = root.xpath("//@href | //@src")
    assert links and all(link.startswith("https://www.sec.gov/") for link in links)
    title = read.entries[0].title_detail
    assert title.type == "text/plain"
    assert """<script>alert("1")</script> ]]> &amp; 'quoted'""" in title.value
    for letter in "\x1b\x00\ufffe\u202e":
        assert letter not in hostile.decode()
    division = root.find(".//{*}entry/{*}content/{*}div")
    assert division is not None
    assert """<a href="https://x.example">""" in "".join(division.itertext())


def test_the_feed_is_bounded_and_keeps_the_newest(
    warehouses: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [entry.id for entry in valid(made(warehouses[0])).entries]
    incidents = sum(entry.tags[0].term == "incident" for entry in valid(made(warehouses[0])).entries)
    monkeypatch.setattr(module, "MOST_INCIDENTS", 2)
    monkeypatch.setattr(module, "MOST_DISCLOSURES", 3)
    assert [entry.id for entry in valid(made(warehouses[0])).entries] == [
        *whole[:2],
        *whole[incidents : incidents + 3],
    ]


def test_a_warehouse_without_filings_has_a_valid_feed(warehouses: list[Path], tmp_path: Path) -> None:
    with changed(warehouses[0], tmp_path / "w.duckdb") as connection:
        connection.execute("DELETE FROM core.incident")
        connection.execute("UPDATE core.filing SET status = 'not_read'")
        assert valid(feed(connection)).entries == []


def test_the_feed_stands_beside_the_newest_export_and_moves_with_it(
    warehouses: list[Path], tmp_path: Path
) -> None:
    export(warehouses[0], tmp_path)
    link = tmp_path / FEED_FILE
    assert link.is_symlink() and not link.readlink().is_absolute()
    before = link.read_bytes()
    version = export(warehouses[1], tmp_path)
    assert link.resolve() == (version / FEED_FILE).resolve()
    assert link.read_bytes() == before, "a second run of the same night adds nothing"


def test_a_report_that_answers_without_words_has_an_entry_too(warehouses: list[Path], tmp_path: Path) -> None:
    with changed(warehouses[0], tmp_path / "w.duckdb") as connection:
        texts = [
            column
            for column, kind in connection.execute(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_schema = 'mart' AND table_name = 'disclosure'"
            ).fetchall()
            if column.endswith("_text") or column in ("oversight_structure", "cadence", "material_effect")
        ]
        for column in texts:
            connection.execute(f"UPDATE mart.disclosure SET {column} = NULL")
        entries = [entry for entry in valid(feed(connection)).entries if entry.tags[0].term == "annual"]
    assert entries
    for entry in entries:
        assert entry.summary
        assert "none was read" in entry.content[0].value
