"""The dictionary explains every column, in words that come from the warehouse."""

from pathlib import Path

import pytest

from pipelines.exports.dictionary import field_type
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.read import query


@pytest.mark.parametrize(
    ("duckdb_type", "kind"),
    [
        ("VARCHAR", "string"),
        ("VARCHAR[]", "array"),
        ("STRUCT(a INTEGER)[]", "array"),
        ("STRUCT(a INTEGER)", "object"),
        ("MAP(VARCHAR, INTEGER)", "object"),
        ("INTEGER", "integer"),
        ("BIGINT", "integer"),
        ("HUGEINT", "integer"),
        ("UBIGINT", "integer"),
        ("USMALLINT", "integer"),
        ("TINYINT", "integer"),
        ("DOUBLE", "number"),
        ("DECIMAL(18,3)", "number"),
        ("BOOLEAN", "boolean"),
        ("DATE", "date"),
        ("TIMESTAMP", "datetime"),
        ("TIMESTAMP WITH TIME ZONE", "datetime"),
        ("INTERVAL", "string"),
        ("UUID", "string"),
    ],
)
def test_the_type_of_a_field_is_frictionlesss(duckdb_type: str, kind: str) -> None:
    assert field_type(duckdb_type) == kind


def test_every_table_has_its_chapter_and_every_column_its_row(exported: Path, warehouses: list[Path]) -> None:
    words = (exported / "dictionary.md").read_text()
    chapters = {chapter.split("\n", 1)[0]: chapter for chapter in words.split("\n## ")[1:]}
    columns = query(warehouses[0], "SELECT table_schema || '.' || table_name AS name, * FROM meta.column")
    for row in columns.iter_rows(named=True):
        lines = chapters[row["name"]].splitlines()
        assert [line for line in lines if line.startswith(f"| {row['column_name']} | {row['data_type']} | ")]
    for file in sql_files("schema", "marts"):
        if file.kind in ("table", "view"):
            assert f"One row per {', '.join(file.grain)}." in chapters[file.name]
            assert file.description in chapters[file.name]


def test_a_row_has_three_cells_whatever_its_words(exported: Path) -> None:
    for line in (exported / "dictionary.md").read_text().splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 4, line


def test_the_macros_are_explained_where_they_are_called_and_in_the_warehouse(
    exported: Path, warehouses: list[Path]
) -> None:
    words = (exported / "dictionary.md").read_text()
    macros = [file for file in sql_files("schema", "marts") if file.kind == "macro"]
    assert "disclosure_as_of(day)" in [file.name for file in macros]
    for file in macros:
        assert f"- `{file.name}`: {file.description}." in words
        name = file.name.partition("(")[0]
        said = query(
            warehouses[0],
            f"SELECT comment FROM duckdb_functions() WHERE function_name = '{name}' AND NOT internal",
        )
        assert said["comment"].to_list() == [file.description]
