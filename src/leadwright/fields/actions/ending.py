"""Retire a field, and remove one for good with all its values."""

from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.fields.actions.defining import locked
from leadwright.fields.definitions import forget_fields
from leadwright.fields.facets import count_values, remove_values
from leadwright.fields.facts import FieldPurged, FieldRetired
from leadwright.fields.models import OwnField
from leadwright.fields.questions import index_anew, tables_with_fields
from leadwright.fields.subjects import FREE, TABLES, Subject
from leadwright.foundation.refusals import refuse
from leadwright.history.erasure import forget_values
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.models import User


@transaction.atomic
def retire(field_id: int, *, by: User, at: datetime) -> OwnField:
    """Let a field take no new values; what was entered stays, is read and is exported."""
    row = locked(field_id, by=by)
    if not row.is_retired:
        retire_row(row, by=by.party(), at=at)
    return row


def retire_row(row: OwnField, *, by: Party, at: datetime) -> None:
    """Retire a field that is held."""
    row.retired_at, row.version = at, row.version + 1
    row.save(update_fields=["retired_at", "version"])
    forget_fields()
    record(FieldRetired(definition=row, by=by, at=at))


@transaction.atomic
def purge(field_id: int, *, by: User, at: datetime, confirm: Any = None) -> int:
    """Remove a retired field with all its values, in history too; `confirm` is how many rows lose one.

    Refused with CONFIRM_PURGE_REQUIRED (409), which names the number, until that number is confirmed.
    """
    row = locked(field_id, by=by)
    if not row.is_retired:
        refuse("FIELD_IN_FORCE")
    subject = Subject(row.subject)
    number = count_values(subject, row.pk)
    if confirm is not True and confirm != number:
        refuse("CONFIRM_PURGE_REQUIRED", number=number)
    row.purged_at, row.version, row.default = at, row.version + 1, None
    row.save(update_fields=["purged_at", "version", "default"])
    OwnField.objects.filter(condition__field=row.pk).update(condition=None)
    holders = tables_with_fields()[subject].objects.filter(own_fields__has_key=str(row.pk))
    keys = list(holders.values_list("pk", flat=True)) if row.kind in FREE else []
    removed = remove_values(subject, row.pk)
    for kind in (subject, *TABLES[subject].also_about):
        forget_values(kind, f"{row.name}_from", f"{row.name}_to")
    forget_fields()
    index_anew(subject, keys)
    record(FieldPurged(definition=row, rows=removed, by=by.party(), at=at))
    return removed
