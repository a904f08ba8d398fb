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
from pipelines.metrics.board.register import BOARD, MARK, without_directors
from pipelines.metrics.board.standing import topic
from pipelines.metrics.document import Evidence
from pipelines.metrics.language.rules import Found, Rules, rules

CADENCES = ("monthly", "every_meeting", "quarterly", "semiannual", "annual", "periodic", "not_disclosed")
"""Codes, most frequent first."""
RESULTS, MEETINGS = "its results go to the board as often", "at regular meetings"
"""Rules that tell how often only where nothing else does: in a filing, of what is done once a year, say, and then
reported or approved; in a clause, of meetings that are only called regular."""
LOOSE = ("regular", "as needed")
"""What gives `periodic` where it stands near a report; "as needed" not of incidents."""
_RANK = {code: rank for rank, code in enumerate(CADENCES)}
MEMORY = 2
"""Sentences back to the one that named the board, from one that goes on about what it is told."""
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


def cadence_of(reading: Reading) -> tuple[int, Stated] | None:
    """The most frequent cadence of a filing, with the first sentence that states it: a number before what has none, what
    is told of cybersecurity before what is told of all risks of the enterprise alike, and last what is merely passed on."""
    best: tuple[tuple[int, int], int, Stated] | None = None
    boards, before = reading.boards(), -MEMORY
    for number, marked in reading.register.marked.items():
        # one mark for whoever stands for the board, and one for every other committee
        text = without_directors(MARK.sub(lambda mark: BOARD if int(mark[1]) in boards else "⟦C0⟧", marked))
        if BOARD in text or (number - before < MEMORY and _opens("goes on", text)):
            before = number
            if stated := sentence_cadence(text):
                general = _rules("general").first(text) is not None and BOARD in text and topic(text) == ""
                doubt = 3 if stated[1] == RESULTS else 2 if stated[0] == "periodic" else int(general)
                if best is None or (doubt, _RANK[stated[0]]) < best[0]:
                    best = (doubt, _RANK[stated[0]]), number, stated
    return best and best[1:]


@cache
def _rules(*codes: str) -> Rules:
    return rules("cadence").giving(*codes)


def _opens(code: str, text: str) -> bool:
    """Whether a rule that gives `code` stands at the beginning of a text."""
    text = text.lstrip()
    return any(form.pattern.match(text) for _, form in _rules(code).candidates(text))


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
    told, text = BOARD in text, _without("aside", text)
    if told and BOARD not in text:
        return None
    return min(_stated(text), key=lambda stated: (_RANK[stated[0]], stated[1] == RESULTS), default=None)


def _stated(text: str) -> Iterator[Stated]:
    """Every cadence of a sentence, clause by clause."""
    leads = BOARD not in text or _leads(text)
    case, reached, before = _opens("in case", text), False, ""
    clauses = _clauses(text)
    if (
        BOARD in re.split(r", (?:who|which) ", text)[0] and clauses
    ):  # what opens a sentence holds for all its clauses: "On a quarterly basis, ..."
        for stated, start in _frequencies(clauses[0], not leads):
            first = clauses[0][:start]
            if (
                stated[0] != "periodic"
                and start < OPENING
                and "⟦" not in first
                and not _rules("near").first(first)
            ):
                yield stated
    for clause, after in zip(clauses, [*clauses[1:], ""], strict=False):
        of = before.rstrip(" ,") if clause.startswith(("which ", "who ")) else ""
        named = BOARD in clause or of.endswith(BOARD) or _given(clause, after)
        before, reached = clause, reached or named
        another = not named and (of.endswith("⟦C0⟧") or _opens("other subject", clause.lstrip(" ,")))
        if another or not (named or leads or (reached and _goes_on(clause))):
            continue
        incidents = _of_incidents(clause)
        if (
            BOARD in text
            and not case
            and not incidents
            and (told := _rules("told").first(_without("not told", clause)))
        ):
            yield "periodic", told.rule.name
        for (code, rule), _ in _frequencies(clause, not leads):
            if not (incidents and rule in (MEETINGS, "as needed")) and (code != "periodic" or not case):
                yield code, rule


_TYING = ("and", "while", "whereas", "but", "or", "as well as")
_RECIPIENTS = re.compile(
    r", (?!(?:and |to |the |our |its )*[⟦A-Z])| and (?=to |with |at |on |monthly|quarterly|annual|semi|periodic|regular|then )"
)
"""Where those end that a report goes to at one frequency."""
_JOINT = re.compile(
    r";|\((?:[ivx]{1,4}|[a-h]|\d)\)|,? (?:and|while|whereas|but|or|as well as) |, (?=(?:which|who|while|where|with) )"
)


def _clauses(text: str) -> list[str]:
    """The clauses of a sentence, each with a verb of its own."""
    clauses, at = [], 0
    for joint in _JOINT.finditer(text):
        tied = joint[0].strip(" ,") in _TYING and not _opens("clause", text[joint.end() :])
        if not tied and not text[at : joint.start()].endswith((" to", " with")):
            clauses.append(text[at : joint.start()])
            at = joint.end()
    return [clause for clause in (*clauses, text[at:]) if clause.strip()]


def _leads(text: str) -> bool:
    """Whether the board or its committee is the sentence's subject."""
    return _rules("near", "other", "told").first(text[: text.index(BOARD)]) is None


def _given(clause: str, after: str) -> bool:
    """Whether a clause has its recipient in the next: "provides a quarterly update and presents a review to the Board"."""
    given = BOARD in after and _rules("given").first(clause) and _opens("told", after.lstrip(" ,"))
    return bool(given) and not _rules("to another").first(clause)


def _goes_on(clause: str) -> bool:
    """Whether a clause that does not name the board goes on about what it was told."""
    shortly = len(clause.split()) <= SHORT or _rules("report").first(clause) is not None
    return shortly and _rules("to another").first(clause) is None


def _of_incidents(clause: str) -> bool:
    """Whether a clause speaks of incidents, and of nothing more, whatever they are told for."""
    purpose = _rules("purpose").first(clause)
    told_of = clause[: purpose.match.start()] if purpose else clause
    return _rules("incidents").first(clause) is not None and _rules("substance").first(told_of) is None


def _frequencies(clause: str, alone: bool) -> Iterator[tuple[Stated, int]]:
    """The frequencies of a clause that belong to reports, reviews or meetings of the board, and where they begin; `alone`
    where the board is not the subject, so that each must go to it."""
    every = _apart(clause)
    numbered = any(found.rule.name != MEETINGS and found.rule.gives not in LOOSE for found in every)
    for found in every:
        before, rest = clause[: found.match.start()], clause[found.match.end() :]
        code, rule = found.rule.gives, found.rule.name
        if _closes("before", before) or (rule == MEETINGS and numbered):
            continue
        approved = (
            code == "annual" and _rules("approval").first(clause) and not _rules("report").first(clause)
        )
        elsewhere = _opens("elsewhere", rest) and not _opens("passed on", rest)
        if elsewhere and not _opens("results", rest):
            continue
        if elsewhere or approved:
            rule = RESULTS
        if code in LOOSE:
            if not _rules("near").first(before[-REACH:]) and not _rules("near").first(rest[:REACH]):
                continue
            code = "periodic"
        if not (alone and _opens("to another", rest) and BOARD not in _RECIPIENTS.split(rest)[0]):
            yield (code, rule), len(before)


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
