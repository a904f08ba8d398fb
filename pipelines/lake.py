"""The lake: every partition between the archives and the warehouse, Parquet by month, with the state of each month.

`month=YYYY-MM/<table>-<SHA-256>.parquet` in a folder or a bucket (`storage.py`), and beside them `state.json`, which
names those that stand and those that are the whole month: replacing it replaces the month in one step, and whatever a
killed run wrote before is not seen. What makes a month whole is `month_state.py`.
"""

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import polars as pl

from pipelines.errors import DocumentError
from pipelines.month_state import STEPS, MonthState, Partition, Step, from_json
from pipelines.storage import Bucket, storage_of

EVERY_MONTH = "all"
"""The partition of a table that has one alone."""

READERS = 16
"""Partitions of a bucket that are fetched at once: it answers many at once, but each only after some time."""

LONGEST_RUN = timedelta(days=1)
"""A partition that no state names and that is older than this was left by a run that was killed."""


SAMPLE_ROWS = 5
"""Of each partition that a step made, to be shown."""


class Lake:
    """A lake in a folder or a bucket, `root`."""

    def __init__(self, root: str | Path) -> None:
        self.root = str(root)
        self.storage = storage_of(root)

    def state(self, month: str) -> MonthState:
        """How a month stands; an empty state where there is none, or none that can be read."""
        file = self.storage.get(_state_key(month))
        if file is None:
            return MonthState()
        return from_json(file.read_bytes() if isinstance(file, Path) else file.read())

    def states(self) -> dict[str, MonthState]:
        """Every month that was begun, in order, and how it stands."""
        return {month: state for month, state in self._states().items() if month != EVERY_MONTH}

    def earlier_months(self) -> list[str]:
        """The months of a lake that a version of the product without states has filled: nobody knows whether they are
        whole, so they are made anew."""
        if "filing" not in self.storage.folders():
            return []
        months = [key.split("/")[1].removeprefix("month=") for key in self.storage.keys("filing")]
        return [month for month in months if not self.storage.has(_state_key(month))]

    def change(self, month: str, act: Callable[[MonthState], MonthState]) -> MonthState:
        """Put what `act` makes of a month's state in its place; other processes of this machine wait meanwhile."""
        with self.storage.alone(f"month={month}"):
            state = self.state(month)
            changed = act(state)
            if changed != state or not self.storage.has(_state_key(month)):
                self.storage.put(_state_key(month), changed.to_json().encode())
        return changed

    def begin(self, month: str, run: str) -> None:
        """Say that a run works on a month: until the month is closed it is due, whatever becomes of the run."""
        self.change(month, lambda state: replace(state, begun=run))

    def close(self, month: str, run: str) -> MonthState:
        """Make what stands the whole month, which publication loads. Raises DocumentError where it is not whole."""
        try:
            state = self.change(month, lambda state: state.closed(run))
        except ValueError as error:
            raise DocumentError(f"{month} is not whole: {error}; run that month again.") from error
        self._sweep(month, state)
        return state

    def damaged(self, month: str, table: str) -> DocumentError:
        """The error of a partition that cannot be read; its step counts as not done, so the month is due."""
        partition = self.state(month).partitions.get(table)
        self.change(month, lambda state: _without(state, table))
        where = self.key(table, month, partition.sha256) if partition else table
        return DocumentError(f"{self.root}/{where} cannot be read: run {month} again, which makes it anew.")

    def step(self, name: str, month: str, **of: str) -> "StepAtWork":
        """A step of `STEPS` that is to be done for a month; `of` are the fields of `StepAtWork`."""
        return StepAtWork(self, name, month, **of)

    def key(self, table: str, month: str, sha256: str) -> str:
        """The name of a partition below the lake's root."""
        return f"month={month}/{table}-{sha256[:32]}.parquet"

    def put(self, table: str, month: str, frame: pl.DataFrame) -> Partition:
        """Put a partition beside those that are there; nobody sees it until a state names it."""
        stream = BytesIO()
        frame.write_parquet(stream, compression="zstd", statistics=True)
        data = stream.getvalue()
        partition = Partition(hashlib.sha256(data).hexdigest(), len(data), frame.height)
        self.storage.put(self.key(table, month, partition.sha256), data)
        return partition

    def write(self, table: str, month: str, frame: pl.DataFrame) -> None:
        """Put a partition, as one that belongs to no other, in place of what was there."""
        partition = self.put(table, month, frame)

        def named(state: MonthState) -> MonthState:
            maker = next((name for name, step in state.steps.items() if table in step.made), table)
            made = state.steps[maker].made if maker in state.steps else {}
            return state.with_step(maker, Step({**made, table: partition}))

        self.change(month, named)

    def has(self, table: str, month: str) -> bool:
        """Whether the partition was written."""
        return table in self.state(month).partitions

    def months(self, table: str) -> list[str]:
        """The months of a table that were written, in order."""
        return [month for month, state in self._states().items() if table in state.partitions]

    def read(
        self, table: str, months: list[str] | None = None, columns: list[str] | None = None
    ) -> pl.DataFrame | None:
        """The named months of a table as they stand, those that were written; all without `months`; None where there
        are none. Raises DocumentError where a partition cannot be read."""
        states = self._states() if months is None else {month: self.state(month) for month in months}
        there = {m: s.partitions[table] for m, s in states.items() if table in s.partitions}
        return self.frame(table, there, columns)

    def frame(
        self, table: str, partitions: Mapping[str, Partition], columns: list[str] | None = None
    ) -> pl.DataFrame | None:
        """The given partitions of a table, by month, as one frame, with `columns` of these columns alone; None where
        none is given. Raises DocumentError where one cannot be read."""
        if isinstance(self.storage, Bucket) and len(partitions) > 1:
            with ThreadPoolExecutor(READERS) as pool:
                frames = list(
                    pool.map(lambda month: self._frame(table, month, partitions[month], columns), partitions)
                )
        else:
            frames = [
                self._frame(table, month, partition, columns) for month, partition in partitions.items()
            ]
        return pl.concat(frames, how="diagonal") if frames else None

    def files(self, table: str, partitions: Mapping[str, Partition], folder: Path) -> list[Path]:
        """The files of the given partitions of a table, by month; those of a bucket are brought into `folder`."""
        keys = [self.key(table, month, partition.sha256) for month, partition in partitions.items()]
        if not isinstance(self.storage, Bucket):
            return [Path(self.root) / key for key in keys]
        with ThreadPoolExecutor(READERS) as pool:
            return list(pool.map(lambda key: self._bring(key, folder / key.replace("/", "-")), keys))

    def _bring(self, key: str, path: Path) -> Path:
        file = self.storage.get(key)
        if isinstance(file, BytesIO):
            path.write_bytes(file.getvalue())
        return path

    def need(self, table: str, month: str) -> pl.DataFrame:
        """One partition; raises DocumentError where it was not written."""
        frame = self.read(table, [month])
        if frame is None:
            raise DocumentError(f"The lake does not hold {table} of {month}: run that month first.")
        return frame

    def _frame(self, table: str, month: str, partition: Partition, columns: list[str] | None) -> pl.DataFrame:
        try:
            file = self.storage.get(self.key(table, month, partition.sha256))
            if file is None:
                raise self.damaged(month, table)
            return pl.read_parquet(file, columns=columns, hive_partitioning=False)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self.damaged(month, table) from error

    def _states(self) -> dict[str, MonthState]:
        months = [name.removeprefix("month=") for name in self.storage.folders() if name.startswith("month=")]
        if isinstance(self.storage, Bucket) and len(months) > 1:
            with ThreadPoolExecutor(READERS) as pool:
                return dict(zip(months, pool.map(self.state, months), strict=True))
        return {month: self.state(month) for month in months}

    def _sweep(self, month: str, state: MonthState) -> None:
        """Remove the partitions of a month that nobody reads any more."""
        held = {self.key(table, month, sha256) for table, sha256 in state.held} | {_state_key(month)}
        self.storage.remove(f"month={month}", keep=held, older_than=LONGEST_RUN)


class StepAtWork:
    """One step of one month: what it reads, whether it has to be done at all, and what it made, which is seen all at
    once when it is finished.

    `code` and `settings` are versions of what decides its values, `run` is the run at work, `today` the day it is;
    `sources` are the SHA-256 of documents that it reads beside the lake, `samples` the first rows of what it made: all
    rows of all months would stay in memory until the last month is done.
    """

    def __init__(
        self, lake: Lake, name: str, month: str,
        *, code: str = "", settings: str = "", run: str = "", today: str = "",
    ) -> None:  # fmt: skip
        self.lake, self.name, self.month = lake, name, month
        self.code, self.settings, self.run, self.today = code, settings, run, today
        self.sources: dict[str, str] = {}
        self.samples: dict[str, pl.DataFrame] = {}
        self.state = lake.state(month)

    @property
    def read(self) -> dict[str, str]:
        """The SHA-256 of everything it reads, as it stood when the step began."""
        here = self.state.partitions
        return {table: here[table].sha256 for table in STEPS[self.name] if table in here} | self.sources

    @property
    def is_done(self) -> bool:
        """Whether it was done already from just this, and what it made is still there."""
        done = self.state.steps.get(self.name)
        return (
            done is not None
            and done.is_from(self.read, self.code, self.settings, self.today)
            and all(
                self.lake.storage.holds(self.lake.key(table, self.month, made.sha256), made.size)
                for table, made in done.made.items()
            )
        )

    def need(self, table: str) -> pl.DataFrame:
        """A partition as it stood when the step began; raises DocumentError where there is none."""
        frame = self.former(table)
        if frame is None:
            raise DocumentError(f"The lake does not hold {table} of {self.month}: run that month first.")
        return frame

    def former(self, table: str) -> pl.DataFrame | None:
        """A partition as it stood when the step began; None where there is none."""
        partition = self.state.partitions.get(table)
        return None if partition is None else self.lake.frame(table, {self.month: partition})

    def finish(self, frames: Mapping[str, pl.DataFrame], again: str | None = None) -> None:
        """Put what the step made in place of what it made before, all tables in one moment. `again` is the day from
        which it is to be done again though nothing has changed."""
        made = {table: self.lake.put(table, self.month, frame) for table, frame in frames.items()}
        step = Step(made, self.read, self.code, self.settings, self.run, again)
        self.state = self.lake.change(self.month, lambda state: state.with_step(self.name, step))
        self.samples = {table: _sample(frame) for table, frame in frames.items()}


def _sample(frame: pl.DataFrame) -> pl.DataFrame:
    """The first rows by themselves: a slice of a frame keeps all of it."""
    return pl.DataFrame(frame.head(SAMPLE_ROWS).to_dicts(), schema=frame.schema)


def _state_key(month: str) -> str:
    return f"month={month}/state.json"


def _without(state: MonthState, table: str) -> MonthState:
    """The state without the steps that made a table, as they stand: what was whole may be damaged, but is kept."""
    return replace(state, steps={name: step for name, step in state.steps.items() if table not in step.made})
