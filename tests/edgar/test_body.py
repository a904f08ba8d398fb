"""Bodies are taken whole or refused: compressed, cut off, continued, and of sources that say odd things."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from pipelines.edgar.client import Client, Patience
from pipelines.edgar.expect import Expect
from pipelines.errors import FetchError, NotFoundError

from .conftest import PAGE

Connect = Callable[..., Client]


class _Answering(BaseHTTPRequestHandler):
    """Answers with what the test wrote on the class."""

    protocol_version = "HTTP/1.1"
    answers: list[tuple[int, dict[str, str], bytes]]

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        status, headers, body = self.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


@pytest.fixture
def answering() -> Any:
    """Start a server that gives the answers listed, one after the other; gives its address."""
    servers = []

    def start(*answers: tuple[int, dict[str, str], bytes]) -> str:
        handler = type("Handler", (_Answering,), {"answers": list(answers)})
        server = HTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_compressed_transfer_is_opened_and_its_length_checked(connect: Connect, answering: Any) -> None:
    packed = gzip.compress(PAGE)
    headers = {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
    url = answering((200, headers, packed[: len(packed) // 2]), (200, headers, packed))
    client = connect(url)
    assert client.get("x.htm", expect=Expect.HTML).data == PAGE
    assert client.counters.retries == 1


def test_a_bomb_is_stopped_at_the_size_its_kind_may_have(
    connect: Connect, answering: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = gzip.compress(b"<html>" + bytes(50_000_000) + b"</html>")
    monkeypatch.setattr(Expect.HTML, "max_bytes", 1_000_000)
    url = answering((200, {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}, packed))
    client = connect(url, Patience(attempts=1))
    with pytest.raises(FetchError, match="larger than any HTML document"):
        client.get("x.htm", expect=Expect.HTML)
    assert client.counters.bytes < 3_000_000


def test_a_rest_that_does_not_fit_is_thrown_away(connect: Connect, answering: Any) -> None:
    headers = {"ETag": '"one"', "Content-Length": str(len(PAGE))}
    url = answering(
        (200, headers, PAGE[:9000]),
        (206, {"Content-Range": "bytes 5-9/10", "Content-Length": "5"}, b"wrong"),
        (200, headers, PAGE),
    )
    assert connect(url).get("x.htm", expect=Expect.HTML).data == PAGE


def test_a_source_without_that_rest_is_asked_for_the_whole(connect: Connect, answering: Any) -> None:
    headers = {"ETag": '"one"', "Content-Length": str(len(PAGE))}
    url = answering((200, headers, PAGE[:9000]), (416, {"Content-Length": "0"}, b""), (200, headers, PAGE))
    assert connect(url).get("x.htm", expect=Expect.HTML).data == PAGE


@pytest.mark.parametrize(
    "wish",
    ["soon", "", format_datetime(datetime.now(UTC) - timedelta(hours=1))],
    ids=["no date", "nothing", "a time that is past"],
)
def test_a_wish_to_wait_that_means_nothing_is_as_good_as_none(
    connect: Connect, answering: Any, wish: str
) -> None:
    busy = (429, {"Retry-After": wish, "Content-Length": "0"}, b"")
    url = answering(busy, (200, {"Content-Length": "2"}, b"{}"))
    assert connect(url).get("x.json", expect=Expect.JSON).data == b"{}"


@pytest.mark.parametrize("status", [400, 401, 403, 451])
def test_any_other_refusal_is_final_and_names_its_status(
    connect: Connect, answering: Any, status: int
) -> None:
    body = b"<html><body>no</body></html>"
    url = answering((status, {"Content-Length": str(len(body))}, body))
    client = connect(url)
    with pytest.raises(FetchError, match=f"status {status}") as caught:
        client.get("x.json", expect=Expect.JSON)
    assert not isinstance(caught.value, NotFoundError)
    assert client.counters.requests == 1


def test_a_refusal_that_drips_is_known_by_its_status(connect: Connect, answering: Any) -> None:
    url = answering((404, {"Content-Length": "5000"}, b"gone"))
    with pytest.raises(NotFoundError):
        connect(url).get("x.json", expect=Expect.JSON)
