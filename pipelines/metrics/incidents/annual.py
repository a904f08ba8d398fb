"""What annual reports say of incidents that happened: a denial that leaves one out, or one named by its time.

Which reported incident is meant is found over all filings (`sql/`). Not here: incident reports themselves.
"""

import re
from itertools import groupby
from operator import itemgetter

import dataframely as dy
import polars as pl

from pipelines.metrics.document import ANNUAL_TEXT_CONCEPTS
from pipelines.metrics.incidents.dates import resolve
from pipelines.metrics.incidents.finding import phrases
from pipelines.metrics.incidents.report import Sentence
from pipelines.metrics.language.rules import Found

_ANNUAL = [*ANNUAL_TEXT_CONCEPTS, "Item1CSectionText", "Item16KSectionText"]
_MARK = re.compile(r"⟦[DR](\d+)⟧")
_DENIAL = re.compile(r"\b(?:no|not|none|never|nor|neither)\b|n't\b", re.IGNORECASE)
_POLICY = re.compile(
    r"\b(?:will|would|responsible for|whether|if|determines?|requir\w+|protocols?|procedures|may|in the event)\b",
    re.IGNORECASE,
)
_EVENT = r"(?i)\b(?:incident|attack|breach|intrusion|ransomware|outage|unauthori[sz]ed access|threat actor)"


class IncidentStatementFrame(dy.Schema):
    """One row per sentence of an annual report that speaks of an incident: `exempts` (its denial leaves one out) or
    `names`; `told` is the day, or first day of the month, by which it names it, where it does."""

    accession_number = dy.String(primary_key=True)
    concept = dy.String(primary_key=True)
    ordinal = dy.Int32(primary_key=True)
    start = dy.Int32(primary_key=True, min=0)
    end = dy.Int32(min=0)
    statement = dy.String(regex="^(exempts|names)$")
    told = dy.Date(nullable=True)
    rule = dy.String()
    evidence = dy.String()


INCIDENT_STATEMENT_SCHEMA = IncidentStatementFrame.create_empty().schema


def incident_statements(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` as `IncidentStatementFrame`, in reading order; only what stands in annual reports' texts."""
    candidates = sentences.filter(pl.col("concept").is_in(_ANNUAL) & pl.col("text").str.contains(_EVENT))
    rows = []
    columns = ("accession_number", "concept", "ordinal", "start", "end", "text")
    for number, group in groupby(candidates.select(columns).iter_rows(), key=itemgetter(0)):
        read = [
            Sentence(concept, ordinal, start, end, text, text)
            for _, concept, ordinal, start, end, text in group
        ]
        dates = resolve([sentence.spots for sentence in read], None)
        for sentence, told in zip(read, dates, strict=True):
            if (found := _found(sentence)) is not None:
                mark = _MARK.search(found.match[0])
                day = told[int(mark[1])] if mark else None
                rows.append(
                    (
                        number, sentence.concept, sentence.ordinal, sentence.start, sentence.end, found.rule.gives,
                        day.day if day else None, found.rule.name, sentence.text,
                    )
                )  # fmt: skip
    return pl.DataFrame(rows, schema=INCIDENT_STATEMENT_SCHEMA, orient="row")


def _found(sentence: Sentence) -> Found | None:
    """The rule that a sentence answers to: one that leaves an incident out of a denial, else one that names it."""
    text = sentence.marked
    for found in phrases("incident_annual", "exempts").find(text):
        if _DENIAL.search(text):
            return found
    for found in phrases("incident_annual", "names").find(text):
        near = text[max(0, found.match.start() - 60) : found.match.end()]
        if not _DENIAL.search(near) and not _POLICY.search(near):
            return found
    return None
