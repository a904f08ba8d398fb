"""Announce new incidents: one message each, in the form that chat tools take, to the address of CYD_WEBHOOK_URL.

Each is sent at least once: what was taken is recorded at once, each time by one atomic write, so a run that is
killed between the two sends one message again. Where no answer came, the next run tries again, `MOST_UNKNOWN`
times in all. Nothing here stops a run.
"""

import json
import logging
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.alert import Outcome, post
from pipelines.exports.entries import Entry, incidents
from pipelines.exports.feed import MOST_INCIDENTS, summary
from pipelines.files import locked, write_text
from pipelines.settings import Settings

NEW_FOR_DAYS = 14
"""Older incidents are no news: a lake that is filled for the first time announces only these."""
MOST_UNKNOWN = 3
RECORD_VERSION = 1

_log = logging.getLogger(__name__)


@dataclass
class Announced:
    """How many incidents a run announced, and how many it could not: the next run tries them again."""

    sent: int = 0
    waiting: int = 0


@dataclass
class _Record:
    """What was sent: by accession number the time, or how often no answer came."""

    sent: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, int] = field(default_factory=dict)

    def is_done(self, entry: Entry) -> bool:
        number = entry.accession_number
        return number in self.sent or self.unanswered.get(number, 0) >= MOST_UNKNOWN


def record_path(settings: Settings) -> Path:
    """Where it is recorded what was sent."""
    return settings.base / "announced.json"


def announce_incidents(settings: Settings, today: date) -> Announced:
    """Send each incident that is new and was not sent, oldest first; none of the sample, none without an address.

    Once a message cannot be delivered, the others wait for the next run, so that a dead server holds no run up.
    """
    if not settings.webhook_url or settings.sample:
        return Announced()
    announced = Announced()
    try:
        with locked(settings.base / ".announce.lock"):  # or two runs would both send what is new
            record = _read(record_path(settings))
            new = [entry for entry in _new(settings.warehouse_path, today) if not record.is_done(entry)]
            announced.waiting = len(new)
            for entry in new:
                outcome = post(settings.webhook_url, {"text": message(entry)})
                _note(record, entry, outcome)
                _write(record_path(settings), record)
                if outcome is Outcome.TAKEN:
                    announced.sent += 1
                    announced.waiting -= 1
                elif outcome is not Outcome.REFUSED:
                    break
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error) as error:
        # A record that cannot be read or written: rather no message than the same one every night.
        _log.warning("Incidents are not announced: %s.", type(error).__name__)
    return announced


def message(entry: Entry) -> str:
    """The words of a message. What the filing says can neither address people nor link elsewhere: chat tools read
    `<…>`, `@name`, `[…](…)` and bare addresses in a message as such."""
    said = re.sub(r"@(?=\w)", "@\u200b", f"{entry.title}, {entry.moment:%Y-%m-%d}\n{summary(entry)}")
    said = re.sub(r"(?<=\w)(?=\.[A-Za-z]{2})|(?<=:)(?=//)|(?<=\])(?=\()", "\u200b", said)
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{said}\n{entry.url}"


def _new(warehouse: Path, today: date) -> list[Entry]:
    """The incidents of the last days, oldest first; no amendment of a report that the warehouse holds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = incidents(connection, MOST_INCIDENTS)
    # After 17:30 EDGAR accepts filings of the next day.
    first, last = today - timedelta(days=NEW_FOR_DAYS), today + timedelta(days=1)
    return [entry for entry in reversed(found) if first <= entry.moment.date() <= last and not entry.amends]


def _note(record: _Record, entry: Entry, outcome: Outcome) -> None:
    number = entry.accession_number
    if outcome is Outcome.TAKEN:
        record.sent[number] = datetime.now(UTC).isoformat(timespec="seconds")
        record.unanswered.pop(number, None)
    elif outcome is Outcome.UNKNOWN:
        record.unanswered[number] = record.unanswered.get(number, 0) + 1


def _read(path: Path) -> _Record:
    if not path.is_file():
        return _Record()
    held = json.loads(path.read_text(encoding="utf-8"))
    return _Record(dict(held["sent"]), dict(held["unanswered"]))


def _write(path: Path, record: _Record) -> None:
    held = {"version": RECORD_VERSION, "sent": record.sent, "unanswered": record.unanswered}
    write_text(path, json.dumps(held, indent=1, sort_keys=True) + "\n")
