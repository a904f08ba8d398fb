"""One filing read for its board: the sentences that can matter, their marked texts, and the committees charged.

Committees, oversight structure and cadence all start from this reading, so that it is done once. Not here: what is made
of it.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.metrics.board.register import Register
from pipelines.metrics.board.standing import (
    HEARD,
    NAMED,
    Standing,
    board_committees,
    regular,
    standings,
    topic,
    without_board,
)
from pipelines.metrics.language.rules import rules

_SPOKEN_OF = ["ommittee", "OMMITTEE", "oard", "OARD", "BoD", "BOD", "irectors", "rustees", "IRECTORS"]
_GOES_ON = (
    r"^(?:It|They|These|Such|Those|This|The|Updates|Reports|Briefings|Regular|Additionally|In addition)\b"
)
_OFTEN = ["uarter", "nnual", "onth", "wice", "times a", "each year", "egular", "eriodic"]
_UNEXPLAINED = r"\b(?:ARC|AOC|NGC|NCGC|BRC|ROC)\b"
"""Acronyms of board committees that a text may leave unexplained (see `register.py`)."""
CANDIDATE = (
    pl.col("text").str.contains_any(_SPOKEN_OF)
    | pl.col("text").str.contains(_UNEXPLAINED)
    | (pl.col("text").str.contains(_GOES_ON) & pl.col("text").str.contains_any(_OFTEN))
)
"""Sentences that can speak of a board or a committee, or go on about reports to it."""
ACRONYM_DEFINED = (
    r"[Cc]ommittee[^()]{0,90}\((?:the |our )?[\"']?[A-Z][A-Za-z&]{0,6}[A-Z][A-Za-z&]{0,4}[\"']?\)"
)
"""Where a committee gets an acronym: "Audit and Risk Committee (the ARC)" (Rust regex)."""
ACRONYM = r"\b[A-Z][A-Za-z&]{0,6}[A-Z][A-Za-z&]{0,4}\b"
"""A word that can be one (Rust regex)."""

BOARD_CONCEPTS = (
    "CybersecurityRiskBoardOfDirectorsOversightTextBlock",
    "CybersecurityRiskBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock",
    "CybersecurityRiskProcessForInformingBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock",
)
"""Tags on the board's oversight (Regulation S-K Item 106(c)(1))."""

Row = tuple[int, str, int, int, int, str]
"""sentence_number, concept, ordinal, start, end, text"""


@dataclass
class Reading:
    """One filing, read for its board: its candidate sentences, their marked texts, and the committees charged."""

    accession_number: str
    rows: dict[int, Row]
    register: Register
    standings: list[Standing]
    charged: list[Standing]

    def evidence(self, number: int | None) -> Row | tuple[None, ...]:
        """The `Evidence` columns of a sentence, nulls for none."""
        return self.rows[number] if number is not None else (None,) * 6

    def boards(self) -> set[int]:
        """Marks of the committees that are the board's, charged or not."""
        return {place for place, standing in enumerate(self.standings) if standing.is_board}


def readings(sentences: pl.DataFrame) -> list[Reading]:
    """Read each filing of a `SentenceFrame` that speaks of a board or a committee; the others have no reading."""
    lazy = sentences.lazy()
    defined = lazy.filter(pl.col("text").str.contains(ACRONYM_DEFINED)).select("accession_number").unique()
    by_acronym = (
        lazy.filter(pl.col("text").str.contains(ACRONYM))
        .join(defined, on="accession_number", how="semi")
        .select("accession_number", "sentence_number", acronym=True)
    )
    tagged = pl.col("concepts").list.eval(pl.element().is_in(BOARD_CONCEPTS)).list.any()
    rows = (
        lazy.join(by_acronym, on=["accession_number", "sentence_number"], how="left")
        .filter(CANDIDATE | pl.col("acronym"))
        .sort("accession_number", "sentence_number")
        .select(
            "accession_number", "sentence_number", "concept", "ordinal", "start", "end", "text", tagged=tagged
        )
        .collect()
    )
    filings: dict[str, list[tuple[Row, bool]]] = {}
    for accession_number, *row, is_tagged in rows.iter_rows():
        filings.setdefault(accession_number, []).append((tuple(row), is_tagged))
    return [_reading(accession_number, filing) for accession_number, filing in filings.items()]


def _reading(accession_number: str, filing: list[tuple[Row, bool]]) -> Reading:
    register = Register((row[0], row[5]) for row, _ in filing)
    found = standings(register, {row[0] for row, tagged in filing if tagged})
    charged = board_committees(found)
    if board_alone(register) or heard_only(register, charged):
        charged = []
    return Reading(accession_number, {row[0]: row for row, _ in filing}, register, found, charged)


def board_alone(register: Register) -> bool:
    """Whether the board says that it keeps the oversight to itself, "rather than acting through a committee"."""
    alone = rules("committee_charge").giving("board alone")
    return any(alone.first(text) for text in register.marked.values())


def heard_only(register: Register, charged: list[Standing]) -> bool:
    """Whether the committees merely hear of audits, results and incidents, while the board as a whole is charged with
    cybersecurity or is told of it (codebook: `full_board`)."""
    if max((s.grade for s in charged), default=HEARD) != NAMED:
        return False
    charging, telling = rules("oversight").giving("charged"), rules("oversight").giving("told")
    for text in map(without_board, register.marked.values()):
        if "⟦B⟧" not in text or topic(text) != "subject":
            continue
        told = "⟦C" not in text and regular(text) and telling.first(text)
        if told or charging.first(text.partition("⟦C")[0]):
            return True
    return False
