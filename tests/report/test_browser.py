"""The site in a real headless Chromium, from `file://`: it works, asks nobody, and shows every text as text."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import pytest

from pipelines.report.explorer import read_script
from pipelines.report.site import build

from .browser import asked, chromium, until, violations

HOSTILE = '<script>stolen=1</script><img src=x onerror="stolen=1">\'"</dl>${stolen=1} \U0001f480 </script>'
SMALLEST = """
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), sizes = [];
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  if (!texts.currentNode.textContent.trim() || !element.getClientRects().length) continue;
  const scale = element.ownerSVGElement ? element.ownerSVGElement.getScreenCTM().a : 1;
  sizes.push(parseFloat(getComputedStyle(element).fontSize) * scale);
}
return Math.min(...sizes);
"""
"""The smallest letters on a page, in pixels of the screen."""
COUNT = "document.getElementById('count').textContent"
READY = f"{COUNT}.includes(' of ') && {COUNT}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as driver:
        yield driver


@pytest.fixture(scope="module")
def hostile(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A site of a warehouse where names, texts, sentences and addresses of one company try to be markup."""
    folder = tmp_path_factory.mktemp("hostile")
    changed = folder / "warehouse.duckdb"
    shutil.copyfile(warehouse, changed)
    with duckdb.connect(str(changed)) as connection:
        row = connection.execute(
            "SELECT filing.cik, accession_number, concept, ordinal FROM core.oversight"
            " JOIN core.filing USING (accession_number) WHERE evidence IS NOT NULL ORDER BY ALL LIMIT 1"
        ).fetchone()
        assert row is not None
        cik, number, concept, ordinal = row
        connection.execute("UPDATE core.company SET sic_description = ? WHERE cik = ?", [HOSTILE, cik])
        connection.execute(
            "UPDATE core.filing SET company_name = ?, url = 'https://elsewhere.example/' WHERE accession_number = ?",
            [HOSTILE, number],
        )
        connection.execute(
            "UPDATE core.fact SET value = ? || value WHERE accession_number = ? AND concept = ? AND ordinal = ?",
            [HOSTILE, number, concept, ordinal],
        )
        for table in ("oversight", "committee", "cadence", "officer", "framework", "certification"):
            connection.execute(
                f'UPDATE core.{table} SET "start" = "start" + ?, "end" = "end" + ?'
                " WHERE accession_number = ? AND concept = ? AND ordinal = ?",
                [len(HOSTILE), len(HOSTILE), number, concept, ordinal],
            )
        connection.execute("UPDATE core.committee SET name = ? WHERE accession_number = ?", [HOSTILE, number])
        connection.execute("UPDATE core.incident_evidence SET evidence = ? || evidence", [HOSTILE])
        connection.execute("UPDATE core.officer SET title = ? WHERE accession_number = ?", [HOSTILE, number])
    site = folder / "site"
    site.mkdir()
    build(changed, site)
    return site, cik


def pages(site: Path, cik: int) -> list[tuple[str, str]]:
    """Every kind of page, with what is true once it is there; companies with an incident and without."""
    stricken = next(row[0] for row in read_script(site / "data" / "index.js")["companies"] if row[8])
    story = min(site.glob("incident-*.html")).name
    return [
        ("index.html", "document.querySelectorAll('svg').length > 8"),
        ("question-oversight.html", "document.querySelectorAll('svg').length == 3"),
        ("question-flags.html", "document.querySelector('#list table')"),
        ("groups.html", "document.querySelector('.matrix a')"),
        ("group-D-all.html", "document.querySelectorAll('.topic').length == 5"),
        (story, "document.querySelector('.steps li')"),
        (f"company.html#{stricken}", "document.querySelector('.report')"),
        ("explorer.html", READY),
        (f"company.html#{cik}", "document.querySelector('.report')"),
    ]


def calm(browser: Any) -> list[str]:
    """What the console has to complain of, and every address asked for that is not a file."""
    return [entry["message"] for entry in browser.get_log("browser")] + [
        address for address in asked(browser) if not address.startswith(("file://", "data:"))
    ]


def test_each_page_opens_without_complaint_asks_nobody_and_passes_axe(browser: Any, site: Path) -> None:
    cik = read_script(site / "data" / "index.js")["companies"][0][0]
    for page, ready in pages(site, cik):
        asked(browser)
        browser.get(f"{site.as_uri()}/{page}")
        until(browser, ready)
        assert violations(browser) == [], page
        if page.startswith(("company", "group-")):
            dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
            assert violations(browser) == [], f"{page} in the dark"
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        assert calm(browser) == [], page


PAPER = 703
"""The width of a printed page, A4 without its margins, in pixels."""


CUT = "return [...document.querySelectorAll('.picture')].filter(one => one.scrollWidth > one.clientWidth + 1).length"


@pytest.mark.parametrize("width", [1280, 390, PAPER])
def test_no_page_is_wider_than_the_screen_or_the_paper(browser: Any, site: Path, width: int) -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print" if width == PAPER else ""})
    screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    cik = read_script(site / "data" / "index.js")["companies"][0][0]
    for page, ready in pages(site, cik):
        browser.get("about:blank")
        browser.get(f"{site.as_uri()}/{page}")
        until(browser, ready)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, page
        assert browser.execute_script(CUT) == 0, f"a picture of {page} is cut, or must be moved aside"
        assert browser.execute_script(SMALLEST) >= (12 if width != PAPER else 7), page
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def type_in(browser: Any, words: str) -> str:
    browser.execute_script(
        "const field = document.getElementById('query'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input'))",
        words,
    )
    return str(browser.execute_script(f"return {COUNT}"))


def test_search_finds_a_company_by_name_ticker_and_cik_and_filters_change_the_counts(
    browser: Any, site: Path
) -> None:
    companies = read_script(site / "data" / "index.js")["companies"]
    cik, name, _, tickers, *_ = next(company for company in companies if company[3])
    browser.get(f"{site.as_uri()}/explorer.html")
    whole = until(browser, READY)
    assert whole.startswith(f"{len(companies)} of {len(companies)} ")
    for words in (name.lower(), tickers[0].lower(), str(cik)):
        assert type_in(browser, words) != whole
        assert browser.execute_script("return document.querySelector('tbody a').hash") == f"#{cik}"
    assert type_in(browser, "no company has this name").startswith("0 of ")
    assert type_in(browser, "") == whole


def buttons(browser: Any, facet: str) -> list[tuple[str, int]]:
    """The choices of a facet and the number beside each."""
    found = browser.execute_script(
        'return [...document.querySelectorAll(`button[data-facet="${arguments[0]}"]`)].map((button) =>'
        " [button.dataset.code, button.querySelector('.n').textContent])",
        facet,
    )
    return [(code, int(number.replace(",", ""))) for code, number in found]


def choose(browser: Any, facet: str, code: str) -> str:
    browser.execute_script(
        'document.querySelector(`button[data-facet="${arguments[0]}"][data-code="${arguments[1]}"]`).click()',
        facet,
        code,
    )
    return str(browser.execute_script(f"return {COUNT}"))


def test_each_facet_says_how_many_companies_it_leaves_and_leaves_as_many(browser: Any, site: Path) -> None:
    browser.get("about:blank")
    browser.get(f"{site.as_uri()}/explorer.html")
    whole = until(browser, READY)
    for facet in (
        "form",
        "year",
        "industry",
        "size",
        "structure",
        "cadence",
        "framework",
        "role",
        "incident",
    ):
        choices = buttons(browser, facet)
        assert choices, facet
        code, number = choices[-1]
        assert choose(browser, facet, code).startswith(f"{number} of "), (facet, code)
        assert dict(buttons(browser, facet)) == dict(choices), (
            "the choices of a facet do not narrow each other"
        )
        assert choose(browser, facet, code) == whole


def words_in(browser: Any, words: str) -> str:
    browser.execute_script(
        "const field = document.getElementById('words'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input'))",
        words,
    )
    until(
        browser,
        "decodeURIComponent(location.hash.replaceAll('+', ' ')).includes(document.getElementById('words').value)",
    )
    return str(browser.execute_script(f"return {COUNT}"))


ROWS = """return [...document.querySelectorAll('tbody tr')].map((row) =>
  [row.querySelector('a').hash, ...[...row.querySelectorAll('td:not(.who)')].map((cell) => cell.textContent)].join(' | '))"""


def test_a_view_is_its_address(browser: Any, site: Path) -> None:
    """The way of a reader: words, a name, a facet, an order, a company, its peers; the address opened afresh shows the
    same."""
    browser.get("about:blank")
    browser.get(f"{site.as_uri()}/explorer.html")
    until(browser, READY)
    whole = words_in(browser, "penetration")
    type_in(browser, "e")
    (code, number), *_ = buttons(browser, "structure")
    assert choose(browser, "structure", code).startswith(f"{number} of ")
    browser.execute_script(
        "[...document.querySelectorAll('.sort')].find((b) => b.textContent == 'Latest report').click()"
    )
    shown = browser.execute_script(ROWS)
    filed = [re.search(r"\d{4}-\d\d-\d\d", row) for row in shown]
    days = [match.group() for match in filed if match]
    assert days == sorted(days, reverse=True) and 0 < len(days) == number < int(whole.split()[0])
    address = browser.current_url
    browser.execute_script("document.querySelector('tbody a').click()")
    until(browser, "document.querySelector('.report')")
    company = browser.current_url
    beside = browser.execute_script("return document.querySelector('.report table').textContent")
    assert "Companies like it" in beside
    browser.get("about:blank")
    browser.get(company)
    until(browser, "document.querySelector('.report')")
    assert browser.execute_script("return document.querySelector('.report table').textContent") == beside
    assert browser.title.removesuffix(" – cyd") in browser.execute_script(
        "return document.getElementById('cite').textContent"
    )
    browser.execute_script("document.querySelector('main a[href^=group]').click()")
    until(browser, "document.querySelector('.topic')")
    browser.get("about:blank")
    browser.get(address)
    until(browser, f"{READY} && document.querySelectorAll('tbody tr').length == {number}")
    assert browser.execute_script(ROWS) == shown
    fields = "return [document.getElementById('query').value, document.getElementById('words').value]"
    assert browser.execute_script(fields) == ["e", "penetration"]


def test_the_chosen_industry_and_size_lead_to_the_page_of_companies_like_these(
    browser: Any, site: Path
) -> None:
    browser.get("about:blank")
    browser.get(f"{site.as_uri()}/explorer.html#industry=D")
    until(browser, READY)
    link = until(browser, "document.querySelector('#like a') && document.querySelector('#like a').href")
    assert link == f"{site.as_uri()}/group-D-all.html"


def test_words_of_the_texts_find_the_reports_that_say_them_and_show_the_sentence(
    browser: Any, site: Path, warehouse: Path
) -> None:
    browser.get("about:blank")
    browser.get(f"{site.as_uri()}/explorer.html")
    until(browser, READY)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        (companies,) = connection.execute(
            "SELECT count(DISTINCT filing_company.cik) FROM core.fact"
            " JOIN core.filing USING (accession_number) JOIN core.filing_company USING (accession_number)"
            " WHERE is_annual AND regexp_matches(lower(value), '\\bpenetration')"
        ).fetchone()  # type: ignore[misc]
    assert companies > 0
    assert words_in(browser, "penetration").startswith(f"{companies} of ")
    browser.execute_script("document.querySelector('.said').scrollIntoView()")
    said = until(
        browser, "document.querySelector('.said mark') && document.querySelector('.said').textContent"
    )
    assert "penetration" in said.lower()
    assert words_in(browser, "penetration nosuchword").startswith("0 of ")
    browser.execute_script("document.getElementById('clear').click()")
    assert not browser.execute_script(f"return {COUNT}").startswith("0 of ")


def test_a_text_with_markup_quotes_or_script_is_shown_as_text(
    browser: Any, hostile: tuple[Path, int]
) -> None:
    site, cik = hostile
    for page, ready in pages(site, cik):
        browser.get(f"{site.as_uri()}/{page}")
        until(browser, ready)
        assert browser.execute_script("return [typeof stolen, document.images.length]") == ["undefined", 0]
        assert calm(browser) == []
    shown = browser.execute_script("return document.getElementById('company').textContent")
    assert shown.count(HOSTILE) >= 3


def test_a_mark_holds_the_very_sentence_and_a_filing_leads_to_sec_alone(
    browser: Any, hostile: tuple[Path, int]
) -> None:
    site, cik = hostile
    browser.get("about:blank")
    browser.get(f"{site.as_uri()}/company.html#{cik}")
    until(browser, "document.querySelector('.report')")
    sentences = browser.execute_script(
        "return [...document.querySelectorAll('blockquote')].map((quote) => {"
        " const button = quote.querySelector('button'); if (!button) return ['', ''];"
        " button.click(); return [quote.textContent.replace(button.textContent, ''),"
        " document.activeElement.textContent]; })"
    )
    assert sentences
    for evidence, marked in sentences:
        letters = "".join(filter(str.isalnum, evidence))
        assert letters and letters in "".join(filter(str.isalnum, marked))
    links = browser.execute_script("return [...document.querySelectorAll('main a')].map((link) => link.href)")
    outside = [link for link in links if not link.startswith(site.as_uri())]
    assert outside
    assert all(link.startswith("https://www.sec.gov/Archives/edgar/data/") for link in outside)


def test_a_report_leads_to_the_first_sentence_of_its_item_in_its_document_at_sec(
    browser: Any, site: Path
) -> None:
    for path in sorted((site / "data").glob("[0-9]*.js")):
        known = [
            (company["cik"], report)
            for company in read_script(path).values()
            for report in company["reports"]
            if report["document"] and report["texts"]
        ]
        if known:
            break
    cik, report = known[0]
    browser.get("about:blank")
    browser.get(f"{site.as_uri()}/company.html#{cik}")
    until(browser, "document.querySelector('.report')")
    links = browser.execute_script("return [...document.querySelectorAll('main a')].map((link) => link.href)")
    whole = f"https://www.sec.gov/{report['document']}#:~:text="
    (words, *_) = [unquote(link.removeprefix(whole)) for link in links if link.startswith(whole)]
    assert len(words.split()) > 5
    assert words in " ".join(report["texts"][0]["value"].split())


def test_of_the_real_filings_the_search_finds_qifu_with_sixteen_years_and_the_full_board(
    browser: Any, real_home: Path, tmp_path: Path
) -> None:
    build(real_home / "warehouse.duckdb", tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 60_000_000
    browser.get(f"{tmp_path.as_uri()}/explorer.html")
    until(browser, READY)
    assert type_in(browser, "QIFU").startswith("1 of ")
    browser.execute_script("document.querySelector('tbody a').click()")
    until(browser, "document.querySelector('.report')")
    report = next(
        section
        for section in browser.execute_script(
            "return [...document.querySelectorAll('.report')].map((section) => [section.textContent,"
            " ...[...section.querySelectorAll('mark')].map((mark) => mark.textContent)])"
        )
        if section[0].startswith("20-F filed 2025-03-25")
    )
    words, *marked = report
    assert "16 years" in words and "Full board" in words
    assert "Our cybersecurity officer has over 16 years of experience in the field." in words
    assert {"cybersecurity officer", "16 years", "board of directors"} <= set(marked)
    assert calm(browser) == []
