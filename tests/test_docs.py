"""The documents say what is true: commands, settings, tables and questions are all in them."""

import re
from pathlib import Path

import pytest
import typer.main

from assets.cli import app
from bench.charts import compiled
from bench.generated import DICTIONARY, empty_warehouse, generated
from pipelines.exports.tables import announced_schema
from pipelines.report.charts import CHARTS
from pipelines.settings import Settings
from pipelines.warehouse.header import sql_files

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INTERNAL = {"sample"}


@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - INTERNAL))
def test_every_setting_stands_in_the_readme_with_its_default(name: str) -> None:
    row = re.search(rf"^\| `CYD_{name.upper()}` \| ([^|]*) \|", README, re.MULTILINE)
    assert row, f"CYD_{name.upper()} is not in the README"
    default = Settings.model_fields[name].default
    if default is not None and Settings.model_fields[name].default_factory is None:
        assert row[1].strip() == f"`{default}`"


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"cyd {command}" in README


def test_the_two_commands_are_the_first_lines_of_the_readme() -> None:
    first = README.split("```")[1]
    assert first.strip().startswith("make run") and "make test" in first


@pytest.mark.parametrize("file", sql_files("schema", "marts"), ids=lambda file: file.name)
def test_every_table_says_what_it_is_what_a_row_is_and_what_each_column_means(file) -> None:  # type: ignore[no-untyped-def]
    assert file.description
    assert file.kind == "macro" or (file.grain and file.columns)
    assert set(file.grain) <= set(file.columns)


def test_the_guide_to_the_warehouse_names_every_mart_and_macro_of_rows() -> None:
    words = (ROOT / "docs" / "warehouse.md").read_text(encoding="utf-8")
    assert [file.name for file in sql_files("marts") if f"`{file.name}`" not in words] == []


@pytest.mark.parametrize("file", sql_files("queries"), ids=lambda file: file.name)
def test_every_question_opens_with_the_question(file) -> None:  # type: ignore[no-untyped-def]
    assert file.kind == "question" and file.description.endswith("?")


def test_what_the_changelog_and_the_make_file_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= targets
    for module in re.findall(r"-m (bench\.\w+)", (ROOT / "Makefile").read_text()):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


@pytest.mark.parametrize("name", ["SECURITY.md", "CONTRIBUTING.md"])
def test_files_that_a_document_names_exist(name: str) -> None:
    words = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|pipelines|assets|bench|docs|\.ci|deploy)/[\w./-]*)`", words)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


ANEW = "sql/ and what is made of it differ: `make generated` writes both anew, and counts the schema's version up"


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, dict[str, str]]]:
    return generated(empty_warehouse(tmp_path_factory.mktemp("empty")))


def test_the_schema_of_the_exports_is_the_announced_one(
    made_anew: tuple[str, dict[str, dict[str, str]]],
) -> None:
    announced = announced_schema()["tables"]
    assert {name: list(columns.items()) for name, columns in made_anew[1].items()} == {
        name: list(columns.items()) for name, columns in announced.items()
    }, ANEW


def test_the_dictionary_in_the_documents_is_that_of_the_warehouse(
    made_anew: tuple[str, dict[str, dict[str, str]]],
) -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == made_anew[0], ANEW


def test_the_charts_of_the_report_are_those_that_altair_makes() -> None:
    assert CHARTS.read_text(encoding="utf-8") == compiled(), "bench/charts.py changed: `make generated`"
