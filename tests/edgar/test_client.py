"""The client asks politely, tries again where that may help, and believes only bytes."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.edgar.client import Client, Patience
from pipelines.edgar.expect import Expect
from pipelines.errors import BlockedError, FetchError, NotFoundError, SettingsError
from pipelines.sample.server import EdgarServer, serve

from .conftest import PAGE, QUICK

Put = Callable[[str, bytes], None]
Connect = Callable[..., Client]


def test_a_document_comes_with_its_bytes_and_is_counted(client: Client, put: Put) -> None:
    put("a/x.json", b'{"a": 1}')
    answer = client.get("a/x.json", expect=Expect.JSON)
    assert answer.data == b'{"a": 1}'
    assert (client.counters.requests, client.counters.bytes, client.counters.retries) == (1, 8, 0)


def test_the_identity_and_the_encodings_are_declared(server: EdgarServer, connect: Connect, put: Put) -> None:
    put("x.json", b"{}")
    connect(server.url, identity="Jane Doe jane@example.com").get("x.json", expect=Expect.JSON)
    headers = server.requests[0].headers
    assert headers["User-Agent"] == "Jane Doe jane@example.com"
    assert headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    "kind", ["busy", "busy_date", "unavailable", "cut", "long_length", "short_length", "empty", "hang_up"]
)
def test_what_another_attempt_may_mend_is_tried_again(
    client: Client, server: EdgarServer, put: Put, kind: Any
) -> None:
    put("page.htm", PAGE)
    server.fault("page.htm", kind, times=2)
    assert client.get("page.htm", expect=Expect.HTML).data == PAGE
    assert client.counters.retries == 2
    assert len(server.requests) == client.counters.requests == 3


def test_a_body_cut_off_is_continued_where_it_ended(client: Client, server: EdgarServer, put: Put) -> None:
    put("page.htm", PAGE)
    server.fault("page.htm", "cut")
    assert client.get("page.htm", expect=Expect.HTML).data == PAGE
    assert [request.status for request in server.requests] == [200, 206]
    assert server.requests[1].headers["Range"] == f"bytes={len(PAGE) // 2}-"


def test_a_body_that_changed_meanwhile_is_taken_anew(client: Client, server: EdgarServer, put: Put) -> None:
    put("page.htm", PAGE)
    changed = PAGE.replace(b"words", b"sword")
    server.fault("page.htm", "cut")
    server.fault("page.htm", "unavailable")
    original = server.next_fault

    def change(path: str) -> Any:
        if server.requests:
            put("page.htm", changed)
        return original(path)

    server.next_fault = change  # type: ignore[method-assign]
    assert client.get("page.htm", expect=Expect.HTML).data == changed


@pytest.mark.parametrize("kind", ["busy", "busy_date"])
def test_the_wait_that_the_source_asks_for_is_kept(
    client: Client, server: EdgarServer, put: Put, kind: Any
) -> None:
    put("x.json", b"{}")
    server.fault("x.json", kind, seconds=2 if kind == "busy_date" else 1)
    client.get("x.json", expect=Expect.JSON)
    first, second = (request.time for request in server.requests)
    assert second - first >= 0.9


@pytest.mark.parametrize("kind", ["busy", "busy_date"])
def test_a_source_that_asks_for_a_very_long_wait_is_left_alone(
    client: Client, server: EdgarServer, kind: Any
) -> None:
    server.fault("x.json", kind, seconds=3600)
    with pytest.raises(FetchError, match=r"asks to come back in 3\d\d\d seconds"):
        client.get("x.json", expect=Expect.JSON)
    assert len(server.requests) == 1


@pytest.mark.parametrize("kind", ["block", "block_403", "undeclared"])
@pytest.mark.parametrize("expect", list(Expect))
def test_a_block_page_stops_the_client_whatever_its_status_and_what_was_asked_for(
    client: Client, server: EdgarServer, kind: Any, expect: Expect
) -> None:
    server.fault("x", kind)
    with pytest.raises(BlockedError, match="CYD_IDENTITY"):
        client.get("x", expect=expect)
    with pytest.raises(BlockedError):
        client.get("y", expect=expect)
    assert len(server.requests) == 1, "asking on would prolong the block"


def test_a_filing_that_speaks_of_rate_thresholds_is_no_block_page(client: Client, put: Put) -> None:
    data = b"<html><body><p>Request Rate Threshold Exceeded is what our tool said.</p></body></html>"
    put("x.htm", data)
    assert client.get("x.htm", expect=Expect.HTML).data == data


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_file_that_is_not_there_is_not_asked_for_twice(folder: Path, connect: Connect, status: int) -> None:
    with serve(folder, missing_status=status) as server:
        with pytest.raises(NotFoundError, match=r"There is no .*master\.idx"):
            connect(server.url).get("master.idx", expect=Expect.INDEX)
        assert len(server.requests) == 1


def test_a_drip_is_given_up(connect: Connect, server: EdgarServer, put: Put) -> None:
    put("x.json", b'{"a": "' + b"b" * 4000 + b'"}')
    server.fault("x.json", "drip", times=9, seconds=0.01)
    client = connect(server.url, QUICK.__class__(attempts=1, answer_seconds=0.1))
    begun = time.monotonic()
    with pytest.raises(FetchError, match="too slowly"):
        client.get("x.json", expect=Expect.JSON)
    assert time.monotonic() - begun < 5


def test_an_answer_that_does_not_come_is_given_up(connect: Connect, server: EdgarServer, put: Put) -> None:
    put("x.json", b"{}")
    server.fault("x.json", "slow", seconds=1)
    client = connect(server.url, Patience(attempts=1, read_seconds=0.1))
    with pytest.raises(FetchError, match=r"did not answer within 0\.1 seconds"):
        client.get("x.json", expect=Expect.JSON)


def test_a_document_larger_than_its_kind_may_be_is_refused(
    client: Client, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("x.json", b"[" + b"1," * 50 + b"1]")
    monkeypatch.setattr(Expect.JSON, "max_bytes", 20)
    with pytest.raises(FetchError, match=r"larger than any JSON document may be \(103 bytes\)"):
        client.get("x.json", expect=Expect.JSON)


def test_a_redirect_on_the_same_host_is_followed_and_costs_a_request(
    client: Client, server: EdgarServer, put: Put
) -> None:
    put("b.json", b"{}")
    server.fault("a.json", "redirect", location="/b.json")
    assert client.get("a.json", expect=Expect.JSON).data == b"{}"
    assert client.counters.requests == 2


@pytest.mark.parametrize(
    "location", ["http://127.0.0.2/b.json", "//example.com/b.json", "ftp://127.0.0.1/b.json"]
)
def test_a_redirect_to_another_host_is_not_followed(
    client: Client, server: EdgarServer, location: str
) -> None:
    server.fault("a.json", "redirect", location=location)
    with pytest.raises(FetchError, match="another host"):
        client.get("a.json", expect=Expect.JSON)


def test_redirects_without_end_are_given_up(client: Client, server: EdgarServer) -> None:
    server.fault("a.json", "redirect", times=99, location="/a.json")
    with pytest.raises(FetchError, match="without end"):
        client.get("a.json", expect=Expect.JSON)
    assert len(server.requests) == 4


def test_sec_is_asked_nothing_without_an_identity(connect: Connect) -> None:
    for url in ("https://www.sec.gov", "http://sec.gov"):
        for identity in (None, " ", "nobody", "Jane\njane@example.com"):
            client = connect(url, identity=identity)
            for path in (
                "files/company_tickers.json",
                "submissions/CIK0000000001.json",
                "LATEST/search-index?q=",
            ):
                with pytest.raises(SettingsError, match="CYD_IDENTITY"):
                    client.get(path, expect=Expect.JSON)
            assert client.counters.requests == 0


def test_each_of_secs_hosts_is_one_address_at_a_mirror(connect: Connect, server: EdgarServer) -> None:
    sec, mirror = connect("https://www.sec.gov"), connect(server.url + "/base/")
    paths = {
        "Archives/edgar/x.htm": "https://www.sec.gov/Archives/edgar/x.htm",
        "/submissions/CIK0000000001.json": "https://data.sec.gov/submissions/CIK0000000001.json",
        "LATEST/search-index?q=&forms=8-K%2F8-K/A": "https://efts.sec.gov/LATEST/search-index?q=&forms=8-K%2F8-K/A",
    }
    for path, address in paths.items():
        assert sec.url(path) == address
        assert sec.url(address) == address
        assert mirror.url(path) == mirror.url(address) == f"{server.url}/base/{path.lstrip('/')}"
    assert mirror.url(f"{server.url}/base/a") == f"{server.url}/base/a"
    with pytest.raises(FetchError, match="not an address of"):
        mirror.url("https://example.com/Archives/x")


def test_an_unreachable_mirror_is_one_clear_sentence(connect: Connect) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(
            FetchError, match=r"cannot be reached \(Connection refused\); check CYD_EDGAR_URL"
        ):
            connect(url).get("x.json", expect=Expect.JSON)


def test_a_file_mirror_goes_the_same_way(connect: Connect, folder: Path, put: Put) -> None:
    put("a b/x.json", b"{}")
    client = connect(folder.as_uri())
    assert client.get("a b/x.json", expect=Expect.JSON).data == b"{}"
    with pytest.raises(NotFoundError):
        client.get("a b/y.json", expect=Expect.JSON)
    with pytest.raises(FetchError, match="what came is no zip archive"):
        client.get("a b/x.json", expect=Expect.ZIP)
    assert client.counters.retries == 0, "a file stays as it is"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_not_taken_for_a_missing_one(
    connect: Connect, folder: Path, put: Put
) -> None:
    put("x.json", b"{}")
    (folder / "x.json").chmod(0)
    with pytest.raises(FetchError, match="status 403") as caught:
        connect(folder.as_uri()).get("x.json", expect=Expect.JSON)
    assert not isinstance(caught.value, NotFoundError)


def test_a_folder_of_a_file_mirror_is_no_document(connect: Connect, folder: Path, put: Put) -> None:
    put("a/x.json", b"{}")
    with pytest.raises(FetchError, match="status 400"):
        connect(folder.as_uri()).get("a", expect=Expect.JSON)


def test_a_name_outside_latin_1_can_be_declared_and_a_line_break_cannot(
    server: EdgarServer, connect: Connect, put: Put
) -> None:
    put("x.json", b"{}")
    connect(server.url, identity="Žofie zofie@example.com").get("x.json", expect=Expect.JSON)
    declared = server.requests[0].headers["User-Agent"]
    assert declared.encode("latin-1").decode() == "Žofie zofie@example.com"
    with pytest.raises(FetchError, match="cannot be asked for"):
        connect(server.url, identity="Jane\r\nX: y").get("x.json", expect=Expect.JSON)


def test_a_client_is_closed_with_its_context(server: EdgarServer, connect: Connect, put: Put) -> None:
    put("x.json", b"{}")
    with connect(server.url) as client:
        assert client.get("x.json", expect=Expect.JSON).status == 200


def test_a_file_mirror_that_is_not_there_is_one_clear_sentence(connect: Connect, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"There is no folder .*nowhere") as caught:
        connect((tmp_path / "nowhere").as_uri()).get("x.json", expect=Expect.JSON)
    assert not isinstance(caught.value, NotFoundError)


def test_a_source_that_cannot_prove_who_it_is_ends_the_attempt(connect: Connect, server: EdgarServer) -> None:
    client = connect(server.url.replace("http:", "https:"))
    with pytest.raises(FetchError, match="does not prove who it is"):
        client.get("x.json", expect=Expect.JSON)
