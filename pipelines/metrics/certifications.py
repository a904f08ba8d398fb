"""Professional certificates in IT or security that the text says somebody of the company holds.

Codes are the codebook's. A company's own certification to a standard is a framework (`frameworks.py`); degrees,
memberships and certificates of other trades (accountancy, fraud, insurance, project management) are left out.
Which officer holds which is told by `officers.py`. The phrases are in `rules/certifications.toml`.
"""

from collections.abc import Iterator
from functools import cache

import dataframely as dy
import polars as pl

from pipelines.metrics.document import Evidence
from pipelines.metrics.language.context import Mentions, Said
from pipelines.metrics.language.rules import Found, rules
from pipelines.metrics.mentions import first_mentions

CODES = (
    "CISSP", "CISM", "CISA", "CRISC", "CGEIT", "CEH", "CCISO", "CIPP", "GIAC", "SECURITY_PLUS", "CERT_NACD", "OTHER",
)  # fmt: skip
NOT_HELD = {"others", "wanted"}
"""What may be said of a certificate that nobody of the company holds."""


class CertificationFrame(Evidence):
    """One row per filing and certificate; `OTHER` stands for any other named certificate in IT or security. `rule`
    names the phrase by which it was read."""

    accession_number = dy.String(primary_key=True)
    certification = dy.String(primary_key=True, regex=f"^({'|'.join(CODES)})$")
    rule = dy.String()


CERTIFICATION_SCHEMA = CertificationFrame.create_empty().schema


def derive_certifications(sentences: pl.DataFrame) -> pl.DataFrame:
    """`SentenceFrame` to `CertificationFrame`: a row for each certificate said to be held, with its first mention.
    A filing that names none has no row."""
    return first_mentions(sentences, _mentions(), held, ("certification",), CERTIFICATION_SCHEMA)


@cache
def _mentions() -> Mentions:
    return Mentions(rules("certifications"))


def certificates(text: str) -> Iterator[tuple[str, int]]:
    """The certificates that a sentence says somebody of the company holds, each with where its name begins."""
    for mention, said in _mentions().find(text):
        if (code := held(mention, said)) is not None:
            yield code[0], mention.match.start()


def held(mention: Found, said: list[Said]) -> tuple[str] | None:
    """The certificate, or None where nobody of the company is said to hold it."""
    return None if any(one.rule.gives in NOT_HELD for one in said) else (mention.rule.gives,)
