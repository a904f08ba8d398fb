"""Whose years a figure tells: the mentions it belongs to, in the grammar of its own sentence.

Works on skeletons (`officer_mentions.py`). Not here: who the mentions are (`officer_people.py`), what is done
with the years (`officer_years.py`).
"""

import re

from pipelines.metrics.experience import AVERAGE, COMBINED, EACH, Figure
from pipelines.metrics.officer_mentions import Sentence

_WHO_HAS = re.compile(
    r"(?:\s+of\s+(?:the\s+)?[A-Z][\w&]*(?:\s+[A-Z][\w&]*){0,4})?\s*(?:\([^)]{0,40}\))?\s*[,(]?\s*(?:who|whose)\s+(?:also\s+|alone\s+|currently\s+|\w+ly\s+)?(?:has|brings|possesses|holds|is|was|joined|served|experience)\b"
)
_DIRECT = re.compile(
    r"^'?s?(?:\s*\([^)]{0,60}\))?\s*[,(]?\s*(?:an?\s+(?:[\w-]+\s+){0,3}(?:professional|expert|veteran|executive|technologist)\s+)?(?:(?:who|which|that|and|as|each|both|of\s+(?:whom|which)|currently|also|collectively|alone|together|combined|individually|themselves|jointly|team)\s*,?\s*)*(?:\w+ly\s+)?"
    r"(?:has|have|had|having|brings?|bringing|possess(?:es|ing)?|holds?|holding|with|is|are|was|were|boasts?|carr(?:y|ies)|comes?|offers?|offering|serv(?:ed|es)|work(?:ed|s)|been|consists?|compris\w+|includes?|spent|averag\w+|employs?|experience|contribut\w+|leverag\w+|accumulated|amassed|gained|earned|joined)\b[^.;]*$"
)  # fmt: skip
_AND_HAS = re.compile(
    r"(?:,|\band)\s+(?:also\s+|currently\s+)?(?:has|brings|possesses|holds|bringing|having|with)\b[^,;.]*$"
)
_WHO_LATER = re.compile(r"\s*,\s*who\s+[a-z]+s\b[^,.;\ue000-\uf8ff]{0,100}\sand\s+has\b")
"""Behind a superior whose years follow: "reports to our COO, who leads our technology and has twenty years"."""
_REPORTS_AND_HAS = re.compile(
    r"^\s*,?\s*who\s+(?:\w+ly\s+)?reports\s+[^.;]{0,60}[\ue000-\uf8ff][^.;]{0,40}?,?\s+(?:and\s+)?(?:who\s+)?(?:has|brings|possesses|holds)\b[^.;\ue000-\uf8ff]*$"
)
"""Behind "our CISO" in "led by our CISO, who reports to our CFO, has over 18 years"."""
_LEADING = re.compile(
    r"(?i)^(?:[\w,]+\s+){0,6}?(?:with|having|bringing|drawing|leveraging|possessing|backed|over|more|after|holding|based|collectively|combined)\b"
)


def subject(sentence: Sentence, figure: Figure, floor: int) -> list[int]:
    """The positions of the mentions whose years a figure tells: the nearest before it that are no bystanders,
    else the first behind it; empty where the sentence names nobody. `floor` is where the figure before ends."""
    skeleton = sentence.skeleton
    before = [run for run in sentence.runs if run[-1] < figure.start]
    usable = [run for run in before if _may_have_years(sentence, run, figure)]
    direct = [
        run
        for run in usable
        if _DIRECT.match(gap := skeleton[run[-1] + 1 : figure.start])
        or _REPORTS_AND_HAS.match(gap)
        or _WHO_LATER.match(gap)
    ]
    if direct:
        nearest = direct[-1]
        if _WHO_HAS.match(skeleton, nearest[-1] + 1) and not EACH.search(
            skeleton[nearest[-1] + 1 : figure.end]
        ):
            return _team_of(sentence, figure, usable, nearest[-1:])
        return _team_of(sentence, figure, usable, _beyond_object(sentence, usable, nearest))
    heads = (
        [run for run in usable if sentence.at(run[0]).kind not in ("group", "board")]
        or [run for run in usable if sentence.at(run[0]).kind == "group"]
        or usable
    )
    if heads:
        return heads[0] if _AND_HAS.search(skeleton[floor : figure.start]) else heads[-1]
    return [] if before else _behind(sentence, figure)


def _team_of(sentence: Sentence, figure: Figure, usable: list[list[int]], run: list[int]) -> list[int]:
    """The team before, where a sum or an average cannot be the one person's who stands nearer: "this team reports
    to our CTO, who ..., and possesses nearly 60 years of combined experience"."""
    near = sentence.skeleton[max(run[-1] + 1, figure.start - 40) : figure.end + 30]
    single = len(run) == 1 and sentence.at(run[0]).kind in ("title", "person")
    if not single or not (COMBINED.search(near) or AVERAGE.search(near)):
        return run
    teams = [other for other in usable if other < run and sentence.at(other[0]).kind == "group"]
    return teams[-1] if teams else run


def _may_have_years(sentence: Sentence, run: list[int], figure: Figure) -> bool:
    active = (
        sentence.at(run[0]).part == "active"
        or _WHO_HAS.match(sentence.skeleton, run[-1] + 1)
        or _WHO_LATER.match(sentence.skeleton, run[-1] + 1)
    )
    return (
        bool(active)
        and not _possessor(sentence.skeleton, run[-1])
        and not _aside(sentence.skeleton, run, figure.start)
    )


def _behind(sentence: Sentence, figure: Figure) -> list[int]:
    """The first mentions behind a figure: "With over 20 years of experience, our CISO leads ..."."""
    for run in sentence.runs:
        told = sentence.at(run[0]).kind == "title" or _LEADING.match(sentence.skeleton)
        if run[0] >= figure.end and sentence.at(run[0]).part != "past" and told:
            return run
    return []


def _beyond_object(sentence: Sentence, usable: list[list[int]], run: list[int]) -> list[int]:
    """The subject of "M oversees our IT department, has over 25 years": not the group beside the verb."""
    first = usable[0]
    if sentence.at(run[0]).kind != "group" or sentence.at(first[0]).kind not in ("title", "person", "he"):
        return run
    before = usable[usable.index(run) - 1]
    if sentence.at(before[0]).kind != "group" and re.fullmatch(
        r"\s*,\s*", sentence.skeleton[before[-1] + 1 : run[0]]
    ):
        return before
    coordinate = re.match(
        r"\s*,?\s*(?:and\s+)?(?:also\s+)?(?:has|holds|brings|possesses|served)\b",
        sentence.skeleton[run[-1] + 1 :],
    )
    closed = re.match(r"\s*,\s*who\b", sentence.skeleton[first[-1] + 1 :]) and re.match(
        r"\s*,\s+(?:has|brings|possesses)\b", sentence.skeleton[run[-1] + 1 :]
    )
    if closed:
        return first
    beside = re.search(
        r"(?:,|\band)\s+(?:\w+ly\s+)?[a-z]+s\s+(?:both\s+)?$", sentence.skeleton[first[-1] + 1 : run[0]]
    )
    governs = beside or re.match(
        r"\s*,?\s*(?:who\s+)?(?:\w+ly\s+)?(?!has\b|is\b|was\b)[a-z]+s\b",
        sentence.skeleton[first[-1] + 1 :],
    )
    return (
        first
        if coordinate
        and governs
        and not re.search(r"\b(?:who|which)\b[^,]*$", sentence.skeleton[first[-1] + 1 : run[0]])
        else run
    )


def _possessor(skeleton: str, place: int) -> bool:
    """Whether the mention is only whose something is: "the CISO's team", "our CIO and his team"."""
    return bool(
        re.match(
            r"(?:'s|s'|')\s+(?!experience|background|career|expertise|cyber|work|professional|over|more|\d)\w+",
            skeleton[place + 1 :],
        )
    )


def _aside(skeleton: str, run: list[int], end: int) -> bool:
    """Whether the mentions stand in an aside: ", in consultation with our CFO, has"."""
    before = skeleton[max(0, run[0] - 60) : run[0]]
    after = skeleton[run[-1] + 1 : end]
    return bool(
        re.search(
            r"(?:,|\()\s*(?:in\s+(?:conjunction|consultation|coordination|collaboration|partnership)\s+with|along\s+with|together\s+with|supported\s+by|assisted\s+by|with\s+(?:the\s+)?(?:support|assistance|help|oversight)\s+(?:from|of)|working\s+with|under\s+the\s+\w+\s+of|a\s+member\s+of|including)\s+(?:our|the|its)?\s*(?:[\w']+\s+)?$",
            before,
        )
        and re.match(r"[^.;]{0,40}?[,)]\s+(?:has|have|brings?|possess)", after)
    )


LONGEST_CAREER = 60
"""Years; a larger figure is the sum of several people's."""


def scope(skeleton: str, figure: Figure, floor: int) -> str:
    """The codebook's scope of a figure by the words near it, not before `floor`."""
    if max(figure.values) > LONGEST_CAREER:
        return "combined"
    near = skeleton[max(floor, figure.start - 90) : figure.end + 60]
    if AVERAGE.search(near):
        return "average"
    if COMBINED.search(skeleton[max(floor, figure.start - 140) : figure.end + 60]):
        return "combined"
    if EACH.search(skeleton[max(floor, figure.start - 120) : figure.end + 80]):
        return "each"
    return "individual"
