"""The words of a sentence, and the walks over them to both sides of a title's head ("chief", "director", "CISO").

A walk goes on over ranks, fields of work (`[words]` of `rules/officer_titles.toml`) and the links between them. Not here: which
words are heads, and what is read at each (`title_finder.py`).
"""

import re
from functools import cached_property

from pipelines.metrics.language.rules import words

RANKS = words("officer_titles", "rank")
OUTSIDE_RANKS = words("officer_titles", "outside")
FIELDS = words("officer_titles", "field")
"""Words that name a field of work, in lower case: with them a title goes on, however they are written."""
OPENS_FIELD = words("officer_titles", "opens")
ENDS = words("officer_titles", "ends")
NOT_FIELDS_AS_WRITTEN = frozenset({"it", "is", "us"})
"""Pronouns and verbs unless they are in capitals."""
DETERMINERS = frozenset({"the", "our", "its"})
OWNERS = frozenset({"company", "companys", "bank", "banks", "corporation", "corporations", "firm", "firms"})
LINKS = frozenset({"of", "and", "&", ",", "/", "-", "for", "over"})
JOINS = frozenset({"and", "&", "/", "-", ","})
HEADS = words("officer_titles", "head")
TEAMS = frozenset({"team", "department", "group", "staff"})
OWN_TEAM = frozenset({"internal", "dedicated", "house", "entire", "whole", "in"})
MOST_LINKS, MOST_WORDS, MOST_BEFORE = 3, 24, 10

_CHIEF = re.compile(r"C[A-Z]{1,3}O")
"""Letters that stand for a chief officer: the next title of a list."""
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|R&D|[A-Za-z][\w']*|[&,/-]")

_BRACKETED = re.compile(
    r"""(?<=\w)\s*\(["']?(?:IT["']?\)(?=\s[a-z])|[A-Z]{2,5}["']?\)(?=\s+of\s)|[SEAF]?VP["']?\)(?=\s(?!Head|General)[A-Z]))"""
)
"""An abbreviation in the middle of a title: "Senior Vice President (SVP) of Security"."""


class _Plain(dict[str, str]):
    """A word in lower case without the ending of a possessive, worked out once for each word of the language."""

    def __missing__(self, word: str) -> str:
        plain = self[word] = word.lower().removesuffix("'s").rstrip("'")
        return plain


_PLAIN = _Plain()


class Words:
    """The words of one sentence and the links between them: as written, in lower case (`plain`), and where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = _BRACKETED.sub(lambda match: " " * len(match[0]), text) if "(" in text else text
        self.written: list[str] = _WORD.findall(self._plain)
        self.plain = [_PLAIN[word] for word in self.written]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends."""
        return [match.span() for match in _WORD.finditer(self._plain)]

    def beside(self, at: int) -> bool:
        """Whether word `at` follows the one before it with nothing but blanks, or a shortened rank's stop, between."""
        if not 0 < at < len(self.plain):
            return False
        gap: str = self._plain[self.spans[at - 1][1] : self.spans[at][0]]
        shortened = gap.strip() == "." and self.plain[at - 1] in RANKS
        return not gap or gap.isspace() or shortened

    def is_field(self, at: int) -> bool:
        """Whether a word names a field of work in whatever case."""
        known = self.plain[at] in FIELDS and self.written[at] not in NOT_FIELDS_AS_WRITTEN
        return known or self.written[at] in ("R&D", "I.T.")

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.written[at][0].isupper()

    def field_behind(self, at: int) -> int:
        """The word behind the field of work that begins at word `at`: capitals or words of a field and the links
        between them; a link at the end does not belong, nor does the next title of a list."""
        end, links, after_comma, capitals = at, 0, False, False
        for place in range(at, min(len(self.plain), at + MOST_WORDS)):
            written, plain = self.written[place], self.plain[place]
            if not self.beside(place) or (plain in ("and", "/") and self._another(place + 1)):
                break
            before, behind = self.plain[place - 1], place + 1
            if (
                plain in OWNERS
                and before in DETERMINERS
                and behind < len(self.plain)
                and self.is_field(behind)
            ):
                continue  # "head of the Company's IT security department"
            if plain in OWN_TEAM and before in DETERMINERS:
                continue  # "leader of our dedicated security team"
            if plain in DETERMINERS:
                if before not in ("of", "for", "over"):
                    break
                continue
            if plain in LINKS:
                links, after_comma = links + 1, after_comma or written == ","
                if links > MOST_LINKS or (place == at and plain in ("and", "&", "/")):
                    break
                continue
            known = self.is_field(place)
            if known and written[0].islower() and (capitals or after_comma):
                break
            owner = end == at and not known and written.endswith("s")  # "head of Lanterns cybersecurity team"
            capitals = capitals or (written[0].isupper() and not written.isupper() and not owner)
            if not known and (
                written[0].islower() or after_comma or plain in ENDS or _CHIEF.fullmatch(written)
            ):
                break
            end, links, after_comma = place + 1, 0, False
        return end

    def _another(self, at: int) -> bool:
        """Whether the words behind "and" are a title or a team of their own: "... and Senior Systems Engineer"."""
        own = at < len(self.plain) and self.plain[at] in OWN_TEAM
        for place in range(at, min(len(self.plain), at + 5)):
            written, plain = self.written[place], self.plain[place]
            if not self.beside(place) or plain in JOINS:
                return False
            if plain in HEADS and place > at:
                return written[0].isupper() or place < at + 4
            if own and plain in TEAMS:
                return True
        return False

    def field_before(self, at: int, floor: int) -> int:
        """The first word of the field before word `at`: "IT Director", "Information Security Manager"."""
        start, pending = at, False
        for place in range(at - 1, max(floor, at - MOST_BEFORE) - 1, -1):
            written, plain = self.written[place], self.plain[place]
            if not self.beside(place + 1):
                break
            if plain in JOINS:
                if written == "-" and start == at and self.written[place - 1].isupper():
                    continue
                listed = written != "," or not {"and", "&"}.isdisjoint(self.plain[place:at])
                if start == at or not listed:
                    break
                pending = True
                continue
            plainly = self.is_field(place) or plain in RANKS
            capital = written[0].isupper() and plain not in ENDS
            if not plainly and start < at and not pending and capital:
                pending = True
                continue
            if not plainly or (pending and written[0].islower() and plain not in OPENS_FIELD):
                break
            start, pending = place, False
        return start

    def rank_before(self, at: int, floor: int) -> int:
        """The first of the ranks before word `at`: "Senior", "Deputy", "Global", "Virtual"."""
        start = at
        while start > floor and self.beside(start):
            step = 2 if self.written[start - 1] == "-" and start - 2 >= floor else 1  # "Co-Chief"
            if self.written[start - step].lower() not in RANKS | OUTSIDE_RANKS:
                break
            start -= step
        return start
