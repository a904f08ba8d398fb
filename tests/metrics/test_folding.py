"""Texts that programs have changed: the same values as their clean form, and evidence that stands where it says."""

import re

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.facts.model import fact_frame
from pipelines.metrics.derive import METRIC_SCHEMAS, derive
from pipelines.metrics.folding import folded
from pipelines.warehouse.header import sql_files
from tests.metrics.words import BOARD, MANAGEMENT, PROCESSES, fact

TEXTS = {
    PROCESSES: "Our program follows the NIST framework - and ISO 27001. We've had no incident that has materially affected "
    "us. We engage third-party assessors for audits & tests.",
    MANAGEMENT: 'Our Vice President, IT & Security (our "VP") has over twenty-five years of experience, ten of which are at '
    "the Company. She reports to the CFO. The CISO's team holds CISSP certifications, and she has led it for six years.",
    BOARD: "The Board has delegated oversight of cybersecurity to its Audit & Risk Committee. The Committee's members are "
    "told of it quarterly by our CISO.",
}
FORMS = {
    " ": [" ", "\u00a0", "&#160;", "&nbsp;", "&amp;nbsp;", "&#xA0;", "  ", "\u2009", " \u200b"],
    "'": ["'", "\u2019", "&#8217;", "&rsquo;", "&amp;#8217;"],
    '"': ['"', "\u201c", "&#8220;", "&quot;", "&amp;quot;"],
    "&": ["&", "&amp;", "&#38;", "&amp;amp;", "&#x26;"],
    "-": ["-", "\u2011", "&#8209;", "\u2013"],
}
CHOICES = [len(FORMS[one]) for text in TEXTS.values() for one in text if one in FORMS]


def frames(texts: dict[str, str]) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    facts = fact_frame([fact(concept, text) for concept, text in texts.items()])
    return facts, derive(facts)


CLEAN = frames(TEXTS)[1]


@settings(max_examples=25, deadline=None)
@given(st.tuples(*(st.integers(0, count - 1) for count in CHOICES)))
def test_a_text_that_a_program_has_changed_gives_the_same_values_and_its_evidence_is_found(
    choices: tuple[int, ...],
) -> None:
    left = iter(choices)
    changed = {
        concept: "".join(FORMS[one][next(left)] if one in FORMS else one for one in text)
        for concept, text in TEXTS.items()
    }
    facts, found = frames(changed)
    for name, frame in CLEAN.items():
        columns = [column for column in frame.columns if column not in ("start", "end")]
        assert found[name].select(columns).equals(frame.select(columns)), name
    assert misplaced(facts, found) == []


def misplaced(facts: pl.DataFrame, found: dict[str, pl.DataFrame]) -> list[tuple[object, ...]]:
    """What the warehouse's own check finds wrong."""
    tables = {**found, "fact": facts, "incident_evidence": found["oversight"].clear()}
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core")
        for name, frame in tables.items():
            connection.register("frame", frame)
            connection.execute(f'CREATE TABLE core."{name}" AS FROM frame')
        check = next(file for file in sql_files("checks") if file.path.stem == "evidence_offsets")
        return connection.execute(check.sql).fetchall()


def test_the_examples_derive_something_in_most_tables() -> None:
    given_nothing = {name for name in METRIC_SCHEMAS if CLEAN[name].is_empty()}
    assert not given_nothing & {"officer", "committee", "framework", "certification", "oversight", "cadence"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&amp;D &#8212; caf\u00e9&#233;", "R&D - caf\u00e9\u00e9"),
        ("AT&T; Q&A; &nosuch; &notit; &#65;", "AT&T; Q&A; &nosuch; &notit; &#65;"),
        ("a&#8203;b\u00adc &hellip; &#1; \u2026", "abc ...  ..."),
        ("&" + "amp;" * 5_000, "&" + "amp;" * 5_000),
        ("", ""),
    ],
)
def test_references_are_read_as_their_characters(written: str, read: str) -> None:
    assert folded(written).text == read


@given(st.text(alphabet="a&;#1\u2019\u00a0\u200b\u2026mp ", max_size=60))
def test_offsets_as_filed_hold_what_is_read(text: str) -> None:
    value = folded(text)
    for place, one in enumerate(value.text):
        start, end = value.filed(place, place + 1)
        assert one in folded(text[start:end]).text
    assert (
        re.sub(r"\W", "", folded(value.text).text) == re.sub(r"\W", "", folded(text).text)
        or "&" in value.text
    )
