"""What was done, in sentences of our own: when an incident counts as contained, and what counts as an interruption."""

import pytest

from pipelines.metrics.incidents.report import Report, read_report
from pipelines.metrics.incidents.response import contained, operations


def report(text: str) -> Report:
    return read_report([("Item105SectionText", 0, text)])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On May 4 the attack was stopped.", "yes"),
        ("We have completed the containment of the attack.", "yes"),
        ("The mill does not believe that the intruder remains in its network.", "yes"),
        ("We took steps to contain, assess and remediate the attack.", None),
        ("We do not know whether the attack has been contained.", None),
        ("Some of the money is being recovered from the bank.", None),
        ("The web server was patched.", "yes"),
        ("Pumps stood still until May 9, when they were restarted.", None),
        ("The attack is ongoing.", "ongoing"),
        ("Our review of the attack is ongoing.", None),
        ("The attack has been contained, and we are rebuilding servers.", "ongoing"),
        ("We cannot say when normal operations will resume.", "ongoing"),
    ],
)
def test_what_was_begun_is_neither_done_nor_known_to_go_on(text: str, wanted: str | None) -> None:
    found = contained(report(f"On May 3, 2025, we detected a cyberattack. {text}"))
    assert (found and found.value) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trading in the Company's shares was halted for an hour.", None),
        ("Wages of two drivers were diverted to another account.", None),
        ("The intrusion lasted until our team shut it down.", None),
        ("We continued to write policies without interruption.", "not_disrupted"),
        ("Ambulances were diverted to other hospitals.", "disrupted"),
        ("All functions were restored, and our systems operate in the ordinary course.", "disrupted"),
        ("Our systems operate in the ordinary course.", "not_disrupted"),
    ],
)
def test_what_is_interrupted_are_operations_and_what_was_restored_had_been(
    text: str, wanted: str | None
) -> None:
    found = operations(report(f"On May 2, 2025, the Company identified a cybersecurity incident. {text}"))
    assert (found and found.value) == wanted
