"""What comes over a connection is bounded and whole, whatever a source sends."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Thread

import pytest

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client, Patience
from pipelines.edgar.expect import Expect
from pipelines.edgar.transfer import PIECE_BYTES, Inflater
from pipelines.errors import FetchError

from .conftest import PAGE, QUICK

Connect = Callable[..., Client]
ONCE = replace(QUICK, attempts=1)
INDEX = b"CIK|Company Name|Form Type|Date Filed|Filename\n---\n" + b"".join(
    f"{n}|A|10-K|2025-01-02|edgar/data/{n}/0000000001-25-{n:06d}.txt\n".encode() for n in range(1, 60)
)


@contextmanager
def saying(*pieces: bytes, pause: float = 0) -> Iterator[str]:
    """A server that answers every request with these bytes, with a pause after each piece; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                try:
                    for piece in pieces:
                        connection.sendall(piece)
                        time.sleep(pause)
                except OSError:
                    continue

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]).encode() + body


@pytest.mark.parametrize("length", ["\u00b2", "+5", "-1", "9" * 5000, "0x10", "1e3"])
def test_a_length_that_is_no_number_is_none(connect: Connect, length: str) -> None:
    body = answer(PAGE, f"Content-Length: {length}").replace("\u00b2".encode(), b"\xb2")
    with saying(body) as url, suppress(FetchError):  # the library below refuses some of them itself
        assert connect(url, ONCE).get("x.htm", expect=Expect.HTML).data == PAGE


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:99999/x", "http://[::1/x", "http://127.0.0.1:x/", "//:0"]
)
def test_a_redirect_to_no_address_is_not_followed(connect: Connect, location: str) -> None:
    with (
        saying(answer(b"", f"Location: {location}", "Content-Length: 0", status="302 Found")) as url,
        pytest.raises(FetchError),
    ):
        connect(url, ONCE).get("x.htm", expect=Expect.HTML)


@pytest.mark.parametrize("pieces", [[b"X-Drip: y\r\n"] * 400, [b"HTTP/1.1 100 Continue\r\n\r\n"] * 400])
def test_headers_that_drip_are_given_up(connect: Connect, pieces: list[bytes]) -> None:
    patience = replace(ONCE, read_seconds=0.3)
    first = b"HTTP/1.1 200 OK\r\n" if pieces[0].startswith(b"X") else b""
    started = time.monotonic()
    with saying(first, *pieces, pause=0.05) as url, pytest.raises(FetchError):
        connect(url, patience).get("x.htm", expect=Expect.HTML)
    assert time.monotonic() - started < 5


def test_a_document_said_to_be_unchanged_that_nobody_has_is_not_kept(
    connect: Connect, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with saying(answer(b"", status="304 Not Modified")) as url:
        archive = RawArchive(tmp_path_factory.mktemp("raw"), connect(url, ONCE))
        with pytest.raises(FetchError, match="which was not asked"):
            archive.fetch("Archives/edgar/full-index/2025/QTR1/master.idx", expect=Expect.INDEX)
        assert archive.kept("Archives/edgar/full-index/2025/QTR1/master.idx") is None


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_body_without_its_end_is_cut_off_though_no_length_is_given(
    connect: Connect, encoding: str
) -> None:
    packed = gzip.compress(INDEX) if encoding == "gzip" else zlib.compress(INDEX)
    for share, whole in ((0.5, False), (0.95, False), (1, True)):
        body = answer(packed[: int(len(packed) * share)], f"Content-Encoding: {encoding}")
        with saying(body) as url:
            client = connect(url, ONCE)
            if whole:
                assert client.get("master.idx", expect=Expect.INDEX).data == INDEX
                continue
            with pytest.raises(FetchError, match="was cut off"):
                client.get("master.idx", expect=Expect.INDEX)


def test_an_index_without_its_length_is_refused_for_it_has_no_end_of_its_own(connect: Connect) -> None:
    with saying(answer(INDEX)) as url, pytest.raises(FetchError, match="without its length"):
        connect(url, ONCE).get("master.idx", expect=Expect.INDEX)
    chunk = f"{len(INDEX):x}\r\n".encode() + INDEX + b"\r\n"
    with saying(answer(chunk + b"0\r\n\r\n", "Transfer-Encoding: chunked")) as url:
        assert connect(url, ONCE).get("master.idx", expect=Expect.INDEX).data == INDEX
    with (
        saying(answer(chunk, "Transfer-Encoding: chunked")) as url,
        pytest.raises(FetchError, match="was cut off"),
    ):
        connect(url, ONCE).get("master.idx", expect=Expect.INDEX)


def test_an_encoding_that_was_not_asked_for_is_refused(connect: Connect) -> None:
    with (
        saying(answer(PAGE, "Content-Encoding: br")) as url,
        pytest.raises(FetchError, match="encoded as 'br'"),
    ):
        connect(url, ONCE).get("x.htm", expect=Expect.HTML)


@pytest.mark.parametrize(
    "noise", [b"", b"\0" * 50, b"HTTP/9.9 x\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500]
)
def test_an_answer_that_is_no_http_is_an_error_of_ours(connect: Connect, noise: bytes) -> None:
    with saying(noise) as url, pytest.raises(FetchError):
        connect(url, Patience(attempts=1, read_seconds=1, connect_seconds=1)).get("x", expect=Expect.HTML)


def test_a_bomb_comes_in_pieces() -> None:
    inflater = Inflater()
    sizes = [len(piece) for piece in inflater.feed(gzip.compress(bytes(20_000_000)))]
    assert sum(sizes) == 20_000_000
    assert max(sizes) <= PIECE_BYTES
    assert inflater.whole


def test_members_that_follow_one_another_and_bare_deflate_are_opened() -> None:
    inflater = Inflater()
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert b"".join(piece for byte in two for piece in inflater.feed(bytes([byte]))) == b"one two"
    assert inflater.whole
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    inflater = Inflater()
    assert b"".join(inflater.feed(bare.compress(PAGE) + bare.flush())) == PAGE
    assert inflater.whole
