"""The code location: every asset, check, job, schedule and resource, put together once for Dagster and tests."""

import dagster as dg

from assets.discovery import filing_index
from assets.documents import documents
from assets.metrics import metrics
from assets.reading import fact, filing, incident, notes
from assets.resources import Workplace
from assets.schedules import monthly_job, nightly, publish_after_months, warehouse_job
from assets.warehouse import candidate_checks, candidate_warehouse, company, exports, warehouse


def build_definitions(workplace: Workplace | None = None) -> dg.Definitions:
    """The definitions, with another workplace than the environment's where one is given."""
    return dg.Definitions(
        assets=[
            filing_index,
            notes,
            documents,
            fact,
            filing,
            incident,
            metrics,
            company,
            candidate_warehouse,
            warehouse,
            exports,
        ],
        asset_checks=[candidate_checks],
        jobs=[monthly_job, warehouse_job],
        schedules=[nightly],
        sensors=[publish_after_months],
        resources={"workplace": dg.ResourceDefinition.hardcoded_resource(workplace or Workplace())},
    )


defs = build_definitions()
