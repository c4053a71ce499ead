"""The files of contacts when one becomes part of another, and when that is undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from leadwright.contacts.actions.filing import SHELF
from leadwright.contacts.models import Contact
from leadwright.contacts.questions import Ties
from leadwright.files import actions as files
from leadwright.files.models import File


def ties_of_contacts(contact_ids: Collection[int], *, hold: bool) -> Ties:
    """Name the files of some contacts; with `hold` they are locked, by number."""
    rows = File.objects.filter(subject_kind=SHELF.kind, subject_id__in=contact_ids).order_by("pk")
    if hold:
        rows = rows.select_for_update(of=("self",))
    data: dict[int, set[str]] = defaultdict(set)
    for pk, contact in rows.values_list("pk", "subject_id"):
        data[contact].add(f"file:{pk}")
    return {contact: frozenset(names) for contact, names in data.items()}


def move(merged: Contact, survivor: Contact) -> None:
    """Let the files of a contact be those of the one that it became part of."""
    files.move(SHELF.kind, merged.pk, to=survivor.pk)


def move_back(merged: Contact, survivor: Contact, ties: Iterable[str]) -> None:
    """Give a contact its files back, where the other one still holds them."""
    rows = [name.split(":") for name in ties]
    own = [int(row[1]) for row in rows if row[0] == "file"]
    files.move(SHELF.kind, survivor.pk, to=merged.pk, only=own)
