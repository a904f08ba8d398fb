"""Take in the body of an answer: bounded in size and time, whole or refused, continued where it was cut off.

Which answer is asked for, and what happens after a refusal, is `client.py`.
"""

import re
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.client import HTTPException
from io import BytesIO
from typing import BinaryIO

import requests
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from pipelines.edgar.expect import HEAD_BYTES, Expect, is_block_page
from pipelines.edgar.transfer import ENCODINGS, Inflater
from pipelines.errors import BlockedError

CHUNK_BYTES = 1 << 18
SLOWEST_BYTES_PER_SECOND = 20_000
"""A body slower than this, over the seconds every answer is granted, is given up: a drip is no answer."""

_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})")
_LENGTH = re.compile(r"[0-9]{1,18}")


class Unfit(Exception):
    """An answer that another request may mend; its text is the reason, as the end of a sentence. `of_content`: what
    came is the fault, not the way it came."""

    def __init__(self, reason: str, wait_seconds: float | None = None, *, of_content: bool = False) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds
        self.of_content = of_content


def _forget(validator: str | None) -> None:
    """Where nothing outlives the process, nothing need be kept."""


@dataclass
class Body:
    """The bytes of one document received so far, in memory or in a file.

    `validator` (an ETag or a date) says of which version they are; without one they cannot be continued.
    `remember` keeps it where a later process finds it.
    """

    stream: BinaryIO
    validator: str | None = None
    remember: Callable[[str | None], None] = _forget

    @classmethod
    def in_memory(cls) -> "Body":
        """A body that is kept in memory only."""
        return cls(BytesIO())

    @property
    def size(self) -> int:
        """Bytes received so far."""
        return self.stream.seek(0, 2)

    def restart(self, validator: str | None) -> None:
        """Drop what was received: what follows is the beginning of the version named."""
        self.validator = None
        self.remember(None)
        self.stream.seek(0)
        self.stream.truncate()
        self.validator = validator
        if validator:
            self.remember(validator)

    def range_headers(self) -> dict[str, str]:
        """The headers that ask for the rest, given that the version is still the same."""
        if not (self.validator and self.size):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self.validator}


def receive(
    response: requests.Response,
    body: Body,
    expect: Expect,
    *,
    seconds: float,
    count: Callable[[int], None],
) -> None:
    """Take the answer (status 200 or 206) into `body`, calling `count` with the bytes of each piece.

    `seconds` is what a small answer may take.

    Raises Unfit where it is cut off, too long, too slow or of another kind; BlockedError for a block page.
    """
    length = response.headers.get("Content-Length", "").strip()
    announced = int(length) if _LENGTH.fullmatch(length) else None
    if announced is not None and announced > expect.max_bytes:
        raise Unfit(f"it is larger than any {expect.title} may be ({announced:,} bytes)", of_content=True)
    transfer = _Transfer(response, announced, seconds, count)
    chunks = iter(transfer)
    total = announced
    continues = response.status_code == HTTPStatus.PARTIAL_CONTENT
    if continues:
        total = _total_of_range(response, body)
    if not (continues and body.size):
        head = b""
        for chunk in chunks:
            head += chunk
            if len(head) >= HEAD_BYTES:
                break
        _refuse_other_kinds(head, expect, response.url)
        body.restart(_validator(response))
        body.stream.write(head)
    for chunk in chunks:
        body.stream.write(chunk)
        if body.size > expect.max_bytes:
            body.restart(None)
            raise Unfit(
                f"it is larger than any {expect.title} may be ({expect.max_bytes:,} bytes)", of_content=True
            )
    if transfer.inflater:
        if announced is not None and transfer.received < announced:
            raise Unfit(f"it was cut off after {transfer.received:,} of {announced:,} bytes")
        if not transfer.inflater.whole:
            raise Unfit(f"it was cut off after {transfer.received:,} compressed bytes")
        total = None  # the length is that of the compressed transfer
    elif total is None and expect is Expect.INDEX and not transfer.is_chunked:
        body.restart(None)
        raise Unfit("it came without its length, so that nobody can tell whether it is whole")
    _check_whole(body, expect, total)


def beginning(response: requests.Response, seconds: float) -> bytes:
    """The first bytes of an answer that is no document: as far as they come, enough to know it by."""
    head = b""
    with suppress(Unfit):  # the status alone says enough
        for chunk in _Transfer(response, None, seconds, lambda _: None):
            head += chunk
            if len(head) >= HEAD_BYTES:
                break
    return head[:HEAD_BYTES]


def _refuse_other_kinds(head: bytes, expect: Expect, url: str) -> None:
    if is_block_page(head):
        raise BlockedError(blocked_sentence(url))
    if not expect.begins(head[:HEAD_BYTES]):
        raise Unfit(f"what came is no {expect.title}" if head else "the answer is empty", of_content=True)


def blocked_sentence(url: str) -> str:
    """What a person is told when SEC refuses this client."""
    return (
        f"SEC refuses {url} with its page for clients that ask too often or do not say who they are: "
        "wait ten minutes, check CYD_IDENTITY, and lower CYD_REQUESTS_PER_SECOND if this comes back."
    )


def _check_whole(body: Body, expect: Expect, total: int | None) -> None:
    body.stream.flush()
    if total is not None and body.size < total:
        raise Unfit(f"it was cut off after {body.size:,} of {total:,} bytes")
    if (total is not None and body.size > total) or not expect.ends(body.stream):
        body.restart(None)
        raise Unfit(f"what came is not a whole {expect.title}", of_content=True)


def _total_of_range(response: requests.Response, body: Body) -> int:
    """The size of the whole document, if the answer continues exactly what there is; otherwise start anew."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if match is None or int(match[1]) != body.size or response.headers.get("Content-Encoding"):
        body.restart(None)
        raise Unfit("the answer does not continue where the one before was cut off")
    return int(match[3])


def _validator(response: requests.Response) -> str | None:
    """What If-Range may name: a strong ETag, else the date; nothing where the transfer was compressed."""
    if response.headers.get("Content-Encoding"):
        return None
    etag = response.headers.get("ETag")
    return etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified")


class _Transfer:
    """The body as it comes, opened where it is compressed. Each read returns what one packet brought, so that a
    drip meets the deadline; `received` counts the bytes of the transfer itself."""

    def __init__(
        self,
        response: requests.Response,
        announced: int | None,
        seconds: float,
        count: Callable[[int], None],
    ) -> None:
        self.received = 0
        self.is_chunked = response.headers.get("Transfer-Encoding", "").strip().lower() == "chunked"
        self.inflater = _inflater(response.headers.get("Content-Encoding", ""))
        self._response = response
        self._deadline = time.monotonic() + seconds + (announced or 0) / SLOWEST_BYTES_PER_SECOND
        self._count = count

    def __iter__(self) -> Iterator[bytes]:
        raw = self._response.raw
        read = partial(raw.read1, decode_content=False) if isinstance(raw, BaseHTTPResponse) else raw.read1
        try:
            while chunk := read(CHUNK_BYTES):
                self.received += len(chunk)
                for piece in self.inflater.feed(chunk) if self.inflater else (chunk,):
                    self._count(len(piece))
                    yield piece
                    if time.monotonic() > self._deadline:
                        raise Unfit("it comes too slowly")
        except (OSError, requests.RequestException, HTTPError, HTTPException, zlib.error) as error:
            raise Unfit(f"it was cut off ({type(error).__name__})") from error


def _inflater(encoding: str) -> Inflater | None:
    """What opens a body of this encoding; raises Unfit for one that was not asked for."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name not in ENCODINGS:
        raise Unfit(f"it is encoded as {name[:40]!r}, which was not asked for")
    return Inflater()
