"""How often the board or its committee is told about cybersecurity: one code per filing, with the sentence.

A frequency counts only in a clause whose subject or recipient is the board or a committee of it: management's
own meetings, tests and trainings have frequencies too. Not here: which committees are the board's.
"""

import re
from functools import lru_cache

import dataframely as dy
import polars as pl

from pipelines.metrics.board_reading import Reading, readings
from pipelines.metrics.document import Evidence

CADENCES = ("monthly", "every_meeting", "quarterly", "semiannual", "annual", "periodic", "not_disclosed")
"""Codes, most frequent first."""


class CadenceFrame(Evidence):
    """One row per filing; evidence is null where `cadence` is `not_disclosed`."""

    accession_number = dy.String(primary_key=True)
    cadence = dy.String(regex=f"^({'|'.join(CADENCES)})$")


CADENCE_SCHEMA = CadenceFrame.create_empty().schema

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
        r"|semi|monthly|bi-?monthly|members?\b|directors?\b|attend|were\b|are\b|is\b)[\w-]+){0,5}?(?: ⟦b⟧| ⟦c\d+⟧)? meetings?\b|meeting-by-meeting|(?:attends?|at) (?:the|its|our) regularly[- ]scheduled (?:⟦b⟧ |⟦c\d+⟧ )?meetings\b", "at each regular meeting"),
    ("periodic",
        r"regular(?:ly)?|periodic(?:ally)?|from time[- ]to[- ]time|routine(?:ly)?|(?:as|if|when|where"
        r"|whenever) (?:and when )?(?:needed|necessary|appropriate|required|warranted|circumstances)"
        r"|frequent(?:ly)?|continu\w+|ongoing|on-going|ad hoc|recurring|consistently|constant(?:ly)?", "regularly"),
)  # fmt: skip
"""Code, pattern (on lower-case text), the phrase it is for; the first that matches at a place wins there."""

_FREQUENCY = re.compile(
    r"\b(?:" + "|".join(f"(?P<f{place}>{pattern})" for place, (_, pattern, _) in enumerate(FREQUENCIES)) + r")\b"
)  # fmt: skip

_TELL = (
    r"(?:report|updat|brief|inform(?!ation)|present|provid|communicat|meet|discuss|review|advis"
    r"|appris|shar|deliver|convey|hear|receiv|engag|consult"
    r"|notif|submit|attend|summar|dialogue|evaluat|consider|assess|monitor|examin|agenda|overs"
    r"|escalat|address|given|made|apprais|keep|kept|obtain|dashboard|interact|speak|conven|held"
    r"|hold|request|inquir|interview|deep dive)"
)
_NEAR = re.compile(
    r"(?i)\b(?:report|updat|brief|inform(?!ation)|present|communicat|meet|discuss|review|advis|appris|shar|hear|receiv|engag"
    r"|consult|dialogue|evaluat|consider|assess|monitor|examin|agenda|provid|interact|apprais|inquir)"
)
"""What a frequency without a number must stand near to: "regularly reviews"."""
_TELLS = re.compile(rf"\b{_TELL}", re.IGNORECASE)

_SPLIT = re.compile(
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

_ELSEWHERE = re.compile(
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
_BEFORE_ELSEWHERE = re.compile(
    r"(?:training|phishing|tabletop|penetration test\w*|exercises?|simulations?|tests?|testing"
    r"|scans?|drills?|audits?|assessments?)(?: (?!report|updat|brief|present|provid|meet)\w+){0,3} (?:on an? |at least |is |are )*$",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"(?i)^\s*(?:[\w-]+ ){0,5}(?:assessments?|audits?|evaluations?|reviews?|tests?|reports?)\b[^,.;⟦]{0,60}?\b(?:is|are|was|were|will be) "
    r"(?:\w+ ){0,2}?(?:presented|reported|provided|shared|communicated|submitted|delivered|discussed)"
    r" (?:\w+ ){0,2}?(?:to|with) [^,.;⟦]{0,60}⟦"
    r"|^\s*(?:[\w-]+ ){0,3}assessments? (?:and reports?|from)\b"
)
"""An assessment whose results go to the board as often as it is made: "the annual audit is shared with the Board"."""
_WIDER = re.compile(r"(?i)\b(?:enterprise|ERM|business)\b")
_OFTEN = re.compile(r"(?i)regular|periodic|routine|from time|frequent")
"""What makes a report on incidents a regular matter."""
_OTHERS_OWN = re.compile(
    r"(?i)\b(?:managements?'?s?|teams?'?|officers?'?s?|companys?'?s?|its|their|our) (?:\w+ly )?$"
)
_GATHERING = re.compile(
    r"(?i)^\s*(?:\w+ ){0,2}(?:discussions?|meetings?|calls?|sessions?) (?:with|of|between|among)\b(?! (?:the |our )?⟦)"
)
"""A gathering of others, told to the board by the way: "managements monthly discussions with our vendor"."""
_WATCH = re.compile(r"(?i)^\s*(?:monitoring|supervision|oversight|improvement|surveillance)\b")
"""What is done all the time and tells nobody anything: "continual monitoring"."""
_GIVES = re.compile(
    r"(?i)\b(?:provides?|presents?|delivers?|gives?|prepares?)\b(?!.*\b(?:to|with|for) (?:the|our|its|an?|senior|executive)\b)"
)
"""A clause that has its recipient in the next: "provides a quarterly update and presents an annual review to"."""
_FORM = re.compile(r"(?i)(?:annual|quarterly|periodic) reports? (?:on form|filed)|this annual report")

_ASIDE = re.compile(
    r"(?i)\b(?:invited to|minutes of|in addition to|outside of|between|(?:materials?|access)(?: prepared)? (?:for|of|to|from))"
    r"\b[^,.;]{0,60}\bmeetings?\b"
)
"""Meetings named by the way: "invited to attend each meeting", "in addition to quarterly meetings"."""
_TO_OTHERS = re.compile(
    r"^\s*(?:basis,? )?(?:to|with|by) (?=(?:the|our|its|an?|other|senior|executive|management|IT"
    r"|C[A-Z]O|⟦)\b|⟦)[^,.;]{0,80}?(?=,| and (?:at least |then |on an? )?(?:quarterly|annual|month"
    r"|semi|periodic|regular|to the|with the)|$)"
)
"""Whom a report goes to, right after its frequency: "monthly to the steering committee and annually to
..."."""
_AFTERTHOUGHT = re.compile(
    r"(?i)(?:^|, )\s*(?:(?:and|but|which are|which occur|generally|typically|usually|held|on|at|least|an?|no|less|than"
    r"|frequently|with|minimum|frequency|of) ){0,6}?(?:monthly|quarterly|semi-?annual(?:ly)?|annual(?:ly)?"
    r"|(?:once|twice|(?:two|three|four) times) (?:a|per|each|every) (?:year|quarter|month))(?: basis)?\W*$"
    r"|^\s*which (?:\w+ ){0,2}(?:held|occur|meet|take place)\b"
    r"|^\s*(?:(?:at least|no less than|on an?|on at least an?) )*(?:monthly|quarterly|semi-?annual(?:ly)?|annual(?:ly)?),?"
    r"(?: basis,?)? (?:on|regarding|about|with respect|and more|or more)\b"
)
"""A clause with nothing but a frequency, of what the clause before it says: "..., and at least annually"."""
_WHO = re.compile(r"[,;] (?:who|which)\b")
_FOREMOST = re.compile(
    r"^(?:On (?:at least )?an? [\w-]+ basis|At least [\w-]+(?: (?:a|each|per|every) (?:year|quarter))?|Annually|Quarterly|Each \w+|Every \w+"
    r"|(?:Once|Twice) (?:a|each|per|every) year)\b"
)
"""A frequency that opens a sentence holds for all its clauses."""
_REPORTS = re.compile(r"(?i)\b(?:reports?|updates?|briefings?|presentations?|reporting)\b")
_OTHERS = re.compile(
    r"(?i)\b(?:to|with) (?:[\w']+ ){0,3}?(?:management|executives?|leadership|team|chief|CEO|CFO|CIO"
    r"|officers?|⟦C\d+⟧|committee|employees|SEC)\b"
)
"""Another recipient than the board."""

_FOLLOWS = re.compile(
    r"^(?:(?:In addition|Additionally|Further|Furthermore|Typically|Generally),? )?(?:(?:It|They"
    r"|it|they) (?:also |then )?(?:receives?|meets?|reviews?|is|are|hears?|discuss\w*)\b|(?:These"
    r"|Such|The|This|Those|Regular|Updates|Reports|Briefings|Our)\s(?:\w+ ){0,4}?(?:reports?"
    r"|updates?|briefings?|meetings?|reviews?|presentations?|discussions?|reporting"
    r"|communications?|sessions|information)\b)",
)
"""A sentence that goes on about the reports of the sentence before it: "These briefings are held
quarterly"."""

_INCIDENT = re.compile(
    r"(?i)\bincidents?\b|\bbreach\w*|\battacks?\b|\bevents?\b|\bcompromise|\bthreats?\b(?= that| which)"
)
_SUBSTANCE = re.compile(
    r"(?i)\b(?:risks?|program\w*|strateg\w+|posture|matters|initiatives|trends?|landscape|developments?|results"
    r"|effectiveness|preparedness|controls|metrics|briefings?|topics|activities|security efforts|practices|assessments?"
    r"|environment|readiness|performance|updates? (?:on|regarding|about|concerning|from)"
    r"|(?:cyber|information )security(?!(?:[- ]related)? (?:incident|event|breach|attack|threat|issue|alert)))"
)
"""What else than incidents a report is about."""
_RESPONSE = re.compile(
    r"(?i)\bincident response \w+|\bincidents? of (?:material )?cybersecurity risks?|\bmaterial cybersecurity risks? or incidents?"
    r"|\bmitigate (?:such|these|those|any) (?:risks?|incidents?)"
    r"|\b(?:details|status|updates?|measures|remediation|disclosure)"
    r"(?:(?!risk|program|posture|strateg|landscape|matters)[\w ,]){0,40}\b(?:incident|breach|event)s?"
)
"""Words of an incident's handling that look like more."""
_DUTY = re.compile(r"(?i)\bresponsib\w+ (?:for|to) (?:\w+,? ){0,4}discuss\w*\b(?![^.;]{0,120} with\b)")
"""A duty that tells nobody anything: "responsible for reviewing and discussing our policies"."""
_UNDELEGATED = re.compile(r"(?:has|have) not (?:yet )?(?:designated|delegated|established|assigned|tasked)\b")
"""What is not charged to anyone has no frequency: "has not designated any committee for a periodic review"."""
_PURPOSE = re.compile(
    r"(?i)\b(?:to (?:allow|determine|assess|enable|decide|evaluate|facilitate|permit|support)"
    r"|so that|in order to|for (?:further|appropriate))\b.*$",
    re.DOTALL,
)
"""What a report is for, which is not what it is about: "to allow for risk assessments"."""
_TOLD = re.compile(
    r"(?i)\b(?:report|updat|brief|inform(?:s|ing|ed(?! oversight| decision))\b|present(?!s? (?:a |material|significant)"
    r"|ed by\b|\s?[,.])|provid(?:es?|ed|ing)\b(?! (?:[\w-]+ ){0,3}(?:oversight|supervision|guidance|direction|leadership|training))"
    r"|communicat|meets?\b|advis(?!or|er)"
    r"|appris|shar(?:es?|ing|ed with)\b|receiv|hear|notif|discuss|dialogue|kept|keeps|escalat"
    r"|engag\w* (?:with\b|in (?:[\w-]+,? ){0,4}(?:discuss|dialogue|conversation)))\w*"
)

_RANK = {code: rank for rank, code in enumerate(CADENCES)}


def derive_cadence(sentences: pl.DataFrame, read: list[Reading] | None = None) -> pl.DataFrame:
    """`SentenceFrame` to `CadenceFrame`, one row per filing of the sentences."""
    found: dict[str, tuple[int, str]] = {}
    by_filing = {
        reading.accession_number: reading for reading in (readings(sentences) if read is None else read)
    }
    for accession_number, reading in by_filing.items():
        if best := cadence_of(reading):
            found[accession_number] = best
    rows = []
    for accession_number in sentences["accession_number"].unique(maintain_order=True):
        if accession_number in found:
            number, code = found[accession_number]
            rows.append((*by_filing[accession_number].evidence(number), accession_number, code))
        else:
            rows.append((*(None,) * 6, accession_number, "not_disclosed"))
    return pl.DataFrame(rows, schema=CADENCE_SCHEMA, orient="row")


def cadence_of(reading: Reading) -> tuple[int, str] | None:
    """The most frequent cadence of a filing, with the first sentence that states it."""
    marks = [
        r"(?<!\ba member of the )(?<!\ba member of our )⟦B⟧(?!-(?!level))",
        *(f"⟦C{place}⟧" for place in sorted(reading.boards())),
    ]
    board = _recipients(tuple(marks))
    best: tuple[int, str] | None = None
    before: int | None = None
    for number, text in reading.register.marked.items():
        told = ("⟦" in text or "irectors" in text) and board.search(text) is not None
        if told or (before is not None and number - before <= 1 and _FOLLOWS.match(text)):
            if best is None or _RANK[_possible(text)] < _RANK[best[1]]:
                code = sentence_cadence(text, board if told else None, numbers_only=best is not None)
                if code and (best is None or _RANK[code] < _RANK[best[1]]):
                    best = (number, code)
            before = number
    return best


@lru_cache(maxsize=256)
def _recipients(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([*marks, r"\b(?:our|the|independent|all) directors\b(?! of)"]))


_POSSIBLE = (
    ("monthly", ("month", "Month")),
    (
        "every_meeting",
        (
            "each",
            "every",
            "all ",
            "meeting-by",
            "Each",
            "Every",
            "All ",
            "egularly scheduled",
            "egularly-scheduled",
        ),
    ),
    ("quarterly", ("quarter", "Quarter", "times", "four", "six", "five", "three months")),
    ("semiannual", ("semi", "Semi", "bi", "Bi", "twice", "Twice", "two", "Two", "three", "six", "half")),
    ("annual", ("annual", "Annual", "year", "twelve", "12")),
)


def _possible(text: str) -> str:
    """The most frequent code whose words a sentence holds at all: what spares most sentences a closer
    look."""
    for code, words in _POSSIBLE:
        for word in words:
            if word in text:
                return code
    return "periodic"


def sentence_cadence(text: str, board: re.Pattern[str] | None, numbers_only: bool = False) -> str | None:
    """The most frequent cadence that one marked sentence states for the board (`board` matches it; None:
    any); `numbers_only` spares the search for one without a number."""
    if "eport" in text or "eeting" in text:
        text = _ASIDE.sub("", _FORM.sub("", text))
    if _UNDELEGATED.search(text):
        return None
    if "discuss" in text and "esponsib" in text:
        text = _DUTY.sub("", text)
    if not _TELLS.search(text):
        return None
    codes: list[str] = []
    reached = False
    case = _IN_CASE.match(text) is not None
    leads = board is None or _leads(text, board)
    if board is not None and (first := _FOREMOST.match(text)) and board.search(_WHO.split(text)[0]):
        codes += _frequencies(first.group(), None)
    clauses = _clauses(text)
    for place, clause in enumerate(clauses):
        named = board is not None and board.search(clause) is not None
        if board is not None and not named and place + 1 < len(clauses) and _GIVES.search(clause):
            named = re.match(
                r"\s*(?:presents?|provides?|delivers?|gives?|reports?)\b", clauses[place + 1]
            ) is not None and (board.search(clauses[place + 1]) is not None)
        if board is not None and not named:
            if leads and _other_subject(clause):
                continue
            goes_on = _AFTERTHOUGHT.search(clause) or _REPORTS.search(clause)
            if not leads and not (reached and goes_on and not _OTHERS.search(clause)):
                continue
        reached = reached or named
        if not numbers_only and not case and _told(clause):
            codes.append("periodic")
        if _possible(clause) != "periodic" or not (numbers_only or case or codes):
            found = _frequencies(clause, None if leads else board)
            loose = not case and (not _of_incidents(clause) or _OFTEN.search(clause))
            codes += [code for code in found if loose or code != "periodic"]
    return min(codes, key=lambda code: _RANK[code], default=None)


def _clauses(text: str) -> list[str]:
    return [clause for clause in _SPLIT.split(text) if clause and clause.strip()]


def _leads(text: str, board: re.Pattern[str]) -> bool:
    """Whether the board or its committee is the sentence's subject."""
    match = board.search(text)
    return match is not None and not re.search(
        r"(?i)\b(?:report|updat|brief|inform|present|provid|communicat|meet|advis|discuss|CISO|CIO"
            r"|chief|officer|(?<!risk )management|team|⟦C\d)", text[: match.start()]
    )  # fmt: skip


def _other_subject(clause: str) -> bool:
    return bool(
        re.search(
            r"(?i)^\W*(?:the|our|a|an)? ?(?:\w+ ){0,3}(?:CISO|CIO|CTO|management|team|officer|⟦C\d+⟧"
            r"|committee)(?:\b|(?<=⟧))[^,]{0,40}\b(?:meet|conduct|perform|review|receive|hold)",
            clause,
        )
    )


def _frequencies(clause: str, board: re.Pattern[str] | None) -> list[str]:
    """The frequencies of a clause that belong to reports, reviews or meetings, not to tests or to other
    recipients."""
    codes = []
    for match in _FREQUENCY.finditer(clause.lower()):
        code = FREQUENCIES[next(p for p in range(len(FREQUENCIES)) if match[f"f{p}"])][0]
        rest, before = clause[match.end() :], clause[: match.start()]
        elsewhere = _ELSEWHERE.match(rest) or _BEFORE_ELSEWHERE.search(before[-120:])
        if elsewhere and (not _PASSED_ON.match(rest) or _WIDER.search(clause)):
            continue
        if match[0].startswith("contin") and _WATCH.match(rest):
            continue
        if _OTHERS_OWN.search(before[-40:]) and _GATHERING.match(rest):
            continue
        if code == "periodic" and not (_NEAR.search(before[-60:]) or _NEAR.search(rest[:60])):
            continue
        if (
            board is not None
            and (other := _TO_OTHERS.match(rest))
            and not board.search(other.group())
            and not (other.group().strip().startswith("by") and board.search(before))
        ):
            continue
        codes.append(code)
    return codes


_IN_CASE = re.compile(
    r"(?i)\b(?:in the event|in (?:the )?case|for (?:any|all|material|significant)|if|when|whenever|upon|following|should|after|once|as|any)"
    r"\b[^.;]{0,60}\b(?:incident|breach|attack|event|threat)s?\b"
)
"""What is told only when something has happened."""


def _told(clause: str) -> bool:
    """Whether the clause says that the board is told of more than incidents, however often."""
    if not _TOLD.search(clause) or _IN_CASE.match(clause.strip()):
        return False
    return not _of_incidents(clause)


def _of_incidents(clause: str) -> bool:
    """Whether a clause speaks of incidents and their handling, and of nothing more."""
    if not _INCIDENT.search(clause):
        return False
    return not _SUBSTANCE.search(_RESPONSE.sub("", _PURPOSE.sub("", clause)))
