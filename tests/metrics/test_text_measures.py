"""Length, readability and specificity of a filing, and what it shares with others and with its last one."""

from datetime import date

import polars as pl
import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.derive import derive
from pipelines.metrics.document import SentenceFrame
from pipelines.metrics.text_measures import (
    ComparisonFrame,
    SharedSentenceFrame,
    TextMeasureFrame,
    compare_filings,
    shared_sentences,
)
from tests.metrics.words import PROCESSES, fact, told

COMMON = "Our program is designed to protect the data of our customers."


def measures(text: str) -> dict[str, float | None]:
    frame = TextMeasureFrame.validate(derive(fact_frame([fact(PROCESSES, text)]))["text_measure"])
    return frame.row(0, named=True)


def filed(frame: pl.DataFrame, *owners: int) -> pl.DataFrame:
    """The filings of a sentence frame, in order, with their owners; each filed a year after the one before."""
    numbers = frame["accession_number"].unique(maintain_order=True)
    days = [date(2030 + place, 1, 1) for place in range(len(owners))]
    return pl.DataFrame({"accession_number": numbers, "cik": owners, "filed": days})


def test_words_sentences_and_figures_are_counted() -> None:
    found = measures("We test data. We've 24 well-run systems, 3,500 users.")
    assert (found["words"], found["sentences"], found["figures"]) == (7, 2, 2)


def test_syllables_are_groups_of_vowels_without_a_silent_e() -> None:
    found = measures("Committee made table use information.")
    assert (found["syllables"], found["complex_words"]) == (3 + 1 + 2 + 1 + 4, 2)


def test_readability_follows_its_published_formulas() -> None:
    found = measures("The cat sat. The dog ran.")
    assert found["flesch_reading_ease"] == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 1)
    assert found["gunning_fog"] == pytest.approx(0.4 * 3)


def test_specificity_counts_frameworks_roles_and_figures_per_hundred_words() -> None:
    found = measures("Our Chief Information Security Officer leads 12 analysts who follow NIST today here.")
    assert (found["frameworks"], found["roles"], found["figures"], found["words"]) == (1, 1, 1, 12)
    assert found["specificity"] == pytest.approx(100 * 3 / 12)


def test_a_text_without_words_has_no_readability() -> None:
    found = measures("2030.")
    assert found["words"] == 0 and found["flesch_reading_ease"] is None and found["specificity"] is None


def test_sentences_of_other_companies_are_shared_whatever_case_and_figures() -> None:
    frame = told(
        f"{COMMON} We train all 12 of our engineers each year with great care.", COMMON.upper(), "We test."
    )
    found = SharedSentenceFrame.validate(shared_sentences(frame, filed(frame, 1, 2, 3)))
    assert found.select("compared", "shared", "share").rows() == [(2, 1, 0.5), (1, 1, 1.0), (0, 0, None)]


def test_a_companys_own_earlier_filing_shares_nothing_with_others() -> None:
    frame = told(COMMON, COMMON)
    assert shared_sentences(frame, filed(frame, 1, 1))["shared"].to_list() == [0, 0]


def test_a_filing_is_held_against_the_companys_last_one() -> None:
    frame = told("We test. We train 10 people.", "We buy.", "We train 12 people. We audit. We learn.")
    found = ComparisonFrame.validate(compare_filings(frame, filed(frame, 1, 2, 1))).row(0, named=True)
    assert found["previous_accession_number"].endswith("1") and found["accession_number"].endswith("3")
    assert (found["kept"], found["added"], found["removed"]) == (1, ["We audit.", "We learn."], ["We test."])
    assert found["similarity"] == pytest.approx(2 * 1 / (3 + 2))


def test_the_same_text_is_wholly_similar_and_a_first_filing_has_no_row() -> None:
    frame = told(COMMON, COMMON)
    found = compare_filings(frame, filed(frame, 1, 1))
    assert found.select("similarity", "kept").rows() == [(1.0, 1)]
    assert found["added"].to_list() == [[]] and found["removed"].to_list() == [[]]


def test_no_filings_give_empty_frames() -> None:
    none = SentenceFrame.create_empty()
    filings = pl.DataFrame(schema={"accession_number": pl.String, "cik": pl.Int64, "filed": pl.Date})
    assert shared_sentences(none, filings).is_empty() and compare_filings(none, filings).is_empty()
