"""Byte offsets of facts in a document: a parser's tree does not keep them, so the bytes are searched once.

Facts are matched to the tree by what identifies them (concept and context) in document order. One pass with a stack:
the time is that of the document's length, whatever stands in it.
"""

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterator

Span = tuple[int, int]

_WORD = re.compile(rb"nonNumeric(?=[\s/>])")
_OPENS = re.compile(rb"<(/?)(?:[A-Za-z_][\w.-]*:)?$")
_REST_OF_TAG = re.compile(rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
"""To the end of a tag; an attribute value never holds `<`, so the search never runs far."""

_NAME = re.compile(rb"\sname\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"\scontextRef\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PREFIX_BYTES = 64

_HIDING = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
"""Comments, CDATA sections and processing instructions, in which a tag is no tag."""


def inline_spans(data: bytes, names: Collection[str]) -> dict[tuple[str, str], deque[Span]]:
    """(name as written, contextRef) to the offsets of the `ix:nonNumeric` elements of these names, in document
    order, each from the start of its start tag to the end of its end tag. Nesting is followed; what lies
    outside these elements is passed over."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    open_tags: list[tuple[int, bytes]] = []
    for start, end, is_closing in _tags(data):
        if not is_closing and data[end - 2 : end] != b"/>":
            open_tags.append((start, data[start:end]))
            continue
        if not is_closing:
            begin, tag = start, data[start:end]
        elif open_tags:
            begin, tag = open_tags.pop()
        else:
            continue
        name = _value(_NAME.search(tag))
        if name in names:
            spans[name, _value(_REFERENCE.search(tag))].append((begin, end))
    return {key: deque(sorted(found)) for key, found in spans.items()}


def _tags(data: bytes) -> Iterator[tuple[int, int, bool]]:
    """The start and end tags of `ix:nonNumeric`: where each begins and ends, and whether it is an end tag."""
    hidden = _hidden(data)
    hides_from, hides_to = next(hidden, (len(data), len(data)))
    for word in _WORD.finditer(data):
        while hides_to <= word.start() and hides_from < len(data):
            hides_from, hides_to = next(hidden, (len(data), len(data)))
        if hides_from <= word.start():
            continue
        opens = _OPENS.search(data, max(word.start() - _PREFIX_BYTES, 0), word.start())
        rest = _REST_OF_TAG.match(data, word.end()) if opens else None
        if opens and rest:
            yield opens.start(), rest.end(), bool(opens[1])


def _value(attribute: re.Match[bytes] | None) -> str:
    return (attribute[1] or attribute[2] or b"").decode("utf-8", "replace") if attribute else ""


def _hidden(data: bytes) -> Iterator[Span]:
    """Where tags are no tags, in order; one that never ends reaches to the document's end."""
    places = {mark: data.find(mark) for mark in _HIDING}
    while found := [(place, mark) for mark, place in places.items() if place >= 0]:
        start, mark = min(found)
        end = data.find(_HIDING[mark], start + len(mark))
        end = len(data) if end < 0 else end + len(_HIDING[mark])
        yield start, end
        for other, place in places.items():
            if 0 <= place < end:
                places[other] = data.find(other, end)
