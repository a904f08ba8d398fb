"""Whose years a figure tells: the mentions it belongs to, in the grammar of its own sentence, and its scope.

Works on skeletons (`mentions.py`) with `rules/officer_whose.toml`. Not here: who the mentions are (`people.py`), what is done
with the years (`reading.py`).
"""

import re
from functools import lru_cache

from pipelines.metrics.language.rules import rules
from pipelines.metrics.officers.figures import MARK, Figure
from pipelines.metrics.officers.mentions import Sentence

RULES = rules("officer_whose")
_DIRECT, _WHO, _ASIDE = RULES.giving("direct"), RULES.giving("who"), RULES.giving("aside")
_SCOPES = RULES.giving("average", "combined", "each")
LONGEST_CAREER = 60
"""Years; a larger figure is the sum of several people's."""
MOST_OF_ONE = 45
"""Years; from here on a figure that is told as combined is a sum, though one person is named."""
FORMER = "our former CIO"
"""The rule of a post's former holder, whose years are not the present one's."""
_BEFORE, _BEHIND = 140, 70
"""How far around a figure, in characters, the word stands that tells a sum or an average."""
_LEADING = re.compile(
    r"(?i)(?:[\w,]+\s+){0,6}?(?:with|having|bringing|drawing|leveraging|possessing|over|more|after|holding|based|collectively|combined)\b"
)
"""Opens a sentence whose figure comes before its subject."""
_ONE_OF = re.compile(r"(?<![Ee]ach )\bmember of\b")
"""In a group that somebody is one of: "is a member of our executive committee and has"."""
_OBJECT = re.compile(r"(?:,|\band)\s+(?:\w+ly\s+)?[a-z]+s\s+(?:both\s+)?$")
_GOVERNS = re.compile(r"\s*,?\s*(?:who\s+)?(?:\w+ly\s+)?(?!has\b|is\b|was\b)[a-z]+s\b")
_WITH = re.compile(r"\s*,?\s+with\s")
"""Behind the team that one leads: "our CTO leads the security team with over five years of experience at Larkfield"."""
_COORDINATE = re.compile(r"\s*,?\s*(?:and\s+)?(?:also\s+)?(?:has|holds|brings|possesses|served)\b")


def subject(sentence: Sentence, figure: Figure) -> list[int]:
    """The positions of the mentions whose years a figure tells: the nearest before it that are no bystanders,
    else the first behind it; empty where the sentence names nobody."""
    skeleton = sentence.skeleton
    before = [run for run in sentence.runs if run[-1] < figure.start]
    usable = [run for run in before if _may_have_years(sentence, run, figure)]
    direct = [run for run in usable if _holds(_DIRECT, skeleton[run[-1] : figure.start] + MARK)]
    if direct:
        nearest = direct[-1]
        if _holds(_WHO, skeleton[nearest[-1] : figure.start]):
            return nearest[-1:]
        return _beyond_object(sentence, usable, nearest)
    heads = (
        [run for run in usable if sentence.at(run[0]).kind not in ("group", "board")]
        or [run for run in usable if sentence.at(run[0]).kind == "group"]
        or usable
    )
    if heads:
        return heads[-1]
    return [] if before else _behind(sentence, figure)


@lru_cache(maxsize=4096)
def _holds(some: object, text: str) -> bool:
    """Whether a rule stands at the beginning of a text; "(who has" is read as ", who has"."""
    text = text.replace(" (who", ", who").replace(" (with", ", with").replace(" - ", ", ")
    return any(found.match.start() == 0 for found in some.find(text))  # type: ignore[attr-defined]


def _may_have_years(sentence: Sentence, run: list[int], figure: Figure) -> bool:
    """Whether mentions act, or go on with "who has", and are in no aside."""
    behind = sentence.skeleton[run[-1] : figure.start]
    first = sentence.at(run[0])
    active = first.part == "active" or (first.part_rule != FORMER and _holds(_WHO, behind))
    told = sentence.skeleton[max(0, run[0] - 20) : run[0]] + first.text
    one = first.kind == "group" and _ONE_OF.search(told)
    return active and not one and not _in_aside(sentence, run, figure)


def _in_aside(sentence: Sentence, run: list[int], figure: Figure) -> bool:
    """Whether the mentions stand in an aside: "our team, led by our CISO, has"."""
    before = sentence.skeleton[max(0, run[0] - 60) : run[0] + 1]
    behind = sentence.skeleton[run[-1] + 1 : figure.start]
    closed = re.match(r"[^.;]{0,40}?[,)]\s+(?:has|have|brings?|possess|includes?|are|consists?)", behind)
    return bool(closed) and any(found.match.end() == len(before) for found in _ASIDE.find(before))


def _behind(sentence: Sentence, figure: Figure) -> list[int]:
    """The first mentions behind a figure: "With over 20 years of experience, our CISO leads ..."."""
    for run in sentence.runs:
        told = sentence.at(run[0]).kind == "title" or _LEADING.match(sentence.skeleton)
        if run[0] >= figure.end and sentence.at(run[0]).part != "past" and told:
            return run
    return []


def _beyond_object(sentence: Sentence, usable: list[list[int]], run: list[int]) -> list[int]:
    """The subject of "M oversees our IT department, has over 25 years": not the group beside the verb."""
    skeleton, one = sentence.skeleton, ("title", "person", "he")
    first = next((other for other in usable if sentence.at(other[0]).kind in one), usable[0])
    if sentence.at(run[0]).kind != "group" or sentence.at(first[0]).kind not in one:
        return run
    before = usable[usable.index(run) - 1]
    if sentence.at(before[0]).kind != "group" and re.fullmatch(
        r"\s*(?:,|of)\s*", skeleton[before[-1] + 1 : run[0]]
    ):
        return before
    between, behind = skeleton[first[-1] + 1 : run[0]], skeleton[run[-1] + 1 :]
    if re.match(r"\s*,\s*who\b", between) and re.match(r"\s*,\s+(?:has|brings|possesses)\b", behind):
        return first
    governs = _OBJECT.search(between) or _GOVERNS.match(skeleton, first[-1] + 1)
    inner = re.search(r"\b(?:who|which)\b[^,]*$", re.sub(r"^\s*,?\s*who\b", "", between))
    own = (
        _WITH.match(behind) and not sentence.at(run[0]).text.lower().startswith("a ") and not shared(skeleton)
    )
    return first if (_COORDINATE.match(behind) or own) and governs and not inner else run


def scope(skeleton: str, figure: Figure, floor: int) -> tuple[str, str]:
    """The codebook's scope of a figure by the words near it, not before `floor`, and the rule of it."""
    if max(figure.values) > LONGEST_CAREER:
        return "combined", "longer than a career"
    near = skeleton[max(floor, figure.start - _BEFORE) : figure.end + _BEHIND]
    found = _SCOPES.first(near)
    return (found.rule.gives, found.rule.name) if found else ("individual", "one person's")


def shared(text: str) -> bool:
    """Whether a text tells a sum."""
    return any(found.rule.gives == "combined" for found in _SCOPES.find(text))
