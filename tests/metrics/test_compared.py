"""What a filing shares with others, and what changed since the company's last one."""

from datetime import date

import polars as pl
import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.compared import (
    ComparisonFrame,
    SentenceKeyFrame,
    SharedSentenceFrame,
    pairs_of,
    sentence_keys,
)
from pipelines.metrics.compared import compare_filings as compare_pairs
from pipelines.metrics.compared import shared_sentences as shared_keys
from pipelines.metrics.document import SentenceFrame, sentences
from tests.metrics.words import PROCESSES, fact, told

COMMON = "Our program is designed to protect the data of our customers."


def compare_filings(frame: pl.DataFrame, filings: pl.DataFrame) -> pl.DataFrame:
    """A `SentenceFrame` compared by its keys, and the texts of what differs."""
    keys = SentenceKeyFrame.validate(sentence_keys(frame))
    texts = frame.select("accession_number", "sentence_number", "text")
    return compare_pairs(
        keys,
        pairs_of(keys, filings),
        lambda wanted: texts.join(wanted, on=["accession_number", "sentence_number"], how="semi"),
    )


def shared_sentences(frame: pl.DataFrame, filings: pl.DataFrame) -> pl.DataFrame:
    return shared_keys(sentence_keys(frame), filings)


def filed(frame: pl.DataFrame, *owners: int) -> pl.DataFrame:
    """The filings of a sentence frame, in order, with their owners; each filed a year after the one before."""
    numbers = frame["accession_number"].unique(maintain_order=True)
    days = [date(2030 + place, 1, 1) for place in range(len(owners))]
    names = [f"{'ABCDEFGHI'[owner]}{owner} Mills" for owner in owners]
    return pl.DataFrame({"accession_number": numbers, "cik": owners, "filed": days, "company_name": names})


def test_sentences_of_other_companies_are_shared_whatever_case_and_figures() -> None:
    frame = told(
        f"{COMMON} We train all 12 of our engineers each year with great care.", COMMON.upper(), "We test."
    )
    found = SharedSentenceFrame.validate(shared_sentences(frame, filed(frame, 1, 2, 3)))
    assert found.select("compared", "shared", "share").rows() == [(2, 1, 0.5), (1, 1, 1.0), (0, 0, None)]


def test_a_companys_own_earlier_filing_shares_nothing_with_others() -> None:
    frame = told(COMMON, COMMON)
    assert shared_sentences(frame, filed(frame, 1, 1))["shared"].to_list() == [0, 0]


def test_companies_of_one_family_share_nothing_with_each_other() -> None:
    frame = told(COMMON, COMMON, COMMON)
    owners = filed(frame, 1, 2, 3).with_columns(
        company_name=pl.Series(["Quarry Lending Fund I", "QUARRY LENDING FUND II", "Quarry Income"])
    )
    assert shared_sentences(frame, owners)["shared"].to_list() == [0, 0, 0]
    renamed = filed(frame, 1, 1, 1).with_columns(company_name=pl.Series(["Quarry I", "Meadow I", "Meadow I"]))
    assert shared_sentences(frame, renamed)["shared"].to_list() == [0, 0, 0]
    stranger = owners.with_columns(company_name=pl.Series(["Quarry I", "Quarry II", "Meadow"]))
    assert shared_sentences(frame, stranger)["shared"].to_list() == [1, 1, 1]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Our CISO has over 20 years of experience.", "Our CISO has over 30 years of experience."),
        ("Our CISO has nineteen years of experience.", "Our CISO has twenty years of experience."),
        ("We hold 2 tests in fiscal 2030.", "We hold 3 tests in fiscal 2031."),
    ],
)
def test_a_figure_that_changed_changes_its_sentence_and_is_told(before: str, now: str) -> None:
    frame = told(f"We test. {before}", f"We test. {now}")
    found = compare_filings(frame, filed(frame, 1, 1)).row(0, named=True)
    assert (found["kept"], found["added"], found["removed"]) == (1, [now], [before])
    assert found["figures_changed"] == [{"before": before, "now": now}]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("We had no incident in 2030.", "We had no incident in 2031."),
        ("As of March 31, 2030, there was none.", "As of April 1, 2031, there was none."),
        ("During fiscal year 30 there was none.", "During fiscal year 31 there was none."),
        ("OurChief Risk Office r tells the board.", "Our Chief Risk Officer tells the Board."),
    ],
)
def test_the_calendar_case_and_blanks_change_no_sentence(before: str, now: str) -> None:
    frame = told(before, now)
    found = compare_filings(frame, filed(frame, 1, 1)).row(0, named=True)
    assert (found["similarity"], found["figures_changed"]) == (1.0, [])


def test_a_filing_is_held_against_the_companys_last_one() -> None:
    frame = told("We test. We train people.", "We buy.", "WE TRAIN: PEOPLE. We audit. We learn.")
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
    columns = {"accession_number": pl.String, "cik": pl.Int64, "filed": pl.Date, "company_name": pl.String}
    filings = pl.DataFrame(schema=columns)
    assert shared_sentences(none, filings).is_empty() and compare_filings(none, filings).is_empty()


def test_what_stands_outside_the_tags_is_no_change_from_a_report_read_by_its_tags_alone() -> None:
    numbers = [f"0000000001-25-00000{n}" for n in (1, 2, 3)]
    facts = fact_frame(
        [
            fact(PROCESSES, "We test.", numbers[0]),
            *(fact(PROCESSES, "We test.", number) for number in numbers[1:]),
            fact("Item1CSectionText", "We test. Nothing harmed us.", numbers[1]),
            fact("Item1CSectionText", "We test. Something harmed us.", numbers[2]),
        ]
    )
    frame = sentences(facts)
    found = compare_filings(frame, filed(frame, 1, 1, 1)).sort("accession_number")
    assert found["added"].to_list() == [[], ["Something harmed us."]]
    assert found["removed"].to_list() == [[], ["Nothing harmed us."]]
