"""The catalogue: whoever opens an asset reads what it is, who answers for it, its columns and where they come from."""

from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.definitions import build_definitions
from assets.describe import LAKE_TABLES, UNTYPED, columns_of, preview
from assets.plots import chart_of_months, filings_by_month
from assets.resources import Workplace
from pipelines.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dg.AssetSpec]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), owner="somebody@example.com")
    definitions = build_definitions(Workplace(settings))
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_every_asset_has_words_group_kinds_owner_code_and_columns(specs: dict[str, dg.AssetSpec]) -> None:
    for name, spec in specs.items():
        assert spec.description and spec.description.endswith("."), name
        assert spec.group_name in ("discovery", "reading", "metrics", "warehouse", "exports"), name
        assert spec.kinds, name
        assert list(spec.owners) == ["somebody@example.com"], name
        assert spec.metadata["dagster/column_schema"].columns, name


def test_the_code_references_are_files_and_lines_where_the_asset_is_made(
    specs: dict[str, dg.AssetSpec],
) -> None:
    for name, spec in specs.items():
        references = spec.metadata["dagster/code_references"].code_references
        for reference in references:
            assert Path(reference.file_path).is_relative_to(ROOT), name
            assert Path(reference.file_path).is_file(), name
        source = Path(references[0].file_path).read_text().splitlines()
        assert source[references[0].line_number - 1].startswith("@dg."), name


def test_columns_are_those_of_the_frames_and_each_is_explained(
    specs: dict[str, dg.AssetSpec],
) -> None:
    for name, schema in LAKE_TABLES.items():
        columns = specs[name].metadata["dagster/column_schema"].columns
        assert [column.name for column in columns] == list(schema)
        assert [column.name for column in columns if not column.description] == [], name
    assert set(LAKE_TABLES) <= set(specs)


def test_each_column_of_a_lineage_exists_upstream(specs: dict[str, dg.AssetSpec]) -> None:
    for name, spec in specs.items():
        lineage = spec.metadata.get("dagster/column_lineage")
        if lineage is None:
            assert not list(spec.deps) or name == "incident_report" or name in UNTYPED, name
            continue
        upstream = {dep.asset_key.to_user_string() for dep in spec.deps}
        for column, sources in lineage.deps_by_column.items():
            assert column in columns_of(name)
            for source in sources:
                above = source.asset_key.to_user_string()
                assert above in upstream, f"{name}.{column}"
                assert source.column_name in columns_of(above), f"{name}.{column} from {above}"


def test_a_column_can_be_followed_from_the_warehouse_to_the_archive(specs: dict[str, dg.AssetSpec]) -> None:
    way = [("warehouse", "core.fact.value")]
    while True:
        name, column = way[-1]
        lineage = specs[name].metadata.get("dagster/column_lineage")
        sources = lineage.deps_by_column.get(column, []) if lineage else []
        found = [(s.asset_key.to_user_string(), s.column_name) for s in sources]
        if not found:
            break
        way.append(min(found, key=lambda one: one[0] != "notes_fact"))
    assert way == [
        ("warehouse", "core.fact.value"),
        ("candidate_warehouse", "core.fact.value"),
        ("fact", "value"),
        ("notes_fact", "value"),
    ]


def test_a_preview_is_short_whatever_the_frame_holds() -> None:
    frame = pl.DataFrame({"text": ["x" * 5000] * 50, "list": [["a", "b"]] * 50, "none": [None] * 50})
    table = preview(frame).records
    assert len(table) == 5
    row = dict(table[0].data)
    assert len(str(row["text"])) == 80 and str(row["text"]).endswith("…")
    assert (row["list"], row["none"]) == ("a, b", None)


def test_the_chart_of_months_has_a_bar_and_a_row_for_each(sample_home: Path) -> None:
    months = filings_by_month(sample_home / "warehouse.duckdb")
    assert months.height > 3
    assert (months["tagged"] + months["section"] + months["not_read"]).to_list() == months[
        "filings"
    ].to_list()
    text = chart_of_months(months)
    assert text.startswith("![") and "data:image/svg+xml;base64," in text
    assert text.count("\n| 20") == months.height
