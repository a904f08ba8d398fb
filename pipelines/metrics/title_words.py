"""The words that titles are made of, and the walks over them to both sides of an anchor.

Not here: the anchors ("chief", "director") and what is read at each (`title_finder.py`).
"""

import re

_DOMAIN_WORDS = (
    "information|technology|technologies|technical|tech|IT|ICT|MIS|IS|GRC|systems?|security|cyber|cybersecurity|cyber-security|"
    "infosec|digital|data|infrastructure|operations?|operational|risk|risks|compliance|governance|privacy|engineering|networks?|"
    "networking|software|hardware|services|service|enterprise|business|applications?|development|architecture|internal|"
    "audit|finance|financial|administration|administrative|legal|human|resources|innovation|strategy|strategic|assurance|"
    "support|corporate|global|computing|cloud|products?|platforms?|protection|controls?|physical|loss|prevention|"
    "solutions|analytics|planning|reporting|accounting|regulatory|affairs|fraud|resilience|resiliency|continuity|recovery|"
    "communications?|telecommunications|management|transformation|program|programs|investor|relations|client|customer|"
    "delivery|incident|response|threat|vulnerability|identity|access|safety|facilities|automation|intelligence|"
    "information-security|it|trust|investments?|treasury|tax|people|marketing|sales|supply|chain|manufacturing|"
    "research|science|web|electronic|banking|lending|credit|deposit|asset|property|construction|"
    "group|department|team|division|function|organization|unit|office|projects?|help|desk|user|group's|department's"
)
DOMAIN = frozenset(
    form.lower()
    for word in _DOMAIN_WORDS.split("|")
    for form in (word.replace("s?", ""), word.replace("?", ""))
)
"""Words that name a field of work, in lower case: with them a title goes on, in whatever case they are written."""

RANKS = frozenset(
    ["acting", "america", "assistant", "associate", "asst", "business", "co", "corporate", "deputy", "designated", "divisional", "enterprise", "exec", "exec.", "executive", "first", "global", "group", "interim", "internal", "international", "lead", "managing", "north", "principal", "regional", "senior", "sr", "sr.", "staff", "u.s.", "us", "worldwide"]
)  # fmt: skip
"""Ranks before a title: "Senior Vice President", "Global Head of IT"."""
EXTERNAL_RANKS = frozenset(
    {"virtual", "fractional", "outsourced", "contracted", "external", "consulting", "contract", "part-time"}
)
"""Ranks of people from outside: "virtual CISO"."""
FIELD_STARTS = frozenset(
    ["applications", "audit", "business", "cloud", "compliance", "cyber", "cyber-security", "cybersecurity", "data", "digital", "engineering", "enterprise", "finance", "fraud", "governance", "GRC", "ICT", "information", "infosec", "infrastructure", "internal", "IT", "legal", "MIS", "network", "operational", "operations", "platform", "privacy", "product", "risk", "security", "software", "system", "systems", "tech", "technical", "technologies", "technology"]
)  # fmt: skip
"""Words that may begin the field after a link: "Risk and IT Director"."""
STOP_CAPITALS = frozenset(
    ["All", "And", "Any", "April", "As", "At", "August", "AVP", "Bank", "Both", "By", "CAO", "CCO", "CDO", "CEO", "CFO", "Chief", "CIO", "CISO", "CLO", "Committee", "Company", "Companys", "Controller", "COO", "Corporation", "Counsel", "CPO", "CRO", "CSO", "CTO", "December", "Director", "Dr", "Dr.", "During", "Each", "EVP", "February", "For", "From", "FVP", "GC", "General", "Has", "He", "Head", "Her", "His", "If", "In", "Inc", "Inc.", "Is", "It", "Item", "Its", "January", "July", "June", "Lead", "Leader", "LLC", "Ltd", "Managements", "Manager", "March", "May", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "November", "October", "Of", "Officer", "On", "Or", "Our", "President", "Reports", "Secretary", "September", "She", "Steering", "Such", "SVP", "That", "The", "Their", "These", "They", "This", "Those", "Through", "To", "Treasurer", "Vice", "VP", "Was", "We", "When", "Which", "While", "Who", "With"]
)  # fmt: skip
"""Capitalised words that end a title: they begin a sentence, a name or the next title."""
CHIEF_LOWER = frozenset(
    ["&", ",", "-", "/", "accountant", "actuarial", "actuary", "and", "architect", "auditor", "banking", "brand", "claims", "clinical", "commercial", "content", "counsel", "credit", "culture", "data-protection", "diversity", "economist", "engineer", "ethics", "executive", "experience", "financial", "growth", "hr", "investment", "lending", "medical", "merchandising", "nuclear", "nursing", "of", "officer", "officers", "operating", "procurement", "revenue", "scientific", "scientist", "strategic", "supply", "sustainability", "talent", "technological", "technologist", "technology", "the", "underwriting"]
)  # fmt: skip
"""Lower-case words that may stand between "chief" and "officer" besides those of a field."""
WORD = re.compile(r"[A-Za-z][\w.'/&-]*|&|,|/|-")
DETERMINERS = frozenset({"the", "our", "its"})
LINKS = frozenset({"of", "and", "&", ",", "/", "-", "for", "over", "the", "our", "its"})
_REACH = 160
"""How far behind an anchor a title may reach, in characters."""
_MOST_LINKS = 3


_NEXT_TITLE = re.compile(
    r"\s+(?:[A-Z]\w*\s+){0,3}(?:Director|Manager|Officer|Administrator|Engineer|Analyst|Specialist|Architect|Coordinator|Leader|Lead|President|Counsel|Supervisor|Head)\b"
)
"""Behind ", and": the next title of a list ("Vice President of Infrastructure, and Security Administrator")."""


_NEXT_TEAM = re.compile(
    r"\s+(?:Senior|Sr\.?|Lead|Principal)\s+(?:[A-Z]\w*\s+){0,3}(?:Engineer|Analyst|Administrator|Architect|Specialist|Manager)\b|\s+(?:Information\s+(?:Technology|Systems)|IT)\s+(?:Director|Manager|Supervisor)\b|\s+(?:(?:the|our|its)\s+)?(?:internal|dedicated|in-house|entire|whole)\s+(?:[\w-]+\s+){0,3}(?:team|department|group|staff)\b"
)
"""Behind "and": a team or another post that is no part of the title ("Director of IT and internal cybersecurity
team", "Director of Information Security and Senior Systems Engineer")."""


def fields_behind(text: str, position: int) -> int:
    """Where the field of work behind "Vice President", "Director of" ends: capitals or words of a field, and
    the links between them; a link at the end does not belong."""
    end = previous = position
    after_comma = capitals = False
    links = 0
    for word in WORD.finditer(text, position, position + _REACH):
        part = word[0]
        if part.lower() == "and" and (
            (after_comma and _NEXT_TITLE.match(text, word.end())) or _NEXT_TEAM.match(text, word.end())
        ):
            break
        if text[previous : word.start()].strip() or _breaks_off(text, part, word.start(), position, end):
            break
        previous = word.end()
        if part.lower() in LINKS:
            after_comma, links = after_comma or part == ",", links + 1
            if links > _MOST_LINKS:
                break
            continue
        bare = re.sub(r"(?:'s|s')$", "", part.rstrip(".,"))
        known = (bare.lower() in DOMAIN and bare not in {"it", "is"}) or bare == "R&D"
        if known and part[0].islower() and (capitals or after_comma):
            break
        owner = end == position and not known and part.endswith("s")  # "head of Lanterns cybersecurity team"
        capitals = capitals or (part[0].isupper() and not bare.isupper() and not owner)
        own = part[0].isupper() and not after_comma and not {part, bare} & STOP_CAPITALS
        if not (known or own):
            break
        end, links, after_comma = word.start() + len(part.rstrip(".,")), 0, False
        if part.endswith(".") and not part.endswith("U.S."):
            break
    return end


def _breaks_off(text: str, part: str, start: int, position: int, end: int) -> bool:
    """Whether a word cannot go on a title: "the" but after "of", "and" right behind the anchor."""
    if part.lower() in DETERMINERS:
        return not re.search(r"\b(?:of|for|over)\s+$", text[max(0, position - 6) : start])
    return end == position and part.lower() in {"and", "&", "/"}


def fields_before(text: str, position: int, floor: int) -> int:
    """Where the words of a field before "Director", "Officer" begin: "IT Director", "Information Security Manager"."""
    start = last = position
    pending = False
    for word in reversed(list(WORD.finditer(text, max(floor, position - 90), position))):
        part = word[0]
        if text[word.end() : last].strip():
            break
        if part in {"and", "&", "/", "-", ","}:
            listed = part != "," or re.search(r"\band\b|&", text[word.end() : position])
            if start == position or not listed:
                break
            pending, last = True, word.start()
            continue
        plainly = (part.lower() in DOMAIN and part not in {"it", "is"}) or part.lower() in RANKS
        if (
            not plainly
            and start < position
            and not pending
            and part[0].isupper()
            and part not in STOP_CAPITALS
        ):
            pending, last = True, word.start()
            continue
        if not plainly or (pending and not part[0].isupper() and part.lower() not in FIELD_STARTS):
            break
        start, last, pending = word.start(), word.start(), False
    return start


def ranks_before(text: str, position: int, floor: int) -> int:
    """Where the ranks before a title begin: "Senior", "Deputy", "Global", "Virtual"."""
    base = max(floor, position - 50)
    start = position
    for word in reversed(list(re.finditer(r"[A-Za-z.'-]+", text[base:position]))):
        rank = word[0].lower().rstrip(".-")
        if text[base + word.end() : start].strip(" ") or rank not in RANKS | EXTERNAL_RANKS:
            break
        start = base + word.start()
    return start
