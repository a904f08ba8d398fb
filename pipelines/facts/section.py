"""The cybersecurity item of a filing as one text fact: Item 1C, Item 16K or Item 1.05, whole.

Filings for fiscal years before 2024-12-15 carry no `cyd` tags, most incident reports never do, and tags leave words
out. Headings are looked for first; edgartools is asked where that finds nothing that passes the checks. Not here:
lines (`section_lines.py`), headings (`section_headings.py`), what pages repeat (`section_furniture.py`), the proof
(`section_proof.py`), pointers (`section_pointers.py`).
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import polars as pl

from pipelines.errors import DocumentError
from pipelines.facts.concepts import ANNUAL, INCIDENT
from pipelines.facts.markup import decode
from pipelines.facts.model import fact_frame
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER
from pipelines.facts.section_cover import family_of_form, form_of, period_of
from pipelines.facts.section_furniture import (
    EDGE_LINES,
    edge_distances,
    is_furniture,
    taken_out,
    without_furniture,
)
from pipelines.facts.section_headings import ORDER, Heading, earlier_part, headings
from pipelines.facts.section_lines import Line, lines_text, read_lines
from pipelines.facts.section_pointers import (
    POINTS,
    SUBJECT,
    TITLES,
    exhibit_named,
    followed,
    names_a_title,
    titled,
    titles_named,
)
from pipelines.facts.section_proof import doubts
from pipelines.facts.text import normalise, plain

Status = Literal["found", "doubtful", "cross_reference", "not_required", "not_found", "failed"]

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
_NOT_REQUIRED = re.compile(
    r"\bnot (?:applicable|required|provided|yet (?:required|applicable))\b"
    r"|^\W*(?:none|n/a|omitted|reserved)\W*$|\bomitted\b",
    re.IGNORECASE,
)
_ASSET_BACKED = re.compile(r"general instruction J\b|\bitem 1112\(b\)|asset-backed issuer", re.IGNORECASE)
_STOP = re.compile(r"""[.!?:;]["'”’)\]]*$""")
_RUNNING_HEAD = 60
"""Longest title of a heading that only repeats the item's name at the head of a page."""
_STUB = 1_500
"""Longest text that is looked at as a mere pointer to another place."""


@dataclass(frozen=True)
class Section:
    """What was found: `facts` (`FactFrame`, one row or none), the status, and why, in one sentence. `exhibit` is the
    number of the exhibit that a stub points to, where it names one and its text was not found."""

    facts: pl.DataFrame
    status: Status
    reason: str
    exhibit: str | None = None


@dataclass(frozen=True)
class _Found:
    lines: list[Line]
    ended: bool
    """Whether the heading of another item, a part or the signatures ends it."""
    place: tuple[int, int] | None = None
    """The document's lines that it was cut from: the first, and the one after the last."""

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
    tagged: pl.DataFrame | None = None,
    exhibits: Mapping[str, bytes] | None = None,
) -> Section:
    """The item of a filing's primary document (HTML or text), as one fact of a pseudo-concept.

    `form` (any of 10-K, 20-F, 8-K and their kin) and `period_end` are read off the document where they are not
    given. `tagged` are the document's tagged facts (`FactFrame`), whose texts the item must hold: the fact's source
    is then `item`, else `section`. Never raises for what a document holds:
    `failed` says why it could not be read, `doubtful` why it may not be the whole item. A stub that points
    elsewhere in the document, or to one of `exhibits` (by number), is followed there (`cross_reference`) and both
    texts are the fact's value.
    """
    try:
        lines = without_furniture(read_lines(data))
        family, amended = family_of_form(form or form_of(data, lines))
        period = period_end or period_of(data, lines, family)
        texts = _texts(tagged, family)
        return _Reader(lines, family, amended, period, texts, exhibits or {}).section(
            decode(data),
            {
                "accession_number": accession_number or PSEUDO_ACCESSION_NUMBER,
                "cik": cik,
                "document": document,
                "document_sha256": hashlib.sha256(data).hexdigest(),
                "source": "section" if tagged is None else "item",
            },
        )
    except DocumentError as error:
        return Section(fact_frame([]), "failed", str(error))


def read_item(
    data: bytes,
    facts: pl.DataFrame,
    *,
    form: str | None = None,
    document: str | None = None,
    exhibits: Mapping[str, bytes] | None = None,
) -> Section:
    """The whole item of a document whose tagged facts (`FactFrame`, at least one) were read: tags leave words out.

    As `read_section`, but a doubtful item is not kept, because the tags tell what is sure; a form without such an
    item (6-K) needs none.
    """
    first = facts.row(0, named=True)
    if (form or "").upper().startswith("6-K"):
        return Section(fact_frame([]), "not_required", "A report on Form 6-K has no items")
    ends = facts["period_end"].max()
    section = read_section(
        data,
        form=form,
        period_end=ends if isinstance(ends, date) else None,
        accession_number=first["accession_number"],
        cik=first["cik"],
        document=document,
        tagged=facts,
        exhibits=exhibits,
    )
    return replace(section, facts=section.facts.clear()) if section.status == "doubtful" else section


def _texts(facts: pl.DataFrame | None, family: str) -> list[str]:
    """The texts that were tagged as those of a form's item."""
    if facts is None:
        return []
    names = [one.name for one in (INCIDENT if family == "8-K" else ANNUAL) if one.kind == "text"]
    return facts.filter(pl.col("concept").is_in(names) & pl.col("value").is_not_null())["value"].to_list()


@dataclass
class _Reader:
    """One filing's lines, and what is looked for in them."""

    lines: list[Line]
    family: str
    amended: bool
    period: date | None
    tagged: Sequence[str]
    exhibits: Mapping[str, bytes]
    headings: list[Heading] = field(init=False)

    def __post_init__(self) -> None:
        self.item, self.concept = _ITEMS[self.family]
        self.headings = headings(self.lines, self.family)

    def section(self, markup: str, row: dict[str, object]) -> Section:
        """The whole way: headings, edgartools, checks, a pointer followed, the proof."""
        found = self._by_heading()
        wrong = self._wrong(found)
        if wrong and not self._is_silent():
            other = self._by_edgartools(markup) or self._by_title()
            if other and not self._wrong(other):
                found, wrong = other, None
        if found is None:
            return Section(fact_frame([]), *self._absent())
        if refused := self._refused(found):
            return Section(fact_frame([]), "failed", refused)
        status, reason, text, exhibit = self._read(found)
        if status == "found" and (why := [wrong] if wrong else self._doubts(found)):
            status, reason = "doubtful", f"Item {self.item} is doubtful: {'; '.join(why)}"
        start = self.period  # of an incident report the day of the event, which its cover need not name
        if self.family != "8-K":
            if self.period is None:
                return Section(
                    fact_frame([]), "failed", "The filing's cover names no period, and none was given"
                )
            start = _year_before(self.period)
        fact = {
            "concept": self.concept, "taxonomy": "section", "period_start": start, "period_end": self.period,
            "dimensions": "", "ordinal": 0, "value": text, "is_nil": False,
        }  # fmt: skip
        return Section(fact_frame([row | fact]), status, reason, exhibit)

    def _by_heading(self) -> _Found | None:
        """The item's longest text between its heading and the next item's; in a table of contents it is empty.
        A heading repeated on a later page ("continued") does not end it, nor does an earlier item's name that
        stands at a page's edge, or looks plainer than the item's own heading: that is a mention."""
        found: list[_Found] = []
        near = edge_distances(self.lines)
        at = 0
        while at < len(self.headings):
            end = at
            while end < len(self.headings) and self._goes_on(self.headings[end], near, self.headings[at:end]):
                end += 1
            if end > at:
                found.append(
                    self._between(self.headings[at], self.headings[end] if end < len(self.headings) else None)
                )
            at = max(end, at + 1)
        whole = [one for one in found if one.ended and len(one.body) >= SHORTEST]
        return max(whole or found, key=lambda one: len(one.body), default=None)

    def _goes_on(self, heading: Heading, near: list[int], begun: list[Heading]) -> bool:
        if self.item in heading.items:
            return True
        order = ORDER[self.family]
        earlier = bool(heading.items) and all(
            item in order and order.index(item) < order.index(self.item) for item in heading.items
        )
        if not begun or not earlier:
            return False
        plainer = self.lines[begun[0].line].stands_out and not self.lines[heading.line].stands_out
        return plainer or near[heading.line] < EDGE_LINES

    def _between(self, first: Heading, last: Heading | None) -> _Found:
        end = last.line if last else len(self.lines)
        again = {
            heading.line - first.line
            for heading in self.headings
            if first.line < heading.line < end and len(heading.title) <= _RUNNING_HEAD
        }
        lines = self.lines[first.line : end]
        gone = {
            at
            for at, line in enumerate(lines)
            if at and (at in again or earlier_part(line, self.family) or is_furniture(line))
        }
        return _Found(taken_out(lines, gone), last is not None, (first.line, end))

    def _is_silent(self) -> bool:
        """Whether nothing in the filing speaks of the subject, so that nothing more need be tried."""
        if self.family == "8-K":
            return not any(self.item in heading.items for heading in self.headings)
        return not any(SUBJECT.search(line.text) for line in self.lines)

    def _refused(self, found: _Found) -> str | None:
        """Why a text is none of the item's at all: nothing of it is kept."""
        name, body = f"Item {self.item}", found.body
        if len(body) > LONGEST:
            return (
                f"{name} seems to run on: {len(body):,} characters, where no other has more than {LONGEST:,}"
            )
        # The heading of Item 1.05 says what it is about: an incident may be told without the word.
        if len(body) >= SHORTEST and self.family != "8-K" and not SUBJECT.search(body):
            return f"What stands under {name} does not speak of cybersecurity"
        return None if body else f"{name} seems cut short: nothing follows its heading"

    def _wrong(self, found: _Found | None) -> str | None:
        """Why a text cannot be the whole section and nothing else; None where nothing speaks against it."""
        name = f"Item {self.item}"
        if found is None:
            return f"No heading of {name} was found"
        if refused := self._refused(found):
            return refused
        body = found.body
        explained = _NOT_REQUIRED.search(plain(body)) or POINTS.search(plain(body))
        # A shell company's two sentences are whole; a page number or half a sentence is not.
        subject = self.family == "8-K" or SUBJECT.search(body)
        whole = found.ended and subject and _STOP.search(body)
        if len(body) < SHORTEST and not explained and not whole:
            return f"it seems cut short: {len(body)} characters follow its heading"
        if not found.ended and self.family != "8-K":
            return "nothing ends it: no heading of another item follows it"
        return None

    def _doubts(self, found: _Found) -> list[str]:
        if found.place is None:  # edgartools' or a title's: the lines are not the document's
            lines, first, end = found.lines, 0, len(found.lines)
            return doubts(lines, first, end, item=self.item, family=self.family, tagged=self.tagged)
        kept = [*self.lines[: found.place[0]], *found.lines, *self.lines[found.place[1] :]]
        first, end = found.place[0], found.place[0] + len(found.lines)
        return doubts(kept, first, end, item=self.item, family=self.family, tagged=self.tagged)

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
        stops = {heading.line for heading in self.headings}
        spans = [span for title in TITLES if (span := titled(self.lines, stops, title, SHORTEST))]
        found = [_Found(self.lines[first:end], end < len(self.lines), (first, end)) for first, end in spans]
        return max(found, key=lambda one: len(one.body), default=None)

    def _read(self, found: _Found) -> tuple[Status, str, str, str | None]:
        """Status, reason and text of a section that passed the checks, and the exhibit that it points to in vain; a
        pointer is followed."""
        name, body, text = f"Item {self.item}", found.body, lines_text(found.lines)
        if len(body) < SHORTEST and _NOT_REQUIRED.search(plain(body)) and not names_a_title(body):
            return "not_required", f"{name} says that nothing is required: {body[:120]}", text, None
        if len(body) <= _STUB and POINTS.search(plain(body)):
            number = exhibit_named(body)
            places = [(self.lines, self.headings)]
            if number and (exhibit := self.exhibits.get(number)):
                lines = without_furniture(read_lines(exhibit))
                places.append((lines, headings(lines, self.family)))
            for at, (lines, heads) in enumerate(places):
                titles = [*titles_named(body), *(TITLES if at else ())]
                if texts := followed(lines, {head.line for head in heads}, titles, SHORTEST, LONGEST):
                    whole = "\n".join([text, *(lines_text(one) for one in texts)])
                    where = ", ".join(one[0].text for one in texts) + (f" of Exhibit {number}" if at else "")
                    return "cross_reference", f"{name} points to {where}, which was followed", whole, None
            if len(body) < SHORTEST * 2:
                return "cross_reference", f"{name} points elsewhere: {body[:160]}", text, number
        return (
            "found",
            f"{name}, {len(body):,} characters" + ("" if found.ended else ", to the document's end"),
            text,
            None,
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


def _year_before(end: date) -> date:
    """The first day of the twelve months that end on `end`."""
    if (end.month, end.day) in ((2, 28), (2, 29)):
        return date(end.year - 1, 3, 1)
    return date.fromordinal(end.replace(year=end.year - 1).toordinal() + 1)
