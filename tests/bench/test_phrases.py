"""What each rule did: filings decided, and right on those that are labelled."""

import polars as pl

from bench.phrases import decided, main


def test_a_rule_is_counted_by_filing_and_held_against_labels() -> None:
    frame = pl.DataFrame(
        {
            "rule": ["NIST", "NIST", "ISO", None],
            "accession_number": ["1", "2", "1", "3"],
            "framework": ["NIST", "NIST", "ISO27001", "SOC"],
        }
    )
    labels = {"1": {"frameworks": ["NIST"]}}
    assert decided(frame, "framework", "frameworks", labels) == [("NIST", 2, 1, 1), ("ISO", 1, 1, 0)]
    assert decided(frame, "framework", None, labels)[0] == ("NIST", 2, 0, 0)


def test_without_archives_it_says_so(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["--edgar", str(tmp_path)]) == 2
    assert "no notes archives" in capsys.readouterr().err
