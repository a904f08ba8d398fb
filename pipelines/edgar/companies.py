"""Companies: tickers and exchanges, industry, where they are incorporated and at home.

From SEC's tickers file (one request for all) and the submissions data (one request a company, and richer).
Companies as the notes archives tell them come with the filings, elsewhere.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.edgar.places import place
from pipelines.errors import DocumentError, NotFoundError

TICKERS_WITH_EXCHANGE = "files/company_tickers_exchange.json"
TICKERS = "files/company_tickers.json"
GIVE_UP_AFTER = 10
"""SEC has submissions data for every company: a source that lacks the first ten has none."""


class CompanyFrame(dy.Schema):
    """One row per company; `tickers` and `exchanges` are in step, the main listing first.

    `fiscal_year_end` is `MMDD`. States are as the United States and Canada write them, countries ISO 3166.
    `category` is the filer category in SEC's words, such as `Large accelerated filer`.
    """

    cik = dy.Int64(primary_key=True, min=1)
    name = dy.String()
    tickers = dy.List(dy.String())
    exchanges = dy.List(dy.String(nullable=True))
    sic = dy.Int32(nullable=True)
    sic_description = dy.String(nullable=True)
    incorporation_state = dy.String(nullable=True)
    incorporation_country = dy.String(nullable=True)
    business_state = dy.String(nullable=True)
    business_country = dy.String(nullable=True)
    fiscal_year_end = dy.String(nullable=True)
    category = dy.String(nullable=True)


COMPANY_SCHEMA = CompanyFrame.create_empty().schema


@dataclass
class Companies:
    """What was found (`CompanyFrame`), the documents read, the companies that the source has nothing of, and
    one sentence per document that could not be read."""

    companies: pl.DataFrame
    documents: list[Fetched] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)


def companies(
    archive: RawArchive, ciks: Iterable[int], *, submissions: bool = True, refresh: bool = False
) -> Companies:
    """What SEC says of the companies `ciks`.

    With `submissions`, the submissions data of each that is not kept are fetched (one request each, and with
    `refresh` of all); without, those kept are read. The tickers file fills what they lack. Raises FetchError
    or BlockedError where the source fails.
    """
    found = Companies(pl.DataFrame(schema=COMPANY_SCHEMA))
    wanted = sorted(set(ciks))
    asked = set(wanted)
    rows = {row["cik"]: row for row in _tickers(archive, found, refresh=refresh) if row["cik"] in asked}
    asks = submissions
    for cik in wanted:
        document = _submissions(archive, cik, ask=asks, refresh=refresh)
        if document is None:
            found.missing.append(cik)
            asks = asks and not (
                len(found.missing) >= GIVE_UP_AFTER and found.missing == wanted[: len(found.missing)]
            )
            continue
        try:
            row = read_submissions(document.path.read_bytes())
        except DocumentError as error:
            found.rejected.append(f"{document.path.name}: {error}")
            continue
        found.documents.append(document)
        known = rows.get(cik)
        if known and not row["tickers"]:
            row |= {"tickers": known["tickers"], "exchanges": known["exchanges"]}
        rows[cik] = row | {"cik": cik}
    found.companies = pl.DataFrame(list(rows.values()), schema=COMPANY_SCHEMA, orient="row").sort("cik")
    return found


def read_submissions(data: bytes) -> dict[str, Any]:
    """One company's submissions data as a row of `CompanyFrame`; raises DocumentError where they are none."""
    try:
        known = json.loads(data)
        address = ((known.get("addresses") or {}).get("business")) or {}
        tickers = [str(ticker) for ticker in known.get("tickers") or []]
        exchanges = [exchange or None for exchange in known.get("exchanges") or []]
        state, country = place(address.get("stateOrCountry") or address.get("countryCode"))
        incorporation_state, incorporation_country = place(known.get("stateOfIncorporation"))
        return {
            "cik": int(known["cik"]),
            "name": str(known["name"]),
            "tickers": tickers,
            "exchanges": (exchanges + [None] * len(tickers))[: len(tickers)],
            "sic": int(known["sic"]) if known.get("sic") else None,
            "sic_description": known.get("sicDescription") or None,
            "incorporation_state": incorporation_state,
            "incorporation_country": incorporation_country,
            "business_state": state,
            "business_country": country,
            "fiscal_year_end": known.get("fiscalYearEnd") or None,
            "category": _category(known.get("category")),
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError("They are no submissions data of a company.") from error


def read_tickers(data: bytes) -> list[dict[str, Any]]:
    """Either of SEC's tickers files as rows of `CompanyFrame` (name, tickers and exchanges alone), one per
    company, its listings in the file's order; raises DocumentError where it is none."""
    try:
        known = json.loads(data)
        if "data" in known:
            listings = [dict(zip(known["fields"], row, strict=True)) for row in known["data"]]
        else:
            listings = [
                {"cik": row["cik_str"], "name": row["title"], "ticker": row["ticker"]}
                for row in known.values()
            ]
        rows: dict[int, dict[str, Any]] = {}
        for listing in listings:
            cik = int(listing["cik"])
            row = rows.setdefault(
                cik, {"cik": cik, "name": str(listing["name"]), "tickers": [], "exchanges": []}
            )
            row["tickers"].append(str(listing["ticker"]))
            row["exchanges"].append(listing.get("exchange") or None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError("It is no list of tickers.") from error
    return [{name: row.get(name) for name in COMPANY_SCHEMA} for row in rows.values()]


def _tickers(archive: RawArchive, found: Companies, *, refresh: bool) -> list[dict[str, Any]]:
    """The tickers file with exchanges, else the one without; nothing where the source has neither."""
    for path in (TICKERS_WITH_EXCHANGE, TICKERS):
        try:
            document = archive.fetch(path, expect=Expect.JSON, refresh=refresh)
            rows = read_tickers(document.path.read_bytes())
        except NotFoundError:
            continue
        except DocumentError as error:
            found.rejected.append(f"{path}: {error}")
            continue
        found.documents.append(document)
        return rows
    return []


def _submissions(archive: RawArchive, cik: int, *, ask: bool, refresh: bool) -> Fetched | None:
    path = f"submissions/CIK{cik:010d}.json"
    if not ask:
        return archive.kept(path)
    try:
        return archive.fetch(path, expect=Expect.JSON, refresh=refresh)
    except NotFoundError:
        return None


def _category(words: str | None) -> str | None:
    """The filer category; SEC joins several with a line break tag."""
    return (words or "").replace("<br>", "; ").strip() or None
