"""Files of a contact: who may attach and delete them, and who reads along."""

from django.db.models import QuerySet

from leadwright.contacts.actions.entering import locked
from leadwright.contacts.facts import ContactFileAdded, ContactFileDeleted
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.files.actions import Readers
from leadwright.files.shelves import Shelf
from leadwright.people.models import User


def _rows(by: User) -> "QuerySet[Contact]":
    return Contact.objects.within_reach(by, "contact.view")


def _fetch(pk: int, *, by: User) -> Contact:
    return Contact.objects.within_reach(by, "contact.view").fetch(pk)


def _may_attach(contact: Contact, by: User) -> None:
    check(contact, Verb.ATTACH, by=by)


def _readers(contact: Contact, by: User, is_asked: bool) -> Readers:
    """Whoever is lent the contact with a lead reads its files only if they are shared."""
    del contact, by
    return Readers(is_asked)


SHELF = Shelf(
    kind="contact",
    rows=_rows,
    fetch=_fetch,
    lock=locked,
    check_adding=_may_attach,
    check_taking=_may_attach,
    readers=_readers,
    added=ContactFileAdded,
    deleted=ContactFileDeleted,
)
add_files = SHELF.add
