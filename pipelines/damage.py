"""Signs that a document's bytes are not those that were filed: a lost block of a disk, noise, another kind of answer,
a missing end.

What bytes show, whatever the document says. A letter in the place of another shows nothing: against that there is TLS,
and the SHA-256 beside each kept document. Not here: what each kind of document must hold, which its reader knows.
"""

import re

from pipelines.errors import DocumentError

MOST_CONTROLS = 8
"""Most control characters of a document that is still read, and told of. EDGAR takes none (Filer Manual, volume II,
5.2.1), and none stands in some 150 real documents; a lost block of a disk has hundreds, a block of noise dozens."""

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r")
_PADDING = b"\0\x1a \t\r\n"
"""What stands after the end of a file that was padded, or that comes from DOS."""
_HEAD_BYTES, _TAIL_BYTES = 1 << 16, 1 << 12
_HTML, _HTML_END = (
    re.compile(rb"<html\b", re.IGNORECASE),
    re.compile(rb"</(?:[\w.-]+:)?html\b", re.IGNORECASE),
)
_NO_CHARACTER = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""What no text in Windows-1252 holds."""
_ENCODING = re.compile(
    rb"\A[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?:us-)?(?:ascii|utf-?8)", re.IGNORECASE
)


def damage(data: bytes, *, of_edgar: bool = False) -> list[str]:
    """One sentence for each sign of damage that leaves a document readable; what EDGAR makes itself is UTF-8. Raises
    DocumentError where there is more of it than can be read over, or where the end of an HTML document is missing."""
    body = data.rstrip(_PADDING)
    if _HTML.search(body[:_HEAD_BYTES]) and not (
        _HTML_END.search(body[-_TAIL_BYTES:]) or _HTML_END.search(body)
    ):
        raise DocumentError("The document is cut off: its end, </html>, is missing")
    controls = len(body) - len(body.translate(None, _CONTROLS))
    if controls > MOST_CONTROLS:
        raise DocumentError(f"The document is damaged: {controls:,} of its characters are control characters")
    told = (
        [f"The document may be damaged: control characters stand in it, {controls} in all"]
        if controls
        else []
    )
    if not body.isascii() and (wrong := _misencoded(body, of_edgar=of_edgar)):
        told.append(f"The document may be damaged: {wrong}")
    return told


def _misencoded(body: bytes, *, of_edgar: bool) -> str | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if of_edgar or _ENCODING.match(body):
            return f"its characters are not those of its encoding, at byte {error.start:,}"
        if _NO_CHARACTER.search(body):
            return f"its characters are of no encoding, at byte {error.start:,}"
    return None
