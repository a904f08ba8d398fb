"""Bytes of an XBRL document to a tree, with every limit that hostile input needs; nothing is ever fetched.

Not here: what the elements mean (`inline.py`, `instance.py`).
"""

import html.entities
import re

from lxml import etree

from pipelines.errors import DocumentError
from pipelines.facts.inline_names import with_case, with_prefixes
from pipelines.facts.markup import MAX_BYTES, MAX_DEPTH, decode, too_deep

_OPENING = re.compile(rb"<\?xml\b|<!DOCTYPE\b|<(?:[A-Za-z_][\w.-]*:)?html\b", re.IGNORECASE)
_CLOSING = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?html\s*>(?!\s*</?(?:[A-Za-z_][\w.-]*:)?html)", re.IGNORECASE)
_TAIL_BYTES = 4096
_CONTENT = re.compile(rb"<(?:html|body|div|p|table|tr|td|span|ix:\w+)\b", re.IGNORECASE)
"""What stands after an end tag only where that was not the end."""
_FEW = 16
"""End tags that are looked at: a document has one."""
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?:utf-?7|utf-?16|utf-?32|ucs|ebcdic|cp037|ibm)")
_DECLARES = re.compile(rb"<![A-Za-z]")
_DOCTYPE = re.compile(rb"<!DOCTYPE([^\[>]*)([\[>]|$)", re.IGNORECASE)
_HARMLESS_DOCTYPE = re.compile(
    rb"^\s+html\s*(?:PUBLIC\s+[\"']-//W3C//DTD [^\"']*[\"'][^\[]*)?$", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_AMPERSAND = re.compile(
    r"&(?:#(?P<decimal>\d+);|#[xX](?P<hexadecimal>[0-9a-fA-F]+);|(?P<name>[A-Za-z]\w*);)?"
)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_MAX_CODE = 0x10FFFF


def check_prolog(head: bytes) -> None:
    """Refuse a document type declaration that could define an entity or name a file, and any encoding in which
    one could hide (EDGAR takes ASCII alone). Raises DocumentError."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:64]:
        raise DocumentError("The document is encoded as UTF-16 or UTF-32, which EDGAR does not accept")
    if _ENCODING.search(head[:200].lower()):
        raise DocumentError("The document declares an encoding that EDGAR does not accept")
    if not _DECLARES.search(head):
        return
    doctype = _DOCTYPE.search(head)
    if doctype and (doctype[2] != b">" or not _HARMLESS_DOCTYPE.match(doctype[1])):
        raise DocumentError("The document declares a DTD, which could define entities or name files: refused")
    if re.search(rb"<!(?:ENTITY|ELEMENT|ATTLIST)\b", head):
        raise DocumentError("The document declares entities: refused")


def parse_inline(data: bytes) -> tuple[etree._Element, str | None]:
    """The tree of an inline XBRL document, and what was wrong with its XML where it had to be repaired.

    What stands around it (`<XBRL>`, a submission's headers) is cut away. Raises DocumentError where it is too
    large, too deep, cut off, declares a DTD, or holds no tree at all.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(f"The document has more than {MAX_BYTES >> 20} MiB, which no filing has")
    check_prolog(data[: 1 << 16])
    if not (opening := _OPENING.search(data[: 1 << 20])):
        raise DocumentError("The document has no <html> element: it is no inline XBRL")
    if not (closing := _last_closing(data)):
        raise DocumentError("The document is cut off: its end, </html>, is missing")
    body, undeclared = with_prefixes(with_case(_without_doctype(data[opening.start() : closing])))
    told = (
        f"not declared, and taken for what they mean everywhere: {', '.join(undeclared)}"
        if undeclared
        else None
    )
    try:
        return etree.fromstring(body, _parser()), told
    except (etree.XMLSyntaxError, ValueError) as error:
        if "xcessive depth" in str(error):
            raise DocumentError(
                f"The document is nested more than {MAX_DEPTH} levels deep: refused"
            ) from error
        return _repaired(body, error), f"not well-formed XML, read after repair: {error}"


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
    )


def _last_closing(data: bytes) -> int | None:
    """Where the document's end tag ends. What follows it (a comment, a submission's own tags, however long) is no
    part of the document; None where its end is missing: there is no end tag, or the document goes on after it."""
    last = max(data.rfind(b"</html"), data.rfind(b"</HTML"), data.rfind(b":html>"))
    found = [match.span() for match in _CLOSING.finditer(data, max(min(last, len(data)) - _TAIL_BYTES, 0))]
    for start, end in [*found[:_FEW], *found[-1:]]:
        in_comment = data.rfind(b"<!--", 0, start) > data.rfind(b"-->", 0, start)
        if not in_comment and not _goes_on(data[end:]):
            return end
    return None


def _goes_on(rest: bytes) -> bool:
    """Whether what stands after an end tag belongs to the document: elements, or a comment that nothing closes."""
    shown = []
    at = 0
    while (opens := rest.find(b"<!--", at)) >= 0:
        shown.append(rest[at:opens])
        if (closes := rest.find(b"-->", opens + 4)) < 0:
            return True
        at = closes + 3
    return _CONTENT.search(b"".join([*shown, rest[at:]])) is not None


def _without_doctype(body: bytes) -> bytes:
    doctype = _DOCTYPE.search(body, 0, 1 << 16)
    return body[: doctype.start()] + body[doctype.end() :] if doctype else body


def _repaired(body: bytes, cause: Exception) -> etree._Element:
    """The tree of a document that is not well-formed: with HTML's character names, lone ampersands and control
    characters put right, and if that is not enough, as much as the parser recovers."""
    text = _ILLEGAL.sub("", _DECLARATION.sub("", decode(body), count=1))
    whole = _AMPERSAND.sub(_reference, text).encode()
    for recover in (False, True):
        parser = _parser(recover=recover)
        try:
            root = etree.fromstring(whole, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "xcessive depth" in str(error):
                raise DocumentError(
                    f"The document is nested more than {MAX_DEPTH} levels deep: refused"
                ) from error
            continue
        if too_deep(parser.error_log):
            raise DocumentError(f"The document is nested more than {MAX_DEPTH} levels deep: refused")
        if root is not None:
            return root
    raise DocumentError(f"The document cannot be read as XML: {cause}") from cause


def _reference(match: re.Match[str]) -> str:
    """A character reference as XML knows it: names as numbers, what is no reference as `&amp;`."""
    if name := match["name"]:
        if name in _XML_NAMES:
            return match[0]
        characters = html.entities.html5.get(f"{name};")
        return "".join(f"&#{ord(one)};" for one in characters) if characters else f"&amp;{match[0][1:]}"
    digits = match["decimal"] or match["hexadecimal"]
    if not digits:
        return "&amp;"
    code = int(digits[:8], 10 if match["decimal"] else 16)
    return f"&#{code};" if code <= _MAX_CODE and not _ILLEGAL.match(chr(code)) else ""
