"""How the command line prints: rows, objects, facts of single documents. What is asked for is its caller's business."""

import json
import shutil
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from assets.printable import printable
from pipelines.files import written_atomically

if TYPE_CHECKING:
    from pipelines.read import Documents
    from pipelines.warehouse.search import Found

CELL_WIDTH = 80
PIPE_WIDTH = 200
"""Where no terminal tells how wide it is."""


def documents(files: list[Path], style: str, output: Path | None) -> None:
    """Facts of documents."""
    from pipelines.read import read_documents  # noqa: PLC0415 (takes a second to import)

    documents = read_documents(files)
    _rejected(documents)
    frame(documents.facts, style, output)


def filings(files: list[Path], workers: int, style: str, output: Path | None) -> None:
    """One object per filing of documents, with what is derived from them by so many processes."""
    from pipelines.read import read_filings  # noqa: PLC0415 (takes a second to import)

    documents, found = read_filings(files, workers)
    _rejected(documents)
    objects(found, style, output)


def _rejected(documents: "Documents") -> None:
    for sentence in documents.rejected:
        print(sentence, file=sys.stderr)


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
    """The rows as text, numbers to the right, as wide as the terminal; long cells are folded, longer ones cut."""
    cells = pl.DataFrame([_column(rows[name]) for name in rows.columns])
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    # Polars' own printer: rich takes two milliseconds a row, minutes for all facts.
    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=width,
        tbl_formatting="NOTHING",
        tbl_hide_column_data_types=True,
        tbl_hide_dataframe_shape=True,
        fmt_str_lengths=CELL_WIDTH + 1,
    ):
        lines = str(cells).split("\n")[: 1 if rows.is_empty() else None]
    return "".join(f"{line[1:].rstrip()}\n" for line in lines)


def _column(values: pl.Series) -> pl.Series:
    """The cells of a column under its name, those of numbers as wide as the widest."""
    cells = [values.name, *map(_short, values.to_list())]
    if values.dtype.is_numeric():
        widest = max(map(len, cells))
        cells = [cell.rjust(widest) for cell in cells]
    return pl.Series(cells[0], cells[1:], dtype=pl.String)


def _short(value: Any) -> str:
    text = "" if value is None else str(_cell(value))[: CELL_WIDTH + 1]
    text = printable(text.replace("\n", " "))
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    with written_atomically(output.absolute()) as beside:
        beside.write_text(text, encoding="utf-8")
