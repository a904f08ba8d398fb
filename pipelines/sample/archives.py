"""SEC's Financial Statement and Notes archives of the sample: the `cyd` facts of a month or quarter among
the rows of other taxonomies, with the losses SEC's own archives have.

Those are: white space folded, every character outside ASCII deleted, markup gone, dates rounded to a month's
end (measured on the real archives, filed 2024-10 to 2026-05).
"""

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from pathlib import Path

import polars as pl

from pipelines.facts.concepts import CONCEPTS, FLAGS
from pipelines.facts.model import fact_frame
from pipelines.facts.text import normalise
from pipelines.sample.files import write_zip
from pipelines.sample.filing import Block, Fact, SampleFiling, facts_of, text_of
from pipelines.sample.numbers import chooser

NOTES_FOLDER = "files/dera/data/financial-statement-notes-data-sets"
QUARTERS = ("2025q1",)
"""Quarters whose months SEC has folded into one archive."""
PUBLISHED_ON_DAY = 4
"""Day of the following month on which the sample's archive of a month comes out."""

SUB_HEADER = (
    "adsh", "cik", "name", "sic", "countryba", "stprba", "cityba", "zipba", "bas1", "bas2", "baph",
    "countryma", "stprma", "cityma", "zipma", "mas1", "mas2", "countryinc", "stprinc", "ein", "former",
    "changed", "afs", "wksi", "fye", "form", "period", "fy", "fp", "filed", "accepted", "prevrpt", "detail",
    "instance", "nciks", "aciks", "pubfloatusd", "floatdate", "floataxis", "floatmems",
)  # fmt: skip
TXT_HEADER = (
    "adsh", "tag", "version", "ddate", "qtrs", "iprx", "lang", "dcml", "durp", "datp", "dimh", "dimn",
    "coreg", "escaped", "srclen", "txtlen", "footnote", "footlen", "context", "value",
)  # fmt: skip
NUM_HEADER = (
    "adsh", "tag", "version", "ddate", "qtrs", "uom", "dimh", "iprx", "value", "footnote", "footlen",
    "dimn", "coreg", "durp", "datp", "dcml",
)  # fmt: skip
TAG_HEADER = (
    "tag", "version", "custom", "abstract", "datatype", "iord", "crdr", "tlabel", "doc",
)  # fmt: skip
PRE_HEADER = (
    "adsh", "report", "line", "stmt", "inpth", "tag", "version", "prole", "plabel", "negating",
)  # fmt: skip
NO_DIMENSIONS = "0x00000000"
_PRESENTED = ("1", "1", "CP", "0", "DocumentType", "dei/2024", "terseLabel", "Document Type", "0")

_MIDDLE = 15
"""Day of the month up to which a date is rounded down."""

_AFS = {"Large accelerated filer": "1-LAF", "Accelerated filer": "2-ACC", "Non-accelerated filer": "4-NON"}
_FOREIGN = (
    (
        "us-gaap/2024",
        "SignificantAccountingPoliciesTextBlock",
        "Revenue is recognised when control of the goods passes.",
    ),
    (
        "us-gaap/2024",
        "IncomeTaxDisclosureTextBlock",
        'The "Act" lowered the rate; the effect (a "catch-up") was small.',
    ),
    (
        "us-gaap/2024",
        "CommitmentsAndContingenciesDisclosureTextBlock",
        "A claim about a leased dock is open.",
    ),
    (
        "us-gaap/2024",
        "SegmentReportingDisclosureTextBlock",
        "There are two segments, which share one research group.",
    ),
    ("dei/2024", "EntityFilerCategory", ""),
    ("dei/2024", "DocumentType", ""),
    ("dei/2024", "EntityRegistrantName", ""),
    ("ecd/2024", "InsiderTrdPoliciesProcAdoptedFlag", "true"),
)
"""Rows of other taxonomies in `txt.tsv`; an empty value is the filing's own."""


def archive_of(month: str) -> str:
    """Name of the archive that holds a month of filing dates, `2025q1_notes.zip` or `2025_04_notes.zip`."""
    year, number = int(month[:4]), int(month[5:])
    quarter = f"{year}q{(number + 2) // 3}"
    return f"{quarter}_notes.zip" if quarter in QUARTERS else f"{year}_{number:02d}_notes.zip"


def write_archives(folder: Path, filings: Sequence[SampleFiling], months: Sequence[str], today: date) -> None:
    """Write the archives of the months that are out on the day `today`."""
    names: dict[str, list[str]] = {}
    for month in months:
        names.setdefault(archive_of(month), []).append(month)
    for name, covered in names.items():
        if _published(max(covered)) <= today:
            held = [f for f in filings if f.in_archive and f"{f.filed:%Y-%m}" in covered]
            write_zip(folder / NOTES_FOLDER / name, notes_archive(held))


def _published(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, PUBLISHED_ON_DAY)


def notes_archive(filings: Sequence[SampleFiling]) -> dict[str, bytes]:
    """The members of the archive of these filings, by name."""
    texts = [row for filing in filings for row in _text_rows(filing)]
    segments = {_segments(fact.member) for filing in filings for fact in facts_of(filing) if fact.member}
    tags = [
        (c.name, version, "0", "0", "boolean" if c.name in FLAGS else "textBlock", "", "", c.label, "")
        for c in CONCEPTS.values()
        for version in sorted({filing.taxonomy for filing in filings})
        if not c.name.endswith("SectionText")
    ] + [(tag, version, "0", "0", "textBlock", "", "", tag, "") for version, tag, _ in _FOREIGN]
    dimensions = [(NO_DIMENSIONS, "", "0"), *((dimhash(text), text, "0") for text in sorted(segments))]
    members: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {
        "sub.tsv": (SUB_HEADER, [_submission(filing) for filing in filings]),
        "tag.tsv": (TAG_HEADER, tags),
        "dim.tsv": (["dimhash", "segments", "segt"], dimensions),
        "num.tsv": (NUM_HEADER, [row for filing in filings for row in _number_rows(filing)]),
        "txt.tsv": (TXT_HEADER, sorted(texts)),
        "pre.tsv": (PRE_HEADER, [(filing.accession_number, *_PRESENTED) for filing in filings]),
    }  # fmt: skip
    return {name: table(header, rows) for name, (header, rows) in members.items()}


def archived_facts(filings: Iterable[SampleFiling]) -> pl.DataFrame:
    """What a faithful reader of the archives must find in them: `FactFrame` rows with source `notes`."""
    rows = []
    for filing in filings:
        end, quarters = rounded(filing.period_end), _quarters(filing)
        for fact in facts_of(filing) if filing.in_archive else ():
            rows.append(
                {
                    "accession_number": filing.accession_number,
                    "cik": filing.cik,
                    "concept": fact.concept,
                    "taxonomy": filing.taxonomy,
                    "period_start": _months_before(end, 3 * quarters) if quarters else end,
                    "period_end": end,
                    "dimensions": _segments(fact.member).rstrip(";"),
                    "ordinal": fact.ordinal,
                    "value": normalise(_value(fact)),
                    "flag": fact.flag,
                    "is_nil": fact.is_nil,
                    "lang": "en-US",
                    "source": "notes",
                    "document": archive_of(f"{filing.filed:%Y-%m}"),
                }
            )
    return fact_frame(rows)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A member: a value that holds a double quote stands in quotes with the inner ones doubled."""
    lines = ("\t".join(quoted(value) for value in row) for row in (header, *rows))
    return ("\n".join(lines) + "\n").encode("ascii")


def quoted(value: str) -> str:
    """A value as the archives write it."""
    return '"' + value.replace('"', '""') + '"' if '"' in value else value


def lossy(text: str) -> str:
    """What SEC's archives keep of a text: white space folded, then every character outside ASCII deleted."""
    return " ".join(text.replace("\u00a0", "\0").split()).encode("ascii", "ignore").decode().replace("\0", "")


def rounded(day: date) -> date:
    """The month's end nearest to a day, as `ddate` and `period` give it (2025-02-01 becomes 2025-01-31)."""
    if day.day > _MIDDLE:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day.replace(day=1) - timedelta(days=1)


def dimhash(segments: str) -> str:
    """A stable hash of a row of `dim.tsv`, in the form SEC's have."""
    return "0x" + hashlib.md5(segments.encode(), usedforsecurity=False).hexdigest()


def _segments(member: str) -> str:
    """SEC's `segments`: axis and member without those words at their ends."""
    return f"MaterialCybersecurityIncident={member.removesuffix('Member')};" if member else ""


def _quarters(filing: SampleFiling) -> int:
    return round(((filing.period_end - filing.period_start).days + 1) / 91.3)


def _months_before(end: date, months: int) -> date:
    """The first day of a period of so many whole months that ends on `end`."""
    place = end.year * 12 + end.month - months
    return date(place // 12, place % 12 + 1, 1)


def _value(fact: Fact) -> str:
    """A fact's text with the losses, without the character references that unescaped facts keep."""
    if fact.is_nil or fact.flag is not None:
        return fact.value
    return lossy(text_of(fact.node) if isinstance(fact.node, Block) else fact.node.text)


def _text_rows(filing: SampleFiling) -> Iterable[tuple[str, ...]]:
    common = (f"{rounded(filing.period_end):%Y%m%d}", str(_quarters(filing)))
    for fact in facts_of(filing):
        value = _value(fact) if fact.escaped else escape(_value(fact), quote=False)
        sizes = (str(len(value) * (1 + 2 * fact.escaped)), str(len(value)))
        hashed = dimhash(_segments(fact.member)) if fact.member else NO_DIMENSIONS
        yield (
            filing.accession_number, fact.concept, filing.taxonomy, *common, str(fact.ordinal), "en-US",
            "", "", "", hashed, "1" if fact.member else "0", "", str(int(fact.escaped)), *sizes,
            "", "", "", value,
        )  # fmt: skip
    own = {
        "EntityFilerCategory": filing.company.category,
        "DocumentType": filing.form,
        "EntityRegistrantName": filing.company.name,
    }
    for version, tag, text in _FOREIGN:
        value = lossy(own.get(tag, text * chooser(filing.accession_number + tag).randrange(1, 4)))
        yield (
            filing.accession_number, tag, version, *common, "0", "en-US", "", "", "", NO_DIMENSIONS, "0", "",
            str(int(tag.endswith("TextBlock"))), str(len(value)), str(len(value)), "", "", "", value,
        )  # fmt: skip


def _number_rows(filing: SampleFiling) -> Iterable[tuple[str, ...]]:
    choose = chooser(f"numbers {filing.accession_number}")
    for tag in ("Assets", "Liabilities", "StockholdersEquity"):
        yield (
            filing.accession_number, tag, "us-gaap/2024", f"{rounded(filing.period_end):%Y%m%d}", "0", "USD",
            NO_DIMENSIONS, "0", f"{choose.randrange(10**6, 10**9)}.0000", "", "", "0", "", "0.0", "0.0", "-3",
        )  # fmt: skip


def _submission(filing: SampleFiling) -> list[str]:
    company, end = filing.company, filing.period_end
    annual = not filing.form.startswith(("8-K", "6-K"))
    values = {
        "adsh": filing.accession_number,
        "cik": str(company.cik),
        "name": lossy(company.name),
        "sic": str(company.sic),
        "countryba": company.country,
        "stprba": company.state if company.country == "US" else "",
        "countryinc": company.country,
        "stprinc": company.incorporated if company.country == "US" else "",
        "afs": _AFS.get(company.category, ""),
        "wksi": "0",
        "fye": f"{rounded(end):%m%d}" if annual else "1231",
        "form": filing.form,
        "period": f"{rounded(end):%Y%m%d}",
        "fy": str((end - timedelta(days=90)).year) if annual else "",
        "fp": "FY" if annual else "",
        "filed": f"{filing.filed:%Y%m%d}",
        "accepted": f"{filing.accepted:%Y-%m-%d %H:%M:%S}.0",
        "prevrpt": "0",
        "detail": "1",
        "instance": filing.instance,
        "nciks": str(len(filing.companies)),
        "aciks": " ".join(str(other.cik) for other in filing.companies[1:]),
        "pubfloatusd": f"{company.public_float}.00" if company.public_float and annual else "",
    }
    return [values.get(name, "") for name in SUB_HEADER]
