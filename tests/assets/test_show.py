"""Rows as a table: what is outside stays harmless, numbers stand to the right, and a hundred thousand rows take seconds."""

import time

import polars as pl
import pytest

from assets import show


def test_a_table_has_a_line_for_each_row_and_no_control_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = pl.DataFrame(
        {
            "name": ["two\nlines", "\x1b[31mred", None],
            "n": [1, 22222, None],
            "codes": [["a"], [], None],
            "text": ["word " * 40, "", None],
        }
    )
    show.frame(rows, "table", None)
    head, first, second, third = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "n", "codes", "text"]
    assert first.startswith('two lines      1  ["a"]  word word') and first.endswith("…")
    assert second.startswith("\N{REPLACEMENT CHARACTER}[31mred   22222  []") and third == ""
    show.frame(rows.clear(), "table", None)
    assert capsys.readouterr().out.split() == ["name", "n", "codes", "text"]


def test_many_rows_are_printed_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    rows = pl.DataFrame({f"column_{number}": ["some words " * 50] * 4000 for number in range(10)})
    began = time.process_time()
    show.frame(rows, "table", None)
    assert time.process_time() - began < 4, "rich took 2 ms a row of such a width"
    assert capsys.readouterr().out.count("\n") > rows.height
