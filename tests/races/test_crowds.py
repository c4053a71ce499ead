"""More ask at once than can be answered: the newest are told at once to come again, and nobody is kept waiting."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psutil
import pytest
import requests
from bench.visiting import Crowd, crowd
from django.db import connections
from django.test import RequestFactory

from leadwright.console import shedding
from leadwright.console.shedding import Dispatcher, Refusals, answer_to
from tests.races.serving import looping, serve

CROWD = 200
SECONDS = 5


class Held:
    """An application that answers nobody before it is let, but who asks how it is."""

    def __init__(self) -> None:
        self.go = Event()

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] != "/health":
            self.go.wait(SECONDS)
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]


@contextmanager
def full(monkeypatch) -> Iterator[str]:
    """Serve with one thread that is held up, and as many requests before it as may wait."""
    monkeypatch.setattr(shedding, "USUAL_SECONDS", 1.0)
    held = Held()
    with looping(held) as port:
        where, statuses = f"http://127.0.0.1:{port}", []
        waiting = [
            Thread(target=lambda: statuses.append(requests.get(f"{where}/", timeout=SECONDS).status_code))
            for _ in range(1 + shedding.LEAST_WAITING)
        ]
        for thread in waiting:
            thread.start()
            time.sleep(0.1)
        yield where
        held.go.set()
        for thread in waiting:
            thread.join()
        assert statuses == [200] * len(waiting)


def test_who_would_wait_for_too_long_is_told_at_once_when_to_come_again(monkeypatch):
    with full(monkeypatch) as where:
        answer = requests.get(f"{where}/api/v1/leads", timeout=SECONDS)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "BUSY"
        assert answer.elapsed.total_seconds() < 1


def test_a_browser_is_told_so_by_a_page_in_its_language(monkeypatch):
    with full(monkeypatch) as where:
        answer = requests.get(f"{where}/leads/", headers={"Accept-Language": "nl"}, timeout=SECONDS)
        assert (answer.status_code, answer.headers["Content-Language"]) == (503, "nl")
        assert '<html lang="nl"' in answer.text


def test_the_same_connection_is_good_for_the_next_try(monkeypatch):
    with full(monkeypatch) as where, requests.Session() as browser:
        assert [browser.get(f"{where}/leads/").status_code for _ in range(3)] == [503, 503, 503]
        assert browser.get(f"{where}/health").status_code == 200


def test_who_watches_does_not_wait_behind_the_others(monkeypatch):
    with full(monkeypatch) as where:
        assert requests.get(f"{where}/health", timeout=SECONDS).text == "ok"


def test_a_long_request_does_not_shut_the_others_out():
    dispatcher = Dispatcher(4)
    dispatcher.note(600.0)
    dispatcher.queue.extend([None] * 10)
    assert not dispatcher.is_full()
    dispatcher.queue.clear()
    dispatcher.shutdown()


@pytest.mark.parametrize("accepted", ["", "xx", "nl;q=", "\xff" * 500])
def test_a_page_is_there_for_whatever_language_is_asked(accepted):
    request = RequestFactory().get("/leads/", headers={"Accept-Language": accepted})
    assert answer_to(request).language == "en"


def test_what_was_typed_is_given_back_but_for_passwords(monkeypatch):
    with full(monkeypatch) as where:
        typed = {"text": "Called back, wants three", "password": "secret-1"}
        answer = requests.post(f"{where}/leads/1/note/", data=typed, timeout=SECONDS)
        assert answer.status_code == 503
        assert "Called back, wants three" in answer.text
        assert "secret-1" not in answer.text


def test_a_form_that_cannot_be_read_is_told_to_come_again_too(monkeypatch):
    with full(monkeypatch) as where:
        kind = {"Content-Type": "multipart/form-data"}
        answer = requests.post(f"{where}/leads/new/", data=b"--x", headers=kind, timeout=SECONDS)
        assert answer.status_code == 503


def test_two_hundred_connections_at_once_get_an_answer_or_503_and_no_fault(committed, database_server):
    name = connections["default"].settings_dict["NAME"]
    with serve(database_server.cluster.url("app", name)) as where:
        _crowded(where)  # what is fetched at its first use is no growth
        before = _memory()
        answers, watched = _crowded(where)
        assert answers.statuses.keys() <= {200, 503}
        assert answers.statuses[200] > 0
        assert sorted(watched)[len(watched) // 2] < 0.2
        assert _memory() - before < 16 * 2**20


def _crowded(where: str) -> tuple[Crowd, list[float]]:
    """Return what a crowd was answered, and how long somebody waited who watched meanwhile."""
    watched: list[float] = []
    watching = Thread(target=_watch, args=(where, watched))
    watching.start()
    answers = asyncio.run(crowd(where, _asked(where), CROWD, seconds=SECONDS))
    watching.join()
    return answers, watched


def _asked(where: str) -> bytes:
    host = where.removeprefix("http://")
    return f"GET /accounts/login/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def _watch(where: str, watched: list[float]) -> None:
    until = time.monotonic() + SECONDS - 1
    time.sleep(0.5)
    while time.monotonic() < until:
        answer = requests.get(f"{where}/health", timeout=SECONDS)
        assert answer.status_code == 200
        watched.append(answer.elapsed.total_seconds())
        time.sleep(0.1)


def _memory() -> int:
    """Return what the web servers that this process started use; the database fills its buffers meanwhile."""
    rows = psutil.Process(os.getpid()).children(recursive=True)
    return sum(row.memory_info().rss for row in rows if "postgres" not in row.name())


def test_the_log_says_once_a_second_how_many_were_refused(caplog):
    refusals = Refusals()
    for at in (0.0, 0.2, 0.9, 1.1, 1.3, 7.0):
        refusals.add(at)
    assert [record.args for record in caplog.records] == [(1,), (3,), (2,)]
