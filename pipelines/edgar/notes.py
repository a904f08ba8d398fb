"""SEC's Financial Statement and Notes archives: which there are for some months, and their download.

Reading one is `pipelines/facts/notes.py`. SEC publishes a month's archive in the month after, and folds older
months into their quarter's archive; it has spelt their folder in two ways.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from pipelines.edgar.archive import Fetched, RawArchive
from pipelines.edgar.expect import Expect
from pipelines.errors import NotFoundError, SpoiltError
from pipelines.months import last_day, quarter_of

FOLDERS = (
    "files/dera/data/financial-statement-notes-data-sets",
    "files/dera/data/financial-statement-and-notes-data-sets",
)
"""Both spellings of the folder: the setting's comes first."""

ASKED_AGAIN = timedelta(days=7)
"""How long an archive that is kept is taken for the newest: SEC corrects some after months, a request each."""


@dataclass(frozen=True)
class NotesFile:
    """One archive: its name, the months of filing dates it was wanted for, and where it lies."""

    name: str
    months: tuple[str, ...]
    document: Fetched


@dataclass(frozen=True)
class NotesFailure:
    """An archive that the source has and does not give whole: its path, the months it was wanted for, and why."""

    path: str
    months: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class NotesFiles:
    """The archives for some months, in the order of time, the months that SEC has not published yet, and the archives
    that came damaged."""

    files: list[NotesFile]
    unpublished: list[str]
    failed: list[NotesFailure] = field(default_factory=list)


def notes_archives(archive: RawArchive, months: list[str], today: date | None = None) -> NotesFiles:
    """The archives that hold the filings of `months` (`2025-03`), downloaded where they are not kept.

    A quarter's archive serves its months where it exists, else each month's own. Months kept already are not
    asked for again but for once in `ASKED_AGAIN` (conditionally), and with `today` neither are those that have not
    ended. What the source does not have is remembered by `archive`, so that another call costs nothing. Raises
    FetchError where a download fails.
    """
    found = NotesFiles([], [])
    for (year, quarter), group in groupby(
        sorted(set(months)), key=lambda month: (month[:4], quarter_of(month))
    ):
        wanted = list(group)
        whole = f"{year}q{quarter}_notes.zip"
        by_month = {month: f"{month.replace('-', '_')}_notes.zip" for month in wanted}
        kept = all(_kept(archive, name) for name in by_month.values())
        quarter_end = last_day(f"{year}-{3 * quarter:02d}")
        document: Fetched | NotesFailure | None = None
        if _kept(archive, whole) or not (kept or (today and today <= quarter_end)):
            document = _fetch(archive, whole, tuple(wanted), today)
        if isinstance(document, NotesFailure):
            found.failed.append(document)
            continue
        if document:
            found.files.append(NotesFile(whole, tuple(wanted), document))
            continue
        for month, name in by_month.items():
            has_ended = today is None or today > last_day(month)
            document = _fetch(archive, name, (month,), today) if has_ended else None
            if isinstance(document, NotesFailure):
                found.failed.append(document)
            elif document:
                found.files.append(NotesFile(name, (month,), document))
            else:
                found.unpublished.append(month)
    return found


def newly_published(archive: RawArchive, month: str, today: date) -> str | None:
    """The name and version of the archive that has a month's filings by now; None where SEC has none yet.

    Nothing is downloaded: a probe costs one request for each name the archive may have. Raises FetchError where
    the source does not answer.
    """
    names = [f"{month.replace('-', '_')}_notes.zip"] if today > last_day(month) else []
    quarter = quarter_of(month)
    if today > last_day(f"{month[:4]}-{3 * quarter:02d}"):
        names.append(f"{month[:4]}q{quarter}_notes.zip")
    for name in names:
        for folder in _folders(archive):
            version = archive.client.probe(f"{folder}/{name}", expect=Expect.ZIP)
            if version is not None:
                return f"{name} {version}".strip()
    return None


def replaced_archives(archive: RawArchive, today: date) -> list[str]:
    """The names of the kept archives that SEC has published anew: each is asked for once in `ASKED_AGAIN`, on the
    condition that it changed, whether or not its months are settled. What a run of those months fetches is the new
    one. Raises FetchError where the source does not answer."""
    return [
        name
        for folder in _folders(archive)
        for name in sorted(path.name for path in (archive.root / folder).glob("*_notes.zip"))
        if _is_stale(archive, f"{folder}/{name}", today)
        and archive.is_replaced(f"{folder}/{name}", expect=Expect.ZIP)
    ]


def _folders(archive: RawArchive) -> Iterator[str]:
    """The folders to look in: once one is known to hold archives, that one alone."""
    spelt = archive.client.settings.notes_folder.strip("/")
    folders = list(dict.fromkeys([spelt, *FOLDERS]))
    in_use = [folder for folder in folders if any((archive.root / folder).glob("*_notes.zip"))]
    yield from in_use or folders


def _kept(archive: RawArchive, name: str) -> bool:
    return any((archive.root / folder / name).is_file() for folder in _folders(archive))


def _is_stale(archive: RawArchive, path: str, today: date) -> bool:
    seen = archive.seen_at(path)
    return seen is not None and today - seen.date() >= ASKED_AGAIN


def _fetch(
    archive: RawArchive, name: str, months: tuple[str, ...], today: date | None
) -> Fetched | NotesFailure | None:
    """An archive from whichever folder has it; None where none has."""
    for folder in _folders(archive):
        path = f"{folder}/{name}"
        try:
            refresh = today is not None and _is_stale(archive, path, today)
            return archive.fetch(path, expect=Expect.ZIP, refresh=refresh)
        except NotFoundError:
            continue
        except SpoiltError as error:
            return NotesFailure(path, months, str(error))
    return None
