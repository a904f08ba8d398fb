"""Processes that work for this one: started anew, as Polars is not safe to fork, and ended with what they work for, or
where they take more than any document may."""

import gc
import re
import resource
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from pipelines.errors import CydError, DocumentError

LARGE = 8 << 20
"""Bytes of a document up to which its reader is trusted: it takes some seconds and some 400 MiB at most."""
MOST_SECONDS, MOST_BYTES = 120, 3 << 30
"""What reading any document may take, in seconds of processor and bytes: 60 MiB, as large as the largest annual report
measured, take 2 to 31 seconds and 1.1 to 1.7 GiB."""
PATIENCE = 5
"""How much longer than its seconds of processor a process is waited for: the machine may be busy."""

P = ParamSpec("P")
T = TypeVar("T")
_ONE_AT_A_TIME = Lock()
_DATA = re.compile(r"^VmData:\s*(\d+) kB$", re.MULTILINE)


class WorkerPool(ProcessPoolExecutor):
    """Processes that work for this one, `size` of them."""

    def __init__(self, size: int, prepare: Callable[[], object]) -> None:
        super().__init__(size, mp_context=get_context("spawn"), initializer=_prepared, initargs=(prepare,))
        self.size = size


@contextmanager
def worker_pool(workers: int, prepare: Callable[[], object] = int) -> Iterator[WorkerPool | None]:
    """A pool of processes for the block, which start at once and call `prepare` first; None instead of one process,
    which this one is. Where the block is left by an error or an interruption, what they are at is of no use to anybody,
    and they are ended at once instead of being waited for."""
    if workers == 1:
        yield None
        return
    pool = WorkerPool(workers, prepare)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pool.submit(int)  # starts them all, deaf to the Ctrl-C of a terminal from their first moment
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.kill()
        raise
    pool.shutdown()


def _prepared(prepare: Callable[[], object] = int) -> None:
    """Ctrl-C is for the process that waits for this one. Millions of short-lived matches make the collector of cycles
    cost a fifth of the time and find nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    prepare()


def within_bounds(size: int, read: Callable[P, T], *words: P.args, **named: P.kwargs) -> T:
    """What `read` gives. Of documents of more than `LARGE` bytes (`size`) it is called in a process of its own, one at
    a time, which is ended where it takes more than `MOST_SECONDS` or `MOST_BYTES`: then DocumentError is raised. `read`
    and all that it takes and gives must be fit to be sent to a process."""
    if size <= LARGE:
        return read(*words, **named)
    context = get_context("spawn")
    with _ONE_AT_A_TIME:
        ours, theirs = context.Pipe(duplex=False)
        bounds = MOST_SECONDS, MOST_BYTES
        process = context.Process(target=_answer, args=(theirs, bounds, read, words, named), daemon=True)
        process.start()
        theirs.close()
        try:
            answer = ours.recv() if ours.poll(MOST_SECONDS * PATIENCE) else None
        except EOFError:
            answer = None  # it was ended, or could not even say what was wrong
        finally:
            process.kill()
            process.join()
            ours.close()
    if answer is None:
        raise DocumentError(
            f"Reading its {size >> 20} MiB was ended: it took more than {MOST_SECONDS} seconds of processor, or more"
            f" than {MOST_BYTES >> 20:,} MiB of memory"
        )
    result, error = answer
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def _answer(
    answer: Connection, bounds: tuple[int, int], read: Callable[..., T], words: Any, named: Any
) -> None:
    """Of the process: bound itself, read, and say what came of it."""
    _prepared()
    seconds, most = bounds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    most += _used()
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        found: tuple[T | None, CydError | None] = (read(*words, **named), None)
    except CydError as error:
        found = (None, error)
    except MemoryError:
        return
    except Exception as error:  # such errors may not bear being sent
        found = (None, DocumentError(f"It cannot be read: {type(error).__name__}: {error}"))
    answer.send(found)


def _used() -> int:
    """Bytes of data that this process has by now, mostly those of Polars' threads; none where nobody tells."""
    try:
        found = _DATA.search(Path("/proc/self/status").read_text())
    except OSError:
        return 0
    return int(found[1]) << 10 if found else 0
