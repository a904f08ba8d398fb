"""Finds the titles of officers in a sentence, with all their words: "Senior Vice President, IT and Security".

A title is read on from its head (`title_heads.py`); certificates are none, and a plural may hold several.
Not here: the role that a title has (`titles.py`).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.metrics.officers.title_heads import READER_AT, Span, names_subject
from pipelines.metrics.officers.title_words import Words
from pipelines.metrics.officers.titles import Role, role


class Title(NamedTuple):
    """A title in a sentence: its offsets, its words, its role and the rule of it, whether it names no field of work
    ("Vice President" alone), and whether it is plural."""

    start: int
    end: int
    text: str
    role: str
    rule: str
    bare: bool = False
    plural: bool = False


def find_titles(
    text: str, aliases: Mapping[str, Role] | None = None, names: re.Pattern[str] | None = None
) -> list[Title]:
    """The titles of one sentence, in order and without overlaps. `aliases` are the abbreviations that the filing
    defines for itself, each with its role, and `names` finds them."""
    found, titles, floor = Words(text), list[Title](), 0
    for at, word in enumerate(found.written):
        if (reader := READER_AT[word]) is None or at < floor:
            continue
        span = reader(found, at, floor)
        if span is None or span.first < floor:
            continue
        floor = span.last
        if not _certificate(found, span):
            titles.append(_title(found, span))
    titles = _with_lists(text, titles)
    for match in names.finditer(text) if names else ():
        over = [title for title in titles if title.start < match.end() and match.start() < title.end]
        if all(match.start() <= title.start and title.end <= match.end() for title in over):
            titles = [title for title in titles if title not in over]
            name = match["name"]
            titles.append(Title(match.start(), match.end("name"), name, *(aliases or {})[name]))
    return sorted(titles)


BRACKET = re.compile(r"\s*\([^()]*\)(?=\s)")


def _title(found: Words, span: Span) -> Title:
    start, end = found.spans[span.first][0], found.spans[span.last - 1][1]
    text = BRACKET.sub("", found.text[start:end]).removesuffix("'s")
    if text[-2:-1].isupper():
        text = text.removesuffix("s")  # "our CISOs experience": SEC's archives lose the apostrophe
    given = role(span.of or text)
    end -= 2 * found.text[start:end].endswith("'s")
    return Title(start, end, text, *given, span.bare, span.plural)


_CERTIFICATE_BEHIND = re.compile(
    r"\s+(?:\([A-Za-z|]+\)\s+)?(?:[Cc]ertificat|[Dd]esignation\b|Executive\s+Educ|Charter\b|communit|[Ss]ummit|Forum\b)"
)
_CERTIFIED = re.compile(r"(?<![\w-])(?:Certified|CompTIA Secure|SANS|(?<![A-Z]{3} )certified) ")


def _certificate(found: Words, span: Span) -> bool:
    """Whether it is a certificate or a circle of peers: "a Certified Information Security Manager" is no manager; "a CISSP-certified
    CISO" is one."""
    start, end = found.spans[span.first][0], found.spans[span.last - 1][1]
    return bool(
        _CERTIFIED.search(found.text[max(0, start - 16) : start + 10])
        or _CERTIFICATE_BEHIND.match(found.text, end)
    )


_HEADS = re.compile(
    r"\b(?P<rank>[Hh]eads|[Dd]irectors|[Vv]ice [Pp]residents) of (?:our |the )?"
    r"(?P<fields>(?:(?:[A-Z][\w&/'-]*|and|&|of),? ){1,40}(?:and|&) [A-Z][\w&/]*(?: [A-Z][\w&/]*)*)"
)
"""A list of fields under one plural title: "the Heads of Privacy, Information Security and IT Infrastructure"."""
_MANAGERS = re.compile(
    r"\w+ed by (?:our |the |its |local |regional )+(?P<who>(?:IT|[Ii]nformation|[Cc]yber)(?: ?[A-Za-z]+)? "
    r"(?:[Mm]anagers|[Dd]irectors|[Ll]eaders))\b"
)
"""Several who have one title and a part: "controls are evaluated by our IT managers"."""


def _with_lists(text: str, titles: list[Title]) -> list[Title]:
    """The titles with those that stand in a plural: each of a list is written out."""
    for heads in _HEADS.finditer(text) if "s of " in text else ():
        titles = [title for title in titles if title.end <= heads.start() or title.start >= heads.end()]
        for item in re.finditer(r"[^,;]+?(?=,|;|\s+and\s+|$)", heads["fields"]):
            field = re.sub(r"^\s*(?:and|&)?\s*", "", item[0])
            written = f"{heads['rank'][:-1]} of {field}"
            if names_subject(words_of := Words(field), 0, len(words_of.plain)):
                start = heads.start("fields") + item.end() - len(field)
                titles.append(Title(start, start + len(field.rstrip()), written, *role(written)))
    for managers in _MANAGERS.finditer(text) if "s" in text and "by " in text else ():
        titles.append(Title(*managers.span("who"), managers["who"], *role(managers["who"][:-1]), plural=True))
    return sorted(titles)
