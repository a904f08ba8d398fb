"""Flags as filed, held against what the filing's own text says. Nothing is overwritten: both stand side by side.

What the text says is told by the other metrics where they know it, else by `rules/contradictions.toml`. The flag on
material effect asks two things at once, so the text may deny all of it or one half: `grade`.
"""

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from pipelines.facts.concepts import ANNUAL
from pipelines.metrics.document import Evidence
from pipelines.metrics.language.context import Mentions
from pipelines.metrics.language.rules import rules
from pipelines.metrics.mentions import EVIDENCE_COLUMNS

TEXT_SAYS = ("yes", "no", "not_stated")
GRADES = ("denied", "partly")
FLAGS = {concept.column: concept.name for concept in ANNUAL if concept.kind == "flag"}


class ContradictionFrame(Evidence):
    """One row per annual filing and flag.

    `flag` is as filed, null where it was not answered; `text_says` what the text says on the same question. `grade`
    is `denied` where the text denies all that the flag says, `partly` where it denies one half of what a flag on
    material effect affirms (what was, or what is likely) and leaves the other open. `agrees` is false where `denied`,
    null where `partly` or where either is silent. `likely_evidence` and `likely_rule` are of the second half.
    """

    accession_number = dy.String(primary_key=True)
    flag_concept = dy.String(primary_key=True)
    flag = dy.Bool(nullable=True)
    text_says = dy.String(regex=f"^({'|'.join(TEXT_SAYS)})$")
    agrees = dy.Bool(nullable=True)
    grade = dy.String(nullable=True, regex=f"^({'|'.join(GRADES)})$")
    rule = dy.String(nullable=True)
    likely_evidence = dy.String(nullable=True)
    likely_rule = dy.String(nullable=True)


CONTRADICTION_SCHEMA = ContradictionFrame.create_empty().schema
COLUMNS = ("accession_number", "flag_concept", "text_says", *EVIDENCE_COLUMNS, "rule")

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
    told = pl.concat([_told(derived), _effects(derived["material_effect"])], how="diagonal")
    frame = (
        _asked(facts)
        .join(told, on=["accession_number", "flag_concept"], how="left")
        .with_columns(pl.col("text_says").fill_null("not_stated"))
    )
    says = pl.when(pl.col("text_says") != "not_stated").then(pl.col("text_says") == "yes")
    halved = pl.col("flag") & pl.col("half").fill_null(False) & ~says
    return (
        frame.with_columns(agrees=pl.when(~halved).then(says == pl.col("flag")))
        .with_columns(
            grade=pl.when(~pl.col("agrees")).then(pl.lit("denied")).when(halved).then(pl.lit("partly"))
        )
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


def _effects(effects: pl.DataFrame) -> pl.DataFrame:
    """What the text says on material effect: `yes` where either half is affirmed, `no` where one is denied and none
    affirmed; `half` where only one is denied. The sentence of the half that decides, the past one first. A text that
    denies all but what is "described above" answers nothing."""
    past, likely = pl.col("affected"), pl.col("likely")
    pointed = (past == "not_stated") & pl.col("exempted").is_not_null()
    says = (
        pl.when((past == "yes") | (likely == "yes")).then(pl.lit("yes"))
        .when((past == "no") | ((likely == "no") & ~pointed)).then(pl.lit("no"))
    )  # fmt: skip
    first = past == says
    named = ((name, f"likely_{name}") for name in (*EVIDENCE_COLUMNS, "rule"))
    return (
        effects.select(
            "accession_number",
            pl.lit(FLAGS["materially_affected"]).alias("flag_concept"),
            says.alias("text_says"),
            (past != likely).alias("half"),
            *(pl.when(first).then(own).otherwise(other).alias(own) for own, other in named),
            pl.col("likely_evidence").alias("second_evidence"),
            pl.col("likely_rule").alias("second_rule"),
        )
        .rename({"second_evidence": "likely_evidence", "second_rule": "likely_rule"})
        .drop_nulls("text_says")
    )


def _told(derived: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What the text says on the other flags: its denials, then other metrics, then its affirmations."""
    officers = derived["officer"].filter(pl.col("role") != "TEAM")
    engaged = derived["third_party"].filter(pl.col("kind").is_in(_ENGAGED))
    found = _found(derived["sentence"])
    parts = [
        found.filter(pl.col("text_says") == "no"),
        _answers(engaged, "third_party_engaged"),
        _answers(officers, "management_responsible"),
        found.filter(pl.col("text_says") != "no"),
    ]
    key = ["accession_number", "flag_concept"]
    told = pl.concat(parts)
    # Who says both says neither: a contradiction must not rest on half of what a text says; nor does a plan say anything.
    one_sided = (pl.col("text_says").n_unique().over(key) == 1) & (pl.col("text_says") != "planned")
    return told.filter(one_sided).unique(key, keep="first", maintain_order=True)


def _answers(rows: pl.DataFrame, flag: str) -> pl.DataFrame:
    return rows.with_columns(flag_concept=pl.lit(FLAGS[flag]), text_says=pl.lit("yes")).select(COLUMNS)


def _found(sentences: pl.DataFrame) -> pl.DataFrame:
    """Every sentence that answers a flag by a rule, in reading order; each distinct sentence is read once."""
    texts = sentences.rename({"text": "evidence"})
    mentions = Mentions(rules("contradictions"))
    read = [
        (text, FLAGS[mention.rule.data["flag"]], mention.rule.gives, mention.rule.name)
        for text, candidates in mentions.names.over(texts["evidence"])
        for mention, _ in mentions.find(text, candidates)
    ]
    columns = ("evidence", "flag_concept", "text_says", "rule")
    found = pl.DataFrame(read, dict.fromkeys(columns, pl.String), orient="row").unique(maintain_order=True)
    return texts.join(found, on="evidence", maintain_order="left_right").select(COLUMNS)
