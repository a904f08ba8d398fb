"""The best source of each fact wins, and where sources disagree is listed."""

from datetime import date
from typing import Any

import polars as pl

from pipelines.facts.model import FactFrame, fact_frame
from pipelines.facts.precedence import DIFFERENCE_SCHEMA, best_facts, differences
from tests.facts.documents import BOARD, INTEGRATED, NATURE, ROLE

FILING = "0000000077-25-000001"


def facts(source: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Facts of one source; what a row does not say is as usual."""
    usual = {
        "accession_number": FILING, "cik": 77, "concept": BOARD, "taxonomy": "cyd/2024", "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31), "dimensions": "", "ordinal": 0, "value": "text", "is_nil": False, "source": source,
    }  # fmt: skip
    return fact_frame(usual | row for row in rows)


def told(frame: pl.DataFrame) -> list[tuple[str, str | None]]:
    FactFrame.validate(frame)
    return sorted(frame.select("source", "value").rows())


def test_the_sources_win_in_their_order() -> None:
    frames = [facts(source, {"value": source}) for source in ("notes", "page", "inline", "instance")]
    for best in ("instance", "inline", "page", "notes"):
        assert told(best_facts(frames)) == [(best, best)]
        frames.pop()


def test_a_poorer_source_adds_what_the_better_one_lacks() -> None:
    both = best_facts(
        [facts("inline", {"value": "a"}), facts("notes", {"value": "x"}, {"concept": ROLE, "value": "b"})]
    )
    assert told(both) == [("inline", "a"), ("notes", "b")]


def test_nothing_never_blanks_a_value() -> None:
    nil = facts("inline", {"value": None, "is_nil": True})
    empty = facts("page", {"value": " "})
    assert told(best_facts([nil, empty, facts("notes", {"value": "a"})])) == [("notes", "a")]
    assert told(best_facts([empty, nil])) == [("inline", None)]


def test_an_archived_period_is_matched_by_its_rounded_end() -> None:
    for end, rounded in (
        (date(2025, 3, 1), date(2025, 2, 28)),
        (date(2026, 5, 20), date(2026, 5, 31)),
        (date(2025, 10, 15), date(2025, 9, 30)),
        (date(2024, 12, 29), date(2024, 12, 31)),
    ):
        exact = facts("inline", {"period_end": end, "value": "a"})
        archived = facts("notes", {"period_end": rounded, "value": "b"})
        assert told(best_facts([archived, exact])) == [("inline", "a")]


def test_another_year_is_another_context() -> None:
    before = facts(
        "notes", {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31), "value": "old"}
    )
    assert told(best_facts([facts("inline", {"value": "new"}), before])) == [
        ("inline", "new"),
        ("notes", "old"),
    ]


def test_members_match_however_they_are_written_and_keep_contexts_apart() -> None:
    inline = facts(
        "inline",
        {
            "concept": NATURE,
            "dimensions": "MaterialCybersecurityIncidentAxis=FirstIncidentMember",
            "value": "a",
        },
    )
    page = facts("page", {"concept": NATURE, "dimensions": "=First Incident", "value": "b"})
    archive = facts(
        "notes",
        {"concept": NATURE, "dimensions": "MaterialCybersecurityIncident=FirstIncident;", "value": "c"},
    )
    second = facts("page", {"concept": NATURE, "dimensions": "=Second Incident", "value": "d"})
    assert told(best_facts([inline, page, archive, second])) == [("inline", "a"), ("page", "d")]


def test_an_archives_hash_stands_for_the_only_members_there_are() -> None:
    inline = facts("inline", {"concept": NATURE, "dimensions": "A=FirstMember", "value": "a"})
    other = facts("inline", {"concept": NATURE, "dimensions": "A=SecondMember", "value": "b"})
    hashed = facts("notes", {"concept": NATURE, "dimensions": "0xcb32", "value": "c"})
    assert told(best_facts([inline, hashed])) == [("inline", "a")]
    assert told(best_facts([inline, other, hashed])) == [("inline", "a"), ("inline", "b"), ("notes", "c")]


def test_repeats_of_the_winner_stay() -> None:
    twice = facts("inline", {"value": "a"}, {"value": "a", "ordinal": 1})
    assert told(best_facts([twice, facts("notes", {"value": "x"})])) == [("inline", "a"), ("inline", "a")]


def test_what_the_winner_cannot_say_comes_from_the_others() -> None:
    page = facts("page", {"taxonomy": None, "lang": None})
    whole = best_facts([page, facts("notes", {"lang": "en-US"})])
    assert whole.select("source", "taxonomy", "lang").rows() == [("page", "cyd/2024", "en-US")]


def test_an_amendment_is_another_filing_and_blanks_nothing() -> None:
    amendment = facts("inline", {"accession_number": "0000000077-25-000002", "concept": ROLE, "value": "new"})
    assert told(best_facts([facts("notes", {"value": "old"}), amendment])) == [
        ("inline", "new"),
        ("notes", "old"),
    ]


def test_no_frames_give_no_facts_and_no_differences() -> None:
    assert best_facts([]).is_empty()
    assert differences([]).is_empty()
    assert differences([facts("inline", {})]).schema == DIFFERENCE_SCHEMA


def test_an_archives_known_losses_are_no_differences() -> None:
    inline = facts("inline", {"value": "The board\u2019s classification\nof R&D \u2014 in full"})
    archived = facts("notes", {"value": "The boards classication of R&amp;D  in full"})
    assert differences([inline, archived]).is_empty()


def test_white_space_is_no_difference() -> None:
    assert differences([facts("inline", {"value": "a b\nc"}), facts("page", {"value": "a b c"})]).is_empty()


def test_every_disagreement_is_listed_with_both_tellings() -> None:
    inline = facts(
        "inline",
        {"value": "one"},
        {"concept": INTEGRATED, "value": "true", "flag": True},
        {"concept": ROLE, "value": "r"},
    )
    notes = facts(
        "notes",
        {"value": "two"},
        {"concept": INTEGRATED, "value": "false", "flag": False},
        {"concept": NATURE, "value": "n"},
    )
    rows = (
        differences([notes, inline])
        .select("concept", "kind", "source", "other_source", "value", "other_value")
        .rows()
    )
    assert rows == [
        (BOARD, "text", "inline", "notes", "one", "two"),
        (INTEGRATED, "flag", "inline", "notes", "true", "false"),
        (ROLE, "missing", "inline", "notes", "r", None),
        (NATURE, "extra", "inline", "notes", None, "n"),
    ]  # fmt: skip


def test_a_fact_that_says_nothing_is_no_disagreement() -> None:
    inline = facts("inline", {"value": None, "is_nil": True})
    assert differences([inline, facts("notes", {"concept": ROLE, "value": ""})]).is_empty()


def test_a_section_is_compared_with_nothing() -> None:
    section = facts("section", {"concept": "Item1CSectionText", "taxonomy": "section"})
    assert differences([facts("inline", {}), section]).is_empty()
    assert best_facts([facts("inline", {}), section]).height == 2
