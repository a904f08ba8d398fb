"""What is made of the filings of all months, so that no month can hold it: metrics that hold filings against each
other, and the index of the search.

Read are hashes of all sentences, and the texts of those alone that are new or differ. Not here: how two filings are
compared (`metrics/compared.py`), what an index is (`search_index.py`).
"""

from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.edgar.index import ANNUAL_FORMS
from pipelines.metrics.compared import compare_filings, pairs_of, sentence_keys, shared_sentences
from pipelines.warehouse.lake_views import LakeViews
from pipelines.warehouse.read import frame_of
from pipelines.warehouse.search_index import NO_WORDS, SEARCH_SCHEMAS, search_index

ACROSS = ("shared_sentence", "comparison", *SEARCH_SCHEMAS)
"""The tables that are made here."""

PAIR = ["accession_number", "previous_accession_number"]


@dataclass(frozen=True)
class Known:
    """What a candidate that was begun as a copy holds already: `pairs` of filings that were compared, `words` of the
    index and the `place` at which it goes on. `new` are the filings that are put in, `accession_number` and `month`."""

    new: pl.DataFrame
    pairs: pl.DataFrame
    words: pl.DataFrame
    place: int

    @classmethod
    def nothing(cls, new: pl.DataFrame) -> "Known":
        """Of a candidate that is made whole."""
        return cls(new, pl.DataFrame(schema=dict.fromkeys(PAIR, pl.String())), NO_WORDS, 0)


@dataclass(frozen=True)
class Across:
    """`rows` of each table, as frames; of comparisons and the index those that the candidate does not hold. `pairs`
    are all that are to be compared."""

    rows: dict[str, pl.DataFrame]
    pairs: pl.DataFrame


def across_filings(connection: duckdb.DuckDBPyConnection, lake: LakeViews, known: Known) -> Across:
    """The tables of `ACROSS`; `lake_filing` is to be shown in the candidate."""
    filings = frame_of(
        connection.sql("SELECT accession_number, cik, company_name, form, filed, month FROM lake_filing")
    )
    keys = _keys(lake)
    annual = filings.filter(pl.col("form").is_in(ANNUAL_FORMS))
    pairs = pairs_of(keys, annual.filter(~pl.col("form").str.ends_with("/A")))
    to_compare = pairs.join(known.pairs, on=PAIR, how="anti")

    def texts(wanted: pl.DataFrame) -> pl.DataFrame:
        months = filings.join(wanted, on="accession_number", how="semi")["month"].unique().sort().to_list()
        told = [lake.frame("sentence", [month], [*wanted.columns, "text"]) for month in months]
        parts = [part.join(wanted, on=wanted.columns, how="semi") for part in told]
        return pl.concat(parts) if parts else wanted.with_columns(text=pl.lit(""))

    of_index = (
        lake.frame("sentence", [month]).join(of_month, on="accession_number", how="semi")
        for (month,), of_month in known.new.sort("month", "accession_number").group_by(
            "month", maintain_order=True
        )
    )
    rows = {
        "shared_sentence": shared_sentences(keys, annual),
        "comparison": compare_filings(keys, to_compare, texts),
        **search_index(of_index, known.words, known.place),
    }
    return Across(rows, pairs)


def _keys(lake: LakeViews) -> pl.DataFrame:
    """The keys of all sentences; of months that a version of the product without keys made, by their sentences."""
    without = lake.partitions("sentence").keys() - lake.partitions("sentence_key").keys()
    made = [sentence_keys(lake.frame("sentence", [month])) for month in sorted(without)]
    return pl.concat([lake.frame("sentence_key"), *made])
