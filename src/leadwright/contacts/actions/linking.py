"""Hold a contact still while something is tied to it."""

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from leadwright.contacts.blocked_keys import equals_blocked
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import refuse
from leadwright.people.models import User

ALL_HELD = "SELECT id, is_blocked FROM contacts_contact WHERE id = ANY(%s) ORDER BY id FOR SHARE"
HELD = "SELECT merged_into_id FROM contacts_contact WHERE id = %s FOR SHARE"
FARTHEST = 20


def linkable(pk: int, *, by: User, field: str = "contact") -> Contact:
    """Return a contact that something may be tied to, held until the end of the transaction.

    Whoever wants to block, merge or erase it waits for that, and whoever links waits for them: a contact
    that is blocked is never linked afterwards. One that was merged stands for the contact it became part of.
    """
    return _fit(_held(pk), by=by, field=field)


def linkable_new(contact: Contact, *, by: User, field: str = "contact") -> Contact:
    """Return a contact that this transaction has entered, if something may be tied to it: nobody else holds it."""
    return _fit(contact.pk, by=by, field=field)


def _fit(pk: int, *, by: User, field: str) -> Contact:
    rows = Contact.objects.within_reach(by, "contact.view").annotate(equals_blocked=equals_blocked())
    contact = rows.filter(pk=pk).first()
    if contact is None:
        refuse("FIELD_INVALID", field=field, reason=_("choose one that exists and that you can see"))
    if contact.is_blocked:
        refuse("CONTACT_BLOCKED", field=field, name=contact.name)
    if contact.__dict__["equals_blocked"] and contact.organisation_id == by.organisation_id:
        refuse("CONTACT_BLOCKED", because="EQUALS_BLOCKED", field=field, name=contact.name)
    return contact


def _held(pk: int) -> int:
    """Lock a contact against change, and follow it to the one it was merged into."""
    with connection.cursor() as cursor:
        for _step in range(FARTHEST):
            cursor.execute(HELD, [pk])
            row = cursor.fetchone()
            if row is None or row[0] is None:
                break
            pk = row[0]
    return pk


def hold_alone(pk: int) -> Contact | None:
    """Lock a contact as whoever changes it does, and return what it has become: one alone may make it a customer."""
    Contact.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk").first()
    return Contact.objects.select_related("organisation").filter(pk=pk).first()


def hold(pks: Iterable[int]) -> set[int]:
    """Hold contacts still until the end of the transaction, and return those of them that are blocked.

    Whoever changes a contact locks it before the leads that it is on; who ties a contact to a lead calls
    this before locking the lead, so that the two never wait for each other.
    """
    wanted = sorted(set(pks))
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(ALL_HELD, [wanted])
        return {pk for pk, is_blocked in cursor.fetchall() if is_blocked}
