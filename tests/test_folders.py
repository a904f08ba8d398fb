"""Folders that are replaced whole: readers, killed runs, runs beside each other."""

from pathlib import Path

import pytest

from pipelines.folders import filled_beside, point, remove_old


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(target: Path, words: str) -> None:
    with filled_beside(target) as beside:
        (beside / "a.txt").write_text(words)


def test_a_folder_takes_its_name_when_it_is_filled_and_not_before(tmp_path: Path) -> None:
    with filled_beside(tmp_path / "one") as beside:
        (beside / "a.txt").write_text("new")
        assert not (tmp_path / "one").exists()
    assert (tmp_path / "one" / "a.txt").read_text() == "new"
    assert names(tmp_path) == ["one"]


def test_filling_that_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    fill(tmp_path / "one", "old")
    with pytest.raises(OSError, match="full"), filled_beside(tmp_path / "one"):
        raise OSError("full")
    assert (tmp_path / "one" / "a.txt").read_text() == "old"
    assert names(tmp_path) == ["one"]


def test_a_link_moves_to_another_version(tmp_path: Path) -> None:
    for words in ("1", "2"):
        fill(tmp_path / "versions" / words, words)
        point(tmp_path / "latest", tmp_path / "versions" / words)
        assert (tmp_path / "latest" / "a.txt").read_text() == words
    assert names(tmp_path) == ["latest", "versions"]


def test_the_newest_stay_and_the_current_one_and_what_another_run_is_filling(tmp_path: Path) -> None:
    for name in ("1", "2", "3", "4", ".5.dead.tmp", ".4.old"):
        (tmp_path / name).mkdir()
    with filled_beside(tmp_path / "5") as at_work:
        remove_old(tmp_path, 2, keep=tmp_path / "1")
        assert names(tmp_path) == [at_work.name, "1", "3", "4"]
    remove_old(tmp_path, 2, keep=tmp_path / "5")
    assert names(tmp_path) == ["4", "5"]


def test_a_version_that_is_made_anew_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for words in ("old", "new"):
        fill(tmp_path / "1", words)
    remove_old(tmp_path, 1, keep=tmp_path / "1")
    assert names(tmp_path) == ["1"]
    assert (tmp_path / "1" / "a.txt").read_text() == "new"
