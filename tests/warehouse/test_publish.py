"""What is published is whole and audited, and comes by one rename."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import AuditError, PublishError
from pipelines.files import sha256
from pipelines.settings import Settings
from pipelines.warehouse import publish as module
from pipelines.warehouse.audit import audit
from pipelines.warehouse.load import new_load_id
from pipelines.warehouse.publish import (
    candidates_folder,
    publications,
    publications_folder,
    publish,
    published_load,
    remove_candidates,
    rollback,
)
from pipelines.warehouse.read import query, rows_of


def another(audited: Path, number: int) -> Path:
    """A later candidate with the same rows."""
    load_id = new_load_id(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=number))
    path = audited.with_name(f"{load_id}.duckdb")
    shutil.copyfile(audited, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta.load SET load_id = ?", [load_id])
    return path


def test_an_audited_candidate_is_published_and_kept(audited: Path, settings: Settings) -> None:
    digest = sha256(audited)
    path = publish(audited, settings)
    assert path == settings.warehouse_path
    assert sha256(path) == digest
    assert not audited.exists()
    assert [sha256(kept) for kept in publications(settings)] == [digest]
    assert publications(settings)[0].stem == query(path, "FROM meta.load")["load_id"][0]


def test_a_candidate_without_an_audit_is_refused(candidate: Path, settings: Settings) -> None:
    with pytest.raises(AuditError, match="was not audited"):
        publish(candidate, settings)
    assert not settings.warehouse_path.exists()
    assert publications(settings) == []


def test_a_candidate_with_a_failed_error_is_refused_and_the_old_warehouse_stays(
    audited: Path, settings: Settings
) -> None:
    worse = another(audited, 1)
    digest = sha256(publish(audited, settings))
    with duckdb.connect(str(worse)) as connection:
        connection.execute("UPDATE core.fact SET period_start = period_end + 1")
    audit(worse)
    with pytest.raises(AuditError, match=r"fact_period \(\d+ rows\)"):
        publish(worse, settings)
    assert sha256(settings.warehouse_path) == digest


def test_a_candidate_with_a_failed_warning_is_published(audited: Path, settings: Settings) -> None:
    with duckdb.connect(str(audited)) as connection:
        connection.execute("UPDATE core.filing SET in_index = FALSE")
    audit(audited)
    failed = query(audited, "FROM meta.check_result WHERE NOT passed")
    assert failed["severity"].to_list() == ["warning"] * failed.height != []
    assert publish(audited, settings).is_file()


def test_a_file_that_is_no_warehouse_is_refused(settings: Settings) -> None:
    path = candidates_folder(settings) / "x.duckdb"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(PublishError, match="cannot be opened"):
        publish(path, settings)


def test_a_candidate_that_was_not_closed_is_refused(audited: Path, settings: Settings) -> None:
    """A log beside the candidate holds rows that no audit saw."""
    crashed = (
        "import duckdb, os\n"
        f"connection = duckdb.connect({str(audited)!r}, config={{'checkpoint_threshold': '1TB'}})\n"
        "connection.execute('UPDATE core.fact SET period_start = period_end + 1')\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", crashed], check=False).returncode == 9
    assert audited.with_name(audited.name + ".wal").exists()
    with pytest.raises(PublishError, match="write-ahead log"):
        publish(audited, settings)
    assert not settings.warehouse_path.exists()


def test_a_log_left_beside_the_published_file_is_set_aside_not_merged(
    audited: Path, settings: Settings
) -> None:
    later = another(audited, 1)
    publish(audited, settings)
    stray = settings.warehouse_path.with_name("warehouse.duckdb.wal")
    stray.write_bytes(b"what a killed writer left")
    expected = rows_of(later, "core.fact")
    publish(later, settings)
    assert not stray.exists()
    assert stray.with_name("warehouse.duckdb.wal.stray").read_bytes() == b"what a killed writer left"
    assert rows_of(settings.warehouse_path, "core.fact") == expected


def test_the_last_publications_are_kept_newest_first(audited: Path, settings: Settings) -> None:
    settings = settings.model_copy(update={"keep_publications": 2})
    later = [another(audited, number) for number in (1, 2, 3)]
    for path in (audited, *later):
        publish(path, settings)
    assert publications(settings) == [
        publications_folder(settings) / path.name for path in reversed(later[1:])
    ]
    assert query(settings.warehouse_path, "FROM meta.load")["load_id"][0] == later[-1].stem


def test_what_is_kept_is_a_file_of_its_own(audited: Path, settings: Settings) -> None:
    path = publish(audited, settings)
    kept = publications(settings)[0]
    assert sha256(kept) == sha256(path)
    assert kept.stat().st_ino != path.stat().st_ino


def test_a_clock_that_was_ahead_blocks_nothing(
    audited: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = another(audited, 1)
    monkeypatch.setattr(module, "_judged", lambda _: "20990101T000000000000Z")
    monkeypatch.setattr(module, "published_load", lambda _: None)
    publish(audited, settings)
    monkeypatch.setattr(module, "_judged", lambda candidate: candidate.stem)
    monkeypatch.setattr(module, "published_load", lambda _: "20990101T000000000000Z")
    assert publish(later, settings).is_file()


def test_an_open_reader_sees_its_warehouse_to_the_end_and_the_next_one_the_new(
    audited: Path, settings: Settings
) -> None:
    later = another(audited, 1)
    with duckdb.connect(str(later)) as connection:
        connection.execute("DELETE FROM meta.reading")
    audit(later)
    path = publish(audited, settings)
    with duckdb.connect(str(path), read_only=True) as reader:
        before = reader.execute("SELECT count(*) FROM meta.reading").fetchone()
        publish(later, settings)
        assert reader.execute("SELECT count(*) FROM meta.reading").fetchone() == before != (0,)
    assert rows_of(path, "meta.reading") == 0


def test_candidates_of_killed_runs_are_removed(candidate: Path, settings: Settings) -> None:
    candidate.with_name(candidate.name + ".wal").write_bytes(b"log")
    remove_candidates(settings)
    assert not candidates_folder(settings).exists()
    remove_candidates(settings)


def three_published(audited: Path, settings: Settings) -> list[str]:
    """Publish three loads, and return their numbers, oldest first."""
    loads = [audited, *(another(audited, number) for number in (1, 2))]
    for path in loads:
        publish(path, settings)
    return [path.stem for path in loads]


def test_a_rollback_publishes_the_one_before_and_any_kept_one_by_its_number(
    audited: Path, settings: Settings
) -> None:
    oldest, middle, newest = three_published(audited, settings)
    digests = {path.stem: sha256(path) for path in publications(settings)}
    for to, expected in ((None, middle), (None, oldest), (newest, newest), (oldest, oldest)):
        assert rollback(settings, to) == expected == published_load(settings)
        assert sha256(settings.warehouse_path) == digests[expected]
    assert {path.stem: sha256(path) for path in publications(settings)} == digests


def test_a_rollback_to_what_is_not_kept_is_refused_and_changes_nothing(
    audited: Path, settings: Settings
) -> None:
    with pytest.raises(PublishError, match="No earlier publication"):
        rollback(settings)
    oldest, _, newest = three_published(audited, settings)
    for to, words in (("20200101T000000000000Z", "is not kept"), (newest, "is what is published")):
        with pytest.raises(PublishError, match=words):
            rollback(settings, to)
    assert published_load(settings) == newest
    rollback(settings, oldest)
    with pytest.raises(PublishError, match="No earlier publication"):
        rollback(settings)
    assert published_load(settings) == oldest


def test_a_kept_file_that_was_damaged_is_not_published_again(audited: Path, settings: Settings) -> None:
    _, middle, newest = three_published(audited, settings)
    (publications_folder(settings) / f"{middle}.duckdb").write_bytes(b"damaged" * 10_000)
    with pytest.raises(PublishError, match="cannot be opened"):
        rollback(settings)
    assert published_load(settings) == newest


def test_the_run_after_a_rollback_publishes_as_ever(audited: Path, settings: Settings) -> None:
    third = another(audited, 3)
    oldest, middle, newest = three_published(audited, settings)
    rollback(settings, oldest)
    publish(third, settings)
    assert published_load(settings) == third.stem
    assert [path.stem for path in publications(settings)] == [third.stem, newest, middle]
