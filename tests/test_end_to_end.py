"""Whole runs as a person starts them: every filing arrives, and running again changes nothing. What goes wrong is
in `test_sentences.py`, kills in `test_kills.py`; single parts are tested where they live."""

import json
import subprocess
from pathlib import Path

import polars as pl

from pipelines.warehouse.read import query

from .conftest import ROOT, Cyd, command, environment, sha256
from .runs import files_of, tables_of


def test_a_second_run_publishes_nothing_and_says_so(cyd: Cyd, home: Path) -> None:
    tables, files = tables_of(home), files_of(home)
    assert len(tables) > 8
    assert sum(frame.height for frame in tables.values()) > 1000
    load = query(home / "warehouse.duckdb", "FROM meta.load")["load_id"][0]
    ended = cyd("run", "--sample", home=home)
    assert (ended.code, ended.sentences) == (0, ""), ended.err
    assert "nothing new" in ended.out and "nothing new" in cyd("status", home=home).out
    assert query(home / "warehouse.duckdb", "FROM meta.load")["load_id"][0] == load
    assert len(list((home / "publications").iterdir())) == 1
    again = tables_of(home)
    assert list(again) == list(tables)
    changed = [name for name, frame in tables.items() if not frame.equals(again[name])]
    assert changed == []
    assert files_of(home) == files


def test_every_real_filing_and_fact_arrives_and_is_traced_to_its_archive(real_home: Path) -> None:
    home, path = real_home, real_home / "warehouse.duckdb"
    counts = "SELECT (SELECT count(*) FROM core.filing) AS filings, (SELECT count(*) FROM core.fact WHERE source <> 'item') AS facts"
    assert query(path, counts).row(0) == (8_079, 99_480)
    traced = query(
        path,
        "SELECT fact.document, fact.document_sha256, source_document.sha256, source_document.path, count(*) AS facts"
        " FROM core.fact LEFT JOIN meta.source_document ON parse_filename(path) = fact.document WHERE source <> 'item' GROUP BY ALL",
    )
    assert traced["facts"].sum() == 99_480
    assert traced["sha256"].null_count() == 0
    assert traced["document_sha256"].to_list() == traced["sha256"].to_list()
    for row in traced.iter_rows(named=True):
        assert sha256(home / "raw" / row["path"]) == row["sha256"]
    failed = query(path, "FROM meta.check_result WHERE NOT passed AND severity = 'error'")
    assert failed.is_empty()
    package = json.loads((home / "exports" / "latest" / "datapackage.json").read_text())
    assert len(package["resources"]) > 8
    exports = (home / "exports" / "latest").resolve()
    assert (
        pl.scan_parquet(exports / "core.fact")
        .filter(pl.col("source") != "item")
        .select(pl.len())
        .collect()
        .item()
        == 99_480
    )
    assert path.stat().st_size <= 120e6
    assert sum(file.stat().st_size for file in exports.rglob("*.parquet")) <= 30e6


def test_the_checkout_is_what_these_tests_run() -> None:
    done = subprocess.run(
        [*command()[:2], "import assets, pipelines; print(assets.__file__); print(pipelines.__file__)"],
        env=environment(ROOT),
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [str(ROOT / name / "__init__.py") for name in ("assets", "pipelines")]
