"""What the untagged incident reports of the sample say: one of each kind of incident, by its case.

Invented, in the words in which such reports are written. Not here: tagged reports (`words.py`), when they are filed
(`companies.py`).
"""

REPORTS: dict[str, tuple[str, ...]] = {
    "payment": (
        "On May 27, 2025, {name} discovered that an unauthorized person had obtained access to the mailbox of"
        " an employee through a phishing message and sent false payment instructions to its bank. As a "
        "result, funds of $2.4 million were misdirected to an unknown account on May 22, 2025.",
        "The Company notified law enforcement and engaged an outside forensic firm. The mailbox was secured. "
        "The Company believes that its crime insurance policy will cover most of the loss. Its operations "
        "were not interrupted.",
        "On May 28, 2025, the Company determined that the incident is material. The Company does not expect "
        "that it will have a material impact on its operations, but has not yet determined whether it is "
        "reasonably likely to have a material impact on its financial condition or results of operations.",
    ),
    "flood": (
        "On May 26, 2025, a distributed denial of service attack made the customer portal of {name} "
        "unavailable for nine hours. On the following day, the attack was fully contained and service was "
        "restored.",
        "No data was accessed. The incident has not had, and is not reasonably likely to have, a material "
        "impact on the Company's operations or financial condition.",
    ),
    "insider": (
        "On May 20, 2025, {name} learned that a former contractor had, without authorization, downloaded "
        "source code and research data from its repositories between April 2 and April 9, 2025. The "
        "contractor's access was revoked the same day, and the police were informed.",
        "On May 27, 2025, the Company concluded that the incident is material in view of what the information"
        " is worth. It has not had a material impact on the Company's operations, and the Company cannot yet "
        "estimate its effect on results of operations.",
    ),
    "supplier": (
        "On March 25, 2026, {name} was notified by a third-party payroll provider of a ransomware attack on "
        "the provider's systems in which personal information of some 8,200 current and former employees, "
        "including bank account numbers, was copied.",
        "Systems of the Company were not affected and its operations have continued without interruption. The"
        " provider's recovery is ongoing. The Company has not yet determined whether the incident is "
        "reasonably likely to have a material impact on its financial condition.",
    ),
    "extortion": (
        "On March 24, 2026, {name} received an e-mail from an unknown person who claimed to have copied "
        "design files and patient records, and who demanded payment in exchange for not publishing them. The "
        "Company identified malware on two servers and took them offline, which delayed shipments.",
        "The Company is working to restore the servers with the help of external cybersecurity experts. It "
        "has not yet determined whether the incident is reasonably likely to have a material impact on its "
        "operations or its financial condition.",
    ),
    "extortion_amended": (
        "As previously disclosed, on March 24, 2026, {name} received a demand for payment. The servers have "
        "since been restored and all plants are fully operational.",
        "On March 30, 2026, the Company determined that the incident had a material impact on its operations."
        " It is reasonably likely to have a material impact on results of operations for the first quarter. "
        "The Company estimates the cost at $5 million to $7 million.",
    ),
    "first_year": (
        "On June 6, 2024, {name} detected unauthorized activity on its network. A threat actor had gained "
        "access to certain systems and encrypted files on them, and routes were planned by hand for three "
        "days.",
        "The Company notified law enforcement. Its systems have been restored. As of the date of this report "
        "the incident has not had a material impact on its operations, and the Company has not determined "
        "whether it is reasonably likely to have one on its financial condition.",
    ),
    "words": (
        "{name} announces that on March 23, 2026 it identified a cybersecurity incident affecting its booking"
        " platform, in which an unauthorized party gained access to personal information of about 91,000 "
        "customers.",
        "The Company has engaged external security experts and informed the police. Bookings were interrupted"
        " for two days and have been restored. The Company does not expect a material effect on its financial"
        " position.",
    ),
    "other_item": (
        "On March 26, 2026, {name} told its customers that it looks into a cybersecurity incident. A copy of "
        "the letter is attached.",
    ),
}
"""The paragraphs of each report; `{name}` is the company's."""
EXEMPTS = (
    "Other than the incident of May 2025 that we reported on Form 8-K, no risk from cybersecurity threats ",
    "has materially affected",
    " us, our strategy, our results of operations or our financial condition.",
)
"""An annual report's denial that leaves an incident out; the middle words carry the flag."""
