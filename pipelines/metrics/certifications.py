"""Professional certificates in IT or security that the text says somebody of the company holds.

Codes are the codebook's. A company's own certification to a standard is a framework (`frameworks.py`); degrees,
memberships and certificates of other trades (accountancy, fraud, insurance, project management) are left out.
Which officer holds which is told by `officers.py`.
"""

import re

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.phrases import EVIDENCE_COLUMNS, Mention, Phrase, Table, first_mentions

CODES = (
    "CISSP", "CISM", "CISA", "CRISC", "CGEIT", "CEH", "CCISO", "CIPP", "GIAC", "SECURITY_PLUS", "CERT_NACD", "OTHER",
)  # fmt: skip


class CertificationFrame(Evidence):
    """One row per filing and certificate; `OTHER` stands for any other named certificate in IT or security."""

    accession_number = dy.String(primary_key=True)
    certification = dy.String(primary_key=True, regex=f"^({'|'.join(CODES)})$")


CERTIFICATION_SCHEMA = CertificationFrame.create_empty().schema

_GIAC = (
    "GCIH", "GCIA", "GCFA", "GCFE", "GSEC", "GSLC", "GPEN", "GISP", "GISF", "GICSP", "GRID", "GSTRT",
    "GCED", "GCTI", "GREM", "GNFA", "GMON", "GCCC", "GCIP", "GXPN", "GDSA", "GPYC", "GDAT", "GCLD",
    "GSOM", "GSNA", "GWEB", "GCSA", "GWAPT",
)  # fmt: skip
"""GIAC's certificates by their letters."""

_LETTERS = (
    "CASM", "CASP", "CBSM", "CBSTP", "CCBTO", "CCDA", "CCDP", "CCE", "CCFP", "CCIE", "CCNA", "CCNP",
    "CCSA", "CCSE", "CCSFP", "CCSK", "CCSP", "CDPSE", "CERP", "CFCE", "CHFI", "CHISL", "CIPM", "CIPT",
    "CISSM", "CITP", "CMMC-CCA", "CMMC-CCP", "CPENT", "CRTO", "CSSLP", "CTPRP", "CySA",
    "ECSA", "HCISPP", "ISSAP", "ISSEP", "ISSMP", "JNCIA", "LPT", "MCITP", "MCSA", "MCSE", "MCTS",
    "OSCE", "OSCP", "PCIP", "RHCE", "SSCP",
)  # fmt: skip
"""Other certificates in IT or security by their letters."""

CERTIFICATES = Table((
    Phrase("CISSP", "CISSP", "CISSP", r"\bCISSPs?\b|\bCISSP(?=[A-Z-])"),
    Phrase("CISSP", "Certified Information Systems Security Professional", "certif", r"(?i)\bcertifi\w+ (?:in |and (?:highly )?(?:experienced|trained|qualified|skilled) )?(?:(?:information\w*|industry|internet) (?:systems?'?,? securit(?:y|ies)|security systems?|security services|security)|systems? security) profession"),
    Phrase("CISM", "CISM", "CISM", r"\bCISMs?\b"),
    Phrase("CISM", "certified information systems security professionals and information security managers", "certif", r"(?i)\bcertifi\w+ (?:and \w+ )?information systems? security professionals (?:and|or) information security managers\b"),
    Phrase("CISM", "Certified Information Security Manager", "certif", r"(?i)\bcertifi\w+ (?:in )?information (?:systems? )?(?:security|systems?) manage(?:r|ment)"),
    Phrase("CISA", "CISA", "CISA", r"\bCISAs?\b"),
    Phrase("CISA", "Certified Information Systems Auditor", "certif", r"(?i)\bcertifi\w+ (?:in )?information (?:systems?|security|technology) audit"),
    Phrase("CRISC", "CRISC", "CRISC", r"\bCRISC\b"),
    Phrase("CRISC", "Certified in Risk and Information Systems Control", "certif", r"(?i)\bcertifi\w+ (?:in )?(?:risks?,? (?:and|&(?:amp;)?|management and) (?:management |information )?(?:information )?(?:technology |security )?(?:systems?|security)|information systems? risk and)"),
    Phrase("CGEIT", "CGEIT", "CGEIT", r"\bCGEIT\b"),
    Phrase("CGEIT", "Certified in the Governance of Enterprise IT", "governance of", r"(?i)\bgovernance of (?:the )?enterprise (?:IT|information technology)\b"),
    Phrase("CEH", "CEH", "CEH", r"\bC(?:EH|\|EH)\b"),
    Phrase("CEH", "Certified Ethical Hacker", "ethical hack", r"(?i)\bethical hack(?:er|ing)s?\b"),
    Phrase("CCISO", "CCISO", "CCISO|C-CISO|CISO", r"\bC[-|]?CISO\b|\bCertified CISO\b"),
    Phrase("CCISO", "Certified Chief Information Security Officer", "certif", r"(?i)\bcertifi\w+,? (?:as a )?chief information security (?:officer|professional)"),
    Phrase("CIPP", "CIPP/US", "CIPP", r"\bCIPP\b|\bCIPP(?=[A-Z/-])"),
    Phrase("CIPP", "Certified Information Privacy Professional", "certif", r"(?i)\bcertifi\w+ (?:information |data )?privacy professional"),
    Phrase("GIAC", "GIAC Security Leadership", "GIAC", r"\bGIAC\b"),
    Phrase("GIAC", "GCIH", "|".join(_GIAC), rf"\b(?:{'|'.join(_GIAC)})\b"),
    Phrase("GIAC", "SANS certifications", "SAN", r"\bSAN[Ss]\b(?! (?:Top|Technology Inst|20|Critical))"),
    Phrase("GIAC", "Global Information Assurance Certification", "information assurance", r"(?i)\bglobal information assurance cert"),
    Phrase("SECURITY_PLUS", "CompTIA Security+", "security+|security +|security plus", r"(?i)\bsecurity ?\+|\b(?:comptia|certified) security plus\b"),
    Phrase("CERT_NACD", "CERT Certificate in Cybersecurity Oversight", "cybersecurity oversight|cyber oversight|cyber risk oversight|cyber-risk oversight|cyber security oversight|security risk oversight|security risks oversight|cyber risks oversight", r"(?i)\b(?:certificat\w+|certified|program|credential)\b.{0,30}?\bcyber(?:security|[- ]?risks?|[- ]security)? (?:risk )?oversight\b|\bcyber(?:security|[- ]?risks?)? (?:risk )?oversight (?:certifi|credential|program)"),
    Phrase("CERT_NACD", "NACD CERT certification", "NACD|corporate directors", r"(?i)(?:\bNACD\b|\bcorporate directors\b).{0,40}?(?:\bcyber|\bCERT\b).{0,40}?\b(?:certif|credential|oversight)"),
    Phrase("OTHER", "CCSP", "|".join(_LETTERS), rf"\b(?:{'|'.join(_LETTERS)})\b"),
    Phrase("OTHER", "AZ-900", "AZ-", r"\bAZ-\d{3}\b"),
    Phrase("OTHER", "CompTIA Network+", "network+|network +|a+|linux+|cloud+|pentest+|server+|cysa", r"(?i)\b(?:(?:network|A|linux|cloud|pentest|server|data|cysa) ?\+(?!\w)|CySA)"),
    Phrase("OTHER", "Certified Cloud Security Professional", "certif", r"\b(?:Certificate of Cloud Security|Certified (?:in )?(?=[A-Z])(?i:cloud security|authorization prof|data privacy (?:solutions?|security)|secure software|secure infrastructure|information privacy (?:manager|technologist)|in cybersecurity|cyber\w* ?(?:security )?(?:risk|architect|expert|professional|analyst|defender|manager|crimes?|practitioner)|network (?:associate|professional|engineer|expert|defen\w+|security|admin\w*)|internetwork\w*|systems? engineer|solutions? (?:expert|associate|architect|developer)|security (?:architect|analyst|compliance|engineer|leader|testing|officer|awareness|administrator|specialist|manager)|computer (?:hacking|forensics?|examiner|systems?|professional)|hacking forensic|forensics? (?:analyst|examiner|computer|investigat)|penetration test|red team|bank(?:ing)? (?:cyber|security|tech)\w*|community bank\w* (?:information )?tech|qualified technology expert|information systems? professional|information technology (?:professional|manager|infra)|IT (?:professional|manager|auditor)|information security (?:executive|engineer|specialist|expert|officer)|information systems? security (?:specialist|manager|officer)|incident (?:handler|response|command)|intrusion|threat|HIPAA|CMMC|GDPR|professional hacker|SCADA|healthcare (?:information|cyber|CIO)|protection professional\W.{0,40}cyber|cloud|azure|AWS|microsoft|cisco|novell|data cent\w+|technology business|artificial|in AI|business continuity|disaster|common security|third[- ]party risk|advanced security))"),
    Phrase("OTHER", "Zero Trust Certified Architect", "certified", r"\b(?:Zero Trust|Cloud|Microsoft|Cisco|AWS|Azure|Oracle|Novell|Security|Network|Forensics?|Fortinet|Palo Alto(?: Networks)?|VMware|Offensive Security|Cyber(?: ?[Ss]ecurity)?|Systems Security|Google(?: Cloud)?|Information Security|Splunk|CheckPoint|Check Point|Juniper|Red Hat) Certified\b"),
    Phrase("OTHER", "Project+ and ITIL certified", "itil", r"\bITIL\b"),
    Phrase("OTHER", "a Microsoft Certification", "certif", r"\b(?:Microsoft|Cisco|AWS|Azure|Oracle|Fortinet|VMware|Google Cloud|CompTIA|ITIL?|G2700) (?i:certifications?|certificates?)\b"),
    Phrase("OTHER", "a Cybersecurity for Directors certificate", "certif", r"\bCyber ?[Ss]ecurity (?:for \w+|Leadership|Management|Practitioner) (?i:certificate|certification)\b"),
    Phrase("OTHER", "ISO 27001 Lead Auditor", "lead|auditor|implementer", r"(?i)\b(?:ISO|IEC)\W{0,3}(?:IEC)?\W{0,3}2\d{4}\S{0,6} ?(?:\(?ISMS\)? )?(?:certified )?(?:provisional )?(?:senior )?(?:lead(?: auditor| implementer)?|internal auditor|auditor|implementer|foundation|master|risk manager)\b"),
    Phrase("OTHER", "Certificate in Cybersecurity", "certificat", r"\b(?<!Graduate )(?:CERT )?Certificat(?:e|ion)s? (?:in|of|for) (?:\w+ ){0,2}?(?:Cyber ?[Ss]ecurity|Information Security|Cyber Risk|Network Security|Data Security|Computer Security|Cloud Security|Digital Forensics)\b(?! (?:Risk )?Oversight)"),
))  # fmt: skip
"""Names of certificates, with the words they were met in."""

_AGENCY = re.compile(
    r"(?i)cyber ?security (?:and|&(?:amp;)?) infrastructure|\b(?:department of homeland|DHS|FBI|federal bureau|agenc(?:y|ies)|NSA|US-CERT|"
    r"government|law enforcement|bulletins?|advisor(?:y|ies)|alerts?|ISACs?|known exploited|NIST|directives?|threat intelligence|feeds?|"
    r"guidance|guidelines|best practices|framework)\b"
)
"""Words that make CISA the Cybersecurity and Infrastructure Security Agency."""

_BESIDE = re.compile(
    r"\b(?:CISSP|CISM|CRISC|CEH|CGEIT|CDPSE|CIPP\w*|CIPM|CPA|CIA|CCSP)\b,? (?:and |or |& )?CISA\b|\bCISA\b,? (?:and |or |& )?(?:CISSP|CISM|CRISC|CEH|CGEIT|CDPSE|CIPP|CIPM|CPA|CIA|CCSP)\b"
)
"""CISA in a row of certificates."""
_STRONG = re.compile(
    r"\b(?:CISSP|CISM\b|CRISC|CGEIT|Information Systems? Auditor|ISACA|CEH|CIA\b|CPA\b)|(?i:\b(?:certified|certifications?|certificates?|designations?|holds|degree|credentials?)\b)"
)
_HOLDS = re.compile(
    r"(?i)\b(?:certifi\w+|credential\w*|designations?|accredit\w+|qualification\w*|licen[sc]e\w*|earned|holds?|holding|held|diploma|"
    r"coursework|completed|obtained|received|awarded|graduate|possess\w*|attained|CISSP|CISM|CEH|GIAC|CRISC|ISC2)\b"
)
_STAFF = re.compile(
    r"(?i)\b(?:they|he|she|his|her|mr|ms|mrs|dr|officers?|CISO|CIO|CTO|CSO|ISO|team'?s?|members?|staff|personnel|employees?|professionals?|"
    r"managers?|directors?|chair\w*|c[a-z]{1,3}o|president|head|leaders?|leadership|individuals?|who|whom|lead|analysts?|engineers?|specialists?|management|"
    r"experts?|administrator|counsel|consultants?|executives?|auditors?|person|persons|supervisor|vCISO|provider'?s?)\b"
)
_TESTERS = re.compile(
    r"(?i)\b(?:engag\w+|hir\w+|retain\w*|contract\w*|conducted|performed|simulat\w+|use|uses|utili[sz]\w+)\b.{0,80}$"
)
_OUTSIDERS = re.compile(
    r"(?i)\b(?:assess\w*|test\w*|audit\w*|review\w*|performed|conducted|evaluat\w+)\b.{0,60}\b(?:by|firms?)\b(?:(?!\b(?:our|who is)\b).){0,120}"
    r"\b(?:who|that|which|holding|certified|accredited|utili[sz]e)\b(?:(?!;).){0,200}$"
)
"""Before a certificate: those who hold it only test or assess ("third parties who hold ...")."""

_WANTED = re.compile(
    r"(?i)\b(?:encourag\w+|pursu\w+|working (?:on|toward)|studying|preferred|enrolled (?:in|at)|(?:previously|formerly) held|lapsed|expired|such as CISSP or|intends? to|plans? to|will (?:be|obtain))\b.{0,100}$"
)


def derive_certifications(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `CertificationFrame`: a row for each certificate said to be held, with its first mention.
    A filing that names none has no row."""
    rows = [(row[0], row[1], *row[3:]) for row in first_mentions(sentences, CERTIFICATES, holder)]
    names = ("accession_number", "certification", *EVIDENCE_COLUMNS)
    frame = pl.DataFrame(rows, schema={name: CERTIFICATION_SCHEMA[name] for name in names}, orient="row")
    return frame.select(CERTIFICATION_SCHEMA.names()).sort(
        "accession_number", "sentence_number", maintain_order=True
    )


def holder(text: str, mention: Mention) -> str | None:
    """`person` where the mention is a certificate that somebody holds, else None."""
    before, words = text[: mention.start], text[mention.start : mention.end]
    if words in ("CISA", "CISAs"):
        return "person" if _certificate_not_agency(text, mention) else None
    if mention.code == "CEH" and words.lower().startswith("ethical") and _TESTERS.search(before):
        return None
    if mention.code == "OTHER" and before.endswith("GIAC "):
        return None  # "GIAC Certified Incident Handler" is one certificate
    if _OUTSIDERS.search(before) or _WANTED.search(before):
        return None
    if mention.code in ("OTHER", "GIAC", "CERT_NACD", "CEH") and not (
        _STAFF.search(text) and _HOLDS.search(text)
    ):
        return None
    return "person"


def _certificate_not_agency(text: str, mention: Mention) -> bool:
    """CISA is the certificate where its sentence speaks of qualifications and not of government."""
    around = text[max(0, mention.start - 120) : mention.end + 120]
    if _BESIDE.search(around):
        return True
    if _AGENCY.search(around) and not re.search(r"Systems? Auditor", around):
        return False
    return bool(_STRONG.search(around))
