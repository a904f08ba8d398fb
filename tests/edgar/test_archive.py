"""The raw archive keeps whole documents under EDGAR's paths, continues what was cut off, and is a mirror."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.edgar.archive import META_FOLDER, RawArchive, safe_path
from pipelines.edgar.client import Client
from pipelines.edgar.expect import Expect
from pipelines.errors import BlockedError, FetchError, NotFoundError
from pipelines.sample.server import EdgarServer

from .conftest import PAGE, zipped

Put = Callable[[str, bytes], None]
Connect = Callable[..., Client]
PATH = "Archives/edgar/data/1/x.htm"


def visible(root: Path) -> list[str]:
    """The files of an archive outside its hidden folder."""
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(str(path) for path in files if path.parts[0] != META_FOLDER)


def test_a_document_is_kept_under_its_own_path_with_its_hash(archive: RawArchive, put: Put) -> None:
    put(PATH, PAGE)
    fetched = archive.fetch("/" + PATH, expect=Expect.HTML)
    assert fetched.path == archive.root / PATH
    assert fetched.path.read_bytes() == PAGE
    assert fetched.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (fetched.size, fetched.fetched, fetched.url) == (len(PAGE), True, archive.client.url(PATH))
    assert visible(archive.root) == [PATH]


def test_a_kept_document_costs_no_request(archive: RawArchive, put: Put, server: EdgarServer) -> None:
    put(PATH, PAGE)
    first = archive.fetch(PATH, expect=Expect.HTML)
    again = RawArchive(archive.root, archive.client).fetch(PATH, expect=Expect.HTML)
    assert (again.sha256, again.fetched) == (first.sha256, False)
    assert archive.fetch(PATH, expect=Expect.HTML, refresh=True, immutable=True).fetched is False
    assert len(server.requests) == 1


def test_an_unchanged_document_is_asked_for_by_its_version(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(PATH, PAGE)
    archive.fetch(PATH, expect=Expect.HTML)
    again = archive.fetch(PATH, expect=Expect.HTML, refresh=True)
    assert not again.fetched
    assert [request.status for request in server.requests] == [200, 304]
    assert archive.client.counters.bytes == len(PAGE)


def test_an_unchanged_document_is_asked_for_by_its_date_where_it_has_no_version(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(PATH, PAGE)
    archive.fetch(PATH, expect=Expect.HTML)
    sidecar = archive.root / META_FOLDER / f"{PATH}.json"
    sidecar.write_text(json.dumps(json.loads(sidecar.read_text()) | {"etag": None}))
    assert not archive.fetch(PATH, expect=Expect.HTML, refresh=True).fetched
    assert "If-Modified-Since" in server.requests[1].headers
    assert server.requests[1].status == 304


def test_a_changed_document_takes_the_place_of_the_old_one(archive: RawArchive, put: Put) -> None:
    put(PATH, PAGE)
    archive.fetch(PATH, expect=Expect.HTML)
    put(PATH, PAGE * 2)
    again = archive.fetch(PATH, expect=Expect.HTML, refresh=True)
    assert again.fetched
    assert again.path.read_bytes() == PAGE * 2
    assert again.sha256 == hashlib.sha256(PAGE * 2).hexdigest()


@pytest.mark.parametrize("kind", ["block", "unavailable", "cut"])
def test_a_refresh_that_fails_leaves_the_kept_document(
    archive: RawArchive, put: Put, server: EdgarServer, kind: str
) -> None:
    put(PATH, PAGE)
    archive.fetch(PATH, expect=Expect.HTML)
    put(PATH, PAGE * 2)
    server.fault(PATH, kind, times=99)  # type: ignore[arg-type]
    with pytest.raises(FetchError):
        archive.fetch(PATH, expect=Expect.HTML, refresh=True)
    assert archive.kept(PATH) is not None
    assert (archive.root / PATH).read_bytes() == PAGE


def test_a_document_that_the_source_lost_stays(archive: RawArchive, put: Put, folder: Path) -> None:
    put(PATH, PAGE)
    archive.fetch(PATH, expect=Expect.HTML)
    (folder / PATH).unlink()
    assert archive.fetch(PATH, expect=Expect.HTML, refresh=True).path.read_bytes() == PAGE


def test_what_is_missing_is_asked_for_once(archive: RawArchive, server: EdgarServer) -> None:
    for _ in range(3):
        with pytest.raises(NotFoundError):
            archive.fetch(PATH, expect=Expect.HTML)
    assert len(server.requests) == 1
    assert visible(archive.root) == []


def test_a_download_given_up_is_continued_by_the_next_run(
    archive: RawArchive, put: Put, server: EdgarServer, connect: Connect
) -> None:
    data = zipped(os.urandom(300_000))
    put("a.zip", data)
    server.fault("a.zip", "cut")
    server.fault("a.zip", "unavailable", times=3)
    with pytest.raises(FetchError, match="503"):
        archive.fetch("a.zip", expect=Expect.ZIP)
    assert visible(archive.root) == []
    later = RawArchive(archive.root, connect(server.url))
    assert later.fetch("a.zip", expect=Expect.ZIP).path.read_bytes() == data
    assert server.requests[-1].status == 206
    assert later.client.counters.bytes == len(data) - len(data) // 2
    assert not list((archive.root / META_FOLDER).glob("a.zip.part*"))


FETCH = """
import sys
from pathlib import Path
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.expect import Expect
from pipelines.edgar.limit import RateLimit
from pipelines.settings import Settings
with Client(Settings(edgar_url=sys.argv[1]), limit=RateLimit("one", 10, Path(sys.argv[2]))) as client:
    RawArchive(Path(sys.argv[3]), client).fetch("a.zip", expect=Expect.ZIP)
"""


def test_a_download_that_was_killed_is_continued(
    archive: RawArchive, put: Put, server: EdgarServer, tmp_path: Path
) -> None:
    data = zipped(os.urandom(20_000))
    put("a.zip", data)
    server.fault("a.zip", "drip", seconds=0.0002)
    command = [sys.executable, "-c", FETCH, server.url, str(tmp_path), str(archive.root)]
    process = subprocess.Popen(command)
    part = archive.root / META_FOLDER / "a.zip.part"
    until = time.monotonic() + 20
    while not (part.is_file() and part.stat().st_size > 4096) and time.monotonic() < until:
        assert process.poll() is None
    process.kill()
    process.wait()
    assert visible(archive.root) == []
    had = part.stat().st_size
    assert archive.fetch("a.zip", expect=Expect.ZIP).path.read_bytes() == data
    assert server.requests[-1].headers["Range"] == f"bytes={had}-"


def test_a_part_of_another_version_is_not_continued(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put("a.zip", zipped(os.urandom(9000)))
    server.fault("a.zip", "cut")
    server.fault("a.zip", "unavailable", times=3)
    with pytest.raises(FetchError):
        archive.fetch("a.zip", expect=Expect.ZIP)
    data = zipped(os.urandom(9500))
    put("a.zip", data)
    assert archive.fetch("a.zip", expect=Expect.ZIP).path.read_bytes() == data
    assert server.requests[-1].status == 200


def test_a_block_page_does_not_destroy_what_was_downloaded_so_far(
    archive: RawArchive, put: Put, server: EdgarServer, connect: Connect
) -> None:
    data = zipped(os.urandom(300_000))
    put("a.zip", data)
    server.fault("a.zip", "cut")
    server.fault("a.zip", "block")
    with pytest.raises(BlockedError):
        archive.fetch("a.zip", expect=Expect.ZIP)
    assert RawArchive(archive.root, connect(server.url)).fetch("a.zip", expect=Expect.ZIP).size == len(data)
    assert server.requests[-1].status == 206


def test_two_processes_fetch_a_document_once(
    archive: RawArchive, put: Put, server: EdgarServer, tmp_path: Path
) -> None:
    put("a.zip", zipped())
    server.fault("a.zip", "slow", seconds=0.3)
    command = [sys.executable, "-c", FETCH, server.url, str(tmp_path), str(archive.root)]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(timeout=30) for process in processes] == [0, 0]
    assert len(server.requests) == 1


def test_the_archive_is_itself_a_mirror(
    archive: RawArchive, put: Put, connect: Connect, tmp_path: Path
) -> None:
    put(PATH, PAGE)
    put("submissions/CIK0000000001.json", b"{}")
    archive.fetch(PATH, expect=Expect.HTML)
    archive.fetch("submissions/CIK0000000001.json", expect=Expect.JSON)
    copy = RawArchive(tmp_path / "copy", connect(archive.root.as_uri()))
    for path, expect in ((PATH, Expect.HTML), ("submissions/CIK0000000001.json", Expect.JSON)):
        assert copy.fetch(path, expect=expect).sha256 == archive.fetch(path, expect=expect).sha256
        assert copy.fetch(path, expect=expect, refresh=True).fetched is False
    assert visible(copy.root) == visible(archive.root)


def test_a_file_mirror_is_compared_by_content(
    connect: Connect, folder: Path, put: Put, tmp_path: Path
) -> None:
    put(PATH, PAGE)
    archive = RawArchive(tmp_path / "raw", connect(folder.as_uri()))
    assert archive.fetch(PATH, expect=Expect.HTML).fetched
    before = (archive.root / PATH).stat().st_mtime_ns
    assert not archive.fetch(PATH, expect=Expect.HTML, refresh=True).fetched
    assert (archive.root / PATH).stat().st_mtime_ns == before
    put(PATH, PAGE + PAGE)
    assert archive.fetch(PATH, expect=Expect.HTML, refresh=True).fetched


def test_a_document_put_there_by_hand_is_taken_as_it_is(archive: RawArchive, server: EdgarServer) -> None:
    place = archive.root / PATH
    place.parent.mkdir(parents=True)
    place.write_bytes(PAGE)
    kept = archive.fetch(PATH, expect=Expect.HTML)
    assert (kept.sha256, kept.fetched) == (hashlib.sha256(PAGE).hexdigest(), False)
    (archive.root / META_FOLDER / f"{PATH}.json").write_text("{broken")
    assert archive.fetch(PATH, expect=Expect.HTML) == kept
    assert archive.seen_at(PATH) is not None
    assert server.requests == []


def test_when_a_document_was_last_asked_for_is_known(archive: RawArchive, put: Put) -> None:
    assert archive.seen_at(PATH) is None
    put(PATH, PAGE)
    archive.fetch(PATH, expect=Expect.HTML)
    seen = archive.seen_at(PATH)
    assert seen is not None
    assert abs(seen.timestamp() - time.time()) < 60


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "../x",
        "a/../../x",
        "a//b",
        "//host/x",
        "/a/./b",
        ".meta/x.json",
        "a/.hidden",
        "a\\..\\x",
        "C:/x",
        "a/%2e%2e/x",
        "a/\0",
        "a/b\n",
        "a/" + "b" * 300,
        "https://example.com/x",
    ],
)
def test_a_path_from_the_outside_cannot_lead_out(archive: RawArchive, server: EdgarServer, path: str) -> None:
    with pytest.raises(FetchError, match="not a path of EDGAR's"):
        archive.fetch(path, expect=Expect.HTML)
    assert server.requests == []


def test_a_symbolic_link_cannot_lead_out(archive: RawArchive, tmp_path: Path) -> None:
    archive.root.mkdir()
    (archive.root / "Archives").symlink_to(tmp_path)
    with pytest.raises(FetchError, match="leads out of the raw archive"):
        archive.fetch(PATH, expect=Expect.HTML)


def test_names_that_edgar_uses_are_paths() -> None:
    for path in (
        PATH,
        "Archives/edgar/daily-index/2025/QTR1/master.20250110.idx",
        "a/d112875d8ka_htm.xml",
        "a/b c.htm",
    ):
        assert safe_path(path) == path


def test_a_document_set_aside_is_fetched_again_and_its_refused_copy_is_kept(
    archive: RawArchive, put: Put, server: EdgarServer
) -> None:
    put(PATH, PAGE)
    first = archive.fetch(PATH, expect=Expect.HTML, immutable=True)
    archive.set_aside(PATH)
    assert not first.path.exists()
    assert archive.kept(PATH) is None
    assert archive.seen_at(PATH) is None
    assert (archive.root / META_FOLDER / f"{PATH}.refused").read_bytes() == PAGE
    mended = PAGE.replace(b"</html>", b"<!-- mended --></html>")
    put(PATH, mended)
    again = archive.fetch(PATH, expect=Expect.HTML, immutable=True)
    assert again.fetched
    assert again.path.read_bytes() == mended
    assert len(server.requests) == 2


def test_setting_aside_what_is_not_kept_does_nothing(archive: RawArchive, server: EdgarServer) -> None:
    archive.set_aside(PATH)
    assert server.requests == []
    with pytest.raises(FetchError):
        archive.set_aside("../outside")
