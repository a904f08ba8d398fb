"""A document's kind is told by its content, and its identity by its path, its header or its contexts."""

import zipfile
from pathlib import Path

import pytest

from pipelines.errors import DocumentError
from pipelines.facts import detect as module
from pipelines.facts.detect import detect, identity_of, open_document, read_document
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER
from tests.facts.documents import BOARD, ROLE, document, fact, instance
from tests.facts.test_page import INTEGRATED, TEXT, page, row
from tests.facts.test_section import AFTER, BEFORE, BODY, COVER

UNTAGGED = f"{COVER}{BEFORE}<p>Item 1C. Cybersecurity</p>{BODY}{AFTER}".encode()
SUB = "adsh\tcik\tname\n0000000077-25-000001\t77\tACME\n"
TXT = (
    "adsh\ttag\tversion\tddate\tqtrs\tiprx\tlang\tdimh\tescaped\tvalue\n"
    f"0000000077-25-000001\t{BOARD}\tcyd/2024\t20241231\t4\t0\ten-US\t0x00000000\t0\tThe board asks.\n"
)


def archive(path: Path, members: dict[str, str]) -> Path:
    """A zip of the members."""
    with zipfile.ZipFile(path, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return path


def submission(*documents: tuple[str, str, bytes]) -> bytes:
    """A complete submission as EDGAR keeps it."""
    header = (
        b"<SEC-DOCUMENT>0000000077-24-000009.txt : 20240801\n<SEC-HEADER>0000000077-24-000009.hdr.sgml\n"
        b"ACCESSION NUMBER:\t\t0000000077-24-000009\nCONFORMED SUBMISSION TYPE:\t10-K\n"
        b"\t\tCENTRAL INDEX KEY:\t\t\t0000000077\n</SEC-HEADER>\n"
    )
    parts = [
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<FILENAME>{name}\n<TEXT>\n".encode()
        + data
        + b"\n</TEXT>\n</DOCUMENT>\n"
        for kind, name, data in documents
    ]
    return header + b"".join(parts) + b"</SEC-DOCUMENT>\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (document(fact(BOARD, "a")), "inline XBRL"),
        (b"<XBRL>\n" + document(fact(BOARD, "a")), "inline XBRL"),
        (instance(""), "instance"),
        (page(row(INTEGRATED, "true")), "R page"),
        (TEXT.encode(), "R page as text"),
        (UNTAGGED, "untagged filing"),
        (b"FORM 10-K\n\nItem 1. Business\n", "untagged filing"),
        (submission(("10-K", "a.htm", UNTAGGED)), "submission"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert detect(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04 cut off", "corrupt"),
        (b"<html><title>SEC.gov | Request Rate Threshold Exceeded</title></html>", "blocked client"),
        (b"just some words", "no kind"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        detect(data)


def test_a_zip_is_a_notes_archive_only_with_its_members(tmp_path: Path) -> None:
    whole = archive(tmp_path / "x_notes.zip", {"sub.tsv": SUB, "txt.tsv": TXT})
    assert detect(whole) == "notes archive"
    assert open_document(whole).facts.select("value", "cik").rows() == [("The board asks.", 77)]
    assert read_document(whole.read_bytes())["value"].to_list() == ["The board asks."]
    with pytest.raises(DocumentError, match=r"no sub\.tsv"):
        detect(archive(tmp_path / "other.zip", {"a.txt": "a"}))


def test_every_kind_is_read_with_its_own_reader() -> None:
    tagged = instance(f'<cyd:{BOARD} contextRef="c">x</cyd:{BOARD}>')
    for data, source in (
        (document(fact(BOARD, "x")), "inline"),
        (tagged, "instance"),
        (page(row(BOARD, "x")), "page"),
        (TEXT.encode(), "page"),
        (UNTAGGED, "section"),
    ):
        facts = read_document(data, name="n", accession_number="0000000077-24-000001", cik=5)
        assert facts["source"].unique().to_list() == [source]
        assert facts.select("accession_number", "cik", "document").unique().rows() == [
            ("0000000077-24-000001", 5, "n")
        ]


def test_an_inline_document_without_tags_of_ours_is_read_as_untagged() -> None:
    cover = fact("EntityCentralIndexKey", "0000000077", prefix="dei") + fact(
        "DocumentType", "10-K", prefix="dei"
    )
    period = fact("DocumentPeriodEndDate", "June 30, 2024", prefix="dei")
    body = f"{BEFORE}<p>Item 1C. Cybersecurity</p>{BODY}{AFTER}"
    read = open_document(document(period + body, hidden=cover))
    assert (read.kind, read.status) == ("untagged filing", "found")
    assert read.facts.select("concept", "cik").rows() == [("Item1CSectionText", 77)]


def test_a_section_that_is_absent_is_told_and_one_that_failed_is_an_error() -> None:
    read = open_document((COVER + BEFORE + AFTER).encode())
    assert (read.status, read.facts.height) == ("not_found", 0)
    with pytest.raises(DocumentError, match="cut short"):
        open_document(f"{COVER}<p>Item 1C. Cybersecurity</p>{AFTER}".encode())


def test_a_doubtful_section_is_kept_and_told() -> None:
    read = open_document(f"{COVER}<p>Item 1C. Cybersecurity</p><p>We care</p>{AFTER}".encode())
    assert (read.status, read.facts.height) == ("doubtful", 1)
    assert "cut short" in read.rejected[0]


def test_the_path_on_edgar_says_which_filing_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "Archives" / "edgar" / "data" / "77" / "000000007725000001"
    folder.mkdir(parents=True)
    file = folder / "d.htm"
    file.write_bytes(document(fact(BOARD, "a")))
    facts = read_document(file)
    assert facts.select("accession_number", "cik", "document").rows() == [
        ("0000000077-25-000001", 77, "d.htm")
    ]


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("/x/data/320193/000032019325000057/R1.htm", ("0000320193-25-000057", 320193)),
        ("https://www.sec.gov/Archives/edgar/data/12/000000001224000003/a.htm", ("0000000012-24-000003", 12)),
        ("/x/0000000012-24-000003.txt", ("0000000012-24-000003", None)),
        ("/x/plain.htm", (None, None)),
    ],
)
def test_identity_is_read_off_paths(path: str, identity: tuple[str | None, int | None]) -> None:
    assert identity_of(path) == identity


def test_a_lone_document_has_the_pseudo_number() -> None:
    facts = read_document(document(fact(BOARD, "a")))
    assert facts.select("accession_number", "cik").rows() == [(PSEUDO_ACCESSION_NUMBER, 77)]


def test_a_submission_is_taken_apart_and_its_header_says_which_filing_it_is() -> None:
    picture = ("GRAPHIC", "a.jpg", b"begin 644 a.jpg\nM_]C_X\n`\nend")
    tagged = submission(
        picture,
        ("10-K", "a.htm", b"<XBRL>\n" + document(fact(BOARD, "a")) + b"\n</XBRL>"),
        ("EX-99", "e.htm", document(fact(ROLE, "b"))),
    )
    facts = read_document(tagged)
    assert facts.select("accession_number", "cik", "document", "value").rows() == [
        ("0000000077-24-000009", 77, "a.htm", "a"),
        ("0000000077-24-000009", 77, "e.htm", "b"),
    ]
    untagged = open_document(submission(("10-K", "a.htm", UNTAGGED)))
    assert untagged.facts.select("accession_number", "concept").rows() == [
        ("0000000077-24-000009", "Item1CSectionText")
    ]
    with pytest.raises(DocumentError, match="no document"):
        open_document(submission(picture))


def test_size_and_absence_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        open_document(tmp_path / "none.htm")
    file = tmp_path / "a.htm"
    file.write_bytes(UNTAGGED)
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    with pytest.raises(DocumentError, match="MiB"):
        open_document(file)
