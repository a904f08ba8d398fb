"""SEC's full-text search: the incident reports (Form 8-K Item 1.05) of some days, tagged or not.

Only what the search says of a filing; its documents are `filings.py`. The address is undocumented; what is
relied on here was measured by others and is noted where it is used (edgartools, 2026-10).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import dataframely as dy
import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.errors import DocumentError, FetchError, NotFoundError
from pipelines.refusal import read_json

SEARCH_PATH = "LATEST/search-index"
KEPT_PATH = "LATEST/search-index.json"
"""Where the raw archive keeps every hit seen, so that it answers the same question as a mirror."""
INCIDENT_ITEM = "1.05"
SEARCH_FORMS = ("8-K", "8-K/A")
FOREIGN_FORMS = ("6-K", "6-K/A")
OTHER_ITEMS = frozenset({"7.01", "8.01"})
"""Items under which incidents are told that are not, or not yet, found to be material (Corp Fin, 2024-05-21)."""
RESULTS_ITEM = "2.02"
"""A report of results speaks of incidents among its risks."""
WORDS = (
    "experienced a cybersecurity incident", "identified a cybersecurity incident", "detected a cybersecurity incident",
    "became aware of a cybersecurity incident", "cybersecurity incident involving", "cybersecurity incident affecting",
    "experienced a cyber incident", "experienced a ransomware attack", "victim of a ransomware attack",
    "victim of a cyberattack", "unauthorized third party gained access", "identified unauthorized activity",
)  # fmt: skip
"""Phrases of reports that tell of an incident, by one of which a 6-K or an 8-K under other items is found: neither
names an item for it. Words of risk factors ("ransomware attack" alone) are none of them: half of all reports have
those."""
_NUMBER = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}")
MOST_CIK = 10**10
_ODD = (KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What a hit of another shape makes Python raise."""
MOST_HITS = 9_900
"""The search gives no hit beyond some 9,990 and counts no further than 10,000: a span of more is halved."""


class IncidentSearchFrame(dy.Schema):
    """One row per filing found: its filers, its items, the date of the event that it reports
    (`period_ending`) and the name of its primary document, where the search has that document."""

    accession_number = dy.String(primary_key=True, regex=r"^\d{10}-\d{2}-\d{6}$")
    cik = dy.Int64(min=1)
    ciks = dy.List(dy.Int64())
    company_name = dy.String()
    form = dy.String()
    filed = dy.Date()
    period_ending = dy.Date(nullable=True)
    items = dy.List(dy.String())
    primary_document = dy.String(nullable=True)


SEARCH_SCHEMA = IncidentSearchFrame.create_empty().schema


class IncidentMentionFrame(dy.Schema):
    """One row per Form 8-K with Item 7.01 or 8.01, and not 1.05, that is found by its words."""

    accession_number = dy.String(primary_key=True, regex=r"^\d{10}-\d{2}-\d{6}$")
    cik = dy.Int64(min=1)
    company_name = dy.String()
    form = dy.String()
    filed = dy.Date()
    items = dy.List(dy.String())


MENTION_SCHEMA = IncidentMentionFrame.create_empty().schema


Wanted = Callable[[str, list[str]], bool]
"""Whether a filing of a form with some items is looked for."""


@dataclass(frozen=True)
class IncidentSearch:
    """What was found (`IncidentSearchFrame`), where the hits are kept, and whether the source has a search at
    all: a mirror may have none, and then nothing is known about incidents without tags. `rejected` has one sentence
    per hit that could not be read; `doubt` says why there may be more filings than were found."""

    filings: pl.DataFrame
    document: Fetched | None
    available: bool
    rejected: list[str] = field(default_factory=list)
    doubt: str | None = None


def search_incidents(archive: RawArchive, first: date, last: date) -> IncidentSearch:
    """The 8-K and 8-K/A filings with Item 1.05 filed from `first` to `last`.

    One request per 100 documents found; hits are kept at `LATEST/search-index.json` of the raw archive, which
    is also what a mirror without a search is asked for. Where an answer ends early (an empty page before the total, a
    search that timed out, parts of the index that failed), the hits kept from earlier answers stand in for what is
    missing, and `doubt` says so. Raises FetchError where the source fails, DocumentError for an answer that is no
    search result.
    """
    query = {"q": "", "forms": ",".join(SEARCH_FORMS), "items": INCIDENT_ITEM}
    return _search(archive, query, first, last, _is_item)


def search_by_words(archive: RawArchive, first: date, last: date) -> IncidentSearch:
    """The reports filed from `first` to `last` that speak of an incident in their words: Form 6-K, and Form 8-K with
    Item 7.01 or 8.01 that reports no results; the document that holds the words as `primary_document`.

    As `search_incidents`, in the same place of the raw archive.
    """
    query = {
        "q": " OR ".join(f'"{words}"' for words in WORDS),
        "forms": ",".join((*SEARCH_FORMS, *FOREIGN_FORMS)),
    }
    return _search(archive, query, first, last, _is_told)


def mentions(found: pl.DataFrame) -> pl.DataFrame:
    """The 8-Ks of a search by words (`IncidentSearchFrame`) as `IncidentMentionFrame`."""
    return found.filter(pl.col("form").is_in(SEARCH_FORMS)).select(MENTION_SCHEMA.names())


def _search(
    archive: RawArchive, query: Mapping[str, str], first: date, last: date, is_wanted: Wanted
) -> IncidentSearch:
    doubts: list[str] = []
    try:
        hits = [hit for hit in _hits(archive, query, first, last, doubts) if _is_kept(hit, is_wanted)]
    except NotFoundError:
        return _from_mirror(archive, first, last, is_wanted)
    document = _keep(archive, hits)
    if doubts:
        hits = _page(document.path.read_bytes()).hits
    rejected: list[str] = []
    filings = _frame(hits, first, last, is_wanted, rejected)
    return IncidentSearch(filings, document, True, rejected, "; ".join(doubts) or None)


def _from_mirror(archive: RawArchive, first: date, last: date, is_wanted: Wanted) -> IncidentSearch:
    try:
        document = archive.fetch(KEPT_PATH, expect=Expect.JSON, refresh=True)
    except NotFoundError:
        return IncidentSearch(pl.DataFrame(schema=SEARCH_SCHEMA), None, False)
    try:
        page = _page(document.path.read_bytes())
    except DocumentError:
        archive.set_aside(KEPT_PATH)  # or the next run would meet it again
        raise
    rejected: list[str] = []
    filings = _frame(page.hits, first, last, is_wanted, rejected)
    return IncidentSearch(filings, document, True, rejected, page.doubt)


@dataclass(frozen=True)
class _Page:
    """One answer: its hits, how many there are in all, and why it may be less than it should be."""

    hits: list[Any]
    total: int
    doubt: str | None


def _hits(
    archive: RawArchive, about: Mapping[str, str], first: date, last: date, doubts: list[str]
) -> Iterator[Any]:
    """Every hit of the days from `first` to `last`, page by page; `doubts` is told where they may not be all."""
    start = 0
    while True:
        # Both dates are needed, or the range is ignored; an empty q is allowed beside items.
        query = {
            **about,
            "dateRange": "custom",
            "startdt": first.isoformat(),
            "enddt": last.isoformat(),
            "from": start,
        }
        answer = archive.client.get(f"{SEARCH_PATH}?{urlencode(query, safe=',/')}", expect=Expect.JSON)
        page = _page(answer.data)
        if page.doubt:
            doubts.append(page.doubt)
        if page.total > MOST_HITS and first < last:
            middle = first + (last - first) // 2
            yield from _hits(archive, about, first, middle, doubts)
            yield from _hits(archive, about, middle + timedelta(days=1), last, doubts)
            return
        yield from page.hits
        start += len(page.hits)
        if start >= page.total:
            return
        if not page.hits:
            doubts.append(f"The full-text search ended after {start} of {page.total} hits.")
            return
        if start > MOST_HITS:
            raise FetchError(f"The full-text search has more hits for {first} than it gives.")


def _page(data: bytes) -> _Page:
    """One answer of the search; raises DocumentError where it is none."""
    answer = read_json(data, "The answer of the full-text search")
    try:
        hits = answer["hits"]
        total = hits["total"]
        page = list(hits["hits"]), int(total["value"] if isinstance(total, dict) else total)
        failed = (answer.get("_shards") or {}).get("failed")
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise DocumentError("The full-text search gave an answer that is no search result.") from error
    doubt = "The full-text search timed out." if answer.get("timed_out") else None
    if failed:
        doubt = "A part of the full-text search failed."
    return _Page(*page, doubt)


def _frame(hits: list[Any], first: date, last: date, is_wanted: Wanted, rejected: list[str]) -> pl.DataFrame:
    """Hits (one a document) as filings. Filtered again here: a mirror's list is of any form, item and day."""
    rows: dict[str, dict[str, Any]] = {}
    for hit in hits:
        try:
            accession, _, name = str(hit["_id"]).partition(":")
            source = hit["_source"]
            row = _row(accession, source)
        except _ODD as error:
            rejected.append(f"The hit {str(hit)[:120]!r} cannot be read: {type(error).__name__}")
            continue
        if not is_wanted(row["form"], row["items"]) or not first <= row["filed"] <= last:
            continue
        known = rows.setdefault(row["accession_number"], row)
        is_primary = str(source.get("file_type", "")).upper() == row["form"]
        # The words of a 6-K often stand in a press release that it only encloses.
        if name and (is_primary or (row["form"] in FOREIGN_FORMS and not known["primary_document"])):
            known["primary_document"] = name
    frame = pl.DataFrame(list(rows.values()), schema=SEARCH_SCHEMA, orient="row")
    return frame.sort("filed", "accession_number")


def _is_kept(hit: Any, is_wanted: Wanted) -> bool:
    """Whether a hit says too little, or is of a filing that is looked for: all others are not kept."""
    try:
        row = _row(str(hit["_id"]).partition(":")[0], hit["_source"])
    except _ODD:
        return True
    return is_wanted(row["form"], row["items"])


def _is_item(form: str, items: list[str]) -> bool:
    return form in SEARCH_FORMS and INCIDENT_ITEM in items


def _is_told(form: str, items: list[str]) -> bool:
    if form in FOREIGN_FORMS:
        return True
    told = OTHER_ITEMS.intersection(items)
    return form in SEARCH_FORMS and bool(told) and INCIDENT_ITEM not in items and RESULTS_ITEM not in items


def _row(accession: str, source: dict[str, Any]) -> dict[str, Any]:
    """One hit's filing. Raises ValueError, or what a hit of another shape makes Python raise, where it says too
    little."""
    form = source.get("form") or source["file_type"]
    items = [str(item) for item in source.get("items") or []]
    number = source.get("adsh") or accession
    ciks = [int(cik) for cik in source["ciks"]]
    if not isinstance(form, str) or not _NUMBER.fullmatch(number):
        raise TypeError(form)
    if not ciks or not all(0 < cik < MOST_CIK for cik in ciks):
        raise ValueError(ciks)
    names = source.get("display_names") or [""]
    return {
        "accession_number": number,
        "cik": ciks[0],
        "ciks": ciks,
        "company_name": str(names[0]).partition("  (")[0].strip(),
        "form": form,
        "filed": date.fromisoformat(source["file_date"]),
        "period_ending": date.fromisoformat(source["period_ending"]) if source.get("period_ending") else None,
        "items": items,
        "primary_document": None,
    }


def _keep(archive: RawArchive, hits: list[Any]) -> Fetched:
    """Add hits to those that the raw archive has; an older hit of the same document gives way."""

    def merged(kept: bytes | None) -> bytes:
        try:
            before = _page(kept).hits if kept else []
        except DocumentError:
            before = []  # what is there is no list of hits: it is written anew
        known = {str(hit.get("_id")): hit for hit in (*before, *hits) if isinstance(hit, dict)}
        everything = [known[name] for name in sorted(known)]
        total = {"value": len(everything), "relation": "eq"}
        found = {"hits": {"total": total, "hits": everything}}
        return json.dumps(found, ensure_ascii=False, indent=1).encode()

    return archive.update(KEPT_PATH, merged, archive.client.url(SEARCH_PATH))
