"""Read documents that lie on this machine: any kind, found by content; their facts, and what they derive to.

The way of `cyd read`; a run reads what it fetched itself.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import polars as pl

from pipelines.edgar.fulltext import FOREIGN_FORMS
from pipelines.errors import CydError, DocumentError
from pipelines.facts.detect import Document, detect, identity_of, open_document
from pipelines.facts.markup import MAX_BYTES
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER
from pipelines.facts.section_cover import form_of
from pipelines.facts.section_lines import read_lines
from pipelines.metrics.derive import derive_with, prepare
from pipelines.metrics.filing import TABLES, filings
from pipelines.metrics.incidents.filing import incident_filings, incident_numbers
from pipelines.metrics.incidents.passage import read_passage
from pipelines.processes import WorkerPool, worker_pool

MUCH = 1 << 20
"""Bytes of archives from which on starting processes, which takes more than a second, pays: some 700 filings."""


@dataclass
class Documents:
    """Facts of one or several documents (`FactFrame`), the form of each filing where a document tells it, and
    one sentence per thing that could not be read whole."""

    facts: pl.DataFrame
    forms: dict[str, str] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)

    def filings(self, pool: WorkerPool | None = None) -> list[dict[str, Any]]:
        """One object per filing, with the keys of the labels' codebook of its kind (annual or incident report) and the
        evidence."""
        of_incident = pl.col("accession_number").is_in(list(incident_numbers(self.facts, self.forms)))
        annual = self.facts.filter(~of_incident)
        derived = derive_with(pool, annual, TABLES)
        objects = filings(annual, derived, self.forms)
        objects += incident_filings(self.facts.filter(of_incident), self.forms)
        return sorted(objects, key=lambda one: str(one["accession_number"]))


def read_filings(paths: list[Path], workers: int = 1) -> tuple[Documents, list[dict[str, Any]]]:
    """Read every document, and what is derived from them: of large archives by `workers` processes, which start while
    they are read."""
    size = sum(path.stat().st_size for path in paths if is_zipfile(path))
    with worker_pool(workers if size >= MUCH else 1, prepare) as pool:
        documents = read_documents(paths)
        return documents, documents.filings(pool)


def read_documents(paths: list[Path]) -> Documents:
    """Read every document; one that cannot be read is told in `rejected`.

    Raises CydError where a path is no file or none of the documents could be read.
    """
    frames: list[pl.DataFrame] = []
    documents = Documents(pl.DataFrame(schema=FACT_SCHEMA))
    for path in paths:
        if not path.is_file():
            raise CydError(f"{path} is not a file.")
        try:
            document = open_document(path)
        except (DocumentError, OSError) as error:
            passage = _passage(path)
            if passage is None:
                documents.rejected.append(f"{path}: {error}")
                continue
            document = passage
        document = _numbered(document, len(frames))
        frames.append(document.facts)
        documents.forms.update(document.forms)
        if form := document.dei.get("DocumentType"):
            documents.forms.update(dict.fromkeys(document.facts["accession_number"].unique(), form))
        documents.rejected += [f"{path}: {sentence}" for sentence in document.rejected]
        if not document.facts.height:
            documents.rejected.append(
                f"{path}: {document.kind} without a cyd fact. {document.reason}".rstrip()
            )
    if not frames:
        raise CydError(" ".join(documents.rejected))
    documents.facts = pl.concat(frames)
    return documents


def _numbered(document: Document, place: int) -> Document:
    """A document that names no filing, with a pseudo-number of its own: each file is a filing of its own."""
    own = f"{PSEUDO_ACCESSION_NUMBER[:-6]}{place:06d}"
    number = pl.col("accession_number").replace(PSEUDO_ACCESSION_NUMBER, own)
    forms = {own if name == PSEUDO_ACCESSION_NUMBER else name: form for name, form in document.forms.items()}
    return replace(document, facts=document.facts.with_columns(number), forms=forms)


def _passage(path: Path) -> Document | None:
    """An untagged report on Form 6-K, which has no items, by its passage on an incident; None for all else."""
    try:
        if path.stat().st_size > MAX_BYTES or detect(path) != "untagged filing":
            return None
        data = path.read_bytes()
        if form_of(data, read_lines(data)) not in FOREIGN_FORMS:
            return None
    except (DocumentError, OSError):
        return None
    number, cik = identity_of(path)
    section = read_passage(data, accession_number=number, cik=cik, document=path.name)
    return Document("untagged filing", section.facts, status=section.status, reason=section.reason)
