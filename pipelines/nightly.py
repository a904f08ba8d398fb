"""Which filings' own documents are read, and what is kept of each: the rules of the nightly road.

Full fidelity for the running and the previous month; for months further back, only what no archive told. Not
here: fetching and reading one filing (`documents.py`), Dagster (`assets/documents.py`).
"""

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import dataframely as dy
import polars as pl

from pipelines.edgar.filings import Filing, document_of
from pipelines.edgar.index import ANNUAL_FORMS, INCIDENT_FORMS, companies_of_filings
from pipelines.months import month_of, previous_month
from pipelines.settings import DocumentsStrategy

SETTLED = ("tagged", "found", "doubtful", "cross_reference", "not_required")
"""A filing read so far is not read again; `not_found` may be a page that EDGAR has not rendered yet, `failed` a
source that did not answer: both are tried again."""


class ReadingFrame(dy.Schema):
    """One row per filing whose documents were read or tried: `tagged`, or the status of its section.

    `reader` is the strategy and the version it was read with; another one reads the filing again.
    `period_of_report` is the exact end of the period, which archives round.
    """

    accession_number = dy.String(primary_key=True)
    status = dy.String(regex=r"^(tagged|found|doubtful|cross_reference|not_required|not_found|failed)$")
    reason = dy.String(nullable=True)
    period_of_report = dy.Date(nullable=True)
    facts = dy.Int64()
    reader = dy.String()


READING_SCHEMA = ReadingFrame.create_empty().schema


@dataclass(frozen=True)
class Wanted:
    """A filing whose documents are to be read: as the way to SEC knows it, its form and, where known, its period."""

    filing: Filing
    form: str
    period: date | None = None


def reader_of(strategy: DocumentsStrategy) -> str:
    """What a filing is read with."""
    return f"{strategy} {version('cyd')}"


def wanted_filings(
    index: pl.DataFrame,
    reports: pl.DataFrame,
    submissions: pl.DataFrame,
    archived: pl.DataFrame,
    *,
    month: str,
    today: date,
) -> list[Wanted]:
    """The filings of a month whose documents are to be read, from the index (`FilingIndexFrame`), the incident
    search (`IncidentSearchFrame`), the archive's submissions (`SUBMISSION_SCHEMA`) and its facts (`FactFrame`).

    Annual reports of the index and the archive, 8-Ks of the incident search, and incident reports of which the
    archive has facts. In the running and the previous month all of them: the archive is late, rounds periods
    and loses characters. In older months those of which the archive has no fact: untagged ones, and those that
    it lacks. The rule depends on the day alone, not on what earlier runs did, so a lake caught up in one run is
    the same as one kept up night by night.
    """
    told = archived["accession_number"].unique().implode()
    indexed = companies_of_filings(index.filter(pl.col("form").is_in(ANNUAL_FORMS)))
    known = submissions.filter(
        pl.col("form").is_in(ANNUAL_FORMS)
        | (pl.col("form").is_in(INCIDENT_FORMS) & pl.col("adsh").is_in(told))
    ).select(
        accession_number="adsh",
        cik=pl.col("cik").cast(pl.Int64, strict=False),
        form="form",
        instance="instance",
        # Rounded to a month's end, but the section's reader only asks whether the rule applies yet.
        period=pl.col("period").str.to_date("%Y%m%d", strict=False),
    )
    rows = pl.concat(
        [
            known,
            reports.select(
                "accession_number", "cik", "form", document="primary_document", period="period_ending"
            ),
            indexed.select("accession_number", "cik", "form"),
        ],
        how="diagonal",
    )
    first = rows.group_by("accession_number", maintain_order=True).agg(
        pl.col("cik", "form", "instance", "document", "period").drop_nulls().first()
    )
    if month not in (month_of(today), previous_month(month_of(today))):
        first = first.filter(~pl.col("accession_number").is_in(told))
    return [_wanted(row) for row in first.sort("accession_number").iter_rows(named=True) if row["cik"]]


def _wanted(row: dict[str, object]) -> Wanted:
    document = row["document"] or document_of(row["instance"])  # type: ignore[arg-type]
    filing = Filing(str(row["accession_number"]), int(str(row["cik"])), document)  # type: ignore[arg-type]
    # The archive's period is rounded: it is used for incident reports of the search alone.
    period = row["period"] if row["document"] else None
    return Wanted(filing, str(row["form"]), period)  # type: ignore[arg-type]


def settled(readings: pl.DataFrame | None, reader: str | None) -> set[str]:
    """The filings that need no further reading: read to the end, with the same reader (None: with any)."""
    if readings is None:
        return set()
    done = readings.filter(pl.col("status").is_in(SETTLED))
    return set(done.filter(pl.col("reader") == reader if reader else True)["accession_number"])


def failures(readings: pl.DataFrame) -> set[str]:
    """The filings that could not be read."""
    return set(readings.filter(pl.col("status") == "failed")["accession_number"])


def merged(
    former: pl.DataFrame | None, now: pl.DataFrame, readings: pl.DataFrame, stays: set[str]
) -> pl.DataFrame:
    """What is kept of a table by filing: this run's rows in place of the former ones of the filings it read
    (`readings`), but for those of `stays`, whose former rows stay. In the order of filings, so that it does not
    show on which night a filing was read."""
    of = pl.col("accession_number")
    now = now.filter(~of.is_in(list(stays)))
    if former is not None:
        again = set(readings["accession_number"]) - stays
        now = pl.concat([former.filter(~of.is_in(list(again))), now])
    return now.sort("accession_number", maintain_order=True)
