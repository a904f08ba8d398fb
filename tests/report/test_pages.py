"""The pages of incidents and of groups of companies, and what every page says of itself: each number is its SQL's, each
page is linked, cited and listed."""

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from lxml import html

from pipelines.report.explorer import read_script
from pipelines.report.site import build, filing
from pipelines.words import say, written

FIGURES = (
    "group", "group_share", "group_company", "group_incident", "incident", "incident_step", "incident_sentence",
)  # fmt: skip


@pytest.fixture(scope="module")
def answers(site: Path, warehouse: Path) -> dict[str, list[dict[str, Any]]]:
    """What the SQL that the pages offer gives on the warehouse."""
    found = {}
    for name in (*FIGURES, "summary"):
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            sql = (site / "figures" / f"{name}.sql").read_text()
            found[name] = list(connection.sql(sql).pl().iter_rows(named=True))
    return found


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {path.name: html.fromstring(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}


def spoken(value: object) -> str:
    return "; ".join(say(one) for one in value) if isinstance(value, list) else say(value)


def test_every_number_of_a_group_and_an_incident_is_the_one_its_sql_gives(
    pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, Any]]]
) -> None:
    cells = rows = 0
    for name, page in pages.items():
        if not name.startswith(("group", "incident")):
            continue
        for cell in page.xpath("//data[@data-cell]"):
            figure, row, column = cell.get("data-cell").split("/")
            value = answers[figure][int(row)][column]
            assert (cell.get("value"), cell.text_content()) == (str(value), written(value)), (
                name,
                cell.get("data-cell"),
            )
            cells += 1
        for table in page.xpath("//table[@data-columns]"):
            columns = table.get("data-columns").split()
            for row in table.xpath(".//tr[@data-row]"):
                figure, number = row.get("data-row").split("/")
                answer = answers[figure][int(number)]
                assert answer["page"] == name.removeprefix("group-").removesuffix(".html")
                told = [cell.text_content().strip() for cell in row.xpath("./td | ./th")]
                wanted = [spoken(answer[column]) for column in columns]
                assert [one.replace("-", "") for one in told] == [one.replace("-", "") for one in wanted]
                rows += 1
    assert cells > 60
    assert rows > 60


def test_a_group_counts_each_company_once_and_has_ten_of_them(
    answers: dict[str, list[dict[str, Any]]],
) -> None:
    groups = {row["page"]: row for row in answers["group"]}
    assert {"all-all", "D-all"} <= set(groups)
    assert all(row["companies"] >= 10 for row in groups.values())
    listed = [row["cik"] for row in answers["group_company"] if row["page"] == "D-all"]
    assert len(listed) == len(set(listed)) == groups["D-all"]["companies"]
    for page, group in groups.items():
        structures = [r for r in answers["group_share"] if (r["page"], r["topic"]) == (page, "oversight")]
        assert sum(row["reports"] for row in structures) == group["companies"] == structures[0]["base"]
        assert sum(row["percent"] for row in structures) == pytest.approx(100, abs=0.5)
        for side in ("before", "now"):
            told = [row[side] for row in structures if row[side] is not None]
            assert not told or sum(told) == pytest.approx(100, abs=0.5)


def test_each_incident_has_its_page_with_steps_dates_and_every_sentence(
    pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, Any]]]
) -> None:
    assert answers["incident"]
    for row in answers["incident"]:
        page = pages[f"incident-{row['incident']}.html"]
        words = page.xpath("string(//main)")
        steps = [one for one in answers["incident_step"] if one["incident"] == row["incident"]]
        assert steps
        for step in steps:
            assert filing(step["url"], step["accession_number"]) in page.xpath("//ol//a/@href")
            assert step["filed"].isoformat() in words
        for one in answers["incident_sentence"]:
            assert one["incident"] != row["incident"] or one["evidence"] in words
        quoted = [one.text for one in page.xpath("//div[@class='evidence']/blockquote")]
        assert len(quoted) == len(set(quoted)), "each sentence stands once, with all that rests on it"
        for day in ("occurred", "detected", "determined"):
            assert row[day] is None or row[day] in words
    linked = pages["question-incidents.html"].xpath("//main//a/@href")
    assert any(f"incident-{row['incident']}.html" in linked for row in answers["incident"])


def test_every_page_is_cited_described_and_in_the_index_and_every_link_within_leads_somewhere(
    site: Path, pages: dict[str, html.HtmlElement], answers: dict[str, list[dict[str, Any]]]
) -> None:
    index = json.loads((site / "site.json").read_text())
    assert {page["address"] for page in index["pages"]} == set(pages)
    (summary,) = answers["summary"]
    assert index["loaded"] == str(summary["loaded"]) and index["filed_up_to"] == str(summary["last_filed"])
    for told in index["pages"]:
        page = pages[told["address"]]
        cited = page.xpath("string(//p[@id='cite'])")
        assert told["title"] in cited
        assert all(word in cited for word in (index["version"], index["edition"], index["loaded"]))
        assert page.xpath("string(//meta[@property='og:title']/@content)") == told["title"]
        assert page.xpath("string(//meta[@property='og:description']/@content)") == told["description"]
        assert (site / page.xpath("string(//meta[@property='og:image']/@content)")).is_file()
        assert len(told["description"]) > 20
        for file in told["data"]:
            assert (site / file).is_file(), file
        for link in page.xpath("//a/@href"):
            if not re.match(r"https?:|#", link):
                assert (site / link.split("#")[0]).is_file(), (told["address"], link)


def test_a_groups_data_are_its_rows(site: Path, answers: dict[str, list[dict[str, Any]]]) -> None:
    rows = pl.read_csv(site / "figures" / "group_share-D-all.csv", encoding="utf8-lossy")
    wanted = [row["percent"] for row in answers["group_share"] if row["page"] == "D-all"]
    assert rows["percent"].to_list() == wanted
    titles = read_script(site / "data" / "groups.js")
    assert titles["D-all"] == "Manufacturing: all sizes"
    told = read_script(site / "data" / "group-D-all.js")
    assert sorted(v for topic in told["shares"].values() for v in topic.values()) == sorted(wanted)


def test_where_it_is_known_where_the_site_will_stand_links_to_pages_are_whole(
    warehouse: Path, tmp_path: Path
) -> None:
    build(warehouse, tmp_path, address="https://cyd.example.com/report")
    page = html.fromstring((tmp_path / "groups.html").read_text(encoding="utf-8"))
    whole = "https://cyd.example.com/report/"
    assert page.xpath("string(//meta[@property='og:image']/@content)") == f"{whole}assets/index.png"
    assert page.xpath("string(//link[@rel='canonical']/@href)") == f"{whole}groups.html"
    assert f"{whole}groups.html" in page.xpath("string(//p[@id='cite'])")


def test_a_filing_leads_to_sec_alone() -> None:
    folder = "https://www.sec.gov/Archives/edgar/data/1/000000000125000001/"
    assert filing(folder, "0000000001-25-000001") == f"{folder}0000000001-25-000001-index.htm"
    assert filing("https://elsewhere.example/", "x") == "https://www.sec.gov/Archives/edgar/data/"
