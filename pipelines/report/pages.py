"""Which pages the site has: the address, title and words of each, and what its template is given.

Not here: how they are rendered and written (`site.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.report.explorer import SHARDS
from pipelines.report.figures import Figure
from pipelines.report.groups import (
    FIRST_COMPANIES,
    MOST_COMPANIES,
    SIZES,
    TOPICS,
    Group,
    neighbours,
    table_of,
)
from pipelines.report.incident_pages import Incident, incidents
from pipelines.report.overview import plumbing, told


@dataclass(frozen=True)
class Page:
    """One page: its address, the kind of page, which is its template, and what links to it show."""

    address: str
    kind: str
    title: str
    description: str
    values: dict[str, Any] = field(default_factory=dict)
    data: tuple[str, ...] = ()
    """Its data and their SQL: files of the site."""

    @property
    def picture(self) -> str:
        """The picture that links to it show."""
        return f"assets/{self.kind if self.kind in ('company', 'explorer', 'group', 'incident') else 'index'}.png"


def pages(found: dict[str, Figure], every: list[Group]) -> Iterator[Page]:
    """Every page of the site, those of the groups too, in the order of its index."""
    happened = incidents(found)
    findings = told(found)
    summary = found["summary"].rows.row(0, named=True)
    about = f"What {summary['companies']:,} companies tell the SEC of cybersecurity, up to {summary['last_filed']}"
    yield Page(
        "index.html",
        "index",
        "How companies govern cybersecurity",
        f"{about}: findings with base, data and SQL, each value with its sentence.",
        {
            "findings": findings,
            "plumbing": plumbing(found),
            "stories": {one.row["incident"] for one in happened},
        },
    )
    yield Page(
        "explorer.html",
        "explorer",
        "Companies",
        f"{about}: search words, choose by industry, size, oversight, frameworks; each view has its address.",
        {"shards": SHARDS},
    )
    yield Page(
        "company.html",
        "company",
        "Company",
        "The cybersecurity disclosures of a company: years side by side, what changed, peers, each sentence once.",
        {"shards": SHARDS},
    )
    yield _all_groups(every)
    for one in findings:
        finding = one.finding
        figure = one.shown.figure.name if one.shown else finding.name
        named = (figure, finding.name, *([one.list.name] if one.list else []))
        yield Page(
            f"question-{one.name}.html",
            "question",
            finding.question,
            finding.words,
            {"told": one, "stories": {one.row["incident"] for one in happened}},
            tuple(f"figures/{name}.{ending}" for name in dict.fromkeys(named) for ending in ("csv", "sql")),
        )
    by_page = {group.page: group for group in every}
    yield from (_incident(one) for one in happened)
    yield from (_group(one, by_page) for one in every)


def _all_groups(every: list[Group]) -> Page:
    return Page(
        "groups.html",
        "groups",
        "Companies like mine, by industry and size",
        "What companies of an industry and size say of cybersecurity: a page for each.",
        {"table": table_of(every), "sizes": SIZES},
        ("figures/group.csv", "figures/group.sql"),
    )


def _incident(one: Incident) -> Page:
    names = ("incident", "incident_step", "incident_sentence")
    return Page(
        f"incident-{one.row['incident']}.html",
        "incident",
        one.title,
        one.description,
        {"incident": one},
        tuple(f"figures/{name}.{ending}" for name in names for ending in ("csv", "sql")),
    )


def _group(one: Group, by_page: dict[str, Group]) -> Page:
    rows = [f"figures/{name}-{one.page}.csv" for name in ("group_share", "group_company")]
    return Page(
        f"group-{one.page}.html",
        "group",
        one.title,
        one.description,
        {
            "group": one,
            "topics": TOPICS,
            "others": neighbours(one, by_page),
            "first_companies": FIRST_COMPANIES,
            "most_companies": MOST_COMPANIES,
        },
        (*rows[: 2 if one.companies else 1], "figures/group_share.sql", "figures/group_company.sql"),
    )
