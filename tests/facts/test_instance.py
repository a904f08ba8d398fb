"""The extracted instance is read as a stream, whatever its order and size."""

import hashlib
import time
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import DocumentError
from pipelines.facts import instance as module
from pipelines.facts.instance import read_extracted, read_instance
from pipelines.facts.model import FactFrame
from tests.facts.documents import BOARD, INTEGRATED, NATURE, ROLE, context, instance


def cyd(concept: str, content: str, attributes: str = "", reference: str = "c") -> str:
    """A fact of an instance."""
    return f'<cyd:{concept} contextRef="{reference}" {attributes}>{content}</cyd:{concept}>'


def test_escaped_markup_is_read_as_a_person_reads_it_and_facts_have_their_places() -> None:
    data = instance(
        cyd(BOARD, "&lt;div&gt;One &amp;amp; two&lt;/div&gt;&lt;p&gt;three&lt;/p&gt;")
        + cyd(INTEGRATED, "true")
    )
    facts = read_instance(data, accession_number="0000000077-25-000001", document="x_htm.xml")
    FactFrame.validate(facts)
    assert facts.select("concept", "value", "flag", "cik", "lang", "taxonomy").rows() == [
        (BOARD, "One & two\nthree", None, 77, "en-US", "cyd/2024"),
        (INTEGRATED, "true", True, 77, "en-US", "cyd/2024"),
    ]
    for row in facts.to_dicts():
        markup = data[row["start"] : row["end"]]
        assert markup.startswith(f"<cyd:{row['concept']}".encode())
        assert markup.endswith(f"</cyd:{row['concept']}>".encode())
        assert row["markup_sha256"] == hashlib.sha256(markup).hexdigest()
    assert facts["document_sha256"][0] == hashlib.sha256(data).hexdigest()


def test_text_without_markup_comes_out_as_it_is() -> None:
    data = instance(cyd(BOARD, "R&amp;D is 1 &lt; 2") + cyd(ROLE, "twice &amp;amp; escaped"))
    assert read_instance(data)["value"].to_list() == ["R&D is 1 < 2", "twice & escaped"]


def test_contexts_may_follow_the_facts() -> None:
    data = instance(cyd(BOARD, "a") + context().replace("xbrli:", ""), contexts="")
    assert read_instance(data)["period_end"].to_list() == [date(2024, 12, 31)]


def test_members_and_nil_and_repeats_are_kept_apart() -> None:
    member = '<xbrldi:explicitMember dimension="cyd:MaterialCybersecurityIncidentAxis">abc:OneMember</xbrldi:explicitMember>'
    contexts = context() + context("m", segment=member)
    facts = cyd(NATURE, "a", reference="m") + cyd(NATURE, "b") * 2 + cyd(INTEGRATED, "", 'xsi:nil="true"')
    rows = read_instance(instance(facts, contexts)).select("value", "dimensions", "ordinal", "is_nil").rows()
    assert rows == [
        ("a", "MaterialCybersecurityIncidentAxis=OneMember", 0, False),
        ("b", "", 0, False),
        ("b", "", 1, False),
        (None, "", 0, True),
    ]


def test_a_fact_without_its_context_is_left_out() -> None:
    assert read_instance(instance(cyd(BOARD, "a", reference="x") + cyd(ROLE, "b")))["value"].to_list() == [
        "b"
    ]


def test_places_hold_where_elements_lie_across_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    data = instance("".join(cyd(BOARD, f"text {number} " + "long " * number) for number in range(30)))
    whole = read_instance(data)
    monkeypatch.setattr(module, "CHUNK_BYTES", 37)
    assert read_instance(data).equals(whole)
    assert whole["start"].null_count() == 0


def test_an_element_longer_than_a_chunk_has_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_BYTES", 64)
    data = instance(cyd(BOARD, "long " * 400) + cyd(ROLE, "short"))
    for start, end, digest in read_instance(data).select("start", "end", "markup_sha256").iter_rows():
        assert hashlib.sha256(data[start:end]).hexdigest() == digest


DECOY = f'<cyd:{BOARD} contextRef="c">decoy</cyd:{BOARD}>'


@pytest.mark.parametrize(
    "hidden", [f"<!-- {DECOY} -->", f"<?x {DECOY} ?>", f"<other:A><![CDATA[{DECOY}]]></other:A>"]
)
@pytest.mark.parametrize("chunk", [7, 64, 1 << 16])
def test_a_tag_that_is_none_has_no_place(monkeypatch: pytest.MonkeyPatch, hidden: str, chunk: int) -> None:
    monkeypatch.setattr(module, "CHUNK_BYTES", chunk)
    data = instance(hidden + cyd(BOARD, "a"))
    [(start, end, value)] = read_instance(data).select("start", "end", "value").rows()
    assert (data[start:end].decode(), value) == (cyd(BOARD, "a"), "a")


@pytest.mark.parametrize(
    "facts",
    [
        f'<cyd:{BOARD} contextRef="c"><![CDATA[{"<CyberA1>" * 300_000}]]></cyd:{BOARD}>',
        f"<other:A><![CDATA[{'<CyberA1 ' * 300_000}]]></other:A>",
        f"<?x {'<CyberA1>' * 300_000}?>",
        f"<!-- {'<MaterialX>' * 300_000}-->",
    ],
    ids=["CDATA", "open tags", "instruction", "comment"],
)
def test_unclosed_tags_that_are_none_cost_no_time(facts: str) -> None:
    data = instance(facts + cyd(ROLE, "b"))
    started = time.process_time()
    assert read_instance(data)["value"].to_list() == ["b"]
    assert time.process_time() - started < 5


def test_thousands_of_namespaces_cost_no_time() -> None:
    many = " ".join(f'xmlns:n{number}="http://example.org/{number}"' for number in range(3000)).encode()
    contexts = "".join(context(f"c{number}") for number in range(3000)) + context()
    data = instance(cyd(BOARD, "a"), contexts).replace(b"xmlns:other", many + b" xmlns:other", 1)
    started = time.process_time()
    assert read_instance(data)["value"].to_list() == ["a"]
    assert time.process_time() - started < 5


def test_a_fact_without_its_context_is_told() -> None:
    found = read_extracted(instance(cyd(BOARD, "a", reference="x") + cyd(ROLE, "b")))
    assert found.rejected == [f"{BOARD}: its context 'x' is missing or has no readable period"]
    assert found.ciks == {77}


@pytest.mark.parametrize("bound", ["MAX_FACTS", "MAX_ELEMENT_BYTES", "MAX_BYTES"])
def test_more_than_any_filing_has_is_refused(monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    monkeypatch.setattr(module, bound, 1)
    with pytest.raises(DocumentError, match="refused"):
        read_instance(instance(cyd(BOARD, "a") + cyd(ROLE, "b")))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(elements: int) -> int:
        file = tmp_path / f"{elements}_htm.xml"
        others = "".join(
            f'<other:Thing contextRef="c">words {n} that nobody wants</other:Thing>' for n in range(elements)
        )
        file.write_bytes(instance(cyd(BOARD, "a") + others + cyd(ROLE, "b")))
        tracemalloc.start()
        assert read_instance(file).height == 2
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    assert peak(12_000) < peak(2_000) + 200_000


def test_the_tree_drops_what_has_been_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    take = module._take

    def counting(element: object, reading: module._Reading) -> None:
        seen.append(len(element.getparent()))  # type: ignore[attr-defined]
        take(element, reading)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_take", counting)
    others = "<other:Thing>words</other:Thing>" * 12_000
    read_instance(instance(cyd(BOARD, "a") + others + cyd(ROLE, "b")))
    assert max(seen) < 5_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "root is html"),
        (b"<html>" + b"<p>x</p>" * 200_000 + b"</html>", "does not begin"),
        (instance(cyd(BOARD, "a"))[:-9], "cut off"),
        (instance("<a></b>"), "not well-formed"),
        (b'<!DOCTYPE xbrl [<!ENTITY a "b">]>' + instance("")[39:], "DTD"),
        (b'<!DOCTYPE xbrl SYSTEM "file:///etc/passwd">' + instance("")[39:], "DTD"),
        (instance("<a>" * 3000 + "</a>" * 3000), "levels deep"),
        (instance("").decode().encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_no_instance_or_hostile_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_instance(data)


def test_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_TEXT", 100)
    with pytest.raises(DocumentError, match="characters"):
        read_instance(instance(cyd(BOARD, "x" * 101)))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_instance(tmp_path / "none.xml")


def test_a_real_instance_of_another_kind_has_no_facts(shared: Path) -> None:
    file = next((shared / "edgar/Archives/edgar/data/320193").rglob("*_htm.xml"))
    assert read_instance(file).is_empty()
