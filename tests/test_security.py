"""What SECURITY.md promises and no other test holds: secrets stay out of what is kept and said, SQL is never put
together from input, and text from outside moves no terminal."""

import ast
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import duckdb
import polars as pl
import pytest

from assets import cli, show
from assets.resources import Workplace
from assets.runs import run
from pipelines.edgar.archive import META_FOLDER, RawArchive
from pipelines.edgar.client import Client, Patience
from pipelines.edgar.expect import Expect
from pipelines.errors import CydError, FetchError, NotFoundError
from pipelines.exports.parquet import write_export
from pipelines.sample.server import serve
from pipelines.settings import Settings

from .conftest import SECRETS

ROOT = Path(__file__).parents[1]
PAGE = b"<html><body>" + b"<p>words</p>" * 200 + b"</body></html>"


def test_no_file_of_a_home_holds_an_identity_or_a_secret(mirror_home: Path) -> None:
    """Raw archive, lake, warehouse, exports, Dagster's events and logs, after a run that was given them all."""
    files = [path for path in mirror_home.rglob("*") if path.is_file()]
    assert {"lake", "dagster", "exports", "raw"} <= {path.relative_to(mirror_home).parts[0] for path in files}
    for path in files:
        content = path.read_bytes()
        if path.suffix == ".parquet":  # compressed: its text columns are read
            content = "\n".join(map(str, pl.read_parquet(path, hive_partitioning=False).rows())).encode()
        for value in SECRETS.values():
            assert value.encode() not in content, f"{value} stands in {path.relative_to(mirror_home)}"


def test_the_settings_as_a_whole_are_printed_without_what_may_be_secret() -> None:
    settings = Settings(
        identity="Jane Doe jane@example.com",
        edgar_url="https://reader:opensesame@mirror.example",
        webhook_url="https://hooks.example/T0/token",
    )
    said = f"{settings!r} {settings}"
    assert not [word for word in ("Jane", "jane@", "opensesame", "token") if word in said]
    assert "requests_per_second" in said


def test_the_password_of_a_mirror_is_sent_and_neither_kept_nor_told(tmp_path: Path) -> None:
    (tmp_path / "edgar" / "a").mkdir(parents=True)
    (tmp_path / "edgar" / "a" / "b.htm").write_bytes(PAGE)
    with serve(tmp_path / "edgar") as server:
        url = server.url.replace("http://", "http://reader:open%40sesame@")
        with Client(Settings(edgar_url=url)) as client:
            archive = RawArchive(tmp_path / "raw", client)
            fetched = archive.fetch("a/b.htm", expect=Expect.HTML)
            with pytest.raises(NotFoundError) as caught:
                archive.fetch("a/none.htm", expect=Expect.HTML)
    sent = {request.headers.get("Authorization") for request in server.requests}
    assert sent == {"Basic cmVhZGVyOm9wZW5Ac2VzYW1l"}
    kept = (tmp_path / "raw" / META_FOLDER / "a" / "b.htm.json").read_text()
    for said in (fetched.url, str(caught.value), kept):
        assert server.url in said and "sesame" not in said and "reader" not in said


ODD = "o'p%23n%2Fse%40s%3Aa%3Fm%25e&+=!"
"""A password with every character that addresses write as a code, and some that they do not."""


@pytest.mark.parametrize("verbose", [False, True])
def test_a_run_that_fails_tells_no_secret_in_error_log_report_or_dagsters_storage(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], verbose: bool
) -> None:
    caplog.set_level("DEBUG" if verbose else "WARNING")
    settings = Settings(
        home=tmp_path / "home", identity="Zelda Quine zelda.quine@example.com",
        edgar_url=f"http://reader:{ODD}@127.0.0.1:9", alert_url=f"http://127.0.0.1:9/{ODD}",
        webhook_url=f"http://127.0.0.1:9/hook/{ODD}",
    )  # fmt: skip
    with pytest.raises(FetchError) as caught:
        run(Workplace(settings, date(2025, 5, 30), patience=Patience(attempts=1)), ["2025-05"])
    assert "http://127.0.0.1:9" in str(caught.value)
    instance_files = [path for path in settings.base.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in instance_files) and any(
        path.suffix == ".prom" for path in instance_files
    )
    said = [str(caught.value), caplog.text, *capfd.readouterr()]
    kept = [path.read_bytes().decode("latin-1") for path in instance_files]
    for text in (*said, *kept, f"{settings!r}"):
        for secret in (ODD, unquote(ODD), "reader:", "Zelda", "/hook/"):
            assert secret not in text


@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_a_filing_cannot_speak_to_the_terminal(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences, C1 controls and marks that reverse the direction; CSV keeps what was filed for programs."""
    show.frame(pl.DataFrame({"value": ["Board\x1b]0;owned\x07 \x9b2J \u202etxt.exe"]}), style, None)
    said = capsys.readouterr().out
    assert "Board" in said and "owned" in said
    if style == "table":
        assert not [letter for letter in said if letter in "\x1b\x07\x9b\u202e"]
        assert said.count("\N{REPLACEMENT CHARACTER}") == 4


def test_an_error_cannot_speak_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli._complain("Fetch", str(CydError("no \x1b[2J file")))
    assert "\x1b[2J" not in capsys.readouterr().err


SQL_METHODS = {"execute", "executemany", "sql", "query", "from_query"}
NAMES_IN_SQL = {
    "pipelines/exports/parquet.py": {
        "rows", "COMPRESSION_LEVEL", "ROW_GROUP_ROWS", "_pandas_types(table)", "table.reference", "table.order",
    },
    "pipelines/exports/tables.py": {"self._part", "self.reference", "order"},
    "pipelines/exports/spreadsheet.py": {"cells", "table.reference", "table.order"},
    "pipelines/warehouse/read.py": {"table"},
    "pipelines/warehouse/lake_views.py": {"table", "columns", "kind", "paths", "among"},
    "pipelines/warehouse/load.py": {
        "schema_name", "table", "file.kind", "file.name", "column", "literal(file.description)",
        "literal(description)", "'TABLE ' if of_rows else ''", "name", "literal(str(path))", "STORAGE_VERSION",
    },
    "pipelines/warehouse/renew.py": {"changes", "key", "name", "now", "which"},
    "pipelines/report/explorer.py": {"name", "queries['report']", "sql"},
    "pipelines/report/figures.py": {"ASKED_OFTEN", "_once(ASKED_OFTEN)"},
}  # fmt: skip
"""Every value that code puts into the text of a statement: names of tables and columns and queries that come from files
of `sql/`, paths of the lake as literals, and for exports, quoted, from the warehouse. Values of filings and of people are parameters or frames; only `cyd sql` runs what a person wrote."""


def test_statements_are_put_together_from_our_own_names_alone() -> None:
    found: dict[str, set[str]] = {}
    for path in sorted([*(ROOT / "pipelines").rglob("*.py"), *(ROOT / "assets").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _method(node) in SQL_METHODS and node.args:
                values = {
                    ast.unparse(part.value)
                    for argument in node.args
                    for part in ast.walk(argument)
                    if isinstance(part, ast.FormattedValue)
                }
                if values:
                    found.setdefault(path.relative_to(ROOT).as_posix(), set()).update(values)
    assert found == NAMES_IN_SQL


def _method(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_a_name_in_the_warehouse_cannot_end_a_statement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The export takes its tables' names from the warehouse it reads; a hostile one is a name like any other."""
    monkeypatch.chdir(tmp_path)
    hostile = """x"; COPY meta.load TO 'stolen'; FROM meta."load"""
    with duckdb.connect("w.duckdb") as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA meta; CREATE TABLE core.x AS SELECT 1 AS a")
        connection.execute("CREATE TABLE meta.load AS SELECT 'x' AS load_id")
        connection.execute("CREATE TABLE core.filing AS SELECT DATE '2025-01-01' AS filed")
        connection.execute(
            "CREATE TABLE meta.\"column\" AS SELECT 'core' AS table_schema, ? AS table_name, ? AS column_name,"
            " 'VARCHAR' AS data_type, 1 AS position",
            [hostile, hostile],
        )
    (tmp_path / "out").mkdir()
    with pytest.raises((duckdb.CatalogException, CydError)):
        write_export(tmp_path / "w.duckdb", tmp_path / "out")
    assert not (tmp_path / "stolen").exists()


@pytest.mark.parametrize(
    ("excused", "code", "told"),
    [
        ("", 1, "VULNERABLE: lib 1.0, PYSEC-1, fixed in 1.1"),
        ("CVE-1 not reached\n", 0, "2 of 3 packages asked about, 0 open"),
    ],
)
def test_a_known_vulnerability_fails_the_audit_unless_it_is_excused(
    tmp_path: Path, excused: str, code: int, told: str
) -> None:
    vulnerability = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1"]}
    packages = [
        {"name": "lib", "version": "1.0", "vulns": [vulnerability]},
        {"name": "fine", "version": "2.0", "vulns": []},
        {"name": "unknown", "skip_reason": "not found"},
    ]
    (tmp_path / "found.json").write_text(json.dumps({"dependencies": packages}))
    (tmp_path / "excused").write_text("# why\n" + excused)
    words = [sys.executable, ".ci/audit.py", str(tmp_path / "found.json"), str(tmp_path / "excused")]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert told in ended.stdout
