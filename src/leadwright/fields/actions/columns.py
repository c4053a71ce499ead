"""Choose which own fields are columns of a list."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from leadwright.fields.columns import columns_among, offered
from leadwright.fields.definitions import Fields
from leadwright.fields.facts import ColumnsChosen
from leadwright.fields.merging import place_of
from leadwright.fields.models import ChosenColumns
from leadwright.fields.subjects import Subject
from leadwright.foundation.refusals import field_error, refuse_fields
from leadwright.history.record import record
from leadwright.people.models import User


@transaction.atomic
def choose_columns(
    subject: Subject, keys: Collection[str], *, known: Fields, by: User, at: datetime
) -> Fields:
    """Choose the columns of a list for oneself among the fields that one knows; returns them.

    What is offered no more, or not known now, stays chosen: it is back once it is offered again.
    """
    those = {field.key: field for field in offered(known)}
    refuse_fields(
        field_error(place_of(key), "FIELD_UNKNOWN", name=key[:60]) for key in keys if key not in those
    )
    row, _is_new = ChosenColumns.objects.select_for_update().get_or_create(user=by, subject=subject)
    before, hidden = set(row.field_ids), set(row.field_ids) - {field.pk for field in those.values()}
    after = hidden | {those[key].pk for key in keys}
    if after == before:
        return columns_among(known, after)
    row.field_ids = sorted(after)
    row.save(update_fields=["field_ids"])
    old, new = (columns_among(known, ids) for ids in (before, after))
    fact = ColumnsChosen(
        user=by,
        listed=subject,
        before=tuple(field.key for field in old),
        after=tuple(field.key for field in new),
        by=by.party(),
        at=at,
    )
    record(fact)
    return new
