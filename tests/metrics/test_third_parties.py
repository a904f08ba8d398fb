"""Third parties that the company engages, told from those it only might or does not."""

import pytest

from pipelines.metrics.third_parties import ThirdPartyFrame, derive_third_parties
from tests.metrics.words import told


def found(text: str) -> set[str]:
    return set(ThirdPartyFrame.validate(derive_third_parties(told(text)))["kind"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We engage third-party assessors each year.", {"assessor"}),
        ("We engage assessors, consultants and auditors.", {"assessor", "consultant", "auditor"}),
        ("External auditors review our controls.", {"auditor"}),
        ("Penetration tests are performed by an independent firm.", {"penetration_tester"}),
        ("We use a managed security service provider.", {"managed_provider"}),
        ("Our IT is run by an outside information technology provider.", {"managed_provider"}),
        ("Our virtual CISO leads the program.", {"virtual_ciso"}),
        ("We keep an incident response retainer.", {"incident_responder"}),
        ("We consult outside counsel.", {"counsel"}),
        ("We maintain cybersecurity insurance.", {"insurer"}),
        ("We subscribe to threat intelligence feeds.", {"threat_intelligence"}),
    ],
)
def test_a_third_party_is_read_as_its_kind(text: str, kinds: set[str]) -> None:
    assert found(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "We do not engage any assessors, consultants or auditors.",
        "We may engage third-party assessors.",
        "External consultants may also be engaged.",
        "We have not yet adopted a plan or engaged external consultants.",
        "Our audit committee meets.",
    ],
)
def test_a_third_party_that_is_not_or_only_might_be_engaged_does_not_count(text: str) -> None:
    assert found(text) == set()
