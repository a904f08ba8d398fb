"""Byte offsets of facts in a document: a parser's tree does not keep them, so the bytes are searched once.

Facts are matched to the tree by what identifies them (concept and context) in document order.
"""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterator

Span = tuple[int, int]

_OPENS = re.compile(rb"<(/?)(?:[A-Za-z_][\w.-]*:)?$")
_REST_OF_TAG = re.compile(rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
"""To the end of a tag; an attribute value never holds `<`, so the search never runs far."""

_NAME = re.compile(rb"\sname\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"\scontextRef\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_START_TAG = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?nonNumeric(?=[\s/>])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>"
)
_WORD = b"nonNumeric"
_AFTER_NAME = (b" ", b"\t", b"\r", b"\n", b"/", b">")
_PREFIX_BYTES = 64
_TAG_BYTES = 4096
"""How far before a name its tag may begin; the longest of real documents measured has 300 bytes."""


def inline_spans(data: bytes, names: Collection[str]) -> dict[tuple[str, str], deque[Span]]:
    """(name as written, contextRef) to the offsets of the `ix:nonNumeric` elements of these names, in document
    order, each from the start of its start tag to the end of its end tag. Nesting is followed; what lies
    outside these elements is passed over."""
    hidden = _comments(data)
    starts = sorted({start for name in names for start in _starts(data, name.encode())})
    spans: dict[tuple[str, str], deque[Span]] = defaultdict(deque)
    for start, end_of_tag in starts:
        if _within(hidden, start):
            continue
        tag = data[start:end_of_tag]
        end = end_of_tag if tag.endswith(b"/>") else _end(data, end_of_tag, hidden)
        if end:
            spans[_value(_NAME.search(tag)), _value(_REFERENCE.search(tag))].append((start, end))
    return spans


def _starts(data: bytes, name: bytes) -> Iterator[Span]:
    """Where the start tags of a name begin and end."""
    at = 0
    while name and (at := data.find(name, at)) >= 0:
        start = data.rfind(b"<", max(at - _TAG_BYTES, 0), at)
        at += len(name)
        tag = _START_TAG.match(data, start) if start >= 0 else None
        if tag and (named := _NAME.search(tag[0])) and name in named.groups():
            yield start, tag.end()


def _end(data: bytes, at: int, hidden: tuple[list[int], list[int]]) -> int | None:
    """The end of the end tag that belongs to a start tag which ends at `at`."""
    depth = 1
    while (at := data.find(_WORD, at)) >= 0:
        opens = _OPENS.search(data, max(at - _PREFIX_BYTES, 0), at)
        at += len(_WORD)
        if not opens or data[at : at + 1] not in _AFTER_NAME or _within(hidden, at):
            continue
        if not (rest := _REST_OF_TAG.match(data, at)):
            continue
        if opens[1]:
            depth -= 1
        elif not rest[0].endswith(b"/>"):
            depth += 1
        if not depth:
            return rest.end()
    return None


def _value(attribute: re.Match[bytes] | None) -> str:
    return (attribute[1] or attribute[2] or b"").decode("utf-8", "replace") if attribute else ""


def _comments(data: bytes) -> tuple[list[int], list[int]]:
    """Starts and ends of comments and CDATA sections, in which a tag is no tag."""
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while (at := data.find(b"<!", at)) >= 0:
        if data.startswith(b"<!--", at):
            closing = b"-->"
        elif data.startswith(b"<![CDATA[", at):
            closing = b"]]>"
        else:
            at += 2
            continue
        end = data.find(closing, at + 4)
        if end < 0:
            break
        starts.append(at)
        ends.append(end)
        at = end
    return starts, ends


def _within(spans: tuple[list[int], list[int]], at: int) -> bool:
    starts, ends = spans
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < ends[index]
