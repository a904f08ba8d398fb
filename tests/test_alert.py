"""An alert is one JSON message, and one that cannot be posted stops nothing and tells no secret."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from pipelines.alert import ATTEMPTS, post_alert


class Taking(HTTPServer):
    """Takes messages; answers with the statuses of `answers`, then 200."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.answers: list[int] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Taking

    def do_POST(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Taking]:
    server = Taking()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def address(server: Taking) -> str:
    return f"http://127.0.0.1:{server.server_port}/hook?token=secret"


def test_a_message_is_posted_as_json_and_again_where_it_was_refused(server: Taking) -> None:
    server.answers = [503]
    assert post_alert(address(server), {"kind": "late"})
    assert server.taken == [{"kind": "late"}] * 2


def test_without_an_address_nothing_is_sent() -> None:
    assert not post_alert(None, {"kind": "late"})


def test_an_alert_that_nobody_takes_stops_nothing_and_its_address_is_not_logged(
    server: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [500] * ATTEMPTS
    with caplog.at_level(logging.WARNING):
        assert not post_alert(address(server), {"kind": "late"})
    assert len(caplog.records) == ATTEMPTS
    assert "secret" not in caplog.text and "127.0.0.1" not in caplog.text
