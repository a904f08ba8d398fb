"""Only the words that carry a value are marked."""

import pytest

from pipelines.report.marks import value_words


@pytest.mark.parametrize(
    ("kind", "value", "detail", "evidence", "marked"),
    [
        ("officer", "CISO", "CISO: 20 years", "Our CISO has over 20 years of experience.", ["CISO", "20 years"]),
        ("officer", "CIO", "CIO", "Our CIO leads it.", ["CIO"]),
        ("committee", "Risk Committee", None, "The Risk Committee oversees it.", ["Risk Committee"]),
        ("oversight", "full_board", None, "Our Board of Directors oversees it.", ["Board of Directors"]),
        ("oversight", "audit_committee", None, "Our Audit and Risk Committee does.", ["Audit and Risk Committee"]),
        ("cadence", "quarterly", None, "It is told quarterly, or at least annually.", ["quarterly"]),
        ("framework", "ISO27001", None, "We follow ISO/IEC 27001 and NIST.", ["ISO/IEC 27001"]),
        ("certification", "CISSP", None, "She holds the CISSP.", ["CISSP"]),
        ("material_effect", "no", None, "None has materially affected us.", ["None has materially affected"]),
        ("framework", "OTHER", None, "We follow our own standard.", []),
        ("third_party", "consultant", None, "We engage consultants.", []),
    ],
)  # fmt: skip
def test_the_words_of_a_value(
    kind: str, value: str, detail: str | None, evidence: str, marked: list[str]
) -> None:
    assert [evidence[start:end] for start, end in value_words(kind, value, detail, evidence)] == marked
