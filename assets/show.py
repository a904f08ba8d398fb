"""What the command line prints: summaries, rows, facts of single documents."""

import io
import json
import sys
import textwrap
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.table import Table

from pipelines.errors import CydError
from pipelines.files import written_atomically
from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.warehouse.publish import last_check, publications, published_load
from pipelines.warehouse.read import query

if TYPE_CHECKING:
    from pipelines.warehouse.search import Found

CELL_WIDTH = 80
SUMMARY = """
SELECT form, count(*) AS filings, count(*) FILTER (status <> 'not_read') AS read,
    count(*) FILTER (oversight_structure = 'full_board') AS full_board,
    count(*) FILTER (oversight_structure = 'audit_committee') AS audit_committee,
    count(most_years) AS with_years, CAST(median(most_years) AS INTEGER) AS median_years
FROM mart.disclosure GROUP BY form ORDER BY filings DESC, form
"""
COUNTS = """
SELECT (SELECT count(*) FROM core.filing) AS filings, (SELECT count(*) FROM core.fact) AS facts,
    (SELECT count(*) FROM core.officer) AS officers, (SELECT count(DISTINCT cik) FROM core.filing) AS companies,
    (SELECT count(*) FROM meta.check_result) AS checks,
    (SELECT count(*) FROM meta.check_result WHERE NOT passed) AS failed,
    (SELECT max(filed) FROM core.filing) AS newest, (SELECT loaded_at FROM meta.load) AS loaded_at
"""
REJECTED = """
SELECT (SELECT count(*) FROM meta.source_document WHERE status = 'failed' AND reason NOT LIKE 'Not asked for%'),
    (SELECT count(*) FROM meta.rejected_row)
"""
KEPT = "SELECT first_month || ' to ' || last_month AS months, filings, facts FROM meta.load"


def summary(settings: Settings) -> None:
    """The end of a run: what the warehouse holds and where it is."""
    frame(query(settings.warehouse_path, SUMMARY), "table", None)
    counts = query(settings.warehouse_path, COUNTS).row(0, named=True)
    print(
        f"{counts['filings']:,} filings of {counts['companies']:,} companies, {counts['facts']:,} facts,"
        f" {counts['officers']:,} positions; {counts['checks'] - counts['failed']} of {counts['checks']} checks passed"
    )
    checked = last_check(settings)
    if checked:
        print(f"checked {checked} UTC, nothing new: what was published stays")
    _tell_rejected(settings)
    print(f"warehouse: {settings.warehouse_path}")
    print(f"exports:   {settings.exports_path / 'latest'}")


def _tell_rejected(settings: Settings) -> None:
    """What could not be read, if anything, and where each of it is named."""
    documents, rows = query(settings.warehouse_path, REJECTED).row(0)
    if documents or rows:
        print(
            f"{documents:,} documents could not be read, {rows:,} rows were rejected or read with a doubt:"
            " see meta.source_document and meta.rejected_row"
        )


def status(settings: Settings) -> None:
    """What the lake and the warehouse hold, how fresh they are, and what failed last."""
    lake = Lake(settings.lake_path)
    filed = lake.read("filing", None)
    if filed is None:
        raise CydError(f"{settings.base} holds nothing yet: run `cyd run` first.")
    facts = lake.read("fact", None)
    read = (
        pl.DataFrame(schema={"accession_number": pl.String})
        if facts is None
        else facts.select("accession_number")
    )
    by_month = (
        filed.group_by(month=pl.col("filed").dt.strftime("%Y-%m"))
        .agg(
            filings=pl.len(),
            read=pl.col("accession_number").is_in(read["accession_number"].unique().implode()).sum(),
            newest=pl.col("filed").max(),
        )
        .sort("month")
    )
    frame(by_month, "table", None)
    counts = query(settings.warehouse_path, COUNTS).row(0, named=True)
    checked = last_check(settings)
    since = f"; checked {checked} UTC, nothing new" if checked else ""
    print(f"published {counts['loaded_at']:%Y-%m-%d %H:%M} UTC, newest filing {counts['newest']}{since}")
    for month, state in lake.states().items():
        if state.reason:
            print(f"{month} is not whole. {state.reason}")
    _tell_rejected(settings)
    print(f"{counts['filings']:,} filings, {counts['facts']:,} facts; kept publications:")
    frame(_kept(settings), "table", None)
    failed = query(
        settings.warehouse_path,
        "SELECT severity, check_name, rows, description FROM meta.check_result WHERE NOT passed ORDER BY ALL",
    )
    if failed.height:
        frame(failed, "table", None)


def _kept(settings: Settings) -> pl.DataFrame:
    """The publications that are kept, newest first, and which of them is the current one."""
    current = published_load(settings)
    rows = []
    for path in publications(settings):
        row: dict[str, Any] = {"load": path.stem, "current": "current" if path.stem == current else None}
        row["MB"] = round(path.stat().st_size / 1e6, 1)
        try:
            row |= query(path, KEPT).row(0, named=True)
        except CydError:
            row["months"] = "cannot be opened"
        rows.append(row)
    schema = {
        "load": pl.String,
        "current": pl.String,
        "months": pl.String,
        "filings": pl.Int64,
        "facts": pl.Int64,
        "MB": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema)


def documents(files: list[Path], metrics: bool, style: str, output: Path | None) -> None:
    """Facts of documents, or one object per filing with what is derived from them."""
    from pipelines.read import read_documents  # noqa: PLC0415 (edgartools takes seconds to import)

    documents = read_documents(files)
    for sentence in documents.rejected:
        print(sentence, file=sys.stderr)
    if metrics:
        objects(documents.filings(), style, output)
    else:
        frame(documents.facts, style, output)


def search(found: "Found", style: str) -> None:
    """What a search found: for a person some lines a filing, for a program one row."""
    if style != "table":
        frame(found.hits, style, None)
        return
    print(f"{found.any_term:,} filings, {found.all_terms:,} of them with every word")
    for hit in found.hits.iter_rows(named=True):
        print(printable(f"\n{hit['rank']}. {hit['company_name']}, {hit['form']} of {hit['filed']}"))
        print(textwrap.fill(printable(hit["sentence"]), 110, initial_indent="   ", subsequent_indent="   "))
        print(printable(f"   {hit['url']}"))


def objects(rows: list[dict[str, Any]], style: str, output: Path | None) -> None:
    """Nested objects: JSON, JSON Lines, or a table or CSV whose nested cells are JSON; objects of other keys (incident
    beside annual reports) are a table of their own."""
    if style == "json":
        _put(json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n", output)
    elif style == "jsonl":
        _put("".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows), output)
    else:
        flat = [{name: _cell(value) for name, value in row.items()} for row in rows]
        kinds = dict.fromkeys(tuple(row) for row in flat) if style == "table" and output is None else [()]
        for keys in kinds:
            same = [row for row in flat if not keys or tuple(row) == keys]
            frame(pl.DataFrame(same, infer_schema_length=None), style, output)


def frame(rows: pl.DataFrame, style: str, output: Path | None) -> None:
    """The rows of a frame in one of the formats, to a file or standard output."""
    if style in ("json", "jsonl"):
        objects(rows.to_dicts(), style, output)
    elif style == "csv":
        nested = [name for name, kind in rows.schema.items() if kind.is_nested()]
        flat = rows.with_columns(
            pl.Series(name, [_cell(value) for value in rows[name].to_list()], dtype=pl.String)
            for name in nested
        )
        _put(flat.write_csv(), output)
    else:
        _put(_table(rows), output)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | Mapping) else value


def _table(rows: pl.DataFrame) -> str:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name, kind in rows.schema.items():
        table.add_column(name, justify="right" if kind.is_numeric() else "left", overflow="fold")
    for row in rows.iter_rows():
        table.add_row(*(_short(value) for value in row))
    text = io.StringIO()
    width = None if sys.stdout.isatty() else 200
    Console(file=text, width=width, markup=False, highlight=False).print(table)
    return text.getvalue()


def printable(text: str) -> str:
    """Text from outside as a terminal may show it: a control character, an escape sequence's first letter, or a
    mark that reverses the reading direction becomes the replacement character."""
    return "".join(
        letter
        if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf")
        else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )


def _short(value: Any) -> str:
    text = "" if value is None else printable(str(_cell(value)).replace("\n", " "))
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    with written_atomically(output.absolute()) as beside:
        beside.write_text(text, encoding="utf-8")
