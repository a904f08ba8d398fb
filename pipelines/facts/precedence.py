"""Which source is believed where several tell the same fact, and where they disagree.

The order is `SOURCES` of `model.py`; it holds fact by fact, so a source that lacks a fact never blanks it.
Not here: reading any source.
"""

from collections.abc import Iterable

import polars as pl

from pipelines.facts.model import FACT_SCHEMA, SOURCES, WHOLE
from pipelines.facts.text import agrees_with_archive

DIFFERENCE_SCHEMA = pl.Schema(
    {
        "accession_number": pl.String,
        "concept": pl.String,
        "period_end": pl.Date,
        "dimensions": pl.String,
        "ordinal": pl.Int32,
        "source": pl.String,
        "other_source": pl.String,
        "kind": pl.String,
        "value": pl.String,
        "other_value": pl.String,
    }
)
"""One row per fact of the best source (`source`) that another (`other_source`) tells otherwise: `kind` is `flag`
or `text`; `missing` where the other source tells of the filing but not of this fact (`other_value` null); `extra`
where only the poorer source has it (`value` null)."""

_ROUNDING = "16d"
"""The archives round a period's end to the nearest end of a month, so at most 15 or 16 days away: 2025-03-01 is
archived as 2025-02-28, 2026-05-20 as 2026-05-31, 2025-10-15 as 2025-09-30 (measured on 21 filings)."""

_KEY = ["accession_number", "concept", "context_end", "context_members"]


def best_facts(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Facts of several sources (`FactFrame`s) as one `FactFrame`: of each concept in each context, all rows of
    the best source that has a value; where none has, of the best source.

    Contexts match by the period's end (see `_ROUNDING`) and the members of their dimensions. What the winner
    cannot say (a page: the taxonomy's year, the language) is filled in from the others.
    """
    facts = _in_contexts(frames)
    filled = [
        pl.coalesce(name, pl.col(name).sort_by("rank").drop_nulls().first().over(_KEY)).alias(name)
        for name in ("taxonomy", "lang", "cik")
    ]
    return (
        facts.with_columns(filled)
        .with_columns(place=pl.when("has_value").then("rank").otherwise(pl.col("rank") + len(SOURCES)))
        .with_columns(best=pl.col("place").min().over(_KEY))
        .with_columns(has_best=pl.col("rank") == pl.col("best") % len(SOURCES))
        .filter("has_best")
        .select(list(FACT_SCHEMA))
    )


def differences(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Where a poorer source disagrees with the best one that tells of the filing, beyond what the archives are
    known to lose (`DIFFERENCE_SCHEMA`). Whole items are not compared: they are other concepts.
    """
    facts = _in_contexts(frames).filter(~pl.col("source").is_in(WHOLE))
    best_source = pl.col("rank").min().over("accession_number")
    best = facts.filter(pl.col("rank") == best_source)
    others = facts.filter(pl.col("rank") != best_source)
    if others.is_empty():
        return pl.DataFrame(schema=DIFFERENCE_SCHEMA)
    pairs = (
        best.select("accession_number", "source")
        .unique()
        .join(others.select("accession_number", other_source="source").unique(), on="accession_number")
    )
    wanted = best.join(pairs, on=["accession_number", "source"])
    told = others.rename({"source": "other_source"}).join(pairs, on=["accession_number", "other_source"])
    columns = [*_KEY, "ordinal", "other_source"]
    both = wanted.select(*columns, "source", "period_end", "dimensions", "value", "flag", "has_value").join(
        told.select(*columns, "source", "period_end", "dimensions", "value", "flag", "has_value"),
        on=columns, how="full", coalesce=True, suffix="_other",
    )  # fmt: skip
    return (
        both.with_columns(kind=_kind(both))
        .filter(pl.col("kind") != "")
        .select(
            "accession_number",
            "concept",
            pl.coalesce("period_end", "period_end_other").alias("period_end"),
            pl.coalesce("dimensions", "dimensions_other").alias("dimensions"),
            "ordinal",
            pl.coalesce("source", "source_other").alias("source"),
            "other_source",
            "kind",
            "value",
            other_value="value_other",
        )
        .sort("accession_number", "concept", "ordinal", "other_source")
    )


def _in_contexts(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All facts with `rank` (0 is the best source), `has_value`, and the two keys by which contexts match."""
    facts = pl.concat(
        [frame.select(list(FACT_SCHEMA)) for frame in frames] or [pl.DataFrame(schema=FACT_SCHEMA)]
    )
    facts = facts.with_columns(
        rank=pl.col("source").replace_strict(list(SOURCES), list(range(len(SOURCES))), return_dtype=pl.Int32),
        has_value=~pl.col("is_nil") & (pl.col("value").fill_null("").str.strip_chars() != ""),
    )
    dimensions = facts.select("dimensions").unique().with_columns(context_members=_members())
    facts = facts.join(dimensions, on="dimensions", how="left", maintain_order="left")
    return _with_unnamed_members(_with_context_end(facts))


def _members() -> pl.Expr:
    """The members of a context, however a source writes them: `cyd:Axis=abc:FirstMember`, `=First [Member]`."""
    return (
        pl.col("dimensions")
        .str.split(";")
        .list.eval(
            pl.element()
            .str.replace(r"^[^=]*=", "")
            .str.replace(r"^[\w.-]+:", "")
            .str.to_lowercase()
            .str.replace_all(r"[^a-z0-9]", "")
            .str.replace(r"(?:member|domain)$", "")
        )
        .list.eval(pl.element().filter(pl.element() != ""))
        .list.sort()
        .list.join(";")
    )


def _with_context_end(facts: pl.DataFrame) -> pl.DataFrame:
    """`context_end`: the period's end, that of an archived fact as the filing itself gives it where a better
    source does."""
    exact = facts.filter(pl.col("source") != "notes")
    ends = (
        exact.select("accession_number", "period_end", context_end="period_end").unique().sort("period_end")
    )
    archived = (
        facts.filter(pl.col("source") == "notes")
        .sort("period_end")
        .join_asof(
            ends,
            on="period_end",
            by="accession_number",
            strategy="nearest",
            tolerance=_ROUNDING,
            check_sortedness=False,
        )
        .with_columns(pl.coalesce("context_end", "period_end").alias("context_end"))
    )
    return pl.concat([exact.with_columns(context_end="period_end"), archived])


def _with_unnamed_members(facts: pl.DataFrame) -> pl.DataFrame:
    """An archive without its table of dimensions gives a hash for them: they are those that the other sources
    give the same concept of the filing, where those give one set only."""
    hashed = (pl.col("source") == "notes") & pl.col("dimensions").str.starts_with("0x")
    named = pl.col("context_members").filter(~hashed & (pl.col("context_members") != ""))
    group = ["accession_number", "concept", "context_end"]
    only = pl.when(named.n_unique().over(group) == 1).then(named.first().over(group))
    return facts.with_columns(
        pl.when(hashed)
        .then(pl.coalesce(only, "context_members"))
        .otherwise("context_members")
        .alias("context_members")
    )


def _kind(both: pl.DataFrame) -> pl.Series:
    kinds = []
    columns = ("source", "source_other", "other_source", "value", "value_other", "flag", "flag_other")
    for source, told, other, value, other_value, flag, other_flag in both.select(columns).iter_rows():
        if source is None:
            kinds.append("extra" if (other_value or "").strip() else "")
        elif told is None:
            kinds.append("missing" if (value or "").strip() else "")
        elif flag is not None or other_flag is not None:
            kinds.append("" if flag == other_flag else "flag")
        else:
            kinds.append("" if _same_text(value or "", other_value or "", other) else "text")
    return pl.Series("kind", kinds, dtype=pl.String)


def _same_text(value: str, other: str, other_source: str) -> bool:
    """Equal but for white space; of an archive, beyond its losses."""
    if value == other:
        return True
    return (
        agrees_with_archive(value, other)
        if other_source == "notes"
        else "".join(value.split()) == "".join(other.split())
    )
