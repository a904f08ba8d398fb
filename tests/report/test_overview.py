"""Every number on the overview and on the pages of questions is a cell of its SQL's answer, and every cell of an answer
is on one of them."""

import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from lxml import html

from pipelines.report.figures import COMPARISONS
from pipelines.report.overview import FINDINGS, FOREMOST, PLUMBING
from pipelines.report.site import MOST_ROWS, written
from pipelines.warehouse.header import sql_files
from pipelines.words import say

NOT_SHOWN = {
    "comparison", "side", "value", "base", "not_read", "not_said", "unmatched",  # in words, or once above the table
}  # fmt: skip


CHARTED = {"oversight", "cadence", "roles", "years", "frameworks", "certifications", "flags", "incidents"}
PAGES = ("index", *(f"question-{name}" for name in FINDINGS))


def read_page(site: Path, name: str) -> html.HtmlElement:
    return html.fromstring((site / f"{name}.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(site: Path) -> html.HtmlElement:
    return read_page(site, "index")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {name: read_page(site, name) for name in PAGES}


@pytest.fixture(scope="module")
def answers(site: Path, warehouse: Path) -> dict[str, list[dict[str, object]]]:
    """What the SQL that the page offers gives on the warehouse."""
    found = {}
    of_pages = {file.path.stem for file in sql_files("pages")}  # test_pages.py
    for file in sorted((site / "figures").glob("*.sql")):
        if file.stem in of_pages:
            continue
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            found[file.stem] = list(connection.sql(file.read_text()).pl().iter_rows(named=True))
    accuracy = pl.read_csv(site / "figures" / "accuracy.csv", encoding="utf8-lossy")
    return {**found, "accuracy": list(accuracy.iter_rows(named=True))}


def as_shown(value: object) -> set[str]:
    told = "; ".join(say(item) for item in value) if isinstance(value, list) else say(value)
    return {written(value), str(value), told}


def test_every_number_shown_is_the_one_its_sql_gives(
    pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, object]]]
) -> None:
    seen = 0
    for page in pages.values():
        for cell in page.xpath("//*[@data-cell]"):
            figure, row, column = cell.get("data-cell").split("/")
            value = answers[figure][int(row)][column]
            assert cell.get("value", str(value)) == str(value)
            assert cell.text_content() in as_shown(value), cell.get("data-cell")
            seen += 1
    assert seen > 1000


def test_every_row_that_its_sql_gives_is_shown(
    pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, object]]]
) -> None:
    shown = {cell for page in pages.values() for cell in page.xpath("//@data-cell")}
    missing = [
        f"{figure}/{number}/{column}"
        for figure, rows in answers.items()
        if not figure.startswith("finding_")
        for number, row in enumerate(rows[:MOST_ROWS])
        for column, value in row.items()
        if isinstance(value, int | float) and not ("comparison" in row and column in NOT_SHOWN)
        if f"{figure}/{number}/{column}" not in shown
    ]
    assert missing == []


def test_a_finding_is_a_sentence_with_the_numbers_of_its_sql(
    pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, object]]]
) -> None:
    files = {file.path.stem: file for file in sql_files("findings")}
    assert set(files) == set(FINDINGS)
    for name, file in files.items():
        (row,) = answers[f"finding_{name}"]
        told = None not in row.values()
        words = file.finding.format(**{k: written(v) for k, v in row.items()}) if told else file.description
        assert pages["index"].xpath(f"string(//section[@id='{name}']/h2)") == words
        assert pages[f"question-{name}"].xpath("string(//h1)") == words


def test_no_number_stands_on_the_page_beside_those(page: html.HtmlElement) -> None:
    page = deepcopy(page)
    for place in page.xpath("//*[@data-cell] | //*[name()='svg'] | //pre | //time | //code | //style"):
        tail = place.tail
        place.clear()
        place.tail = tail
    words = page.xpath("//body")[0].text_content()
    known = r"\bF1\b|10-K|20-F|8-K|6-K|Item 1C|Item 16K|Item 1\.05|ISO 27001|\$?\b(700|75) million|/A\b|10-KT|10-K/A"
    left = re.findall(r"[^\s]*\d[^\s]*", re.sub(known, "", words))
    days = [word for word in left if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", word)]
    assert [word for word in left if word not in days] == []


def drawn(panel: html.HtmlElement) -> list[str]:
    return sorted(text.text for text in panel.iter("text") if re.fullmatch(r"\d+\.\d", text.text or ""))


def test_the_numbers_in_a_picture_are_those_of_its_table(
    pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, object]]]
) -> None:
    for name in ("oversight", "cadence", "roles", "years", "frameworks", "certifications"):
        percent = {
            comparison: sorted(
                f"{row['percent']:.1f}" for row in answers[name] if row["comparison"] == comparison
            )
            for comparison in COMPARISONS
        }
        panels = pages[f"question-{name}"].xpath("//figure")
        for panel, comparison in zip(panels, COMPARISONS, strict=True):
            assert drawn(panel) == percent[comparison], (name, comparison)
        (foremost,) = pages["index"].xpath(f"//section[@id='{name}']//figure")
        told = percent[FOREMOST.get(name, "size")]
        assert drawn(foremost) and all(drawn(foremost).count(n) <= told.count(n) for n in drawn(foremost))


def test_every_figure_names_base_date_sql_and_csv(pages: dict[str, html.HtmlElement], site: Path) -> None:
    newest = pages["index"].xpath("string(//footer//time)")
    assert date.fromisoformat(newest)
    sections = [(name, pages["index"].xpath(f"//section[@id='{name}']")[0]) for name in PLUMBING]
    sections += [
        (name, pages[f"question-{name}"].xpath("//section")[0]) for name in FINDINGS if name in CHARTED
    ]
    for name, section in sections:
        assert section.xpath("string(.//time)") == newest
        if name != "accuracy":
            assert "Base (n)" in section.text_content()
            sql = (site / "figures" / f"{name}.sql").read_text()
            assert section.xpath(".//pre")[0].text.endswith(sql[-40:])
        assert f"figures/{name}.csv" in section.xpath(".//a/@href")
        for link in section.xpath(".//a/@href"):
            assert (site / link.split("#")[0]).is_file()
    for name in FINDINGS:
        section = pages["index"].xpath(f"//section[@id='{name}']")[0]
        assert section.xpath("string(.//time)") == newest
        assert (site / section.xpath(".//p[@class='sources']/a/@href")[0]).is_file()


def test_a_picture_is_told_in_one_sentence_and_needs_no_script(pages: dict[str, html.HtmlElement]) -> None:
    pictures = [picture for page in pages.values() for picture in page.xpath("//*[name()='svg']")]
    assert len(pictures) >= 25
    assert all(picture.get("role") == "img" and picture.get("aria-label") for picture in pictures)
    assert [script for page in pages.values() for script in page.xpath("//script")] == []
