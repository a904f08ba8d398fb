"""How often this machine asks a host: a limit that holds over all threads and processes.

Only the limit belongs here; who asks for what is `client.py`. Its unit is a slot, a small locked file: a slot
is held from before a request is sent until its answer begins, and rests for one second after that. The host
meets the request somewhere in between, so however long the network holds one up, no slot is met twice within
a second, and no window of one second has more requests than there are slots.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import FetchError

REST_SECONDS = 1.0
MARGIN_SECONDS = 0.005
"""Added to the rest, so that rounding of the clock cannot put two requests into one window."""
POLL_SECONDS = 0.01


class RateLimit:
    """At most `requests_per_second` requests to `host` in any one second, over all processes of this user.

    `folder` is where the slots are kept; processes that share it share the limit. A rate below one makes the
    rest longer; a fraction above one is rounded down, as no window may hold more than the rate.
    """

    def __init__(self, host: str, requests_per_second: float, folder: Path | None = None) -> None:
        count = max(1, int(requests_per_second))
        self.rest = (
            max(REST_SECONDS, count / requests_per_second if requests_per_second < 1 else 0) + MARGIN_SECONDS
        )
        name = "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in host)
        self._slots = [(folder or shared_folder()) / f"{name}.{number}" for number in range(count)]

    @contextmanager
    def request(self) -> Iterator[None]:
        """Wait for a slot and hold it; leave the context as soon as the answer begins."""
        handle = self._acquire()
        try:
            yield
        finally:
            os.pwrite(handle, _record(time.monotonic()), 0)
            fcntl.flock(handle, fcntl.LOCK_UN)
            os.close(handle)

    def _acquire(self) -> int:
        while True:
            for slot in sorted(self._slots, key=_released):
                handle = os.open(slot, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(handle)
                    continue
                self._rest(handle)
                return handle
            time.sleep(POLL_SECONDS)

    def _rest(self, handle: int) -> None:
        """Wait until a slot that is already held has rested, and mark it as in use."""
        now = time.monotonic()
        record = os.pread(handle, 64, 0)
        released = _time(record)
        if record and not 0 <= released <= now:
            released = now  # its holder was killed, or the machine was started anew: nothing is known
        time.sleep(max(0.0, released + self.rest - now))
        os.pwrite(handle, _record(-1.0), 0)


def shared_folder() -> Path:
    """The folder where this user's processes share their limits, whatever their environment says."""
    root = Path("/tmp")  # noqa: S108  (one place for all; the folder below it is private and checked)
    if not os.access(root, os.W_OK):
        root = Path(tempfile.gettempdir())
    folder = root / f"cyd-limits-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise FetchError(
            f"{folder} belongs to somebody else, so the limit of requests cannot be kept; remove it."
        )
    return folder


def _record(seconds: float) -> bytes:
    return f"{seconds:<24.6f}".encode()


def _time(record: bytes) -> float:
    try:
        return float(record)
    except ValueError:
        return -float("inf")


def _released(slot: Path) -> float:
    """When a slot was released last: those longest free are tried first, those in use (-1) at no cost."""
    try:
        return _time(slot.read_bytes())
    except FileNotFoundError:
        return -float("inf")
