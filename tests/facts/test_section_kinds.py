"""Kinds of pages at which sections were cut wrong: what a page repeats, what only mentions an item, headings that are
glued or split, ends without a heading. Several instances of each."""

import pytest

from pipelines.facts.section import Section, read_section

PARAGRAPHS = (
    "We look for weaknesses in our ferries' booking systems every month, and rate the cybersecurity risk of each.",
    "Our Head of Information Security leads five people, and tells the Safety Committee what they found.",
    "The Safety Committee of our Board oversees cybersecurity risk, and tells the Board about it twice a year.",
    "No threat that we know of has materially affected us, our plans, our results or our financial condition.",
)
WHOLE = "\n".join(PARAGRAPHS)
COVER = "<p>FORM 10-K</p><p>For the fiscal year ended June 30, 2024</p><p>Northern Ferries, Inc.</p>"
BEFORE = "<p><b>Item 1B. Unresolved Staff Comments</b></p><p>We have none.</p>"
HEADING = "<p><b>Item 1C. Cybersecurity</b></p>"
AFTER = "<p><b>Item 2. Properties</b></p><p>We own nine piers.</p><p><b>Item 3. Legal Proceedings</b></p>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def annual(*body: str, heading: str = HEADING, after: str = AFTER) -> Section:
    page = f"<html><body>{COVER}{BEFORE}{heading}{''.join(body)}{after}</body></html>"
    return read_section(page.encode())


def body_of(section: Section) -> str:
    assert section.status == "found", section.reason
    return str(section.facts["value"].item()).partition("\n")[2]


BREAK = '<hr style="page-break-after:always"/>'
FIRST, SECOND, THIRD, FOURTH = PARAGRAPHS


@pytest.mark.parametrize(
    "edge",
    [
        f'<div><div style="text-align:center">31</div></div>{BREAK}<div><br/></div>',
        f"<p>- 31 -</p>{BREAK}",
        f"<p>Page 31 of 96</p>{BREAK}",
        f"<table><tr><td>31</td></tr></table>{BREAK}",
        f"{BREAK}<p>31</p>",
        '<div style="break-after:page"><p>31</p></div>',
        '<p>31</p><div style="page-break-before: always"></div>',
        f"<p>Northern Ferries, Inc. | 2024 Form 10-K | 31</p>{BREAK}",
        f"<p>31</p>{BREAK}<p>NORTHERN FERRIES, INC.</p>",
        f"<p>2024 Annual Report</p>{BREAK}<p>Table of Contents</p>",
        f"<p>31</p>{BREAK}<p><a href='#t'>Table of Contents</a></p><p>PART I</p><p>Item 1C. Cybersecurity (continued)</p>",
        f"<p>F-31</p>{BREAK}",
    ],
)
@pytest.mark.parametrize(
    "cut", [("every month,", " and rate"), ("Our Head of Information", " Security leads")]
)
def test_a_page_leaves_nothing_in_the_sentence_that_it_cuts(edge: str, cut: tuple[str, str]) -> None:
    whole = next(text for text in PARAGRAPHS if "".join(cut) in text)
    first, second = whole.split(cut[1])
    cut_in_two = f"<div>{first}</div>{edge}<div>{cut[1].strip()}{second}</div>"
    texts = [cut_in_two if text == whole else f"<p>{text}</p>" for text in PARAGRAPHS]
    long = "Our" not in first  # what is short may be a heading, and is not glued to what follows
    got = body_of(annual(*texts))
    assert got.replace("\n", " ") == WHOLE.replace("\n", " ")
    assert (got == WHOLE) == long


@pytest.mark.parametrize(
    "head",
    [
        "<div>PART I</div><div>ITEM 1C. CYBERSECURITY</div>",
        "<div><b>PART I</b></div><div><b>Item 1C</b></div>",
        "<div>Part I (continued)</div>",
        "<div>Item 1C. Cybersecurity (continued)</div>",
        "<div>NORTHERN FERRIES, INC.</div><div>FORM 10-K</div>",
        "<div>PART I, ITEM 1C</div>",
        "<div>Item 1B. Unresolved Staff Comments</div>",
    ],
)
def test_running_heads_are_gone_from_the_middle_and_the_end(head: str) -> None:
    edge = f"<div>31</div>{BREAK}{head}"
    section = annual(*(f"<p>{text}</p>{edge}" for text in PARAGRAPHS))
    assert body_of(section) == WHOLE


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<table><tr><td>Drills held</td></tr><tr><td>7</td></tr></table>", "Drills held\n7"),
        ("<table><tr><td>2023</td></tr><tr><td>12</td></tr><tr><td>13</td></tr></table>", "2023\n12\n13"),
        (f"<table><tr><td>Drills</td></tr><tr><td>41</td></tr></table><p>31</p>{BREAK}", "Drills\n41"),
    ],
)
def test_a_number_in_a_table_is_no_page_number(table: str, lines: str) -> None:
    section = annual(paragraphs(FIRST, SECOND), table, paragraphs(THIRD, FOURTH))
    assert body_of(section) == "\n".join([FIRST, SECOND, lines, THIRD, FOURTH])


@pytest.mark.parametrize(
    "mention",
    [
        "Item 1A, \u201cRisk Factors,\u201d tells what an attack could cost us; nothing of it has happened.",
        "Item 1A. Risk Factors of this report tells what an attack could cost us.",
        "Item 1A (Risk Factors) explains what an attack could cost us.",
        "Item 7, Management's Discussion and Analysis, tells what the program costs.",
        "Item 2, Properties, lists the piers whose gates the program protects.",
        "Items 1A and 7 of this report tell more.",
        "\u201cItem 1A. Risk Factors\u201d has more on what may happen.",
        "\u2022 Item 1A. Risk Factors",
        "Item 3 Legal Proceedings describes a claim about our gates.",
        "Item 1 Business explains why our gates need computers.",
        "Executive officers of the company took part in two drills.",
    ],
)
def test_a_mention_of_an_item_ends_nothing(mention: str) -> None:
    assert mention.replace("\u2022 ", "") in body_of(
        annual(paragraphs(FIRST, mention, SECOND, THIRD, FOURTH))
    ).replace("\u2022 ", "")
    assert body_of(annual(paragraphs(FIRST, mention, SECOND, THIRD, FOURTH))).endswith(FOURTH)


def test_the_plain_name_of_an_earlier_item_is_a_mention_where_headings_stand_out() -> None:
    body = body_of(annual(paragraphs(FIRST, "Item 1A. Risk Factors.", SECOND, THIRD, FOURTH)))
    assert body == WHOLE


@pytest.mark.parametrize(
    "mention",
    [
        "what an attack could cost us is told in\nItem 1A, Risk Factors, of this report. It has not happened.",
        "and we tell more about that, and about what it may cost us, under\nItem 7. Management's Discussion. None of it happened.",
        "as told in\nITEM 1A. RISK FACTORS\nof this report, where we say more.",
        "and nothing of that kind has happened to us.\nItem 1A, Risk Factors, tells what an attack could\ncost us.",
    ],
)
def test_a_wrapped_line_that_begins_with_a_mention_ends_nothing(mention: str) -> None:
    text = (
        "FORM 10-K\n\nFor the fiscal year ended June 30, 2024\n\nITEM 1B. UNRESOLVED STAFF COMMENTS\n\nNone.\n\n"
        f"ITEM 1C. CYBERSECURITY\n\n{FIRST}\n\nWe keep watch, {mention}\n\n{SECOND}\n\n    31\n<PAGE>\n\n{FOURTH}\n\n"
        "ITEM 2. PROPERTIES\n\nNine piers.\n"
    )
    wanted = "\n".join([FIRST, "We keep watch, " + mention.replace("\n", " "), SECOND, FOURTH])
    assert body_of(read_section(text.encode())) == wanted


@pytest.mark.parametrize(
    "after",
    [
        "<p><b>Item 2Properties</b></p>",
        "<p>ITEM 2PROPERTIES</p>",
        "<p>Item 2.Properties.</p>",
        "<p><b>I</b><b>TEM 2. P</b> <b>ROPERTIES</b></p>",
        "<p>I T E M 2. P R O P E R T I E S</p>",
        "<p>ITEM&#160;2&#160;&#8211;&#160;PROPERTIES</p>",
        "<p>Item 2. Properties. We own nine piers in four towns, and rent two.</p>",
        "<p>Item 2. Description of property</p>",
        "<p>Item 3Legal Proceedings</p>",
        "<p>ITEM 4. MINE SAFETY DISCLOSURES Not applicable.</p>",
        "<p>PART II</p>",
        "<p>S I G N A T U R E S</p>",
        "<p>Item 2. [Reserved]</p>",
        "<p>Item 2. Piers and Buildings</p>",
        "<p>2. Properties</p>",
        "<p><b>Information about our Executive Officers</b></p>",
        "<p>EXECUTIVE OFFICERS OF THE REGISTRANT</p>",
    ],
)
def test_the_next_heading_ends_it_glued_or_split(after: str) -> None:
    section = annual(paragraphs(*PARAGRAPHS), after=after + "<p>We own nine piers.</p>")
    assert body_of(section) == WHOLE


@pytest.mark.parametrize(
    "heading",
    [
        "<p><b>I</b> <b>TEM</b>&#160;<b>1C. C</b> <b>YBERSECURITY</b></p>",
        "<p>Item 1CCybersecurity</p>",
        "<p>ITEM1C.CYBERSECURITY</p>",
        "<p>IT EM 1C. CYBER SECURITY</p>",
        "<p>I T E M 1 C . C Y B E R S E C U R I T Y</p>",
        "<p>Item 1C Cybersecurity Risk Management, Strategy and Governance</p>",
        "<p>PART I, Item 1C. Cybersecurity</p>",
        "<p>Item 1C. Information Security</p>",
        "<p>Item 1C. Cybersecurity</p><p>ITEM 1C. CYBERSECURITY</p>",
    ],
)
def test_the_heading_is_found_glued_split_or_twice(heading: str) -> None:
    assert body_of(annual(paragraphs(*PARAGRAPHS), heading=heading)) == WHOLE


@pytest.mark.parametrize(
    ("heading", "after"),
    [
        ("<p>K. Cybersecurity</p>", "<p>PART III</p>"),
        ("<p><b>K.</b> <b>Cybersecurity</b></p>", "<p>ITEM 17. FINANCIAL STATEMENTS</p>"),
        ("<p>Item 16K. Cybersecurity</p>", "<p>Item 17. Financial Statements</p>"),
        ("<p>ITEM16K.CYBERSECURITY</p>", "<p>PART III</p>"),
        ("<p>16K. Cybersecurity</p>", "<p>Item 18. Financial Statements</p>"),
        ("<p>I TEM 16K. C YBERSECURITY</p>", "<p>ITEM 18FINANCIAL STATEMENTS</p>"),
    ],
)
def test_item_16k_is_found_under_every_heading(heading: str, after: str) -> None:
    page = (
        "<p>FORM 20-F</p><p>For the fiscal year ended December 31, 2024</p><p>Item 16. [Reserved]</p>"
        "<p>A. Audit Committee Financial Expert</p><p>We have one.</p><p>J. Insider Trading Policies</p><p>We have them.</p>"
        f"{heading}<p>{FIRST}</p><p>31</p>{BREAK}<p>PART II</p>{paragraphs(SECOND, THIRD, FOURTH)}{after}<p>See F-1.</p>"
    )
    assert body_of(read_section(page.encode())) == WHOLE


INCIDENT = (
    "On March 4, 2024 we found ransomware on the tills of two of our piers, took them off the network, and told the police.",
    "We have not yet found out what it will cost us. We will amend this report within four business days of knowing.",
)


def incident(
    after: str, heading: str = "<p><b>Item 1.05 Material Cybersecurity Incidents.</b></p>"
) -> Section:
    page = (
        "<p>FORM 8-K</p><p>Date of Report (Date of earliest event reported): March 4, 2024</p><p>Northern Ferries, Inc.</p>"
        f"{heading}{paragraphs(*INCIDENT)}{after}"
    )
    return read_section(page.encode())


@pytest.mark.parametrize(
    "after",
    [
        "<p>SIGNATURE</p><p>Pursuant to the requirements of the Securities Exchange Act of 1934 ...</p>",
        "<p>S I G N A T U R E S</p><p>Date: March 8, 2024</p>",
        "<p>SIGNATURE(S)</p>",
        "<p>Signature Page</p>",
        "<p>Pursuant to the requirements of the Securities Exchange Act of 1934, the Registrant has duly caused this report to be signed on its behalf by the undersigned.</p>",
        "<p>In accordance with the requirements of the Exchange Act, the registrant caused this report to be signed by the undersigned.</p>",
        "<p>Date: March 8, 2024</p><p>NORTHERN FERRIES, INC.</p><p>By: /s/ A. Sailor</p>",
        "<table><tr><td>Date: March 8, 2024</td><td>Northern Ferries, Inc.</td></tr>"
        "<tr><td></td><td>By: /s/ A. Sailor</td></tr></table>",
        "<p>NORTHERN FERRIES, INC.</p><table><tr><td>Date: March 8, 2024</td></tr><tr><td>By:</td><td>/s/ A. Sailor</td></tr></table>",
        "<p>(d) Exhibits</p><table><tr><td>104</td><td>Cover page</td></tr></table>",
        "<p>(d) Exhibits. The following are filed with this report:</p><p>99.1 Letter</p>",
        "<p>EXHIBIT INDEX</p><p>104 Cover page</p>",
        "<p><b>Item 9.01Financial Statements and Exhibits</b></p>",
        "<p>I TEM 9.01 F INANCIAL S TATEMENTS AND E XHIBITS</p>",
        "<p><b>SECTION 9 \u2013 FINANCIAL STATEMENTS AND EXHIBITS</b></p><p>Item 9.01 Exhibits</p>",
        "<p>Item 8.01. Other Events.</p><p>We bought a ferry.</p>",
    ],
)
def test_an_incident_ends_before_exhibits_and_signatures_however_they_are_written(after: str) -> None:
    assert body_of(incident(after)) == "\n".join(INCIDENT)


@pytest.mark.parametrize(
    "heading",
    [
        "<p><b>Item 1.05. Material Cybersecurity Incidents</b></p>",
        "<p>ITEM 1.05MATERIAL CYBERSECURITY INCIDENTS</p>",
        "<p>I TEM 1.05 M ATERIAL C YBERSECURITY I NCIDENTS</p>",
        "<table><tr><td>Item 1.05</td><td>Material Cybersecurity Incidents.</td></tr></table>",
    ],
)
def test_the_heading_of_item_105_is_enough_where_the_text_never_says_cyber(heading: str) -> None:
    assert body_of(incident("<p>SIGNATURES</p>", heading)) == "\n".join(INCIDENT)
    assert "yber" not in body_of(incident("<p>SIGNATURES</p>", heading))


def test_an_incident_in_a_few_words_is_found() -> None:
    page = (
        "<p>FORM 8-K</p><p>Date of Report (Date of earliest event reported): March 4, 2024</p>"
        "<p>Item 1.05 Material Cybersecurity Incidents</p><p>A thief took our customers' names.</p><p>SIGNATURES</p>"
    )
    assert body_of(read_section(page.encode())) == "A thief took our customers' names."


def test_item_numbers_inside_an_incident_end_nothing() -> None:
    mention = "<p>Item 8.01 of our report of March 1, 2024 told of it first.</p><p>Item 1A of our annual report tells of the risk.</p>"
    assert body_of(incident(mention + f"<p>{THIRD}</p><p>SIGNATURES</p>")).endswith(THIRD)
