"""An incident report as the readers see it: its sentences in order, without forward-looking boilerplate.

Lines that a page's layout broke are joined, defined terms in brackets are left out of what phrases are held against.
Not here: what any sentence means.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pipelines.metrics.document import split_sentences
from pipelines.metrics.folding import folded
from pipelines.metrics.incidents.dates import AFTERWARDS, Spot, Told, resolve, spots

_BROKEN = re.compile(r"(?<![.!?:;\"])\n(?=\S)")
_DEFINED = re.compile(r" ?\((?=[^()]{0,200}\")[^()]{1,200}\)|\s?\(\"?[A-Z][A-Za-z&.-]{1,12}\"?\)")
"""A term that the report defines: `(the "Company")`, `(DMS)`. Phrases are written without."""
_HOUR = re.compile(r"\d ?[ap]\.m\.\s*$", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(ca|wo|do|does|did|is|are|was|were|has|have|had|could|would|should)n't\b", re.IGNORECASE
)
_CAUTION = re.compile(
    r"^(?:item 1\.05[^.]{0,60}\.? )?(?:cautionary|caution|note|safe harbor|special note|disclosure)?\b.{0,60}"
    r"\bforward[- ]looking (?:statements?|information)\b"
    r"|\b(?:contains?|includes?|constitutes?|are|may be(?: deemed)?|considered|made in)\b.{0,80}\bforward[- ]looking statements?\b"
    r"|\bsafe harbor (?:provisions?|created|provided)\b|^(?:words and phrases|words) such as\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^item\s+(?:1\.05|[2-9]\.\d\d)\b", re.IGNORECASE)
_HEADING = re.compile(r"item\s+\d\.\d\d\b[.:]?\s*(?:[\w ,]{0,60})?[.:]?", re.IGNORECASE)
_INSTRUCTED = re.compile(
    r"^(?:pursuant to the requirements of the securities exchange act|exhibit (?:no|number)\b)", re.IGNORECASE
)
_OTHER_ITEM = re.compile(r"^item\s+(?:7\.01|8\.01|9\.01)\b", re.IGNORECASE)

Block = tuple[str, int, str]
"""Concept, ordinal and value of one text fact."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: its place in the fact that it stands in, its words as written, and as phrases see them."""

    concept: str
    ordinal: int
    start: int
    end: int
    evidence: str
    text: str

    @cached_property
    def spots(self) -> list[Spot]:
        """The dates in `text`."""
        return spots(self.text)

    @cached_property
    def marked(self) -> str:
        """`text` with a mark for each date: ⟦D0⟧, ⟦D1⟧ …; ⟦R1⟧ of one told from another, ⟦N2⟧ where it is no day of
        the incident."""
        parts, at = [], 0
        for number, spot in enumerate(self.spots):
            parts += [self.text[at : spot.start], f"⟦{spot.mark}{number}⟧"]
            at = spot.end
        return "".join([*parts, self.text[at:]])


@dataclass(frozen=True)
class Report:
    """The sentences of one report, the day by which its dates without a year are told (of its filing, else its own),
    and that of its filing where it is known, which no date of its is after."""

    sentences: list[Sentence]
    reference: date | None
    filed: date | None = None

    @cached_property
    def dates(self) -> list[list[Told | None]]:
        """The dates of each sentence."""
        return resolve([sentence.spots for sentence in self.sentences], self.reference)


def read_report(blocks: Iterable[Block], period: date | None = None, *, filed: date | None = None) -> Report:
    """The report that some text facts tell, in their order; a sentence that stands in several is read once.

    `period` is the day that the report gives as its own, `filed` the day of its filing.
    """
    seen: set[str] = set()
    found: list[Sentence] = []
    for sentence in _continued([list(_told(*block)) for block in blocks]):
        if sentence.text not in seen:
            seen.add(sentence.text)
            found.append(sentence)
    return Report(found, filed or (period + AFTERWARDS if period else None), filed)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    """Sentences, of which none ends with an hour ("at 3 a.m. Eastern time")."""
    begun: int | None = None
    for start, end in split_sentences(text):
        begun = start if begun is None else begun
        if not _HOUR.search(text, start, end):
            yield begun, end
            begun = None
    if begun is not None:
        yield begun, len(text)


def _whole(text: str) -> str:
    """ "Don't", "can't" and "won't" as two words each: phrases are written with "not"."""
    return _SHORT.sub(
        lambda short: {"ca": "can", "wo": "will"}.get(short[1].lower(), short[1]) + " not", text
    )


def _continued(told: list[list[Sentence]]) -> Iterator[Sentence]:
    """The sentences of all texts. A text that breaks off behind a date ("as disclosed, on June 5, 2025") is read on in
    the text that begins with a subject and without one: a sentence was tagged in two parts."""
    openings = [text[0] for text in told if text and text[0].text[0].isupper() and not text[0].spots]
    for text in told:
        for sentence in text:
            last = sentence.spots[-1] if sentence is text[-1] and sentence.spots else None
            if last is not None and last.end == len(sentence.text) and last.is_event and openings:
                yield replace(sentence, text=f"{sentence.text}, {openings[0].text}")
            else:
                yield sentence


def _told(concept: str, ordinal: int, value: str) -> Iterable[Sentence]:
    """Sentences up to the cautionary words about the future; one more item behind them is read again."""
    skipping = False
    read = folded(value)
    joined = _BROKEN.sub(" ", read.text)
    for at in _sentences(joined):
        start, end = read.filed(*at)
        evidence = " ".join(value[start:end].split())
        text = " ".join(_DEFINED.sub("", _whole(joined[slice(*at)])).split())
        if _ITEM.match(text):
            skipping = bool(_OTHER_ITEM.match(text)) and skipping
        if _CAUTION.search(text) or _INSTRUCTED.match(text):
            skipping = True
        if not skipping and text and not _HEADING.fullmatch(text):
            yield Sentence(concept, ordinal, start, end, evidence, text)
