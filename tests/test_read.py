"""Documents that lie on this machine are read whatever their kind, and what cannot be is told."""

from pathlib import Path

import pytest

from pipelines import read
from pipelines.errors import CydError
from pipelines.facts.model import FACT_SCHEMA
from pipelines.read import read_documents, read_filings
from tests.facts.documents import BOARD, document, fact

from .facts.test_notes import NUMBER, SUB, TXT, archive, tsv

ROOT = Path(__file__).parents[1]
OVERSIGHT = "CybersecurityRiskBoardOfDirectorsOversightTextBlock"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """An archive with one filing whose board oversees through its audit committee."""
    text = {
        **TXT,
        "tag": OVERSIGHT,
        "value": "The Audit Committee of our Board oversees cybersecurity risk each quarter.",
    }
    return archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([text])})


def test_an_archive_gives_its_facts_and_its_filings(notes: Path) -> None:
    documents = read_documents([notes])
    assert documents.facts.schema == FACT_SCHEMA
    assert documents.facts["concept"].to_list() == [OVERSIGHT]
    assert documents.rejected == []
    (filing,) = documents.filings()
    assert filing["accession_number"] == NUMBER
    assert filing["oversight_structure"] == "audit_committee"


def test_filings_of_large_archives_are_derived_by_several_processes(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, here = read_filings([notes], workers=2)
    monkeypatch.setattr(read, "MUCH", 1)
    _, elsewhere = read_filings([notes], workers=2)
    assert here == elsewhere == documents.filings() != []


def test_several_documents_are_read_and_the_broken_one_is_told(notes: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    documents = read_documents([broken, notes])
    assert documents.facts.height == 1
    assert len(documents.rejected) == 1
    assert str(broken) in documents.rejected[0]


def test_where_no_document_can_be_read_the_reasons_are_the_error(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    with pytest.raises(CydError, match=r"one\.zip.*two\.zip"):
        read_documents([tmp_path / "one.zip", tmp_path / "two.zip"])


@pytest.mark.parametrize("name", ["missing.htm", "."])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(CydError, match="is not a file"):
        read_documents([tmp_path / name])


def test_rows_that_an_archive_rejects_are_told_with_its_name(tmp_path: Path) -> None:
    path = archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT]) + "short\tcyd/2024\trow\n"})
    documents = read_documents([path])
    assert documents.facts.height == 1
    assert [sentence.startswith(f"{path}: txt.tsv") for sentence in documents.rejected] == [True]


def test_a_document_without_a_fact_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([{**TXT, "version": "us-gaap/2024"}])})
    documents = read_documents([path])
    assert documents.facts.is_empty()
    assert "without a cyd fact" in documents.rejected[0]


REPORT = """<html><body><p>FORM 8-K</p><p>Item 1.05 Material Cybersecurity Incidents.</p>
<p>On March 7, 2025, Acme Corp. (the "Company") became aware that an unauthorized third party gained access to its network
and exfiltrated certain files. The Company notified law enforcement. The incident has not had a material impact on the
Company's operations, and the Company has not yet determined whether it is reasonably likely to have a material impact on
its financial condition.</p><p>SIGNATURE</p></body></html>"""


def test_an_incident_report_whose_cover_names_no_date_is_read_and_gives_its_own_keys(tmp_path: Path) -> None:
    path = tmp_path / "0000000001-25-000007.htm"
    path.write_text(REPORT)
    documents = read_documents([path])
    assert documents.rejected == []
    assert documents.facts["period_end"].to_list() == [None]
    (filing,) = documents.filings()
    assert filing["accession_number"] == "0000000001-25-000007"
    assert filing["kinds"] == ["data_theft", "unauthorized_access"]
    assert (filing["detected"], filing["determined"]) == ("2025-03-07", None)
    assert (filing["material_operations"], filing["material_financial"]) == ("no", "undetermined")
    assert filing["law_enforcement"] is True
    assert filing["evidence"]["law_enforcement"]["rule"] == "law enforcement"
    place = filing["evidence"]["data"][0]
    assert place["value"] == "corporate"
    value = documents.facts["value"][0]
    assert " ".join(value[place["start"] : place["end"]].split()) == place["sentence"]


def test_annual_and_incident_reports_are_told_apart(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.htm"
    path.write_text(REPORT)
    annual, incident = sorted(read_documents([notes, path]).filings(), key=lambda one: "kinds" in one)
    assert annual["oversight_structure"] == "audit_committee"
    assert incident["operations"] == "not_stated"


def test_the_users_own_sample_gives_its_figures() -> None:
    seed = ROOT / ".." / "shared" / "seed"
    if not seed.is_dir():
        pytest.skip("the user's own sample, ../shared/seed, is not here")
    documents = read_documents(sorted(seed.glob("*.txt")))
    assert (
        documents.facts.height == 15
    )  # sixteen rows on the page, of which the first is a heading without a value
    assert documents.facts["flag"].count() == 6
    (filing,) = documents.filings()
    assert filing["oversight_structure"] == "full_board"
    assert [
        (officer["role"], officer["years"], officer["qualifier"])
        for officer in filing["officers"]
        if officer["years"]
    ] == [("ISO", 16, "over")]


def test_files_that_name_no_filing_are_filings_of_their_own(tmp_path: Path) -> None:
    paths = [tmp_path / "a.htm", tmp_path / "b.htm"]
    for number, path in enumerate(paths):
        path.write_bytes(document(fact(BOARD, f"The board of company {number} asks.")))
    found = read_documents(paths)
    assert found.facts.select("accession_number", "value").rows() == [
        ("0000000000-00-000000", "The board of company 0 asks."),
        ("0000000000-00-000001", "The board of company 1 asks."),
    ]
    assert len(found.filings()) == 2
