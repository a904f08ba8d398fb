"""Read an R page: the disclosure as EDGAR's renderer shows it, in HTML or as text taken from it.

A page names no accession number and no taxonomy year. How rows are found is `page_html.py` and `page_text.py`;
finding the page of a filing is `edgar/`'s.
"""

import hashlib
import re
from typing import Any

import polars as pl

from pipelines.damage import damage
from pipelines.errors import DocumentError
from pipelines.facts.concepts import FLAGS
from pipelines.facts.markup import decode
from pipelines.facts.model import MAX_FACTS, Reading, fact_frame, number_equal_facts
from pipelines.facts.page_heading import Cell
from pipelines.facts.page_html import html_cells
from pipelines.facts.page_text import text_cells

PSEUDO_ACCESSION_NUMBER = "0000000000-00-000000"
"""Stands for the accession number of a lone file: the frame's key needs one, and no filing has this one (EDGAR
numbers begin with the filer agent's CIK, which is never 0)."""

_HTML = re.compile(r"<table\b|<html\b|<body\b", re.IGNORECASE)
_HTML_END = re.compile(r"</html\s*>\s*\Z", re.IGNORECASE)
_COVER_CIK = re.compile(
    rb"'defref_dei_EntityCentralIndexKey'(?:(?!</tr).){0,2000}?<td class=\"text\">\s*0*([1-9]\d{0,9})\s*<",
    re.DOTALL | re.IGNORECASE,
)
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)


def read_page(
    data: bytes,
    *,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> pl.DataFrame:
    """An R page (HTML or text) as `FactFrame` rows, source `page`; raises DocumentError as `read_rendered` does."""
    return read_rendered(data, accession_number=accession_number, cik=cik, document=document).facts


def read_rendered(
    data: bytes,
    *,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> Reading:
    """An R page (HTML or text) as `FactFrame` rows, source `page`; no row where it shows nothing of `cyd`.

    A page gives a period's length in whole months, so that of a 52-week year starts a day or two off. A
    heading names members by label: `dimensions` then holds `=<label>`. `taxonomy` is null: a page shows the
    prefix only. A page as text has no mark of its end but the definitions that EDGAR folds away below the rows:
    where they are missing, that is told. Raises DocumentError where the page is no R page, is cut off, names no
    period, or has more columns or facts than any page.
    """
    rejected = damage(data, of_edgar=True)
    text = decode(data)
    if _HTML.search(text[:20_000]):
        _check_whole(text)
        cells = html_cells(text, data)
    else:
        cells = text_cells(data, rejected)
    digest = hashlib.sha256(data).hexdigest()
    rows: list[dict[str, Any]] = []
    for cell in cells:
        if len(rows) >= MAX_FACTS:
            raise DocumentError(f"The page holds more than {MAX_FACTS:,} cyd facts: refused")
        rows.append(_row(cell, data))
    common = {
        "accession_number": accession_number or PSEUDO_ACCESSION_NUMBER,
        "cik": cik,
        "source": "page",
        "document": document,
        "document_sha256": digest,
        "ordinal": 0,
        "is_nil": False,
    }
    facts = number_equal_facts(fact_frame(common | row for row in rows))
    return Reading(facts, rejected=rejected)


def cover_cik(data: bytes) -> int | None:
    """The company that a filing's rendered cover is of; None where it does not tell."""
    found = _COVER_CIK.search(data)
    return int(found[1]) if found else None


def _check_whole(text: str) -> None:
    """Refuse a page that was cut off: every page of EDGAR's ends `</html>`, a lone table ends as it began."""
    if re.search(r"<html\b", text[:20_000], re.IGNORECASE):
        whole = _HTML_END.search(text, max(len(text) - 200, 0)) is not None
    else:
        marks = [match[1] for match in _TABLE.finditer(text)]
        whole = marks.count("/") * 2 >= len(marks)
    if not whole:
        raise DocumentError("The page is cut off: its end is missing")


def _row(cell: Cell, data: bytes) -> dict[str, Any]:
    flag = {"true": True, "false": False}.get(cell.value.lower()) if cell.concept in FLAGS else None
    start, end = cell.span or (None, None)
    return {
        "concept": cell.concept,
        "period_start": cell.column.start,
        "period_end": cell.column.end,
        "dimensions": ";".join(sorted({*cell.column.members, *cell.members})),
        "value": cell.value if flag is None else str(flag).lower(),
        "flag": flag,
        "start": start,
        "end": end,
        "markup_sha256": hashlib.sha256(data[start:end]).hexdigest() if cell.span else None,
    }
