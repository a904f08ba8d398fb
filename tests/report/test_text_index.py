"""Which reports of a month hold a word: every word of every text, in shards by first letters."""

import polars as pl

from pipelines.report.text_index import GROUPS, text_index


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
    shards = text_index(texts, ["a", "b", "c", "d"])
    found = {word: unfolded(reports) for _, shard in shards for word, reports in shard.items()}
    assert found["ransomware"] == [0, 1] and found["tabletop"] == [0] and found["tabletops"] == [2]
    assert found["2030"] == [0] and "x" not in found


def test_shards_are_named_for_the_first_of_their_letters_and_each_is_there() -> None:
    shards = dict(text_index(pl.DataFrame({"accession_number": ["a"], "value": ["We are testing"]}), ["a"]))
    assert list(shards) == [group[0] for group in GROUPS]
    assert {name: sorted(shard) for name, shard in shards.items() if shard} == {
        "a": ["are"],
        "t": ["testing", "we"],
    }
    assert "".join(sorted("".join(GROUPS))) == "0123456789abcdefghijklmnopqrstuvwxyz"
