"""Processes that work for this one: started anew, as Polars is not safe to fork, and ended with what they work for."""

import gc
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes for the block. Where it is left by an error or an interruption, what they are at is of no use
    to anybody, and they are ended at once instead of being waited for."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_prepared)
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


def _prepared() -> None:
    """Ctrl-C is for the process that waits for this one. Millions of short-lived matches make the collector of cycles
    cost a fifth of the time and find nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
