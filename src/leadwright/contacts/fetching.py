"""Fetch along what hangs on contacts: addresses, numbers and groups, all by one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from leadwright.contacts.models import Contact, ContactGroup, Email, Phone

ATTACHED = """
    SELECT contact_id, 'emails', id, address, label, is_main, 0
    FROM contacts_email WHERE contact_id = ANY(%(contacts)s::bigint[])
    UNION ALL
    SELECT contact_id, 'phones', id, number, label, is_main, 0
    FROM contacts_phone WHERE contact_id = ANY(%(contacts)s::bigint[])
    UNION ALL
    SELECT held.contact_id, 'groups', own.id, own.code, '', false, own.position
    FROM contacts_contact_groups held JOIN contacts_contactgroup own ON own.id = held.contactgroup_id
    WHERE held.contact_id = ANY(%(contacts)s::bigint[])
"""


@dataclass(frozen=True)
class _Attached:
    """One address, number or group of a contact, as the query returns it."""

    contact: int
    kind: str
    id: int
    text: str
    label: str
    is_main: bool
    position: int

    def row(self) -> models.Model:
        """Return the row that it stands for; of a group only its code is known."""
        if self.kind == "groups":
            return ContactGroup.from_db(connection.alias, ["id", "code"], [self.id, self.text])
        more: dict[str, Any] = {"id": self.id, "contact_id": self.contact, "label": self.label}
        if self.kind == "emails":
            return Email(address=self.text, is_main=self.is_main, **more)
        return Phone(number=self.text, is_main=self.is_main, **more)


def fetch_channels(contacts: Sequence[Contact]) -> None:
    """Let contacts know their addresses, numbers and groups, in the order that each list has."""
    with connection.cursor() as cursor:
        cursor.execute(ATTACHED, {"contacts": [contact.pk for contact in contacts]})
        result = [_Attached(*values) for values in cursor.fetchall()]
    result.sort(key=lambda row: (not row.is_main, row.position, row.id))
    for contact in contacts:
        for kind in ("emails", "phones", "groups"):
            rows = [row.row() for row in result if row.kind == kind and row.contact == contact.pk]
            _keep(contact, kind, rows)


def _keep(contact: Contact, name: str, rows: list[models.Model]) -> None:
    """Let a list of a contact be known, as Django keeps what it has fetched along."""
    known = getattr(contact, name).get_queryset()
    known._result_cache, known._prefetch_done = rows, True
    contact.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known
