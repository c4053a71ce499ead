"""What somebody may know of a contact that is not wholly his: one that was lent, or that an access group keeps."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from leadwright.contacts.models import Contact
from leadwright.history.lines import ReadableEntry
from leadwright.people.models import User
from leadwright.people.reach import Reach

# What a company says about its own contacts for itself; a borrower gets what it needs to reach and to invoice.
OWNERS_ALONE = frozenset(("remarks", "groups", "segment", "fleet_code", "access_group", "external_key"))
CONTACTS = "contacts"


def hidden_from(user: User, contact: Contact) -> frozenset[str]:
    """Return the names of the fields of a contact that are its owner's alone, for whoever is not of that company."""
    return frozenset() if contact.organisation_id == user.organisation_id else OWNERS_ALONE


def is_kept_from(user: User, contact: Contact) -> bool:
    """Tell whether an access group keeps a contact of the user's own company from him, even its name."""
    if contact.access_group_id is None or contact.organisation_id != user.organisation_id:
        return False
    return Reach.ALL not in user.reaches_of("contact.view") and (
        contact.access_group_id not in user.seen_group_ids
    )


def without_kept(
    entries: Iterable[ReadableEntry], *, by: User, but: Collection[int | None] = ()
) -> list[ReadableEntry]:
    """Return entries that name nobody whom an access group keeps from the reader; `but` are known all the same."""
    rows = list(entries)
    ids = {pk for entry in rows for pk in _named(entry.details)} - set(but)
    known = Contact.objects.filter(pk__in=ids, access_group__isnull=False) if ids else ()
    kept = {contact.pk for contact in known if is_kept_from(by, contact)}
    return [replace(row, details=_without(row.details, kept)) for row in rows] if kept else rows


def _named(details: Mapping[str, Any]) -> Iterator[int]:
    yield from details.get(CONTACTS, ())
    for side in details.get("changes", {}).get(CONTACTS, ()):
        yield from side


def _without(details: Mapping[str, Any], kept: Collection[int]) -> dict[str, Any]:
    left = dict(details)
    if CONTACTS in left:
        left[CONTACTS] = _others(left[CONTACTS], kept)
    if CONTACTS in left.get("changes", {}):
        sides = [_others(side, kept) for side in left["changes"][CONTACTS]]
        left["changes"] = left["changes"] | {CONTACTS: sides}
    return left


def _others(pks: Sequence[int], kept: Collection[int]) -> list[int]:
    return [pk for pk in pks if pk not in kept]
