"""A file of `sql/` says in its first lines what it is."""

import re
from pathlib import Path

import pytest

from pipelines.metrics import certifications, frameworks, material_effect, third_parties
from pipelines.metrics.board.cadence import CADENCES
from pipelines.metrics.board.committees import CATEGORIES
from pipelines.metrics.board.oversight import STRUCTURES
from pipelines.metrics.contradictions import GRADES, TEXT_SAYS
from pipelines.metrics.officers.table import QUALIFIERS, ROLES, SCOPES
from pipelines.warehouse.header import read_sql, sql_files


def written(folder: Path, text: str, name: str = "10_thing.sql") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tables_header_gives_its_name_meaning_grain_and_columns(tmp_path: Path) -> None:
    file = read_sql(
        written(
            tmp_path,
            "-- table core.thing: a thing; one\n--   that goes on\n-- grain a, b\n-- column a: first: part\n"
            "-- column b: second\n--   line\nCREATE TABLE core.thing (a INTEGER);\n-- column c: not of the header\n",
        )
    )
    assert (file.kind, file.name, file.description) == ("table", "core.thing", "a thing; one that goes on")
    assert file.grain == ["a", "b"]
    assert file.columns == {"a": "first: part", "b": "second line"}
    assert file.sql.startswith("-- table") and "CREATE TABLE" in file.sql


def test_a_checks_name_is_its_files_and_its_severity_is_error_unless_said(tmp_path: Path) -> None:
    grave = read_sql(written(tmp_path, "-- check It holds: always.\nSELECT 1;\n", "it_holds.sql"))
    mild = read_sql(written(tmp_path, "-- check It holds.\n-- severity warning\nSELECT 1;\n", "mild.sql"))
    assert (grave.kind, grave.name, grave.severity) == ("check", "it_holds", "error")
    assert grave.description == "It holds: always."
    assert mild.severity == "warning"


@pytest.mark.parametrize(
    "text", ["SELECT 1;\n", "-- column a: b\n-- table core.x: y\n", "", "-- some words\n"]
)
def test_a_file_without_a_header_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"10_thing\.sql has no header"):
        read_sql(written(tmp_path, text))


def test_the_files_come_folder_by_folder_in_name_order() -> None:
    names = [file.path.name for file in sql_files("schema", "marts")]
    schema = [name for name in names if name in {p.path.name for p in sql_files("schema")}]
    assert names[: len(schema)] == sorted(schema)
    assert names[len(schema) :] == sorted(names[len(schema) :])
    assert len(names) > len(schema) > 10


def test_every_check_says_what_must_hold_in_a_sentence_with_a_known_severity() -> None:
    for file in sql_files("checks"):
        assert file.kind == "check"
        assert file.description.endswith(".")
        assert file.severity in ("error", "warning"), file.name


CODED = {
    "core.officer": {"role": ROLES, "position": ROLES, "qualifier": QUALIFIERS, "scope": SCOPES},
    "core.oversight": {"structure": STRUCTURES},
    "core.committee": {"category": CATEGORIES},
    "core.cadence": {"cadence": CADENCES},
    "core.framework": {"framework": frameworks.CODES, "relation": ("company", "vendor")},
    "core.certification": {"certification": certifications.CODES},
    "core.material_effect": {"affected": material_effect.CODES, "likely": material_effect.LIKELY},
    "core.third_party": {"kind": third_parties.KINDS},
    "core.contradiction": {"text_says": TEXT_SAYS, "grade": GRADES},
}
"""Columns of derived tables that hold codes, by table."""


def test_a_column_of_codes_lists_those_that_its_reader_gives() -> None:
    files = {file.name: file for file in sql_files("schema")}
    for table, columns in CODED.items():
        for column, codes in columns.items():
            assert files[table].codes[column] == list(codes), (table, column)


def test_a_column_that_takes_few_values_lists_them() -> None:
    for file in sql_files("schema"):
        for column, values in re.findall(r'CHECK \("?(\w+)"? IN \(([^)]*)\)', file.sql):
            assert set(file.codes.get(column, [])) == set(re.findall(r"'(\w+)'", values)), (file.name, column)
