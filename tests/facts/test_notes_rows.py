"""A row of an archive that is not sound is left out with its reason, and every other row is read."""

import zipfile
from pathlib import Path

import pytest

from pipelines.errors import DocumentError
from pipelines.facts.model import FactFrame
from pipelines.facts.notes import NotesArchive, read_notes

from .test_notes import SUB, TXT, archive, read, tsv

OTHER = "0007654321-25-000002"


def beside_a_sound_filing(folder: Path, **damaged: str) -> NotesArchive:
    """An archive of two filings, of which the second has these values in its row of `sub.tsv`."""
    bad = {**SUB, "adsh": OTHER, "cik": "7654321", "fy": "2024", "pubfloatusd": "1000.00", **damaged}
    members = {
        "sub.tsv": tsv([{**SUB, "fy": "2024", "pubfloatusd": ""}, bad]),
        "txt.tsv": tsv([TXT, {**TXT, "adsh": bad["adsh"]}]),
    }
    found = read_notes(archive(folder, members))
    FactFrame.validate(found.facts)
    return found


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ({"adsh": "../../etc/passwd"}, "it has no accession number"),
        ({"cik": ""}, "its CIK is no number"),
        ({"cik": "0"}, "its CIK is no number"),
        ({"cik": "12345678901"}, "its CIK is no number"),
        ({"name": "  "}, "it names no company"),
        ({"form": ""}, "it names no form"),
        ({"filed": "20251345"}, "its date of filing is none"),
        ({"filed": ""}, "its date of filing is none"),
        ({"filed": "00010101"}, "its date of filing is before EDGAR began"),
        ({"filed": "20990101"}, "its date of filing is still to come"),
        ({"period": "20241300"}, "its period is no date"),
        ({"period": "20551231"}, "its period ends after it was filed"),
        ({"fy": "twenty"}, "its fiscal year is none"),
        ({"fy": "2204"}, "its fiscal year is not that of its time"),
        ({"fy": "99999999999999999999"}, "its fiscal year is none"),
        ({"sic": "x"}, "its industry is no code"),
        ({"pubfloatusd": "nan"}, "its public float is no number"),
        ({"pubfloatusd": "inf"}, "its public float is no number"),
        ({"pubfloatusd": "1e999"}, "its public float is no number"),
        ({"adsh": SUB["adsh"]}, "it repeats a row before it"),
    ],
)
def test_a_filing_that_is_not_sound_is_left_out_and_told(
    tmp_path: Path, damaged: dict[str, str], reason: str
) -> None:
    found = beside_a_sound_filing(tmp_path, **damaged)
    assert found.submissions["adsh"].to_list() == [SUB["adsh"]]
    assert [sentence for sentence in found.rejected if sentence.endswith(reason)]
    assert SUB["adsh"] in found.facts["accession_number"].to_list()


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ({"adsh": "1234567-25-1"}, "it has no accession number"),
        ({"tag": ""}, "its tag is no name"),
        ({"version": "cyd/2024x"}, "its version is no year of the taxonomy"),
        ({"version": "c?d/2024"}, "its version is no year of the taxonomy"),
        ({"version": ""}, "its version is no year of the taxonomy"),
        ({"ddate": "00010101"}, "it has no readable date"),
        ({"ddate": "99991231"}, "it has no readable date"),
        ({"ddate": "20251345"}, "it has no readable date"),
        ({"ddate": "20440131"}, "its date is far from that of its filing"),
        ({"qtrs": "999999999"}, "it has no readable length"),
        ({"qtrs": "2147483647"}, "it has no readable length"),
        ({"qtrs": "-4"}, "it has no readable length"),
        ({"qtrs": "4.0"}, "it has no readable length"),
        ({"iprx": "-1"}, "its number among equal facts is none"),
        ({"iprx": "4294967296"}, "its number among equal facts is none"),
        ({}, "it repeats a row before it"),
        ({"value": "another text"}, "it repeats a row before it"),
        ({"iprx": ""}, "it repeats a row before it"),
    ],
)
def test_a_fact_that_is_not_sound_is_left_out_and_told(
    tmp_path: Path, damaged: dict[str, str], reason: str
) -> None:
    found = read(tmp_path, {}, damaged)
    assert found.facts["value"].to_list() == ["We manage risks."]
    assert len(found.rejected) == 1
    assert found.rejected[0].endswith(reason)


@pytest.mark.parametrize("written", ['"A', 'A"', 'the "Program" is', '"A" and "B"', '""A""'])
def test_a_value_whose_quotes_are_not_doubled_swallows_no_other_row(tmp_path: Path, written: str) -> None:
    line = "\t".join(TXT.values())
    odd = line.replace("\t0\ten-US", "\t1\ten-US").replace("We manage risks.", written)
    last = line.replace("\t0\ten-US", "\t2\ten-US")
    text = f"{tsv([TXT])}{odd}\n{last}\n"
    found = read_notes(archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": text}))
    assert found.facts["ordinal"].to_list() == [0, 2]
    assert len(found.rejected) == 1


def test_a_text_that_is_shorter_than_announced_is_kept_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, {"txtlen": "1447"})
    assert found.facts.height == 1
    assert found.rejected == [f"txt.tsv: {TXT['tag']} of {SUB['adsh']} is cut off: 16 of 1447 characters"]


def test_a_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT])})
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("txt.tsv", "\t".join(TXT) + "\n")
    with pytest.raises(DocumentError, match=r"holds txt\.tsv twice"):
        read_notes(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_member_compressed_in_another_way_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "2025_03_notes.zip"
    with zipfile.ZipFile(path, "w", method) as file:
        file.writestr("sub.tsv", tsv([SUB]))
        file.writestr("txt.tsv", tsv([TXT]))
    with pytest.raises(DocumentError, match="compressed in a way that SEC does not use"):
        read_notes(path)


def test_rows_without_end_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    rows = tsv([SUB]) + "\t" * (len(SUB) - 1) + "\n"
    path = archive(tmp_path, {"sub.tsv": rows + "\t\t\n" * (12 << 20), "txt.tsv": tsv([TXT])})
    with pytest.raises(DocumentError, match="expands more than"):
        read_notes(path)


def test_more_rows_than_any_archive_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.facts.notes.MAX_KEPT_ROWS", 2)
    with pytest.raises(DocumentError, match="has more rows"):
        read(tmp_path, {}, {"iprx": "1"}, {"iprx": "2"})


def test_lines_that_end_in_carriage_returns_alone_are_refused(tmp_path: Path) -> None:
    members = {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT], "\r")}
    with pytest.raises(DocumentError, match=r"lines of txt\.tsv end in carriage returns alone"):
        read_notes(archive(tmp_path, members))


def test_a_carriage_return_within_a_row_is_no_row_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, {}, {"iprx": "1", "value": "We\rmanage"}, {"iprx": "2"})
    assert found.facts["ordinal"].to_list() == [0, 2]
    assert len(found.rejected) == 1


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    header = "\t".join([*TXT, "value"])
    with pytest.raises(DocumentError, match="has a column twice"):
        read_notes(archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": header + "\n"}))
