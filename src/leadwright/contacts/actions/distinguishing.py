"""Decide that a contact is another than a blocked one that it equals."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.contacts.actions.entering import locked
from leadwright.contacts.facts import ContactDistinguished
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.likeness import likenesses
from leadwright.contacts.models import Contact, Distinction
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.people.models import User


@transaction.atomic
def distinguish(pk: int, *, other: object, by: User, at: datetime) -> Contact:
    """Remember that a contact and a blocked one are not the same: the other no longer keeps it from leads."""
    contact = locked(pk, by=by)
    check(contact, Verb.DISTINGUISH, by=by)
    number = number_in(other) or 0
    first, second = sorted((pk, number))
    if Distinction.objects.filter(first=first, second=second).exists():
        return contact
    blocked = next(
        (row.contact for row in likenesses(contact, by=by) if row.contact and row.contact.pk == number), None
    )
    if blocked is None:
        reason = _("choose a blocked contact that shares an address or a number with this one")
        refuse("FIELD_INVALID", field="other", reason=reason)
    Distinction.objects.create(first_id=first, second_id=second, by=by, at=at)
    record(ContactDistinguished(contact=contact, other=blocked, by=by.party(), at=at))
    return contact
