"""The report that people look at: a static site of what is published, made after each publication."""

import dagster as dg

from assets.policies import whenever_months_are_done
from assets.resources import Workplace
from assets.warehouse import warehouse


@dg.asset(
    deps=[warehouse],
    group_name="exports",
    kinds={"html"},
    automation_condition=whenever_months_are_done,
)
def report(workplace: dg.ResourceParam[Workplace]) -> dg.MaterializeResult[None]:
    """Overview and explorer of what is published, a static site; left out where CYD_REPORT says so."""
    if not workplace.settings.report:
        return dg.MaterializeResult(metadata={"left_out": "CYD_REPORT is off"})
    # Templates take a part of a second to import, which no other asset should wait for.
    from pipelines.report.site import publish_report  # noqa: PLC0415

    workplace.tell("making the report")
    settings = workplace.settings
    site = publish_report(
        settings.warehouse_path, settings.exports_path, again=False, address=settings.site_url
    )
    files = [path for path in site.resolve().rglob("*") if path.is_file()]
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": str(site / "index.html"),
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in files),
        }
    )
