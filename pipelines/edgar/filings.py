"""The documents of one filing, with the fewest requests: its rendered page, its instance, or itself.

Which filings there are is `index.py`; what the documents say is `pipelines/facts/`. What each way costs is in
`docs/edgar.md`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from lxml import etree, html

from pipelines.damage import damage
from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.errors import DocumentError, NotFoundError
from pipelines.refusal import read_json, refusing
from pipelines.settings import DocumentsStrategy

Read = TypeVar("Read")
CYD_ROLE = "/cyd/role/"
"""In the role of every rendered page of the cyd taxonomy (`http://xbrl.sec.gov/cyd/role/…`)."""
CYD_TITLE = re.compile(r"\bcybersecurity\b", re.IGNORECASE)
"""In the title of a page with cyd facts in a role of the filer's own."""

_COVER = re.compile(r"\bcover\b", re.IGNORECASE)
_RENDERED = re.compile(r"R\d{1,5}\.htm")
_INSTANCE_SUFFIX = "_htm.xml"
_INSTANCE_LABEL = "EXTRACTED XBRL INSTANCE DOCUMENT"
_PRIMARY = re.compile(r"\.html?$", re.IGNORECASE)
_TEXT = re.compile(r"\.txt$", re.IGNORECASE)
MAX_PAGES = 20
"""Most rendered pages with cyd facts of a filing; there are two at most in those measured."""
MAX_LIST_BYTES = 4 << 20
"""Largest list of a filing's documents; the largest measured has 40 kB."""
_SUBMISSION = re.compile(r"\d{10}-\d{2}-\d{6}\.txt")
_EXHIBIT = re.compile(r"ex(?:hibit)?[-_]?(13)(?!\d)", re.IGNORECASE)
"""An annual report to shareholders by its file's name, where only that is known."""
_TYPE_COLUMN = 3
"""Where EDGAR's index page gives a document's type, after its number, description and name."""
_COMPLETE = "COMPLETE SUBMISSION TEXT FILE"


@dataclass(frozen=True)
class Filing:
    """A filing as an index names it, with its primary document where that is known already (from the
    full-text search, the submissions data, or the notes archives' `instance`), and all its companies where it has
    several."""

    accession_number: str
    cik: int
    primary_document: str | None = None
    ciks: frozenset[int] = frozenset()

    @property
    def folder(self) -> str:
        """The filing's folder at EDGAR; of several filers' folders, all alike, the one of `cik`."""
        return f"Archives/edgar/data/{self.cik}/{self.accession_number.replace('-', '')}"


@dataclass(frozen=True)
class FilingDocument:
    """A document that was fetched, and which reader it is for."""

    kind: Literal["page", "instance", "inline"]
    document: Fetched


@dataclass(frozen=True)
class FilingDocuments:
    """The documents fetched for a filing; where there are none, `reason` says why, as one sentence. `cover` is the
    rendered cover of its pages, which alone says whose they are."""

    documents: list[FilingDocument] = field(default_factory=list)
    reason: str | None = None
    cover: Fetched | None = None


@dataclass(frozen=True)
class Listing:
    """What a filing's folder holds: its primary document (as HTML, else as text; None: neither), its inline XBRL
    documents, its extracted instances, and its exhibits by their number (`13`), those that can be read."""

    primary: str | None
    inline: tuple[str, ...] = ()
    instances: tuple[str, ...] = ()
    exhibits: Mapping[str, str] = field(default_factory=dict)


def instance_of(document: str) -> str:
    """The name of the instance that EDGAR extracts from an inline document: `X.htm` gives `X_htm.xml` (so for
    all of 10,807 filings with cyd facts, filed 2024-10 to 2026-05)."""
    return _PRIMARY.sub("", document) + _INSTANCE_SUFFIX


def document_of(instance: str | None) -> str | None:
    """The inline document of an extracted instance (as the notes archives name it); None for another name."""
    if instance and instance.endswith(_INSTANCE_SUFFIX):
        return instance.removesuffix(_INSTANCE_SUFFIX) + ".htm"
    return None


def fetch_documents(archive: RawArchive, filing: Filing, strategy: DocumentsStrategy) -> FilingDocuments:
    """The documents of a filing that `strategy` asks for, with cyd facts in them if it has any.

    A filing without them is no error: `reason` says so. Raises FetchError or BlockedError where the source
    fails, DocumentError where one of EDGAR's own lists cannot be read.
    """
    match strategy:
        case "pages":
            return _pages(archive, filing)
        case "instances":
            return _instances(archive, filing)
        case "inline":
            return _inline(archive, filing)
        case "none":
            return FilingDocuments(reason="Documents of filings are not read (CYD_DOCUMENTS=none).")


def fetch_primary(archive: RawArchive, filing: Filing) -> Fetched:
    """The document that the filing is: the 10-K, 20-F or 8-K itself, tagged or not, as HTML or as plain text.

    Raises NotFoundError where the filing has neither.
    """
    known = filing.primary_document or primary_in_submissions(archive, filing)
    if known and _is_readable(known):
        fetched = _try(archive, filing, known, _expected(known))
        if fetched:
            return fetched
    primary = listing(archive, filing).primary
    if primary is None:
        raise NotFoundError(f"The filing {filing.accession_number} has no primary document as HTML or text.")
    return archive.fetch(f"{filing.folder}/{primary}", expect=_expected(primary), immutable=True)


def fetch_exhibit(archive: RawArchive, filing: Filing, number: str) -> Fetched | None:
    """An exhibit of a filing by its number (`13`); None where the filing holds none that can be read."""
    try:
        name = listing(archive, filing).exhibits.get(number)
    except NotFoundError:
        return None
    return _try(archive, filing, name, _expected(name)) if name else None


def _is_readable(name: str) -> bool:
    return bool(_PRIMARY.search(name) or _TEXT.search(name))


def _expected(name: str) -> Expect:
    return Expect.TEXT if _TEXT.search(name) else Expect.HTML


def listing(archive: RawArchive, filing: Filing) -> Listing:
    """What the filing's folder holds, from its index page; where a mirror lacks that, from `index.json`.

    The index page is smaller (`index.json` lists every rendered page too) and names each document's type.
    Raises NotFoundError where the source has neither, DocumentError where the list cannot be read.
    """
    page = _try(archive, filing, f"{filing.accession_number}-index.htm", Expect.HTML)
    if page:
        return _read_list(archive, page, read_index_page)
    directory = archive.fetch(f"{filing.folder}/index.json", expect=Expect.JSON, immutable=True)
    return _read_list(archive, directory, read_directory)


def _read_list(archive: RawArchive, fetched: Fetched, read: Callable[[bytes], Read]) -> Read:
    """What a list of documents says; one that cannot be read is set aside, or the next run would meet it again."""
    try:
        with refusing(fetched.path.name):
            return read(_undamaged(fetched))
    except DocumentError:
        archive.set_aside(fetched.path.relative_to(archive.root).as_posix())
        raise


def _undamaged(fetched: Fetched) -> bytes:
    """A list's bytes: EDGAR makes its lists itself, so one with the least sign of damage is none."""
    if fetched.size > MAX_LIST_BYTES:
        raise DocumentError(f"{fetched.path.name} is larger than any list of documents: refused")
    data = fetched.path.read_bytes()
    if signs := damage(data, of_edgar=True):
        raise DocumentError(f"{fetched.path.name} is not read. {signs[0]}")
    return data


def read_index_page(data: bytes) -> Listing:
    """Read `{accession number}-index.htm`: the first document listed is the primary one, inline documents are
    linked through EDGAR's viewer (`/ix?doc=`). Raises DocumentError where it lists nothing."""
    parser = html.HTMLParser(no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise DocumentError("The filing's index page cannot be read.") from error
    if b"</html" not in data[-1000:].lower():
        raise DocumentError("The filing's index page is cut off: its end is missing.")
    links = [] if root is None else list(_links(root))
    if not links:
        raise DocumentError("The filing's index page lists no document.")
    inline = [row.name for row in links if "/ix?doc=" in row.link]
    instances = [
        row.name for row in links if row.name.endswith(_INSTANCE_SUFFIX) or _INSTANCE_LABEL in row.words
    ]
    exhibits: dict[str, str] = {}
    for row in links:
        if row.type.startswith("EX-") and _is_readable(row.name):
            exhibits.setdefault(row.type[3:].lstrip("0"), row.name)
    primary = _primary_of(links) or next(iter(inline), None)
    primary = primary or next((row.name for row in links if _PRIMARY.search(row.name)), None)
    return Listing(primary, tuple(dict.fromkeys(inline)), tuple(dict.fromkeys(instances)), exhibits)


@dataclass(frozen=True)
class _Row:
    """A row of the page's tables of files: where it links to, its type, and all its words in upper case."""

    link: str
    type: str
    words: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.link.rpartition("/")[2]


def _primary_of(rows: list[_Row]) -> str | None:
    """The first document listed, or of its type the first that can be read (some list a PDF of the same before it):
    as HTML if there is one, else as text."""
    own = [row for row in rows if _COMPLETE not in row.words and not _SUBMISSION.fullmatch(row.name)]
    same = [row.name for row in own if row.type == own[0].type] if own else []
    for readable in (_PRIMARY, _TEXT):
        for name in same:
            if readable.search(name):
                return name
    return None


def _links(root: etree._Element) -> Iterator[_Row]:
    """The link of each row of the page's tables of files."""
    column = _TYPE_COLUMN
    for row in root.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if table is None or "tableFile" not in table.get("class", ""):
            continue
        cells = ["".join(map(str, cell.itertext())).strip().upper() for cell in row.iter("td", "th")]
        link = row.find(".//a[@href]")
        if link is not None:
            kind = cells[column] if column < len(cells) else ""
            yield _Row(str(link.get("href")), kind, " ".join(cells))
        elif "TYPE" in cells:
            column = cells.index("TYPE")


def read_directory(data: bytes) -> Listing:
    """Read a folder's `index.json`. It names no types: the primary document is the one of which there is an
    instance, else the largest HTML file that is neither a rendered page nor an index.

    Raises DocumentError where it lists nothing."""
    try:
        items = read_json(data, "The filing's index.json")["directory"]["item"]
        sizes = {str(item["name"]): int(item.get("size") or 0) for item in items}
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise DocumentError("The filing's index.json cannot be read.") from error
    instances = tuple(name for name in sizes if name.endswith(_INSTANCE_SUFFIX))
    inline = tuple(name for name in (document_of(instance) for instance in instances) if name in sizes)
    own = {
        name: size
        for name, size in sizes.items()
        if _is_readable(name) and not _RENDERED.fullmatch(name) and "-index" not in name
        and not _SUBMISSION.fullmatch(name)
    }  # fmt: skip
    pages = {name: size for name, size in own.items() if _PRIMARY.search(name)} or own
    primary = inline[0] if inline else max(pages, key=lambda name: pages[name], default=None)
    exhibits = {match[1]: name for name in own if name != primary and (match := _EXHIBIT.search(name))}
    return Listing(primary, tuple(name for name in inline if name), instances, exhibits)


@dataclass(frozen=True)
class RenderedPages:
    """The names of a filing's rendered pages: those with cyd facts, and its cover."""

    cyd: list[str]
    cover: str | None


def rendered_pages(summary: bytes) -> RenderedPages:
    """The pages that a `FilingSummary.xml` lists: with cyd facts by their role, or where no role is of the taxonomy, by
    a title that speaks of cybersecurity; as cover the first that is called so.

    Raises DocumentError where it is no XML, or no list of pages."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(summary, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"FilingSummary.xml cannot be read: {error.msg}.") from error
    by_role, by_title, covers = [], [], []
    for report in root.iter("Report"):
        name = (report.findtext("HtmlFileName") or "").strip()
        if not _RENDERED.fullmatch(name):
            continue
        title = report.findtext("LongName") or ""
        if CYD_ROLE in (report.findtext("Role") or ""):
            by_role.append(name)
        elif CYD_TITLE.search(title):
            by_title.append(name)
        elif _COVER.search(title):
            covers.append(name)
    return RenderedPages(by_role or by_title, next(iter(covers), None))


def primary_in_submissions(archive: RawArchive, filing: Filing) -> str | None:
    """The primary document's name, if the company's submissions data are kept and have it: at no request."""
    kept = archive.kept(f"submissions/CIK{filing.cik:010d}.json")
    if kept is None:
        return None
    try:
        recent = read_json(kept.path.read_bytes(), kept.path.name)["filings"]["recent"]
        place = recent["accessionNumber"].index(filing.accession_number)
        name = recent["primaryDocument"][place]
    except (DocumentError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    return name if isinstance(name, str) and name else None


def _pages(archive: RawArchive, filing: Filing) -> FilingDocuments:
    """Three requests: the list of the filing's rendered pages, the one with cyd facts, and the cover."""
    summary = _try(archive, filing, "FilingSummary.xml", Expect.XML)
    if summary is None:
        return FilingDocuments(reason="The filing has no rendered pages: it is not in XBRL.")
    listed = _read_list(archive, summary, rendered_pages)
    names = listed.cyd
    if not names:
        return FilingDocuments(reason="None of the filing's rendered pages is of the cyd taxonomy.")
    if len(names) > MAX_PAGES:
        raise DocumentError(f"FilingSummary.xml lists {len(names)} pages of the cyd taxonomy: refused")
    pages = []
    for name in names:
        page = _try(archive, filing, name, Expect.HTML)
        if page is None:
            raise DocumentError(f"The source lacks {name}, which the filing's FilingSummary.xml lists")
        pages.append(FilingDocument("page", page))
    return FilingDocuments(
        pages, cover=_try(archive, filing, listed.cover, Expect.HTML) if listed.cover else None
    )


def _instances(archive: RawArchive, filing: Filing) -> FilingDocuments:
    """One request where the primary document's name is known, by EDGAR's rule; else one more for the list."""
    known = filing.primary_document or primary_in_submissions(archive, filing)
    if known and _PRIMARY.search(known):
        fetched = _try(archive, filing, instance_of(known), Expect.XML)
        if fetched:
            return FilingDocuments([FilingDocument("instance", fetched)])
    found = _listed(archive, filing, lambda names: names.instances)
    if not found:
        return FilingDocuments(reason="The filing has no extracted instance: it is not in XBRL.")
    return FilingDocuments([FilingDocument("instance", fetched) for fetched in found])


def _inline(archive: RawArchive, filing: Filing) -> FilingDocuments:
    """One request where the primary document's name is known; else one more for the list, which also names
    further inline documents. A document without tags comes too: its sections can be read."""
    known = filing.primary_document or primary_in_submissions(archive, filing)
    if known and _is_readable(known):
        fetched = _try(archive, filing, known, _expected(known))
        if fetched:
            return FilingDocuments([FilingDocument("inline", fetched)])

    def wanted(names: Listing) -> tuple[str, ...]:
        return names.inline or ((names.primary,) if names.primary else ())

    found = _listed(archive, filing, wanted)
    if not found:
        return FilingDocuments(reason="The filing has no document as HTML or text.")
    return FilingDocuments([FilingDocument("inline", fetched) for fetched in found])


def _listed(
    archive: RawArchive, filing: Filing, wanted: Callable[[Listing], tuple[str, ...]]
) -> list[Fetched]:
    """Those documents of the filing's list that are wanted; none where the source has no list of it."""
    try:
        names = wanted(listing(archive, filing))
    except NotFoundError:
        return []
    found = [
        _try(archive, filing, name, Expect.XML if name.endswith(".xml") else _expected(name))
        for name in names
    ]
    return [fetched for fetched in found if fetched]


def _try(archive: RawArchive, filing: Filing, name: str, expect: Expect) -> Fetched | None:
    """A document of the filing's folder; None where there is none of that name."""
    try:
        return archive.fetch(f"{filing.folder}/{name}", expect=expect, immutable=True)
    except NotFoundError:
        return None
