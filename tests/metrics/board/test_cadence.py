"""Cadence: how often the board or its committee is told, and what is another's cadence."""

import time

import pytest

from pipelines.metrics.board.cadence import CadenceFrame, derive_cadence, sentence_cadence
from pipelines.metrics.board.reading import readings
from tests.metrics.board.test_rules import ADVERSARIAL
from tests.metrics.words import told


def code(text: str) -> str:
    return str(derive_cadence(told(text))["cadence"].item())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Management gives the Board a cybersecurity report each month.", "monthly"),
        ("The Audit Committee receives monthly cybersecurity updates.", "monthly"),
        (
            "Cybersecurity is a standing agenda item of the Audit Committee, which hears of it.",
            "every_meeting",
        ),
        (
            "The Audit Committee oversees cyber risk. Management regularly updates the committee on cyber risks.",
            "periodic",
        ),
        (
            "Our board is informed about our prevention and remediation processes for cybersecurity incidents.",
            "periodic",
        ),
        ("Oversight of our cyber program is provided by the CFO and the Board.", "not_disclosed"),
        ("Cyber risk is a standing agenda topic at quarterly Audit Committee meetings.", "quarterly"),
        ("The CEO plans to report to the Audit Committee on cyber risk each quarter.", "not_disclosed"),
        (
            "The CISO reports on cyber risk to the Audit Committee at regularly scheduled Audit Committee meetings.",
            "every_meeting",
        ),
        (
            "The Company provides quarterly updates to, and receives oversight from, the Audit Committee on cyber risk.",
            "quarterly",
        ),
        ("Reporting directly to the Board, the Team oversees our network security.", "not_disclosed"),
        (
            "We regularly monitor their message boards and other communications for signs of breaches.",
            "not_disclosed",
        ),
        (
            "The Board is in the process of implementing procedures to obtain regular updates on cyber risk.",
            "not_disclosed",
        ),
        ("The CISO attends the regularly scheduled Board meetings to report on cyber risk.", "every_meeting"),
        ("The Board annually approves the plan and regularly receives reports on cyber risk.", "periodic"),
        (
            "The Board approves the plan annually and receives an annual report on cyber risk. The CISO reports to the Board.",
            "annual",
        ),
        ("The Board is charged with the continual monitoring of our cybersecurity plan.", "not_disclosed"),
        (
            "Our Board is engaged in the oversight of our continuous efforts in monitoring cyber risk.",
            "not_disclosed",
        ),
        (
            "We do not have a dedicated board committee, but our leadership is informed of cyber matters as needed.",
            "not_disclosed",
        ),
        (
            "As we have no separate board committee, our full Board is updated quarterly on cyber risk.",
            "quarterly",
        ),
        (
            "Cybersecurity alert procedures reach the Board, in the event of material incidents.",
            "not_disclosed",
        ),
        ("At each regular meeting, the Audit Committee is briefed on cyber risk.", "every_meeting"),
        (
            "The Board is briefed on cyber risk twice a year. Cyber insurance is reviewed monthly with the Board.",
            "semiannual",
        ),
        (
            "The Board receives regular cyber reports. Our program is approved by the Board or a committee thereof annually.",
            "periodic",
        ),
        (
            "ERM staff report monthly to the Board on key risks. The Board is told of cyber risk annually.",
            "annual",
        ),
        ("ERM staff report monthly to the Board on key risks. The Board is told of cyber risk.", "monthly"),
        (
            "We report quarterly to the IT Steering Committee, the Risk Committee, and the Board on cyber risk.",
            "quarterly",
        ),
        (
            "The Board conducts an annual review and approval of the program. The Board receives reports on cyber risk.",
            "periodic",
        ),
        (
            "A Steering Committee of executives and a Board representative meets quarterly and updates the Board annually.",
            "annual",
        ),
        ("Plan testing is conducted annually by the Board.", "not_disclosed"),
        ("The Board receives ongoing updates regarding any such cyber incident.", "not_disclosed"),
        ("The CTO is available to provide our Board reports on cyber risk.", "not_disclosed"),
        (
            "If not material, the Audit Committee brings a breach to the Board at its next meeting.",
            "not_disclosed",
        ),
        ("The CISO reports at every Audit Committee meeting on cyber risk.", "every_meeting"),
        ("The CISO briefs the Board at each quarterly meeting.", "quarterly"),
        ("The CISO reports to the Audit Committee on at least a quarterly basis.", "quarterly"),
        ("The Board is updated four times a year on cybersecurity.", "quarterly"),
        ("The Audit Committee receives bi-monthly reports on cybersecurity.", "quarterly"),
        (
            "The CISO meets with the Audit Committee at least twice a year to discuss risk assessments.",
            "semiannual",
        ),
        ("The CISO biannually briefs the Board on cybersecurity.", "semiannual"),
        ("The CISO gives the Board at least two presentations each year on cyber risk.", "semiannual"),
        ("The Board reviews the cybersecurity program at least annually.", "annual"),
        ("Once a year the full Board receives a cybersecurity report.", "annual"),
        ("The CISO regularly briefs the Board on cybersecurity risk.", "periodic"),
        ("The Board is updated on cyber risk several times a year.", "periodic"),
        ("The CISO updates the Audit Committee at multiple Audit Committee meetings each year.", "periodic"),
        ("Management reports to the Board on cybersecurity risk.", "periodic"),
        ("Our CISO reports quarterly to the Audit Committee and annually to the Board.", "quarterly"),
        ("The CISO briefs the Board on cyber risk from time to time, and at least annually.", "annual"),
        (
            "The CISO reports to the Board, which oversees cyber risk, on at least a quarterly basis.",
            "quarterly",
        ),
        ("The CISO gives updates at Audit Committee meetings, which are held quarterly.", "quarterly"),
        ("On an annual basis, management prepares and presents to the Board a cyber risk report.", "annual"),
        (
            "Our internal audit team reports on a quarterly basis on cyber risk to the Audit Committee.",
            "quarterly",
        ),
        (
            "The CEO briefs the Board on cyber risk regularly, with a minimum frequency of once per year.",
            "annual",
        ),
        ("The Board is updated periodically, and at least annually, on our cyber risks.", "annual"),
        ("Monthly updates on cyber risk are provided to our Board.", "monthly"),
        ("The IT group reports on cyber risk at every regularly scheduled Board Meeting.", "every_meeting"),
        ("The CISO updates the Audit Committee on cyber risk at least every other quarter.", "semiannual"),
        ("Cyber risk is reported to the Audit Committee quarterly by the CISO.", "quarterly"),
        ("The Board receives cyber updates and quarterly scorecard assessments from our CIO.", "quarterly"),
        ("The results of the annual audit of our defenses are shared with our Audit Committee.", "annual"),
        ("Cybersecurity is on the agenda of each quarterly Board meeting.", "quarterly"),
        (
            "The Audit Committee has primary responsibility, reviewing at least annually our cyber risks.",
            "annual",
        ),
        ("The Board receives regular updates on cyber risk exposure and incident response.", "periodic"),
    ],
)
def test_the_cadence_is_the_most_frequent_one_that_is_stated(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Employees take annual training. The Board oversees cybersecurity.", "not_disclosed"),
        ("The Steering Committee meets monthly, and the CISO reports annually to the Board.", "annual"),
        ("Management meets weekly and reports to the Board quarterly on cyber risk.", "quarterly"),
        (
            "The CISO presents monthly to the steering committee and periodically to the Board on cyber risk.",
            "periodic",
        ),
        (
            "The Board oversees our annual enterprise risk assessment and receives periodic cyber reports.",
            "periodic",
        ),
        (
            "In the event of an incident, management will report to the Board and provide updates.",
            "not_disclosed",
        ),
        ("Management informs the Board of cybersecurity incidents.", "not_disclosed"),
        ("The Audit Committee oversees cybersecurity.", "not_disclosed"),
        ("The Board reviews our Annual Report on Form 10-K.", "not_disclosed"),
        (
            "Directors are invited to each Audit Committee meeting. The Board is briefed on cyber risk annually.",
            "annual",
        ),
        ("We have from time to time had threats, and the Board oversees risk.", "not_disclosed"),
        ("Our teams test the systems each quarter.", "not_disclosed"),
        (
            "For material cybersecurity incidents, management will inform, update and ask the Board.",
            "not_disclosed",
        ),
        (
            "Our CFO is responsible for reporting cybersecurity related incidents to the Board.",
            "not_disclosed",
        ),
        ("Responsibility for cybersecurity is shared by the Board and management.", "not_disclosed"),
        ("A key function of our Board is informed oversight of cybersecurity risk.", "not_disclosed"),
        ("The Board provides strategic oversight of cybersecurity.", "not_disclosed"),
        ("The Board is engaged in risk oversight, and monitors cybersecurity providers.", "not_disclosed"),
        ("Stakeholders, including a member of the Board, meet monthly on cyber risk.", "not_disclosed"),
        (
            "The Risk Committee of the Board meets quarterly, while the IT Steering Committee meets monthly.",
            "quarterly",
        ),
        (
            "Management will report to the Board on incidents and the measures taken to mitigate such risks.",
            "not_disclosed",
        ),
        (
            "The Audit Committee is responsible for reviewing and discussing our cybersecurity policies.",
            "not_disclosed",
        ),
        (
            "Protocols see to it that incidents are shared with the Board, as appropriate, to allow for risk assessments.",
            "not_disclosed",
        ),
        ("Management updates the Board, as necessary, regarding cybersecurity incidents.", "not_disclosed"),
        (
            "The Board has not designated a committee for a periodic review of our cybersecurity program.",
            "not_disclosed",
        ),
        (
            "Directors have access to the materials for each Audit Committee meeting. The Board is briefed annually.",
            "annual",
        ),
        (
            "The head of IT reports to the CFO monthly and is responsible for updates to the Board on cyber risk.",
            "periodic",
        ),
        (
            "The Board reviews reports and managements monthly discussions with our vendor.",
            "periodic",
        ),
        (
            "The steering group, which meets monthly, keeps risk within Board-approved limits.",
            "not_disclosed",
        ),
        (
            "All Board members attend the meetings of the Audit Committee. The Board is briefed annually.",
            "annual",
        ),
        ("The CISO attends all bimonthly Audit Committee meetings and reports on cyber risk.", "quarterly"),
        ("The annual enterprise risk assessment is shared with the Board.", "periodic"),
        ("Each quarter, cyber risk is reviewed by our CFO, who reports on it to the Board.", "periodic"),
    ],
)
def test_a_frequency_of_something_else_is_not_the_boards(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    "second",
    [
        "These updates are provided at least quarterly.",
        "Such briefings are held each quarter.",
        "It receives quarterly updates from the CISO.",
    ],
)
def test_a_sentence_that_goes_on_about_the_reports_counts(second: str) -> None:
    assert code(f"The Audit Committee receives updates on cyber risk. {second}") == "quarterly"


def test_a_report_in_a_second_clause_still_goes_to_the_board() -> None:
    text = "The CISO regularly updates the Audit Committee on the program and provides reports annually that cover risk."
    assert code(text) == "annual"


def test_every_filing_has_one_row_with_the_sentence_it_rests_on() -> None:
    frame = CadenceFrame.validate(
        derive_cadence(told("We use firewalls.", "We test. The CISO briefs the Board quarterly."))
    )
    assert frame["cadence"].to_list() == ["not_disclosed", "quarterly"]
    assert frame["evidence"].to_list() == [None, "The CISO briefs the Board quarterly."]


def test_a_reading_made_before_gives_the_same_cadence() -> None:
    read = told("The CISO briefs the Board quarterly.")
    assert derive_cadence(read, readings(read)).equals(derive_cadence(read))


@pytest.mark.parametrize(
    "text", [*ADVERSARIAL, "every other meeting of all " * 700, "quarterly and " * 1400], ids=lambda t: t[:12]
)
def test_no_sentence_takes_long(text: str) -> None:
    start = time.process_time()
    sentence_cadence(f"⟦B⟧ {text}")
    assert time.process_time() - start < 2
