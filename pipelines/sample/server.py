"""A loopback HTTP server that serves a folder as EDGAR does, with its faults on demand.

For tests and rehearsals only: it shows a client block pages, busy answers, bodies cut off and drips, and
records what was asked. The folder's content is `generate.py`'s or the test's own.
"""

import hashlib
import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from fnmatch import fnmatchcase
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal, get_args
from urllib.parse import parse_qs, unquote, urlsplit

Kind = Literal[
    "block",  # SEC's page for those who ask too often, with status 200
    "block_403",  # the same with status 403
    "undeclared",  # SEC's page for undeclared tools, with status 403
    "busy",  # 429, Retry-After in seconds
    "busy_date",  # 429, Retry-After as a date
    "unavailable",  # 503
    "cut",  # half of the body, then the connection ends
    "long_length",  # a Content-Length larger than the body
    "short_length",  # a Content-Length smaller than the body
    "slow",  # `seconds` pass before the answer
    "drip",  # a byte at a time, `seconds` apart
    "empty",  # status 200 and nothing
    "hang_up",  # the connection ends without an answer
    "redirect",  # to `location`
]
KINDS = get_args(Kind)

BLOCK_PAGE = (
    b"<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>"
    b"<body><h1>Too many requests from your address</h1></body></html>"
)
UNDECLARED_PAGE = (
    b"<!DOCTYPE html><html><head><title>Refused</title></head>"
    b"<body><p>Your Request Originates from an Undeclared Automated Tool</p></body></html>"
)
NO_SUCH_KEY = b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>"
SEARCH_PATH = "/LATEST/search-index"
TYPES = {".htm": "text/html", ".xml": "text/xml", ".json": "application/json", ".zip": "application/zip"}


@dataclass
class Fault:
    """One fault: for paths that match a pattern, the next `times` times."""

    pattern: str
    kind: Kind
    times: int
    seconds: float = 0.0
    location: str = ""


@dataclass(frozen=True)
class Request:
    """One request as the server met it: monotonic seconds, method, path, headers, and its status."""

    time: float
    method: str
    path: str
    headers: Mapping[str, str]
    status: int


@dataclass
class EdgarServer:
    """A running server: its address, the faults to come, and the requests met so far."""

    folder: Path
    url: str = ""
    missing_status: int = HTTPStatus.NOT_FOUND
    requests: list[Request] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lock: Any = field(default_factory=Lock, repr=False)

    def fault(
        self, pattern: str, kind: Kind, times: int = 1, *, seconds: float = 0.0, location: str = ""
    ) -> None:
        """Show `kind` to the next `times` requests whose path matches `pattern` (`*`, `?` as in a shell)."""
        if kind not in KINDS:
            raise ValueError(kind)
        with self.lock:
            self.faults.append(Fault("/" + pattern.lstrip("/"), kind, times, seconds, location))

    def paths(self) -> list[str]:
        """The paths asked for so far, in order, without their leading slash."""
        return [request.path.lstrip("/") for request in self.requests]

    def busiest_second(self) -> int:
        """The most requests met in any window of one second."""
        times = sorted(request.time for request in self.requests)
        return max((sum(start <= moment < start + 1 for moment in times) for start in times), default=0)

    def next_fault(self, path: str) -> Fault | None:
        """The fault that the next request for `path` meets; it is used up."""
        with self.lock:
            for fault in self.faults:
                if fault.times > 0 and fnmatchcase(path, fault.pattern):
                    fault.times -= 1
                    return fault
        return None


@contextmanager
def serve(folder: Path, *, missing_status: int = HTTPStatus.NOT_FOUND) -> Iterator[EdgarServer]:
    """Serve `folder` on a free port of the loopback interface until the context is left.

    `missing_status` is the answer for files that are not there: 404, or 403 as SEC's storage gives it.
    """
    edgar = EdgarServer(folder, missing_status=missing_status)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"edgar": edgar}))
    edgar.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield edgar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away (some are killed on purpose) is nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    edgar: EdgarServer

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are recorded, not printed."""

    def do_GET(self) -> None:
        """Answer with a file, a search result or a fault."""
        self.met = time.monotonic()
        with suppress(ConnectionError):
            fault = self.edgar.next_fault(urlsplit(self.path).path)
            if fault is None or not self._show(fault):
                self._document(fault)

    def _show(self, fault: Fault) -> bool:
        """Show a fault that needs no document; whether it did."""
        match fault.kind:
            case "block":
                self._answer(HTTPStatus.OK, BLOCK_PAGE, {"Content-Type": "text/html"})
            case "block_403":
                self._answer(HTTPStatus.FORBIDDEN, BLOCK_PAGE, {"Content-Type": "text/html"})
            case "undeclared":
                self._answer(HTTPStatus.FORBIDDEN, UNDECLARED_PAGE, {"Content-Type": "text/html"})
            case "busy":
                self._answer(HTTPStatus.TOO_MANY_REQUESTS, b"", {"Retry-After": f"{fault.seconds:.0f}"})
            case "busy_date":
                when = datetime.now(UTC) + timedelta(seconds=fault.seconds)
                self._answer(
                    HTTPStatus.TOO_MANY_REQUESTS, b"", {"Retry-After": format_datetime(when, usegmt=True)}
                )
            case "unavailable":
                self._answer(HTTPStatus.SERVICE_UNAVAILABLE, b"later")
            case "empty":
                self._answer(HTTPStatus.OK, b"")
            case "redirect":
                self._answer(HTTPStatus.FOUND, b"", {"Location": fault.location})
            case "hang_up":
                self._record(0)
                self._hang_up()
            case "slow":
                time.sleep(fault.seconds)
                return False
            case _:
                return False
        return True

    def _document(self, fault: Fault | None) -> None:
        data, modified = self._found()
        if data is None:
            status = self.edgar.missing_status
            self._answer(status, NO_SUCH_KEY if status == HTTPStatus.FORBIDDEN else b"not here")
            return
        headers = {
            "ETag": f'"{hashlib.sha256(data).hexdigest()[:16]}"',
            "Last-Modified": format_datetime(modified, usegmt=True),
            "Content-Type": TYPES.get(Path(urlsplit(self.path).path).suffix, "text/plain"),
            "Accept-Ranges": "bytes",
        }
        if self._is_unchanged(headers):
            self._answer(HTTPStatus.NOT_MODIFIED, None, headers)
            return
        status, part = HTTPStatus.OK, data
        start = self._start_of_range(headers)
        if start is not None and start < len(data):
            status, part = HTTPStatus.PARTIAL_CONTENT, data[start:]
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        elif start is not None:
            self._answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"")
            return
        self._answer(status, part, headers, fault)

    def _found(self) -> tuple[bytes | None, datetime]:
        """The bytes asked for, and when they were last changed; of a search, the page asked for."""
        parts = urlsplit(self.path)
        if parts.path == SEARCH_PATH:
            path = self.edgar.folder / "LATEST" / "search-index.json"
            if not path.is_file():
                return None, datetime.now(UTC)
            return _search(json.loads(path.read_bytes()), parse_qs(parts.query)), _modified(path)
        path = (self.edgar.folder / unquote(parts.path).lstrip("/")).resolve()
        if not path.is_relative_to(self.edgar.folder.resolve()) or not path.is_file():
            return None, datetime.now(UTC)
        return path.read_bytes(), _modified(path)

    def _is_unchanged(self, headers: Mapping[str, str]) -> bool:
        if known := self.headers.get("If-None-Match"):
            return known == headers["ETag"]
        if since := self.headers.get("If-Modified-Since"):
            return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
        return False

    def _start_of_range(self, headers: Mapping[str, str]) -> int | None:
        """Where a Range asks to begin; None where there is none, or where the version asked for is gone."""
        asked = self.headers.get("Range", "")
        version = self.headers.get("If-Range")
        if not asked.startswith("bytes=") or version not in (None, headers["ETag"], headers["Last-Modified"]):
            return None
        return int(asked.removeprefix("bytes=").partition("-")[0])

    def _answer(
        self,
        status: int,
        data: bytes | None,
        headers: Mapping[str, str] | None = None,
        fault: Fault | None = None,
    ) -> None:
        kind = fault.kind if fault else ""
        body = data or b""
        length = len(body) + {"long_length": 7, "short_length": -(len(body) // 3)}.get(kind, 0)
        self._record(status)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if data is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if kind == "drip":
            self._drip(body, fault.seconds if fault else 0.0)
        else:
            self.wfile.write(body[: len(body) // 2] if kind == "cut" else body)
        if kind in ("cut", "long_length", "short_length"):
            self._hang_up()

    def _drip(self, body: bytes, seconds: float) -> None:
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(seconds)

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

    def _record(self, status: int) -> None:
        with self.edgar.lock:
            self.edgar.requests.append(
                Request(self.met, self.command, self.path, dict(self.headers.items()), status)
            )


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _search(index: dict[str, Any], query: Mapping[str, list[str]]) -> bytes:
    """A page of a full-text search's hits: filtered by form, item and date as SEC does, 100 at a time."""
    wanted = {name: values[0] for name, values in query.items() if values[0]}
    forms = wanted["forms"].split(",") if "forms" in wanted else []
    hits = []
    for hit in index["hits"]["hits"]:
        source = hit["_source"]
        inside = wanted.get("startdt", "") <= source["file_date"] <= wanted.get("enddt", "9999")
        item = wanted.get("items")
        if (
            inside
            and (not forms or source["form"] in forms)
            and (not item or item in source.get("items", []))
        ):
            hits.append(hit)
    start = int(wanted.get("from", 0))
    total = {"value": len(hits), "relation": "eq"}
    return json.dumps({"hits": {"total": total, "hits": hits[start : start + 100]}}).encode()
