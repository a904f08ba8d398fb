"""The lake: every partition between the archives and the warehouse, one Parquet file per table and month.

`<lake>/<table>/month=YYYY-MM/part.parquet` in a folder or a bucket (`storage.py`), each replaced atomically, so a
reader sees a whole partition or the one before. Which tables there are is decided by whoever writes them.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from pipelines.errors import DocumentError
from pipelines.storage import Bucket, storage_of

EVERY_MONTH = "all"
"""The partition of a table that has one alone."""

READERS = 16
"""Partitions of a bucket that are fetched at once: it answers many at once, but each only after some time."""


class Lake:
    """A lake in a folder or a bucket, `root`."""

    def __init__(self, root: str | Path) -> None:
        self.root = str(root)
        self._storage = storage_of(root)

    def key(self, table: str, month: str) -> str:
        """The name of a partition below the lake's root, whether or not it was written."""
        return f"{table}/month={month}/part.parquet"

    def write(self, table: str, month: str, frame: pl.DataFrame) -> None:
        """Put a partition in place of what was there."""
        self._storage.put(
            self.key(table, month),
            lambda file: frame.write_parquet(file, compression="zstd", statistics=True),
        )

    def has(self, table: str, month: str) -> bool:
        """Whether the partition was written."""
        return self._storage.has(self.key(table, month))

    def months(self, table: str) -> list[str]:
        """The months of a table that were written, in order."""
        parts = [key.split("/") for key in self._storage.keys(table)]
        return [part[1].removeprefix("month=") for part in parts if part[2:] == ["part.parquet"]]

    def read(self, table: str, months: list[str] | None = None) -> pl.DataFrame | None:
        """The named months of a table, those that were written; all without `months`; None where there are none.

        Raises DocumentError where a partition is no Parquet file.
        """
        wanted = self.months(table) if months is None else months
        try:
            if isinstance(self._storage, Bucket) and len(wanted) > 1:
                with ThreadPoolExecutor(READERS) as pool:
                    found = list(pool.map(lambda month: self._read(table, month), wanted))
            else:
                found = [self._read(table, month) for month in wanted]
        except (pl.exceptions.PolarsError, OSError) as error:
            raise DocumentError(
                f"A partition of {table} in the lake cannot be read; run its month again."
            ) from error
        frames = [frame for frame in found if frame is not None]
        return pl.concat(frames, how="vertical") if frames else None

    def _read(self, table: str, month: str) -> pl.DataFrame | None:
        file = self._storage.get(self.key(table, month))
        return None if file is None else pl.read_parquet(file, hive_partitioning=False)

    def need(self, table: str, month: str) -> pl.DataFrame:
        """One partition; raises DocumentError where it was not written."""
        frame = self.read(table, [month])
        if frame is None:
            raise DocumentError(f"The lake does not hold {table} of {month}: run that month first.")
        return frame
