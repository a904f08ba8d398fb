"""The static site: pages from templates, pictures, CSV of each figure and the explorer's data, in one folder.

A site is a folder of its own under `exports/reports/`, named for the load it shows; the link `exports/report` moves
to it when it is whole. The same warehouse gives the same bytes.
"""

import hashlib
import re
import shutil
from importlib.resources import files
from pathlib import Path

import duckdb
import jinja2
import polars as pl
from markupsafe import Markup

from pipelines.errors import CydError
from pipelines.exports.spreadsheet import BYTE_ORDER_MARK, FORMULA
from pipelines.folders import filled_beside, point, remove_old
from pipelines.report.explorer import SHARDS, write_explorer
from pipelines.report.figures import Figure, figures
from pipelines.report.overview import TOTALS, plumbing, told
from pipelines.taken_over import MANIFEST, Version
from pipelines.warehouse.read import load_id
from pipelines.words import say

PAGES = ("index", "explorer", "company")
MOST_ROWS = 500
"""Rows of a list that a page shows; its data file has all."""
SEC = "https://www.sec.gov/Archives/edgar/data/"
KEPT_SITES = 2


def publish_report(warehouse: Path, exports: Path, *, again: bool = True) -> Path:
    """Make the site of the published warehouse and move the link `exports/report` to it; returns the link.

    One that stands already is made anew only `again`. Raises CydError where nothing is published.
    """
    site = exports / "reports" / load_id(warehouse)
    link = exports / "report"
    if again or not site.is_dir():
        with filled_beside(site) as beside:
            build(warehouse, beside, link.resolve() if link.is_dir() else None)
    point(link, site)
    remove_old(site.parent, KEPT_SITES, keep=site)
    return link


def build(warehouse: Path, folder: Path, former: Path | None = None) -> None:
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
    _write_pages(found, _edition(folder), folder)


def _edition(folder: Path) -> str:
    """What a site was made from, as a few letters: the same for the same data, whenever it was made."""
    digest = hashlib.sha256((folder / MANIFEST).read_bytes())
    for path in sorted((folder / "figures").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _write_pages(found: dict[str, Figure], edition: str, folder: Path) -> None:
    environment = _environment()
    findings = told(found)
    common = {
        "edition": edition,
        "shards": SHARDS,
        "summary": found["summary"].rows.row(0, named=True),
        "summary_figure": found["summary"],
        "totals": TOTALS,
        "most_rows": MOST_ROWS,
    }
    for page in PAGES:
        its_own = {"findings": findings, "plumbing": plumbing(found)} if page == "index" else {}
        words = environment.get_template(f"{page}.html").render(page=page, **common, **its_own)
        (folder / f"{page}.html").write_text(words, encoding="utf-8")
    question = environment.get_template("question.html")
    for one in findings:
        words = question.render(page="question", told=one, **common)
        (folder / f"question-{one.name}.html").write_text(words, encoding="utf-8")


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


def csv_of(rows: pl.DataFrame) -> bytes:
    """Rows as CSV for spreadsheets; a text that begins as a formula does gets an apostrophe, as in the exports;
    lists are joined."""
    lists = [pl.col(name).list.join("; ") for name, kind in rows.schema.items() if kind == pl.List(pl.String)]
    cells = rows.with_columns(lists).with_columns(pl.col(pl.String).str.replace(f"({FORMULA})", "'${1}"))
    return BYTE_ORDER_MARK + cells.write_csv().encode()


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
    environment.globals["number"] = number
    environment.globals["sentence"] = sentence
    return environment


def number(figure: Figure, row: int | None, column: str) -> Markup:
    """One number of a figure, marked with the cell of the SQL's answer that it is; a dash where there is none."""
    value = None if row is None else figure.rows[column][row]
    if value is None:
        return Markup("<span>-</span>")
    mark = f"{figure.name}/{row}/{column}"
    return Markup('<data value="{}" data-cell="{}">{}</data>').format(value, mark, written(value))


def sentence(finding: Figure) -> Markup:
    """A finding in words, each of its numbers marked as such; where one is not known, the question alone."""
    if not finding.is_told:
        return Markup("{}").format(finding.question)
    words = re.split(r"\{(\w+)\}", finding.finding)
    return Markup("").join(
        number(finding, 0, word) if place % 2 else word for place, word in enumerate(words)
    )


def written(value: object) -> str:
    """A value as people read it: thousands apart, one decimal where there are decimals, ISO dates."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
