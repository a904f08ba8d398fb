"""Reports of our own invention, each read whole: what they say and no more; and the labelled ones where they are here."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.incidents import columns
from pipelines.metrics.incidents.derive import findings
from pipelines.metrics.incidents.filing import incident_filings
from pipelines.metrics.incidents.report import read_report
from pipelines.read import read_documents

ROOT = Path(__file__).parents[3]
LABELS = ROOT / ".." / "shared" / "incidents" / "labels.jsonl"

REPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "denial of service": (
        """\
On September 3, 2024, a Company subsidiary was targeted in a distributed denial of service attack that made
its website unavailable for six hours. On the same day, the Company's security team mitigated the attack and
service was fully restored. No data was accessed. The Company estimates lost sales of $1.2 million. On
September 9, 2024, management concluded that the event was material. It has not had a material effect on
operations.
""",
        {
            "kinds": ["denial_of_service"],
            "occurred": "2024-09-03",
            "determined": "2024-09-09",
            "contained": "yes",
            "operations": "disrupted",
            "data": [],
            "cost_usd": 1200000,
            "material_operations": "no",
        },
    ),
    "mailbox and payment": (
        """\
On Friday, August 16, 2024, the Company became aware of a business email compromise in which an unauthorized
person obtained access to the mailbox of an employee through phishing and sent fraudulent payment instructions
to a customer. Approximately $2.4 million was misdirected to a fraudulent bank account. The Company informed
the Federal Bureau of Investigation and its insurance carrier, and believes that its crime insurance policy
will cover the majority of the loss. The mailbox was secured. The Company has concluded that the incident is
not reasonably likely to materially affect its business, financial condition or results of operations.
""",
        {
            "kinds": ["unauthorized_access", "email_compromise", "payment_fraud"],
            "detected": "2024-08-16",
            "law_enforcement": True,
            "insurance": True,
            "cost_usd": 2400000,
            "material_financial": "no",
            "material_operations": "no",
            "data": ["corporate"],
        },
    ),
    "card data taken by malicious code": (
        """\
On December 20, 2024, the Registrant discovered malicious code on a web server. Between November 2 and
December 20, 2024, an unauthorized third party was able to capture payment card information and names of
customers who shopped online. Two days later, the Registrant removed the code. Our investigation, conducted
with the support of an independent cybersecurity firm, was completed on January 15. On January 21, 2025, the
Registrant determined the incident to be material due to the number of customers affected. 48,312 customers
have been notified. Our stores operated normally.
""",
        {
            "kinds": ["data_theft", "malware"],
            "occurred": "2024-11-02",
            "detected": "2024-12-20",
            "determined": "2025-01-21",
            "contained": "yes",
            "data": ["personal", "financial_account"],
            "persons_affected": 48312,
            "experts": True,
            "operations": "not_disrupted",
        },
    ),
    "vendor platform": (
        """\
In late March 2025, the Company's security team noticed anomalous queries in a customer support platform
operated by a third-party vendor. An investigation with outside forensic experts, completed on May 2, found
that an unauthorized actor had obtained contact details and partial payment card numbers of 1,204,000
customers between February 10 and March 28, 2025. On May 6, 2025, the Company concluded that the event is
material in light of the number of people affected and expected costs. No operations were interrupted. Costs
of approximately $3 million to $5 million are expected, part of which the Company expects to recover under its
cyber insurance policy. Management does not anticipate a material effect on the Company's results of
operations.
""",
        {
            "kinds": ["data_theft", "third_party"],
            "occurred": "2025-02-10",
            "detected": "2025-03",
            "determined": "2025-05-06",
            "contained": "not_stated",
            "operations": "not_disrupted",
            "data": ["personal", "financial_account"],
            "persons_affected": 1204000,
            "experts": True,
            "insurance": True,
            "cost_usd": 5000000,
            "material_financial": "no",
        },
    ),
    "former contractor": (
        """\
On July 8, 2025 we discovered that a former contractor had, without authorization, downloaded source code and
product designs from our repositories. The contractor's access was revoked the same day. We have filed a
report with the police and engaged outside counsel. On July 10, 2025 our Audit Committee determined that the
incident was material because of the competitive value of the information taken. We do not currently believe
that the incident will materially affect our operations or results of operations.
""",
        {
            "kinds": ["data_theft", "insider"],
            "detected": "2025-07-08",
            "determined": "2025-07-10",
            "contained": "yes",
            "operations": "not_stated",
            "data": ["intellectual_property"],
            "law_enforcement": True,
            "experts": True,
            "material_operations": "no",
            "material_financial": "no",
        },
    ),
    "hospital": (
        """\
On February 9, 2026, a hospital subsidiary of the Registrant experienced an information technology network
disruption resulting from the deployment of malware by an unauthorized actor. The malware was identified
within hours, and as a precaution, the subsidiary diverted ambulances and moved to paper charting. The
Registrant's forensic consultants have found that the actor copied files containing patients' names, dates of
birth, medical record numbers, diagnoses and health insurance information, as well as payroll data of staff.
Approximately 310,000 patients and 4,200 employees may be affected. Systems were brought back into service by
February 20, 2026. The Registrant estimates lost revenue and remediation expense of about $14.5 million,
before insurance recoveries. The impact on first quarter results is expected to be material.
""",
        {
            "kinds": ["malware", "data_theft"],
            "occurred": "2026-02-09",
            "contained": "yes",
            "operations": "disrupted",
            "data": ["personal", "employee", "health"],
            "persons_affected": 310000,
            "experts": True,
            "insurance": True,
            "cost_usd": 14500000,
            "material_financial": "yes",
        },
    ),
    "platform of a group abroad": (
        """\
On 4 June 2025, the Group identified and immediately took steps to manage a cyber incident affecting its
e-commerce platform. The Group has engaged external cyber security experts and has notified the relevant data
protection authorities and the National Cyber Security Centre. Online orders were paused from 5 June to 20
June 2025. Some personal customer data has been taken; this does not include useable payment or card details,
or account passwords. The Group estimates an impact on operating profit of around US$40 million. It is too
early to determine the final effect on the Group's financial position.
""",
        {
            "kinds": ["data_theft"],
            "detected": "2025-06-04",
            "operations": "disrupted",
            "data": ["personal"],
            "experts": True,
            "cost_usd": 40000000,
        },
    ),
    "posted on the dark web": (
        """\
The Company was the target of a cyberattack that began on or about January 30, 2026 and was discovered on
February 2, 2026. The attackers, who claim affiliation with a known ransomware group, have posted certain
files on the dark web and demanded a ransom, which the Company has not paid. The Company's email and file
servers remain unavailable and employees are using manual procedures. The FBI and the Cybersecurity and
Infrastructure Security Agency have been informed. At this time the Company cannot estimate the total
financial impact.
""",
        {
            "kinds": ["ransomware", "data_theft"],
            "occurred": "2026-01-30",
            "detected": "2026-02-02",
            "contained": "ongoing",
            "operations": "disrupted",
            "data": ["corporate"],
            "law_enforcement": True,
            "material_operations": "not_stated",
            "material_financial": "undetermined",
        },
    ),
    "stolen credentials and wires": (
        """\
On September 30, 2025, the Bank was alerted by one of its customers to a suspicious transfer. Subsequent
review showed that between September 22 and September 29, an unknown person using stolen login credentials of
an employee initiated eleven wires totaling $1,870,000. The Bank has recovered $620,000 and expects its
financial institution bond to cover the remainder, subject to a $100,000 deductible. The credentials have been
disabled and the Bank believes that the activity has ceased. Bank operations were not interrupted. On October
3, the Bank's management determined that the incident was material.
""",
        {
            "kinds": ["payment_fraud"],
            "occurred": "2025-09-22",
            "detected": "2025-09-30",
            "determined": "2025-10-03",
            "contained": "yes",
            "operations": "not_disrupted",
            "data": ["credentials"],
            "cost_usd": 1870000,
        },
    ),
    "a vendor's own day is not the company's": (
        """\
On May 3, 2025, Larch Statement Services, a vendor of our subsidiary bank, became aware that its servers had been
entered. The vendor notified the Bank on May 9, 2025. Files with names and account numbers of some 8,200 depositors
were copied. The Bank's operations were not interrupted, and no systems of its own were involved. We carry cyber
insurance, which covers business interruption and costs of notices, subject to a retention of $1 million.
""",
        {
            "kinds": ["data_theft", "third_party"],
            "detected": "2025-05-09",
            "operations": "not_disrupted",
            "data": ["personal", "financial_account"],
            "persons_affected": 8200,
            "insurance": True,
            "cost_usd": None,
        },
    ),
    "costs though no plant was harmed": (
        """\
The Company concluded on April 7, 2025 that a cyberattack, first noticed by a supervisor six days earlier, is
material. While none of our kilns was damaged, we incurred material expenses in the quarter for consultants and
overtime. A group claims to have copied drawings; it alleged as much in an e-mail to reporters. The intruder used
valid credentials of a driver. Its session was cut off within hours.
""",
        {
            "kinds": ["unauthorized_access"],
            "detected": "2025-04-01",
            "determined": "2025-04-07",
            "contained": "yes",
            "data": [],
            "material_financial": "yes",
        },
    ),
    "still working by hand": (
        """\
At about 4:30 a.m. Central time on Sunday, February 2, 2025, order entry at Alder Feed Mills stopped responding. We
couldn't ship for two days and have since processed orders manually. Outside responders are reconnecting servers one
by one; full production is expected next week. The extent of the damage can't be determined as yet.
""",
        {
            "kinds": ["unauthorized_access"],
            "occurred": "2025-02-02",
            "contained": "ongoing",
            "operations": "disrupted",
            "experts": True,
            "material_operations": "undetermined",
            "material_financial": "undetermined",
        },
    ),
    "shut down when it was found": (
        """\
Alder Foundry Corp. discovered an intrusion on March 4, 2025 and, on March 5, 2025, shut down its network. An unknown
party had been in the network from February 20 to March 4, 2025. The total number of affected individuals is 4,310.
By March 9, all services were restored. Following the review, which concluded on April 11, 2025, the Company
determined that the files did not hold card numbers; card numbers are not stored there.
""",
        {
            "occurred": "2025-02-20",
            "detected": "2025-03-04",
            "contained": "yes",
            "operations": "disrupted",
            "persons_affected": 4310,
            "data": [],
        },
    ),
    "an amendment": (
        """\
This Amendment No. 1 to the report filed June 3, 2025 concerns the attack of which Alder Mills, Inc. became aware on May
28, 2025. We made good progress in restoring order entry, and all systems are now back to normal. The intruder took data
from our servers, including personal information of customers. On June 9, 2025, Birch Print LLC, a vendor, informed the
Company that it had been hit too. We do not believe, based on what is known today, that the attack will have a material
effect on our operations.
""",
        {
            "detected": "2025-05-28",
            "contained": "yes",
            "operations": "disrupted",
            "data": ["personal", "corporate"],
            "material_operations": "no",
        },
    ),
}


def _read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {"kinds": [], "data": []}
    for finding in findings(read_report([("Item105SectionText", 0, text)])):
        if finding.key in ("kinds", "data"):
            found[finding.key].append(finding.value)
        else:
            found[finding.key] = finding.value
    return found


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_read_whole(name: str) -> None:
    text, wanted = REPORTS[name]
    found = _read(text)
    for key, value in wanted.items():
        got = found.get(key)
        if isinstance(value, list):
            assert sorted(got or []) == sorted(value), key
        elif isinstance(value, str) and value != "not_stated":
            assert str(got) == value, key
        else:
            assert got == (None if value == "not_stated" else value), key


@pytest.mark.parametrize(
    "text",
    [
        "We have incurred material expenses because of the attack.",
        "Although the mine was not materially harmed, the attack has caused us material costs this quarter.",
        "The mine suffered no material harm. The attack has had a material effect on our cash flow.",
    ],
)
def test_a_material_cost_is_a_material_impact_whatever_was_spared(text: str) -> None:
    found = findings(read_report([("Item105SectionText", 0, text)]))
    assert columns("0000000001-26-000001", found, None)["material_impact_stated"] is True


def test_an_enumeration_of_what_was_not_affected_is_read_to_its_end() -> None:
    text = "The attack had no material effect on our cash flow, our earnings or our business so far."
    found = {one.key: one.value for one in findings(read_report([("Item105SectionText", 0, text)]))}
    assert (found["material_financial"], found["material_operations"]) == ("no", "no")


def test_a_loss_that_grew_is_its_greatest_amount_and_no_ransom() -> None:
    text = "The attack lowered sales by $2 million to $3 million. We did not pay the ransom of $9 million."
    found = {one.key: one.value for one in findings(read_report([("Item105SectionText", 0, text)]))}
    assert found["cost_usd"] == 3_000_000


def test_a_programme_is_no_incident() -> None:
    text = """Our information security program protects our systems against unauthorized access and loss.
The Task Force will notify the Audit Committee of material cybersecurity incidents.
Cybersecurity risks have not materially affected our results of operations."""
    assert findings(read_report([("Item105SectionText", 0, text)])) == []


def test_what_is_said_of_the_future_by_way_of_caution_is_not_read() -> None:
    text = """On March 1, 2025, the Company detected the incident.
Forward-Looking Statements
This report contains forward-looking statements. Our insurance may not cover a ransomware attack of that kind.
Law enforcement may be involved."""
    found = _read(text)
    assert found["kinds"] == ["unauthorized_access"]
    assert "insurance" not in found
    assert "law_enforcement" not in found


@pytest.mark.skipif(not LABELS.is_file(), reason="the labelled reports, ../shared/incidents, are not here")
def test_the_labelled_reports_are_read_as_their_reader_read_them() -> None:
    gold = {
        row["accession_number"]: row
        for row in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    }
    documents = read_documents([LABELS.with_name(f"{number}.htm") for number in sorted(gold)])
    found = {row["accession_number"]: row for row in incident_filings(documents.facts, documents.forms)}
    single = (
        "contained",
        "operations",
        "material_operations",
        "material_financial",
        "detected",
        "law_enforcement",
    )
    for key in single:
        right = sum(found[number][key] == row[key] for number, row in gold.items())
        assert right >= 0.9 * len(gold), key
    for key in ("kinds", "data"):
        both = sum(len(set(found[number][key]) & set(row[key])) for number, row in gold.items())
        told = sum(len(found[number][key]) + len(row[key]) for number, row in gold.items())
        assert 2 * both >= 0.9 * told, key
