"""What a person reads while a run is at work: on a terminal a bar with what it is at, how much of it is done and for
how long; elsewhere a line with its time for each thing that it begins. What is wrong is said by whoever finds it,
whether or not this is silent."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assets.interrupts import told_first
from assets.printable import printable

Say = Callable[[str, int, int], None]
"""What is begun or goes on, and of a thing whose size is known how much of it is done (else 0 of 0)."""


def nothing(_message: str, _done: int = 0, _of: int = 0) -> None:
    """Say nothing."""


@contextmanager
def progress(console: Console, *, quiet: bool = False) -> Iterator[Say]:
    """A function that takes each thing as it begins, and how far it is. Warnings of the product are lines too."""
    with _warnings(console):
        if quiet:
            yield nothing
        elif console.is_terminal:
            columns = (
                SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(30), TimeElapsedColumn()
            )  # fmt: skip
            with Progress(*columns, console=console, transient=True) as bar, told_first(bar.stop):
                task = bar.add_task("starting", total=None)

                def show(message: str, done: int = 0, of: int = 0) -> None:
                    shown = printable(counted(message, done, of))
                    if done:
                        bar.update(task, description=shown, completed=done, total=of, refresh=True)
                    else:  # a thing of unknown size: its bar moves to and fro
                        bar.reset(task, description=shown, total=of or None)

                yield show
        else:

            def write(message: str, done: int = 0, of: int = 0) -> None:
                line(console, counted(message, done, of))

            yield write


def counted(message: str, done: int = 0, of: int = 0) -> str:
    """A message with how much is done, where that is known."""
    return f"{message}: {done:,} of {of:,}" if of else message


def line(console: Console, message: str) -> None:
    """One line of a log: time in UTC, then what is said; no markup, no colours, never folded."""
    now = datetime.now(UTC)
    console.print(f"{now:%Y-%m-%dT%H:%M:%SZ} {printable(message)}", markup=False, soft_wrap=True)


class _Lines(logging.Handler):
    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        line(self._console, f"Warning: {record.getMessage()}")


@contextmanager
def _warnings(console: Console) -> Iterator[None]:
    """Have what `pipelines` warns of be lines of the log, without the traces that Python would add."""
    logger, handler = logging.getLogger("pipelines"), _Lines(console)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
