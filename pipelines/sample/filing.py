"""What a sample filing is: its companies, its disclosure as a tree of tagged text, and what is true of it.

Here also the reading of that tree: which facts a faithful reader must find. Words are `words.py` and
`disclosure.py`; how a filing looks as a file is `inline.py`, `pages.py` and `archives.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from pipelines.facts.concepts import FLAGS
from pipelines.facts.model import fact_frame
from pipelines.facts.text import normalise


@dataclass(frozen=True)
class Company:
    """An invented company, with the particulars that the archives and the submissions data tell."""

    cik: int
    name: str
    ticker: str
    exchange: str
    sic: int
    sic_description: str
    state: str
    incorporated: str
    country: str = "US"
    category: str = "Non-accelerated filer"
    public_float: int | None = None


@dataclass(frozen=True)
class Span:
    """Words within a paragraph that are one fact: a phrase, or the words that carry a flag's answer.

    `flag` is the answer of a boolean concept. `nil` leaves the fact without a value.
    """

    concept: str
    text: str
    flag: bool | None = None
    nil: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, list item (`li`), heading (`h`) or page foot (`foot`: excluded from any fact)."""

    parts: tuple[str | Span, ...]
    kind: str = "p"


@dataclass(frozen=True)
class Block:
    """A text block: paragraphs and further blocks. `pieces` above 1 splits it over that many pages, each but
    the first an `ix:continuation`. `member` names the incident it is about, as the filer's own member."""

    concept: str
    children: "tuple[Paragraph | Block, ...]"
    pieces: int = 1
    member: str = ""


Node = Paragraph | Block


@dataclass(frozen=True)
class Officer:
    """An entry of `officers` in `gold/CODEBOOK.md`, plus the certificates said to be that officer's."""

    title: str
    role: str
    years: int | None = None
    qualifier: str | None = None
    scope: str | None = None
    tenure_years: int | None = None
    certifications: tuple[str, ...] = ()


@dataclass(frozen=True)
class Truth:
    """What the text of a filing says, with the codes of `gold/CODEBOOK.md`."""

    officers: tuple[Officer, ...] = ()
    oversight_structure: str = "not_disclosed"
    committees: tuple[str, ...] = ()
    cadence: str = "not_disclosed"
    frameworks: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    material_effect: str = "not_stated"

    def labels(self, accession_number: str) -> dict[str, object]:
        """One object of the gold file's form."""
        officers = [
            {
                key: getattr(officer, key)
                for key in ("title", "role", "years", "tenure_years", "qualifier", "scope")
            }
            for officer in self.officers
        ]
        lists = {key: list(getattr(self, key)) for key in ("committees", "frameworks", "certifications")}
        codes = {key: getattr(self, key) for key in ("oversight_structure", "cadence", "material_effect")}
        return {"accession_number": accession_number, "officers": officers} | lists | codes


@dataclass(frozen=True)
class Fact:
    """A fact as filed: `value` is its text as a person reads it, `escaped` whether it is filed as markup."""

    concept: str
    value: str
    flag: bool | None
    is_nil: bool
    escaped: bool
    member: str
    ordinal: int
    node: Block | Span


@dataclass(frozen=True)
class SampleFiling:
    """One filing of the sample. `body` is its disclosure; `cases` names the hard cases it stands for."""

    accession_number: str
    form: str
    filed: date
    period_start: date
    period_end: date
    companies: tuple[Company, ...]
    document: str
    body: tuple[Node, ...]
    truth: Truth | None = None
    taxonomy: str = "cyd/2024"
    tagged: bool = True
    in_archive: bool = True
    items: tuple[str, ...] = ()
    amends: str | None = None
    cases: frozenset[str] = field(default_factory=frozenset)

    @property
    def company(self) -> Company:
        """The filer that the index names first."""
        return self.companies[0]

    @property
    def cik(self) -> int:
        """The CIK of the first filer."""
        return self.company.cik

    @property
    def folder(self) -> str:
        """The filing's folder on EDGAR."""
        return f"Archives/edgar/data/{self.cik}/{self.accession_number.replace('-', '')}"

    @property
    def instance(self) -> str:
        """The extracted instance, named by SEC's rule."""
        return self.document.removesuffix(".htm") + "_htm.xml"

    @property
    def accepted(self) -> datetime:
        """When EDGAR accepted it: a moment of the filing day, derived from the accession number."""
        serial = int(self.accession_number[-6:])
        return datetime(
            self.filed.year, self.filed.month, self.filed.day, 7 + serial % 10, serial % 60, serial % 59
        )

    @property
    def incident_axis(self) -> bool:
        """Whether some fact names the incident it is about by a member of its own."""
        return any(fact.member for fact in facts_of(self))


def facts_of(filing: SampleFiling) -> list[Fact]:
    """The facts of a tagged filing in document order; equal facts of one context are counted by `ordinal`."""
    facts: list[Fact] = []
    seen: dict[tuple[str, str], int] = {}
    for node, member in _tagged(filing.body, "") if filing.tagged else ():
        key = (node.concept, member)
        ordinal = seen[key] = seen.get(key, -1) + 1
        if isinstance(node, Block):
            value, escaped, flag, is_nil = normalise(text_of(node)), True, None, False
        else:
            escaped, is_nil = False, node.nil
            flag = None if node.nil else node.flag
            value = "" if node.nil else str(flag).lower() if node.concept in FLAGS else normalise(node.text)
        facts.append(Fact(node.concept, value, flag, is_nil, escaped, member, ordinal, node))
    return facts


def _tagged(nodes: tuple[Node, ...], member: str) -> Iterator[tuple[Block | Span, str]]:
    for node in nodes:
        if isinstance(node, Block):
            yield node, node.member or member
            yield from _tagged(node.children, node.member or member)
        else:
            yield from ((part, member) for part in node.parts if isinstance(part, Span))


def text_of(node: Node) -> str:
    """The text of a node as a person reads it, a line for each paragraph; page feet are no part of it."""
    if isinstance(node, Block):
        return "\n".join(text for child in node.children if (text := text_of(child)))
    if node.kind == "foot":
        return ""
    return "".join(part if isinstance(part, str) else part.text for part in node.parts)


def dimensions_of(filing: SampleFiling, member: str) -> str:
    """`axis=member` of an incident's member, prefixes left out; empty without one."""
    return f"MaterialCybersecurityIncidentAxis={member}" if member else ""


def expected_facts(filings: list[SampleFiling]) -> pl.DataFrame:
    """What a faithful reader of the filed documents must find: `FactFrame` rows with source `inline`, the
    exact period and the whole text. Offsets and hashes are left out."""
    return fact_frame(
        {
            "accession_number": filing.accession_number,
            "cik": filing.cik,
            "concept": fact.concept,
            "taxonomy": filing.taxonomy,
            "period_start": filing.period_start,
            "period_end": filing.period_end,
            "dimensions": dimensions_of(filing, fact.member),
            "ordinal": fact.ordinal,
            "value": None if fact.is_nil else fact.value,
            "flag": fact.flag,
            "is_nil": fact.is_nil,
            "lang": "en-US",
            "source": "inline",
            "document": filing.document,
        }
        for filing in filings
        for fact in facts_of(filing)
    )
