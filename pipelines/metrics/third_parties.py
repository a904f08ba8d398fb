"""Which kinds of third parties the company engages for its cybersecurity, as the text says.

Item 106(b)(1)(ii) asks whether it engages "assessors, consultants, auditors, or other third parties". How it
watches the risks of its own vendors (106(b)(1)(iii)) is another matter and not here.
"""

import re

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.phrases import EVIDENCE_COLUMNS, Mention, Phrase, Table, first_mentions

KINDS = (
    "assessor", "auditor", "consultant", "penetration_tester", "managed_provider", "virtual_ciso",
    "incident_responder", "counsel", "insurer", "threat_intelligence",
)  # fmt: skip


class ThirdPartyFrame(Evidence):
    """One row per filing and kind of third party engaged."""

    accession_number = dy.String(primary_key=True)
    kind = dy.String(primary_key=True, regex=f"^({'|'.join(KINDS)})$")


THIRD_PARTY_SCHEMA = ThirdPartyFrame.create_empty().schema

_OUT = r"(?:third[- ]?part(?:y|ies)|3rd[- ]party|external(?:ly)?|outside|independent(?:ly)?|outsourced)"
_ENGAGE = r"(?:engag\w+|retain\w*|hir\w+|use[sd]?|using|utili[sz]\w+|contract\w*|work\w*|rel(?:y|ies)|leverag\w+|employ\w*|consult\w*|appoint\w*|partner\w*|assist\w*|help)"
_NEAR = r"(?:[\w'/&-]+,? ){0,5}?"

PARTIES = Table((
    Phrase("assessor", "third-party assessors", "third-party|third party|parties|outside|external|independent", rf"(?i)\b{_OUT}\b,? {_NEAR}(?:assessors?|assessments?|assess(?:es)?)\b"),
    Phrase("assessor", "engage assessors, consultants, auditors", "assessor", rf"(?i)\b{_ENGAGE}\b (?:with |on )?{_NEAR}assessors?\b"),
    Phrase("assessor", "assessments performed by independent third parties", "third-party|third party|parties|outside|external|independent", rf"(?i)\bassess(?:ments?|ed)\b {_NEAR}by (?:an? |our )?{_NEAR}{_OUT}\b"),
    Phrase("auditor", "external auditors", "third-party|third party|parties|outside|external|independent", rf"(?i)\b{_OUT}\b,? {_NEAR}(?:auditors?|audits?)\b(?! committee)"),
    Phrase("auditor", "engage assessors, consultants, auditors", "auditor", rf"(?i)\b{_ENGAGE}\b (?:with |on )?{_NEAR}auditors\b"),
    Phrase("auditor", "audited by an outside firm", "third-party|third party|parties|outside|external|independent", rf"(?i)\baudit(?:s|ed)\b {_NEAR}by (?:an? |our )?{_NEAR}{_OUT}\b"),
    Phrase("consultant", "cybersecurity consultants", "consult", r"(?i)\b(?:consultants?|consulting (?:firms?|compan\w+|services)|consultanc(?:y|ies))\b"),
    Phrase("consultant", "third-party cybersecurity experts", "third-party|third party|parties|outside|external|independent", rf"(?i)\b{_OUT}\b,? {_NEAR}(?:experts?|specialists?|advis[eo]rs?|advisory|professionals?)\b(?!ise)"),
    Phrase("penetration_tester", "third-party penetration testing", "penetration|pen test|pen-test|pentest|red team|ethical hack", rf"(?i)\b{_OUT}\b(?:(?!;).){{0,100}}?\b(?:pen(?:etration)?[- ]?test\w*|red[- ]team\w*|ethical hack\w*|penetration (?:exercises?|and))"),
    Phrase("penetration_tester", "penetration tests by third parties", "penetration|pen test|pen-test|pentest|red team|ethical hack", rf"(?i)\b(?:pen(?:etration)?[- ]?test\w*|red[- ]team\w*|ethical hack\w*)\b(?:(?!;|\. ).){{0,80}}?\b(?:by|through|from|with|using|engag\w+|firms?)\b {_NEAR}(?:{_OUT}|firms?)\b"),
    Phrase("managed_provider", "managed security service provider", "managed", r"(?i)\bmanaged (?:\w+ ){0,3}?(?:service|services|security|detection|IT|solutions?)\b(?: \w+){0,2}? ?(?:providers?|vendors?|partners?|firms?|compan\w+|services?|response|centers?|SOC)\b"),
    Phrase("managed_provider", "MSSP", "MSP|MSSP|MDR", r"\bMSS?Ps?\b|\bMDR\b"),
    Phrase("managed_provider", "outsourced IT provider", "third-party|third party|outside|external|outsourc|contracted|independent", rf"(?i)\b(?:{_OUT}|contracted)\b {_NEAR}(?:IT|information technology|technology|cyber ?security|information security|security operations?|SOC)\b(?: [\w-]+){{0,2}}? (?:providers?|vendors?|firms?|compan(?:y|ies)|contractors?|partners?)\b(?! risks?)"),
    Phrase("managed_provider", "we outsource our IT", "outsourc", r"(?i)\boutsourc\w+ (?:[\w'-]+ ){0,5}?(?:IT\b|information technology|cyber ?security|security operations|information security|network)"),
    Phrase("virtual_ciso", "virtual CISO", "vciso|virtual|fractional|as-a-service|as a service|outsourced|contract", r"(?i)\bv-?CISO\b|\b(?:virtual|fractional|outsourced|contract(?:ed)?|part[- ]time|third[- ]party|external|outside)[ -](?:\w+ ){0,2}?(?:CISO|chief information security officer|information security officer|CIO|chief information officer|ISO)\b|\bCISO[- ]as[- ]a[- ]service"),
    Phrase("incident_responder", "third-party forensic experts", "forensic|incident response|incident-response|breach response|breach coach", rf"(?i)\b(?:{_OUT}|retainer|retain\w*|engag\w+)\b {_NEAR}(?:forensics?|incident[- ]response|breach (?:response|coach)\w*)\b(?! (?:plan|polic|process|procedure|team\b))"),
    Phrase("incident_responder", "incident response retainer", "retainer", r"(?i)\b(?:incident[- ]response|forensic\w*|IR|breach)\b (?:[\w-]+ ){0,4}?retainers?\b"),
    Phrase("incident_responder", "forensics firm", "forensic|incident response|incident-response", r"(?i)\b(?:forensics?|incident[- ]response)\b(?: (?:\w+ )?(?:and|or) \w+)? (?:firms?|providers?|vendors?|consultants?|experts?|investigators?|specialists?|partners?)\b"),
    Phrase("counsel", "outside counsel", "counsel", rf"(?i)\b(?:{_OUT})\b (?:[\w'-]+,? ){{0,5}}?(?:legal )?counsels?\b(?! (?:team|member))"),
    Phrase("counsel", "engage legal counsel", "counsel", rf"(?i)\b(?:engag\w+|retain\w*|hir\w+|consult\w*)\b {_NEAR}(?:legal|cyber\w*|privacy|breach) counsel\b"),
    Phrase("counsel", "law firms", "law firm", r"(?i)\blaw firms?\b"),
    Phrase("insurer", "cybersecurity insurance", "insur", r"(?i)\b(?:cyber(?:[- ]?security)?|information security|network security|data breach|privacy)(?:[ -/](?:\w+[ -/]){0,4}?)?insur(?:ance|ers?)\b|\binsurance (?:\w+ ){0,5}?(?:cyber|data breach)"),
    Phrase("threat_intelligence", "threat intelligence provider", "intelligence", rf"(?i)\bthreat[- ]intelligence (?:\w+ )?(?:providers?|services?|feeds?|vendors?|subscriptions?|firms?|sources?|sharing|platforms?)\b|\b{_OUT}\b {_NEAR}threat[- ]intelligence\b"),
    Phrase("threat_intelligence", "FS-ISAC", "ISAC|information sharing", r"\b(?:\w+-)?ISACs?\b|(?i:\binformation sharing (?:and|&(?:amp;)?) analysis)"),
))  # fmt: skip
"""Names of third parties, with the words they were met in."""

_REFUSED = re.compile(
    r"(?i)\b(?:not|never|nor|neither|no)\b(?: (?:yet|currently|presently|at this time|have|had|formally|generally|been|also|any))*"
    r" (?:engag\w+|us(?:e|ed|ing)|utili[sz]\w+|retain\w*|hir\w+|employ\w*|maintain\w*|carr(?:y|ied)|have|hold|purchased?|contract\w*|obtain\w*|rely|third|external|outside)\b"
    r"(?:(?!;|\bbut\b|\bother than\b).){0,160}$|\bwithout\b[^,;]{0,70}$|\bnot yet\b[^;]{0,160}$"
)
_UNCERTAIN = re.compile(
    r"(?i)\b(?:may|might|could|would|intend\w*|plan\w* (?:to|on)|will(?: also)?(?: likely)? (?:engage|consider|retain|hire|seek)|(?:being )?consider\w*|if|should)\b"
    r"(?:(?![;.]).){0,100}$"
)
_CONSIDERED = re.compile(
    r"(?i)^[\w ,-]{0,30}\b(?:is|are) (?:being considered|not)\b|^[\w ,-]{0,30}\b(?:may|might|could)\b[\w ]{0,12}\bbe (?:engaged|used|retained|hired|involved)"
)


def derive_third_parties(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `ThirdPartyFrame`: a row for each kind engaged, with its first mention. A filing that
    engages none, or does not say so, has no row."""
    rows = [(row[0], row[1], *row[3:]) for row in first_mentions(sentences, PARTIES, engaged)]
    names = ("accession_number", "kind", *EVIDENCE_COLUMNS)
    frame = pl.DataFrame(rows, schema={name: THIRD_PARTY_SCHEMA[name] for name in names}, orient="row")
    return frame.select(THIRD_PARTY_SCHEMA.names()).sort(
        "accession_number", "sentence_number", maintain_order=True
    )


def engaged(text: str, mention: Mention) -> str | None:
    """`engaged` where the company is said to have or use the third party, None where it only might or does not."""
    words = text[max(0, mention.start - 200) : mention.end]
    if _REFUSED.search(words) or _UNCERTAIN.search(words) or _CONSIDERED.match(text[mention.end :]):
        return None
    return "engaged"
