"""Companies: tickers and exchanges, industry, where they are incorporated and at home.

From SEC's tickers file (one request for all) and the submissions data (one request a company, and richer).
Companies as the notes archives tell them come with the filings, elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.edgar.places import place
from pipelines.errors import DocumentError, NotFoundError, SpoiltError
from pipelines.refusal import read_json, refusing
from pipelines.sources import SOURCE_DOCUMENT_SCHEMA, source_document

TICKERS_WITH_EXCHANGE = "files/company_tickers_exchange.json"
TICKERS = "files/company_tickers.json"
MOST_CIK = 10**10
MOST_SIC = 9999
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
    """What was found (`CompanyFrame`), the documents read, the companies that the source has nothing of, by name
    of a document one sentence per entry of it that could not be read, and why a document could not be read at all."""

    companies: pl.DataFrame
    documents: list[Fetched] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    rejected: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


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
    for cik in wanted if asks else _kept(archive, wanted):
        try:
            document = _submissions(archive, cik, ask=asks, refresh=refresh)
        except SpoiltError as error:
            found.failed[_path(cik)] = str(error)
            continue
        if document is None:
            found.missing.append(cik)
            asks = asks and not (
                len(found.missing) >= GIVE_UP_AFTER and found.missing == wanted[: len(found.missing)]
            )
            continue
        try:
            with refusing("The submissions data"):
                row = read_submissions(document.path.read_bytes(), cik)
        except DocumentError as error:
            found.failed[_path(cik)] = str(error)
            archive.set_aside(_path(cik))
            continue
        found.documents.append(document)
        known = rows.get(cik)
        if known and not row["tickers"]:
            row |= {"tickers": known["tickers"], "exchanges": known["exchanges"]}
        rows[cik] = row | {"cik": cik}
    found.companies = pl.DataFrame(list(rows.values()), schema=COMPANY_SCHEMA, orient="row").sort("cik")
    return found


def company_documents(found: Companies) -> pl.DataFrame:
    """The documents of which something could not be read, or which could not be read at all, as
    `SourceDocumentFrame`; thousands of others are as they should be."""
    rows = [
        source_document(
            path, "companies", reason=found.failed.get(path), failed=path in found.failed,
            rejected=found.rejected.get(path, []),
        )
        for path in sorted({*found.failed, *found.rejected})
    ]  # fmt: skip
    return pl.concat([pl.DataFrame(schema=SOURCE_DOCUMENT_SCHEMA), *rows])


def read_submissions(data: bytes, cik: int | None = None) -> dict[str, Any]:
    """One company's submissions data as a row of `CompanyFrame`; raises DocumentError where they are none, or not those
    of the company `cik`."""
    try:
        known = read_json(data, "The submissions data")
        if cik is not None and int(known["cik"]) != cik:
            raise DocumentError(f"They are of the company {int(known['cik'])}, not of {cik}.")
        address = ((known.get("addresses") or {}).get("business")) or {}
        listed = list(zip_longest(known.get("tickers") or [], known.get("exchanges") or []))
        listed = [(str(ticker), exchange or None) for ticker, exchange in listed if ticker]
        tickers = [ticker for ticker, _ in listed]
        exchanges = [None if exchange is None else str(exchange) for _, exchange in listed]
        state, country = place(address.get("stateOrCountry") or address.get("countryCode"))
        incorporation_state, incorporation_country = place(known.get("stateOfIncorporation"))
        return {
            "cik": int(known["cik"]),
            "name": _words(known["name"]) or "",
            "tickers": tickers,
            "exchanges": exchanges,
            "sic": _sic(known.get("sic")),
            "sic_description": _words(known.get("sicDescription")),
            "incorporation_state": incorporation_state,
            "incorporation_country": incorporation_country,
            "business_state": state,
            "business_country": country,
            "fiscal_year_end": _words(known.get("fiscalYearEnd")),
            "category": _category(_words(known.get("category"))),
        }
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise DocumentError("They are no submissions data of a company.") from error


def read_tickers(data: bytes, rejected: list[str] | None = None) -> list[dict[str, Any]]:
    """Either of SEC's tickers files as rows of `CompanyFrame` (name, tickers and exchanges alone), one per
    company, its listings in the file's order; `rejected` is told of each that cannot be read. Raises DocumentError
    where it is no list of tickers."""
    try:
        known = read_json(data, "The list of tickers")
        if "data" in known:
            listings = [dict(zip(known["fields"], row, strict=False)) for row in known["data"]]
        else:
            listings = [
                {"cik": row.get("cik_str"), "name": row.get("title"), "ticker": row.get("ticker")}
                for row in known.values()
            ]
        rows: dict[int, dict[str, Any]] = {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError("It is no list of tickers.") from error
    told: list[str] = []
    for entry in listings:
        try:
            cik, name, ticker, exchange = _listing(entry)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
            told.append(f"The entry {str(entry)[:120]!r} cannot be read: {type(error).__name__}")
            continue
        row = rows.setdefault(cik, {"cik": cik, "name": name, "tickers": [], "exchanges": []})
        if ticker:  # a company without one is listed with null
            row["tickers"].append(ticker)
            row["exchanges"].append(exchange)
    if told and not rows:
        raise DocumentError("It is no list of tickers.")
    if rejected is not None:
        rejected += told
    return [{name: row.get(name) for name in COMPANY_SCHEMA} for row in rows.values()]


def _listing(entry: dict[str, Any]) -> tuple[int, str, str | None, str | None]:
    """One listing's company, name, ticker and exchange; null for what is not stated."""
    cik, name = int(entry["cik"]), entry["name"]
    if not 0 < cik < MOST_CIK or not isinstance(name, str):
        raise ValueError(entry)
    return cik, name, _words(entry["ticker"]), _words(entry.get("exchange"))


def _words(value: Any) -> str | None:
    """A text of an answer, null where it is none or empty; raises TypeError for anything else."""
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value or None


def _tickers(archive: RawArchive, found: Companies, *, refresh: bool) -> list[dict[str, Any]]:
    """The tickers file with exchanges, else the one without; nothing where the source has neither."""
    for path in (TICKERS_WITH_EXCHANGE, TICKERS):
        try:
            document = archive.fetch(path, expect=Expect.JSON, refresh=refresh)
            rejected: list[str] = []
            with refusing("The list of tickers"):
                rows = read_tickers(document.path.read_bytes(), rejected)
        except NotFoundError:
            continue
        except SpoiltError as error:
            found.failed[path] = str(error)
            continue
        except DocumentError as error:
            found.failed[path] = str(error)
            archive.set_aside(path)
            continue
        found.documents.append(document)
        if rejected:
            found.rejected[path] = rejected
        return rows
    return []


def _kept(archive: RawArchive, ciks: list[int]) -> list[int]:
    """Those of the companies whose submissions data are kept: one look at the folder, not one for each of thousands."""
    names = {path.name for path in (archive.root / "submissions").glob("CIK*.json")}
    return [cik for cik in ciks if f"CIK{cik:010d}.json" in names]


def _submissions(archive: RawArchive, cik: int, *, ask: bool, refresh: bool) -> Fetched | None:
    if not ask:
        return archive.kept(_path(cik))
    try:
        return archive.fetch(_path(cik), expect=Expect.JSON, refresh=refresh)
    except NotFoundError:
        return None


def _path(cik: int) -> str:
    return f"submissions/CIK{cik:010d}.json"


def _sic(code: Any) -> int | None:
    """The industry's code; raises ValueError where it is none."""
    number = int(code) if code else None
    if number is not None and not 0 <= number <= MOST_SIC:
        raise ValueError(code)
    return number


def _category(words: str | None) -> str | None:
    """The filer category; SEC joins several with a line break tag."""
    return (words or "").replace("<br>", "; ").strip() or None
