"""The record of what was fetched and read, document by document: the rows of `meta.source_document`."""

from collections.abc import Sequence

import dataframely as dy
import polars as pl

LONGEST_SENTENCE = 500


class SourceDocumentFrame(dy.Schema):
    """One row per document and month that used it. `path` is below EDGAR's root; `reason` says why a document
    failed, or what was left out of one that was read; `facts` counts the `cyd` facts read from it. `rejected` has one
    sentence for each row of it that was left out or read with a doubt: `meta.rejected_row`."""

    path = dy.String(primary_key=True)
    kind = dy.String()
    accession_number = dy.String(nullable=True)
    sha256 = dy.String(nullable=True)
    size = dy.Int64(nullable=True)
    status = dy.String(regex=r"^(read|failed)$")
    reason = dy.String(nullable=True)
    facts = dy.Int64()
    rejected = dy.List(dy.String())


SOURCE_DOCUMENT_SCHEMA = SourceDocumentFrame.create_empty().schema


def source_document(
    path: str,
    kind: str,
    *,
    accession_number: str | None = None,
    sha256: str | None = None,
    size: int | None = None,
    reason: str | None = None,
    failed: bool = False,
    facts: int = 0,
    rejected: Sequence[str] = (),
) -> pl.DataFrame:
    """One row of `SourceDocumentFrame`; where `rejected` is told and no reason, that is the reason."""
    reason = reason or summary(rejected)
    row = (
        path, kind, accession_number, sha256, size, "failed" if failed else "read", reason, facts, [*rejected]
    )  # fmt: skip
    return pl.DataFrame([row], schema=SOURCE_DOCUMENT_SCHEMA, orient="row")


def summary(rejected: Sequence[str]) -> str | None:
    """What was left out of a document in one sentence; None where nothing was."""
    if not rejected:
        return None
    first = rejected[0][:LONGEST_SENTENCE]
    return first if len(rejected) == 1 else f"{len(rejected)} rows were rejected, the first: {first}"
