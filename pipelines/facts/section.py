"""The cybersecurity section of an untagged filing as one text fact: Item 1C, Item 16K or Item 1.05, whole.

Filings for fiscal years before 2024-12-15 carry no `cyd` tags, and most incident reports never do. Headings are
looked for first; edgartools is asked where that finds nothing that passes the checks. Not here: lines and their
looks (`section_lines.py`), what a heading is (`section_headings.py`).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from pipelines.errors import DocumentError
from pipelines.facts.markup import decode
from pipelines.facts.model import fact_frame
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER
from pipelines.facts.section_cover import family_of_form, form_of, period_of
from pipelines.facts.section_headings import Heading, headings
from pipelines.facts.section_lines import Line, lines_text, read_lines
from pipelines.facts.text import normalise, plain

Status = Literal["found", "cross_reference", "not_required", "not_found", "failed"]

FIRST_PERIOD_END = date(2023, 12, 15)
"""Item 106 of Regulation S-K and Item 16K are due for fiscal years that end on or after this day
(SEC Release 33-11216, section II.I)."""

SHORTEST = 300
"""Fewer characters than 99.5 % of tagged filings have in their longest block (291): a stub, or cut short."""

LONGEST = 60_000
"""More than any item: the longest block of 8,058 tagged annual filings has 35,885 characters, 99.9 % have fewer
than 16,003. A longer one runs on into the rest of the report."""

_ITEMS = {
    "10-K": ("1C", "Item1CSectionText"),
    "20-F": ("16K", "Item16KSectionText"),
    "8-K": ("1.05", "Item105SectionText"),
}
_SUBJECT = re.compile(
    r"cyber|information security|data security|information technology|unauthori[sz]ed", re.IGNORECASE
)
_NOT_REQUIRED = re.compile(
    r"\bnot (?:applicable|required|provided|yet (?:required|applicable))\b"
    r"|^\W*(?:none|n/a|omitted|reserved)\W*$|\bomitted\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:incorporated (?:herein |in this item )?by reference|refer(?:ence is made)? to|see\b|set forth"
    r"|included (?:in|under)|appear(?:s|ing)? (?:in|under)"
    r"|(?:is|are|be) (?:contained|found|presented|provided|discussed|described|disclosed|included))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{4,150}?)[.,;]?[\"”]")
_CAPTIONED = re.compile(
    r"(?:caption|heading|section|titled|entitled)s?\s+(?:of\s+)?"
    r"([A-Z][\w'&,-]*(?:\s+(?:[A-Z][\w'&,-]*|and|of|the|for|to|in|-))*)"
)
_ASSET_BACKED = re.compile(r"general instruction J\b|\bitem 1112\(b\)|asset-backed issuer", re.IGNORECASE)
_STOP = re.compile(r"""[.!?:;]["'”’)\]]*$""")
_TITLES = (
    "Cybersecurity",
    "Cybersecurity Risk Management and Strategy",
    "Cybersecurity Risk Management, Strategy and Governance",
    "Cybersecurity Risk Management, Strategy, and Governance Disclosure",
    "Cybersecurity Disclosure",
)
"""Titles of the section where a report does not number its items: Item 106's own name, whole and in part."""
_STUB = 1_500
"""Longest text that is looked at as a mere pointer to another place."""


@dataclass(frozen=True)
class Section:
    """What was found: `facts` (`FactFrame`, one row or none), the status, and why, in one sentence."""

    facts: pl.DataFrame
    status: Status
    reason: str


@dataclass(frozen=True)
class _Found:
    lines: list[Line]
    ended: bool
    """Whether the heading of another item, a part or the signatures ends it."""

    @property
    def body(self) -> str:
        return lines_text(self.lines[1:])


def read_section(
    data: bytes,
    *,
    form: str | None = None,
    period_end: date | None = None,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> Section:
    """The section of an untagged filing's primary document (HTML or text), as one fact of a pseudo-concept.

    `form` (any of 10-K, 20-F, 8-K and their kin) and `period_end` are read off the document where they are not
    given. Never raises for what a document holds: `failed` says why it could not be read. A stub that points
    elsewhere in the document (`cross_reference`) is followed there and both texts are the fact's value.
    """
    try:
        lines = read_lines(data)
        family, amended = family_of_form(form or form_of(data, lines))
        period = period_end or period_of(data, lines, family)
        return _Reader(lines, family, amended, period).section(
            decode(data),
            {
                "accession_number": accession_number or PSEUDO_ACCESSION_NUMBER,
                "cik": cik,
                "document": document,
                "document_sha256": hashlib.sha256(data).hexdigest(),
            },
        )
    except DocumentError as error:
        return Section(fact_frame([]), "failed", str(error))


class _Reader:
    """One filing's lines, and what is looked for in them."""

    def __init__(self, lines: list[Line], family: str, amended: bool, period: date | None) -> None:
        self.lines = lines
        self.family = family
        self.amended = amended
        self.period = period
        self.item, self.concept = _ITEMS[family]
        self.headings = headings(lines, family)

    def section(self, markup: str, row: dict[str, object]) -> Section:
        """The whole way: headings, edgartools, checks, a pointer followed."""
        found = self._by_heading()
        wrong = self._wrong(found)
        if wrong and not self._is_silent():
            other = self._by_edgartools(markup) or self._by_title()
            if other and not self._wrong(other):
                found, wrong = other, None
        if found is None:
            return Section(fact_frame([]), *self._absent())
        if wrong:
            return Section(fact_frame([]), "failed", wrong)
        status, reason, text = self._read(found)
        start = self.period  # of an incident report the day of the event, which its cover need not name
        if self.family != "8-K":
            if self.period is None:
                return Section(
                    fact_frame([]), "failed", "The filing's cover names no period, and none was given"
                )
            start = _year_before(self.period)
        fact = {
            "concept": self.concept, "taxonomy": "section", "period_start": start, "period_end": self.period,
            "dimensions": "", "ordinal": 0, "value": text, "is_nil": False, "source": "section",
        }  # fmt: skip
        return Section(fact_frame([row | fact]), status, reason)

    def _by_heading(self) -> _Found | None:
        """The item's longest text between its heading and the next item's; in a table of contents it is empty.
        A heading repeated on a later page ("continued") does not end it."""
        found: list[_Found] = []
        at = 0
        while at < len(self.headings):
            end = at
            while end < len(self.headings) and self.item in self.headings[end].items:
                end += 1
            if end > at:
                found.append(
                    self._between(self.headings[at], self.headings[end] if end < len(self.headings) else None)
                )
            at = max(end, at + 1)
        whole = [one for one in found if one.ended and len(one.body) >= SHORTEST]
        return max(whole or found, key=lambda one: len(one.body), default=None)

    def _between(self, first: Heading, last: Heading | None) -> _Found:
        end = last.line if last else len(self.lines)
        return _Found(self.lines[first.line : end], last is not None)

    def _is_silent(self) -> bool:
        """Whether nothing in the filing speaks of the subject, so that nothing more need be tried."""
        if self.family == "8-K":
            return not any(self.item in heading.items for heading in self.headings)
        return not any(_SUBJECT.search(line.text) for line in self.lines)

    def _wrong(self, found: _Found | None) -> str | None:
        """Why a text cannot be the whole section and nothing else; None where nothing speaks against it."""
        name = f"Item {self.item}"
        if found is None:
            return f"No heading of {name} was found"
        body = found.body
        if len(body) > LONGEST:
            return (
                f"{name} seems to run on: {len(body):,} characters, where no other has more than {LONGEST:,}"
            )
        explained = _NOT_REQUIRED.search(plain(body)) or _POINTS.search(plain(body))
        # A shell company's two sentences are whole; a page number or half a sentence is not.
        whole = found.ended and _SUBJECT.search(body) and _STOP.search(body)
        if len(body) < SHORTEST and not explained and not whole:
            return f"{name} seems cut short: {len(body)} characters follow its heading"
        if not found.ended and self.family != "8-K":
            return f"Nothing ends {name}: no heading of another item follows it"
        if len(body) >= SHORTEST and not _SUBJECT.search(body):
            return f"What stands under {name} does not speak of cybersecurity"
        return None

    def _by_edgartools(self, markup: str) -> _Found | None:
        """edgartools' section of the same item, cut at the first heading of another one. It works offline."""
        key = {"10-K": "1c", "20-F": "16k", "8-K": "105"}[self.family]
        try:
            from edgar.documents import ParserConfig, parse_html  # noqa: PLC0415 - takes seconds to import

            sections = parse_html(markup, ParserConfig(form=self.family)).sections
            names = [name for name in sections if re.sub(r"[\W_]", "", name.lower()).endswith(f"item{key}")]
            text = sections[names[0]].text() if names else ""
        except Exception:
            return None
        lines = [Line(one) for one in normalise(text or "").split("\n") if one]
        ends = [one.line for one in headings(lines, self.family) if self.item not in one.items and one.line]
        return _Found(lines[: ends[0] if ends else None], True) if lines else None

    def _by_title(self) -> _Found | None:
        """A section titled "Cybersecurity" without its item number (reports that map items to pages)."""
        if self.family == "8-K":
            return None
        found = [one for title in _TITLES if (one := self._titled(title)) is not None]
        return max(found, key=lambda one: len(one.body), default=None)

    def _titled(self, title: str) -> _Found | None:
        """The longest text under a heading of that title, to the next heading that looks the same or heads an
        item."""
        wanted = _key(title)
        stops = {heading.line for heading in self.headings}
        best: _Found | None = None
        for number, line in enumerate(self.lines):
            if _key(line.text) != wanted or not (line.stands_out or number in stops):
                continue
            end = next(
                (
                    at
                    for at in range(number + 1, len(self.lines))
                    if at in stops
                    or (self.lines[at].look, self.lines[at].capitals) == (line.look, line.capitals)
                ),
                len(self.lines),
            )
            found = _Found(self.lines[number:end], end < len(self.lines))
            if len(found.body) >= SHORTEST and (best is None or len(found.body) > len(best.body)):
                best = found
        return best

    def _read(self, found: _Found) -> tuple[Status, str, str]:
        """Status, reason and text of a section that passed the checks; a pointer is followed."""
        name, body, text = f"Item {self.item}", found.body, lines_text(found.lines)
        if len(body) < SHORTEST and _NOT_REQUIRED.search(plain(body)) and not _QUOTED.search(body):
            return "not_required", f"{name} says that nothing is required: {body[:120]}", text
        if len(body) <= _STUB and _POINTS.search(plain(body)):
            targets = [target for title in _titles(body) if (target := self._titled(title)) is not None]
            targets = [
                target for target in targets if _SUBJECT.search(target.body) and len(target.body) <= LONGEST
            ]
            if targets:
                whole = "\n".join([text, *(lines_text(target.lines) for target in targets)])
                titles = ", ".join(target.lines[0].text for target in targets)
                return "cross_reference", f"{name} points to {titles}, which was followed", whole
            if len(body) < SHORTEST * 2:
                return "cross_reference", f"{name} points elsewhere: {body[:160]}", text
        return (
            "found",
            f"{name}, {len(body):,} characters" + ("" if found.ended else ", to the document's end"),
            text,
        )

    def _absent(self) -> tuple[Status, str]:
        name = f"Item {self.item}"
        if self.family == "8-K":
            return "not_required", f"The report has no {name}"
        if self.period and self.period < FIRST_PERIOD_END:
            return "not_required", f"{name} is due for fiscal years that end on or after {FIRST_PERIOD_END}"
        if self.amended:
            return "not_required", f"The amendment holds no {name}"
        if any(_ASSET_BACKED.search(line.text) for line in self.lines[:400]):
            return "not_required", f"{name} is not asked of issuers of asset-backed securities"
        return "not_found", f"No heading of {name} was found"


def _titles(body: str) -> Iterable[str]:
    """Titles a pointer names: in quotation marks, or in capitals after "caption", "heading", "section"."""
    seen = set()
    for match in (*_QUOTED.finditer(body), *_CAPTIONED.finditer(body)):
        for part in re.split(r"\s[–—-]+\s", match[1]):
            if (key := _key(part)) and key not in seen:
                seen.add(key)
                yield part


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", title.lower()).strip()


def _year_before(end: date) -> date:
    """The first day of the twelve months that end on `end`."""
    if (end.month, end.day) in ((2, 28), (2, 29)):
        return date(end.year - 1, 3, 1)
    return date.fromordinal(end.replace(year=end.year - 1).toordinal() + 1)
