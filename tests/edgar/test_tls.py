"""TLS: a source that cannot prove who it is gets no second look, and no setting changes that."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipelines.edgar.client import Client
from pipelines.edgar.expect import Expect
from pipelines.errors import FetchError

Connect = Callable[..., Client]


def certificate(folder: Path, address: str, *, ended: bool = False) -> Path:
    """A certificate for an address, signed by nobody but itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mirror")])
    start = datetime.now(UTC) - timedelta(days=30)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=10 if ended else 60))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{address}-{ended}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def serving() -> Iterator[Callable[[Path], str]]:
    """Serve `{}` over TLS with a certificate; gives the address."""
    servers = []

    def serve(pem: Path) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"https://127.0.0.1:{server.server_address[1]}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_certificate_that_nobody_known_signed_is_refused_at_once(
    connect: Connect, serving: Callable[[Path], str], tmp_path: Path
) -> None:
    client = connect(serving(certificate(tmp_path, "127.0.0.1")))
    with pytest.raises(FetchError, match="does not prove who it is"):
        client.get("x.json", expect=Expect.JSON)
    assert (client.counters.requests, client.counters.retries) == (1, 0)


def test_an_authority_of_ones_own_is_trusted_where_the_environment_names_it(
    connect: Connect, serving: Callable[[Path], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "127.0.0.1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    assert connect(serving(pem)).get("x.json", expect=Expect.JSON).data == b"{}"


@pytest.mark.parametrize("given", [("127.0.0.2", False), ("127.0.0.1", True)], ids=["another host", "past"])
def test_a_trusted_certificate_of_another_host_or_of_the_past_is_refused(
    connect: Connect,
    serving: Callable[[Path], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[str, bool],
) -> None:
    pem = certificate(tmp_path, given[0], ended=given[1])
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    with pytest.raises(FetchError, match="does not prove who it is"):
        connect(serving(pem)).get("x.json", expect=Expect.JSON)
