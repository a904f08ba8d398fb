"""Read the documents of one filing: fetched as the strategy says, untagged ones by their section.

A filing that cannot be read is a row with its reason, never an error. Which filings are read is `nightly.py`;
the ways to SEC are `edgar/filings.py`, the readers `facts/`.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.filings import FilingDocument, FilingDocuments, fetch_documents, fetch_primary
from pipelines.edgar.fulltext import FOREIGN_FORMS
from pipelines.errors import DocumentError, FetchError, NotFoundError
from pipelines.facts.inline import read_filing
from pipelines.facts.instance import read_instance
from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.page import read_page
from pipelines.facts.section import read_section
from pipelines.metrics.incidents.passage import read_passage
from pipelines.nightly import NO_DOCUMENT, NO_DOCUMENTS, READING_SCHEMA, Wanted, reader_of
from pipelines.settings import DocumentsStrategy
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document

THREADS = 4
"""Filings read at the same time: while one waits for SEC another is parsed. The limit of requests holds over all."""

GIVE_UP_AFTER = 20
"""EDGAR has a folder for every filing: a source that has none for the first ones (a mirror of archives and indexes
alone) is not asked for the others."""


@dataclass
class FilingRead:
    """One filing: its facts (`FactFrame`), the documents (`SourceDocumentFrame`), its status and the reason."""

    wanted: Wanted
    facts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FACT_SCHEMA))
    documents: list[pl.DataFrame] = field(default_factory=list)
    status: str = "failed"
    reason: str | None = None


@dataclass(frozen=True)
class FilingsRead:
    """Several filings: `facts` (`FactFrame`), `documents` (`SourceDocumentFrame`), `readings` (`ReadingFrame`)."""

    facts: pl.DataFrame
    documents: pl.DataFrame
    readings: pl.DataFrame


def read_filings(archive: RawArchive, wanted: list[Wanted], strategy: DocumentsStrategy) -> FilingsRead:
    """Fetch and read each filing, in the order given. Raises SettingsError where SEC may not be asked at all."""
    with ThreadPoolExecutor(THREADS) as pool:
        read = list(pool.map(lambda one: read_one(archive, one, strategy), wanted[:GIVE_UP_AFTER]))
        rest = wanted[GIVE_UP_AFTER:]
        if all(one.reason == NO_DOCUMENT for one in read):
            read += [FilingRead(one, reason=NO_DOCUMENTS) for one in rest]
        else:
            read += pool.map(lambda one: read_one(archive, one, strategy), rest)
    rows = [
        (
            r.wanted.filing.accession_number,
            r.status,
            r.reason,
            _period(r),
            r.facts.height,
            reader_of(strategy),
            0,
            None,
        )
        for r in read
    ]
    return FilingsRead(
        pl.concat([pl.DataFrame(schema=FACT_SCHEMA), *(r.facts for r in read)]),
        pl.concat([pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA), *(one for r in read for one in r.documents)]),
        pl.DataFrame(rows, schema=READING_SCHEMA, orient="row"),
    )


def read_one(archive: RawArchive, wanted: Wanted, strategy: DocumentsStrategy) -> FilingRead:
    """Fetch and read one filing; what goes wrong is its reason."""
    result = FilingRead(wanted)
    filing = wanted.filing
    try:
        found = fetch_documents(archive, filing, strategy)
        frames = list(_tagged(archive, found, result, strategy))
        if frames:
            result.facts = pl.concat(frames)
            result.status = "tagged"
        elif not any(_failed(one) for one in result.documents):
            _section(archive, found, result)
    except NotFoundError:
        _fail(result, filing.folder, strategy, NO_DOCUMENT)
    except (DocumentError, FetchError) as error:
        _fail(result, filing.folder, strategy, str(error))
    return result


def _tagged(
    archive: RawArchive, found: FilingDocuments, result: FilingRead, strategy: DocumentsStrategy
) -> Iterator[pl.DataFrame]:
    """The tagged facts of the documents, those of all inline documents together."""
    groups = (
        [found.documents]
        if strategy == "inline" and found.documents
        else [[document] for document in found.documents]
    )
    for group in groups:
        try:
            facts, reason = _read(result.wanted, group)
        except DocumentError as error:
            archive.set_aside(_path(archive, group[0].document))  # or the next run would meet it again
            _fail(result, _path(archive, group[0].document), group[0].kind, str(error), group[0].document)
            continue
        if not facts.is_empty():
            for document in group:
                name = document.document.path.name
                count = facts.filter(pl.col("document") == name).height
                result.documents.append(_row(archive, result, document, reason, count))
            yield facts


def _read(wanted: Wanted, group: list[FilingDocument]) -> tuple[pl.DataFrame, str | None]:
    filing, first = wanted.filing, group[0].document
    number, cik = filing.accession_number, filing.cik
    match group[0].kind:
        case "page":
            data = first.path.read_bytes()
            return read_page(data, accession_number=number, cik=cik, document=first.path.name), None
        case "instance":
            return read_instance(first.path, accession_number=number, cik=cik), None
        case "inline":
            parts = [(one.document.path.name, one.document.path.read_bytes()) for one in group]
            parts = [part for part in parts if b"inlineXBRL" in part[1]]
            if not parts:
                return pl.DataFrame(schema=FACT_SCHEMA), None  # untagged: its section is read
            reading = read_filing(parts, accession_number=number, cik=cik)
            return reading.facts, "; ".join(reading.rejected) or None


def _section(archive: RawArchive, found: FilingDocuments, result: FilingRead) -> None:
    """The section of a filing without tags; should its primary document have tags after all (its pages are not
    rendered yet, or a mirror lacks them), those."""
    wanted = result.wanted
    kept = [one.document for one in found.documents if one.kind == "inline"]
    document = kept[0] if kept else fetch_primary(archive, wanted.filing)
    if not kept and _take_inline(archive, document, result):
        return
    data, filing, name = document.path.read_bytes(), wanted.filing, document.path.name
    number, cik = filing.accession_number, filing.cik
    if wanted.form in FOREIGN_FORMS:
        section = read_passage(
            data, period_end=wanted.period, accession_number=number, cik=cik, document=name
        )
    else:
        section = read_section(
            data, form=wanted.form, period_end=wanted.period, accession_number=number, cik=cik, document=name
        )
    result.facts, result.status, result.reason = section.facts, section.status, section.reason
    result.documents.append(
        source_document(
            _path(archive, document), "primary", accession_number=wanted.filing.accession_number,
            sha256=document.sha256, size=document.size, reason=section.reason,
            failed=section.status == "failed", facts=section.facts.height,
        )
    )  # fmt: skip


def _take_inline(archive: RawArchive, document: Fetched, result: FilingRead) -> bool:
    """Read a primary document's tags, if it has any of the taxonomy; whether it had."""
    tagged = FilingDocument("inline", document)
    facts, reason = _read(result.wanted, [tagged])
    if facts.is_empty():
        return False
    result.facts, result.status = facts, "tagged"
    result.documents.append(_row(archive, result, tagged, reason, facts.height))
    return True


def _row(
    archive: RawArchive, result: FilingRead, read: FilingDocument, reason: str | None, facts: int
) -> pl.DataFrame:
    """A document that was read."""
    document = read.document
    return source_document(
        _path(archive, document), read.kind, accession_number=result.wanted.filing.accession_number,
        sha256=document.sha256, size=document.size, reason=reason, facts=facts,
    )  # fmt: skip


def _fail(result: FilingRead, path: str, kind: str, reason: str, document: Fetched | None = None) -> None:
    """A document, or the whole filing, that could not be fetched or read."""
    result.status, result.reason = "failed", reason
    result.documents.append(
        source_document(
            path, kind, accession_number=result.wanted.filing.accession_number,
            sha256=document.sha256 if document else None, size=document.size if document else None,
            reason=reason, failed=True,
        )
    )  # fmt: skip


def _failed(row: pl.DataFrame) -> bool:
    return bool((row["status"] == "failed").any())


def _path(archive: RawArchive, document: Fetched) -> str:
    return document.path.relative_to(archive.root).as_posix()


def _period(read: FilingRead) -> date | None:
    """The period of the filing: that of its facts which ends last, else what was known of it."""
    end = read.facts["period_end"].max()
    return end if isinstance(end, date) else read.wanted.period
