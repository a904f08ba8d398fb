"""An archive is split into the months of filing dates that it covers, and no filing is lost."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import DocumentError
from pipelines.facts.months import EMPTY, covered_months, read_notes_months
from pipelines.files import sha256
from pipelines.sources import SourceDocumentFrame

from .test_notes import SUB, TXT, archive, tsv

PATH = "files/dera/data/financial-statement-notes-data-sets/2025q1_notes.zip"


def quarter(folder: Path, filed: list[str], extra: str = "") -> Path:
    """A quarter's archive of one filing for each date."""
    numbers = [f"0001234567-25-{n:06d}" for n in range(1, len(filed) + 1)]
    members = {
        "sub.tsv": tsv(
            [{**SUB, "adsh": number, "filed": day} for number, day in zip(numbers, filed, strict=True)]
        ),
        "txt.tsv": tsv([{**TXT, "adsh": number} for number in numbers]) + extra,
    }
    return archive(folder, members).rename(folder / "2025q1_notes.zip")


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("2025q1_notes.zip", ["2025-01", "2025-02", "2025-03"]),
        ("2024q4_notes.zip", ["2024-10", "2024-11", "2024-12"]),
        ("2025_04_notes.zip", ["2025-04"]),
    ],
)
def test_an_archives_name_tells_its_months(name: str, months: list[str]) -> None:
    assert covered_months(name) == months


@pytest.mark.parametrize("name", ["2025q5_notes.zip", "notes.zip", "2025q1.zip"])
def test_another_name_tells_no_month(name: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        covered_months(name)


def test_each_filing_and_its_facts_are_in_the_month_it_was_filed(tmp_path: Path) -> None:
    file = quarter(tmp_path, ["20250131", "20250201", "20250201", "20250331"])
    split = read_notes_months(file, PATH, "0" * 64, covered_months(file.name))
    assert {month: part.submissions.height for month, part in split.items()} == {
        "2025-01": 1,
        "2025-02": 2,
        "2025-03": 1,
    }
    for part in split.values():
        assert part.facts["accession_number"].to_list() == part.submissions["adsh"].to_list()


def test_only_the_months_wanted_are_given(tmp_path: Path) -> None:
    file = quarter(tmp_path, ["20250131", "20250201", "20250331"])
    assert list(read_notes_months(file, PATH, "0" * 64, ["2025-02"])) == ["2025-02"]


@pytest.mark.parametrize(
    ("filed", "month"),
    [("20241231", "2025-01"), ("20250402", "2025-03")],
)
def test_a_filing_dated_elsewhere_counts_to_the_nearest_month(tmp_path: Path, filed: str, month: str) -> None:
    file = quarter(tmp_path, [filed])
    split = read_notes_months(file, PATH, "0" * 64, covered_months(file.name))
    assert [name for name, part in split.items() if part.facts.height] == [month]


def test_the_archive_is_told_with_its_hash_size_and_facts(tmp_path: Path) -> None:
    file = quarter(tmp_path, ["20250131", "20250201"])
    part = read_notes_months(file, PATH, sha256(file), ["2025-01"])["2025-01"]
    SourceDocumentFrame.validate(part.documents)
    row = part.documents.row(0, named=True)
    assert (row["path"], row["sha256"], row["size"]) == (PATH, sha256(file), file.stat().st_size)
    assert (row["kind"], row["status"], row["reason"], row["facts"]) == ("notes archive", "read", None, 1)
    assert part.facts["document_sha256"].to_list() == [row["sha256"]]
    assert part.facts["document"].to_list() == [Path(row["path"]).name]


def test_what_was_left_out_is_told_row_by_row(tmp_path: Path) -> None:
    file = quarter(tmp_path, ["20250131"], extra="".join(f"row {n}\tcyd/2024\tfew\n" for n in range(25)))
    row = read_notes_months(file, PATH, "0" * 64, ["2025-01"])["2025-01"].documents.row(0, named=True)
    assert len(row["rejected"]) == 25
    assert row["reason"].startswith("25 rows were rejected, the first: txt.tsv: a row that begins b'row 0")


def test_an_archive_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "2025q1_notes.zip"
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(DocumentError):
        read_notes_months(file, PATH, "0" * 64, ["2025-01"])


def test_a_month_not_published_yet_has_the_same_columns(tmp_path: Path) -> None:
    part = read_notes_months(quarter(tmp_path, ["20250131"]), PATH, "0" * 64, ["2025-01"])["2025-01"]
    for name in ("facts", "submissions", "documents"):
        full, empty = getattr(part, name), getattr(EMPTY, name)
        assert isinstance(full, pl.DataFrame)
        assert full.schema == empty.schema
        assert empty.is_empty()
