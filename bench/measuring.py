"""Ask the product and the bare application in turn, over HTTP, and compare."""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg.sql import Composable

from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.people.actions.tokens import create_token
from leadwright.people.models import User

ROOT = Path(__file__).resolve().parent.parent
WARM = 5
Sender = Callable[[str, requests.Session, int], requests.Response]


@dataclass
class Figure:
    """One thing to measure: how to ask for it over HTTP, and the statements that it runs."""

    name: str
    send: Sender
    statements: list[str] = field(default_factory=list)


def measure(database_url: str, *, requests: int, only: str | None) -> dict[str, float]:
    """Measure each figure and return the ratios of the medians; prints a table on the way."""
    asker = Asker()
    figures = [figure for figure in asker.figures() if only in (None, figure.name)]
    for figure in figures:
        figure.statements = asker.statements_of(figure)
    connection.close()
    with _product() as product, _bare(database_url, figures) as bare:
        print(f"{'':14}{'product':>20}{'bare SQL + JSON':>22}{'ratio':>8}{'queries':>9}")
        print(f"{'milliseconds':14}{'median':>12}{'p95':>8}{'median':>14}{'p95':>8}")
        return {figure.name: _compare(figure, product, bare, asker, requests) for figure in figures}


def _compare(figure: Figure, product: str, bare: str, asker: "Asker", count: int) -> float:
    ours, theirs = asker.session(product), requests.Session()
    if figure.name == "accept":
        asker.make_offers(count + WARM)
    rows: list[float] = []
    other: list[float] = []
    for turn in range(count + WARM):
        first = _timed(lambda n=turn: figure.send(product, ours, n))
        second = _timed(lambda: theirs.get(f"{bare}/{figure.name}", timeout=60))
        if turn >= WARM:
            rows.append(first)
            other.append(second)
    ratio = statistics.median(rows) / statistics.median(other)
    print(
        f"{figure.name:14}{statistics.median(rows):12.1f}{_p95(rows):8.1f}{statistics.median(other):14.1f}"
        f"{_p95(other):8.1f}{ratio:8.2f}{len(figure.statements):9}",
        flush=True,
    )
    return round(ratio, 2)


def _timed(ask: Callable[[], requests.Response]) -> float:
    begin = time.perf_counter()
    answer = ask()
    took = (time.perf_counter() - begin) * 1000
    if answer.status_code >= 300:
        raise SystemExit(f"{answer.url} answered {answer.status_code}: {answer.text[:300]}")
    return took


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


class Asker:
    """A partner's writer and the vendor's distributor, with their sessions and tokens."""

    def __init__(self) -> None:
        writers = User.objects.active().filter(profiles__code="portal-writer")
        self.ann = writers.select_related("unit", "organisation").earliest("pk")
        self.vera = User.objects.active().filter(profiles__code="lead-distributor").earliest("pk")
        self.tokens = {
            user.pk: create_token(user, by=user.party(), at=now()) for user in (self.ann, self.vera)
        }
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(self.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
        self.cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.client = client
        self.lead = Lead.objects.within_reach(self.ann, "lead.view").open().latest("pk")
        self.waiting: list[int] = []

    def session(self, address: str) -> requests.Session:
        """Return a browser's session."""
        http = requests.Session()
        http.cookies.set(settings.SESSION_COOKIE_NAME, self.cookie)
        http.get(f"{address}/leads/new/", timeout=60)
        return http

    def figures(self) -> list[Figure]:
        """Return what is measured."""
        pages = {
            "overview": "/",
            "list": "/leads/?owner=any",
            "filtered": "/leads/?owner=any&source=website&q=customer",
            "sorted": "/leads/?owner=any&state=any&ordering=-amount",
            "lead_page": f"/leads/{self.lead.pk}/",
        }
        figures = [Figure(name, self._page(path)) for name, path in pages.items()]
        figures.append(Figure("api_list", self._get("/api/v1/leads")))
        figures.append(Figure("create", self._create))
        figures.append(Figure("accept", self._accept))
        return figures

    def _page(self, path: str) -> Sender:
        return lambda address, http, _: http.get(address + path, timeout=60, allow_redirects=False)

    def _get(self, path: str) -> Sender:
        headers = {"Authorization": f"Bearer {self.tokens[self.ann.pk]}"}
        return lambda address, http, _: http.get(address + path, headers=headers, timeout=60)

    def _create(self, address: str, http: requests.Session, turn: int) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens[self.vera.pk]}"}
        return http.post(f"{address}/api/v1/leads", json=self._new(turn), headers=headers, timeout=60)

    def _new(self, turn: int) -> dict[str, object]:
        contact = {"kind": "company", "name": f"Measured {turn}", "email": "m@measured.example"}
        return {"type": "partner-lead", "description": "measured", "source": "website", "contact": contact}

    def _accept(self, address: str, http: requests.Session, turn: int) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens[self.ann.pk]}"}
        path = f"/api/v1/leads/{self.waiting[turn]}/accept"
        return http.post(address + path, json={}, headers=headers, timeout=60)

    def make_offers(self, count: int) -> None:
        """Offer so many leads, outside what is timed."""
        self.waiting = [self._offered() for _ in range(count)]

    def _offered(self) -> int:
        lead = actions.create(self._new(0), by=self.vera, at=now())
        return actions.offer(lead.pk, by=self.vera, at=now(), unit=self.ann.unit_id).pk

    def statements_of(self, figure: Figure) -> list[str]:
        """Return the statements of one request, taken from the product itself with warm caches."""
        asked = _InProcess(self.client)
        if figure.name == "accept":
            self.make_offers(2)
        figure.send("", asked, 0)
        with transaction.atomic():
            with CaptureQueriesContext(connection) as captured:
                figure.send("", asked, 1)
            transaction.set_rollback(True)
        said = [_plain(query["sql"]) for query in captured.captured_queries]
        return _undone(said) if figure.name in ("create", "accept") else _without_frames(said)


def _plain(said: object) -> str:
    """Return a statement as text; one that was composed of parts is put together."""
    return said.as_string(connection.connection) if isinstance(said, Composable) else str(said)


def _without_frames(said: list[str]) -> list[str]:
    """Leave out what only frames a request; rows that are copied in cannot be sent again, so they count for the product."""
    return [row for row in said if row.split()[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "COPY")]


def _undone(said: list[str]) -> list[str]:
    """Return writes so that they can be repeated: undone, and then one commit that reaches the disk."""
    return ["BEGIN", *_without_frames(said), "ROLLBACK", "BEGIN", "SELECT pg_current_xact_id()", "COMMIT"]


class _InProcess:
    """Asks the product in this process, so that its statements can be seen."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, headers: dict[str, str] | None = None, **_: object) -> object:
        return _answered(self.client.get(path, headers=headers or {}))

    def post(self, path: str, json: object, headers: dict[str, str], **_: object) -> object:
        return _answered(self.client.post(path, json, content_type="application/json", headers=headers))


def _answered(answer: Any) -> Any:
    if answer.status_code >= 300:
        raise SystemExit(f"the product answered {answer.status_code}")
    return answer


@contextmanager
def _product() -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "leadwright.console.main", "serve", "--port", str(port)]
    data = {
        "LEADWRIGHT_BASE_URL": f"http://127.0.0.1:{port}",
        "LEADWRIGHT_POOL": "8",
        "LEADWRIGHT_RATE_LIMIT": "0",
    }
    with _running(command, data, port) as address:
        yield address


@contextmanager
def _bare(database_url: str, figures: list[Figure]) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "2", "--threads", "4"]
    command += ["--log-level", "error", "-b", f"127.0.0.1:{port}", "bench.bare:application"]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({figure.name: figure.statements for figure in figures}, file)
        file.flush()
        options = "-c join_collapse_limit=1 -c from_collapse_limit=1"
        data = {"BENCH_STATEMENTS": file.name, "DATABASE_URL": database_url, "BENCH_OPTIONS": options}
        with _running(command, data, port) as address:
            yield address


@contextmanager
def _running(command: list[str], data: dict[str, str], port: int) -> Iterator[str]:
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **data})
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
