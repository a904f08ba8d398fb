"""A loopback EDGAR with a few small documents, and clients that do not wait."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client, Patience
from pipelines.edgar.limit import RateLimit
from pipelines.sample.server import EdgarServer, serve
from pipelines.settings import Settings

QUICK = Patience(
    attempts=4,
    backoff_seconds=0.001,
    connect_seconds=2,
    read_seconds=2,
    answer_seconds=0.3,
    longest_wait_seconds=2,
    blocked_seconds=60,
)


PAGE = b"<html><body>" + b"<p>words</p>" * 2000 + b"</body></html>"


def zipped(data: bytes = b"rows") -> bytes:
    """A small zip archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("sub.tsv"), data)  # of a fixed date
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the server serves."""
    path = tmp_path / "edgar"
    path.mkdir()
    return path


@pytest.fixture
def server(folder: Path) -> Iterator[EdgarServer]:
    """A server over `folder`."""
    with serve(folder) as running:
        yield running


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Callable[..., Client]]:
    """Make clients for an address; settings may be given by name."""
    clients = []

    def make(url: str, patience: Patience = QUICK, **settings: object) -> Client:
        limits = tmp_path / "limits"
        limits.mkdir(exist_ok=True)
        known = Settings.model_validate(
            {"edgar_url": url, "home": tmp_path / "home", "identity": None} | settings
        )
        clients.append(Client(known, patience=patience, limit=RateLimit("test", 50, limits)))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(server: EdgarServer, connect: Callable[..., Client]) -> Client:
    """A client of the server."""
    return connect(server.url)


@pytest.fixture
def archive(tmp_path: Path, client: Client) -> RawArchive:
    """An empty raw archive filled from the server."""
    return RawArchive(tmp_path / "raw", client)


@pytest.fixture
def put(folder: Path) -> Callable[[str, bytes], None]:
    """Write a document where the server serves it."""

    def write(path: str, data: bytes) -> None:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    return write


def keep(archive: RawArchive, path: str, data: bytes) -> None:
    """Put a document into the archive as an earlier run would have left it."""
    archive.update(path, lambda _: data, "an earlier run")
