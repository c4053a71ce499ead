"""Whether the database answers."""

from django.db import DatabaseError, InterfaceError, OperationalError, connection

# What Django raises when the database is away, full or too busy to answer in time; to be tried again.
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = "5"
# When to come again after an answer that is only for now.
AFTER_SECONDS = {503: RETRY_AFTER_SECONDS, 429: "900"}


def database_answers() -> bool:
    """Ask the database the shortest question there is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except (DatabaseError, InterfaceError):
        return False
