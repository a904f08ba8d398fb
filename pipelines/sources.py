"""The record of what was fetched and read, document by document: the rows of `meta.source_document`."""

import dataframely as dy
import polars as pl


class SourceDocumentFrame(dy.Schema):
    """One row per document and month that used it. `path` is below EDGAR's root; `reason` says why a document
    failed, or what was left out of one that was read; `facts` counts the `cyd` facts read from it."""

    path = dy.String(primary_key=True)
    kind = dy.String()
    accession_number = dy.String(nullable=True)
    sha256 = dy.String(nullable=True)
    size = dy.Int64(nullable=True)
    status = dy.String(regex=r"^(read|failed)$")
    reason = dy.String(nullable=True)
    facts = dy.Int64()


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
) -> pl.DataFrame:
    """One row of `SourceDocumentFrame`."""
    row = (path, kind, accession_number, sha256, size, "failed" if failed else "read", reason, facts)
    return pl.DataFrame([row], schema=SOURCE_DOCUMENT_SCHEMA, orient="row")
