"""The door of the command line: from the first moment on it can be ended (`interrupts.py`), and only then the rest is
imported (`cli.py`), which takes some tenths of a second."""

from assets.interrupts import Interrupted, end, watch


def main() -> None:
    """Run `cyd`."""
    try:
        watch()
        from assets.cli import main as run  # noqa: PLC0415 (an interruption meanwhile is one like any other)

        run()
    except Interrupted:
        end()
