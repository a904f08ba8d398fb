"""The pages of groups of companies, by industry and size, and the page that lists them: which group has which title,
rows and neighbours.

Not here: what is counted (`sql/pages/`) and how a page looks (`templates/`).
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pipelines.report.figures import Figure
from pipelines.words import DIVISIONS, say

Row = dict[str, Any]

SIZES = {
    "all": "all sizes",
    "large": "large companies",
    "medium": "medium-sized companies",
    "small": "small companies",
    "none": "companies without a public float",
    "not_stated": "companies that state no public float",
}
"""The sizes of groups, in the order of their columns, and the words for each."""

TOPICS = {
    "oversight": "Who on the board oversees cybersecurity",
    "cadence": "How often the board is told",
    "roles": "Who is responsible",
    "frameworks": "Standards and frameworks named",
    "certifications": "Certificates held",
}
"""The topics of `group_share.sql`, in the page's order, and the title of each."""

MOST_VALUES = 8
"""Values of a topic that a page shows, the most frequent; the data file has all."""
FIRST_COMPANIES, MOST_COMPANIES = 25, 200
"""Companies that a page shows at once, and that it lists, those of the largest public float; the data file has all."""
FEW_YEARS = 5
"""Of fewer officers than these no median is told."""


@dataclass(frozen=True)
class Group:
    """One group: its row and number in `group.sql`, and its rows of the other questions, each with its own number."""

    row: Row
    number: int
    shares: dict[str, list[Row]]
    companies: list[Row]
    incidents: list[Row]

    @property
    def page(self) -> str:
        """Its name in addresses: industry and size."""
        return str(self.row["page"])

    @property
    def name(self) -> str:
        """Its industry, division, or all companies, in words."""
        return _name(self.row)

    @property
    def title(self) -> str:
        """Its industry and size, in words."""
        return f"{self.name}: {SIZES[self.row['size']]}"

    def shown(self, topic: str) -> list[Row]:
        """The rows of a topic that its page shows: the most frequent values, and what is not said."""
        said = [row for row in self.shares[topic] if row["reports"]]
        rest = [row for row in said if row["value"] == "not_disclosed"]
        return [row for row in said if row["value"] != "not_disclosed"][:MOST_VALUES] + rest

    @property
    def description(self) -> str:
        """What links to the page show of it."""
        foremost = next((row for row in self.shares.get("oversight", [])), None)
        told = f", {foremost['percent']:.0f} percent: {say(foremost['value']).lower()}" if foremost else ""
        companies = f"{self.row['companies']:,} companies"
        return f"What {companies} say of cybersecurity: who oversees it{told}, years, standards."


def groups(found: dict[str, Figure]) -> list[Group]:
    """Every group, the narrowest first, as `group.sql` has them."""
    shares, companies = _by_page(found["group_share"]), _by_page(found["group_company"])
    incidents = _by_page(found["group_incident"])
    return [
        Group(row, number, _by_topic(shares[row["page"]]), companies[row["page"]], incidents[row["page"]])
        for number, row in enumerate(found["group"].rows.iter_rows(named=True))
    ]


def _by_topic(rows: list[Row]) -> dict[str, list[Row]]:
    topics: dict[str, list[Row]] = {topic: [] for topic in TOPICS}
    for row in rows:
        topics[row["topic"]].append(row)
    return topics


def neighbours(group: Group, every: dict[str, Group]) -> dict[str, list[Group]]:
    """Groups to go on to: of the same kind and another size, wider ones, and industries of the same division."""
    row = group.row
    wider = [f"{kind}-{row['size']}" for kind in (_division(row), "all")]
    wider += [f"{kind}-all" for kind in (_division(row), "all")]
    inside = [
        one
        for one in every.values()
        if one.row["width"] <= 2 and one.row["size"] == row["size"] and _division(one.row) == row["kind"]  # noqa: PLR2004
    ]
    return {
        "Other sizes": [
            every[f"{row['kind']}-{size}"]
            for size in SIZES
            if f"{row['kind']}-{size}" in every and size != row["size"]
        ],
        "Wider": [
            every[page]
            for page in dict.fromkeys(wider)
            if page in every and every[page].row["kind"] != row["kind"]
        ],
        "Industries of it": inside,
    }


def table_of(every: list[Group]) -> list[tuple[str, bool, list[Group | None]]]:
    """The rows of the page that lists the groups: name, whether it is an industry within the division above, and the
    group of each size."""
    by_page = {group.page: group for group in every}
    kinds = {group.row["kind"]: group for group in every}
    divisions = [*DIVISIONS, "none"]
    order = ["all"]
    for division in divisions:
        order += [
            division,
            *sorted(k for k, one in kinds.items() if k.isdigit() and _division(one.row) == division),
        ]
    return [
        (_name(kinds[kind].row), kind.isdigit(), [by_page.get(f"{kind}-{size}") for size in SIZES])
        for kind in order
        if kind in kinds
    ]


def scripts(every: list[Group]) -> dict[str, object]:
    """What the pages of companies and the explorer show of groups, by the name of its script: all titles, and of each
    group its shares."""
    titles = {group.page: group.title for group in every}
    shares = {
        f"group-{group.page}": {
            "companies": group.row["companies"],
            "shares": {
                topic: {row["value"]: row["percent"] for row in rows} for topic, rows in group.shares.items()
            },
            "years": [group.row[f"ciso_years_{column}"] for column in ("base", "lower", "median", "upper")],
        }
        for group in every
    }
    return {"groups": titles, **shares}


def _by_page(figure: Figure) -> dict[str, list[Row]]:
    parts: dict[str, list[Row]] = defaultdict(list)
    for number, row in enumerate(figure.rows.iter_rows(named=True)):
        parts[row["page"]].append({"number": number, **row})
    return parts


def _division(row: Row) -> str:
    return row["division"] or "none"


def _name(row: Row) -> str:
    if row["kind"] == "all":
        return "All industries"
    return row["industry"] or DIVISIONS.get(row["kind"], "Without an industry code")
