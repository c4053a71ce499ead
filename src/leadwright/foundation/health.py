"""Whether the database answers."""

from django.db import DatabaseError, InterfaceError, connection


def database_answers() -> bool:
    """Ask the database the shortest question there is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except (DatabaseError, InterfaceError):
        return False
