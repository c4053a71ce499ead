"""Recognise drafts that certainly are contacts of an organisation already, many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection

from leadwright.contacts.duplicates import is_certain
from leadwright.contacts.indexing import full_record
from leadwright.contacts.matching import USUAL, Prepared, Record, prepared, scored
from leadwright.contacts.matching.tolerance import sure_keys
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import BATCH
from leadwright.people.models import Organisation

ASKED = ("e:", "p:", "v:")
MOST = 20
# Key by key: for thousands at once the planner thinks reading the whole table is cheaper, and errs.
HOLDERS = """
SELECT one.key, k.contact_id FROM unnest(%s::text[]) one(key),
LATERAL (SELECT contact_id FROM contacts_contactkeys
         WHERE organisation_id = %s AND keys @> ARRAY[one.key] OFFSET 0) k ORDER BY k.contact_id
"""


def recognise(drafts: Mapping[str, Record], *, organisation: Organisation) -> dict[str, Contact]:
    """Return the contacts that drafts certainly are, by the drafts' keys; what is only likely stays apart."""
    sure = {key: _sure(record) for key, record in drafts.items()}
    holders = _holders({key for keys in sure.values() for key in keys}, organisation)
    known = _contacts({pk for pks in holders.values() for pk in pks})
    ready = {pk: prepared(full_record(contact)) for pk, contact in known.items()}
    data: dict[str, Contact] = {}
    for key, record in drafts.items():
        near = sorted({pk for row in sure[key] for pk in holders.get(row, ())} & known.keys())[:MOST]
        pk = _surest(prepared(record), [(row, ready[row]) for row in near]) if near else None
        if pk is not None:
            data[key] = known[pk]
    return data


def _sure(record: Record) -> list[str]:
    return [key for key in sure_keys(record) if key.startswith(ASKED)]


def _holders(keys: set[str], organisation: Organisation) -> dict[str, list[int]]:
    """Return which contacts of the organisation hold each key, the oldest first."""
    holders: dict[str, list[int]] = defaultdict(list)
    wanted = sorted(keys)
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), BATCH):
            cursor.execute(HOLDERS, [wanted[start : start + BATCH], organisation.pk])
            for key, pk in cursor.fetchall():
                holders[key].append(pk)
    return holders


def _contacts(pks: set[int]) -> dict[int, Contact]:
    rows = Contact.objects.standing().select_related("company").prefetch_related("emails", "phones")
    wanted = sorted(pks)
    data: dict[int, Contact] = {}
    for start in range(0, len(wanted), BATCH):
        data |= {row.pk: row for row in rows.filter(pk__in=wanted[start : start + BATCH])}
    return data


def _surest(draft: Prepared, others: Iterable[tuple[int, Prepared]]) -> int | None:
    """Return the contact that a draft certainly is; the surest, and of equals the oldest."""
    rows = [(scored(draft, other, weights=USUAL), pk) for pk, other in others]
    sure = [(score.weight, -pk) for score, pk in rows if is_certain(score)]
    return -max(sure)[1] if sure else None
