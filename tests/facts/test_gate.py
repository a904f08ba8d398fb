"""A fact that no table may hold is left out with its reason; every other passes as it is."""

from datetime import date
from typing import Any

import pytest

from pipelines.facts.gate import sound_facts
from pipelines.facts.model import FactFrame, fact_frame
from tests.facts.documents import BOARD, INTEGRATED

FACT: dict[str, Any] = {
    "accession_number": "0000000077-25-000001", "cik": 77, "concept": BOARD, "taxonomy": "cyd/2024",
    "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "dimensions": "", "ordinal": 0,
    "value": "The board asks.", "is_nil": False, "source": "inline",
}  # fmt: skip


def test_sound_facts_pass_as_they_are() -> None:
    flag = FACT | {"concept": INTEGRATED, "value": "true", "flag": True}
    nil = FACT | {"concept": INTEGRATED, "value": None, "is_nil": True, "ordinal": 1}
    facts = fact_frame([FACT, flag, nil, FACT | {"taxonomy": None, "ordinal": 1}])
    sound, rejected = sound_facts(facts)
    assert sound.equals(facts)
    assert rejected == []


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ({"accession_number": "../../etc"}, "accession number is none"),
        ({"concept": ""}, "concept has no name"),
        ({"taxonomy": "cyd/x"}, "taxonomy is none"),
        ({"period_end": date(2023, 1, 1)}, "ends before it begins"),
        ({"period_start": date(2, 1, 1)}, "out of range"),
        ({"period_end": date(9999, 1, 1)}, "out of range"),
        ({"ordinal": -1}, "number among equal facts"),
        ({"concept": INTEGRATED, "value": "perhaps"}, "neither true nor false"),
        ({"flag": True}, "is a text and has an answer"),
        ({}, "repeats a fact before it"),
    ],
)
def test_a_fact_that_no_table_may_hold_is_left_out_and_told(damaged: dict[str, Any], reason: str) -> None:
    sound, rejected = sound_facts(fact_frame([FACT, FACT | damaged]))
    assert sound["value"].to_list() == ["The board asks."]
    FactFrame.validate(sound)
    assert len(rejected) == 1
    assert reason in rejected[0]
