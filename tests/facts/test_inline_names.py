"""Inline XBRL whose names lost their case or their declaration is read where that is safe, and told where not."""

import pytest

from pipelines.errors import DocumentError
from pipelines.facts.detect import detect, open_document
from pipelines.facts.inline import read_filing
from pipelines.facts.inline_names import is_inline, with_case
from tests.facts.documents import BOARD, INTEGRATED, NAMESPACES, context, document, fact

WHOLE = document(fact(BOARD, "The board asks.", 'continuedAt="k"') + fact(INTEGRATED, "yes", 'format="ixt:fixed-true"')
                 + '<ix:continuation id="k"> And asks.</ix:continuation>')  # fmt: skip


COVER = "<p>FORM 10-K</p><p>For the fiscal year ended June 30, 2024</p>"


def lowered(data: bytes) -> bytes:
    """What a tool for HTML makes of names and attributes."""
    for name in (b"nonNumeric", b"contextRef", b"continuedAt", b"startDate", b"endDate", b"explicitMember"):
        data = data.replace(name, name.lower())
    return data


@pytest.mark.parametrize(
    "change", [lowered, lambda data: lowered(data).replace(b"nonnumeric", b"NONNUMERIC")]
)
def test_names_without_their_case_are_read_and_keep_their_places(change) -> None:  # type: ignore[no-untyped-def]
    data = change(WHOLE)
    read, whole = read_filing(("d", data)), read_filing(("d", WHOLE))
    columns = ("concept", "value", "flag", "taxonomy", "period_start", "start", "end")
    assert read.facts.select(columns).equals(whole.facts.select(columns))
    assert read.facts.height == 2
    assert with_case(WHOLE) is WHOLE
    start, end = read.facts.select("start", "end").row(0)
    assert data[start:end].lower().startswith(b"<ix:nonnumeric")


@pytest.mark.parametrize("prefix", ["ix", "xbrli", "xbrldi", "xsi"])
def test_a_prefix_that_means_the_same_everywhere_need_not_be_declared(prefix: str) -> None:
    segment = '<xbrldi:explicitMember dimension="dei:LegalEntityAxis">dei:AMember</xbrldi:explicitMember>'
    names = " ".join(one for one in NAMESPACES.split() if not one.startswith(f"xmlns:{prefix}="))
    data = document(fact(BOARD, "x", 'xsi:nil="false"'), contexts=context(segment=segment), namespaces=names)
    assert is_inline(data)
    assert detect(data) == "inline XBRL"
    read = read_filing(("d", data))
    assert read.facts.select("concept", "value", "dimensions").rows() == [
        (BOARD, "x", "LegalEntityAxis=AMember")
    ]
    assert any(prefix in sentence and "not declared" in sentence for sentence in read.rejected)


def test_the_taxonomys_own_prefix_without_a_declaration_is_read_without_its_year_and_told() -> None:
    names = " ".join(one for one in NAMESPACES.split() if not one.startswith("xmlns:cyd="))
    read = open_document(document(fact(BOARD, "x") + fact("Other", "y"), namespaces=names))
    assert read.facts.select("concept", "taxonomy", "value").rows() == [(BOARD, None, "x")]
    assert "prefix cyd is not declared" in read.rejected[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (document(COVER + fact(BOARD, "x", prefix="zyx")), "none that is declared"),
        (document(COVER + fact(BOARD, "x")).replace(b"xbrl.sec.gov/cyd/2024", b"xbrl.sec.gov/cyd/2024q1"), "cyd/2024q1"),
        (document(COVER + fact(BOARD, "x")).replace(b"<ix:nonN", b"<IX:nonN").replace(b"</ix:nonN", b"</IX:nonN"), "passed over"),
    ],
)  # fmt: skip
def test_tags_that_cannot_be_read_are_told_and_never_untagged_in_silence(data: bytes, word: str) -> None:
    read = open_document(data)
    assert read.facts.is_empty()
    assert any(word in sentence for sentence in read.rejected), read.rejected


def test_a_document_that_is_refused_says_too_which_tags_were_passed_over() -> None:
    with pytest.raises(DocumentError, match=r"passed over.*which form"):
        open_document(document(fact(BOARD, "x", prefix="zyx")))


def test_a_filers_own_element_of_the_same_name_is_nobodys_business() -> None:
    names = NAMESPACES + ' xmlns:own="http://own.example/2024"'
    read = read_filing(("d", document(fact(BOARD, "x", prefix="own") + fact(BOARD, "y"), namespaces=names)))
    assert (read.facts.height, read.rejected) == (1, [])


@pytest.mark.parametrize(
    "after",
    [b"<!--" + b"x" * 6000 + b"-->", b"\n" * 9000, b"<!-- </html> -->", b"</XBRL>\n</TEXT>\n</DOCUMENT>" + b" " * 5000,
     b"<?pi " + b"y" * 5000 + b"?>"],
)  # fmt: skip
def test_what_follows_the_end_does_not_cut_a_document_off(after: bytes) -> None:
    assert read_filing(("d", WHOLE + after)).facts.height == 2


@pytest.mark.parametrize(
    "data",
    [WHOLE[:-20], WHOLE + WHOLE[:-20], WHOLE[:-20] + b"<!-- </html>", WHOLE[:-20] + b"<!-- " + b"z" * 9000],
)
def test_a_document_whose_end_is_missing_is_cut_off(data: bytes) -> None:
    with pytest.raises(DocumentError, match="cut off"):
        read_filing(("d", data))
