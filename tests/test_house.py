"""The conventions of the house hold: floors, partners of every table, docstrings, sizes, no circles of imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.definitions import defs
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.lake_views import LAKE_SCHEMAS

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 440
"""Lines; a file should have about 400 at most."""
LONGEST_RULE = 140
"""Characters of a line of the rules of language, and of the code that reads by them."""
MODULES = sorted(
    path for folder in ("assets", "pipelines", "sql", "bench") for path in (ROOT / folder).rglob("*.py")
)
MADE_WHILE_LOADING = {
    "core.concept",
    "core.company",
    "core.filing_company",
    "core.shared_sentence",
    "core.comparison",
}
"""Tables of the warehouse that are computed over all months and so have no partition of their own."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path): path for path in MODULES}


def imports(path: Path, *, at_work: bool = False) -> Iterator[str]:
    """The modules that a module imports; with `at_work` those within functions too, not only at the start."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if at_work else iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports by a relative name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in NAMES else node.module


def test_the_lower_floor_knows_nothing_of_the_upper_one() -> None:
    found = {
        (module_name(path), name)
        for path in MODULES
        if path.is_relative_to(ROOT / "pipelines")
        for name in imports(path, at_work=True)
        if name.split(".")[0] in ("dagster", "assets", "bench", "tests")
    }
    assert found == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {name: {found for found in imports(path) if found in NAMES} for name, path in NAMES.items()}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' -> '.join((*way[way.index(name) :], name))}"
        if name not in done:
            for following in sorted(graph[name]):
                visit(following, (*way, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())
    assert done == set(NAMES)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_says_in_its_first_lines_what_belongs_there(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert words, f"{path} has no docstring"
    assert words.strip().split("\n")[0].strip(), path


def test_no_file_is_too_long_to_read() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_only_the_settings_read_the_environment() -> None:
    """`cli.py` asks where to keep the trace of an error that may come of the settings themselves."""
    allowed = {"pipelines.settings", "assets.instance", "assets.serve", "assets.cli", "assets.worker"}
    readers = {
        module_name(path)
        for path in MODULES
        if path.is_relative_to(ROOT / "pipelines") or path.is_relative_to(ROOT / "assets")
        if "os.environ" in path.read_text() or "getenv(" in path.read_text()
    }
    assert readers <= allowed


TABLES = [file for file in sql_files("schema", "marts") if file.kind in ("table", "view")]


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_a_table_has_a_file_of_its_own_name_with_a_number(file: object) -> None:
    path, name = file.path, file.name  # type: ignore[attr-defined]
    number, _, stem = path.stem.partition("_")
    assert number.isdigit()
    assert len(number) == 2
    assert stem == name.partition(".")[2]


def test_a_core_table_has_its_partition_in_the_lake_and_its_asset() -> None:
    assets = {key.to_user_string() for key in defs().resolve_asset_graph().get_all_asset_keys()}
    for file in TABLES:
        schema, _, table = file.name.partition(".")
        if schema == "core" and file.name not in MADE_WHILE_LOADING:
            assert table in LAKE_SCHEMAS, f"{file.name} is loaded from no table of the lake"
            assert table in assets, f"{file.name} has no asset"


def test_a_module_of_the_lower_floor_has_its_test() -> None:
    """Found by name: `pipelines/a/b.py` is tested by `tests/a/test_b.py`, or by one that imports it."""
    spoken = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    untested = [
        name
        for name, path in NAMES.items()
        if name.startswith("pipelines.") and path.name != "__init__.py"
        if not (ROOT / "tests" / path.relative_to(ROOT / "pipelines").with_name(f"test_{path.name}")).exists()
        and name not in spoken
        and not any(name in set(imports(other)) for other in MODULES if other != path)
    ]
    assert untested == []


def test_tests_of_a_folder_are_packages_so_that_equal_names_can_live_together() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_line_of_the_rules_of_language_is_long() -> None:
    files = [path for path in (ROOT / "pipelines" / "metrics").rglob("*") if path.suffix in (".toml", ".py")]
    lines = {(path.name, line) for path in files for line in path.read_text(encoding="utf-8").splitlines()}
    assert len(files) > 20 and {one for one in lines if len(one[1]) > LONGEST_RULE} == set()
