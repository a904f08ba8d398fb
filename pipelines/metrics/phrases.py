"""Tables of phrases and how they are looked up: what frameworks, certifications and third parties share.

A table entry says which code a phrase gives, in which words it was met, and the pattern that takes it. Not here:
any entry of such a table, nor what a mention means in its context.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

import polars as pl

_READ = ("accession_number", "sentence_number", "concept", "ordinal", "start", "end", "text")
EVIDENCE_COLUMNS = ("sentence_number", "concept", "ordinal", "start", "end", "evidence")


class Phrase(NamedTuple):
    """One entry of a table: the code it gives, words that it must take, and its pattern (Python's `re`).

    `hints` are plain words, one of which stands in whatever the pattern takes (`a|b`; in lower case: in any
    case): cheap to look for, so that a pattern runs only where it may find something.
    """

    code: str
    example: str
    hints: str
    pattern: str


class Mention(NamedTuple):
    """A phrase found in a sentence: its code, and where it stands in the sentence's text."""

    code: str
    start: int
    end: int


class Table:
    """A table of phrases, compiled once."""

    def __init__(self, phrases: Iterable[Phrase], unlike: str | None = None) -> None:
        """`unlike`: a Rust pattern of common words that hold a hint and are no mention (CISO holds ISO)."""
        self.phrases = tuple(phrases)
        self._unlike = unlike
        hints = [tuple(phrase.hints.split("|")) for phrase in self.phrases]
        flat = sorted({hint for some in hints for hint in some})
        self._hints = [(hint, hint == hint.lower()) for hint in flat]
        self._by_hint: dict[str, list[int]] = {hint: [] for hint in flat}
        for place, some in enumerate(hints):
            for hint in some:
                self._by_hint[hint].append(place)
        self._compiled = [(phrase.code, re.compile(phrase.pattern)) for phrase in self.phrases]

    def may_hold(self, text: pl.Expr) -> pl.Expr:
        """Whether a text holds any hint."""
        any_case = [hint for hint, any_case in self._hints if any_case]
        as_written = [hint for hint, any_case in self._hints if not any_case]
        plain = text.str.replace_all(self._unlike, " ") if self._unlike else text
        return text.str.contains_any(any_case, ascii_case_insensitive=True) | plain.str.contains_any(
            as_written
        )

    def mentions(self, text: str, known: Container[str] = ()) -> Iterator[Mention]:
        """Every mention in `text`, in the order of the table; codes that are `known` already are not looked for."""
        lower = text.lower()
        places = {
            place
            for hint, any_case in self._hints
            if hint in (lower if any_case else text)
            for place in self._by_hint[hint]
        }
        for place in sorted(places):
            code, pattern = self._compiled[place]
            if code in known:
                continue
            for found in pattern.finditer(text):
                yield Mention(code, found.start(), found.end())


Judge = Callable[[str, Mention], str | None]
"""Says of a mention in its sentence what it stands for (any text), or None where it does not count."""


def first_mentions(
    sentences: pl.DataFrame, table: Table, judge: Judge
) -> list[tuple[str, str, str, int, str, int, int, int, str]]:
    """Per filing and code the first mention that counts: accession number, code, what the judge said, and the
    `Evidence` columns. Only sentences that hold a hint of the table leave Polars."""
    rows: list[tuple[str, str, str, int, str, int, int, int, str]] = []
    filing, known = "", set[str]()
    candidates = sentences.filter(table.may_hold(pl.col("text")))
    for accession_number, *place, text in candidates.select(_READ).iter_rows():
        if accession_number != filing:
            filing, known = accession_number, set()
        for mention in table.mentions(text, known):
            if mention.code not in known and (said := judge(text, mention)) is not None:
                known.add(mention.code)
                number, concept, ordinal, start, end = place
                rows.append(
                    (accession_number, mention.code, said, number, concept, ordinal, start, end, text)
                )
    return rows
