"""Run the product and the bare application, and ask them over HTTP with as little between as there can be."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import orjson

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120
# After so many seconds a connection is begun anew: the server may have let go of it.
SILENT = 2


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, and after how many milliseconds."""

    status: int
    body: bytes
    took: float


class Client:
    """One connection that is kept."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.connection = HTTPConnection(place.hostname or "", place.port, timeout=SECONDS)
        self.last = time.perf_counter()

    def ask(self, ask: Ask) -> Answer:
        """Send a request and wait for all of its answer."""
        if time.perf_counter() - self.last > SILENT:
            self.connection.close()
        begin = self.last = time.perf_counter()
        try:
            self.connection.request(ask.method, ask.path, ask.body, ask.headers)
            answer = self.connection.getresponse()
            body = answer.read()
        except (HTTPException, ConnectionError):
            # The server let the connection go while it was silent; what was perhaps done is not done again.
            self.connection.close()
            if ask.method != "GET":
                raise
            return self.ask(ask)
        return Answer(status=answer.status, body=body, took=(time.perf_counter() - begin) * 1000)

    def ask_well(self, ask: Ask) -> Answer:
        """Return the answer; anything but success ends the run."""
        answer = self.ask(ask)
        if answer.status >= 300:
            raise SystemExit(f"{ask.method} {ask.path} answered {answer.status}: {answer.body[:400]!r}")
        return answer


def bare_ask(name: str, parameters: dict[str, object], planned: str = "once") -> Ask:
    """Return what the bare application is asked for a figure; `planned` is one of the manners."""
    headers = {"Content-Type": "application/json"}
    return Ask(
        path=f"/{planned}/{name}", method="POST", headers=headers, body=orjson.dumps(parameters, default=str)
    )


@contextmanager
def product() -> Iterator[str]:
    """Serve the product as it is served for real."""
    port = free_port()
    command = [sys.executable, "-m", "leadwright.console.main", "serve", "--port", str(port)]
    data = {
        "LEADWRIGHT_BASE_URL": f"http://127.0.0.1:{port}",
        "LEADWRIGHT_POOL": "8",
        "LEADWRIGHT_RATE_LIMIT": "0",
    }
    with running(command, data, port) as address:
        yield address


@contextmanager
def bare(database_url: str) -> Iterator[str]:
    """Serve the bare application with as many processes and threads."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-k",
        "gthread",
        "-w",
        "2",
        "--threads",
        "4",
        "--keep-alive",
        "60",
    ]
    command += ["--log-level", "error", "-b", f"127.0.0.1:{port}", "bench.bare:application"]
    with running(command, {"DATABASE_URL": database_url}, port) as address:
        yield address


@contextmanager
def running(command: list[str], data: dict[str, str], port: int) -> Iterator[str]:
    """Have a server run for a while; one that does not begin to listen ends the run."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **data})
    try:
        deadline = time.monotonic() + 60
        while not _listens(port):
            if time.monotonic() > deadline or process.poll() is not None:
                raise SystemExit(f"{' '.join(command[:4])} … does not listen")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
