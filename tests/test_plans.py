"""What explains the plans of the database names a question that reads a table, and leaves one that has its index."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from bench.cast import people
from bench.filling import pour
from bench.plans import Question, Reading, readings_of
from bench.questions import questions
from django.db import connection

from leadwright.foundation.clock import now
from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.listing import page, planned
from leadwright.leads.models import Lead
from tests import database

MANY, GROWN = 3_000, 50_000


@contextmanager
def filled_with(leads: int, server: database.Server) -> Iterator[str]:
    """Fill a database of its own."""
    name = f"test_plans_{leads}_{os.getpid()}"
    server.copy(name)
    pour(server.cluster.url("owner", name), leads)
    yield server.cluster.url("app", name)
    server.drop(name)


@contextmanager
def used(url: str, server: database.Server) -> Iterator[None]:
    """Let Django use a database for a while."""
    former = connection.settings_dict["NAME"]
    database.use(url)
    yield
    database.use(server.cluster.url("app", former))


@pytest.fixture(scope="module")
def made(database_server, django_db_setup):
    """Fill a database once for all the tests here."""
    with filled_with(MANY, database_server) as url:
        yield url


@pytest.fixture
def filled(made, database_server, django_db_blocker):
    """Let Django use the filled database for the time of a test."""
    with django_db_blocker.unblock(), used(made, database_server):
        yield


@pytest.fixture
def grown(database_server, django_db_setup, django_db_blocker):
    """Let Django use a database in which a reading of a whole table is dear."""
    with (
        django_db_blocker.unblock(),
        filled_with(GROWN, database_server) as url,
        used(url, database_server),
    ):
        yield


def readings(rows, *, most: int = 200) -> list[Reading]:
    return list(readings_of([Question(name="leads", ask=lambda: list(rows), most=most)]))


def test_a_question_that_reads_a_table_from_its_beginning_is_named(filled):
    (reading, *_) = readings(
        Lead.objects.filter(description__endswith="printers").order_by("reason_text")[:50]
    )
    assert reading.fault == f"leads: reads {MANY:,} rows, all of leads_lead; at most 200 are right"


def test_a_question_that_drops_most_of_what_an_index_leads_to_is_named(filled):
    (reading, *_) = readings(Lead.objects.filter(description="never").order_by("number")[:50], most=50)
    assert "at most 50 are right" in reading.fault


def test_a_page_in_the_order_of_an_index_is_right(filled):
    assert [reading.fault for reading in readings(Lead.objects.order_by("number")[:50])] == [""]


def test_a_statement_with_values_is_read_as_it_is_planned_for_all_of_them_too(filled):
    (own, general) = readings(Lead.objects.filter(pk=1017))
    assert (own.rows, own.is_generic) == (1, False)
    assert (general.rows, general.is_generic) == (1, True)


def test_what_reads_too_much_for_a_known_reason_is_told_apart(filled):
    known = Question(
        name="somebody: /leads/?q=x", ask=lambda: list(Lead.objects.order_by("reason_text")[:50]), most=50
    )
    (reading,) = readings_of([known])
    assert reading.fault.startswith("somebody: /leads/?q=x: reads 3,000 rows")
    assert reading.reason == "what fits is little, and sorted"


@pytest.mark.prove
def test_no_list_or_page_reads_much_more_than_it_has_room_for(grown):
    readings = list(readings_of(questions()))
    assert len(readings) > 3_000
    faults = [reading.fault for reading in readings if reading.fault and not reading.reason]
    assert faults == []


@pytest.mark.prove
def test_where_sales_were_lost_is_read_by_its_index_where_many_were(grown, database_server):
    url = database_server.cluster.url("owner", connection.settings_dict["NAME"])
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(
            "UPDATE leads_lead SET step_when_lost = 'offer' WHERE state = 'LOST' AND number % 10 < 8"
        )
        owner.execute("VACUUM ANALYZE leads_lead")
    reader = reader_of(people("company-admin", 1)[0].user, now())
    chosen = LEADS.read({"step_when_lost": "offer", "ordering": LEADS.usual_order}, reader)

    def ask() -> None:
        with planned(chosen):
            list(page(chosen, size=50))

    (reading, *_) = readings_of([Question(name="leads", ask=ask, most=200)])
    assert reading.fault == ""
