"""Which reports hold a word: every word of every text, in shards, without those that are everywhere."""

import polars as pl

from pipelines.report.text_index import text_index


def unfolded(distances: list[int]) -> list[int]:
    found = [0]
    for distance in distances:
        found.append(found[-1] + distance)
    return found[1:]


def test_a_word_leads_to_the_reports_that_hold_it() -> None:
    texts = pl.DataFrame(
        {
            "accession_number": ["b", "a", "a", "c", "not annual"],
            "value": [
                "Ransomware, twice: ransomware!",
                "Tabletop tests of 2030",
                "more ransomware",
                "Tabletops",
                "x ransomware",
            ],
        }
    )
    everywhere, shards = text_index(texts, ["a", "b", "c", "d"])
    found = {word: unfolded(reports) for _, shard in shards for word, reports in shard.items()}
    assert everywhere == []
    assert found["ransomware"] == [0, 1] and found["tabletop"] == [0] and found["tabletops"] == [2]
    assert found["2030"] == [0] and "x" not in found


def test_shards_are_named_for_the_first_two_letters() -> None:
    _, shards = text_index(pl.DataFrame({"accession_number": ["a"], "value": ["We are testing"]}), ["a"])
    assert {name: sorted(shard) for name, shard in shards} == {"ar": ["are"], "te": ["testing"], "we": ["we"]}


def test_a_word_that_stands_nearly_everywhere_is_told_and_left_out() -> None:
    numbers = [str(n) for n in range(10)]
    texts = pl.DataFrame({"accession_number": numbers, "value": ["the risk"] * 9 + ["risk"]})
    everywhere, shards = text_index(texts, numbers)
    assert everywhere == ["risk", "the"] and list(shards) == []
