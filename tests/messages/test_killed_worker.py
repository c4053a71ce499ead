"""A worker that is killed between the server's 250 and its own commit: sent again, as the same message."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import psycopg
import pytest
from django.db import connection, connections

from leadwright.foundation.clock import now
from leadwright.messages.models import Message
from leadwright.messages.sending import LEASE
from tests.messages.serving import TAKEN, mail_server, real_worker
from tests.messages.writing import queue

pytestmark = pytest.mark.usefixtures("committed")
MINUTE = timedelta(minutes=1)
ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import json, os, sys
from datetime import datetime
import django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(os.environ["TEST_DATABASE"]))
django.setup()
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.sending import send_due
print(send_due(datetime.fromisoformat(sys.argv[2]), channel=SmtpChannel(read_server(sys.argv[1]))))
"""
ASKED = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def start_worker(url: str, at: datetime) -> "subprocess.Popen[str]":
    """Start a worker in a process of its own, on the database of this test."""
    chosen = {name: connections["default"].settings_dict[name] for name in ASKED}
    chosen["OPTIONS"] = {name: value for name, value in chosen["OPTIONS"].items() if name != "pool"}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, url, at.isoformat()],
        cwd=ROOT,
        env={
            **os.environ,
            "TEST_DATABASE": json.dumps(chosen),
            "DJANGO_SETTINGS_MODULE": "leadwright.config.settings",
            "SECRET_KEY": "only for tests, and at least thirty-two characters long",
        },
        stdout=subprocess.PIPE,
        text=True,
    )


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


def sent_by_a_worker(url: str, at: datetime) -> int:
    """Let a worker do a whole round; returns how many messages it sent."""
    with start_worker(url, at) as worker:
        return int(worker.communicate(timeout=30)[0])


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
        Message.objects.update(leased_until=now() - MINUTE)
        with real_worker(server.url, database):
            until = time.monotonic() + 60
            while Message.objects.get().state != "SENT" and time.monotonic() < until:
                time.sleep(0.2)
    assert Message.objects.get().state == "SENT"
    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id] * 2


def test_a_worker_killed_after_the_250_sends_the_same_message_again():
    message, at = queue(), now()
    with held(message) as row, mail_server(row) as server:
        with start_worker(server.url, at) as worker:
            assert row.locked.wait(30)
            row.wait_until_the_worker_wants_to_commit()
            worker.send_signal(signal.SIGKILL)
        assert worker.returncode == -signal.SIGKILL
        row.link.rollback()
        assert (len(server.raw), Message.objects.get().state) == (1, "WAITING")

        assert sent_by_a_worker(server.url, at + LEASE / 2) == 0
        assert sent_by_a_worker(server.url, at + LEASE + MINUTE) == 1

    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id] * 2
    assert Message.objects.get().state == "SENT"


def test_a_worker_killed_before_the_server_answers_loses_nothing():
    message, at, reached, go = queue(), now(), Event(), Event()

    def answer() -> str:
        reached.set()
        go.wait(20)
        return "451 too late"

    with mail_server(answer) as server:
        with start_worker(server.url, at) as worker:
            assert reached.wait(30)
            worker.send_signal(signal.SIGKILL)
        go.set()
        assert Message.objects.get().leased_until > at
        assert sent_by_a_worker(server.url, at + LEASE + MINUTE) == 1
    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id]
