"""Read the documents of one filing: fetched as the strategy says, untagged ones by their section.

A filing that cannot be read is a row with its reason, never an error. Which filings are read is `nightly.py`;
the ways to SEC are `edgar/filings.py`, the readers `facts/`.
"""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from pipelines.damage import damage
from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.filings import (
    Filing,
    FilingDocument,
    FilingDocuments,
    fetch_documents,
    fetch_exhibit,
    fetch_primary,
)
from pipelines.edgar.fulltext import FOREIGN_FORMS
from pipelines.errors import DocumentError, FetchError, NotFoundError
from pipelines.facts.gate import sound_facts
from pipelines.facts.kinds import read_kind
from pipelines.facts.markup import html_text
from pipelines.facts.model import FACT_SCHEMA, Reading
from pipelines.facts.page import cover_cik
from pipelines.facts.section import Section, read_item, read_section
from pipelines.metrics.incidents.passage import read_passage
from pipelines.nightly import NO_DOCUMENT, NO_DOCUMENTS, READING_SCHEMA, Wanted, reader_of
from pipelines.processes import within_bounds
from pipelines.refusal import refusing
from pipelines.settings import DocumentsStrategy
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document

THREADS = 4
"""Filings read at the same time: while one waits for SEC another is parsed. The limit of requests holds over all."""

GIVE_UP_AFTER = 20
"""EDGAR has a folder for every filing: a source that has none for the first ones (a mirror of archives and indexes
alone) is not asked for the others."""
NO_FILING = "What came is none of a filing's documents: nothing in it speaks of one"
_WORDS = re.compile(
    r"securities\s+(?:and|&(?:amp;)?)\s+exchange|commission\s+file|form\s+(?:10|20|8|6)\b|registrant|exchange\s+act"
    r"|\bitem\s+\d|press\s+release|pursuant\s+to",
    re.IGNORECASE,
)
SHORT, LARGE = 2_000, 100_000
"""Fewer characters than a filing's cover alone has, where none of the words of one stands; more bytes than
a server's page of an error has."""
TOLD = 25
"""Filings between two words on progress."""


@dataclass
class FilingRead:
    """One filing: its facts (`FactFrame`), the documents (`SourceDocumentFrame`), its status and the reason, and
    those of its whole item where it was tagged and that was looked for."""

    wanted: Wanted
    facts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FACT_SCHEMA))
    documents: list[pl.DataFrame] = field(default_factory=list)
    status: str = "failed"
    reason: str | None = None
    item_status: str | None = None
    item_reason: str | None = None


@dataclass(frozen=True)
class FilingsRead:
    """Several filings: `facts` (`FactFrame`), `documents` (`SourceDocumentFrame`), `readings` (`ReadingFrame`)."""

    facts: pl.DataFrame
    documents: pl.DataFrame
    readings: pl.DataFrame


def read_filings(
    archive: RawArchive,
    wanted: list[Wanted],
    strategy: DocumentsStrategy,
    tell: Callable[[int], None] = lambda _done: None,
) -> FilingsRead:
    """Fetch and read each filing, in the order given; `tell` is told how many were read, every `TOLD` of them.
    Raises SettingsError where SEC may not be asked at all."""
    with ThreadPoolExecutor(THREADS) as pool:
        read = list(pool.map(lambda one: read_one(archive, one, strategy), wanted[:GIVE_UP_AFTER]))
        rest = wanted[GIVE_UP_AFTER:]
        if all(one.reason == NO_DOCUMENT for one in read):
            read += [FilingRead(one, reason=NO_DOCUMENTS) for one in rest]
        else:
            for one in pool.map(lambda one: read_one(archive, one, strategy), rest):
                read.append(one)
                if not len(read) % TOLD:
                    tell(len(read))
    rows = [
        (
            r.wanted.filing.accession_number,
            r.status,
            r.reason,
            r.item_status,
            r.item_reason,
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
    """Fetch and read one filing; what goes wrong, whatever it is, is its reason."""
    result = FilingRead(wanted)
    filing = wanted.filing
    try:
        with refusing(f"The filing {filing.accession_number}"):
            found = fetch_documents(archive, filing, strategy)
            _tagged(archive, found, result, strategy)
            if not result.documents:
                _section(archive, found, result)
            elif result.status == "tagged":
                _item(archive, [one.document for one in found.documents if one.kind == "inline"], result)
    except NotFoundError:
        _fail(result, filing.folder, strategy, NO_DOCUMENT)
    except (DocumentError, FetchError) as error:
        _fail(result, filing.folder, strategy, str(error))
    return result


def _tagged(
    archive: RawArchive, found: FilingDocuments, result: FilingRead, strategy: DocumentsStrategy
) -> None:
    """The tagged facts of the documents, those of all inline documents together. Where one of several cannot be read,
    the facts of the others are kept, and the filing has failed: it is tried again."""
    groups = (
        [found.documents]
        if strategy == "inline" and found.documents
        else [[document] for document in found.documents]
    )
    for group in groups:
        reading = _read(archive, result, group, found.cover)
        if reading and not reading.facts.is_empty():
            _take(archive, result, group, reading)
    if any(_failed(row) for row in result.documents):
        result.status = "failed"


def _read(
    archive: RawArchive, result: FilingRead, group: list[FilingDocument], cover: Fetched | None = None
) -> Reading | None:
    """What the documents say; None where they cannot be read, or are another company's: then the reason is told, and
    they are set aside, or the next run would meet them again."""
    filing, first = result.wanted.filing, group[0].document
    try:
        with refusing(first.path.name):
            reading = within_bounds(
                sum(one.document.size for one in group), read_kind,
                group[0].kind, [one.document.path for one in group], filing.accession_number, filing.cik,
            )  # fmt: skip
            if cover and (cik := cover_cik(cover.path.read_bytes())):
                reading = replace(reading, ciks=reading.ciks | {cik})
            _check_company(reading, filing)
    except DocumentError as error:
        _set_aside(archive, [one.document for one in group], result, group[0].kind, str(error))
        return None
    facts, rejected = sound_facts(reading.facts)
    return replace(reading, facts=facts, rejected=[*reading.rejected, *rejected])


def _set_aside(
    archive: RawArchive, documents: list[Fetched], result: FilingRead, kind: str, reason: str
) -> None:
    """Documents that were refused: the next run asks for them again."""
    for document in documents:
        archive.set_aside(_path(archive, document))
    _fail(result, _path(archive, documents[0]), kind, reason, documents[0])


def _check_company(reading: Reading, filing: Filing) -> None:
    """Raise DocumentError where the documents are all of companies that are none of the filing's."""
    own = filing.ciks | {filing.cik}
    if reading.ciks and not reading.ciks & own:
        others = ", ".join(str(cik) for cik in sorted(reading.ciks)[:3])
        raise DocumentError(
            f"The document is of the company {others}, not of {filing.cik}, whose filing it is in"
        )


def _take(archive: RawArchive, result: FilingRead, group: list[FilingDocument], reading: Reading) -> None:
    """Keep the facts of documents that were read, and a row for each document."""
    result.facts = pl.concat([result.facts, reading.facts])
    result.status = "tagged"
    for number, read in enumerate(group):
        document = read.document
        count = reading.facts.filter(pl.col("document") == document.path.name).height
        result.documents.append(
            source_document(
                _path(archive, document), read.kind, accession_number=result.wanted.filing.accession_number,
                sha256=document.sha256, size=document.size, facts=count,
                rejected=[] if number else reading.rejected,
            )
        )  # fmt: skip


def _section(archive: RawArchive, found: FilingDocuments, result: FilingRead) -> None:
    """The section of a filing without tags; should its primary document have tags after all (its pages are not
    rendered yet, or a mirror lacks them), those."""
    wanted = result.wanted
    kept = [one.document for one in found.documents if one.kind == "inline"]
    document = kept[0] if kept else fetch_primary(archive, wanted.filing)
    if not kept:
        inline = [FilingDocument("inline", document)]
        reading = _read(archive, result, inline)
        if reading is None:
            return
        if not reading.facts.is_empty():
            _take(archive, result, inline, reading)
            _item(archive, [document], result)
            return
    data, filing, name = document.path.read_bytes(), wanted.filing, document.path.name
    number, cik = filing.accession_number, filing.cik
    try:
        signs = damage(data)
    except DocumentError as error:
        _set_aside(archive, [document], result, "primary", str(error))
        return

    def read(exhibits: Mapping[str, bytes]) -> Section:
        return within_bounds(
            len(data),
            read_section,
            data,
            form=wanted.form,
            period_end=wanted.period,
            accession_number=number,
            cik=cik,
            document=name,
            exhibits=exhibits,
        )

    if wanted.form in FOREIGN_FORMS:
        section = within_bounds(
            len(data),
            read_passage,
            data,
            period_end=wanted.period,
            accession_number=number,
            cik=cik,
            document=name,
        )
    else:
        section = _followed(archive, result, read)
    if section.facts.is_empty() and _is_no_filing(data):
        _set_aside(archive, [document], result, "primary", NO_FILING)
        return
    facts, rejected = sound_facts(section.facts)
    result.facts, result.status, result.reason = facts, section.status, section.reason
    result.documents.append(
        source_document(
            _path(archive, document), "primary", accession_number=wanted.filing.accession_number,
            sha256=document.sha256, size=document.size, reason=section.reason,
            failed=section.status == "failed", facts=facts.height, rejected=[*signs, *rejected],
        )
    )  # fmt: skip


def _is_no_filing(data: bytes) -> bool:
    """Whether a document in which nothing was found is none of a filing's at all, but a server's page of an error."""
    if len(data) > LARGE:
        return False
    text = html_text(data)
    return len(text) < SHORT and not _WORDS.search(text)


def _item(archive: RawArchive, documents: list[Fetched], result: FilingRead) -> None:
    """The whole item of a tagged filing, as a source of its own beside its facts, where the document is at hand."""
    if not documents:
        return
    document = documents[0]
    data, tagged = document.path.read_bytes(), result.facts
    try:
        section = _followed(
            archive,
            result,
            lambda exhibits: within_bounds(
                len(data),
                read_item,
                data,
                tagged,
                form=result.wanted.form,
                document=document.path.name,
                exhibits=exhibits,
            ),
        )
    except DocumentError as error:  # its reader was ended: what the tags tell is sure all the same
        result.item_status, result.item_reason = "failed", str(error)
        return
    facts, _rejected = sound_facts(section.facts)
    result.facts = pl.concat([tagged, facts])
    result.item_status, result.item_reason = section.status, section.reason


def _followed(
    archive: RawArchive, result: FilingRead, read: Callable[[Mapping[str, bytes]], Section]
) -> Section:
    """An item; one that points to an exhibit is read again with that, where the filing holds it."""
    section = read({})
    if section.exhibit is None:
        return section
    filing = result.wanted.filing
    try:
        exhibit = fetch_exhibit(archive, filing, section.exhibit)
    except (FetchError, DocumentError):
        return section  # the stub is what the item says; the next version's reading asks again
    if exhibit is None:
        return section
    result.documents.append(
        source_document(
            _path(archive, exhibit), f"exhibit {section.exhibit}", accession_number=filing.accession_number,
            sha256=exhibit.sha256, size=exhibit.size,
        )
    )  # fmt: skip
    return read({section.exhibit: exhibit.path.read_bytes()})


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
