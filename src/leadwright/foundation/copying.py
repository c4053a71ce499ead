"""Many rows at once: keys reserved from a table's own sequence, rows stored by COPY."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql

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
            values[place] = _document(values[place])
        yield values


def _document(value: Any) -> str:
    """Return a document as text, which a COPY takes as it is."""
    return json.dumps(value)


def insert_new(rows: Sequence[Row], *, unique: str) -> None:
    """Insert rows in one statement, each with its new key; whose unique column stands there already is left out."""
    model = type(rows[0])
    fields = _fields(model, with_key=False)
    names = ", ".join(map(connection.ops.quote_name, _columns(fields)))
    statement = f"""
        INSERT INTO {model._meta.db_table} ({names}) SELECT {names} FROM {_recordset(fields)}
        ON CONFLICT ({unique}) DO NOTHING RETURNING {unique}, {model._meta.pk.column}
    """  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(statement, [_documents(fields, rows)])
        keys = dict(cursor.fetchall())
    for row in rows:
        row.pk = keys.pop(getattr(row, unique), None)
        row._state.adding, row._state.db = row.pk is None, connection.alias


def update_each(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write some fields of rows that are held, in one statement."""
    if len(rows) == 1:
        rows[0].save(update_fields=names)
        return
    model, columns = type(rows[0]), set(names)
    fields = [field for field in model._meta.concrete_fields if field.name in columns]
    changes = ", ".join(f"{name} = data.{name}" for name in map(connection.ops.quote_name, _columns(fields)))
    key = f"{model._meta.db_table}.{model._meta.pk.column} = data.{model._meta.pk.column}"
    keyed = [model._meta.pk, *fields]
    statement = f"UPDATE {model._meta.db_table} SET {changes} FROM {_recordset(keyed)} WHERE {key}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [_documents(keyed, rows)])


def _recordset(fields: "Sequence[models.Field[Any, Any]]") -> str:
    """Return rows that come as one JSON document as a table: the statement is the same for any number of them."""
    types = (f"{connection.ops.quote_name(str(field.column))} {plain_type(field)}" for field in fields)
    return f"jsonb_to_recordset(%s::jsonb) AS data ({', '.join(types)})"


def _documents(fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[models.Model]) -> str:
    data = [{str(field.column): getattr(row, field.attname) for field in fields} for row in rows]
    return json.dumps(data, default=str)


def plain_type(field: "models.Field[Any, Any]") -> str:
    """Return the type of a column without its length: a cast would cut what is too long, in silence."""
    text = str(field.db_type(connection))
    length = text.find("(")
    return text if length < 0 else text[:length] + text[text.index(")") + 1 :]
