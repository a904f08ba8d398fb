"""Officers of a filing: whose years are whose, tenure, certificates, reporting lines, and the sentence of each."""

import time

import polars as pl
import pytest

from pipelines.metrics.document import SENTENCE_SCHEMA
from pipelines.metrics.officers.people import Officer
from pipelines.metrics.officers.reading import Filing
from pipelines.metrics.officers.table import OfficerFrame, derive_officers

CONCEPT = "CybersecurityRiskRoleOfManagementTextBlock"


def officers(*sentences: str) -> list[Officer]:
    return Filing(list(enumerate(sentences))).officers()


def role(officer: Officer) -> str:
    return "EXTERNAL" if officer.outside else officer.role.code


def years(*sentences: str) -> list[tuple[str, int | None, str | None]]:
    return [
        (role(officer), officer.years, officer.scope) for officer in officers(*sentences) if officer.years
    ]


def roles(*sentences: str) -> list[str]:
    return [role(officer) for officer in officers(*sentences)]


WHOSE_YEARS = {
    ("Our CISO has over 25 years of experience.",): [("CISO", 25, "individual")],
    ("Our CISO, who reports to our CIO, has over 20 years of experience.",): [("CISO", 20, "individual")],
    ("Our CISO reports to our CIO, who has 30 years of experience.",): [("CIO", 30, "individual")],
    ("With over 20 years of experience, our CISO leads the program.",): [("CISO", 20, "individual")],
    ("Our program is led by our Director of IT.", "He has 15 years of experience."): [("DIR_IT", 15, "individual")],
    ("Our CISO leads the program.", "This individual has over 20 years of experience."): [("CISO", 20, "individual")],
    ("Jane Roe, our CISO, leads the program.", "The CFO helps.", "Ms. Roe has 20 years of experience."): [
        ("CISO", 20, "individual")
    ],
    ("Ms. Roe has 20 years of experience.", "Our CISO, Jane Roe, leads the program."): [("CISO", 20, "individual")],
    ("Messrs. Roe and Doe each have 20 years of experience.", "Our CFO is John Doe, and our CEO, Jane Roe, helps."): [
        ("CEO", 20, "each"), ("CFO", 20, "each"),
    ],
    ("Our CIO and CISO have over 10 and 20 years of experience, respectively.",): [
        ("CIO", 10, "individual"), ("CISO", 20, "individual"),
    ],
    ("Our CIO and our CISO each have over 20 years of experience.",): [("CIO", 20, "each"), ("CISO", 20, "each")],
    ("Our CIO and CISO have a combined 40 years of experience.",): [("TEAM", 40, "combined")],
    (
        "The VP, Cybersecurity Risk and Resilience, (Head of NFR) leads.",
        "The Head of NFR has over 20 years of experience.",
    ): [("VP_SECURITY", 20, "individual")],
    ("Our CISO is a senior member of our leadership team with more than a dozen years of experience.",): [("CISO", 12, "individual")],
    ("Our CEO and third-party cyber specialist have collectively over 25 years of experience.",): [("TEAM", 25, "combined")],
    ("Our CISO is certified with International Association of Privacy Professionals, and has over thirty years of experience.",): [
        ("CISO", 30, "individual")
    ],
    ("Our CISO has served in IT roles for over twenty years, including at our Company since 2013.",): [("CISO", 20, "individual")],
    (
        "The team is led by the CIO, who has certificates, and the Information Security Officer (ISO), who has over 19 years of experience.",
        "The ISO reports to the CIO.",
    ): [("ISO", 19, "individual")],
    ("The current CIO and his team have over 40 years of experience.",): [("TEAM", 40, "combined")],
    ("Combined, this team of employees includes individuals with over 30 years of experience.",): [("TEAM", 30, "combined")],
    ("The collective experience of our CRO, Chief Risk Officer, and CISO is over 75 years.",): [("TEAM", 75, "combined")],
    ("Our CIO and CISO lead the program.", "These two individuals have a combined 40+ years of experience."): [
        ("TEAM", 40, "combined")
    ],
    ("With over 100 years of experience, our security team brings expertise.",): [("TEAM", 100, "combined")],
    ("The Cyber team has an average of 10 years of experience.", "Members of the Cyber team each have 20 years of experience."): [
        ("TEAM", 20, "each")
    ],
    ("Our CIO is supported by a team of certified professionals, with an average of 13 years of experience.",): [
        ("TEAM", 13, "average")
    ],
    ("Our Director of IT leads.", "Collectively, management has over 25 years of experience."): [
        ("TEAM", 25, "combined")
    ],
    ("The CIO team has over 40 years of combined experience.",): [("TEAM", 40, "combined")],
    ("Our CISO oversees our IT department, has over 25 years of experience, and is certified.",): [
        ("CISO", 25, "individual")
    ],
    ("Our CISO has 15 years of security experience and more than 25 years in technology.",): [
        ("CISO", 25, "individual")
    ],
    ("Our managed service provider has over 20 years of experience.",): [("EXTERNAL", 20, "combined")],
    ("Our virtual CISO has over 20 years of experience.",): [("EXTERNAL", 20, "individual")],
    ("Our external security expert has over 30 years of experience.",): [("EXTERNAL", 30, "individual")],
    ("Our CISO is an experienced security executive with more than 25 years of experience.",): [
        ("CISO", 25, "individual")
    ],
    ("The Director of IT (the \"DIT\") leads the program.", "The DIT has 12 years of experience."): [
        ("DIR_IT", 12, "individual")
    ],
    ("Our Vice President of IT leads.", "With over 20 years of experience, the Vice President leads."): [
        ("VP_IT", 20, "individual")
    ],
    ("Our Senior Director of IT and our Director of IT lead.", "Our Director of IT has 9 years of experience."): [
        ("DIR_IT", 9, "individual")
    ],
    ("The head of the Company's IT security department has served in IT security roles for 24 years.",): [
        ("DIR_SECURITY", 24, "individual")
    ],
    ("Our CIO has 29 years of experience in managing and advising on security issues and our CISO has 21 years of experience.",): [
        ("CIO", 29, "individual"), ("CISO", 21, "individual"),
    ],
    ("Our security team, led by our CIO and our CISO, has over 75 years of collective experience.",): [("TEAM", 75, "combined")],
    ("Together, our CISO and our CIO have over 50 years of experience in IT.",): [("TEAM", 50, "combined")],
    ("Our committee has our CAO and our VP of IT (whose 25+ years in this field include security).",): [
        ("VP_IT", 25, "individual")
    ],
    ("Our CISO and CIO lead.", "Each has over 20 years of experience in security."): [
        ("CIO", 20, "each"), ("CISO", 20, "each"),
    ],
    ("Our CIO, CISO and CRO have over 28 years, 29 years, and 20 years of experience, respectively.",): [
        ("CIO", 28, "individual"), ("CISO", 29, "individual"), ("CRO", 20, "individual"),
    ],
    ("Our management team, including our VP of IT who serves as our ISO, has a combined 30 years of experience.",): [
        ("TEAM", 30, "combined")
    ],
    ("Our CISO has 12 years of experience.", "The former CISO, who has over 18 years of experience, was promoted."): [
        ("CISO", 12, "individual")
    ],
    ("The CRO and the Bank's virtual ISO report.", "The virtual ISO has over 30 years of experience."): [
        ("EXTERNAL", 30, "individual")
    ],
    ("Our CISO has 22 years of experience.", "A director led companies that provide vulnerability scans and vCISO services."): [
        ("CISO", 22, "individual")
    ],
    ("Our CISO leads.", "Our general manager has over 20 years of experience managing such risks."): [
        ("OTHER_OFFICER", 20, "individual")
    ],
    ("Our CISO's relevant security expertise is comprised of 15 years of experience.",): [("CISO", 15, "individual")],
    ("One of our independent directors has 20 years of experience.",): [],
    ("The chair of our Audit Committee has eight years of experience managing IT teams.",): [],
    ("Our CISO helps.", "One of our directors is an expert.", "She has 30 years of experience."): [],
    ("Our ISO assists.", "Our Chief Risk Officer joined in 2016 from a regulator, where he was employed for 24 years."): [("CRO", 24, "individual")],
    ("Our CISO and the other members of the security team have collectively more than 30 years of experience.",): [
        ("TEAM", 30, "combined")
    ],
    ("Our CISO leads.", "Our teams experience includes more than 75 years of combined IT experience."): [("TEAM", 75, "combined")],
    ("Our CISO and the senior leadership team have expertise, with over 200 years of collective experience.",): [
        ("TEAM", 200, "combined")
    ],
    ("Our VP of Cybersecurity has the duty, supervises both our internal personnel and our external consultants and has 20 years of experience.",): [
        ("VP_SECURITY", 20, "individual")
    ],
    ("The vCISO, who is responsible for the security team, has over 20 years of experience.",): [("EXTERNAL", 20, "individual")],
    ("Our CISO reports to our CIO of Corporate IT, who has over 25 years of experience.",): [("CIO", 25, "individual")],
    ("Reporting to our COO, our Director of IT has over 30 years of experience.",): [("DIR_IT", 30, "individual")],
    ("Our CIO, Vice President of Infrastructure, and Security Administrator each have 13, 16, and 7 years of experience, respectively.",): [
        ("CIO", 13, "individual"), ("OTHER_OFFICER", 7, "individual"), ("VP_IT", 16, "individual"),
    ],
    ("Partnering with our CTO is our Vice President Cyber Security, who has over 30 years of experience.",): [
        ("VP_SECURITY", 30, "individual")
    ],
    ("Our security team is led by a CISSP-certified CISO with over 25 years of experience.",): [("CISO", 25, "individual")],
    ("The Deputy Chief Information Security Officer (DCISO) helps our CISO.", "Our DCISO has 18 years of experience."): [
        ("CISO", 18, "individual")
    ],
    ("Our CISO leads.", "His current leadership team has over 100 years of combined experience."): [("TEAM", 100, "combined")],
    ("Our CTO has multiple direct reports who have 10 or more years of experience.",): [("TEAM", 10, "each")],
    ("Our CISO, with Larkfield's Vice President of IT, leads the program.", "Each has over 20 years of experience."): [
        ("CISO", 20, "each"), ("VP_IT", 20, "each"),
    ],
    ("Our CIO leads.", "Our Vice President of IT, who reports to the CIO, tests it.", "Both have 20 years of experience."): [
        ("CIO", 20, "each"), ("VP_IT", 20, "each"),
    ],
    ("The CTO leads the security team with over five years of experience at other firms.",): [("CTO", 5, "individual")],
    ("The CTO leads a security team with over five years of experience at other firms.",): [("TEAM", 5, "combined")],
    ("Nobody leads it.", "Each has over 20 years of experience."): [],
    ("It is run by some of our management, including our CFO, who oversees our security team and has four years of experience.",): [
        ("CFO", 4, "individual")
    ],
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "told"), WHOSE_YEARS.items())
def test_years_go_to_whom_the_text_gives_them(
    sentences: tuple[str, ...], told: list[tuple[str, int, str]]
) -> None:
    assert sorted(years(*sentences)) == sorted(told)


def test_tenure_and_experience_are_kept_apart() -> None:
    (officer,) = officers(
        "Our CIO has over 25 years of experience in IT and seven years of experience with the Company."
    )
    assert (officer.years, officer.tenure_years, officer.qualifier) == (25, 7, "over")


TENURE = {
    "Our CISO has over 20 years of experience, including over 13 years within the Bank's information technology department.": 13,
    "Our CISO has served in security roles for 20 years and within Larks for over five years.": 5,
    "Our CIO has been a Larks employee for over 25 years.": 25,
    "Our VP of IT Security has held leadership roles at the Company for over 24 years.": 24,
    "Our CISO is a 29-year employee of the Bank.": 29,
    "Our CISO has served in this role for eight years and is certified.": 8,
    "For over a decade, he has led our technology functions.": 10,
    "Our CIO has nearly ten years of experience with our company, and an extensive background.": 10,
    "Our CISO has 28 years of experience in IT, with the last 16 years serving as CISO of the Company.": 16,
    "Our CIO has been in IT for more than 25 years, including the last seven in his current role.": 7,
    "Our VP of IT has managed this team for over five years after having progressed through other roles.": 5,
}


@pytest.mark.parametrize(("sentence", "told"), TENURE.items())
def test_years_in_the_present_role_or_with_the_company_are_tenure(sentence: str, told: int) -> None:
    assert [
        officer.tenure_years for officer in officers("Our CIO leads.", sentence) if officer.tenure_years
    ] == [told]


def test_experience_at_the_company_and_elsewhere_is_no_tenure() -> None:
    (officer,) = officers("Our CISO has 25 years of work experience at the Company and elsewhere.")
    assert (officer.years, officer.tenure_years) == (25, None)


def test_the_years_of_a_predecessor_are_nobodys() -> None:
    assert [
        officer.tenure_years
        for officer in officers("Our CISO leads.", "His predecessor worked for us for eight years.")
    ] == [None]


def test_years_at_a_registrant_that_is_called_by_its_name_are_tenure() -> None:
    (officer,) = officers(
        "The CISO leads security at Acmex.", "The board of Acmex oversees it with Acmex staff.",
        "The CISO has 30 years of experience and has been at Acmex for 14 years.",
    )  # fmt: skip
    assert (officer.years, officer.tenure_years) == (30, 14)


def test_an_abbreviation_means_what_the_filing_defines() -> None:
    assert roles("Our Chief Strategy Officer (CSO) and the CIO meet.", "The CSO decides.") == [
        "OTHER_OFFICER",
        "CIO",
    ]


def test_certificates_go_to_the_officer_who_holds_them_and_none_to_a_team() -> None:
    ciso, cio = officers(
        "Our CISO has 20 years of experience and is a Certified Information Systems Security Professional (CISSP).",
        "Our CIO leads IT.",
        "She holds a CISM certification.",
    )
    assert ciso.certifications == ["CISSP"]
    assert cio.certifications == ["CISM"]


@pytest.mark.parametrize(
    ("sentence", "superior"),
    [
        (
            "Our CISO, who reports directly to our Chief Financial Officer, leads the program.",
            "Chief Financial Officer",
        ),
        ("Our CISO reports to our CIO, who leads our systems.", "CIO"),
        ("Our CISO provides periodic reports to our CEO.", None),
        ("Our CISO works with the team on the quarterly report to our CEO.", None),
    ],
)
def test_the_reporting_line_is_noted_and_no_report_is_taken_for_it(
    sentence: str, superior: str | None
) -> None:
    assert officers(sentence)[0].reports_to == superior


def frame(*rows: tuple[str, str]) -> pl.DataFrame:
    """A sentence frame of (accession number, text) rows."""
    numbers: dict[str, int] = {}
    made = []
    for accession_number, text in rows:
        number = numbers[accession_number] = numbers.get(accession_number, -1) + 1
        made.append(
            (accession_number, number, CONCEPT, 0, 10 * number, 10 * number + len(text), [CONCEPT], text)
        )
    return pl.DataFrame(made, schema=SENTENCE_SCHEMA, orient="row")


def test_each_officer_rests_on_the_sentence_of_the_years_or_else_on_the_first_that_names_them() -> None:
    found = derive_officers(
        frame(
            ("0000000001-25-000001", "Our CISO and our CFO lead the program."),
            ("0000000001-25-000001", "Our CISO has over 20 years of experience."),
            ("0000000002-25-000001", "We have no employees."),
        )
    )
    OfficerFrame.validate(found)
    assert found.select("role", "sentence_number", "start").rows() == [("CISO", 1, 10), ("CFO", 0, 0)]
    assert found["named_evidence"][0] == "Our CISO and our CFO lead the program."
    assert found["years_evidence"].to_list() == ["Our CISO has over 20 years of experience.", None]
    assert found["years_sentence"].to_list() == [1, None]
    assert found["accession_number"].unique().to_list() == ["0000000001-25-000001"]


def test_tenure_and_the_reporting_line_have_sentences_and_rules_of_their_own() -> None:
    found = derive_officers(
        frame(
            ("0000000001-25-000001", "Our CISO leads the program."),
            ("0000000001-25-000001", "She has been with the Company for 12 years."),
            ("0000000001-25-000001", "Our CISO reports to our CIO."),
        )
    )
    assert found.select("tenure_years", "tenure_sentence", "tenure_rule").rows() == [
        (12, 1, "has been with the Company for 20 years")
    ]
    assert found.select("reports_to", "reports_to_sentence", "reports_to_rule").rows() == [
        ("CIO", 2, "reports to our CFO")
    ]


def test_a_post_that_is_filled_from_outside_keeps_its_position() -> None:
    found = derive_officers(frame(("0000000001-25-000001", "Our virtual CISO leads the program.")))
    assert found.select("role", "position", "rule").rows() == [
        ("EXTERNAL", "CISO", "chief information security officer")
    ]


def test_no_sentences_give_an_empty_frame_of_the_schema() -> None:
    found = derive_officers(frame())
    assert found.height == 0
    OfficerFrame.validate(found)


ADVERSARIES = (
    "years of experience ", "Chief Information ", "our the its ", "Vice President, IT and Security, ",
    "reports to serving as including various roles of ", "M ", "\ue000, \ue001 and ", "a", "Jane M. van Roe ",
    "20 to 25 and 30, twenty (20) plus ", "over more than at least the past ", '(the "',
)  # fmt: skip
LENGTH = 20_000


@pytest.mark.parametrize("part", [*ADVERSARIES, " "])
def test_a_hostile_sentence_of_20_000_characters_is_read_in_seconds(part: str) -> None:
    started = time.process_time()
    officers((part * (LENGTH // len(part) + 1))[:LENGTH] + " 20 years of experience with our CISO")
    assert time.process_time() - started < 10


def test_characters_of_private_use_in_a_text_do_no_harm() -> None:
    assert years("Our \ue000CISO\uf8ff has over 20 years of experience.") == [("CISO", 20, "individual")]
