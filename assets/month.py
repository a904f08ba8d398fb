"""The month itself: it is whole once every step is done, and only then published."""

from collections.abc import Iterator

import dagster as dg

from assets.describe import version_of
from assets.metrics import DESCRIPTIONS
from assets.partitions import monthly
from assets.reading import INCIDENT_DESCRIPTIONS, fact, filing
from assets.resources import Workplace
from pipelines.errors import DocumentError


@dg.asset(
    name="month",
    partitions_def=monthly,
    deps=[fact, filing, *INCIDENT_DESCRIPTIONS, *DESCRIPTIONS],
    group_name="reading",
    kinds={"json"},
)
def month(
    context: dg.AssetExecutionContext, workplace: dg.ResourceParam[Workplace]
) -> Iterator[dg.MaterializeResult[None]]:
    """The partitions that together are the month: publication loads them from now on, and loads no others."""
    hashes, refused = [], []
    for key in sorted(context.partition_keys):
        try:
            state = workplace.lake.close(key, context.run.run_id)
        except DocumentError as error:
            refused.append(str(error))
            continue
        made = state.whole_partitions
        hashes.append(version_of([partition.sha256 for _, partition in sorted(made.items())]).value)
        rows = {"dagster/partition_row_count": sum(partition.rows for partition in made.values())}
        context.add_asset_metadata(rows, asset_key="month", partition_key=key)
    if refused:
        raise DocumentError(" ".join(refused))
    yield dg.MaterializeResult(data_version=version_of(hashes))
