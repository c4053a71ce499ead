"""A worker that is killed or asked to stop amid a sweep: each slot passes once, with one message, and none is lost."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

import psycopg
import pytest
from django.db import connection

from leadwright.clocks.models import Clock, Slot
from leadwright.clocks.sweep import SET, sweep
from leadwright.config import jobs
from leadwright.foundation.clock import now
from leadwright.foundation.health import WORKER, others_work
from leadwright.history.models import Entry
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from tests.clocks.running import DAY, WEEK, WEEKLY
from tests.makers import House
from tests.messages.serving import mail_server, real_worker

WAITS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE %s = ANY(pg_blocking_pids(pid)) AND query LIKE '%%INSERT INTO outbox_message%%'
"""


def owe(count: int) -> None:
    """Have so many leads of one owner wait to be qualified since a week and a day."""
    lead = Lead.objects.get(pk=House().accepted().pk)
    Clock.objects.all().delete(), Message.objects.all().delete()
    leads = [copy(lead) for _ in range(count)]
    for row in leads:
        row.pk, row._state = None, copy(lead._state)
    leads, began = Lead.objects.bulk_create(leads), now() - 8 * DAY
    Clock.objects.bulk_create(clock_of(row, began) for row in leads)


def clock_of(lead: Lead, began) -> Clock:
    return Clock(
        subject_kind="lead",
        subject_id=lead.pk,
        organisation_id=lead.organisation_id,
        kind="qualify",
        anchor_at=began,
        started_at=began,
        due_at=began + 7 * DAY,
        rule=WEEK,
        reminders=WEEKLY,
        next_slot_at=began + 7 * DAY,
    )


@contextmanager
def sweeping_worker(database: str) -> Iterator[tuple]:
    """Run a worker, up to where the messages of its first set wait for a connection of ours to go on."""
    with mail_server() as server, connected() as held:
        held.execute("LOCK TABLE outbox_message IN SHARE MODE")
        with real_worker(server.url, database) as worker:
            until_true(lambda: answer(WAITS, held.info.backend_pid) == 1)
            yield worker, held


def connected(**more: str) -> psycopg.Connection:
    params = connection.get_connection_params()
    params.pop("cursor_factory", None), params.pop("context", None)
    return psycopg.connect(**params | more)


def answer(question: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def until_true(question) -> None:
    until = time.monotonic() + 60
    while not question():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def database(committed, database_server) -> str:
    return database_server.cluster.url("app", connection.settings_dict["NAME"])


def assert_each_passed_once(count: int) -> None:
    assert Slot.objects.filter(number=1, outcome="FIRED").count() == count
    assert Slot.objects.count() == Entry.objects.filter(fact="clock.due").count() == 2 * count
    assert Message.objects.filter(kind="lead_update").count() == count


def test_a_worker_that_is_killed_amid_a_set_loses_no_slot_and_passes_none_twice(database):
    owe(SET + 20)
    with sweeping_worker(database) as (worker, held):
        worker.send_signal(signal.SIGKILL)
        assert worker.wait(20) == -signal.SIGKILL
        assert Slot.objects.count() == 0
        held.rollback()
    until_true(lambda: sweep(now()) == 0 and not Clock.objects.to_be_swept(now()).exists())
    assert_each_passed_once(SET + 20)


def test_a_worker_that_is_asked_to_stop_ends_after_the_set_that_it_is_at(database):
    owe(3 * SET)
    with sweeping_worker(database) as (worker, held):
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        held.rollback()
        assert worker.wait(20) == 0
    assert_each_passed_once(SET)
    assert [sweep(now()), sweep(now())] == [2 * SET, 0]
    assert_each_passed_once(3 * SET)


class Stop:
    """Is asked to wait, and says after how many times it was that somebody wants to stop."""

    def __init__(self, after: int) -> None:
        self.after, self.pauses = after, []

    def wait(self, pause: float) -> bool:
        self.pauses.append(pause)
        return len(self.pauses) == self.after


@pytest.mark.parametrize("busy", [True, False])
def test_between_sets_others_have_as_long_as_a_set_took_if_they_use_the_database(monkeypatch, busy):
    stop = Stop(after=2)
    monkeypatch.setattr(jobs, "stop", stop)
    monkeypatch.setattr(jobs, "others_work", lambda: busy)
    monkeypatch.setattr(jobs, "sets", lambda moment: (time.sleep(0.02) for _ in range(9)))
    jobs.sweep_clocks.func(timestamp=0)
    assert [0.02 <= pause <= jobs.LONGEST_PAUSE for pause in stop.pauses] == [busy, busy]


@pytest.mark.parametrize(("name", "counts"), [("pages", True), (WORKER, False)])
def test_others_work_when_somebody_but_a_worker_has_used_the_database_just_now(committed, name, counts):
    until_true(lambda: not others_work())
    with connected(application_name=name) as other:
        other.execute("SELECT 1")
        assert others_work() is counts
