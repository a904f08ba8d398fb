"""How often the board or its committee is told about cybersecurity: one code per filing, with the sentence.

A frequency counts only in a clause whose subject or recipient is the board or a committee of it: management's own
meetings, tests and trainings have frequencies too. Not here: which committees are the board's, nor how frequencies are
written (`rules/cadence.toml`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import dataframely as dy
import polars as pl

from pipelines.metrics.board.reading import Reading, readings
from pipelines.metrics.board.register import without_directors
from pipelines.metrics.board.standing import topic
from pipelines.metrics.document import Evidence
from pipelines.metrics.language.rules import Found, Rules, rules

CADENCES = ("monthly", "every_meeting", "quarterly", "semiannual", "annual", "periodic", "not_disclosed")
"""Codes, most frequent first."""
RESULTS, MEETINGS = "its results go to the board as often", "at regular meetings"
"""Rules that tell how often only where nothing else does: in a filing, of what is done once a year, say, and then
reported; in a clause, of meetings that are only called regular."""
LOOSE = ("regular", "as needed")
"""What gives `periodic` where it stands near a report; "as needed" not of incidents."""
_RANK = {code: rank for rank, code in enumerate(CADENCES)}
REACH, OPENING, SHORT = 60, 24, 8
"""How far a word may stand from what it belongs to, and a sentence's first words from its beginning, in characters; how
many words an afterthought has at most."""


class CadenceFrame(Evidence):
    """One row per filing; `rule` and evidence are null where `cadence` is `not_disclosed`."""

    accession_number = dy.String(primary_key=True)
    cadence = dy.String(regex=f"^({'|'.join(CADENCES)})$")
    rule = dy.String(nullable=True)


CADENCE_SCHEMA = CadenceFrame.create_empty().schema
Stated = tuple[str, str]
"""A code, and the rule that says so."""


def derive_cadence(sentences: pl.DataFrame, read: list[Reading] | None = None) -> pl.DataFrame:
    """`SentenceFrame` to `CadenceFrame`, one row per filing of the sentences."""
    by_filing = {r.accession_number: r for r in (readings(sentences) if read is None else read)}
    rows = []
    for accession_number in sentences["accession_number"].unique(maintain_order=True):
        reading = by_filing.get(accession_number)
        if reading and (found := cadence_of(reading)):
            number, (code, rule) = found
            rows.append((*reading.evidence(number), accession_number, code, rule))
        else:
            rows.append((*(None,) * 6, accession_number, "not_disclosed", None))
    return pl.DataFrame(rows, schema=CADENCE_SCHEMA, orient="row")


_COMMITTEE = re.compile(r"⟦C(\d+)⟧")


def _told_to(reading: Reading, text: str) -> str:
    """A marked text with one mark for whoever stands for the board, and one for every other committee."""
    boards = reading.boards()
    text = _COMMITTEE.sub(lambda mark: "⟦B⟧" if int(mark[1]) in boards else "⟦C0⟧", text)
    return without_directors(text)


def cadence_of(reading: Reading) -> tuple[int, Stated] | None:
    """The most frequent cadence of a filing, with the first sentence that states it."""
    best: tuple[int, Stated] | None = None
    least = (0, 0)
    before: int | None = None
    for number, marked in reading.register.marked.items():
        text = _told_to(reading, marked)
        told = "⟦B⟧" in text
        if told or (before is not None and number - before <= 1 and _opens("goes on", text)):
            before = number
            if best and least[0] in (0, 2) and not _rules(*CADENCES[: _RANK[best[1][0]]]).candidates(text):
                continue  # no word of it is more frequent than what is known
            stated = sentence_cadence(text)
            if stated and (best is None or _doubt(stated, text) < least):
                best, least = (number, stated), _doubt(stated, text)
    return best


def _doubt(stated: Stated, text: str) -> tuple[int, int]:
    """What stands for a filing is the most frequent number; then what is told of all risks of the enterprise alike, then
    what has no number; what is merely passed on comes last."""
    general = _rules("general").first(text) is not None and "⟦B⟧" in text and topic(text) == ""
    return 3 if stated[1] == RESULTS else 2 if stated[0] == "periodic" else int(general), _RANK[stated[0]]


@cache
def _rules(*codes: str) -> Rules:
    return rules("cadence").giving(*codes)


def _opening(code: str, text: str) -> str | None:
    """The rule that gives `code` and stands at the beginning of a text."""
    text = text.lstrip()
    candidates = _rules(code).candidates(text)
    return next((rule.name for rule, form in candidates if form.pattern.match(text)), None)


def _opens(code: str, text: str) -> bool:
    """Whether such a rule stands there."""
    return _opening(code, text) is not None


def _without(code: str, text: str) -> str:
    """A text without what rules that give `code` read."""
    for _, form in _rules(code).candidates(text):
        text = form.pattern.sub("", text)
    return text


@lru_cache(maxsize=16384)
def sentence_cadence(text: str) -> Stated | None:
    """The most frequent cadence that one sentence states for the board ("⟦B⟧"; without it, for whom the sentence before
    it spoke of)."""
    if _rules("planned").first(text):
        return None
    told, text = "⟦B⟧" in text, _without("aside", text)
    if told and "⟦B⟧" not in text:
        return None
    return min(_stated(text), key=lambda stated: (_RANK[stated[0]], stated[1] == RESULTS), default=None)


def _stated(text: str) -> Iterator[Stated]:
    """Every cadence of a sentence, clause by clause."""
    follows = "⟦B⟧" not in text
    leads = follows or _leads(text)
    case = _opens("in case", text)
    reached = False
    clauses = _clauses(text)
    first = clauses[0] if clauses else ""
    if "⟦B⟧" in re.split(r", (?:who|which) ", text)[0]:
        yield from (
            stated for stated, start in _frequencies(first, not leads) if _foremost(stated, first[:start])
        )
    for before, clause, after in zip(["", *clauses], clauses, [*clauses[1:], ""], strict=False):
        named = (
            "⟦B⟧" in clause
            or _given(clause, after)
            or (_relative(clause) and before.rstrip(" ,").endswith("⟦B⟧"))
        )
        if not named and (_another(before, clause) or not (leads or (reached and _goes_on(clause)))):
            continue
        reached = reached or named
        incidents = _of_incidents(clause)
        if not case and not incidents and (told := _told(clause)):
            yield "periodic", told
        for (code, rule), _ in _frequencies(clause, not leads):
            if not (incidents and rule in (MEETINGS, "as needed")) and (code != "periodic" or not case):
                yield code, rule


def _foremost(stated: Stated, before: str) -> bool:
    """Whether a frequency opens its sentence, and so holds for all its clauses ("On a quarterly basis, ...")."""
    return (
        stated[0] != "periodic"
        and len(before) < OPENING
        and "⟦" not in before
        and not _rules("near").first(before)
    )


_JOINT = re.compile(
    r";|\((?:[ivx]{1,4}|[a-h]|\d)\)|,? (?:and|while|whereas|but|or|as well as) |, (?=(?:which|who|while|where|with) )"
)


def _clauses(text: str) -> list[str]:
    """The clauses of a sentence, each with a verb of its own."""
    clauses, at = [], 0
    for joint in _JOINT.finditer(text):
        tied = joint[0].endswith(("and ", "while ", "whereas ", "but ", "or ", "as ")) and not _opens(
            "clause", text[joint.end() :]
        )
        if tied or text[at : joint.start()].endswith((" to", " with")):
            continue
        clauses.append(text[at : joint.start()])
        at = joint.end()
    return [clause for clause in (*clauses, text[at:]) if clause.strip()]


def _leads(text: str) -> bool:
    """Whether the board or its committee is the sentence's subject."""
    before = text[: text.index("⟦B⟧")]
    return not any(_rules(code).first(before) for code in ("near", "other", "told"))


def _relative(clause: str) -> bool:
    return clause.lstrip().startswith(("which ", "who "))


def _another(before: str, clause: str) -> bool:
    """Whether a clause has another subject than the board."""
    return _opens("other subject", clause.lstrip(" ,")) or (
        _relative(clause) and before.rstrip(" ,").endswith("⟦C0⟧")
    )


def _given(clause: str, after: str) -> bool:
    """Whether a clause has its recipient in the next: "provides a quarterly update and presents a review to the Board"."""
    told = _rules("given").first(clause) and _opens("told", after.lstrip(" ,")) and "⟦B⟧" in after
    return bool(told) and not _rules("to another").first(clause)


def _goes_on(clause: str) -> bool:
    """Whether a clause that does not name the board goes on about what it was told."""
    if _rules("to another").first(clause):
        return False
    return len(clause.split()) <= SHORT or _rules("report").first(clause) is not None


def _told(clause: str) -> str | None:
    """The rule that says that the board is told, however often."""
    found = _rules("told").first(_without("not told", clause))
    return found.rule.name if found and not _opens("in case", clause) else None


def _of_incidents(clause: str) -> bool:
    """Whether a clause speaks of incidents, and of nothing more, whatever they are told for."""
    purpose = _rules("purpose").first(clause)
    told_of = clause[: purpose.match.start()] if purpose else clause
    return _rules("incidents").first(clause) is not None and _rules("substance").first(told_of) is None


_RECIPIENTS = re.compile(
    r", (?!(?:and |to |the |our |its )*[⟦A-Z])| and (?=to |with |at |on |monthly|quarterly|annual|semi|periodic|regular|then )"
)
"""Where those end that a report goes to at one frequency."""


def _frequencies(clause: str, alone: bool) -> Iterator[tuple[Stated, int]]:
    """The frequencies of a clause that belong to reports, reviews or meetings of the board, and where they begin; `alone`
    where the board is not the subject, so that each must go to it."""
    every = _apart(clause)
    numbered = any(found.rule.name != MEETINGS and found.rule.gives not in LOOSE for found in every)
    for found in every:
        start, end = found.match.span()
        before, rest = clause[:start], clause[end:]
        passed_on = None
        if _opens("elsewhere", rest):
            passed_on = None if _rules("whole").first(clause) else _opening("passed on", rest)
            if passed_on is None:
                continue
        if _closes("before", before) or (found.rule.name == MEETINGS and numbered):
            continue
        code = found.rule.gives
        if code == "annual" and _rules("approval").first(clause) and not _rules("report").first(clause):
            passed_on = RESULTS
        if code in LOOSE:
            if not _rules("near").first(before[-REACH:]) and not _rules("near").first(rest[:REACH]):
                continue
            code = "periodic"
        if alone and _opens("to another", rest) and "⟦B⟧" not in _RECIPIENTS.split(rest)[0]:
            continue
        yield (code, RESULTS if passed_on == RESULTS else found.rule.name), start


def _apart(clause: str) -> list[Found]:
    """The frequencies of a clause; of those that overlap, the one that begins first, then the longest."""
    kept: list[Found] = []
    for found in sorted(
        _rules(*CADENCES, *LOOSE).find(clause), key=lambda f: (f.match.start(), -f.match.end())
    ):
        if not kept or found.match.start() >= kept[-1].match.end():
            kept.append(found)
    return kept


def _closes(code: str, text: str) -> bool:
    """Whether a rule that gives `code` stands at the end of a text."""
    text = text.rstrip(" ,")
    return any(found.match.end() == len(text) for found in _rules(code).find(text[-2 * REACH :]))
