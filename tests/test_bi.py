"""Every query that `docs/bi.md` offers runs on the sample and answers with rows, and what it names exists."""

import re
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.read import query

from .conftest import ROOT

WORDS = (ROOT / "docs" / "bi.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```$", WORDS, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", QUERIES, ids=range(len(QUERIES)))
def test_a_query_of_the_document_answers_with_rows(
    text: str, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample_home)
    cik = query(
        sample_home / "warehouse.duckdb",
        "SELECT cik FROM core.officer JOIN core.filing USING (accession_number)",
    )
    text = text.replace("320193", str(cik["cik"][0]))
    with duckdb.connect("warehouse.duckdb", read_only=True) as connection:
        assert connection.sql(text).fetchall()


def test_every_table_and_column_that_the_document_names_is_in_the_warehouse(
    sample_home: Path,
) -> None:
    columns = query(sample_home / "warehouse.duckdb", "FROM meta.column")
    known = {
        f"{schema}.{table}" for schema, table in columns.select("table_schema", "table_name").iter_rows()
    }
    named = set(re.findall(r"`((?:core|mart)\.\w+)`", WORDS))
    assert named and named <= known
    words = set(re.findall(r"`([a-z]+_[a-z_]+)`", WORDS)) - {
        "not_read",
        "not_disclosed",
        "not_stated",
        "list_contains",
    }
    assert words and words <= set(columns["column_name"])
