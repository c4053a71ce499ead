"""How many requests a token, a session and a stranger may send in a minute."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connections
from django.test import Client

from leadwright.api.main import api
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM
from leadwright.people.actions import rates
from leadwright.people.actions.guessing import LIMITS, Limit
from leadwright.people.actions.rates import Counter, forget_old_counts
from leadwright.people.actions.tokens import create_token
from leadwright.people.models import RequestCount, SecurityEvent
from tests.api.conftest import Talk
from tests.makers import NOON, House

MINUTE = timedelta(minutes=1)


@pytest.fixture
def three(monkeypatch):
    """Let a minute have three requests."""
    rates.counter.forget()
    monkeypatch.setattr(settings, "RATE_LIMIT", 3)
    yield
    rates.counter.forget()


def allowed(counter: Counter, times: int, *, limit: int, at=NOON) -> int:
    return sum(not counter.take("token:1", limit=limit, at=at).is_over for _ in range(times))


@pytest.mark.asvs("2.3.2")
def test_a_limit_is_exact_and_begins_anew_each_minute(db):
    counter = Counter()
    assert allowed(counter, 700, limit=600) == 600
    assert allowed(counter, 700, limit=600, at=NOON + MINUTE) == 600


def test_processes_count_together(db):
    counters = [Counter(), Counter()]
    numbers = [allowed(counters[number % 2], 1, limit=600) for number in range(1400)]
    assert 600 <= sum(numbers) <= 600 + rates.SHARED_EVERY


def test_what_is_left_is_told(db):
    counter = Counter()
    rate = counter.take("token:1", limit=600, at=NOON + timedelta(seconds=20))
    assert (rate.limit, rate.remaining, rate.seconds, rate.is_over) == (600, 599, 40, False)


def test_twenty_requests_cost_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # the statement in its savepoint
        assert allowed(Counter(), 20, limit=600) == 20


def test_a_database_that_is_away_lets_everybody_pass(db, monkeypatch):
    def away(*_arguments: object) -> None:
        raise OperationalError

    counter = Counter()
    monkeypatch.setattr(rates.transaction, "atomic", away)
    assert allowed(counter, 50, limit=600) == 50


def test_threads_count_each_request_once(committed):
    counter = Counter()

    def count(_place: int) -> int:
        number = allowed(counter, 15, limit=1000)
        connections.close_all()
        return number

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(count, range(4))) == 60
    assert counter.take("token:1", limit=1000, at=NOON).remaining == 1000 - 61


@pytest.mark.asvs("2.4.1")
def test_a_token_is_told_when_to_go_on(db, three):
    talk = Talk(House().ann)
    assert [talk.get("/me").status_code for _ in range(3)] == [200, 200, 200]
    answer = talk.get("/me")
    assert (answer.status_code, answer.json()["code"]) == (429, "RATE_LIMITED")
    assert 0 < int(answer["Retry-After"]) <= 60
    assert (answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) == ("3", "0")


def test_a_session_is_told_by_a_page(db, three):
    house, client = House(), Client()
    client.force_login(house.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert [client.get("/leads/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get("/leads/")["Retry-After"]


def call(secret: str, method: str = "GET") -> int:
    """Ask the API with a token; returns the status."""
    return (
        Client()
        .generic(
            method, "/api/v1/leads", "{}", "application/json", headers={"Authorization": f"Bearer {secret}"}
        )
        .status_code
    )


def test_a_token_that_is_refused_is_counted_all_the_same(db, three, time_machine):
    ann = House().ann
    ended, reads = (create_token(ann, by=SYSTEM, at=now(), days=days, read_only=True) for days in (1, 9))
    time_machine.move_to(now() + timedelta(days=2))
    assert [call(ended) for _ in range(4)] == [401, 401, 401, 429]
    assert [call(reads, "POST") for _ in range(4)] == [403, 403, 403, 429]


def test_wrong_tokens_are_counted_also_when_none_is_looked_at_any_more(db, three, monkeypatch):
    monkeypatch.setitem(LIMITS, "token", Limit(pair=1))
    assert [call("lw_wrong") for _ in range(4)] == [401, 429, 429, 429]
    assert SecurityEvent.objects.count() == 3


def test_what_is_beyond_the_limit_writes_nothing(db, three):
    assert [call("lw_wrong") for _ in range(9)][-1] == 429
    assert set(SecurityEvent.objects.values_list("code", flat=True)) == {"NOT_SIGNED_IN"}


@pytest.mark.asvs("2.4.1")
def test_strangers_are_counted_by_their_network(db, three):
    client = Client(REMOTE_ADDR="203.0.113.1")
    statuses = [client.get(path).status_code for path in ("/accounts/login/", "/api/v1/me", "/nothing/")]
    assert statuses == [200, 401, 404]
    assert client.get("/api/v1/me").status_code == client.get("/accounts/login/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.2").get("/accounts/login/").status_code == 200


def test_the_watch_on_the_server_is_never_refused(db, three):
    assert {Client().get("/health").status_code for _ in range(9)} == {200}


def test_the_minutes_that_are_over_are_forgotten(db):
    allowed(Counter(), 20, limit=600)
    forget_old_counts(at=NOON)
    assert RequestCount.objects.count() == 1
    forget_old_counts(at=NOON + 3 * MINUTE)
    assert RequestCount.objects.count() == 0


def test_asking_what_an_address_can_do_is_counted_and_reads_the_document_once(db, three, monkeypatch):
    Client(REMOTE_ADDR="203.0.113.9").options("/api/v1/leads")
    monkeypatch.setattr(api, "get_openapi_schema", None)
    paths = ("/api/v1/leads", "/api/v1/me", "/api/v1/x", "/api/v1/me")
    assert [Client().options(path).status_code for path in paths] == [204, 204, 404, 429]
