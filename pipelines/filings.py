"""Which filings there are: rows of EDGAR's index joined with what the notes archives say of each filing.

The index is the denominator of every coverage figure; the archives add the period, the time of acceptance and
the company's particulars. Reading either is `edgar/index.py` and `facts/notes.py`.
"""

import dataframely as dy
import polars as pl

from pipelines.edgar.fulltext import FOREIGN_FORMS, SEARCH_SCHEMA
from pipelines.edgar.index import ANNUAL_FORMS, INCIDENT_FORMS, VOLUNTARY_FORMS, companies_of_filings
from pipelines.facts.notes import SUBMISSION_COLUMNS
from pipelines.nightly import READING_SCHEMA

LATEST_PERIOD_DAYS = 31
SUBMISSION_SCHEMA = dict.fromkeys(SUBMISSION_COLUMNS, pl.String)


class FilingFrame(dy.Schema):
    """One row per filing: every annual report of the index, and the incident reports that hold a disclosure.

    `cik` is the filer the index names first, `ciks` all of them (co-registrants share one accession number), `names`
    what the index calls each.
    `period_of_report` is rounded to a month's end where only an archive tells it. `in_index` and `in_archive`
    say which source knows the filing. `reading_status`, `reading_reason`, `item_status` and `item_reason` are
    those of `ReadingFrame`: what became of its own documents and of its whole item, null where they were not asked
    for; of an untagged filing both are one.
    """

    accession_number = dy.String(primary_key=True, regex=r"^\d{10}-\d{2}-\d{6}$")
    cik = dy.Int64()
    ciks = dy.List(dy.Int64())
    names = dy.List(dy.String())
    company_name = dy.String()
    form = dy.String()
    filed = dy.Date()
    accepted_at = dy.Datetime(nullable=True, time_unit="us")
    period_of_report = dy.Date(nullable=True)
    fiscal_year = dy.Int32(nullable=True)
    fiscal_period = dy.String(nullable=True)
    sic = dy.Int32(nullable=True)
    incorporation_state = dy.String(nullable=True)
    incorporation_country = dy.String(nullable=True)
    business_state = dy.String(nullable=True)
    business_country = dy.String(nullable=True)
    filer_category = dy.String(nullable=True)
    public_float = dy.Float64(nullable=True)
    instance = dy.String(nullable=True)
    in_index = dy.Bool()
    in_archive = dy.Bool()
    reading_status = dy.String(nullable=True)
    reading_reason = dy.String(nullable=True)
    item_status = dy.String(nullable=True)
    item_reason = dy.String(nullable=True)


FILING_SCHEMA = FilingFrame.create_empty().schema


def filings(
    index: pl.DataFrame,
    submissions: pl.DataFrame,
    facts: pl.DataFrame,
    reports: pl.DataFrame | None = None,
    readings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """`FilingIndexFrame`, submissions and `FactFrame` of one month as `FilingFrame`; with the incident search's
    filings (`IncidentSearchFrame`) and what became of the filings' documents (`ReadingFrame`).

    An incident report counts where it holds a fact or the search names it, an annual report that need not answer
    where it holds a fact; any other annual report counts always: without facts it is one that was expected and not
    read. A filing that the archive or the search has and the
    index lacks counts too. The document's and the search's periods are exact, so they go before
    the archive's.
    """
    reports = pl.DataFrame(schema=SEARCH_SCHEMA) if reports is None else reports
    readings = pl.DataFrame(schema=READING_SCHEMA) if readings is None else readings
    told = facts["accession_number"].unique().implode()
    # What was found by its words alone counts where an incident was read in it.
    by_item = reports.filter(~pl.col("form").is_in(FOREIGN_FORMS))
    incidents = pl.concat([facts["accession_number"], by_item["accession_number"]]).unique().implode()
    known = _submissions(submissions.filter(pl.col("adsh").is_in(told) | pl.col("form").is_in(ANNUAL_FORMS)))
    joined = (
        _indexed(index, reports)
        .join(known, on="accession_number", how="full", coalesce=True, suffix="_archive")
        .join(_read(readings, reports), on="accession_number", how="left")
    )
    form = pl.coalesce("form", "form_archive")
    kept = joined.filter(
        form.is_in(ANNUAL_FORMS)
        | pl.col("form_archive").is_in(ANNUAL_FORMS)
        | (form.is_in(INCIDENT_FORMS) & pl.col("accession_number").is_in(incidents))
        | (form.is_in(VOLUNTARY_FORMS) & pl.col("accession_number").is_in(told))
    )
    own = (*_SHARED, "period_of_report")
    return kept.select(
        "accession_number",
        # The archive names the filer whose facts they are; the index lists co-registrants in any order.
        cik=pl.coalesce("cik_archive", "cik"),
        ciks=pl.coalesce("ciks", pl.concat_list("cik_archive")),
        names=pl.coalesce("names", pl.concat_list("company_name_archive")),
        company_name=pl.coalesce("company_name_archive", "company_name"),
        form=form,
        filed=pl.coalesce("filed", "filed_archive"),
        period_of_report=pl.coalesce(
            _passed("period_read"), _passed("period_ending"), _passed("period_of_report")
        ),
        **{name: pl.col(name) for name in FILING_SCHEMA if name in known.columns and name not in own},
        in_index=pl.col("in_index").fill_null(value=False),
        in_archive=pl.col("cik_archive").is_not_null(),
        reading_status="reading_status",
        reading_reason="reading_reason",
        item_status=pl.coalesce(
            "item_status", pl.when(pl.col("reading_status") != "tagged").then("reading_status")
        ),
        item_reason=pl.coalesce(
            "item_reason", pl.when(pl.col("reading_status") != "tagged").then("reading_reason")
        ),
    ).sort("accession_number").cast(FILING_SCHEMA).select(FILING_SCHEMA.names())  # fmt: skip


def _passed(period: str) -> pl.Expr:
    """A period that had ended when the filing was made, as those of archives have been rounded; a later one, as some
    filers write for the year at work, is none to report on."""
    latest = pl.coalesce("filed", "filed_archive") + pl.duration(days=LATEST_PERIOD_DAYS)
    return pl.when(pl.col(period) <= latest).then(pl.col(period))


def _indexed(index: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Filings of the index, its primary filer first, and those that only the incident search has."""
    columns = ("accession_number", "cik", "ciks", "names", "company_name", "form", "filed")
    listed = companies_of_filings(index).select(*columns, in_index=pl.lit(value=True))
    found = reports.join(listed, on="accession_number", how="anti").with_columns(
        names=pl.concat_list("company_name")  # the search names the first of them alone
    )
    return pl.concat([listed, found.select(*columns, in_index=pl.lit(value=False))])


def _read(readings: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """What the filing's documents and the incident search say of its period."""
    return readings.select(
        "accession_number",
        period_read="period_of_report",
        reading_status="status",
        item_status="item_status",
        item_reason="item_reason",
        reading_reason="reason",
    ).join(
        reports.select("accession_number", "period_ending"),
        on="accession_number",
        how="full",
        coalesce=True,
    )


_SHARED = ("accession_number", "cik", "company_name", "form", "filed")


def _submissions(submissions: pl.DataFrame) -> pl.DataFrame:
    def text(name: str) -> pl.Expr:
        stripped = pl.col(name).str.strip_chars()
        return pl.when(stripped != "").then(stripped)

    def day(name: str) -> pl.Expr:
        return pl.col(name).str.to_date("%Y%m%d", strict=False)

    return submissions.select(
        accession_number="adsh",
        cik=pl.col("cik").cast(pl.Int64, strict=False),
        company_name=text("name"),
        form=text("form"),
        filed=day("filed"),
        accepted_at=pl.col("accepted")
        .str.head(19)
        .str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us"),
        period_of_report=day("period"),
        fiscal_year=pl.col("fy").cast(pl.Int32, strict=False),
        fiscal_period=text("fp"),
        sic=pl.col("sic").cast(pl.Int32, strict=False),
        incorporation_state=text("stprinc"),
        incorporation_country=text("countryinc"),
        business_state=text("stprba"),
        business_country=text("countryba"),
        filer_category=text("afs"),
        public_float=pl.col("pubfloatusd").cast(pl.Float64, strict=False),
        instance=text("instance"),
    ).filter(pl.col("cik").is_not_null() & pl.col("filed").is_not_null())
