"""What part a mentioned officer has in a sentence: active, or a bystander (a superior, a recipient, a post held
elsewhere before, a post that is vacant); and which titles are one person's.

Works on skeletons (`officer_mentions.py`). Not here: titles' words, years.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.metrics.officer_mentions import FIRST, Mention, Sentence
from pipelines.metrics.officer_mentions import OWN as _OWN

_M = "[\ue000-\uf8ff]"

PARTS_BEFORE: tuple[tuple[str, str, str], ...] = (
    ("superior", r"\b(?:report(?:s|ed)?|[Rr]eporting)\b[^.;:\ue000-\uf8ff]{0,50}?\s(?:to|into|through|up\s+to)\s+(?:(?:(?!\b(?:is|are)\s)[^.;:\ue000-\uf8ff]){0,30}\s)?$", "who reports directly to our CFO"),
    ("superior", r"\b[Rr]eport(?:s|ed|ing)?\b[^.;:\ue000-\uf8ff]{0,50}?\s(?:to)\s+(?:[^.;:]{0,60}\s)?(?:and|and\s+to|,\s+and|or)\s+$", "reports to the Audit Committee and the CFO"),
    ("superior", r"\b(?:direct\s+report|subordinate|accountable|answerable|responsible|reporting\s+line|line\s+of\s+reporting|line)\s+(?:of|to)\s+$", "is accountable to the CEO"),
    ("superior", r"\b(?:(?:is|are|was|were|been)\s+)?(?:appointed|hired|selected|designated|assisted)\s+by\s+$", "appointed by the CEO"),
    ("superior", r"\b(?:independent(?:ly)?|separate(?:ly)?)\s+(?:of|from)\s+$", "independent of the CIO"),
    ("superior", r"\bauthority\s+from\s+$", "delegated authority from the CEO"),
    ("recipient", r"\b(?:updat|brief|communicat|escalat|present|provid|deliver|submi|elevat|disseminat|alert|refer|convey|relay|summar|giv|made|makes?|share|sent|send|distribut|forward|circulat|flow|disclos|bring|brought|feedback|recommend|advi[cs]e|rais|directed|inform|notif|announc)\w*\b[^.;:\ue000-\uf8ff]{0,120}?(?<!consultation)(?<!coordination)(?<!conjunction)(?<!collaboration)\s(?:to|with|the\s+attention\s+of)\s+(?:[^.;:\ue000-\uf8ff]{0,60},\s+|[^.;:\ue000-\uf8ff]{0,50}\s(?:and|or|as\s+well\s+as)\s+(?:to\s+)?)?$", "provides updates to the CEO"),
    ("recipient", r"\b(?:inform|notif|brief|advis|updat|alert|appris|keep|kept|contact)(?:y|ies|ying|s|es|ed|ing)?\s+(?:[^.;:\ue000-\uf8ff]{0,40},\s+)?$", "notifies the CEO"),
    ("recipient", r"\b(?:inform|notif|brief|advis|updat|alert|appris)(?:y|ies|ying|s|es|ed|ing)?\s+[^.;:]{0,60}(?:,|\band|\bor|\bas\s+well\s+as)\s+$", "informs the Board and the CEO"),
    ("recipient", r"\b(?:report|communicat|escalat|present|provid|elevat|brief|updat)\w*\b[^.;:\ue000-\uf8ff]{0,110}\bto\b(?:(?!\bfrom\b)[^.;:\ue000-\uf8ff]){0,60}\b(?:management|leadership|executives|officers|leaders|personnel|team|stakeholders)\b[^.;:\ue000-\uf8ff]{0,30},?\s+\(?(?:including|such\s+as|e\.g\.,?)(?:,?\s+but\s+not\s+limited\s+to,?)?\s+$", "reports to senior management, including the CEO"),
    ("recipient", r"\b(?:report|communicat|present|provid|brief|updat)\w*\b[^.;:\ue000-\uf8ff]{0,60}\bto\b(?:(?!\bfrom\b)[^.;:\ue000-\uf8ff]){0,60}\b(?:management|leadership|executives|officers|leaders|team)\b[^.;:\ue000-\uf8ff]{0,30}?[,(]?\s*(?:which\s+includes?|that\s+includes?|(?:which\s+is\s+)?(?:currently\s+)?(?:composed|comprised|made\s+up|consisting)\s+of|comprising)\s+$", "updates to the leadership team, composed of the CEO"),
    ("recipient", r"\b(?:provid|giv|furnish|send)\w*\s+$", "provides the CEO with updates"),
    ("recipient", r"\b(?:updates?|briefings?|reports?|notices?|notifications?|presentations?|communications?|escalations?)\s+(?:to|for)\s+$", "updates for the CEO"),
    ("absent", r"\b(?:(?:do|does|did)\s+not\s+(?:currently\s+|yet\s+|presently\s+)?(?:have|employ|maintain)|(?:have|has)\s+not\s+(?:yet\s+)?(?:appointed|designated|hired|named)|lacks?|without|(?:have|has|with|there\s+is)\s+no)\s+(?:(?:in-house|a|an|any|dedicated|formal|full-time|separate|specific|designated|single|specialized|internal|standalone)\s+)*$", "does not have a CISO"),
    ("absent", r"\b(?:plans?|intends?|intention|expects?|seek(?:s|ing)?|process\s+of|search|aims?|will|until|hope|looking|goal)\b[^.;]{0,60}\b(?:appoint|hir|recruit|engag|employ|add|search\s+for|retain|name|select|designat|identify)\w*\s+(?:of\s+)?(?:(?:a|an|new|permanent|dedicated|full-time|the|our)\s+)*$", "intends to hire a CISO"),
    ("recipient", r"\b(?:report|communicat|escalat|present|elevat|brief)\w*\b[^.;:\ue000-\uf8ff]{0,60}\bto\s+(?:senior\s+|key\s+|certain\s+|relevant\s+)?(?:members\s+of\s+(?:our\s+|the\s+)?(?:\w+\s+)?)?(?:management|executives|leadership|officers)\b[^.;:\ue000-\uf8ff]{0,60},?\s+(?:including|such\s+as)\s+(?:(?:the\s+|our\s+)?(?:[Cc]hair\w*(?:\s+of\s+the\s+)?)?(?:B|[Bb]oard(?:\s+of\s+(?:B|Directors))?)?,?\s+(?:and|or)\s+)?(?:[^.;:\ue000-\uf8ff]{0,20}\s)?$", "escalating notifications to senior executives, including the Chairman and the CEO"),
    ("recipient", r"\b(?:report|communicat|escalat|present|provid|brief|updat|review|discuss|address|shar|align)\w*\b[^.;:\ue000-\uf8ff]{0,120}\b(?:to|with)\s+(?:the\s+|our\s+)?(?:[A-Z][\w']*\s+)?(?:[Ee]xecutive|[Ll]eadership|[Mm]anagement)\s+(?:[Ll]eadership\s+)?(?:[Tt]eam|[Gg]roup)\b,?\s+(?:(?:which\s+is\s+)?an?\s+[\w -]{0,30}\s)?(?:which\s+(?:is\s+)?)?(?:composed\s+of|compris\w+(?:\s+of)?|consist\w*\s+of|includ\w+|made\s+up\s+of)\s+$", "reviews them with the Executive Team, which is composed of the CEO"),
    ("superior", r"\b(?:[Bb]oard(?:\s+members)?|[Dd]irectors),?\s+including\s+$", "the Board members, including the CEO"),
    ("superior", r"\bmembers?\s+of\s+(?:the|our)\s+(?:\w+\s+){0,3}(?:management|executive|leadership)\s+(?:team|group),?\s+(?:which|that)\s+(?:also\s+)?(?:includes?|consists\s+of|is\s+composed\s+of)\s+$", "is a member of the management team which includes our CEO"),
    ("recipient", r"\b(?:report|present|provid|communicat)\w*\b[^.;:\ue000-\uf8ff]{0,80}\bto\s+(?:the\s+|our\s+)(?:B|[\w\s]{0,30}[Cc]ommittee)(?:\s*\([A-Z]+\))?,\s+including\s+$", "reports to the Enterprise Risk Committee, including the CRO"),
    ("recipient", r"\bapproved\s+by\s+(?:[^.;\ue000-\uf8ff]{0,80}\s(?:and|or|as\s+well\s+as)\s+)?$", "policies are approved by the CEO"),
    ("recipient", r"\brequires?\s+(?:the\s+)?(?:prior\s+|written\s+|formal\s+|express\s+)*approval\s+(?:of|by|from)\s+$", "exceptions require the approval of the CEO"),
    ("recipient", r",\s+(?:acting\s+)?(?:by\s+and\s+)?through\s+$", "the CTO, through the CEO, informs the board"),
    ("absent", r"\b(?:onboard|recruit|search|seek|hir|appoint)\w*\s+(?:for\s+)?(?:an?\s+|our\s+)?(?:new|successor|replacement|permanent)\s+$", "while we onboard a new CISO"),
    ("absent", r"\b(?:do|does|did)\s+not\s+(?:currently\s+)?(?:have|employ|maintain)\b[^.;\ue000-\uf8ff]{0,60}\bor\s+(?:an?\s+)?$", "does not maintain a cybersecurity department or a CISO"),
    ("past", r"\b(?:members?\s+of\s+(?:our|the)\s+(?:B|[Bb]oard)[^.;\ue000-\uf8ff]{0,30}|[Dd]irectors|B)\s+(?:has|have)\s+served\s+as\s+(?:an?\s+)?$", "two members of our board have served as CEO"),
    ("absent", r"\b(?:vacancy|opening)\s+(?:in|of|for)\s+$", "given the vacancy in the CISO position"),
    ("past", r"\b(?:[Ff]ormer|ex-|previous|prior|predecessor|retired|past|outgoing)\s*$", "our former CIO"),
)  # fmt: skip
"""Part, what stands before the mentions (ended by them), and the phrase it is for."""

PARTS_AFTER: tuple[tuple[str, str, str], ...] = (
    ("recipient", r"^[^.;\ue000-\uf8ff]{0,20}?(?:\s|^)(?:is|are|will\s+be|shall\s+be|be|being|was|were)\s+(?:\w+ly\s+)?(?:then\s+|also\s+|promptly\s+)?(?:notified|alerted|contacted)\b(?!\s+and\b)", "the CEO is notified"),
    ("absent", r"^\s+(?:position|role|post|function)?\s*(?:is|are|was|remains|has\s+been)\s+(?:currently\s+)?(?:vacant|open|unfilled)", "the CISO position is vacant"),
    ("past", r"^[^.;\ue000-\uf8ff]{0,30}?\b(?:former|previous|prior)\s+(?:organi[sz]ations?|compan\w+|employers?|roles)\b", "a CISO for their former organizations"),
    ("past", r"^\s*,?\s*(?:has\s+|have\s+|had\s+|who\s+)?(?:departed|resigned|retired|stepped\s+down|left\s+(?:the\s+Company|us|our))\b", "our former CIO departed the Company"),
    ("past", r"^\s*\(\d{4}\s*(?:-|to)\s*\d{4}\)", "Head of IT (2011-2016)"),
    ("vendor", r"^'?s?\s+(?:of|at)\s+(?:a|an|each|our|the)\s+(?:third|vendor|service\s+provider)", "the CISO of a vendor"),
)  # fmt: skip

_PAST_WORK = re.compile(
    r"\b(?:serv(?:ed|ing|es)?|work(?:ed|ing)|acted|acting|employed|held|holding|holds|roles?|positions?|experiences?|experienced|career|careers|background|tenures?|capacity|capacities|time|titles?|stints?|posts|jobs|spent|years|decades?|duties|past)\b"
    r"[^.;:]{0,110}?\b(?:as|including|of|includes?|included|being|like|from|was|were|:)\s+(?:as\s+|being\s+|roles?\s+as\s+|serving\s+as\s+|the\s+role\s+of\s+|that\s+of\s+)?(?:(?:an?|the|both|either|various|multiple|several|two|former|interim|acting|global|first|founding|its|their|top|senior|lead|key|[Cc]-?\s?(?:[Ll]evel|[Ss]uite))\s+)*(?:[A-Z]\w+\s+[A-Z]\w+\s+(?:&|and)\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
_CAREER_ROLES = re.compile(
    r"(?:(?:^|[.;]\s*)[\ue000-\uf8ff]|\b(?:[Pp]rior|[Pp]revious|[Pp]ast|[Ee]arlier|[Ff]ormer)\b)\s[^.;\ue000-\uf8ff]{0,60}\b(?:roles|positions|posts)\s+(?:have\s+)?includ(?:e|ed)\b"
)
"""A list of former posts: "His public sector roles include ..."; the pronoun is a mention."""
_EARLIER = re.compile(r"\b(?:[Pp]reviously|[Ff]ormerly|[Pp]rior\s+to|[Bb]efore\s+(?:joining|that|becoming|coming|assuming|taking|being|his|her)|[Pp]rior\s+(?:roles?|positions?|experience)|[Mm]ost\s+recently|[Ee]arlier)\b[^.;]{0,140}$")  # fmt: skip
_NOW = re.compile(r"\b(?:our|currently|current|since|now|presently)\s+(?:\w+\s+)?$|\bCompany'?s\s+$")
_SINCE = re.compile(r"^[^.;]{0,30}\bsince\b|^\s+(?:of|at|for)\s+(?:the\s+|our\s+)?(?:Company|Bank|Corporation|Adviser|Advisor|Manager|Group)\b(?!\s+and)")  # fmt: skip
_ELSEWHERE = re.compile(r"^\s+B\b|^\s*(?:roles?|positions?|,)?\s*(?:at|for|of|with|in|within|across)\s+(?:an?|other|several|various|multiple|numerous|two|three|four|both|large|global|public|private|leading|major|companies|[A-Z])")  # fmt: skip
_DESCRIBED = re.compile(
    r"[\ue000-\uf8ff][^.;\ue000-\uf8ff]{0,80}\b(?:is|are|was|been)\s+an?\s+(?:(?!includes?\b|and\b|reports\b|leads\b|with\b)[\w-]+,?\s+){0,5}$"
)
_ONE_PERSON = re.compile(
    r"^\s*(?:roles|positions|functions|duties|responsibilities)?\s*(?:are|is|were)?\s*(?:both\s+|currently\s+)?(?:filled|held|performed|served|occupied|carried)?\b[^.;]{0,30}\b(?:by|is|are)\s+(?:one|the\s+same|a\s+single)\s+(?:individual|person|officer|employee)"
)
_HOLDING = re.compile(r"\b(?:serv|held|hold|various|work|previous|experience|both)\w*\b")
_SERVES = re.compile(r"\bserves\s+as\s+(?:an?|the)?\s*$|\b(?:is|are)\s+(?:currently\s+)?serving\s+as\b")
_SERVING = re.compile(r"(?<!including\s)\b(?:serving|also\s+acting)\s+as\s+(?:the\s+)?$")
_WAS = re.compile(r"\b(?:was|were|been|served\s+as|as)\s+(?:an?\s+)?$")
_RECEIVING = frozenset({"superior", "recipient"})
_DOES_MORE = re.compile(
    r"\s*,?\s*(?:who|which)(?:,\s+together\s+with\s+[^,.;]{0,60},)?\s+(?:(?:would|will|may|shall|then|in\s+turn|also|\w+ly)\s+)*"
    r"(?:(?:is|are)\s+(?:\w+ly\s+)?(?:responsible|charged|tasked|accountable)|has|have|leads?|manages?|oversees?|together|determines?|evaluates?|assess\w*|directs?"
    r"|provides?|helps?|works?|assists?|collaborates?|brings?|updates?|briefs?|informs?|notif(?:y|ies)|communicates?|contacts?|presents?|reports?\s+(?:\w+ly\s+)?to\s+(?:the\s+|our\s+)?(?:B\b|[Bb]oard|[Aa]udit|[Rr]isk))\b"
)
_INCLUDING_AS = re.compile(
    r"\bincluding\s+(?:most\s+recently\s+)?(?:serving\s+)?as\s+(?:our|the\s+Company'?s)\s+(?:\w+\s+)?$"
)
_TOGETHER = re.compile(r"\b(?:coordination|consultation|conjunction|collaboration)\s+with\b")
"""Within what looks like a career: "has experience in IT, in coordination with management, including the CFO"."""
_SERVED_AS_OUR = re.compile(
    r"\b(?:previously|formerly|before\s+that)\s+(?:served|worked|was|been|acted|held\s+the\s+(?:role|position))\s*(?:as|of)?\s+(?:our|the\s+Company'?s?|an?)\s+(?:\w+\s+)?$"
)
_ROLES_HELD = re.compile(
    r"^\s*(?:,?\s*and\s+(?:other\s+)?(?:similar|related|equivalent|leadership)\s+)?(?:level\s+)?(?:roles|positions|capacities|role|position)\b(?!\s+(?:is|are)\b)"
)
_SUBJECT_KINDS = frozenset({"title", "person", "he", "they", "group"})

_BEFORE = [
    (part, re.compile(pattern + "" if pattern.endswith("$") else pattern))
    for part, pattern, _ in PARTS_BEFORE
]
_BEFORE = [(part, re.compile(pattern[:-1] + _OWN + "$", 0)) for part, pattern, _ in PARTS_BEFORE]
_AFTER = [(part, re.compile(pattern)) for part, pattern, _ in PARTS_AFTER]


def assign_parts(sentence: Sentence) -> None:
    """Set `part` of each title mention: active, superior, recipient, absent, past or vendor."""
    if not any(mention.kind == "title" for mention in sentence.mentions):
        return
    plain = sentence.skeleton.translate(
        {
            FIRST + number: "B"
            for number, mention in enumerate(sentence.mentions)
            if mention.kind in ("board", "group")
        }
    )
    seen_subject = False
    last_past = told_to = -1
    parted: list[list[int]] = []
    for run in sentence.runs:
        before, after = plain[max(0, run[0] - 220) : run[0]], plain[run[-1] + 1 : run[-1] + 200]
        part = _part(before, after[:90], seen_subject)
        before_last = None
        if part == "active" and len(run) > 1 and _WHO_ALONE.match(after):
            told = _part(before, "", seen_subject)
            before_last = told if told in _RECEIVING else None
        elif part == "superior" and _ends_with_the_subject(before, run, plain):
            before_last, part = "superior", "active"
        if part == "active" and last_past >= 0 and _goes_on(sentence.skeleton[last_past + 1 : run[0]]):
            part = "past"
        elif part == "active" and _only_hears(sentence, run, told_to, after):
            part = "recipient"
        for place in run:
            mention = sentence.at(place)
            mention.part = before_last if before_last and place != run[-1] else part
            owner = mention.text in ("his", "her") and _EARLIER.search(
                before
            )  # "Before assuming his role, our"
            if mention.kind in _SUBJECT_KINDS and part == "active" and not owner:
                seen_subject = True
        if part == "past" and sentence.at(run[-1]).kind == "title":
            last_past = run[-1]
        if part in _RECEIVING or (sentence.at(run[0]).kind == "board" and _told_too(sentence, told_to, run)):
            told_to = run[-1]
        else:
            told_to = -1
        parted += [run] if before_last else []
    for run in parted:
        place = sentence.runs.index(run)
        sentence.runs[place : place + 1] = [run[:-1], run[-1:]]


_LIST_GAP = re.compile(r"[\s,/&-]*(?:(?:[A-Z][\w&'-]*|and|&|-|of|our|the|its|as\s+well\s+as)[\s,/]+)*")
"""Between two of those who are told: names of departments and titles, no verb."""
_ONLY_HEARS = re.compile(
    r"(?:,?\s+and\s+(?:the\s+|our\s+)?(?:full\s+)?(?:B|Board(?:\s+of\s+Directors)?|Audit\s+Committee)\b)?\s*(?:(?:each|also|both|regularly|periodically|promptly|typically|will|then)\s+)*"
    r"(?:receives?\s+[^.;\ue000-\uf8ff]{0,60}?\b(?:reports?|reporting|updates?|briefings?|notifications?|notice|summaries|alerts|presentations|dashboards?)\b"
    r"|(?:is|are|be|is\s+kept|are\s+kept|be\s+kept)\s+(?:\w+ly\s+)?(?:informed|briefed|updated|apprised|advised|notified|alerted)\b)"
    r"(?![^.;]*\band\s+(?:\w+ly\s+)?(?:is|are|monitors?|oversees?|reviews?|evaluates?|assess|assesses|determines?|provides?|reports?|manages?|leads?|directs?|ensures?|makes?|takes?|shares?|discuss\w*|delivers?|updates?|briefs?|informs?|decides?|supports?|works?|participates?|approves?|has|have)\b)"
)
"""Behind executives who only hear of it: "our CFO and COO receive regular reports from our CISO"."""
_OPENS_REPORTING = re.compile(r"\bReporting\s+(?:\w+ly\s+)?to\s+(?:\w+\s+){0,3}$")
"""Before a list whose last is the subject: "Reporting to our CIO, our CISO leads the programme"."""


def _ends_with_the_subject(before: str, run: list[int], plain: str) -> bool:
    return (
        len(run) > 1
        and bool(_OPENS_REPORTING.search(before))
        and bool(re.fullmatch(rf"\s*,\s+{_OWN}", plain[run[-2] + 1 : run[-1]]))
    )


def _told_too(sentence: Sentence, told_to: int, run: list[int]) -> bool:
    """Whether the board stands in a list of those who are told: "reports to our CIO, the Board and our CEO"."""
    return told_to >= 0 and bool(_LIST_GAP.fullmatch(sentence.skeleton, told_to + 1, run[0]))


_WHO_ALONE = re.compile(r"\s*,?\s*who\s+(?:\w+ly\s+)?(?:is|has|[a-z]+s)\b")
"""Behind a list whose last alone goes on: "reports to the CEO, and our director, who has three decades"."""
_MET = re.compile(r"[\ue000-\uf8ff][^.;]{0,200}\bmeets?\s+(?:\w+ly\s+)?with\s+(?:our\s+|the\s+)?$")
"""Before an executive whom an officer meets: "the CIO meets with our CEO each week"."""
_EXECUTIVES = frozenset({"CEO", "CFO", "COO", "GC", "CAO", "OTHER_OFFICER"})


def _only_hears(sentence: Sentence, run: list[int], told_to: int, after: str) -> bool:
    """Whether a list of recipients goes on over names of departments, or executives only receive reports."""
    if told_to >= 0 and _LIST_GAP.fullmatch(sentence.skeleton, told_to + 1, run[0]):
        return True
    named = [sentence.at(place) for place in run if sentence.at(place).kind == "title"]
    if (
        _MET.search(sentence.skeleton[max(0, run[0] - 260) : run[0]])
        and sentence.at(sentence.runs[0][0]).kind == "title"
    ):
        return all(mention.role in _EXECUTIVES | {"CTO", "CRO"} for mention in named)
    return bool(_ONLY_HEARS.match(after)) and all(mention.role in _EXECUTIVES for mention in named)


def _part(before: str, after: str, seen_subject: bool) -> str:
    """The part of mentions by what stands before and behind them; former posts need a subject before them."""
    clause = before.rsplit(";", 1)[-1]
    if seen_subject and _is_past(clause, after):
        return "past"
    if seen_subject and _DESCRIBED.search(clause):
        return "described"
    for part, pattern in _BEFORE:
        if pattern.search(clause):
            return "active" if part in _RECEIVING and _DOES_MORE.match(after) else part
    return next((part for part, pattern in _AFTER if pattern.search(after)), "active")


def _is_past(clause: str, after: str) -> bool:
    """Whether a post is one of a career: "served as CIO of two banks", "various CISO roles", "including as CIO"."""
    if _SERVED_AS_OUR.search(clause):
        return True
    if _NOW.search(clause) and not _INCLUDING_AS.search(clause):
        return False
    if _ROLES_HELD.match(after) and _HOLDING.search(clause):
        return True
    if _SINCE.match(after):
        return bool(_EARLIER.search(clause) and _ELSEWHERE.match(after) and _WAS.search(clause))
    if (past := _PAST_WORK.search(clause)) and not _TOGETHER.search(past[0]):
        serving = _SERVING.search(clause) and not _ELSEWHERE.match(after)
        return not (_SERVES.search(clause) or serving)
    return bool(_EARLIER.search(clause) or _CAREER_ROLES.search(clause))


_NEAR = 90


def _goes_on(gap: str) -> bool:
    """Whether a list of former posts goes on over the names of employers ("CISO at A, CIO at B and ...")."""
    return (
        len(gap) < _NEAR
        and not re.search(r"\b(?:our|who|has|is|are|have|and\s+the|he|she)\b|[.;]", gap)
        and "," in gap
    ) or bool(
        re.fullmatch(
            r"[^.;,]{0,60}\band\s+(?:as\s+)?(?:an?\s+)?|[^.;]{0,160}\band\s+as\s+(?:(?:an?|the)\s+)?", gap
        )
        and not re.search(r"\b(?:our|is|has)\b", gap)
    )


ALSO = re.compile(
    r"^[^.;\ue000-\uf8ff]{0,220}?\b(?:(?:also|concurrently|additionally|dually|simultaneously)\s+)?"
    r"(?:(?:serv(?:es|ing|ed)|acts?|acting|functions?|functioning|designated|defined|doubles|doubling|appointed)\s+(?:also\s+|currently\s+|both\s+)?(?:as|to\s+(?:serve|act)\s+as|in\s+the\s+(?:role|capacity)\s+of)"
    r"|(?:,|\band)\s+is(?=\s+the\s)|also\s+(?:is|was\s+appointed)|is\s+(?:also|currently|additionally|concurrently)|(?:also\s+)?(?:holds|fills|performs|assumes)\s+(?:also\s+)?the\s+(?:title|position|role|office|duties|function|responsibilities)\s+of"
    r"|in\s+(?:his|her|the|their)\s+(?:role|capacity|position)\s+(?:as|of))\s+"
    rf"(?:both\s+)?{_OWN}(?:role\s+of\s+|position\s+of\s+)?$"
)  # fmt: skip
HELD_BY = re.compile(rf"^[^.;\ue000-\uf8ff]{{0,30}}\b(?:(?:is|are|was|being|currently)\s+)*(?:held|filled|performed|served|assumed|fulfilled|carried\s+out|executed|occupied|handled)\s+(?:\w+\s+)?by\s+{_OWN}$")  # fmt: skip
_IS = re.compile(rf"^(?:,\s+who\s+is(?:\s+also)?|\s+is|,?\s+as)\s+{_OWN}$")
_INVERTED = re.compile(
    rf"\b(?:[Ss]upporting|[Aa]ssisting|[Rr]eporting|[Pp]artnering|[Aa]longside|[Ww]orking|[Uu]nder|[Bb]elow)\s+(?:\w+\s+)?(?:to\s+|with\s+)?{_OWN}$"
)
_IN_ROLE = re.compile(
    rf"^,?\s+in\s+(?:his|her|their|the)\s+(?:role|capacity|position|dual\s+role)\s+as\s+{_OWN}$"
)
_OBJECT = re.compile(
    rf"(?:\b(?:including|includes?|by|to|with|from|of|between|among|such\s+as|like|comprising|through|for|under|both|,)|[)\"'\ue000-\uf8ff],)\s+{_OWN}$"
)
_SINGULAR = re.compile(r"^\s*,?\s*(?:currently\s+|also\s+|\w+ly\s+)?(?:has|is|was|holds|leads|oversees|manages|reports|provides|serves|brings|possesses|maintains|supervises|heads|directs|works|meets|presents|briefs|updates|keeps|coordinates|monitors|evaluates|assesses|attends|receives|joined)\b")  # fmt: skip
_PLURAL = re.compile(r"^\s*,?\s*(?:who\s+|currently\s+|also\s+|each\s+|both\s+|\w+ly\s+)?(?:have|are|were|hold|lead|oversee|manage|report|provide|serve|bring|possess|maintain|supervise|work|meet|present|brief|update|keep|coordinate|monitor|evaluate|assess|attend|receive|each|both|jointly|together)\b")  # fmt: skip
_VICE = re.compile(r"(?i)(?:\w+\s+)*(?:[SEAF]?VP\b|vice president)")
_AND = re.compile(r"^\s*,?\s*(?:and|&)\s+$")


def same_person(sentence: Sentence) -> Iterator[tuple[Mention, Mention, str]]:
    """Pairs of neighbouring title mentions with what the sentence says of them: the `same` person for
    certain ("the CISO and CIO roles are filled by one individual"), `one` person ("who also serves as
    our CISO", "the role of CISO is held by our CIO"), `likely` one ("our CTO and CISO has"), `two` ("our CTO and
    CISO have"), `perhaps` one ("our Vice President of IT and Chief Information Security Officer")."""
    places = [place for run in sentence.runs for place in run]
    runs = {place: run for run in sentence.runs for place in run}
    for left, right in pairwise(places):
        first, second = sentence.at(left), sentence.at(right)
        if first.kind != "title" or second.kind != "title" or first.plural or second.plural:
            continue
        gap, after = sentence.skeleton[left + 1 : right], sentence.skeleton[right + 1 : right + 100]
        if (
            first.part == "active"
            and _says_one(gap, second)
            and not _INVERTED.search(sentence.skeleton[:left])
        ):
            yield first, second, "one"
        elif _AND.match(gap):
            yield first, second, _one_or_two(sentence.skeleton[:left], after, len(runs[left]), first, second)
        elif runs[left] is runs[right]:
            yield first, second, "two"


def _one_or_two(before: str, after: str, length: int, first: Mention, second: Mention) -> str:
    """The verdict on "A and B" by the verb behind them and what stands before them."""
    if _ONE_PERSON.search(after):
        return "same"
    if _paired(before, after, first, second):
        return "one"
    if length > len("AB"):
        return "unsaid"
    if _PLURAL.match(after) or re.search(r"\bboth\s+(?:our|the)\s+$", before):
        return "two"
    if _SINGULAR.match(after) and second.part == "active" and not _OBJECT.search(before):
        return "likely"
    return (
        "perhaps"
        if _VICE.match(first.text) and re.match(r"(?i)(?:\w+ )?chief|c[A-Z]+O", second.text)
        else "unsaid"
    )


def _paired(before: str, after: str, first: Mention, second: Mention) -> bool:
    """Whether "A and B" is one person by the list it stands in, or because both titles are for security."""
    if first.role == "VP_SECURITY" and second.role in ("CISO", "CSO"):
        return True
    own = _VICE.match(first.text) and _OWN_BEFORE.search(before) and _OWN_NEXT.match(after)
    return bool(own or (_LISTED_AS_ONE.search(before) and _LIST_ENDS.match(after)))


_OWN_BEFORE = re.compile(r"\b(?:[Oo]ur|[Tt]he)\s+$")
_LISTED_AS_ONE = re.compile(r"[\ue000-\uf8ff],\s+$")
_OWN_NEXT = re.compile(r"\s*,\s+(?:our|the|its)\s+[\ue000-\uf8ff]")
"""Behind a pair under one article where the next has its own: "our VP of Technology and CIO, our CISO, and"."""
_LIST_ENDS = re.compile(r"\s*,\s+(?:and\s+)?(?:(?:the|our|its)\s+)?[\ue000-\uf8ff]")
"""Around a pair inside a list that goes on: "the CIO, COO and CTO, and our CFO"."""


def _says_one(gap: str, second: Mention) -> bool:
    if second.part == "past":
        return False
    if _IN_ROLE.match(gap) or HELD_BY.match(gap) or _IS.match(gap):
        return True
    clause = re.split(r",\s+and\s+(?=(?:has\s+)?(?:also|currently)\s)", gap)[-1]
    return bool(ALSO.match(gap)) and not re.search(
        r"\bnot\b|\bincluding\b|\breport|\bby\b|\bto\s+(?:the|our)\b", clause
    )
