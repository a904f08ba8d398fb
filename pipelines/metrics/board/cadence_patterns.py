"""The language of cadence: how frequencies are written, what they belong to, and where clauses end.

Patterns stand on marked text (`register.py`): `⟦B⟧` is the board, `⟦C0⟧` a committee. Not here: how a
sentence is read with them (`cadence.py`).
"""

import re

_YEAR = r"(?:fiscal |calendar )?year"
FREQUENCIES: tuple[tuple[str, str, str], ...] = (
    ("periodic",
        rf"(?:several|multiple|many|various|numerous|a few|a number of) times (?:a|per|each|every"
        rf"|throughout the|during the|during each) {_YEAR}|throughout (?:the|each) {_YEAR}|multiple "
        rf"[\w ⟦⟧]{{0,40}}meetings (?:a|per|each|every) {_YEAR}|during the {_YEAR}", "several times a year"),
    ("monthly", r"(?<!bi-)(?<!bi )monthly|(?:each|every|once a|per|a) month(?!s)|twice a month", "monthly"),
    ("quarterly",
        rf"quarterly|bi-? ?monthly|every (?:two|other) months?|(?:at least )?(?:four|five|six) (?:\w+ )"
        rf"{{1,4}}?(?:annually|(?:a|per|each|every) {_YEAR})|(?:each|every|per|once a|a|once per|any "
        rf"given) (?:fiscal |calendar )?quarter\b|(?:at least )?(?:four|4|five|six) (?:\(\d\) )?times "
        rf"(?:a|per|each|every|during the|during each|annually)(?: {_YEAR})?|every three months|three "
        rf"to four times", "at each quarterly meeting"),
    ("semiannual",
        rf"semi-? ?annual(?:ly)?|bi-?annual(?:ly)?|(?:twice|two times|2 times|three times|two or three "
        rf"times|two to three times) (?:a|per|each|every|during the|yearly|annually)(?: {_YEAR})?"
        rf"|(?:two|three) (?:\w+ ){{1,4}}?(?:annually|(?:a|per|each|every) {_YEAR})|(?:every|each) six "
        rf"months|every other quarter|half[- ]year(?:ly)?|twice[- ]yearly|semi-yearly", "twice a year"),
    ("annual",
        rf"annual(?:ly)?|yearly|(?:each|every|once a|once per|per|a|once during the|once in each) "
        rf"{_YEAR}\b|end-of-(?:the-)?year|every twelve months|once every 12 months", "at least annually"),
    ("every_meeting",
        r"(?:each|every|all)(?: of)?(?: the| its| their| our)?(?: ⟦b⟧| ⟦c\d+⟧)?(?: (?!quarterly|annual"
        r"|semi|monthly|bi-?monthly|members?\b|directors?\b|attend|were\b|are\b|is\b)[\w-]+){0,5}?(?: ⟦b⟧| ⟦c\d+⟧)? meetings?\b|meeting-by-meeting|standing (?:meeting )?(?:agenda )?(?:topic|item)s?\b(?! (?:at|for|of|in) (?:\w+ )?quarterly)|(?:attends?|at|during) (?:(?:the|its|our|their|all) )?regularly[- ]scheduled (?:⟦b⟧ |⟦c\d+⟧ )?meetings\b", "at each regular meeting"),
    ("periodic",
        r"regular(?:ly)?|periodic(?:ally)?|from time[- ]to[- ]time|routine(?:ly)?|(?:as|if|when|where"
        r"|whenever) (?:and when )?(?:needed|necessary|appropriate|required|warranted|circumstances)"
        r"|frequent(?:ly)?|continu\w+|ongoing|on-going|ad hoc|recurring|consistently|constant(?:ly)?", "regularly"),
)  # fmt: skip
"""Code, pattern (on lower-case text), the phrase it is for; the first that matches at a place wins there."""

FREQUENCY = re.compile(
    r"\b(?:" + "|".join(f"(?P<f{place}>{pattern})" for place, (_, pattern, _) in enumerate(FREQUENCIES)) + r")\b"
)  # fmt: skip

_TELL = (
    r"(?:report|updat|brief|inform(?!ation)|present|provid|communicat|meet|discuss|review|advis"
    r"|appris|shar|deliver|convey|hear|receiv|engag|consult"
    r"|notif|submit|attend|summar|dialogue|evaluat|consider|assess|monitor|examin|agenda|overs"
    r"|escalat|address|given|made|apprais|keep|kept|obtain|dashboard|interact|speak|conven|held"
    r"|hold|request|inquir|interview|deep dive)"
)
NEAR = re.compile(
    r"(?i)\b(?:report|updat|brief|inform(?!ation)|present|communicat|meet|discuss|review|advis|appris|shar|hear|receiv|engag"
    r"|consult|dialogue|evaluat|consider|assess|monitor|examin|agenda|provid|interact|apprais|inquir)"
)
"""What a frequency without a number must stand near to: "regularly reviews"."""
TELLS = re.compile(rf"\b{_TELL}", re.IGNORECASE)

SPLIT = re.compile(
    r";|\((?:[ivx]{1,4}|[a-h]|\d)\)"
    rf"|,? (?:and|while|whereas|but|or|as well as) (?=(?:(?:also|then|in turn|further|additionally"
    rf"|regularly|periodically|at least|typically|generally|will|to|on an?|is|are|has|have) )"
    rf"*(?:{_TELL}|conduct|perform|maintain|lead|work|test|train|includ|undergo|undertak|use"
    rf"|utiliz|implement|distribut|dissemin|ensur|make|monthly|quarterly|annual|semi|bi-?annual))"
    r"| and (?=(?:is|are) (?:also )?(?:responsible|tasked|charged)\b)"
    r"|, (?:and|while|but) (?=(?:the|our|its) (?:[\w⟦⟧]+ ){1,4}?"
    r"(?:reports?|updates?|briefs?|meets?|provides?|presents?|reviews?|receives?|also|will)\b)"
    r"|, (?=(?:which|who|while|whereas|where|with) )",
    re.IGNORECASE,
)
"""Where one clause of a sentence ends and another with its own verb begins."""

ELSEWHERE = re.compile(
    r"^\s*(?:(?!to\b|on\b|with\b|and\b|the\b|of\b|from\b|basis\b|by\b|our\b|its\b|their\b|a\b"
    r"|any\b|all\b)\w+ ){0,3}?(?:training|phishing|tabletop|table-top|penetration|exercis\w+"
    r"|simulation\w*|tests?|testing|scans?|assessments? (?:of|by|using|conducted)|drills?"
    r"|awareness|approv(?:es?|ed|ing)\b(?! and)|report on form|reports? on form|filings?|financial|vulnerabilit\w+|audits?|risk "
    r"assessments?|risk management (?:assessments?|process)|enterprise risk|assessments?"
    r"|certifications?|external|evaluations? (?:of|by)|report filed|(?:independent|third[- ]party|outside|internal) (?:review|evaluation)s?|cybersecurity training)\b",
    re.IGNORECASE,
)
"""What a frequency before it belongs to, when it is not a report: "annual training", "Annual Report on
Form 10-K"."""
BEFORE_ELSEWHERE = re.compile(
    r"(?:training|phishing|tabletop|penetration test\w*|exercises?|simulations?|tests?|testing"
    r"|scans?|drills?|audits?|assessments?)(?: (?!report|updat|brief|present|provid|meet)\w+){0,3} (?:on an? |at least |is |are )*$",
    re.IGNORECASE,
)
PASSED_ON = re.compile(
    r"(?i)^\s*(?:[\w-]+ ){0,5}(?:assessments?|audits?|evaluations?|reviews?|tests?|reports?)\b[^,.;⟦]{0,60}?\b(?:is|are|was|were|will be) "
    r"(?:\w+ ){0,2}?(?:presented|reported|provided|shared|communicated|submitted|delivered|discussed)"
    r" (?:\w+ ){0,2}?(?:to|with) [^,.;⟦]{0,60}⟦"
    r"|^\s*(?:[\w-]+ ){0,3}assessments? (?:and reports?|from)\b"
)
"""An assessment whose results go to the board as often as it is made: "the annual audit is shared with the Board"."""
WIDER = re.compile(r"(?i)\b(?:enterprise|ERM|business)\b")
OFTEN = re.compile(r"(?i)regular|periodic|routine|from time|frequent")
"""What makes a report on incidents a regular matter."""
OTHERS_OWN = re.compile(
    r"(?i)\b(?:managements?'?s?|teams?'?|officers?'?s?|companys?'?s?|its|their|our) (?:\w+ly )?$"
)
GATHERING = re.compile(
    r"(?i)^\s*(?:\w+ ){0,2}(?:discussions?|meetings?|calls?|sessions?) (?:with|of|between|among)\b(?! (?:the |our )?⟦)"
)
"""A gathering of others, told to the board by the way: "managements monthly discussions with our vendor"."""
WATCH = re.compile(r"(?i)^\s*(?:efforts|monitoring|supervision|oversight|improvement|surveillance)\b")
"""What is done all the time and tells nobody anything: "continual monitoring"."""
GIVES = re.compile(
    r"(?i)\b(?:provides?|presents?|delivers?|gives?|prepares?)\b(?!.*\b(?:to|with|for) (?:the|our|its|an?|senior|executive)\b)"
)
"""A clause that has its recipient in the next: "provides a quarterly update and presents an annual review to"."""
FORM = re.compile(r"(?i)(?:annual|quarterly|periodic) reports? (?:on form|filed)|this annual report")

ASIDE = re.compile(
    r"(?i)^reporting (?:directly )?to (?:the |our )?⟦\w+⟧,?|\b(?:invited to|minutes of|in addition to|outside of|between|(?:materials?|access)(?: prepared)? (?:for|of|to|from))"
    r"\b[^,.;]{0,60}\bmeetings?\b"
)
"""Meetings named by the way: "invited to attend each meeting", "in addition to quarterly meetings"."""
NO_COMMITTEE = re.compile(
    r"\b(?:not (?:currently )?have|no|not have any) (?:an? )?(?:[\w-]+ ){0,2}⟦B⟧(?:[- ]level)? (?:sub-?)?committee"
)
"""A committee that does not exist is told nothing: "we do not have a dedicated board committee"."""
TO_OTHERS = re.compile(
    r"^\s*(?:basis,? )?(?:to|with|by) (?=(?:the|our|its|an?|other|senior|executive|management|IT"
    r"|C[A-Z]O|⟦)\b|⟦)[^,.;]{0,80}?(?=,| and (?:at least |then |on an? )?(?:quarterly|annual|month"
    r"|semi|periodic|regular|to the|with the)|$)"
)
"""Whom a report goes to, right after its frequency: "monthly to the steering committee and annually to
..."."""
AFTERTHOUGHT = re.compile(
    r"(?i)(?:^|, )\s*(?:(?:and|but|which are|which occur|generally|typically|usually|held|on|at|least|an?|no|less|than"
    r"|frequently|with|minimum|frequency|of) ){0,6}?(?:monthly|quarterly|semi-?annual(?:ly)?|annual(?:ly)?"
    r"|(?:once|twice|(?:two|three|four) times) (?:a|per|each|every) (?:year|quarter|month))(?: basis)?\W*$"
    r"|^\s*which (?:\w+ ){0,2}(?:held|occur|meet|take place)\b"
    r"|^\s*(?:(?:at least|no less than|on an?|on at least an?) )*(?:monthly|quarterly|semi-?annual(?:ly)?|annual(?:ly)?),?"
    r"(?: basis,?)? (?:on|regarding|about|with respect|and more|or more)\b"
)
"""A clause with nothing but a frequency, of what the clause before it says: "..., and at least annually"."""
WHO = re.compile(r"[,;] (?:who|which)\b")
FOREMOST = re.compile(
    r"^(?:On (?:at least )?an? [\w-]+ basis|At least [\w-]+(?: (?:a|each|per|every) (?:year|quarter))?|Annually|Quarterly|Each \w+|Every \w+"
    r"|(?:Once|Twice) (?:a|each|per|every) year)\b"
)
"""A frequency that opens a sentence holds for all its clauses."""
REPORTS = re.compile(r"(?i)\b(?:reports?|updates?|briefings?|presentations?|reporting)\b")
OTHERS = re.compile(
    r"(?i)\b(?:to|with) (?:[\w']+ ){0,3}?(?:management|executives?|leadership|team|chief|CEO|CFO|CIO"
    r"|officers?|⟦C\d+⟧|committee|employees|SEC)\b"
)
"""Another recipient than the board."""

FOLLOWS = re.compile(
    r"^(?:(?:In addition|Additionally|Further|Furthermore|Typically|Generally),? )?(?:(?:It|They"
    r"|it|they) (?:also |then )?(?:receives?|meets?|reviews?|is|are|hears?|discuss\w*)\b|(?:These"
    r"|Such|The|This|Those|Regular|Updates|Reports|Briefings|Our)\s(?:\w+ ){0,4}?(?:reports?"
    r"|updates?|briefings?|meetings?|reviews?|presentations?|discussions?|reporting"
    r"|communications?|sessions|information)\b)",
)
"""A sentence that goes on about the reports of the sentence before it: "These briefings are held
quarterly"."""

INCIDENT = re.compile(
    r"(?i)\bincidents?\b|\bbreach\w*|\battacks?\b|\bevents?\b|\bcompromise|\bthreats?\b(?= that| which)"
)
SUBSTANCE = re.compile(
    r"(?i)\b(?:risks?|prevention|program\w*|strateg\w+|posture|matters|initiatives|trends?|landscape|developments?|results"
    r"|effectiveness|preparedness|controls|metrics|briefings?|topics|activities|security efforts|practices|assessments?"
    r"|environment|readiness|performance|updates? (?:on|regarding|about|concerning|from)"
    r"|(?:cyber|information )security(?!(?:[- ]related)? (?:incident|event|breach|attack|threat|issue|alert)))"
)
"""What else than incidents a report is about."""
RESPONSE = re.compile(
    r"(?i)\bincident response \w+|\bincidents? of (?:material )?cybersecurity risks?|\bmaterial cybersecurity risks? or incidents?"
    r"|\bmitigate (?:such|these|those|any) (?:risks?|incidents?)"
    r"|\b(?:details|status|updates?|measures|remediation|disclosure)"
    r"(?:(?!risk|program|posture|strateg|landscape|matters)[\w ,]){0,40}\b(?:incident|breach|event)s?"
)
"""Words of an incident's handling that look like more."""
DUTY = re.compile(r"(?i)\bresponsib\w+ (?:for|to) (?:\w+,? ){0,4}discuss\w*\b(?![^.;]{0,120} with\b)")
"""A duty that tells nobody anything: "responsible for reviewing and discussing our policies"."""
UNDELEGATED = re.compile(
    r"(?i)\bplan for the future\b|\bin the process of (?:implement|establish|develop|formali)\w*|\b(?:intends?|plans?) to (?:regularly |periodically )?(?:report|provide|brief|update)\b|(?:has|have) not (?:yet )?(?:designated|delegated|established|assigned|tasked)\b"
)
"""What is not charged to anyone has no frequency: "has not designated any committee for a periodic review"."""
PURPOSE = re.compile(
    r"(?i)\b(?:to (?:allow|determine|assess|enable|decide|evaluate|facilitate|permit|support)"
    r"|so that|in order to|for (?:further|appropriate))\b.*$",
    re.DOTALL,
)
"""What a report is for, which is not what it is about: "to allow for risk assessments"."""
TOLD = re.compile(
    r"(?i)\b(?:report|updat|brief|inform(?:s|ing|ed(?! oversight| decision))\b|present(?!s? (?:a |material|significant)"
    r"|ed by\b|\s?[,.])|provid(?:es?|ed|ing)\b(?! by\b)(?! (?:[\w-]+ ){0,3}(?:oversight|supervision|guidance|direction|leadership|training))"
    r"|communicat|meets?\b|advis(?!or|er)"
    r"|appris|shar(?:es?|ing|ed with)\b|receiv|hear|notif|discuss|dialogue|kept|keeps"
    r"|engag\w* (?:with\b|in (?:[\w-]+,? ){0,4}(?:discuss|dialogue|conversation)))\w*"
)

IN_CASE = re.compile(
    r"(?i)\b(?:in the event|in (?:the )?case|for (?:any|all|material|significant)|if|when|whenever|upon|following|should|after|once|as|any)"
    r"\b[^.;]{0,60}\b(?:incident|breach|attack|event|threat)s?\b"
)
"""What is told only when something has happened."""
