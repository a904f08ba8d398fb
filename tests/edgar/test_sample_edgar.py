"""All of `pipelines/edgar` on the sample EDGAR: what it is said to hold is what is found and fetched."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.companies import companies
from pipelines.edgar.filings import Filing, fetch_documents, fetch_primary
from pipelines.edgar.fulltext import search_incidents
from pipelines.edgar.index import ANNUAL_FORMS, INCIDENT_FORMS, companies_of_filings, filing_index
from pipelines.edgar.notes import notes_archives
from pipelines.sample.generate import SAMPLE_MONTHS, SAMPLE_TODAY, sample_filings, write_sample

FILINGS = {filing.accession_number: filing for filing in sample_filings() if filing.filed <= SAMPLE_TODAY}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample EDGAR as files."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder


@pytest.fixture
def raw(sample: Path, tmp_path: Path, connect: Callable[..., Client]) -> RawArchive:
    """An empty raw archive filled from the sample."""
    return RawArchive(tmp_path / "raw", connect(sample.as_uri()))


def test_every_filing_of_the_sample_is_discovered(raw: RawArchive) -> None:
    index = filing_index(raw, date(2025, 1, 1), SAMPLE_TODAY, SAMPLE_TODAY)
    found = companies_of_filings(index.filings)
    expected = {
        n
        for n, filing in FILINGS.items()
        if filing.form in (*ANNUAL_FORMS, *INCIDENT_FORMS) and filing.filed.year > 2024
    }
    assert set(found["accession_number"]) == expected
    assert index.rejected == {}
    assert index.failed == {}
    assert {n: set(ciks) for n, ciks in found.select("accession_number", "ciks").rows()} == {
        n: {company.cik for company in FILINGS[n].companies} for n in expected
    }


def test_every_month_of_the_sample_has_its_archive(raw: RawArchive) -> None:
    found = notes_archives(raw, list(SAMPLE_MONTHS), SAMPLE_TODAY)
    assert sorted(month for file in found.files for month in file.months) == sorted(SAMPLE_MONTHS)
    assert found.unpublished == []


def test_every_tagged_filing_has_a_page_and_an_instance_and_every_filing_its_document(
    raw: RawArchive,
) -> None:
    for number, filing in FILINGS.items():
        asked = Filing(number, filing.cik)
        kinds = [bool(fetch_documents(raw, asked, way).documents) for way in ("pages", "inline")]
        assert kinds == [filing.tagged, True], number
        assert fetch_primary(raw, asked).path.name == filing.document
        if filing.tagged:
            assert fetch_documents(raw, asked, "instances").documents[0].document.path.name == filing.instance


def test_the_incidents_of_the_sample_are_found(raw: RawArchive) -> None:
    found = search_incidents(raw, date(2024, 1, 1), SAMPLE_TODAY).filings
    expected = {n: filing.document for n, filing in FILINGS.items() if "1.05" in filing.items}
    assert dict(found.select("accession_number", "primary_document").rows()) == expected


def test_the_companies_of_the_sample_are_found(raw: RawArchive) -> None:
    known = {company.cik: company for filing in FILINGS.values() for company in filing.companies}
    found = companies(raw, known)
    assert found.missing == []
    for row in found.companies.rows(named=True):
        company = known[row["cik"]]
        assert (row["tickers"], row["exchanges"], row["sic"]) == (
            [company.ticker],
            [company.exchange],
            company.sic,
        )
        assert row["business_country"] == company.country
