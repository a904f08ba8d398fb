"""Which filings' own documents are read, and what is kept of each: the rules of the nightly road.

Full fidelity for the running and the previous month; for months further back, only what no archive told. Not
here: fetching and reading one filing (`documents.py`), Dagster (`assets/documents.py`).
"""

from dataclasses import dataclass
from datetime import date

import dataframely as dy
import polars as pl

from pipelines.code_version import code_version
from pipelines.edgar.filings import Filing, document_of
from pipelines.edgar.index import ANNUAL_FORMS, INCIDENT_FORMS, VOLUNTARY_FORMS, companies_of_filings
from pipelines.months import month_of, previous_month
from pipelines.settings import DocumentsStrategy

SETTLED = ("tagged", "found", "doubtful", "cross_reference", "not_required")
"""A filing read so far is not read again; `not_found` may be a page that EDGAR has not rendered yet, `failed` a
source that did not answer: both are tried again."""


NO_DOCUMENT = "The source has no document of this filing."
NO_DOCUMENTS = "Not asked for: the source has no documents of filings."
LONGEST_PAUSE = 64
"""Days between two tries at a document that was not there, at most: 1, 2, 4 and so on until then."""


class ReadingFrame(dy.Schema):
    """One row per filing whose documents were read or tried: `tagged`, or the status of its section.

    `item_status` and `item_reason` are those of the whole item of a tagged filing, null where it was not looked for.
    `reader` is the strategy and the version it was read with; another one reads the filing again.
    `period_of_report` is the exact end of the period, which archives round. `tries` counts how often in a row nothing
    was there to be read, and `next_try` is the day from which it is asked for again; null where that is each night.
    """

    accession_number = dy.String(primary_key=True)
    status = dy.String(regex=r"^(tagged|found|doubtful|cross_reference|not_required|not_found|failed)$")
    reason = dy.String(nullable=True)
    item_status = dy.String(
        nullable=True, regex=r"^(found|doubtful|cross_reference|not_required|not_found|failed)$"
    )
    item_reason = dy.String(nullable=True)
    period_of_report = dy.Date(nullable=True)
    facts = dy.Int64()
    reader = dy.String()
    tries = dy.Int32()
    next_try = dy.Date(nullable=True)


READING_SCHEMA = ReadingFrame.create_empty().schema


@dataclass(frozen=True)
class Wanted:
    """A filing whose documents are to be read: as the way to SEC knows it, its form and, where known, its period."""

    filing: Filing
    form: str
    period: date | None = None


def reader_of(strategy: DocumentsStrategy) -> str:
    """What a filing is read with."""
    return f"{strategy} {code_version('pipelines.documents')}"


def is_recent(month: str, today: date) -> bool:
    """Whether a month is read in full: the running one, and the one before."""
    return month in (month_of(today), previous_month(month_of(today)))


def wanted_filings(
    index: pl.DataFrame,
    reports: pl.DataFrame,
    submissions: pl.DataFrame,
    archived: pl.DataFrame,
    *,
    month: str,
    today: date,
    every: bool = False,
) -> list[Wanted]:
    """The filings of a month whose documents are to be read, from the index (`FilingIndexFrame`), the incident
    search (`IncidentSearchFrame`), the archive's submissions (`SUBMISSION_SCHEMA`) and its facts (`FactFrame`).

    Annual reports of the index and the archive, 8-Ks of the incident search, and incident reports of which the
    archive has facts. In the running and the previous month all of them: the archive is late, rounds periods
    and loses characters. In older months those of which the archive has no fact: untagged ones, and those that
    it lacks. The rule depends on the day alone, not on what earlier runs did, so a lake caught up in one run is
    the same as one kept up night by night. With `every` all of them in older months too.
    """
    told = archived["accession_number"].unique().implode()
    indexed = companies_of_filings(index.filter(pl.col("form").is_in(ANNUAL_FORMS)))
    known = submissions.filter(
        pl.col("form").is_in(ANNUAL_FORMS)
        | (pl.col("form").is_in([*VOLUNTARY_FORMS, *INCIDENT_FORMS]) & pl.col("adsh").is_in(told))
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
                "accession_number", "cik", "ciks", "form", document="primary_document", period="period_ending"
            ),
            indexed.select("accession_number", "cik", "ciks", "form"),
        ],
        how="diagonal",
    )
    first = rows.group_by("accession_number", maintain_order=True).agg(
        pl.col("cik", "form", "instance", "document", "period").drop_nulls().first(),
        ciks=pl.concat([pl.col("ciks").explode(), pl.col("cik")]).drop_nulls().unique().sort(),
    )
    if not every and not is_recent(month, today):
        first = first.filter(~pl.col("accession_number").is_in(told))
    return [_wanted(row) for row in first.sort("accession_number").iter_rows(named=True) if row["cik"]]


def _wanted(row: dict[str, object]) -> Wanted:
    document = row["document"] or document_of(row["instance"])  # type: ignore[arg-type]
    ciks = frozenset(row["ciks"])  # type: ignore[call-overload]
    filing = Filing(str(row["accession_number"]), int(str(row["cik"])), document, ciks)  # type: ignore[arg-type]
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


def with_next_try(readings: pl.DataFrame, former: pl.DataFrame | None, today: date) -> pl.DataFrame:
    """Readings of today with `tries` and `next_try`: what was not there, or has no section that is found, is asked for
    again at growing distances; a source that did not answer, each night."""
    former = readings.clear() if former is None else former
    known = former.select("accession_number", before="tries", by="reader")
    absent = pl.col("reason").is_in([NO_DOCUMENT, NO_DOCUMENTS]) | (pl.col("status") == "not_found")
    so_far = pl.when(pl.col("by") == pl.col("reader")).then("before").otherwise(0).fill_null(0)
    tries = pl.when(absent).then(so_far + 1).otherwise(0).cast(pl.Int32)
    pause = pl.min_horizontal(pl.lit(2).pow(pl.col("tries") - 1), pl.lit(LONGEST_PAUSE)).cast(pl.Int64)
    return (
        readings.join(known, on="accession_number", how="left", maintain_order="left")
        .with_columns(tries=tries)
        .with_columns(next_try=pl.when(pl.col("tries") > 0).then(pl.lit(today) + pl.duration(days=pause)))
        .select(READING_SCHEMA.names())
    )


def waiting(readings: pl.DataFrame | None, reader: str, today: date) -> set[str]:
    """The filings that this reader found nothing of and whose next try is on a later day."""
    if readings is None:
        return set()
    later = (pl.col("reader") == reader) & (pl.col("next_try") > today)
    return set(readings.filter(later)["accession_number"])


def next_day(readings: pl.DataFrame, today: date) -> str | None:
    """The day from which some filing is to be tried again; None where all are settled."""
    open_ = readings.filter(~pl.col("status").is_in(SETTLED))
    return str(open_["next_try"].fill_null(today).min()) if open_.height else None


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
        now = pl.concat([former.filter(~of.is_in(list(again))), now], how="diagonal")
    return now.sort("accession_number", maintain_order=True)
