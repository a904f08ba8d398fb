"""Files of a published folder that are as they were in the version before: taken over instead of made again.

A version's `manifest.json` says of each file from which rows and by which code it was made, and the hash of its bytes.
The files are copied, never linked: whoever changes one version's file changes no other's. Not here: having them on the
disk for good, which is for whoever fills the folder.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.code_version import code_version
from pipelines.files import sha256

MANIFEST = "manifest.json"


class Version:
    """A version that is being filled in `folder`, and the one before, `former`, if there is one.

    `module` is the code that makes its files: those that other code made, or another DuckDB or Polars, are made anew.
    """

    def __init__(self, folder: Path, former: Path | None, module: str) -> None:
        self.folder, self.former = folder, former
        self.made_by = f"{code_version(module)} duckdb {duckdb.__version__} polars {pl.__version__}"
        self.files: dict[str, dict[str, str]] = {}
        self._before = _manifest(former) if former else {}

    def takes(self, name: str, rows: str) -> bool:
        """Whether the file could be taken over, since it was made of rows of the same digest; else it is to be made."""
        before = self._before.get("files", {}).get(name, {})
        if self.former is None or self._before.get("made_by") != self.made_by or before.get("rows") != rows:
            return False
        try:
            data = (self.former / name).read_bytes()
        except FileNotFoundError:
            return False
        if hashlib.sha256(data).hexdigest() != before["sha256"]:
            return False
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.files[name] = before
        return True

    def made(self, name: str, rows: str) -> None:
        """Remember that a file was made, of rows of that digest."""
        self.files[name] = {"rows": rows, "sha256": sha256(self.folder / name)}

    def write(self, name: str, rows: str, data: bytes) -> None:
        """Make a file of data that were made of rows of that digest."""
        (self.folder / name).write_bytes(data)
        self.files[name] = {"rows": rows, "sha256": hashlib.sha256(data).hexdigest()}

    def write_manifest(self) -> None:
        """Write the manifest, so that the next version can take files over."""
        told = {"made_by": self.made_by, "files": dict(sorted(self.files.items()))}
        (self.folder / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return found if isinstance(found["files"], dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
