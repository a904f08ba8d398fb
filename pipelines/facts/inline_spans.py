"""Byte offsets of facts in a document: a parser's tree does not keep them, so the bytes are searched once.

Facts are matched to the tree by what identifies them (concept and context) in document order.
"""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Collection

Span = tuple[int, int]

_OPENS = re.compile(rb"<(/?)(?:[A-Za-z_][\w.-]*:)?$")
_REST_OF_TAG = re.compile(rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
"""To the end of a tag; an attribute value never holds `<`, so the search never runs far."""

_NAME = re.compile(rb"\sname\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"\scontextRef\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_AFTER_NAME = (b" ", b"\t", b"\r", b"\n", b"/", b">")
_PREFIX_BYTES = 64


def inline_spans(data: bytes, names: Collection[str]) -> dict[tuple[str, str], deque[Span]]:
    """(name as written, contextRef) to the offsets of the `ix:nonNumeric` elements of these names, in document
    order, each from the start of its start tag to the end of its end tag. One pass; nesting is followed."""
    hidden = _comments(data)
    found: list[tuple[int, tuple[str, str], int]] = []
    stack: list[tuple[int, tuple[str, str] | None]] = []
    word, at = b"nonNumeric", 0
    while (at := data.find(word, at)) >= 0:
        tag = _OPENS.search(data, max(at - _PREFIX_BYTES, 0), at)
        at += len(word)
        if not tag or data[at : at + 1] not in _AFTER_NAME or _within(hidden, at):
            continue
        rest = _REST_OF_TAG.match(data, at)
        if not rest:
            continue
        if tag[1]:
            start, key = stack.pop() if stack else (0, None)
            if key:
                found.append((start, key, rest.end()))
        else:
            key = _key(rest[0], names)
            if rest[0].endswith(b"/>"):
                if key:
                    found.append((tag.start(), key, rest.end()))
            else:
                stack.append((tag.start(), key))
    spans: dict[tuple[str, str], deque[Span]] = defaultdict(deque)
    for start, key, end in sorted(found):
        spans[key].append((start, end))
    return spans


def _key(tag: bytes, names: Collection[str]) -> tuple[str, str] | None:
    name = _value(_NAME.search(tag))
    return (name, _value(_REFERENCE.search(tag))) if name in names else None


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
