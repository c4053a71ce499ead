"""A worker that is killed between the server's 250 and its own commit: sent again, as the same message."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event

import psycopg
import pytest
from django.db import connection

from leadwright.foundation.clock import now
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.models import Message
from leadwright.messages.sending import LEASE, send_due
from tests.console import forked
from tests.messages.serving import TAKEN, mail_server, real_worker
from tests.messages.writing import queue

pytestmark = pytest.mark.usefixtures("committed")
MINUTE = timedelta(minutes=1)


def send(url: str, at: datetime) -> int:
    """Do a whole round of a worker; returns how many messages it sent."""
    return send_due(at, channel=SmtpChannel(read_server(url)))


@contextmanager
def killed_worker(url: str, at: datetime) -> Iterator[None]:
    """Start a worker in a process of its own, on the database of this test, and kill it in the end."""
    worker = forked.calling(send, url, at)
    try:
        yield
    finally:
        worker.kill()
        worker.join(20)
    assert worker.exitcode == -signal.SIGKILL


class HeldRow:
    """Locks the message's row while the server answers: the worker has its 250 and cannot commit yet."""

    def __init__(self, message: Message) -> None:
        self.message, self.locked = message, Event()
        params = connection.get_connection_params()
        params.pop("cursor_factory", None), params.pop("context", None)
        self.link = psycopg.connect(**params)

    def __call__(self) -> str:
        self.link.execute("SELECT 1 FROM outbox_message WHERE id = %s FOR UPDATE", [self.message.pk])
        self.locked.set()
        return TAKEN

    def wait_until_the_worker_wants_to_commit(self) -> None:
        """Return once another connection waits for the row: it has read the 250."""
        question = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with connection.cursor() as cursor:
                cursor.execute(question, [self.link.info.backend_pid])
                if cursor.fetchone() == (1,):
                    return
            time.sleep(0.02)
        raise AssertionError("the worker never came to mark the message")


def forget_the_worker() -> None:
    """Let as much time pass as the message and the jobs of a killed worker wait for it."""
    Message.objects.update(leased_until=now() - MINUTE)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'"
        )


@contextmanager
def held(message: Message) -> Iterator[HeldRow]:
    row = HeldRow(message)
    try:
        yield row
    finally:
        row.link.close()


def test_the_products_own_worker_killed_after_the_250_sends_the_same_message_again(database_server):
    message, database = queue(at=now()), database_server.cluster.url("app", connection.settings_dict["NAME"])
    with held(message) as row, mail_server(row) as server:
        with real_worker(server.url, database) as worker:
            assert row.locked.wait(60)
            row.wait_until_the_worker_wants_to_commit()
            worker.send_signal(signal.SIGKILL)
            assert worker.wait(20) == -signal.SIGKILL
        row.link.rollback()
        assert Message.objects.get().state == "WAITING"
        forget_the_worker()
        with real_worker(server.url, database):
            until = time.monotonic() + 60
            while Message.objects.get().state != "SENT" and time.monotonic() < until:
                time.sleep(0.2)
    assert Message.objects.get().state == "SENT"
    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id] * 2


def test_a_worker_killed_after_the_250_sends_the_same_message_again():
    message, at = queue(), now()
    with held(message) as row, mail_server(row) as server:
        with killed_worker(server.url, at):
            assert row.locked.wait(30)
            row.wait_until_the_worker_wants_to_commit()
        row.link.rollback()
        assert (len(server.raw), Message.objects.get().state) == (1, "WAITING")

        assert send(server.url, at + LEASE / 2) == 0
        assert send(server.url, at + LEASE + MINUTE) == 1

    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id] * 2
    assert Message.objects.get().state == "SENT"


def test_a_worker_killed_before_the_server_answers_loses_nothing():
    message, at, reached, go = queue(), now(), Event(), Event()

    def answer() -> str:
        reached.set()
        go.wait(20)
        return "451 too late"

    with mail_server(answer) as server:
        with killed_worker(server.url, at):
            assert reached.wait(30)
        go.set()
        assert Message.objects.get().leased_until > at
        assert send(server.url, at + LEASE + MINUTE) == 1
    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id]
