"""The services of a cluster on loopback, each with a password: Redis and PostgreSQL, from this machine's packages."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis

PASSWORD = "sphinx-of-black-quartz"
START_SECONDS = 30


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def redis_on_loopback() -> Iterator[str]:
    """An empty Redis; yields its address."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed here")
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--requirepass", PASSWORD]
    with subprocess.Popen([program, *words], stdout=subprocess.DEVNULL, cwd="/tmp") as server:
        try:
            client = redis.Redis(port=port, password=PASSWORD)
            _until(client.ping, redis.ConnectionError)
            client.close()
            yield f"redis://:{PASSWORD}@127.0.0.1:{port}/0"
        finally:
            server.terminate()


@contextmanager
def postgres_on_loopback() -> Iterator[str | None]:
    """An empty PostgreSQL; yields its address, or None where it is not installed or may not run."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if os.name == "posix" else []
    found = shutil.which("initdb", path=os.pathsep.join([*map(str, programs[::-1]), os.environ["PATH"]]))
    is_root = os.geteuid() == 0
    if found is None or (is_root and "postgres" not in {user.pw_name for user in pwd.getpwall()}):
        yield None
        return
    user = {"user": "postgres"} if is_root else {}  # PostgreSQL refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="cyd-postgres-"))
    try:
        (folder / "password").write_text(PASSWORD)
        if is_root:
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres")
        data, port = str(folder / "data"), free_port()
        words = [
            "-D",
            data,
            "-U",
            "cyd",
            "--auth",
            "scram-sha-256",
            "--pwfile",
            str(folder / "password"),
            "--no-sync",
        ]
        subprocess.run([found, *words], check=True, capture_output=True, cwd=folder, **user)
        words = ["-D", data, "-p", str(port), "-h", "127.0.0.1", "-F", "-c", "unix_socket_directories="]
        program = Path(found).resolve().with_name("postgres")
        with subprocess.Popen([program, *words], stderr=subprocess.DEVNULL, cwd=folder, **user) as server:
            try:
                url = f"postgresql://cyd:{PASSWORD}@127.0.0.1:{port}/postgres"
                _until(lambda: psycopg2.connect(url).close(), psycopg2.OperationalError)
                yield url
            finally:
                server.send_signal(signal.SIGINT)  # a fast shutdown: it waits for no client
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _until(attempt: object, error: type[Exception]) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            attempt()  # type: ignore[operator]
        except error:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
