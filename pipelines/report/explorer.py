"""The data of the explorer: an index of all companies, and their reports with texts and marked sentences in shards.

A browser reads neither JSON nor Parquet from `file://`, but it runs scripts: each data file is one call with
gzipped JSON as base64, which takes a third of the room, and holds no letter of a filing outside of it.
"""

import base64
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.metrics.folding import folded
from pipelines.report.marks import value_words
from pipelines.report.text_index import text_index
from pipelines.taken_over import Version
from pipelines.warehouse.header import sql_files
from pipelines.words import DIVISIONS, WORDS

SHARDS = 512
"""A company's shard is its CIK modulo this: some 40 kB each for 5,000 companies."""

BY_COMPANY = ("company", "report", "incident")
"""The questions whose rows name their company, and which the index is made of too; the others' name their filing."""

Json = dict[str, Any]


def write_explorer(connection: duckdb.DuckDBPyConnection, version: Version) -> None:
    """Write the index `data/index.js`, the shards `data/<number>.js` of every company and `data/words-<letters>.js` of
    the words of their texts into a version of the site; shards whose rows are as they were are taken over."""
    queries = {file.path.stem: file.sql.rstrip().rstrip(";") for file in sql_files("explorer")}
    rows = _digests(connection, queries)
    due = [number for number in rows if not version.takes(f"data/{number:03}.js", rows[number])]
    of_company = f"cik % {SHARDS} IN ({', '.join(map(str, due)) or -1})"
    of_filing = f"accession_number IN (SELECT accession_number FROM core.filing_company WHERE {of_company})"  # noqa: S608
    whole = (*BY_COMPANY, "text")
    tables = {
        name: _rows(connection, sql if name in whole else f"FROM ({sql}) WHERE {of_filing}")
        for name, sql in queries.items()
    }
    _write_index(tables, version.folder / "data")
    for name in BY_COMPANY:
        tables[name] = tables[name].filter((pl.col("cik") % SHARDS).is_in(due))
    shown = pl.concat([tables[name]["accession_number"] for name in ("report", "incident")])
    tables["text"] = tables["text"].filter(pl.col("accession_number").is_in(shown.implode()))

    def write(number: int, companies: Json) -> None:
        write_script(version.folder / "data" / f"{number:03}.js", f"{number:03}", companies)
        version.made(f"data/{number:03}.js", rows[number])

    with ThreadPoolExecutor(
        max_workers=2
    ) as pool:  # compression leaves the next shard room to be put together
        for written in [pool.submit(write, number, companies) for number, companies in _shards(tables)]:
            written.result()


def _write_index(tables: dict[str, pl.DataFrame], folder: Path) -> None:
    everywhere, shards = text_index(tables["text"], _in_order(tables))
    names = []
    for name, shard in shards:
        names.append(name)
        write_script(folder / f"words-{name}.js", f"words-{name}", shard)
    words = {"everywhere": everywhere, "shards": names}
    write_script(folder / "index.js", "index", {**_index(tables), "text": words})


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    found: pl.DataFrame = connection.sql(sql).pl().with_columns(pl.col(pl.Date).cast(pl.String))
    return found


def _digests(connection: duckdb.DuckDBPyConnection, queries: dict[str, str]) -> dict[int, str]:
    """A digest of the rows of each shard, over all that it is made of."""
    found: dict[int, str] = defaultdict(str)
    for name, sql in sorted(queries.items()):
        company, owner = "t.cik", ""
        if name not in BY_COMPANY:
            company, owner = "filer.cik", " JOIN core.filing_company AS filer USING (accession_number)"
        sums = connection.sql(
            f"SELECT {company} % {SHARDS}, count(*), sum(hash(t)) FROM ({sql}) AS t{owner} GROUP BY 1"  # noqa: S608
        )
        for number, rows, total in sums.fetchall():
            found[number] += f"{name} {rows} {total} "
    return dict(sorted(found.items()))


def write_script(path: Path, name: str, data: object) -> None:
    """Write data as a script that hands it to the page: `cyd.receive(name, gzipped JSON as base64)`."""
    packed = gzip.compress(json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode(), 6, mtime=0)
    path.write_text(f'cyd.receive("{name}","{base64.b64encode(packed).decode()}");\n', encoding="ascii")


def read_script(path: Path) -> Any:
    """The data of such a script."""
    packed = path.read_text(encoding="ascii").split('","')[1].split('"')[0]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def _index(tables: dict[str, pl.DataFrame]) -> Json:
    """What search and filters need, of all companies: rows of lists, to keep the file small."""
    reports: dict[int, list[list[object]]] = defaultdict(list)
    floats: dict[int, tuple[str, float | None]] = {}
    for row in tables["report"].iter_rows(named=True):
        floats.setdefault(row["cik"], (row["filer_size"], row["public_float"]))
        reports[row["cik"]].append(
            [
                row["form"], row["filed"], row["status"], row["oversight_structure"], row["cadence"],
                row["frameworks"] or [], row["officer_roles"] or [], row["ciso_years"], row["most_years"],
            ]
        )  # fmt: skip
    incidents = dict(tables["incident"].group_by("cik").len().iter_rows())
    return {
        "words": WORDS,
        "divisions": DIVISIONS,
        "companies": [
            [
                row["cik"], row["name"], row["former_names"] or [], row["tickers"], row["sic_division"], row["sic"],
                *floats.get(row["cik"], (None, None)), incidents.get(row["cik"], 0), reports.get(row["cik"], []),
            ]
            for row in tables["company"].iter_rows(named=True)
        ],
    }  # fmt: skip


def _in_order(tables: dict[str, pl.DataFrame]) -> list[str]:
    """The accession numbers of all reports in the order of the index: company by company."""
    of_company = tables["report"].group_by("cik", maintain_order=True).agg("accession_number")
    numbers = dict(of_company.iter_rows())
    return [number for cik in tables["company"]["cik"] for number in numbers.get(cik, [])]


def _shards(tables: dict[str, pl.DataFrame]) -> Iterator[tuple[int, dict[str, Json]]]:
    by_filing = {
        name: {
            key: list(rows)
            for key, rows in groupby(
                tables[name].iter_rows(named=True), key=lambda row: row["accession_number"]
            )
        }
        for name in ("text", "derived", "change")
    }
    by_company = {
        name: {
            key: list(rows)
            for key, rows in groupby(tables[name].iter_rows(named=True), key=lambda row: row["cik"])
        }
        for name in ("report", "incident", "step")
    }
    shards: dict[int, dict[str, Json]] = defaultdict(dict)
    for company in tables["company"].iter_rows(named=True):
        cik = company["cik"]
        shards[cik % SHARDS][str(cik)] = {
            **company,
            "reports": [_filing(row, by_filing) for row in by_company["report"].get(cik, [])],
            "incidents": [_filing(row, by_filing) for row in by_company["incident"].get(cik, [])],
            "steps": by_company["step"].get(cik, []),
        }
    yield from sorted(shards.items())


def _filing(row: Json, by_filing: dict[str, dict[str, list[Json]]]) -> Json:
    number = row["accession_number"]
    texts = by_filing["text"].get(number, [])
    change = by_filing["change"].get(number, [None])[0]
    derived = [
        {"kind": one["kind"], "value": one["value"], "detail": one["detail"], **_place(one, texts)}
        for one in by_filing["derived"].get(number, [])
    ]
    shown = [{"label": text["label"], "item": text["item"], "value": text["value"]} for text in texts]
    return {**row, "texts": shown, "derived": derived, "change": change}


def _place(one: Json, texts: list[Json]) -> Json:
    """The evidence, the words of it that carry the value, and where it stands: number of the text, first character and
    the one after the last as a browser counts (UTF-16). Of equal facts in several contexts, the one whose letters are
    the evidence's."""
    evidence = one["evidence"]
    if not evidence:
        return {}
    marks = [
        [_utf16(evidence[:start]), _utf16(evidence[:end])]
        for start, end in value_words(one["kind"], one["value"], one["detail"], evidence)
    ]
    for number, text in enumerate(texts):
        if (text["concept"], text["ordinal"]) == (one["concept"], one["ordinal"]):
            value, start, end = text["value"], one["start"], one["end"]
            written = value[start:end]
            if written == evidence or _letters(written) == _letters(evidence):
                return {
                    "evidence": evidence,
                    "marks": marks,
                    "text": number,
                    "start": _utf16(value[:start]),
                    "end": _utf16(value[:end]),
                }
    return {"evidence": evidence, "marks": marks}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", folded(text).text)


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
