"""An upgrade changes a table while the product runs: what was planned for the old table is planned again."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from leadwright.config.postgresql.base import Cursor

ASK = "SELECT code FROM changing WHERE code <> %s"


@pytest.fixture
def planned(owner_url: str) -> Iterator[psycopg.Connection]:
    """Return a connection that has planned a statement whose table somebody else has changed since."""
    with (
        psycopg.connect(owner_url, autocommit=True) as upgrade,
        psycopg.connect(owner_url, autocommit=True, prepare_threshold=1, cursor_factory=Cursor) as made,
    ):
        upgrade.execute("CREATE TABLE changing (code varchar(5))")
        for _ in range(4):
            made.execute(ASK, ["x"])
        upgrade.execute("ALTER TABLE changing ALTER COLUMN code TYPE text")
        yield made
        upgrade.execute("DROP TABLE changing")


def test_a_statement_goes_on_when_its_table_has_changed(planned):
    for _ in range(4):
        assert planned.execute(ASK, ["x"]).fetchall() == []


def test_within_a_transaction_it_is_worth_another_try(planned):
    with pytest.raises(psycopg.OperationalError), planned.transaction():
        planned.execute(ASK, ["x"])
    with planned.transaction():
        assert planned.execute(ASK, ["x"]).fetchall() == []


def test_what_the_database_cannot_do_is_refused_as_ever(planned):
    with pytest.raises(psycopg.errors.FeatureNotSupported):
        planned.execute("SELECT 1 INTERSECT SELECT 1 FOR UPDATE")


@pytest.mark.django_db
def test_the_product_asks_by_such_cursors():
    with connection.cursor() as cursor:
        assert isinstance(cursor.cursor, Cursor)
