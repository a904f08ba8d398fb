"""Which titles of a sentence are one person's, by its grammar and `rules/officer_one_person.toml`.

Not here: joining what all sentences of a filing say (`people.py`).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.metrics.language.rules import rules
from pipelines.metrics.officers.mentions import VICE, M, Mention, Sentence

RULES = rules("officer_one_person")
_AND = re.compile(r"\s*,?\s*(?:and|&)\s+")
_INVERTED = re.compile(
    r"(?i)\b(?:supporting|assisting|reporting|partnering|alongside|working|under|below)(?:\s+\w+){0,4}\s+$"
)
"""Before a title that is another's: "reporting to our COO is our CISO"."""
_UNSAYS = re.compile(r"\bnot\b|\bincluding\b|\breport|\bby\b|\bto\s+(?:the|our)\b")
_OBJECT = re.compile(
    r"(?:\b(?:including|includes?|by|to|with|from|of|between|among|such\s+as|like|comprising|through|for|under|both|,)"
    rf"|(?:[)\"']|{M}),)\s+(?:(?:the|our|its)\s+)?(?:\w+'?s?\s+)?$"
)
"""Before "A and B" that is no subject: its verb says nothing of how many they are."""
_BESIDE = r"\s*,?\s*(?:(?:who|currently|also|\w+ly)\s+){0,2}"
_VERBS = (
    "hold|lead|oversee|manage|report|provide|serve|bring|possess|maintain|supervise|head|direct|work|meet|present|brief|update"
    "|keep|coordinate|monitor|evaluate|assess|attend|receive|help|identify|track|share|collaborate|conduct|support|form|play"
)
_PLURAL = re.compile(rf"{_BESIDE}(?:each|both|jointly|together|have|are|were|{_VERBS})\b")
_SINGULAR = re.compile(rf"{_BESIDE}(?:has|is|was|joined|(?:{_VERBS})e?s)\b")
_OWN_BEFORE = re.compile(r"\b(?:[Oo]ur|[Tt]he)\s+$")
_OWN_NEXT = re.compile(rf"(?:\s*,|\s+and)\s+(?:our|the|its)\s+{M}")
"""Behind a pair under one article where the next has its own: "our VP of Technology and CIO, our CISO, and"."""
_LISTED = re.compile(rf"{M},\s+$")
_LIST_ENDS = re.compile(rf"\s*,\s+(?:and\s+)?(?:(?:the|our|its)\s+)?{M}")
"""Around a pair inside a list that goes on: "the CIO, COO and CTO, and our CFO"."""


def same_person(sentence: Sentence) -> Iterator[tuple[Mention, Mention, str]]:
    """Pairs of neighbouring title mentions with what the sentence says of them: the `same` person for certain ("the
    CISO and CIO roles are filled by one individual"), `one` person ("who also serves as our CISO"), `likely` one ("our
    CTO and CISO has"), `perhaps` one ("our Vice President of IT and Chief Information Security Officer"), `two`
    ("our CTO and CISO have")."""
    runs = {place: run for run in sentence.runs for place in run}
    for left, right in pairwise(runs):
        first, second = sentence.at(left), sentence.at(right)
        if any(one.kind != "title" or one.plural for one in (first, second)):
            continue
        gap, behind = sentence.skeleton[left + 1 : right], sentence.skeleton[right + 1 : right + 200]
        if _AND.fullmatch(gap):
            same = any(not found.match.start() for found in _SAME.find(sentence.skeleton[left : right + 90]))
            before = sentence.skeleton[:left]
            verdict = "same" if same else _one_or_two(before, behind, len(runs[left]), first, second)
            joined = "&" in gap and len(runs[left]) == len("AB") and verdict not in ("same", "two")
            yield first, second, "one" if joined else verdict
        elif (
            len(gap) > MOST_LINK
            and first.part == "active"
            and second.part != "past"
            and _says_one(sentence, left, right)
        ):
            yield first, second, "one"
        elif runs[left] is runs[right]:
            yield first, second, "two"


MOST_LINK = 3
"""Characters of a gap that is a mere ", " or "/"."""
_SAME, _ONE = RULES.giving("same"), RULES.giving("is", "also")


def _says_one(sentence: Sentence, left: int, right: int) -> bool:
    """Whether what stands between two titles says that they are one person's."""
    gap = sentence.skeleton[left + 1 : right]
    said = [
        found for found in _ONE.find(sentence.skeleton[left : right + 1]) if found.match.end() > len(gap) + 1
    ]
    told = any(found.match.start() == 0 and (found.rule.gives == "is" or not _unsaid(gap)) for found in said)
    return told and not _INVERTED.search(sentence.skeleton[:left])


def _unsaid(gap: str) -> bool:
    """Whether the last clause between two titles denies that they are one's, or is another's."""
    return bool(_UNSAYS.search(re.split(r",\s+and\s+(?=(?:has\s+)?(?:also|currently)\s)", gap)[-1]))


_USUAL = {("VP_SECURITY", "CISO"), ("VP_SECURITY", "CSO"), ("GC", "CCO")}
"""Titles that one person has, where nothing tells otherwise."""


_CHIEF = re.compile(r"(?i)(?:\w+ )?(?:chief|general counsel)|(?-i:C[A-Z]+O)")
_RANKED_CHIEF = re.compile(r"(?:\w+ )?Vice President, (?:Chief|General Counsel)")
"""Under one article with another chief's title: "our Executive Vice President, Chief Administrative Officer and General Counsel"."""


def _one_or_two(before: str, behind: str, length: int, first: Mention, second: Mention) -> str:
    """The verdict on "A and B" by the verb behind them and what stands before them."""
    ranked = _RANKED_CHIEF.match(first.text) and _CHIEF.match(second.text) and not _PLURAL.match(behind)
    own = VICE.search(first.text) and _OWN_BEFORE.search(before) and (_OWN_NEXT.match(behind) or ranked)
    if own or (_LISTED.search(before) and _LIST_ENDS.match(behind)):
        return "one"
    if (first.role.code, second.role.code) in _USUAL:
        return "one"
    if length > len("AB"):
        return "unsaid"
    if _PLURAL.match(behind) or (
        re.search(r"\bboth\s+(?:our|the)\s+$", before[-12:]) and not behind.startswith(" role")
    ):
        return "two"
    if _SINGULAR.match(behind) and second.part == "active" and not _OBJECT.search(before):
        return "one" if VICE.search(first.text) else "likely"
    return "perhaps" if VICE.search(first.text) and _CHIEF.match(second.text) else "unsaid"
