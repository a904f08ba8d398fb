"""Every number on the overview is a cell of its SQL's answer, and every cell of an answer is on the overview."""

import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import duckdb
import pytest
from lxml import html

from pipelines.report.overview import ORDER
from pipelines.report.site import written
from pipelines.words import say

NOT_SHOWN = {
    "comparison", "side", "value", "base", "not_read", "not_said", "unmatched",  # in words, or once above the table
}  # fmt: skip


@pytest.fixture(scope="module")
def page(site: Path) -> html.HtmlElement:
    return html.fromstring((site / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(site: Path, warehouse: Path) -> dict[str, list[dict[str, object]]]:
    """What the SQL that the page offers gives on the warehouse."""
    found = {}
    for file in sorted((site / "figures").glob("*.sql")):
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            found[file.stem] = list(connection.sql(file.read_text()).pl().iter_rows(named=True))
    return found


def test_every_number_shown_is_the_one_its_sql_gives(
    page: html.HtmlElement, answers: dict[str, list[dict[str, object]]]
) -> None:
    cells = page.xpath("//*[@data-cell]")
    assert len(cells) > 300
    for cell in cells:
        figure, row, column = cell.get("data-cell").split("/")
        value = answers[figure][int(row)][column]
        assert cell.get("value", str(value)) == str(value)
        assert cell.text_content() in (written(value), str(value), say(value)), cell.get("data-cell")


def test_every_row_that_its_sql_gives_is_shown(
    page: html.HtmlElement, answers: dict[str, list[dict[str, object]]]
) -> None:
    shown = set(page.xpath("//@data-cell"))
    missing = [
        f"{figure}/{number}/{column}"
        for figure, rows in answers.items()
        for number, row in enumerate(rows)
        for column, value in row.items()
        if isinstance(value, int | float) and not ("comparison" in row and column in NOT_SHOWN)
        if f"{figure}/{number}/{column}" not in shown
    ]
    assert missing == []


def test_no_number_stands_on_the_page_beside_those(page: html.HtmlElement) -> None:
    page = deepcopy(page)
    for place in page.xpath("//*[@data-cell] | //*[name()='svg'] | //pre | //time | //code | //style"):
        tail = place.tail
        place.clear()
        place.tail = tail
    words = page.xpath("//body")[0].text_content()
    known = r"10-K|20-F|8-K|6-K|Item 1C|Item 16K|Item 1\.05|ISO 27001|\$?\b(700|75) million|/A\b|10-KT|10-K/A"
    left = re.findall(r"[^\s]*\d[^\s]*", re.sub(known, "", words))
    days = [word for word in left if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", word)]
    assert [word for word in left if word not in days] == []


def test_the_numbers_in_a_picture_are_those_of_its_table(
    page: html.HtmlElement, answers: dict[str, list[dict[str, object]]]
) -> None:
    for name in ("oversight", "cadence", "roles", "years", "frameworks", "certifications"):
        for panel, comparison in zip(
            page.xpath(f"//section[@id='{name}']//figure"), ("form", "size", "season"), strict=True
        ):
            drawn = sorted(
                text.text for text in panel.iter("text") if re.fullmatch(r"\d+\.\d", text.text or "")
            )
            told = sorted(f"{row['percent']:.1f}" for row in answers[name] if row["comparison"] == comparison)
            assert drawn == told, (name, comparison)


def test_every_figure_names_base_date_sql_and_csv(page: html.HtmlElement, site: Path) -> None:
    newest = page.xpath("string(//footer//time)")
    assert date.fromisoformat(newest)
    for name in ORDER:
        section = page.xpath(f"//section[@id='{name}']")[0]
        assert section.xpath("string(.//time)") == newest
        assert "Base (n)" in section.text_content()
        assert section.xpath(".//pre")[0].text.endswith((site / "figures" / f"{name}.sql").read_text()[-40:])
        assert f"figures/{name}.csv" in section.xpath(".//a/@href")
        for link in section.xpath(".//a/@href"):
            assert (site / link.split("#")[0]).is_file()


def test_a_picture_is_told_in_one_sentence_and_needs_no_script(page: html.HtmlElement) -> None:
    pictures = page.xpath("//*[name()='svg']")
    assert len(pictures) >= 20
    assert all(picture.get("role") == "img" and picture.get("aria-label") for picture in pictures)
    assert page.xpath("//script") == []
