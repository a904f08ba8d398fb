"""Documents made to be slow, to grow, or to pass for less than they are: read in time, or refused in one sentence."""

import time
from collections.abc import Callable

import pytest

from pipelines.errors import DocumentError
from pipelines.facts.inline import read_filing
from pipelines.facts.markup import html_text
from pipelines.facts.model import MAX_FACTS
from pipelines.facts.page import read_page, read_rendered
from tests.facts.documents import BOARD, NAMESPACES, ROLE, document, fact
from tests.facts.test_page import INTEGRATED, TEXT, page, row

SECONDS = 8
MANY = " ".join(f'xmlns:n{number}="http://example.org/{number}"' for number in range(4000))
OPEN = f'<ix:nonNumeric name="cyd:{BOARD}" contextRef="c">'


def links(count: int) -> str:
    """A chain of continuations."""
    return "".join(
        f'<ix:continuation id="k{n}" continuedAt="k{n + 1}">b</ix:continuation>' for n in range(count)
    )


INLINE: dict[str, Callable[[], bytes]] = {
    "unclosed tags in an instruction": lambda: document(fact(BOARD, "a") + f"<?x {OPEN * 20_000}?>"),
    "unclosed tags in a comment": lambda: document(fact(BOARD, "a") + f"<!-- {OPEN * 20_000}-->"),
    "unclosed tags in CDATA": lambda: document(fact(BOARD, "a") + f"<p><![CDATA[{OPEN * 20_000}]]></p>"),
    "facts that share a chain": lambda: document(fact(BOARD, "a", 'continuedAt="k0"') * 3000 + links(3000)),
    "facts that each join a chain": lambda: document(
        "".join(fact(BOARD, "a", f'continuedAt="k{n}"') for n in range(3000)) + links(3000)
    ),
    "nested facts over many nodes": lambda: document(
        OPEN * 900 + "<b/>" * 100_000 + "</ix:nonNumeric>" * 900
    ),
    "facts below a long way up": lambda: document(
        "<span>" * 1900 + f"<span>{fact(BOARD, 'a')}</span>" * 15_000 + "</span>" * 1900
    ),
    "a chain below a long way up": lambda: document(
        fact(BOARD, "a", 'continuedAt="k0"')
        + "<span>" * 1900
        + "".join(
            f'<span><ix:continuation id="k{n}" continuedAt="k{n + 1}">b</ix:continuation></span>'
            for n in range(15_000)
        )
        + "</span>" * 1900
    ),
    "thousands of namespaces": lambda: document(
        "".join(f'<p xmlns:z{n}="http://example.org/z">{fact(BOARD, "a")}</p>' for n in range(5000)),
        namespaces=f"{NAMESPACES} {MANY}",
    ),
    "facts without end": lambda: document(fact(BOARD, "a") * (MAX_FACTS + 1)),
}


@pytest.mark.parametrize("make", INLINE.values(), ids=INLINE)
def test_an_inline_document_takes_its_time_by_its_length(make: Callable[[], bytes]) -> None:
    data = make()
    started = time.process_time()
    try:
        facts = read_filing(("d", data)).facts
    except DocumentError as error:
        assert str(error).endswith("refused")
    else:
        assert facts["value"][0].startswith("a")
    assert time.process_time() - started < SECONDS


def test_a_decoy_in_an_instruction_has_no_place() -> None:
    data = document(f"<?x {fact(BOARD, 'decoy')} ?>{fact(BOARD, 'the text')}")
    [(start, end, value)] = read_filing(("d", data)).facts.select("start", "end", "value").rows()
    assert value == "the text"
    assert data[start:end].decode() == fact(BOARD, "the text")


def test_facts_that_share_a_continuation_have_it_each() -> None:
    body = fact(BOARD, "a", 'continuedAt="k0"') + fact(ROLE, "c", 'continuedAt="k0"') + links(2)
    read = read_filing(("d", document(body)))
    assert read.facts["value"].to_list() == ["a bb", "cbb"]
    assert len(read.rejected) == 1  # the link that is missing is told once


@pytest.mark.parametrize("at", [0.3, 0.6, 0.9, 0.999])
def test_a_page_that_was_cut_off_is_refused_wherever_it_ends(at: float) -> None:
    whole = page(row(BOARD, "<p>a</p>"), row(ROLE, "<p>b</p>"), row(INTEGRATED, "true"))
    cut = whole[: int(len(whole) * at)]
    with pytest.raises(DocumentError, match="cut off"):
        read_page(cut[: cut.rfind(b">") + 1])


def test_a_lone_table_is_a_page_and_half_of_one_is_none() -> None:
    whole = page(row(BOARD, "<table><tr><td>a</td></tr></table>"), row(ROLE, "b"))
    table = whole[whole.index(b"<table") : whole.rindex(b"</table>") + len(b"</table>")]
    assert read_page(table).height == 2
    with pytest.raises(DocumentError, match="cut off"):
        read_page(table[: table.index(b"</tr>") + 5])


def test_a_page_as_text_without_its_definitions_is_read_and_told() -> None:
    data = TEXT.encode()
    assert read_rendered(data).rejected == []
    cut = read_rendered(data[: data.index(b"|X\n")])
    assert cut.facts.height == read_rendered(data).facts.height
    assert len(cut.rejected) == 1


@pytest.mark.parametrize(
    "heads", ["<tr>" + "<th colspan=1000>a</th>" * 4000 + "</tr>", "<tr><th>a</th></tr>" * 60]
)
def test_more_columns_or_headings_than_any_page_has_are_refused(heads: str) -> None:
    with pytest.raises(DocumentError, match="more columns, or rows of headings"):
        read_page(page(row(BOARD, "a"), heads=heads))


def test_rows_without_their_ends_cost_no_time() -> None:
    rows = row(BOARD, "a").replace("</tr>", "") * 3000
    odd = row(BOARD, "a").replace("Board", "&#66;oard") * 3000
    started = time.process_time()
    assert read_page(page(rows, odd)).height == 6000
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("tag", ["div", "b", "table><tr"])
def test_tags_nested_beyond_the_parsers_bound_are_refused_and_not_cut(tag: str) -> None:
    with pytest.raises(DocumentError, match="levels deep: refused"):
        html_text("<p>before</p>" + f"<{tag}>" * 60_000 + "<p>within</p>")
