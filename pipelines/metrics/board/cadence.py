"""How often the board or its committee is told about cybersecurity: one code per filing, with the sentence.

A frequency counts only in a clause whose subject or recipient is the board or a committee of it: management's
own meetings, tests and trainings have frequencies too. Not here: which committees are the board's.
"""

import re
from functools import lru_cache

import dataframely as dy
import polars as pl

from pipelines.metrics.board.cadence_patterns import (
    AFTERTHOUGHT,
    ASIDE,
    BEFORE_ELSEWHERE,
    DUTY,
    ELSEWHERE,
    FOLLOWS,
    FOREMOST,
    FORM,
    FREQUENCIES,
    FREQUENCY,
    GATHERING,
    GIVES,
    IN_CASE,
    INCIDENT,
    NEAR,
    NO_COMMITTEE,
    OFTEN,
    OTHERS,
    OTHERS_OWN,
    PASSED_ON,
    PURPOSE,
    REPORTS,
    RESPONSE,
    SPLIT,
    SUBSTANCE,
    TELLS,
    TO_OTHERS,
    TOLD,
    UNDELEGATED,
    WATCH,
    WHO,
    WIDER,
)
from pipelines.metrics.board.reading import Reading, readings
from pipelines.metrics.document import Evidence

CADENCES = ("monthly", "every_meeting", "quarterly", "semiannual", "annual", "periodic", "not_disclosed")
"""Codes, most frequent first."""


class CadenceFrame(Evidence):
    """One row per filing; evidence is null where `cadence` is `not_disclosed`."""

    accession_number = dy.String(primary_key=True)
    cadence = dy.String(regex=f"^({'|'.join(CADENCES)})$")


CADENCE_SCHEMA = CadenceFrame.create_empty().schema

_RANK = {code: rank for rank, code in enumerate(CADENCES)}


def derive_cadence(sentences: pl.DataFrame, read: list[Reading] | None = None) -> pl.DataFrame:
    """`SentenceFrame` to `CadenceFrame`, one row per filing of the sentences."""
    found: dict[str, tuple[int, str]] = {}
    by_filing = {
        reading.accession_number: reading for reading in (readings(sentences) if read is None else read)
    }
    for accession_number, reading in by_filing.items():
        if best := cadence_of(reading):
            found[accession_number] = best
    rows = []
    for accession_number in sentences["accession_number"].unique(maintain_order=True):
        if accession_number in found:
            number, code = found[accession_number]
            rows.append((*by_filing[accession_number].evidence(number), accession_number, code))
        else:
            rows.append((*(None,) * 6, accession_number, "not_disclosed"))
    return pl.DataFrame(rows, schema=CADENCE_SCHEMA, orient="row")


def cadence_of(reading: Reading) -> tuple[int, str] | None:
    """The most frequent cadence of a filing, with the first sentence that states it."""
    marks = [
        r"(?<!\ba member of the )(?<!\ba member of our )⟦B⟧(?!-(?!level))",
        *(f"⟦C{place}⟧" for place in sorted(reading.boards())),
    ]
    board = _recipients(tuple(marks))
    best: tuple[int, str] | None = None
    before: int | None = None
    for number, text in reading.register.marked.items():
        told = ("⟦" in text or "irectors" in text) and board.search(text) is not None
        if told or (before is not None and number - before <= 1 and FOLLOWS.match(text)):
            if best is None or _RANK[_possible(text)] < _RANK[best[1]]:
                code = sentence_cadence(text, board if told else None, numbers_only=best is not None)
                if code and (best is None or _RANK[code] < _RANK[best[1]]):
                    best = (number, code)
            before = number
    return best


@lru_cache(maxsize=256)
def _recipients(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([*marks, r"\b(?:our|the|independent|all) directors\b(?! of)"]))


_POSSIBLE = (
    ("monthly", ("month", "Month")),
    (
        "every_meeting",
        (
            "each",
            "every",
            "all ",
            "meeting-by",
            "Each",
            "Every",
            "All ",
            "egularly scheduled",
            "egularly-scheduled",
            "standing",
        ),
    ),
    ("quarterly", ("quarter", "Quarter", "times", "four", "six", "five", "three months")),
    ("semiannual", ("semi", "Semi", "bi", "Bi", "twice", "Twice", "two", "Two", "three", "six", "half")),
    ("annual", ("annual", "Annual", "year", "twelve", "12")),
)


def _possible(text: str) -> str:
    """The most frequent code whose words a sentence holds at all: what spares most sentences a closer
    look."""
    for code, words in _POSSIBLE:
        for word in words:
            if word in text:
                return code
    return "periodic"


def sentence_cadence(text: str, board: re.Pattern[str] | None, numbers_only: bool = False) -> str | None:
    """The most frequent cadence that one marked sentence states for the board (`board` matches it; None:
    any); `numbers_only` spares the search for one without a number."""
    text = _to_the_point(text)
    if UNDELEGATED.search(text) or not TELLS.search(text):
        return None
    codes: list[str] = []
    reached = False
    case = IN_CASE.match(text) is not None
    leads = board is None or _leads(text, board)
    if board is not None and (first := FOREMOST.match(text)) and board.search(WHO.split(text)[0]):
        codes += _frequencies(first.group(), None)
    clauses = _clauses(text)
    for place, clause in enumerate(clauses):
        named = board is not None and (
            board.search(clause) is not None or _gives_on(clause, clauses[place + 1 : place + 2], board)
        )
        if board is not None and not named:
            if leads and _other_subject(clause):
                continue
            goes_on = AFTERTHOUGHT.search(clause) or REPORTS.search(clause)
            if not leads and not (reached and goes_on and not OTHERS.search(clause)):
                continue
        reached = reached or named
        if not numbers_only and not case and _told(clause):
            codes.append("periodic")
        if _possible(clause) != "periodic" or not (numbers_only or case or codes):
            found = _frequencies(clause, None if leads else board)
            loose = not case and (not _of_incidents(clause) or OFTEN.search(clause))
            codes += [code for code in found if loose or code != "periodic"]
    return min(codes, key=lambda code: _RANK[code], default=None)


def _to_the_point(text: str) -> str:
    """The sentence without what names a frequency, a board or a report by the way."""
    if "not have" in text or "no " in text:
        text = NO_COMMITTEE.sub("", text)
    if "eport" in text or "eeting" in text:
        text = ASIDE.sub("", FORM.sub("", text))
    return DUTY.sub("", text) if "discuss" in text and "esponsib" in text else text


_LEFT_OPEN = re.compile(r"\bto,?\s*$")
"""A clause whose recipient is still to come: "provides updates to, and receives oversight from, the Board"."""
_GIVEN = re.compile(r"\s*(?:presents?|provides?|delivers?|gives?|reports?)\b")


def _gives_on(clause: str, following: list[str], board: re.Pattern[str]) -> bool:
    """Whether the recipient of a clause stands in the next: "provides an update and presents a review to the Board"."""
    if not following or not board.search(following[0]):
        return False
    return bool(GIVES.search(clause) and _GIVEN.match(following[0])) or bool(_LEFT_OPEN.search(clause))


def _clauses(text: str) -> list[str]:
    return [clause for clause in SPLIT.split(text) if clause and clause.strip()]


def _leads(text: str, board: re.Pattern[str]) -> bool:
    """Whether the board or its committee is the sentence's subject."""
    match = board.search(text)
    return match is not None and not re.search(
        r"(?i)\b(?:report|updat|brief|inform|present|provid|communicat|meet|advis|discuss|CISO|CIO"
            r"|chief|officer|(?<!risk )management|team|⟦C\d)", text[: match.start()]
    )  # fmt: skip


def _other_subject(clause: str) -> bool:
    return bool(
        re.search(
            r"(?i)^\W*(?:the|our|a|an)? ?(?:\w+ ){0,3}(?:CISO|CIO|CTO|management|team|officer|⟦C\d+⟧"
            r"|committee)(?:\b|(?<=⟧))[^,]{0,40}\b(?:meet|conduct|perform|review|receive|hold)",
            clause,
        )
    )


def _frequencies(clause: str, board: re.Pattern[str] | None) -> list[str]:
    """The frequencies of a clause that belong to reports, reviews or meetings, not to tests or to other
    recipients."""
    codes = []
    for match in FREQUENCY.finditer(clause.lower()):
        code = FREQUENCIES[next(p for p in range(len(FREQUENCIES)) if match[f"f{p}"])][0]
        rest, before = clause[match.end() :], clause[: match.start()]
        elsewhere = ELSEWHERE.match(rest) or BEFORE_ELSEWHERE.search(before[-120:])
        if elsewhere and (not PASSED_ON.match(rest) or WIDER.search(clause)):
            continue
        if match[0].startswith("contin") and WATCH.match(rest):
            continue
        if OTHERS_OWN.search(before[-40:]) and GATHERING.match(rest):
            continue
        if code == "periodic" and not (NEAR.search(before[-60:]) or NEAR.search(rest[:60])):
            continue
        if (
            board is not None
            and (other := TO_OTHERS.match(rest))
            and not board.search(other.group())
            and not (other.group().strip().startswith("by") and board.search(before))
        ):
            continue
        codes.append(code)
    return codes


def _told(clause: str) -> bool:
    """Whether the clause says that the board is told of more than incidents, however often."""
    if not TOLD.search(clause) or IN_CASE.match(clause.strip()):
        return False
    return not _of_incidents(clause)


def _of_incidents(clause: str) -> bool:
    """Whether a clause speaks of incidents and their handling, and of nothing more."""
    if not INCIDENT.search(clause):
        return False
    return not SUBSTANCE.search(RESPONSE.sub("", PURPOSE.sub("", clause)))
