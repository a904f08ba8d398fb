"""Read a notes archive of SEC's real size: some thousand `cyd` rows among millions of others in `txt.tsv`.

    .venv/bin/python -m bench.foreign_rows [--rows 5000000]

Prints the time and the peak memory of `read_notes`, each in a process of its own, beside the floor:
decompressing `txt.tsv` and doing nothing. The bounds: under 1 GiB, at most three times the floor. `num.tsv`
is corrupt, so a reader that touches it fails.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipelines.sample.archives import notes_archive, quoted
from pipelines.sample.files import member
from pipelines.sample.filing import SampleFiling
from pipelines.sample.generate import sample_filings
from pipelines.sample.numbers import chooser

MEMORY_BOUND = 1 << 30
RATIO_BOUND = 3.0
TURNS = 3
"""Each is measured so often, in turns, and its fastest run counts: the machine may be shared."""
BLOCK_ROWS = 20_000
COPIES_OF_SAMPLE = 6
"""How often the sample's filings are repeated, each time with other accession numbers: some 7,000 `cyd`
rows."""

_WORDS = (
    "revenue lease deferred tax goodwill segment inventory hedge notional cash flows vesting award credit"
    " facility"
    " covenant maturity amortization useful life contract liability customer warranty reserve actuarial"
    " discount"
)
_TAGS = (
    "IncomeTaxDisclosureTextBlock",
    "DebtDisclosureTextBlock",
    "RevenueFromContractWithCustomerTextBlock",
)


def main() -> None:
    """Make the archive, measure both readings in one run, print them and fail where a bound is broken."""
    parser = argparse.ArgumentParser(description="Read a notes archive with millions of foreign rows.")
    parser.add_argument("--rows", type=int, default=5_000_000, help="foreign rows in txt.tsv")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "ARCHIVE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        what, path = arguments.measure
        sys.stdout.write(json.dumps(measure(what, Path(path))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2025q1_notes.zip"
        expected = write_archive(path, arguments.rows)
        turns = [(_in_a_process("floor", path), _in_a_process("read", path)) for _ in range(TURNS)]
        floor, reading = (min(runs, key=lambda run: run["seconds"]) for runs in zip(*turns, strict=True))
        _report(arguments.rows, path, expected, floor, reading)


def write_archive(path: Path, rows: int) -> int:
    """Write the archive as a stream; returns how many `cyd` facts it holds."""
    filings = sample_filings()
    with zipfile.ZipFile(path, "w") as archive:
        members = notes_archive(filings)
        for name in ("sub.tsv", "tag.tsv", "dim.tsv", "pre.tsv"):
            archive.writestr(member(name), members[name], compresslevel=6)
        facts = _cyd_lines(members["txt.tsv"])
        with archive.open(member("txt.tsv"), "w", force_zip64=True) as stream:
            stream.write(members["txt.tsv"].partition(b"\n")[0] + b"\n")
            foreign = _foreign_lines(rows, filings)
            share = max(len(facts) * BLOCK_ROWS // max(rows, 1), 1)
            while block := list(islice(foreign, BLOCK_ROWS)):
                stream.write(b"".join([*block, *facts[:share]]))
                facts = facts[share:]
            stream.write(b"".join(facts))
        number = member("num.tsv")
        archive.writestr(number, members["num.tsv"] * 50)
    _corrupt(path, "num.tsv")
    return COPIES_OF_SAMPLE * sum(1 for line in members["txt.tsv"].splitlines() if b"\tcyd/" in line)


def measure(what: str, path: Path) -> dict[str, float]:
    """Seconds, peak memory in bytes and facts of one reading, in this process."""
    from pipelines.facts.notes import read_notes  # noqa: PLC0415 (its import is no part of either measure)

    start, facts = time.perf_counter(), 0
    if what == "read":
        facts = read_notes(path).facts.height
    else:
        with zipfile.ZipFile(path) as archive, archive.open("txt.tsv") as stream:
            while stream.read(4 << 20):
                pass
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0,
        "facts": facts,
    }


def _cyd_lines(texts: bytes) -> list[bytes]:
    """The `cyd` lines of the sample, repeated under other accession numbers."""
    lines = [line + b"\n" for line in texts.splitlines() if b"\tcyd/" in line]
    return [b"0%d%s" % (copy + 100, line[4:]) for copy in range(COPIES_OF_SAMPLE) for line in lines]


def _foreign_lines(rows: int, filings: list[SampleFiling]) -> Iterator[bytes]:
    """Rows of other taxonomies: most short, some of tens of kilobytes, with quotes, as text blocks are."""
    choose = chooser("foreign rows")
    words = _WORDS.split()
    sentences = [" ".join(choose.choices(words, k=12)).capitalize() + "." for _ in range(400)]
    long = [quoted(f'The "Plan" {" ".join(choose.choices(sentences, k=length))}') for length in (20, 60, 250)]
    short = [*sentences[:60], *(quoted(f'{text} (the "Notes")') for text in sentences[60:70])]
    values = [value.encode() for value in short]
    heads = [
        f"{filing.accession_number}\t{tag}\tus-gaap/2024\t20241231\t4\t0\ten-US\t\t\t\t0x00000000\t0\t\t1\t90\t90\t\t\t\t".encode()
        for filing in filings
        for tag in _TAGS
    ]
    blocks = [value.encode() for value in long]
    for number in range(rows):
        value = blocks[number // 97 % 3] if number % 97 == 0 else values[number * 7 % len(values)]
        yield heads[number % len(heads)] + value + b"\n"


def _corrupt(path: Path, name: str) -> None:
    """Overwrite the middle of a member's compressed bytes."""
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(name)
    with path.open("r+b") as file:
        file.seek(entry.header_offset + 60)
        file.write(b"\xff" * 64)


def _in_a_process(what: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.foreign_rows", "--measure", what, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def _report(rows: int, path: Path, expected: int, floor: dict[str, float], reading: dict[str, float]) -> None:
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("txt.tsv").file_size
    ratio = reading["seconds"] / floor["seconds"]
    print(f"txt.tsv: {rows:,} foreign rows, {size / 1e6:,.0f} MB, {expected:,} cyd facts")
    print(f"decompress alone: {floor['seconds']:6.2f} s, peak {floor['peak'] / 2**20:5.0f} MiB")
    print(
        f"read_notes:       {reading['seconds']:6.2f} s, peak {reading['peak'] / 2**20:5.0f} MiB,"
        f" {ratio:.2f} x the floor"
    )
    if reading["facts"] != expected:
        sys.exit(f"{reading['facts']:.0f} facts were read instead of {expected}.")
    if reading["peak"] >= MEMORY_BOUND or ratio > RATIO_BOUND:
        sys.exit("The bound is broken: under 1 GiB, and at most three times the floor.")


if __name__ == "__main__":
    main()
