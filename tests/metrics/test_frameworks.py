"""Frameworks that a filing follows, told from those that somebody knows, only plans or denies."""

import pytest

from pipelines.metrics.frameworks import FRAMEWORK_SCHEMA, FrameworkFrame, derive_frameworks
from tests.metrics.words import told


def found(text: str) -> dict[str, str]:
    frame = FrameworkFrame.validate(derive_frameworks(told(text)))
    return dict(frame.select("framework", "relation").iter_rows())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("We ensure familiarity and compliance with frameworks, including ISO 27001.", {"ISO27001"}),
        ("Testers use the Tactics, Techniques and Common Knowledge (MITRE ATT&CK) framework.", {"MITRE"}),
        ("Our system conforms to SOC 2 Type 2 and PCI.", {"SOC", "PCI_DSS"}),
        ("We obtained ISO 15408 certification.", {"OTHER"}),
        ("We conduct compliance audits against standards including NERC CIP.", {"OTHER"}),
        ("Our program is aligned with the NIST Cybersecurity Framework.", {"NIST"}),
        ("We follow the National Institute for Standards & Technology.", {"NIST"}),
        ("Our policies are based on controls of SP 800-171.", {"NIST"}),
        ("Our management system is certified to ISO/IEC 27001:2022.", {"ISO27001"}),
        ("Our program follows the International Organization for Standardization.", {"ISO27001"}),
        ("We are guided by NIST and ISO.", {"NIST", "ISO27001"}),
        ("Our risk management follows ISO 31000.", set()),
        ("Our plants follow the International Organization for Standardization (ISO) 9001.", set()),
        ("We obtained a SOC 2 Type II report.", {"SOC"}),
        ("We comply with the trust services criteria of the AICPA.", {"SOC"}),
        ("Our Security Operations Center (SOC) reports incidents daily.", set()),
        ("We comply with PCI-DSS.", {"PCI_DSS"}),
        ("We assess ourselves against the CIS Critical Security Controls.", {"CIS"}),
        ("We share news with the Center for Internet Security (MS-ISAC).", set()),
        ("Our CISO reports to the CIO.", set()),
        ("We use the FFIEC guidance and the Cyber Risk Institute Profile.", {"FFIEC", "OTHER"}),
        ("We comply with HIPAA, GDPR and Sarbanes-Oxley.", set()),
        ("We follow MITRE ATT&CK, COBIT, HITRUST and ITIL.", {"MITRE", "COBIT", "HITRUST", "ITIL"}),
        ("Our plants hold TISAX labels and we prepare for CMMC level 2.", {"TISAX", "CMMC"}),
        ("Our plants follow IEC 62443.", {"OTHER"}),
    ],
)
def test_a_named_standard_is_read_as_its_code(text: str, codes: set[str]) -> None:
    assert set(found(text)) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Our CISO has 20 years of experience with NIST and ISO 27001.",
        "Ms. Doe holds the CISSP and is an ISO 27001 Lead Auditor.",
        "He is ITIL certified and holds a degree in physics.",
        "Our CTO is certified as an ISO 27001 auditor.",
        "We do not currently follow NIST.",
        "We plan to adopt the NIST Cybersecurity Framework next year.",
        "We follow the NIST Privacy Framework.",
        "Our team receives alerts from NIST.",
    ],
)
def test_what_a_person_knows_or_is_denied_or_only_planned_is_not_followed(text: str) -> None:
    assert found(text) == {}


def test_a_disclaimer_of_technical_standards_still_names_the_guide() -> None:
    text = "This does not mean that we meet any technical standard, only that we use the NIST framework as a guide."
    assert found(text) == {"NIST": "company"}


def test_a_standard_asked_of_vendors_is_told_apart() -> None:
    assert found("Vendors must provide SOC 2 reports.") == {"SOC": "vendor"}
    assert found("Our program is based on NIST and we review vendors.") == {"NIST": "company"}


def test_a_later_mention_counts_where_the_first_does_not() -> None:
    assert found("Our CISO has experience with NIST. Our program follows NIST.") == {"NIST": "company"}


def test_evidence_is_the_sentence_of_the_first_mention() -> None:
    row = derive_frameworks(told("We test. Our program follows NIST. NIST again.")).row(0, named=True)
    assert (row["sentence_number"], row["evidence"]) == (1, "Our program follows NIST.")


def test_filings_without_a_framework_have_no_row() -> None:
    frame = derive_frameworks(told("We test.", "We train."))
    assert frame.is_empty() and frame.schema == FRAMEWORK_SCHEMA


def test_reliability_standards_count_where_they_are_not_told_as_a_regulators_rules() -> None:
    assert found("Our grid follows NERC CIP standards and NIST.") == {"NIST": "company", "OTHER": "company"}
    assert found("We must meet regulatory requirements such as NERC CIP.") == {}
