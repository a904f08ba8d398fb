"""The static site: pages from templates, pictures, CSV of each figure and the explorer's data, in one folder.

A site is a folder of its own under `exports/reports/`, named for the load it shows; the link `exports/report` moves
to it when it is whole. The same warehouse gives the same bytes.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import polars as pl
from markupsafe import Markup, escape

from pipelines.code_version import product_version
from pipelines.errors import CydError
from pipelines.exports.spreadsheet import BYTE_ORDER_MARK, FORMULA
from pipelines.folders import filled_beside, point, remove_old
from pipelines.report.explorer import script, write_explorer
from pipelines.report.figures import Figure, figures
from pipelines.report.groups import Group, groups, scripts
from pipelines.report.overview import TOTALS
from pipelines.report.pages import pages
from pipelines.taken_over import MANIFEST, Version
from pipelines.warehouse.read import load_id
from pipelines.words import say, written

MOST_ROWS = 500
"""Rows of a list that a page shows; its data file has all."""
SEC = "https://www.sec.gov/Archives/edgar/data/"
KEPT_SITES = 2


def publish_report(warehouse: Path, exports: Path, *, again: bool = True, address: str | None = None) -> Path:
    """Make the site of the published warehouse and move the link `exports/report` to it; returns the link.

    One that stands already is made anew only `again`. `address` is where the site will be served, if that is known.
    Raises CydError where nothing is published.
    """
    site = exports / "reports" / load_id(warehouse)
    link = exports / "report"
    if again or not site.is_dir():
        with filled_beside(site) as beside:
            build(warehouse, beside, link.resolve() if link.is_dir() else None, address)
    point(link, site)
    remove_old(site.parent, KEPT_SITES, keep=site)
    return link


def build(warehouse: Path, folder: Path, former: Path | None = None, address: str | None = None) -> None:
    """Write the whole site into an existing, empty folder; data that are those of the site in `former` are taken over.

    One connection reads it all, so a warehouse that is published meanwhile mixes nothing into it. Raises CydError
    where the warehouse is of another version and lacks what a question asks for.
    """
    _write_assets(folder)
    (folder / "data").mkdir()
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            found = figures(connection)
            version = Version(folder, former, "pipelines.report.explorer")
            write_explorer(connection, version)
            version.write_manifest()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise CydError(f"The report cannot be made from {warehouse.name}: {reason}") from error
    _write_data(found, folder / "figures")
    every = groups(found)
    for name, data in scripts(every).items():
        (folder / "data" / f"{name}.js").write_bytes(script(name, data))
    _write_pages(found, every, _edition(folder), folder, address)


def _edition(folder: Path) -> str:
    """What a site was made from, as a few letters: the same for the same data, whenever it was made."""
    digest = hashlib.sha256((folder / MANIFEST).read_bytes())
    for path in sorted((folder / "figures").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _write_pages(
    found: dict[str, Figure], every: list[Group], edition: str, folder: Path, address: str | None
) -> None:
    environment = _environment()
    summary = found["summary"].rows.row(0, named=True)
    common = {
        "edition": edition,
        "version": product_version(),
        "site": f"{address.rstrip('/')}/" if address else "",
        "summary": summary,
        "summary_figure": found["summary"],
        "found": found,
        "totals": TOTALS,
        "most_rows": MOST_ROWS,
    }
    told = []
    for page in pages(found, every):
        words = environment.get_template(f"{page.kind}.html").render(page=page, **common, **page.values)
        (folder / page.address).write_text(words, encoding="utf-8")
        told.append(
            {
                "address": page.address,
                "kind": page.kind,
                "title": page.title,
                "description": page.description,
                "data": page.data,
            }
        )
    index = {
        "title": "cyd: cybersecurity disclosures at the SEC",
        "version": product_version(),
        "edition": edition,
        "filed_up_to": str(summary["last_filed"]),
        "loaded": str(summary["loaded"]),
        "company_address": "company.html#{cik}",
        "pages": told,
    }
    (folder / "site.json").write_text(
        json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _write_assets(folder: Path) -> None:
    target = folder / "assets"
    target.mkdir()
    for path in sorted(Path(str(files("pipelines.report") / "static")).iterdir()):
        shutil.copyfile(path, target / path.name)


def _write_data(found: dict[str, Figure], folder: Path) -> None:
    folder.mkdir()
    for name, figure in found.items():
        (folder / f"{name}.csv").write_bytes(csv_of(figure.rows))
        if figure.sql:
            (folder / f"{name}.sql").write_text(figure.sql, encoding="utf-8")
    for name in ("group_share", "group_company"):
        cells = _cells(found[name].rows)
        by_page = cells.partition_by("page", as_dict=True, maintain_order=True)
        for page in found["group"].rows["page"]:
            rows = by_page.get((page,), cells.clear())
            (folder / f"{name}-{page}.csv").write_bytes(BYTE_ORDER_MARK + rows.write_csv().encode())


def csv_of(rows: pl.DataFrame) -> bytes:
    """Rows as CSV for spreadsheets; a text that begins as a formula does gets an apostrophe, as in the exports;
    lists are joined."""
    return BYTE_ORDER_MARK + _cells(rows).write_csv().encode()


def _cells(rows: pl.DataFrame) -> pl.DataFrame:
    lists = [pl.col(name).list.join("; ") for name, kind in rows.schema.items() if kind == pl.List(pl.String)]
    return rows.with_columns(lists).with_columns(pl.col(pl.String).str.replace(f"({FORMULA})", "'${1}"))


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("pipelines.report") / "templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["say"] = say
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["sec"] = lambda url: url if str(url).startswith(SEC) else SEC
    environment.filters["filing"] = filing
    environment.filters["written"] = written
    environment.globals["number"] = number
    environment.globals["sentence"] = sentence
    environment.filters["cells"] = _cells_of_companies(environment)
    return environment


def _cells_of_companies(environment: jinja2.Environment) -> Callable[[dict[str, Any]], Markup]:
    """The cells of a company's row, put together once for all groups that list it."""
    made: dict[int, Markup] = {}
    cells = environment.get_template("_company.html").make_module().cells  # type: ignore[attr-defined]

    def of_company(row: dict[str, Any]) -> Markup:
        if row["cik"] not in made:
            made[row["cik"]] = cells(row)
        return made[row["cik"]]

    return of_company


def number(figure: Figure, row: int | None, column: str) -> Markup:
    """One number of a figure, marked with the cell of the SQL's answer that it is; a dash where there is none."""
    value = None if row is None else figure.cells[column][row]
    if value is None:
        return Markup("<span>-</span>")
    mark = escape(f"{figure.name}/{row}/{column}")
    # Put together without Markup.format, which takes ten times as long: a site has six thousand of these.
    return Markup(f'<data value="{escape(value)}" data-cell="{mark}">{escape(written(value))}</data>')  # noqa: S704


def sentence(finding: Figure) -> Markup:
    """A finding in words, each of its numbers marked as such; where one is not known, the question alone."""
    if not finding.is_told:
        return Markup("{}").format(finding.question)
    words = re.split(r"\{(\w+)\}", finding.finding)
    return Markup("").join(
        number(finding, 0, word) if place % 2 else word for place, word in enumerate(words)
    )


def filing(url: str, number: str) -> str:
    """The page at SEC that lists a filing's documents; SEC's own folder alone where the address is no filing's."""
    return f"{url.rstrip('/')}/{number}-index.htm" if url.startswith(SEC) else SEC
