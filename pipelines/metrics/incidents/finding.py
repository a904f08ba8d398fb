"""What a rule found in a report: the value, the sentence, the rule; and whether the sentence says or denies it.

What every reader of incident reports shares; not here: any question that is asked of a report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.metrics.incidents.report import Report, Sentence
from pipelines.metrics.language.rules import Rule, Rules, rules

_CLAUSE = re.compile(
    r";|: |\band that\b|, (?:and|then) (?=\w+ed\b)|, (?:and |but |which |so )?(?=(?:the|it|we|they|an?|our|its|these|this|some|certain"
    r"|there)\b)"
    r"|\band (?=(?:threatened|demanded|is|are|was|were|has|have|had|also|immediately|promptly|notified|engaged|retained|will)\b)"
    r"|, (?:who|which)\b|\b(?:but|however|although|though|while|because|nevertheless|nonetheless)\b,?",
    re.IGNORECASE,
)
"""Where the reach of "not" and "whether" ends."""
_DENIED = re.compile(
    r"\b(?:no(?!\. ?\d)|nothing|not(?! only| limited to)|never|neither|nor|none"
    r"|without(?! (?:authori[sz]ation|permission|consent|(?:a )?business))"
    r"|cannot(?! (?:be )?(?:exclude|rule))|unaware|unable|fail\w* to|ruled out)\b|n't\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not(?! only| limited to)|no(?!\. ?\d)|nothing|never|neither|nor|none)\b|n't\b", re.IGNORECASE
)
_CLAIMED = re.compile(r"\balleg\w+\b(?! to be)", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:whether|if|extent (?:of any|to which)|should (?:we|the|it|any)|could|might|would|potential(?:ly)? (?:for|of|future)"
    r"|risks? (?:of|that|factors?)"
    r"|to determine|prevent\w*|avoid\w*"
    r"|(?:protect|defen[ds]|guard|measure|safeguard|secur)\w*[^.;]{0,40} against|future|alleg\w+\b(?! to be)"
    r"|claim(?:s|ed|ing) to (?!possess)|in the event"
    r"|designed to|watch for|vigilant|faces? (?=attempts|threats|attacks|risks)|other compan\w+)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can)\b(?! have)")  # not "May 4"
_FUTURE = re.compile(r"\b(?:will(?! continue)|intends? to|plans? to|expects? to|shall)\b", re.IGNORECASE)
NEAR = 45
"""Characters before a phrase in which "may" and "will" are looked for."""
REACH = 160
"""Characters before a phrase in which a denial of it is looked for."""


@dataclass(frozen=True)
class Finding:
    """A derived value: what it answers (`key`, of the codebook), the value, the rule and the sentence it rests on."""

    key: str
    value: Any
    rule: str
    sentence: Sentence


@dataclass(frozen=True)
class Hit:
    """A rule's phrase in a sentence."""

    rule: Rule
    sentence: Sentence
    number: int
    text: str
    start: int
    end: int

    @property
    def is_weak(self) -> bool:
        """Whether its rule counts only where no other does."""
        return bool(self.rule.data.get("weak"))

    @property
    def words(self) -> str:
        """The words that the rule reads."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The words of the same clause before the phrase."""
        first = max(0, self.start - REACH)
        cuts = [cut.end() for cut in _CLAUSE.finditer(self.text, first, self.end) if cut.end() <= self.start]
        return self.text[cuts[-1] if cuts else first : self.start]

    @property
    def is_denied(self) -> bool:
        """Whether the clause denies it, before or within the phrase ("no evidence that …"); what rules that read
        denials found is not."""
        if self.rule.data.get("denies"):
            return False
        return bool(_DENIED.search(self.before) or _NOT.search(self.words))

    @property
    def is_open(self) -> bool:
        """Whether the clause leaves it open ("whether", "could"), or speaks of risks and precautions."""
        return bool(_OPEN.search(self.before) or _CLAIMED.search(self.words))

    @property
    def is_possible(self) -> bool:
        """Whether it only may or will be so."""
        near = self.before[-NEAR:]
        return bool(_MAY.search(near) or _FUTURE.search(near))

    def finding(self, key: str, value: Any) -> Finding:
        """A value that rests on it."""
        return Finding(key, value, self.rule.name, self.sentence)


@cache
def phrases(question: str, *codes: str) -> Rules:
    """The rules of a file that give one of some codes; looked up once."""
    return rules(question).giving(*codes)


def hits(report: Report, rules: Rules, *, marked: bool = False) -> Iterator[Hit]:
    """Every place of every rule in a report, in reading order; `marked`: in the text with marks for dates."""
    for number, sentence in enumerate(report.sentences):
        text = sentence.marked if marked else sentence.text
        for rule, match in rules.find(text):
            yield Hit(rule, sentence, number, text, match.start(), match.end())


def said(report: Report, rules: Rules) -> Iterator[Hit]:
    """The places that the report says: neither denied nor left open."""
    return (hit for hit in hits(report, rules) if not hit.is_denied and not hit.is_open)
