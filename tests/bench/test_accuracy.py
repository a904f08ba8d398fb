"""The accuracy report: labelled filings out of the archives, through the labels' own scorer."""

import json
import zipfile
from pathlib import Path

import pytest

from bench.accuracy import accuracy_csv, labelled, labelled_facts, main, part_of
from tests.metrics.words import PROCESSES

LABELLED, OTHER = "0000000001-25-000001", "0000000001-25-000002"
SCORER = """
import json, sys
gold, predicted = ([json.loads(line) for line in open(path)] for path in sys.argv[1:3])
print("scored", len(gold), [row["frameworks"] for row in predicted], sys.argv[3:])
"""


@pytest.fixture
def edgar(tmp_path: Path) -> Path:
    """A mirror with one archive of two filings."""
    folder = tmp_path / "edgar/files/dera/data/financial-statement-notes-data-sets"
    folder.mkdir(parents=True)
    columns = ("adsh", "tag", "version", "ddate", "qtrs", "iprx", "lang", "dimh", "escaped", "value")
    values = ("cyd/2024", "20241231", "4", "0", "en-US", "0x00000000", "0", "Our program follows NIST.")
    texts = ["\t".join(columns), *("\t".join((number, PROCESSES, *values)) for number in (LABELLED, OTHER))]
    filings = ["adsh\tcik\tname\tform", *(f"{number}\t1\tACME\t10-K" for number in (LABELLED, OTHER))]
    with zipfile.ZipFile(folder / "2025_01_notes.zip", "w") as archive:
        archive.writestr("sub.tsv", "\n".join(filings) + "\n")
        archive.writestr("txt.tsv", "\n".join(texts) + "\n")
    return tmp_path / "edgar"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Labels of one filing, and a scorer that tells what it was given."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "dev.jsonl").write_text(json.dumps({"accession_number": LABELLED}) + "\n")
    (folder / "score.py").write_text(SCORER)
    return folder


def test_only_labelled_filings_are_derived_and_scored(
    edgar: Path, gold: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["--gold", str(gold), "--edgar", str(edgar)]) == 0
    assert capfd.readouterr().out.splitlines() == ["dev.jsonl: 1 labelled filings", "scored 1 [['NIST']] []"]


def test_misses_are_asked_of_the_scorer(edgar: Path, gold: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--gold", str(gold), "--edgar", str(edgar), "--misses", "cadence"]) == 0
    assert "['--misses', 'cadence']" in capfd.readouterr().out


def test_the_form_comes_with_the_facts(edgar: Path) -> None:
    facts, forms = labelled_facts(sorted(edgar.rglob("*.zip")), {LABELLED})
    assert facts["accession_number"].to_list() == [LABELLED] and forms == {LABELLED: "10-K"}


def test_missing_labels_and_archives_are_told_in_one_sentence(
    edgar: Path, gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--gold", str(tmp_path / "none"), "--edgar", str(edgar)]) == 2
    assert main(["--gold", str(gold), "--edgar", str(tmp_path / "none")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2 and "no labels" in told[0] and "no notes archives" in told[1]


def test_the_largest_file_is_split_by_company_and_what_is_held_back_is_not_read(
    edgar: Path, gold: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [{"accession_number": f"{LABELLED[:-1]}{cik}", "cik": cik} for cik in range(1, 9)]
    (gold / "train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    parts = [labelled(gold / "train.jsonl", part) for part in ("work", "held-back")]
    assert all(parts) and not parts[0].keys() & parts[1].keys()
    assert parts[0] | parts[1] == labelled(gold / "train.jsonl")
    assert main(["--gold", str(gold), "--edgar", str(edgar), "--part", part_of(1)]) == 0
    assert (
        f"train.jsonl, {part_of(1)} part: {len(labelled(gold / 'train.jsonl', part_of(1)))} "
        in capfd.readouterr().out
    )
    with pytest.raises(SystemExit):
        main(["--gold", str(gold), "--edgar", str(edgar), "--part", "held-back", "--misses", "cadence"])


def test_the_figures_of_what_is_held_back_are_written_for_the_report() -> None:
    scored = "filings 2 missing 0\nofficer_years    F1 0.957  precision 0.9  recall 1.0  (gold 213)\ncadence  accuracy 0.5  (gold 2)\n"
    assert accuracy_csv(scored, 2).splitlines() == [
        "metric,measure,percent,labels,reports",
        "officer_years,F1,95.7,213,2",
        "cadence,accuracy,50.0,2,2",
    ]


def test_what_rules_were_mended_with_is_never_written(edgar: Path, gold: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--gold", str(gold), "--edgar", str(edgar), "--write", str(tmp_path / "accuracy.csv")])
