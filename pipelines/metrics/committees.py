"""Board committees charged with cybersecurity oversight: which bodies are the board's, and which are charged.

Committees are found and marked by `committee_names.py`; this module weighs what the sentences say about each.
A management committee, a committee only planned and one that merely hears of it while another is charged do not
count. Not here: the structure of a filing as a whole (`oversight.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import dataframely as dy
import polars as pl

from pipelines.metrics.committee_names import Body, Register
from pipelines.metrics.document import Evidence

CATEGORIES = (
    "audit_committee",
    "risk_committee",
    "technology_committee",
    "governance_committee",
    "other_committee",
)
"""Codes that one committee alone gives a filing's oversight structure."""


class CommitteeFrame(Evidence):
    """One row per board committee charged with cybersecurity oversight in a filing, in order of appearance.

    `name` is as written, without "of the Board"; `category` is the structure it alone would give; the evidence
    is the sentence that charges it (or, where none does so plainly, tells that it is informed).
    """

    accession_number = dy.String(primary_key=True)
    committee_number = dy.Int32(primary_key=True, min=0)
    name = dy.String()
    category = dy.String(regex=f"^({'|'.join(CATEGORIES)})$")


COMMITTEE_SCHEMA = CommitteeFrame.create_empty().schema

_SPOKEN_OF = ["ommittee", "OMMITTEE", "oard", "OARD", "BoD", "BOD", "irectors", "rustees", "IRECTORS"]
_GOES_ON = r"^(?:It|They|These|Such|Those|This|The|Updates|Reports|Briefings|Regular|Additionally|In addition)\b"
_OFTEN = ["uarter", "nnual", "onth", "wice", "times a", "each year", "egular", "eriodic"]
CANDIDATE = pl.col("text").str.contains_any(_SPOKEN_OF) | (
    pl.col("text").str.contains(_GOES_ON) & pl.col("text").str.contains_any(_OFTEN)
)
"""Sentences that can speak of a board or a committee, or go on about reports to it."""

ACRONYM_DEFINED = r"[Cc]ommittee[^()]{0,90}\((?:the |our )?[\"']?[A-Z][A-Za-z&]{0,6}[A-Z][A-Za-z&]{0,4}[\"']?\)"
"""Where a committee gets an acronym: "Audit and Risk Committee (the ARC)" (Rust regex)."""
ACRONYM = r"\b[A-Z][A-Za-z&]{0,6}[A-Z][A-Za-z&]{0,4}\b"
"""A word that can be one (Rust regex)."""

_C = r"⟦C(\d+)⟧"
_ANY = r"⟦C\d+⟧"
_LIST = rf"{_ANY}(?:(?:,? (?:and|or|and/or|as well as|along with|together with)|,)(?: (?:the|our|its|also|then|full|entire|by|to|with|through))*(?: ⟦B⟧(?:,| and| or))? {_ANY})*"
_EXEC = (
    r"(?:chief|officers?|CISO|CIO|CFO|CEO|CTO|COO|CRO|general counsel|president|vice president|executives?|management"
    r"|(?:senior|business|functional|key|technology|company) leaders|leadership|heads? of|managers|employees|personnel|departments?"
    r"|cross[- ]functional|representatives|stakeholders|directors? of|partners|staff|professionals|subject matter)\b"
)

BOARDS: tuple[tuple[str, float, str], ...] = (
    (rf"{_C} (?:of|within) (?:[\w'.]+ ){{0,4}}⟦B⟧", 8, "Risk Committee of our Board"),
    (rf"⟦B⟧ {_C}", 8, "the Boards Risk Committee"),
    (rf"⟦B⟧[^.;⟦]{{0,30}}?\b(?:assign|charg|task|entrust|appoint|establish|formed|forms|creat|designat|authori[sz]|empower|constitut)\w*\b[^.;⟦]{{0,160}}{_C}", 3, "The Board has established a Risk Committee"),
    (rf"⟦B⟧[^.;⟦]{{0,140}}?\bdelegat\w*\b[^.;⟦]{{0,160}}{_C}", 3, "The Board has delegated oversight to the Risk Committee"),
    (rf"(?:delegat|assign|entrust)\w* (?:[^.;⟦]{{0,60}})?by (?:the |our )?⟦B⟧[^.;⟦]{{0,60}}to (?:the |our |its )?{_C}", 3, "delegated by the Board to the Risk Committee"),
    (rf"⟦B⟧[^.;⟦]{{0,120}}\b(?:through|via|assist\w+|support\w*|aided|conjunction|coordination|consultation|help|reports? from|guidance|recommendations?)\b[^.;⟦]{{0,40}}{_C}", 3, "The Board, assisted by the Risk Committee"),
    (rf"{_C}[^.;⟦]{{0,60}}\b(?:assist|support|help|advis|aid)\w* (?:the |our |its )?(?:full |entire )?⟦B⟧", 2.5, "The Risk Committee assists the Board"),
    (rf"⟦B⟧,? (?:including|through) (?:its|the|our) {_C}", 3, "the Board, including its Risk Committee"),
    (rf"{_C},? (?:which is |is )?(?:a|our|another) ⟦B⟧(?:[- ]level)? (?:sub-?)?committee|{_C} (?:[\w-]+ ){{0,3}}at (?:our |the )?⟦B⟧[- ]level", 6, "the Risk Committee, which is a Board committee"),
    (rf"{_C}[^.;⟦]{{0,60}}(?:compris|compos|consist|made up)[^.;⟦]{{0,40}}⟦B⟧ members|{_C}[^.;⟦]{{0,60}}(?:formed|established|appointed|created) by (?:our |the )?⟦B⟧", 4, "the Risk Committee, formed by our Board"),
    (rf"⟦B⟧,?(?: and| or| and/or| as well as|,)(?: its| the| our| Banks?| Bank's| Companys?| Company's)* (?:relevant |applicable )?{_C}", 1.5, "the Board and the Risk Committee"),
    (rf"{_C},? (?:and|or|and/or|and to|and by|or to|as well as|along with)(?: the| our| its| ultimately| then| also)*(?: full| entire| whole)? ⟦B⟧", 1.5, "the Risk Committee and the full Board"),
    (rf"{_C}[^.;⟦]{{0,60}}(?:compris|compos|consist|made up)[^.;⟦]{{0,60}}(?:directors\b(?! of)|members of (?:the |our )?⟦B⟧)", 4, "the Risk Committee, composed of independent directors"),
    (rf"{_C},? [^.;⟦]{{0,40}}(?:sub-?)?committee of (?:the |our |its )?[^.;⟦]{{0,30}}⟦B⟧", 4, "the Risk Committee, a committee of our Board"),
    (rf"⟦B⟧(?:[ -]level)? committees?\b[^.;⟦]{{0,60}}{_C}", 2.5, "a Board committee, the Risk Committee"),
    (rf"{_C} charter", 2, "the Risk Committees charter"),
    (rf"\b[Cc]hair(?:man|person|woman)? of (?:the |our )?{_C}[^.;⟦]{{0,80}}⟦B⟧", 2, "the chair of the Risk Committee reports to the Board"),
    (rf"{_C} (?:[Cc]hair(?:man|person)?)\b[^.;⟦]{{0,80}}⟦B⟧", 2, "the Risk Committee Chair reports to the Board"),
    (rf"(?:independent|non-employee|outside|non-executive) directors?\b[^.;⟦]{{0,80}}{_C}", 2, "independent directors on the Risk Committee"),
    (rf"{_C}[^.;⟦]{{0,100}}\b(?:reports?|updates?|brief\w*|inform\w*|advises?|apprises?)\b[^.;⟦]{{0,50}}\b(?:full|entire|whole) ⟦B⟧", 1.5, "the Risk Committee reports to the full Board"),
    (rf"[Bb]oard[- ]level {_C}|{_C},? (?:a|our) board[- ]level", 4, "our board-level Risk Committee"),
)  # fmt: skip
"""What tells that a committee is the board's: pattern, weight, the phrase it is for."""

MANAGEMENT: tuple[tuple[str, float, str], ...] = (
    (rf"\b(?i:managements?'?s?|internal|cross[- ]functional|executive|employee|multi-?disciplinary|(?:management|executive|senior|staff|working)[- ]level|in-house|steering|corporate|dedicated internal|inter-?departmental|officer) {_C}", 4, "our management Risk Committee"),
    (rf"{_C}(?:\)|,| \([^()]{{0,40}}\))?(?: which| that| is| are| was|,)*(?: (?:\w+ly|also|currently))*(?: compris\w+| compos\w+| consist\w+| made up| chaired| co-chaired| led| co-led| headed| run| formed| a group| includ\w+| integrated by| whose (?:\w+ )?members| members includ\w+| members are| sponsored| overseen)\b(?:(?! directors\b(?! of)|independent|⟦)[^.;]){{0,140}}?\b{_EXEC}", 4, "the Risk Committee, chaired by our CFO"),
    (rf"[Mm]embers of (?:the |our |this |that )?{_C} (?:include|are|consist|compris|have|has|possess|hold|bring)", 2, "members of the Security Committee include the CIO"),
    (rf"\b(?:chairs|co-chairs|heads|leads|chair of|co-chair of|chaired|head of|leader of|member of|members of|sits on|serves (?:on|in)|sit on|serve (?:on|in)|participates? in|leading|chairperson of|chair(?:man|woman)? of) (?:[\w']+ ){{0,2}}?{_C}", 1.5, "the CISO chairs the Security Committee"),
    (rf"{_C}(?: \([^()]{{0,40}}\))?,?(?: which| that| is| are)*,? (?:a|an|our) (?:[\w-]+ ){{0,3}}?(?:management|internal|executive|cross-functional|senior|working|first|second|third)(?:-| )?(?:[\w-]+ ){{0,3}}?(?:committee|group|body|forum|team|⟦C)", 4, "the Risk Committee, a management level committee"),
    (rf"{_C}[^.;⟦]{{0,100}}\b(?:reports?|provides?|updates?|escalates?|briefs?|presents?|informs?|submits?|communicates?)\b[^.;⟦]{{0,80}}(?:to )?(?:the |our |its )?(?:⟦B⟧('s)? )?{_ANY}", 1.5, "the Security Committee reports to the Audit Committee"),
    (rf"{_C}[^.;⟦]{{0,60}}\b(?:reports?|escalates?|briefs?|presents?|updates?)\b[^.;⟦]{{0,60}}\b(?:to )?(?:the |our )?(?:executive (?:management|officers?|team|leadership)|senior (?:management|leadership)|CEO|CFO|[Cc]hief)", 1.5, "the Security Committee reports to senior management"),
    (rf"\b(?:[Aa]dvisers?|[Aa]dvisors?|[Ss]ponsors?|[Mm]anagers?|[Ff]irms?|[Pp]arents?)'?s? {_C}", 2, "the Advisers Risk Committee"),
    (rf"{_C}[^.;⟦]{{0,60}}\b(?:day-to-day|responsible for (?:implement|execut|coordinat|develop|managing|responding)|manages|implements|coordinates|develops|meets (?:weekly|monthly|bi-?weekly))", 1, "the Security Committee manages incidents"),
    (rf"{_C},?(?: which is| is)? (?:overseen|supervised) by (?:the |our )?{_ANY}", 2, "the Risk Committee, overseen by the Audit Committee"),
    (rf"(?:established|formed|created|maintains?|has|have) (?:a|an) {_C}", 0.5, "we have established a Security Committee"),
)  # fmt: skip
"""What tells that a committee is management's: pattern, weight, the phrase it is for."""

_ADVERBS = r"(?:,? (?:\w+ly|also|then|in turn|further|both|each|will|shall|has|have|is|are|been|which|who|that|itself),?){0,5}"
_ASIDE = r"(?:,[^,.;⟦]{0,120},)?"
_DUTY = r"(?:oversight|responsibilit|role|duty|duties|authority|purview|supervision|oversee)"
_OVERSEES = (
    r"(?:overs(?:ee|aw|ight)|supervis|monitor|responsib|charged|tasked|accountab|assist|lead|govern|delegated|entrusted|designated|assigned"
    rf"|primar|review|evaluat|assess|approv|manag|administer|ensur|provid(?:es?|ing) (?:[\w⟦⟧]+ )?(?:oversight|supervision|guidance)"
    rf"|(?:has|have|having|had|holds?|maintains?|exercises?|assumes?|retains?|bears?|take[sn]?|plays?) (?:\w+,? ){{0,4}}{_DUTY})"
)
_THE = r"(?:(?:the|our|its|a|an|both|appropriate|Companys?|Company's|designated|standing|their) )*(?:⟦B⟧(?: and|,| or)? )?(?:(?:the|our|its) )*"
CHARGES: tuple[tuple[str, int, str], ...] = (
    (rf"(?P<list>{_LIST}){_ASIDE}{_ADVERBS},? {_OVERSEES}", 2, "the Audit Committee oversees"),
    (rf"(?P<list>{_LIST}){_ASIDE}{_ADVERBS},? (?:discuss|consider|address|focus|work)", 1, "the Audit Committee discusses"),
    (rf"\b(?:delegat|assign|entrust|allocat|charg|task|designat|vest|appoint|authori[sz]|empower)\w*\b[^.;⟦]{{0,200}}(?:⟦B⟧ )?(?P<list>{_LIST})", 2, "delegated oversight to the Audit Committee"),
    (rf"\b(?:through|via|overs(?:een|ight) (?:\w+ ){{0,2}}(?:by|of|from|to)|supervis\w+ (?:by|of)|responsibility (?:of|to|lies with)|purview of|remit of|assist\w* (?:by|from|of)|support\w* (?:by|of|from)|helped by|aided by|led by|governed by|monitored by|performed by|conducted by|carried out by|reviewed by|approved by|managed by|exercised by|responsibility for [^.;⟦]{{0,100}}(?:to|with|in)|(?:rests?|lies?|resides?|sits?|vested|falls?) (?:with|in|within|under|to)|governance (?:by|of)|accountable to|primarily by|or by|and by|and through) {_THE}(?P<list>{_LIST})", 2, "overseen by the Audit Committee"),
    (rf"\b(?:(?:conjunction|coordination|collaboration|consultation|together|along) with|under|at|as well as|level of|or) {_THE}(?P<list>{_LIST})", 1, "in coordination with the Audit Committee"),
    (rf"⟦B⟧,?(?: and| or| and/or|,| with)(?: the| our| its| their)* (?P<list>{_LIST})(?:,[^,.;⟦]{{0,120}},)?{_ADVERBS} {_OVERSEES}", 2, "the Board and the Audit Committee oversee"),
    (rf"(?P<list>{_LIST})(?:'s)? (?:charter|responsibilit|oversight|assists|duties|mandate|role)", 2, "the Audit Committees charter"),
)  # fmt: skip
"""What charges a committee with oversight: pattern (group `list` holds the committees), strength (2 plain, 1 by
the way), the phrase it is for."""

HEARS: tuple[tuple[str, str], ...] = (
    (rf"\b(?:report|updat|brief|inform|present|provid|communicat|escalat|notif|appris|advis|shar|discuss|submit|disclos|attend|convey|deliver|consult|meet|engag|inclu|elevat|rais|bring|brought|made|given|aware|refer|message|alert|summar)\w*\b[^.;]{{0,260}}?(?P<list>{_LIST})", "reports quarterly to the Audit Committee"),
    (rf"(?P<list>{_LIST})(?:,[^,.;⟦]{{0,120}},)?{_ADVERBS},? (?:receiv|hear|inform|brief|updat|meet|appris|notif|provid|advis|kept|engag|work|report|obtain|get|regular|consult|participat|made|given|present|request)", "the Audit Committee receives updates"),
    (rf"(?P<list>{_LIST}) (?:meetings?|chair|members?|agenda|review)", "at Audit Committee meetings"),
)  # fmt: skip
"""What tells that a committee is informed: pattern, the phrase it is for."""

_ABSENT = re.compile(
    rf"(?:\b(?:no|not (?:currently |yet )?(?:have|established?|formed|constituted|maintain|delegated[^.;⟦]{{0,40}}to|assigned[^.;⟦]{{0,60}}to|created?|designated?)|without|lacks?|rather than|instead of|in lieu of|absence of)"
    rf"(?: (?!and\b|our\b|its\b|but\b|which\b|that\b|to\b)[\w-]+,?){{0,9}}? {_C})"
    rf"|(?:(?:intends?|plans?|expects?|will|going|anticipates?|propos\w+|consider(?:s|ing)?|process of) (?:to |be )?(?:establish|form|creat|constitut|appoint|set up)\w*[^.;⟦]{{0,60}}{_C})"
)
"""A committee that does not exist, or is only planned."""

_CYBER = re.compile(
    r"(?i)\b(?:cyber\w*|information (?:security|technology|systems)|data (?:security|privacy|protection)|technolog\w+|(?:these|such|this|those) (?:risks?|matters?|areas?|programs?|threats?)|security|threats?|privacy|digital)\b|\bIT\b"
)
_ENTERPRISE = re.compile(r"(?i)\b(?:enterprise|overall|company-wide|ERM|all)\b[\w ,-]{0,20}\b(?:risk\w*|program|framework)|\bERM\b|risk management (?:program|framework|polic\w+|process\w*)|internal controls?")
_INTERNAL_AUDIT = re.compile(r"(?i)\binternal audit")
_WITHIN = re.compile(r"(?i)\bas (?:a )?part of (?:[\w']+ ){0,4}?(?:⟦C\d+⟧ )?(?:[\w']+ ){0,3}?(?:enterprise|overall risk|ERM|company-wide risk)")
_INCLUDED = re.compile(r"(?i)\b(?:including|includes?|such as|one of|identified|among|as well as|along with)\b")


GRADES = (1, 2, 3)
"""Of a committee in a sentence: 1 is informed, 2 is charged by the way or within enterprise risk, 3 is plainly
charged with cybersecurity."""


_AUDIT = frozenset({"audit"})
"""The key of a plain Audit Committee, which is the board's by its name alone."""


@dataclass
class Standing:
    """What a filing says about one committee."""

    body: Body
    weight: float = 0.0
    grades: list[tuple[int, int]] = field(default_factory=list)
    """(grade, sentence), see `GRADES`."""
    named: list[int] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)
    tagged: bool = False
    """Whether a sentence that names it stands in a block tagged as the responsible board committee."""

    def open(self, text: str) -> bool:
        """Whether `text` can still tell whose committee it is: a plain Audit Committee is the board's by its name."""
        return self.body.key != _AUDIT and abs(self.weight) < 8 and (self.weight > -3 or "⟦B⟧" in text)

    @property
    def is_board(self) -> bool:
        """Whether it is a committee of the board."""
        return self.weight + (0.5 if self.tagged else 0) > 0

    @property
    def grade(self) -> int:
        """The highest grade of any sentence; 0 where it is only named."""
        return max((grade for grade, _ in self.grades), default=0)

    @property
    def sentence(self) -> int:
        """The sentence that gives the highest grade."""
        return min((number for grade, number in self.grades if grade == self.grade), default=min(self.named, default=0))


def _compile(table: tuple[tuple[str, float, str], ...], sign: int) -> list[tuple[re.Pattern[str], float]]:
    return [(re.compile(pattern), sign * weight) for pattern, weight, _ in table]


_WEIGHTS = _compile(BOARDS, 1) + _compile(MANAGEMENT, -1)
_CHARGES = [(re.compile(pattern), strength) for pattern, strength, _ in CHARGES]
_HEARS = [re.compile(pattern) for pattern, _ in HEARS]
_MARK = re.compile(_C)

PRIORS: tuple[tuple[str, float], ...] = (
    (r"\baudit\b", 5.0),
    (r"\binternal audit\b", -8.0),
    (r"\b(?:nominat\w+|compensation|remuneration)\b", 4.0),
    (r"^(?:compensation|remuneration)(?: and human \w+)? committee$", -20.0),
    (r"\bcorporate governance\b|^governance committee$|\bgovernance and (?!compliance|risk)\w+", 2.0),
    (r"\b(?:disclosure|steering|materiality|incident|crisis|response|working|action|change|project)\b", -5.0),
    (r"\b(?:executive|operating|internal|leadership|team|council|business|special|senior)\b", -3.0),
    (r"^management|\bmanagement committee$(?<!risk management committee)", -3.0),
    (r"\b(?:enterprise|erm|global|group|operational)\b", -1.0),
    (r"\b(?:data|security|ai|it|information)\b.*\b(?:governance|management)\b", -1.5),
    (r"\b(?:cyber\w*|security|infosec|privacy|it|data|isms)\b", -1.0),
    (r"\bnon-?financial\b|\bfirm\b|^(?:tech|data) committee$", -1.5),
    (r"\btechnology\b", 0.5),
    (r"\brisk\b", 0.5),
    (r"\bcompliance\b", -0.3),
)
"""What a name alone suggests: the board's (positive) or management's (negative)."""

_PRIORS = [(re.compile(pattern), weight) for pattern, weight in PRIORS]


def category_of(name: str) -> str:
    """The structure that a committee of this name alone gives (codebook: by its name, audit before risk)."""
    words = set(re.findall(r"[a-z]+", name.lower()))
    text = name.lower()
    if "audit" in words:
        return "audit_committee"
    if "risk" in words or "risks" in words or "erm" in words:
        return "risk_committee"
    if re.search(r"\b(?:tech|technolog\w+|cyber\w*|information|infosec|digital|data|privacy|security|IT)\b", text) or re.search(r"\bIT\b", name):
        return "technology_committee"
    if re.search(r"\b(?:nominat\w*|governance|esg|sustainability)\b", text):
        return "governance_committee"
    return "other_committee"


def prior(name: str) -> float:
    """How much a name alone tells that the committee is the board's."""
    text = name.lower().replace("&", "and")
    return sum(weight for pattern, weight in _PRIORS if pattern.search(text))


def standings(register: Register, board_tagged: set[int]) -> list[Standing]:
    """What the sentences of a filing say about each of its committees; `board_tagged`: sentences that a tag on
    board oversight covers."""
    found = [Standing(body, prior(body.name)) for body in register.bodies]
    if not found:
        return found
    pairs: set[tuple[int, int]] = set()
    certain = len(found) == 1 and found[0].body.key == _AUDIT
    for number, text in register.marked.items():
        if "⟦C" not in text:
            continue
        if certain and found[0].grade == GRADES[-1]:
            break
        present = _present(text)
        for which in present:
            found[which].named.append(number)
            found[which].tagged |= number in board_tagged
        if any(found[which].open(text) for which in present):
            _weigh(found, text)
        if len(present) > 1:
            pairs |= {(int(one), int(other)) for one, other in _PAIR.findall(text)}
        if any(found[which].grade < GRADES[-1] for which in present):
            _grade(found, number, text, present)
    for one, other in pairs | {(other, one) for one, other in pairs}:
        if found[one].weight >= 4 and prior(found[other].body.name) >= 0:
            found[other].weight += 1
    return found


_ABSENCE = ("no", "lack", "ather than", "nstead", "n lieu", "bsence", "ithout", "ntend", "lan", "xpect", "will", "going", "nticipat", "ropos", "onsider", "process")
"""Without one of these a sentence cannot say that a committee does not exist (see `_ABSENT`)."""

_PAIR = re.compile(rf"(?={_C},?(?: and| or| as well as| and/or|,)(?: the| our| its| also| then)* {_C})")
"""Two committees named in one breath: one of them being the board's tells a little about the other."""


def _present(text: str) -> set[int]:
    """The committees a sentence names, without those that do not exist or are only planned."""
    present = {int(number) for number in _MARK.findall(text)}
    if any(word in text for word in _ABSENCE):
        present -= {int(group) for match in _ABSENT.finditer(text) for group in match.groups() if group}
    return present


def _weigh(found: list[Standing], text: str) -> None:
    """Add what a sentence tells about whose committees it names; a pattern counts twice at most for each."""
    for place, (pattern, weight) in enumerate(_WEIGHTS):
        for match in pattern.finditer(text):
            standing = found[int(next(group for group in match.groups() if group))]
            if standing.seen.get(place, 0) < 2:
                standing.seen[place] = standing.seen.get(place, 0) + 1
                standing.weight += weight


def _grade(found: list[Standing], number: int, text: str, present: set[int]) -> None:
    """Add what a sentence charges the committees with that it names."""
    direct = _topic(text)
    text = _OF_BOARD.sub(r"\1", text) if "⟦B⟧" in text else text
    charged = False
    for pattern, strength in _CHARGES:
        for which in _listed(pattern, text) & present:
            charged = True
            found[which].grades.append((strength + 1 if direct else 2, number))
    for pattern in () if charged and len(present) == 1 else _HEARS:
        for which in _listed(pattern, text) & present:
            found[which].grades.append((1, number))


_OF_BOARD = re.compile(rf"({_ANY}) (?:of|from|within|on) (?:[\w']+ ){{0,5}}?⟦B⟧(?: \([^()]{{0,60}}\))?")


def _topic(text: str) -> bool:
    """Whether a sentence is about cybersecurity itself, not only about enterprise risk that includes it."""
    about = _CYBER.search(text)
    if about is None or _WITHIN.search(text) or _INTERNAL_AUDIT.search(text[: about.start()]):
        return False
    wider = _ENTERPRISE.search(text)
    return wider is None or about.start() < wider.start() or not _INCLUDED.search(text[wider.end() : about.end() + 1])


def _listed(pattern: re.Pattern[str], text: str) -> set[int]:
    return {int(mark.group(1)) for match in pattern.finditer(text) for mark in _MARK.finditer(match["list"])}


def board_committees(found: list[Standing]) -> list[Standing]:
    """The committees of the board that count as charged: those of the highest grade that any of them reaches."""
    boards = [s for s in _merged(found) if s.is_board and (s.grade or (s.named and s.weight >= 2))]
    highest = max((s.grade for s in boards), default=0)
    return [s for s in boards if s.grade == highest]


def _merged(found: list[Standing]) -> list[Standing]:
    """Names of one body as one: an audit committee is called by a shorter name later on."""
    kept: list[Standing] = []
    for standing in sorted(found, key=lambda s: -len(s.body.key)):
        host = next(
            (k for k in kept if "audit" in k.body.key & standing.body.key and k.body.key >= standing.body.key), None
        )
        if host is None:
            kept.append(standing)
            continue
        host.grades += standing.grades
        host.named += standing.named
        host.weight = max(host.weight, standing.weight)
    return sorted(kept, key=lambda s: min(s.named, default=1 << 30))


BOARD_CONCEPTS = frozenset(
    {
        "CybersecurityRiskBoardOfDirectorsOversightTextBlock",
        "CybersecurityRiskBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock",
        "CybersecurityRiskProcessForInformingBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock",
    }
)
"""Tags on the board's oversight (Regulation S-K Item 106(c)(1))."""

Row = tuple[int, str, int, int, int, str]
"""sentence_number, concept, ordinal, start, end, text"""


@dataclass
class Reading:
    """One filing, read for its board: its candidate sentences, their marked texts, and the committees charged."""

    accession_number: str
    rows: dict[int, Row]
    register: Register
    standings: list[Standing]
    charged: list[Standing]

    def evidence(self, number: int | None) -> tuple[int, str, int, int, int, str] | tuple[None, ...]:
        """The `Evidence` columns of a sentence, nulls for none."""
        return self.rows[number] if number is not None else (None,) * 6

    def boards(self) -> set[int]:
        """Marks of the committees that are the board's, charged or not."""
        return {place for place, standing in enumerate(self.standings) if standing.is_board}


def readings(sentences: pl.DataFrame) -> list[Reading]:
    """Read each filing of a `SentenceFrame` that speaks of a board or a committee; the others have no reading."""
    acronyms = (
        sentences.lazy()
        .filter(pl.col("text").str.contains(ACRONYM_DEFINED))
        .select("accession_number")
        .unique()
    )
    by_acronym = (
        sentences.lazy()
        .filter(pl.col("text").str.contains(ACRONYM))
        .join(acronyms, on="accession_number", how="semi")
        .select("accession_number", "sentence_number")
        .with_columns(acronym=True)
    )
    rows = (
        sentences.lazy()
        .join(by_acronym, on=["accession_number", "sentence_number"], how="left")
        .filter(CANDIDATE | pl.col("acronym"))
        .sort("accession_number", "sentence_number")
        .select(
            "accession_number",
            "sentence_number",
            "concept",
            "ordinal",
            "start",
            "end",
            "text",
            pl.col("concepts").list.eval(pl.element().is_in(list(BOARD_CONCEPTS))).list.any().alias("tagged"),
        )
        .collect()
    )
    filings: dict[str, list[tuple[Row, bool]]] = {}
    for accession_number, *row, tagged in rows.iter_rows():
        filings.setdefault(accession_number, []).append((tuple(row), tagged))  # type: ignore[arg-type]
    return [_reading(accession_number, filing) for accession_number, filing in filings.items()]


def _reading(accession_number: str, filing: list[tuple[Row, bool]]) -> Reading:
    register = Register((row[0], row[5]) for row, _ in filing)
    found = standings(register, {row[0] for row, tagged in filing if tagged})
    return Reading(accession_number, {row[0]: row for row, _ in filing}, register, found, board_committees(found))


def derive_committees(sentences: pl.DataFrame, read: list[Reading] | None = None) -> pl.DataFrame:
    """`SentenceFrame` to `CommitteeFrame`; `read` saves reading the same sentences twice (see `readings`)."""
    rows = []
    for reading in readings(sentences) if read is None else read:
        for number, standing in enumerate(reading.charged):
            name = standing.body.name
            rows.append((*reading.evidence(standing.sentence), reading.accession_number, number, name, category_of(name)))
    return pl.DataFrame(rows, schema=COMMITTEE_SCHEMA, orient="row")
