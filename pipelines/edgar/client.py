"""The one way to SEC, or to a mirror of it: politely, patiently, and trusting nothing that comes.

One method asks for one document, the same for `https://`, `http://` and `file://`. Where documents are kept
is `archive.py`; which ones are wanted is decided by the modules that use both.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote, urlsplit

import requests
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)
from urllib3.exceptions import HTTPError

from pipelines.edgar.address import redirected, without_login
from pipelines.edgar.body import Body, Unfit, beginning, blocked_sentence, receive
from pipelines.edgar.expect import HEAD_BYTES, Expect, is_block_page, says_no_such_file
from pipelines.edgar.limit import RateLimit
from pipelines.edgar.transfer import BoundedHeaders, DatedFiles
from pipelines.errors import (
    BlockedError,
    FetchError,
    NotFoundError,
    SettingsError,
    SpoiltError,
    UnavailableError,
)
from pipelines.settings import SEC_URL, Settings

SEC_HOSTS = {
    "submissions/": "https://data.sec.gov",
    "api/": "https://data.sec.gov",
    "LATEST/": "https://efts.sec.gov",
}
"""SEC serves these folders from hosts of their own; a mirror has them below its one address."""

MAX_REDIRECTS = 3
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_KEPT_HEADERS = ("ETag", "Last-Modified", "Content-Type")


@dataclass
class Counters:
    """What a client has cost so far; `bytes` are those of bodies, after decompression."""

    requests: int = 0
    bytes: int = 0
    retries: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def add(self, *, requests: int = 0, bytes: int = 0, retries: int = 0) -> None:
        """Count; safe from several threads."""
        with self._lock:
            self.requests += requests
            self.bytes += bytes
            self.retries += retries


@dataclass(frozen=True)
class Answer:
    """What came: the address asked, its status (200, or 304 for "you have it"), the headers worth keeping,
    and the body where it was not written elsewhere."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes = b""

    @property
    def is_unchanged(self) -> bool:
        """Whether the source says that the copy at hand is still the newest."""
        return self.status == HTTPStatus.NOT_MODIFIED


@dataclass(frozen=True)
class Patience:
    """How long a client tries: attempts for one document, seconds between them (doubling, with jitter),
    seconds to connect, between two packets and for a whole answer (more for large ones), the longest wait
    that a source may ask for, and for how long nothing is asked after a block (SEC's lasts ten minutes)."""

    attempts: int = 5
    backoff_seconds: float = 0.5
    longest_backoff_seconds: float = 30
    connect_seconds: float = 10
    read_seconds: float = 30
    answer_seconds: float = 120
    longest_wait_seconds: float = 300
    blocked_seconds: float = 600


class Client:
    """Asks `settings.edgar_url` for documents; a context manager, safe to use from several threads.

    `limit` replaces the one that all processes of this user share for the source's host.
    """

    def __init__(
        self, settings: Settings, *, patience: Patience | None = None, limit: RateLimit | None = None
    ) -> None:
        self.settings = settings
        self.counters = Counters()
        self._patience = patience or Patience()
        self._base, self._login = without_login(settings.edgar_url.rstrip("/"))
        parts = urlsplit(self._base)
        if settings.is_sec:
            self._base = SEC_URL
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        self._limit = limit
        self._blocked_until = 0.0
        self._session = requests.Session()
        self._session.auth = self._login
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, BoundedHeaders(2 * self._patience.read_seconds))
        self._session.mount("file://", DatedFiles())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections."""
        self._session.close()

    def url(self, path_or_url: str) -> str:
        """The address of a path of EDGAR's (`Archives/edgar/…`, `submissions/…`), or of one of SEC's own
        addresses, at the source in use; raises FetchError for an address that is somebody else's."""
        if "://" in path_or_url:
            parts = urlsplit(path_or_url)
            host = parts.hostname or ""
            if not (
                path_or_url.startswith(self._base + "/") or host == "sec.gov" or host.endswith(".sec.gov")
            ):
                raise FetchError(f"{path_or_url} is not an address of {self._base}.")
            if path_or_url.startswith(self._base + "/"):
                path_or_url = path_or_url[len(self._base) :]
            else:
                path_or_url = parts.path + (f"?{parts.query}" if parts.query else "")
        path = path_or_url.lstrip("/")
        base = self._base
        if self.settings.is_sec:
            base = next((host for folder, host in SEC_HOSTS.items() if path.startswith(folder)), base)
        name, question, query = path.partition("?")
        return f"{base}/{quote(unquote(name))}{question}{query}"

    def get(
        self,
        path_or_url: str,
        *,
        expect: Expect,
        headers: Mapping[str, str] | None = None,
        body: Body | None = None,
    ) -> Answer:
        """Ask for a document and verify that it came, whole. Into `body` if given (it is continued where a
        former attempt was cut off), else into the answer's `data`.

        Raises SettingsError (no identity for SEC), NotFoundError, BlockedError, or FetchError at last.
        """
        url = self.url(path_or_url)
        self._check_source(url)
        into = body or Body.in_memory()
        try:
            answer = self._retrying()(self._attempt, url, expect, dict(headers or {}), into)
        except Unfit as error:
            kind = SpoiltError if error.of_content else UnavailableError
            raise kind(f"{url} could not be fetched: {error}.") from error
        if body is not None or answer.is_unchanged:
            return answer
        into.stream.seek(0)
        return Answer(answer.url, answer.status, answer.headers, into.stream.read())

    def probe(
        self, path_or_url: str, *, expect: Expect, headers: Mapping[str, str] | None = None
    ) -> str | None:
        """Whether the source has a document, at the cost of its first bytes: the version as the source names it
        (its ETag or date, or nothing), None where there is none. Where `headers` ask on the condition that it is
        another version than one that is kept, and it is not, the version kept. Raises what `get` raises, but
        NotFoundError."""
        url = self.url(path_or_url)
        self._check_source(url)
        try:
            return self._retrying()(self._look, url, expect, dict(headers or {}))
        except NotFoundError:
            return None
        except Unfit as error:
            raise UnavailableError(f"{url} could not be asked for: {error}.") from error

    def _look(self, url: str, expect: Expect, headers: Mapping[str, str]) -> str:
        response = self._send(url, {"Range": f"bytes=0-{HEAD_BYTES - 1}", **headers})
        try:
            if response.status_code == HTTPStatus.NOT_MODIFIED and headers:
                return next(iter(headers.values()))
            if response.status_code not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
                self._refuse(response, url, Body.in_memory())
            head = beginning(response, self._patience.read_seconds)
            if is_block_page(head):
                self._block()
                raise BlockedError(blocked_sentence(url))
            if not expect.begins(head):
                raise Unfit(f"what came is no {expect.title}")
        finally:
            response.close()
        return response.headers.get("ETag") or response.headers.get("Last-Modified") or ""

    def _check_source(self, url: str) -> None:
        if self._folder is not None and not self._folder.is_dir():
            raise FetchError(f"There is no folder {self._folder}, which CYD_EDGAR_URL names as the source.")
        if time.monotonic() < self._blocked_until:
            raise BlockedError(blocked_sentence(url))
        identity = (self.settings.identity or "").strip()
        if self.settings.is_sec and not ("@" in identity and identity.isprintable()):
            raise SettingsError(
                "SEC asks who you are: set CYD_IDENTITY to your name and e-mail address, "
                'such as CYD_IDENTITY="Jane Doe jane@example.com".'
            )

    def _retrying(self) -> Retrying:
        patience = self._patience
        doubling = wait_exponential(multiplier=patience.backoff_seconds, max=patience.longest_backoff_seconds)
        backoff = doubling + wait_random(0, patience.backoff_seconds)

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait_seconds if isinstance(error, Unfit) else None
            return max(backoff(state), asked or 0.0)

        return Retrying(
            stop=stop_after_attempt(1 if self._folder else patience.attempts),  # a file stays as it is
            wait=wait,
            retry=retry_if_exception_type(Unfit),
            before_sleep=lambda _: self.counters.add(retries=1),
            reraise=True,
        )

    def _attempt(self, url: str, expect: Expect, headers: dict[str, str], body: Body) -> Answer:
        """One attempt, redirects included; raises Unfit for what another attempt may mend."""
        asked = url
        for _ in range(MAX_REDIRECTS + 1):
            response = self._send(asked, headers | body.range_headers())
            try:
                if not response.is_redirect:
                    asks = any(name in headers for name in _CONDITIONS)
                    return self._take(response, url, expect, body, may_be_unchanged=asks)
                asked = redirected(asked, response.headers["Location"])
            finally:
                response.close()
        raise FetchError(f"{url} leads from one address to the next without end.")

    def _send(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        """One request, counted and within the limit; returns as soon as the answer's headers are there."""
        declared: dict[str, str | bytes] = {
            "User-Agent": (self.settings.identity or "cyd").strip().encode(),
            "Accept-Encoding": "gzip, deflate",
            **headers,
        }
        self.counters.add(requests=1)
        timeout = (self._patience.connect_seconds, self._patience.read_seconds)

        def send() -> requests.Response:
            return self._session.get(
                url, headers=declared, stream=True, timeout=timeout, allow_redirects=False
            )

        try:
            if self._folder is not None:
                return send()
            with self._shared_limit().request():
                return send()
        except requests.exceptions.SSLError as error:
            raise FetchError(
                f"{url} does not prove who it is, so nothing was fetched: {_cause(error)}."
            ) from error
        except requests.ConnectionError as error:
            raise Unfit(
                f"the source cannot be reached ({_cause(error)}); check CYD_EDGAR_URL and the network"
            ) from error
        except requests.Timeout as error:
            raise Unfit(
                f"the source did not answer within {self._patience.read_seconds:g} seconds"
            ) from error
        except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            raise FetchError(f"{url} cannot be asked for: {_cause(error)}.") from error

    def _shared_limit(self) -> RateLimit:
        if self._limit is None:
            host = "sec.gov" if self.settings.is_sec else urlsplit(self._base).netloc
            self._limit = RateLimit(host, self.settings.share_of_requests)
        return self._limit

    def _take(
        self, response: requests.Response, url: str, expect: Expect, body: Body, *, may_be_unchanged: bool
    ) -> Answer:
        status = response.status_code
        kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        if status == HTTPStatus.NOT_MODIFIED:
            if not may_be_unchanged:
                raise Unfit("the source says that nothing changed, which was not asked")
            return Answer(url, status, kept)
        if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            self._refuse(response, url, body)
        seconds = self._patience.answer_seconds
        try:
            receive(response, body, expect, seconds=seconds, count=lambda size: self.counters.add(bytes=size))
        except BlockedError:
            self._block()
            raise
        return Answer(url, HTTPStatus.OK, kept)

    def _refuse(self, response: requests.Response, url: str, body: Body) -> None:
        """Raise what an answer without a document means."""
        status = response.status_code
        head = beginning(response, self._patience.read_seconds)
        if is_block_page(head):
            self._block()
            raise BlockedError(blocked_sentence(url))
        is_forbidden = status == HTTPStatus.FORBIDDEN and self._folder is None
        if status in _GONE or (is_forbidden and says_no_such_file(head)):
            raise NotFoundError(f"There is no {url} (status {status}).")
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and body.size:
            body.restart(None)
            raise Unfit("the source has no such rest")
        if status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wait = _retry_after(response.headers.get("Retry-After"))
            if wait is not None and wait > self._patience.longest_wait_seconds:
                raise UnavailableError(
                    f"{url} is not served now: the source asks to come back in {wait:.0f} seconds."
                )
            raise Unfit(f"the source answers with status {status}", wait)
        raise FetchError(f"{url} could not be fetched: the source answers with status {status}.")

    def _block(self) -> None:
        """Asking on prolongs SEC's block, so this client asks for nothing more until it can have ended."""
        self._blocked_until = time.monotonic() + self._patience.blocked_seconds


def _retry_after(value: str | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Seconds that a Retry-After header asks to wait, in either form (RFC 9110, 10.2.3); None: no wish."""
    if not value:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now()).total_seconds())


def _cause(error: BaseException) -> str:
    """The innermost reason of an error of the network, in few words."""
    while error.__cause__ or error.__context__ or (error.args and isinstance(error.args[0], BaseException)):
        inner = error.__cause__ or error.__context__ or error.args[0]
        if inner is error:
            break
        error = inner
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".")
