"""What the inline and the instance reader share: contexts, boolean transforms, and a fact's row.

Not here: how elements are found in either kind of document.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lxml import etree

from pipelines.facts.concepts import CONCEPTS, NAMESPACE
from pipelines.facts.text import normalise

XBRLI = "http://www.xbrl.org/2003/instance"
XBRLDI = "http://xbrl.org/2006/xbrldi"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DEI = re.compile(r"^https?://xbrl\.(?:sec\.gov|us)/dei/")

TRANSFORMS: dict[str, bool] = {
    "fixed-true": True,  # TRR4 (2020-02-12), TRR5 (2022-02-16)
    "fixed-false": False,
    "booleantrue": True,  # TRR2 (2011-07-31), TRR3 (2015-02-26)
    "booleanfalse": False,
}
"""Transforms by the local name of `format` that give a boolean whatever the words they stand over."""

BALLOT_BOXES = {"☐": False, "☑": True, "☒": True}
"""`ixt-sec:boolballotbox` (SEC's registry of 2015-08-31): an empty, a ticked and a crossed box."""

EMPTY = frozenset({"fixed-empty", "nocontent"})
"""Transforms that give an empty value: TRR4 and 5, TRR2 and 3."""

_LITERAL = {"true": True, "1": True, "false": False, "0": False}
"""The lexical space of `xs:boolean` (XML Schema part 2, 3.2.2)."""

_DATE = re.compile(
    r"^\s*(\d{4})-(\d{2})-(\d{2})(T00:00:00(?:\.0+)?|T24:00:00(?:\.0+)?|T\d\d:\d\d:\d\d(?:\.\d+)?)?\S*\s*$"
)


CIK_DIGITS = 10


@dataclass(frozen=True)
class Context:
    """A context: the entity's CIK (None where its identifier is none), period, and `axis=member;…`."""

    cik: int | None
    start: date
    end: date
    dimensions: str


def read_context(element: etree._Element) -> Context | None:
    """An `xbrli:context` element; None where its period cannot be read.

    Axes and members are local names, sorted (EDGAR validates that they are unique within a filing). An instant
    is a period of one day; "forever" is no period.
    """
    identifier = (element.findtext(f".//{{{XBRLI}}}identifier") or "").strip()
    start = _day(element.findtext(f".//{{{XBRLI}}}startDate"), is_end=False)
    end = _day(element.findtext(f".//{{{XBRLI}}}endDate"), is_end=True)
    if (instant := _day(element.findtext(f".//{{{XBRLI}}}instant"), is_end=True)) is not None:
        start = end = instant
    if start is None or end is None or start > end:
        return None
    members = [*_members(element)]
    return Context(
        cik_of(identifier),
        start,
        end,
        ";".join(sorted(members)),
    )


def cik_of(identifier: str) -> int | None:
    """The CIK that an identifier is, if it is one: at most ten digits, not all 0."""
    text = identifier.strip()
    return (int(text) or None) if text.isascii() and text.isdigit() and len(text) <= CIK_DIGITS else None


def _members(element: etree._Element) -> list[str]:
    members = []
    for node in element.iter(f"{{{XBRLDI}}}explicitMember", f"{{{XBRLDI}}}typedMember"):
        axis = (node.get("dimension") or "").rpartition(":")[2]
        text = normalise(" ".join(str(piece) for piece in node.itertext()))
        member = text.rpartition(":")[2] if str(node.tag).endswith("explicitMember") else text
        members.append(f"{axis}={member}")
    return members


def _day(text: str | None, *, is_end: bool) -> date | None:
    """A date of a period. An end given as midnight is the end of the day before (XBRL 2.1, 4.7.2)."""
    if text is None or not (found := _DATE.match(text)):
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    midnight = is_end and (found[4] or "").startswith("T00:00:00")
    return day - timedelta(days=1) if midnight and day > date.min else day


@lru_cache(maxsize=256)
def taxonomy_of(namespace: str | None) -> str | None:
    """`cyd/2024` for the namespace `http://xbrl.sec.gov/cyd/2024`, None for every other."""
    found = NAMESPACE.match(namespace or "")
    return f"cyd/{found[1]}" if found else None


def is_flag(concept: str) -> bool:
    """Whether a concept is boolean: as the taxonomy says, or by its name's ending where a later one adds it."""
    known = CONCEPTS.get(concept)
    return known.kind == "flag" if known else concept.endswith("Flag")


def transformed(text: str, transform: str) -> str:
    """The value of a text under a transform (the local name of `format`); without one, the text itself."""
    name = transform.rpartition(":")[2]
    if name in TRANSFORMS:
        return str(TRANSFORMS[name]).lower()
    if name == "boolballotbox" and (box := BALLOT_BOXES.get(text.strip())) is not None:
        return str(box).lower()
    return "" if name in EMPTY else text


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of one filing with `ordinal` counting equal facts of one context, in row order."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        key = tuple(row[name] for name in ("concept", "period_start", "period_end", "dimensions"))
        row["ordinal"] = seen[key]
        seen[key] += 1
    return rows


def fact_row(
    concept: str, taxonomy: str | None, context: Context, value: str, *, is_nil: bool
) -> dict[str, Any]:
    """The columns of a fact that do not depend on where it was found."""
    flag = _LITERAL.get(value.strip().lower()) if is_flag(concept) and not is_nil else None
    return {
        "concept": concept,
        "taxonomy": taxonomy,
        "period_start": context.start,
        "period_end": context.end,
        "dimensions": context.dimensions,
        "ordinal": 0,
        "value": None if is_nil else value if flag is None else str(flag).lower(),
        "flag": flag,
        "is_nil": is_nil,
    }
