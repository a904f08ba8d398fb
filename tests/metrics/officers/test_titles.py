"""What role a title has, and how titles are found in a sentence."""

from itertools import pairwise

import pytest

from pipelines.metrics.officers.roles import NAMED_ROLES, ROLES, Role, more_specific, role
from pipelines.metrics.officers.titles import find_titles

ROLE_OF = {
    "Chief Information Security Officer": "CISO",
    "chief information and security officer": "CISO",
    "Deputy Chief Information Security Officer": "CISO",
    "Chief Security Officer": "CSO",
    "Chief Cybersecurity and Technology Risk Officer": "CSO",
    "Chief Information Officer": "CIO",
    "Chief Information and Technology Officer": "CIO",
    "Chief Technology and Information Officer": "CIO",
    "Chief Digital Information Officer": "CDO",
    "chief technical officer": "CTO",
    "Chief Data and Analytics Officer": "CDO",
    "Chief Data Privacy Officer": "CPO",
    "Chief Risk and Compliance Officer": "CRO",
    "Chief Ethics and Compliance Officer": "CCO",
    "Chief Legal and Compliance Officer": "GC",
    "General Counsel": "GC",
    "Deputy General Counsel": "OTHER_OFFICER",
    "Chief Financial and Operating Officer": "CFO",
    "Chief Operations Officer": "COO",
    "Chief Executive": "CEO",
    "Chief Accounting Officer": "CAO",
    "Chief Investment Officer": "OTHER_OFFICER",
    "Information Security Officer": "ISO",
    "cybersecurity officer": "ISO",
    "Vice President, Information Security Officer": "ISO",
    "Data Protection Officer": "OTHER_OFFICER",
    "Vice President of IT and Security": "VP_SECURITY",
    "Cybersecurity VP": "VP_SECURITY",
    "SVP of Technology": "VP_IT",
    "AVP Logistics, Systems & IT": "VP_IT",
    "Vice President of Legal": "OTHER_OFFICER",
    "Head of Technology Infrastructure": "DIR_IT",
    "IT Manager": "DIR_IT",
    "cybersecurity team leader": "DIR_SECURITY",
    "Director of IT Security and Compliance": "DIR_SECURITY",
    "Director of IT Audit": "OTHER_OFFICER",
    "Cyber Security Engineer": "OTHER_OFFICER",
    "Head of Global Affairs": "OTHER_OFFICER",
    "CLO": "GC",
}


@pytest.mark.parametrize(("title", "code"), ROLE_OF.items())
def test_a_title_has_the_role_of_the_codebook(title: str, code: str) -> None:
    assert role(title).code == code


def specific(codes: list[str]) -> str:
    return more_specific(Role(code, "") for code in codes).code


def test_the_more_cybersecurity_specific_of_two_titles_wins() -> None:
    assert specific(["CIO", "CISO"]) == "CISO"
    assert specific(["CFO", "VP_IT"]) == "VP_IT"
    assert specific(["OTHER_OFFICER", "COO"]) == "COO"


def test_of_titles_that_have_no_order_the_first_named_wins() -> None:
    assert specific(["GC", "CCO"]) == "GC"
    assert specific(["CFO", "COO"]) == "CFO"
    assert set(NAMED_ROLES) < set(ROLES)


FOUND = {
    "the Vice President, Information & Cyber Security, whose team": ["Vice President, Information & Cyber Security"],
    "Senior Vice President of IT Governance, Risk, and Compliance, who": [
        "Senior Vice President of IT Governance, Risk, and Compliance"
    ],
    "our Manager's IT Manager and our IT consultant": ["IT Manager"],
    "our officer in charge of cybersecurity, who has": ["officer in charge of cybersecurity"],
    "Executive Director, IT & Operations has": ["Executive Director, IT & Operations"],
    "our head of IT department": ["head of IT department"],
    "Vice President  IT has": ["Vice President  IT"],
    "our IT senior manager has": ["IT senior manager"],
    "our Senior Director - Infrastructure & Security has": ["Senior Director - Infrastructure & Security"],
    "our Director of Information Systems is": ["Director of Information Systems"],
    "chief executive officer, chief financial officer and general counsel": [
        "chief executive officer", "chief financial officer", "general counsel",
    ],
    "Chief Executive and Chief Financial Officers": ["Chief Executive", "Chief Financial Officers"],
    "our Principal Financial Officer": ["Principal Financial Officer"],
    "the Companys CISO and CIO": ["CISO", "CIO"],
    "our SRC Director has": ["SRC Director"],
    "our Senior Vice President (SVP) of Security has": ["Senior Vice President of Security"],
    "our information technology (IT) security director has": ["information technology security director"],
    "our senior manager in charge of IT security has": ["senior manager in charge of IT security"],
    "the IT-Manager has": ["IT-Manager"],
    "our current DVP, Information Security leads": ["DVP, Information Security"],
    "the ISO leads our program, under the ISO 27001 standard": ["ISO"],
    "the EVP Information Security Officer": ["EVP Information Security Officer"],
    "our chief of information security has": ["chief of information security"],
    "one of our independent directors, and information security managers": [],
    "executive officers and law enforcement officers": [],
    "a Certified Information Security Manager": [],
    "to lead our efforts": [],
    "the leader of our dedicated Information Security Team": ["leader of our dedicated Information Security Team"],
    "our Director of Platform IT and CSDO": ["Director of Platform IT", "CSDO"],
    "our Senior Vice President (SVP) IT Security": ["Senior Vice President IT Security"],
    "Corporate Controller and Treasurer": ["Corporate Controller", "Treasurer"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "titles"), FOUND.items())
def test_titles_are_found_with_all_their_words(sentence: str, titles: list[str]) -> None:
    assert [title.text for title in find_titles(sentence)] == titles


def test_a_list_of_fields_under_one_plural_title_is_a_title_for_each() -> None:
    found = find_titles(
        "the Heads of Data Privacy, Information Security, Legal Affairs and IT Infrastructure."
    )
    assert [title.role.code for title in found] == [
        "OTHER_OFFICER", "DIR_SECURITY", "OTHER_OFFICER", "DIR_IT",
    ]  # fmt: skip


def test_a_rank_alone_is_bare() -> None:
    assert find_titles("our Senior Vice President has")[0].bare
    assert not find_titles("our Senior Vice President of IT has")[0].bare


def test_titles_stand_in_order_and_do_not_overlap() -> None:
    found = find_titles(
        "our CISO, Vice President of IT Security, Head of IT, and General Counsel and the CFO"
    )
    assert all(left.end <= right.start for left, right in pairwise(found))
