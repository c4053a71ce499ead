"""The moments of history never go back, whatever the clock of a machine does."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Field, Max

from leadwright.history.hashing import content_hash
from leadwright.history.models import Entry, Seal

# What came before the last seal is no later than it; of what came since, so many entries are looked at.
RECENT = 50
LAST_SEAL = "SELECT sealed_at FROM history_seal ORDER BY position DESC LIMIT 1"
LATER = f"""
    SELECT 1 FROM ({LAST_SEAL}) AS seal WHERE seal.sealed_at > %(at)s
    UNION ALL
    SELECT 1 FROM (SELECT at, organisations FROM history_entry ORDER BY id DESC LIMIT {RECENT}) AS recent
    WHERE recent.at > %(at)s AND recent.organisations && %(organisations)s
"""  # noqa: S608 - constants of this file


def store(entry: Entry) -> None:
    """Insert an entry; only where something later stands in its history is the last moment asked for."""
    if _inserted(entry):
        return
    lift(entry, last_moment(entry.organisations))
    entry.save(force_insert=True)


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


def _inserted(entry: Entry) -> bool:
    fields = [field for field in Entry._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(f"%({field.column})s" for field in fields)
    statement = f"""
        INSERT INTO history_entry ({names}) SELECT {marks} WHERE NOT EXISTS ({LATER}) RETURNING id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {str(field.column): _stored(field, entry) for field in fields})
        row = cursor.fetchone()
    if row is None:
        return False
    entry.pk = row[0]
    entry._state.adding, entry._state.db = False, connection.alias
    return True


def _stored(field: "Field[Any, Any]", entry: Entry) -> Any:
    return field.get_db_prep_save(getattr(entry, str(field.attname)), connection)
