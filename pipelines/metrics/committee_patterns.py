"""The language of board committees: what tells whose a committee is, and what it is charged with.

Patterns stand on marked text (`committee_register.py`): `⟦C0⟧` is a committee, `⟦B⟧` the board. Every gap is
bounded, so that no text can make one slow. Not here: what follows from them (`committee_standing.py`).
"""

import re

C = r"⟦C(\d+)⟧"
ANY = r"⟦C\d+⟧"
LIST = (
    rf"{ANY}(?:(?:,? (?:and|or|and/or|as well as|along with|together with)|,)(?: (?:the|our|its|also"
    rf"|then|full|entire|by|to|through))*(?: ⟦B⟧(?:,| and| or)?)? {ANY}){{0,4}}"
)
_EXEC = (
    r"(?i:chief|officers?|CISO|CIO|CFO|CEO|CTO|COO|CRO|general counsel|president|vice president"
    r"|executives?|management"
    r"|(?:senior|business|functional|key|technology|company) leaders|leadership|heads? of|managers"
    r"|employees|personnel|departments?"
    r"|cross[- ]functional|representatives|stakeholders|directors? of|partners|staff|professionals"
    r"|subject matter)\b"
)

BOARDS: tuple[tuple[str, float, str], ...] = (
    (rf"{C},? [^.;⟦]{{0,160}}\b(?:other|several|certain|some) ⟦B⟧ members", 8, "a committee comprised of the CEO and other Board members"),
    (rf"{C} (?:of|within) (?:[\w'.]+ ){{0,4}}⟦B⟧", 8, "Risk Committee of our Board"),
    (rf"⟦B⟧ {C}", 8, "the Boards Risk Committee"),
    (
        rf"⟦B⟧(?:(?!\b(?:[Mm]anagement|[Ww]e|Company|executives?|officers?) (?:has|have)\b)[^.;⟦]){{0,70}}?\b(?:assign|charg|task|entrust|appoint|establish|formed|forms|creat"
        rf"|designat|authori[sz]|empower|constitut)\w*\b[^.;⟦]{{0,160}}{C}", 3, "The Board has established a Risk Committee"),
    (rf"⟦B⟧[^.;⟦]{{0,140}}?\bdelegat\w*\b[^.;⟦]{{0,160}}{C}", 3, "The Board has delegated oversight to the Risk Committee"),
    (
        rf"(?:delegat|assign|entrust)\w* (?:[^.;⟦]{{0,60}})?by (?:the |our )?⟦B⟧[^.;⟦]{{0,60}}to "
        rf"(?:the |our |its )?{C}", 3, "delegated by the Board to the Risk Committee"),
    (
        rf"⟦B⟧[^.;⟦]{{0,120}}\b(?:through|via|assist\w+|support\w*|aided|conjunction|coordination"
        rf"|consultation|help|reports? from|guidance|recommendations?)\b[^.;⟦]{{0,40}}{C}", 3, "The Board, assisted by the Risk Committee"),
    (
        rf"{C}[^.;⟦]{{0,60}}\b(?:assist|support|help|advis|aid)\w* (?:the |our |its )?(?:full |entire )"
        rf"?⟦B⟧", 2.5, "The Risk Committee assists the Board"),
    (rf"⟦B⟧,? (?:including|through) (?:its|the|our) {C}", 3, "the Board, including its Risk Committee"),
    (
        rf"{C},? (?:which is |is )?(?:a|our|another) ⟦B⟧(?:[- ]level)? (?:sub-?)?committee|{C} "
        rf"(?:[\w-]+ ){{0,3}}at (?:our |the )?⟦B⟧[- ]level", 6, "the Risk Committee, which is a Board committee"),
    (
        rf"{C}[^.;⟦]{{0,60}}(?:compris|compos|consist|made up)[^.;⟦]{{0,40}}⟦B⟧ members"
        rf"|{C}[^.;⟦]{{0,60}}(?:formed|established|appointed|created) by (?:our |the )?⟦B⟧", 4, "the Risk Committee, formed by our Board"),
    (
        rf"⟦B⟧,?(?: and| or| and/or| as well as|,)(?: its| the| our| Banks?| Bank's| Companys?| "
        rf"Company's)* (?:relevant |applicable )?{C}", 1.5, "the Board and the Risk Committee"),
    (
        rf"{C},? (?:and|or|and/or|and to|and by|or to|as well as|along with)(?: the| our| its| "
        rf"ultimately| then| also)*(?: full| entire| whole)? ⟦B⟧", 1.5, "the Risk Committee and the full Board"),
    (
        rf"{C}[^.;⟦]{{0,60}}(?:compris|compos|consist|made up)[^.;⟦]{{0,60}}(?:directors\b(?! of)"
        rf"|members of (?:the |our )?⟦B⟧)", 4, "the Risk Committee, composed of independent directors"),
    (rf"{C},? [^.;⟦]{{0,40}}(?:sub-?)?committee of (?:the |our |its )?[^.;⟦]{{0,30}}⟦B⟧", 4, "the Risk Committee, a committee of our Board"),
    (rf"⟦B⟧(?:[ -]level)? committees?\b[^.;⟦]{{0,60}}{C}", 2.5, "a Board committee, the Risk Committee"),
    (
        rf"{C}[^.;⟦]{{0,40}}\b(?:chaired|led|headed) by (?:an? |one of (?:the |our )?)?(?:independent|non-executive|outside"
        rf"|non-employee) (?:\w+ )?directors?\b", 4, "the Risk Committee, chaired by an independent director"),
    (rf"{C}(?: and (?:the )?{ANY})? are ⟦B⟧(?:[ -]level)? committees", 6, "the Risk Committee and the Audit Committee are Board committees"),
    (rf"⟦B⟧,? led by (?:the )?(?:members of )?(?:the |its |our )?{C}", 4, "the Board, led by members of the Risk Committee"),
    (rf"{C} charter", 2, "the Risk Committees charter"),
    (rf"\b[Cc]hair(?:man|person|woman)? of (?:the |our )?{C}[^.;⟦]{{0,80}}⟦B⟧", 2, "the chair of the Risk Committee reports to the Board"),
    (rf"{C} (?:[Cc]hair(?:man|person)?)\b[^.;⟦]{{0,80}}⟦B⟧", 2, "the Risk Committee Chair reports to the Board"),
    (rf"(?:independent|non-employee|outside|non-executive) directors?\b[^.;⟦]{{0,80}}{C}", 2, "independent directors on the Risk Committee"),
    (
        rf"{C}[^.;⟦]{{0,100}}\b(?:reports?|updates?|brief\w*|inform\w*|advises?|apprises?)"
        rf"\b[^.;⟦]{{0,50}}\b(?:full|entire|whole) ⟦B⟧", 1.5, "the Risk Committee reports to the full Board"),
    (rf"(?:[Bb]oard|⟦B⟧)[- ]level {C}|{C},? (?:a|our) board[- ]level", 4, "our board-level Risk Committee"),
)  # fmt: skip
"""What tells that a committee is the board's: pattern, weight, the phrase it is for."""

MANAGEMENT: tuple[tuple[str, float, str], ...] = (
    (rf"{C},? (?:which is |is )?(?:comprised|composed|consisting|made up) of (?:members of )?(?:our |the )?(?:executive|senior) management", 8, "the Audit Risk Committee, comprised of members of executive management"),
    (rf"{C} membership (?:includes|consists|comprises)(?:(?! directors\b(?! of)|independent|⟦)[^.;]){{0,120}}?\b{_EXEC}", 4, "the IT Committee membership includes senior management"),
    (rf"{C} to (?:assist|support|advise) (?:executive |senior )management", 4, "the IT Committee to assist executive management and the Board"),
    (
        rf"[Mm]anagement(?:'s|s)? (?:\w+ ){{0,2}}(?:oversight|responsibilit\w+|role)"
        rf"\b[^.;⟦]{{0,60}}\bthrough (?:[\w']+ ){{0,2}}{C}", 4, "managements oversight is carried out through the Risk Committee"),
    (
        rf"{C},? (?:which is |is )?an? (?:[\w-]+ ){{0,3}}(?:group|body|team|forum|committee),? (?:that "
        rf"|which )?(?:includ|compris|compos|consist|made up|led|chaired)\w*\b(?:(?! directors\b(?! of)"
        rf"|independent|⟦)[^.;]){{0,120}}?\b{_EXEC}", 4, "the Risk Committee, a group that includes senior executives"),
    (
        rf"\b(?i:managements?'?s?|internal|cross[- ]functional|executive|employee|multi-?disciplinary"
        rf"|(?:management|executive|senior|staff|working)[- ]level|in-house|steering|corporate"
        rf"|dedicated internal|inter-?departmental|officer) {C}", 4, "our management Risk Committee"),
    (
        rf"[Mm]anagement(?:-level)? committees[^.;⟦]{{0,80}}\b(?:are|include|including|such as|namely)(?: the| our)? {C}"
        rf"(?:,? and (?:the |our )?{ANY})?", 4, "the management committees are the Risk Committee"),
    (
        rf"[Mm]anagement(?:-level)? committees[^.;⟦]{{0,80}}\b(?:are|include|including|such as|namely)(?: the| our)? {ANY}(?:, which [^.;⟦]{{0,80}})?,? and "
        rf"(?:the |our )?{C}", 4, "the management committees are the Risk Committee and the Security Committee"),
    (
        rf"{C},? which [^.;⟦]{{0,50}}? and is (?:co-)?(?:chaired|led|headed|compos\w+|compris\w+)"
        rf"\b(?:(?! directors\b(?! of)|independent|⟦)[^.;]){{0,60}}?\b{_EXEC}", 4, "the Risk Committee, which meets quarterly and is chaired by our CFO"),
    (
        rf"{C} (?:meets|convenes)\b[^.;⟦]{{0,40}}, (?:which|that) (?:is |are )?(?:compris|compos|consist|made up)\w*"
        rf"(?:(?! directors\b(?! of)|independent|⟦)[^.;]){{0,120}}?\b{_EXEC}", 4, "the Risk Committee meets, which comprises executives"),
    (
        rf"{C}(?:\)|,| \([^()]{{0,40}}\))?(?: which| that| is| are| was|,)*(?: (?:\w+ly|also|currently)"
        rf")*(?: compris\w+| compos\w+| consist\w+| made up| chaired| co-chaired| led| co-led| headed| "
        rf"run| formed| a group| includ\w+| integrated by| whose (?:\w+ )?members| members includ\w+| "
        rf"members are| sponsored| overseen)\b(?:(?! directors\b(?! of)|independent|⟦)[^.;])"
        rf"{{0,140}}?\b{_EXEC}", 4, "the Risk Committee, chaired by our CFO"),
    (
        rf"[Mm]embers of (?:the |our |this |that )?{C} (?:include|are|consist|compris|have|has|possess"
        rf"|hold|bring)", 2, "members of the Security Committee include the CIO"),
    (
        rf"\b(?:chairs|co-chairs|heads|leads|chair of|co-chair of|chaired|head of|leader of|member of"
        rf"|members of|sits on|serves (?:on|in)|sit on|serve (?:on|in)|participates? in|leading"
        rf"|chairperson of|chair(?:man|woman)? of) (?:[\w']+ ){{0,2}}?{C}", 1.5, "the CISO chairs the Security Committee"),
    (
        rf"{C}(?: \([^()]{{0,40}}\))?,?(?: which| that| is| are)*,? (?:a|an|our|the) (?:[\w-]+ )"
        rf"{{0,3}}?(?:management|internal|executive|cross-functional|senior|working|first|second|third)"
        rf"(?:-| )?(?:[\w-]+ ){{0,3}}?(?:committee|group|body|forum|team|⟦C)", 4, "the Risk Committee, a management level committee"),
    (
        rf"{C}[^.;⟦]{{0,100}}\b(?:reports?|provides?|updates?|escalates?|briefs?|presents?|informs?"
        rf"|submits?|communicates?)\b[^.;⟦]{{0,80}}(?:to )?(?:the |our |its )?(?:⟦B⟧('s)? )?{ANY}", 1.5, "the Security Committee reports to the Audit Committee"),
    (
        rf"{C}[^.;⟦]{{0,60}}\b(?:reports?|escalates?|briefs?|presents?|updates?)"
        rf"\b[^.;⟦]{{0,60}}\b(?:to )?(?:the |our )?(?i:executive (?:management|officers?|team"
        rf"|leadership)|senior (?:management|leadership)|CEO|CFO|[Cc]hief)", 1.5, "the Security Committee reports to senior management"),
    (rf"\b(?:[Aa]dvisers?|[Aa]dvisors?|[Ss]ponsors?|[Mm]anagers?|[Ff]irms?|[Pp]arents?)'?s? {C}", 2, "the Advisers Risk Committee"),
    (
        rf"{C}[^.;⟦]{{0,60}}\b(?:day-to-day|responsible for (?:implement|execut|coordinat|develop"
        rf"|managing|responding)|manages|implements|coordinates|develops|meets (?:weekly|monthly"
        rf"|bi-?weekly))", 1, "the Security Committee manages incidents"),
    (
        rf"\b(?i:management|executives|employees|leadership|team),? (?:and )?(?:the |our |its ){C},? (?:and|or) (?:the |our |its )"
        rf"?⟦B⟧", 1.5, "supported by management, the Risk Committee and our Board"),
    (rf"{C},?(?: which is| is)? (?:overseen|supervised) by (?:the |our )?{ANY}", 2, "the Risk Committee, overseen by the Audit Committee"),
    (rf"(?:established|formed|created|maintains?|has|have) (?:a|an) {C}", 0.5, "we have established a Security Committee"),
)  # fmt: skip
"""What tells that a committee is management's: pattern, weight, the phrase it is for."""

_ADVERBS = (
    r"(?:,? (?:\w+ly|also|then|in turn|further|both|each|will|shall|has|have|is|are|been|which|who"
    r"|that|itself),?){0,5}"
)
_ASIDE = r"(?:,[^,.;⟦]{0,120},)?"
_DUTY = r"(?:oversight|responsibilit|role|duty|duties|authority|purview|supervision|oversee)"
_OVERSEES = (
    r"(?:overs(?:ee|aw|ight)|supervis|monitor|responsib|charged|tasked|accountab|assist|lead"
    r"|govern|delegated|entrusted|designated|assigned"
    rf"|primar|review(?!s? the (?:results|findings|reports?) of (?:the )?(?:internal )?audits?)(?!s? the (?:results|findings) of internal)|evaluat|assess|approv|manag|administer|ensur|provid(?:es?|ing) (?:(?!reports?|updates?|information|briefings?)[\w⟦⟧-]+ )"
    rf"{{0,6}}?(?:oversight|supervision|guidance)"
    rf"|(?:has|have|having|had|holds?|maintains?|exercises?|assumes?|retains?|bears?|take[sn]?"
    rf"|plays?) (?:\w+,? ){{0,4}}{_DUTY})"
)
_THE = (
    r"(?:(?:the|our|its|a|an|both|appropriate|Companys?|Company's|designated|standing|their) )"
    r"*(?:(?:[A-Z]\w+ ){0,3}⟦B⟧(?:[ -]level)?(?: \([^()]{0,20}\))?(?: and|,| or)? )?(?:(?:the|our|its) )*"
)
CHARGES: tuple[tuple[str, int, str], ...] = (
    (
        rf"(?P<list>{LIST}),? (?:which is |is )?(?:the|a|our) (?:[\w-]+ |⟦B⟧ ){{0,4}}(?:sub-?)"
        rf"?committee [^.;⟦]{{0,60}}?"
     r"(?:responsib|overse|oversight|charged|tasked)", 2, "the Audit Committee, the Board committee that oversees"),
    (rf"(?P<list>{LIST}){_ASIDE}{_ADVERBS},? {_OVERSEES}", 2, "the Audit Committee oversees"),
    (
        rf"(?P<list>{LIST}),? (?:each )?(?:receives?|reviews?|meets?|considers?|hears?)\b[^.;⟦]{{0,120}}?,? and "
        rf"(?:is|are) (?:\w+ )?(?:responsible|charged|tasked)", 2, "the Audit Committee receives reports and is responsible"),
    (rf"(?P<list>{LIST}){_ASIDE}{_ADVERBS},? (?:discuss|consider|address|focus|work)", 1, "the Audit Committee discusses"),
    (
        rf"\b(?:delegat|assign|entrust|allocat|charg|task|designat|vest|appoint|authori[sz]|empower)"
        rf"\w*\b[^.;⟦]{{0,200}}(?:⟦B⟧ )?(?P<list>{LIST})", 2, "delegated oversight to the Audit Committee"),
    (
        rf"\bdelegat\w*\b[^.;⟦]{{0,200}}{LIST}[^.;⟦]{{0,120}} and to (?:the |our |its )?(?P<list>{LIST})", 2,
        "delegates oversight to the Audit Committee as part of one program and to the Technology Committee"),
    (
        rf"\b(?:through|via|overs(?:een|ight) (?:\w+ ){{0,2}}(?:by|of|from|to)|supervis\w+ (?:by|of)"
        rf"|responsibility (?:of|to|lies with)|purview of|remit of|assist\w* (?:by|from|of)|support\w* "
        rf"(?:by|of|from)|helped by|aided by|led by|governed by|monitored by|performed by|conducted by"
        rf"|carried out by|reviewed by|approved by|managed by|exercised by|responsibility for "
        rf"[^.;⟦]{{0,100}}(?:to|with|in)|(?:rests?|lies?|resides?|sits?|vested|falls?) (?:with|in"
        rf"|within|under|to)|governance (?:by|of)|accountable to|primarily by|or by|and by|and through)"
        rf" {_THE}(?P<list>{LIST})", 2, "overseen by the Audit Committee"),
    (
        rf"\b(?:(?:conjunction|coordination|collaboration|consultation|together|along) with|under|at"
        rf"|as well as|level of|or) {_THE}(?P<list>{LIST})", 1, "in coordination with the Audit Committee"),
    (
        rf"⟦B⟧,?(?: and| or| and/or|,| with)(?: the| our| its| their)* (?P<list>{LIST})"
        rf"(?:,[^,.;⟦]{{0,120}},)?{_ADVERBS} {_OVERSEES}", 2, "the Board and the Audit Committee oversee"),
    (rf"(?P<list>{LIST})(?:'s)? (?:charter|responsibilit|oversight|assists|duties|mandate|role)", 2, "the Audit Committees charter"),
)  # fmt: skip
"""What charges a committee with oversight: pattern (group `list` holds the committees), strength (2
plain, 1 by the way), the phrase it is for."""

HEARS: tuple[tuple[str, str], ...] = (
    (
        rf"\b(?:report|updat|brief|inform|present|provid|communicat|escalat|notif|appris|advis|shar"
        rf"|discuss|submit|disclos|attend|convey|deliver|consult|meet|engag|inclu|elevat|rais|bring"
        rf"|brought|made|given|aware|refer|message|alert|summar)"
            rf"\w*\b[^.;]{{0,260}}?(?P<list>{LIST})", "reports quarterly to the Audit Committee"),
    (
        rf"(?P<list>{LIST})(?:,[^,.;⟦]{{0,120}},)?{_ADVERBS},? (?:receiv|hear|inform|brief|updat|meet"
        rf"|appris|notif|provid|advis|kept|engag|work|report|obtain|get|regular|consult|participat"
        rf"|made|given|present|request)", "the Audit Committee receives updates"),
    (rf"(?P<list>{LIST}) (?:meetings?|chair|members?|agenda|review)", "at Audit Committee meetings"),
)  # fmt: skip
"""What tells that a committee is informed: pattern, the phrase it is for."""

ABSENT = re.compile(
    rf"(?:\b(?:no|not (?:currently |yet )?(?:have|established?|formed|constituted|maintain"
    rf"|delegated[^.;⟦]{{0,40}}to|assigned[^.;⟦]{{0,60}}to|created?|designated?)|without|lacks?"
    rf"|rather than|instead of|in lieu of|absence of|previously had|formerly had|former)"
    rf"(?: (?!and\b|our\b|its\b|but\b|which\b|that\b|to\b)(?:⟦B⟧-level|[\w-]+),?){{0,9}}? {C})"
    rf"|(?:(?:intends?|plans?|expects?|will|going|anticipates?|propos\w+|consider(?:s|ing)?"
    rf"|process of) (?:to |be )?(?:establish|form(?!al)|creat|constitut|appoint|set up)"
    rf"\w*[^.;⟦]{{0,60}}(?:⟦B⟧-level [^.;⟦]{{0,40}})?{C})"
)
"""A committee that does not exist, or is only planned."""

CYBER = re.compile(
    r"(?i)\b(?:cyber\w*|information security|data (?:security|privacy|protection)|security|threats?|privacy"
    r"|(?:these|such|this|those) (?:risks?|matters?|areas?|programs?)|(?:technolog\w+|digital)"
    r"(?: systems)?(?=[\w ,&-]{0,40}\b(?:risks?|controls?|systems)\b))\b|\bIT\b(?=[\w "
    r",-]{0,20}\b(?:risks?|security)\b)"
)
"""Words for the subject itself; technology alone, or its strategy, is another one."""
OTHER_SUBJECT = re.compile(
    r"(?i)\b(?:continuity|resilien\w+|disaster recovery|strateg\w+|financial (?:statements|reporting)|compensation)\b"
)
"""What else committees are charged with."""
CANDIDATES = re.compile(r"(?i)\b(?:candidates?|nominees?)\b|\bqualifications of\b")
"""Who is to be elected to the board: no oversight."""
ENTERPRISE = re.compile(
    r"(?i)\b(?:enterprise|overall|company-wide|ERM|all)\b[\w ,-]{0,20}\b(?:risk\w*|program|framework)"
    r"|\bERM\b|risk management (?:program|framework|polic\w+|process\w*)|internal controls?"
)
INTERNAL_AUDIT = re.compile(r"(?i)\binternal audit|\baudits related to\b|\baudit control functions\b")
WITHIN = re.compile(
    r"(?i)\bas (?:a )?part of (?:[\w']+ ){0,4}?(?:⟦C\d+⟧ )?(?:[\w']+ ){0,3}?(?:enterprise|overall risk"
    r"|ERM|company-wide risk)"
)
INCLUDED = re.compile(
    r"(?i)\b(?:including|includes?|such as|one of|identified|among|as well as|along with)\b"
)

PRIORS: tuple[tuple[str, float], ...] = (
    (r"\baudit\b", 5.0),
    (r"^(?:arc|ngc|ncgc|brc|roc)$", 3.0),
    (r"\binternal audit\b", -8.0),
    (r"\b(?:nominat\w+|compensation|remuneration)\b", 4.0),
    (r"^(?:compensation|remuneration)(?: and human \w+)? committee$", -20.0),
    (r"^governance committee$", 1.0),
    (r"\bcorporate governance\b|\bgovernance and (?!compliance|risk)\w+", 2.0),
    (r"\b(?:disclosure|steering|materiality|incident|crisis|response|working|action|change|project)\b", -5.0),
    (r"\b(?:executive|operating|internal|leadership|team|council|business|special|senior)\b", -3.0),
    (r"^management", -8.0),
    (r"\bmanagement committee$(?<!risk management committee)", -3.0),
    (r"\b(?:enterprise|erm|global|group|operational)\b", -1.0),
    (r"\b(?:data|security|ai|it|information)\b.*\b(?:governance|management)\b", -1.5),
    (r"\b(?:cyber\w*|security|infosec|privacy|it|data|isms)\b", -1.0),
    (r"\bnon-?financial\b|\bfirm\b|^(?:tech|data) committee$", -1.5),
    (r"\btechnology\b", 0.5),
    (r"\brisk\b", 0.5),
    (r"\bcompliance\b", -0.3),
)
"""What a name alone suggests: the board's (positive) or management's (negative)."""

BOARD_CHARGED = re.compile(
    r"⟦B⟧(?!-)(?: \([^()]{0,40}\))?[^.;⟦]{0,60}?\b(?:overs(?:ees|eeing|ight)|responsib\w+|supervis\w+|monitors)\b"
)
"""The board as a whole charged: "the Board is responsible for oversight"."""
BOARD_TOLD = re.compile(
    r"⟦B⟧[^.;⟦]{0,40}?\breceives? (?:regular|periodic|quarterly|annual|semi-?annual|frequent)\b[^.;⟦]{0,40}\b(?:reports|updates|briefings)\b(?=[^.;]{0,200}\b(?:cyber|information security))"
)
"""The board as a whole told regularly: "the Board receives regular reports from the CISO on cyber risks"."""
BY_THE_WAY = re.compile(
    r"(?i)\bincidents?\b|\bbreach|\b(?:results|findings|conclusions)\b|\bassessment reports?\b|\baudits?\b(?! committee| and)"
)
"""What a committee hears without being charged: incidents, the results of audits and assessments."""
MORE_THAN_HEARS = re.compile(
    r"(?i)\b(?:overs\w+|responsib\w+|delegat\w+|charged|meets?|assist\w*|regular\w*|periodic\w*|quarterly|updates? (?:on|regarding)"
    r"|brief\w*|charter)\b"
)
"""Signs that it does more than hear of them."""

ABSENCE = (
    "no",
    "lack",
    "ather than",
    "nstead",
    "n lieu",
    "bsence",
    "ithout",
    "ntend",
    "lan",
    "xpect",
    "will",
    "going",
    "nticipat",
    "ropos",
    "onsider",
    "process",
    "revious",
    "ormer",
)
"""Without one of these a sentence cannot say that a committee does not exist (see `ABSENT`)."""

PAIR = re.compile(rf"(?={C},?(?: and| or| as well as| and/or|,)(?: the| our| its| also| then)* {C})")
"""Two committees named in one breath: one of them being the board's tells a little about the other."""

OF_BOARD = re.compile(rf"({ANY}) (?:of|from|within|on) (?:[\w']+ ){{0,5}}?⟦B⟧(?: \([^()]{{0,60}}\))?")
