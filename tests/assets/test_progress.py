"""A run says what it is at: lines with their time where nobody looks on, a bar that moves on a terminal, nothing where
it is told to be silent; what nobody foresaw is a line of its own."""

from io import StringIO

import pytest
from rich.console import Console

from assets.progress import counted, progress
from pipelines.errors import DocumentError
from pipelines.refusal import read_json, refusing

from ..conftest import LOG_LINE


def said(*, terminal: bool = False, quiet: bool = False) -> str:
    stream = StringIO()
    console = Console(file=stream, force_terminal=terminal, width=100, color_system=None)
    with progress(console, quiet=quiet) as say:
        say("reading the index")
        say("filings of 2025-03 read", 50, 120)
        say("\x1b[2Jwhat comes from outside")
        with pytest.raises(DocumentError), refusing("R4.htm of 0000000001-25-000001"):
            raise OverflowError("a number too large")
    return stream.getvalue()


def test_where_nobody_looks_on_each_thing_is_a_line_with_its_time() -> None:
    lines = said().splitlines(keepends=True)
    assert all(LOG_LINE.fullmatch(line) for line in lines), lines
    assert [line[21:].strip() for line in lines[:2]] == [
        "reading the index",
        "filings of 2025-03 read: 50 of 120",
    ]
    assert "\x1b" not in lines[2]


@pytest.mark.parametrize("quiet", [False, True])
def test_what_nobody_foresaw_is_warned_of_by_its_name_without_a_trace(quiet: bool) -> None:
    last = said(quiet=quiet).splitlines()[-1]
    assert last[21:].startswith("Warning: R4.htm of 0000000001-25-000001 cannot be read")
    assert "OverflowError: a number too large" in last
    assert "Traceback" not in said(quiet=quiet)


def test_silent_but_for_what_is_wrong() -> None:
    assert len(said(quiet=True).splitlines()) == 1


def test_on_a_terminal_a_bar_shows_how_much_is_done() -> None:
    shown = said(terminal=True)
    assert "filings of 2025-03 read: 50 of 120" in shown
    assert "━" in shown


def test_what_is_no_json_is_no_surprise(caplog: pytest.LogCaptureFixture) -> None:
    for data in (b"{", b"[" * 200_000, b"\xff"):
        with pytest.raises(DocumentError, match="The answer cannot be read"):
            read_json(data, "The answer")
    assert caplog.records == []


def test_a_message_is_counted_where_its_size_is_known() -> None:
    assert counted("filings derived", 2000, 8079) == "filings derived: 2,000 of 8,079"
    assert counted("loading") == "loading"
