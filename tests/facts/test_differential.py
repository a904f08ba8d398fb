"""Two readings of the same real filings are held against each other: the filed document and SEC's archives."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.facts.detect import open_document
from pipelines.facts.model import FactFrame
from pipelines.facts.notes import read_notes
from pipelines.facts.precedence import best_facts, differences


@pytest.fixture(scope="module")
def filed(shared: Path) -> pl.DataFrame:
    """The facts of every inline document of the mirror."""
    files = sorted((shared / "edgar/Archives/edgar/data").glob("*/*/*.htm"))
    documents = [open_document(file) for file in files if b"inlineXBRL" in file.read_bytes()[:20_000]]
    assert not [sentence for document in documents for sentence in document.rejected]
    items = pl.concat([document.facts.filter(pl.col("source") == "item") for document in documents])
    assert items["accession_number"].n_unique() == items.height == 21, (
        "the whole item of each, beside its tags"
    )
    return pl.concat([document.facts.filter(pl.col("source") == "inline") for document in documents])


@pytest.fixture(scope="module")
def archived(shared: Path, filed: pl.DataFrame) -> pl.DataFrame:
    """The same filings' facts in the archives."""
    numbers = filed["accession_number"].unique().implode()
    folder = shared / "edgar/files/dera/data/financial-statement-notes-data-sets"
    frames = [read_notes(file).facts for file in sorted(folder.glob("*_notes.zip"))]
    return pl.concat(frames).filter(pl.col("accession_number").is_in(numbers))


def test_the_two_readings_hold_the_same_facts_with_equal_flags_and_texts(
    filed: pl.DataFrame, archived: pl.DataFrame
) -> None:
    FactFrame.validate(filed)
    assert filed["accession_number"].n_unique() == archived["accession_number"].n_unique() == 21
    assert filed.height == archived.height == 212
    assert differences([filed, archived]).is_empty()


def test_every_fact_of_the_filed_documents_has_its_place(shared: Path, filed: pl.DataFrame) -> None:
    assert filed["start"].null_count() == 0
    for (name, number), facts in filed.group_by("document", "accession_number"):
        file = next((shared / "edgar/Archives/edgar/data").glob(f"*/{str(number).replace('-', '')}/{name}"))
        data = file.read_bytes()
        for concept, start, end in facts.select("concept", "start", "end").rows():
            assert data[start:end].startswith(b"<ix:nonNumeric")
            assert data[start:end].endswith(b"</ix:nonNumeric>")
            assert f":{concept}".encode() in data[start : data.index(b">", start)]


def test_the_filed_documents_win_and_no_fact_is_lost_or_doubled(
    filed: pl.DataFrame, archived: pl.DataFrame
) -> None:
    best = best_facts([archived, filed])
    FactFrame.validate(best)
    assert best.height == 212
    assert best["source"].unique().to_list() == ["inline"]


def test_a_changed_letter_in_the_archive_would_be_found(filed: pl.DataFrame, archived: pl.DataFrame) -> None:
    changed = archived.with_columns(pl.col("value").str.replace("board", "bored"), flag=~pl.col("flag"))
    found = differences([filed, changed])
    assert set(found["kind"]) == {"text", "flag"}
    assert found.filter(pl.col("kind") == "flag").height == archived["flag"].count()
