"""Which facts belong to which month of filing dates: notes archives, a month or a quarter each, as partitions.

Not here: downloading an archive (`edgar/notes.py`), reading one (`facts/notes.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes import NotesArchive, read_notes
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document

REASONS = 20
"""Most sentences on rejected rows that are kept for one archive."""


@dataclass(frozen=True)
class NotesMonth:
    """One month of an archive: `facts` (`FactFrame`), `submissions` (`SUBMISSION_SCHEMA`) of the filings filed
    in it, and `documents` (`SourceDocumentFrame`), the archive itself."""

    facts: pl.DataFrame
    submissions: pl.DataFrame
    documents: pl.DataFrame


EMPTY = NotesMonth(
    pl.DataFrame(schema=FACT_SCHEMA),
    pl.DataFrame(schema=SUBMISSION_SCHEMA),
    pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA),
)
"""A month whose archive is not published yet."""


def covered_months(name: str) -> list[str]:
    """The months of filing dates in an archive of SEC's, by its name: `2025q1_notes.zip` or `2025_04_notes.zip`."""
    if quarter := re.match(r"(\d{4})q([1-4])_", name):
        year, number = quarter.groups()
        return [f"{year}-{month:02d}" for month in range(3 * int(number) - 2, 3 * int(number) + 1)]
    if month := re.match(r"(\d{4})_(\d{2})_", name):
        return ["-".join(month.groups())]
    raise ValueError(name)


def read_notes_months(file: Path, path: str, sha256: str, wanted: Sequence[str]) -> dict[str, NotesMonth]:
    """Read an archive (at `path` below EDGAR's root) once and split it into the months wanted.

    A filing dated outside the archive's months counts to the nearest of them, so that none is lost. Raises
    DocumentError where the archive cannot be read.
    """
    archive = read_notes(file)
    month = _month(archive, covered_months(file.name))
    size = file.stat().st_size
    reason = "; ".join(archive.rejected[:REASONS]) or None
    split = {}
    for name in wanted:
        here = month.filter(pl.col("month") == name)["adsh"].implode()
        facts = archive.facts.filter(pl.col("accession_number").is_in(here)).with_columns(
            document_sha256=pl.lit(sha256)
        )
        split[name] = NotesMonth(
            facts,
            archive.submissions.filter(pl.col("adsh").is_in(here)),
            source_document(
                path, "notes archive", sha256=sha256, size=size, reason=reason, facts=facts.height
            ),
        )
    return split


def _month(archive: NotesArchive, covers: list[str]) -> pl.DataFrame:
    filed = pl.col("filed").str.to_date("%Y%m%d", strict=False).dt.strftime("%Y-%m").fill_null(covers[0])
    nearest = (
        pl.when(filed < covers[0]).then(pl.lit(covers[0])).when(filed > covers[-1]).then(pl.lit(covers[-1]))
    )
    return archive.submissions.select("adsh", month=nearest.otherwise(filed))
