"""What explains the plans of the database names a question that reads a table, and leaves one that has its index."""

import os

import pytest
from bench.filling import pour
from bench.plans import Question, Reading, readings_of
from django.db import connection

from leadwright.leads.models import Lead
from tests import database

MANY = 3_000


@pytest.fixture(scope="module")
def made(database_server, django_db_setup):
    """Fill a database of its own, once for all the tests here."""
    name = f"test_plans_{os.getpid()}"
    database_server.copy(name)
    pour(database_server.cluster.url("owner", name), MANY)
    yield database_server.cluster.url("app", name)
    database_server.drop(name)


@pytest.fixture
def filled(made, database_server, django_db_blocker):
    """Let Django use the filled database for the time of a test."""
    former = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        database.use(made)
        yield
        database.use(database_server.cluster.url("app", former))


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
