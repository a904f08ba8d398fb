"""Flags as filed, held against what the filing's own text says. Nothing is overwritten: both stand side by side.

In the archives of 2024-10 to 2026-05 some half of the `true` answers to "materially affected" that have a text are
denied by it. What the text says is told by the other metrics where they know it, else by the table below.
"""

from collections.abc import Mapping
from typing import NamedTuple

import dataframely as dy
import polars as pl

from pipelines.facts.concepts import ANNUAL
from pipelines.metrics.document import Evidence
from pipelines.metrics.mentions import EVIDENCE_COLUMNS

TEXT_SAYS = ("yes", "no", "not_stated")
FLAGS = {concept.column: concept.name for concept in ANNUAL if concept.kind == "flag"}


class ContradictionFrame(Evidence):
    """One row per annual filing and flag.

    `flag` is as filed, null where it was not answered; `text_says` what the text says on the same question;
    `agrees` is null where either is silent.
    """

    accession_number = dy.String(primary_key=True)
    flag_concept = dy.String(primary_key=True)
    flag = dy.Bool(nullable=True)
    text_says = dy.String(regex=f"^({'|'.join(TEXT_SAYS)})$")
    agrees = dy.Bool(nullable=True)


CONTRADICTION_SCHEMA = ContradictionFrame.create_empty().schema


class Saying(NamedTuple):
    """What answers a flag's question: the flag's column, the answer, words that must be taken, and a Rust pattern."""

    flag: str
    says: str
    example: str
    pattern: str


_OVERALL = r"(?:(?:enterprise|overall|broader|company[- ]?wide|corporate|general|firm-?wide|larger|wider|existing|group)[a-z' -]* risk|ERM\b|risk management (?:program|system|framework|process|strateg|polic|function|activit))"
_THIRD = r"(?:third[- ]part(?:y|ies)|vendors?|service providers?|suppliers?)"
_ANY = r"(?: (?:our|the|all|any|new|potential|key|critical|prospective|certain|these|such|its|other|significant|material|relevant|of|on|for|with|from))*"

SAYINGS = (
    Saying("processes_integrated", "no", "has not been integrated into our overall risk management",
           rf"(?i)\b(?:not|never|yet to)(?: [a-z]+)?(?: [a-z]+)? (?:integrated|incorporated|embedded)\b.*{_OVERALL}"),
    Saying("processes_integrated", "yes", "is integrated into our enterprise risk management program",
           rf"(?i)\b(?:integrat|incorporat|embed)[a-z]*\b.*{_OVERALL}|\b(?:is|are|as) [a-z ,]*(?:part|component|element|aspect|pillar)s? of\b.*{_OVERALL}|\bwithin our {_OVERALL}"),
    Saying("third_party_engaged", "no", "we do not engage any assessors, consultants, auditors or other third parties",
           r"(?i)\b(?:not|never|no)\b(?: [a-z]+)?(?: [a-z]+)?(?: [a-z]+)? (?:engage|engaged|engaging|used?|utili[sz]ed?|retain|retained|hired?|employ|employed|rely|relied)\b[a-z, -]* (?:assessors?|consultants?|auditors?|third[- ]part(?:y|ies))\b"),
    Saying("third_party_oversight", "no", "we have no processes to oversee risks of third-party service providers",
           rf"(?i)\b(?:not|no)\b(?: [a-z]+)?(?: [a-z]+)?(?: [a-z]+)? (?:process|processes|policy|policies|procedures?|program|mechanisms?)\b[a-z, ]*\b(?:oversee|identify|monitor|manage|assess)\b[^.;]*\b{_THIRD}\b"),
    Saying("third_party_oversight", "yes", "we assess the cybersecurity practices of our vendors",
           rf"(?i)\b(?:due diligence|questionnaires?|assess[a-z]*|evaluat[a-z]*|review[a-z]*|monitor[a-z]*|overs[a-z]+|oversight|screen[a-z]*|vet|vetting|manag[a-z]+|identif[a-z]+)\b[^;]*\b(?:risks?|threats?|practices|controls|security|posture|profile|policies|standards|reports?)\b[^;]*\b(?:of|by|from|with|at|for|associated|involving|use){_ANY} {_THIRD}\b|\b(?:due diligence|assess[a-z]*|evaluat[a-z]*|review[a-z]*|monitor[a-z]*|overs[a-z]+|screen[a-z]*|vet|vetting|require){_ANY} {_THIRD}\b|\b{_THIRD}(?:'s?)? (?:cyber[a-z]* |information |security )*(?:risk management|risk assessments?|security assessments?|due diligence|questionnaires?|reviews?|oversight|risk)\b|\b{_THIRD}\b[^;]* (?:are|is) (?:[a-z]+ )?(?:required|assessed|reviewed|evaluated|monitored|subject)\b"),
    Saying("management_responsible", "no", "we have no management position responsible for cybersecurity",
           r"(?i)\b(?:not|no)\b(?: [a-z]+)?(?: [a-z]+)?(?: [a-z]+)? (?:management|individuals?|persons?|employees?|officers?|positions?)\b[a-z ]*\bresponsible for\b[a-z ,]*\bcyber"),
    Saying("management_reports_to_board", "no", "management does not report to the board on cybersecurity",
           r"(?i)\b(?:management|officers?|CISO|CIO|CTO|CFO|CEO|team) (?:does|do|did|has|have) not (?:[a-z]+ )?(?:report|reported|brief|briefed|inform|informed|update|updated)\b[a-z ]*\bboard\b"),
    Saying("management_reports_to_board", "yes", "the CISO reports to the board on cybersecurity",
           r"(?i)\b(?:report|brief|updat|inform|present|advis|appris|notif|communicat|escalat)[a-z]*\b[^;]* (?:to|the|our|with|its|full)\b[^;]*\b(?:boards?|directors|audit committee|risk committee)\b|\b(?:boards?|directors|(?:audit|risk|governance|technology) committee)\b[^;]*\b(?:receiv[a-z]+|is|are|be|review[a-z]*|hears?)\b[^;]*\b(?:report|brief|updat|inform|presentation|appris|notif)[a-z]*"),
)  # fmt: skip
"""What answers the questions that no other metric answers; a `no` goes before a `yes`."""

_ONLY_PLANNED = r"(?i)\b(?:(?:plan|intend|expect)s? to|not (?:yet )?(?:established|adopted|developed|implemented)|no (?:formal |specific )?process)\b"
_ENGAGED = (
    "assessor",
    "auditor",
    "consultant",
    "penetration_tester",
    "managed_provider",
    "virtual_ciso",
    "incident_responder",
)
"""Third parties engaged "in connection with any such processes": an insurer or an exchange of news is not."""


def derive_contradictions(facts: pl.DataFrame, derived: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`FactFrame` and the frames `sentence`, `material_effect`, `third_party` and `officer` of the same filings to
    `ContradictionFrame`: a row for each annual filing and each of the six flags."""
    asked = _asked(facts)
    told = _told(derived)
    frame = asked.join(told, on=["accession_number", "flag_concept"], how="left").with_columns(
        text_says=pl.col("text_says").fill_null("not_stated")
    )
    said = pl.when(pl.col("text_says") != "not_stated").then(pl.col("text_says") == "yes")
    return (
        frame.with_columns(agrees=said == pl.col("flag"))
        .select(pl.col(name).cast(kind) for name, kind in CONTRADICTION_SCHEMA.items())
        .sort("accession_number", "flag_concept")
    )


def _asked(facts: pl.DataFrame) -> pl.DataFrame:
    """Every annual filing and flag, with the flag as filed (the first answer, where contexts repeat it)."""
    annual = facts.filter(pl.col("concept").is_in([concept.name for concept in ANNUAL]))
    filed = (
        annual.filter(pl.col("flag").is_not_null())
        .sort("accession_number", "concept", "dimensions", "ordinal", maintain_order=True)
        .unique(["accession_number", "concept"], keep="first", maintain_order=True)
        .select("accession_number", "flag", flag_concept="concept")
    )
    flags = pl.DataFrame({"flag_concept": list(FLAGS.values())}, schema={"flag_concept": pl.String})
    return (
        annual.select("accession_number")
        .unique()
        .join(flags, how="cross")
        .join(filed, on=["accession_number", "flag_concept"], how="left")
    )


def _told(derived: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What the text says: other metrics first, then the table, its denials before its affirmations."""
    officers = derived["officer"].filter(pl.col("role") != "TEAM")
    engaged = derived["third_party"].filter(pl.col("kind").is_in(_ENGAGED))
    effect = derived["material_effect"].filter(pl.col("material_effect") != "not_stated")
    texts = derived["sentence"]
    parts = [
        _answers(effect, "materially_affected", pl.col("material_effect")),
        *(_found(texts, saying) for saying in SAYINGS if saying.says == "no"),
        _answers(engaged, "third_party_engaged", pl.lit("yes")),
        _answers(officers, "management_responsible", pl.lit("yes")),
        *(_found(texts, saying) for saying in SAYINGS if saying.says == "yes"),
    ]
    return pl.concat(parts).unique(["accession_number", "flag_concept"], keep="first", maintain_order=True)


def _answers(rows: pl.DataFrame, flag: str, says: pl.Expr) -> pl.DataFrame:
    return rows.select("accession_number", flag_concept=pl.lit(FLAGS[flag]), text_says=says).with_columns(
        rows.select(EVIDENCE_COLUMNS)
    )


def _found(texts: pl.DataFrame, saying: Saying) -> pl.DataFrame:
    holds = pl.col("text").str.contains(saying.pattern)
    if saying.says == "yes":
        holds &= ~pl.col("text").str.contains(_ONLY_PLANNED)
    rows = texts.filter(holds).rename({"text": "evidence"})
    return _answers(rows, saying.flag, pl.lit(saying.says))
