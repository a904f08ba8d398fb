"""Who is an officer: bystanders, those with a part, and two titles of one person."""

import pytest

from tests.metrics.officers.test_reading import roles

BYSTANDERS = {
    ("Our CISO reports to our CFO.",): ["CISO"],
    ("Our CISO reports to the Audit Committee and the CEO.",): ["CISO"],
    ("The CEO is briefed by the CISO, who decides.",): ["CISO"],
    ("Our CISO notifies the CEO and the General Counsel.",): ["CISO"],
    ("Our CISO provides updates to the Corporations Chief Executive Officer.",): ["CISO"],
    ("Our CISO escalates incidents to senior management, including the CEO and CFO.",): ["CISO"],
    ("We do not have a Chief Information Security Officer.",): [],
    ("We intend to hire a Chief Information Security Officer.",): [],
    ("Our former CIO left.",): [],
    ("Our CISO previously served as Chief Technology Officer of two banks.",): ["CISO"],
    ("Our CISO has 20 years of experience, including as Vice President of IT at another firm.",): ["CISO"],
    ("Our CISO leads.", "He has served in CIO and CTO roles in several companies."): ["CISO"],
    ("Our CISO is a Certified Information Security Manager.",): ["CISO"],
    ("Our CFO and COO receive regular reports from our CISO.",): ["CISO"],
    ("The CISO decides.", "The CEO, CFO, and Board are informed if an incident is material."): ["CISO"],
    ("Our CISO reports to the Board as well as our Chief Financial Officer.",): ["CISO"],
    ("Our CISO provides updates to the senior leadership team, which includes the CEO and the CFO.",): [
        "CISO"
    ],
    ("Our CISO reports to our Co-Chief Executive Officer.",): ["CISO"],
    ("Our CISO reports to the CEO, and our Director of IT, who has authority, decides.",): ["CISO", "DIR_IT"],
    ("Given the vacancy in the Director of Information Technology position, our CFO decides.",): ["CFO"],
    ("Our CISO leads.", "He holds a Chief Information Security Officer Certificate."): ["CISO"],
    ("Our CISO leads.", "He is a Certified Chief Information Security Officer."): ["CISO"],
    (
        "Our CISO leads.",
        "His public sector roles include Policy Advisor, Director of Engagement and Chief Technology Officer.",
    ): ["CISO"],
    ("Our CISO leads.", "He was in telemetry (2003-2009); Head of Technologies (2011-2016)."): ["CISO"],
    ("Our CIO chairs our Cybersecurity Executive Oversight Committee.",): ["CIO"],
    ("Contract research organizations (CROs) are assessed; our CROs hold data.",): [],
    ("Our CISO meets with business leaders, including the CEO and the CFO, on threats.",): ["CISO"],
    ("Our CISO reviews these matters with our CEO and other members of management.",): ["CISO"],
    (
        "The team leads.",
        "Risks are presented to the executive leadership team, including the CEO and the CFO.",
    ): [],
    ("Our CISO worked in banks, in roles ranging from CIO to IT security officer.",): ["CISO"],
    ("Our CISO leads.", "A member of our audit committee was Chief Technology Officer of a large company."): [
        "CISO"
    ],
}


@pytest.mark.parametrize(("sentences", "told"), BYSTANDERS.items())
def test_superiors_recipients_former_and_vacant_posts_are_left_out(
    sentences: tuple[str, ...], told: list[str]
) -> None:
    assert roles(*sentences) == told


ACTIVE = {
    ("Our Vice PresidentInformation Technology leads the program.",): ["VP_IT"],
    ("The committee consists of our CEO, CFO and General Counsel.",): ["CEO", "CFO", "GC"],
    ("The Audit Committee receives reports from our CIO.",): ["CIO"],
    ("Our CISO, in coordination with our Chief Legal Officer, decides.",): ["CISO", "GC"],
    ("Our Head of IT reports to our CFO, who provides quarterly updates to the Audit Committee.",): [
        "DIR_IT",
        "CFO",
    ],
    ("Our CFO would inform our CEO, who would then communicate the details to our Board.",): ["CFO", "CEO"],
    ("Our CIO receives reports from the team and monitors the remediation of incidents.",): ["CIO"],
    ("Incidents are escalated to a management response team comprising our CFO and General Counsel.",): [
        "CFO",
        "GC",
    ],
    ("A former member of our Board, was appointed as the Company's Chief Technology Officer.",): ["CTO"],
    ("Reporting directly to this role are the Director of IT and the Director of Network Security.",): [
        "DIR_IT",
        "DIR_SECURITY",
    ],
    ("Incidents are reported to officers (including the CEO and the CFO) who assess the severity.",): [
        "CEO",
        "CFO",
    ],
    ("Senior members of our management, including our CISO and CIO, decide.",): ["CISO", "CIO"],
    ("The team reports to our CFO, CTO, and General Counsel, who then report to the Audit Committee.",): [
        "CFO",
        "CTO",
        "GC",
    ],
    ("The committee is updated through direct interaction with the CTO.",): ["CTO"],
    ("Incidents are escalated to our CEO and our CFO.", "These individuals work with our response team."): [
        "CEO",
        "CFO",
    ],
    ("The ISO reports to the Chief Risk Officer, who also maintains a security credential.",): ["ISO", "CRO"],
    ("In October, the Company hired a new CISO.",): ["CISO"],
    ("We use CISO as a service.", "Our VPIT leads.", "The Companys Secretary reports to the Board."): [
        "EXTERNAL",
        "VP_IT",
        "OTHER_OFFICER",
    ],
}


@pytest.mark.parametrize(("sentences", "told"), ACTIVE.items())
def test_those_with_a_part_are_officers(sentences: tuple[str, ...], told: list[str]) -> None:
    assert roles(*sentences) == told


ONE_PERSON = {
    ("Our CIO also serves as our CISO.",): ["CISO"],
    ("Our CIO is responsible for security and serves as the Companys CISO.",): ["CISO"],
    ("Our Executive Vice President and Chief Financial Officer decides.",): ["CFO"],
    ("Our President and Chief Executive Officer decides.",): ["CEO"],
    ("Our Senior Vice President of Engineering and Chief Information Security Officer (CISO) leads.", "The CISO decides."): ["CISO"],
    ("Our CTO and CISO has over 20 years of experience.",): ["CISO"],
    ("Our Vice President of IT and CISO has twenty years of experience.", "Our CISO leads.", "Our Vice President of IT acts."): [
        "CISO"
    ],
    ("Our CFO and COO leads.", "Our team assists the CFO and COO with it."): ["CFO"],
    ("We have a combined Chief Information Officer and Chief Information Security Officer (our CIO/CISO).",): ["CISO"],
    ("Our Cybersecurity Information Security Officer (CISO) leads.", "Our CISO decides."): ["CISO"],
    ("Our CIO/CISO leads.",): ["CISO"],
    ("Our Executive Vice President, Chief Administrative Officer and General Counsel, with our CISO, decides.",): ["CAO", "CISO"],
    ("Our VP of IT reports to our CFO and is the head of our cybersecurity team.",): ["VP_IT"],
    ("In the absence of dedicated roles such as a Chief Information Officer, oversight is performed by our CFO.",): ["CFO"],
    ("The board is told by our Chief Risk Officer & Chief Information Security Officer.",): ["CISO"],
    ("We hired one executive for both the CIO and CISO roles.", "Our CIO/CISO leads."): ["CISO"],
    ("The CCO, the CIO, CISO and others meet.", "The board hears from the CIO/CISO, and/or risk functions."): ["CCO", "CIO", "CISO"],
    ("Our VP of IT leads, having served in roles such as engineer, infrastructure manager, and Director of IT.",): ["VP_IT"],
    ("Our Information Security Officer (ISO) leads.", "The ISO and CIO roles are filled by one individual."): ["ISO"],
    ("Our Chief Security Officer (CISO) leads.",): ["CISO"],
    ("Our CIO and CISO lead the program.",): ["CIO", "CISO"],
    ("Management, including the CIO and CISO, reports to the Board.",): ["CIO", "CISO"],
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "told"), ONE_PERSON.items())
def test_two_titles_are_one_officer_where_the_text_says_so(
    sentences: tuple[str, ...], told: list[str]
) -> None:
    assert roles(*sentences) == told
