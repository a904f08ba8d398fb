"""What a filing's cover says of itself: its form and its period. Not here: any section of it."""

import re
from datetime import date

from pipelines.errors import DocumentError
from pipelines.facts.markup import html_text
from pipelines.facts.section_lines import Line

COVER_LINES = 150
"""How many lines of a document are looked at as its cover."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})\s*,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s*,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_MONTHS = "january february march april may june july august september october november december"
_TAGGED = re.compile(
    rb"<(?:[\w.-]+:)?nonNumeric\b[^>]{0,600}?\bname\s*=\s*[\"']dei:(?P<name>DocumentPeriodEndDate|DocumentType)[\"'][^>]{0,600}>"
    rb"(?P<value>.{0,2000}?)</(?:[\w.-]+:)?nonNumeric\s*>",
    re.DOTALL | re.IGNORECASE,
)
_YEAR_ENDED = re.compile(r"(?:fiscal\s+)?(?:years?|period)\s+ended:?", re.IGNORECASE)
_EVENT = re.compile(r"date\s+of\s+(?:earliest\s+event|report)", re.IGNORECASE)
_EARLIEST = re.compile(r"earliest\s+event", re.IGNORECASE)
"""A cover may give the day it is signed too: the event's day is the period (EDGAR Filer Manual, 6.5.20)."""
_FORM = re.compile(
    r"\bFORM\s+(?P<form>10\s?-?\s?KT?|20\s?-?\s?F|8\s?-?\s?K|6\s?-?\s?K)\b\s*(?P<amended>/\s?A)?",
    re.IGNORECASE,
)
_TYPE = re.compile(rb"<TYPE>\s*([\w/-]+)|CONFORMED SUBMISSION TYPE:\s*([\w/-]+)")


def family_of_form(form: str) -> tuple[str, bool]:
    """The family (`10-K`, `20-F`, `8-K`) of a form type, and whether it is an amendment.

    Raises DocumentError for a form that has none of the sections.
    """
    name, _, amendment = form.upper().replace(" ", "").partition("/")
    for family in ("10-K", "20-F", "8-K"):
        if name.startswith(family):
            return family, amendment == "A"
    raise DocumentError(f"A form {form} has no section on cybersecurity")


def form_of(data: bytes, lines: list[Line]) -> str:
    """The form type: of the submission's header, the cover's tag, or the words "FORM 10-K" on the cover."""
    if found := _TYPE.search(data, 0, 20_000):
        return (found[1] or found[2]).decode("ascii", "replace")
    if tagged := _tagged(data, b"DocumentType"):
        return tagged
    for line in lines[:COVER_LINES]:
        if match := _FORM.search(line.matching):
            form = re.sub(r"[\s-]", "", match["form"].upper())
            return {"10K": "10-K", "10KT": "10-KT", "20F": "20-F", "8K": "8-K", "6K": "6-K"}[form] + (
                "/A" if match["amended"] else ""
            )
    raise DocumentError("The document does not say which form it is: no annual or incident report")


def period_of(data: bytes, lines: list[Line], family: str) -> date | None:
    """The period's end (the day of the event, for an incident report): from the cover's tag, else from the
    words on the cover; None where neither gives a date."""
    if (tagged := _tagged(data, b"DocumentPeriodEndDate")) and (day := day_in(tagged)):
        return day
    words = _EVENT if family == "8-K" else _YEAR_ENDED
    cover = [line.matching for line in lines[:COVER_LINES]]
    for number, text in enumerate(cover):
        if match := words.search(text):
            near = " ".join([text[match.start() :], *cover[number + 1 : number + 3]])
            before = " ".join(cover[max(number - 2, 0) : number])
            event = near[found.end() :] if (found := _EARLIEST.search(near)) else ""
            day = day_in(event) or day_in(near) or (day_in(before) if family == "8-K" else None)
            if day:
                return day
    return None


def day_in(text: str) -> date | None:
    """The first date in a text, as covers write it: "September 28, 2024", "28 September 2024", "2024-09-28"."""
    matches = [match for pattern in (_DAY, _DAY_FIRST, _ISO) if (match := pattern.search(text))]
    for match in sorted(matches, key=lambda one: one.start()):
        month = match["month"].lower()
        number = int(month) if month.isdigit() else _MONTHS.split().index(month) + 1
        try:
            return date(int(match["year"]), number, int(match["day"]))
        except ValueError:
            continue
    return None


def _tagged(data: bytes, name: bytes) -> str | None:
    for match in _TAGGED.finditer(data, 0, 1 << 20):
        if match["name"] == name:
            return html_text(match["value"]) or None
    return None
