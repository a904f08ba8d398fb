"""Expressions: what they find, as `re` does, and that a text made to keep one busy is given up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.metrics.language.expression import Expression

BUSY = Expression("(?:(?:a|aa)+)+[bc]")
HARD = "a" * 60 + "d"
SOURCE = r"(?i)(?<!\w)(?P<who>we|our \w+)(?:,? (?:also|then)){0,2} (?P<what>[^\s;]+)"
TEXTS = st.lists(
    st.sampled_from(["we", "Our", "board", ", also", "then;", "⟦C1⟧", "é", "\ue000", "sees"]), max_size=12
)


@given(TEXTS.map(" ".join))
def test_it_finds_what_re_finds_whatever_the_letters(text: str) -> None:
    ours, theirs = Expression(SOURCE), re.compile(SOURCE)
    found = [(match.span(), match["who"], match.span("what")) for match in ours.finditer(text)]
    assert found == [(match.span(), match["who"], match.span("what")) for match in theirs.finditer(text)]
    assert (ours.match(text) is None) == (theirs.match(text) is None)
    assert (ours.search(text, 3, 20) is None) == (theirs.search(text, 3, 20) is None)
    assert ours.sub("it", text) == theirs.sub("it", text)
    assert ours.sub(lambda match: match["who"], text) == theirs.sub(lambda match: match["who"], text)


def test_a_text_made_to_keep_it_busy_holds_nothing_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    assert BUSY.search(HARD) is BUSY.match(HARD) is None
    assert list(BUSY.finditer(HARD)) == []
    assert BUSY.sub("", HARD) == HARD
    assert [record.getMessage() for record in caplog.records] == [
        f"A text of 61 characters is too hard to search, what it says is left out: {HARD[:60]}"
    ]
    assert [match[0] for match in BUSY.finditer(f"aab {HARD}")] == ["aab"]
