"""No reader crashes, hangs or grows without bound on any bytes: it reads them or refuses with a sentence."""

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.errors import DocumentError
from pipelines.facts import section as section_module
from pipelines.facts.detect import open_document
from pipelines.facts.inline import read_inline
from pipelines.facts.instance import read_instance
from pipelines.facts.markup import html_text
from pipelines.facts.model import FactFrame
from pipelines.facts.page import read_page
from pipelines.facts.section import read_section
from pipelines.facts.text import normalise
from tests.facts.documents import BOARD, INTEGRATED, ROLE, document, fact, instance
from tests.facts.test_page import TEXT, page, row
from tests.facts.test_section import AFTER, BEFORE, BODY, COVER

SEEDS = [
    document(
        fact(BOARD, f"a {fact(ROLE, 'b')} <ix:exclude><p>7</p></ix:exclude>", 'continuedAt="k"')
        + '<p><ix:continuation id="k">c</ix:continuation></p>',
        hidden=fact(INTEGRATED, "x", 'format="ixt:fixed-true"'),
    ),
    instance(
        f'<cyd:{BOARD} contextRef="c">&lt;p&gt;a&lt;/p&gt;</cyd:{BOARD}><cyd:{INTEGRATED} contextRef="c">true</cyd:{INTEGRATED}>'
    ),
    page(row(BOARD, "<table><tr><td>a</td></tr></table>"), row(INTEGRATED, "true")),
    TEXT.encode(),
    f"{COVER}{BEFORE}<p>Item 1C. Cybersecurity</p>{BODY}{AFTER}".encode(),
]
PIECES = [
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&nbsp;", b"\0", b"\xff", b"|", b"[Flag]", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<ix:continuation id='k' continuedAt='k'>", b"<!DOCTYPE x [", b"'", b'"', b"<td colspan='99999'>", b"Item 1C. ", b"Item 2. ",
    b"2024-13-45", b"Feb. 30, 2024", b"0 Months Ended", b"999999999 Months Ended", b"<xbrl>", b"</html>", b"\x0c", b"\xf0\x9f",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good document with pieces cut out, doubled, and foreign ones put in."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.sampled_from([0, 0, 1, 3, 20, 200]))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=6))
        if draw(st.booleans()):
            piece += data[at : at + draw(st.integers(0, 300))]
        data = data[:at] + piece + data[at + cut :]
    return data


@pytest.fixture(autouse=True)
def _without_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    """edgartools is another project's to fuzz, and takes seconds to import."""
    monkeypatch.setattr(section_module._Reader, "_by_edgartools", lambda reader, markup: None)


WITHIN = settings(
    max_examples=300,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@WITHIN
@given(damaged() | st.binary(max_size=200))
def test_every_reader_reads_or_refuses(data: bytes) -> None:
    for reader in (
        read_page,
        read_instance,
        lambda one: read_inline(("d", one)),
        lambda one: open_document(one).facts,
    ):
        with suppress(DocumentError):
            facts = reader(data)
            FactFrame.validate(facts)
            assert ((facts["end"] - facts["start"]).fill_null(1) > 0).all()
            assert (facts["end"].fill_null(0) <= len(data)).all()
    section = read_section(data)
    assert section.reason
    FactFrame.validate(section.facts)


@settings(max_examples=150, deadline=timedelta(seconds=5))
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["<p>", "</td>", "<td>", "•", "\u00a0", "a", "B.", " ", "\n", "<br>", "<!--"])
    ).map("".join)
)
def test_text_of_any_markup_is_normal(source: str) -> None:
    with suppress(DocumentError):
        text = html_text(source)
        assert normalise(text) == text


@pytest.mark.parametrize(
    "hostile",
    [
        b"<ix:nonNumeric " * 100_000,
        b"<!--" * 200_000,
        b"<td>" * 50_000,
        b"&" * 500_000,
        b'"' * 500_000,
        b"<table class='report'>" + b"<tr><td onclick='defref_cyd_X'>" * 20_000,
        b"|12 Months Ended\n" * 50_000 + b"|a [Flag]\n" * 50_000,
        b"FORM 10-K Item 1C. " + b"Item 1C.\n\n" * 30_000,
        b" " * 1_000_000 + b"x",
        b"<p>FORM 10-K</p>" + b'<p>Item 1C. Cybersecurity</p><p>see "A' * 5_000,
    ],
    ids=range(10),
)
def test_no_repetition_takes_long(hostile: bytes) -> None:
    wrapped = [
        hostile,
        document("").replace(b"</body>", hostile + b"</body>"),
        instance("").replace(b"</xbrl>", hostile + b"</xbrl>"),
    ]
    started = time.process_time()
    for data in wrapped:
        for reader in (read_page, read_instance, lambda one: read_inline(("d", one)), read_section):
            with suppress(DocumentError):
                reader(data)
    assert time.process_time() - started < 60
