"""Metrics: what is derived from the text of each filing, one table per metric, in one pass over the sentences."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.describe import tell_month
from assets.partitions import monthly
from assets.reading import fact
from assets.resources import Workplace
from pipelines.metrics.derive import METRIC_SCHEMAS, derive

DESCRIPTIONS = {
    "sentence": "The disclosure of each filing as sentences, each read once.",
    "officer": "Positions, teams and providers named as responsible, with their years of experience.",
    "committee": "Board committees charged with cybersecurity oversight.",
    "oversight": "How the board oversees cybersecurity: full board, audit committee and so on.",
    "cadence": "How often the board or its committee is told.",
    "framework": "Standards and frameworks that the filing names.",
    "certification": "Certificates said to be held.",
    "third_party": "Assessors, auditors, consultants and other third parties engaged.",
    "material_effect": "Whether the text says that threats or incidents have had a material effect.",
    "contradiction": "Flags as filed beside what the text says.",
    "text_measure": "Words, sentences, readability, specificity.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            name,
            description=DESCRIPTIONS[name],
            deps=[fact],
            partitions_def=monthly,
            group_name="metrics",
            kinds={"polars", "parquet"},
        )
        for name in METRIC_SCHEMAS
    ],
)
def metrics(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Every metric of the months' filings: sentences once, then each metric over them."""
    lake = workplace.lake
    months = sorted(context.partition_keys)
    workplace.tell(f"deriving metrics of {months[0]} to {months[-1]}")
    facts = {month: lake.need("fact", month) for month in months}
    # One pass over all months keeps both cores busy; the filings of a month are then told apart by their number.
    derived = derive(pl.concat(facts.values()), workers=workplace.settings.workers)
    for name, frame in derived.items():
        for month in months:
            of_month = facts[month]["accession_number"].unique().implode()
            rows = frame.filter(pl.col("accession_number").is_in(of_month))
            lake.write(name, month, rows)
            tell_month(context, name, month, rows)
        yield dg.MaterializeResult(asset_key=name)
