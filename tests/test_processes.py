"""Documents that are larger than others are read in a process that ends where it takes too much, with a reason."""

import os

import pytest

from pipelines import processes
from pipelines.errors import DocumentError
from pipelines.facts.section import read_section
from pipelines.processes import LARGE, within_bounds
from tests.facts.test_section import AFTER, BEFORE, BODY, COVER

FILING = f"{COVER}{BEFORE}<p>Item 1C. Cybersecurity</p>{BODY}{AFTER}".encode()


def where() -> int:
    return os.getpid()


def refuses() -> None:
    raise DocumentError("The document is none.")


def breaks() -> None:
    raise OverflowError("a number too large")


def takes_for_ever() -> None:
    while True:
        pass


def takes_all_memory() -> bytes:
    return bytes(1 << 42)


def test_a_small_document_is_read_here_and_a_large_one_elsewhere_to_the_same_end() -> None:
    assert within_bounds(LARGE, where) == os.getpid() != within_bounds(LARGE + 1, where)
    large = within_bounds(LARGE + 1, read_section, FILING, form="10-K")
    small = read_section(FILING, form="10-K")
    assert small.status == "found"
    assert large.facts.equals(small.facts) and (large.status, large.reason) == (small.status, small.reason)


def test_an_error_comes_back_as_the_documents() -> None:
    with pytest.raises(DocumentError, match=r"The document is none\."):
        within_bounds(LARGE + 1, refuses)
    with pytest.raises(DocumentError, match="OverflowError: a number too large"):
        within_bounds(LARGE + 1, breaks)


def test_what_takes_for_ever_or_all_memory_is_ended_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MOST_BYTES", 1 << 28)
    with pytest.raises(DocumentError, match=r"Reading its 9 MiB was ended: .* 256 MiB of memory"):
        within_bounds(9 << 20, takes_all_memory)
    monkeypatch.setattr(processes, "MOST_SECONDS", 2)
    with pytest.raises(DocumentError, match="more than 2 seconds of processor"):
        within_bounds(9 << 20, takes_for_ever)
