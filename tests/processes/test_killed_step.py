"""A worker that is killed in the middle of a step has done none of it: the next one does it, once."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from leadwright.diagrams.model import Element, Kind
from leadwright.leads.models import Lead
from leadwright.processes.models import Token
from leadwright.processes.timing import fire_due
from leadwright.tasks.models import Task
from tests.console import forked
from tests.makers import NOON, House, fresh
from tests.processes.conftest import complete, posted
from tests.processes.drawing import drawn, published, task

pytestmark = pytest.mark.usefixtures("committed")
LATER = NOON + timedelta(days=5)


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


@contextmanager
def no_new_tasks() -> Iterator[psycopg.Connection[object]]:
    """Let nobody store a task meanwhile: whoever wants to waits in the middle of the step."""
    params = connection.get_connection_params()
    params.pop("cursor_factory", None), params.pop("context", None)
    with psycopg.connect(**params) as link:
        link.execute("LOCK TABLE tasks_task IN SHARE MODE")
        yield link
        link.rollback()


def blocked_by(link: "psycopg.Connection[object]") -> int:
    """Return who waits for the table, once somebody does."""
    asked = "SELECT pid FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
    return _awaited(asked, link.info.backend_pid, lambda row: row is not None)[0]


def wait_until_gone(pid: int) -> None:
    """Return once the database has noticed that somebody is gone: until then his locks are skipped."""
    _awaited("SELECT pid FROM pg_stat_activity WHERE pid = %s", pid, lambda row: row is None)


def _awaited(asked: str, value: int, is_so: Callable[[Any], bool]) -> Any:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(asked, [value])
            if is_so(row := cursor.fetchone()):
                return row
        time.sleep(0.02)
    raise AssertionError("the worker never came to the middle of the step, or never left it")


def test_a_worker_killed_in_the_middle_of_a_step_leaves_it_to_the_next(house: House, rounds: int) -> None:
    for _ in range(max(1, rounds // 8 if rounds < 100 else 100)):
        lead = waiting(house)
        with no_new_tasks() as link:
            worker = forked.calling(fire_due, LATER)
            backend = blocked_by(link)
            worker.kill()
            worker.join(20)
            assert worker.exitcode == -signal.SIGKILL
        wait_until_gone(backend)
        assert (fresh(lead).steps, Task.objects.open().of_lead(lead.pk).count()) == (["wait"], 0)
        assert (fire_due(LATER), fire_due(LATER)) == (1, 0)
        assert (fresh(lead).steps, Task.objects.open().of_lead(lead.pk).count()) == (["ask"], 1)
        assert Token.objects.filter(instance__lead=lead).count() == 1
