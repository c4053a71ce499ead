"""Two database roles: the owner makes the tables, the product runs as one that changes neither history nor consents."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

EVERYTHING = ("SELECT", "INSERT", "UPDATE", "DELETE")
ONLY: dict[str, tuple[str, ...]] = {
    "history_entry": ("SELECT", "INSERT"),
    "history_seal": ("SELECT", "INSERT"),
    "history_value": ("SELECT", "INSERT", "DELETE"),
    "consent_event": ("SELECT", "INSERT"),
    "consent_eventtext": ("SELECT", "INSERT", "DELETE"),
    "consent_wording": ("SELECT", "INSERT"),
    "leads_note": ("SELECT", "INSERT"),
    "people_securityevent": ("SELECT", "INSERT"),
    "people_termsacceptance": ("SELECT", "INSERT"),
    "privacy_erasedkey": ("SELECT", "INSERT"),
    "privacy_receipt": ("SELECT", "INSERT"),
    "django_migrations": ("SELECT",),
}
CHANGES = ("UPDATE", "DELETE", "TRUNCATE")
ONLY_ADDED = tuple(table for table, rights in ONLY.items() if rights == ("SELECT", "INSERT"))
FORBIDDEN = {
    **dict.fromkeys(ONLY_ADDED, CHANGES),
    "history_value": ("UPDATE", "TRUNCATE"),
    "consent_eventtext": ("UPDATE", "TRUNCATE"),
}

OF_MINE = "FROM pg_roles WHERE rolname = current_user"
RULES = {
    "is a superuser or may make roles": f"SELECT rolsuper OR rolbypassrls OR rolcreaterole {OF_MINE}",
    "may make databases": f"SELECT rolcreatedb {OF_MINE}",
    "may copy the server (REPLICATION)": f"SELECT rolreplication {OF_MINE}",
    "owns the database": "SELECT pg_has_role(datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()",
    "may create schemas": "SELECT has_database_privilege(current_database(), 'CREATE')",
}
MEMBERSHIPS = r"""
SELECT rolname FROM pg_roles WHERE rolname LIKE 'pg\_%' AND rolname <> 'pg_database_owner'
    AND pg_has_role(oid, 'MEMBER') ORDER BY 1
"""
SCHEMAS = r"""
SELECT nspname FROM pg_namespace
WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' AND has_schema_privilege(oid, 'CREATE') ORDER BY 1
"""
OWNED = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(tableowner, 'MEMBER') ORDER BY 1"
TRIGGERS = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    AND has_table_privilege(oid, 'TRIGGER') ORDER BY 1
"""
HIDING_PLACES = {
    "may make temporary tables": "SELECT has_database_privilege(current_database(), 'TEMPORARY')",
    "may make large objects": """
        SELECT has_function_privilege('lo_create(oid)', 'EXECUTE')
            OR has_function_privilege('lo_creat(integer)', 'EXECUTE')
            OR has_function_privilege('lo_from_bytea(oid, bytea)', 'EXECUTE')
    """,
}
LOGGED = """
SELECT name || ' = ' || setting FROM pg_settings WHERE NOT CASE name
    WHEN 'log_statement' THEN setting IN ('none', 'ddl')
    WHEN 'log_min_duration_statement' THEN setting = '-1'
    WHEN 'log_min_duration_sample' THEN setting = '-1'
    WHEN 'log_transaction_sample_rate' THEN setting = '0'
    WHEN 'log_min_messages' THEN setting IN ('log', 'fatal', 'panic')
    ELSE true
END ORDER BY 1
"""


def role_of(url: str) -> str:
    """Return the role that a database address signs in as."""
    return str(conninfo_to_dict(url).get("user") or "")


def grant(owner: BaseDatabaseWrapper, app_role: str) -> None:
    """Give the role that runs the product what it needs on each table, and no more; `owner` owns the tables."""
    role = sql.Identifier(app_role)
    with owner.cursor() as cursor:
        for table in _tables(owner):
            name = sql.Identifier(table)
            rights = sql.SQL(", ").join(sql.SQL(right) for right in ONLY.get(table, EVERYTHING))
            cursor.execute(sql.SQL("REVOKE ALL ON TABLE {} FROM {}, PUBLIC").format(name, role))
            cursor.execute(sql.SQL("GRANT {} ON TABLE {} TO {}").format(rights, name, role))
        for view in _views(owner):
            cursor.execute(sql.SQL("GRANT SELECT ON TABLE {} TO {}").format(sql.Identifier(view), role))
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        database = sql.Identifier(owner.settings_dict["NAME"])
        cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC, {}").format(database, role))


def _tables(owner: BaseDatabaseWrapper) -> list[str]:
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        return sorted(name for (name,) in cursor.fetchall())


def _views(owner: BaseDatabaseWrapper) -> list[str]:
    with owner.cursor() as cursor:
        return _column(
            cursor,
            "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewowner = current_user ORDER BY 1",
        )


def faults(running: BaseDatabaseWrapper) -> list[str]:
    """Say what the running role could do that it must not: rule the server or a table, change what is only added."""
    with running.cursor() as cursor:
        return [
            *(text for text, question in RULES.items() if _answer(cursor, question)),
            *(f"is a member of {name}" for name in _column(cursor, MEMBERSHIPS)),
            *(f"may create in the schema {name}" for name in _column(cursor, SCHEMAS)),
            *(f"owns the table {name}" for name in _column(cursor, OWNED)),
            *(f"may put a trigger on {name}" for name in _column(cursor, TRIGGERS)),
            *(f"may {right} {table}" for table, right in _rights_too_many(cursor)),
        ]


def cautions(running: BaseDatabaseWrapper) -> list[str]:
    """Say where the running role could keep data that neither erasure nor a backup's reader would look for."""
    with running.cursor() as cursor:
        return [text for text, question in HIDING_PLACES.items() if _answer(cursor, question)]


def logged(running: BaseDatabaseWrapper) -> list[str]:
    """Return the settings of the server by which its log keeps values that an erasure does not reach."""
    with running.cursor() as cursor:
        return _column(cursor, LOGGED)


def _rights_too_many(cursor: CursorWrapper) -> Iterator[tuple[str, str]]:
    """Return each right to change what is only added, on a table or on a column of it."""
    there = set(_column(cursor, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    for table, rights in FORBIDDEN.items():
        for right in rights if table in there else ():
            of_columns = f"OR has_any_column_privilege(current_user, %(table)s, '{right}')"
            question = f"SELECT has_table_privilege(current_user, %(table)s, '{right}') "
            question += of_columns if right == "UPDATE" else ""
            cursor.execute(question, {"table": table})
            if cursor.fetchone() != (False,):
                yield table, right


def _answer(cursor: CursorWrapper, question: str) -> bool:
    cursor.execute(question)
    return bool(cursor.fetchone() != (False,))


def _column(cursor: CursorWrapper, question: str) -> list[str]:
    cursor.execute(question)
    return [name for (name,) in cursor.fetchall()]
