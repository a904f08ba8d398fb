"""The notes archives of some months are found with few requests, quarters first."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.notes import ASKED_AGAIN, FOLDERS, newly_published, notes_archives, replaced_archives
from pipelines.errors import BlockedError, UnavailableError
from pipelines.months import months_between
from pipelines.sample.server import EdgarServer

from .conftest import zipped

Put = Callable[[str, bytes], None]
FOLDER, OTHER = FOLDERS


def names(paths: list[str]) -> list[str]:
    """Paths below the usual folder as names; those of the other spelling as they are."""
    return [path.removeprefix(f"{FOLDER}/") for path in paths]


def test_a_quarters_archive_serves_its_months_and_costs_one_request(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(f"{FOLDER}/2025q1_notes.zip", zipped())
    found = notes_archives(archive, ["2025-02", "2025-01"])
    assert [(file.name, file.months) for file in found.files] == [
        ("2025q1_notes.zip", ("2025-01", "2025-02"))
    ]
    assert found.files[0].document.path.is_file()
    assert found.unpublished == []
    assert names(server.paths()) == ["2025q1_notes.zip"]


def test_where_there_is_no_quarter_the_months_have_archives(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(f"{FOLDER}/2025q1_notes.zip", zipped())
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    put(f"{FOLDER}/2025_05_notes.zip", zipped())
    found = notes_archives(archive, months_between("2025-03", "2025-06"))
    assert [file.months for file in found.files] == [("2025-03",), ("2025-04",), ("2025-05",)]
    assert found.unpublished == ["2025-06"]
    assert names(server.paths()) == [
        "2025q1_notes.zip",
        "2025q2_notes.zip",
        "2025_04_notes.zip",
        "2025_05_notes.zip",
        "2025_06_notes.zip",
    ]


def test_a_second_call_costs_nothing(archive: RawArchive, put: Put, server: EdgarServer) -> None:
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    for month in ("2025-04", "2025-05", "2025-04", "2025-05"):
        notes_archives(archive, [month])
    assert len(server.requests) == len(set(server.paths()))


def test_the_next_run_asks_only_for_what_is_not_kept(
    archive: RawArchive, put: Put, server: EdgarServer, client: Client
) -> None:
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    notes_archives(archive, ["2025-04"])
    server.requests.clear()
    again = notes_archives(RawArchive(archive.root, client), ["2025-04"])
    assert not again.files[0].document.fetched
    assert server.paths() == []


def test_an_archive_that_arrives_is_found_by_the_next_run(
    archive: RawArchive, put: Put, client: Client
) -> None:
    assert notes_archives(archive, ["2025-04"]).unpublished == ["2025-04"]
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    assert notes_archives(RawArchive(archive.root, client), ["2025-04"]).unpublished == []


def test_what_has_not_ended_is_not_asked_for(archive: RawArchive, put: Put, server: EdgarServer) -> None:
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    found = notes_archives(archive, ["2025-04", "2025-05"], today=date(2025, 5, 31))
    assert found.unpublished == ["2025-05"]
    assert names(server.paths()) == ["2025_04_notes.zip"]


def test_the_other_spelling_of_the_folder_is_tried(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(f"{OTHER}/2025_04_notes.zip", zipped())
    put(f"{OTHER}/2025_05_notes.zip", zipped())
    found = notes_archives(archive, ["2025-04", "2025-05"])
    assert [file.document.path.parent for file in found.files] == [archive.root / OTHER] * 2
    assert f"{FOLDER}/2025_05_notes.zip" not in server.paths(), "the folder is known by then"


def test_the_folder_of_the_settings_comes_first(
    server: EdgarServer, connect: Callable[..., Client], put: Put, archive: RawArchive
) -> None:
    put("elsewhere/2025q1_notes.zip", zipped())
    mine = RawArchive(archive.root, connect(server.url, notes_folder="/elsewhere/"))
    assert notes_archives(mine, ["2025-01"]).files[0].name == "2025q1_notes.zip"
    assert server.paths() == ["elsewhere/2025q1_notes.zip"]


def test_an_archive_without_its_end_is_one_sentence_and_is_not_kept(archive: RawArchive, put: Put) -> None:
    put(f"{FOLDER}/2025q1_notes.zip", zipped(b"rows" * 9)[:-25])
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    found = notes_archives(archive, ["2025-01", "2025-02", "2025-04"])
    [failure] = found.failed
    assert (failure.path, failure.months) == (f"{FOLDER}/2025q1_notes.zip", ("2025-01", "2025-02"))
    assert "2025q1_notes.zip could not be fetched: what came is not a whole zip" in failure.reason
    assert [file.name for file in found.files] == ["2025_04_notes.zip"], (
        "another archive is read all the same"
    )
    (archive.root / FOLDER / "2025_04_notes.zip").unlink()
    assert not list(archive.root.glob("files/**/*.zip"))


def test_a_probe_tells_whether_an_archive_has_come_without_downloading_it(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    today = date(2025, 5, 6)
    assert newly_published(archive, "2025-04", today) is None
    put(f"{FOLDER}/2025_04_notes.zip", zipped(os.urandom(200_000)))
    found = newly_published(archive, "2025-04", today)
    assert found is not None and found.startswith("2025_04_notes.zip")
    assert server.requests[-1].headers["Range"].startswith("bytes=0-")
    assert not list(archive.root.rglob("*.zip"))
    assert newly_published(archive, "2025-05", today) is None, "no month is asked for that has not ended"


def test_a_probe_finds_the_quarters_archive_once_the_quarter_has_ended(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(f"{FOLDER}/2025q1_notes.zip", zipped())
    assert newly_published(archive, "2025-01", date(2025, 3, 31)) is None
    assert (newly_published(archive, "2025-01", date(2025, 4, 1)) or "").startswith("2025q1_notes.zip")


def test_a_probe_that_meets_a_block_page_or_no_archive_says_so(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(f"{FOLDER}/2025_04_notes.zip", b"<html>this is no archive</html>")
    with pytest.raises(UnavailableError, match="2025_04"):
        newly_published(archive, "2025-04", date(2025, 5, 6))
    server.fault(f"{FOLDER}/2025_04_notes.zip", "block")
    with pytest.raises(BlockedError):
        newly_published(archive, "2025-04", date(2025, 5, 6))


def test_an_archive_that_is_published_anew_is_noticed_at_the_cost_of_a_request_a_week(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    names = [f"{FOLDER}/2025_04_notes.zip", f"{FOLDER}/2025_05_notes.zip"]
    for name in names:
        put(name, zipped())
    notes_archives(archive, ["2025-04", "2025-05"])
    today = datetime.now(UTC).date()
    later, server.requests[:] = today + ASKED_AGAIN, []
    assert replaced_archives(archive, later - timedelta(days=1)) == []
    assert server.requests == [], "what was seen a few days ago is not asked for"
    put(names[0], zipped(b"other rows"))
    os.utime(server.folder / names[0], (1_900_000_000, 1_900_000_000))
    assert replaced_archives(archive, later) == ["2025_04_notes.zip"]
    assert [request.status for request in server.requests] == [206, 304]
    assert [request.path.lstrip("/") for request in server.requests] == names
    assert all("If-None-Match" in request.headers for request in server.requests)
    (file,) = notes_archives(archive, ["2025-04"], later).files
    assert file.document.fetched and file.document.size == len(zipped(b"other rows"))


def test_an_archive_that_a_source_has_no_more_or_names_no_version_of_is_as_it_was(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(f"{FOLDER}/2025_04_notes.zip", zipped())
    notes_archives(archive, ["2025-04"])
    (server.folder / FOLDER / "2025_04_notes.zip").unlink()
    later = datetime.now(UTC).date() + ASKED_AGAIN
    assert replaced_archives(archive, later) == []
    (file,) = notes_archives(archive, ["2025-04"], later).files
    assert file.document.path.is_file()
    server.fault("*_notes.zip", "unavailable", 9)
    with pytest.raises(UnavailableError):
        replaced_archives(archive, later)
