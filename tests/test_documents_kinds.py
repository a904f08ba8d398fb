"""Filings of every kind of document over HTTP: plain text, a PDF listed first, exhibits pointed to, tagged with the
whole item beside the tags; and what it costs to read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.backfill import cost
from pipelines.documents import FilingRead, read_one
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client, Patience
from pipelines.edgar.filings import Filing, fetch_exhibit, listing
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.facts.model import FactFrame
from pipelines.lake import Lake
from pipelines.nightly import READING_SCHEMA, Wanted, reader_of
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import DocumentsStrategy, Settings
from tests.facts.documents import PROCESSES, context, document, fact

NUMBER, CIK = "0000000077-25-000003", 77
FOLDER = f"Archives/edgar/data/{CIK}/{NUMBER.replace('-', '')}"
SENTENCE = "We look after the cybersecurity of our piers with care, and the board asks about it twice a year."
OUTSIDE = "No threat has materially affected us."
ITEM = f"<p><b>Item 1C. Cybersecurity</b></p><p>{{inside}}</p><p>{OUTSIDE}</p>"
COVER = "<p>FORM 10-K</p><p>For the fiscal year ended December 31, 2024</p><p><b>Item 1B. Unresolved Staff Comments</b></p><p>None.</p>"
AFTER = "<p><b>Item 2. Properties</b></p><p>Nine piers.</p>"
UNTAGGED = f"<html><body>{COVER}{ITEM.format(inside=SENTENCE)}{AFTER}</body></html>"
TAGGED = document(COVER + ITEM.format(inside=fact(PROCESSES, SENTENCE)) + AFTER, contexts=context()).decode()
TEXT = (
    "FORM 10-K\n\nFor the fiscal year ended December 31, 2024\n\nITEM 1B. UNRESOLVED STAFF COMMENTS\n\nNone.\n\n"
    f"ITEM 1C. CYBERSECURITY\n\n{SENTENCE}\n\n{OUTSIDE}\n\nITEM 2. PROPERTIES\n\nNine piers.\n"
)
STUB = UNTAGGED.replace(
    f"<p>{SENTENCE}</p><p>{OUTSIDE}</p>", "<p>Incorporated by reference to Exhibit 13.</p>"
)
EXHIBIT = f"<html><body><p><b>Cybersecurity</b></p><p>{SENTENCE}</p><p>{SENTENCE.replace('We', 'They')}</p><p>{OUTSIDE * 4}</p><p><b>Outlook</b></p></body></html>"


def index_page(*files: tuple[str, str]) -> str:
    rows = "".join(
        f'<tr><td>{place}</td><td>{kind}</td><td><a href="{"/ix?doc=" if "inlineXBRL" in name else ""}/{FOLDER}/{name}">{name}</a></td>'
        f"<td>{kind}</td><td>9</td></tr>"
        for place, (name, kind) in enumerate(files, 1)
    )
    complete = f'<tr><td></td><td>Complete submission text file</td><td><a href="/{FOLDER}/{NUMBER}.txt">x</a></td><td></td><td>9</td></tr>'
    head = "<tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>"
    return f'<html><body><table class="tableFile">{head}{rows}{complete}</table></body></html>'


@contextmanager
def edgar(tmp_path: Path, files: dict[str, tuple[str, str]]) -> Iterator[tuple[EdgarServer, RawArchive]]:
    folder = tmp_path / "edgar" / FOLDER
    folder.mkdir(parents=True)
    for name, (_, content) in files.items():
        (folder / name).write_text(content)
    (folder / f"{NUMBER}-index.htm").write_text(
        index_page(*((name, kind) for name, (kind, _) in files.items()))
    )
    with serve(tmp_path / "edgar") as server:
        settings = Settings(edgar_url=server.url, identity=None, requests_per_second=10)
        patience = Patience(attempts=2, backoff_seconds=0.001, answer_seconds=2, read_seconds=2)
        with Client(settings, patience=patience) as client:
            yield server, RawArchive(tmp_path / "raw", client)


def read(archive: RawArchive, strategy: DocumentsStrategy = "inline", form: str = "10-K") -> FilingRead:
    return read_one(archive, Wanted(Filing(NUMBER, CIK), form), strategy)


@pytest.mark.parametrize("strategy", ["inline", "pages", "instances"])
@pytest.mark.parametrize(
    "files",
    [
        {"a10k.txt": ("10-K", TEXT)},
        {"a10k.pdf": ("10-K", "%PDF-1.4"), "a10k.htm": ("10-K", UNTAGGED)},
        {"a10k.pdf": ("10-K", "%PDF-1.4"), "a10k.txt": ("10-K", TEXT), "e.htm": ("EX-21", UNTAGGED)},
        {"A10K.HTM": ("10-K", UNTAGGED), "logo.jpg": ("GRAPHIC", "x")},
    ],
)
def test_the_primary_document_is_read_whatever_it_is(
    tmp_path: Path, files: dict[str, tuple[str, str]], strategy: DocumentsStrategy
) -> None:
    with edgar(tmp_path, files) as (_, archive):
        got = read(archive, strategy)
    assert got.status == "found", got.reason
    assert FactFrame.validate(got.facts)["value"].item().endswith(f"{SENTENCE}\n{OUTSIDE}")


@pytest.mark.parametrize("form", ["10-K", "10-K/A", "10-KT"])
def test_a_tagged_filing_has_its_whole_item_beside_the_tags(tmp_path: Path, form: str) -> None:
    with edgar(tmp_path, {"a.htm": (form, TAGGED.replace("FORM 10-K", f"FORM {form}"))}) as (server, archive):
        got = read(archive, form=form)
        assert len(server.requests) == 2
    assert (got.status, got.item_status) == ("tagged", "found")
    assert got.facts.select("source", "value").rows() == [
        ("inline", SENTENCE), ("item", f"Item 1C. Cybersecurity\n{SENTENCE}\n{OUTSIDE}"),
    ]  # fmt: skip


def test_an_item_that_lacks_what_is_tagged_as_part_of_it_is_doubtful_and_not_kept(tmp_path: Path) -> None:
    lost = fact(PROCESSES, SENTENCE.replace("piers", "lighthouses"))
    page = TAGGED.replace("<p>Nine piers.</p>", f"<p>{lost}</p>")
    with edgar(tmp_path, {"a.htm": ("10-K", page)}) as (_, archive):
        got = read(archive)
    assert (got.status, got.item_status) == ("tagged", "doubtful")
    assert "lighthouses" in str(got.item_reason)
    assert got.facts["source"].unique().to_list() == ["inline"]


def test_a_text_tagged_in_the_risk_factors_casts_no_doubt_on_the_item(tmp_path: Path) -> None:
    early = fact(PROCESSES, SENTENCE.replace("piers", "lighthouses"))
    page = TAGGED.replace("<p><b>Item 1B", f"<p><b>Item 1A. Risk Factors</b></p><p>{early}</p><p><b>Item 1B")
    with edgar(tmp_path, {"a.htm": ("10-K", page)}) as (_, archive):
        assert read(archive).item_status == "found"


@pytest.mark.parametrize("name", ["e13.htm", "exhibit-13.htm"])
def test_an_exhibit_that_the_item_points_to_is_fetched_and_read_and_none_else_is(
    tmp_path: Path, name: str
) -> None:
    files = {"a.htm": ("10-K", STUB), name: ("EX-13", EXHIBIT), "e21.htm": ("EX-21", "<html>x</html>")}
    with edgar(tmp_path, files) as (server, archive):
        assert listing(archive, Filing(NUMBER, CIK)).exhibits == {"13": name, "21": "e21.htm"}
        got = read(archive)
        assert not any("e21" in one.path for one in server.requests)
    assert (got.status, "Exhibit 13" in str(got.reason)) == ("cross_reference", True)
    assert SENTENCE in got.facts["value"].item()
    assert [one["kind"].item() for one in got.documents] == ["exhibit 13", "primary"]


def test_an_exhibit_that_the_filing_lacks_leaves_the_stub(tmp_path: Path) -> None:
    with edgar(tmp_path, {"a.htm": ("10-K", STUB)}) as (_, archive):
        got = read(archive)
        assert fetch_exhibit(archive, Filing(NUMBER, CIK), "13") is None
    assert got.status == "cross_reference"
    assert got.facts["value"].item().endswith("Exhibit 13.")


def test_a_backfill_says_what_it_will_cost_and_what_it_has_already(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    days = [
        ("10-K", date(2025, 3, 3)),
        ("20-F", date(2025, 3, 4)),
        ("8-K", date(2025, 3, 5)),
        ("10-K", date(2025, 4, 1)),
    ]
    rows = [(77, "x", form, day, f"0000000077-25-00000{n}", "x") for n, (form, day) in enumerate(days)]
    index = pl.DataFrame(rows, schema=INDEX_SCHEMA, orient="row")
    whole = cost(lake, index, ["2025-03"], 8)
    assert (whole.filings, whole.read_before) == (2, 0)
    assert "2 annual reports will be read: about 4 requests" in whole.sentence
    row = ("0000000077-25-000000", "tagged", None, "found", None, None, 3, reader_of("inline"), 0, None)
    lake.write("reading", "2025-03", pl.DataFrame([row], schema=READING_SCHEMA, orient="row"))
    rest = cost(lake, index, ["2025-03", "2025-04"], 8)
    assert (rest.filings, rest.read_before) == (2, 1)
    assert "1 were read before" in rest.sentence
