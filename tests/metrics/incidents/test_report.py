"""Reports as sentences: folded, with offsets into what was filed, and joined where tags cut them."""

from pipelines.metrics.incidents.derive import findings
from pipelines.metrics.incidents.report import read_report


def test_references_are_read_as_their_characters_and_evidence_stands_as_filed() -> None:
    value = "Alder&#8217;s plants are open. On May&#160;6, 2025, Alder &amp; Sons didn&amp;#8217;t know\nof the attack."
    (sentence,) = read_report([("Item105SectionText", 0, value)]).sentences[1:]
    assert sentence.text == "On May 6, 2025, Alder & Sons did not know of the attack."
    assert value[sentence.start : sentence.end].replace("\n", " ") == sentence.evidence
    assert sentence.evidence.startswith("On May&#160;6, 2025, Alder &amp; Sons didn&amp;#8217;t")


def test_a_sentence_that_was_tagged_in_two_parts_is_read_as_one() -> None:
    timing = ("MaterialCybersecurityIncidentTimingTextBlock", 0, "As reported by us before, on May 6, 2025")
    scope = (
        "MaterialCybersecurityIncidentScopeTextBlock",
        0,
        "Alder Mills, Inc. became aware of unauthorized activity on its network.",
    )
    (detected,) = (one for one in findings(read_report([scope, timing])) if one.key == "detected")
    assert str(detected.value) == "2025-05-06"
    assert detected.sentence.evidence == timing[2]
