"""The end of a command by Ctrl-C or SIGTERM: at any moment, in one sentence, within two seconds, with the exit code
that shells and supervisors expect (130, 143), and with all processes that it started.

Nothing here imports more than Python itself brings, since a command can be ended before anything else is there.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

GRACE_SECONDS = 1.5
"""What a command has to unwind, remove what is half-written and report, before it is ended as it stands: every write is
atomic, so that is only less tidy."""
TELL_SECONDS = 0.7
"""What those have who are told first."""

TELLING = "telling of a signal"

SENTENCE = "Stopped; what was published is as it was, and the next run goes on from here."


class Interrupted(BaseException):
    """Raised in the main thread; no Exception, so that nobody takes it for a failure of what was at work."""


_told: list[Callable[[], None]] = []
_received: list[int] = []
_all_told = threading.Event()
_saying = threading.Lock()


def watch() -> None:
    """Have a thread of its own hear of the signals, from now on: the main thread would hear of them only when it
    leaves a library's code, and Dagster puts its own handlers over ours. (Nothing is blocked: processes that are
    started would inherit that, and could not be ended.)"""
    heard, written = os.pipe()
    os.set_blocking(written, False)
    signal.set_wakeup_fd(written, warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(heard,), daemon=True, name="signals").start()
    for one in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(one) != signal.SIG_IGN:
            signal.signal(one, _raise)


def stopping() -> bool:
    """Whether a signal has come."""
    return bool(_received)


@contextmanager
def told_first(tell: Callable[[], None]) -> Iterator[None]:
    """Within the block, `tell` is called in another thread as soon as a signal has come."""
    _told.append(tell)
    try:
        yield
    finally:
        _told.remove(tell)


def wait_until_told() -> None:
    """Where a signal has come, wait until those are told whom `told_first` named; returns at once for themselves."""
    if stopping() and threading.current_thread().name != TELLING:
        _all_told.wait(TELL_SECONDS)


def end() -> NoReturn:
    """Say the sentence and leave at once, without waiting for any thread."""
    with _saying:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        _end_children()
        shown = "\x1b[?25h" if sys.stderr.isatty() else ""  # a progress bar hides the cursor
        with suppress(OSError):
            os.write(2, f"{shown}{SENTENCE}\n".encode())
        os._exit(128 + (_received[0] if _received else signal.SIGINT))


def _wait(heard: int) -> None:
    number = 0
    while number not in (signal.SIGINT, signal.SIGTERM):
        number = os.read(heard, 1)[0]
    _received.append(number)
    latest = time.monotonic() + GRACE_SECONDS
    threading.Thread(target=_tell, daemon=True, name=TELLING).start()
    _all_told.wait(TELL_SECONDS)
    _end_children()
    time.sleep(max(0, latest - time.monotonic()))
    end()


def _tell() -> None:
    for tell in reversed(_told):
        with suppress(Exception):
            tell()
    _all_told.set()


def _raise(number: int, _frame: FrameType | None) -> NoReturn:
    _received.append(number)
    raise Interrupted


def _end_children() -> None:
    """Workers that derive or read: what they make is theirs alone until they hand it over."""
    processes = sys.modules.get("multiprocessing")
    for child in processes.active_children() if processes else ():
        with suppress(OSError, ValueError):
            child.kill()
