"""The words of the sample filings: titles, phrases and sentences, in tables by what they mean.

Each entry belongs to one code of `gold/CODEBOOK.md`, so that a text made of them has a known truth. How they
are put together is `disclosure.py`. Not here: the names of companies (`companies.py`).
"""

TITLES: dict[str, tuple[str, ...]] = {
    "CISO": ("Chief Information Security Officer", "Global Chief Information Security Officer"),
    "CSO": ("Chief Security Officer", "Chief Cybersecurity Officer"),
    "ISO": ("Information Security Officer", "Cybersecurity Officer"),
    "VP_SECURITY": ("Vice President of Information Security", "Senior Vice President, Cybersecurity"),
    "DIR_SECURITY": ("Director of Information Security", "Head of Cybersecurity"),
    "CIO": ("Chief Information Officer",),
    "CTO": ("Chief Technology Officer",),
    "CDO": ("Chief Digital Officer",),
    "VP_IT": ("Vice President of Information Technology", "Senior Vice President of Information Systems"),
    "DIR_IT": ("Director of Information Technology", "Head of IT"),
    "CRO": ("Chief Risk Officer",),
    "CFO": ("Chief Financial Officer",),
    "GC": ("General Counsel",),
    "EXTERNAL": ("virtual Chief Information Security Officer",),
}
"""Roles of the codebook and titles that stand for them."""

SURNAMES = (
    "Halvorsen",
    "Okonjo",
    "Prideaux",
    "Tamura",
    "Lindqvist",
    "Bellweather",
    "Castellan",
    "Drummond-Vey",
)

CERTIFICATES: dict[str, str] = {
    "CISSP": "Certified Information Systems Security Professional (CISSP)",
    "CISM": "Certified Information Security Manager (CISM)",
    "CISA": "Certified Information Systems Auditor (CISA)",
    "CRISC": "Certified in Risk and Information Systems Control (CRISC)",
    "CEH": "Certified Ethical Hacker (CEH)",
    "GIAC": "GIAC incident handler",
    "SECURITY_PLUS": "CompTIA Security+",
}

FRAMEWORKS: dict[str, str] = {
    "NIST": "the Cybersecurity Framework of the National Institute of Standards and Technology (NIST)",
    "ISO27001": "ISO/IEC 27001",
    "CIS": "the CIS Critical Security Controls",
    "COBIT": "COBIT",
    "HITRUST": "the HITRUST Common Security Framework",
    "FFIEC": "the guidance of the Federal Financial Institutions Examination Council (FFIEC)",
    "CMMC": "the Cybersecurity Maturity Model Certification (CMMC)",
    "MITRE": "the MITRE ATT&CK knowledge base",
    "ITIL": "ITIL",
    "PCI_DSS": "the Payment Card Industry Data Security Standard (PCI DSS)",
}
SOC_SENTENCE = "Before we engage a vendor that will hold our data, we ask for its most recent SOC 2 report."

COMMITTEES: dict[str, tuple[tuple[str, ...], ...]] = {
    "audit_committee": (("Audit Committee",), ("Audit and Risk Committee",), ("Audit & Finance Committee",)),
    "risk_committee": (("Risk Committee",), ("Risk Management Committee",)),
    "technology_committee": (("Technology Committee",), ("Technology and Cybersecurity Committee",)),
    "governance_committee": (("Nominating and Corporate Governance Committee",), ("Governance Committee",)),
    "other_committee": (("Safety and Operations Committee",), ("Finance Committee",)),
    "multiple_committees": (
        ("Audit Committee", "Technology Committee"),
        ("Audit Committee", "Risk Committee"),
    ),
}
"""Board committees by the structure that their charge makes."""

CADENCE: dict[str, tuple[str, ...]] = {
    "monthly": ("every month", "monthly"),
    "every_meeting": ("at each of its regular meetings", "at every regularly scheduled meeting"),
    "quarterly": ("at least quarterly", "each quarter", "on a quarterly basis", "four times a year"),
    "semiannual": ("twice a year", "on a semi-annual basis"),
    "annual": ("at least annually", "once a year", "no less than annually"),
    "periodic": ("periodically", "from time to time", "on a regular basis"),
}

OPENINGS = (
    "We maintain a program to find, assess and manage material risks from cybersecurity threats to our"
    " networks,"
    " our data and the services that our customers rely on.",
    "Our business runs on information systems, and we have set up processes for identifying, assessing and"
    " managing"
    " the risks that cybersecurity threats pose to them.",
    "We protect the information entrusted to us through a set of written policies, technical controls and"
    " regular"
    ' exercises (our "Security Program") that is meant to uncover and contain cybersecurity threats.',
)
PRACTICES = (
    "Employees complete security training every year, and simulated phishing messages are sent each quarter.",
    "Critical systems are backed up daily, and we rehearse their recovery with tabletop exercises.",
    "Access to sensitive systems requires more than one factor, and rights are reviewed when duties change.",
    "We scan our systems for weaknesses without pause and rank what is found by the harm it could do.",
    "In the past three years we have replaced most of our older servers with hosted services.",
)
FRAMEWORK_SENTENCE = "The design of our program draws on {frameworks}."
INTEGRATED = (
    (
        "These processes are ",
        "part of our overall enterprise risk management",
        ", beside financial and legal risks.",
    ),
    (
        "Cybersecurity risks ",
        "are entered in the same risk register",
        " as all other risks of the enterprise.",
    ),
    (
        "We have ",
        "woven this work into our general risk management system",
        " and score it on the same scale.",
    ),
)
"""Before, the words that carry the flag, and after."""
NOT_INTEGRATED = ("These processes ", "stand apart from", " our general risk management, which is informal.")
ENGAGED = (
    ("We ", "retain outside assessors", " who test our defenses and report on what they find."),
    (
        "From time to time we ",
        "engage independent consultants and penetration testers",
        " to examine our controls.",
    ),
)
NOT_ENGAGED = ("We ", "do not currently retain", " outside assessors or consultants for this purpose.")
VENDORS = (
    (
        "We also ",
        "screen the security of third-party service providers",
        " before we sign and as long as they serve us.",
    ),
    (
        "Vendors with access to our data ",
        "fill in a questionnaire and are ranked by risk",
        ", and the contracts say when we must be told of an incident.",
    ),
)

EFFECT: dict[str, tuple[tuple[str, str, str], ...]] = {
    "no": (
        (
            "Risks from cybersecurity threats, including those from earlier incidents, ",
            "have not materially affected",
            " us, our strategy, our results of operations or our financial condition.",
        ),
        (
            "To date we ",
            "have not experienced",
            " a cybersecurity incident that was material to us, although we cannot say that none will be.",
        ),
    ),
    "yes": (
        (
            "An intrusion during the year ",
            "materially affected",
            " our results of operations: two plants stood still for nine days and we lost orders that did not"
            " return.",
        ),
    ),
    "not_stated": (("How such threats ", "could affect us", " is described in Item 1A, Risk Factors."),),
}
"""What is said of material effect, by its code; the middle words carry the flag."""

BOARD: dict[str, tuple[str, ...]] = {
    "full_board": (
        "Our Board of Directors as a whole oversees risks from cybersecurity threats and has not assigned"
        " that duty to"
        " any of its committees.",
        "Oversight of cybersecurity risk lies with the full Board of Directors, which treats it as part of"
        " its oversight"
        " of strategy and risk.",
    ),
    "management_only": (
        "Management alone oversees our cybersecurity risks. Our Board of Directors has no role in this"
        " oversight.",
    ),
    "one": (
        "Our Board of Directors has delegated the oversight of risks from cybersecurity threats to its {0}.",
        "While the Board of Directors keeps responsibility for risk as a whole, its {0} oversees our"
        " cybersecurity risks.",
        "The {0} of our Board of Directors is charged with overseeing cybersecurity risk under its charter.",
    ),
    "multiple_committees": (
        "Two committees of our Board of Directors share the oversight of cybersecurity risk: the {0}"
        " oversees our"
        " controls and disclosures, and the {1} oversees the security program itself.",
        "The {0} and the {1} of our Board of Directors each oversee risks from cybersecurity threats.",
    ),
}
"""Board-level oversight; {0} and {1} are the committees."""

REPORTS = (
    "Our {lead} briefs the {body} {cadence} on threats, the state of our defenses and the progress of open"
    " work.",
    "{Cadence}, our {lead} reports to the {body} on our cybersecurity program.",
    "The {body} receives a report on cybersecurity from our {lead} {cadence}.",
)
INCIDENT_REPORT = "Our {lead} would inform the {body} without delay of any serious cybersecurity incident."

LEADS = (
    "Our {title} leads our cybersecurity program and is responsible for assessing and managing material"
    " risks from"
    " cybersecurity threats",
    "Day-to-day responsibility for cybersecurity rests with our {title}, who directs prevention, detection"
    " and response",
)
SUPERIOR = " and reports to our Chief Executive Officer"
"""A superior who only receives reports is no officer of the disclosure."""
TECHNICAL = ("CIO", "CTO", "CDO")
SECONDS = (
    "Our {title} takes part in the assessment of serious incidents and decides whether systems are cut off.",
    "Our {title} manages the technology on which the program depends and takes part in decisions on"
    " incidents.",
)
"""What a second officer does: by whether the role is one of `TECHNICAL`."""
EXTERNAL_LEAD = (
    "We do not employ a security officer of our own; a {title} supplied by an outside firm leads our"
    " cybersecurity"
    " program and manages our risks from cybersecurity threats."
)

EXPERTISE = (
    "Our {title} has {years} of experience in information security{certificate}.",
    "Our {title} brings {years} of professional experience in technology and risk management to the"
    " position{certificate}.",
    "With {years} of cybersecurity experience in industry and government, our {title} knows the field"
    "{certificate}.",
)
EXPERTISE_BY_NAME = (
    "Ms. {name} serves as our {title}. She has {years} of experience in information security{certificate}."
)
HOLDS = " and holds the {0} certification"
TENURE = (
    "Our {title} has held that position for {n} years.",
    "Our {title} has been with the Company for {n} years.",
)
PAIR_EACH = "Our {0} and our {1} each have {years} of experience in the field of information technology."
PAIR_RESPECTIVELY = "Our {0} and our {1} have {a} and {b} years of cybersecurity experience, respectively."
TEAM_COMBINED = (
    "Combined, the members of our information security team have {years} of cybersecurity experience."
)
TEAM_AVERAGE = (
    "On average, the members of our information security team have {years} of cybersecurity experience."
)

QUALIFIERS: dict[str, tuple[str, ...]] = {
    "over": ("more than {n} years", "over {n} years", "in excess of {n} years", "{n}+ years"),
    "at_least": ("at least {n} years",),
    "approximately": ("approximately {n} years", "nearly {n} years", "about {n} years"),
    "exact": ("{n} years",),
}

INFORMED = (
    "Monitoring tools raise alerts around the clock, and those that pass a set threshold are brought to"
    " our {lead}.",
    "Under our response plan, whoever notices an incident tells our {lead}, who ranks it and keeps its"
    " record.",
)

BLANK_CHECK = (
    "We are a blank check company with no operations, and the only data we hold of any weight are in the"
    " trust account's"
    " records. We rely on the systems of our trustee and other third parties and have no processes of our"
    " own.",
    "We have not experienced any cybersecurity incidents since our initial public offering.",
    "Our board of directors is responsible for overseeing such risks as there are and would be told of any"
    " incident.",
)

INCIDENT = {
    "timing": "On {day}, {name} detected a cybersecurity incident: someone had gained entry to a part"
    " of its network.",
    "nature": "The intruder used a stolen password of a supplier, moved to file servers and started to"
    " encrypt them.",
    "scope": "Order entry and two warehouses were affected. Files with names and addresses of some 41,000"
    " customers were"
    " copied.",
    "impact": "The Company expects that the interruption will have a material impact on its results of"
    " operations for the"
    " quarter, and believes that its financial condition is not likely to be materially affected.",
    "undetermined": "The full extent of the data taken and the cost of recovery have not been determined."
    " The Company"
    " will amend this report when they are.",
    "amended": "The Company has since determined the cost of recovery at $3.2 million, of which its"
    " insurers have"
    " accepted $1.9 million. The examination of the copied files is complete.",
}
