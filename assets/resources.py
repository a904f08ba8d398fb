"""What every asset is given: the settings, the lake, the way to SEC, and somebody to tell about progress."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import dagster as dg

from assets.home import together_in
from assets.instance import write_instance
from assets.progress import Say, counted, nothing
from pipelines.code_version import code_of
from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.client import Client, Patience
from pipelines.errors import BlockedError, SettingsError, UnavailableError
from pipelines.lake import Lake, StepAtWork
from pipelines.sample import SAMPLE_TODAY
from pipelines.settings import DocumentsStrategy, Settings, load_settings

RETRIES = 2
"""How often a step of a run of the daemon is tried again after the source did not answer."""
PAUSE_SECONDS = 60.0


@dataclass
class Workplace:
    """The resource `workplace`; `given` settings replace those of the environment, which are read late.

    `day` is taken for today, else the day it is. With `every_document` the filed documents of all annual reports and
    incidents are read, of months past too. `patience` is that of the client; None: the usual one.
    `retries` steps are tried again after `pause_seconds` and up to as many more, where the source did not answer:
    none for a person who waits. `log` is that of the run at work.
    """

    given: Settings | None = None
    day: date | None = None
    say: Say = nothing
    every_document: bool = False
    patience: Patience | None = None
    retries: int = 0
    pause_seconds: float = PAUSE_SECONDS
    log: Callable[[str], None] | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.given or load_settings()

    def tell(self, message: str, done: int = 0, of: int = 0) -> None:
        """Say what is begun, or how much of it is done: to who looks on, and on the page of the run."""
        self.say(message, done, of)
        if self.log:
            self.log(counted(message, done, of))

    @property
    def strategy(self) -> DocumentsStrategy:
        """Which documents of filings are read."""
        return "inline" if self.every_document else self.settings.documents

    @property
    def today(self) -> date:
        """The day it is at SEC; the synthetic sample stands still."""
        return self.day or (SAMPLE_TODAY if self.settings.sample else self.settings.today)

    @property
    def lake(self) -> Lake:
        """The lake."""
        return Lake(self.settings.lake_path)

    def step(self, name: str, month: str, run_id: str, settings: str = "") -> StepAtWork:
        """A step of a month that is to be done in a run, under the settings that matter to it."""
        return self.lake.step(
            name, month, code=code_of(name), settings=settings, run=run_id, today=str(self.today)
        )

    def relative(self, fetched: Fetched) -> str:
        """The path of a document below EDGAR's root."""
        return fetched.path.relative_to(self.settings.raw_path).as_posix()

    @contextmanager
    def archive(self) -> Iterator[RawArchive]:
        """The raw archive with a client that fills it.

        Where the source does not answer even the client's own attempts, the step is tried again later, with
        jitter, after a block only when that can have ended; any other error is final.
        """
        patience = self.patience or Patience()
        try:
            with Client(self.settings, patience=patience) as client:
                yield RawArchive(self.settings.raw_path, client)
        except UnavailableError as error:
            if not self.retries:
                raise
            pause = self.pause_seconds
            if isinstance(error, BlockedError):
                pause = max(pause, patience.blocked_seconds)
            wait = pause * random.uniform(1, 2)  # noqa: S311 (spreads runs, guards nothing)
            raise dg.RetryRequested(max_retries=self.retries, seconds_to_wait=wait) from error


def given_workplace(workplace: Workplace) -> dg.ResourceDefinition:
    """The resource of a run whose workplace is the caller's: what is told stands on the run's page too."""

    @dg.resource(description="The workplace of the command line.")
    def given(context: dg.InitResourceContext) -> Workplace:
        return replace(workplace, log=context.log.info if context.log else None)

    return given


@dg.resource(description="Settings, lake, the way to SEC; shares the home with other runs of the daemon.")
def shared_workplace(context: dg.InitResourceContext) -> Iterator[Workplace]:
    """The workplace of a run of the daemon.

    Raises SettingsError in an instance that Dagster made for itself and removes again (`dg dev` without DAGSTER_HOME):
    it would know neither the home's history nor how many runs may be at work.
    """
    # Brings Dagster's whole command line, which a run of ours never meets.
    from dagster._cli.utils import TMP_DAGSTER_HOME_PREFIX  # noqa: PLC0415

    workplace = Workplace(retries=RETRIES, log=context.log.info if context.log else None)
    instance = context.instance
    if instance and instance.is_persistent and TMP_DAGSTER_HOME_PREFIX in instance.root_directory:
        folder = write_instance(workplace.settings)
        raise SettingsError(
            "Dagster works in a temporary folder here, not in the home: end it, set"
            f" DAGSTER_HOME={folder} in the environment or .env, and start it again."
        )
    with together_in(workplace.settings):
        yield workplace
