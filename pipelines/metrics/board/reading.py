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

_WORDS = (
    "ommittee", "OMMITTEE", "oard", "OARD", "BoD", "BOD", "irectors", "rustees", "IRECTORS", "uarter", "nnual",
    "onth", "wice", "times a", "each year", "egular", "eriodic",
)  # fmt: skip
CANDIDATE = pl.col("text").str.contains_any(list(_WORDS)) | pl.col("text").str.contains(
    r"\b[A-Z][A-Za-z&]{0,6}[CR]\b"
)
"""Sentences that can speak of a board or a committee, maybe by an acronym (TCC), or of how often one is told."""

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
    tagged = pl.col("concepts").list.eval(pl.element().is_in(BOARD_CONCEPTS)).list.any()
    rows = sentences.filter(CANDIDATE).select(
        "accession_number", "sentence_number", "concept", "ordinal", "start", "end", "text", tagged=tagged
    )
    filings: dict[str, list[tuple[Row, bool]]] = {}
    for accession_number, *row, is_tagged in rows.iter_rows():
        filings.setdefault(accession_number, []).append((tuple(row), is_tagged))
    return [_reading(accession_number, filing) for accession_number, filing in filings.items()]


def _reading(accession_number: str, filing: list[tuple[Row, bool]]) -> Reading:
    register = Register((row[0], row[5]) for row, _ in filing)
    found = standings(register, {row[0] for row, tagged in filing if tagged})
    charged = board_committees(found)
    if board_alone(register, charged):
        charged = []
    return Reading(accession_number, {row[0]: row for row, _ in filing}, register, found, charged)


def board_alone(register: Register, charged: list[Standing]) -> bool:
    """Whether the board keeps the oversight to itself (codebook: `full_board`): it says so ("rather than acting through a
    committee"), or is charged or told while committees merely hear of audits, results and incidents."""
    alone = rules("committee_charge").giving("board alone")
    if any(alone.first(text) for text in register.marked.values()):
        return True
    if max((s.grade for s in charged), default=HEARD) != NAMED:
        return False
    charging, telling = rules("oversight").giving("charged"), rules("oversight").giving("told")
    for text in map(without_board, register.marked.values()):
        if "⟦B⟧" in text and topic(text) == "subject":
            told = "⟦C" not in text and regular(text) and telling.first(text)
            if told or charging.first(text.partition("⟦C")[0]):
                return True
    return False
