"""What a connection gives, bounded: headers that must come in time, and compressed bodies opened piece by piece.

Only the mechanics of a transfer; what an answer means is `client.py`, whether a body is whole `body.py`.
"""

import os
import socket
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email.utils import formatdate
from threading import Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests_file import FileAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse

PIECE_BYTES = 1 << 18
ENCODINGS = ("gzip", "x-gzip", "deflate")


class Inflater:
    """Opens a body that is compressed as its `Content-Encoding` says, in pieces of bounded size; raises zlib.error
    where it is damaged. `whole` says whether its end mark has come: urllib3 and requests do not ask."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, whichever comes
        self._begun = False

    @property
    def whole(self) -> bool:
        """Whether what came so far is whole members and nothing else."""
        return self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the next bytes of the transfer stand for."""
        rest = data
        while rest:
            if self._stream.eof:  # a member follows another
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
            yield self._first(rest) if not self._begun else self._stream.decompress(rest, PIECE_BYTES)
            rest = self._stream.unconsumed_tail or self._stream.unused_data

    def _first(self, data: bytes) -> bytes:
        """The first bytes tell whether "deflate" comes with zlib's header, as it should, or bare."""
        self._begun = True
        try:
            return self._stream.decompress(data, PIECE_BYTES)
        except zlib.error:
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._stream.decompress(data, PIECE_BYTES)


class BoundedHeaders(HTTPAdapter):
    """An adapter whose answers begin within `seconds` of the request, however their headers drip: a time-out of
    the socket begins anew with every byte."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As requests makes it, with connections that hang up in time."""
        super().init_poolmanager(*args, **kwargs)
        self._bound(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """As requests makes it, with connections that hang up in time."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        self._bound(manager)
        return manager

    def _bound(self, manager: PoolManager) -> None:
        manager.pool_classes_by_scheme = {
            scheme: type(pool.__name__, (pool,), {"ConnectionCls": _in_time(connection, self._seconds)})
            for scheme, pool, connection in (
                ("http", HTTPConnectionPool, HTTPConnection),
                ("https", HTTPSConnectionPool, HTTPSConnection),
            )
        }


def _in_time(connection: type[HTTPConnection], seconds: float) -> type[HTTPConnection]:
    """The connection, hung up where the headers of an answer take longer."""

    class InTime(connection):  # type: ignore[valid-type, misc]
        def getresponse(self) -> HTTPResponse:
            timer = Timer(seconds, _hang_up, [self.sock])
            timer.daemon = True
            timer.start()
            try:
                return super().getresponse()  # type: ignore[no-any-return]
            finally:
                timer.cancel()

    return InTime


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


class DatedFiles(FileAdapter):
    """Files with the date of their version, as a server names it."""

    def send(self, request: requests.PreparedRequest, *words: Any, **named: Any) -> requests.Response:
        """As any adapter does."""
        response: requests.Response = super().send(request, *words, **named)
        if response.ok:
            modified = os.fstat(response.raw.fileno()).st_mtime
            response.headers["Last-Modified"] = formatdate(modified, usegmt=True)
        return response
