"""Each construct of inline XBRL is read; each hostile one is refused with its reason."""

import hashlib
from datetime import date

import pytest

from pipelines.errors import DocumentError
from pipelines.facts import inline, inline_parse
from pipelines.facts.inline import read_filing, read_inline
from pipelines.facts.model import FactFrame
from tests.facts.documents import (
    BOARD,
    ENGAGED,
    INTEGRATED,
    NAMESPACES,
    NATURE,
    PROCESSES,
    ROLE,
    context,
    document,
    fact,
)

ESCAPED = 'escape="true"'
TRUE = 'format="ixt:fixed-true"'
TO_K, TO_K1 = 'continuedAt="k"', 'continuedAt="k1"'
K_OPEN = '<ix:continuation id="k">'


def values(data: bytes) -> dict[str, str | None]:
    """Concept to value."""
    facts = read_inline(("d.htm", data))
    FactFrame.validate(facts)
    return dict(facts.select("concept", "value").rows())


def test_a_fact_comes_with_its_context_its_language_and_its_place() -> None:
    body = f"<div>Before {fact(BOARD, '<p>The board asks.</p><p>It hears.</p>', ESCAPED)} after</div>"
    data = document(body)
    facts = read_inline(("d.htm", data), accession_number="0000000077-25-000001")
    FactFrame.validate(facts)
    row = facts.row(0, named=True)
    assert row["value"] == "The board asks.\nIt hears."
    assert (row["period_start"], row["period_end"]) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (row["cik"], row["lang"], row["taxonomy"]) == (77, "en-US", "cyd/2024")
    assert (row["document"], row["document_sha256"]) == ("d.htm", hashlib.sha256(data).hexdigest())
    markup = data[row["start"] : row["end"]]
    assert markup.startswith(b"<ix:nonNumeric name=") and markup.endswith(b"</ix:nonNumeric>")
    assert row["markup_sha256"] == hashlib.sha256(markup).hexdigest()


def test_tags_inside_tags_are_facts_of_their_own_each_with_its_own_place() -> None:
    inner = fact(ROLE, f"The officer {fact(ENGAGED, 'hired', TRUE)} help.")
    data = document(f"<p>{fact(PROCESSES, f'We manage risk. {inner} Done.')}</p>")
    assert values(data) == {
        PROCESSES: "We manage risk. The officer hired help. Done.",
        ROLE: "The officer hired help.",
        ENGAGED: "true",
    }
    places = {row["concept"]: data[row["start"] : row["end"]] for row in read_inline(("d", data)).to_dicts()}
    assert places[ENGAGED].endswith(b">hired</ix:nonNumeric>")
    assert places[ROLE].endswith(b" help.</ix:nonNumeric>")
    assert places[PROCESSES].endswith(b" Done.</ix:nonNumeric>")


def test_a_text_continues_in_any_number_of_places_in_any_order() -> None:
    body = (
        '<p><ix:continuation id="k2" continuedAt="k3">Third of all.</ix:continuation></p>'
        f"<p>{fact(BOARD, 'First comes', TO_K1)}</p><p>page 7</p>"
        '<p><ix:continuation id="k3">Last.</ix:continuation></p>'
        '<p><ix:continuation id="k1" continuedAt="k2">the second.</ix:continuation></p>'
    )
    assert values(document(body)) == {BOARD: "First comes the second.\nThird of all.\nLast."}


def test_pieces_that_touch_are_not_parted_and_pieces_of_one_paragraph_are_not_glued() -> None:
    touching = f"<p>{fact(BOARD, 'cyber', TO_K)}{K_OPEN}security</ix:continuation></p>"
    apart = f"<p>{fact(BOARD, 'one', TO_K)}, untagged, {K_OPEN}two</ix:continuation></p>"
    assert values(document(touching)) == {BOARD: "cybersecurity"}
    assert values(document(apart)) == {BOARD: "one two"}


def test_what_is_excluded_is_not_part_of_the_text() -> None:
    page = "<ix:exclude><div>12</div><div>Acme Corp</div></ix:exclude>"
    body = fact(BOARD, f"<p>The board reviews the</p>{page}<p>plan.</p>{page}<p>Then it rests.</p>")
    assert values(document(body)) == {BOARD: "The board reviews the plan.\nThen it rests."}
    assert values(document(fact(BOARD, "The <ix:exclude>very</ix:exclude> Board"))) == {BOARD: "The Board"}


def test_hidden_facts_are_facts() -> None:
    assert values(document("<p>x</p>", hidden=fact(INTEGRATED, "true"))) == {INTEGRATED: "true"}


def test_a_nil_fact_has_no_value_and_no_flag() -> None:
    data = document(fact(INTEGRATED, "", 'xsi:nil="true"') + fact(BOARD, "", 'xsi:nil="1"'))
    rows = read_inline(("d", data)).select("value", "flag", "is_nil").rows()
    assert rows == [(None, None, True), (None, None, True)]
    empty = document('<ix:nonNumeric name="cyd:' + BOARD + '" contextRef="c"/>' + fact(ROLE, "text"))
    facts = read_inline(("d", empty))
    assert facts.select("value", "is_nil").rows() == [("", False), ("text", False)]
    assert empty[facts["start"][0] : facts["end"][0]].endswith(b"/>")


@pytest.mark.parametrize(
    ("transform", "content", "flag"),
    [
        ("ixt:fixed-true", "any words", True),
        ("ixt:fixed-false", "any words", False),
        ("ixt:booleantrue", "yes", True),
        ("ixt:booleanfalse", "no", False),
        ("ixt-sec:boolballotbox", "&#9744;", False),
        ("ixt-sec:boolballotbox", " &#9745; ", True),
        ("ixt-sec:boolballotbox", "&#9746;", True),
        ("", "true", True),
        ("", " False ", False),
        ("", "1", True),
        ("", "0", False),
        ("", "perhaps", None),
        ("ixt:fixed-empty", "words", None),
    ],
)
def test_every_boolean_transform_gives_its_flag(transform: str, content: str, flag: bool | None) -> None:
    attribute = f'format="{transform}"' if transform else ""
    row = read_inline(("d", document(fact(INTEGRATED, content, attribute)))).row(0, named=True)
    assert row["flag"] is flag
    if flag is not None:
        assert row["value"] == str(flag).lower()


@pytest.mark.parametrize("year", ["2011-07-31", "2015-02-26", "2020-02-12", "2022-02-16"])
def test_a_transform_of_any_registry_counts_by_its_local_name(year: str) -> None:
    own = NAMESPACES.replace("2020-02-12", year).replace("xmlns:ixt=", "xmlns:tr=")
    data = document(fact(INTEGRATED, "x", 'format="tr:fixed-false"'), namespaces=own)
    assert read_inline(("d", data))["flag"].to_list() == [False]


def test_a_transform_of_a_text_block_is_its_value_too() -> None:
    assert values(document(fact(BOARD, "words", 'format="ixt:fixed-true"'))) == {BOARD: "true"}


def test_any_prefix_bound_to_the_taxonomy_counts_and_the_usual_one_bound_elsewhere_does_not() -> None:
    own = NAMESPACES.replace(
        'xmlns:cyd="http://xbrl.sec.gov/cyd/2024"',
        'xmlns:q="http://xbrl.sec.gov/cyd/2026" xmlns:cyd="http://example.org/"',
    )
    data = document(fact(BOARD, "one", prefix="q") + fact(ROLE, "two"), namespaces=own)
    assert read_inline(("d", data)).select("concept", "taxonomy").rows() == [(BOARD, "cyd/2026")]


def test_a_prefix_bound_where_it_stands_counts_there() -> None:
    body = f'<div xmlns:z="http://xbrl.sec.gov/cyd/2025">{fact(BOARD, "one", prefix="z")}</div>'
    assert read_inline(("d", document(body))).select("value", "taxonomy").rows() == [("one", "cyd/2025")]


def test_another_prefix_than_ix_serves_as_well() -> None:
    data = document(fact(BOARD, "one")).replace(b"ix:", b"i-x:").replace(b":ix=", b":i-x=")
    facts = read_inline(("d", data))
    assert facts["value"].to_list() == ["one"]
    assert data[facts["start"][0] : facts["end"][0]].startswith(b"<i-x:nonNumeric")


def test_dimensions_are_axes_and_members_by_local_name_in_order() -> None:
    segment = (
        '<xbrldi:typedMember dimension="x:ZAxis"><x:v xmlns:x="urn:x">seven</x:v></xbrldi:typedMember>'
        '<xbrldi:explicitMember dimension="cyd:MaterialCybersecurityIncidentAxis"> abc:FirstMember </xbrldi:explicitMember>'
    )
    data = document(fact(NATURE, "It broke."), contexts=context(segment=segment))
    assert read_inline(("d", data))["dimensions"].to_list() == [
        "MaterialCybersecurityIncidentAxis=FirstMember;ZAxis=seven"
    ]


def test_equal_facts_in_one_context_are_numbered_and_contexts_keep_them_apart() -> None:
    contexts = context() + context("d", "2023-01-01", "2024-01-01T00:00:00")
    data = document(fact(BOARD, "a") * 2 + fact(BOARD, "b", reference="d"), contexts=contexts)
    rows = read_inline(("d", data)).select("value", "ordinal", "period_end").rows()
    assert rows == [("a", 0, date(2024, 12, 31)), ("a", 1, date(2024, 12, 31)), ("b", 0, date(2023, 12, 31))]


def test_an_instant_is_a_period_of_one_day() -> None:
    day = context().replace(
        "<xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>",
        "<xbrli:instant>2024-03-01</xbrli:instant>",
    )
    facts = read_inline(("d", document(fact(BOARD, "a"), contexts=day)))
    assert facts.select("period_start", "period_end").rows() == [(date(2024, 3, 1), date(2024, 3, 1))]


def test_the_documents_of_a_filing_share_contexts_and_continuations() -> None:
    first = document(fact(BOARD, "Begun here", 'continuedAt="k"'), contexts="")
    second = document('<p><ix:continuation id="k">ended there.</ix:continuation></p>' + fact(ROLE, "r"))
    facts = read_inline([("a.htm", first), ("b.htm", second), ("exhibit.htm", b"<html>no facts</html>")])
    assert facts.select("document", "value").rows() == [("a.htm", "Begun here ended there."), ("b.htm", "r")]


def test_the_cover_says_which_filing_it_is() -> None:
    cover = fact("DocumentType", "10-K", prefix="dei") + fact(
        "EntityCentralIndexKey", "0000000077", prefix="dei"
    )
    reading = read_filing(("d", document(fact(BOARD, "a"), hidden=cover)))
    assert reading.dei == {"DocumentType": "10-K", "EntityCentralIndexKey": "0000000077"}
    assert reading.facts.height == 1


def test_what_stands_around_the_document_is_cut_away_and_offsets_still_count_from_the_files_start() -> None:
    data = b"<XBRL>\n" + document(fact(BOARD, "a")) + b"\n</XBRL>\n"
    reading = read_filing(("d", data))
    assert reading.rejected == []
    assert data[reading.facts["start"][0] :].startswith(b"<ix:nonNumeric")


def test_a_tag_in_a_comment_does_not_shift_the_places() -> None:
    comment = f"<!-- {fact(BOARD, 'old')} --><p><![CDATA[ {fact(BOARD, 'data')} ]]></p>"
    data = document(f"{comment}{fact(BOARD, 'new')}")
    facts = read_inline(("d", data))
    assert data[facts["start"][0] : facts["end"][0]].endswith(b">new</ix:nonNumeric>")


@pytest.mark.parametrize(
    ("broken", "value"),
    [
        (fact(BOARD, "Smith &amp; Wesson&nbsp;&mdash; R&D at AT&T"), "Smith & Wesson — R&D at AT&T"),
        (f"<p>{fact(BOARD, 'one <b>two')}</p>", "one two"),
        (fact(BOARD, "bell&#7; and\x0b tab"), "bell and tab"),
        (fact(BOARD, "&nosuchname; x"), "&nosuchname; x"),
    ],
)
def test_a_document_that_is_not_well_formed_is_read_after_repair_and_says_so(broken: str, value: str) -> None:
    reading = read_filing(("d.htm", document(broken)))
    assert reading.facts["value"].to_list() == [value]
    assert "d.htm: not well-formed XML" in reading.rejected[0]


def test_bytes_that_belie_the_declared_encoding_are_read_as_windows_1252() -> None:
    data = document(fact(BOARD, "the board@s view")).replace(b"@", b"\x92")
    assert read_inline(("d", data))["value"].to_list() == ["the board\u2019s view"]


def test_a_fact_without_its_context_is_told_and_the_others_are_read() -> None:
    data = document(fact(BOARD, "a", reference="nowhere") + fact(ROLE, "b"))
    reading = read_filing(("d", data))
    assert reading.facts["concept"].to_list() == [ROLE]
    assert reading.rejected == [f"{BOARD}: its context 'nowhere' is missing or has no readable period"]


@pytest.mark.parametrize("end", ["2024-02-30", "soon", "2023-01-01"])
def test_a_period_that_is_none_is_told(end: str) -> None:
    reading = read_filing(("d", document(fact(BOARD, "a"), contexts=context(end=end))))
    assert reading.facts.is_empty()
    assert "no readable period" in reading.rejected[0]


def test_a_continuation_that_is_missing_is_told_and_the_rest_is_kept() -> None:
    reading = read_filing(("d", document(fact(BOARD, "begun", 'continuedAt="k"'))))
    assert reading.facts["value"].to_list() == ["begun"]
    assert "continuation 'k' is missing" in reading.rejected[0]


def test_continuations_in_a_circle_are_refused() -> None:
    circle = '<ix:continuation id="k" continuedAt="m">a</ix:continuation><ix:continuation id="m" continuedAt="k">b</ix:continuation>'
    with pytest.raises(DocumentError, match="circle"):
        read_inline(("d", document(fact(BOARD, "x", 'continuedAt="k"') + circle)))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE html SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x" [<!ENTITY a "b">]>',
    ],
)
def test_a_document_type_that_could_define_anything_is_refused(doctype: str) -> None:
    data = document(fact(BOARD, "&a;")).replace(b"?>\n", b"?>\n" + doctype.encode(), 1)
    with pytest.raises(DocumentError, match="DTD"):
        read_inline(("d", data))


def test_the_document_type_of_any_web_page_does_no_harm() -> None:
    doctype = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    for harmless in (doctype, b"<!DOCTYPE html>"):
        data = document(fact(BOARD, "a")).replace(b"?>\n", b"?>\n" + harmless, 1)
        assert read_inline(("d", data))["value"].to_list() == ["a"]


def test_depth_is_bounded_in_well_formed_and_in_broken_documents() -> None:
    deep = "<b>" * 3000 + "x" + "</b>" * 3000
    for body in (fact(BOARD, deep), fact(BOARD, deep) + "&nbsp;"):
        with pytest.raises(DocumentError, match="levels deep"):
            read_inline(("d", document(body)))


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline_parse, "MAX_BYTES", 1000)
    with pytest.raises(DocumentError, match="MiB"):
        read_inline(("d", document(fact(BOARD, "x" * 1000))))


def test_text_repeated_by_nested_tags_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "MAX_TEXT", 5000)
    nested = "word " * 100
    for _ in range(20):
        nested = fact(BOARD, nested)
    with pytest.raises(DocumentError, match="repeat its text"):
        read_inline(("d", document(nested)))
    chained = "".join(
        f'<ix:continuation id="k{n}" continuedAt="k{n + 1}">{"word " * 40}</ix:continuation>'
        for n in range(40)
    )
    with pytest.raises(DocumentError, match="repeat its text"):
        read_inline(("d", document(fact(BOARD, "x", 'continuedAt="k0"') + chained)))


def test_a_document_cut_off_is_refused() -> None:
    with pytest.raises(DocumentError, match="cut off"):
        read_inline(("d", document(fact(BOARD, "a"))[:-20]))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no inline XBRL"),
        (b"<html><body>plain</body></html>", "no inline XBRL"),
        (b"inlineXBRL but no markup", "no <html> element"),
        (document("a").decode().encode("utf-16"), "no inline XBRL"),
        (b"\xff\xfe inlineXBRL <html></html>", "UTF-16"),
        (document("a").replace(b"ASCII", b"UTF-7"), "encoding"),
    ],
)
def test_what_is_no_inline_document_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_inline(("d", data))


def test_no_document_at_all_is_refused() -> None:
    with pytest.raises(DocumentError, match="No document"):
        read_inline([])
