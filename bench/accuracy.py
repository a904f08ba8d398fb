"""Hold the derived metrics against labelled filings: `make accuracy`.

Reads the notes archives of an EDGAR mirror, derives the filings that careful readers labelled, and prints what the
labels' own scorer says of the result. Not here: any figure (docs/accuracy.md), or how a metric is derived.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.facts.model import FACT_SCHEMA
from pipelines.facts.notes import read_notes
from pipelines.metrics.derive import derive
from pipelines.metrics.filing import filings

SHARED = Path(__file__).parents[1] / ".." / "shared"
LABELS = ("dev.jsonl", "dev_years.jsonl")
ARCHIVES = "files/dera/data/*/*_notes.zip"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 0 where they could be made, 1 where the scorer fails, 2 where something is missing."""
    parser = argparse.ArgumentParser(description="Hold the derived metrics against labelled filings.")
    parser.add_argument(
        "--gold", type=Path, default=SHARED / "gold", help="folder of the labels and their scorer"
    )
    parser.add_argument(
        "--edgar", type=Path, default=SHARED / "edgar", help="EDGAR mirror with notes archives"
    )
    parser.add_argument("--misses", help="also print each filing where this key differs")
    asked = parser.parse_args(arguments)
    labels = [asked.gold / name for name in LABELS if (asked.gold / name).is_file()]
    scorer = asked.gold / "score.py"
    archives = sorted(asked.edgar.glob(ARCHIVES))
    if missing := _missing(labels, scorer, archives, asked):
        print(missing, file=sys.stderr)
        return 2
    facts, forms = labelled_facts(archives, {number for path in labels for number in accession_numbers(path)})
    objects = filings(facts, derive(facts), forms)
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_text("".join(f"{json.dumps(row)}\n" for row in objects), encoding="utf-8")
        for path in labels:
            print(f"{path.name}: {len(list(accession_numbers(path)))} labelled filings", flush=True)
            command = [sys.executable, str(scorer), str(path), str(predicted)]
            # The scorer is the labels' own program, named by whoever runs this.
            scored = subprocess.run(
                [*command, "--misses", asked.misses] if asked.misses else command, check=False
            )
            if scored.returncode:
                return 1
    return 0


def _missing(labels: list[Path], scorer: Path, archives: list[Path], asked: argparse.Namespace) -> str | None:
    if not labels or not scorer.is_file():
        return f"There are no labels with their scorer in {asked.gold}; --gold names another folder."
    if not archives:
        return f"There are no notes archives in {asked.edgar}; --edgar names another mirror."
    return None


def accession_numbers(labels: Path) -> Iterator[str]:
    """The filings of a file of labels, one JSON object a line."""
    for line in labels.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield row.get("accession_number") or row["adsh"]


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
