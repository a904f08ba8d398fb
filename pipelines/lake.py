"""The lake: every partition between the archives and the warehouse, one Parquet file per table and month.

`<lake>/<table>/month=YYYY-MM/part.parquet`, each replaced atomically, so a reader sees a whole partition or
the one before. Which tables there are is decided by whoever writes them.
"""

from pathlib import Path

import polars as pl

from pipelines.errors import DocumentError
from pipelines.files import written_atomically

EVERY_MONTH = "all"
"""The partition of a table that has one alone."""


class Lake:
    """A lake in the folder `root`."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)

    def path(self, table: str, month: str) -> Path:
        """Where the partition of a table stands, whether or not it was written."""
        return self.root / table / f"month={month}" / "part.parquet"

    def write(self, table: str, month: str, frame: pl.DataFrame) -> None:
        """Put a partition in place of what was there."""
        with written_atomically(self.path(table, month)) as beside:
            frame.write_parquet(beside, compression="zstd", statistics=True)

    def has(self, table: str, month: str) -> bool:
        """Whether the partition was written."""
        return self.path(table, month).is_file()

    def months(self, table: str) -> list[str]:
        """The months of a table that were written, in order."""
        return sorted(
            p.parent.name.removeprefix("month=") for p in (self.root / table).glob("month=*/part.parquet")
        )

    def read(self, table: str, months: list[str] | None = None) -> pl.DataFrame | None:
        """The named months of a table, those that were written; all without `months`; None where there are none.

        Raises DocumentError where a partition is no Parquet file.
        """
        paths = [
            self.path(table, m)
            for m in (self.months(table) if months is None else months)
            if self.has(table, m)
        ]
        if not paths:
            return None
        try:
            return pl.concat(
                [pl.read_parquet(path, hive_partitioning=False) for path in paths], how="vertical"
            )
        except (pl.exceptions.PolarsError, OSError) as error:
            raise DocumentError(
                f"A partition of {table} in the lake cannot be read; run its month again."
            ) from error

    def need(self, table: str, month: str) -> pl.DataFrame:
        """One partition; raises DocumentError where it was not written."""
        frame = self.read(table, [month])
        if frame is None:
            raise DocumentError(f"The lake does not hold {table} of {month}: run that month first.")
        return frame
