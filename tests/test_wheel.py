"""The wheel: what it brings into an environment, and that the product runs from it, wherever it is called."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, as an installer lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def run(installed: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=installed.parent,
        env={"PYTHONPATH": str(installed), "CYD_HOME": str(installed.parent / "home"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_wheel_brings_one_name_into_an_environment(installed: Path) -> None:
    assert {path.name for path in installed.iterdir()} == {"cyd", f"cyd-{VERSION}.dist-info"}
    inside = {path.name for path in (installed / "cyd").iterdir()}
    assert inside == {"__init__.py", "__main__.py", "assets", "pipelines", "sql"}
    for folder in ("sql", "pipelines", "assets"):
        wanted = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.*") if path.suffix != ".pyc"}
        found = {path.relative_to(installed / "cyd") for path in (installed / "cyd" / folder).rglob("*.*")}
        assert found == wanted


def test_the_product_runs_from_it_and_so_do_processes_that_it_starts(installed: Path) -> None:
    assert run(installed, "-m", "cyd", "--version") == f"cyd {VERSION}"
    where = (
        "import subprocess, sys; sys.argv = ['cyd', '--version']; import cyd\n"
        "try:\n    cyd.main()\nexcept SystemExit:\n    pass\n"
        "print(subprocess.check_output([sys.executable, '-c', 'import assets, pipelines, sql;"
        " print(assets.__file__, pipelines.__file__, sql.__file__)'], text=True))"
    )
    told = run(installed, "-c", where).splitlines()[-1].split()
    assert [Path(file).parents[1] for file in told] == [installed / "cyd"] * 3
