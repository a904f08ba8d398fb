"""The door of the installed product: the only name that a wheel brings into an environment. The packages of the
repository (`assets`, `pipelines`, `sql`) stand inside it there, and beside it in a checkout; either way they are found
under their own names by this program and the processes it starts, and by no other."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
PACKAGES = _HERE if (_HERE / "assets").is_dir() else _HERE.parent
"""The folder in which the packages stand."""


def main() -> None:
    """Run `cyd`."""
    found = str(PACKAGES)
    sys.path.insert(0, found)
    further = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join([found, *(one for one in further if one not in ("", found))])
    from assets.entry import main as run  # noqa: PLC0415 (not to be found before)

    run()
