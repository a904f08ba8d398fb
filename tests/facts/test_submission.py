"""Submissions as EDGAR keeps and feeds them are read whatever stands in them, under their own number."""

import pytest

from pipelines.errors import DocumentError
from pipelines.facts.detect import detect, open_document
from pipelines.facts.submission import split_submission
from tests.facts.documents import BOARD, document, fact, instance

TEXT = (
    "FORM 10-K\n\nFor the fiscal year ended June 30, 2024\n\nITEM 1B. UNRESOLVED STAFF COMMENTS\n\nNone.\n\n"
    "ITEM 1C. CYBERSECURITY\n\nWe look after the cybersecurity of our piers, and the board asks about it twice a year.\n\n"
    "ITEM 2. PROPERTIES\n\nNine piers.\n"
)
KEPT = "<SEC-DOCUMENT>0000000077-24-000009.txt\n<SEC-HEADER>\nACCESSION NUMBER:\t\t0000000077-24-000009\nCONFORMED SUBMISSION TYPE:\t10-K\nCENTRAL INDEX KEY:\t\t\t0000000077\n</SEC-HEADER>\n"
FED = "<SUBMISSION>\n<ACCESSION-NUMBER>0000000077-24-000009\n<TYPE>10-K\n<FILER>\n<COMPANY-DATA>\n<CIK>0000000077\n</COMPANY-DATA>\n</FILER>\n"
SIGNED = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n" + KEPT


def submitted(header: str, *documents: tuple[str, str, bytes]) -> bytes:
    parts = [
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<FILENAME>{name}\n<TEXT>\n".encode() + data + b"\n</TEXT>\n</DOCUMENT>\n"
        for kind, name, data in documents
    ]  # fmt: skip
    return header.encode() + b"".join(parts)


PICTURE = ("GRAPHIC", "a.jpg", b"begin 644 a.jpg\nM_]C_X\n`\nend")
PDF = ("10-K", "a.pdf", b"<PDF>\nbegin 644 a.pdf\nM_]C_X\n`\nend\n</PDF>")
TAGGED = ("10-K", "a.htm", b"<XBRL>\n" + document(fact(BOARD, "The board asks.")) + b"\n</XBRL>")


@pytest.mark.parametrize("header", [KEPT, FED, SIGNED])
@pytest.mark.parametrize(
    ("documents", "source"),
    [
        ([TAGGED, PICTURE], "inline"),
        ([PICTURE, TAGGED], "inline"),
        ([PDF, TAGGED], "inline"),
        ([("10-K", "a.txt", TEXT.encode())], "section"),
        ([PDF, ("10-K", "a.txt", TEXT.encode()), PICTURE], "section"),
        ([("EX-21", "e.htm", b"<html><p>Sisters</p></html>"), ("10-K", "a.txt", TEXT.encode())], "section"),
        ([("10-K", "a.txt", b"<html><p>x</p></html>"), ("XML", "a_htm.xml", b"<XML>\n" + instance(
            f'<cyd:{BOARD} contextRef="c">The board asks.</cyd:{BOARD}>') + b"\n</XML>")], "instance"),
    ],
)  # fmt: skip
def test_a_submission_is_read_under_its_own_number(
    header: str, documents: list[tuple[str, str, bytes]], source: str
) -> None:
    data = submitted(header, *documents)
    assert detect(data) == "submission"
    read = open_document(data)
    assert read.kind == "submission"
    assert read.facts.select("accession_number", "cik", "source").rows() == [
        ("0000000077-24-000009", 77, source)
    ]


def test_a_submission_of_what_cannot_be_read_says_so() -> None:
    with pytest.raises(DocumentError, match=r"no document that can be read: 10-K, GRAPHIC cannot be read"):
        open_document(submitted(FED, PDF, PICTURE))


def test_the_types_of_a_header_and_of_its_documents_are_not_mixed_up() -> None:
    found = split_submission(submitted(FED, ("EX-99", "e.htm", b"x"), ("10-K", "a.htm", b"y")))
    assert (found.form, found.primary and found.primary.name, found.exhibits) == (
        "10-K",
        "a.htm",
        {"99": b"x"},
    )


@pytest.mark.parametrize(
    "stub",
    [
        "The information is set forth in our Annual Report to Shareholders, Exhibit 13, and is incorporated by reference.",
        "Incorporated by reference to Exhibit 13 under the heading \u201cKeeping the Piers Safe\u201d.",
        "See \u201cKeeping the Piers Safe\u201d in our annual report to stockholders, incorporated herein by reference.",
    ],
)
def test_a_stub_that_points_to_an_exhibit_is_followed_where_the_filing_holds_it(stub: str) -> None:
    words = " ".join(f"We look after the cybersecurity of pier {number} with care." for number in range(9))
    title = "Keeping the Piers Safe" if "Piers" in stub else "Cybersecurity"
    exhibit = f"<html><p><b>Letter</b></p><p>Dear holders.</p><p><b>{title}</b></p><p>{words}</p><p><b>Outlook</b></p><p>Sun.</p></html>"
    primary = TEXT.replace(TEXT.split("\n\n")[6], stub)
    alone = open_document(submitted(KEPT, ("10-K", "a.txt", primary.encode())))
    assert alone.status == "cross_reference"
    assert "pier 8" not in alone.facts["value"].item()
    read = open_document(
        submitted(KEPT, ("10-K", "a.txt", primary.encode()), ("EX-13", "e.htm", exhibit.encode()))
    )
    assert (read.status, "Exhibit 13" in read.reason) == ("cross_reference", True)
    assert read.facts["value"].item().endswith(f"{title}\n{words}")
