"""The database goes away, and comes back: refusals that say so, and clocks that tick on by themselves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
import requests
from django.db import OperationalError, connections

from leadwright.config.logs import OutageFilter, is_outage
from leadwright.console.working import PAUSE
from leadwright.foundation.clock import now
from leadwright.messages.models import Message
from tests.makers import House
from tests.messages.serving import mail_server, real_worker
from tests.messages.writing import queue

GUARD = 60.0


@pytest.fixture
def away(database_server, django_db_setup):
    """Return a way to have this worker's database refuse everybody for a while."""
    name = connections["default"].settings_dict["NAME"]
    tell = database_server.cluster.as_superuser

    @contextmanager
    def gone() -> Iterator[None]:
        connections.close_all()
        tell(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            yield
        finally:
            tell(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    return gone


def signed_in(live, user) -> requests.Session:
    """Return somebody's session."""
    visitor = requests.Session()
    page = visitor.get(f"{live.url}/accounts/login/").text
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"csrfmiddlewaretoken": token, "login": user.email, "password": "a-long-passphrase-7"}
    visitor.post(f"{live.url}/accounts/login/", data=data)
    return visitor


@pytest.mark.asvs("16.5.2")
def test_without_its_database_each_face_refuses_for_a_moment_and_is_there_again_afterwards(live, away):
    house = House()
    house.ann.set_password("a-long-passphrase-7")
    house.ann.save()
    ann = signed_in(live, house.ann)
    paths = ("/leads/", "/api/v1/leads", "/api/v1/health")
    assert ann.get(f"{live.url}/leads/").status_code == 200
    with away():
        data = {path: ann.get(live.url + path, headers={"Authorization": "Bearer x"}) for path in paths}
    assert {
        path: (item.status_code, item.headers["Retry-After"]) for path, item in data.items()
    } == dict.fromkeys(paths, (503, "5"))
    assert "The database does not answer; nothing was stored." in data["/leads/"].text
    assert 'href="/leads/"' in data["/leads/"].text
    assert ann.get(f"{live.url}/leads/").status_code == 200


def sent(message: Message) -> bool:
    """Tell whether a message went out, waiting a while for it."""
    until = time.monotonic() + GUARD
    while time.monotonic() < until:
        if Message.objects.get(pk=message.pk).state == "SENT":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.usefixtures("committed")
def test_a_worker_outlives_its_database_and_stops_when_it_is_told_to(database_server, away):
    database = database_server.cluster.url("app", connections["default"].settings_dict["NAME"])
    with mail_server() as server, real_worker(server.url, database) as process:
        assert sent(queue(key="before", at=now() - timedelta(minutes=1)))
        with away():
            lines = iter(process.stdout.readline, "")
            # A job that was under way may say before that it was cut off.
            assert any("the database went away" in line for line in lines)
            time.sleep(PAUSE * 1.5)
        assert any("the database is back" in line for line in lines)
        assert sent(queue(key="after", at=now() - timedelta(minutes=1)))
        process.terminate()
        assert process.wait(GUARD) == 0
    assert len(server.mails) == 2


@pytest.mark.asvs("16.3.4")
def test_a_request_during_an_outage_is_one_line_in_the_log_and_any_other_fault_keeps_its_stack(
    live, away, caplog
):
    caplog.handler.addFilter(OutageFilter())
    with away():
        requests.get(f"{live.url}/leads/", cookies={"session": "x" * 32}, timeout=GUARD)
    rows = [
        record for record in caplog.records if record.name == "django.request" and record.levelname == "ERROR"
    ]
    assert [row.getMessage() for row in rows] == [
        "Service Unavailable: /leads/: the database does not answer"
    ]
    assert [row.exc_info for row in rows] == [None]
    slow = OperationalError()
    slow.__cause__ = psycopg.errors.QueryCanceled()
    assert [is_outage(row) for row in (slow, ValueError(), None, OperationalError())] == [False] * 3 + [True]
