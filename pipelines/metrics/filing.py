"""One object per filing: every derived metric under the keys of the labels' codebook, with its evidence.

What `cyd read --metrics` prints and `make accuracy` holds against the labels. Not here: deriving anything.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.metrics.document import TEXT_CONCEPTS

Filing = dict[str, Any]

_OFFICER = ("title", "role", "years", "tenure_years", "qualifier", "scope")
_OFFICER_VALUES = ("years", "tenure", "reports_to")
"""What of an officer has a sentence of its own, beside the one that names the position."""
_ONE = {
    "oversight_structure": ("oversight", "structure", "not_disclosed"),
    "cadence": ("cadence", "cadence", "not_disclosed"),
    "material_effect": ("material_effect", "affected", "not_stated"),
}
"""Keys of one value a filing: the derived table, its column, and the value where nothing was found."""

_MANY = {
    "officers": ("officer", "title"),
    "committees": ("committee", "name"),
    "frameworks": ("framework", "framework"),
    "certifications": ("certification", "certification"),
}
"""Keys of a list a filing: the derived table, and the column that names an entry in the evidence."""

TABLES = tuple(sorted({table for table, *_ in (*_ONE.values(), *_MANY.values())}))
"""The derived tables that an object is made of."""

KEYS = (
    "accession_number", "cik", "form", "officers", "oversight_structure", "committees", "cadence", "frameworks",
    "certifications", "material_effect", "note", "evidence",
)  # fmt: skip
"""The keys of an object, in their order: the codebook's, and `evidence`."""


def filings(
    facts: pl.DataFrame, derived: Mapping[str, pl.DataFrame], forms: Mapping[str, str] | None = None
) -> list[Filing]:
    """`FactFrame` and the derived `TABLES` as one object per filing of the facts, by accession number.

    `forms` gives the form of a filing, null where it does not. `evidence` holds, for each key with a value, the
    `sentence`, `concept`, `start` and `end` (characters in that fact's value) that it rests on; of a list, one
    such entry per item, with the item's `value`, and of an officer with the sentences of `years`, `tenure` and
    `reports_to`. A filing without any text says `not_disclosed` and
    `not_stated`, with a `note`.
    """
    numbers = (
        facts.select("accession_number", "cik")
        .unique("accession_number", keep="first")
        .sort("accession_number")
    )
    texts = set(facts.filter(pl.col("concept").is_in(TEXT_CONCEPTS))["accession_number"])
    rows = {name: _by_filing(derived[name]) for name in TABLES}
    return [
        _filing(accession_number, cik, (forms or {}).get(accession_number), accession_number in texts, rows)
        for accession_number, cik in numbers.iter_rows()
    ]


def _by_filing(frame: pl.DataFrame) -> dict[str, list[Filing]]:
    rows: dict[str, list[Filing]] = {}
    for row in frame.iter_rows(named=True):
        rows.setdefault(row["accession_number"], []).append(row)
    return rows


def _filing(
    accession_number: str,
    cik: int | None,
    form: str | None,
    told: bool,
    rows: Mapping[str, Mapping[str, list[Filing]]],
) -> Filing:
    many = {key: rows[table].get(accession_number, []) for key, (table, _) in _MANY.items()}
    one = {key: rows[table].get(accession_number, [{}])[0] for key, (table, _, _) in _ONE.items()}
    values: Filing = {
        "accession_number": accession_number,
        "cik": cik,
        "form": form,
        "officers": [{name: row[name] for name in _OFFICER} for row in many["officers"]],
        **{key: one[key].get(column, nothing) for key, (_, column, nothing) in _ONE.items()},
        **{
            key: [row[_MANY[key][1]] for row in many[key]]
            for key in ("committees", "frameworks", "certifications")
        },
        "note": "" if told else "no text block in what was read",
        "evidence": _evidence(many, one),
    }
    return {key: values[key] for key in KEYS}


def _evidence(many: Mapping[str, list[Filing]], one: Mapping[str, Filing]) -> Filing:
    found: Filing = {key: _place(row) for key, row in one.items() if row.get("evidence") is not None}
    for key, rows in many.items():
        if rows:
            found[key] = [{"value": row[_MANY[key][1]], **_place(row)} for row in rows]
    for entry, row in zip(found.get("officers", []), many["officers"], strict=True):
        entry.update(
            {
                value: row[f"{value}_evidence"]
                for value in _OFFICER_VALUES
                if row[f"{value}_evidence"] is not None
            }
        )
    return found


def _place(row: Filing) -> Filing:
    return {"sentence": row["evidence"], "concept": row["concept"], "start": row["start"], "end": row["end"]}
