"""Whether the database answers."""

from django.db import DatabaseError, InterfaceError, OperationalError, connection

# What Django raises when the database is away, full or too busy to answer in time; to be tried again.
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = "5"
# When to come again after an answer that is only for now.
AFTER_SECONDS = {503: RETRY_AFTER_SECONDS, 429: "900"}

# The name that a worker's connections have in the database.
WORKER = "leadwright work"


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
        WHERE datname = current_database() AND usename = current_user AND application_name <> %s
        AND (state = 'active' OR state_change > clock_timestamp() - interval '1 second') AND pid <> pg_backend_pid()
    )
"""


def others_work() -> bool:
    """Tell whether anybody else, such as a page, has used the database within the last second; workers do not count."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [WORKER])
        return bool(cursor.fetchone() == (True,))
