"""SEC's full-text search: the incident reports (Form 8-K Item 1.05) of some days, tagged or not.

Only what the search says of a filing; its documents are `filings.py`. The address is undocumented; what is
relied on here was measured by others and is noted where it is used (edgartools, 2026-10).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import dataframely as dy
import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.errors import DocumentError, FetchError, NotFoundError

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
    all: a mirror may have none, and then nothing is known about incidents without tags."""

    filings: pl.DataFrame
    document: Fetched | None
    available: bool


def search_incidents(archive: RawArchive, first: date, last: date) -> IncidentSearch:
    """The 8-K and 8-K/A filings with Item 1.05 filed from `first` to `last`.

    One request per 100 documents found; hits are kept at `LATEST/search-index.json` of the raw archive, which
    is also what a mirror without a search is asked for. Raises FetchError where the source fails,
    DocumentError for an answer that is no search result.
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
    try:
        found = [hit for hit in _hits(archive, query, first, last) if _is_kept(hit, is_wanted)]
    except NotFoundError:
        return _from_mirror(archive, first, last, is_wanted)
    document = _keep(archive, found)
    return IncidentSearch(_frame(found, first, last, is_wanted), document, True)


def _from_mirror(archive: RawArchive, first: date, last: date, is_wanted: Wanted) -> IncidentSearch:
    try:
        document = archive.fetch(KEPT_PATH, expect=Expect.JSON, refresh=True)
    except NotFoundError:
        return IncidentSearch(pl.DataFrame(schema=SEARCH_SCHEMA), None, False)
    hits = _page(document.path.read_bytes())[0]
    return IncidentSearch(_frame(hits, first, last, is_wanted), document, True)


def _hits(archive: RawArchive, about: Mapping[str, str], first: date, last: date) -> Iterator[dict[str, Any]]:
    """Every hit of the days from `first` to `last`, page by page."""
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
        hits, total = _page(answer.data)
        if total > MOST_HITS and first < last:
            middle = first + (last - first) // 2
            yield from _hits(archive, about, first, middle)
            yield from _hits(archive, about, middle + timedelta(days=1), last)
            return
        yield from hits
        start += len(hits)
        if not hits or start >= total:
            return
        if start > MOST_HITS:
            raise FetchError(f"The full-text search has more hits for {first} than it gives.")


def _page(data: bytes) -> tuple[list[dict[str, Any]], int]:
    """The hits of one answer, and how many there are in all."""
    try:
        hits = json.loads(data)["hits"]
        total = hits["total"]
        return list(hits["hits"]), int(total["value"] if isinstance(total, dict) else total)
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentError("The full-text search gave an answer that is no search result.") from error


def _frame(hits: list[dict[str, Any]], first: date, last: date, is_wanted: Wanted) -> pl.DataFrame:
    """Hits (one a document) as filings. Filtered again here: a mirror's list is of any form, item and day."""
    rows: dict[str, dict[str, Any]] = {}
    for hit in hits:
        accession, _, name = str(hit.get("_id", "")).partition(":")
        row = _row(accession, hit.get("_source") or {})
        if row is None or not is_wanted(row["form"], row["items"]) or not first <= row["filed"] <= last:
            continue
        known = rows.setdefault(accession, row)
        is_primary = str(hit["_source"].get("file_type", "")).upper() == row["form"]
        # The words of a 6-K often stand in a press release that it only encloses.
        if name and (is_primary or (row["form"] in FOREIGN_FORMS and not known["primary_document"])):
            known["primary_document"] = name
    frame = pl.DataFrame(list(rows.values()), schema=SEARCH_SCHEMA, orient="row")
    return frame.sort("filed", "accession_number")


def _is_kept(hit: dict[str, Any], is_wanted: Wanted) -> bool:
    """Whether a hit says too little, or is of a filing that is looked for: all others are not kept."""
    row = _row(str(hit.get("_id", "")).partition(":")[0], hit.get("_source") or {})
    return row is None or is_wanted(row["form"], row["items"])


def _is_item(form: str, items: list[str]) -> bool:
    return form in SEARCH_FORMS and INCIDENT_ITEM in items


def _is_told(form: str, items: list[str]) -> bool:
    if form in FOREIGN_FORMS:
        return True
    told = OTHER_ITEMS.intersection(items)
    return form in SEARCH_FORMS and bool(told) and INCIDENT_ITEM not in items and RESULTS_ITEM not in items


def _row(accession: str, source: dict[str, Any]) -> dict[str, Any] | None:
    """One hit's filing; None where it says too little."""
    form = source.get("form") or source.get("file_type")
    items = [str(item) for item in source.get("items") or []]
    if not isinstance(form, str):
        return None
    try:
        ciks = [int(cik) for cik in source["ciks"]]
        names = source.get("display_names") or [""]
        return {
            "accession_number": source.get("adsh") or accession,
            "cik": ciks[0],
            "ciks": ciks,
            "company_name": str(names[0]).partition("  (")[0].strip(),
            "form": form,
            "filed": date.fromisoformat(source["file_date"]),
            "period_ending": date.fromisoformat(source["period_ending"])
            if source.get("period_ending")
            else None,
            "items": items,
            "primary_document": None,
        }
    except (KeyError, IndexError, ValueError, TypeError):
        return None


def _keep(archive: RawArchive, hits: list[dict[str, Any]]) -> Fetched:
    """Add hits to those that the raw archive has; an older hit of the same document gives way."""

    def merged(kept: bytes | None) -> bytes:
        known = {str(hit.get("_id")): hit for hit in (_page(kept)[0] if kept else [])}
        known |= {str(hit.get("_id")): hit for hit in hits}
        everything = [known[name] for name in sorted(known)]
        total = {"value": len(everything), "relation": "eq"}
        found = {"hits": {"total": total, "hits": everything}}
        return json.dumps(found, ensure_ascii=False, indent=1).encode()

    return archive.update(KEPT_PATH, merged, archive.client.url(SEARCH_PATH))
