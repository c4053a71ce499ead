"""Find a person, show what an erasure would take, take it, and leave a receipt; again after a restore."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.contacts.erasing import person_of
from leadwright.contacts.models import Contact
from leadwright.contacts.questions import ties_of
from leadwright.foundation.personal import Person
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.facts import SYSTEM, Party
from leadwright.people.access import deny, require
from leadwright.people.models import User
from leadwright.privacy.keys import digests_of
from leadwright.privacy.models import ErasedKey, Reason, Receipt
from leadwright.privacy.questions import places_of_person


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an erasure would take: how many rows in each place."""

    contacts: tuple[int, ...]
    counts: Mapping[str, int]


def preview(contact_ids: Collection[int], *, by: User) -> Preview:
    """Count, place by place, what is kept about the person behind these contacts; nothing is changed."""
    pks = _checked(contact_ids, by)
    person = person_of(pks)
    counts = {place.code: place.count(person) for place in places_of_person()}
    return Preview(contacts=tuple(sorted(person.contacts)), counts=counts)


@transaction.atomic
def erase(contact_ids: Collection[int], *, by: User, at: datetime) -> Receipt:
    """Erase the person behind these contacts of one's own organisation everywhere, and leave a receipt."""
    pks = _checked(contact_ids, by)
    return erase_contacts(
        pks, organisation_id=by.organisation_id, by=by.party(), user=by, at=at, reason=Reason.REQUEST
    )


def _checked(contact_ids: Collection[int], by: User) -> list[int]:
    """Return the ids, when all are contacts of the user's organisation and the user may erase."""
    wanted = set(contact_ids)
    seen = Contact.objects.within_reach(by, "contact.view").filter(pk__in=wanted)
    rows = dict(seen.values_list("pk", "organisation_id"))
    if not wanted or set(rows) != wanted:
        raise NotFound
    require(by, "privacy.manage")
    if set(rows.values()) != {by.organisation_id}:
        deny("privacy.manage", because="OTHER_COMPANY")
    return sorted(wanted)


@transaction.atomic
def erase_contacts(
    contact_ids: Collection[int],
    *,
    organisation_id: int,
    by: Party,
    at: datetime,
    reason: Reason,
    user: User | None = None,
) -> Receipt:
    """Erase in every place, in one transaction; the contacts are locked first, then what is tied to them."""
    person = _held(contact_ids)
    counts = {place.code: place.erase(person, by=by, at=at) for place in places_of_person()}
    receipt = Receipt.objects.create(
        organisation_id=organisation_id,
        at=at,
        by=user,
        reason=reason,
        contacts=sorted(person.contacts),
        counts=counts,
    )
    digests = digests_of(person, organisation_id=organisation_id)
    ErasedKey.objects.bulk_create(ErasedKey(receipt=receipt, digest=digest) for digest in digests)
    transaction.on_commit(partial(_write_down, receipt, digests), robust=True)
    return receipt


def _held(contact_ids: Collection[int]) -> Person:
    """Lock the contacts with all that was merged into them, then what is tied to them; return the person."""
    everyone = person_of(contact_ids).contacts
    rows = Contact.objects.select_for_update().filter(pk__in=everyone).order_by("pk")
    gone = {pk for pk, erased in rows.values_list("pk", "erased_at") if erased}
    if gone & set(contact_ids):
        raise NotFound
    ties_of(everyone, hold=True)
    return person_of(contact_ids)


def _write_down(receipt: Receipt, digests: list[str]) -> None:
    """Keep the erasure outside of the database too: a restored backup does not know of it."""
    line = {
        "at": receipt.at.isoformat(),
        "organisation": receipt.organisation_id,
        "contacts": receipt.contacts,
        "digests": digests,
    }
    target = Path(settings.ERASURES)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a") as file:
        file.write(f"{json.dumps(line)}\n")


def repeat(lines: Iterable[str], *, at: datetime) -> int:
    """Erase again what was erased before a backup was restored; returns how many people that were.

    A contact is taken for the same when it has the number it had, is older than its erasure, and is known by
    one of the digests that were written down.
    """
    return sum(_repeated(json.loads(line), at=at) for line in lines if line.strip())


def _repeated(line: dict[str, Any], *, at: datetime) -> int:
    known, home = set(line["digests"]), line["organisation"]
    rows = Contact.objects.filter(
        pk__in=line["contacts"], organisation=home, erased_at=None, created_at__lte=line["at"]
    )
    back = [
        pk
        for pk in rows.values_list("pk", flat=True)
        if known & set(digests_of(person_of([pk]), organisation_id=home))
    ]
    if not back:
        return 0
    erase_contacts(back, organisation_id=home, by=SYSTEM, at=at, reason=Reason.RESTORE)
    return 1


def refuse_without_yes(confirmed: object) -> None:
    """Refuse an erasure that nobody has confirmed: it cannot be undone."""
    if confirmed is not True:
        refuse(
            "FIELD_INVALID", field="confirm", reason=_("an erasure cannot be undone; confirm it with true")
        )
