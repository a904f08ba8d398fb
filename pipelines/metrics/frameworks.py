"""Which security frameworks and standards the company, or its vendors, follow, as the text says.

Codes are the codebook's. Laws and regulators' rules are no frameworks (FFIEC's guidance is); nor is what a person
is said to know or to be certified in (`certifications.py`), what another control set maps to, or a privacy
framework. The phrases are in `rules/frameworks.toml` (names) and
`rules/framework_relations.toml` (what is said of them).
"""

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.language.context import Mentions, Said
from pipelines.metrics.language.rules import Found, rules
from pipelines.metrics.mentions import first_mentions

CODES = (
    "NIST", "ISO27001", "SOC", "PCI_DSS", "CIS", "COBIT", "HITRUST", "FFIEC", "CMMC", "MITRE", "ITIL", "TISAX", "OTHER",
)  # fmt: skip
NOBODYS = {"person", "denied", "planned", "mapped", "privacy", "news"}
"""What may be said of a framework that makes it nobody's."""


class FrameworkFrame(Evidence):
    """One row per filing and framework; `relation` says whose it is: `vendor` where a phrase asks it of vendors or
    says it of them (`relation_rule`), else `company`. `rule` names the phrase by which it was read."""

    accession_number = dy.String(primary_key=True)
    framework = dy.String(primary_key=True, regex=f"^({'|'.join(CODES)})$")
    relation = dy.String(regex="^(company|vendor)$")
    relation_rule = dy.String(nullable=True)
    rule = dy.String()


FRAMEWORK_SCHEMA = FrameworkFrame.create_empty().schema


def derive_frameworks(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `FrameworkFrame`: a row for each framework a filing follows, with its first mention.
    A filing that names none has no row."""
    columns = ("framework", "relation", "relation_rule")
    mentions = Mentions((*rules("frameworks"), *rules("framework_relations")))
    return first_mentions(sentences, mentions, relation, columns, FRAMEWORK_SCHEMA)


def relation(mention: Found, said: list[Said]) -> tuple[str, str, str | None] | None:
    """The framework, whose it is and the rule that says so; None where nobody is said to follow it."""
    if any(one.rule.gives in NOBODYS for one in said):
        return None
    vendor = next((one.rule.name for one in said if one.rule.gives == "vendor"), None)
    return mention.rule.gives, "vendor" if vendor else "company", vendor
