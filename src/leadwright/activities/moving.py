"""Who takes part in activities when one contact becomes part of another, and when that is undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from leadwright.activities.models import Participant
from leadwright.contacts.models import Contact
from leadwright.contacts.questions import Ties

TIE = "activity"


def ties_of_contacts(contact_ids: Collection[int], *, hold: bool) -> Ties:
    """Name the lines of activities that name some contacts; with `hold` they are locked, by number."""
    rows = Participant.objects.filter(contact__in=contact_ids).order_by("pk")
    if hold:
        rows = rows.select_for_update(of=("self",))
    data: dict[int, set[str]] = defaultdict(set)
    for pk, contact in rows.values_list("pk", "contact"):
        data[contact].add(f"{TIE}:{pk}")
    return {pk: frozenset(names) for pk, names in data.items()}


def move(merged: Contact, survivor: Contact) -> None:
    """Let the lines of a contact be those of the one that it became part of; where both take part, both stay."""
    already = Participant.objects.filter(contact=survivor).values("activity")
    Participant.objects.filter(contact=merged).exclude(activity__in=already).update(contact=survivor)


def move_back(merged: Contact, survivor: Contact, ties: Iterable[str]) -> None:
    """Give a contact back the lines that were its own, where the other one still holds them."""
    rows = [name.split(":") for name in ties]
    own = [int(row[1]) for row in rows if row[0] == TIE]
    Participant.objects.filter(contact=survivor, pk__in=own).update(contact=merged)
