"""The passage of an untagged report on Form 6-K that tells of an incident: such a report numbers no items.

One fact as of a section (`facts/section.py`), and how sure it is. Not here: which reports are looked at
(`edgar/fulltext.py`), nor what the passage says (`derive.py`).
"""

import hashlib
import re
from datetime import date

from pipelines.errors import DocumentError
from pipelines.facts.model import fact_frame
from pipelines.facts.page import PSEUDO_ACCESSION_NUMBER
from pipelines.facts.section import LONGEST, Section
from pipelines.facts.section_lines import read_lines
from pipelines.metrics.incidents.finding import phrases, said
from pipelines.metrics.incidents.nature import KINDS, kinds
from pipelines.metrics.incidents.report import Report, read_report
from pipelines.metrics.incidents.timing import dates

CONCEPT = "Item105SectionText"
FAR = 6
"""Lines without a word on the incident beyond which its passage has ended."""
_GOES_ON = re.compile(
    r"\b(?:incident|systems?|data|information|investigat\w+|operations|insurance|material|law enforcement|police|authorities"
    r"|experts?|restor\w+|customers)\b.*[.;]\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"forward[- ]looking|^signatures?\b|^about\b", re.IGNORECASE)
_RISK = re.compile(r"\b(?:risk factors?|may|could|might|would)\b", re.IGNORECASE)


_SUBJECT = re.compile(
    r"\b(?:cyber|ransomware|unauthori[sz]ed|threat actor|hack|malware|phishing|data breach|information security)",
    re.I,
)
SHORTEST = 40
"""Characters of a line that tells something; a shorter one is a heading."""


def read_passage(
    data: bytes,
    *,
    period_end: date | None = None,
    accession_number: str | None = None,
    cik: int | None = None,
    document: str | None = None,
) -> Section:
    """The lines of a report from the first that tells of an incident to the last of the same passage.

    `not_required` where none does: the words stand in it for another reason. Never raises for what a document holds.
    """
    try:
        lines = [line.text for line in read_lines(data)]
    except DocumentError as error:
        return Section(fact_frame([]), "failed", str(error))
    telling = [number for number, line in enumerate(lines) if _tells(line)]
    if not telling:
        return Section(fact_frame([]), "not_required", "The report tells of no incident")
    first = telling[0]
    last = first
    for number in telling:
        if number - last > FAR:
            break
        last = number
    while last + 1 < len(lines) and _GOES_ON.search(lines[last + 1]) and not _ENDS.search(lines[last + 1]):
        last += 1
    text = "\n".join(lines[first : last + 1])[:LONGEST]
    fact = {
        "accession_number": accession_number or PSEUDO_ACCESSION_NUMBER, "cik": cik, "concept": CONCEPT,
        "taxonomy": "section", "period_start": period_end, "period_end": period_end, "dimensions": "", "ordinal": 0,
        "value": text, "is_nil": False, "source": "section", "document": document,
        "document_sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    sure = is_sure(read_report([(CONCEPT, 0, text)], period_end))
    reason = f"An incident is told in its words, {'surely' if sure else 'perhaps'}: {last - first + 1} lines"
    return Section(fact_frame([fact]), "found", reason)


def is_sure(report: Report) -> bool:
    """Whether a report says when something happened or was detected, and what: then it tells of an incident of its
    own, and not of incidents in general."""
    found = dates(report)
    return bool({"occurred", "detected"} & set(found)) and bool(kinds(report))


def _tells(line: str) -> bool:
    if len(line) < SHORTEST or not _SUBJECT.search(line) or _RISK.search(line[:120]):
        return False
    report = read_report([(CONCEPT, 0, line)])
    return any(not hit.is_possible for hit in said(report, phrases("incident_kinds", "event", *KINDS)))
