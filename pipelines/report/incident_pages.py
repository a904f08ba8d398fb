"""The pages of incidents: which steps, dates and sentences belong to each.

Not here: what is known of an incident (`sql/pages/`) and how a page looks (`templates/incident.html`).
"""

from dataclasses import dataclass
from typing import Any

from pipelines.report.figures import Figure
from pipelines.words import say

Row = dict[str, Any]

KNOWN = (
    "data", "operations", "contained", "material_operations", "material_financial", "persons_affected", "cost_usd",
    "law_enforcement", "experts", "insurance",
)  # fmt: skip
"""Columns of `incident.sql` that a page lists where something is told."""


@dataclass(frozen=True)
class Incident:
    """One incident: its row and number in `incident.sql`, its steps, and each sentence with the values that rest on it
    and the reports that say it."""

    row: Row
    number: int
    steps: list[Row]
    sentences: list[tuple[str, list[Row], list[Row]]]

    @property
    def title(self) -> str:
        """The company, and what happened."""
        return f"{self.row['company']}: {self.kinds}"

    @property
    def kinds(self) -> str:
        """What happened, in words."""
        return ", ".join(say(kind).lower() for kind in self.row["kinds"]) or "a cybersecurity incident"

    @property
    def description(self) -> str:
        """What links to the page show of it."""
        return f"Reported on {self.row['filed']}, Form {self.row['form']}: dates, delays, impact, steps and sentences."

    @property
    def known(self) -> list[str]:
        """The columns of which something is told."""
        return [name for name in KNOWN if self.row[name] not in (None, "not_stated", [])]


def incidents(found: dict[str, Figure]) -> list[Incident]:
    """Every incident, the newest first."""
    steps, sentences = _by_incident(found["incident_step"]), _by_incident(found["incident_sentence"])
    return [
        Incident(row, number, steps.get(row["incident"], []), _once(sentences.get(row["incident"], [])))
        for number, row in enumerate(found["incident"].rows.iter_rows(named=True))
    ]


def _once(rows: list[Row]) -> list[tuple[str, list[Row], list[Row]]]:
    """Each sentence once, in the order of the reports, with one row for each value and one for each report."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["evidence"], []).append(row)
    return [
        (
            sentence,
            list({(row["key"], row["value"]): row for row in reversed(told)}.values())[::-1],
            list({(row["filed"], row["form"]): row for row in told}.values()),
        )
        for sentence, told in found.items()
    ]


def _by_incident(figure: Figure) -> dict[str, list[Row]]:
    parts = figure.rows.with_row_index("number").partition_by("incident", as_dict=True, maintain_order=True)
    return {str(name): list(rows.iter_rows(named=True)) for (name,), rows in parts.items()}
