"""The feed: newest incidents first, then newest annual disclosures, as Atom (RFC 4287) made from the warehouse.

The same filings give the same bytes, whenever the feed is made. Readers of feeds sort by time; the order in the
file is for those that take its beginning.
"""

from datetime import UTC, datetime

import duckdb
from lxml import etree

from pipelines.exports.entries import EDGAR_ZONE, Entry, disclosures, excerpt, incidents
from pipelines.settings import SEC_URL

FEED_FILE = "feed.atom"
MOST_INCIDENTS = 100
MOST_DISCLOSURES = 1000
"""The night of most annual reports brings about 700."""

SUMMARY_CHARACTERS = 400
FEED_ID = "urn:uuid:fc1e356f-52cf-53da-b64b-728b677f0f08"
EMPTY_SINCE = datetime(2023, 9, 5, tzinfo=EDGAR_ZONE)
"""The time of a feed without entries: the day on which the rule came into force."""

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"


def feed(connection: duckdb.DuckDBPyConnection) -> bytes:
    """The feed of a warehouse as an XML document."""
    entries = [*incidents(connection, MOST_INCIDENTS), *disclosures(connection, MOST_DISCLOSURES)]
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    _add(root, "id", FEED_ID)
    _add(root, "title", "SEC cybersecurity disclosures")
    _add(root, "subtitle", "Incidents first (8-K, 6-K), then annual reports (10-K, 20-F) that were read.")
    _add(root, "updated", _time(max((entry.moment for entry in entries), default=EMPTY_SINCE)))
    _add(_add(root, "author"), "name", "cyd")
    _add(root, "link", rel="via", href=f"{SEC_URL}/edgar")
    for entry in entries:
        root.append(_entry(entry))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _entry(entry: Entry) -> etree._Element:
    element = etree.Element(f"{{{_ATOM}}}entry")
    # The id that EDGAR's own feeds give the filing.
    _add(element, "id", f"urn:tag:sec.gov,2008:accession-number={entry.accession_number}")
    _add(element, "title", entry.title)
    _add(element, "updated", _time(entry.moment))
    _add(_add(element, "author"), "name", entry.company)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "category", term=entry.kind)
    _add(element, "category", term=entry.form)
    _add(element, "summary", summary(entry))
    division = etree.SubElement(
        _add(element, "content", type="xhtml"),
        f"{{{_XHTML}}}div",
        nsmap={None: _XHTML},  # type: ignore[dict-item]
    )
    for heading, text in entry.lines:
        paragraph = etree.SubElement(division, f"{{{_XHTML}}}p")
        strong = etree.SubElement(paragraph, f"{{{_XHTML}}}strong")
        strong.text = f"{heading}:"
        strong.tail = f" {text}"
    return element


def summary(entry: Entry) -> str:
    """What an entry tells, in one line: of an incident its kinds, dates and impact and its first part, of an annual
    report what is derived from it, or else what it answers."""
    if entry.kind == "incident":
        derived = 1 if entry.lines[0][0] == "Incident" else 0
        return excerpt(" ".join(text for _, text in entry.lines[: derived + 1]), SUMMARY_CHARACTERS)
    told = [f"{heading}: {text}." for heading, text in entry.lines if heading not in ("Answers", "Text")]
    told = told or [f"{heading}: {text}." for heading, text in entry.lines]
    return excerpt(" ".join(told), SUMMARY_CHARACTERS)


def _time(moment: datetime) -> str:
    """A time as Atom writes it (RFC 3339), in UTC, so that readers that compare letters sort it rightly."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element
