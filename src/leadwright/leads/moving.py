"""Leads and their lines when one contact becomes part of another, and when that is undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from leadwright.contacts.models import Contact
from leadwright.contacts.questions import Ties
from leadwright.foundation.subqueries import among
from leadwright.leads.models import Lead, Party
from leadwright.leads.parties import numbers_naming
from leadwright.leads.searching import index_numbers

SIDES = ("company", "person")


def ties_of_contacts(contact_ids: Collection[int], *, hold: bool) -> Ties:
    """Name the leads of some contacts and the lines that name them; with `hold` the leads are locked, by number."""
    rows = Lead.objects.filter(among("pk", numbers_naming(contact_ids))).order_by("pk")
    if hold:
        rows = rows.select_for_update(of=("self",))
    data: dict[int, set[str]] = defaultdict(set)
    for pk, contact in rows.values_list("pk", "contact"):
        if contact in contact_ids:
            data[contact].add(f"lead:{pk}")
    for side in SIDES:
        lines = Party.objects.filter(**{f"{side}__in": contact_ids}).values_list("pk", side)
        for pk, contact in lines:
            data[contact].add(f"party:{pk}:{side}")
    return {pk: frozenset(names) for pk, names in data.items()}


def move(merged: Contact, survivor: Contact) -> None:
    """Let the leads and lines of a contact be those of the one that it became part of."""
    Lead.objects.filter(contact=merged).update(contact=survivor)
    for side in SIDES:
        Party.objects.filter(**{side: merged}).update(**{side: survivor})


def move_back(merged: Contact, survivor: Contact, ties: Iterable[str]) -> set[int]:
    """Give a contact back what was its own, where the other one still holds it; returns the leads."""
    rows = [name.split(":") for name in ties]
    own = [int(row[1]) for row in rows if row[0] == "lead"]
    Lead.objects.filter(contact=survivor, pk__in=own).update(contact=merged)
    numbers = set(own)
    for side in SIDES:
        pks = [int(row[1]) for row in rows if row[0] == "party" and row[2] == side]
        lines = Party.objects.filter(**{side: survivor}, pk__in=pks)
        numbers |= set(lines.values_list("lead", flat=True))
        lines.update(**{side: merged})
    index_numbers(numbers)
    return numbers
