"""An R page is read by its ids as HTML, by its labels as text."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import DocumentError
from pipelines.facts.model import FactFrame
from pipelines.facts.notes import read_notes
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER, read_page
from pipelines.facts.text import agrees_with_archive

BOARD = "CybersecurityRiskBoardOfDirectorsOversightTextBlock"
INTEGRATED = "CybersecurityRiskManagementProcessesIntegratedFlag"
NATURE = "MaterialCybersecurityIncidentNatureTextBlock"

PANELS = """<div style="display: none;">
<table class="authRefData" id="defref_cyd_{0}"><tr><td class="hide"><a>X</a></td></tr>
<tr><td><div class="body"><strong> Name:</strong> cyd_{0} Definition of the element</div></td></tr></table></div>"""


def row(concept: str, *cells: str, prefix: str = "cyd_", label: str = "a label") -> str:
    values = "".join(f'<td class="text">{cell}<span></span>\n</td>\n' for cell in cells)
    link = f"""<a class="a" href="javascript:void(0);" onclick="Show.showAR( this, 'defref_{prefix}{concept}', window );">"""
    return f'<tr class="re">\n<td class="pl" valign="top">{link}{label}</a></td>\n{values}</tr>\n'


def page(*rows: str, heads: str | None = None) -> bytes:
    heads = heads or (
        '<tr>\n<th class="tl" colspan="1" rowspan="2"><div><strong>Cybersecurity Risk</strong></div></th>\n'
        '<th class="th" colspan="1">12 Months Ended</th>\n</tr>\n'
        '<tr><th class="th"><div>Dec. 31, 2024</div></th></tr>\n'
    )
    table = f'<table class="report" border="0" cellspacing="2" id="id2">\n{heads}{"".join(rows)}</table>'
    return f"<html>\n<head>\n<title></title>\n</head>\n<body>\n{table}\n{PANELS.format(BOARD)}</body></html>".encode()


def test_rows_are_known_by_their_ids_and_not_by_their_labels() -> None:
    facts = read_page(
        page(
            row("CybersecurityRiskManagementStrategyAndGovernanceLineItems", "&#160;"),
            row(BOARD, "<div>The board asks.</div><div>It is answered.</div>", label="Anything [Flag]"),
            row(INTEGRATED, "true"),
        ),
        accession_number="0000000001-25-000001",
        cik=1,
        document="R9.htm",
    )
    FactFrame.validate(facts)
    assert facts.select("concept", "value", "flag").rows() == [
        (BOARD, "The board asks.\nIt is answered.", None),
        (INTEGRATED, "true", True),
    ]
    assert facts["period_start"].to_list() == [date(2024, 1, 1)] * 2
    assert facts["period_end"].to_list() == [date(2024, 12, 31)] * 2


def test_an_id_on_the_cell_serves_like_the_link() -> None:
    line = f'<tr><td class="pl" id="defref_cyd_{BOARD}">label</td><td class="text">Asks.</td></tr>'
    assert read_page(page(line))["value"].to_list() == ["Asks."]


def test_rows_of_other_taxonomies_and_the_definitions_at_the_end_are_no_facts() -> None:
    facts = read_page(page(row("DocumentType", "10-K", prefix="dei_"), row(INTEGRATED, "false")))
    assert facts.select("concept", "flag").rows() == [(INTEGRATED, False)]


def test_each_column_has_its_own_period() -> None:
    heads = (
        '<tr><th class="tl" colspan="1" rowspan="2"><div>T</div></th>'
        '<th class="th" colspan="2">12 Months Ended</th><th class="th" colspan="1">2 Months Ended</th></tr>'
        '<tr><th class="th"><div>Dec. 31, 2024</div></th><th class="th"><div>Dec. 31,  2023</div></th>'
        '<th class="th"><div>Feb. 29, 2024</div></th></tr>'
    )
    facts = read_page(page(row(INTEGRATED, "true", "&#160;", "false"), heads=heads))
    assert facts.select("period_start", "period_end", "flag").rows() == [
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2024, 1, 1), date(2024, 2, 29), False),
    ]


def test_footnote_columns_do_not_shift_the_values() -> None:
    heads = (
        '<tr><th class="tl" rowspan="2"><div>T</div></th><th class="th" colspan="4">12 Months Ended</th></tr>'
        '<tr><th class="th" colspan="2"><div>Dec. 31, 2024</div></th><th class="th" colspan="2"><div>Dec. 31, 2023</div></th></tr>'
    )
    line = row(INTEGRATED, "true").replace(
        "</tr>", '<td class="fn"><sup>[1]</sup></td><td class="text">false</td><td class="fn"></td></tr>'
    )
    facts = read_page(page(line, heads=heads))
    assert facts.select("period_end", "flag").rows() == [
        (date(2024, 12, 31), True),
        (date(2023, 12, 31), False),
    ]


def test_members_come_from_the_rows_ids_and_from_the_headings_labels() -> None:
    heads = (
        '<tr><th class="tl" rowspan="1"><div>T</div></th>'
        '<th class="th"><div>Mar. 11, 2026</div></th>'
        '<th class="th"><div>Mar. 11, 2026</div><div>First Incident [Member]</div></th></tr>'
    )
    member = row("MaterialCybersecurityIncidentAxis=abc_SecondIncidentMember", "&#160;", "&#160;")
    facts = read_page(page(row(NATURE, "one", "two"), member, row(NATURE, "three"), heads=heads))
    assert facts.select("value", "dimensions", "period_start", "period_end").rows() == [
        ("one", "", date(2026, 3, 11), date(2026, 3, 11)),
        ("two", "=First Incident", date(2026, 3, 11), date(2026, 3, 11)),
        (
            "three",
            "MaterialCybersecurityIncidentAxis=SecondIncidentMember",
            date(2026, 3, 11),
            date(2026, 3, 11),
        ),
    ]


def test_a_table_inside_a_block_belongs_to_the_block_and_offsets_hold_its_cell() -> None:
    inner = "<table><tr><td>one</td><td>two</td></tr><tr><td>three</td></tr></table>"
    data = page(row(BOARD, f"<div>Before</div>{inner}<p>After</p>"), row(INTEGRATED, "true"))
    facts = read_page(data)
    assert facts["value"].to_list() == ["Before\none two\nthree\nAfter", "true"]
    start, end = facts["start"][0], facts["end"][0]
    assert data[start:end].startswith(b'<td class="text"><div>Before')
    assert data[start:end].endswith(b"</td>")
    assert b"three" in data[start:end]
    assert data[facts["start"][1] : facts["end"][1]].startswith(b'<td class="text">true')


def test_equal_facts_in_one_context_are_numbered() -> None:
    assert read_page(page(row(INTEGRATED, "true"), row(INTEGRATED, "true")))["ordinal"].to_list() == [0, 1]


def test_a_lone_page_has_the_number_no_filing_has() -> None:
    facts = read_page(page(row(INTEGRATED, "true")))
    assert facts["accession_number"].to_list() == [PSEUDO_ACCESSION_NUMBER] == ["0000000000-00-000000"]


@pytest.mark.parametrize(
    ("length", "end", "start"),
    [
        ("12 Months Ended", "Mar. 01, 2025", date(2024, 3, 2)),
        ("1 Month Ended", "Feb. 28, 2025", date(2025, 2, 1)),
        ("3 Months Ended", "May 31, 2025", date(2025, 3, 1)),
        ("0 Months Ended", "Jun. 30, 2025", date(2025, 6, 30)),
        ("10 Days Ended", "Jun. 30, 2025", date(2025, 6, 21)),
        ("2 Weeks Ended", "Jun. 30, 2025", date(2025, 6, 17)),
    ],
)
def test_a_period_begins_its_length_before_its_end(length: str, end: str, start: date) -> None:
    heads = f'<tr><th class="tl" rowspan="2">T</th><th class="th">{length}</th></tr><tr><th class="th"><div>{end}</div></th></tr>'
    assert read_page(page(row(INTEGRATED, "true"), heads=heads))["period_start"].to_list() == [start]


def test_a_page_without_a_report_or_without_a_period_is_refused_with_a_sentence() -> None:
    with pytest.raises(DocumentError, match="no report table"):
        read_page(b"<html><body><table><tr><td>x</td></tr></table></body></html>")
    with pytest.raises(DocumentError, match="names no period"):
        read_page(
            page(row(INTEGRATED, "true"), heads='<tr><th class="tl">T</th><th class="th">Total</th></tr>')
        )
    with pytest.raises(DocumentError, match="no row"):
        read_page(b"some words")
    with pytest.raises(DocumentError, match="names no period"):
        read_page(b"|\nTitle\n|Cybersecurity Risk Role of Management [Text Block]\n|x\n")


def test_a_page_of_another_kind_gives_no_facts() -> None:
    assert read_page(page(row("DocumentType", "10-K", prefix="dei_"))).is_empty()


TEXT = """|
A title
|12 Months Ended
Dec. 31, 2024
|Dec. 31, 2023
|Cybersecurity Risk Board of Directors Oversight [Text Block]
|
The board asks.
It is answered.
|It asked.
|with a table inside
|Cybersecurity Risk Management Processes Integrated [Flag]
|true
|false
|A label of nobody's [Flag]
|true
|Another Incident [Member]
|Material Cybersecurity Incident Timing [Text Block]
|the scope
|Material Cybersecurity Incident Timing [Text Block]
|the time
|X
- References
+ Details
|Cybersecurity Risk Management Processes Integrated [Flag]
|false
"""


def test_a_page_as_text_is_read_by_its_labels() -> None:
    facts = read_page(TEXT.encode())
    assert facts.select("concept", "period_end", "dimensions", "value").rows() == [
        (BOARD, date(2024, 12, 31), "", "The board asks.\nIt is answered."),
        (BOARD, date(2023, 12, 31), "", "It asked.\nwith a table inside"),
        (INTEGRATED, date(2024, 12, 31), "", "true"),
        (INTEGRATED, date(2023, 12, 31), "", "false"),
        ("MaterialCybersecurityIncidentScopeTextBlock", date(2024, 12, 31), "=Another Incident", "the scope"),
        ("MaterialCybersecurityIncidentTimingTextBlock", date(2024, 12, 31), "=Another Incident", "the time"),
    ]
    first = facts.row(0, named=True)
    assert TEXT.encode()[first["start"] : first["end"]] == b"|\nThe board asks.\nIt is answered.\n"


def test_one_row_labelled_timing_is_timing() -> None:
    text = "|12 Months Ended\nDec. 31, 2024\n|Material Cybersecurity Incident Timing [Text Block]\n|in May\n"
    assert read_page(text.encode())["concept"].to_list() == ["MaterialCybersecurityIncidentTimingTextBlock"]


def test_a_text_page_ends_its_lines_as_any_system_does() -> None:
    assert (
        read_page(TEXT.replace("\n", "\r\n").encode())
        .drop("start", "end", "markup_sha256", "document_sha256")
        .equals(read_page(TEXT.encode()).drop("start", "end", "markup_sha256", "document_sha256"))
    )


def test_the_users_own_sample_gives_its_facts_with_the_ligatures_letters(shared: Path) -> None:
    sample = next((shared / "seed").glob("*.txt"))
    facts = read_page(sample.read_bytes())
    FactFrame.validate(facts)
    assert facts.height == 15  # sixteen rows on the page, of which the first, [Line Items], is a heading
    assert facts["flag"].is_not_null().sum() == 6
    assert facts.select("period_start", "period_end").unique().rows() == [
        (date(2024, 1, 1), date(2024, 12, 31))
    ]
    texts = " ".join(facts["value"])
    assert "Classification" in texts
    assert "ﬁ" not in texts


def test_the_users_own_sample_says_what_secs_archive_says_of_the_same_filing(shared: Path) -> None:
    page = read_page(next((shared / "seed").glob("*.txt")).read_bytes())
    folder = shared / "edgar" / "files" / "dera" / "data" / "financial-statement-notes-data-sets"
    archived = read_notes(folder / "2025q1_notes.zip").facts.filter(
        pl.col("accession_number") == "0001410578-25-000441"
    )
    both = page.join(archived, on=["concept", "period_start", "period_end"], how="full", suffix="_archived")
    assert both.height == page.height == archived.height
    assert both.filter(pl.col("flag").ne_missing(pl.col("flag_archived"))).is_empty()
    assert all(
        agrees_with_archive(text, archived)
        for text, archived in both.select("value", "value_archived").rows()
    )
