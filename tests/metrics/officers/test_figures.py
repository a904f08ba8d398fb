"""How numbers of years are read, and whether they are experience, tenure or neither."""

import re

import pytest

from pipelines.metrics.officers.figures import find_figures, number


def mentioned(sentence: str) -> str:
    """A skeleton: each M is somebody who is mentioned."""
    return re.sub(r"\bM\b", "\ue000", sentence)


EXPERIENCE = {
    "M has 20 years of experience": ((20,), "exact"),
    "M has over 25 years of IT experience": ((25,), "over"),
    "M has more than twenty (20) years of experience": ((20,), "over"),
    "M has over twenty-five (25) years of experience": ((25,), "over"),
    "M has 20-plus years of experience": ((20,), "over"),
    "M has 15+ years of experience": ((15,), "over"),
    "M has 25years of experience": ((25,), "exact"),
    "M has twenty-sixyears of experience": ((26,), "exact"),
    "Over the past six years, \ue000 has overseen programs": ((6,), "exact"),
    "M has managed programs at several companies over the last 20 years, including": ((20,), "exact"),
    "M has 20 or more years of experience": ((20,), "over"),
    "M has nearly two decades of experience": ((20,), "approximately"),
    "M has two and a half decades of experience": ((25,), "exact"),
    "M has over a decade of security leadership": ((10,), "over"),
    "M has at least 10 years of experience": ((10,), "at_least"),
    "M has 15 to 20 years of experience": ((15,), "exact"),
    "M and M have over 10 and 20 years of experience, respectively": ((10, 20), "over"),
    "M, M and M have over 25, 20 and 15 years of experience": ((25, 20, 15), "over"),
    "M has 30 years' experience": ((30,), "exact"),
    "M is a 40 year veteran of the industry": ((40,), "exact"),
    "M had a career spanning 30 years": ((30,), "exact"),
    "M has served in various roles in IT for over 30 years": ((30,), "over"),
    "M has worked in financial services for over 20 years": ((20,), "over"),
    "M has served as a software executive for 20 years": ((20,), "exact"),
    "M has been a security leader for more than 20 years": ((20,), "over"),
    "M has more than 38 years of experience with the Company and with others": ((38,), "over"),
    "they have 19 combined years of experience": ((19,), "exact"),
    "M joined the Company in 2020 with 30 years of IT experience": ((30,), "exact"),
    "the members have an average cybersecurity tenure of 15 years": ((15,), "exact"),
}


@pytest.mark.parametrize(("sentence", "told"), EXPERIENCE.items())
def test_experience_is_read_with_its_qualifier(sentence: str, told: tuple[tuple[int, ...], str]) -> None:
    assert [
        (figure.values, figure.qualifier, figure.kind) for figure in find_figures(mentioned(sentence))
    ] == [(*told, "experience")]


TENURES = {
    "M has been our M for 12 years": 12,
    "M has 18 years with the Company": 18,
    "M has seven years of service with the Company": 7,
    "M has spent eight years in this position": 8,
    "M has been with us for more than five years": 5,
    "M joined the Company over 25 years ago": 25,
    "M has a tenure of 12 years": 12,
    "M in a twenty-seven-year tenure with the Company": 27,
    "M has overseen its technology unit for over 20 years": 20,
}


@pytest.mark.parametrize(("sentence", "years"), TENURES.items())
def test_time_in_a_post_or_with_the_company_is_tenure(sentence: str, years: int) -> None:
    assert [(figure.values, figure.kind) for figure in find_figures(mentioned(sentence))] == [
        ((years,), "tenure")
    ]


@pytest.mark.parametrize(
    "part",
    [
        "22 of which are at the Company",
        "22 of which have been spent leading the Companys efforts",
        "of which more than 22 have been with Larkfield Homes",
        "including 22 years in cybersecurity at Larkfield",
        "including 22 yearsleading our team",
    ],
)
def test_a_part_of_the_years_may_be_tenure(part: str) -> None:
    figures = find_figures(f"\ue000 has 25 years of experience, {part}.")
    assert [(figure.values, figure.kind) for figure in figures] == [((25,), "experience"), ((22,), "tenure")]


@pytest.mark.parametrize(
    "sentence",
    [
        "In the last three fiscal years, we have not experienced any incident",
        "We have not incurred expenses over the last two years relating to information security breaches",
        "The plan is tested every three years",
        "a three-year plan for security",
        "for the years ended December 31, 2024",
        "Our provider has been in business for over 20 years",
        "M has many years of experience",
        "M has decades of experience",
        "threats have increased in recent years",
    ],
)
def test_periods_plans_and_vague_words_are_no_figure(sentence: str) -> None:
    assert find_figures(mentioned(sentence)) == []


def test_numbers_are_read_from_words_and_digits() -> None:
    assert number("twenty-five") == 25
    assert number("Thirty five") == 35
    assert number("12") == 12


def test_experience_with_the_company_is_both() -> None:
    figures = find_figures("\ue000 has 26 years of experience at the Company.")
    assert [(figure.values, figure.kind) for figure in figures] == [((26,), "both")]
