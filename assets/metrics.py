"""Metrics: what is derived from the text of each filing, one table per metric, in one pass over the sentences."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import dagster as dg

from assets.describe import results
from assets.partitions import monthly
from assets.reading import fact
from assets.resources import Workplace
from pipelines.code_version import code_of
from pipelines.derivation import DERIVED, derive_months
from pipelines.metrics.derive import METRIC_SCHEMAS

TABLES = (*DERIVED, "derivation")
"""What the step makes: what is derived, and by what each filing's values were."""

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
    "incident_statement": "Sentences of annual reports on an incident that happened: exempted or named.",
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
    months = sorted(context.partition_keys)
    steps = {month: workplace.step("metrics", month, context.run.run_id) for month in months}
    due = {month: step for month, step in steps.items() if not step.is_done}
    if due:
        workplace.tell(f"deriving metrics of {len(due)} months, {min(due)} to {max(due)}")
        derived = derive_months(
            {month: step.need("fact") for month, step in due.items()},
            {month: {table: step.former(table) for table in TABLES} for month, step in due.items()},
            code_of("metrics"), workplace.settings.workers,
            lambda done, of: workplace.tell("filings derived", done, of),
        )  # fmt: skip
        with ThreadPoolExecutor(workplace.settings.workers) as pool:
            list(pool.map(lambda month: due[month].finish(derived.pop(month)), list(due)))
    yield from results(context, steps.values())
