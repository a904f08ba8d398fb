"""How the command line prints: rows, objects, facts of single documents. What is asked for is its caller's business."""

import io
import json
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.table import Table

from assets.printable import printable
from pipelines.files import written_atomically

if TYPE_CHECKING:
    from pipelines.warehouse.search import Found

CELL_WIDTH = 80


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


def _short(value: Any) -> str:
    text = "" if value is None else printable(str(_cell(value)).replace("\n", " "))
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    with written_atomically(output.absolute()) as beside:
        beside.write_text(text, encoding="utf-8")
