"""What part a mentioned officer has in a sentence: active, or a bystander (a superior, a recipient, a post held
elsewhere before, a post that is vacant).

Works on skeletons (`mentions.py`) with `rules/officer_parts.toml` and `rules/officer_careers.toml`. Not here: titles' words, years.
"""

import re

from pipelines.metrics.language.rules import Rules, rules
from pipelines.metrics.officers.mentions import FIRST, MEMBER, M, Sentence

PARTS, CAREERS = rules("officer_parts"), rules("officer_careers")
THEY_ACT = PARTS.giving("they act")
RECEIVING = frozenset({"superior", "recipient"})
BYSTANDER = frozenset({"superior", "recipient", "absent", "past", "vendor"})
SUBJECTS = frozenset({"title", "person", "he", "they", "group"})
EXECUTIVES = frozenset({"CEO", "CFO", "COO", "GC", "CAO", "OTHER_OFFICER"})
"""Those of whom "receives reports" tells no part; of a CIO it does."""

Told = dict[int, dict[str, str]]
"""Position in a skeleton: what is told of the mention there, and by which rule."""


def assign_parts(sentence: Sentence) -> None:
    """Set `part` of each mention: active, superior, recipient, absent, past, described or vendor."""
    if not any(mention.kind == "title" for mention in sentence.mentions):
        return
    plain = _with_bodies_plain(sentence)
    told, careers = _told(PARTS, plain, sentence.text), None
    seen_subject, last_past, told_to = False, -1, -1
    for run in list(sentence.runs):
        before, behind = told.get(run[0], {}), told.get(run[-1], {})
        part = next((name for name in before if name in BYSTANDER), "active")
        if seen_subject:
            careers = _told(CAREERS, plain, sentence.text) if careers is None else careers
            part = _career(plain, run, careers) or part
        before_last = None
        if part in RECEIVING and len(run) == 1 and _begins_clause(plain, run[0]):
            part = "active"
        if part in RECEIVING and "does more" in behind:
            before_last, part = (
                (part if len(run) > 1 and _WHO_ALONE.match(plain, run[-1] + 1) else None),
                "active",
            )
        elif part == "superior" and _ends_with_the_subject(plain, run):
            before_last, part = "superior", "active"
        if part == "active":
            part = next((name for name in behind if name in BYSTANDER and behind[name] in _BEHIND), part)
        if part == "active":
            part = _by_what_stands_before(sentence, run, last_past, told_to, told)
        for place in run:
            mention = sentence.at(place)
            mention.part = before_last if before_last and place != run[-1] else part
            mention.part_rule = before.get(mention.part, "")
            owner = mention.text in ("his", "her") and "before" in plain[max(0, run[0] - 30) : run[0]].lower()
            acts = mention.kind in SUBJECTS or mention.role == MEMBER
            seen_subject = seen_subject or (acts and part == "active" and not owner)
        if part == "past" and sentence.at(run[-1]).kind == "title":
            last_past = run[-1]
        goes_on = sentence.at(run[0]).kind == "board" and _listed_behind(sentence, told_to, run)
        told_to = run[-1] if part in RECEIVING or goes_on else -1
        if before_last:
            place = sentence.runs.index(run)
            sentence.runs[place : place + 1] = [run[:-1], run[-1:]]


def _by_what_stands_before(
    sentence: Sentence, run: list[int], last_past: int, told_to: int, told: Told
) -> str:
    """The part of mentions that go on a list of former posts, tell what somebody also is, or only hear of it."""
    if last_past >= 0 and _goes_on(sentence.skeleton[last_past + 1 : run[0]]):
        return "past"
    also = told_to >= 0 and _IS_THE.fullmatch(sentence.skeleton, told_to + 1, run[0] + len("M"))
    if also and sentence.at(run[0]).text.startswith(_HEADS):
        return "described"
    return "recipient" if _only_hears(sentence, run, told_to, told) else "active"


_BEHIND = frozenset(rule.name for rule in PARTS if rule.data.get("whom") == "first")
"""Rules that tell of a mention by what stands behind it."""


def _with_bodies_plain(sentence: Sentence) -> str:
    """The skeleton with boards as a plain B and groups as G, so that gaps pass over them, and brackets as commas."""
    bodies = {
        FIRST + number: "B" if mention.kind == "board" else "G"
        for number, mention in enumerate(sentence.mentions)
        if mention.kind in ("board", "group")
    }
    plain = sentence.skeleton.translate(bodies) if bodies else sentence.skeleton
    return plain.replace(" (", ", ").replace(") ", ", ")


def _told(rules: Rules, plain: str, text: str) -> Told:
    """What rules tell of each mention: of the one that they end with, or begin with (`whom`), or of all within `reach`."""
    told: Told = {}
    mentions = {match.start() for match in re.finditer(M, plain)}
    for rule, match in rules.find(plain, rules.candidates(text)):
        place = match.start() if rule.data.get("whom") == "first" else match.end() - 1
        if place not in mentions:
            place = match.end() - 1  # "a vacancy in the CISO position": told of what it ends with
        places = [place]
        if reach := rule.data.get("reach"):
            near = (place for place in mentions if match.end() <= place <= match.end() + reach)
            places = [place for place in near if not _STOP.search(plain, match.end(), place)]
        for place in places:
            told.setdefault(place, {}).setdefault(rule.gives, rule.name)
    return told


_STOP = re.compile(r"[.;]")


def _career(plain: str, run: list[int], careers: Told) -> str | None:
    """Whether a post is one of a career: "served as CIO of two banks", "various CISO roles", "including as CIO"; or a
    person is only described ("is a Chief Officer by trade")."""
    tags = careers.get(run[0], {})
    behind = careers.get(run[-1], {})
    if "past" in tags or ("was" in tags and "stranger" in behind):
        return "past"
    if "now" in tags:
        return None
    if "roles" in behind and "held" in tags:
        return "past"
    if "since" in behind:
        return "past" if "earlier" in tags and "elsewhere" in behind and "was" in tags else _described(tags)
    if "work" in tags:
        now = "serves" in tags or ("serving" in tags and "includ" not in plain[max(0, run[0] - 40) : run[0]])
        return "past" if not now or ("serving" in tags and "elsewhere" in behind) else _described(tags)
    return "past" if "earlier" in tags or "roles included" in tags else _described(tags)


def _described(tags: dict[str, str]) -> str | None:
    return "described" if "described" in tags else None


_OPENS_REPORTING = re.compile(r"\bReporting\s+(?:\w+ly\s+)?to\s+(?:\w+\s+){0,3}$")
"""Before a list whose last is the subject: "Reporting to our CIO, our CISO leads the programme"."""
_IS_THE = re.compile(rf",?\s+and\s+is\s+the\s+{M}")
_HEADS = ("head of", "leader of", "Head of")
"""Behind a superior: "our Director of IT reports to our CFO and is the head of our security team"."""
_LIST_GAP = re.compile(r"[\s,/&-]*(?:(?:[A-Z][\w&'-]*|and|&|-|of|our|the|its|as\s+well\s+as)[\s,/]+)*")
"""Between two of those who are told: names of departments and titles, no verb."""
_WHO_ALONE = re.compile(r"\s*,?\s*who\s+(?:\w+ly\s+)?(?:is|has|(?!assess\b)[a-z]+s)\b")
"""Behind a list whose last alone goes on: "reports to the CEO, and our director, who has three decades"."""
_ACTS = (
    "monitors?|oversees?|reviews?|evaluates?|assess(?:es)?|determines?|provides?|manages?|leads?|directs?|ensures?|makes?|takes?"
    "|meets?|shares?|discuss(?:es)?|delivers?|briefs?|informs?|decides?|supports?|works?|participates?|approves?|is|are|has|have"
)
_DOES_MORE = re.compile(rf"[^.;]*\band\s+(?:\w+ly\s+)?(?:{_ACTS})\b")
"""Behind those who hear of it: they do something with it."""
_NEAR = 90
"""Characters within which a list of former posts goes on."""


_OWN_CLAUSE = re.compile(r"\band (?:our|the|its) $")
_OWN_VERB = re.compile(r" (?:currently |also )?(?:is|[a-z]{2,}s)\b")


def _begins_clause(plain: str, place: int) -> bool:
    """Whether a clause of its own begins with somebody: "advising on these issues and our CISO has over 20 years"."""
    return bool(_OWN_CLAUSE.search(plain, 0, place) and _OWN_VERB.match(plain, place + 1))


def _ends_with_the_subject(plain: str, run: list[int]) -> bool:
    opens = _OPENS_REPORTING.search(plain[: run[0]])
    return len(run) > 1 and bool(opens) and bool(re.match(r"\s*,\s", plain[run[-2] + 1 : run[-1]]))


def _listed_behind(sentence: Sentence, told_to: int, run: list[int]) -> bool:
    """Whether mentions go on a list of those who are told: "reports to our CIO, the Board and our CEO"."""
    return told_to >= 0 and bool(_LIST_GAP.fullmatch(sentence.skeleton, told_to + 1, run[0]))


def _only_hears(sentence: Sentence, run: list[int], told_to: int, told: Told) -> bool:
    """Whether a list of recipients goes on over names of departments, or executives only receive reports or are met."""
    if _listed_behind(sentence, told_to, run):
        return True
    roles = {sentence.at(place).role.code for place in run if sentence.at(place).kind == "title"}
    if "met" in told.get(run[0], {}):
        return roles <= EXECUTIVES | {"CTO", "CRO"}
    hears = "hears" in told.get(run[-1], {}) and not _DOES_MORE.match(sentence.skeleton, run[-1] + 1)
    return hears and (roles <= EXECUTIVES or ("CEO" in roles and len(roles & EXECUTIVES) > len(roles) / 2))


def _goes_on(gap: str) -> bool:
    """Whether a list of former posts goes on over the names of employers ("CISO at A, CIO at B and ...")."""
    if re.search(r"\b(?:our|who|has|is|are|have|and\s+the|he|she)\b|[.;]", gap):
        return False
    joined = re.fullmatch(
        r"[^.;,]{0,60}\band\s+(?:as\s+)?(?:an?\s+)?|[^.;]{0,160}\band\s+as\s+(?:(?:an?|the)\s+)?", gap
    )
    return (len(gap) < _NEAR and "," in gap) or bool(joined)
