"""Text made to make patterns slow: long runs of what their repetitions take, without what ends them."""

import time
from collections.abc import Callable

LENGTH = 20_000


def _long(unit: str) -> str:
    return unit * (LENGTH // len(unit))


HOSTILE = [
    _long("a"),
    _long(" "),
    _long("a "),
    _long("NIST, ISO "),
    _long("third-party third "),
    _long("not have been any "),
    _long("no incident has not had material "),
    _long("Certified Information "),
    _long("experience with holds certifications SOC CISA "),
    _long("penetration test by "),
    _long("we have not that which "),
    _long("("),
]


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
