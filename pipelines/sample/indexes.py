"""The sample's indexes: quarterly and daily `master.idx`, the tickers files, submissions data, and a
full-text search answer. Which filings are public on a day is `generate.py`."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from pipelines.sample.files import write_file
from pipelines.sample.filing import Company, SampleFiling

_OTHER_FORMS = ("4", "10-Q", "SC 13G", "424B5", "DEF 14A")
_DAILY_SINCE_DAYS = 100
"""Daily indexes are written for so many days back: enough for the quarter that runs and the one before."""


def write_indexes(
    folder: Path, filings: Sequence[SampleFiling], companies: Sequence[Company], today: date
) -> None:
    """Write every index as it stands on the day `today`."""
    quarters = sorted({_quarter(filing.filed) for filing in filings} | {_quarter(today)})
    for year, quarter in quarters:
        running = (year, quarter) == _quarter(today)
        last = today - timedelta(days=(today.weekday() - 4) % 7 or 7) if running else date(9999, 1, 1)
        held = [f for f in filings if _quarter(f.filed) == (year, quarter) and f.filed <= last]
        path = folder / f"Archives/edgar/full-index/{year}/QTR{quarter}/master.idx"
        write_file(path, quarterly_index(held, companies, min(last, _last_day(year, quarter))))
    for day in (today - timedelta(days=back) for back in range(_DAILY_SINCE_DAYS)):
        if day.weekday() in range(5):
            year, quarter = _quarter(day)
            path = folder / f"Archives/edgar/daily-index/{year}/QTR{quarter}/master.{day:%Y%m%d}.idx"
            write_file(path, daily_index([f for f in filings if f.filed == day], companies, day))
    write_file(folder / "files/company_tickers.json", company_tickers(companies))
    write_file(folder / "files/company_tickers_exchange.json", company_tickers_exchange(companies))
    for company in companies:
        data = submissions(company, [f for f in filings if company in f.companies])
        write_file(folder / f"submissions/CIK{company.cik:010d}.json", data)
    write_file(folder / "LATEST/search-index.json", search_index(filings))


def quarterly_index(filings: Iterable[SampleFiling], companies: Sequence[Company], received: date) -> bytes:
    """`full-index/…/master.idx`: dates with dashes, rows in the order of CIK as text; latin-1."""
    rows = [(c.cik, c.name, f.form, f"{f.filed:%Y-%m-%d}", _path(f, c)) for f in filings for c in f.companies]
    rows += [(*row[:3], f"{received:%Y-%m-%d}", row[3]) for row in _other_rows(companies, received)]
    head = (
        f"Description:           Master Index of EDGAR Dissemination Feed\nLast Data Received:   "
        f" {received:%B} "
        f"{received.day}, {received.year}\nComments:              webmaster@sec.gov\n"
        "Anonymous FTP:         ftp://ftp.sec.gov/edgar/\nCloud HTTP:            https://www.sec.gov/Archives/\n"
        "\n \n \n \nCIK|Company Name|Form Type|Date Filed|Filename\n"
    )
    return _index(head, rows)


def daily_index(filings: Iterable[SampleFiling], companies: Sequence[Company], day: date) -> bytes:
    """`daily-index/…/master.YYYYMMDD.idx`: `File Name` with a space, dates without dashes; latin-1."""
    rows = [(c.cik, c.name, f.form, f"{f.filed:%Y%m%d}", _path(f, c)) for f in filings for c in f.companies]
    rows += [(*row[:3], f"{day:%Y%m%d}", row[3]) for row in _other_rows(companies, day)]
    head = (
        "Description:           Daily Index of EDGAR Dissemination Feed\n"
        f"Last Data Received:    {day:%b} {day.day}, {day.year}\nComments:              webmaster@sec.gov\n"
        "Anonymous FTP:         ftp://ftp.sec.gov/edgar/\n \n \n \nCIK|Company Name|Form Type|Date"
        " Filed|File Name\n"
    )
    return _index(head, rows)


def company_tickers(companies: Sequence[Company]) -> bytes:
    """`files/company_tickers.json`: rows by place, no exchange."""
    rows = {str(n): {"cik_str": c.cik, "ticker": c.ticker, "title": c.name} for n, c in enumerate(companies)}
    return _json(rows)


def company_tickers_exchange(companies: Sequence[Company]) -> bytes:
    """`files/company_tickers_exchange.json`: fields and rows."""
    fields = ["cik", "name", "ticker", "exchange"]
    return _json({"fields": fields, "data": [[c.cik, c.name, c.ticker, c.exchange] for c in companies]})


def submissions(company: Company, filings: Sequence[SampleFiling]) -> bytes:
    """`submissions/CIK….json`: the company and its filings as parallel arrays, newest first."""
    newest = sorted(filings, key=lambda filing: filing.filed, reverse=True)
    years = [filing.period_end for filing in newest if filing.form.startswith(("10-K", "20-F"))]
    recent = {
        "accessionNumber": [f.accession_number for f in newest],
        "filingDate": [f"{f.filed}" for f in newest],
        "reportDate": [f"{f.period_end}" for f in newest],
        "acceptanceDateTime": [f"{f.accepted:%Y-%m-%dT%H:%M:%S}.000Z" for f in newest],
        "act": ["34"] * len(newest),
        "form": [f.form for f in newest],
        "fileNumber": [f"001-{company.cik % 100_000:05d}"] * len(newest),
        "items": [",".join(f.items) for f in newest],
        "size": [250_000] * len(newest),
        "isXBRL": [int(f.tagged) for f in newest],
        "isInlineXBRL": [int(f.tagged) for f in newest],
        "primaryDocument": [f.document for f in newest],
        "primaryDocDescription": [f.form for f in newest],
    }
    address = {
        "stateOrCountry": company.state,
        "stateOrCountryDescription": company.state,
        "isForeignLocation": int(company.country != "US"),
    }
    return _json(
        {
            "cik": f"{company.cik:010d}",
            "entityType": "operating",
            "sic": str(company.sic),
            "sicDescription": company.sic_description,
            "name": company.name,
            "tickers": [company.ticker],
            "exchanges": [company.exchange],
            "category": company.category,
            "fiscalYearEnd": f"{years[0]:%m%d}" if years else "1231",
            "stateOfIncorporation": company.incorporated,
            "stateOfIncorporationDescription": company.incorporated,
            "addresses": {"mailing": address, "business": address},
            "formerNames": [],
            "filings": {"recent": recent, "files": []},
        }
    )


def search_index(filings: Iterable[SampleFiling]) -> bytes:
    """The answer of the full-text search: for Form 8-K with Item 1.05, amendments included, and for the words of
    reports that name no such item."""
    hits = [
        {
            "_index": "edgar_file",
            "_id": f"{f.accession_number}:{f.document}",
            "_score": 1.0,
            "_source": {
                "adsh": f.accession_number,
                "ciks": [f"{c.cik:010d}" for c in f.companies],
                "display_names": [f"{c.name}  ({c.ticker})  (CIK {c.cik:010d})" for c in f.companies],
                "form": f.form,
                "root_form": f.form.removesuffix("/A"),
                "file_type": f.form,
                "file_date": f"{f.filed}",
                "period_ending": f"{f.period_end}",
                "items": list(f.items),
                "sics": [str(c.sic) for c in f.companies],
            },
        }
        for f in filings
        if "1.05" in f.items or {"words", "other_item"} & f.cases
    ]
    total = {"value": len(hits), "relation": "eq"}
    return _json({"took": 1, "timed_out": False, "hits": {"total": total, "max_score": 1.0, "hits": hits}})


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _last_day(year: int, quarter: int) -> date:
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)


def _path(filing: SampleFiling, company: Company) -> str:
    return f"edgar/data/{company.cik}/{filing.accession_number}.txt"


def _other_rows(companies: Sequence[Company], day: date) -> list[tuple[int, str, str, str]]:
    """Rows of forms that do not matter here: every index is full of them."""
    serial = 900_000 + day.toordinal() % 90_000
    return [
        (c.cik, c.name, form, f"edgar/data/{c.cik}/{c.cik:010d}-{day:%y}-{(serial + n) % 1_000_000:06d}.txt")
        for n, (c, form) in enumerate(zip(companies[day.day % 7 :: 9], _OTHER_FORMS * 3, strict=False))
    ]


def _index(head: str, rows: list[tuple[int, str, str, str, str]]) -> bytes:
    lines = sorted("|".join(map(str, row)) for row in rows)
    return (head + "-" * 80 + "\n" + "\n".join(lines) + "\n").encode("latin-1")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
