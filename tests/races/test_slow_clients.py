"""Clients that send half of a request, and keep the other half to themselves."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import requests

from leadwright.console import buffering
from tests.races.serving import address_of, looping

HALF_HEAD = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
HALF_BODY = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nlogin="
SECONDS = 12  # what is held up is held up for longer


@contextmanager
def half_sent(data: bytes, *, port: int, times: int) -> Iterator[list[socket.socket]]:
    """Send the same half of a request through many connections and leave them open."""
    with ExitStack() as stack:
        rows = [stack.enter_context(socket.create_connection(address_of(port))) for _ in range(times)]
        for row in rows:
            row.settimeout(SECONDS)
            row.sendall(data)
        yield rows


@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize("half", [HALF_HEAD, HALF_BODY], ids=["headers", "bodies"])
def test_forty_half_sent_requests_hold_nobody_up(address: str, half):
    port = int(address.rpartition(":")[2])
    with half_sent(half, port=port, times=40):
        assert requests.get(f"{address}/health", timeout=SECONDS).json() == {"status": "ok"}


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
