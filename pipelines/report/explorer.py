"""The data of the explorer: an index of all companies, and their reports with texts and marked sentences in shards.

A browser reads neither JSON nor Parquet from `file://`, but it runs scripts: each data file is one call with
gzipped JSON as base64, which takes a third of the room, and holds no letter of a filing outside of it.
"""

import base64
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import orjson
import polars as pl

from pipelines.metrics.folding import folded
from pipelines.report.marks import value_words
from pipelines.report.text_index import GROUPS, text_index
from pipelines.taken_over import Version
from pipelines.warehouse.header import sql_files
from pipelines.words import DIVISIONS, WORDS

COMPRESSION_LEVEL = 4
"""Of gzip: 12.4 MB in 0.7 s; level 6 gives 11.2 MB in 1.6 s."""

SHARDS = 512
"""A company's shard is its CIK modulo this: some 40 kB each for 5,000 companies."""

BY_COMPANY = ("company", "report", "incident", "step")
"""The questions whose rows name their company; the others' name their filing."""

Json = dict[str, Any]


def write_explorer(connection: duckdb.DuckDBPyConnection, version: Version) -> None:
    """Write the index `data/index.js`, the shards `data/<number>.js` of every company and
    `data/words-<month>-<letters>.js` of the words of their texts into a version of the site; shards whose rows are as
    they were are taken over."""
    queries = {file.path.stem: file.sql.rstrip().rstrip(";") for file in sql_files("explorer")}
    of_shards, of_months = _digests(connection, queries)
    tables = {name: _rows(connection, queries[name]) for name in BY_COMPANY}
    reports = _by_month(tables["report"])
    (version.folder / "data" / "index.js").write_bytes(script("index", _index(tables, reports)))
    numbers = [n for n, digest in of_shards.items() if not version.takes(f"data/{n:03}.js", digest)]
    months = [
        month
        for month, digest in of_months.items()
        if not all(version.takes(name, digest) for name in _names_of_words(month))
    ]
    tables = {name: rows.filter((pl.col("cik") % SHARDS).is_in(numbers)) for name, rows in tables.items()}
    shown = pl.concat([tables[name]["accession_number"] for name in ("report", "incident")])
    asked = pl.Series(
        "accession_number", [number for month in months for number in reports[month]], pl.String
    )
    for name in queries.keys() - set(BY_COMPANY):
        connection.register(
            "wanted", pl.concat([shown, asked] if name == "text" else [shown]).unique().to_frame()
        )
        tables[name] = _rows(connection, f"FROM ({queries[name]}) WHERE accession_number IN (FROM wanted)")

    def write(name: str, digest: str, data: object) -> None:
        version.write(name, digest, script(Path(name).stem, data))

    # Compression leaves the next shard room to be put together.
    with ThreadPoolExecutor(max_workers=2) as pool:
        writing = []
        for month in months:
            shards = text_index(tables["text"], reports[month])
            for name, (_, shard) in zip(_names_of_words(month), shards, strict=True):
                writing.append(pool.submit(write, name, of_months[month], shard))
        for number, companies in _shards(tables):
            writing.append(pool.submit(write, f"data/{number:03}.js", of_shards[number], companies))
        for written in writing:
            written.result()


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    found: pl.DataFrame = connection.sql(sql).pl().with_columns(pl.col(pl.Date).cast(pl.String))
    return found


def _digests(
    connection: duckdb.DuckDBPyConnection, queries: dict[str, str]
) -> tuple[dict[int, str], dict[str, str]]:
    """A digest of the rows of each shard of companies, over all that it is made of, and of the texts of each month."""
    found: dict[int, str] = defaultdict(str)
    for name, ordered in sorted(queries.items()):
        sql = ordered.rpartition("\nORDER BY")[0]  # sorting texts takes half of the time, and changes no sum
        rows = f"SELECT cik % {SHARDS}, count(*), sum(hash(t)) FROM ({sql}) AS t GROUP BY 1"  # noqa: S608
        if name not in BY_COMPANY:
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE digest_{name} AS"  # noqa: S608
                f" SELECT accession_number, count(*) AS rows, sum(hash(t)) AS total FROM ({sql}) AS t GROUP BY 1"
            )
            rows = (
                f"SELECT cik % {SHARDS}, sum(rows), sum(total) FROM digest_{name}"  # noqa: S608
                " JOIN core.filing_company USING (accession_number) GROUP BY 1"
            )
        for number, count, total in connection.sql(rows).fetchall():
            found[number] += f"{name} {count} {total} "
    months = connection.sql(
        "SELECT strftime(filed, '%Y-%m'), count(*), sum(hash(accession_number)), sum(rows), sum(total)"  # noqa: S608
        f" FROM (SELECT DISTINCT accession_number, filed FROM ({queries['report']}))"
        " LEFT JOIN digest_text USING (accession_number) GROUP BY 1 ORDER BY 1"
    )
    return dict(sorted(found.items())), {
        month: " ".join(map(str, rest)) for month, *rest in months.fetchall()
    }


def _by_month(reports: pl.DataFrame) -> dict[str, list[str]]:
    """The accession numbers of the reports filed in each month; the index names a report by its place here."""
    numbers = reports.select("accession_number", month=pl.col("filed").str.head(7)).unique()
    by_month = numbers.sort("accession_number").group_by("month").agg("accession_number")
    return dict(by_month.sort("month").iter_rows())


def _names_of_words(month: str) -> list[str]:
    return [f"data/words-{month}-{group[0]}.js" for group in GROUPS]


def script(name: str, data: object) -> bytes:
    """Data as a script that hands it to the page: `cyd.receive(name, gzipped JSON as base64)`."""
    packed = gzip.compress(orjson.dumps(data), COMPRESSION_LEVEL, mtime=0)
    return b'cyd.receive("%s","%s");\n' % (name.encode(), base64.b64encode(packed))


def read_script(path: Path) -> Any:
    """The data of such a script."""
    packed = path.read_text(encoding="ascii").split('","')[1].split('"')[0]
    return orjson.loads(gzip.decompress(base64.b64decode(packed)))


def _index(tables: dict[str, pl.DataFrame], by_month: dict[str, list[str]]) -> Json:
    """What search and filters need, of all companies: rows of lists, to keep the file small."""
    places = {number: place for numbers in by_month.values() for place, number in enumerate(numbers)}
    reports: dict[int, list[list[object]]] = defaultdict(list)
    floats: dict[int, tuple[str, float | None]] = {}
    for row in tables["report"].iter_rows(named=True):
        floats.setdefault(row["cik"], (row["filer_size"], row["public_float"]))
        reports[row["cik"]].append(
            [
                row["form"], row["filed"], row["status"], row["oversight_structure"], row["cadence"],
                row["frameworks"] or [], row["officer_roles"] or [], row["ciso_years"], row["most_years"],
                places[row["accession_number"]],
            ]
        )  # fmt: skip
    incidents = dict(tables["incident"].group_by("cik").len().iter_rows())
    return {
        "words": WORDS,
        "divisions": DIVISIONS,
        "months": list(by_month),
        "groups": GROUPS,
        "companies": [
            [
                row["cik"], row["name"], row["former_names"] or [], row["tickers"], row["sic_division"], row["sic"],
                *floats.get(row["cik"], (None, None)), incidents.get(row["cik"], 0), reports.get(row["cik"], []),
            ]
            for row in tables["company"].iter_rows(named=True)
        ],
    }  # fmt: skip


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
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        places[text["concept"], text["ordinal"]].append(place)
    change = by_filing["change"].get(number, [None])[0]
    derived = [
        {
            "kind": one["kind"],
            "value": one["value"],
            "detail": one["detail"],
            **_place(one, texts, places[one["concept"], one["ordinal"]]),
        }
        for one in by_filing["derived"].get(number, [])
    ]
    shown = [{"label": text["label"], "item": text["item"], "value": text["value"]} for text in texts]
    return {**row, "texts": shown, "derived": derived, "change": change}


def _place(one: Json, texts: list[Json], numbers: list[int]) -> Json:
    """The evidence, the words of it that carry the value, and where it stands: number of the text, first character and
    the one after the last as a browser counts (UTF-16). Of equal facts in several contexts, the one whose letters are
    the evidence's."""
    evidence = one["evidence"]
    if not evidence:
        return {}
    words = value_words(one["kind"], one["value"], one["detail"], evidence)
    marks = [[_utf16(evidence, start), _utf16(evidence, end)] for start, end in words]
    for number in numbers:
        value, start, end = texts[number]["value"], one["start"], one["end"]
        written = value[start:end]
        if written == evidence or _letters(written) == _letters(evidence):
            return {
                "evidence": evidence,
                "marks": marks,
                "text": number,
                "start": _utf16(value, start),
                "end": _utf16(value, end),
            }
    return {"evidence": evidence, "marks": marks}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", folded(text).text)


def _utf16(text: str, end: int) -> int:
    """A place in a text as a browser counts it."""
    return end if text.isascii() else len(text[:end].encode("utf-16-le")) // 2
