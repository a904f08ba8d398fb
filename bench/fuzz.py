"""Long runs of damaged documents through every reader: `make fuzz`, or `python -m bench.fuzz --mutants 50000`.

The oracle: the product's own error or a valid frame, within the bounds of time and memory, and no shorter result
without a sign where the input is the beginning of a sound document. The tests hold a few seconds of the same
(`tests/facts/test_fuzz.py`).
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.companies import read_submissions, read_tickers
from pipelines.edgar.filings import read_directory, read_index_page, rendered_pages
from pipelines.edgar.fulltext import IncidentSearchFrame, search_incidents
from pipelines.edgar.index import FilingIndexFrame, read_master_index
from pipelines.errors import DocumentError, FetchError
from pipelines.facts.detect import open_document
from pipelines.facts.inline import read_filing
from pipelines.facts.instance import read_extracted
from pipelines.facts.markup import html_text
from pipelines.facts.model import FactFrame, Reading
from pipelines.facts.notes import read_notes
from pipelines.facts.page import read_rendered
from pipelines.sample.filing import SampleFiling
from pipelines.sample.generate import sample_filings, write_sample
from pipelines.settings import Settings

MOST_SECONDS = 10.0
MOST_MIB = 512
PIECES = (
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"\0", b"\xff", b"|", b"\t", b"\r", b"\n", b'"', b"'", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"<?x ", b"?>", b"<!DOCTYPE x [", b"1e999", b"-1", b"[" * 2000, b"{", b"null", b"99999999",
    b"colspan='1000'", b"</html>", b"edgar/data/", b"../../", b"continuedAt='k'",
)  # fmt: skip

PAGE_AS_TEXT = (
    b"|\nA title\n|12 Months Ended\nDec. 31, 2024\n|Cybersecurity Risk Board of Directors Oversight [Text Block]\n"
    b"|The board asks.\nIt is answered.\n|Cybersecurity Risk Management Processes Integrated [Flag]\n|true\n"
    b"|X\n- References\n|No definition.\n+ Details\n"
)
"""A rendered page as text, in our own words."""

Facts = Callable[[bytes], tuple[int, list[str]]]


def main() -> int:
    """Run, print one line a reader and the worst of time and memory; 1 where the oracle was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        return _run(Path(folder), asked.mutants, random.Random(asked.seed))  # noqa: S311 (damages, guards nothing)


def _run(folder: Path, mutants: int, dice: random.Random) -> int:
    seeds = _seeds(folder)
    broken: list[str] = []
    counts: Counter[tuple[str, str]] = Counter()
    worst = 0.0
    for number in range(mutants):
        name, read, data = seeds[number % len(seeds)]
        whole, _ = read(data)
        is_cut = dice.random() < 0.2
        mutant = data[: dice.randrange(len(data))] if is_cut else _damaged(data, dice)
        started = time.perf_counter()
        try:
            height, rejected = read(mutant)
            if is_cut and height < whole and not rejected and data[len(mutant) :].strip():
                broken.append(
                    f"{name}: cut at {len(mutant)} of {len(data)}, {height} of {whole} without a sign"
                )
            counts[name, "read"] += 1
        except (DocumentError, FetchError):
            counts[name, "refused"] += 1
        except Exception as error:  # what the oracle forbids
            broken.append(f"{name}: {type(error).__name__}: {error}")
        seconds = time.perf_counter() - started
        worst = max(worst, seconds)
        if seconds > MOST_SECONDS:
            broken.append(f"{name}: {seconds:.1f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    for (name, outcome), count in sorted(counts.items()):
        print(f"{name:13} {outcome:8} {count:6}")
    print(f"{mutants} mutants, worst {worst:.2f} s, {memory} MiB, {len(broken)} broken")
    print("\n".join(sorted(set(broken))[:20]))
    return int(bool(broken) or memory > MOST_MIB)


def _damaged(data: bytes, dice: random.Random) -> bytes:
    """A document with pieces cut out, doubled, changed, and foreign ones put in."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        cut = dice.choice([0, 0, 1, 3, 20, 200, 2000])
        piece = dice.choice(
            [dice.choice(PIECES), dice.randbytes(3), data[at : at + dice.randint(0, 300)], b""]
        )
        data = data[:at] + piece + data[at + cut :]
    return data


def _seeds(folder: Path) -> list[tuple[str, Facts, bytes]]:
    """Sound documents of the bundled sample, each with the reader of its kind."""
    write_sample(folder / "edgar")
    notes = folder / "2025_01_notes.zip"
    answer = folder / "searched" / "LATEST" / "search-index.json"
    answer.parent.mkdir(parents=True)

    def of_reading(read: Callable[[bytes], Reading]) -> Facts:
        def facts(data: bytes) -> tuple[int, list[str]]:
            reading = read(data)
            FactFrame.validate(reading.facts)
            return reading.facts.height, reading.rejected

        return facts

    def archive(data: bytes) -> tuple[int, list[str]]:
        notes.write_bytes(data)
        found = read_notes(notes)
        FactFrame.validate(found.facts.filter(pl.col("accession_number").is_not_null()))
        return found.facts.height, found.rejected

    def index(data: bytes) -> tuple[int, list[str]]:
        found = read_master_index(data)
        FilingIndexFrame.validate(found.filings)
        # Cut between two rows an index has no mark of its end: its transfer has (see `edgar/body.py`).
        return found.filings.height, found.rejected or ["an index has no end"]

    def listed(read: Callable[[bytes], object]) -> Facts:
        return lambda data: (int(bool(read(data))), ["an answer is read whole or not"])

    def alone(data: bytes) -> tuple[int, list[str]]:
        """A lone file, of whatever kind: a section, a submission, a page as text."""
        found = open_document(data)
        # The day of an incident need not stand on a report's cover.
        FactFrame.validate(found.facts.filter(pl.col("period_end").is_not_null()))
        told = [found.reason] if found.status not in ("found", "not_required") else []
        return found.facts.height, [*found.rejected, *told]

    def text(data: bytes) -> tuple[int, list[str]]:
        return alone(data)[0], ["text has no end"]

    def search(data: bytes) -> tuple[int, list[str]]:
        """The search of a mirror, whose answer is this one."""
        answer.write_bytes(data)
        with Client(Settings(edgar_url=answer.parents[1].as_uri(), identity=None)) as client:
            found = search_incidents(RawArchive(folder / "raw", client), date(2025, 1, 1), date(2026, 12, 31))
        IncidentSearchFrame.validate(found.filings)
        return found.filings.height, [*found.rejected, found.doubt or ""]

    kinds: list[tuple[str, str, Facts]] = [
        ("inline", "*/*[0-9].htm", of_reading(lambda data: read_filing(("d", data)))),
        ("instance", "*_htm.xml", of_reading(read_extracted)),
        ("page", "R[0-9].htm", of_reading(read_rendered)),
        ("notes", "*_notes.zip", archive),
        ("index", "master.idx", index),
        ("index page", "*-index.htm", listed(read_index_page)),
        ("directory", "index.json", listed(read_directory)),
        ("summary", "FilingSummary.xml", listed(rendered_pages)),
        ("tickers", "company_tickers*.json", listed(read_tickers)),
        ("company", "CIK*.json", listed(read_submissions)),
        ("search", "search-index.json", search),
    ]
    found = []
    for name, pattern, read in kinds:
        for path in sorted((folder / "edgar").rglob(pattern))[:12]:
            data = path.read_bytes()
            try:
                read(data)
            except DocumentError:
                continue  # a document of another kind, or one that the sample damages on purpose
            found.append((name, read, data))
    untagged = [one for one in sample_filings() if not one.tagged][:6]
    for filing in untagged:
        (path,) = (folder / "edgar").rglob(filing.document)
        data = path.read_bytes()
        plain = html_text(data, skip_hidden=True).replace("\n", "\n\n").encode()
        found += [
            ("section", alone, data),
            ("text", text, plain),
            ("submission", alone, _submitted(filing, data)),
        ]
    return [*found, *[("page as text", alone, PAGE_AS_TEXT)] * 6]


def _submitted(filing: SampleFiling, data: bytes) -> bytes:
    """A filing's document as EDGAR keeps the whole submission."""
    number = filing.accession_number
    head = (
        f"<SEC-DOCUMENT>{number}.txt\n<SEC-HEADER>\nACCESSION NUMBER: {number}\n"
        f"CONFORMED SUBMISSION TYPE: {filing.form}\nCENTRAL INDEX KEY: {filing.cik:010d}\n"
        f"</SEC-HEADER>\n<DOCUMENT>\n<TYPE>{filing.form}\n<SEQUENCE>1\n<FILENAME>{filing.document}\n<TEXT>\n"
    )
    return head.encode() + data + b"\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"


if __name__ == "__main__":
    sys.exit(main())
