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


OTHERS = """
    SELECT EXISTS (
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
        AND state_change > clock_timestamp() - interval '1 second' AND query NOT ILIKE '%procrastinate%'
    )
"""


def others_work() -> bool:
    """Tell whether anybody else, such as a page, has used the database within the last second; queues do not count."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return bool(cursor.fetchone() == (True,))
