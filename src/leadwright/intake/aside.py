"""A connection beside the one of a long transaction: what it writes is seen at once, whatever becomes of the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Held by whoever works on an import, and gone with him.
WORKING_LOCK = 7_305_813_000_000
WROTE = "UPDATE intake_import SET progress = %s, lines = greatest(lines, %s) WHERE id = %s"
STATE = "SELECT state FROM intake_import WHERE id = %s"


class Aside:
    """Says how far an import is, and hears what somebody made of it meanwhile."""

    def __init__(self, own: BaseDatabaseWrapper, pk: int) -> None:
        self.own, self.pk = own, pk

    def holds(self) -> bool:
        """Take the import for oneself until the connection ends; false when somebody else has it."""
        with self.own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [WORKING_LOCK + self.pk])
            return bool(cursor.fetchone()[0])

    def note(self, done: int, lines: int) -> None:
        """Write how many rows are done, of how many."""
        with self.own.cursor() as cursor:
            cursor.execute(WROTE, [done, lines, self.pk])

    def state(self) -> str | None:
        """Return where the import stands; nothing where this connection does not see it."""
        with self.own.cursor() as cursor:
            cursor.execute(STATE, [self.pk])
            row = cursor.fetchone()
        return None if row is None else str(row[0])


@contextmanager
def aside(pk: int) -> Iterator[Aside]:
    """Open a connection of its own for the time of an import."""
    own = connection.copy()
    try:
        yield Aside(own, pk)
    finally:
        own.close()
