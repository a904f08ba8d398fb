"""Length, readability and specificity of a filing."""

import pytest

from pipelines.facts.model import fact_frame
from pipelines.metrics.derive import derive
from pipelines.metrics.text_measures import TextMeasureFrame
from tests.metrics.words import PROCESSES, fact


def measures(text: str) -> dict[str, float | None]:
    frame = TextMeasureFrame.validate(derive(fact_frame([fact(PROCESSES, text)]))["text_measure"])
    return frame.row(0, named=True)


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
