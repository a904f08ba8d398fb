"""Derive what is new: the values of a filing are kept as long as its facts and the rules are the same.

The rules are `metrics/`, of which only their version is known here; `derive` reads each filing by itself.
"""

import hashlib
from collections.abc import Callable, Mapping

import dataframely as dy
import polars as pl

from pipelines.metrics.derive import METRIC_SCHEMAS, derive

NO_VALUES = ("document", "document_sha256")
"""Columns of facts that say where they came from, which no value depends on."""

DERIVED = (*METRIC_SCHEMAS, "sentence_key")
"""The tables that are derived of each filing."""
NOT_LOADED = ("sentence", "sentence_key")
"""Those whose rows the warehouse does not hold."""


class DerivationFrame(dy.Schema):
    """One row per filing that has facts: the SHA-256 of these, the version of the rules that its values were derived
    by, and how many rows of the warehouse's tables hold them."""

    accession_number = dy.String(primary_key=True)
    facts_sha256 = dy.String()
    rules = dy.String()
    derived_rows = dy.Int64()


DERIVATION_SCHEMA = DerivationFrame.create_empty().schema

Tables = dict[str, pl.DataFrame]


def derive_months(
    facts: Mapping[str, pl.DataFrame],
    former: Mapping[str, Mapping[str, pl.DataFrame | None]],
    rules: str,
    workers: int = 1,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Tables]:
    """`FactFrame`s by month to the tables of `DERIVED` and `derivation` (`DerivationFrame`), by month.

    Of a month, `former` holds these tables as they were derived before. Filings with the same facts and rules keep
    their rows; all others of all months are derived in one pass, which keeps every processor busy; `tell` is told how
    many filings of how many are done.
    """
    now = {month: fingerprints(frame) for month, frame in facts.items()}
    kept = {month: _unchanged(now[month], former[month], rules) for month in facts}
    new = [
        frame.filter(~pl.col("accession_number").is_in(kept[month].implode()))
        for month, frame in facts.items()
    ]
    derived = derive(pl.concat(new), workers, tell, DERIVED)
    return {month: _month(now[month], former[month], kept[month], derived, rules) for month in facts}


def fingerprints(facts: pl.DataFrame) -> pl.DataFrame:
    """`accession_number` and `facts_sha256` of the filings of a `FactFrame`, whatever the order of its rows."""
    cells = [
        pl.col(name).cast(pl.String).fill_null("\x00") for name in facts.columns if name not in NO_VALUES
    ]
    texts = (
        facts.select("accession_number", row=pl.concat_str(cells, separator="\x1f"))
        .sort("accession_number", "row")
        .group_by("accession_number", maintain_order=True)
        .agg(pl.col("row").str.join("\x1e"))
    )
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts["row"]]
    return texts.select("accession_number", facts_sha256=pl.Series(hashes, dtype=pl.String))


def _unchanged(now: pl.DataFrame, former: Mapping[str, pl.DataFrame | None], rules: str) -> pl.Series:
    """The filings whose values can be kept."""
    known = former["derivation"]
    if known is None or any(former[table] is None for table in DERIVED):
        return pl.Series([], dtype=pl.String)
    by_rules = known.filter(pl.col("rules") == rules)
    return now.join(by_rules, on=["accession_number", "facts_sha256"], how="semi")["accession_number"]


def _month(
    now: pl.DataFrame,
    former: Mapping[str, pl.DataFrame | None],
    kept: pl.Series,
    derived: Tables,
    rules: str,
) -> Tables:
    number = pl.col("accession_number")
    here = now["accession_number"].implode()
    tables: Tables = {}
    for name in DERIVED:
        parts = [derived[name].filter(number.is_in(here))]
        before = former[name]
        if before is not None and kept.len():
            parts.append(before.filter(number.is_in(kept.implode())))
        tables[name] = pl.concat(parts).sort("accession_number", maintain_order=True)
    loaded = [tables[name].select("accession_number") for name in DERIVED if name not in NOT_LOADED]
    rows = pl.concat(loaded).group_by("accession_number").agg(derived_rows=pl.len())
    tables["derivation"] = (
        now.join(rows, on="accession_number", how="left")
        .with_columns(pl.col("derived_rows").fill_null(0), rules=pl.lit(rules))
        .select(pl.col(name).cast(kind) for name, kind in DERIVATION_SCHEMA.items())
        .sort("accession_number")
    )
    return tables
