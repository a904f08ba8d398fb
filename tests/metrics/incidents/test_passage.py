"""The passage of a report on Form 6-K that tells of an incident, how sure it is, and what is none."""

from datetime import date
from pathlib import Path

from pipelines.metrics.incidents.passage import is_sure, read_passage
from pipelines.metrics.incidents.report import read_report
from pipelines.read import read_documents

COVER = (
    "<html><body><p>FORM 6-K</p><p>REPORT OF FOREIGN PRIVATE ISSUER</p><p>For the month of March, 2026</p>"
)
TOLD = (
    "<p>Sondre Ferries plc announces that on March 3, 2026 it identified a cybersecurity incident affecting its servers.</p>"
    "<p>An unauthorized party gained access to personal information of customers.</p>"
    "<p>The police were informed and the systems have been restored.</p>"
)
AFTER = "<p>Forward-looking statements</p><p>Our systems and information may be attacked; customers may leave.</p></body></html>"


def test_the_passage_begins_and_ends_with_what_is_told_of_the_incident() -> None:
    section = read_passage((COVER + TOLD + AFTER).encode(), period_end=date(2026, 3, 31), cik=7)
    assert section.status == "found"
    assert "surely" in section.reason
    (value,) = section.facts["value"]
    assert value.startswith("Sondre Ferries plc announces")
    assert value.endswith("the systems have been restored.")
    assert section.facts["period_end"].to_list() == [date(2026, 3, 31)]


def test_a_report_on_risks_and_programmes_tells_of_no_incident() -> None:
    page = COVER + (
        "<p>Our team may detect a cybersecurity incident in which unauthorized parties gain access to our systems.</p>"
        "<p>The committee is told of cybersecurity risks each quarter by the head of information security.</p>"
    )
    section = read_passage(page.encode())
    assert (section.status, section.facts.height) == ("not_required", 0)


def test_a_passage_ends_where_the_report_turns_to_other_things() -> None:
    others = "".join(
        f"<p>Resolution {n} on the dividend was passed by the general meeting.</p>" for n in range(9)
    )
    again = "<p>A ransomware attack on another company encrypted the files of its customers last year, we read.</p>"
    section = read_passage((COVER + TOLD + others + again).encode())
    assert "Resolution" not in section.facts["value"][0]


def test_what_cannot_be_read_is_told() -> None:
    assert read_passage(b"").status in ("failed", "not_required")


def test_an_incident_without_its_day_is_told_perhaps() -> None:
    text = "The Company experienced a cybersecurity incident in which files were copied."
    assert not is_sure(read_report([("Item105SectionText", 0, text)]))


def test_a_lone_report_on_form_6_k_is_read_by_its_passage(tmp_path: Path) -> None:
    path = tmp_path / "report.htm"
    path.write_text(COVER + TOLD + AFTER)
    (filing,) = read_documents([path]).filings()
    assert (filing["kinds"], filing["detected"]) == (["unauthorized_access"], "2026-03-03")
    assert (filing["contained"], filing["law_enforcement"]) == ("yes", True)
