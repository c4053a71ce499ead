"""The two database roles: the product runs as one that can neither own tables nor change history."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

from leadwright.config import roles

HISTORY = ("history_entry", "history_seal", "history_value")


@pytest.mark.django_db
def test_the_tests_run_as_the_role_that_runs_the_product():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("leadwright_app", "leadwright_app")


@pytest.mark.django_db
def test_the_role_that_runs_the_product_has_no_right_too_many():
    assert roles.faults(connection) == []


def test_the_owner_of_the_tables_would_be_refused_as_running_role(owner_url):
    assert "owns the table history_entry" in faults_of(owner_url)
    assert "may TRUNCATE history_entry" in faults_of(owner_url)


@pytest.mark.django_db
@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
    ],
)
def test_history_is_out_of_reach(table, statement):
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["history_entry", "history_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_entries_and_seals_can_only_be_added(table, statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement.format(table))


@pytest.mark.django_db
def test_triggers_cannot_be_switched_off_for_the_session():
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("SET session_replication_role = replica")


def faults_of(url: str) -> list[str]:
    """Return what the check says about another role."""

    class Wrapper:
        def __init__(self, raw):
            self.cursor = raw.cursor

    with psycopg.connect(url) as raw:
        return roles.faults(Wrapper(raw))
