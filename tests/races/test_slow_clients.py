"""Clients that send half of a request, and keep the other half to themselves."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import requests
from django.db import connections
from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from leadwright.console import buffering
from leadwright.console.buffering import Server, adjustments
from tests.races.serving import serve

HALF_HEAD = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
HALF_BODY = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nlogin="
SECONDS = 5  # what is held up is held up for minutes


def address_of(port: int) -> tuple[str, int]:
    return ("127.0.0.1", port)


@contextmanager
def half_sent(data: bytes, *, port: int, times: int) -> Iterator[list[socket.socket]]:
    """Send the same half of a request through many connections and leave them open."""
    with ExitStack() as stack:
        rows = [stack.enter_context(socket.create_connection(address_of(port))) for _ in range(times)]
        for row in rows:
            row.settimeout(SECONDS)
            row.sendall(data)
        yield rows


@contextmanager
def looping(**limits: int) -> Iterator[int]:
    """Run the loop of one process in a thread, with one thread that answers; return its port."""
    connections_of_it: dict[int, object] = {}
    sock = socket.create_server(address_of(0))
    workers = ThreadedTaskDispatcher()
    workers.set_thread_count(1)
    adj = adjustments(1)
    vars(adj).update(limits)
    Server(answer, connections_of_it, True, sock, dispatcher=workers, adj=adj, bind_socket=False)
    stopped = threading.Event()

    def loop() -> None:
        while not stopped.is_set():
            wasyncore.loop(timeout=0.05, map=connections_of_it, count=1, use_poll=True)

    thread = threading.Thread(target=loop)
    thread.start()
    yield sock.getsockname()[1]
    stopped.set()
    thread.join()
    workers.shutdown()
    wasyncore.close_all(connections_of_it)


def answer(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize("half", [HALF_HEAD, HALF_BODY], ids=["headers", "bodies"])
def test_forty_half_sent_requests_hold_nobody_up(committed, database_server, half):
    name = connections["default"].settings_dict["NAME"]
    with serve(database_server.cluster.url("app", name)) as where:
        port = int(where.rpartition(":")[2])
        with half_sent(half, port=port, times=40):
            assert requests.get(f"{where}/health", timeout=SECONDS).json() == {"status": "ok"}


@pytest.mark.parametrize(("half", "limit"), [(HALF_HEAD, "HEAD_SECONDS"), (HALF_BODY, "REQUEST_SECONDS")])
def test_who_does_not_finish_in_time_loses_the_connection(monkeypatch, half, limit):
    monkeypatch.setattr(buffering, limit, 0.1)
    with looping(cleanup_interval=0) as port, half_sent(half, port=port, times=3) as rows:
        assert [row.recv(1) for row in rows] == [b"", b"", b""]


def test_a_byte_now_and_then_does_not_lengthen_the_time(monkeypatch):
    monkeypatch.setattr(buffering, "HEAD_SECONDS", 0.3)
    with looping(cleanup_interval=0) as port, half_sent(HALF_HEAD, port=port, times=1) as (row,):
        row.settimeout(0.05)
        assert any(is_closed(row) for _ in range(60))


def is_closed(row: socket.socket) -> bool:
    try:
        row.sendall(b"x")
        return row.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_too_many_half_sent_requests_make_room_for_a_true_one():
    with looping(connection_limit=10) as port, half_sent(HALF_HEAD, port=port, times=40):
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=SECONDS).text == "ok"
