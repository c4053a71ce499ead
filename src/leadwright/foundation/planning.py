"""Statements that PostgreSQL plans for their own values, however often they are asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def planned_anew() -> Iterator[None]:
    """Ask what is asked within with a plan for its values: of a list that is narrowed, these say how to find it."""
    connection.ensure_connection()
    server: Any = connection.connection
    former, server.prepare_threshold = server.prepare_threshold, None
    try:
        yield
    finally:
        server.prepare_threshold = former
