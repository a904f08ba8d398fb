"""Text as a person reads it: the one normalisation every reader applies to what it takes from a document.

Not here: taking text out of HTML (`markup.py`) and splitting it into sentences (`metrics/document.py`).
"""

import html
import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""Typographic ligatures; PDF-born filings hold them, and SEC's bulk archives lose the letters with them."""

SPACING = str.maketrans(
    {"\u037e": ";", "\u00ad": None, "\u2011": "-", "\u2010": "-"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
    | dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
    | dict.fromkeys("\u2028\u2029\u0085\r\v\f", "\n")
    | {chr(code): None for code in (*range(9), *range(14, 32), 127)}
)  # fmt: skip
"""Every kind of space as a space, line ends as one, invisible characters gone."""
_CHARACTERS = SPACING | str.maketrans(LIGATURES)
_TO_CHANGE = re.compile("[" + re.escape("".join(map(chr, _CHARACTERS))) + "]")
_SPACES = re.compile(r"[ \t]{2,}|\t")
"""White space that is not one space already: most is, and a match costs more than a look."""
_LINE_ENDS = re.compile(r"\n[ \n]+")

_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2022\u25cf\u25aa\u25e6\u00b7\u25a0\u2023\uf0b7", " ")
    | {"\u2026": "..."}
)


def normalise(text: str) -> str:
    """NFC text with ligatures folded, every kind of space a space, invisible characters gone, and paragraphs
    as single line breaks; no space at either end of a line. `normalise(normalise(x)) == normalise(x)`."""
    if not (text.isascii() and text.replace("\n", "").isprintable()):
        text = unicodedata.normalize("NFC", _TO_CHANGE.sub(_changed, text.replace("\r\n", "\n")))
    if "\t" in text or "  " in text:
        text = _SPACES.sub(" ", text)
    return _LINE_ENDS.sub("\n", text.replace(" \n", "\n")).strip() if "\n" in text else text.strip()


def _changed(match: re.Match[str]) -> str:
    """What a character becomes; faster than `str.translate` where few change, as in nearly every text."""
    return str(_CHARACTERS[ord(match[0])] or "")


def unescape(text: str) -> str:
    """Character references (`&amp;`, `&#8217;`) as the characters they stand for; a lone `&` stays."""
    return html.unescape(text) if "&" in text else text


def plain(text: str) -> str:
    """Curly quotes, dashes and bullets as their ASCII kin, character for character but for the ellipsis: what
    patterns are matched on, so that they need to know one form only."""
    return text if text.isascii() else text.translate(_PLAIN)


def as_archived(text: str) -> str:
    """What SEC's Financial Statement and Notes archives would keep of `text`: ASCII only, white space gone.

    They delete every character outside ASCII and fold white space, and a deleted no-break space glues words;
    comparing two readings therefore ignores white space altogether (measured on 133,026 archived facts).
    """
    return "".join(text.encode("ascii", "ignore").decode().split())


_LIGATURE_LETTERS = re.compile("f(?:f[il]?|[il])")


def agrees_with_archive(text: str, archived: str) -> bool:
    """Whether an archived text can be what SEC's archives keep of `text`: equal as `as_archived`, but for the
    letters of ligatures (the archives lose "fi" where a filing holds it as one character) and for references
    such as `&amp;`, which the archives leave in escaped markup (in 10 of 212 facts of 21 filings)."""
    ours, theirs = as_archived(text), as_archived(unescape(archived))
    return ours == theirs or _LIGATURE_LETTERS.sub("", ours) == _LIGATURE_LETTERS.sub("", theirs)
