"""Attach files to a contact, and delete them."""

from collections.abc import Sequence
from datetime import datetime

from leadwright.contacts.actions.entering import locked
from leadwright.contacts.facts import ContactFileAdded, ContactFileDeleted
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.files import actions as files
from leadwright.files.models import File
from leadwright.files.quotas import refuse_what_never_fits
from leadwright.files.store import Body, Incoming, bodies_of
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, Refused, refuse
from leadwright.history.facts import Subject
from leadwright.history.record import record
from leadwright.people.models import User

KIND = "contact"


def add_files(
    pk: int, incoming: Sequence[Incoming], *, by: User, at: datetime, shared: bool = False
) -> list[File]:
    """Attach files to a contact of the own company: all of them or none.

    Whoever is lent the contact with a lead reads them only if they are shared. Nothing goes into the store before it
    is known that it may, and whatever is refused later leaves nothing there.
    """
    contact = Contact.objects.within_reach(by, "contact.view").fetch(pk)
    check(contact, Verb.ATTACH, by=by)
    refuse_what_never_fits(by.organisation_id, [file.content.size for file in incoming])
    with bodies_of(incoming) as bodies:
        return _attach(pk, bodies, by=by, at=at, shared=shared)


@action
def _attach(pk: int, bodies: Sequence[Body], *, by: User, at: datetime, shared: bool) -> list[File]:
    contact = locked(pk, by=by)
    check(contact, Verb.ATTACH, by=by)
    rows = files.keep(Subject(kind=KIND, id=contact.pk), bodies, by=by, at=at, is_shared=shared)
    for file in rows:
        record(ContactFileAdded(contact=contact, file=file, by=by.party(), at=at))
    return rows


@action
def delete_file(file: File, *, by: User, at: datetime) -> None:
    """Delete a file of a contact: whoever added it, or who may edit the contact."""
    contact = locked(file.subject_id, by=by)
    row = File.objects.on(KIND, contact.pk).open_to(by).filter(pk=file.pk).first()
    if row is None:
        raise NotFound
    _check_deletion(contact, row, by)
    files.let_go(File.objects.filter(pk=row.pk))
    record(ContactFileDeleted(contact=contact, file=row, by=by.party(), at=at))


def refuse_deletion(file: File, by: User) -> None:
    """Refuse whoever may not delete a file of a contact within reach."""
    _check_deletion(Contact.objects.within_reach(by, "contact.view").fetch(file.subject_id), file, by)


def can_delete(contact: Contact, file: File, by: User) -> bool:
    """Tell whether somebody may delete a file of a contact."""
    try:
        _check_deletion(contact, file, by)
    except Refused:
        return False
    return True


def _check_deletion(contact: Contact, file: File, by: User) -> None:
    if file.by_id != by.pk:
        check(contact, Verb.ATTACH, by=by)
    if file.organisation_id != by.organisation_id:
        refuse("PERMISSION_DENIED", because="OTHERS_FILE")
