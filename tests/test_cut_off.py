"""A run that is ended at any step of a month publishes nothing of it, and a later night mends it, alone."""

import signal
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from assets.resources import Workplace
from assets.runs import run
from pipelines.due import months_to_run
from pipelines.errors import DocumentError
from pipelines.facts.precedence import best_facts
from pipelines.lake import Lake
from pipelines.month_state import STEPS, Step
from pipelines.sample.generate import write_sample
from pipelines.settings import Settings
from pipelines.warehouse.load import load_candidate
from pipelines.warehouse.read import query

from .conftest import LONGEST_RUN_SECONDS, Cyd, command, environment
from .runs import files_of, tables_of

MONTH = "2026-03"
OLD_DAY, DAY, MONTHS_LATER = date(2026, 3, 16), date(2026, 4, 6), date(2026, 7, 1)

ENDED_AT = """
import os, signal
from pathlib import Path
replace, left = Path.replace, int(os.environ["STEP"])

def replacing(self, target):
    global left
    done = replace(self, target)
    if str(target).endswith("month=2026-03/state.json"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), int(os.environ["SIGNAL"]))
    return done

Path.replace = replacing
from assets.entry import main
main()
"""
"""The command line, ended right after the state of the month was written for the nth time: begun, or a step done."""

ROWS = """
SELECT accession_number, count(*) AS facts, any_value(oversight_structure) AS structure
FROM core.fact LEFT JOIN mart.disclosure USING (accession_number)
JOIN core.filing USING (accession_number) WHERE is_annual AND strftime(filing.filed, '%Y-%m') = '2026-03' GROUP BY ALL ORDER BY ALL
"""


def loaded(home: Path, number: int) -> list[tuple[object, ...]]:
    """What a publication would hold of the month now."""
    path = home / "candidates" / f"{number}.duckdb"
    load_candidate(Lake(home / "lake"), path, str(number))
    return query(path, ROWS).rows()


def without_code(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The steps as other code did them: all are to be done again."""
    return {name: replace(step, code="another") for name, step in steps.items()}


def settings_of(home: Path, mirror: Path) -> Settings:
    return Settings(home=home, edgar_url=mirror.as_uri(), identity=None, report=False, workers=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that was filled in the middle of the month."""
    write_sample(tmp_path / "mirror", today=OLD_DAY)
    settings = settings_of(tmp_path / "home", tmp_path / "mirror")
    run(Workplace(settings, OLD_DAY), ["2026-02", MONTH])
    write_sample(tmp_path / "mirror", today=DAY)
    return settings.base


def test_a_month_is_published_whole_or_as_it_was_wherever_a_run_is_ended(home: Path, tmp_path: Path) -> None:
    mirror, lake = tmp_path / "mirror", Lake(home / "lake")
    old = query(home / "warehouse.duckdb", ROWS).rows()
    assert loaded(home, 0) == old
    signals = [signal.SIGKILL, signal.SIGTERM]
    for number in range(len(STEPS) + 1):
        # Each goes on from what the one before left, so it writes the state as begun, does one step more and is ended.
        words = {"STEP": str(2 if number else 1), "SIGNAL": str(int(signals[number % 2]))}
        done = subprocess.run(
            [*command()[:2], ENDED_AT, "run", "--months", MONTH, "--today", str(DAY)],
            env=environment(home, {"CYD_EDGAR_URL": mirror.as_uri(), **words}),
            cwd=tmp_path,
            capture_output=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        assert done.returncode != 0, done.stderr
        assert list(lake.state(MONTH).steps.values()) != []
        assert lake.state(MONTH).reason, number
        assert loaded(home, number + 1) == old
    assert lake.state(MONTH).lacks is None, "all steps were done, and only to close the month was left"
    night = Workplace(settings_of(home, mirror), MONTHS_LATER)
    months = months_to_run(lake, MONTHS_LATER)
    assert MONTH in months
    run(night, months)
    assert lake.state(MONTH).is_done
    new = query(home / "warehouse.duckdb", ROWS).rows()
    assert len(new) > len(old)
    assert all(structure for *_, structure in new)
    clean = tmp_path / "clean"
    run(Workplace(settings_of(clean, mirror), OLD_DAY), ["2026-02"])
    run(Workplace(settings_of(clean, mirror), DAY), [MONTH])
    run(Workplace(settings_of(clean, mirror), MONTHS_LATER), months)
    told_of_the_index = (
        "meta.source_document.parquet",
        "manifest.json",
    )  # each night's index has bytes of its own
    files = [{k: v for k, v in files_of(one).items() if k not in told_of_the_index} for one in (home, clean)]
    assert files[0] == files[1]
    expected = tables_of(clean)
    assert [name for name, frame in tables_of(home).items() if not frame.equals(expected[name])] == []


def test_a_run_of_another_month_mends_what_was_cut_off(home: Path, tmp_path: Path, cyd: Cyd) -> None:
    lake = Lake(home / "lake")
    lake.begin("2026-02", "a run that was killed")
    told = cyd("status", home=home).out
    assert "2026-02 is not whole. A run was cut off" in told
    ended = cyd(
        "run", "--months", MONTH, "--today", str(DAY),
        home=home, CYD_EDGAR_URL=(tmp_path / "mirror").as_uri(),
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert lake.state("2026-02").is_done and lake.state(MONTH).is_done
    assert query(home / "warehouse.duckdb", "FROM meta.month WHERE NOT is_done").is_empty()


def test_a_month_that_cannot_be_mended_harms_no_other_and_is_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(home, tmp_path / "mirror")
    lake = Lake(home / "lake")
    lake.begin("2026-02", "a run that was killed")
    before = query(
        home / "warehouse.duckdb", "SELECT count(*) FROM core.filing WHERE filed < '2026-03-01'"
    ).item()

    def fails(sources: list[pl.DataFrame]) -> pl.DataFrame:
        if lake.state(MONTH).is_done:  # the month that was asked for comes first
            raise DocumentError("What 2026-02 was made from is no longer so.")
        return best_facts(sources)

    monkeypatch.setattr("assets.reading.best_facts", fails)
    lake.change("2026-02", lambda state: replace(state, steps=without_code(state.steps)))
    with pytest.raises(DocumentError, match="2026-02"):
        run(Workplace(settings, DAY), [MONTH])
    path = home / "warehouse.duckdb"
    assert query(path, "SELECT count(*) FROM core.filing WHERE filed < '2026-03-01'").item() == before
    (row,) = query(path, "FROM meta.month WHERE NOT is_done").iter_rows(named=True)
    assert (row["month"], row["is_loaded"]) == (date(2026, 2, 1), True)
    assert "cut off" in row["reason"] and lake.state(MONTH).is_done
