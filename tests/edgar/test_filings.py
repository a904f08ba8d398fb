"""The documents of a filing come with the fewest requests, whatever is known of it beforehand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.filings import (
    Filing,
    Listing,
    document_of,
    fetch_documents,
    fetch_primary,
    instance_of,
    listing,
    read_directory,
    read_index_page,
    rendered_pages,
)
from pipelines.errors import BlockedError, DocumentError, FetchError, NotFoundError
from pipelines.sample.server import EdgarServer
from pipelines.settings import DocumentsStrategy

from .conftest import keep

SHARED = Path(__file__).parents[2] / ".." / "shared" / "edgar"
Put = Callable[[str, bytes], None]
FILING = Filing("0000000017-25-000001", 17)
FOLDER = "Archives/edgar/data/17/000000001725000001"
PAGE = b"<html><body>words</body></html>"
INSTANCE = b"<xbrl/>"


def report(name: str, role: str, title: str = "0001 - Disclosure - Words") -> str:
    """One report of a FilingSummary."""
    return (
        f"<Report><HtmlFileName>{name}</HtmlFileName><LongName>{title}</LongName><Role>{role}</Role></Report>"
    )


def summary(*reports: str) -> bytes:
    """A FilingSummary.xml."""
    text = f"<FilingSummary><MyReports>{''.join(reports)}</MyReports></FilingSummary>"
    return f"<?xml version='1.0'?>{text}".encode()


CYD_ROLE = "http://xbrl.sec.gov/cyd/role/CybersecurityRiskManagementAndStrategyDisclosure"
INDEX_PAGE = f"""<html><body>
<table class="tableFile" summary="Document Format Files">
<tr><th>Seq</th><th>Description</th><th>Document</th></tr>
<tr><td>1</td><td>10-K</td><td>
<a href="/ix?doc=/{FOLDER}/axle-20241231.htm">axle-20241231.htm</a> iXBRL</td></tr>
<tr><td>2</td><td>EX-31</td><td><a href="/{FOLDER}/ex31.htm">ex31.htm</a></td></tr>
</table>
<table class="other"><tr><td><a href="/elsewhere.htm">x</a></td></tr></table>
<table class="tableFile" summary="Data Files">
<tr><td>9</td><td>EXTRACTED XBRL INSTANCE DOCUMENT</td><td>
<a href="/{FOLDER}/axle-20241231_htm.xml">x</a></td></tr>
</table></body></html>""".encode()


@pytest.fixture
def tagged(put: Put) -> None:
    """The folder of a tagged filing."""
    put(f"{FOLDER}/axle-20241231.htm", PAGE)
    put(f"{FOLDER}/axle-20241231_htm.xml", INSTANCE)
    put(
        f"{FOLDER}/FilingSummary.xml",
        summary(
            report("R1.htm", "http://a/role/Cover", "0001 - Document - Cover"), report("R9.htm", CYD_ROLE)
        ),
    )
    put(f"{FOLDER}/R1.htm", PAGE)
    put(f"{FOLDER}/R9.htm", PAGE)
    put(f"{FOLDER}/{FILING.accession_number}-index.htm", INDEX_PAGE)


KNOWN = Filing(FILING.accession_number, 17, "axle-20241231.htm")


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize(
    ("strategy", "filing", "names"),
    [
        ("pages", FILING, ["FilingSummary.xml", "R9.htm", "R1.htm"]),
        ("pages", KNOWN, ["FilingSummary.xml", "R9.htm", "R1.htm"]),
        ("instances", FILING, ["0000000017-25-000001-index.htm", "axle-20241231_htm.xml"]),
        ("instances", KNOWN, ["axle-20241231_htm.xml"]),
        ("inline", FILING, ["0000000017-25-000001-index.htm", "axle-20241231.htm"]),
        ("inline", KNOWN, ["axle-20241231.htm"]),
        ("none", KNOWN, []),
    ],
)
def test_each_strategy_costs_the_requests_that_the_documentation_says(
    archive: RawArchive, server: EdgarServer, strategy: DocumentsStrategy, filing: Filing, names: list[str]
) -> None:
    found = fetch_documents(archive, filing, strategy)
    assert server.paths() == [f"{FOLDER}/{name}" for name in names]
    assert archive.client.counters.requests == len(names)
    told = [name for name in names if name not in ("FilingSummary.xml", "R1.htm") and "-index" not in name]
    assert [each.document.path.name for each in found.documents] == told
    assert (found.cover is not None) == (strategy == "pages")
    assert [each.kind for each in found.documents] == ([strategy.removesuffix("s")] if names else [])
    fetch_documents(archive, filing, strategy)
    assert archive.client.counters.requests == len(names), "documents of a filing never change"


@pytest.mark.usefixtures("tagged")
def test_kept_submissions_data_tell_the_document_at_no_request(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    recent = {
        "accessionNumber": ["x", FILING.accession_number],
        "primaryDocument": ["y.htm", "axle-20241231.htm"],
    }
    keep(archive, "submissions/CIK0000000017.json", json.dumps({"filings": {"recent": recent}}).encode())
    assert fetch_documents(archive, FILING, "instances").documents[0].kind == "instance"
    assert server.paths() == [f"{FOLDER}/axle-20241231_htm.xml"]


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("data", [b"{", b"{}", b'{"filings": {"recent": {"accessionNumber": []}}}', b"[]"])
def test_submissions_data_that_tell_nothing_are_passed_over(archive: RawArchive, data: bytes) -> None:
    keep(archive, "submissions/CIK0000000017.json", data)
    assert fetch_documents(archive, FILING, "inline").documents[0].document.path.name == "axle-20241231.htm"


@pytest.mark.usefixtures("tagged")
def test_a_name_that_is_wrong_is_put_right_by_the_list(archive: RawArchive) -> None:
    wrong = Filing(FILING.accession_number, 17, "other.htm")
    for strategy in ("instances", "inline"):
        assert len(fetch_documents(archive, wrong, strategy).documents) == 1
    assert fetch_primary(archive, wrong).path.name == "axle-20241231.htm"


def test_a_filing_without_xbrl_has_a_reason_in_place_of_documents(archive: RawArchive, put: Put) -> None:
    put(
        f"{FOLDER}/{FILING.accession_number}-index.htm",
        INDEX_PAGE.replace(b"/ix?doc=", b"").split(b'<table class="other')[0] + b"</body></html>",
    )
    put(f"{FOLDER}/axle-20241231.htm", PAGE)
    assert (
        fetch_documents(archive, FILING, "pages").reason
        == "The filing has no rendered pages: it is not in XBRL."
    )
    assert fetch_documents(archive, FILING, "instances").reason == (
        "The filing has no extracted instance: it is not in XBRL."
    )
    assert fetch_documents(archive, FILING, "inline").documents[0].document.path.name == "axle-20241231.htm"
    assert fetch_primary(archive, FILING).path.name == "axle-20241231.htm"


def test_a_filing_whose_pages_are_of_other_taxonomies_is_not_tagged(archive: RawArchive, put: Put) -> None:
    put(
        f"{FOLDER}/FilingSummary.xml",
        summary(report("R1.htm", "http://a/role/Cover", "0001 - Document - Cover")),
    )
    found = fetch_documents(archive, FILING, "pages")
    assert found.documents == []
    assert found.reason == "None of the filing's rendered pages is of the cyd taxonomy."


def test_a_filing_that_the_source_does_not_have_is_no_error_but_for_its_primary_document(
    archive: RawArchive,
) -> None:
    for strategy in ("pages", "instances", "inline", "none"):
        assert fetch_documents(archive, FILING, strategy).reason
    with pytest.raises(NotFoundError):
        fetch_primary(archive, FILING)


def test_a_filing_on_paper_has_no_primary_document(archive: RawArchive, put: Put) -> None:
    put(f"{FOLDER}/index.json", directory(("scan.pdf", 9)))
    with pytest.raises(NotFoundError, match="no primary document as HTML"):
        fetch_primary(archive, FILING)
    assert fetch_documents(archive, FILING, "inline").reason == "The filing has no document as HTML or text."


def test_a_source_that_fails_is_not_taken_for_a_filing_without_documents(
    archive: RawArchive, server: EdgarServer
) -> None:
    server.fault(f"{FOLDER}/*", "unavailable", times=4)
    with pytest.raises(FetchError, match="503"):
        fetch_documents(archive, FILING, "pages")
    server.fault(f"{FOLDER}/*", "block")
    with pytest.raises(BlockedError):
        fetch_documents(archive, FILING, "instances")


def directory(*files: tuple[str, int]) -> bytes:
    """A folder's index.json; sizes of folders and some files are empty there."""
    items = [{"name": name, "size": str(size) if size else ""} for name, size in files]
    return json.dumps({"directory": {"item": items, "name": "/x"}}).encode()


def test_a_mirror_without_index_pages_is_asked_for_the_folders_list(archive: RawArchive, put: Put) -> None:
    put(f"{FOLDER}/index.json", directory(("a.htm", 5), ("a_htm.xml", 3), ("R1.htm", 99)))
    assert listing(archive, FILING) == Listing("a.htm", ("a.htm",), ("a_htm.xml",))


def test_a_folders_list_tells_the_primary_document_by_its_instance_or_its_size() -> None:
    files = [
        ("0000000017-25-000001-index.htm", 900),
        ("R2.htm", 800),
        ("ex31.htm", 10),
        ("axle.htm", 500),
        ("d", 0),
    ]
    assert read_directory(directory(*files)) == Listing("axle.htm", (), ())
    assert read_directory(directory(*files, ("ex31_htm.xml", 5))) == Listing(
        "ex31.htm", ("ex31.htm",), ("ex31_htm.xml",)
    )
    assert read_directory(directory()) == Listing(None, (), ())


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"directory": {}}', b'{"directory": {"item": [{"size": "1"}]}}']
)
def test_a_folders_list_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"index\.json cannot be read"):
        read_directory(data)


def test_an_index_page_names_the_primary_the_inline_and_the_extracted_documents() -> None:
    assert read_index_page(INDEX_PAGE) == Listing(
        "axle-20241231.htm", ("axle-20241231.htm",), ("axle-20241231_htm.xml",)
    )


def test_an_inline_document_stands_for_a_primary_one_that_is_no_html() -> None:
    page = INDEX_PAGE.replace(
        b"<tr><td>1</td>", b'<tr><td>0</td><td><a href="/x/10k.pdf">10k.pdf</a></td></tr><tr><td>1</td>'
    )
    assert read_index_page(page).primary == "axle-20241231.htm"


@pytest.mark.parametrize("data", [b"<html></html>", b"<table class='tableFile'></table>", b"", b"\xff\x00"])
def test_an_index_page_without_documents_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="index page"):
        read_index_page(data)


def test_pages_are_found_by_their_role_and_only_without_one_by_their_title() -> None:
    by_title = report("R3.htm", "http://a/role/Cyber", "9 - Disclosure - Cybersecurity Risk")
    assert rendered_pages(summary(by_title, report("R9.htm", CYD_ROLE), report("R10.htm", CYD_ROLE))).cyd == [
        "R9.htm",
        "R10.htm",
    ]
    assert rendered_pages(summary(by_title)).cyd == ["R3.htm"]


def test_names_in_a_summary_cannot_lead_elsewhere() -> None:
    names = ("../../x.htm", "R1.htm/../../x", "", "http://example.com/R1.htm")
    assert rendered_pages(summary(*(report(name, CYD_ROLE) for name in names))).cyd == []


def test_a_summary_that_is_no_xml_is_refused_and_its_entities_are_not_resolved(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"FilingSummary\.xml cannot be read"):
        rendered_pages(b"<FilingSummary><Report>")
    (tmp_path / "secret").write_text("R9.htm")
    hostile = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'.encode()
    assert (
        rendered_pages(hostile + summary(report("&e;", CYD_ROLE)).removeprefix(b"<?xml version='1.0'?>")).cyd
        == []
    )


def test_the_names_of_a_document_and_its_instance_follow_from_each_other() -> None:
    assert instance_of("axle-20241231.htm") == "axle-20241231_htm.xml"
    assert document_of("axle-20241231_htm.xml") == "axle-20241231.htm"
    assert document_of("axle.xml") is None
    assert document_of(None) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real filings are not beside the clone")
def test_a_real_summary_without_cyd_facts_has_no_such_page() -> None:
    data = (SHARED / "Archives/edgar/data/320193/000032019325000057/FilingSummary.xml").read_bytes()
    assert rendered_pages(data).cyd == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real filings are not beside the clone")
def test_a_real_document_comes_from_a_file_mirror_in_one_request(
    tmp_path: Path, connect: Callable[..., Client]
) -> None:
    archive = RawArchive(tmp_path / "raw", connect(SHARED.resolve().as_uri()))
    filing = Filing("0001326801-25-000017", 1326801, document_of("meta-20241231_htm.xml"))
    assert fetch_documents(archive, filing, "inline").documents[0].document.size == 2_369_769
    assert archive.client.counters.requests == 1
