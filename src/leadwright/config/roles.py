"""Two database roles: the owner makes the tables, the product runs as one that changes neither history nor consents."""

from django.db.backends.base.base import BaseDatabaseWrapper
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
    "django_migrations": ("SELECT",),
}
FORBIDDEN = {
    "history_entry": ("UPDATE", "DELETE", "TRUNCATE"),
    "history_seal": ("UPDATE", "DELETE", "TRUNCATE"),
    "history_value": ("UPDATE", "TRUNCATE"),
    "consent_event": ("UPDATE", "DELETE", "TRUNCATE"),
    "consent_eventtext": ("UPDATE", "TRUNCATE"),
    "consent_wording": ("UPDATE", "DELETE", "TRUNCATE"),
}


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
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))


def _tables(owner: BaseDatabaseWrapper) -> list[str]:
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        return sorted(name for (name,) in cursor.fetchall())


def faults(running: BaseDatabaseWrapper) -> list[str]:
    """Say what the running role could do that it must not: own a table, be superuser, change what is only added."""
    matches = []
    with running.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        if cursor.fetchone() != (False,):
            matches.append("is a superuser or may make roles")
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(tableowner, 'MEMBER')"
        )
        matches += [f"owns the table {name}" for (name,) in cursor.fetchall()]
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        there = {name for (name,) in cursor.fetchall()}
        for table, rights in FORBIDDEN.items():
            for right in rights if table in there else ():
                cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, right])
                if cursor.fetchone() != (False,):
                    matches.append(f"may {right} {table}")
    return matches
