"""Markup becomes text as a person reads it."""

import pytest
from lxml import etree

from pipelines.errors import DocumentError
from pipelines.facts import markup
from pipelines.facts.markup import decode, element_text, html_text, parse_html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br/>two<hr/>three", "one\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<b>cyber</b><i>security</i> <span>risk</span>", "cybersecurity risk"),
        ("<table><tr><td>one</td><td>two</td></tr><tr><td>three</td></tr></table>", "one two\nthree"),
        ("<table><tr><td><p>•</p></td><td><p>first</p><p>second</p></td></tr></table>", "• first\nsecond"),
        ("<p>before</p><table><tr><td>cell</td></tr></table>after", "before\ncell\nafter"),
        ("<div>•<span style='padding-left: 12pt'>item</span></div>", "• item"),
        ("<div><span>•</span><span>item</span></div>", "• item"),
        ("<span>1.</span><span style='margin-right:4pt'>a</span><span>b</span>", "1.a b"),
        ("<span style='padding-left:0'>a</span><span>b</span>", "ab"),
        ("a <div style='display:inline'>b</div> c", "a b c"),
        ("<p>the&#160;board\n   of   directors</p>", "the board of directors"),
        ("Classi\ufb01cation o\ufb00ers", "Classification offers"),
        ("cy\u00adber\u200bsecurity", "cybersecurity"),
        ("cafe\u0301", "caf\u00e9"),
        ("1<sup>st</sup> of May", "1st of May"),
        ("<script>x()</script><style>p{}</style>text<!-- no -->.", "text."),
        ("<p>R&amp;D &lt; 5</p>", "R&D < 5"),
        ("<p>a &#150; b &#146;s</p>", "a \u2013 b \u2019s"),
        ("<pre>one\n  two\n</pre>three", "one\ntwo\nthree"),
        ("no markup at all", "no markup at all"),
        ("•item", "• item"),
    ],
)
def test_html_reads_as_a_person_reads_it(source: str, text: str) -> None:
    assert html_text(source) == text


def test_what_is_not_displayed_is_left_out_only_where_asked() -> None:
    source = "<p>seen</p><p style='color:red; display: none'>unseen</p>"
    assert html_text(source) == "seen\nunseen"
    assert html_text(source, skip_hidden=True) == "seen"


@pytest.mark.parametrize(
    "edge", ['<hr style="page-break-after:always"/>', '<div style="break-before:page"></div>']
)
def test_a_sentence_that_runs_over_a_page_is_whole(edge: str) -> None:
    assert html_text(f"<p>The board asks</p>{edge}<p>for reports.</p>") == "The board asks for reports."
    assert html_text(f"<p>The board asks.</p>{edge}<p>for reports.</p>") == "The board asks.\nfor reports."
    assert html_text(f"<p>Governance</p>{edge}<p>The board asks.</p>") == "Governance\nThe board asks."


def test_an_xml_tree_reads_like_an_html_tree() -> None:
    root = etree.fromstring(
        '<x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a</x:p><?pi?>b<!--c-->d</x:div>'
    )
    assert element_text(root) == "a\nbd"


def test_a_deep_tree_is_read_without_recursion() -> None:
    assert html_text("<b>" * 1500 + "x" + "</b>" * 1500) == "x"


def test_bytes_are_utf_8_or_else_windows_1252() -> None:
    assert decode("\ufeffé".encode()) == "é"
    assert decode(b"board\x92s \x00x") == "board\u2019s x"
    assert html_text("<p>é</p>".encode()) == "é"


def test_what_is_no_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError):
        parse_html(b"")
    monkeypatch.setattr(markup, "MAX_BYTES", 10)
    with pytest.raises(DocumentError, match="MiB"):
        parse_html("<p>" + "x" * 20)
