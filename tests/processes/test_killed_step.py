"""A worker that is killed in the middle of a step has done none of it: the next one does it, once."""

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

import psycopg
import pytest
from django.db import connection, connections

from leadwright.diagrams.model import Element, Kind
from leadwright.leads.models import Lead
from leadwright.processes.models import Token
from leadwright.processes.timing import fire_due
from leadwright.tasks.models import Task
from tests.makers import NOON, House, fresh
from tests.processes.conftest import complete, posted
from tests.processes.drawing import drawn, published, task

pytestmark = pytest.mark.usefixtures("committed")
ROOT = Path(__file__).resolve().parents[2]
LATER = NOON + timedelta(days=5)
ASKED = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
WORKER = """
import json, os, sys
from datetime import datetime
import django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(os.environ["TEST_DATABASE"]))
django.setup()
from leadwright.processes.timing import fire_due
fire_due(datetime.fromisoformat(sys.argv[1]))
"""


@pytest.fixture
def house() -> House:
    """Return the vendor and its partners, stored for real."""
    return House()


def waiting(house: House) -> Lead:
    """Return a lead whose process waits for a timer."""
    wait = Element(id="wait", kind=Kind.TIMER, duration="P2D")
    lead = posted(house.qualified(), house, published(drawn(task("call"), wait, task("ask"))))
    complete(lead, house)
    return lead


def worker(at: datetime) -> "subprocess.Popen[bytes]":
    """Start a worker in a process of its own that lets timers go off."""
    chosen = {name: connections["default"].settings_dict[name] for name in ASKED}
    chosen["OPTIONS"] = {name: value for name, value in chosen["OPTIONS"].items() if name != "pool"}
    more = {
        "TEST_DATABASE": json.dumps(chosen),
        "DJANGO_SETTINGS_MODULE": "leadwright.config.settings",
        "SECRET_KEY": "only for tests, and at least thirty-two characters long",
    }
    command = [sys.executable, "-c", WORKER, at.isoformat()]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **more})


@contextmanager
def no_new_tasks() -> Iterator[psycopg.Connection[object]]:
    """Let nobody store a task meanwhile: whoever wants to waits in the middle of the step."""
    params = connection.get_connection_params()
    params.pop("cursor_factory", None), params.pop("context", None)
    with psycopg.connect(**params) as link:
        link.execute("LOCK TABLE tasks_task IN SHARE MODE")
        yield link
        link.rollback()


def wait_until_blocked(link: "psycopg.Connection[object]") -> None:
    """Return once somebody waits for the table."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            question = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
            cursor.execute(question, [link.info.backend_pid])
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.02)
    raise AssertionError("the worker never came to the middle of the step")


def test_a_worker_killed_in_the_middle_of_a_step_leaves_it_to_the_next(house: House, rounds: int) -> None:
    for _ in range(max(1, rounds // 8 if rounds < 100 else 100)):
        lead = waiting(house)
        with no_new_tasks() as link, worker(LATER) as process:
            wait_until_blocked(link)
            process.send_signal(signal.SIGKILL)
            assert process.wait(20) == -signal.SIGKILL
        assert (fresh(lead).steps, Task.objects.open().of_lead(lead.pk).count()) == (["wait"], 0)
        assert (fire_due(LATER), fire_due(LATER)) == (1, 0)
        assert (fresh(lead).steps, Task.objects.open().of_lead(lead.pk).count()) == (["ask"], 1)
        assert Token.objects.filter(instance__lead=lead).count() == 1
