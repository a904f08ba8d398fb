"""Choices that a seed decides, and figures in words as filings write them: digits, words, both, or
decades."""

import random

from pipelines.sample.words import QUALIFIERS

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DECADES = {10: "a decade", 20: "two decades", 30: "three decades"}


def chooser(seed: str) -> random.Random:
    """A source of choices that the same seed makes the same, on every machine and Python."""
    return random.Random(seed)  # noqa: S311


def likely(choose: random.Random, share: float) -> bool:
    """True in about this share of cases."""
    return choose.random() < share


def in_words(number: int) -> str:
    """`25` as `twenty-five`; up to 99."""
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def years_phrase(years: int, qualifier: str, choose: random.Random) -> str:
    """A figure with its qualifier (codes of the codebook): "more than twenty-five years", "over two
    decades"."""
    if years in _DECADES and qualifier in ("over", "approximately") and likely(choose, 0.4):
        return f"{'over' if qualifier == 'over' else 'nearly'} {_DECADES[years]}"
    pattern = choose.choice(QUALIFIERS[qualifier])
    forms = (
        [str(years)]
        if "+" in pattern
        else [str(years), str(years), in_words(years), f"{in_words(years)} ({years})"]
    )
    return pattern.format(n=choose.choice(forms))
