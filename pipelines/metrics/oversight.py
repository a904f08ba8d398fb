"""Who oversees cybersecurity in a filing: one code of the codebook per filing, with the sentence that says
so.

The committees decide where there are any; otherwise the question is whether the board is spoken of at all,
and whether an executive is charged instead. Not here: which committees are charged (`committees.py`).
"""

import re

import dataframely as dy
import polars as pl

from pipelines.metrics.board_reading import Reading, readings
from pipelines.metrics.committees import CATEGORIES
from pipelines.metrics.document import Evidence

STRUCTURES = ("full_board", *CATEGORIES, "multiple_committees", "management_only", "not_disclosed")
"""Codes of the oversight structure."""


class OversightFrame(Evidence):
    """One row per filing; evidence is null where `structure` is `not_disclosed`."""

    accession_number = dy.String(primary_key=True)
    structure = dy.String(regex=f"^({'|'.join(STRUCTURES)})$")


OVERSIGHT_SCHEMA = OversightFrame.create_empty().schema

BOARD: tuple[tuple[str, str], ...] = (
    (r"⟦B⟧[^.;]{0,120}\b(?:overs\w+|responsib\w+|supervis\w+|monitor\w*|charged|tasked|administers)", "the Board oversees"),
    (r"\b(?:overs\w+|responsib\w+|supervis\w+|delegated|led|governed)\b[^.;]{0,120}⟦B⟧", "overseen by the Board"),
    (r"⟦B⟧", "reported to the Board"),
    (
        r"\b(?:(?:our|the|independent|its|all|of) (?:\w+ )?[Dd]irectors\b(?! (?:of|and officers)|,)"
        r"|[Tt]rustees\b|[Ss]ole [Dd]irector\b)[^.;]{0,160}\b(?:overs|responsib|inform|report|updat"
        r"|brief|charged|review|supervis|consult)", "our directors review"),
)  # fmt: skip
"""How a text speaks of the board as a whole, plainest first: pattern on marked text, the phrase it is for."""

NO_BOARD = re.compile(
    r"⟦B⟧ (?:currently |presently |itself )?(?:does not|do not|has not|have not|is not|has no|plays no|doesn't)|(?:no|not have "
    r"(?:an?|any|its own|their own|our own)|without an?|lacks an?) (?:\w+ )?⟦B⟧|not tasked (?:our |the )?⟦B⟧|not (?:been )"
    r"?(?:delegated|reported|presented)[^.;]{0,40}⟦B⟧",
)
"""A board said to have no part, or not to exist."""

_TRAINING = re.compile(r"(?i)^(?!.*(?:overs|report|inform|updat|brief|review|responsib)).*\btraining\b")
"""Board members among those who are trained: nothing about oversight."""

EXECUTIVES = (
    r"(?i)\b(?:chief \w+(?: \w+)? officer|c[eftoi]+so?|ceo|cfo|cto|cio|ciso|coo|president|managing "
    r"(?:member|director|partner)|general partner|managers?|officers?|management"
    r"|executives?|sponsor|adviser|advisor|director|coordinator|administrator|head of \w+|trustee|owner|team|department|group|committee)\b"
)
"""Those who may be charged instead of a board (Rust regex)."""
OVERSEES = (
    r"(?i)\b(?:overs(?:ee|ees|eeing|aw|een|ight)|supervis\w+|ultimately responsible|charged with"
    r"|responsible for (?:the )?(?:overall|oversight|overseeing|supervision))\b"
)
"""Words of oversight (Rust regex)."""
_BY_EXECUTIVE = re.compile(
    r"(?i)(?:chief \w+(?: \w+)? officer|\bceo\b|\bcfo\b|\bcto\b|\bcio\b|\bciso\b|\bcoo\b|president"
    r"|managing (?:member|director|partner)|general partner|\bmanagers?\b|officers?|management"
    r"|executives?|sponsor|advis[eo]r|director|coordinator|administrator|head of \w+|team|department|group"
    r"|committee)\b[^.;]{0,120}?\b(?:overs(?:ee|ees|eeing|aw|ight)|supervis(?:e|es|ing|ion)|ultimately "
    r"responsible|charged with|responsible for)\b"
    r"|\b(?:overseen|supervised|oversight (?:of|by|from))\b[^.;]{0,60}(?:chief \w+(?: \w+)? "
    r"officer|\bceo\b|\bcfo\b|\bcto\b|\bcio\b|\bciso\b|\bcoo\b|president|general partner"
    r"|\bmanagers?\b|officers?|management|executives?|sponsor|advis[eo]r|director|coordinator|administrator|head of "
    r"\w+|team|department|group|committee)\b"
)


_VENDORS = re.compile(
    r"(?i)\b(?:overs\w+|supervis\w+) (?:(?:of|and|identify|the|these|our|its|risks?|material"
    r"|cybersecurity|from|with|threats|associated|use|any) ){0,12}(?:third|vendors?|partners?"
    r"|service providers?|external)"
)
"""Oversight of vendors, which is another matter (Regulation S-K Item 106(b)(1)(iii))."""


def derive_oversight(
    sentences: pl.DataFrame, committees: pl.DataFrame, read: list[Reading] | None = None
) -> pl.DataFrame:
    """`SentenceFrame` and its `CommitteeFrame` to `OversightFrame`, one row per filing of the sentences."""
    by_filing = {
        reading.accession_number: reading for reading in (readings(sentences) if read is None else read)
    }
    named: dict[str, list[tuple[object, ...]]] = {}
    columns = [
        "accession_number",
        "category",
        "sentence_number",
        "concept",
        "ordinal",
        "start",
        "end",
        "evidence",
    ]
    for accession_number, category, *columns_of in committees.select(columns).iter_rows():
        named.setdefault(accession_number, []).append((category, *columns_of))
    executive = _executives(sentences)
    rows = []
    for accession_number in sentences["accession_number"].unique(maintain_order=True):
        evidence: tuple[object, ...] = (None,) * 6
        if charged := named.get(accession_number):
            structure = str(charged[0][0]) if len(charged) == 1 else "multiple_committees"
            evidence = charged[0][1:]
        elif (number := _board(by_filing.get(accession_number))) is not None:
            structure, evidence = "full_board", by_filing[accession_number].evidence(number)
        elif (number := _no_board(by_filing.get(accession_number))) is not None:
            structure, evidence = "management_only", by_filing[accession_number].evidence(number)
        elif accession_number in executive:
            structure, evidence = "management_only", executive[accession_number]
        else:
            structure = "not_disclosed"
        rows.append((*evidence, accession_number, structure))
    return pl.DataFrame(rows, schema=OVERSIGHT_SCHEMA, orient="row")


_BOARD = [re.compile(pattern) for pattern, _ in BOARD]


def _board(reading: Reading | None) -> int | None:
    """The sentence that says most plainly that the board as a whole has a part; None where none does."""
    if reading is None:
        return None
    for pattern in _BOARD:
        for number, text in reading.register.marked.items():
            if pattern.search(text) and not NO_BOARD.search(text) and not _TRAINING.search(text):
                return number
    return None


def _no_board(reading: Reading | None) -> int | None:
    """The sentence that says that the board has no part in oversight; None where none does."""
    marked = reading.register.marked if reading else {}
    return next(
        (number for number, text in marked.items() if NO_BOARD.search(text) and "overs" in text.lower()), None
    )


def _executives(sentences: pl.DataFrame) -> dict[str, tuple[object, ...]]:
    """The first sentence of each filing that charges an executive or management with oversight."""
    rows = sentences.filter(pl.col("text").str.contains(OVERSEES) & pl.col("text").str.contains(EXECUTIVES))
    found: dict[str, tuple[object, ...]] = {}
    for accession_number, *evidence in rows.select(
        "accession_number", "sentence_number", "concept", "ordinal", "start", "end", "text"
    ).iter_rows():
        if accession_number in found or _VENDORS.search(evidence[-1]):
            continue
        if _BY_EXECUTIVE.search(evidence[-1]):
            found[accession_number] = tuple(evidence)
    return found
