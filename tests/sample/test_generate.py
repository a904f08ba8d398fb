"""The sample EDGAR against the readers and the index reader of the product itself."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from pipelines.edgar.index import read_master_index
from pipelines.facts.concepts import ANNUAL, INCIDENT
from pipelines.facts.inline import read_inline
from pipelines.facts.instance import read_instance
from pipelines.facts.model import FactFrame
from pipelines.facts.notes import read_notes
from pipelines.facts.page import read_page
from pipelines.facts.text import normalise
from pipelines.sample.archives import (
    NOTES_FOLDER,
    archive_of,
    archived_facts,
    lossy,
    notes_archive,
    quoted,
    rounded,
)
from pipelines.sample.disclosure import Profile, annual_disclosure
from pipelines.sample.filing import Officer, SampleFiling, expected_facts, facts_of, text_of
from pipelines.sample.folders import folder_files
from pipelines.sample.generate import SAMPLE_MONTHS, SAMPLE_TODAY, sample_filings, write_sample
from pipelines.sample.numbers import chooser, in_words, years_phrase

KEY = ["accession_number", "concept", "dimensions", "ordinal"]
FILED = [*KEY, "cik", "taxonomy", "period_start", "period_end", "value", "flag", "is_nil"]
TAGGED = [filing for filing in sample_filings() if filing.tagged]


@pytest.fixture(scope="module")
def edgar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edgar")
    write_sample(folder)
    return folder


def of_case(case: str) -> SampleFiling:
    """The first filing of a case, an annual report before an incident report."""
    found = [filing for filing in sample_filings() if case in filing.cases]
    return min(found, key=lambda filing: "incident" in filing.cases)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_code_writes_the_same_bytes(edgar: Path, tmp_path: Path) -> None:
    write_sample(tmp_path)
    assert digests(tmp_path) == digests(edgar)
    assert len(digests(edgar)) > 500


def test_the_notes_reader_finds_in_the_archives_exactly_what_the_filings_hold_after_the_losses(
    edgar: Path,
) -> None:
    names = list(dict.fromkeys(archive_of(month) for month in SAMPLE_MONTHS))
    archives = [read_notes(edgar / NOTES_FOLDER / name) for name in names]
    found = pl.concat([archive.facts for archive in archives]).sort(KEY)
    assert names == [
        "2025q1_notes.zip",
        *(f"{month}_notes.zip" for month in ("2025_04", "2025_05", "2026_02", "2026_03")),
    ]
    assert found.equals(archived_facts(sample_filings()).sort(KEY))
    assert [archive.rejected for archive in archives] == [[]] * len(archives)
    assert found["dimensions"].str.contains("MaterialCybersecurityIncident=March2025Incident").any()


@pytest.mark.parametrize(
    "filing", TAGGED, ids=lambda filing: f"{filing.company.ticker}-{filing.form}-{filing.filed}"
)
def test_document_instance_and_page_hold_the_facts_that_the_filing_says(filing: SampleFiling) -> None:
    files = folder_files(filing)
    known = {"accession_number": filing.accession_number, "cik": filing.cik}
    expected = expected_facts([filing]).sort(KEY).select(FILED)
    inline = read_inline((filing.document, files[filing.document]), **known)  # type: ignore[arg-type]
    instance = read_instance(files[filing.instance], document=filing.instance, **known)  # type: ignore[arg-type]
    page = read_page(files["R3.htm"], document="R3.htm", **known)  # type: ignore[arg-type]
    shown = expected.filter((pl.col("ordinal") == 0) & ~pl.col("is_nil"))
    columns = [*KEY, "value", "flag", "period_end"]
    assert inline.sort(KEY).select(FILED).equals(expected)
    assert instance.sort(KEY).select(FILED).equals(expected)
    assert page.sort(KEY).select(columns).equals(shown.select(columns))


def test_the_expected_facts_are_facts() -> None:
    assert FactFrame.is_valid(expected_facts(sample_filings()))
    assert FactFrame.is_valid(archived_facts(sample_filings()))


def test_every_concept_of_the_taxonomy_is_filed_somewhere() -> None:
    filed = {fact.concept for filing in TAGGED for fact in facts_of(filing)}
    assert filed == {concept.name for concept in (*ANNUAL, *INCIDENT)}


def test_the_indexes_hold_every_filing_under_each_of_its_companies(edgar: Path) -> None:
    paths = sorted(edgar.glob("Archives/edgar/full-index/*/QTR*/master.idx"))
    rows = pl.concat([read_master_index(path.read_bytes()).filings for path in paths])
    expected = {(f.accession_number, c.cik, f.form, f.filed) for f in sample_filings() for c in f.companies}
    found = set(rows.select("accession_number", "cik", "form", "filed").iter_rows())
    assert expected <= found
    assert "PAPETERIE GÉNÉVRIER SA" in rows["company_name"].to_list()
    shared = of_case("coregistrant")
    assert rows.filter(pl.col("accession_number") == shared.accession_number)["cik"].n_unique() == 2


def test_within_the_running_quarter_the_daily_indexes_hold_what_the_quarterly_one_lacks(
    tmp_path: Path,
) -> None:
    today = date(2026, 3, 18)
    write_sample(tmp_path, today=today)
    quarterly = read_master_index(
        (tmp_path / "Archives/edgar/full-index/2026/QTR1/master.idx").read_bytes()
    ).filings
    daily = pl.concat(
        [
            read_master_index(path.read_bytes()).filings
            for path in tmp_path.glob("Archives/edgar/daily-index/2026/QTR1/*")
        ]
    )
    filed = {f.accession_number for f in sample_filings() if f.filed <= today and f.filed.year == 2026}
    late = {f.accession_number for f in sample_filings() if date(2026, 3, 13) < f.filed <= today}
    assert late
    assert not late & set(quarterly["accession_number"])
    assert filed <= set(daily["accession_number"])
    assert not (tmp_path / NOTES_FOLDER / "2026_03_notes.zip").exists()
    assert (tmp_path / NOTES_FOLDER / "2026_02_notes.zip").exists()


def test_a_choice_of_months_writes_only_their_filings_and_archives(tmp_path: Path) -> None:
    write_sample(tmp_path, months=["2025-04"])
    assert [path.name for path in (tmp_path / NOTES_FOLDER).iterdir()] == ["2025_04_notes.zip"]
    folders = {path.parent.name for path in tmp_path.glob("Archives/edgar/data/*/*/index.json")}
    chosen = [f for f in sample_filings() if f"{f.filed:%Y-%m}" == "2025-04"]
    assert folders == {f.accession_number.replace("-", "") for f in chosen}


def test_filings_are_on_weekdays_of_the_months_named_and_not_after_today() -> None:
    assert {f"{filing.filed:%Y-%m}" for filing in sample_filings()} == {*SAMPLE_MONTHS, "2024-06"}
    assert all(filing.filed.weekday() < 5 and filing.filed <= SAMPLE_TODAY for filing in sample_filings())
    assert len({filing.accession_number for filing in sample_filings()}) == len(sample_filings())


def test_every_document_stands_after_the_period_it_tells_of() -> None:
    assert all(
        timedelta(0) < filing.filed - filing.period_end < timedelta(days=150) for filing in sample_filings()
    )


def test_titles_and_committees_of_the_truth_stand_in_the_text() -> None:
    for filing in sample_filings():
        text = normalise("\n".join(text_of(node) for node in filing.body))
        assert (
            filing.truth is not None
            or filing.items
            or not filing.form.startswith("10-K")
            or "amend" in str(filing.cases)
        )
        if filing.truth:
            assert all(officer.title in text for officer in filing.truth.officers)
            assert all(name in text for name in filing.truth.committees)


def test_the_truth_has_the_keys_of_the_codebook() -> None:
    filing = of_case("each")
    assert filing.truth is not None
    labels = filing.truth.labels(filing.accession_number)
    first = filing.truth.officers[0]
    assert list(labels) == [
        "accession_number", "officers", "committees", "frameworks", "certifications",
        "oversight_structure", "cadence", "material_effect",
    ]  # fmt: skip
    assert labels["officers"][0] == {  # type: ignore[index]
        "title": first.title, "role": first.role, "years": first.years, "tenure_years": first.tenure_years,
        "qualifier": first.qualifier, "scope": "each",
    }  # fmt: skip


def test_all_structures_cadences_and_effects_occur() -> None:
    truths = [filing.truth for filing in sample_filings() if filing.truth]
    assert len({truth.oversight_structure for truth in truths}) == 9
    assert len({truth.cadence for truth in truths}) == 7
    assert {truth.material_effect for truth in truths} == {"yes", "no", "not_stated"}
    assert {officer.scope for truth in truths for officer in truth.officers} == {
        None, "individual", "each", "combined", "average",
    }  # fmt: skip


def test_a_contradiction_is_a_flag_that_its_own_text_denies() -> None:
    filing = of_case("contradiction")
    flags = [fact.flag for fact in facts_of(filing) if "Materially" in fact.concept and fact.flag is not None]
    assert flags == [True]
    assert filing.truth is not None
    assert filing.truth.material_effect == "no"


def test_the_hard_cases_are_what_they_are_called() -> None:
    text = {case: text_of(of_case(case).body[1]) for case in ("ligatures", "no_break")}
    assert "\ufb01" in text["ligatures"]
    assert "\u00a0" in "".join(text_of(node) for node in of_case("no_break").body)
    document = {
        case: folder_files(of_case(case))[of_case(case).document].decode()
        for case in (
            "continuation",
            "excluded",
            "nil",
            "other_prefix",
            "old_transforms",
            "hidden_flags",
            "untagged",
            "utf8",
        )
    }
    assert document["continuation"].count("<ix:continuation") == 3
    assert "<ix:exclude>" in document["excluded"]
    assert 'xsi:nil="true"' in document["nil"]
    assert 'name="cyber:Cybersecurity' in document["other_prefix"]
    assert "ixt:booleantrue" in document["old_transforms"]
    assert "ixt:fixed" not in document["hidden_flags"]
    assert "ix:" not in document["untagged"]
    assert "Item 1C. Cybersecurity" in document["untagged"]
    assert not document["utf8"].isascii()
    assert len(facts_of(of_case("single_tag"))) == 1
    assert max(fact.ordinal for fact in facts_of(of_case("duplicate"))) == 1


def test_an_amendment_names_the_filing_it_amends() -> None:
    amended = {f.accession_number: f for f in sample_filings()}
    for filing in sample_filings():
        if filing.form.endswith("/A"):
            assert filing.amends is not None
            assert amended[filing.amends].form + "/A" == filing.form


def test_the_second_year_changes_officers_and_flags() -> None:
    first, second = (f for f in sample_filings() if f.company.ticker == "IRWD")
    flags = [
        {fact.concept: fact.flag for fact in facts_of(f) if fact.flag is not None} for f in (first, second)
    ]
    assert first.truth is not None
    assert second.truth is not None
    assert flags[0] != flags[1]
    assert first.truth.officers[0] != second.truth.officers[0]


def test_an_untagged_filing_is_in_the_archives_without_facts_or_not_at_all(edgar: Path) -> None:
    submissions = read_notes(edgar / NOTES_FOLDER / "2025q1_notes.zip").submissions["adsh"].to_list()
    untagged = [f for f in sample_filings() if not f.tagged and f.filed < date(2025, 4, 1)]
    assert {f.accession_number in submissions for f in untagged} == {True, False}


def test_archives_lose_what_secs_lose() -> None:
    assert lossy("the\u00a0Company\u2019s\nclassi\ufb01ed  data") == "theCompanys classied data"
    assert quoted('the "Act" of 2020') == '"the ""Act"" of 2020"'
    assert quoted("plain") == "plain"
    assert rounded(date(2025, 3, 15)) == date(2025, 2, 28)
    assert rounded(date(2025, 3, 16)) == date(2025, 3, 31)


def test_rows_of_other_taxonomies_stand_in_the_archives_quoted_as_secs_are() -> None:
    members = notes_archive(TAGGED[:5])
    rows = members["txt.tsv"].decode().splitlines()[1:]
    assert any("\tus-gaap/" in row for row in rows)
    assert any('\t"' in row for row in rows)
    assert all(row.count("\t") == 19 for row in rows)


def test_a_profile_says_what_it_is_told() -> None:
    officer = Officer("Chief Technology Officer", "CTO", 20, "over", "individual", 6, ("CISM",))
    body, truth = annual_disclosure(
        Profile("a seed", officers=(officer,), cadence="annual", frameworks=("COBIT",))
    )
    text = "\n".join(text_of(node) for node in body)
    assert truth.officers == (officer,)
    assert truth.certifications == ("CISM",)
    assert "COBIT" in text
    assert "Certified Information Security Manager" in text


@pytest.mark.parametrize(
    ("number", "text"), [(7, "seven"), (19, "nineteen"), (20, "twenty"), (34, "thirty-four")]
)
def test_numbers_in_words(number: int, text: str) -> None:
    assert in_words(number) == text


def test_years_are_told_in_many_ways() -> None:
    phrases = {years_phrase(20, "over", chooser(str(seed))) for seed in range(200)}
    assert {"over two decades", "20+ years", "more than twenty (20) years"} <= phrases
