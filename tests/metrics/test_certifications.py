"""Certificates held by somebody of the company, told from agencies, standards and testers."""

import pytest

from pipelines.metrics.certifications import CERTIFICATION_SCHEMA, CertificationFrame, derive_certifications
from tests.metrics.words import told


def found(text: str) -> set[str]:
    return set(CertificationFrame.validate(derive_certifications(told(text)))["certification"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "Our staff are certified and experienced information systems security professionals and information security managers.",
            {"CISSP", "CISM"},
        ),
        ("Our team holds technical certifications from the SANs Institute.", {"GIAC"}),
        ("Our CISOs previously held certifications include the CISSP.", set()),
        ("Our Head of IT holds a Microsoft Certification.", {"OTHER"}),
        ("Our COO earned a Cybersecurity for Directors certificate.", {"OTHER"}),
        ("Our staff hold the GIAC Certified Incident Handler.", {"GIAC"}),
        ("Our CISO earned a Graduate Certificate in Cybersecurity.", set()),
        ("Members hold CompTIA Security + certificates.", {"SECURITY_PLUS"}),
        ("They have several certifications, including nine GIAC.", {"GIAC"}),
        ("Our CISO holds the CISSP.", {"CISSP"}),
        ("She is a Certified Information System Security Professional.", {"CISSP"}),
        ("He is a Certified Information Security Manager.", {"CISM"}),
        ("Our CIO is certified in risk and information systems control (CRISC).", {"CRISC"}),
        ("Our CISO holds CGEIT, C|CISO and CIPP/US certifications.", {"CGEIT", "CCISO", "CIPP"}),
        (
            "Team members hold GCIH, Security+ and Network+ certifications.",
            {"GIAC", "SECURITY_PLUS", "OTHER"},
        ),
        ("Staff hold certifications from SANS.", {"GIAC"}),
        ("Our team includes a Certified Ethical Hacker.", {"CEH"}),
        ("A director holds the CERT Certificate in Cybersecurity Oversight.", {"CERT_NACD"}),
        ("Our IT manager is an ISO 27001 Lead Auditor and holds the CCSP certification.", {"OTHER"}),
        ("Our team is led by a CISSP-certified Chief Information Security Officer.", {"CISSP"}),
        ("A director holds a cybersecurity certification from the NACD.", {"CERT_NACD"}),
        ("He has a certification in computer forensics.", {"OTHER"}),
        ("She earned a Cybersecurity Certification from Harvard.", {"OTHER"}),
        ("Our VP is a Certified Cloud Security Professional by qualification.", {"OTHER"}),
    ],
)
def test_a_named_certificate_is_read_as_its_code(text: str, codes: set[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Our CFO is a Certified Public Accountant and a Certified Fraud Examiner.",
        "Our team holds various cybersecurity certifications.",
        "Our team includes certified cybersecurity professionals.",
        "Our systems are certified to ISO 27001.",
        "We engage ethical hackers to test our systems.",
        "Assessments are performed by a firm that holds CISSP and GIAC certifications.",
        "Our managers are encouraged to obtain the CISSP certification.",
    ],
)
def test_other_trades_general_praise_and_outside_testers_do_not_count(text: str) -> None:
    assert found(text) == set()


def test_cisa_is_the_certificate_among_certificates_and_the_agency_elsewhere() -> None:
    assert found("Our CISO holds CISM, CISA and other certifications.") == {"CISM", "CISA"}
    assert found("She is a Certified Information Systems Auditor (CISA).") == {"CISA"}
    assert found("Our certified staff follow alerts of the agency CISA.") == set()
    assert found("We share reports with CISA.") == set()


def test_filings_without_a_certificate_have_no_row() -> None:
    frame = derive_certifications(told("We test."))
    assert frame.is_empty() and frame.schema == CERTIFICATION_SCHEMA
