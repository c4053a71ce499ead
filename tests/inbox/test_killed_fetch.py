"""A worker that is killed between fetching a mail and storing it, or before it says so, loses and doubles nothing."""

import json
import os
import signal
import subprocess
import sys
from threading import Event

import pytest
from django.db import connections

from leadwright.inbox.imap import fetch, read_mailbox
from leadwright.inbox.models import RawArrival
from tests.inbox.serving import Mailbox, imap_server
from tests.inbox.writing import raw
from tests.makers import NOON, House
from tests.messages.test_killed_worker import ASKED, ROOT

pytestmark = pytest.mark.usefixtures("committed")
FIRST, SECOND = raw("one"), raw("two", message_id="<second@customer.example>")
WORKER = """
import json, os, sys
import django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(os.environ["TEST_DATABASE"]))
django.setup()
from leadwright.foundation.clock import now
from leadwright.inbox.imap import fetch, read_mailbox
fetch(read_mailbox(sys.argv[1]), at=now())
"""


def started(url: str) -> "subprocess.Popen[str]":
    """Start a worker in a process of its own, on the database of this test."""
    chosen = {name: connections["default"].settings_dict[name] for name in ASKED}
    chosen["OPTIONS"] = {name: value for name, value in chosen["OPTIONS"].items() if name != "pool"}
    more = {
        "TEST_DATABASE": json.dumps(chosen),
        "DJANGO_SETTINGS_MODULE": "leadwright.config.settings",
        "SECRET_KEY": "only for tests, and at least thirty-two characters long",
    }
    return subprocess.Popen([sys.executable, "-c", WORKER, url], cwd=ROOT, env={**os.environ, **more})


def killed_at(box: Mailbox, command: str, *, time: int = 1) -> None:
    """Let a worker fetch until it sends a command for the first, second … time, and kill it there."""
    reached, go, left = Event(), Event(), [time]

    def before(asked: str) -> None:
        left[0] -= asked == command
        if asked == command and left[0] == 0:
            reached.set()
            go.wait(30)
            raise ConnectionError

    box.before = before
    worker = started(box.url())
    assert reached.wait(60)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(20) == -signal.SIGKILL
    go.set()
    box.before = lambda asked: None


@pytest.mark.parametrize(
    ("command", "time", "stored"),
    [("UID FETCH", 1, 0), ("UID FETCH", 2, 0), ("UID STORE", 1, 1), ("UID FETCH", 4, 1), ("UID STORE", 2, 2)],
)
def test_wherever_a_worker_is_killed_each_mail_is_stored_once(command, time, stored):
    House()
    with imap_server() as box:
        box.put(FIRST, SECOND)
        killed_at(box, command, time=time)
        assert RawArrival.objects.count() == stored
        fetch(read_mailbox(box.url()), at=NOON)
        assert sorted(bytes(row.content) for row in RawArrival.objects.all()) == sorted([FIRST, SECOND])
        assert box.seen() == [1, 2]
