"""Whether cybersecurity threats or incidents have materially affected the company, as the text says it.

`no` where it denies it (or denies any incident, or any material one), `yes` where it says so, `not_stated` where
it speaks of the future or of possibilities alone. The flag as filed is another thing: `contradictions.py`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.mentions import EVIDENCE_COLUMNS

CODES = ("no", "yes", "not_stated")


class MaterialEffectFrame(Evidence):
    """One row per filing; evidence is null where `material_effect` is `not_stated`."""

    accession_number = dy.String(primary_key=True)
    material_effect = dy.String(regex=f"^({'|'.join(CODES)})$")


MATERIAL_EFFECT_SCHEMA = MaterialEffectFrame.create_empty().schema


class Form(NamedTuple):
    """One form of language: what it says, words that it must take, and its pattern."""

    code: str
    example: str
    pattern: str


_EVENT = (
    r"(?:incidents?|breach(?:es|ed)?|attacks?|intrusions?|compromises?|threats?|events?|occurrences?|exploits?|ransomware|"
    r"hack(?:s|ing|ed)?|violations?|cyber-?attacks?|unauthorized access|failures?|disruptions?|interruptions?|intruders?|"
    r"penetrations?|outages?|theft|leak(?:s|age)?|issues?|vulnerabilit(?:y|ies)|compromised|losse?s?|infiltrations?|problems?)"
)
_EFFECT = r"(?:affect|impact|effect|harm|disrupt|damage|impair|consequence|influence|interfere|loss|interrupt|impede)"
_AUX = r"(?:has|have|had|did|do|does|was|were|is|are)"
_NOT = rf"(?:\b{_AUX}(?:n't| ?no ?t| never| neither)\b|\bno ?t\b|\bnever\b)"
_MET = (
    r"(?:experience\w*|identif\w+|aware|encounter\w*|suffer\w*|detect\w*|discover\w*|sustain\w*|been|had|have|has|faced?|found|"
    r"observed?|noted|recorded?|reported|incur\w*|occurred|seen|witnessed|know\w*|undergone|uncovered|determined|recogni[sz]ed|"
    r"victims?|subject(?:ed)?|registered|received?|become|confronted|exposed|met|endured|underwent|confirmed|learned|believe)"
)
_KIND = r"(?:[\w'/&-]+,? ){0,9}?"

_MATERIALLY = r"(?:material(?:ly)?|significant(?:ly)?|adverse(?:ly)?|substantial(?:ly)?)"

FORMS = (
    Form("yes", "threats have materially affected us",
         r"\b(?:have|has|had)(?: been|,? (?:to date|also|already|previously|in the past),?| and continue\w* to)* materially(?:,? and adversely| adversely)?"
         r" (?:affected|impacted|harmed|disrupted|damaged)(?P<gap>)"),
    Form("yes", "the incident had a material impact on our results",
         r"\b(?:had|resulted in|caused) (?:an? )?(?P<gap>(?:\w+ ){0,3}?)material(?:ly)?,? (?:and )?(?:adverse |negative )?(?:impact|effect|disruption|loss)\w*"
         r" (?:on|to|in|of) (?:us|our|the company|its|the group)\b"),
    Form("yes", "the incident had a significant negative impact on our operating results",
         r"\b(?:incident|attack|breach|event)\b(?P<gap>.{0,100}?)\b(?:had a significant (?:\w+ )?(?:impact|effect) on|(?:adversely|negatively|significantly|materially) (?:impacted|affected))"
         r" (?:our|the company'?s) (?:[\w'-]+ ){0,5}?(?:results|revenues?|earnings|sales)\b(?! (?:cycle|collection))"),
    Form("yes", "which we determined was a material cybersecurity incident",
         r"\b(?:we|management|company|it|group|registrant) (?:\w+ ){0,2}?(?:determined|concluded)(?: that)?(?: \w+){0,6}? (?:was|were|had|has had|constituted|to be|is)"
         r"(?P<gap>(?: \w+){0,3}?) material\b"),
    Form("yes", "we experienced a material cybersecurity incident",
         r"\b(?:experienced|suffered|victim of|sustained|disclosed|announced) (?:an?|one|two|the)(?P<gap>(?: \w+){0,3}?) material (?:\w+,? ){0,3}?"
         r"(?:incident|breach|attack|event|cyber-?attack)s?\b"),
    Form("no", "threats have not materially affected us",
         _NOT + r"(?P<gap>(?:(?!;|\bonly\b|\bbut\b).){0,260}?)\b" + _MATERIALLY + r"\b.{0,60}?\b" + _EFFECT),
    Form("no", "no incident has materially affected us",
         r"\b(?:no|none|neither|nor|nothing|without)\b(?P<gap>(?:(?!;|\bassurance|\bbut\b).){0,220}?)\b" + _MATERIALLY + r"\b.{0,40}?\b" + _EFFECT),
    Form("no", "have not experienced any cybersecurity incidents",
         _NOT + r"(?: | ?, [^,;]{1,60}, | \([^)]{1,60}\) )(?:\w+ ){0,6}?" + _MET + r"\b(?P<gap>(?:(?!;|\bbut\b).){0,140}?)\b" + _EVENT + r"\b"),
    Form("no", "experienced no cybersecurity incidents", r"\b(?:no|zero(?![ -]?(?:trust|day)))\b (?P<gap>" + _KIND + r")" + _EVENT + r"\b"),
    Form("no", "none of these incidents was material", r"\b(?:none|neither)\b(?P<gap>.{0,160}?)\b(?:material|significant|adverse)"),
    Form("no", "the incidents were immaterial", r"\b(?:immaterial|non-?material|insignificant|not to a material extent)\b(?P<gap>)"),
    Form("no", "the incident was not material", _NOT + r"(?P<gap>(?: [\w,-]+){0,8}?) (?:material|significant)\b(?! (?:\w+ )?(?:cyber\w*|risks?|security|information|operations|amounts?|third|business|threats?))"),
    Form("no", "incidents have not affected our operations",
         r"\b(?:has|have|had|did|was|were)(?:n't| not| never)(?: been)?(?P<gap>(?: [\w,-]+){0,4}?)"
         r" (?:affect|impact|disrupt|compromis|result|interrupt|harm|impair|caus)\w*"),
    Form("no", "attacks were stopped without affecting operations",
         r"\b(?:have|has|had|were|was)\b(?:(?!;).){0,120}\bwithout (?:any )?(?P<gap>(?:\w+ ){0,3}?)(?:affecting|impacting|disrupting|compromising|impact|disruption|effect|interruption)\b"),
)  # fmt: skip
"""What is said of effects so far, in the order in which it is looked for."""

_COMPILED = [(form.code, form.example, re.compile(form.pattern, re.IGNORECASE)) for form in FORMS]
_DENYING = r"(?i)\b(?:not|no|never|none|nor|neither|without|nothing|zero)\b|n't\b|\b(?:immaterial|non-?material|insignificant)\b"
_AFFIRMING = (
    r"(?i)\b(?:have|has|had)\b.* materially|\b(?:had|resulted in|caused) .*material|"
    r"\b(?:determined|concluded) .*material|\b(?:experienced|suffered|victim of|sustained|disclosed|announced) .*material|"
    r"\b(?:incident|attack|breach|event)\b.*(?:significant|adversely|negatively|materially)"
)
_TOPIC = (
    r"(?i)incident|breach|attack|threat|intrusion|hack|ransomware|unauthori|compromis|occurrence|exploit|leak|outage|disrupt|event|"
    r"attempt|interrupt|violation|failure|theft|cyber|challenge|issue|\brisks\b"
)
_TENSE = r"(?i)\b(?:has|have|had|did|do|does|was|were|is|are|been|experienced|identified|none|no)\b"
"""Rust patterns by which Polars finds the sentences that are looked at."""

_FUTURE = re.compile(
    r"(?i)\b(?:reasonably (?:likely|expected|be expected)|likely|could|(?-i:may)|might|would|will|can|cannot|able to|expect\w*|should|shall|potential\w*|poses?|presents?)\b"
)
_PAST = re.compile(
    r"(?i)\b(?:has|have|had|did|been|was|were|occurred|experienced|affected|impacted|resulted)\b"
)
_FOUND = re.compile(
    r"(?i)^(?: \w+){0,5}? (?:identif\w+|aware|discover\w*|detect\w*|determined|believe\w*|know\w*|become|encounter\w*|experience\w*|fac\w+|had)\b"
)
_DOUBT = re.compile(
    r"(?i)\b(?:(?-i:may)|might|could|would|can|will|should|shall|assur\w+|guarantee\w*|certain|always|until|unless|undetected|fail\w*|"
    r"believe it is|to ensure|so that|goal|intended to|designed to)\b[^,:;.]{0,18}$|\b(?:if|whether|when|once|unless)\b[^,;.]{0,60}$|\bto (?:confirm|ensure|verify|determine)\b[^,;.]{0,60}$|(?i:\bno assurance\b|\bcannot (?:assure|guarantee|be certain)\b).{0,120}$"
)
_RELATIVE = re.compile(
    r"(?i)\b(?:incidents?|threats?|attacks?|breach(?:es)?|events?|vulnerabilit(?:y|ies)|risks?|exploits?|intrusions?|compromises?|those|ones?|but|and),?"
    r" (?:of )?(?:that|which|whom)(?: (?:we|the company|they|it|management|our \w+|us))? ?$"
)
_POINTER = re.compile(
    r"(?i)\b(?:see|refer to|(?:described|discussed|included|disclosed) (?:in|under)|please)\b"
)
_HYPOTHETICAL = re.compile(
    r"(?i)\b(?:not|no|never|none|neither|nor|whether|if|any|(?-i:may)|could|might|would|will|extent|without|how|once|when|should|upon|until|unless|"
    r"event (?:that|of|a|an|we|the)|in the event|after|describe\w*|determine (?:whether|if)|assess\w*|potential\w*|others|other companies|peers|can|see|refer|information (?:about|regarding|on|concerning))\b|n't\b"
)
_CLAUSE = re.compile(r"(?i)\b(?:that|which)\b")
_NEXT_CLAUSE = re.compile(
    r"(?i);|,? \b(?:but|however|although|though)\b|, (?:and )?(?:we|there|it|the|our|any|and)\b|\bassurance\b"
)
_NO_OBJECT = re.compile(
    r"(?i)\b(?:assurance\w*|guarantee\w*|certainty|longer|matter|over|to|about|with|for|on|who|process\w*|polic\w+|plans?|programs?|"
    r"insurance|control|way|system|method|can|will|could|may|employees|director|committee|one|company|organi[sz]ation|single|security measures?)\b"
)
_OTHER_OBJECT = re.compile(
    r"(?i)\b(?:operations|committees?|officers?|polic\w+|programs?|process\w*|plans?|insurance|personnel|employees|directors?|control|"
    r"capab\w+|ability|board|own|experience in|expertise|position)\b"
)
_HAPPENED = re.compile(
    r"(?i)\b(?:been|experienc\w+|had|has|have|identified|occurred|reported|aware|suffered|were|was|detected|there (?:are|is)|encountered|"
    r"sustained|resulted|knows?|noted|observed|faced|found|materiali[sz]ed|incurred|recorded)\b"
)


_EXCEPTED = re.compile(
    r"(?i)\b(?:other than|except for|except as|aside from|apart from)\s+"
    r"(?:(?:the|this|that|these|those|one|an? unauthorized)\s+(?:[\w'-]+ ){0,3}?(?:incidents?|(?:cyber-?)?attacks?|breach(?:es)?|event|access)\b(?! response)"
    r"|the foregoing\b|(?:as )?describ\w+ above\b)"
    r"[^.;]{0,160}\b(?:not|no)\b[^.;]{0,160}\bmaterially\s+(?:affect|impact|harm)"
)
"""A denial that leaves one incident out affirms that one: "other than the March incident, we have not experienced
incidents that have materially affected us"."""


def derive_material_effect(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `MaterialEffectFrame`: one row for every filing of the input."""
    text = pl.col("text")
    candidates = sentences.filter(
        text.str.contains(_TOPIC)
        & (text.str.contains(_DENYING) & text.str.contains(_TENSE) | text.str.contains(_AFFIRMING))
    )
    columns = ("accession_number", "sentence_number", "concept", "ordinal", "start", "end", "text")
    found = {
        accession_number: _effect(filing)
        for accession_number, filing in groupby(candidates.select(columns).iter_rows(), key=itemgetter(0))
    }
    names = ("accession_number", "material_effect", *EVIDENCE_COLUMNS)
    rows = [
        (accession_number, *found.get(accession_number, ("not_stated", *(None,) * 6)))
        for accession_number in sentences["accession_number"].unique(maintain_order=True)
    ]
    frame = pl.DataFrame(rows, schema={name: MATERIAL_EFFECT_SCHEMA[name] for name in names}, orient="row")
    return frame.select(MATERIAL_EFFECT_SCHEMA.names())


def _effect(filing: Iterable[tuple[object, ...]]) -> tuple[object, ...]:
    """What one filing says: a sentence that says `yes` decides, else the first that says `no`."""
    denied: tuple[object, ...] | None = None
    for _, *place, text in filing:
        said = sentence_effect(str(text), denied is None)
        if said == "yes":
            return (said, *place, text)
        if said == "no" and denied is None:
            denied = (said, *place, text)
    return denied or ("not_stated", *(None,) * 6)


@lru_cache(maxsize=1 << 15)
def sentence_effect(text: str, denials: bool = True) -> str | None:
    """What one sentence says of effects so far: `yes`, `no`, or None. Without `denials` only `yes` is looked for.

    Remembered, as two sentences in five of the archives stand in another filing word for word.
    """
    if _EXCEPTED.search(text):
        return "yes"
    for code, name, pattern in _COMPILED:
        if code == "no" and not denials:
            return None
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 160) : match.start()]
            if code == "yes":
                pointer = _RELATIVE.search(before) and _POINTER.search(text)
                if not pointer and not _HYPOTHETICAL.search(text[: match.end()]):
                    return code
            elif not _DOUBT.search(before) and _holds(name, match, text, before):
                return code
    return None


def _holds(name: str, match: re.Match[str], text: str, before: str) -> bool:
    """Whether a denial that was found speaks of what has happened."""
    gap, tail = re.sub(r"(?i)\b(?:past|actual|known) or potential\b", "", match["gap"]), text[match.end() :]
    opening = text[match.start() : match.start("gap")]
    if name in ("threats have not materially affected us", "no incident has materially affected us"):
        past = bool(_PAST.search(gap)) or (bool(_PAST.search(opening)) and not _FOUND.match(gap))
        return past or not _FUTURE.search(text[match.start() : match.end()])
    if name == "have not experienced any cybersecurity incidents":
        return not (
            _RELATIVE.search(before) or _restricted(tail) or _FUTURE.search(gap) or _OTHER_OBJECT.search(gap)
        )
    if name == "experienced no cybersecurity incidents":
        near = text[max(0, match.start() - 80) : match.end() + 80]
        return bool(_HAPPENED.search(near)) and not _NO_OBJECT.search(gap) and not _restricted(tail)
    if name == "the incidents were immaterial":
        return bool(
            re.search(r"(?i)\b(?:experienced|had|were|was|been|occurred|encountered|suffered)\b", text)
        )
    if name == "the incident was not material":
        happened = re.match(r"(?i)(?:has|have|had|was|were|did)", opening)
        return bool(happened and re.search(_TOPIC, text)) and not _FUTURE.search(gap)
    return not _FUTURE.search(gap)


def _restricted(tail: str) -> bool:
    """Whether what follows an event limits it to the future ("threats that are reasonably likely to ...")."""
    if re.match(r"(?i) (?:that|which) (?:are|is|were|was) (?:\w+ )?material", tail):
        return False
    if re.match(r"(?i),? (?:currently )?(?:reasonably )?likely", tail):
        return True
    tail = _NEXT_CLAUSE.split(tail[:200], maxsplit=1)[0]
    if clause := _CLAUSE.search(tail):
        words = tail[clause.end() : clause.end() + 110]
        future = _FUTURE.search(
            re.sub(
                r"(?i)\b(?:would|could|(?-i:may)) (?:be|have been) (?:deemed|considered|classified|material|required|regarded)",
                "",
                words,
            )
        )
        past = _PAST.search(words)
        return future is not None and (past is None or past.start() > future.start() + 60)
    return False
