"""Which facts belong to which month of filing dates: notes archives, a month or a quarter each, as partitions.

Not here: downloading an archive (`edgar/notes.py`), reading one (`facts/notes.py`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.edgar.index import ANNUAL_FORMS, INCIDENT_FORMS, VOLUNTARY_FORMS
from pipelines.facts.gate import sound_facts
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes import NotesArchive, read_notes
from pipelines.filings import SUBMISSION_SCHEMA
from pipelines.refusal import refusing
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document


@dataclass(frozen=True)
class NotesMonth:
    """One month of an archive: `facts` (`FactFrame`), `submissions` (`SUBMISSION_SCHEMA`) of the filings filed
    in it, and `documents` (`SourceDocumentFrame`), the archive itself."""

    facts: pl.DataFrame
    submissions: pl.DataFrame
    documents: pl.DataFrame


FORMS = (*ANNUAL_FORMS, *VOLUNTARY_FORMS, *INCIDENT_FORMS)
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
    with refusing(file.name):
        archive = read_notes(file)
    month = _month(archive, covered_months(file.name))
    size = file.stat().st_size
    rejected = [*archive.rejected, *_of_other_forms(archive)]
    answering = archive.submissions.filter(pl.col("form").is_null() | pl.col("form").is_in(FORMS))
    facts, unsound = sound_facts(
        archive.facts.filter(pl.col("accession_number").is_in(answering["adsh"].implode()))
    )
    rejected += unsound
    split = {}
    for name in wanted:
        here = month.filter(pl.col("month") == name)["adsh"].implode()
        told = facts.filter(pl.col("accession_number").is_in(here)).with_columns(
            document_sha256=pl.lit(sha256)
        )
        split[name] = NotesMonth(
            told,
            archive.submissions.filter(pl.col("adsh").is_in(here)),
            source_document(
                path, "notes archive", sha256=sha256, size=size, facts=told.height, rejected=rejected
            ),
        )
    return split


def failed_month(
    path: str,
    reason: str,
    facts: pl.DataFrame | None = None,
    submissions: pl.DataFrame | None = None,
    documents: pl.DataFrame | None = None,
) -> NotesMonth:
    """A month whose archive cannot be read: what was read of it before, if anything was, and the reason."""
    failed = source_document(path, "notes archive", reason=reason, failed=True)
    if facts is None or submissions is None or documents is None or facts.is_empty():
        return NotesMonth(EMPTY.facts, EMPTY.submissions, failed)
    # What is held was read from the archive as it was: the record of that stays, with the reason beside it.
    before = documents.filter(pl.col("path") == path).with_columns(
        status=pl.lit("failed"), reason=pl.lit(f"{reason} What was read of it before is kept.")
    )
    return NotesMonth(
        facts,
        submissions,
        pl.concat([documents.filter(pl.col("path") != path), before if before.height else failed]),
    )


def _of_other_forms(archive: NotesArchive) -> Iterator[str]:
    """One sentence for each filing with facts whose form answers none of the rules."""
    counts = archive.facts.group_by("accession_number").len()
    other = archive.submissions.filter(~pl.col("form").is_in(FORMS)).join(
        counts, left_on="adsh", right_on="accession_number"
    )
    for number, form, count in other.sort("adsh").select("adsh", "form", "len").iter_rows():
        yield f"sub.tsv: {number} is of form {form!r}, which answers none of the rules: its {count} facts are left out"


def _month(archive: NotesArchive, covers: list[str]) -> pl.DataFrame:
    filed = pl.col("filed").str.to_date("%Y%m%d", strict=False).dt.strftime("%Y-%m").fill_null(covers[0])
    nearest = (
        pl.when(filed < covers[0]).then(pl.lit(covers[0])).when(filed > covers[-1]).then(pl.lit(covers[-1]))
    )
    return archive.submissions.select("adsh", month=nearest.otherwise(filed))
