"""The columns of an R page: what their headings say of period and members.

Not here: rows and values (`page_html.py`, `page_text.py`).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.errors import DocumentError

LENGTH = re.compile(r"^(?P<count>\d+)\s+(?P<unit>Month|Week|Day)s?\s+Ended$", re.IGNORECASE)
_DATE = re.compile(r"^(?P<month>[A-Z][a-z]{2})[a-z]*\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})$")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
MAX_COLUMNS = 1000
"""Most columns of a page; statements of equity have some twenty."""
KIND = re.compile(
    r"\[(?P<kind>Text Block|Flag|Member|Domain|Axis|Table|Line Items|Abstract)\]\s*$", re.IGNORECASE
)


@dataclass
class Column:
    """A column of a page: its period, and the members its heading names (by label: headings carry no ids)."""

    start: date
    end: date
    members: list[str] = field(default_factory=list)


@dataclass
class Cell:
    """One value of a page: `span` holds its byte offsets, None where they are not known."""

    concept: str
    column: Column
    members: list[str]
    value: str
    span: tuple[int, int] | None = None


def read_columns(headings: Iterable[Sequence[str]]) -> list[Column]:
    """Columns from the lines of each heading: "12 Months Ended", a date, members' labels. A heading without a
    length has that of the heading to its left (one heading spans several dates)."""
    columns: list[Column] = []
    months = "0 Months Ended"
    for lines in headings:
        end: date | None = None
        members = []
        for line in lines:
            if LENGTH.match(line):
                months = line
            elif found := date_of(line):
                end = found
            elif line and not re.fullmatch(r"USD \(\$\)|shares|\$ / shares|\[\d+\]", line):
                members.append(f"={KIND.sub('', line).strip()}")
        if end is None:
            raise DocumentError("The page's heading names no period")
        if len(columns) >= MAX_COLUMNS:
            raise DocumentError("The page has more columns than any page: refused")
        columns.append(Column(_start(end, months), end, members))
    return columns


def date_of(line: str) -> date | None:
    """The date of a heading's line ("Dec. 31, 2024"); None where it is none."""
    if not (found := _DATE.match(line)) or found["month"] not in _MONTHS:
        return None
    try:
        return date(int(found["year"]), _MONTHS[found["month"]], int(found["day"]))
    except ValueError:
        return None


def _start(end: date, length: str) -> date:
    """The first day of a period that ends on `end`; "0 Months Ended" is one day, as incident reports have."""
    found = LENGTH.match(length)
    count, unit = (int(found["count"]), found["unit"].lower()) if found else (0, "month")
    if unit != "month":
        return end - timedelta(days=min(count * (7 if unit == "week" else 1), 4000) - 1)
    if not count:
        return end
    number = end.year * 12 + end.month - 1 - min(count, 240)
    year, month = divmod(number, 12)
    year, month = max(year, 1), month + 1
    last = monthrange(year, month)[1]
    if end.day == monthrange(end.year, end.month)[1] or end.day >= last:
        return date(year, month, last) + timedelta(days=1)
    return date(year, month, end.day) + timedelta(days=1)
