"""Inline XBRL whose names are not as they were filed: written in lower case, or under a prefix that is not declared.

A page that went through a tool for HTML has lost the case of its names, and sometimes its declarations. Both are put
right before parsing where that is safe; byte offsets stay those of the document. Not here: reading facts
(`inline.py`).
"""

import re

_NAMES = {
    name.lower().encode(): name.encode()
    for name in (
        "nonNumeric", "nonFraction", "denominator", "startDate", "endDate", "explicitMember", "typedMember",
        "unitNumerator", "unitDenominator", "schemaRef", "roleRef", "arcroleRef",
    )
}  # fmt: skip
_ATTRIBUTES = {
    name.lower().encode(): name.encode() for name in ("contextRef", "continuedAt", "unitRef", "tupleRef")
}
_NAME = re.compile(
    rb"(?P<opens></?[A-Za-z_][\w.-]*:)(?P<name>" + b"|".join(_NAMES) + rb")(?=[\s/>])", re.IGNORECASE
)
_ATTRIBUTE = re.compile(rb"(?P<opens>\s)(?P<name>" + b"|".join(_ATTRIBUTES) + rb")(?=\s*=)", re.IGNORECASE)
_WRONG = (b":nonnumeric", b":NONNUMERIC", b"contextref=", b"CONTEXTREF=")

_PREFIXES = {
    b"ix": b"http://www.xbrl.org/2013/inlineXBRL",
    b"xbrli": b"http://www.xbrl.org/2003/instance",
    b"xbrldi": b"http://xbrl.org/2006/xbrldi",
    b"xsi": b"http://www.w3.org/2001/XMLSchema-instance",
    b"link": b"http://www.xbrl.org/2003/linkbase",
    b"xlink": b"http://www.w3.org/1999/xlink",
}
"""Prefixes that mean the same in every filing (EDGAR Filer Manual, 6.5), and their namespaces."""
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?html\b", re.IGNORECASE)
_IS_INLINE = re.compile(rb"<ix:(?:header|nonNumeric|nonFraction|hidden)\b", re.IGNORECASE)


def is_inline(data: bytes) -> bool:
    """Whether a document is inline XBRL: by its namespace, or by the prefix that it should be declared for."""
    return b"inlineXBRL" in data or (b"<ix:" in data and _IS_INLINE.search(data) is not None)


def with_case(data: bytes) -> bytes:
    """The document with the names of inline XBRL in their own case; every byte stays where it was."""
    if not any(mark in data for mark in _WRONG):
        return data
    restored = _NAME.sub(lambda match: match["opens"] + _NAMES[match["name"].lower()], data)
    return _ATTRIBUTE.sub(lambda match: match["opens"] + _ATTRIBUTES[match["name"].lower()], restored)


def with_prefixes(body: bytes) -> tuple[bytes, list[str]]:
    """The document with those of its prefixes declared that mean the same everywhere, and which they were."""
    missing = [
        prefix
        for prefix in _PREFIXES
        if b"xmlns:" + prefix + b"=" not in body
        and (b"<" + prefix + b":" in body or b" " + prefix + b":" in body)
        and re.search(rb"xmlns:" + prefix + rb"\s*=", body) is None
    ]
    root = _ROOT.search(body)
    if not missing or root is None:
        return body, []
    declared = b"".join(b" xmlns:" + prefix + b'="' + _PREFIXES[prefix] + b'"' for prefix in missing)
    return body[: root.end()] + declared + body[root.end() :], [prefix.decode() for prefix in missing]
