"""Which filings there are: rows of EDGAR's index joined with what the notes archives say of each filing.

The index is the denominator of every coverage figure; the archives add the period, the time of acceptance and
the company's particulars. Reading either is `edgar/index.py` and `facts/notes.py`.
"""

import dataframely as dy
import polars as pl

from pipelines.edgar.index import ANNUAL_FORMS, INCIDENT_FORMS
from pipelines.facts.notes import SUBMISSION_COLUMNS

SUBMISSION_SCHEMA = dict.fromkeys(SUBMISSION_COLUMNS, pl.String)


class FilingFrame(dy.Schema):
    """One row per filing: every annual report of the index, and the incident reports that hold a disclosure.

    `cik` is the filer the index names first, `ciks` all of them (co-registrants share one accession number).
    `period_of_report` is rounded to a month's end where only an archive tells it. `in_index` and `in_archive`
    say which source knows the filing.
    """

    accession_number = dy.String(primary_key=True, regex=r"^\d{10}-\d{2}-\d{6}$")
    cik = dy.Int64()
    ciks = dy.List(dy.Int64())
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


FILING_SCHEMA = FilingFrame.create_empty().schema


def filings(index: pl.DataFrame, submissions: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """`FilingIndexFrame`, submissions and `FactFrame` of one month as `FilingFrame`.

    An incident report counts where it holds a fact; an annual report counts always: without facts it is one
    that was expected and not read. A filing the archive has and the index lacks counts too.
    """
    indexed = (
        index.sort("accession_number", "cik")
        .group_by("accession_number", maintain_order=True)
        .agg(
            pl.col("cik").first(),
            pl.col("cik").alias("ciks"),
            pl.col("company_name", "form", "filed").first(),
        )
    )
    known = _submissions(submissions.filter(pl.col("adsh").is_in(facts["accession_number"].unique().implode())
                                            | pl.col("form").is_in(ANNUAL_FORMS)))  # fmt: skip
    joined = indexed.join(known, on="accession_number", how="full", coalesce=True, suffix="_archive")
    kept = joined.filter(
        pl.col("form").is_in(ANNUAL_FORMS)
        | pl.col("form_archive").is_in(ANNUAL_FORMS)
        | (pl.col("form").is_in(INCIDENT_FORMS) | pl.col("form_archive").is_in(INCIDENT_FORMS))
        & pl.col("accession_number").is_in(facts["accession_number"].unique().implode())
    )
    return kept.select(
        "accession_number",
        # The archive names the filer whose facts they are; the index lists co-registrants in any order.
        cik=pl.coalesce("cik_archive", "cik"),
        ciks=pl.coalesce("ciks", pl.concat_list("cik_archive")),
        company_name=pl.coalesce("company_name_archive", "company_name"),
        form=pl.coalesce("form", "form_archive"),
        filed=pl.coalesce("filed", "filed_archive"),
        **{name: pl.col(name) for name in FILING_SCHEMA if name in known.columns and name not in _SHARED},
        in_index=pl.col("cik").is_not_null(),
        in_archive=pl.col("cik_archive").is_not_null(),
    ).sort("accession_number").cast(FILING_SCHEMA).select(FILING_SCHEMA.names())  # fmt: skip


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
