"""The two database roles: the product runs as one that can neither own tables nor change history."""

import os
import secrets
from functools import partial

import psycopg
import pytest
from django.db import DataError, ProgrammingError, connection

from leadwright.config import roles

HISTORY = ("history_entry", "history_seal", "history_value")


@pytest.mark.django_db
def test_the_tests_run_as_the_role_that_runs_the_product():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("leadwright_app", "leadwright_app")


@pytest.mark.asvs("13.2.2")
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


ONLY_ADDED = {
    "leads_note": "text = 'x'",
    "people_securityevent": "code = 'x'",
    "people_termsacceptance": "at = now()",
    "privacy_erasedkey": "digest = 'x'",
    "privacy_receipt": "reason = 'x'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("table", ONLY_ADDED)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_notes_receipts_and_the_security_log_can_only_be_added(table, statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement.format(table, ONLY_ADDED[table]))


@pytest.mark.parametrize("table", ONLY_ADDED)
def test_a_right_too_many_on_them_is_seen(lent, table):
    url = lent(f"GRANT UPDATE, DELETE ON {table} TO {{role}}")
    assert faults_of(url) == [f"may UPDATE {table}", f"may DELETE {table}"]


DOORS = "SELECT proname, proconfig, proacl::text FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"


@pytest.mark.django_db
def test_each_function_with_the_rights_of_the_owner_has_a_fixed_path_and_is_not_for_everybody():
    with connection.cursor() as cursor:
        cursor.execute(DOORS)
        rows = cursor.fetchall()
    assert {name for name, _path, _rights in rows} == {"leads_mask_note", "people_forget_security_events"}
    assert {tuple(path) for _name, path, _rights in rows} == {("search_path=pg_catalog, pg_temp",)}
    assert not any(rights is None or "{=X" in rights or ",=X" in rights for _name, _path, rights in rows)


@pytest.mark.django_db
def test_triggers_cannot_be_switched_off_for_the_session():
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("SET session_replication_role = replica")


def faults_of(url: str) -> list[str]:
    """Return what the check says against another role."""
    return said_by(roles.faults, url)


def said_by(question, url: str) -> list[str]:
    """Return what is said about another role."""

    class Wrapper:
        def __init__(self, raw):
            self.cursor = raw.cursor

    with psycopg.connect(url) as raw:
        return question(Wrapper(raw))


@pytest.fixture
def lent(owner_url, database_server):
    """Return a way to make a role of its own with some right, as the superuser; it is gone afterwards."""
    database = connection.settings_dict["NAME"]
    role = f"lent_{os.getpid()}"
    run = partial(database_server.cluster.as_superuser, database=database)

    def lend(statement: str) -> str:
        run(f"CREATE ROLE {role} LOGIN PASSWORD 'lent'")
        run(statement.format(role=role, database=database))
        return owner_url.replace("leadwright_owner", role).replace(
            database_server.cluster.secret("database-owner"), "lent"
        )

    yield lend
    run(f"DROP OWNED BY {role}; DROP ROLE {role}")


LENT = {
    "may UPDATE history_entry": "GRANT UPDATE (hash) ON history_entry TO {role}",
    "may put a trigger on history_entry": "GRANT TRIGGER ON history_entry TO {role}",
    "may create in the schema public": "GRANT CREATE ON SCHEMA public TO {role}",
    "may make databases": "ALTER ROLE {role} CREATEDB",
    "may copy the server (REPLICATION)": "ALTER ROLE {role} REPLICATION",
    "is a member of pg_execute_server_program": "GRANT pg_execute_server_program TO {role}",
}


@pytest.mark.asvs("13.2.2")
@pytest.mark.parametrize("fault", LENT)
def test_each_right_too_many_is_seen(lent, fault):
    assert faults_of(lent(LENT[fault])) == [fault]


def test_the_owner_of_the_database_and_of_schemas_is_seen(owner_url):
    assert {"owns the database", "may create schemas"} <= set(faults_of(owner_url))


@pytest.mark.django_db
def test_the_log_of_the_embedded_server_holds_no_values(database_server):
    mark = f"Zyxwvut {secrets.token_hex()}"
    assert roles.logged(connection) == []
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [mark])
    assert mark not in (database_server.cluster.data / "database.log").read_text()


@pytest.mark.parametrize("setting", ["log_statement = 'all'", "log_min_messages = 'warning'"])
def test_a_server_that_logs_values_is_seen(lent, setting):
    url = lent(f"ALTER ROLE {{role}} SET {setting}")
    assert said_by(roles.logged, url) == [setting.replace("'", "")]


def test_places_that_erasure_does_not_reach_are_seen(lent):
    url = lent('GRANT TEMPORARY ON DATABASE "{database}" TO {role}')
    assert "may make temporary tables" in said_by(roles.cautions, url)


@pytest.mark.django_db
def test_the_role_that_runs_the_product_makes_no_temporary_tables():
    assert "may make temporary tables" not in roles.cautions(connection)
