"""A mirror with some of the filings holds these whole, and no row of another."""

import zipfile
from pathlib import Path

from bench import nights

ROWS = "adsh\tvalue\n1-25-1\tone\n1-25-2\ttwo\n1-25-2\tthree\n"


def test_an_archive_is_written_with_the_rows_of_some_filings(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.zip", tmp_path / "mirror" / "part.zip"
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("sub.tsv", ROWS)
        made.writestr("tag.tsv", "tag\nA\n")
    assert nights._numbers(whole) == ["1-25-1", "1-25-2"]
    nights._write(whole, part, {"1-25-2"})
    with zipfile.ZipFile(part) as opened:
        assert opened.read("sub.tsv").decode() == "adsh\tvalue\n1-25-2\ttwo\n1-25-2\tthree\n"
        assert opened.read("tag.tsv") == b"tag\nA\n"
