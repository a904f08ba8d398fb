"""The raw archive is itself a mirror: from it alone, a new home comes to hold what the old one does."""

from pathlib import Path

from .conftest import Cyd
from .runs import TODAY, files_of, tables_of


def test_a_home_is_rebuilt_from_the_raw_archive_of_another(
    cyd: Cyd, mirror_home: Path, tmp_path: Path
) -> None:
    raw = (mirror_home / "raw").as_uri()
    ended = cyd("run", "--months", "2025-04", *TODAY, home=tmp_path / "home", CYD_EDGAR_URL=raw)
    assert (ended.code, ended.sentences) == (0, "")
    new, old = tables_of(tmp_path / "home"), tables_of(mirror_home)
    assert new.keys() == old.keys() and old["core.fact"].height > 0
    assert [name for name in old if not old[name].equals(new[name])] == []
    assert files_of(tmp_path / "home") == files_of(mirror_home)
