"""What a person is told of a filing, in words: the entries of the feed and of messages, from the warehouse.

Not here: their form as Atom (`feed.py`), sending them (`pipelines/announce.py`). Everything that a filing says is
plain text here, without control characters and marks that reverse the reading direction.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from pipelines.words import say

EDGAR_ZONE = ZoneInfo("America/New_York")
"""EDGAR's clock; `core.filing.accepted_at` is in it, without saying so."""

EXCERPT_CHARACTERS = 700
MOST_OFFICERS = 6

_INCIDENTS = """
SELECT
    f.accession_number, f.cik, f.company_name, f.form, f.filed, f.accepted_at, f.url, f.is_amendment,
    c.tickers[1] AS ticker,
    i.* EXCLUDE (accession_number)
FROM core.incident AS i
JOIN core.filing AS f USING (accession_number)
JOIN core.company AS c USING (cik)
ORDER BY coalesce(f.accepted_at, f.filed) DESC, f.accession_number DESC
LIMIT ?
"""

_DISCLOSURES = """
WITH newest AS (
    SELECT *
    FROM core.filing
    WHERE is_annual AND status <> 'not_read'
    ORDER BY coalesce(accepted_at, filed) DESC, accession_number DESC
    LIMIT ?
)
SELECT
    f.accession_number, f.cik, f.company_name, f.form, f.filed, f.accepted_at, f.url, f.is_amendment,
    c.tickers[1] AS ticker,
    f.period_of_report,
    d.oversight_structure, d.committees, d.cadence, d.frameworks, d.certifications, d.material_effect,
    d.processes_integrated, d.third_party_engaged, d.third_party_oversight, d.materially_affected,
    d.management_responsible, d.management_reports_to_board,
    coalesce(
        d.board_oversight_text, d.processes_text, d.section_text, d.role_of_management_text, d.board_committee_text,
        d.management_responsible_text
    ) AS words,
    (
        SELECT list({'title': o.title, 'years': o.years, 'scope': o.scope} ORDER BY o.officer_number)
        FROM core.officer AS o
        WHERE o.accession_number = f.accession_number AND o.role NOT IN ('TEAM', 'COMMITTEE', 'EXTERNAL')
    ) AS officers
FROM newest AS f
JOIN mart.disclosure AS d USING (accession_number)
JOIN core.company AS c ON c.cik = f.cik
ORDER BY coalesce(f.accepted_at, f.filed) DESC, f.accession_number DESC
"""

_ANSWERS = (
    "processes_integrated", "third_party_engaged", "third_party_oversight", "materially_affected",
    "management_responsible", "management_reports_to_board",
)  # fmt: skip
"""The yes-or-no answers of Item 106, columns of `mart.disclosure`."""

_UNSEEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""What XML does not allow, other control characters, and marks that reverse the reading direction."""
_HEADING = re.compile(
    r"^\s*Item\s+1\.05[.:\s]*(?:Material\s+Cybersecurity\s+Incidents?[.:\s]*)?", re.IGNORECASE
)
"""The item's heading, which an excerpt can do without."""


@dataclass(frozen=True)
class Entry:
    """One filing as a person is told of it."""

    accession_number: str
    kind: str
    """`incident` or `annual`."""
    form: str
    title: str
    company: str
    moment: datetime
    """When EDGAR accepted it; the beginning of the day of filing where only an index knows the filing."""
    url: str
    """The filing's page at SEC."""
    lines: tuple[tuple[str, str], ...]
    """What is told: heading and text."""
    amends: str | None = None
    """The incident report that it amends, where the warehouse holds that."""


def incidents(connection: duckdb.DuckDBPyConnection, most: int) -> list[Entry]:
    """The newest incident reports, newest first."""
    return [
        _entry(row, "incident", "Incident", "", tuple(_incident_lines(row)))
        for row in _rows(connection, _INCIDENTS, most)
    ]


def disclosures(connection: duckdb.DuckDBPyConnection, most: int) -> list[Entry]:
    """The newest annual reports that were read, newest first."""
    found = []
    for row in _rows(connection, _DISCLOSURES, most):
        period = row["period_of_report"]
        more = f", year to {period:%Y-%m}" if period else ""
        found.append(_entry(row, "annual", "Annual disclosure", more, tuple(_annual_lines(row))))
    return found


def clean(text: str) -> str:
    """Text from outside without what cannot be seen or moves what is seen; each such character is replaced."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def excerpt(text: str, most: int = EXCERPT_CHARACTERS) -> str:
    """The beginning of a text in one line, at most `most` characters, cut behind a sentence or a word."""
    line = " ".join(clean(text).split())
    if len(line) <= most:
        return line
    head = line[: most - 2]
    sentence = max((m.end() for m in re.finditer(r"[.!?](?=\s)", head)), default=0)
    cut = head[:sentence] if sentence > most // 2 else head.rpartition(" ")[0] or head
    return f"{cut.rstrip(' ,;:')} …"


def _passage(text: str) -> str:
    """An excerpt of a tagged text, which often begins in the middle of a sentence, and then says so."""
    return excerpt(f"… {text}" if text.lstrip()[:1].islower() else _HEADING.sub("", text, count=1))


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, most: int) -> Iterator[Mapping[str, Any]]:
    rows: Iterator[Mapping[str, Any]] = connection.sql(sql, params=[most]).pl().iter_rows(named=True)
    return rows


def _entry(
    row: Mapping[str, Any], kind: str, what: str, more: str, lines: tuple[tuple[str, str], ...]
) -> Entry:
    company = " ".join(clean(row["company_name"]).split()) or f"CIK {row['cik']}"
    ticker = f" ({clean(row['ticker'])})" if row["ticker"] else ""
    filed = row["filed"]
    moment = row["accepted_at"] or datetime(filed.year, filed.month, filed.day)
    return Entry(
        accession_number=row["accession_number"],
        kind=kind,
        form=row["form"],
        title=f"{what}{', amended' if row['is_amendment'] else ''}: {company}{ticker}, {row['form']}{more}",
        company=company,
        moment=moment.replace(tzinfo=EDGAR_ZONE),
        url=f"{row['url']}{row['accession_number']}-index.htm",
        lines=lines,
        amends=row.get("amends"),
    )


def _incident_lines(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if row["kinds"]:
        yield "Incident", in_one_line(row)
    told: list[str] = []
    for heading, column in (
        ("Nature", "nature"),
        ("Scope", "scope"),
        ("Timing", "timing"),
        ("Impact", "impact"),
        ("Not determined", "undetermined"),
        ("Report", "section_text"),
    ):
        text = row[column]
        # One passage is often tagged as several parts.
        if column == "section_text" and told:
            continue  # the whole report, of which the parts were shown
        if text and text.strip() and not any(text in before for before in told):
            told.append(text)
            yield heading, _passage(text) or excerpt(text)
    stated = {True: "said to be material, or reasonably likely to be", False: "said not to be material"}
    if told:
        yield "Material impact", stated.get(row["material_impact_stated"], "not said, or left open")
    else:
        yield "Report", "its text was not read"


def in_one_line(row: Mapping[str, Any]) -> str:
    """Kinds, dates, delay and impact of a row of `core.incident`, in one line."""
    kinds = ", ".join(say(kind).lower() for kind in row["kinds"])
    parts = [f"{kinds[:1].upper()}{kinds[1:]}"]
    for name in ("occurred", "detected", "determined"):
        if day := row[name]:
            what = "found material" if name == "determined" else name
            parts.append(f"{what} {day:%Y-%m}" if row[f"{name}_precision"] == "month" else f"{what} {day}")
    days, since = row["business_days_determined_to_filed"], "was found material"
    if days is None:
        days, since = row["business_days_detected_to_filed"], "was detected"
    if days is not None:
        parts.append(f"filed {days} business day{'' if days == 1 else 's'} after it {since}")
    stated = {
        "yes": "material",
        "no": "not material",
        "undetermined": "not determined",
        "not_stated": "not said",
    }
    impact = "impact on operations {}, on finances {}"
    parts.append(impact.format(stated[row["material_operations"]], stated[row["material_financial"]]))
    return f"{'; '.join(parts)}."


def _annual_lines(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if row["oversight_structure"]:
        yield "Oversight", _oversight(row["oversight_structure"], row["committees"] or [])
    if row["cadence"]:
        yield "The board is told", say(row["cadence"])
    if row["officers"]:
        yield "Officers", "; ".join(_officers(row["officers"]))
    if row["frameworks"]:
        yield "Frameworks", _list(row["frameworks"])
    if row["certifications"]:
        yield "Certificates", _list(row["certifications"])
    if row["material_effect"]:
        yield "Material effect of threats", say(row["material_effect"])
    answers = [f"{say(flag)}: {'yes' if row[flag] else 'no'}" for flag in _ANSWERS if row[flag] is not None]
    if answers:
        yield "Answers", "; ".join(answers)
    yield "Text", _passage(row["words"] or "") or "none was read"


def _oversight(structure: str, committees: list[str]) -> str:
    words = say(structure)
    others = (excerpt(name, 80) for name in committees if name.casefold() != words.casefold())
    names = list(dict.fromkeys(others))
    return f"{words} ({', '.join(names)})" if names else words


def _list(codes: list[str]) -> str:
    """Codes as words, in one line; what stands for others comes last."""
    return ", ".join(say(code) for code in sorted(codes, key=lambda code: code == "OTHER"))


def _officers(officers: list[dict[str, Any]]) -> Iterator[str]:
    """Titles as written, each once, with the years of one person."""
    years: dict[str, int | None] = {}
    titles: dict[str, str] = {}
    for officer in officers:
        key = officer["title"].casefold()
        titles.setdefault(key, excerpt(officer["title"], 100))
        own = officer["years"] if officer["scope"] in ("individual", "each") else None
        years[key] = max(filter(None, (years.get(key), own)), default=None)
    for key, title in list(titles.items())[:MOST_OFFICERS]:
        yield f"{title}, {years[key]} years of experience" if years[key] else title
    if len(titles) > MOST_OFFICERS:
        yield f"and {len(titles) - MOST_OFFICERS} more"
