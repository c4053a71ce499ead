"""A hand that changes history behind the product's back."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

Tamper = Callable[..., None]


@pytest.fixture
def tamper(owner_url: str) -> Tamper:
    """Change history as the owner of its tables."""

    def run(*statements: str) -> None:
        with psycopg.connect(owner_url) as owner:
            for statement in statements:
                owner.execute(statement)

    return run


@pytest.fixture
def numbers_from_one(tamper: Tamper) -> Iterator[None]:
    """Let entries count from one, and afterwards on from where they were: rows of other tests have those numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM history_entry_id_seq")
        (reached,) = cursor.fetchone()
    tamper("ALTER TABLE history_entry ALTER COLUMN id RESTART")
    yield
    tamper(f"SELECT setval('history_entry_id_seq', {reached})")
