"""A server on this machine that takes messages, as a chat tool's webhook does, with faults on demand."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "T0xy/secret-token"


class Taking(ThreadingHTTPServer):
    """Takes messages; answers with the statuses of `answers`, then 200. A status of 0 is a connection that ends
    without an answer; `headers` go with each answer, `seconds` pass before it; `on_taken` is
    called before both."""

    daemon_threads = True

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}
        self.seconds = 0.0
        self.on_taken: Callable[[], None] = lambda: None
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Its address, with a token in it."""
        return f"http://127.0.0.1:{self.server_port}/{SECRET}?token=secret"


class Handler(BaseHTTPRequestHandler):
    server: Taking

    def do_POST(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.on_taken()
        status = self.server.answers.pop(0) if self.server.answers else 200
        time.sleep(self.server.seconds)
        if status:
            self.send_response(status)
            for name, value in self.server.headers.items():
                self.send_header(name, value)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def taking() -> Iterator[Taking]:
    """The server, for as long as it is needed."""
    server = Taking()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
