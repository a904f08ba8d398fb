"""What every asset is given: the settings, the lake, the way to SEC, and somebody to tell about progress."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.client import Client, Patience
from pipelines.lake import Lake
from pipelines.settings import Settings, load_settings


def _silent(_message: str) -> None:
    """Tell nobody: the daemon has its own log."""


@dataclass
class Workplace:
    """The resource `workplace`; `given` settings replace those of the environment, which are read late so that
    loading the code location does nothing. `patience` is that of the client; None: the usual one."""

    given: Settings | None = None
    today: date = field(default_factory=date.today)
    tell: Callable[[str], None] = _silent
    patience: Patience | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.given or load_settings()

    @property
    def lake(self) -> Lake:
        """The lake."""
        return Lake(self.settings.lake_path)

    def relative(self, fetched: Fetched) -> str:
        """The path of a document below EDGAR's root."""
        return fetched.path.relative_to(self.settings.raw_path).as_posix()

    @contextmanager
    def archive(self) -> Iterator[RawArchive]:
        """The raw archive with a client that fills it."""
        with Client(self.settings, patience=self.patience) as client:
            yield RawArchive(self.settings.raw_path, client)
