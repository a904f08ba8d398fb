"""A text as patterns read it, and where its characters stand in the text as filed.

Character references (also such as were escaped twice), curly quotes, dashes, bullets, odd spaces and invisible
characters are folded here, once, for every metric. Not here: white space and sentences (`document.py`).
"""

import html
import re
from typing import NamedTuple

from pipelines.facts.text import SPACING, plain

_REFERENCE = r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ODD = re.compile(rf"{_REFERENCE}|[^\x00-\x7f]+")
_PLAIN = re.compile("[A-Za-z0-9]")
_MOST_ESCAPES = 9
"""How often a reference may have been escaped."""


class Folded(NamedTuple):
    """A folded text; of each of its characters `starts` and `ends` tell the offsets as filed, None where they are
    its own."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def filed(self, start: int, end: int) -> tuple[int, int]:
        """The offsets as filed of what stands from `start` up to `end`, which is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def folded(text: str) -> Folded:
    """Fold a text: `&amp;` is "&", `&#160;` and a no-break space are blanks, quotes are straight, dashes plain."""
    if text.isascii() and ("&" not in text or _ODD.search(text) is None):
        return Folded(text)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for odd in [*_ODD.finditer(text), None]:
        until = odd.start() if odd else len(text)
        parts.append(text[position:until])
        starts += range(position, until)
        ends += range(position + 1, until + 1)
        if odd is None:
            break
        position = odd.end()
        whole = odd[0].isascii()
        for place, written in enumerate([odd[0]] if whole else odd[0], odd.start()):
            read = plain((_character(written) if whole else written).translate(SPACING))
            parts.append(read)
            starts += [place] * len(read)
            ends += [place + len(written)] * len(read)
    return Folded("".join(parts), starts, ends)


def _character(reference: str) -> str:
    """What a reference stands for; one for a plain letter or digit, or of an unknown name, stays as it is."""
    read = reference
    for _ in range(_MOST_ESCAPES):
        read = html.unescape(read)
    return reference if _PLAIN.search(read) else read
