"""Take back contacts that an import made, while nobody has touched them and nothing is tied to them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from leadwright.contacts.facts import ContactTakenBack
from leadwright.contacts.models import (
    BlockedKey,
    Contact,
    ContactFacet,
    ContactKeys,
    Distinction,
    Email,
    NationalNumber,
    Phone,
)
from leadwright.foundation.references import referenced, remove_naming
from leadwright.history.facts import Party
from leadwright.history.record import record_each

# What belongs to a contact itself, or is worked out from it.
PARTS = (
    BlockedKey,
    ContactFacet,
    ContactKeys,
    Distinction,
    Email,
    NationalNumber,
    Phone,
    Contact.groups.through,
)


@transaction.atomic
def take_back(versions: Mapping[int, int], *, by: Party, at: datetime) -> set[int]:
    """Remove contacts that are as they came and are named nowhere; returns the ids of those that stay.

    People go before the companies that they work for. `versions` are those that they had when they came.
    """
    locked = Contact.objects.filter(pk__in=versions).order_by("pk").select_for_update()
    rows = {row.pk: row for row in locked}
    touched = {pk for pk, row in rows.items() if row.version != versions[pk] or row.is_blocked}
    for pks in ([pk for pk, row in rows.items() if row.company_id], list(rows)):
        going = (set(pks) & rows.keys()) - touched
        touched |= referenced(Contact, going, but=PARTS)
        gone = [rows[pk] for pk in sorted(going - touched)]
        record_each(ContactTakenBack(contact=row, by=by, at=at) for row in gone)
        _remove([row.pk for row in gone])
        rows = {pk: row for pk, row in rows.items() if row not in gone}
    return touched


def _remove(pks: list[int]) -> None:
    remove_naming(Contact, pks, only=PARTS)
    rows = Contact.objects.filter(pk__in=pks)
    rows._raw_delete(rows.db)
