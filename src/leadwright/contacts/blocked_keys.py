"""The keys that a contact shares with blocked ones of its own company, while nobody has told the two apart."""

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, QuerySet
from django.db.models.functions import Greatest, Least

from leadwright.contacts.models import BlockedKey, ContactKeys, Distinction
from leadwright.foundation.subqueries import among

PHONE = "p:"


def equals_blocked(contact: str = "pk", organisation: str = "organisation") -> Exists:
    """Return the condition that a contact of the outer query equals a blocked one; a shared number does not count."""
    return Exists(shared_with_blocked(contact, organisation).exclude(key__startswith=PHONE))


def shared_with_blocked(contact: str = "pk", organisation: str = "organisation") -> "QuerySet[BlockedKey]":
    """Return the keys of blocked contacts that the contact of the outer query has too."""
    held = ContactKeys.objects.filter(contact=OuterRef(OuterRef(contact)))
    keys = held.values(key=Func(F("keys"), function="unnest", output_field=models.TextField()))
    known = Distinction.objects.filter(
        first=Least(OuterRef("contact"), OuterRef(OuterRef(contact))),
        second=Greatest(OuterRef("contact"), OuterRef(OuterRef(contact))),
    )
    rows = BlockedKey.objects.filter(among("key", keys), organisation=OuterRef(organisation))
    return rows.exclude(contact=OuterRef(contact)).exclude(Exists(known))
