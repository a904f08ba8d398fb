"""A bucket on loopback: a stand-in for S3, and a gate before it that misbehaves when told to."""

import http.client
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Literal

import requests
from moto.server import ThreadedMotoServer

BUCKET = "cyd-lake"
Fault = Literal["busy", "broken", "hang_up", "cut"]
STATUS = {"busy": (503, "SlowDown"), "broken": (500, "InternalError")}


@dataclass
class Gate:
    """Where the bucket is reached, through the gate and past it; the faults to come, and the requests met: method and
    path."""

    url: str = ""
    stand_in: str = ""
    faults: list[Fault] = field(default_factory=list)
    met: list[tuple[str, str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """How a process of ours finds the bucket."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
        }


@contextmanager
def bucket_on_loopback() -> Iterator[Gate]:
    """An empty bucket `BUCKET`."""
    stand_in = ThreadedMotoServer(port=0, verbose=False)
    stand_in.start()
    host, port = stand_in.get_host_and_port()
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=30).raise_for_status()
    requests.put(f"http://{host}:{port}/{BUCKET}", timeout=30).raise_for_status()
    gate = Gate()
    server = _Server(("127.0.0.1", 0), _handler(gate, host, port))
    gate.stand_in = f"http://{host}:{port}"
    gate.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield gate
    finally:
        server.shutdown()
        server.server_close()
        stand_in.stop()


class _Server(socketserver.ThreadingMixIn, HTTPServer):
    daemon_threads = True


def _handler(gate: Gate, host: str, port: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_words: object) -> None:
            pass

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            gate.met.append((self.command, self.path))
            fault = gate.faults.pop(0) if gate.faults else None
            if fault == "hang_up":
                self.close_connection = True
            elif fault in STATUS:
                status, code = STATUS[fault]
                self.pass_on(status, [], f"<Error><Code>{code}</Code></Error>".encode())
            else:
                inner = http.client.HTTPConnection(host, port, timeout=30)
                kept = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
                inner.request(self.command, self.path, body, kept)
                answered = inner.getresponse()
                data = answered.read()
                self.pass_on(answered.status, answered.getheaders(), data, cut=fault == "cut")
                inner.close()

        def pass_on(
            self, status: int, headers: list[tuple[str, str]], data: bytes, *, cut: bool = False
        ) -> None:
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in ("connection", "content-length", "date", "server"):
                    self.send_header(name, value)
            size = dict(headers).get("Content-Length", str(len(data)))
            self.send_header("Content-Length", size)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data[: len(data) // 2] if cut else data)
            if cut:
                self.close_connection = True

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer

    return Handler
