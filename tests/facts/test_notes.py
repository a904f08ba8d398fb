"""SEC's archives are read as they are written: quoting, folded text, dimensions, rows that are not ours."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import DocumentError
from pipelines.facts.model import FACT_SCHEMA, FactFrame
from pipelines.facts.notes import NotesArchive, read_notes

NUMBER = "0001234567-25-000001"
RISK = "CybersecurityRiskManagementProcessesIntegratedTextBlock"
FLAG = "CybersecurityRiskManagementThirdPartyEngagedFlag"
SUB = {"adsh": NUMBER, "cik": "1234567", "name": "BRAMBLE & SONS INC", "form": "10-K", "period": "20241231",
       "filed": "20250303", "accepted": "2025-03-03 16:05:00.0", "sic": "3500"}  # fmt: skip
TXT = {"adsh": NUMBER, "tag": RISK, "version": "cyd/2024", "ddate": "20241231", "qtrs": "4", "iprx": "0",
       "lang": "en-US", "dcml": "32767", "durp": "0.0", "datp": "0.0", "dimh": "0x00000000", "dimn": "0",
       "coreg": "", "escaped": "1", "srclen": "20", "txtlen": "20", "footnote": "", "footlen": "0", "context": "c-1",
       "value": "We manage risks."}  # fmt: skip
DIM = {"dimhash": "0xabc", "segments": "LegalEntity=North;", "segt": "0"}


def tsv(rows: list[Mapping[str, str]], end: str = "\n") -> str:
    """Rows as a member of an archive is written: tabs, a header, values with quotes in quotes."""
    lines = ["\t".join(rows[0]), *("\t".join(quoted(cell) for cell in row.values()) for row in rows)]
    return end.join(lines) + end


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def archive(folder: Path, members: Mapping[str, str] | Mapping[str, bytes]) -> Path:
    path = folder / "2025_03_notes.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def read(folder: Path, *texts: Mapping[str, str], dim: bool = False) -> NotesArchive:
    """Read an archive with one filing and these rows of text, each the usual row with changes."""
    members = {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([{**TXT, **text} for text in texts])}
    if dim:
        members["dim.tsv"] = tsv([DIM])
    read_now = read_notes(archive(folder, members))
    assert read_now.facts.schema == FACT_SCHEMA
    FactFrame.validate(read_now.facts)
    return read_now


def test_a_row_is_a_fact_with_its_filing_period_and_source(tmp_path: Path) -> None:
    row = read(tmp_path, {}).facts.row(0, named=True)
    assert (row["accession_number"], row["cik"], row["concept"]) == (NUMBER, 1234567, RISK)
    assert (row["taxonomy"], row["value"], row["lang"]) == ("cyd/2024", "We manage risks.", "en-US")
    assert (row["period_start"], row["period_end"]) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (row["source"], row["document"], row["dimensions"], row["ordinal"]) == (
        "notes",
        "2025_03_notes.zip",
        "",
        0,
    )
    assert row["flag"] is None
    assert not row["is_nil"]


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("true", True),
        ("false", False),
        ("1", True),
        ("0", False),
        ("TRUE", True),
        ("perhaps", None),
        ("", None),
    ],
)
def test_a_flag_is_an_answer_and_silence_is_none(tmp_path: Path, written: str, flag: bool | None) -> None:
    row = read(tmp_path, {"tag": FLAG, "value": written}).facts.row(0, named=True)
    assert row["flag"] is flag
    assert row["is_nil"] == (written == "")


def test_a_text_that_says_true_is_no_answer(tmp_path: Path) -> None:
    assert read(tmp_path, {"value": "true"}).facts["flag"][0] is None


@pytest.mark.parametrize(
    "value", ['The "Program" is old', '"', '""', '"all of it"', 'ends with "', '5" disks, 6" disks']
)
def test_values_with_quotes_arrive_as_they_were(tmp_path: Path, value: str) -> None:
    found = read(tmp_path, {"value": value}, {"iprx": "1", "value": "the next row"})
    assert found.facts["value"].to_list() == [value, "the next row"]
    assert found.rejected == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("R&amp;D at 5 &lt; 6 &#8212; &quot;so&quot;", 'R&D at 5 < 6 — "so"'),
        ("AT&T and R&D", "AT&T and R&D"),
        (" two  spaces ", "two spaces"),
    ],
)
@pytest.mark.parametrize("escaped", ["0", "1"])
def test_character_references_and_spaces_are_read_as_a_person_reads_them(
    tmp_path: Path, escaped: str, written: str, value: str
) -> None:
    assert read(tmp_path, {"escaped": escaped, "value": written}).facts["value"].to_list() == [value]


def test_a_day_is_a_period_of_no_quarter(tmp_path: Path) -> None:
    row = read(tmp_path, {"qtrs": "0", "ddate": "20250331"}).facts.row(0, named=True)
    assert row["period_start"] == row["period_end"] == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("quarters", "end", "start"),
    [
        ("1", "20250228", date(2024, 12, 1)),
        ("4", "20240229", date(2023, 3, 1)),
        ("2", "20241231", date(2024, 7, 1)),
    ],
)
def test_a_period_begins_its_quarters_earlier(tmp_path: Path, quarters: str, end: str, start: date) -> None:
    assert read(tmp_path, {"qtrs": quarters, "ddate": end}).facts["period_start"].to_list() == [start]


def test_equal_facts_of_one_context_keep_their_number(tmp_path: Path) -> None:
    assert read(tmp_path, {"iprx": "1"}, {"iprx": "0"}).facts["ordinal"].to_list() == [0, 1]


def test_dimensions_are_named_where_the_archive_names_them(tmp_path: Path) -> None:
    row = {"dimh": "0xabc", "dimn": "1"}
    assert read(tmp_path, row, dim=True).facts["dimensions"].to_list() == ["LegalEntity=North"]
    assert read(tmp_path, row).facts["dimensions"].to_list() == ["0xabc"]
    assert read(tmp_path, {"dimh": "0xother"}, dim=True).facts["dimensions"].to_list() == ["0xother"]


def test_rows_of_other_taxonomies_are_passed_over(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"version": "us-gaap/2024", "tag": "RevenueRecognition"},
        {"version": "cydonia/2024", "tag": "Foreign"},
        {"version": "0001234567-25-000001", "tag": "Own", "value": "speaks of cyd/2024 in its text"},
        {},
        {"version": "cyd/20x4", "tag": "Odd"},
        {"version": "ecd/2024", "tag": "Other"},
    )
    assert found.facts["concept"].to_list() == [RISK]
    assert len(found.rejected) == 1
    assert "its version is no year of the taxonomy" in found.rejected[0]


def test_a_row_with_too_many_or_too_few_columns_is_rejected_and_told(tmp_path: Path) -> None:
    text = tsv([TXT, {**TXT, "iprx": "1"}])
    short = "\t".join(list(TXT.values())[:-3])
    long = "\t".join([*TXT.values(), "and more"])
    open_quote = "\t".join([*list(TXT.values())[:-1], '"opens and never closes'])
    found = read_notes(
        archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": f"{text}{short}\n{long}\n{open_quote}\n"})
    )
    assert found.facts.height == 2
    assert len(found.rejected) == 3
    assert all("txt.tsv" in sentence for sentence in found.rejected)
    assert sum("columns" in sentence for sentence in found.rejected) == 2


def test_a_row_without_a_readable_date_is_rejected_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, {}, {"ddate": "2024-99-99", "iprx": "1"}, {"qtrs": "many", "iprx": "2"})
    assert found.facts.height == 1
    assert [sentence.rpartition(": ")[2] for sentence in found.rejected] == [
        "it has no readable date",
        "it has no readable length",
    ]


def test_a_fact_whose_filing_the_archive_does_not_describe_is_kept_without_its_company(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, {"adsh": "0007654321-25-000009"})
    row = found.facts.row(0, named=True)
    assert row["accession_number"] == "0007654321-25-000009"
    assert row["cik"] is None
    assert found.rejected == ["txt.tsv: 1 facts of 0007654321-25-000009, of which sub.tsv has no sound row"]


def test_a_mark_of_byte_order_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = read(tmp_path, {}, {"iprx": "1", "value": 'a "b"'})
    members = {
        "sub.tsv": b"\xef\xbb\xbf" + tsv([SUB], "\r\n").encode(),
        "txt.tsv": b"\xef\xbb\xbf" + tsv([TXT, {**TXT, "iprx": "1", "value": 'a "b"'}], "\r\n").encode(),
    }
    marked = read_notes(archive(tmp_path, members))
    assert marked.facts.equals(plain.facts)
    assert marked.submissions.equals(plain.submissions)
    assert marked.rejected == []


def test_a_last_line_without_an_end_is_read(tmp_path: Path) -> None:
    members = {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT]).rstrip("\n")}
    assert read_notes(archive(tmp_path, members)).facts.height == 1


def test_bytes_that_are_no_utf8_do_not_stop_the_rest(tmp_path: Path) -> None:
    members = {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT]).encode().replace(b"risks", b"risk\x92s")}
    assert read_notes(archive(tmp_path, members)).facts["value"][0].startswith("We manage risk")


def test_columns_may_stand_in_any_order_and_others_be_missing(tmp_path: Path) -> None:
    turned = dict(reversed(TXT.items()))
    little = {name: SUB[name] for name in ("name", "cik", "adsh")}
    found = read_notes(archive(tmp_path, {"sub.tsv": tsv([little]), "txt.tsv": tsv([turned])}))
    assert found.facts["value"].to_list() == ["We manage risks."]
    assert found.submissions["form"].to_list() == [None]


def test_an_archive_without_a_cyd_row_has_its_filings_and_no_fact(tmp_path: Path) -> None:
    found = read(tmp_path, {"version": "us-gaap/2024"})
    assert found.facts.is_empty()
    assert found.submissions["adsh"].to_list() == [NUMBER]


def test_a_filing_told_twice_counts_once(tmp_path: Path) -> None:
    found = read_notes(archive(tmp_path, {"sub.tsv": tsv([SUB, SUB]), "txt.tsv": tsv([TXT])}))
    assert found.submissions.height == 1
    assert found.facts.height == 1


def test_values_longer_than_a_block_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.facts.notes.CHUNK_BYTES", 64)
    long = " ".join(f"word{number}" for number in range(500))
    found = read(
        tmp_path, {"value": long}, {"version": "us-gaap/2024", "value": long}, {"iprx": "1", "value": "end"}
    )
    assert found.facts["value"].to_list() == [long, "end"]


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.facts.notes.CHUNK_BYTES", 1 << 10)
    monkeypatch.setattr("pipelines.facts.notes.MAX_LINE_BYTES", 1 << 14)
    with pytest.raises(DocumentError, match=r"txt\.tsv holds a line of more than"):
        read(tmp_path, {"value": "x" * (1 << 16)})


@pytest.mark.parametrize("bound", ["MAX_MEMBER_BYTES", "MAX_KEPT_BYTES", "MAX_REJECTED"])
def test_an_archive_that_unpacks_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    texts = tsv([{**TXT, "iprx": str(n)} for n in range(3)]) + "a row\twith\tcyd/2024\ttoo few columns\n" * 3
    path = archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": texts})
    assert len(read_notes(path).rejected) == 3
    monkeypatch.setattr(f"pipelines.facts.notes.{bound}", 2)
    with pytest.raises(DocumentError, match=r"\.tsv has more"):
        read_notes(path)


def test_something_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "2025_03_notes.zip"
    path.write_bytes(b"<html>not an archive</html>")
    with pytest.raises(DocumentError, match=r"2025_03_notes\.zip is not a whole notes archive"):
        read_notes(path)


@pytest.mark.parametrize("member", ["sub.tsv", "txt.tsv"])
def test_an_archive_that_lacks_a_member_is_refused_by_its_name(tmp_path: Path, member: str) -> None:
    members = {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT])}
    del members[member]
    with pytest.raises(DocumentError, match=member.replace(".", r"\.")):
        read_notes(archive(tmp_path, members))


def test_a_member_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="has no column tag"):
        read_notes(
            archive(
                tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([{"adsh": NUMBER, "version": "cyd/2024"}])}
            )
        )


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_an_archive_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = archive(
        tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([{**TXT, "iprx": str(n)} for n in range(900)])}
    )
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DocumentError, match="not a whole notes archive"):
        read_notes(path)


def test_an_archive_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    path = archive(
        tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([{**TXT, "iprx": str(n)} for n in range(900)])}
    )
    with zipfile.ZipFile(path) as file:
        info = file.getinfo("txt.tsv")
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len("txt.tsv") + info.compress_size // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(DocumentError, match="not a whole notes archive"):
        read_notes(path)


def test_a_member_under_a_password_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"sub.tsv": tsv([SUB]), "txt.tsv": tsv([TXT])})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # bit 0 of the flags: encrypted
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    with pytest.raises(DocumentError):
        read_notes(path)
