"""Hold the derived metrics against labelled filings: `make accuracy`.

Reads the notes archives of an EDGAR mirror, derives the filings that careful readers labelled, and prints what the
labels' own scorer says of the result. The largest file of labels has two parts, split by company: rules are mended
with the one, the other is only ever scored. Not here: any figure (docs/accuracy.md), or how a metric is derived.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes import read_notes
from pipelines.files import write_text
from pipelines.metrics.derive import derive
from pipelines.metrics.filing import filings

SHARED = Path(__file__).parents[1] / ".." / "shared"
LABELS = ("dev.jsonl", "dev_years.jsonl", "train.jsonl")
SPLIT = "train.jsonl"
PARTS = ("work", "held-back")
"""A company is held back where the SHA-256 of its CIK as decimal text leaves 3 when divided by 4."""
ARCHIVES = "files/dera/data/*/*_notes.zip"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 0 where they could be made, 1 where the scorer fails, 2 where something is missing."""
    asked = _asked(arguments)
    labels = [asked.gold / name for name in LABELS if (asked.gold / name).is_file()]
    scorer = asked.gold / "score.py"
    archives = sorted(asked.edgar.glob(ARCHIVES))
    if missing := _missing(labels, scorer, archives, asked):
        print(missing, file=sys.stderr)
        return 2
    told = {path.name: labelled(path, asked.part) for path in labels}
    facts, forms = labelled_facts(archives, {number for rows in told.values() for number in rows})
    objects = filings(facts, derive(facts), forms)
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_text("".join(f"{json.dumps(row)}\n" for row in objects), encoding="utf-8")
        for name, rows in told.items():
            part = f", {asked.part} part" if name == SPLIT else ""
            print(f"{name}{part}: {len(rows)} labelled filings", flush=True)
            gold = Path(folder) / name
            gold.write_text("".join(f"{line}\n" for line in rows.values()), encoding="utf-8")
            command = [sys.executable, str(scorer), str(gold), str(predicted)]
            if asked.misses:
                command += ["--misses", asked.misses]
            # The scorer is the labels' own program, named by whoever runs this.
            scored = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
            print(scored.stdout, end="", flush=True)
            if scored.returncode:
                return 1
            if asked.write and name == SPLIT:
                write_text(asked.write, accuracy_csv(scored.stdout, len(rows)))
    return 0


def accuracy_csv(scored: str, reports: int) -> str:
    """What the scorer prints as CSV: metric, measure, percent, labels of the metric, and the reports that have them."""
    lines = re.findall(r"(?m)^(\w+)\s+(F1|accuracy) ([\d.]+).*\(gold (\d+)\)", scored)
    rows = [
        f"{metric},{measure},{100 * float(value):.1f},{labels},{reports}\n"
        for metric, measure, value, labels in lines
    ]
    return "metric,measure,percent,labels,reports\n" + "".join(rows)


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hold the derived metrics against labelled filings.")
    parser.add_argument(
        "--gold", type=Path, default=SHARED / "gold", help="folder of the labels and their scorer"
    )
    parser.add_argument(
        "--edgar", type=Path, default=SHARED / "edgar", help="EDGAR mirror with notes archives"
    )
    parser.add_argument(
        "--part",
        choices=PARTS,
        default="work",
        help=f"of {SPLIT}: what rules are mended with, or only scored",
    )
    parser.add_argument("--misses", help="also print each filing where this key differs")
    parser.add_argument(
        "--write",
        type=Path,
        help="also write the figures of what is held back into this file, for the report",
    )
    asked = parser.parse_args(arguments)
    if asked.write and asked.part != "held-back":
        parser.error("the report tells the figures of what is held back: --part held-back")
    if asked.misses and asked.part == "held-back":
        parser.error("what is held back is scored, not read")
    return asked


def _missing(labels: list[Path], scorer: Path, archives: list[Path], asked: argparse.Namespace) -> str | None:
    if not labels or not scorer.is_file():
        return f"There are no labels with their scorer in {asked.gold}; --gold names another folder."
    if not archives:
        return f"There are no notes archives in {asked.edgar}; --edgar names another mirror."
    return None


def labelled(labels: Path, part: str | None = None) -> dict[str, str]:
    """The lines of a file of labels by accession number, one JSON object a line; of `SPLIT` one part, where named."""
    found = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            if part is None or labels.name != SPLIT or part_of(row["cik"]) == part:
                found[row.get("accession_number") or row["adsh"]] = line
    return found


def part_of(cik: int) -> str:
    """Which part of `SPLIT` a company is in."""
    return PARTS[int(hashlib.sha256(str(cik).encode()).hexdigest(), 16) % 4 == 3]


def labelled_facts(archives: list[Path], wanted: set[str]) -> tuple[pl.DataFrame, dict[str, str]]:
    """`FactFrame` of the wanted filings out of the archives, and the form of each."""
    frames, forms = [pl.DataFrame(schema=FACT_SCHEMA)], dict[str, str]()
    for path in archives:
        archive = read_notes(path)
        frames.append(archive.facts.filter(pl.col("accession_number").is_in(list(wanted))))
        forms.update(
            archive.submissions.filter(pl.col("adsh").is_in(list(wanted))).select("adsh", "form").iter_rows()
        )
    return pl.concat(frames), forms


if __name__ == "__main__":
    sys.exit(main())
