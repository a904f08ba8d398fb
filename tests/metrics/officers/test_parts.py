"""Parts: who only hears of it, whose post is another's or still to be filled; and what makes an outsider."""

import pytest

from tests.metrics.officers.test_reading import officers, roles

BYSTANDERS = {
    "Alerts are escalated to members of senior management depending on the case, including the CFO and the CEO.": [],
    "The plan provides for escalating matters to senior executives, including the Chairman of the Board and the Chief Executive Officer.": [],
    "The team makes reports to our Chief Information Officer, Board of Directors, Chief Executive Officer and others.": [],
    "The CISO reviews progress with the Companys Executive Team, which is a group composed of the CEO, the CFO, and the CLO.": ["CISO"],
    "Deviations require the prior approval of our Chief Executive Officer.": [],
    "Our CTO, through the CEO, informs the Board.": ["CTO"],
    "A director stands in while we onboard a new Chief Information Security Officer.": [],
    "Our CTO leads the program and previously served as our director of infrastructure management.": ["CTO"],
    "Our CIO is a leader who has served as the top technology executive for many groups.": ["CIO"],
    "Mr. Poe leads security, and his experience includes serving as the CTO of a maritime service provider.": ["OTHER_OFFICER"],
    "Before assuming his current role, the CISO served as Larks Chief Technology Officer, where he ran the network.": ["CISO"],
    "The CIO addresses matters with our executive leadership team, which includes our Chief Executive Officer.": ["CIO"],
    "The CISO reports on risk to the Enterprise Risk Committee (ERC), including the Chief Risk Officer.": ["CISO"],
    "Policies are reviewed and approved by the manager in charge as well as the Chief Executive Officer.": [],
    "In January, the Company's Chief Digital Officer departed the Company.": [],
    "The CIO meets with our Chief Executive Officer each week.": ["CIO"],
    "Our CISO has served in various roles, including as the CIO of a bank in Chile and as the Head of Information Security at a port.": ["CISO"],
    "Our CISO has 25 years of experience as a C-Level technology executive.": ["CISO"],
    "We do not currently maintain a dedicated security department or chief information security officer.": [],
    "Two members of our board of directors have served as chief executive officer at other companies.": [],
    "Our CISO has experience, including as General Manager & President of Larch, Vice President of Delta Operations and Vice President of Technology.": ["CISO"],
    "The GC&C team administers the program, and our CCO is responsible to the CRO for it.": ["CCO"],
    "Our Director of IT is a member of the management team which includes our CEO.": ["DIR_IT"],
    "The Board members, including the CEO, hear from the CISO.": ["CISO"],
    "Mr. Poe, our CISO, engages with other members of our management, including our General Counsel and our CTO.": ["CISO"],
    "Our CISO leads our CIO Forum and speaks at CTO summits.": ["CISO"],
    "Our Board Cyber Lead and our Privacy and Security Executive Taskforce meet; our CISO has been the Head of IT Audit, CISO and CIO at three other companies.": ["CISO"],
    "We depend on the systems of GC Advisors and of a global asset manager.": [],
    "The committee includes direct reports of our CEO. Our CISO leads it. His previous roles include Security Operations Manager at a firm.": ["CISO"],
    "Our Board of Directors is currently comprised of the Chief Executive Officer and six others.": [],
    "Our team holds certificates such as CompTIA Secure Infrastructure Specialist.": [],
    "Our CISO has served in that position for a long time and is an experienced security leader with many skills.": ["CISO"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), BYSTANDERS.items())
def test_who_hears_approves_or_is_still_to_come_has_no_part(sentence: str, told: list[str]) -> None:
    assert [role for role in roles(sentence) if role != "OTHER_OFFICER"] == [
        role for role in told if role != "OTHER_OFFICER"
    ]


ACTIVE = {
    "The VP, IT reports findings to our CFO, who annually presents updates to our Audit Committee.": ["VP_IT", "CFO"],
    "The group is led by our CIO, who is a part-time consultant, and includes our CEO and our CFO.": ["EXTERNAL", "CEO", "CFO"],
    "Our Director of Information Technology and Information Security Officer leads.": ["ISO"],
    "Our Vice President, Head of IT, leads.": ["DIR_IT"],
    "Our Vice President Director of Information Security leads.": ["DIR_SECURITY"],
    "Our President escalates matters, in consultation with our General Counsel.": ["OTHER_OFFICER", "GC"],
    "The committee is the Senior Vice President of Human Resources and Information Technology Director.": ["OTHER_OFFICER", "DIR_IT"],
    "The Board meets with our CTO each quarter.": ["CTO"],
    "The principal officer in charge of the cybersecurity matters discusses them with our board.": ["ISO"],
    "As a global leader in animal health, we rely on systems that our CISO guards.": ["CISO"],
    "The CISO works with the Chief Privacy Counsel.": ["CISO", "CPO"],
    "Incidents are escalated to members of management, including the CEO, who helps us to mitigate them.": ["CEO"],
    "The IT Director talks with the CFO, who would bring material issues to the Board.": ["DIR_IT", "CFO"],
    "The Steering Committee, consisting of the Chief Technology Officer also acting as Chief Information Security Officer, Chief Financial Officer, and General Counsel, oversees it.": ["CISO", "CFO", "GC"],
    "Our head of IT, who has years of experience, in coordination with management, including the CFO, leads.": ["DIR_IT", "CFO"],
    "The Director of IT reports to the CFO, who, together with the Director of IT, is responsible for escalating risks.": ["DIR_IT", "CFO"],
    "The group is composed of our CFO, General Counsel and Chief Compliance Officer, CISO, and others.": ["CFO", "GC", "CISO"],
    "Our Director of IT, CFO, General Counsel and Chief Compliance Officer, and others decide.": ["DIR_IT", "CFO", "GC"],
    "Periodically, theChief Information Security Officer tells the board.": ["CISO"],
    "Our Chief Legal Officer (Chair) and the Chair of the CTO Forum, who is our CTO, decide.": ["GC", "CTO"],
    "The CISO and our regional information security officers present to the boards.": ["CISO", "ISO"],
    "The team reports to our COO, who reports results to the team and the board.": ["COO"],
    "The IT Director reports to the audit committee on threats, and our Chief Executive Officer reports to the Board.": ["DIR_IT", "CEO"],
    "Our VP, Head of IT and Chief Information Security Officer and our committee lead.": ["CISO"],
    "Firewalls are evaluated by our IT managers.": ["DIR_IT"],
    "Our Sr Director of Tech oversees cybersecurity.": ["DIR_IT"],
    "Our Chief Product Security Officer guards what we sell.": ["OTHER_OFFICER"],
    "The IT Incident Response Manager leads the team.": ["DIR_SECURITY"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), ACTIVE.items())
def test_a_title_gives_its_role_and_who_acts_is_kept(sentence: str, told: list[str]) -> None:
    assert roles(sentence) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Our CISO, who is a third party engaged by us, leads the program.",
        "Our CISO, who is an outside consultant, leads the program.",
        "The Manager of Information Technology, an external consultant to the Company, leads the program.",
        "The CISO, a firm providing Chief Information Security Officer (CISO) services, reports to the Board.",
    ],
)
def test_a_post_filled_from_outside_is_external(sentence: str) -> None:
    assert roles(sentence) == ["EXTERNAL"]


def test_a_third_party_risk_expert_is_no_outsider() -> None:
    assert roles("Our CISO, who is a third-party risk expert, leads the program.") == ["CISO"]


def test_roles_said_to_be_filled_by_one_individual_are_one_though_they_stand_in_lists_elsewhere() -> None:
    assert roles(
        'The committee is the CIO, the Information Security Officer ("ISO") and the CCO.',
        "The ISO and CIO roles are filled jointly by one person.",
        "The ISO and CIO lead the program.",
    ) == ["ISO", "CCO"]


def test_one_also_serves_as_another_behind_a_long_clause() -> None:
    assert roles(
        "Our CISO has managed large programs in several industries, including the past 11 years serving in various "
        "capacities at the Company, and has also served as our Chief Technology Officer since April."
    ) == ["CISO"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The team, including the Vice President of Information Security and Chief Information Security Officer, present updates.", ["CISO"]),
        ("It is comprised of the CIO, General Counsel, Chief Operating Officer and Chief Technology Officer, and the CFO.", ["CIO", "GC", "CTO", "CFO"]),
        ("Our Vice President of Technology and Chief Information Officer, our Chief Information Security Officer, and others review it.", ["CIO", "CISO"]),
        ("Our CIO, as the leader of our IT organization, is responsible for the program.", ["CIO"]),
        ("Our CCO leads the work on the program, and is the head of the cybersecurity team.", ["DIR_SECURITY"]),
    ],
)  # fmt: skip
def test_two_titles_side_by_side_are_one_person(sentence: str, told: list[str]) -> None:
    assert roles(sentence) == told


def test_the_outsider_and_the_post_are_one() -> None:
    assert roles(
        "We engage an external Head of Information Technology.", "The Head of IT works with us."
    ) == ["EXTERNAL"]


def test_who_is_the_other_is_one_person() -> None:
    assert roles(
        "The program is managed by the Head of Technology, who is the Chief Technology Officer of the Group."
    ) == ["CTO"]


def test_a_defined_abbreviation_with_a_hyphen_is_one_officer() -> None:
    assert roles(
        "Our SVP-GIS leads.", "It hears our Senior Vice President, Global Information Security (SVP-GIS)."
    ) == ["VP_SECURITY"]


def test_heads_in_a_list_have_their_titles_written_out() -> None:
    titles = [
        officer.title
        for officer in officers("The Heads of Privacy, Cyber Security and Internal Audit review it.")
    ]
    assert titles == ["Head of Privacy", "Head of Cyber Security", "Head of Internal Audit"]


def test_the_designation_as_another_is_one_person() -> None:
    assert roles(
        "The board has designated the Information Director as the Information Security Manager."
    ) == ["DIR_SECURITY"]
