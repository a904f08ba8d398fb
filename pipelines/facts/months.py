"""Which facts belong to which month of filing dates: notes archives, a month or a quarter each, as partitions.

Not here: downloading an archive (`edgar/notes.py`), reading one (`facts/notes.py`).
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes import NotesArchive, read_notes
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document


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


def read_notes_months(
    file: Path, url_path: str, sha256: str, covers: list[str], wanted: list[str]
) -> dict[str, NotesMonth]:
    """Read an archive that covers the months `covers`, once, and split it into the months wanted.

    A filing dated outside `covers` counts to the nearest month of the archive, so that none is lost. Raises
    DocumentError where the archive cannot be read.
    """
    archive = read_notes(file)
    month = _month(archive, covers)
    size = file.stat().st_size
    split = {}
    for name in wanted:
        here = month.filter(pl.col("month") == name)["adsh"].implode()
        facts = archive.facts.filter(pl.col("accession_number").is_in(here))
        reason = "; ".join(archive.rejected[:20]) or None
        split[name] = NotesMonth(
            facts,
            archive.submissions.filter(pl.col("adsh").is_in(here)),
            source_document(url_path, "notes archive", sha256=sha256, size=size, reason=reason, facts=facts.height),
        )
    return split


def _month(archive: NotesArchive, covers: list[str]) -> pl.DataFrame:
    filed = pl.col("filed").str.to_date("%Y%m%d", strict=False).dt.strftime("%Y-%m").fill_null(covers[0])
    return archive.submissions.select("adsh", month=filed.clip(pl.lit(covers[0]), pl.lit(covers[-1])))
