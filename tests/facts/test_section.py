"""An untagged section is found whole and alone, or its absence is told."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.facts import section as module
from pipelines.facts.detect import open_document
from pipelines.facts.model import FactFrame
from pipelines.facts.section import Section, read_section
from pipelines.facts.text import as_archived

COVER = "<p>FORM 10-K</p><p>For the fiscal year ended June 30, 2024</p><p>Acme Corp</p>"
BODY = "".join(
    f"<p>We assess cybersecurity threats of kind {number} every quarter, and our officers report on them to the board of directors.</p>"
    for number in range(1, 6)
)
TEXT = "\n".join(
    f"We assess cybersecurity threats of kind {number} every quarter, and our officers report on them to the board of directors."
    for number in range(1, 6)
)
BEFORE = "<p><b>Item 1B. Unresolved Staff Comments</b></p><p>We have none of these comments to report.</p>"
AFTER = (
    "<p><b>Item 2. Properties</b></p><p>We own a farm.</p><p><b>Item 3. Legal Proceedings</b></p><p>None.</p>"
)
TOC = "<table>" + "".join(
    f'<tr><td><a href="#i{item}">Item {item}.</a></td><td><a href="#i{item}">{title}</a></td><td>{page}</td></tr>'
    for item, title, page in (("1B", "Unresolved Staff Comments", 20), ("1C", "Cybersecurity", 21), ("2", "Properties", 23))
) + "</table>"  # fmt: skip


def read(
    heading: str = "<p><b>Item 1C. Cybersecurity</b></p>",
    body: str = BODY,
    after: str = AFTER,
    **given: object,
) -> Section:
    """The section of an annual report made of the parts above."""
    page = f"<html><body>{COVER}{TOC}{BEFORE}{heading}{body}{after}</body></html>"
    return read_section(page.encode(), **given)  # type: ignore[arg-type]


def value(section: Section) -> str:
    FactFrame.validate(section.facts)
    return str(section.facts["value"].item())


@pytest.mark.parametrize(
    ("heading", "first"),
    [
        ("<p><b>Item 1C. Cybersecurity</b></p>", "Item 1C. Cybersecurity"),
        ("<p>ITEM 1C.&#160;&#160;CYBERSECURITY</p>", "ITEM 1C. CYBERSECURITY"),
        ("<table><tr><td>Item 1C.</td><td>Cybersecurity</td></tr></table>", "Item 1C. Cybersecurity"),
        ("<p>Item No. 1C - Cybersecurity</p>", "Item No. 1C - Cybersecurity"),
        ("<p>Item 1.C. Cyber Security</p>", "Item 1.C. Cyber Security"),
        ("<p>Item 1 C: Cybersecurity Risk Management</p>", "Item 1 C: Cybersecurity Risk Management"),
        ("<p>Item 1(C). Cybersecurity</p>", "Item 1(C). Cybersecurity"),
        ("<p>Item 1C.</p><p>Cybersecurity</p>", "Item 1C.\nCybersecurity"),
        ("<p>1C. Cybersecurity</p>", "1C. Cybersecurity"),
        ("<p>PART I, Item 1C \u2014 Cybersecurity.</p>", "PART I, Item 1C \u2014 Cybersecurity."),
        ("<div><b>Item&#160;1C</b>. <u>Cybersecurity</u></div>", "Item 1C. Cybersecurity"),
    ],
)
def test_a_heading_is_known_however_it_is_written(heading: str, first: str) -> None:
    section = read(heading)
    assert section.status == "found", section.reason
    assert value(section) == f"{first}\n{TEXT}"


def test_the_fact_names_its_item_and_the_covers_period() -> None:
    section = read(accession_number="0000000077-24-000001", cik=77, document="a.htm")
    assert section.facts.select(
        "concept", "taxonomy", "source", "period_start", "period_end", "cik"
    ).rows() == [("Item1CSectionText", "section", "section", date(2023, 7, 1), date(2024, 6, 30), 77)]


def test_a_heading_that_runs_into_its_text_heads_it() -> None:
    section = read("<p><b>Item 1C. Cybersecurity.</b> Our program is old.</p>")
    assert value(section).startswith("Item 1C. Cybersecurity. Our program is old.\n")


def test_two_items_under_one_heading_are_one_section() -> None:
    section = read("<p><b>Items 1B and 1C. Unresolved Staff Comments and Cybersecurity</b></p>")
    assert section.status == "found"
    assert value(section).endswith(TEXT)


@pytest.mark.parametrize(
    "after",
    [
        AFTER,
        "<p>ITEM 2. DESCRIPTION OF PROPERTY</p><p>A farm.</p>",
        "<p>Item 2</p><p>Properties</p>",
        "<p>Item 3. Legal Proceedings</p>",
        "<p>Items 2 and 3. Properties and Legal Proceedings</p>",
        "<p>PART II</p><p>Item 5. Market</p>",
        "<p><b>Item 2. Our Places of Work</b></p><p>A farm.</p>",
        "<p>SIGNATURES</p>",
    ],
)
def test_the_next_heading_ends_it(after: str) -> None:
    assert value(read(after=after)) == f"Item 1C. Cybersecurity\n{TEXT}"


def test_a_mention_of_another_item_does_not_end_it() -> None:
    mention = "<p>Item 1A of this report describes risks.</p><p>See Item 2, Properties.</p><p>Item 2 of the plan is not done and we say so.</p>"
    assert value(read(body=mention + BODY)).endswith(TEXT)


def test_a_heading_repeated_on_the_next_page_does_not_end_it() -> None:
    again = '<hr style="page-break-after:always"/><p><b>Item 1C. Cybersecurity (continued)</b></p>'
    assert "kind 5" in value(read(body=BODY + again + BODY.replace("kind", "sort")))
    assert "sort 5" in value(read(body=BODY + again + BODY.replace("kind", "sort")))


def test_page_numbers_and_repeated_headers_are_gone_and_sentences_whole() -> None:
    def page(number: int) -> str:
        return f'<p>Acme Corp | 2024 Form 10-K | {number}</p><p>{number}</p><hr style="page-break-after:always"/><p><a href="#t">Table of Contents</a></p>'

    others = "".join(
        f"<p>Words on page {number} of another item entirely.</p>{page(number)}" for number in range(40, 50)
    )
    body = f"<p>The board of directors reviews our cybersecurity program and</p>{page(21)}<p>then it rests.</p>{BODY}"
    text = value(read(body=body, after=AFTER + others))
    assert "reviews our cybersecurity program and then it rests.\nWe assess" in text
    assert "Form 10-K" not in text
    assert "Table of Contents" not in text


def test_hidden_text_is_not_read() -> None:
    assert "ghost" not in value(read(body=f'<p style="display:none">ghost</p>{BODY}'))


def test_plain_text_filings_are_read() -> None:
    wrapped = TEXT.replace("every quarter,", "every\nquarter,").replace("\nWe", "\n\nWe")
    text = f"FORM 10-K\n\nFor the fiscal year ended June 30, 2024\n\nItem 1B. Unresolved Staff Comments\n\nNone.\n\nItem 1C. Cybersecurity\n\n{wrapped}\n\nItem 2. Properties\n\nA farm.\n"
    assert value(read_section(text.encode())) == f"Item 1C. Cybersecurity\n{TEXT}"


def test_a_stub_that_points_elsewhere_is_followed_inside_the_filing() -> None:
    stub = "<p>The information this item asks for is set forth under \u201cOur Defence of Systems\u201d in Item 7 and is incorporated herein by reference.</p>"
    there = f"<p><b>Item 7. Management's Discussion</b></p><p><b>Results</b></p><p>Fine.</p><p><b>Our Defence of Systems</b></p>{BODY}<p><b>Liquidity</b></p><p>Enough.</p>"
    section = read(body=stub, after=AFTER + there)
    assert section.status == "cross_reference"
    assert "Our Defence of Systems" in section.reason
    assert value(section).endswith(f"Our Defence of Systems\n{TEXT}")
    assert "Liquidity" not in value(section)


def test_a_stub_that_points_out_of_the_filing_is_told() -> None:
    section = read(
        body="<p>Incorporated by reference to our proxy statement under the heading \u201cSecurity\u201d.</p>"
    )
    assert section.status == "cross_reference"
    assert "elsewhere" in section.reason
    assert value(section).startswith("Item 1C. Cybersecurity\nIncorporated by reference")


def test_a_whole_section_that_also_refers_to_risk_factors_is_found() -> None:
    assert read(body=BODY + "<p>For more, see \u201cRisk Factors\u201d in Item 1A.</p>").status == "found"


@pytest.mark.parametrize(
    "body",
    ["<p>Not applicable.</p>", "<p>None</p>", "<p>Not required for shell companies.</p>", "<p>Omitted.</p>"],
)
def test_an_item_that_says_nothing_is_required_is_told(body: str) -> None:
    section = read(body=body)
    assert section.status == "not_required"
    assert section.facts.height == 1


def test_reports_of_years_before_the_rule_are_not_required_to_have_it() -> None:
    page = COVER.replace("June 30, 2024", "June 30, 2023") + BEFORE + AFTER
    assert read_section(page.encode()).status == "not_required"


def test_reports_that_lack_it_are_told_apart() -> None:
    assert read_section((COVER + BEFORE + AFTER).encode()).status == "not_found"
    amended = COVER.replace("10-K", "10-K/A") + AFTER
    assert read_section(amended.encode()).status == "not_required"
    backed = COVER + "<p>Item 1B omitted under General Instruction J of Form 10-K</p>" + AFTER
    assert read_section(backed.encode()).status == "not_required"


def test_a_section_without_its_item_number_is_found_by_its_title() -> None:
    section = read(
        heading="<p><b>Cybersecurity</b></p>", after="<p><b>Properties</b></p><p>We own a farm.</p>" + AFTER
    )
    assert section.status == "found"
    assert value(section) == f"Cybersecurity\n{TEXT}"


def test_a_section_cut_short_or_running_on_is_never_found() -> None:
    short = read(body="<p>We care about cybersecurity and also</p>")
    assert short.status == "doubtful"
    assert "cut short" in short.reason
    long = read(body=BODY * 150)
    assert long.status == "failed"
    assert "run on" in long.reason
    other = read(body="<p>Our farm is large and our cows are many, as all the valley knows.</p>" * 8)
    assert other.status == "failed"
    assert "does not speak of cybersecurity" in other.reason


def test_a_short_section_that_is_whole_is_found() -> None:
    section = read(
        body="<p>We are a shell company without operations and face no cybersecurity risk of note.</p>"
    )
    assert section.status == "found"


def test_a_sentence_that_begins_with_another_items_name_does_not_end_it() -> None:
    mention = "<p>Item 1A. Risk Factors of this report describes what may go wrong with our systems and our data.</p>"
    assert value(read(body=mention + BODY)).endswith(TEXT)


def test_a_section_that_nothing_ends_is_doubtful() -> None:
    section = read(after="<p>And so on.</p>")
    assert section.status == "doubtful"
    assert "nothing ends" in section.reason


@pytest.mark.parametrize(
    "cover",
    [
        "<p>Date of Report (Date of earliest event reported): March 4, 2024</p>",
        "<p>Date of Report: March 8, 2024 (Date of earliest event reported: March 4, 2024)</p>",
        "<p>March 4, 2024</p><p>Date of Report (Date of earliest event reported)</p>",
        "<p>Date of Report (Date of earliest event reported)</p><p>4 March 2024</p>",
    ],
)
def test_the_period_of_an_incident_is_the_day_of_the_event(cover: str) -> None:
    page = f"<p>FORM 8-K/A</p>{cover}<p>Item 1.05 Material Cybersecurity Incidents</p>{BODY}<p>SIGNATURE</p>"
    assert read_section(page.encode()).facts["period_end"].to_list() == [date(2024, 3, 4)]


def test_edgartools_is_asked_where_no_heading_passes_the_checks(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (shared / "untagged" / "aapl-20240928.htm").read_bytes()
    by_heading = value(read_section(data))
    monkeypatch.setattr(module._Reader, "_by_heading", lambda reader: None)
    monkeypatch.setattr(module._Reader, "_by_title", lambda reader: None)
    section = read_section(data)
    assert section.status == "found", section.reason
    assert as_archived(by_heading.removeprefix("Item 1C. Cybersecurity")) in as_archived(value(section))
    assert "Unresolved Staff" not in value(section)
    assert "Properties" not in value(section)


def test_item_16k_of_a_foreign_report_is_read() -> None:
    page = (
        "<p>FORM 20-F</p><p>for the fiscal year ended 31 December 2024</p><p>Item 16J. Insider trading policies</p><p>Yes.</p>"
        f"<p>ITEM 16K. CYBERSECURITY</p>{BODY}<p>PART III</p><p>Item 17. Financial statements</p><p>Many.</p>"
    )
    section = read_section(page.encode())
    assert value(section) == f"ITEM 16K. CYBERSECURITY\n{TEXT}"
    assert section.facts.select("concept", "period_start", "period_end").rows() == [
        ("Item16KSectionText", date(2024, 1, 1), date(2024, 12, 31))
    ]


def incident(items: str) -> Section:
    page = f"<p>FORM 8-K</p><p>Date of Report (Date of earliest event reported): March 4, 2024</p>{items}<p>SIGNATURES</p><p>Signed.</p>"
    return read_section(page.encode())


def test_item_105_of_an_incident_report_is_read_to_the_next_item() -> None:
    section = incident(
        f"<p>Item 1.05. Material Cybersecurity Incidents.</p>{BODY}<p>Item 9.01 Financial Statements and Exhibits</p><p>104</p>"
    )
    assert value(section) == f"Item 1.05. Material Cybersecurity Incidents.\n{TEXT}"
    assert section.facts.select("concept", "period_start", "period_end").rows() == [
        ("Item105SectionText", date(2024, 3, 4), date(2024, 3, 4))
    ]


def test_item_105_ends_at_the_signatures() -> None:
    assert value(incident(f"<p>ITEM 1.05 MATERIAL CYBERSECURITY INCIDENTS</p>{BODY}")).endswith(TEXT)


def test_an_incident_report_without_item_105_does_not_need_it() -> None:
    section = incident("<p>Item 8.01 Other Events</p><p>We had a cybersecurity incident.</p>")
    assert section.status == "not_required"
    assert section.facts.is_empty()


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<p>A letter.</p>", "which form"),
        ("<p>FORM 6-K</p><p>x</p>", "no section"),
        (f"<p>FORM 10-K</p><p>Item 1C. Cybersecurity</p>{BODY}<p>Item 2. Properties</p>", "names no period"),
    ],
)
def test_what_cannot_be_read_is_told_and_never_raised(page: str, reason: str) -> None:
    section = read_section(page.encode())
    assert section.status == "failed"
    assert reason in section.reason


def test_the_form_and_the_period_may_be_given() -> None:
    page = f"<p>Item 1C. Cybersecurity</p>{BODY}<p>Item 2. Properties</p>"
    section = read_section(page.encode(), form="10-KT", period_end=date(2024, 2, 29))
    assert section.facts.select("period_start", "period_end").rows() == [
        (date(2023, 3, 1), date(2024, 2, 29))
    ]


@pytest.mark.parametrize("name", ["aapl-20240928.htm", "v-20240930.htm"])
def test_real_untagged_reports_give_their_whole_item_and_nothing_of_its_neighbours(
    shared: Path, name: str
) -> None:
    document = open_document(shared / "untagged" / name)
    text = document.facts["value"].item()
    assert document.status == "found"
    assert text.lower().startswith("item 1c.")
    assert "Unresolved Staff Comments" not in text
    assert "Properties" not in text
    assert "Form 10-K |" not in text
    assert text.endswith(("\u201cRisk Factors.\u201d", "other relevant developments."))


def test_sections_of_real_reports_are_the_same_without_their_tags_and_hold_what_the_tags_hold(
    shared: Path,
) -> None:
    """Of an untagged copy, found by headings alone, the item is the same text, whole; it holds every tagged text block
    of the same document."""
    held = blocks = reports = 0
    for file in sorted((shared / "edgar/Archives/edgar/data").glob("*/*/*-20*.htm")):
        facts = open_document(file).facts
        if not facts["concept"].str.starts_with("Cybersecurity").any():
            continue
        copy = open_document(file.read_bytes().replace(b"cyd:", b"qyd:"), name=file.name)
        assert (copy.kind, copy.status) == ("untagged filing", "found"), file.name
        item = facts.filter(facts["source"] == "item")["value"].item()
        assert copy.facts["value"].item() == item, file.name
        reports += 1
        whole = as_archived(item)
        for text in facts.filter(facts["flag"].is_null() & (facts["source"] == "inline"))["value"]:
            blocks += 1
            held += as_archived(text) in whole
    assert reports == 13 and blocks > 100
    assert held / blocks > 0.97  # the rest are tags whose pieces stand apart, with other text between


def test_a_line_that_goes_on_with_a_sentence_is_no_running_head() -> None:
    page = (
        "<p>FORM 8-K</p><p>Item 1.05 Material Cybersecurity Incidents.</p><p>As told</p>"
        "<p>in a Current Report on Form 8-K, on March 7, 2025, Acme Corp.</p><p>became aware of a cybersecurity incident"
        " in which files were copied.</p><p>SIGNATURE</p>"
    )
    section = read_section(page.encode(), form="8-K", period_end=date(2025, 3, 7))
    assert "on March 7, 2025, Acme Corp." in section.facts["value"][0]
