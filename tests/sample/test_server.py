"""The loopback EDGAR shows each fault as often as it was asked to, and records what it met."""

import json
from pathlib import Path

import pytest
import requests

from pipelines.sample.server import KINDS, serve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.htm").write_bytes(b"<html>words</html>")
    return tmp_path


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"slow", "drip"}))
def test_a_fault_shows_as_often_as_asked_and_then_the_document_comes(folder: Path, kind: str) -> None:
    with serve(folder) as server:
        server.fault("a/*", kind, times=2, location="/elsewhere")  # type: ignore[arg-type]
        for _ in range(2):
            try:
                answer = requests.get(f"{server.url}/a/x.htm", timeout=5, allow_redirects=False)
            except requests.RequestException:
                continue
            assert (answer.status_code, answer.content) != (200, b"<html>words</html>")
        assert requests.get(f"{server.url}/a/x.htm", timeout=5).content == b"<html>words</html>"
        assert [request.path for request in server.requests] == ["/a/x.htm"] * 3


@pytest.mark.parametrize("kind", ["slow", "drip"])
def test_a_slow_answer_is_whole(folder: Path, kind: str) -> None:
    with serve(folder) as server:
        server.fault("a/x.htm", kind, seconds=0.01)  # type: ignore[arg-type]
        answer = requests.get(f"{server.url}/a/x.htm", timeout=5)
    assert answer.content == b"<html>words</html>"
    assert answer.elapsed.total_seconds() > (0.01 if kind == "slow" else 0)


def test_a_fault_of_an_unknown_kind_is_refused(folder: Path) -> None:
    with serve(folder) as server, pytest.raises(ValueError, match="storm"):
        server.fault("*", "storm")  # type: ignore[arg-type]


def test_nothing_outside_the_folder_is_served(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret")
    with serve(folder) as server:
        assert requests.get(f"{server.url}/a/%2e%2e/%2e%2e/secret.txt", timeout=5).status_code == 404


def test_the_search_filters_and_pages(folder: Path) -> None:
    def hit(number: int, form: str, items: list[str], day: str) -> dict[str, object]:
        return {"_id": f"{number}", "_source": {"form": form, "items": items, "file_date": day}}

    hits = [hit(n, "8-K", ["1.05", "9.01"], "2025-02-03") for n in range(120)]
    hits += [hit(900, "8-K", ["8.01"], "2025-02-03"), hit(901, "10-K", ["1.05"], "2025-02-03")]
    hits += [hit(902, "8-K", ["1.05"], "2024-02-03")]
    (folder / "LATEST").mkdir()
    (folder / "LATEST" / "search-index.json").write_text(json.dumps({"hits": {"hits": hits}}))
    query = "q=&forms=8-K,8-K/A&items=1.05&dateRange=custom&startdt=2025-01-01&enddt=2025-12-31"
    with serve(folder) as server:
        pages = [
            requests.get(f"{server.url}/LATEST/search-index?{query}&from={start}", timeout=5).json()["hits"]
            for start in (0, 100)
        ]
    assert [len(page["hits"]) for page in pages] == [100, 20]
    assert pages[0]["total"] == {"value": 120, "relation": "eq"}


def test_a_search_without_an_index_is_not_found(folder: Path) -> None:
    with serve(folder) as server:
        assert requests.get(f"{server.url}/LATEST/search-index?q=", timeout=5).status_code == 404
