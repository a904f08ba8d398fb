"""Versions of our own code: that of the product as it is installed, and of each step a hash over the files that decide
what it makes of its inputs.

Not here: what is done where a version has changed (`month_state.py`, `lake.py`).
"""

import hashlib
import re
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import pipelines

_IMPORT = re.compile(
    r"^\s*(?:from (pipelines[\w.]*) import \(?([\w, ]*)|import (pipelines[\w.]*))", re.MULTILINE
)

ONLY_AROUND = (
    "pipelines.errors",
    "pipelines.files",
    "pipelines.folders",
    "pipelines.settings",
    "pipelines.edgar.archive",
    "pipelines.edgar.client",
)
"""Modules that bring bytes or words to people, and decide no value."""


STEP_CODE = {
    "filing_index": "pipelines.edgar.index",
    "notes": "pipelines.facts.months",
    "documents": "pipelines.documents",
    "fact": "pipelines.facts.precedence",
    "filing": "pipelines.filings",
    "incident": "pipelines.incidents",
    "metrics": "pipelines.derivation",
}
"""The module that does each step of a month."""


def product_version() -> str:
    """The version of the product as it is installed: `0.1.0`."""
    return version("cyd")


def code_of(step: str) -> str:
    """The version of the code that does a step of a month."""
    return code_version(STEP_CODE[step])


@lru_cache
def code_version(*modules: str) -> str:
    """The version of some modules (`pipelines.metrics.derive`), with all of `pipelines` that they import and the data
    files beside them: sixteen hexadecimal digits."""
    found: dict[str, Path] = {}
    for module in modules:
        _follow(module, found)
    paths = {path for one in found.values() for path in (one, *_data_beside(one.parent))}
    digest = hashlib.sha256()
    root = Path(pipelines.__file__).parent
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root)} {_sha256(path)}\n".encode())
    return digest.hexdigest()[:16]


def _follow(module: str, found: dict[str, Path]) -> None:
    path = _file(module)
    if path is None or module in found or module in ONLY_AROUND:
        return
    found[module] = path
    for name in _imported(path):
        _follow(name, found)


# The steps of a month share most of their files, and each is looked at once: nothing changes while a process lives.


@cache
def _imported(path: Path) -> list[str]:
    """The modules of `pipelines` that a file may import: `from … import` names modules, or what is in them."""
    names = []
    for package, things, plain in _IMPORT.findall(path.read_text(encoding="utf-8")):
        name = package or plain
        names += [name, *(f"{name}.{thing.strip()}" for thing in things.split(","))]
    return names


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _file(module: str) -> Path | None:
    place = Path(pipelines.__file__).parent.joinpath(*module.split(".")[1:])
    return next((p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file()), None)


@cache
def _data_beside(folder: Path) -> list[Path]:
    """Files of a package's folder that are no code: words and weights that rules read."""
    if folder == Path(pipelines.__file__).parent:
        return []
    return [one for one in folder.rglob("*") if one.is_file() and one.suffix not in (".py", ".pyc")]
