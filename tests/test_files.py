"""Files are there whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from pipelines.files import sha256, write_text, written_atomically


def test_a_failed_write_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a" / "file.txt"
    write_text(target, "first")
    with pytest.raises(RuntimeError), written_atomically(target) as beside:
        beside.write_text("half")
        raise RuntimeError
    assert target.read_text() == "first"
    assert [path.name for path in target.parent.iterdir()] == ["file.txt"]


def test_a_finished_write_replaces_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    write_text(target, "first")
    write_text(target, "second")
    assert target.read_text() == "second"


def test_an_unchanged_text_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    write_text(target, "same")
    before = target.stat().st_ino
    write_text(target, "same")
    assert target.stat().st_ino == before


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"bytes" * 1000)
    assert sha256(tmp_path / "file") == hashlib.sha256(b"bytes" * 1000).hexdigest()
