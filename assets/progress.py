"""What a person reads while a run is at work: on a terminal what it is at and for how long, elsewhere a line with its
time for each thing that it begins. What is wrong is said by whoever finds it, whether or not this is silent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assets.interrupts import told_first
from assets.printable import printable

Tell = Callable[[str], None]


@contextmanager
def progress(console: Console, *, quiet: bool = False) -> Iterator[Tell]:
    """A function that takes each thing as it begins."""
    if quiet:
        yield lambda _message: None
    elif console.is_terminal:
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bar, told_first(bar.stop):
            task = bar.add_task("starting")
            yield lambda message: bar.reset(task, description=printable(message))
    else:
        yield lambda message: line(console, message)


def line(console: Console, message: str) -> None:
    """One line of a log: time in UTC, then what is said; no markup, no colours, never folded."""
    now = datetime.now(UTC)
    console.print(f"{now:%Y-%m-%dT%H:%M:%SZ} {printable(message)}", markup=False, soft_wrap=True)
