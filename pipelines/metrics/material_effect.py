"""What the text says of material effects of cybersecurity threats or incidents: those that were, those to come.

Item 106(b)(2) asks whether risks "have materially affected or are reasonably likely to materially affect" the
registrant; each half is read by itself, and so is the incident that a denial leaves out. The phrases are in
`rules/material_effect.toml`. The flag as filed is another thing: `contradictions.py`.
"""

from collections.abc import Iterator

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.language.context import Mentions
from pipelines.metrics.language.rules import Candidates, rules
from pipelines.metrics.mentions import EVIDENCE_COLUMNS

CODES = ("no", "yes", "not_stated")
LIKELY = ("no", "yes", "may", "undetermined", "not_stated")

RANKS = {
    ("affected", "yes"): 0,
    ("affected", "pointed"): 1,
    ("affected", "no"): 2,
    ("likely", "undetermined"): 0,
    ("likely", "yes"): 1,
    ("likely", "if_realized"): 2,
    ("likely", "no"): 3,
    ("likely", "may"): 4,
    ("exempted", "exempted"): 0,
}
"""Of several sentences on one part the lowest rank decides, then the first: one effect that was outweighs denials of
others, and so does what a denial leaves to be looked up "above", which affirms nothing itself; of what is to come the
particular (an incident not yet understood, threats that would be material if realized)
goes before the general."""


class MaterialEffectFrame(Evidence):
    """One row per filing.

    `affected`: whether there has been one, as the codebook of the labels defines it: `no` also where any
    incident, or any material one, is denied; `yes` also where a denial of materiality leaves one incident out, whose
    words are `exempted`; `not_stated` where it only leaves out what is "described above". `likely`: whether one is
    reasonably likely; `may` where it is only possible or would follow
    if threats were realized, `undetermined` where an incident's effect is not known yet. The evidence and `rule`
    of `affected`, those of the other two with their prefix; all null where nothing was found.
    """

    accession_number = dy.String(primary_key=True)
    affected = dy.String(regex=f"^({'|'.join(CODES)})$")
    rule = dy.String(nullable=True)
    likely = dy.String(regex=f"^({'|'.join(LIKELY)})$")
    likely_sentence_number = dy.Int32(nullable=True)
    likely_concept = dy.String(nullable=True)
    likely_ordinal = dy.Int32(nullable=True)
    likely_start = dy.Int32(nullable=True)
    likely_end = dy.Int32(nullable=True)
    likely_evidence = dy.String(nullable=True)
    likely_rule = dy.String(nullable=True)
    exempted = dy.String(nullable=True)
    exempted_sentence_number = dy.Int32(nullable=True)
    exempted_concept = dy.String(nullable=True)
    exempted_ordinal = dy.Int32(nullable=True)
    exempted_start = dy.Int32(nullable=True)
    exempted_end = dy.Int32(nullable=True)
    exempted_evidence = dy.String(nullable=True)
    exempted_rule = dy.String(nullable=True)


MATERIAL_EFFECT_SCHEMA = MaterialEffectFrame.create_empty().schema


def derive_material_effect(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `MaterialEffectFrame`: one row for every filing of the input."""
    texts = sentences.rename({"text": "evidence"})
    mentions = Mentions(rules("material_effect"))
    read = [
        (text, part, value, rule, words, RANKS[part, value])
        for text, candidates in mentions.names.over(texts["evidence"])
        for part, value, rule, words in said(mentions, text, candidates)
    ]
    columns = ("evidence", "part", "value", "rule", "words", "rank")
    found = pl.DataFrame(read, {**dict.fromkeys(columns, pl.String), "rank": pl.Int32}, orient="row")
    decided = (
        texts.join(found, on="evidence", maintain_order="left_right")
        .sort("accession_number", "rank", "sentence_number", maintain_order=True)
        .unique(["accession_number", "part"], keep="first", maintain_order=True)
    )
    frame = texts.select("accession_number").unique(maintain_order=True)
    for part, prefix in (("affected", ""), ("likely", "likely_"), ("exempted", "exempted_")):
        of_part = decided.filter(pl.col("part") == part).select(
            "accession_number",
            pl.coalesce("words", "value")
            .replace({"if_realized": "may", "pointed": "not_stated"})
            .alias(part),
            *(pl.col(name).alias(prefix + name) for name in (*EVIDENCE_COLUMNS, "rule")),
        )
        frame = frame.join(of_part, on="accession_number", how="left", maintain_order="left")
    return frame.with_columns(pl.col("affected", "likely").fill_null("not_stated")).select(
        pl.col(name).cast(kind) for name, kind in MATERIAL_EFFECT_SCHEMA.items()
    )


def said(
    mentions: Mentions, text: str, candidates: Candidates | None = None
) -> Iterator[tuple[str, str, str, str | None]]:
    """What one sentence says: part, value, rule, and of an exempted incident the words.

    Of several rules that give the same, the first of the file; who leaves one incident out of a denial affirms it, who
    leaves out what is described above does neither.
    """
    found = {mention.rule.gives: mention for mention, _ in reversed(list(mentions.find(text, candidates)))}
    for code, value in (("exempted", "yes"), ("pointed", "pointed")):
        if (exempted := found.pop(code, None)) is not None:
            yield "exempted", "exempted", exempted.rule.name, exempted.match["words"]
            found[value] = exempted
    for code, mention in found.items():
        part = "affected" if code in ("yes", "pointed", "no") else "likely"
        yield part, code.removeprefix("likely_"), mention.rule.name, None
