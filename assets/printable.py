"""Text from outside, made fit for a terminal or a log; for nothing else, since programs want what was filed."""

import unicodedata


def printable(text: str) -> str:
    """Text from outside as a terminal may show it: a control character, an escape sequence's first letter, or a
    mark that reverses the reading direction becomes the replacement character."""
    if text.isprintable():
        return text
    return "".join(
        letter
        if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf")
        else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )
