"""The home of one pipeline, `CYD_HOME`: who may work in it at the same time, and whose filings it holds.

Runs of the daemon share a home, a month each; a run of the command line wants it alone. The locks go with the
process that holds them, however it ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pipelines.errors import CydError, SettingsError
from pipelines.files import locked, write_text
from pipelines.settings import Settings

SAMPLE, REAL = "the synthetic sample", "EDGAR"


@contextmanager
def alone_in(settings: Settings) -> Iterator[None]:
    """Have the home alone; raises CydError where another run is at work, SettingsError where the home holds
    filings of another source."""
    with nobody_else_in(settings):
        belongs_to(settings)
        yield


@contextmanager
def nobody_else_in(settings: Settings) -> Iterator[None]:
    """Have the home alone, whatever it holds; raises CydError where a run is at work."""
    with _locked(settings, fcntl.LOCK_EX | fcntl.LOCK_NB):
        yield


@contextmanager
def together_in(settings: Settings) -> Iterator[None]:
    """Work in the home beside other runs of the daemon; wait for a run of the command line to end.

    Raises SettingsError where the home holds filings of another source.
    """
    with _locked(settings, fcntl.LOCK_SH):
        belongs_to(settings)
        yield


@contextmanager
def _locked(settings: Settings, operation: int) -> Iterator[None]:
    settings.base.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        try:
            held.enter_context(locked(settings.base / ".run.lock", operation))
        except BlockingIOError as error:
            raise CydError(f"Another run is at work in {settings.base}: wait for it to end.") from error
        yield


def belongs_to(settings: Settings) -> None:
    """Refuse to mix the synthetic sample with real filings in one home, with SettingsError."""
    kind = SAMPLE if settings.sample else REAL
    held = holds(settings) or kind
    if held != kind:
        raise SettingsError(
            f"{settings.base} holds filings of {held}: set CYD_HOME to another folder for {kind}."
        )
    write_text(settings.base / ".source", kind + "\n")


def holds(settings: Settings) -> str | None:
    """Whose filings the home holds, `SAMPLE` or `REAL`; None where it is new."""
    mark = settings.base / ".source"
    return mark.read_text().strip() if mark.is_file() else None
