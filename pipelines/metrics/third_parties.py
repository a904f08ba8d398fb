"""Which kinds of third parties the company engages for its cybersecurity, as the text says.

Item 106(b)(1)(ii) asks whether it engages "assessors, consultants, auditors, or other third parties". How it
watches the risks of its own vendors (106(b)(1)(iii)) is another matter and not here. The phrases are in
`rules/third_parties.toml`.
"""

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.language.context import Mentions, Said
from pipelines.metrics.language.rules import Found, rules
from pipelines.metrics.mentions import first_mentions

KINDS = (
    "assessor", "auditor", "consultant", "penetration_tester", "managed_provider", "virtual_ciso",
    "incident_responder", "counsel", "insurer", "threat_intelligence",
)  # fmt: skip
NOT_ENGAGED = {"refused", "uncertain"}
"""What may be said of a third party that the company does not engage."""


class ThirdPartyFrame(Evidence):
    """One row per filing and kind of third party engaged. `rule` names the phrase by which it was read."""

    accession_number = dy.String(primary_key=True)
    kind = dy.String(primary_key=True, regex=f"^({'|'.join(KINDS)})$")
    rule = dy.String()


THIRD_PARTY_SCHEMA = ThirdPartyFrame.create_empty().schema


def derive_third_parties(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `ThirdPartyFrame`: a row for each kind engaged, with its first mention. A filing that
    engages none, or does not say so, has no row."""
    return first_mentions(sentences, Mentions(rules("third_parties")), engaged, ("kind",), THIRD_PARTY_SCHEMA)


def engaged(mention: Found, said: list[Said]) -> tuple[str] | None:
    """The kind, or None where the company only might engage it or does not."""
    return None if any(one.rule.gives in NOT_ENGAGED for one in said) else (mention.rule.gives,)
