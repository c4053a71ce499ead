"""`leadwright serve` in processes of its own, and visitors with their own sessions."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

import requests
from django.conf import settings
from django.db import connections
from django.test import Client
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
from waitress import wasyncore

from leadwright.console.buffering import Server, adjustments
from leadwright.console.shedding import Dispatchers
from leadwright.people.models import User
from tests.makers import token_of

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "leadwright.console.main", "serve"]


@contextmanager
def serve(database_url: str, **environment: str) -> Iterator[str]:
    """Run the production server on a free port and return its address; its output is kept for a failure."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    data = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": settings.SECRET_KEY,
        "LEADWRIGHT_BASE_URL": address,
        "LEADWRIGHT_RATE_LIMIT": "0",
        "PYTHONPATH": str(ROOT / "src"),
        **environment,
    }
    process = subprocess.Popen(
        [*COMMAND, "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **data},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for(port, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    raise AssertionError("the server did not start")


class Visitor:
    """One user with one session of pages and one token, talking over real HTTP."""

    def __init__(self, address: str, user: User) -> None:
        self.address, self.user = address, user
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        self.http = requests.Session()
        # A page that is refused for a moment is asked for again, as the refusal says.
        again = Retry(3, status_forcelist={503}, allowed_methods={"GET"})
        self.http.mount(address, HTTPAdapter(max_retries=again))
        self.http.cookies.set(
            settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value
        )
        self.token = token_of(user)
        page = self.http.get(address + "/", timeout=60)
        assert page.status_code == 200, page.status_code
        self.http.get(address + "/leads/new/", timeout=60)

    def press(self, path: str, **fields: Any) -> requests.Response:
        """Press a button of a page."""
        csrf = self.http.cookies[settings.CSRF_COOKIE_NAME]
        return self.http.post(
            self.address + path,
            data={"csrfmiddlewaretoken": csrf, **fields},
            headers={"Referer": self.address + "/"},
            allow_redirects=False,
            timeout=60,
        )

    def call(
        self, path: str, body: dict[str, Any] | None = None, *, method: str = "POST", **headers: str
    ) -> requests.Response:
        """Call the API; `headers` are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Authorization": f"Bearer {self.token}"}
        address = f"{self.address}/api/v1{path}"
        return requests.request(method, address, json=body or {}, headers=sent, timeout=60)


def at_once(rows: Sequence[Callable[[], Any]]) -> list[Any]:
    """Let all deeds start at the same moment, each in a thread of its own."""
    barrier = Barrier(len(rows))

    def wait_and_do(deed: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(rows)) as pool:
        return list(pool.map(wait_and_do, rows))


def address_of(port: int) -> tuple[str, int]:
    return ("127.0.0.1", port)


@contextmanager
def looping(application: Any = None, **limits: int) -> Iterator[int]:
    """Run the loop of one process in a thread, with one thread that answers; return its port."""
    connections_of_it: dict[int, object] = {}
    sock = socket.create_server(address_of(0))
    workers = Dispatchers.of(1)
    adj = adjustments(1)
    vars(adj).update(limits)
    Server(
        application or answer,
        connections_of_it,
        True,
        sock,
        dispatcher=workers.answering,
        watching=workers.watching,
        refusing=workers.refusing,
        adj=adj,
        bind_socket=False,
    )
    stopped = Event()

    def loop() -> None:
        while not stopped.is_set():
            wasyncore.loop(timeout=0.05, map=connections_of_it, count=1, use_poll=True)

    thread = Thread(target=loop)
    thread.start()
    yield sock.getsockname()[1]
    stopped.set()
    thread.join()
    workers.shutdown()
    wasyncore.close_all(connections_of_it)


def answer(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
