"""The moments of history never go back, whatever the clock of a machine does."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Field, Max

from leadwright.foundation.copying import plain_type
from leadwright.history.hashing import content_hash
from leadwright.history.models import Entry, Seal, Value

# What came before the last seal is no later than it; of what came since, so many entries are looked at.
RECENT = 50
LAST_SEAL = "SELECT sealed_at FROM history_seal ORDER BY position DESC LIMIT 1"
LATER = f"""
    SELECT 1 FROM ({LAST_SEAL}) AS seal WHERE seal.sealed_at > %(first)s
    UNION ALL
    SELECT 1 FROM (SELECT at, organisations FROM history_entry ORDER BY id DESC LIMIT {RECENT}) AS recent
    WHERE recent.at > %(first)s AND recent.organisations && %(concerned)s::bigint[]
"""  # noqa: S608 - constants of this file
INSERT = """
    WITH numbered AS MATERIALIZED (
        SELECT nextval(pg_get_serial_sequence('history_entry', 'id')) AS id, entry.*
        FROM (VALUES {entries}) AS entry (place, {names}) WHERE NOT EXISTS ({unless})
    ), stored AS (
        INSERT INTO history_entry (id, {names}) SELECT id, {names} FROM numbered
    ), described AS (
        INSERT INTO history_value (entry_id, field, salt, value)
        SELECT numbered.id, own.field, own.salt, own.value FROM numbered
        JOIN unnest(%(places)s::int[], %(fields)s::text[], %(salts)s::text[], %(texts)s::text[])
            AS own (place, field, salt, value) USING (place)
    )
    SELECT place, id FROM numbered
"""
_NAMES = {str(field.column): field for field in Entry._meta.concrete_fields if not field.primary_key}
Rows = Sequence[tuple[Entry, list[Value]]]


def store(rows: Rows) -> None:
    """Insert entries with their values; only where something later stands in their history is the last moment asked."""
    if _inserted(rows, LATER):
        return
    floor = last_moment({pk for entry, _values in rows for pk in entry.organisations})
    for entry, _values in rows:
        lift(entry, floor)
        floor = max(floor or entry.at, entry.at)
    _inserted(rows, "SELECT 1 WHERE false")


def last_moment(organisations: Collection[int]) -> datetime | None:
    """Return the last moment in the history of these organisations, and of all that is sealed."""
    newest = Entry.objects.order_by("-pk").values("pk")[:RECENT]
    recent = Entry.objects.filter(pk__in=newest, organisations__overlap=list(organisations))
    sealed = Seal.objects.order_by("-position").values_list("sealed_at", flat=True).first()
    moments = (recent.aggregate(last=Max("at"))["last"], sealed)
    return max((moment for moment in moments if moment), default=None)


def lift(entry: Entry, floor: datetime | None) -> None:
    """Let an entry happen no earlier than the floor; what the clock said is kept beside it."""
    if floor is None or entry.at >= floor:
        return
    entry.by_clock, entry.at = entry.at, floor
    entry.hash = content_hash(entry.content())


def _inserted(rows: Rows, unless: str) -> bool:
    """Insert entries in their order, with their values, by one statement, unless a query finds something."""
    names = ", ".join(_NAMES)
    entries, data = [], _values_of(rows)
    for place, (entry, _values) in enumerate(rows):
        marks = [f"%({name}{place})s::{plain_type(field)}" for name, field in _NAMES.items()]
        entries.append(f"({place}, {', '.join(marks)})")
        data |= {f"{name}{place}": _stored(field, entry) for name, field in _NAMES.items()}
    statement = INSERT.format(names=names, entries=", ".join(entries), unless=unless)
    with connection.cursor() as cursor:
        cursor.execute(statement, data)
        numbers = dict(cursor.fetchall())
    for place, pk in numbers.items():
        entry = rows[place][0]
        entry.pk, entry._state.adding, entry._state.db = pk, False, connection.alias
    return bool(numbers)


def _values_of(rows: Rows) -> dict[str, Any]:
    own = [(place, value) for place, (_entry, values) in enumerate(rows) for value in values]
    return {
        "places": [place for place, _value in own],
        "fields": [value.field for _place, value in own],
        "salts": [value.salt for _place, value in own],
        "texts": [value.value for _place, value in own],
        "first": min(entry.at for entry, _values in rows),
        "concerned": sorted({pk for entry, _values in rows for pk in entry.organisations}),
    }


def _stored(field: "Field[Any, Any]", entry: Entry) -> Any:
    return field.get_db_prep_save(getattr(entry, str(field.attname)), connection)
