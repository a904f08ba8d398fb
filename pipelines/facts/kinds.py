"""Read documents whose kind is known already, each with the reader of its kind.

The way in of a run, which knows what it fetched; of a lone file, `detect.py` tells the kind first.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from pipelines.facts.inline import read_filing
from pipelines.facts.inline_names import is_inline
from pipelines.facts.instance import read_extracted
from pipelines.facts.model import FACT_SCHEMA, Reading
from pipelines.facts.page import read_rendered

Kind = Literal["page", "instance", "inline"]


def read_kind(kind: Kind, paths: Sequence[Path], accession_number: str, cik: int) -> Reading:
    """What a page, an instance, or all inline documents of a filing together say; inline documents without tags say
    nothing. Raises DocumentError as the readers do."""
    first = paths[0]
    match kind:
        case "page":
            return read_rendered(
                first.read_bytes(), accession_number=accession_number, cik=cik, document=first.name
            )
        case "instance":
            return read_extracted(first, accession_number=accession_number, cik=cik)
        case "inline":
            parts = [(path.name, path.read_bytes()) for path in paths]
            parts = [part for part in parts if is_inline(part[1])]
            if not parts:
                return Reading(pl.DataFrame(schema=FACT_SCHEMA))
            return read_filing(parts, accession_number=accession_number, cik=cik)
