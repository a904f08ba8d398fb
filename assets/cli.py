"""The command line `cyd`: starts runs, reads single documents, answers questions about what is published.

A person gets one sentence about what is wrong, a program an exit code: 0 done, 1 failed, 2 usage or settings.
"""

import gc
import os
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from assets.cluster import MONTHS_QUEUE, PUBLISH_QUEUE, Part
from assets.interrupts import Interrupted, stopping
from assets.printable import printable
from pipelines.errors import CydError, SettingsError

if TYPE_CHECKING:
    from pipelines.settings import Settings

# ruff: noqa: PLC0415
# Commands import what they need themselves: DuckDB, Polars and Dagster take from a tenth of a second to two.

app = typer.Typer(
    help="SEC cybersecurity disclosures, from EDGAR to a DuckDB warehouse and Parquet.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, highlight=False)


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class Queue(StrEnum):
    """The queues of `cluster.py`."""

    months = MONTHS_QUEUE
    publish = PUBLISH_QUEUE


def _version(asked: bool) -> None:
    if asked:
        from pipelines.code_version import product_version

        print(f"cyd {product_version()}")
        raise typer.Exit


@app.callback()
def cyd(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version, and no more.")
    ] = False,
) -> None:
    """SEC cybersecurity disclosures, from EDGAR to a DuckDB warehouse and Parquet."""


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d").date()


@app.command()
def run(  # noqa: PLR0917 (typer gives each by its name)
    months: Annotated[
        str | None, typer.Option(help="A month or range of filing dates: 2025-01..2025-03.")
    ] = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Take another day for today.")
    ] = None,
    documents: Annotated[
        bool,
        typer.Option(
            "--documents",
            help="Read the filed documents, with their whole items, of all filings of the months, past ones too.",
        ),
    ] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Run on the bundled synthetic EDGAR, offline.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell each failed check with its first row.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what is wrong.")] = False,
) -> None:
    """Discover, fetch, read, derive, load, audit, publish and export."""
    from assets.progress import progress
    from assets.resources import Workplace
    from assets.runs import cost_of_documents, months_of_night
    from assets.runs import run as run_jobs
    from assets.status import summary
    from pipelines.months import parse_months

    settings = _settings()
    day = today.date() if today else settings.today
    wanted = parse_months(months) if months is not None else None
    if sample:
        settings, day, wanted = _sample(settings, day if today else None, wanted)
    with progress(console, quiet=quiet) as say:
        workplace = Workplace(settings, day, say, every_document=documents)
        months_wanted = wanted or months_of_night(workplace)
        if documents:
            console.print(cost_of_documents(workplace, months_wanted))
        run_jobs(workplace, months_wanted)
    if not quiet:
        summary(settings, verbose=verbose)


def _sample(
    settings: "Settings", day: date | None, months: list[str] | None
) -> tuple["Settings", date, list[str] | None]:
    from assets.serve import with_sample
    from pipelines.months import months_between
    from pipelines.sample import SAMPLE_TODAY
    from pipelines.sample.generate import SAMPLE_MONTHS

    every = months_between(SAMPLE_MONTHS[0], SAMPLE_MONTHS[-1])
    return with_sample(settings), day or SAMPLE_TODAY, months or every


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 3000,
    sample: Annotated[bool, typer.Option("--sample", help="Serve the bundled synthetic EDGAR.")] = False,
    only: Annotated[Part, typer.Option(help="One of the two alone, as in deploy/.")] = Part.both,
    host: Annotated[
        str,
        typer.Option(help="Address to listen at. There is no login: any but this needs a proxy with one."),
    ] = "127.0.0.1",
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what the daemon does, too.")] = False,
) -> None:
    """Dagster's webserver and daemon for this home, on this machine only."""
    from assets.serve import serve as become_server

    become_server(_settings(), port, host=host, part=only, sample=sample, verbose=verbose)


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="Documents of any kind; the kind is found by content.")],
    metrics: Annotated[
        bool, typer.Option("--metrics", help="One object per filing instead of its facts.")
    ] = False,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead.")] = None,
) -> None:
    """Read documents and print their facts, or what is derived from them."""
    from assets import show

    if metrics:
        show.filings(files, _settings().workers, format.value, output)
    else:
        show.documents(files, format.value, output)


@app.command()
def status() -> None:
    """Partitions, freshness, counts, coverage, last failures."""
    from assets.status import status as show_status

    show_status(_settings())


@app.command()
def worker(
    queue: Annotated[
        list[Queue] | None, typer.Option(help="Runs of which queue; may be given twice; default: both.")
    ] = None,
) -> None:
    """Take runs from the broker of CYD_BROKER_URL and execute them, until told to end."""
    from assets.worker import become_worker

    become_worker(_settings(), [one.value for one in queue or Queue])


@app.command()
def rollback(
    to: Annotated[
        str | None, typer.Option(help="A kept load, as `cyd status` lists them; default: the one before.")
    ] = None,
) -> None:
    """Publish an earlier warehouse again, with its exports."""
    from assets.home import nobody_else_in
    from pipelines.exports.parquet import export as write_versions
    from pipelines.warehouse import publish

    settings = _settings()
    with nobody_else_in(settings):  # or the run at work would publish over it
        load_id = publish.rollback(settings, to)
        write_versions(settings.warehouse_path, settings.exports_path)
        print(f"published again: {load_id}")
        if (settings.exports_path / "report").exists():
            report()


@app.command()
def export(
    to: Annotated[
        Path | None, typer.Option(help="An empty or new folder; default: exports/ in CYD_HOME.")
    ] = None,
) -> None:
    """Parquet, dictionary and data package of what is published."""
    from pipelines.exports.parquet import export as write_versions
    from pipelines.exports.parquet import write_export

    settings = _settings()
    if to is None:
        folder = write_versions(settings.warehouse_path, settings.exports_path)
    elif to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise SettingsError(f"{to} is not an empty folder: name another one.")
    else:
        to.mkdir(parents=True, exist_ok=True)
        write_export(settings.warehouse_path, to)
        folder = to
    print(folder)


@app.command()
def report() -> None:
    """The static report and explorer of what is published, in exports/report."""
    from pipelines.report.site import publish_report

    settings = _settings()
    link = publish_report(settings.warehouse_path, settings.exports_path, address=settings.site_url)
    print(link / "index.html")


@app.command(context_settings={"ignore_unknown_options": True})  # a query may begin with a comment: -- ...
def sql(
    statement: Annotated[
        str | None, typer.Argument(help="One query; the warehouse is opened read-only.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="A question of sql/queries, by its file's name.")] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
) -> None:
    """Run one query on the published warehouse."""
    from assets import show
    from pipelines.warehouse.header import sql_files
    from pipelines.warehouse.read import ask

    questions = {file.name: file.sql for file in sql_files("queries")}
    if (statement is None) == (name is None) or (name and name not in questions):
        raise SettingsError(f"Give one query, or --name and one of: {', '.join(questions)}.")
    show.frame(ask(_settings().warehouse_path, statement or questions[name or ""]), format.value, None)


@app.command()
def search(
    words: Annotated[
        str, typer.Argument(help="Words, and phrases in quotes: 'ransomware \"tabletop exercise\"'.")
    ],
    form: Annotated[str | None, typer.Option(help="Only this form type, as 10-K.")] = None,
    year: Annotated[int | None, typer.Option(help="Only filings of this year.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most filings to show.")] = 10,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.table,
) -> None:
    """The filings that hold some words, best first, each with the sentence and its link."""
    from assets import show
    from pipelines.warehouse.search import search as find

    found = find(_settings().warehouse_path, words, form=form, year=year, limit=limit)
    show.search(found, format.value)


def _settings() -> "Settings":
    """The settings; those that are none are warned of."""
    from pipelines.settings import load_settings, unknown_variables

    for sentence in unknown_variables():
        _complain("Warning", sentence)
    return load_settings()


def main() -> None:
    """Run the command line; errors become one sentence and an exit code."""
    # One process, one job: what Dagster makes need not be searched so often.
    gc.set_threshold(100_000, 50, 100)
    try:
        app()
    except CydError as error:
        _stop_if_asked()
        _complain(type(error).__name__.removesuffix("Error").replace("Cyd", "Error"), str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:  # a fault of ours: never a traceback for a person, never a lost one for us
        _stop_if_asked()
        if told := _of_the_disk(error):
            _complain("Disk", str(told))
            sys.exit(told.exit_code)
        _complain("Unexpected", f"{type(error).__name__}: {error} {_logged()}")
        sys.exit(1)


def _of_the_disk(error: Exception) -> CydError | None:
    from pipelines.disk import caused_by_disk

    return caused_by_disk(error, _home())


def _home() -> Path:
    """The home as the environment names it: the error may come of the settings themselves."""
    return Path(os.environ.get("CYD_HOME") or "data").expanduser().absolute()


def _stop_if_asked() -> None:
    """What fails while the command is being ended, its workers gone, is no error to tell of."""
    if stopping():
        raise Interrupted


def _complain(kind: str, sentence: str) -> None:
    """One sentence on standard error; what comes from outside is no markup and moves no cursor."""
    console.print(f"[red]{kind}:[/red] {escape(printable(' '.join(sentence.split())))}", soft_wrap=True)


def _logged() -> str:
    """Keep the traceback in the home, or where that cannot be written to, among the temporary files, under a name
    that nobody else on this machine can have taken before."""
    import tempfile
    import traceback

    trace = traceback.format_exc()
    log = _home() / "cyd-error.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(trace, encoding="utf-8")
    except OSError:
        try:
            with tempfile.NamedTemporaryFile(
                "w", prefix="cyd-error-", suffix=".log", delete=False, encoding="utf-8"
            ) as file:
                file.write(trace)
        except OSError:
            return "(details could not be written anywhere)"
        log = Path(file.name)
    return f"(details in {log})"
