"""Rows of any number as they were at one moment, read in parts: none is met twice or missed, whoever changes them.

The database runs the statement once and keeps its result aside (a cursor that outlives its transaction), so neither
a long list nor a slow reader holds back the cleaning of tables. Behind a pooler that hands out connections by
transaction the result waits in memory instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.db.models import QuerySet

from leadwright.foundation.sheets import end

# The statement of all rows may run longer than that of one page.
LONGEST = "10min"
Row = TypeVar("Row")


def snapshot_of(rows: "QuerySet[Any, Row]", *, size: int) -> Iterator[list[Row]]:
    """Return rows in parts of at most `size`, all as they are when the first part is asked for."""
    walk = rows.iterator(chunk_size=size)
    try:
        with _patience():
            part = list(islice(walk, size))
        while part:
            yield part
            part = list(islice(walk, size)) if len(part) == size else []
    finally:
        end(walk)


@contextmanager
def _patience() -> Iterator[None]:
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        yield  # what is set in a connection that may be another one next would stay with somebody else
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [LONGEST])
    try:
        yield
    except DatabaseError:
        # A transaction that failed takes back what was set in it.
        if not connection.in_atomic_block:
            _forget()
        raise
    _forget()


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")
