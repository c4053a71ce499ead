"""Many rows at once: keys reserved from a table's own sequence, rows stored by COPY."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

Row = TypeVar("Row", bound=models.Model)
BATCH = 5_000


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Return so many new keys of a table, in rising order; a roll-back does not give them back."""
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, key.column, count],
        )
        return sorted(result for (result,) in cursor.fetchall())


def copy(model: type[Row], rows: Iterable[Row]) -> int:
    """Store new rows as they are, in batches so that no statement takes long; returns how many.

    Nothing is asked of the rows but by the database: guards and defaults are the caller's. Rows of a table
    whose key nothing points to may come without a key.
    """
    stored, waiting = 0, iter(rows)
    while batch := list(islice(waiting, BATCH)):
        _copy(model, batch)
        stored += len(batch)
    return stored


def _copy(model: type[Row], batch: Sequence[Row]) -> None:
    fields = _fields(model, with_key=batch[0].pk is not None)
    names = sql.SQL(", ").join(map(sql.Identifier, _columns(fields)))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as target:
        for row in _tuples(fields, batch):
            target.write_row(row)


def _fields(model: type[models.Model], *, with_key: bool) -> "list[models.Field[Any, Any]]":
    stored = [field for field in model._meta.concrete_fields if not field.generated]
    return [field for field in stored if with_key or not field.primary_key]


def _columns(fields: "Sequence[models.Field[Any, Any]]") -> list[str]:
    return [str(field.column) for field in fields]


def _tuples(
    fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[models.Model]
) -> Iterator[Sequence[Any]]:
    take: Callable[[models.Model], tuple[Any, ...]] = attrgetter(*(field.attname for field in fields))
    documents = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    for row in rows:
        values = list(take(row))
        for place in documents:
            values[place] = Jsonb(values[place])
        yield values
