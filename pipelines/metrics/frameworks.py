"""Which security frameworks and standards the company, or its vendors, follow, as the text says.

Codes are the codebook's. Laws and regulators' rules are no frameworks (FFIEC's guidance is); nor is what a person
is said to know or to be certified in (`certifications.py`), what another control set maps to, or a privacy
framework.
"""

import re

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.phrases import EVIDENCE_COLUMNS, Mention, Phrase, Table, first_mentions

CODES = (
    "NIST", "ISO27001", "SOC", "PCI_DSS", "CIS", "COBIT", "HITRUST", "FFIEC", "CMMC", "MITRE", "ITIL", "TISAX", "OTHER",
)  # fmt: skip


class FrameworkFrame(Evidence):
    """One row per filing and framework; `relation` says whose it is: `company`, or `vendor` where it is asked of
    or said of third parties alone."""

    accession_number = dy.String(primary_key=True)
    framework = dy.String(primary_key=True, regex=f"^({'|'.join(CODES)})$")
    relation = dy.String(regex="^(company|vendor)$")


FRAMEWORK_SCHEMA = FrameworkFrame.create_empty().schema

_NOT_27000 = (
    r"(?!\W{0,4}(?:ISO\b)?\W{0,4}(?:IEC\W{0,2})?(?:standards?\W)?"
    r"(?:9001|13485|14001|1[57]\d{3}|20000|22301|2[38]\d{3}|27701|31000|4[25]001))"
)
_PEER = r"(?:NIST|CIS|SOC ?[123]?(?: Type (?:[12]|II?))?|COBIT|ITIL|PCI(?:[ -]DSS)?|HITRUST|CSF|HIPAA|FedRAMP|CMMC)"
_JOIN = r"\)?(?:[,/]? ?(?:and|or|&(?:amp;)?|as well as)? ?(?:the )?)"

STANDARDS = Table((
    Phrase("NIST", "the NIST Cybersecurity Framework", "NIST", r"\bNIST(?:'?s|ir)?\b|\bNIST(?=CSF|SP|\d)"),
    Phrase("NIST", "National Institute of Standards and Technology", "national institute", r"(?i)\bnational institutes? (?:(?:of|for|on) )?(?:the )?(?:science,? |security )?standards?\b"),
    Phrase("NIST", "National Institute of Science and Technology", "national institute", r"(?i)\bnational institute (?:of|for) (?:science|security|technology|cyber\w*) (?:and|&(?:amp;)?) (?:technology|standards)"),
    Phrase("NIST", "National Institute of Technology Cyber Security Framework", "national institute", r"(?i)\bnational institute of technology\b.{0,5}\bcyber"),
    Phrase("NIST", "FIPS", "FIPS|federal information processing", r"\bFIPS\b|(?i:\bfederal information processing standards?)"),
    Phrase("NIST", "the Cybersecurity Framework (CSF)", "CSF", r"\bCSF 2\.0\b|\b[Cc]yber ?[Ss]ecurity [Ff]ramework \(\W*CSF\b"),
    Phrase("NIST", "controls of SP 800-171", "800", r"\bSP[ -]{0,3}800\b|\b800\s?-\s?(?:53|171|30|37|61|207)\b"),
    Phrase("ISO27001", "ISO/IEC 27001:2022", "27", r"(?i)\b(?:ISO|IEC)(?:\W{0,3}(?:IEC|EN|NIST))?[\W_]{0,5}(?:standards?\W{1,2}|series\W{1,2})?27(?:\d{3}(?<!27701)|K|\d?0X+|00\b|001)"),
    Phrase("ISO27001", "Standardization 27001", "27", r"(?i)\b(?:standardi[sz]ations?|commission)\b.{0,60}?\W27(?:\d{3}(?<!27701)|k)"),
    Phrase("ISO27001", "certified to 27001", "27001", r"\b27001\b"),
    Phrase("ISO27001", "International Organization for Standardization", "international organ|international stand", r"(?i)\binternational (?:organi[sz]ations?|standards?) (?:for|of|on) (?:standard\w*|organi[sz]ations?)\b" + _NOT_27000),
    Phrase("ISO27001", "International Standards Organization", "international standard", r"(?i)\binternational standards? organi[sz]ation\b" + _NOT_27000),
    Phrase("ISO27001", "NIST and ISO", "ISO", _PEER + _JOIN + r"ISO\b" + _NOT_27000),
    Phrase("ISO27001", "ISO, NIST", "ISO", r"\bISO" + _JOIN + _PEER + r"\b"),
    Phrase("ISO27001", "ISO standards", "ISO", r"\bISO(?:/IEC)? (?:(?:information )?(?:security )?(?:standards?|frameworks?|certifi\w+|guidelines?|guidance|controls))\b" + _NOT_27000),
    Phrase("SOC", "SOC 2 Type II", "soc", r"\bS(?:OC|oc)[ -]{0,3}(?:\(?[123]\b(?!/7)|I{1,3}\b|One\b|Two\b|TSC\b|(?:[Tt]ype|TYPE)\b)"),
    Phrase("SOC", "SOC reports", "SOC", r"\bSOC[ -](?:reports?|reporting|audits?|attestations?|certifi\w+|examinations?|complian\w+|assessments?)\b(?! (?:to|up|directly|any|all|into|potential)\b)"),
    Phrase("SOC", "System and Organization Controls", "ion control|ions control|ional control|ion's control|ions' control", r"(?i)\b(?:systems?|services?) (?:and|&(?:amp;)?|or)? ?organi[sz]ation(?:s|al|s')?'? controls?\b"),
    Phrase("SOC", "SSAE 18", "SSAE|ISAE|SAS", r"\b(?:SSAE|ISAE|SAS)(?: No\.?)?[ -]?(?:1[68]|70|21|3402|3000)\b|\bSSAE\b"),
    Phrase("SOC", "AICPA", "AICPA|American Institute|services criteria|service criteria|services principles|service principles", r"\bAICPA\b|American Institute of (?:Certified Public Accountants|CPAs?)|[Tt]rust [Ss]ervices? (?:[Cc]riteria|[Pp]rinciples)"),
    Phrase("PCI_DSS", "PCI DSS", "PCI", r"\bPCI[ -/]{0,3}(?:DSS|SSC|SSF|SSS|PIN|3DS)|\bPCI[ -](?:compl\w+|standards?|(?:[Dd]ata )?[Ss]ec\w+|certifi\w+|audits?|assess\w+|requirements?|security|regulat\w+|framework|controls|attest\w+|level|validated)"),
    Phrase("PCI_DSS", "NIST, PCI", "PCI", _PEER + _JOIN + r"PCI\b"),
    Phrase("PCI_DSS", "PCI and SOC", "PCI", r"\bPCI" + _JOIN + _PEER + r"\b"),
    Phrase("PCI_DSS", "Payment Card Industry", "payment card", r"(?i)\bpayment card industry?\b|\bpayment card (?:data )?security standards?"),
    Phrase("CIS", "Center for Internet Security", "internet security|information security", r"(?i)\bcent(?:er|re)s? (?:for|of) (?:internet|information) security(?:'?s)?\b(?!\W{0,6}(?:multi|MS-ISAC|ISAC|EI-ISAC))"),
    Phrase("CIS", "CIS Controls", "CIS", r"\bCIS[ -]?(?:[vV]?\d[\d.]*|Top[ -]?\d*|CSC|RAM|IG ?\d|Version|v\.? ?\d|(?:[Cc]ritical )?(?:[Ss]ecurity )?(?:[Cc]ontrols?|[Bb]enchmarks?|[Ff]rameworks?|[Ss]tandards?|[Ss]afeguards|[Gg]uidelines|[Bb]est [Pp]ractices|[Hh]ardening|[Bb]aselines?))\b"),
    Phrase("CIS", "Critical Security Controls", "Critical Security|SANS", r"\b(?:CIS-?|SANS.{0,10} )?Critical Security Controls\b|\bSANS (?:CIS )?(?:Institute )?(?:Top ?20|20|Top Twenty|CSC)\b"),
    Phrase("CIS", "NIST and CIS", "CIS", r"(?:NIST|ISO|ISO.?27001|COBIT|SOC ?2|CSF|MITRE|PCI(?:[ -]DSS)?)" + _JOIN + r"CIS\b"),
    Phrase("CIS", "CIS and NIST", "CIS", r"\bCIS" + _JOIN + r"(?:NIST|ISO|COBIT|SOC 2)\b"),
    Phrase("COBIT", "COBIT 2019", "cobit|control objectives", r"\bC[Oo][Bb][Ii][Tt]\b|(?i:\bcontrol objectives for information)"),
    Phrase("HITRUST", "HITRUST CSF", "hitrust|hi-trust|information trust", r"(?i)\bHI-?TRUST\b|\bhealth information trust\b"),
    Phrase("FFIEC", "FFIEC guidance", "FFIEC|federal financial", r"\bFFIEC(?:'?s)?\b|(?i:\bfederal financial institutions? examinations? council)"),
    Phrase("CMMC", "CMMC level 2", "CMMC|security maturity model", r"\bCMMC\b|(?i:\bcyber ?security maturity model certification)"),
    Phrase("MITRE", "MITRE ATT&CK", "MITRE|Mitre", r"\bM(?:ITRE|itre)\b(?! (?:10\b|Corp|Inst))"),
    Phrase("ITIL", "ITIL", "ITIL|infrastructure library", r"\bITIL\b|(?i:\binformation technology infrastructure library)"),
    Phrase("TISAX", "TISAX", "TISAX|trusted information", r"\bTISAX\b|(?i:\btrusted information security assessment)"),
    Phrase("OTHER", "ISA/IEC 62443", "62443", r"\b62443\b"),
    Phrase("OTHER", "Cyber Risk Institute Profile", "Risk Institute|CRI|FSSCC|FSSC |FS SC", r"\bCyber(?:security)? Risk Institute\b|\bCRI(?:'?s)? (?:Cyber(?:security)? )?(?:Profile|Framework|FSP)\b|\bFS ?SCC?C? (?:Cyber\w* )?Profile"),
    Phrase("OTHER", "Cloud Security Alliance", "Cloud Security Alliance|CSA", r"\bCloud Security Alliance\b|\bCSA[ -](?:STAR|Star|CCM|Cloud Controls)"),
    Phrase("OTHER", "FedRAMP", "ramp|federal risk", r"(?i)\b(?:fed|state|gov|tx-)ramp\b|\bfederal risk and authorization"),
    Phrase("OTHER", "OWASP", "OWASP|application security", r"\bOWASP\b|(?i:\bopen (?:web|worldwide) application security)"),
    Phrase("OTHER", "Cyber Essentials", "ssentials", r"\bCyber ?[Ee]ssentials\b"),
    Phrase("OTHER", "SWIFT Customer Security Programme", "SWIFT", r"\bSWIFT(?:'?s)? (?:CSP|CSCF|(?i:customer security|security assessment|security controls))"),
    Phrase("OTHER", "Cybersecurity Capability Maturity Model", "C2M2|ility maturity model|ilities maturity model", r"\bC2M2\b|(?i:\bcyber ?(?:security)? capabilit(?:y|ies) maturity model)"),
    Phrase("OTHER", "Essential Eight", "Essential", r"\bEssential (?:Eight|8)\b"),
    Phrase("OTHER", "NERC CIP", "NERC|CIP|electric reliability", r"(?i:\belectric reliability corp\w*'?s?(?: \([^)]{0,12}\))? critical infra)|\bNERC(?:'?s)?\W{0,3}(?:CIP\b|(?i:critical infra))|\bCIP (?:reliability )?standards\b"),
    Phrase("OTHER", "ISO/SAE 21434", "21434", r"\b(?:ISO|SAE)\W{0,3}(?:SAE)?\W{0,2}21434"),
    Phrase("OTHER", "ISO 15408, Common Criteria", "15408|Common Criteria", r"\bISO\W{0,3}(?:IEC\W{0,2})?15408\b|\bCommon Criteria (?:certif|standard|\(|EAL)\w*"),
    Phrase("OTHER", "Secure Controls Framework", "secure control", r"(?i)\bsecure controls? framework\b"),
    Phrase("OTHER", "ISF Standard of Good Practice", "Information Security Forum|Good Practice", r"\bInformation Security Forum\b|\bStandard of Good Practice\b"),
    Phrase("OTHER", "Factor Analysis of Information Risk", "factor analysis|FAIR", r"(?i:\bfactor analysis (?:of|for|in) information risk\b)|\bFAIR (?:model|framework|method\w*)\b"),
    Phrase("OTHER", "ISMS-P", "ISMS", r"\bK?-?ISMS-P\b|\bK-ISMS\b"),
    Phrase("OTHER", "BSI IT-Grundschutz", "grundschutz|C5", r"(?i:\bgrundschutz\b)|\bBSI C5\b|\bC5 attest"),
    Phrase("OTHER", "NCSC Cyber Assessment Framework", "cyber assessment|steps to", r"(?i)\bcyber assessment framework\b|\b(?:10|ten) steps to cyber ?security\b"),
    Phrase("OTHER", "IMO guidelines on maritime cyber risk", "BIMCO|IMO|IACS", r"\bBIMCO\b|\bIMO(?:'?s)? (?:(?i:cyber\w*|maritime)|[Gg]uidelines|[Rr]esolution)|\bIACS UR E2[67]"),
    Phrase("OTHER", "CISA Cybersecurity Performance Goals", "security performance goals", r"(?i)\bcyber ?security performance goals\b"),
    Phrase("OTHER", "NEI 08-09", "NEI", r"\bNEI 0?8-?0?9\b"),
    Phrase("OTHER", "Esquema Nacional de Seguridad", "esquema|national security", r"(?i)\besquema nacional de seguridad\b|\bnational security (?:scheme|framework) \(?ENS\b"),
    Phrase("OTHER", "IoT Security Assurance Framework", "security assurance framework", r"(?i)\biot security assurance framework\b"),
    Phrase("OTHER", "Cyber Defense Methodology", "cyber defense|cyber defence", r"(?i)\bcyber defen[cs]e (?:methodology|doctrine)\b"),
    Phrase("OTHER", "IRAP", "IRAP|CBEST|TIBER", r"\bIRAP\b|\bCBEST\b|\bTIBER(?:-EU)?\b"),
), unlike="CIS[OA]")  # fmt: skip
"""Names of standards, with the words they were met in."""

_TOPIC = r"(?:experience|expertise|expert|(?<!common )knowledge\w*|background|skill\w*|trained|proficien\w+|familiar\w*(?! and (?:compliance|alignment|adherence))|versed|fluen\w+|competenc\w+|career)"
_OURS = r"(?:\b(?:we|our|us|company'?s?|firm'?s?|its|program|which|ourselves|evaluate|references|ensures|utilizing|against)\b|;)"
_KNOWN = re.compile(rf"(?i)\b{_TOPIC}\b(?:(?!{_OURS}).){{0,240}}$")
"""Before a name: "experience with NIST", "expertise in frameworks such as ISO 27001"."""

_HELD_AFTER = re.compile(
    r"(?i)^[\d:v.\s/()-]{0,12}(?:ISMS )?(?:certified |certificate |certification |senior |provisional |internal )*"
    r"(?:lead\b|auditor|implementer|practitioner|foundations?\b|professional|specialist|expert|assessor\b|architect|manager\b|master\b|LA\b|CCP\b)"
)
"""After a name: "ISO 27001 Lead Auditor", "NIST CSF practitioner"."""

_CERTIFIED_AS = re.compile(r"(?i)\bcertified (?:as|in) (?:an? )?$")
_HOLDERS = re.compile(
    r"(?i)\b(?:teams?|members|personnel|employees|staff|professionals|individuals|he|she|ciso|cio|cto|officers?|directors?|managers?|leaders?|"
    r"analysts|engineers)\b(?: [\w-]+){0,5}? (?:hold|holds|holding|held|earned|possess\w*|has|have|obtained|maintains?)\b(?: [\w,-]+){0,7}? "
    r"(?:certifications?|credentials|designations|degrees|qualifications)\b[^;]{0,250}$"
)
_CAREER = re.compile(
    rf"(?i)\b(?:years|bring\w*|extensive|prior|previous|relevant|significant|includ\w+|has|have|with) (?:[\w-]+ ){{0,4}}?{_TOPIC}\b"
)
_PROGRAM = re.compile(
    r"(?i)\b(?:we|our|us|its|programs?|process(?:es)?|polic(?:y|ies)|practices|controls|ISMS|information security management|"
    r"third[- ]part(?:y|ies)|audits?|assessments?|cybersecurity framework)\b.{0,90}\b(?:align\w*|based|follow\w*|adher\w+|certif\w+|compl\w+|guided|"
    r"informed|designed|measured?|uses?|using|utili[sz]\w*|leverag\w+|references?|against|adopt\w*|incorporat\w+|built|modell?ed|consistent)\b"
)
_PERSONAL = re.compile(
    r"\b(?:CISSP|CISM\b|CRISC|CISA\b(?! (?:and|guid|fram|best))|CGEIT|Certified Information|Certified Ethical|Security\+|CompTIA)|"
    r"\b(?:he|she|He|She|his|her|His|Her|Mr|Ms|Mrs|individuals?|members?|personnel|professionals|officer'?s?|CISO|CIO|CTO|VP|"
    r"President|Director|Manager|Head|staff|employees|leadership|leaders)\b.{0,160}?\b(?:hold|holds|held|earned|possess\w*|credential\w*|"
    r"certified (?:in|as)|certificates?|accredit\w+|designations?|degrees?)\b"
)
_HOLDING = re.compile(
    r"(?i)\b(?:certificat\w+|certified|credential\w*|designations?|accredit\w+|holds?|trained|courses?|training)\b"
)
_PLANNED = re.compile(
    r"(?i)\b(?:plan(?:s|ning)? (?:on|to)|intend(?:s|ing)? to|consider(?:s|ing)? (?:adopt|implement|obtain|seek|pursu|align|whether)\w*|will (?:be )?(?:seek|look|expected)|expect(?:s|ed)? to|"
    r"in the future,? (?:we|the company)|not yet)\b(?:(?!;).){0,90}$"
)
_DENIED = re.compile(
    r"(?i)\b(?:not|never|without|no)\b(?: (?:yet|currently|formally|been|fully|have|having|a|an|any|be|specifically|independently))*"
    r" (?:certified|certification|adopted|adopt|aligned|align|complied|comply|complying|follow|followed|following|based|audited|subject|"
    r"implemented|used?|using|utili[sz]ed?|maintain|sought|obtained|undergone|adhered?|required|attest\w+)\b(?:(?!;|\bonly\b|\bbut\b).){0,90}$"
)
_MAPS = re.compile(
    r"(?i)\b(?:(?:which|that|controls?|frameworks?|consolidates and) (?:\w+ )?(?:maps?|crosswalks?)|crosswalk\w*|meta-?framework)\b(?:(?!;).){0,160}$"
)
_PRIVACY = re.compile(r"^(?:'?s)?\W{1,3}(?:\(?NIST\W{1,2}){0,2}Privacy Framework")
_SOURCE = re.compile(
    r"(?i)\b(?:alerts?|bulletins?|updates|advisories|newsletters?|feeds?|webinars?|training) (?:received |issued )?(?:from|by)(?: the)? (?:\w+ ){0,3}$"
)
_RULES = re.compile(r"(?i)\b(?:regulat\w+|mandat\w+|complian\w+|requirements?|required)\b")
_AGAINST = re.compile(r"(?i)\b(?:against|standards including|methodologies,? and standards)\b[^.;]{0,120}$")
"""Before a name: what the company measures itself by ("compliance audits against standards including")."""
_BARE_SOC = ("SOC r", "SOC-r", "SOC a", "SOC c", "SOC e")
"""A mention of SOC without its number: it is a security operations center where the sentence speaks of one."""
_VENDOR = re.compile(
    r"(?i)\b(?:vendors?|suppliers?|third[- ]part(?:y|ies)|service providers?|providers?|sub-?contractors?|service organi[sz]ations?|"
    r"data cent(?:er|re)s?|partners|hosted|hosting|outsourc\w+)\b"
)
_OWN = re.compile(
    r"(?i)\b(?:our|we|company'?s?|its|us|program|framework)\b.{0,120}\b(?:align\w*|based|model\w*|informed|guided|guide|follow\w*|adopt\w*|"
    r"leverag\w+|certified|maintain|adher\w+|compl(?:y|ies|iant)|utili[sz]\w+|use|uses|using|according|accordance|consistent|"
    r"designed|incorporat\w+|benchmark\w*|measur\w+|against|undergo\w*|achiev\w+|obtain\w* (?:a|an|our|certif))\b"
)


def derive_frameworks(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `FrameworkFrame`: a row for each framework a filing follows, with its first mention.
    A filing that names none has no row."""
    rows = first_mentions(sentences, STANDARDS, relation)
    names = ("accession_number", "framework", "relation", *EVIDENCE_COLUMNS)
    frame = pl.DataFrame(rows, schema={name: FRAMEWORK_SCHEMA[name] for name in names}, orient="row")
    return frame.select(FRAMEWORK_SCHEMA.names()).sort(
        "accession_number", "sentence_number", maintain_order=True
    )


def relation(text: str, mention: Mention) -> str | None:
    """Whose framework a mention is, `company` or `vendor`; None where nobody is said to follow it."""
    before, after = text[max(0, mention.start - 260) : mention.start], text[mention.end : mention.end + 60]
    if _PRIVACY.match(after) or _MAPS.search(before) or _SOURCE.search(before):
        return None
    if _personal(text, before, after) or _DENIED.search(before) or _PLANNED.search(before):
        return None
    if (
        mention.code == "SOC"
        and "ecurity Operation" in text
        and not re.search(r"\bSOC ?[123]|[Oo]rgani[sz]ation", text)
    ):
        return None
    if "lectric" in text[mention.start : mention.end] or text.startswith(("NERC", "CIP"), mention.start):
        # Reliability standards are a regulator's rules where the sentence treats them so.
        return (
            None
            if _RULES.search(text[max(0, mention.start - 80) : mention.end + 60])
            and not _AGAINST.search(before)
            else "company"
        )
    if _VENDOR.search(text) and not _OWN.search(before):
        return "vendor"
    return "company"


def _personal(text: str, before: str, after: str) -> bool:
    """Whether a person is said to know the standard or to be certified in it."""
    if (
        _KNOWN.search(before)
        or _HELD_AFTER.match(after)
        or _CERTIFIED_AS.search(before)
        or _HOLDERS.search(before)
    ):
        return True
    if _CAREER.search(before) and not _PROGRAM.search(before):
        return True
    return bool(_PERSONAL.search(text) and _HOLDING.search(before + after) and not _OWN.search(before))
