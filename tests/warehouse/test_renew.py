"""A candidate that took rows over from what was published holds what a whole load of the same lake holds."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import AuditError
from pipelines.lake import EVERY_MONTH, Lake
from pipelines.month_state import Partition, Step
from pipelines.settings import Settings
from pipelines.warehouse.audit import audit
from pipelines.warehouse.lake_views import LakeViews
from pipelines.warehouse.load import load_candidate
from pipelines.warehouse.publish import publish, untouched
from pipelines.warehouse.read import query
from pipelines.warehouse.renew import MOST_RENEWALS, Before, before
from pipelines.warehouse.search_index import LAST_PLACE

OF_THE_LOAD = ("meta.load", "meta.check_result")

PLACES = {
    "meta.search_sentence": "SELECT * EXCLUDE (place) FROM meta.search_sentence",
    "meta.search_word": "SELECT DISTINCT letters FROM meta.search_word SEMI JOIN meta.search_posting USING (word)",
    "meta.search_posting": "SELECT letters, accession_number, concept, ordinal, start, posting.place - sentence.place AS nth"
    " FROM meta.search_posting AS posting JOIN meta.search_word USING (word)"
    " ASOF JOIN meta.search_sentence AS sentence ON posting.place >= sentence.place",
}
"""The index numbers its words and places as they come: what it says of each sentence is the same."""


def tables(path: Path) -> dict[str, pl.DataFrame]:
    names = query(
        path, "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables ORDER BY ALL"
    )
    return {
        name: query(path, f"FROM ({PLACES.get(name, f'FROM {name}')}) ORDER BY ALL")
        for name in names["name"]
        if name not in OF_THE_LOAD
    }


def loads(path: Path) -> int:
    return int(query(path, "SELECT renewals FROM meta.load").item())


def alter(lake: Lake, month: str, keep: pl.Expr, **columns: pl.Expr) -> None:
    """Have a month hold some of its filings only, and those with other particulars."""

    def made(table: str, partition: Partition) -> Partition:
        frame = lake.frame(table, {month: partition})
        assert frame is not None
        if "accession_number" in frame.columns:
            frame = frame.filter(keep)
        return lake.put(table, month, frame.with_columns(**columns) if table == "filing" else frame)

    state = lake.state(month)
    steps: dict[str, Step] = {
        name: replace(step, made={table: made(table, one) for table, one in step.made.items()})
        for name, step in state.whole.items()
    }
    lake.change(month, lambda state: replace(state, steps=steps, whole=steps))


@pytest.fixture
def lake(sample_home: Path, tmp_path: Path) -> Lake:
    shutil.copytree(sample_home / "lake", tmp_path / "lake")
    return Lake(tmp_path / "lake")


def test_whatever_changes_in_the_lake_a_renewed_warehouse_is_a_whole_one(lake: Lake, tmp_path: Path) -> None:
    chance = random.Random(7)
    whole_lake = tmp_path / "all"
    shutil.copytree(lake.root, whole_lake)
    months = list(lake.states())
    some = pl.col("accession_number").hash(3) % 3 > 0
    for month in chance.sample(months, 4):  # the base lacks filings, and a month
        alter(lake, month, some)
    lake.change(months[5], lambda state: replace(state, whole={}))
    base = tmp_path / "0.duckdb"
    load_candidate(lake, base, "0")

    def back(month: str) -> None:
        shutil.rmtree(Path(lake.root) / f"month={month}")
        shutil.copytree(whole_lake / f"month={month}", Path(lake.root) / f"month={month}")

    def filings_come(month: str) -> None:
        back(month)

    def others_go(month: str) -> None:
        alter(lake, month, ~some)

    def particulars_change(month: str) -> None:
        alter(
            lake, month, pl.lit(value=True), sic=pl.lit(7372, pl.Int32), company_name=pl.lit("Other Name Inc")
        )

    def tickers_change(_month: str) -> None:
        held = lake.need("company", EVERY_MONTH)
        first = pl.int_range(pl.len()) < 2
        lake.write("company", EVERY_MONTH, held.with_columns(
            tickers=pl.when(first).then(pl.lit(["NEW"])).otherwise(pl.col("tickers"))))  # fmt: skip

    nights = [
        [(filings_come, months[5]), (tickers_change, "")],
        [(others_go, months[2]), (particulars_change, months[8]), (filings_come, months[5])],
    ]
    for number, night in enumerate(nights, 1):
        for change, month in night:
            change(month)
        renewed, whole = tmp_path / f"{number}.duckdb", tmp_path / f"{number}-whole.duckdb"
        load_candidate(lake, renewed, str(number), base, base=base)
        load_candidate(lake, whole, str(number), base)
        assert (loads(renewed), loads(whole)) == (number, 0)
        found, expected = tables(renewed), tables(whole)
        assert found.keys() == expected.keys()
        assert [name for name in expected if not found[name].equals(expected[name])] == [], number
        base = renewed


def test_a_warehouse_is_loaded_whole_where_taking_over_would_be_wrong_or_long_enough(
    lake: Lake, loaded: Path, tmp_path: Path
) -> None:
    (code,) = query(loaded, "SELECT code FROM meta.load").row(0)
    shown = LakeViews(lake, tmp_path)

    def after(sql: str) -> Before | None:
        path = tmp_path / "base.duckdb"
        shutil.copyfile(loaded, path)
        with duckdb.connect(str(path)) as connection:
            connection.execute(sql)
        return before(path, code, shown)

    one = sorted(shown.whole)[-1]
    assert before(loaded, code, shown) == Before(frozenset(), 0)
    assert after(
        f"UPDATE meta.month SET partitions = 'other' WHERE strftime(month, '%Y-%m') = '{one}'"
    ) == Before(frozenset({one}), 0)
    assert after("UPDATE meta.month SET partitions = 'other'") is None
    assert after("UPDATE meta.load SET code = 'of another version'") is None
    assert after(f"UPDATE meta.load SET renewals = {MOST_RENEWALS}") is None
    assert after("ALTER TABLE meta.load DROP code") is None
    assert after(f"UPDATE meta.search_sentence SET place = place + {LAST_PLACE}") is None


def test_what_somebody_wrote_to_is_not_taken_over_and_what_was_taken_over_is_audited_anew(
    audited: Path, lake: Lake, settings: Settings, tmp_path: Path
) -> None:
    assert untouched(settings) is None
    publish(audited, settings)
    kept = untouched(settings)
    assert kept is not None
    path = tmp_path / "next.duckdb"
    load_candidate(lake, path, "29991231T000000000000Z", base=kept)
    with pytest.raises(AuditError, match="not audited"):
        publish(path, settings)
    audit(path)
    publish(path, settings)
    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute("UPDATE core.filing SET form = '8-K'")
    assert untouched(settings) is None
