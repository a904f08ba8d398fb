"""Whose years: groups, outsiders, headings side by side, and names that were shortened."""

import pytest

from tests.metrics.officers.test_reading import officers, years

WHOSE = {
    ("Our CFO oversees the Managed Service Provider, which employs consultants with over 20 years of experience.",): [
        ("EXTERNAL", 20, "combined")
    ],
    ("Our CFO and VP of Technology lead, with the assistance of outside consultants with over 20 years of experience.",): [
        ("EXTERNAL", 20, "combined")
    ],
    ("Several members of our cybersecurity working group have five years of experience.",): [("TEAM", 5, "each")],
    ("Members of our Steering Committee have ten years of experience.",): [("COMMITTEE", 10, "each")],
    ("Our team is led by our CISO, who reports to our VP of IT, has over 18 years of experience in IT.",): [
        ("CISO", 18, "individual")
    ],
    ("Our CISO and CPO lead.", "These leaders collectively have over 25 years of experience."): [("TEAM", 25, "combined")],
    ("Our CISO and CPO lead.", "These leaders each have over 25 years of experience."): [
        ("CISO", 25, "each"), ("CPO", 25, "each"),
    ],
    ("Our CISO held leadership roles at a large bank over a 17-year period.",): [("CISO", 17, "individual")],
    ("Our CTO has been focused on technology for over 40 years.",): [("CTO", 40, "individual")],
    ("Chief Information Officer (CIO) Chief Operating Officer (COO) The COO has over 25 years of experience.",): [
        ("COO", 25, "individual")
    ],
    ("Our Senior Information Security Manager, or Senior ISM, leads.", "Our Senior ISM has 12 years of experience."): [
        ("DIR_SECURITY", 12, "individual")
    ],
    ("Our Executive Director, IT and Operations, leads.", "With 15 years of experience, the Executive Director plans."): [
        ("DIR_IT", 15, "individual")
    ],
    ("Our CRO and CIO have 30 and 24 years of experience, respectively.",): [
        ("CRO", 30, "individual"), ("CIO", 24, "individual"),
    ],
    ("Our VP of IT leads.", "Our management teams experience includes over 25 years of IT operations experience."): [
        ("TEAM", 25, "combined")
    ],
    ("This team reports to our CTO, who has 15 years of experience, and possesses nearly 60 years of combined experience.",): [
        ("CTO", 15, "individual"), ("TEAM", 60, "combined"),
    ],
    ("The head of Oaktrees cybersecurity team has a career spanning over 25 years.",): [("DIR_SECURITY", 25, "individual")],
    ("Our team includes our Director of Information Security and Senior Systems Engineer, with a combined 29 years of experience.",): [
        ("TEAM", 29, "combined")
    ],
    ("The Director of IT and internal cybersecurity team lead.", "The Director of IT has 25 years of experience."): [
        ("DIR_IT", 25, "individual")
    ],
    ("Our acting co-chief executive officers assess risk.", "Mr. Jun Ho, who has over 10 years of experience, leads."): [
        ("OTHER_OFFICER", 10, "individual")
    ],
    ("The committee is the CEO, the CFO (who oversees IT), and our VP of IT (who has over 20 years of experience in IT).",): [
        ("VP_IT", 20, "individual")
    ],
    ("The team is led by the Chief Privacy Officer, a professional with over 18 years of experience.",): [
        ("CPO", 18, "individual")
    ],
    ("Mr. Barros leads our IT.", "Mr. Barros is a professional with over 30 years of experience in IT."): [
        ("OTHER_OFFICER", 30, "individual")
    ],
    ("Our security team includes members that have been involved in cybersecurity for approximately 20 years.",): [
        ("TEAM", 20, "each")
    ],
    ("Our third-party security consultant has over 30 years of experience.",): [("EXTERNAL", 30, "individual")],
    ("Our IT Lead has 5 years of experience.", "The IT Lead is helped by an external agency with 15 years of expertise."): [
        ("DIR_IT", 5, "individual"), ("EXTERNAL", 15, "combined"),
    ],
    ("Our CIO and our CISO have over 30 years and 25 years, respectively, of work experience.",): [
        ("CIO", 30, "individual"), ("CISO", 25, "individual"),
    ],
    ("Our CISO has 30 years of experience, and reports to our COO, who leads our technology and has twenty years of experience.",): [
        ("CISO", 30, "individual"), ("COO", 20, "individual"),
    ],
    ("Our CFO was trained as an auditor and audited IT controls of public companies for approximately 12 years.",): [
        ("CFO", 12, "individual")
    ],
    ("Our Head of IT leads.", "Our Head of IT and Cybersecurity has 20 years of experience."): [
        ("DIR_SECURITY", 20, "individual")
    ],
    ("Our CTOs experience includes six years of risk management experience.",): [("CTO", 6, "individual")],
    ("The heads of our outsourced IT team collectively have over 30 years of experience.",): [("EXTERNAL", 30, "combined")],
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "told"), WHOSE.items())
def test_the_years_are_theirs(sentences: tuple[str, ...], told: list[tuple[str, int, str]]) -> None:
    assert years(*sentences) == told


@pytest.mark.parametrize(
    ("sentence", "tenure", "experience"),
    [
        ("Our CIO, who has over 30 years of IT experience, 22 of which are at the Company, employs a team.", 22, 30),
        ("Our CISO has 20 years of experience, including the past 11 years serving in various roles at the Company.", 11, 20),
        ("Our COO has overseen the daily operations of the Company for over 10 years.", 10, None),
        ("Our CTO reports to our CEO and has been with Larkfield 17 years.", 17, None),
        ("The ISO role is filled jointly by one person, our CIO, who has been with the organization for 20 years.", 20, None),
    ],
)  # fmt: skip
def test_tenure_stands_beside_experience(sentence: str, tenure: int, experience: int | None) -> None:
    assert [
        (officer.tenure_years, officer.years) for officer in officers(sentence) if officer.tenure_years
    ] == [(tenure, experience)]


def test_who_leads_the_registrants_function_by_its_name_has_tenure() -> None:
    text = (
        "Data at Larkfield is guarded.", "All of Larkfield is trained.", "We hold that Larkfield is ready.",
        "Larkfields Vice President of IT has led Larkfields IT function for over 5 years.",
    )  # fmt: skip
    assert [(officer.years, officer.tenure_years) for officer in officers(*text) if officer.active] == [
        (None, 5)
    ]
