"""What each asset says of itself: owner, code, columns and where they come from; and of what it brought.

Columns are those of the frames' schemas, explained by the headers in `sql/`; nothing is listed by hand twice.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from dagster import (
    AssetExecutionContext,
    CodeReferencesMetadataValue,
    LocalFileCodeReference,
    TableColumn,
    TableColumnConstraints,
    TableColumnDep,
    TableColumnLineage,
    TableRecord,
    TableSchema,
)

from assets.policies import fresh_each_night
from pipelines.code_version import STEP_CODE, code_of, code_version
from pipelines.edgar.companies import COMPANY_SCHEMA
from pipelines.edgar.fulltext import MENTION_SCHEMA, SEARCH_SCHEMA
from pipelines.edgar.index import INDEX_SCHEMA
from pipelines.facts.model import FACT_SCHEMA
from pipelines.filings import FILING_SCHEMA, SUBMISSION_SCHEMA
from pipelines.incidents import INCIDENT_SCHEMAS
from pipelines.lake import SAMPLE_ROWS, StepAtWork
from pipelines.metrics.derive import METRIC_SCHEMAS
from pipelines.nightly import READING_SCHEMA
from pipelines.settings import Settings
from pipelines.warehouse.header import SqlFile, sql_files
from pipelines.warehouse.load import CODE, MONTH_SCHEMA
from pipelines.warehouse.read import query

LAKE_TABLES: dict[str, Mapping[str, Any]] = {
    "filing_index": INDEX_SCHEMA,
    "notes_fact": FACT_SCHEMA,
    "submission": SUBMISSION_SCHEMA,
    "incident_report": SEARCH_SCHEMA,
    "incident_mention": MENTION_SCHEMA,
    "document_fact": FACT_SCHEMA,
    "reading": READING_SCHEMA,
    "fact": FACT_SCHEMA,
    "filing": FILING_SCHEMA,
    **INCIDENT_SCHEMAS,
    "company": COMPANY_SCHEMA,
    "month": MONTH_SCHEMA,
    **METRIC_SCHEMAS,
}
"""The assets that are tables of the lake, and the columns of each."""

NIGHTLY = ("warehouse", "exports")
"""What a person reads must be fresh each morning."""

FROM_TEXT = {*METRIC_SCHEMAS, *INCIDENT_SCHEMAS}
TEXT = "value"
"""Metrics are read from the text of the facts: what a metric does not carry over comes from this column."""

RENAMED = {
    "adsh": "accession_number",
    "name": "company_name",
    "period": "period_of_report",
    "accepted": "accepted_at",
    "fy": "fiscal_year",
    "fp": "fiscal_period",
    "stprinc": "incorporation_state",
    "countryinc": "incorporation_country",
    "stprba": "business_state",
    "countryba": "business_country",
    "afs": "filer_category",
    "pubfloatusd": "public_float",
    "period_ending": "period_of_report",
    "status": "reading_status",
    "reason": "reading_reason",
}
"""What SEC's archives and search, and our record of readings, call otherwise than the table of filings."""

UNTYPED = ("submission",)
"""Tables whose columns are text as it came."""

WORDS_FROM = {
    "month": "meta.month",
    "notes_fact": "core.fact",
    "document_fact": "core.fact",
    "sentence": "core.officer",
}
"""Whose words explain the columns of a table that has no header of its own; default: the table of filings."""

NOT_LOADED = {
    "category": "Filer category in SEC's words.",
    "ciks": "All filers of the document: co-registrants share one accession number.",
    "concepts": "Concepts of the cyd taxonomy whose text holds the sentence.",
    "facts": "Number of facts that were read.",
    "fiscal_year_end": "Last day of the fiscal year, MMDD.",
    "fye": "Last day of the fiscal year, MMDD.",
    "instance": "File name of the filing's XBRL instance.",
    "items": "Items of Form 8-K that the search names.",
    "names": "Names of the filers in `ciks`, as the index has them.",
    "path": "Where the filing is kept below EDGAR's root.",
    "primary_document": "File name of the report itself.",
    "next_try": "Day from which a document that was not there is asked for again.",
    "tries": "How often in a row nothing was there to be read.",
    "reader": "Strategy and version that the filing was read with; another one reads it again.",
    "text": "The sentence as filed.",
    "wksi": "Whether the company is a well-known seasoned issuer, 1 or 0.",
}
"""Words for columns of the lake that no table of the warehouse has."""

PREVIEW_CHARACTERS = 80


@dataclass(frozen=True)
class Column:
    """A column of an asset: its type as a word, what it means, whether it may be null."""

    type: str
    description: str | None = None
    nullable: bool = True


def describe(asset: dg.AssetsDefinition, settings: Settings) -> dg.AssetsDefinition:
    """The asset with its owner, its code, its columns and their lineage, and how it is backfilled or kept fresh."""
    place = _place_of(asset)
    if asset.partitions_def:
        policy = dg.BackfillPolicy.multi_run(max_partitions_per_run=settings.months_per_run)
        asset = asset.with_attributes(backfill_policy=policy)

    def complete(spec: dg.AssetSpec) -> dg.AssetSpec:
        name = spec.key.to_user_string()
        upstream = sorted(dep.asset_key.to_user_string() for dep in spec.deps)
        metadata = {
            **spec.metadata,
            "dagster/code_references": CodeReferencesMetadataValue(
                code_references=[place, *_files_behind(name)]
            ),
            "dagster/column_schema": TableSchema(
                columns=[
                    TableColumn(
                        column,
                        type=told.type,
                        description=told.description,
                        constraints=TableColumnConstraints(nullable=told.nullable),
                    )
                    for column, told in columns_of(name).items()
                ]
            ),
        }
        lineage = lineage_of(name, upstream)
        if lineage:
            metadata["dagster/column_lineage"] = TableColumnLineage(
                {
                    column: [TableColumnDep(dg.AssetKey(asset), source) for asset, source in sources]
                    for column, sources in lineage.items()
                }
            )
        return spec.replace_attributes(
            metadata=metadata,
            owners=[settings.owner],
            code_version=code_of(asset.op.name) if asset.op.name in STEP_CODE else code_version(*CODE),
            freshness_policy=fresh_each_night(settings) if name in NIGHTLY else None,
        )

    return asset.map_asset_specs(complete)


@lru_cache
def _headers() -> dict[str, SqlFile]:
    return {file.name: file for file in sql_files("schema", "marts") if file.kind in ("table", "view")}


@lru_cache
def columns_of(asset: str) -> dict[str, Column]:
    """The columns of an asset: of a table of the lake by its schema, of the warehouse by the headers of `sql/`,
    each under its qualified name (`core.filing.form`)."""
    if asset not in LAKE_TABLES:
        return {
            f"{table}.{column}": Column("see the dictionary", words)
            for table, file in _headers().items()
            for column, words in file.columns.items()
        }
    header = _headers().get(f"core.{asset}") or _headers()[WORDS_FROM.get(asset, "core.filing")]
    others = NOT_LOADED | _headers()["core.company"].columns | _headers()["core.filing"].columns
    return {
        name: Column(_type(kind), header.columns.get(name) or others.get(RENAMED.get(name, name)))
        for name, kind in LAKE_TABLES[asset].items()
    }


def lineage_of(asset: str, upstream: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """From which columns of which assets upstream each column comes, where the schemas tell it.

    A column that an input has too, by name and type, is carried over. What a metric does not carry over is read
    from the facts' text. A table of the warehouse is loaded from the table of its name.
    """
    inputs = {name: columns_of(name) for name in upstream}
    found: dict[str, list[tuple[str, str]]] = {}
    for column, told in columns_of(asset).items():
        sources = [
            (name, source)
            for name, columns in inputs.items()
            for source in _sources(asset, column, told, name, columns)
        ]
        if not sources and asset in FROM_TEXT and "fact" in inputs:
            sources = [("fact", TEXT)]
        if sources:
            found[column] = sources
    return found


def _sources(
    asset: str, column: str, told: Column, name: str, columns: Mapping[str, Column]
) -> Iterable[str]:
    if asset in LAKE_TABLES:
        wanted = RENAMED.get(column, column)
        return [
            source
            for source, there in columns.items()
            if RENAMED.get(source, source) == wanted and (there.type == told.type or name in UNTYPED)
        ]
    if name in LAKE_TABLES:
        table, _, plain = column.rpartition(".")
        return [plain] if table == f"core.{name}" and plain in columns else []
    return [column] if column in columns else []


def _type(kind: Any) -> str:
    """A Polars type as a word: `string`, `int64`, `list(string)`."""
    return str(kind).lower()


def _place_of(asset: dg.AssetsDefinition) -> LocalFileCodeReference:
    function: Callable[..., Any] = asset.op.compute_fn.decorated_fn  # type: ignore[union-attr]
    file = inspect.getsourcefile(function) or ""
    line = inspect.getsourcelines(function)[1]
    return LocalFileCodeReference(file_path=str(Path(file).absolute()), line_number=line, label="asset")


def _files_behind(name: str) -> list[LocalFileCodeReference]:
    """The files of `sql/` that make a table of the warehouse from this asset."""
    files = [file for table, file in _headers().items() if table == f"core.{name}"]
    if name == "candidate_warehouse":
        files = list(_headers().values())
    return [LocalFileCodeReference(file_path=str(file.path), label=file.name) for file in files]


def results(
    context: AssetExecutionContext, steps: Iterable[StepAtWork], **metadata: Any
) -> Iterator[dg.MaterializeResult[None]]:
    """What the steps of some months made, asset by asset: of each month how many rows it has, and the first of those
    that this run made; the version of the data, which is the same as before where nothing has changed."""
    done = list(steps)
    for key in sorted(context.selected_asset_keys):
        table = key.to_user_string()
        hashes = []
        for step in done:
            made = step.state.steps[step.name].made[table]
            hashes.append(made.sha256)
            told: dict[str, Any] = {"dagster/partition_row_count": made.rows}
            if table in step.samples:
                told["preview"] = preview(step.samples[table])
            context.add_asset_metadata(told, asset_key=key, partition_key=step.month)
        new = {"months_made": sum(bool(step.samples) for step in done)}
        yield dg.MaterializeResult(asset_key=key, metadata=metadata | new, data_version=version_of(hashes))


def version_of(hashes: list[str]) -> dg.DataVersion:
    """The version of some months of an asset: of one, the SHA-256 of its partition."""
    one = hashes[0] if len(hashes) == 1 else sha256(" ".join(hashes).encode()).hexdigest()
    return dg.DataVersion(one)


def preview(frame: pl.DataFrame) -> dg.TableMetadataValue:
    """The first rows as a table for the eye: long texts cut, lists in words."""
    columns = [TableColumn(name, type=_type(kind)) for name, kind in frame.schema.items()]
    rows = [
        TableRecord({name: _short(value) for name, value in row.items()})
        for row in frame.head(SAMPLE_ROWS).to_dicts()
    ]
    return dg.MetadataValue.table(rows, schema=TableSchema(columns=columns))


def _short(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, int | float | bool):
        return value
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= PREVIEW_CHARACTERS else text[: PREVIEW_CHARACTERS - 1] + "…"


def columns_of_warehouse(path: Path) -> TableSchema:
    """Every column of a warehouse with its type, as the warehouse itself tells them."""
    found = query(path, "FROM meta.column ORDER BY ALL").iter_rows(named=True)
    return TableSchema(
        columns=[
            TableColumn(
                f"{row['table_schema']}.{row['table_name']}.{row['column_name']}",
                type=row["data_type"].lower(),
                description=row["description"],
            )
            for row in found
        ]
    )
