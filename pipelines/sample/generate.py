"""The sample EDGAR: every filing in memory with its truth, and all of it as files in SEC's own paths.

    write_sample(folder)     then CYD_EDGAR_URL=file://<folder>

The same code writes the same bytes. How each file looks is `archives.py`, `indexes.py`, `inline.py`,
`pages.py`.
"""

import random
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.sample import SAMPLE_TODAY, archives, folders, incidents, indexes, words
from pipelines.sample.companies import Entry, calendar, companies
from pipelines.sample.disclosure import (
    Profile,
    annual_disclosure,
    blank_check_disclosure,
    incident_disclosure,
    single_tag_disclosure,
)
from pipelines.sample.filing import Company, Node, Officer, Paragraph, SampleFiling, Truth
from pipelines.sample.numbers import chooser, likely

SAMPLE_MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2026-02", "2026-03")
"""Months of filing dates in which the sample has filings."""

_LEADS = ("CISO", "CISO", "CIO", "CTO", "CSO", "VP_SECURITY", "DIR_IT", "ISO", "VP_IT", "DIR_SECURITY")
_SECONDS = ("CIO", "CTO", "CDO", "CRO", "CFO", "GC")
_QUALIFIERS = ("over", "over", "exact", "exact", "approximately", "at_least")
_EXPERTISE = ("by_name", "each", "respectively", "team_combined", "team_average")
_STRUCTURES = ("full_board", "management_only", "not_disclosed", *words.COMMITTEES)


@cache
def sample_filings() -> list[SampleFiling]:
    """Every filing of the sample, in the order of filing."""
    known = companies()
    serials: dict[int, int] = {}
    filings: list[SampleFiling] = []
    for entry in calendar():
        serials[entry.filed.year] = serials.get(entry.filed.year, 0) + 1
        number = f"000{2_999_001}-{entry.filed:%y}-{serials[entry.filed.year]:06d}"
        filings.append(_filing(entry, number, known, filings))
    return filings


def write_sample(folder: Path, *, months: list[str] | None = None, today: date = SAMPLE_TODAY) -> None:
    """Write the sample below `folder` as EDGAR stands on the day `today`: filings of that day are public, the
    index of the running quarter ends with last Friday and daily indexes hold the rest, and an archive is out
    on the fourth of the month after its period. With `months`, only the filings and archives of these."""
    filings = [
        filing
        for filing in sample_filings()
        if filing.filed <= today and (months is None or f"{filing.filed:%Y-%m}" in months)
    ]
    wanted = months or [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]
    archives.write_archives(folder, filings, [month for month in SAMPLE_MONTHS if month in wanted], today)
    indexes.write_indexes(folder, filings, list(companies().values()), today)
    for filing in filings:
        folders.write_folder(folder, filing)


def _filing(entry: Entry, number: str, known: dict[str, Company], before: list[SampleFiling]) -> SampleFiling:
    company, cases = known[entry.ticker], entry.cases
    filers = (company, known["WHNH"]) if "coregistrant" in cases else (company,)
    body, truth = _disclosure(entry, company)
    stem = company.ticker.lower()
    is_incident = "incident" in cases
    suffix = (
        "" if entry.form in ("10-K", "20-F") else "x" + entry.form.lower().replace("-", "").replace("/", "")
    )
    original = entry.form.removesuffix("/A")
    amends = next(
        (f.accession_number for f in reversed(before) if f.cik == company.cik and f.form == original), None
    )
    return SampleFiling(
        accession_number=number,
        form=entry.form,
        filed=entry.filed,
        period_start=entry.period_start,
        period_end=entry.period_end,
        companies=filers,
        document=f"{stem}-{entry.period_end:%Y%m%d}{suffix}.htm",
        body=body,
        truth=truth,
        taxonomy="cyd/2025" if entry.filed >= date(2025, 6, 1) else "cyd/2024",
        tagged="untagged" not in cases and "amendment_without" not in cases,
        in_archive="absent" not in cases and not (is_incident and "untagged" in cases),
        items=_items(entry),
        amends=amends if entry.form.endswith("/A") else None,
        cases=cases,
    )


def _items(entry: Entry) -> tuple[str, ...]:
    if "incident" not in entry.cases or not entry.form.startswith("8-K"):
        return ()
    return ("8.01", "9.01") if "other_item" in entry.cases else ("1.05", "9.01")


def _disclosure(entry: Entry, company: Company) -> tuple[tuple[Node, ...], Truth | None]:
    cases = entry.cases
    if report := next((incidents.REPORTS[case] for case in incidents.REPORTS if case in cases), None):
        told = [paragraph.format(name=company.name.title()) for paragraph in report]
        return tuple(Paragraph((paragraph.replace("'", "\u2019"),)) for paragraph in told), None
    if "incident" in cases:
        member = "March2025IncidentMember" if "member" in cases else ""
        day = f"{entry.period_end:%B} {entry.period_end.day}, {entry.period_end.year}"
        return incident_disclosure(company.name.title(), day, amended="amended" in cases, member=member), None
    if "press_release" in cases or "amendment_without" in cases:
        return (Paragraph(("This report furnishes information that the earlier one left out.",)),), None
    if "blank_check" in cases:
        return blank_check_disclosure()
    if "single_tag" in cases:
        return single_tag_disclosure()
    return annual_disclosure(_profile(entry, company))


def _profile(entry: Entry, company: Company) -> Profile:
    """What the company's disclosure says: drawn once for the company, bent by its cases and, in the second
    year, changed: another lead officer, a flag turned over, the board told more often."""
    cases, choose = entry.cases, chooser(f"profile {company.cik}")
    structure = choose.choice(
        ("audit_committee", "audit_committee", "audit_committee", "full_board", "risk_committee")
    )
    structure = next((code for code in _STRUCTURES if code in cases), structure)
    committees = choose.choice(words.COMMITTEES.get(structure, ((),)))
    cadence = choose.choice(list(words.CADENCE))
    officers = _officers(cases, choose)
    frameworks = ("NIST", "FFIEC") if "frameworks_bank" in cases else _frameworks(choose)
    effect = next((code for code in ("yes", "not_stated") if code in cases), "no")
    flag = {"yes": True, "no": False, "not_stated": None}[effect]
    second = "second_year" in cases
    if second and officers and officers[0].role != "EXTERNAL":
        lead = _officer("CISO", choose)
        if "each" in cases:
            lead = replace(lead, years=officers[0].years, qualifier=officers[0].qualifier)
        officers = (lead, *officers[1:])
    if structure in ("management_only", "not_disclosed") or "no_cadence" in cases or not officers:
        cadence = "not_disclosed"
    return Profile(
        seed=f"text {company.cik}",
        structure=structure,
        committees=committees,
        cadence="monthly" if second and cadence == "quarterly" else cadence,
        officers=officers,
        expertise=next(
            (form for form in _EXPERTISE if form in cases),
            "none" if "no_experience" in cases else "individual",
        ),
        frameworks=frameworks,
        effect=effect,
        effect_flag=True if "contradiction" in cases else flag,
        integrated=likely(choose, 0.9),
        engaged=likely(choose, 0.8) != second,
        nested="flat" not in cases,
        typography=_typography(cases),
        cases=cases,
    )


def _typography(cases: frozenset[str]) -> frozenset[str]:
    styles = cases & {"ligatures", "no_break"}
    return styles if "straight_quotes" in cases else styles | {"curly"}


def _frameworks(choose: random.Random) -> tuple[str, ...]:
    codes = choose.sample([code for code in words.FRAMEWORKS if code != "NIST"], choose.choice((0, 0, 1, 2)))
    soc = ["SOC"] if likely(choose, 0.3) else []
    nist = ["NIST"] if likely(choose, 0.7) else []
    return (*nist, *codes, *soc)


def _officers(cases: frozenset[str], choose: random.Random) -> tuple[Officer, ...]:
    if "external" in cases:
        return (Officer(words.TITLES["EXTERNAL"][0], "EXTERNAL"),)
    lead = _officer(choose.choice(_LEADS), choose)
    pair = bool({"each", "respectively"} & cases)
    if not pair and likely(choose, 0.5):
        return (lead,)
    second = _officer(choose.choice([role for role in _SECONDS if role != lead.role]), choose)
    if "each" in cases:
        second = Officer(second.title, second.role, lead.years, lead.qualifier, "each", second.tenure_years)
    return (lead, second)


def _officer(role: str, choose: random.Random) -> Officer:
    held = (choose.choice(list(words.CERTIFICATES)),) if likely(choose, 0.4) else ()
    return Officer(
        title=choose.choice(words.TITLES[role]),
        role=role,
        years=choose.randrange(8, 36),
        qualifier=choose.choice(_QUALIFIERS),
        scope="individual",
        tenure_years=choose.randrange(2, 15) if likely(choose, 0.25) else None,
        certifications=held,
    )
