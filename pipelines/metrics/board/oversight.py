"""Who oversees cybersecurity in a filing: one code of the codebook per filing, with the sentence that says so.

The committees decide where there are any; otherwise the question is whether the board is spoken of at all, and whether
an executive is charged instead. Not here: which committees are charged (`committees.py`), the rules
(`rules/oversight.toml`).
"""

from functools import cache

import dataframely as dy
import polars as pl

from pipelines.metrics.board.committees import CATEGORIES
from pipelines.metrics.board.reading import Reading, readings
from pipelines.metrics.board.register import without_directors
from pipelines.metrics.document import Evidence
from pipelines.metrics.language.rules import Rules, rules

STRUCTURES = ("full_board", *CATEGORIES, "multiple_committees", "management_only", "not_disclosed")
"""Codes of the oversight structure."""


class OversightFrame(Evidence):
    """One row per filing; `rule` and evidence are null where `structure` is `not_disclosed`."""

    accession_number = dy.String(primary_key=True)
    structure = dy.String(regex=f"^({'|'.join(STRUCTURES)})$")
    rule = dy.String(nullable=True)


OVERSIGHT_SCHEMA = OversightFrame.create_empty().schema
EVIDENCE = ("sentence_number", "concept", "ordinal", "start", "end")

Decision = tuple[str, str | None, tuple[object, ...]]
"""Structure, rule, evidence columns."""


def derive_oversight(
    sentences: pl.DataFrame, committees: pl.DataFrame, read: list[Reading] | None = None
) -> pl.DataFrame:
    """`SentenceFrame` and its `CommitteeFrame` to `OversightFrame`, one row per filing of the sentences."""
    read = readings(sentences) if read is None else read
    by_filing = {reading.accession_number: reading for reading in read}
    named: dict[str, list[tuple[object, ...]]] = {}
    for accession_number, *columns in committees.select(
        "accession_number", "category", "rule", *EVIDENCE, "evidence"
    ).iter_rows():
        named.setdefault(accession_number, []).append(tuple(columns))
    executives = _by_executives(sentences)
    rows = []
    for accession_number in sentences["accession_number"].unique(maintain_order=True):
        structure, rule, evidence = (
            _by_committees(named.get(accession_number, []))
            or (accession_number in by_filing and _by_board(by_filing[accession_number]))
            or executives.get(accession_number)
            or ("not_disclosed", None, (None,) * 6)
        )
        rows.append((*evidence, accession_number, structure, rule))
    return pl.DataFrame(rows, schema=OVERSIGHT_SCHEMA, orient="row")


def _by_committees(charged: list[tuple[object, ...]]) -> Decision | None:
    """One committee gives its category, several `multiple_committees`."""
    if not charged:
        return None
    category, rule, *evidence = charged[0]
    return str(category) if len(charged) == 1 else "multiple_committees", str(rule), tuple(evidence)


@cache
def _rules(*codes: str) -> Rules:
    return rules("oversight").giving(*codes)


def _by_board(reading: Reading) -> Decision | None:
    """`full_board` by the sentence that says most plainly that the board has a part, else `management_only` where one
    says that it has none."""
    marked = reading.register.marked
    for number, text in marked.items():
        if found := _rules("no oversight").first(text):
            return "management_only", found.rule.name, reading.evidence(number)
    denials = {number for number, text in marked.items() if _rules("denied").first(text)}
    texts = {
        number: _settled(without_directors(text)) for number, text in marked.items() if number not in denials
    }
    for code in ("charged", "told", "spoken of"):
        for number, text in texts.items():
            if found := _rules(code).first(text):
                return "full_board", found.rule.name, reading.evidence(number)
    for number in sorted(denials):
        if "overs" in marked[number].lower():
            return "management_only", "the board has no part", reading.evidence(number)
    return None


def _settled(text: str) -> str:
    """A sentence up to where it tells what is only planned."""
    planned = _rules("planned").first(text)
    return text[: planned.match.start()] if planned else text


def _by_executives(sentences: pl.DataFrame) -> dict[str, Decision]:
    """The first sentence of each filing that charges an executive or management with oversight."""
    charging, elsewhere, decided = _rules("management"), _rules("elsewhere"), dict[str, Decision]()
    speaking = sentences.filter(pl.col("text").is_in([text for text, _ in charging.over(sentences["text"])]))
    for accession_number, text, *place in speaking.select("accession_number", "text", *EVIDENCE).iter_rows():
        if accession_number in decided or elsewhere.first(text):
            continue
        if found := charging.first(_settled(text)):
            decided[accession_number] = ("management_only", found.rule.name, (*place, text))
    return decided
